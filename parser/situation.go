package parser

import "github.com/alecthomas/participle/v2/lexer"

// situation is what stands before a fault, as far as it says what should have come: the last
// token, and the bracket and clause it is in.
type situation struct {
	first, last token
	level       // the innermost bracket that is open, or the whole text
	outer       []level
}

// level is one bracket's inside.
type level struct {
	bracket string // "" for the whole text
	call    bool   // round the arguments of a function or the members of IN, not round a SELECT
	clause  string // the last keyword that begins a clause: SELECT, FROM, WHERE, SET, …
	test    string // the comparator or keyword that tests the current operand; "" when none has come
	colon   bool   // a map's name has its colon
}

func situationAt(before []token) *situation {
	s := &situation{}
	for i, t := range before {
		if i == 0 {
			s.first = t
		}
		s.step(t)
		s.last = t
	}
	return s
}

func (s *situation) step(t token) {
	switch {
	case t.opens():
		call := s.last.Type == function && !(s.exists() && s.outer == nil) || s.test == "IN"
		s.outer = append(s.outer, s.level)
		s.level = level{bracket: t.Value, call: call, clause: s.clause}
	case t.closes() && len(s.outer) > 0:
		s.level = s.outer[len(s.outer)-1]
		s.outer = s.outer[:len(s.outer)-1]
	case t.Value == ",":
		s.test, s.colon = "", false
	case t.Value == ":":
		s.colon = true
	case t.Type == keyword:
		s.word(t.Value)
	case t.comparator():
		s.test = t.Value
	}
}

// exists says whether the statement is an EXISTS(…).
func (s *situation) exists() bool { return s.first.Type == function && s.first.Value == "exists" }

// inExists says whether the innermost bracket is that of EXISTS(…).
func (s *situation) inExists() bool { return s.exists() && len(s.outer) == 1 }

func (s *situation) word(word string) {
	switch word {
	case "AND":
		if s.test == "BETWEEN" {
			s.test = "bound"
			return
		}
		s.test = ""
	case "OR":
		s.test = ""
	case "NOT":
		if s.test != "IS" {
			s.test = ""
		}
	case "BETWEEN", "IN", "IS":
		s.test = word
	case "TRUE", "FALSE", "NULL", "MISSING", "ASC", "DESC":
	default:
		s.clause, s.test = word, ""
	}
}

// fromFirst says whether the statement began with FROM, so that SET or REMOVE is still to come.
func (s *situation) fromFirst() bool { return s.first.Type == keyword && s.first.Value == "FROM" }

// comparator says whether t is one of = <> < <= > >=.
func (t token) comparator() bool {
	switch t.Value {
	case "=", "<>", "<", "<=", ">", ">=":
		return true
	}
	return false
}

// operand says whether an operand may end with t, so that an operator could come next.
func (t token) operand() bool {
	switch t.Type {
	case ident, name, value, quoted, str, digits, integer, number, parameter, typeName, star, empty:
		return true
	case keyword:
		return t.Value == "TRUE" || t.Value == "FALSE" || t.Value == "NULL" || t.Value == "ASC" || t.Value == "DESC"
	}
	return t.closes() && t.Type != lexer.EOF
}

// expressionExpects says what should have come in an expression.
func (s *situation) expressionExpects(d *dialect) string {
	switch {
	case s.last.Value == ".":
		return "a name after the dot"
	case s.last.Value == "[":
		return "a list index such as 0"
	case s.bracket == "[":
		return `"]"`
	case d == projectionDialect:
		return s.projectionExpects()
	case d == updateDialect:
		return s.updateExpects()
	}
	return s.conditionExpects("a value like :v, or a path", "a condition such as a = :v")
}

func (s *situation) projectionExpects() string {
	if s.last.operand() {
		return "a comma, or the end"
	}
	return "a path such as a.b[0]"
}

func (s *situation) updateExpects() string {
	switch after := s.last.operand(); {
	case s.clause == "":
		return "SET, REMOVE, ADD or DELETE"
	case s.bracket != "" && after:
		return s.closing()
	case s.bracket != "" || s.test != "" && !after:
		return "a value like :v, a path, or a function"
	case !after:
		return "a path such as a.b[0]"
	case s.clause == "SET" && s.test == "":
		return `"="`
	case s.clause == "SET":
		return "+ or -, a comma, another section, or the end"
	case s.clause != "REMOVE" && s.last.Type != value:
		return "a value like :v"
	}
	return "a comma, another section, or the end"
}

// conditionExpects says what should have come in a condition.
func (s *situation) conditionExpects(operand, condition string) string {
	after := s.last.operand()
	switch {
	case s.test == "BETWEEN" && after:
		return "AND and the upper bound"
	case s.test == "IN" && !after:
		return `"(" and a list of values`
	case !after && (s.test != "" || s.call):
		return operand
	case !after:
		return condition
	case s.call:
		return s.closing()
	case s.test == "" && s.last.Value != ")":
		return "a comparison such as = or <, BETWEEN or IN"
	case s.bracket != "":
		return `AND, OR or ")"`
	case s.fromFirst():
		return "AND, OR, SET or REMOVE"
	}
	return "AND, OR or the end"
}

// closing is what ends the innermost bracket.
func (s *situation) closing() string {
	switch {
	case s.bracket == "(" && !s.call:
		return `")"`
	case s.bracket == "(":
		return `a comma or ")"`
	case s.bracket == "[":
		return `a comma or "]"`
	case s.bracket == "{" && !s.colon:
		return `":" and a value`
	case s.bracket == "{":
		return `a comma or "}"`
	}
	return `a comma or ">>"`
}
