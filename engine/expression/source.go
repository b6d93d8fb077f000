package expression

import (
	"slices"
	"unicode/utf8"

	"ringside/engine/item"
	"ringside/parser"
)

// A source computes, from the item as it is, a value that an update writes. typ is the type that value is
// known to have whatever the item, 0 when that depends on the item.
type source interface {
	from(old view) (item.Value, error)
	typ() item.Type
}

// from reads an attribute that must exist.
func (p path) from(old view) (item.Value, error) {
	v := p.of(old)
	if v == "" {
		return "", errNoAttribute
	}
	return v, nil
}

func (c constant) from(view) (item.Value, error) { return item.Value(c), nil }

// nothing is what REMOVE writes.
type nothing struct{}

func (nothing) from(view) (item.Value, error) { return "", nil }
func (nothing) typ() item.Type                { return 0 }

// fallback is if_not_exists.
type fallback struct {
	path      path
	otherwise source
}

func (f *fallback) typ() item.Type { return 0 }

func (f *fallback) from(old view) (item.Value, error) {
	if v := f.path.of(old); v != "" {
		return v, nil
	}
	return f.otherwise.from(old)
}

// concatenation is list_append.
type concatenation struct{ front, back source }

func (c *concatenation) typ() item.Type { return item.L }

func (c *concatenation) from(old view) (item.Value, error) {
	front, err := c.front.from(old)
	if err != nil {
		return "", err
	}
	back, err := c.back.from(old)
	if err != nil {
		return "", err
	}
	if front.Type() != item.L || back.Type() != item.L {
		return "", errOperandType
	}
	return front.Append(back), nil
}

// arithmetic is + or - between numbers, exact to 38 digits; in PartiQL a chain of them, from left to right.
type arithmetic struct {
	first source
	terms []term
}

type term struct {
	op     string
	source source
}

func (a *arithmetic) typ() item.Type { return item.N }

func (a *arithmetic) from(old view) (item.Value, error) {
	sum, err := a.first.from(old)
	for i := 0; i < len(a.terms) && err == nil; i++ {
		sum, err = a.terms[i].addTo(sum, old)
	}
	return sum, err
}

func (t term) addTo(sum item.Value, old view) (item.Value, error) {
	v, err := t.source.from(old)
	switch {
	case err != nil:
		return "", err
	case sum.Type() != item.N || v.Type() != item.N:
		return "", errOperandType
	case t.op == "-":
		return result(sum.Number().Sub(v.Number()))
	}
	return result(sum.Number().Add(v.Number()))
}

func result(n item.Number, bad *item.Fault) (item.Value, error) {
	if bad != nil {
		return "", &Error{Message: bad.Error()}
	}
	return item.FromNumber(n), nil
}

// increment is ADD of a number: an absent attribute counts as 0.
type increment struct {
	target path
	by     item.Value
}

func (a *increment) typ() item.Type { return item.N }

func (a *increment) from(old view) (item.Value, error) {
	v := a.target.of(old)
	switch {
	case v == "":
		return a.by, nil
	case v.Type() != item.N:
		return "", errOperandType
	}
	return result(v.Number().Add(a.by.Number()))
}

// union is ADD of a set.
type union struct {
	target path
	with   item.Value
}

func (u *union) typ() item.Type { return u.with.Type() }

func (u *union) from(old view) (item.Value, error) {
	v := u.target.of(old)
	switch {
	case v == "":
		return u.with, nil
	case v.Type() != u.with.Type():
		return "", errOperandType
	}
	return v.Union(u.with), nil
}

// difference is DELETE. Sets are never empty: when no member is left, neither is the attribute.
type difference struct {
	target  path
	without item.Value
}

func (d *difference) typ() item.Type { return d.without.Type() }

func (d *difference) from(old view) (item.Value, error) {
	v := d.target.of(old)
	switch {
	case v == "":
		return "", nil
	case v.Type() != d.without.Type():
		return "", errOperandType
	}
	return v.Without(d.without), nil
}

// An assigned is the right-hand side of a SET while it is compiled; its target is on the left.
type assigned struct {
	*Scope
	target path
	reads  *[]path // every path on the right, as it is met
}

func (a assigned) setValue(tree *parser.SetValue) (source, error) {
	first, err := a.setOperand(tree.First)
	if err != nil || tree.Terms == nil {
		return first, err
	}
	sum := &arithmetic{first: first}
	for _, t := range tree.Terms {
		s, err := a.setOperand(t.Operand)
		if err != nil {
			return nil, err
		}
		if err := allOfType(item.N, t.Op, first, s); err != nil {
			return nil, err
		}
		sum.terms = append(sum.terms, term{t.Op, s})
	}
	return sum, nil
}

func (a assigned) setOperand(tree *parser.SetOperand) (source, error) {
	if tree.Group != nil {
		return a.setValue(tree.Group)
	}
	return a.source(tree.Operand)
}

func (a assigned) source(tree *parser.Operand) (source, error) {
	switch {
	case tree.Group != nil:
		return a.source(tree.Group)
	case tree.Path != nil:
		p, err := a.path(tree.Path)
		*a.reads = append(*a.reads, p)
		return p, err
	case tree.Function != nil:
		return a.function(tree.Function)
	}
	v, err := Constant(tree, a.Scope)
	return constant(v), err
}

func (a assigned) function(tree *parser.Function) (source, error) {
	if functionNamed(tree.Name).family == ofSets {
		return a.setFunction(tree)
	}
	args, err := each(tree.Args, a.source)
	if err != nil {
		return nil, err
	}
	if err := arity(tree.Name, len(args)); err != nil {
		return nil, err
	}
	if tree.Name == "list_append" {
		return &concatenation{args[0], args[1]}, allOfType(item.L, tree.Name, args...)
	}
	p, ok := args[0].(path)
	if !ok {
		return nil, needsPath(tree.Name)
	}
	return &fallback{p, args[1]}, nil
}

// setFunction compiles PartiQL's set_add and set_delete, which change the attribute that is assigned.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.update.html
func (a assigned) setFunction(tree *parser.Function) (source, error) {
	at := position(tree.Pos, len(tree.Name))
	if len(tree.Args) != functionNamed(tree.Name).operands {
		return nil, setFault("", tree, " must have exactly two arguments", at)
	}
	target, err := a.source(tree.Args[0])
	if err != nil {
		return nil, err
	}
	if p, ok := target.(path); !ok || !slices.Equal(p, a.target) {
		return nil, setFault("The first argument to ", tree, " must equal the assignment value", at)
	}
	v, err := Constant(tree.Args[1], a.Scope)
	switch {
	case err != nil:
		return nil, err
	case !isSet(v.Type()):
		at = position(tree.Args[0].Pos, utf8.RuneCountInString(a.target[0].name)) // of the first argument, though it is about the second
		return nil, setFault("The second argument to ", tree, " must be a value with type SET", at)
	case tree.Name == "set_add":
		return &union{a.target, v}, nil
	}
	return &difference{a.target, v}, nil
}

func isSet(t item.Type) bool { return t == item.SS || t == item.NS || t == item.BS }

// allOfType refuses operands that are known to be of another type.
func allOfType(want item.Type, operator string, operands ...source) error {
	for _, o := range operands {
		if t := o.typ(); t != 0 && t != want {
			return operandType(operator, t.String())
		}
	}
	return nil
}
