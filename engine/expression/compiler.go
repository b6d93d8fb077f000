package expression

import (
	"ringside/engine/item"
	"ringside/parser"
)

// A compiler turns checked trees into tests. It goes through the text from left to right, one condition after
// the other, and stops at the first that has a fault; of several faults in it, gravest tells which.
type compiler struct {
	kind  Kind
	scope *Scope
	uses  []path // every path, as it is met
	looks int    // into values: steps, and functions that read all of a value
}

func (c *compiler) or(tree *parser.Or) (test, error) {
	if len(tree.Terms) == 1 {
		return c.and(tree.Terms[0])
	}
	tests, err := each(tree.Terms, c.and)
	return anyOf(tests), err
}

func (c *compiler) and(tree *parser.And) (test, error) {
	if len(tree.Terms) == 1 {
		return c.not(tree.Terms[0])
	}
	tests, err := each(tree.Terms, c.not)
	return allOf(tests), err
}

func (c *compiler) not(tree *parser.Not) (test, error) {
	negated := false
	for ; tree.Not != nil; tree = tree.Not {
		negated = !negated
	}
	t, err := c.predicate(tree.Predicate)
	if err == nil && negated {
		t = &negate{t}
	}
	return t, err
}

func (c *compiler) predicate(tree *parser.Predicate) (t test, err error) {
	switch {
	case tree.Test != nil:
		t, err = c.test(tree)
	case tree.Group != nil:
		return c.or(tree.Group)
	case tree.Operand.Function != nil:
		t, err = c.function(tree.Operand.Function)
	default:
		return nil, unsupported(tree.Operand)
	}
	if err != nil {
		return nil, c.gravest(tree, err)
	}
	return t, nil
}

// gravest is the fault that is reported of a condition in which one was found. DynamoDB looks for undefined names
// and values first, then for a wrong number of operands, and then at what the operands are.
func (c *compiler) gravest(tree *parser.Predicate, found error) error {
	if c.kind.partiql() {
		return found
	}
	for _, check := range [...]func(*parser.Operand) error{c.scope.defines, counted} {
		for _, o := range operandsOf(tree) {
			if err := check(o); err != nil {
				return err
			}
		}
	}
	return found
}

func operandsOf(tree *parser.Predicate) []*parser.Operand {
	operands := []*parser.Operand{tree.Operand}
	if t := tree.Test; t != nil {
		operands = append(append(operands, t.Right, t.Low, t.High), t.In...)
	}
	return operands
}

// unconverted is the first fault among all constants of a WHERE, which are converted before anything is said about
// operands.
func (c *compiler) unconverted(tree *parser.Or) error {
	for _, and := range tree.Terms {
		for _, not := range and.Terms {
			for not.Not != nil {
				not = not.Not
			}
			if group := not.Predicate.Group; group != nil {
				if err := c.unconverted(group); err != nil {
					return err
				}
			}
			for _, o := range operandsOf(not.Predicate) {
				if err := c.scope.defines(o); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// counted checks the numbers of operands of the functions in an operand; nil is none.
func counted(o *parser.Operand) error {
	switch {
	case o == nil:
	case o.Group != nil:
		return counted(o.Group)
	case o.Function != nil:
		if err := arity(o.Function.Name, len(o.Function.Args)); err != nil {
			return err
		}
		for _, arg := range o.Function.Args {
			if err := counted(arg); err != nil {
				return err
			}
		}
	}
	return nil
}

// test compiles a comparator, BETWEEN, IN or IS with the operand before it.
func (c *compiler) test(tree *parser.Predicate) (test, error) {
	left, err := c.left(tree)
	if err != nil {
		return nil, err
	}
	switch t := tree.Test; {
	case t.Is != nil:
		return newIs(left, t.Is)
	case t.In != nil:
		members, err := each(t.In, c.operand)
		if err != nil {
			return nil, err
		}
		return newIn(c.kind, left, members)
	case t.Low != nil:
		bounds, err := each([]*parser.Operand{t.Low, t.High}, c.operand)
		if err != nil {
			return nil, err
		}
		return newBetween(left, bounds[0], bounds[1])
	default:
		right, err := c.operand(t.Right)
		if err != nil {
			return nil, err
		}
		return newComparison(t.Op, left, right)
	}
}

// left is the operand before a test: in PartiQL it may be a whole condition.
func (c *compiler) left(tree *parser.Predicate) (operand, error) {
	if tree.Group == nil {
		return c.operand(tree.Operand)
	}
	t, err := c.or(tree.Group)
	return &truth{t}, err
}

func (c *compiler) operand(tree *parser.Operand) (operand, error) {
	switch {
	case tree.Group != nil:
		return c.operand(tree.Group)
	case tree.Path != nil:
		p, err := c.scope.path(tree.Path)
		if err == nil {
			c.uses = append(c.uses, p)
			c.looks += len(p) - 1
		}
		return p, err
	case tree.Function == nil:
		v, err := Constant(tree, c.scope)
		return constant(v), err
	case tree.Function.Name == "size":
		args, err := c.arguments(tree.Function)
		if err != nil {
			return nil, err
		}
		c.looks++
		return newLength(args[0])
	default:
		t, err := c.function(tree.Function)
		return &truth{t}, err
	}
}

// arguments compiles the operands of a function and checks their number.
func (c *compiler) arguments(tree *parser.Function) ([]operand, error) {
	args, err := each(tree.Args, c.operand)
	if err != nil {
		return nil, err
	}
	return args, arity(tree.Name, len(args))
}

// function compiles a function that holds or does not.
func (c *compiler) function(tree *parser.Function) (test, error) {
	args, err := c.arguments(tree)
	if err != nil {
		return nil, err
	}
	switch tree.Name {
	case "attribute_type":
		return newTyped(c.kind, args)
	case "begins_with":
		c.looks++
		return newBeginning(args)
	case "contains":
		c.looks++
		return newContaining(args)
	}
	if _, ok := args[0].(path); !ok {
		return nil, needsPath(tree.Name)
	}
	return &exists{args[0], tree.Name == "attribute_not_exists"}, nil
}

// newIs compiles what stands after IS: of the type names that parse, DynamoDB takes only these two.
func newIs(o operand, tree *parser.Is) (test, error) {
	var t test
	switch tree.What {
	case "MISSING":
		t = &exists{o, true}
	case "NULL":
		t = &typed{o, item.NULL}
	default:
		return nil, unsupportedOperation("IsType")
	}
	if tree.Not {
		t = &negate{t}
	}
	return t, nil
}

// each compiles a list of trees and stops at the first fault.
func each[Tree, Compiled any](trees []Tree, compile func(Tree) (Compiled, error)) ([]Compiled, error) {
	list := make([]Compiled, len(trees))
	for i, tree := range trees {
		var err error
		if list[i], err = compile(tree); err != nil {
			return nil, err
		}
	}
	return list, nil
}
