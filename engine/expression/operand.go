package expression

import (
	"strconv"

	"ringside/engine/item"
)

// An operand has a value for every item, "" when the item lacks it. typ is the type the value is known to
// have whatever the item, 0 when that depends on the item.
//
// Operands are paths, constants, lengths (size) and, in PartiQL, truths.
type operand interface {
	of(it item.Item) item.Value
	typ() item.Type
}

func (p path) typ() item.Type { return 0 }

// A constant comes with the request.
type constant item.Value

func (c constant) of(item.Item) item.Value { return item.Value(c) }
func (c constant) typ() item.Type          { return item.Value(c).Type() }

// A length is the size() of another operand.
type length struct{ operand operand }

func (l *length) typ() item.Type { return item.N }

func (l *length) of(it item.Item) item.Value {
	n, ok := size(l.operand.of(it))
	if !ok {
		return ""
	}
	number, _ := item.ParseNumber(strconv.Itoa(n))
	return item.FromNumber(number)
}

func newLength(o operand) (operand, error) {
	switch t := o.typ(); t {
	case item.N, item.BOOL, item.NULL:
		return nil, operandType("size", t.String())
	}
	return &length{o}, nil
}

// size is what size() says of a value: characters of a string as UTF-16 counts them, bytes of a binary
// value, elements of a collection. Other values have no size.
func size(v item.Value) (int, bool) {
	switch v.Type() {
	case item.S:
		return utf16Len(v.Text()), true
	case item.B:
		return len(v.Bytes()), true
	case item.SS, item.NS, item.BS, item.L, item.M:
		return v.Len(), true
	}
	return 0, false
}

// utf16Len counts code units: characters beyond U+FFFF take two.
func utf16Len(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// A truth is a condition used as a value: PartiQL compares conditions with booleans.
type truth struct{ test test }

func (t *truth) of(it item.Item) item.Value { return item.Bool(t.test.holds(it)) }
func (t *truth) typ() item.Type             { return item.BOOL }
