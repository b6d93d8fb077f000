package parser

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/alecthomas/participle/v2/lexer"
)

// Error says why a text is not well formed, and where.
type Error struct {
	Pos
	Length   int    // characters of the offending token; 0 at the end of the text
	Token    string // as DynamoDB prints it: the token's text, "<EOF>" at the end
	Near     string // as DynamoDB prints it: source text from the token before through the one after
	Expected string // for people: "expected a value like :v, or a path"
	Message  string // PartiQL: DynamoDB's words after "Statement wasn't well formed, can't be processed: "; may be empty
	Bare     bool   // Message is the whole text, without those words before it
	Mend     string // PartiQL, for people: a sentence on how to mend it; may be empty
}

// Error is the fault in one line: 1:5: "AND": expected a value like :v, or a path.
func (e *Error) Error() string {
	return strconv.Itoa(e.Line) + ":" + strconv.Itoa(e.Column) + `: "` + e.Token + `": ` + e.Expected
}

// Caret is the line of text that holds the fault, and below it a line with a ^ under each
// character of the token, at least one.
func (e *Error) Caret(text string) string {
	start := strings.LastIndexByte(text[:e.Offset], '\n') + 1
	line, _, _ := strings.Cut(text[start:], "\n")
	var b strings.Builder
	b.WriteString(strings.TrimRight(line, "\r"))
	b.WriteByte('\n')
	for _, c := range text[start:e.Offset] {
		if c != '\t' {
			c = ' '
		}
		b.WriteRune(c)
	}
	rest := max(utf8.RuneCountInString(line)-e.Column+1, 1)
	b.WriteString(strings.Repeat("^", min(max(e.Length, 1), rest)))
	return b.String()
}

// errorAt describes the fault at a token: the first that does not fit.
func (p *parsed) errorAt(at int) *Error {
	e := newError(p.text, p.tokens, at)
	if p.dialect.expects != nil {
		e.Expected = "expected " + p.dialect.expects(p.tokens[:at])
		return e
	}
	s := situationAt(p.tokens[:at])
	if p.dialect.partiql {
		e.Expected, e.Message, e.Mend = s.statementExpects(), s.statementMessage(p.tokens[at]), p.mend(s, at)
	} else {
		e.Expected = s.expressionExpects(p.dialect)
	}
	e.Expected = "expected " + e.Expected
	return e
}

// newError fills in what can be read off the text: position, length, Token, Near.
func newError(text string, tokens []token, at int) *Error {
	bad := tokens[at]
	e := &Error{Pos: Pos(bad.Pos), Token: text[bad.Pos.Offset:bad.end]}
	e.Length = utf8.RuneCountInString(e.Token)
	if bad.Type == lexer.EOF {
		e.Token = "<EOF>"
	}
	first, last := tokens[max(at-1, 0)], tokens[min(at+1, len(tokens)-1)]
	e.Near = text[first.Pos.Offset:last.end]
	return e
}
