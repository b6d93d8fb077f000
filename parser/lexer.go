package parser

import (
	"strings"
	"unicode/utf8"

	"github.com/alecthomas/participle/v2/lexer"
)

// scanner cuts a text into tokens, in one pass and without regular expressions.
//
// What the dialects share is here; dialect.token reads what is special to one of them.
type scanner struct {
	dialect *dialect
	text    string
	at      int            // bytes read
	pos     lexer.Position // of at
	tokens  []token
	asked   int // question marks seen
	open    int // brackets that are
}

// dialect is what makes expressions and PartiQL different for the lexer.
type dialect struct {
	kind     string // the member of tree
	partiql  bool
	keywords string // space-separated, sorted, in upper case
	// special reads a token that the other dialect does not have. It answers false when
	// there is none at s.at.
	special func(s *scanner) (read bool, err *Error)
	// expects says, for people, what should have come after the tokens before; nil where
	// situations are told apart.
	expects func(before []token) string
}

// lex cuts text into tokens, without blanks; the last is EOF, unless brackets are nested too
// deep. In an expression every character belongs to a token, if need be an illegal one, because
// DynamoDB reports a stray character where the grammar meets it. In PartiQL it is an error at once.
func lex(text string, d *dialect) ([]token, *Error) {
	s := &scanner{dialect: d, text: text, tokens: make([]token, 0, len(text)/3+2)}
	s.pos = lexer.Position{Line: 1, Column: 1}
	for {
		s.advance(s.blanks(s.text[s.at:]))
		if s.at == len(text) {
			s.emit(lexer.EOF, 0, "")
			return s.tokens, nil
		}
		if s.open > maxDepth+1 { // it is refused, whatever follows
			return s.tokens, nil
		}
		read, err := d.special(s)
		if err != nil {
			return nil, err
		}
		if !read {
			s.common()
		}
	}
}

// common reads a token that both dialects have.
func (s *scanner) common() {
	rest := s.text[s.at:]
	switch c := rest[0]; {
	case isLetter(c):
		s.word(span(rest, isNamePart))
	case isDigit(c):
		n := span(rest, isDigit)
		s.emit(digits, n, rest[:n])
	case strings.HasPrefix(rest, "<>"), strings.HasPrefix(rest, "<="), strings.HasPrefix(rest, ">="):
		s.emit(punct, 2, rest[:2])
	case strings.IndexByte("=<>()[],.+-", c) >= 0:
		s.emit(punct, 1, rest[:1])
	default:
		_, n := utf8.DecodeRuneInString(rest)
		s.emit(illegal, n, "")
	}
}

// word reads a keyword, a function name or a bare name of n bytes.
func (s *scanner) word(n int) {
	word := s.text[s.at : s.at+n]
	if k, ok := lookUp(s.dialect.keywords, word); ok {
		s.emit(keyword, n, k)
		return
	}
	if s.callAfter(n) {
		s.emit(function, n, word)
		return
	}
	s.emit(ident, n, word)
}

// callAfter says whether an opening parenthesis follows the next n bytes.
func (s *scanner) callAfter(n int) bool {
	rest := s.text[s.at+n:]
	return strings.HasPrefix(rest[s.blanks(rest):], "(")
}

// emit makes a token of the next n bytes and moves on.
func (s *scanner) emit(kind lexer.TokenType, n int, value string) {
	t := lexer.Token{Type: kind, Value: value, Pos: s.pos}
	s.advance(n)
	s.tokens = append(s.tokens, token{Token: t, end: s.at})
	switch last := s.tokens[len(s.tokens)-1]; {
	case last.opens():
		s.open++
	case last.closes():
		s.open--
	}
}

// advance moves n bytes on and keeps count of lines and characters.
func (s *scanner) advance(n int) {
	s.pos.Advance(s.text[s.at : s.at+n])
	s.at += n
}

// blanks counts the bytes of blanks, and in PartiQL of comments, at the start of rest.
func (s *scanner) blanks(rest string) int {
	n := span(rest, isBlank)
	if !s.dialect.partiql {
		return n
	}
	for {
		more := comment(rest[n:])
		if more == 0 {
			return n
		}
		n += more
		n += span(rest[n:], isBlank)
	}
}

// span counts the leading bytes of text that are in the class.
func span(text string, class func(byte) bool) int {
	n := 0
	for n < len(text) && class(text[n]) {
		n++
	}
	return n
}

func isBlank(c byte) bool    { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }
func isDigit(c byte) bool    { return '0' <= c && c <= '9' }
func isLetter(c byte) bool   { return 'a' <= c|0x20 && c|0x20 <= 'z' }
func isNamePart(c byte) bool { return isLetter(c) || isDigit(c) || c == '_' }
