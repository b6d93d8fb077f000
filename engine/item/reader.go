package item

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Reader reads the JSON of a request from front to back. Its methods read one value each; which one
// to call is the caller's knowledge of the request's shape, and what does not fit is a *TypeError.
// After an error the Reader is of no further use. A null reads like nothing: "", false, 0, no
// members.
//
// Any bytes are safe to read: what is not JSON is ErrSyntax, deep nesting included.
type Reader struct {
	text        string
	pos         int
	depth       int  // objects and arrays around pos
	element     bool // what comes next belongs to a list or map, not to a structure
	lastEscaped bool // the string read last had escapes

	// The value being read:
	buf     []byte // its canonical text
	spans   []span // parts of buf that are still to be sorted
	faults  []*Fault
	escapes bool // buf may hold escapes

	firstBuf   [512]byte // where buf and spans begin, enough for most requests
	firstSpans [16]span
}

// NewReader returns a Reader of a body.
func NewReader(text string) *Reader {
	r := new(Reader)
	r.buf, r.spans = r.firstBuf[:0], r.firstSpans[:0]
	r.Reset(text)
	return r
}

// Reset makes the Reader read another body. What it needed for the last one it keeps, so that a
// Reader used again allocates nothing but its results.
func (r *Reader) Reset(text string) {
	if !utf8.ValidString(text) {
		text = "" // nothing is no JSON either
	}
	r.text, r.pos, r.depth, r.element = text, 0, 0, false
}

// Object reads an object. It calls member for every member that is not null, in the order of the
// body, doubles included; member reads the value (or skips it). The name may be part of the body.
func (r *Reader) Object(member func(name string) error) error {
	return r.object("", false, member)
}

// Structure is Object for a structure of DynamoDB's API, like "KeySchemaElement", whose name appears
// in the message when a list stands in its place.
func (r *Reader) Structure(shape string, member func(name string) error) error {
	return r.object(shape, false, member)
}

// Map is Object for a map, whose values are of a shape of DynamoDB's API or a "String".
func (r *Reader) Map(shape string, member func(name string) error) error {
	return r.object(shape, true, member)
}

func (r *Reader) object(shape string, isMap bool, member func(name string) error) error {
	if null, err := r.null(); null || err != nil {
		return err
	}
	if r.peek() != '{' {
		return r.notObject(shape, isMap)
	}
	if err := r.enter(); err != nil {
		return err
	}
	outer := r.element
	r.element = isMap
	for first := true; ; first = false {
		more, err := r.next('}', first)
		if err != nil || !more {
			r.element = outer
			return err
		}
		if err := r.member(member); err != nil {
			return err
		}
	}
}

func (r *Reader) member(member func(name string) error) error {
	name, err := r.name()
	if err != nil {
		return err
	}
	if null, err := r.null(); null || err != nil {
		return err
	}
	return member(name)
}

// Array reads an array. It calls element for every element, which reads (or skips) it.
func (r *Reader) Array(element func(i int) error) error {
	if null, err := r.null(); null || err != nil {
		return err
	}
	if r.peek() != '[' {
		return r.notArray()
	}
	if err := r.enter(); err != nil {
		return err
	}
	outer := r.element
	r.element = true
	for i := 0; ; i++ {
		more, err := r.next(']', i == 0)
		if err != nil || !more {
			r.element = outer
			return err
		}
		if err := element(i); err != nil {
			return err
		}
	}
}

// String reads a string. The result may be part of the body.
func (r *Reader) String() (string, error) {
	switch r.peek() {
	case '"':
		return r.quoted()
	case 'n':
		return "", r.literal("null")
	}
	return "", r.mismatch(classString)
}

// Bool reads a boolean. DynamoDB also takes some words in quotes for one.
func (r *Reader) Bool() (bool, error) {
	switch r.peek() {
	case 't':
		return true, r.literal("true")
	case 'f':
		return false, r.literal("false")
	case 'n':
		return false, r.literal("null")
	case '"':
		return r.boolWord()
	}
	return false, r.mismatch(classBoolean)
}

func (r *Reader) boolWord() (bool, error) {
	word, err := r.quoted()
	if err != nil {
		return false, err
	}
	switch strings.ToLower(word) {
	case "true", "1", "yes":
		return true, nil
	case "false", "0", "no":
		return false, nil
	}
	return false, &TypeError{messageToken}
}

// Int reads a whole number that DynamoDB keeps as an Integer. Fractions are rounded down, numbers
// beyond 64 bits to the nearest that fits.
func (r *Reader) Int() (int64, error) { return r.integer(classInteger) }

// Long is Int for what DynamoDB keeps as a Long, which its messages tell apart.
func (r *Reader) Long() (int64, error) { return r.integer(classLong) }

func (r *Reader) integer(class string) (int64, error) {
	if null, err := r.null(); null || err != nil {
		return 0, err
	}
	if c := r.peek(); c != '-' && (c < '0' || c > '9') {
		return 0, r.mismatch(class)
	}
	text, err := r.number()
	return floor(text), err
}

// floor returns the greatest whole number up to that of text, as far as 64 bits go.
func floor(text string) int64 {
	if n, fault := ParseNumber(text); fault == nil {
		text = n.String()
	}
	whole, fraction, _ := strings.Cut(text, ".")
	n, _ := strconv.ParseInt(whole, 10, 64) // out of range: the nearest
	if fraction != "" && text[0] == '-' && n > math.MinInt64 {
		n--
	}
	return n
}

// Skip reads a value of any kind.
func (r *Reader) Skip() error {
	switch r.peek() {
	case '{':
		return r.object("", false, func(string) error { return r.Skip() })
	case '[':
		return r.Array(func(int) error { return r.Skip() })
	case '"':
		_, err := r.quoted()
		return err
	case 't':
		return r.literal("true")
	case 'f':
		return r.literal("false")
	case 'n':
		return r.literal("null")
	}
	_, err := r.number()
	return err
}

// Raw reads a value of any kind and returns its part of the body.
func (r *Reader) Raw() (string, error) {
	r.peek()
	from := r.pos
	err := r.Skip()
	return r.text[from:r.pos], err
}

// Here returns where in the body the next value begins, for Since.
func (r *Reader) Here() int {
	r.peek()
	return r.pos
}

// Since returns the part of the body that was read since it was at a place.
func (r *Reader) Since(here int) string { return r.text[here:r.pos] }

// End checks that nothing but blanks is left.
func (r *Reader) End() error {
	if r.peek(); r.pos < len(r.text) {
		return ErrSyntax
	}
	return nil
}
