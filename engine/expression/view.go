package expression

import (
	"unsafe"

	"ringside/engine/item"
)

// A view is an item while an expression looks at it. Whoever wants an element of a list has to read the list up to it;
// a view with a memory notes where everything in a long value is once it is looked into again and again.
type view struct {
	item   item.Item
	memory *memory // nil: none
}

// long is how many bytes of text are worth a note.
const long = 2 << 10

// has tells whether a set or list has an element.
func (v view) has(whole, element item.Value) bool {
	if c := v.contents(whole); c != nil {
		return c.Has(element)
	}
	return whole.Has(element)
}

// size is what size() says of a value: characters of a string as UTF-16 counts them, bytes of a binary
// value, elements of a collection. Other values have no size.
func (v view) size(of item.Value) (int, bool) {
	switch of.Type() {
	case item.S:
		return v.units(of), true
	case item.B:
		return of.Size(), true
	case item.SS, item.NS, item.BS, item.L, item.M:
		if c := v.contents(of); c != nil {
			return c.Len(), true
		}
		return of.Len(), true
	}
	return 0, false
}

// units counts the code units of a text.
func (v view) units(text item.Value) int {
	if v.memory == nil || len(text) < long {
		return utf16Len(text.Text())
	}
	n := v.memory.note(text)
	if n.units == 0 {
		n.units = utf16Len(text.Text())
	}
	return n.units
}

// bytes are those of a binary value.
func (v view) bytes(binary item.Value) []byte {
	if v.memory == nil || len(binary) < long {
		return binary.Bytes()
	}
	n := v.memory.note(binary)
	if n.bytes == nil {
		n.bytes = binary.Bytes()
	}
	return n.bytes
}

// inside takes steps into a value.
func (v view) inside(value item.Value, steps []step) item.Value {
	for _, s := range steps {
		if value == "" {
			return ""
		}
		if c := v.contents(value); c != nil {
			value = s.within(c)
		} else {
			value = s.into(value)
		}
	}
	return value
}

// contents is what is known about the inside of a value, nil when that is nothing.
func (v view) contents(whole item.Value) *item.Contents {
	if v.memory == nil || len(whole) < long {
		return nil
	}
	return v.memory.note(whole).looked()
}

// A memory is the notes about the values of one item. Expressions keep it between items for its room.
type memory struct{ notes []note }

// A note is about one value.
type note struct {
	value    item.Value
	looks    int // into the value so far
	contents *item.Contents
	units    int    // of a text, as size counts them; 0: not counted yet
	bytes    []byte // of a binary value; nil: not decoded yet
}

// of begins to look at another item.
func (m *memory) of(it item.Item) view {
	if m != nil {
		clear(m.notes)
		m.notes = m.notes[:0]
	}
	return view{it, m}
}

// note finds the note about a value: this text, not an equal one elsewhere.
func (m *memory) note(v item.Value) *note {
	for i := range m.notes {
		if known := m.notes[i].value; len(known) == len(v) && unsafe.StringData(string(known)) == unsafe.StringData(string(v)) {
			return &m.notes[i]
		}
	}
	m.notes = append(m.notes, note{value: v})
	return &m.notes[len(m.notes)-1]
}

// often is how many looks into a value are worth to note its contents. That costs no more than to read to its end.
const often = 3

func (n *note) looked() *item.Contents {
	if n.looks++; n.looks == often {
		contents := n.value.Contents()
		n.contents = &contents
	}
	return n.contents
}
