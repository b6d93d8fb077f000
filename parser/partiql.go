package parser

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/alecthomas/participle/v2/lexer"
)

// statementDialect is PartiQL: literals, quoted names, parameters, comments.
var statementDialect = &dialect{kind: "statement", partiql: true, keywords: statementKeywords, special: partiqlToken}

// partiqlToken reads a token that expressions do not have, or have otherwise.
func partiqlToken(s *scanner) (read bool, err *Error) {
	rest := s.text[s.at:]
	switch c := rest[0]; {
	case c == '\'':
		return s.quotation(str)
	case c == '"':
		return s.quotation(quoted)
	case c == '?':
		s.asked++
		s.emit(parameter, 1, strconv.Itoa(s.asked))
	case isDigit(c), c == '.' && len(rest) > 1 && isDigit(rest[1]):
		return s.number()
	case isWordStart(c):
		s.partiqlWord(span(rest, isWordPart))
	default:
		return s.partiqlPunct()
	}
	return true, nil
}

// partiqlPunct reads brackets and operators.
func (s *scanner) partiqlPunct() (read bool, err *Error) {
	rest := s.text[s.at:]
	switch c := rest[0]; {
	case strings.HasPrefix(rest, "<<"), strings.HasPrefix(rest, ">>"):
		s.emit(punct, 2, rest[:2])
	case strings.HasPrefix(rest, "!="):
		s.emit(punct, 2, "<>")
	case c == '[':
		s.emit(bracket, 1, "[")
	case c == '-', c == '+':
		s.emit(plusMinus, 1, rest[:1])
	case c == '*':
		s.emit(star, 1, "*")
	case c == ')' && s.callOpened():
		s.emit(empty, 1, ")")
	case strings.IndexByte("{}:;", c) >= 0:
		s.emit(punct, 1, rest[:1])
	case strings.HasPrefix(rest, "/*"):
		return false, s.unreadable(len(rest), "*/ at the end of the comment")
	case strings.IndexByte("=<>()],./%^|!@", c) < 0:
		_, n := utf8.DecodeRuneInString(rest)
		return false, s.unreadable(n, "no "+rest[:n]+" outside of quotes")
	default:
		return false, nil
	}
	return true, nil
}

// callOpened says whether the last two tokens are a function's name and its "(".
func (s *scanner) callOpened() bool {
	n := len(s.tokens)
	return n > 1 && s.tokens[n-1].Value == "(" && s.tokens[n-2].Type == function
}

// quotation reads text between two equal quotes, which stand for themselves when doubled.
func (s *scanner) quotation(kind lexer.TokenType) (read bool, err *Error) {
	rest := s.text[s.at:]
	for i := 1; i < len(rest); i++ {
		if rest[i] != rest[0] {
			continue
		}
		if i+1 < len(rest) && rest[i+1] == rest[0] {
			i++
			continue
		}
		s.emit(kind, i+1, rest[:i+1])
		return true, nil
	}
	return false, s.unreadable(len(rest), "another "+rest[:1]+" at the end")
}

// unquote is what a quotation says.
func unquote(q string) string {
	return strings.ReplaceAll(q[1:len(q)-1], q[:1]+q[:1], q[:1])
}

// number reads digits, a fraction and an exponent; signs are tokens of their own. The exponent
// must fit 32 bits, as in the service's own reader.
func (s *scanner) number() (read bool, err *Error) {
	rest := s.text[s.at:]
	n, kind := span(rest, isDigit), integer
	if n < len(rest) && rest[n] == '.' {
		n += 1 + span(rest[n+1:], isDigit)
		kind = number
	}
	if n < len(rest) && rest[n]|0x20 == 'e' {
		start := n + 1
		n = start
		if n < len(rest) && (rest[n] == '+' || rest[n] == '-') {
			n++
		}
		n += span(rest[n:], isDigit)
		kind = number
		if _, err := strconv.ParseInt(rest[start:n], 10, 32); err != nil {
			return false, s.unreadable(n, "a number such as 1.5e3")
		}
	}
	if n < len(rest) && isWordStart(rest[n]) {
		return false, s.unreadable(n+1, "a number such as 1.5e3")
	}
	s.emit(kind, n, rest[:n])
	return true, nil
}

// partiqlWord reads a keyword, type, function or bare name of n bytes.
func (s *scanner) partiqlWord(n int) {
	word := s.text[s.at : s.at+n]
	if s.typeExpected() {
		if what, n := s.typeName(n); what != "" {
			s.emit(typeName, n, what)
			return
		}
	}
	if k, ok := lookUp(statementKeywords, word); ok && !s.callsKeyword(k, n) {
		kind := keyword
		if k == "NOT" && s.negates(n) {
			kind = infix
		}
		s.emit(kind, n, k)
		return
	}
	if s.callAfter(n) && !s.tableExpected() {
		s.emit(function, n, strings.ToLower(word))
		return
	}
	s.emit(ident, n, word)
}

// tableExpected says whether the last token is INTO or UPDATE: then a parenthesis calls nothing.
func (s *scanner) tableExpected() bool {
	n := len(s.tokens)
	return n > 0 && s.tokens[n-1].Type == keyword && (s.tokens[n-1].Value == "INTO" || s.tokens[n-1].Value == "UPDATE")
}

// callsKeyword says whether the keyword of n bytes is a function's name here.
func (s *scanner) callsKeyword(k string, n int) bool {
	_, ok := lookUp(functionKeywords, k)
	return ok && s.callAfter(n)
}

// negates says whether NOT belongs to the IN or BETWEEN after it.
func (s *scanner) negates(n int) bool {
	next := strings.ToUpper(s.wordAfter(n))
	return next == "IN" || next == "BETWEEN"
}

// typeExpected says whether the last tokens are IS or IS NOT.
func (s *scanner) typeExpected() bool {
	n := len(s.tokens)
	if n > 1 && s.tokens[n-1].Value == "NOT" {
		n--
	}
	return n > 0 && s.tokens[n-1].Type == keyword && s.tokens[n-1].Value == "IS"
}

// typeName answers the type whose first word has n bytes, in upper case, and the bytes of all
// its words; "" when it is none.
func (s *scanner) typeName(n int) (what string, length int) {
	word := strings.ToUpper(s.text[s.at : s.at+n])
	next := s.wordAfter(n)
	pair := word + " " + strings.ToUpper(next)
	if pair == "DOUBLE PRECISION" || pair == "CHARACTER VARYING" {
		return pair, n + s.blanks(s.text[s.at+n:]) + len(next)
	}
	if _, ok := lookUp(typeNames, word); ok {
		return word, n
	}
	return "", 0
}

// wordAfter is the word behind the next n bytes and blanks; "" when something else is there.
func (s *scanner) wordAfter(n int) string {
	rest := s.text[s.at+n:]
	rest = rest[s.blanks(rest):]
	return rest[:span(rest, isWordPart)]
}

// unreadable is the error for the next n bytes, which are no token. The service says nothing
// more about it.
func (s *scanner) unreadable(n int, expected string) *Error {
	bad := token{Token: lexer.Token{Type: illegal, Pos: s.pos}, end: s.at + n}
	e := newError(s.text, append(s.tokens, bad), len(s.tokens))
	e.Expected = "expected " + expected
	if s.dialect.partiql {
		e.Mend = mendUnreadable(s.text, s.at)
	}
	return e
}

func isWordStart(c byte) bool { return isLetter(c) || c == '_' || c == '$' }
func isWordPart(c byte) bool  { return isNamePart(c) || c == '$' }

// comment counts the bytes of a comment at the start of text; 0 when there is none or it does
// not end.
func comment(text string) int {
	switch {
	case strings.HasPrefix(text, "--"):
		return span(text, func(c byte) bool { return c != '\n' })
	case strings.HasPrefix(text, "/*"):
		if n := strings.Index(text[2:], "*/"); n >= 0 {
			return 2 + n + 2
		}
	}
	return 0
}
