package parser

import (
	"strconv"
)

// What the grammar alone cannot say is checked, or put right, on the tree. The walk also sees
// the trees of texts with a fault, because a fault found here may stand further left: so every
// pointer may be nil.

// or checks a condition. In an expression it finds operands that are no condition.
func (p *parsed) or(o *Or) {
	if o == nil {
		return
	}
	for _, and := range o.Terms {
		for _, not := range and.Terms {
			p.not(not)
		}
	}
}

func (p *parsed) not(n *Not) {
	for ; n.Not != nil; n = n.Not {
	}
	pred := n.Predicate
	if pred == nil {
		return
	}
	p.predicate(pred)
	if pred.Test != nil && pred.Test.Not { // a NOT IN (…) means NOT a IN (…)
		pred.Test.Not = false
		n.Not, n.Predicate = &Not{Pos: n.Pos, Predicate: pred}, nil
	}
}

// predicate moves parentheses round an operand from Group to Operand, and refuses an operand
// that is not tested, unless it is a function.
func (p *parsed) predicate(pred *Predicate) {
	if pred.Group != nil {
		p.group(pred)
		return
	}
	complete := pred.EndPos.Line > 0
	if complete && pred.Test == nil && pred.Operand.Function == nil && !p.dialect.partiql {
		p.fail(pred.EndPos)
	}
}

func (p *parsed) group(pred *Predicate) {
	if pred.Test == nil {
		p.or(pred.Group)
		return
	}
	if operand := pred.Group.operand(); operand != nil {
		pred.Operand, pred.Group = &Operand{Pos: pred.Pos, Group: operand}, nil
		return
	}
	p.or(pred.Group)
	if !p.dialect.partiql {
		p.fail(pred.Test.Pos)
	}
}

// operand is what the parentheses of (a) or ((a)) hold; nil when that is a condition.
func (o *Or) operand() *Operand {
	p := o.only()
	switch {
	case p == nil || p.Test != nil:
		return nil
	case p.Group == nil:
		return p.Operand
	}
	if inner := p.Group.operand(); inner != nil {
		return &Operand{Pos: p.Pos, Group: inner}
	}
	return nil
}

// only is the predicate that is the whole condition; nil when there are several or a NOT.
func (o *Or) only() *Predicate {
	if len(o.Terms) != 1 || len(o.Terms[0].Terms) != 1 {
		return nil
	}
	return o.Terms[0].Terms[0].Predicate
}

// fail notes a fault at the token at pos, unless an earlier one is known.
func (p *parsed) fail(pos Pos) {
	if p.fault == nil || pos.Offset < p.fault.Offset {
		p.fault = p.errorAt(p.tokenAt(pos))
	}
}

// statement puts a well-formed statement right: it refuses aliases, takes sources apart, and
// turns FROM … SET into UPDATE.
func (p *parsed) statement(s *Statement) {
	switch {
	case p.fault != nil:
	case s.Select != nil:
		p.selection(s.Select)
	case s.Exists != nil:
		p.selection(s.Exists.Select)
	case s.Insert != nil:
		if alias := s.Insert.Into.Alias; alias != nil {
			p.fail(alias.Pos)
		}
		p.source(s.Insert.Into)
	case s.Delete != nil:
		p.source(s.Delete.From)
		p.or(s.Delete.Where)
	default:
		if s.From != nil {
			s.Update, s.From = s.From.update(), nil
		}
		p.source(s.Update.Table)
		p.or(s.Update.Where)
	}
}

func (p *parsed) selection(s *Select) {
	for _, c := range s.Columns {
		p.alias(c.Alias)
	}
	p.source(s.From)
	p.or(s.Where)
}

func (p *parsed) alias(a *Alias) {
	if a != nil {
		p.refuse(a.Pos, "Aliasing is not supported", "no second name")
	}
}

// source fills in Table and Index.
func (p *parsed) source(s *Source) {
	p.alias(s.Alias)
	for _, part := range s.Path.Parts {
		switch {
		case part.IsIndex:
			at := strconv.Itoa(part.Line) + ":" + strconv.Itoa(part.Column) + ":" + strconv.Itoa(len(part.Name))
			p.refuse(part.Pos, "Unexpected path component at "+at, "the name of a table, or table.index")
		case part.Name == "":
			p.refuse(part.Pos, "Path component cannot be an empty string", "a name between the quotes")
		}
	}
	s.Table = s.Path.Parts[0].Name
	switch n := len(s.Path.Parts); n {
	case 1:
	case 2:
		s.Index = s.Path.Parts[1].Name
	default:
		p.refuse(s.Path.Parts[2].Pos, "A path may contain at most 2 components in the FROM clause",
			"the name of a table, or table.index")
	}
}

// refuse notes a fault in a statement that is well formed; the first one stays.
func (p *parsed) refuse(pos Pos, message, expected string) {
	if p.fault == nil {
		at := p.tokenAt(pos)
		p.fault = newError(p.text, p.tokens, at)
		p.fault.Expected, p.fault.Message, p.fault.Bare = "expected "+expected, message, true
		p.fault.Mend = p.mendRefused(at, message)
	}
}
