package expression

import (
	"slices"

	"ringside/engine/item"
	"ringside/parser"
)

// A source computes, from the item as it is, a value that an update writes. typ is the type that value is
// known to have whatever the item, 0 when that depends on the item.
type source interface {
	from(old item.Item) (item.Value, error)
	typ() item.Type
}

// from reads an attribute that must exist.
func (p path) from(old item.Item) (item.Value, error) {
	v := p.of(old)
	if v == "" {
		return "", errNoAttribute
	}
	return v, nil
}

func (c constant) from(item.Item) (item.Value, error) { return item.Value(c), nil }

// nothing is what REMOVE writes.
type nothing struct{}

func (nothing) from(item.Item) (item.Value, error) { return "", nil }
func (nothing) typ() item.Type                     { return 0 }

// fallback is if_not_exists.
type fallback struct {
	path      path
	otherwise source
}

func (f *fallback) typ() item.Type { return 0 }

func (f *fallback) from(old item.Item) (item.Value, error) {
	if v := f.path.of(old); v != "" {
		return v, nil
	}
	return f.otherwise.from(old)
}

// concatenation is list_append.
type concatenation struct{ front, back source }

func (c *concatenation) typ() item.Type { return item.L }

func (c *concatenation) from(old item.Item) (item.Value, error) {
	front, back, err := both(c.front, c.back, item.L, old)
	if err != nil {
		return "", err
	}
	return item.List(slices.AppendSeq(slices.Collect(front.Elements()), back.Elements())), nil
}

// arithmetic is + and - between numbers, exact to 38 digits.
type arithmetic struct {
	op          string
	left, right source
}

func (a *arithmetic) typ() item.Type { return item.N }

func (a *arithmetic) from(old item.Item) (item.Value, error) {
	left, right, err := both(a.left, a.right, item.N, old)
	if err != nil {
		return "", err
	}
	if a.op == "-" {
		return result(left.Number().Sub(right.Number()))
	}
	return result(left.Number().Add(right.Number()))
}

// both computes two values that must be of one type.
func both(one, two source, want item.Type, old item.Item) (v, w item.Value, err error) {
	if v, err = one.from(old); err != nil {
		return
	}
	if w, err = two.from(old); err != nil {
		return
	}
	if v.Type() != want || w.Type() != want {
		err = errOperandType
	}
	return
}

func result(n item.Number, bad *item.Fault) (item.Value, error) {
	if bad != nil {
		return "", &Error{bad.Error()}
	}
	return item.FromNumber(n), nil
}

// increment is ADD of a number: an absent attribute counts as 0.
type increment struct {
	target path
	by     item.Value
}

func (a *increment) typ() item.Type { return item.N }

func (a *increment) from(old item.Item) (item.Value, error) {
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

func (u *union) from(old item.Item) (item.Value, error) {
	v := u.target.of(old)
	switch {
	case v == "":
		return u.with, nil
	case v.Type() != u.with.Type():
		return "", errOperandType
	}
	return item.Set(v.Type(), slices.AppendSeq(slices.Collect(v.Elements()), u.with.Elements())), nil
}

// difference is DELETE. Sets are never empty: when no member is left, neither is the attribute.
type difference struct {
	target  path
	without item.Value
}

func (d *difference) typ() item.Type { return d.without.Type() }

func (d *difference) from(old item.Item) (item.Value, error) {
	v := d.target.of(old)
	switch {
	case v == "":
		return "", nil
	case v.Type() != d.without.Type():
		return "", errOperandType
	}
	gone := map[item.Value]bool{}
	for m := range d.without.Elements() {
		gone[m] = true
	}
	left := slices.DeleteFunc(slices.Collect(v.Elements()), func(m item.Value) bool { return gone[m] })
	if len(left) == 0 {
		return "", nil
	}
	return item.Set(v.Type(), left), nil
}

// setValue compiles the right-hand side of a SET.
func (s *Scope) setValue(tree *parser.SetValue) (source, error) {
	left, err := s.setOperand(tree.Left)
	if err != nil || tree.Op == "" {
		return left, err
	}
	right, err := s.setOperand(tree.Right)
	if err != nil {
		return nil, err
	}
	return &arithmetic{tree.Op, left, right}, allOfType(item.N, tree.Op, left, right)
}

func (s *Scope) setOperand(tree *parser.SetOperand) (source, error) {
	if tree.Group != nil {
		return s.setValue(tree.Group)
	}
	return s.source(tree.Operand)
}

func (s *Scope) source(tree *parser.Operand) (source, error) {
	switch {
	case tree.Group != nil:
		return s.source(tree.Group)
	case tree.Path != nil:
		return s.path(tree.Path)
	case tree.Function != nil:
		return s.sourceFunction(tree.Function)
	}
	v, err := Constant(tree, s)
	return constant(v), err
}

func (s *Scope) sourceFunction(tree *parser.Function) (source, error) {
	args, err := each(tree.Args, s.source)
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

// allOfType refuses operands that are known to be of another type.
func allOfType(want item.Type, operator string, operands ...source) error {
	for _, o := range operands {
		if t := o.typ(); t != 0 && t != want {
			return operandType(operator, t.String())
		}
	}
	return nil
}
