package parser

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// JSON is a value of JSON, or of what grew from it: with comments, commas before closing brackets, names
// without quotes and texts between single quotes.
type JSON struct {
	Kind     byte   // '{', '[', '"', '0' for a number, or 'a' for true, false and null
	Name     string // of a member of an object
	Text     string // what a text says; a number or word as it is written
	Members  []*JSON
	From, To int // bytes of the script

	written string // a text as it is written, with its quotes; "" when it has none
	places  []int  // in the script, of the bytes of what was read; nil when that is the script itself
	at      int    // of the text, in what was read
}

// Member returns the last member of a name, as all readers of JSON do, or nil.
func (j *JSON) Member(name string) (last *JSON) {
	for _, m := range j.Members {
		if m.Name == name {
			last = m
		}
	}
	return last
}

// Place returns where in the script byte n of a text is.
func (j *JSON) Place(n int) int {
	if j.written == "" {
		return placed(j.places, j.at+n)
	}
	i := 1
	for said := 0; said < n && i < len(j.written)-1; {
		c, size := escaped(j.written[i:])
		said += utf8.RuneLen(c)
		i += size
	}
	return placed(j.places, j.at+i)
}

func placed(places []int, at int) int {
	if places == nil {
		return at
	}
	return places[at]
}

// relaxed reads a value. It stops at the first fault.
type relaxed struct {
	text   string
	at     int
	places []int // as in JSON
	depth  int
	opened int // where the innermost bracket is
	fault  *Fault
}

// maxJSONDepth is deeper than anything that DynamoDB takes.
const maxJSONDepth = 100

// only reads an object that nothing may follow but another part.
func (r *relaxed) only() *JSON {
	if !r.follows('{') {
		r.lack("an object is missing here", "Write its members between { and }.")
		return nil
	}
	j := r.value()
	n := span(r.text[r.at:], isBlank)
	if more := r.text[r.at+n:]; r.fault == nil && more != "" && (more[0] == '}' || more[0] == ']') {
		r.at += n
		r.fail("there is a "+more[:1]+" too many", "Take it away.")
	}
	return j
}

func (r *relaxed) value() *JSON {
	r.follows(0)
	j := &JSON{From: placed(r.places, r.at)}
	switch c := r.peek(); {
	case c == '{':
		j.Kind = c
		r.list(j, '}', r.member)
	case c == '[':
		j.Kind = c
		r.list(j, ']', r.value)
	case c == '"' || c == '\'':
		r.quotation(j)
	case isDigit(c) || c == '-':
		r.number(j)
	default:
		r.word(j)
	}
	j.To = placed(r.places, r.at)
	return j
}

// list reads what stands between two brackets, with commas between and perhaps one behind.
func (r *relaxed) list(j *JSON, closing byte, element func() *JSON) {
	if r.depth++; r.depth > maxJSONDepth {
		r.fail("this is nested too deeply", "DynamoDB takes no more than 32 levels.")
	}
	outer := r.opened
	r.opened = r.at
	r.at++
	for r.fault == nil && !r.follows(closing) {
		if r.peek() == ',' {
			r.fail("a value is missing before the comma", "Write it, or take the comma away.")
			return
		}
		if rest := r.text[r.at:]; strings.HasPrefix(rest, "…") || strings.HasPrefix(rest, "...") {
			r.failAt(r.at+len("…"), "something was left out here", "Put the members in place of …")
			return
		}
		j.Members = append(j.Members, element())
		if r.fault == nil && !r.follows(',') && !r.follows(closing) {
			end := string(rune(closing))
			r.lack("a comma or "+end+" is missing here", "Put a comma between two, or end with "+end+".")
			return
		}
		if r.peek() == ',' {
			r.at++
		}
	}
	r.depth--
	if r.opened = outer; r.fault == nil {
		r.at++
	}
}

func (r *relaxed) member() *JSON {
	name := r.name()
	if r.fault == nil && !r.follows(':') {
		r.lack("a colon is missing after the name", "Write "+name+": and then the value.")
	}
	if r.fault != nil {
		return nil
	}
	r.at++
	j := r.value()
	j.Name = name
	return j
}

// name reads the name of a member. One without quotes may be a placeholder, :v or #n.
func (r *relaxed) name() string {
	switch c := r.peek(); {
	case c == '"' || c == '\'':
		var j JSON
		r.quotation(&j)
		return j.Text
	case c == ':' || c == '#':
		from := r.at
		r.at++
		r.at += span(r.text[r.at:], isBarePart)
		return r.text[from:r.at]
	}
	n := span(r.text[r.at:], isBarePart)
	if n == 0 {
		r.missing("a name is missing here", "Write name: value.")
		return ""
	}
	r.at += n
	return r.text[r.at-n : r.at]
}

// isBarePart says whether a byte can be part of a name without quotes, or of a word.
func isBarePart(c byte) bool {
	return isNamePart(c) || c == '$' || c == '-' || c == '.' || c >= utf8.RuneSelf
}

func (r *relaxed) number(j *JSON) {
	n := numberLength(r.text[r.at:])
	if more := span(r.text[r.at:], func(c byte) bool { return isBarePart(c) || c == '+' }); n != more {
		r.failAt(r.at+more, "this is no number of JSON", "Put it into quotes, or write it as in -1.5e3.")
		return
	}
	j.Kind, j.Text = '0', r.text[r.at:r.at+n]
	r.at += n
}

// numberLength counts the bytes of a number of JSON; 0 when there is none.
func numberLength(text string) int {
	sign := 0
	if strings.HasPrefix(text, "-") {
		sign = 1
	}
	n := sign + span(text[sign:], isDigit)
	if n == sign || text[sign] == '0' && n > sign+1 {
		return 0
	}
	if rest := text[n:]; strings.HasPrefix(rest, ".") {
		n += 1 + span(rest[1:], isDigit)
		if len(rest) == 1 || !isDigit(rest[1]) {
			return 0
		}
	}
	if rest := text[n:]; rest != "" && rest[0]|0x20 == 'e' {
		exponent := 1
		if strings.HasPrefix(rest[1:], "+") || strings.HasPrefix(rest[1:], "-") {
			exponent = 2
		}
		digits := span(rest[exponent:], isDigit)
		if digits == 0 {
			return 0
		}
		n += exponent + digits
	}
	return n
}

// word reads true, false or null.
func (r *relaxed) word(j *JSON) {
	n := span(r.text[r.at:], isBarePart)
	word := r.text[r.at : r.at+n]
	switch lower := strings.ToLower(word); {
	case isLiteral(word):
		j.Kind, j.Text = 'a', word
		r.at += n
	case isLiteral(lower):
		r.failAt(r.at+n, word+" is no value of JSON", "Write "+lower+".")
	case lower == "none", lower == "undefined":
		r.failAt(r.at+n, word+" is no value of JSON", "Write null.")
	case isCurly(word):
		r.failAt(r.at+n, "these are no quotes of JSON", `Write straight ones: "…".`)
	case word != "":
		r.failAt(r.at+n, word+" is no value of JSON", `Put a text into quotes: "`+word+`".`)
	default:
		r.missing("a value is missing here", "Write a text in quotes, a number, true, false, null, {…} or […].")
	}
}

func isLiteral(word string) bool { return word == "true" || word == "false" || word == "null" }

func isCurly(word string) bool {
	return strings.HasPrefix(word, "‘") || strings.HasPrefix(word, "’") || strings.HasPrefix(word, "“") || strings.HasPrefix(word, "”")
}

// quotation reads a text between two equal quotes.
func (r *relaxed) quotation(j *JSON) {
	from, plain := r.at, r.at+1
	quote := r.peek()
	var said strings.Builder
	for r.at++; r.peek() != quote; {
		switch c := r.peek(); {
		case c == 0 || c == '\n':
			r.at = from
			r.fail("this text has no end", "Close it with a "+string(rune(quote))+".")
			return
		case c < ' ':
			r.fail("a text holds no control characters", `Write \t for a tab.`)
			return
		case c != '\\':
			r.at++
			continue
		}
		char, size := escaped(r.text[r.at:])
		if size == 0 {
			r.failAt(r.at+2, `this is no escape of JSON`, `Write \\ for a backslash.`)
			return
		}
		said.WriteString(r.text[plain:r.at])
		said.WriteRune(char)
		r.at += size
		plain = r.at
	}
	said.WriteString(r.text[plain:r.at])
	r.at++
	j.Kind, j.Text = '"', said.String()
	j.written, j.places, j.at = r.text[from:r.at], r.places, from
}

// escaped returns the character that the text begins with, or its first escape stands for, and the bytes of
// that; none when JSON does not know the escape.
func escaped(text string) (c rune, size int) {
	if text[0] != '\\' {
		return utf8.DecodeRuneInString(text)
	}
	if len(text) < 2 {
		return 0, 0
	}
	const escapes, meant = `"'\/bfnrt`, "\"'\\/\b\f\n\r\t"
	if i := strings.IndexByte(escapes, text[1]); i >= 0 {
		return rune(meant[i]), 2
	}
	c = hexadecimal(text)
	switch {
	case c < 0:
		return 0, 0
	case !utf16.IsSurrogate(c):
		return c, 6
	}
	if c = utf16.DecodeRune(c, hexadecimal(text[6:])); c == utf8.RuneError {
		return 0, 0
	}
	return c, 12
}

// hexadecimal returns the unit of \uXXXX, -1 when the text does not begin with that.
func hexadecimal(text string) rune {
	if len(text) < 6 || text[:2] != `\u` {
		return -1
	}
	n, err := strconv.ParseUint(text[2:6], 16, 16)
	if err != nil {
		return -1
	}
	return rune(n)
}

// follows skips blanks and comments, and says whether a character comes next.
func (r *relaxed) follows(c byte) bool {
	for {
		rest := r.text[r.at:]
		n := span(rest, isBlank)
		for _, invisible := range []string{"\u00a0", "\ufeff"} { // of a text that was pasted
			if strings.HasPrefix(rest[n:], invisible) {
				n += len(invisible)
			}
		}
		if strings.HasPrefix(rest[n:], "//") || strings.HasPrefix(rest[n:], "/*") {
			n += max(comment(rest[n:]), lineComment(rest[n:]))
		}
		if n == 0 {
			return r.peek() == c
		}
		r.at += n
	}
}

// peek returns the next byte, 0 at the end.
func (r *relaxed) peek() byte {
	if r.at == len(r.text) {
		return 0
	}
	return r.text[r.at]
}

// missing complains about the next character, where something else should be.
func (r *relaxed) missing(what, mend string) {
	if !r.ends() {
		r.fail(what, mend)
	}
}

// lack complains that something is missing before the next character. If that is on another line, it is missing
// where the line before ends.
func (r *relaxed) lack(what, mend string) {
	before := len(strings.TrimRight(r.text[:r.at], blankBytes))
	switch {
	case r.ends():
	case r.at == len(r.text), strings.Contains(r.text[before:r.at], "\n"):
		r.at = before
		r.failAt(before, what, mend)
	default:
		r.fail(what, mend)
	}
}

// ends complains about a bracket that is never closed, if the text ends here within one.
func (r *relaxed) ends() bool {
	if r.at < len(r.text) || r.depth == 0 {
		return false
	}
	r.at = r.opened
	bracket := r.text[r.at : r.at+1]
	r.fail("this "+bracket+" is never closed", "Close it with a "+string(rune(bracket[0]+2))+".")
	return true
}

// fail complains about the next character.
func (r *relaxed) fail(what, mend string) {
	_, size := utf8.DecodeRuneInString(r.text[r.at:])
	r.failAt(r.at+size, what, mend)
}

// failAt complains about what stands between here and another place.
func (r *relaxed) failAt(other int, what, mend string) {
	from, to := min(r.at, other), min(max(r.at, other), len(r.text))
	r.fault = &Fault{placed(r.places, from), placed(r.places, to), what, mend}
}
