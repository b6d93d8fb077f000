package parser

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"github.com/alecthomas/participle/v2/lexer"
)

// A mender looks round a fault for a common mistake: what somebody writes who knows SQL, and does
// not know DynamoDB yet. It judges nothing: the statement is refused already.
type mender struct {
	*situation
	text      string
	bad, next token
}

// mend is a sentence on how to mend the fault at a token, or "".
func (p *parsed) mend(s *situation, at int) string {
	m := &mender{situation: s, text: p.text, bad: p.tokens[at], next: p.tokens[min(at+1, len(p.tokens)-1)]}
	if says := m.quotes(); says != "" {
		return says
	}
	for _, r := range remedies {
		if m.fits(r.when) {
			says := strings.ReplaceAll(r.says, "§", m.source(m.bad))
			return strings.ReplaceAll(says, "¶", cmp.Or(p.tableBehind(at), "T"))
		}
	}
	return m.guess()
}

// tableBehind is the name of a table that SQL has behind the token at, as in DROP TABLE IF EXISTS Shop.
func (p *parsed) tableBehind(at int) string {
	for _, t := range p.tokens[at+1:] {
		rest := strings.TrimPrefix(p.text[t.Pos.Offset:], `"`)
		name := rest[:span(rest, isLoose)]
		if strings.Contains(" TABLE IF NOT EXISTS ", " "+strings.ToUpper(name)+" ") {
			continue
		}
		return name
	}
	return ""
}

// source is what a token is in the text.
func (m *mender) source(t token) string { return m.text[t.Pos.Offset:t.end] }

// fits says whether every part of a remedy's when does: a part is the name of a place, and the
// words of which one has to be there.
func (m *mender) fits(when string) bool {
	there, fit := "", true
	for word := range strings.FieldsSeq(when) {
		if place := m.place(word); place != "" {
			if !fit {
				return false
			}
			there, fit = place, false
			continue
		}
		fit = fit || strings.Contains(there, " "+word+" ")
	}
	return fit
}

// place is what there is in a place of that name, as words between blanks; "" when the word is not
// a place.
func (m *mender) place(name string) string {
	switch name {
	case "first":
		return " " + m.first.Value + " "
	case "in":
		return " " + m.clause + " "
	case "test":
		return " " + m.test + " none" + m.test + " "
	case "within":
		return " " + m.within() + " "
	case "after":
		return m.words(m.last)
	case "at":
		return m.words(m.bad)
	case "then":
		return m.words(m.next)
	}
	return ""
}

func (m *mender) within() string {
	switch {
	case m.bracket == "":
		return "text"
	case m.bracket == "(" && !m.call:
		return "( group"
	case m.bracket == "{" && !m.colon:
		return "{ entry"
	}
	return m.bracket
}

// words are what a token is called: by its kind, and in upper case as it is written.
func (m *mender) words(t token) string {
	words := " "
	switch {
	case t.end == 0:
		return " start "
	case t.Type == lexer.EOF:
		return " end "
	case t.Type == str, t.Type == quoted:
		words += "quotation "
	case t.Type == ident:
		words += "word "
	case t.Type == keyword:
		words += "keyword "
	case t.comparator():
		words += "comparator "
	case t.closes():
		words += "closing "
	}
	if t.operand() {
		words += "operand "
	} else {
		words += "open "
	}
	if t.Type != str && t.Type != quoted {
		words += strings.ToUpper(m.source(t)) + " "
	}
	return words
}

// quotes is about names and text that need quotes, or other ones.
func (m *mender) quotes() string {
	switch {
	case m.last.end == 0, m.last.Value == ";":
		return ""
	case m.bad.Type == str && m.nameExpected():
		return "A name stands between double quotes, or between none: " + quote(unquote(m.source(m.bad)), `"`) + "."
	case m.fits("within entry at quotation word keyword") && m.bad.Type != str:
		return "In a map the names stand between single quotes: {" + quote(strings.Trim(m.source(m.bad), `"`), "'") + ": …}."
	}
	if says := m.unquoted(); says != "" || !m.named() {
		return says
	}
	return m.asName()
}

// named says whether a keyword is at fault that seems to be meant as a name.
func (m *mender) named() bool {
	switch {
	case m.bad.Type != keyword, !m.termExpected():
		return false
	case m.fits("after ."), m.fits("then comparator [ . ) ,"), m.fits("in SELECT then FROM"):
		return true
	}
	return m.nameExpected() && !m.fits("at FROM REMOVE RETURNING SELECT SET WHERE") && !m.fits("then BY {")
}

func (m *mender) asName() string {
	name := m.source(m.bad)
	return name + ` is a word of PartiQL: as a name it stands between double quotes, "` + name + `".`
}

// nameExpected says whether nothing but a name may come.
func (m *mender) nameExpected() bool {
	return m.last.Value == "." || m.pathExpected() || m.fits("in FROM BY after open")
}

// termExpected says whether a value, path or condition should have come.
func (m *mender) termExpected() bool {
	return m.fits("in SELECT FROM WHERE BY SET REMOVE INTO UPDATE VALUE after open") && m.test != "IS" && (m.test != "IN" || m.call)
}

// unquoted is about names and text that need quotes for what is in them: my-table, 2024-01-01.
func (m *mender) unquoted() string {
	at := m.bad.Pos.Offset
	start, end := at, at+span(m.text[at:], isLoose)
	for start > 0 && isLoose(m.text[start-1]) {
		start--
	}
	written := m.text[start:end]
	inside := start < at && at+1 < end && strings.IndexByte("-+@:/", m.text[at]) >= 0
	first := m.bad.Type == integer && m.nameExpected() || m.bad.Type == keyword && m.termExpected() && strings.Contains(written, "-")
	switch {
	case !inside && !first:
		return ""
	case m.fits("in FROM INTO UPDATE"):
		return mendName + strings.ReplaceAll(quote(written, `"`), ".", `"."`) + "."
	case isDigit(written[0]), inside && m.bad.Type != plusMinus:
		return mendString + quote(written, "'") + "."
	}
	return mendName + quote(written, `"`) + "."
}

func isLoose(c byte) bool { return isWordPart(c) || strings.IndexByte("-+.@:/", c) >= 0 }

// guess is what might be meant when nothing else is known.
func (m *mender) guess() string {
	if says := cmp.Or(m.misspelt(m.bad), m.misspelt(m.last)); says != "" {
		return says
	}
	switch {
	case m.fits("at keyword") && m.termExpected() && !m.fits("at "+ownWords):
		return m.asName()
	case m.fits("in WHERE after word at word") && m.test != "":
		return mendString + "'" + m.source(m.last) + " " + m.source(m.bad) + "'."
	}
	return ""
}

// misspelt is about a word that is nearly a keyword.
func (m *mender) misspelt(t token) string {
	written := strings.ToUpper(m.source(t))
	if t.Type != ident || len(written) < 3 {
		return ""
	}
	for word := range strings.FieldsSeq(longWords) {
		if alike(word, written) {
			return "Did you mean " + word + "?"
		}
	}
	return ""
}

// alike says whether one word becomes the other when a letter is put in, left out or changed, or
// two that are neighbours change places.
func alike(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	a, b = a[i:], b[i:]
	switch {
	case a == b, len(b) == 0:
		return true
	case len(a) < len(b):
		return a == b[1:]
	case a[1:] == b[1:]:
		return true
	}
	return len(a) > 1 && a[0] == b[1] && a[1] == b[0] && a[2:] == b[2:]
}

// mendUnreadable is a sentence on how to mend what is no token.
func mendUnreadable(text string, at int) string {
	rest := text[at:]
	if isDigit(rest[0]) {
		return "A name that begins with a digit stands between double quotes, text between single ones."
	}
	for _, u := range unreadables {
		if strings.HasPrefix(rest, u.when) {
			if strings.Contains(text[:at], `\`+u.when) {
				return mendEscape
			}
			return u.says
		}
	}
	if rest[0] >= utf8.RuneSelf {
		return "A name with letters beyond A to Z stands between double quotes, text between single ones."
	}
	return ""
}

// mendRefused is a sentence on how to mend a well-formed statement that is refused at a token.
func (p *parsed) mendRefused(at int, message string) string {
	if !strings.HasPrefix(message, "Alias") {
		return mendPath
	}
	m := &mender{situation: &situation{}, text: p.text, bad: p.tokens[at], next: p.tokens[at]}
	for _, r := range remedies {
		if strings.HasPrefix(r.when, "at ") && m.fits(r.when) {
			return r.says
		}
	}
	return cmp.Or(m.misspelt(m.bad), mendAlias)
}
