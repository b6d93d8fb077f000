package parser

import "strconv"

// A Place is a byte of a text, as bytes, a page and people count it.
type Place struct {
	At           int // bytes before it
	Units        int // units of UTF-16 before it
	Line, Column int // in characters, from 1
}

// Beginning is the first place of every text.
var Beginning = Place{Line: 1, Column: 1}

// To goes on from a place to a later byte of its text.
func (p Place) To(text string, at int) Place {
	for _, c := range text[p.At:at] {
		p.Units++
		p.Column++
		if c > 0xFFFF {
			p.Units++
		}
		if c == '\n' {
			p.Line, p.Column = p.Line+1, 1
		}
	}
	p.At = at
	return p
}

// String is the place as people say it.
func (p Place) String() string {
	return "Line " + strconv.Itoa(p.Line) + ", column " + strconv.Itoa(p.Column)
}
