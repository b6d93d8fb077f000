package item

// A splice makes a new list, set, map or item of an old one, which its cursor goes through: it copies the old text but
// for what changes. In buf everything has a comma behind it until the end.
type splice struct {
	cursor
	kept int // from here to the cursor, text is still to be copied
	buf  []byte
}

func newSplice(c cursor) *splice {
	const room = 128 // for what is new
	return &splice{c, c.at, append(make([]byte, 0, len(c.text)+room), c.text[:c.at]...)}
}

// copy copies what was passed.
func (s *splice) copy() {
	if s.kept < s.at {
		s.buf = append(s.buf, s.text[s.kept:s.at]...)
		if s.at == s.closing { // there is no comma behind the last
			s.buf = append(s.buf, ',')
		}
	}
	s.kept = s.at
}

// drop passes what ends there, without a copy.
func (s *splice) drop(end int) {
	s.copy()
	s.pass(end)
	s.kept = s.at
}

// add adds a new element or, with its quotes, member.
func (s *splice) add(text string) {
	s.copy()
	s.buf = append(append(s.buf, text...), ',')
}

// addField adds a new field.
func (s *splice) addField(name string, v Value) {
	s.copy()
	s.buf = append(AppendQuoted(s.buf, name), ':')
	s.buf = append(append(s.buf, v...), ',')
}

// end copies the rest and returns the new text.
func (s *splice) end() []byte {
	s.at = s.closing
	s.copy()
	if last := len(s.buf) - 1; s.buf[last] == ',' {
		s.buf = s.buf[:last]
	}
	return append(s.buf, s.text[s.closing:]...)
}

// value is end for a list, set or map.
func (s *splice) value() Value { return Value(view(s.end())) }

// A Change computes what becomes of part i of a list, map or item, "" for nothing; old is "" when there is none. It also
// tells by how much next is larger than old in DynamoDB's bytes.
type Change func(i int, old Value) (next Value, grown int, err error)

// WithFields returns the map with the fields of these names changed, and by how much it is larger. The names are in
// order, each once.
func (v Value) WithFields(names []string, change Change) (Value, int, error) {
	s, sum := newSplice(v.cursor()), 0
	for i, name := range names {
		old, end := s.seek(name)
		next, grown, err := change(i, old)
		if err != nil {
			return "", 0, err
		}
		if next == old {
			continue
		}
		s.drop(end)
		if next != "" {
			s.addField(name, next)
		}
		sum += grown + membership(old, next)*(elementSize+len(name))
	}
	return s.value(), sum, nil
}

// membership is 1 for a part that is new, -1 for one that is gone, 0 for one that stays.
func membership(old, next Value) int {
	switch {
	case old == "" && next != "":
		return 1
	case old != "" && next == "":
		return -1
	}
	return 0
}

// WithElements returns the list with the elements at these positions changed, which ascend, and by how much it is
// larger. Elements close ranks; what is beyond the end comes to the end.
func (v Value) WithElements(positions []int, change Change) (Value, int, error) {
	s, passed, sum := newSplice(v.cursor()), 0, 0
	for i, position := range positions {
		for ; passed < position && s.more(); passed++ {
			s.pass(valueEnd(s.text, s.at))
		}
		old, end := "", s.at
		if s.more() {
			old, end = s.element()
		}
		next, grown, err := change(i, Value(old))
		if err != nil {
			return "", 0, err
		}
		if string(next) == old {
			continue
		}
		s.drop(end)
		if old != "" {
			passed++
		}
		if next != "" {
			s.add(string(next))
		}
		sum += grown + membership(Value(old), next)*elementSize
	}
	return s.value(), sum, nil
}

// Append returns the list with the elements of another behind its own.
func (v Value) Append(other Value) Value {
	s, tail := newSplice(v.cursor()), other.cursor()
	s.at = s.closing
	if tail.more() {
		s.add(tail.text[tail.at:tail.closing])
	}
	return s.value()
}
