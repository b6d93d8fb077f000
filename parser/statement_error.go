package parser

import "github.com/alecthomas/participle/v2/lexer"

// beginnings are the words that a statement may begin with.
const beginnings = "SELECT, INSERT, UPDATE, DELETE or EXISTS"

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
	case s.pathExpected():
		return "Expected identifier for simple path"
	case s.clause == "DELETE":
		return "Expected FROM after DELETE"
	case s.last.operand():
		return s.afterOperand(bad)
	case s.clause == "RETURNING", s.clause == "ALL", s.clause == "MODIFIED":
		return "Expected ( MODIFIED | ALL ) ( NEW | OLD ) in each returning element."
	case bad.Type == lexer.EOF && s.last.infix() && s.test == "bound":
		return "Expected expression after AND"
	case bad.Type == lexer.EOF && s.last.infix() && !s.assigns():
		return "Missing right-hand side expression of infix operator"
	case bad.infix():
		return "Unexpected operator"
	case bad.Type == keyword:
		return "Unexpected keyword"
	}
	return "Unexpected term"
}

// pathExpected says whether only a path may come: what SET and REMOVE change, or a table, unless
// it stands where a SELECT has it, where the service's parser takes any term.
func (s *situation) pathExpected() bool {
	switch s.clause {
	case "INTO", "UPDATE":
		return s.last.Value == s.clause
	case "FROM":
		return s.last.Value == s.clause && s.first.Value == "DELETE"
	case "SET", "REMOVE":
		return s.last.Value == s.clause || s.last.Value == "," && s.bracket == ""
	}
	return false
}

// assigns says whether the last token is the "=" of an assignment, which is no operator.
func (s *situation) assigns() bool {
	return s.clause == "SET" && s.bracket == "" && s.last.Value == "="
}

// afterOperand is the message where an operator, a comma or the end should have come.
func (s *situation) afterOperand(bad token) string {
	switch {
	case s.test == "BETWEEN":
		return "Expected AND keyword"
	case s.bracket != "" && !(s.clause == "SELECT" && s.inExists()):
		return "Expected " + s.bracketName()
	case s.clause == "SELECT":
		return "Expected FROM after SELECT list"
	case s.clause == "INTO" && bad.Type == lexer.EOF:
		return "Unexpected term"
	case s.clause == "SET" && s.test == "":
		return "Expected '='"
	case s.clause == "UPDATE", s.fromFirst() && (s.clause == "FROM" || s.clause == "WHERE"):
		return "Expected data manipulation"
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
		return beginnings
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
		return s.sourceExpects()
	case s.clause == "FROM", s.clause == "INTO" && !after, s.clause == "UPDATE" && !after:
		return "the name of a table"
	case s.clause == "UPDATE":
		return "SET or REMOVE"
	case s.clause == "SET", s.clause == "REMOVE":
		return s.actionExpects(after)
	case s.clause == "DELETE":
		return "FROM"
	case s.clause == "RETURNING":
		return "ALL or MODIFIED"
	case s.clause == "ALL", s.clause == "MODIFIED":
		return "OLD or NEW"
	case (s.clause == "OLD" || s.clause == "NEW") && !after:
		return "*"
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
	case s.exists():
		return "SELECT"
	}
	return "a value such as 'text', 1, ?, [1, 2] or {'a': 1}"
}

// sourceExpects says what should have come behind the table of a FROM.
func (s *situation) sourceExpects() string {
	switch {
	case s.fromFirst():
		return "WHERE, SET or REMOVE"
	case s.first.Value == "DELETE":
		return "WHERE or the end"
	case s.inExists():
		return `WHERE, ORDER BY or ")"`
	}
	return "WHERE, ORDER BY or the end"
}

// actionExpects says what should have come in a SET or REMOVE.
func (s *situation) actionExpects(after bool) string {
	switch {
	case s.bracket != "" && after:
		return s.closing()
	case s.bracket != "" || s.test != "" && !after:
		return "a value such as 'text', 1 or ?, a path, or a function"
	case !after:
		return "a path such as a.b[0]"
	case s.clause == "SET" && s.test == "":
		return `"="`
	case s.fromFirst():
		return "a comma, another SET or REMOVE, or the end; WHERE stands before them"
	}
	return "a comma, another SET or REMOVE, WHERE or the end"
}
