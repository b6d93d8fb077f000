package item

import (
	"strings"
	"unsafe"
)

// The functions here find their way through canonical text, which they take to be well formed.

// quotedEnd returns the position behind the string whose opening quote is text[at].
func quotedEnd(text string, at int) int {
	const short = 24 // that many bytes are looked at one by one faster than by a search
	i := at + 1
	for i < at+short {
		switch text[i] {
		case '"':
			return i + 1
		case '\\':
			i++
		}
		i++
	}
	end := i + strings.IndexByte(text[i:], '"')
	escape := strings.IndexByte(text[i:end], '\\')
	if escape < 0 {
		return end + 1
	}
	for i += escape; ; i++ {
		switch text[i] {
		case '"':
			return i + 1
		case '\\':
			i++
		}
	}
}

// valueEnd returns the position behind the value, or the member of a set, that starts at text[at].
func valueEnd(text string, at int) int {
	if text[at] == '"' {
		return quotedEnd(text, at)
	}
	at = payloadStart(text, at)
	switch text[at] {
	case '"':
		at = quotedEnd(text, at)
	case 't', 'f':
		at = flagEnd(text, at)
	case '[':
		for at++; text[at] != ']'; {
			at = skipComma(text, valueEnd(text, at))
		}
		at++
	default:
		for at++; text[at] != '}'; {
			at = skipComma(text, fieldEnd(text, at))
		}
		at++
	}
	return at + len(`}`)
}

// flagEnd returns the position behind true or false.
func flagEnd(text string, at int) int {
	if text[at] == 't' {
		return at + len("true")
	}
	return at + len("false")
}

// fieldEnd returns the position behind the member of an object that starts at text[at].
func fieldEnd(text string, at int) int { return valueEnd(text, quotedEnd(text, at)+1) }

// typeAt returns the type of the value that starts at text[at].
func typeAt(text string, at int) Type {
	at += len(`{"`)
	second := text[at+1]
	switch text[at] {
	case 'S':
		return S + setOf(second)
	case 'N':
		if second == 'U' {
			return NULL
		}
		return N + setOf(second)
	case 'B':
		if second == 'O' {
			return BOOL
		}
		return B + setOf(second)
	case 'L':
		return L
	}
	return M
}

// setOf is how far the type of a set is from that of its members.
func setOf(second byte) Type {
	if second == 'S' {
		return SS - S
	}
	return 0
}

// payloadStart returns where what follows the type begins in the value that starts at text[at].
func payloadStart(text string, at int) int {
	at += len(`{"S`)
	for text[at] != '"' {
		at++
	}
	return at + len(`":`)
}

func skipComma(text string, at int) int {
	if text[at] == ',' {
		return at + 1
	}
	return at
}

// A cursor goes through the elements of a list, the members of a set or the fields of a map.
type cursor struct {
	text    string
	at      int // what is next, or the closing bracket
	closing int // where that is
}

// cursor is at the first element, member or field. In other values there are none.
func (v Value) cursor() cursor {
	switch v.Type() {
	case SS, NS, BS, L, M:
		return cursor{string(v), payloadStart(string(v), 0) + 1, len(v) - len(`]}`)}
	}
	return cursor{}
}

func (c *cursor) more() bool { return c.at < c.closing }

// element returns the next element of a list or, with its quotes, member of a set, and where it ends.
func (c *cursor) element() (text string, end int) {
	end = valueEnd(c.text, c.at)
	return c.text[c.at:end], end
}

// field returns the next field of a map, its name as it is written, and where it ends.
func (c *cursor) field() (inner string, v Value, end int) {
	nameEnd := quotedEnd(c.text, c.at)
	end = valueEnd(c.text, nameEnd+1)
	return c.text[c.at+1 : nameEnd-1], Value(c.text[nameEnd+1 : end]), end
}

// pass goes on behind what ends there.
func (c *cursor) pass(end int) { c.at = skipComma(c.text, end) }

// seek passes the fields before a name and returns what is under it and where that ends: "" and the place where it
// would be when there is none.
func (c *cursor) seek(name string) (v Value, end int) {
	for c.more() {
		inner, v, end := c.field()
		switch order := strings.Compare(unescape(inner), name); {
		case order == 0:
			return v, end
		case order > 0:
			return "", c.at
		}
		c.pass(end)
	}
	return "", c.at
}

// view is buf as a string, without a copy: only for looking at bytes that stay as they are
// meanwhile. Appending behind them is fine.
func view(buf []byte) string { return unsafe.String(unsafe.SliceData(buf), len(buf)) }
