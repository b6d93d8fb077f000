package parser

import "github.com/alecthomas/participle/v2/lexer"

// statementMessage is what DynamoDB says about a statement whose next token, bad, does not fit.
// It speaks as the open-source PartiQL parser does, which takes operators, terms and keywords
// apart where we only see a token that does not fit.
func (s *situation) statementMessage(bad token) string {
	switch {
	case s.last.end == 0:
		return "Expected data manipulation"
	case s.last.Value == ";":
		return "Unexpected token after expression"
	case s.last.Value == ".":
		return "Invalid path dot component"
	case s.last.Type == keyword && s.test == "IS":
		return "Expected type name"
	case s.last.Value == "INTO":
		return "Expected identifier for simple path"
	case s.last.operand():
		return s.afterOperand(bad)
	case bad.Type == lexer.EOF && s.last.infix() && s.test == "bound":
		return "Expected expression after AND"
	case bad.Type == lexer.EOF && s.last.infix():
		return "Missing right-hand side expression of infix operator"
	case bad.infix():
		return "Unexpected operator"
	case bad.Type == keyword:
		return "Unexpected keyword"
	}
	return "Unexpected term"
}

// afterOperand is the message where an operator, a comma or the end should have come.
func (s *situation) afterOperand(bad token) string {
	switch {
	case s.test == "BETWEEN":
		return "Expected AND keyword"
	case s.bracket != "":
		return "Expected " + s.bracketName()
	case s.clause == "SELECT":
		return "Expected FROM after SELECT list"
	case s.clause == "INTO" && bad.Type == lexer.EOF:
		return "Unexpected term"
	}
	return "Unexpected token after expression"
}

// bracketName is the service's name of what closes the innermost bracket.
func (s *situation) bracketName() string {
	switch {
	case s.bracket == "(":
		return "RIGHT_PAREN"
	case s.bracket == "[":
		return "RIGHT_BRACKET"
	case s.bracket == "{" && !s.colon:
		return "COLON"
	case s.bracket == "{":
		return "RIGHT_CURLY"
	}
	return "RIGHT_DOUBLE_ANGLE_BRACKET"
}

// infix says whether t stands between two operands.
func (t token) infix() bool {
	switch t.Type {
	case keyword:
		switch t.Value {
		case "AND", "OR", "IS", "IN", "BETWEEN", "LIKE", "UNION", "EXCEPT", "INTERSECT":
			return true
		}
	case infix, plusMinus, illegal:
		return true
	}
	return t.comparator()
}

// statementExpects says, for people, what should have come in a statement.
func (s *situation) statementExpects() string {
	after := s.last.operand()
	switch {
	case s.last.end == 0:
		return "SELECT or INSERT"
	case s.last.Value == ";":
		return "one statement only"
	case s.last.Value == ".":
		return `a name after the dot; a keyword needs quotes, "name"`
	case s.last.Type == keyword && s.test == "IS":
		return "MISSING, NULL or a type"
	case s.bracket != "" && s.bracket != "(" && after:
		return s.closing()
	case s.bracket == "{" && !s.colon:
		return "a name between single quotes"
	case s.clause == "WHERE":
		return s.conditionExpects("a value such as 'text', 1 or ?, or a path", "a condition such as a = 1")
	}
	return s.clauseExpects(after)
}

func (s *situation) clauseExpects(after bool) string {
	switch {
	case s.clause == "SELECT" && after:
		return "a comma, or FROM"
	case s.clause == "SELECT":
		return "* or the paths to return"
	case s.clause == "FROM" && after:
		return "WHERE, ORDER BY or the end"
	case s.clause == "FROM", s.clause == "INTO" && !after:
		return "the name of a table"
	case s.clause == "INSERT":
		return "INTO"
	case s.clause == "INTO":
		return "VALUE"
	case s.clause == "ORDER":
		return "BY"
	case s.clause == "BY" && after:
		return "ASC, DESC, a comma or the end"
	case s.clause == "BY":
		return "a key attribute"
	case after:
		return "the end"
	}
	return "a value such as 'text', 1, ?, [1, 2] or {'a': 1}"
}
