package operation

import (
	"strconv"

	"ringside/engine"
	"ringside/engine/item"
)

// A writer builds a response's JSON by appending. It puts the commas in by itself, and
// copies items as they are stored.
type writer struct{ buffer []byte }

// keepBytes is how large a buffer may be and still serve the next response: a full page
// of a Scan, which is 1 MB of items and more of JSON, must not grow it anew every time.
const keepBytes = 2 << 20

// reset begins another response. A buffer that grew large is not kept for it.
func (w *writer) reset() {
	if cap(w.buffer) > keepBytes {
		w.buffer = nil
	}
	w.buffer = w.buffer[:0]
}

// separate appends a comma unless the value is the first one inside its brackets.
func (w *writer) separate() {
	if len(w.buffer) == 0 {
		return
	}
	switch w.buffer[len(w.buffer)-1] {
	case '{', '[', ':':
	default:
		w.buffer = append(w.buffer, ',')
	}
}

// open begins an object or an array.
func (w *writer) open(bracket byte) {
	w.separate()
	w.buffer = append(w.buffer, bracket)
}

func (w *writer) close(bracket byte) { w.buffer = append(w.buffer, bracket) }

// name begins a member of an object; its value has to follow.
func (w *writer) name(name string) *writer {
	w.text(name)
	w.buffer = append(w.buffer, ':')
	return w
}

func (w *writer) text(s string) {
	w.separate()
	w.buffer = item.AppendQuoted(w.buffer, s)
}

// raw appends text that is JSON already.
func (w *writer) raw(json string) {
	w.separate()
	w.buffer = append(w.buffer, json...)
}

// compact appends JSON as a request had it, without the blanks between its tokens.
func (w *writer) compact(json string) {
	w.separate()
	quoted := false
	for i := 0; i < len(json); i++ {
		c := json[i]
		switch {
		case quoted && c == '\\':
			w.buffer = append(w.buffer, c)
			i++
			c = json[i]
		case c == '"':
			quoted = !quoted
		case !quoted && (c == ' ' || c == '\t' || c == '\n' || c == '\r'):
			continue
		}
		w.buffer = append(w.buffer, c)
	}
}

func (w *writer) integer(n int64) {
	w.separate()
	w.buffer = strconv.AppendInt(w.buffer, n, 10)
}

func (w *writer) boolean(b bool) {
	w.separate()
	w.buffer = strconv.AppendBool(w.buffer, b)
}

// seconds appends a time as the protocol has it: seconds since the epoch with a
// fraction of milliseconds.
func (w *writer) seconds(t engine.Time) {
	ms := int64(t / engine.Millisecond)
	w.integer(ms / 1000)
	fraction := strconv.Itoa(int(1000 + ms%1000))
	w.buffer = append(append(w.buffer, '.'), fraction[1:]...)
}

// hash appends a hash as 16 hexadecimal digits.
func (w *writer) hash(h uint64) {
	w.separate()
	w.buffer = append(engine.AppendHex(append(w.buffer, '"'), h), '"')
}
