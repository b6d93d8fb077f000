package item

// Tokens of JSON, as RFC 8259 has them.

// maxJSONDepth bounds how deep objects and arrays nest, and with it the recursion of the Reader. A value inside a
// hundred maps, which DynamoDB still reads and then says that it is too deep, nests 201 deep.
const maxJSONDepth = 256

// peek moves to the next token and returns its first byte, 0 at the end.
func (r *Reader) peek() byte {
	for r.pos < len(r.text) {
		switch c := r.text[r.pos]; c {
		case ' ', '\t', '\n', '\r':
			r.pos++
		default:
			return c
		}
	}
	return 0
}

// accept passes the next byte if it is c.
func (r *Reader) accept(c byte) bool {
	if r.pos < len(r.text) && r.text[r.pos] == c {
		r.pos++
		return true
	}
	return false
}

// enter passes the bracket that the Reader is at.
func (r *Reader) enter() error {
	r.pos++
	r.depth++
	if r.depth > maxJSONDepth {
		return ErrSyntax
	}
	return nil
}

// next moves to the next member or element, or passes the closing bracket.
func (r *Reader) next(closing byte, first bool) (more bool, err error) {
	switch c := r.peek(); {
	case c == closing:
		r.pos++
		r.depth--
		return false, nil
	case first:
		return true, nil
	case c == ',':
		r.pos++
		return true, nil
	}
	return false, ErrSyntax
}

// name reads the name of a member and the colon after it.
func (r *Reader) name() (string, error) {
	if r.peek() != '"' {
		return "", ErrSyntax
	}
	name, err := r.quoted()
	if err != nil {
		return "", err
	}
	if r.peek() != ':' {
		return "", ErrSyntax
	}
	r.pos++
	return name, nil
}

// quoted reads the string that the Reader is at, and returns the text it stands for. Without
// escapes that is a part of the body; lastEscaped tells.
func (r *Reader) quoted() (string, error) {
	from := r.pos + 1
	r.lastEscaped = false
	for i := from; i < len(r.text); i++ {
		switch c := r.text[i]; {
		case c == '"':
			r.pos = i + 1
			return r.unescaped(r.text[from:i]), nil
		case c < ' ':
			return "", ErrSyntax
		case c == '\\':
			_, end, ok := decodeEscape(r.text, i)
			if !ok {
				return "", ErrSyntax
			}
			r.lastEscaped = true
			i = end - 1
		}
	}
	return "", ErrSyntax
}

func (r *Reader) unescaped(inner string) string {
	if r.lastEscaped {
		return unescape(inner)
	}
	return inner
}

// number reads a JSON number and returns its text.
func (r *Reader) number() (string, error) {
	from := r.pos
	r.accept('-')
	if !r.accept('0') && !r.digits() {
		return "", ErrSyntax
	}
	if r.accept('.') && !r.digits() {
		return "", ErrSyntax
	}
	if r.accept('e') || r.accept('E') {
		if !r.accept('+') {
			r.accept('-')
		}
		if !r.digits() {
			return "", ErrSyntax
		}
	}
	return r.text[from:r.pos], nil
}

// digits passes decimal digits and tells whether there was one.
func (r *Reader) digits() bool {
	from := r.pos
	for r.pos < len(r.text) && '0' <= r.text[r.pos] && r.text[r.pos] <= '9' {
		r.pos++
	}
	return r.pos > from
}

// literal passes true, false or null.
func (r *Reader) literal(word string) error {
	end := r.pos + len(word)
	if end > len(r.text) || r.text[r.pos:end] != word {
		return ErrSyntax
	}
	r.pos = end
	return nil
}

// null passes a null, if that is what comes next.
func (r *Reader) null() (bool, error) {
	if r.peek() != 'n' {
		return false, nil
	}
	return true, r.literal("null")
}
