package operation

import (
	"slices"
	"strconv"
	"strings"

	"ringside/engine/expression"
	"ringside/engine/item"
	"ringside/parser"
)

// A phrase puts what a statement says into expressions. It makes new trees of the statement's,
// which print as expressions, and gathers the names and values that these refer to. Names stay as
// they are unless they are reserved or odd; values are called after what they are compared with.
type phrase struct {
	scope  *expression.Scope
	names  []standIn
	values []standIn
	untold bool // something has no words in an expression
}

// A standIn stands for a name or a value in the text of expressions.
type standIn struct {
	text string // with its # or :
	name string
	item.Value
}

// refuse notes that something can't be said.
func (p *phrase) refuse() { p.untold = true }

// name returns what stands for an attribute's name.
func (p *phrase) name(name string) string {
	if parser.PlainName(name) {
		return name
	}
	for _, known := range p.names {
		if known.name == name {
			return known.text
		}
	}
	text := fresh("#"+wordOf(name), p.names)
	p.names = append(p.names, standIn{text: text, name: name})
	return text
}

// value returns what stands for a value, which has to do with an attribute or with nothing.
func (p *phrase) value(about string, v item.Value) string {
	wanted := ":" + wordOf(about)
	for _, known := range p.values {
		if known.Value == v && strings.HasPrefix(known.text, wanted) {
			return known.text
		}
	}
	text := fresh(wanted, p.values)
	p.values = append(p.values, standIn{text: text, Value: v})
	return text
}

// wordOf returns the part of a name that a placeholder may have.
func wordOf(name string) string {
	word := strings.Map(func(c rune) rune {
		if isWordCharacter(c) {
			return c
		}
		return -1
	}, name)
	if word == "" {
		return "v"
	}
	return word
}

// fresh returns the text, or that with a number, which none of the others has.
func fresh(text string, taken []standIn) string {
	numbered := text
	for i := 2; slices.ContainsFunc(taken, func(p standIn) bool { return p.text == numbered }); i++ {
		numbered = text + strconv.Itoa(i)
	}
	return numbered
}

// or is a condition.
func (p *phrase) or(tree *parser.Or) *parser.Or { return rewrite(p.predicate).or(tree) }

// all are conditions that have to hold together.
func (p *phrase) all(trees []*parser.Not) []*parser.Not { return rewrite(p.predicate).all(trees) }

// predicate is one condition. Parentheses round one alone are redundant, which an expression
// must not be.
func (p *phrase) predicate(tree *parser.Predicate) *parser.Not {
	switch {
	case tree.Group != nil && tree.Test != nil:
		p.refuse() // a condition that is compared
		return stating(*tree)
	case tree.Group != nil:
		return grouped(p.or(tree.Group))
	case tree.Test == nil:
		return stating(parser.Predicate{Operand: p.operand(tree.Operand, "")})
	case tree.Test.Is != nil:
		return p.is(tree.Operand, tree.Test.Is)
	}
	return stating(p.test(tree.Operand, tree.Test))
}

// grouped puts a condition into parentheses if it needs any.
func grouped(or *parser.Or) *parser.Not {
	if len(or.Terms) == 1 && len(or.Terms[0].Terms) == 1 {
		return or.Terms[0].Terms[0]
	}
	return stating(parser.Predicate{Group: or})
}

// is has functions for its words.
func (p *phrase) is(o *parser.Operand, is *parser.Is) *parser.Not {
	path := p.operand(o, "")
	switch {
	case path.Path == nil:
		p.refuse()
	case is.What == "MISSING" && is.Not:
		return call("attribute_exists", path)
	case is.What == "MISSING":
		return call("attribute_not_exists", path)
	case is.What != "NULL":
		p.refuse()
	}
	null := call("attribute_type", path, &parser.Operand{Value: p.value("null", item.String("NULL"))})
	if is.Not {
		return negated(null)
	}
	return null
}

func call(name string, args ...*parser.Operand) *parser.Not {
	return stating(parser.Predicate{Operand: &parser.Operand{Function: &parser.Function{Name: name, Args: args}}})
}

// test is a comparison; each side is called after the other.
func (p *phrase) test(o *parser.Operand, t *parser.Test) parser.Predicate {
	about := aboutOf(o)
	if about == "" && t.Right != nil {
		about = aboutOf(t.Right)
	}
	next := &parser.Test{Op: t.Op}
	left := p.operand(o, about)
	switch {
	case t.Right != nil:
		next.Right = p.operand(t.Right, about)
	case t.Low != nil:
		next.Low, next.High = p.operand(t.Low, about), p.operand(t.High, about)
	}
	for _, member := range t.In {
		next.In = append(next.In, p.operand(member, about))
	}
	return parser.Predicate{Operand: left, Test: next}
}

// aboutOf is the name that a value beside an operand may be called after, "" when there is none.
func aboutOf(o *parser.Operand) string {
	switch {
	case o.Group != nil:
		return aboutOf(o.Group)
	case o.Function != nil && len(o.Function.Args) > 0:
		return aboutOf(o.Function.Args[0])
	case o.Path != nil:
		return lastName(o.Path)
	}
	return ""
}

// lastName is the last name on a path.
func lastName(path *parser.Path) (name string) {
	for _, part := range path.Parts {
		if !part.IsIndex {
			name = part.Name
		}
	}
	return name
}

func (p *phrase) operand(o *parser.Operand, about string) *parser.Operand {
	switch {
	case o.Group != nil:
		return p.operand(o.Group, about)
	case o.Path != nil:
		return &parser.Operand{Path: p.path(o.Path)}
	case o.Function != nil:
		return &parser.Operand{Function: p.function(o.Function)}
	}
	v, err := expression.Constant(o, p.scope)
	if err != nil || v == "" {
		p.refuse()
	}
	return &parser.Operand{Value: p.value(about, v)}
}

func (p *phrase) function(f *parser.Function) *parser.Function {
	next := &parser.Function{Name: f.Name}
	about := aboutOf(&parser.Operand{Function: f})
	for _, arg := range f.Args {
		next.Args = append(next.Args, p.operand(arg, about))
	}
	return next
}

func (p *phrase) path(path *parser.Path) *parser.Path {
	next := &parser.Path{}
	for _, part := range path.Parts {
		if !part.IsIndex {
			part = parser.Part{Name: p.name(part.Name)}
		}
		next.Parts = append(next.Parts, part)
	}
	return next
}

// attribute is the path of an attribute as a whole.
func (p *phrase) attribute(name string) *parser.Operand {
	return &parser.Operand{Path: &parser.Path{Parts: []parser.Part{{Name: p.name(name)}}}}
}

// compares is the condition that an attribute compares with a value so.
func (p *phrase) compares(name, op string, v item.Value) *parser.Not {
	return stating(parser.Predicate{
		Operand: p.attribute(name), Test: &parser.Test{Op: op, Right: &parser.Operand{Value: p.value(name, v)}},
	})
}

// actions is what an UPDATE does, gathered in the sections of an update expression.
func (p *phrase) actions(actions []*parser.Action) string {
	var all sections
	for _, a := range actions {
		for _, r := range a.Removes {
			all.add(removing, p.path(r).String())
		}
		for _, s := range a.Sets {
			path, name := p.path(s.Path).String(), lastName(s.Path)
			switch f := setFunction(s.Value); {
			case f == nil:
				all.add(setting, path+" = "+p.assigned(s.Value, name).String())
			case f.Name == "set_add":
				all.add(adding, path+" "+p.operand(f.Args[1], name).String())
			default:
				all.add(taking, path+" "+p.operand(f.Args[1], name).String())
			}
		}
	}
	return all.String()
}

// sections are what SET, REMOVE, ADD and DELETE do.
type sections [4][]string

const (
	setting = iota
	removing
	adding
	taking
)

func (s *sections) add(section int, what string) { s[section] = append(s[section], what) }

func (s *sections) String() (text string) {
	for i, keyword := range [...]string{" SET ", " REMOVE ", " ADD ", " DELETE "} {
		if s[i] != nil {
			text += keyword + strings.Join(s[i], ", ")
		}
	}
	return strings.TrimPrefix(text, " ")
}

// setFunction is the set_add or set_delete that a value is, or nil.
func setFunction(v *parser.SetValue) *parser.Function {
	if v.First.Group != nil && len(v.Terms) == 0 {
		return setFunction(v.First.Group)
	}
	if o := v.First.Operand; o != nil && o.Function != nil && (o.Function.Name == "set_add" || o.Function.Name == "set_delete") {
		return o.Function
	}
	return nil
}

// assigned is what a SET assigns, in which an expression has one sign at the most.
func (p *phrase) assigned(v *parser.SetValue, about string) *parser.SetValue {
	next := &parser.SetValue{First: p.summand(v.First, about)}
	for _, t := range v.Terms {
		next.Terms = append(next.Terms, &parser.SetTerm{Op: t.Op, Operand: p.summand(t.Operand, about)})
	}
	if len(next.Terms) > 1 {
		p.refuse()
	}
	return next
}

func (p *phrase) summand(o *parser.SetOperand, about string) *parser.SetOperand {
	if o.Group == nil {
		return &parser.SetOperand{Operand: p.operand(o.Operand, about)}
	}
	inner := p.assigned(o.Group, about)
	if len(inner.Terms) == 0 {
		return inner.First
	}
	return &parser.SetOperand{Group: inner}
}

// write writes the names and values that were referred to.
func (p *phrase) write(w *writer) {
	if len(p.names) > 0 {
		w.name("ExpressionAttributeNames").open('{')
		for _, n := range p.names {
			w.name(n.text).text(n.name)
		}
		w.close('}')
	}
	if len(p.values) > 0 {
		w.name("ExpressionAttributeValues").open('{')
		for _, v := range p.values {
			w.name(v.text).raw(string(v.Value))
		}
		w.close('}')
	}
}
