package operation

import (
	"slices"

	"ringside/engine/expression"
	"ringside/engine/item"
	"ringside/parser"
)

// A keyTest is a predicate of the form that a key can be looked up by: one attribute
// compared with constants.
type keyTest struct {
	attribute string // empty: the predicate has another form
	op        string // = <> < <= > >= BETWEEN IN begins_with
	values    []item.Value
}

// sorts returns the conditions on a sort key that the test amounts to: several for IN.
func (t keyTest) sorts() (all []expression.SortCondition) {
	switch t.op {
	case "BETWEEN":
		return []expression.SortCondition{{Op: t.op, Low: t.values[0], High: t.values[1]}}
	case "IN":
		for _, v := range t.values {
			all = append(all, expression.SortCondition{Op: "=", Low: v})
		}
		return all
	}
	return []expression.SortCondition{{Op: t.op, Low: t.values[0]}}
}

// never reports whether the test holds for no value of a type.
func (t keyTest) never(of item.Type) bool {
	return t.op != "<>" && !slices.ContainsFunc(t.values, func(v item.Value) bool { return v.Type() == of })
}

// keyTest recognises the predicates that compare one attribute with constants.
func (p planner) keyTest(tree *parser.Predicate) (keyTest, error) {
	switch {
	case tree.Operand == nil:
		return keyTest{}, nil
	case tree.Test == nil:
		return p.functionTest(tree.Operand)
	case tree.Test.Op != "":
		return p.comparison(tree.Operand, tree.Test.Op, tree.Test.Right)
	case tree.Test.Low != nil:
		return p.test(tree.Operand, "BETWEEN", tree.Test.Low, tree.Test.High)
	case tree.Test.In != nil:
		return p.test(tree.Operand, "IN", tree.Test.In...)
	}
	return keyTest{}, nil // IS
}

func (p planner) comparison(left *parser.Operand, op string, right *parser.Operand) (keyTest, error) {
	if attributeOf(left) == "" {
		left, op, right = right, expression.Mirrored(op), left
	}
	return p.test(left, op, right)
}

func (p planner) functionTest(o *parser.Operand) (keyTest, error) {
	const arguments = 2
	if o.Function == nil || o.Function.Name != "begins_with" || len(o.Function.Args) != arguments {
		return keyTest{}, nil
	}
	return p.test(o.Function.Args[0], "begins_with", o.Function.Args[1])
}

// test is a keyTest if the left side is an attribute and all others are constants.
func (p planner) test(left *parser.Operand, op string, others ...*parser.Operand) (keyTest, error) {
	t := keyTest{attribute: attributeOf(left), op: op}
	if t.attribute == "" {
		return keyTest{}, nil
	}
	for _, o := range others {
		v, err := expression.Constant(o, p.scope)
		if err != nil {
			return keyTest{}, faulty(err)
		}
		if v == "" {
			return keyTest{}, nil
		}
		t.values = append(t.values, v)
	}
	return t, nil
}

// attributeOf returns the name of a top-level attribute, or "" for any other operand.
func attributeOf(o *parser.Operand) string {
	for o.Group != nil {
		o = o.Group
	}
	if o.Path == nil || len(o.Path.Parts) != 1 {
		return ""
	}
	return o.Path.Parts[0].Name
}
