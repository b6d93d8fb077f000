package expression

import (
	"slices"

	"ringside/engine/item"
)

// A comparison holds between two operands.
//
// Values are canonical, so = and <> compare text. The orderings hold only between two strings, two numbers
// or two binary values.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html#Expressions.OperatorsAndFunctions.Comparators
type comparison struct {
	op          string // = <> < <= > >=
	left, right operand
}

func (c *comparison) holds(v view) bool {
	left, right := c.left.of(v), c.right.of(v)
	switch c.op {
	case "=":
		return left != "" && left == right
	case "<>":
		return left == "" || left != right // an absent attribute differs from everything, even from another
	}
	if !ordered(bothOfType(left, right)) {
		return false
	}
	n := item.Compare(left, right)
	switch c.op {
	case "<":
		return n < 0
	case "<=":
		return n <= 0
	case ">":
		return n > 0
	default:
		return n >= 0
	}
}

func newComparison(op string, left, right operand) (test, error) {
	if err := distinct(op, left, right); err != nil {
		return nil, err
	}
	if op != "=" && op != "<>" {
		if err := allOrdered(op, left, right); err != nil {
			return nil, err
		}
	}
	return &comparison{op, left, right}, nil
}

// between holds when low ≤ operand ≤ high.
type between struct{ operand, low, high operand }

func (b *between) holds(v view) bool {
	value, low, high := b.operand.of(v), b.low.of(v), b.high.of(v)
	return ordered(bothOfType(value, low)) && bothOfType(value, high) != 0 &&
		item.Compare(low, value) <= 0 && item.Compare(value, high) <= 0
}

func newBetween(o, low, high operand) (test, error) {
	if err := allOrdered("BETWEEN", o, low, high); err != nil {
		return nil, err
	}
	l, lowKnown := low.(constant)
	h, highKnown := high.(constant)
	if lowKnown && highKnown {
		if err := checkBounds(item.Value(l), item.Value(h)); err != nil {
			return nil, err
		}
	}
	return &between{o, low, high}, nil
}

func checkBounds(low, high item.Value) error {
	switch {
	case low.Type() != high.Type():
		return boundTypes(low, high)
	case item.Compare(low, high) > 0:
		return boundOrder(low, high)
	}
	return nil
}

// in holds when the operand equals one of the members.
type in struct {
	operand operand
	members []operand
}

func (i *in) holds(v view) bool {
	value := i.operand.of(v)
	return value != "" && slices.ContainsFunc(i.members, func(m operand) bool { return m.of(v) == value })
}

// maxMembers is how many operands IN takes. Condition expressions count the one on the left, PartiQL does not.
const maxMembers = 100

func newIn(kind Kind, o operand, members []operand) (test, error) {
	n := len(members)
	if kind != Where {
		n++
	}
	if n > maxMembers {
		return nil, tooManyMembers(n)
	}
	return &in{o, different(members)}, nil
}

// different leaves out constants that came before: to compare with a long one takes its time.
func different(members []operand) []operand {
	kept := members[:0]
	for _, m := range members {
		if v, known := m.(constant); !known || !slices.Contains(kept, operand(v)) {
			kept = append(kept, m)
		}
	}
	return kept
}

// distinct refuses two operands that are one path.
func distinct(operator string, one, two operand) error {
	p, _ := one.(path)
	q, _ := two.(path)
	if p != nil && slices.Equal(p, q) {
		return sameOperand(operator, p)
	}
	return nil
}

// allOrdered refuses operands that are known to have no order.
func allOrdered(operator string, operands ...operand) error {
	for _, o := range operands {
		if t := o.typ(); t != 0 && !ordered(t) {
			return operandType(operator, t.String())
		}
	}
	return nil
}

func ordered(t item.Type) bool { return t == item.S || t == item.N || t == item.B }

// bothOfType is the type of two values if they have the same, and 0 otherwise.
func bothOfType(a, b item.Value) item.Type {
	if t := a.Type(); t == b.Type() {
		return t
	}
	return 0
}
