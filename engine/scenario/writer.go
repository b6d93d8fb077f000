package scenario

import (
	"strconv"

	"ringside/engine"
	"ringside/engine/item"
)

// A writer builds a JSON text by appending, and puts the commas in by itself.
type writer struct{ buffer []byte }

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

func (w *writer) raw(json string) {
	w.separate()
	w.buffer = append(w.buffer, json...)
}

func (w *writer) integer(n int) {
	w.separate()
	w.buffer = strconv.AppendInt(w.buffer, int64(n), 10)
}

func (w *writer) time(t engine.Time) { w.raw(decimal(int64(t))) }

func (w *writer) boolean(b bool) {
	w.separate()
	w.buffer = strconv.AppendBool(w.buffer, b)
}

func (w *writer) texts(list []string) {
	w.open('[')
	for _, s := range list {
		w.text(s)
	}
	w.close(']')
}

// optional writes a member unless it is empty.
func (w *writer) optional(name, value string) {
	if value != "" {
		w.name(name).text(value)
	}
}
