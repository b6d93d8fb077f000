package operation

import (
	"strings"

	"ringside/engine/item"
	"ringside/parser"
)

// A wording puts the expressions of a native request into a statement. It makes new trees of the
// expressions', with names and literals in the place of what only stands for them. A Binary has no
// literal and becomes a parameter.
type wording struct {
	names      map[string]string
	values     map[string]item.Value
	parameters []item.Value
	untold     bool // a statement has no words for something
}

func (in *itemInput) wording() *wording {
	return &wording{names: in.names.byKey, values: in.values.byKey}
}

// condition is a whole condition, nil when there is none. The request was checked: its text parses.
func (s *wording) condition(t text) []*parser.Not {
	if !t.given {
		return nil
	}
	tree, err := parser.ParseCondition(t.value)
	if err != nil {
		s.untold = true
		return nil
	}
	if len(tree.Terms) == 1 {
		return s.all(tree.Terms[0].Terms)
	}
	return []*parser.Not{stating(parser.Predicate{Group: s.or(tree)})}
}

func (s *wording) or(tree *parser.Or) *parser.Or { return rewrite(s.predicate).or(tree) }

func (s *wording) all(trees []*parser.Not) []*parser.Not { return rewrite(s.predicate).all(trees) }

func (s *wording) predicate(p *parser.Predicate) *parser.Not {
	switch {
	case p.Group != nil:
		return stating(parser.Predicate{Group: s.or(p.Group)})
	case p.Test == nil:
		return s.function(p.Operand.Function)
	}
	return stating(parser.Predicate{Operand: s.operand(p.Operand), Test: s.test(p.Test)})
}

func (s *wording) test(t *parser.Test) *parser.Test {
	next := &parser.Test{Op: t.Op}
	if t.Right != nil {
		next.Right = s.operand(t.Right)
	}
	if t.Low != nil {
		next.Low, next.High = s.operand(t.Low), s.operand(t.High)
	}
	for _, member := range t.In {
		next.In = append(next.In, s.operand(member))
	}
	return next
}

// function is a condition, some of which have words of their own in a statement.
func (s *wording) function(f *parser.Function) *parser.Not {
	is := func(what string, not bool) *parser.Not {
		return stating(parser.Predicate{Operand: s.operand(f.Args[0]), Test: &parser.Test{Is: &parser.Is{Not: not, What: what}}})
	}
	switch {
	case f.Name == "attribute_exists":
		return is("MISSING", true)
	case f.Name == "attribute_not_exists":
		return is("MISSING", false)
	case f.Name == "attribute_type" && s.values[f.Args[1].Value] == item.String("NULL"):
		return is("NULL", false)
	}
	return stating(parser.Predicate{Operand: s.call(f)})
}

func (s *wording) call(f *parser.Function) *parser.Operand {
	next := &parser.Function{Name: f.Name}
	for _, arg := range f.Args {
		next.Args = append(next.Args, s.operand(arg))
	}
	return &parser.Operand{Function: next}
}

func (s *wording) operand(o *parser.Operand) *parser.Operand {
	switch {
	case o.Group != nil:
		return s.operand(o.Group)
	case o.Path != nil:
		return &parser.Operand{Path: s.path(o.Path)}
	case o.Function != nil:
		s.untold = s.untold || o.Function.Name == "if_not_exists"
		return s.call(o.Function)
	}
	return s.literal(s.values[o.Value])
}

func (s *wording) path(path *parser.Path) *parser.Path {
	next := &parser.Path{}
	for _, part := range path.Parts {
		if !part.IsIndex {
			part = named(s.name(part.Name))
		}
		next.Parts = append(next.Parts, part)
	}
	return next
}

// name returns the name that a part of a path stands for.
func (s *wording) name(part string) string {
	if name, stands := s.names[part]; stands {
		return name
	}
	return part
}

// named is a name on a path, between quotes if it needs them.
func named(name string) parser.Part {
	return parser.Part{Name: name, Quoted: parser.QuoteName(name) != name}
}

// sourceOf prints the table and the index that a statement reads.
func sourceOf(table, index string) string {
	if index == "" {
		return parser.QuoteName(table)
	}
	return parser.QuoteName(table) + "." + parser.QuoteName(index)
}

// equals is the condition that an attribute has a value.
func (s *wording) equals(name string, v item.Value) *parser.Not {
	path := &parser.Path{Parts: []parser.Part{named(name)}}
	return stating(parser.Predicate{Operand: &parser.Operand{Path: path}, Test: &parser.Test{Op: "=", Right: s.literal(v)}})
}

// literal is a constant, printed as it is written in a statement.
func (s *wording) literal(v item.Value) *parser.Operand {
	if hasBinary(v) {
		s.parameters = append(s.parameters, v)
		return &parser.Operand{Parameter: len(s.parameters)}
	}
	return &parser.Operand{Value: literalOf(v)}
}

// hasBinary reports whether there is a Binary anywhere in a value.
func hasBinary(v item.Value) bool {
	switch v.Type() {
	case item.B, item.BS:
		return true
	case item.L:
		for e := range v.Elements() {
			if hasBinary(e) {
				return true
			}
		}
	case item.M:
		for _, e := range v.Fields() {
			if hasBinary(e) {
				return true
			}
		}
	}
	return false
}

// literalOf writes a value that no part of is Binary.
func literalOf(v item.Value) string {
	switch v.Type() {
	case item.S:
		return parser.QuoteText(v.Text())
	case item.N:
		return v.Text()
	case item.BOOL:
		if v.Bool() {
			return "true"
		}
		return "false"
	case item.L:
		return "[" + elements(v) + "]"
	case item.SS, item.NS:
		return "<<" + elements(v) + ">>"
	case item.M:
		var fields []string
		for name, e := range v.Fields() {
			fields = append(fields, parser.QuoteText(name)+": "+literalOf(e))
		}
		return "{" + strings.Join(fields, ", ") + "}"
	}
	return "NULL"
}

func elements(v item.Value) string {
	var all []string
	for e := range v.Elements() {
		all = append(all, literalOf(e))
	}
	return strings.Join(all, ", ")
}

// item writes the item of an INSERT.
func (s *wording) item(it item.Item) string {
	var all []string
	for _, a := range it.Attributes() {
		all = append(all, parser.QuoteText(a.Name)+": "+s.literal(a.Value).String())
	}
	return "{" + strings.Join(all, ", ") + "}"
}

// columns prints what a projection names. inside tells that it looks into an attribute.
func (s *wording) columns(t text) (columns string, inside bool) {
	if !t.given {
		return "*", false
	}
	tree, err := parser.ParseProjection(t.value)
	if err != nil {
		s.untold = true
		return "", false
	}
	var all []string
	for _, path := range tree.Paths {
		inside = inside || len(path.Parts) > 1
		all = append(all, s.path(path).String())
	}
	return strings.Join(all, ", "), inside
}

// actions prints an update expression as the actions of an UPDATE. counts tells of an ADD of a number,
// for which there is only n = n + 1.
func (s *wording) actions(t text) (actions string, counts bool) {
	tree, err := parser.ParseUpdate(t.value)
	if err != nil {
		s.untold = true
		return "", false
	}
	var all sections
	for _, section := range tree.Sections {
		for _, a := range section.Sets {
			all.add(setting, s.path(a.Path).String()+" = "+s.assigned(a.Value).String())
		}
		for _, path := range section.Removes {
			all.add(removing, s.path(path).String())
		}
		for _, o := range section.Adds {
			counts = counts || s.values[o.Value].Type() == item.N
			all.add(setting, s.added(o))
		}
		for _, o := range section.Deletes {
			all.add(setting, s.changed("set_delete", o))
		}
	}
	return all.String(), counts
}

func (s *wording) added(o *parser.Operation) string {
	if s.values[o.Value].Type() != item.N {
		return s.changed("set_add", o)
	}
	path := s.path(o.Path).String()
	return path + " = " + path + " + " + s.literal(s.values[o.Value]).String()
}

func (s *wording) changed(function string, o *parser.Operation) string {
	path := s.path(o.Path).String()
	return path + " = " + function + "(" + path + ", " + s.literal(s.values[o.Value]).String() + ")"
}

func (s *wording) assigned(v *parser.SetValue) *parser.SetValue {
	next := &parser.SetValue{First: s.summand(v.First)}
	for _, t := range v.Terms {
		next.Terms = append(next.Terms, &parser.SetTerm{Op: t.Op, Operand: s.summand(t.Operand)})
	}
	return next
}

func (s *wording) summand(o *parser.SetOperand) *parser.SetOperand {
	if o.Group != nil {
		return &parser.SetOperand{Group: s.assigned(o.Group)}
	}
	return &parser.SetOperand{Operand: s.operand(o.Operand)}
}
