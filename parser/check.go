package parser

import "strings"

// Check ::= ( "any" | "end" | "variants" Number | Clause ) Reason?
//
// It is one line of a lesson's checks. "any" opens alternatives, which end at "end".
//
//	not operation = Scan : A Scan reads everything.
//	rows = solution any order
//	item Shop {"PK": {"S": "a"}} has {"Total": {"N": "3"}}
type Check struct {
	Any      bool    `parser:"( @'ANY'"`
	End      bool    `parser:"| @'END'"`
	Variants string  `parser:"| 'VARIANTS' @Number"`
	Clause   *Clause `parser:"| @@ )"`
	Reason   *Reason `parser:"@@?"`
}

// Clause ::= "not"? Measure Table? Key? Comparison Value
type Clause struct {
	Pos
	Not        bool        `parser:"@'NOT'?"`
	Measure    string      `parser:"@Ident"`
	Table      string      `parser:"@( Ident | String )?"`
	Key        string      `parser:"@Object?"` // a JSON text
	Comparison string      `parser:"@( '=' | '<>' | '<' | '<=' | '>' | '>=' | 'HAS' )"`
	Value      *CheckValue `parser:"@@"`
}

// CheckValue ::= Number | Object | ( Word | String ) ( "any" "order" | "ascending" | "descending" )?
type CheckValue struct {
	Pos
	Number    string `parser:"  @Number"`
	Object    string `parser:"| @Object"` // a JSON text
	Word      string `parser:"| ( @Ident"`
	Text      string `parser:"  | @String )"`
	AnyOrder  bool   `parser:"  ( @'ANY' 'order'"`
	Ascending bool   `parser:"  | @'ascending'"`
	Descends  bool   `parser:"  | @'descending' )?"`
}

// Reason is what a learner is told when the check fails: the rest of the line after a colon
// between blanks.
type Reason struct {
	Pos
	Text string `parser:"@Reason"`
}

// ParseCheck parses a line of a lesson's checks. The error is an *Error.
func ParseCheck(line string) (*Check, error) {
	p, tree := parse(line, checkDialect)
	return result(p, tree.Check)
}

// String returns the check as a line, without its reason.
func (c *Check) String() string {
	switch {
	case c.Any:
		return "any"
	case c.End:
		return "end"
	case c.Variants != "":
		return "variants " + c.Variants
	}
	return c.Clause.String()
}

// String returns the clause as it is written in a line.
func (c *Clause) String() string {
	var words []string
	if c.Not {
		words = append(words, "not")
	}
	words = append(words, c.Measure)
	if c.Table != "" {
		words = append(words, checkName(c.Table))
	}
	if c.Key != "" {
		words = append(words, c.Key)
	}
	return strings.Join(append(words, strings.ToLower(c.Comparison), c.Value.String()), " ")
}

// String returns the value as it is written in a line.
func (v *CheckValue) String() string {
	text := v.Number + v.Object + v.Word
	if text == "" {
		text = quote(v.Text, "'")
	}
	switch {
	case v.AnyOrder:
		return text + " any order"
	case v.Ascending:
		return text + " ascending"
	case v.Descends:
		return text + " descending"
	}
	return text
}

// checkName writes a name with quotes where it needs them.
func checkName(name string) string {
	_, isKeyword := lookUp(checkKeywords, name)
	if isKeyword || !isLetter(name[0]) || span(name, isCheckWordPart) < len(name) {
		return quote(name, "'")
	}
	return name
}

const checkKeywords = "ANY END HAS NOT VARIANTS"

// checkDialect is the language of checks.
var checkDialect = &dialect{kind: "check", keywords: checkKeywords, special: checkToken, expects: checkExpects}

// checkToken reads every token but the comparisons.
func checkToken(s *scanner) (read bool, err *Error) {
	rest := s.text[s.at:]
	switch c := rest[0]; {
	case c == ':' && s.apart():
		s.emit(reason, len(rest), strings.Trim(rest[1:], " \t\r\n"))
	case c == '\'', c == '"':
		read, err := s.quotation(str)
		if read {
			last := &s.tokens[len(s.tokens)-1]
			last.Value = unquote(last.Value)
		}
		return read, err
	case c == '{':
		return s.object()
	case isDigit(c), c == '-' && len(rest) > 1 && isDigit(rest[1]):
		n := 1 + span(rest[1:], isNumberPart)
		s.emit(number, n, rest[:n])
	case isLetter(c), c == '_':
		s.checkWord(span(rest, isCheckWordPart))
	case strings.HasPrefix(rest, "!="):
		s.emit(punct, 2, "<>")
	default:
		return false, nil
	}
	return true, nil
}

// apart says whether the next character stands between blanks, or ends the text.
func (s *scanner) apart() bool {
	before := s.at == 0 || isBlank(s.text[s.at-1])
	return before && (s.at+1 == len(s.text) || isBlank(s.text[s.at+1]))
}

func (s *scanner) checkWord(n int) {
	word := s.text[s.at : s.at+n]
	if k, ok := lookUp(checkKeywords, word); ok && strings.ToLower(word) == word {
		s.emit(keyword, n, k)
		return
	}
	s.emit(ident, n, word)
}

// object reads a JSON object up to its closing brace, without judging what is in it.
func (s *scanner) object() (read bool, err *Error) {
	rest := s.text[s.at:]
	depth, inString := 0, false
	for i := 0; i < len(rest); i++ {
		switch c := rest[i]; {
		case inString && c == '\\':
			i++
		case c == '"':
			inString = !inString
		case inString:
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth == 0 {
				s.emit(object, i+1, rest[:i+1])
				return true, nil
			}
		}
	}
	return false, s.unreadable(len(rest), "a } at the end of the JSON object")
}

func isNumberPart(c byte) bool    { return isDigit(c) || c == '.' }
func isCheckWordPart(c byte) bool { return isNamePart(c) || c == '-' || c == '.' }

// checkExpects says, for people, what should have come after the tokens before.
func checkExpects(before []token) string {
	if len(before) == 0 {
		return "a measure such as operation, or not, any, end or variants"
	}
	switch last := before[len(before)-1]; {
	case last.Value == "NOT":
		return "a measure such as operation"
	case last.Value == "VARIANTS":
		return "how many: variants 3"
	case last.Value == "ANY" && compared(before):
		return "order"
	case last.comparator() || last.Value == "HAS":
		return "a value such as 1, Query or solution"
	case last.Type == keyword || compared(before):
		return "the end of the line, or ` : ` and the reason"
	}
	return "a comparison: = <> < <= > >="
}

// compared says whether there is a comparison among the tokens.
func compared(tokens []token) bool {
	for _, t := range tokens {
		if t.Type == punct || t.Value == "HAS" {
			return true
		}
	}
	return false
}
