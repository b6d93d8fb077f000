package item

import (
	"encoding/base64"
	"iter"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// Type is one of the ten data types of an attribute value; 0 stands for an absent value.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
type Type uint8

// The ten types, under the names they have in requests.
const (
	S Type = iota + 1
	N
	B
	BOOL
	NULL
	SS
	NS
	BS
	L
	M
)

var typeNames = [...]string{"", "S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS", "L", "M"}

// String returns the type's name in a request, "" for 0.
func (t Type) String() string { return typeNames[t] }

// ParseType returns the type with that name, 0 when there is none.
func ParseType(name string) Type {
	switch name {
	case "S":
		return S
	case "N":
		return N
	case "B":
		return B
	case "BOOL":
		return BOOL
	case "NULL":
		return NULL
	case "SS":
		return SS
	case "NS":
		return NS
	case "BS":
		return BS
	case "L":
		return L
	case "M":
		return M
	}
	return 0
}

// member is the type of a set's members, 0 when t is not a set.
func (t Type) member() Type {
	switch t {
	case SS, NS, BS:
		return t - SS + S
	}
	return 0
}

// MaxDepth is how many lists and maps may lie around a value, the innermost included.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
const MaxDepth = 31

// Value is one attribute value as canonical DynamoDB JSON, like {"S":"x"}; "" is an absent value.
// Equal values have equal text. A Value comes from this package: a Reader or a constructor.
//
// Methods asked for what the type does not have return nothing: the Text of a list is "".
type Value string

// Type returns the value's type, 0 for an absent value.
func (v Value) Type() Type {
	if v == "" {
		return 0
	}
	return typeAt(string(v), 0)
}

// payload is what follows the type: "x" (with quotes), true, ["a","b"], …
func (v Value) payload() string { return string(v[payloadStart(string(v), 0) : len(v)-1]) }

// inner is the payload of an S, N or B without its quotes.
func (v Value) inner() string { return string(v[len(`{"S":"`) : len(v)-len(`"}`)]) }

// Text returns the text of an S, the canonical digits of an N, the base64 of a B.
func (v Value) Text() string {
	switch v.Type() {
	case S:
		return unescape(v.inner())
	case N, B:
		return v.inner()
	}
	return ""
}

// Bytes returns the UTF-8 of an S or the bytes of a B.
func (v Value) Bytes() []byte {
	switch v.Type() {
	case S, B:
		return v.appendRaw(nil)
	}
	return nil
}

// appendRaw appends the UTF-8 of an S, the bytes of a B, the key bytes of an N.
func (v Value) appendRaw(dst []byte) []byte {
	switch v.Type() {
	case S:
		return append(dst, unescape(v.inner())...)
	case N:
		return v.Number().AppendKey(dst)
	case B:
		dst, _ = base64.StdEncoding.AppendDecode(dst, []byte(v.inner()))
	}
	return dst
}

// Bool returns the truth of a BOOL.
func (v Value) Bool() bool { return v == `{"BOOL":true}` }

// Number returns the number of an N.
func (v Value) Number() Number {
	n, _ := ParseNumber(v.Text())
	return n
}

// Len returns how many elements a set, list or map has.
func (v Value) Len() int {
	n, c := 0, v.cursor()
	for isMap := v.Type() == M; c.more(); n++ {
		end := 0
		if isMap {
			end = fieldEnd(c.text, c.at)
		} else {
			end = valueEnd(c.text, c.at)
		}
		c.pass(end)
	}
	return n
}

// Elements yields the values of a list, or the members of a set as S, N or B values, in order.
func (v Value) Elements() iter.Seq[Value] {
	return func(yield func(Value) bool) {
		t := v.Type()
		if t == M {
			return
		}
		for c := v.cursor(); c.more(); {
			text, end := c.element()
			element := Value(text)
			if t != L {
				element = wrap(t.member(), text)
			}
			if !yield(element) {
				return
			}
			c.pass(end)
		}
	}
}

// Has tells whether a set or list has an element equal to that value. It allocates nothing.
func (v Value) Has(element Value) bool {
	t := v.Type()
	if element == "" || t != L && (t.member() == 0 || t.member() != element.Type()) {
		return false
	}
	want := string(element)
	if t != L {
		want = element.payload()
	}
	for c := v.cursor(); c.more(); {
		text, end := c.element()
		if text == want {
			return true
		}
		c.pass(end)
	}
	return false
}

// Fields yields names and values of a map, in the order of the names.
func (v Value) Fields() iter.Seq2[string, Value] {
	return func(yield func(string, Value) bool) {
		if v.Type() != M {
			return
		}
		for c := v.cursor(); c.more(); {
			inner, f, end := c.field()
			if !yield(unescape(inner), f) {
				return
			}
			c.pass(end)
		}
	}
}

// Field returns the value under a name of a map, "" when there is none.
func (v Value) Field(name string) Value { return v.Place().Field(name).Value() }

// Index returns element i of a list, counted from 0, and "" when there is none.
func (v Value) Index(i int) Value { return v.Place().Index(i).Value() }

// Depth counts the lists and maps around the innermost value: 0 for a string, 1 for an empty list
// or a list of strings. More than MaxDepth cannot be stored.
func (v Value) Depth() int {
	t, deepest := v.Type(), 0
	if t != L && t != M {
		return 0
	}
	for c := v.cursor(); c.more(); {
		element, end := Value(""), 0
		if t == M {
			_, element, end = c.field()
		} else {
			var text string
			text, end = c.element()
			element = Value(text)
		}
		deepest = max(deepest, element.Depth())
		c.pass(end)
	}
	return deepest + 1
}

// Compare orders two values of the same type S, N or B: text by its UTF-8, numbers by value,
// binaries by their bytes. It allocates nothing unless a text has escapes.
func Compare(a, b Value) int { return compareMembers(a.Type(), a.inner(), b.inner()) }

// compareMembers orders what stands between the quotes of two S, N or B values.
func compareMembers(t Type, a, b string) int {
	switch t {
	case N:
		return compareDecimals(a, b)
	case B:
		return compareBase64(a, b)
	}
	return compareInner(a, b)
}

// String returns s, which is valid UTF-8, as an S.
func String(s string) Value {
	return Value(append(AppendQuoted(append(make([]byte, 0, len(s)+8), `{"S":`...), s), '}'))
}

// Null is the one value of type NULL.
const Null Value = `{"NULL":true}`

// Bool returns b as a BOOL.
func Bool(b bool) Value {
	if b {
		return `{"BOOL":true}`
	}
	return `{"BOOL":false}`
}

// Binary returns b as a B.
func Binary(b []byte) Value {
	return wrap(B, `"`+base64.StdEncoding.EncodeToString(b)+`"`)
}

// FromNumber returns n as an N.
func FromNumber(n Number) Value { return wrap(N, `"`+n.String()+`"`) }

// FromInt returns n as an N.
func FromInt(n int) Value { return wrap(N, `"`+strconv.Itoa(n)+`"`) }

func wrap(t Type, payload string) Value { return Value(`{"` + t.String() + `":` + payload + `}`) }

// List returns values as an L.
func List(vs []Value) Value {
	texts := make([]string, len(vs))
	for i, v := range vs {
		texts[i] = string(v)
	}
	return joinList(L, texts)
}

// Map returns fields as an M. They may come in any order; no name comes twice.
func Map(fs []Attribute) Value {
	buf := appendFields([]byte(`{"M":`), byName(fs))
	return Value(append(buf, '}'))
}

// Set returns S, N or B values as a set of type t, sorted and each once. There is no empty set:
// without members the result is absent.
func Set(t Type, members []Value) Value {
	if len(members) == 0 {
		return ""
	}
	sorted := slices.Clone(members)
	sort.Slice(sorted, func(i, j int) bool { return Compare(sorted[i], sorted[j]) < 0 })
	sorted = slices.Compact(sorted)
	texts := make([]string, len(sorted))
	for i, v := range sorted {
		texts[i] = v.payload()
	}
	return joinList(t, texts)
}

func joinList(t Type, texts []string) Value {
	return wrap(t, "["+strings.Join(texts, ",")+"]")
}
