package expression

import (
	"ringside/engine/item"
	"ringside/parser"
)

// Condition is a compiled condition, filter or WHERE. It says the same of an item whatever it was asked before. A nil
// Condition holds for every item.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html
type Condition struct {
	test test
	uses []path
}

// Holds reports whether the item meets the condition. An item that does not exist is judged like one
// without attributes. Comparing top-level attributes allocates nothing.
func (c *Condition) Holds(it item.Item) bool { return c == nil || c.test.holds(view{item: it}) }

// TopLevel names the attributes that the condition reads, in the order of the text, as often as they stand there.
func (c *Condition) TopLevel() []string {
	if c == nil {
		return nil
	}
	return topLevel(c.uses)
}

// Nested names the attributes inside which the condition reads. No key attribute may be among them.
func (c *Condition) Nested() []string {
	if c == nil {
		return nil
	}
	return nested(c.uses)
}

// A test holds for an item or does not.
type test interface{ holds(v view) bool }

type (
	anyOf  []test              // OR
	allOf  []test              // AND
	negate struct{ test test } // NOT
)

func (ts anyOf) holds(v view) bool {
	for _, t := range ts {
		if t.holds(v) {
			return true
		}
	}
	return false
}

func (ts allOf) holds(v view) bool {
	for _, t := range ts {
		if !t.holds(v) {
			return false
		}
	}
	return true
}

func (n *negate) holds(v view) bool { return !n.test.holds(v) }

// A remembering test judges an item with a memory.
type remembering struct {
	test   test
	memory memory
}

func (r *remembering) holds(v view) bool { return r.test.holds(r.memory.of(v.item)) }

// topLevel lists the first steps of the paths.
func topLevel(paths []path) []string { return firstSteps(nil, paths, 1) }

// nested is topLevel of the paths that go into their attribute.
func nested(paths []path) []string { return firstSteps(nil, paths, 2) }

// firstSteps adds to names the first steps of the paths that have at least so many.
func firstSteps(names []string, paths []path, least int) []string {
	for _, p := range paths {
		if len(p) >= least {
			names = append(names, p[0].name)
		}
	}
	return names
}

// CompileCondition compiles a condition expression, a filter or a WHERE. A nil tree gives a nil Condition.
// Errors are *Error.
func CompileCondition(kind Kind, tree *parser.Or, s *Scope) (*Condition, error) {
	if tree == nil {
		return nil, nil
	}
	if err := checkCondition(kind, tree); err != nil {
		return nil, kind.explain(err)
	}
	c := compiler{kind: kind, scope: s, uses: make([]path, 0, 4)}
	t, err := c.or(tree)
	if err != nil && kind == Where {
		if bad := c.unconverted(tree); bad != nil {
			err = bad
		}
	}
	if err != nil {
		return nil, kind.explain(err)
	}
	if c.looks >= often {
		t = &remembering{test: t}
	}
	return &Condition{t, c.uses}, nil
}
