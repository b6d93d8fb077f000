package item

import "strings"

// A Place is where a value begins inside another one. A path of several steps finds its way over places and need not
// know where the values on it end. The zero Place is nowhere, and so is what is inside of it.
type Place struct {
	text string
	at   int
}

// Place returns where the value itself begins.
func (v Value) Place() Place { return Place{text: string(v)} }

// Value returns the value at the place, "" when it is nowhere.
func (p Place) Value() Value {
	if p.text == "" {
		return ""
	}
	return Value(p.text[p.at:valueEnd(p.text, p.at)])
}

// Index returns the place of element i of the list that is here, counted from 0.
func (p Place) Index(i int) Place {
	if p.text == "" || i < 0 || typeAt(p.text, p.at) != L {
		return Place{}
	}
	at := payloadStart(p.text, p.at) + 1
	for ; i > 0 && p.text[at] != ']'; i-- {
		at = skipComma(p.text, valueEnd(p.text, at))
	}
	if p.text[at] == ']' {
		return Place{}
	}
	return Place{p.text, at}
}

// Field returns the place of the value under a name of the map that is here.
func (p Place) Field(name string) Place {
	if p.text == "" || typeAt(p.text, p.at) != M {
		return Place{}
	}
	at := payloadStart(p.text, p.at) + 1
	for p.text[at] != '}' {
		nameEnd := quotedEnd(p.text, at)
		switch order := strings.Compare(unescape(p.text[at+1:nameEnd-1]), name); {
		case order == 0:
			return Place{p.text, nameEnd + 1}
		case order > 0:
			return Place{}
		}
		at = skipComma(p.text, valueEnd(p.text, nameEnd+1))
	}
	return Place{}
}
