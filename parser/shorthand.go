package parser

import "strings"

// Shorthand reads the text as the shorthand of AWS's command line for a structure or a map.
//
//	AttributeName=PK,KeyType=HASH                      {"AttributeName": "PK", "KeyType": "HASH"}
//	Projection={ProjectionType=INCLUDE,NonKeyAttributes=[a,b]}
//	PK={S=ann},n={N=3}
//
// All values are texts.
//
// https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-shorthand.html
func (w Word) Shorthand() (*JSON, *Fault) {
	r := shorthand{relaxed{text: w.Text, places: w.places}}
	j := &JSON{Kind: '{', From: w.From, To: w.To}
	r.pairs(j)
	if r.fault == nil && r.at < len(r.text) {
		r.fail("a comma is missing here", "Write Name=value,Name=value, or JSON.")
	}
	return j, r.fault
}

type shorthand struct{ relaxed }

// pairs reads names and values with commas between.
func (r *shorthand) pairs(j *JSON) {
	for r.fault == nil {
		from, n := r.at, r.nameLength()
		if n == 0 {
			r.fail("a name and = are missing here", "Write Name=value,Name=value, or JSON.")
			return
		}
		r.at += n + 1
		value := r.value()
		for r.peek() == ',' && r.fault == nil {
			comma := r.at
			if r.comma(); r.nameLength() > 0 {
				r.at = comma
				break
			}
			value = listed(value, r.value())
		}
		value.Name = r.text[from : from+n]
		j.Members = append(j.Members, value)
		if r.peek() != ',' {
			return
		}
		r.comma()
	}
}

// comma skips a comma and blanks behind it.
func (r *shorthand) comma() { r.at += 1 + span(r.text[r.at+1:], isBlank) }

// nameLength counts the bytes of a name that = follows.
func (r *shorthand) nameLength() int {
	rest := r.text[r.at:]
	n := span(rest, func(c byte) bool { return isBarePart(c) || c == ':' || c == '#' })
	if !strings.HasPrefix(rest[n:], "=") {
		return 0
	}
	return n
}

// listed adds a value to a list, of which there was only the first.
func listed(j, next *JSON) *JSON {
	if j.Kind != '[' {
		j = &JSON{Kind: '[', From: j.From, Members: []*JSON{j}}
	}
	j.Members, j.To = append(j.Members, next), next.To
	return j
}

func (r *shorthand) value() *JSON {
	if r.depth++; r.depth > maxJSONDepth {
		r.fail("this is nested too deeply", "DynamoDB takes no more than 32 levels.")
		return &JSON{}
	}
	j := &JSON{From: placed(r.places, r.at)}
	switch c := r.peek(); c {
	case '{':
		r.at++
		if j.Kind = c; r.peek() != '}' {
			r.pairs(j)
		}
		r.closing('}')
	case '[':
		r.at++
		j.Kind = c
		for r.peek() != ']' && r.fault == nil {
			j.Members = append(j.Members, r.value())
			if r.peek() != ',' {
				break
			}
			r.comma()
		}
		r.closing(']')
	case '"', '\'':
		r.quotation(j)
	default:
		j.Kind, j.places, j.at = '"', r.places, r.at
		j.Text = r.text[r.at : r.at+span(r.text[r.at:], r.isPlain)]
		r.at += len(j.Text)
	}
	j.To = placed(r.places, r.at)
	r.depth--
	return j
}

// isPlain says whether a byte belongs to a value without quotes.
func (r *shorthand) isPlain(c byte) bool {
	return c != ',' && (r.depth == 1 || c != ']' && c != '}')
}

func (r *shorthand) closing(c byte) {
	if r.fault == nil && r.peek() != c {
		r.fail("a "+string(rune(c))+" is missing here", "Close what is open.")
	}
	if r.fault == nil {
		r.at++
	}
}
