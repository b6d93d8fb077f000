package expression

import "ringside/engine/item"

// An operand has a value for every item, "" when the item lacks it. typ is the type the value is known to
// have whatever the item, 0 when that depends on the item.
//
// Operands are paths, constants, lengths (size) and, in PartiQL, truths.
type operand interface {
	of(v view) item.Value
	typ() item.Type
}

func (p path) typ() item.Type { return 0 }

// A constant comes with the request.
type constant item.Value

func (c constant) of(view) item.Value { return item.Value(c) }
func (c constant) typ() item.Type     { return item.Value(c).Type() }

// A length is the size() of another operand.
type length struct{ operand operand }

func (l *length) typ() item.Type { return item.N }

func (l *length) of(v view) item.Value {
	n, ok := v.size(l.operand.of(v))
	if !ok {
		return ""
	}
	return item.FromInt(n)
}

func newLength(o operand) (operand, error) {
	switch t := o.typ(); t {
	case item.N, item.BOOL, item.NULL:
		return nil, operandType("size", t.String())
	}
	return &length{o}, nil
}

// utf16Len counts code units: one for each character, which begins with a byte that does not go on another, and one
// more beyond U+FFFF, where it has four bytes.
func utf16Len(s string) int {
	n := 0
	for i := range len(s) {
		if s[i]&0xC0 != 0x80 {
			n++
		}
		if s[i] >= 0xF0 {
			n++
		}
	}
	return n
}

// A truth is a condition used as a value: PartiQL compares conditions with booleans.
type truth struct{ test test }

func (t *truth) of(v view) item.Value { return item.Bool(t.test.holds(v)) }
func (t *truth) typ() item.Type       { return item.BOOL }
