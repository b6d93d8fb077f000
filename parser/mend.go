package parser

import (
	"strings"

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
	for _, look := range [...]func(*mender) string{
		(*mender).beginning, (*mender).end, (*mender).quotes, (*mender).unquoted, (*mender).name, (*mender).sqlWord,
		(*mender).keyword, (*mender).bracketed, (*mender).order, (*mender).selection, (*mender).insert, (*mender).update,
		(*mender).returning, (*mender).assignment, (*mender).comparison, (*mender).condition,
	} {
		if says := look(m); says != "" {
			return says
		}
	}
	return ""
}

// source is what a token is in the text.
func (m *mender) source(t token) string { return m.text[t.Pos.Offset:t.end] }

// is says whether a token is one of some words, in any letter case.
func (m *mender) is(t token, words string) bool {
	_, is := lookUp(words, m.source(t))
	return is && t.Type != str && t.Type != quoted
}

// beginning is about the first word.
func (m *mender) beginning() string {
	if m.last.end != 0 {
		return ""
	}
	if says := explained(firstWords, m.source(m.bad)); says != "" {
		return says
	}
	for _, word := range [...]string{"SELECT", "INSERT", "UPDATE", "DELETE"} {
		if alike(word, strings.ToUpper(m.source(m.bad))) {
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

// end is about what follows the end.
func (m *mender) end() string {
	switch {
	case m.last.Value == ";":
		return "A ; ends the statement, and ExecuteStatement takes one: send what follows on its own."
	case m.bad.Type == keyword && m.is(m.bad, "DELETE INSERT SELECT UPDATE") && m.last.operand() && m.bracket == "":
		return "A ; stands between two statements."
	}
	return ""
}

// quotes is about single quotes round a name, and double ones in a map.
func (m *mender) quotes() string {
	switch {
	case m.bad.Type == str && m.nameExpected():
		return "A name stands between double quotes, or between none: " + quote(unquote(m.source(m.bad)), `"`) + "."
	case m.bracket == "{" && !m.colon && (m.bad.Type == quoted || m.bad.Type == ident || m.bad.Type == keyword):
		name := m.source(m.bad)
		if m.bad.Type == quoted {
			name = unquote(name)
		}
		return "In a map the names stand between single quotes: {" + quote(name, "'") + ": …}."
	}
	return ""
}

// nameExpected says whether nothing but a name may come.
func (m *mender) nameExpected() bool {
	switch {
	case m.last.Value == ".", m.pathExpected():
		return true
	case m.clause == "FROM", m.clause == "BY":
		return !m.last.operand()
	}
	return false
}

// name is about a keyword that is meant as a name: what follows it would follow a name.
func (m *mender) name() string {
	if m.bad.Type != keyword || !m.termExpected() {
		return ""
	}
	switch {
	case m.last.Value == ".", m.next.comparator(), m.next.Type == bracket, m.next.Value == ".", m.next.Value == ")":
	case m.next.Value == ",", m.clause == "SELECT" && m.next.Value == "FROM":
	case m.nameExpected() && m.next.Value != "BY" && !m.is(m.bad, "FROM REMOVE RETURNING SELECT SET WHERE") && m.next.Value != "{":
	default:
		return ""
	}
	return m.asName()
}

func (m *mender) asName() string {
	name := m.source(m.bad)
	return name + ` is a word of PartiQL: as a name it stands between double quotes, "` + name + `".`
}

// termExpected says whether a value, path or condition should have come.
func (m *mender) termExpected() bool {
	switch m.clause {
	case "SELECT", "FROM", "WHERE", "BY", "SET", "REMOVE", "INTO", "UPDATE", "VALUE":
		return !m.last.operand() && m.test != "IS" && (m.test != "IN" || m.call)
	}
	return false
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
	case m.clause == "FROM", m.clause == "INTO", m.clause == "UPDATE":
		return mendName + strings.ReplaceAll(quote(written, `"`), ".", `"."`) + "."
	case isDigit(written[0]), inside && m.bad.Type != plusMinus:
		return mendString + quote(written, "'") + "."
	}
	return mendName + quote(written, `"`) + "."
}

func isLoose(c byte) bool { return isWordPart(c) || strings.IndexByte("-+.@:/", c) >= 0 }

// sqlWord is about a word of SQL that DynamoDB does not have.
func (m *mender) sqlWord() string {
	if m.bad.Type == str || m.bad.Type == quoted {
		return ""
	}
	says := explained(sqlWords, m.source(m.bad))
	switch {
	case says != "":
	case m.bad.Value == "NOT": // NOT LIKE
		return explained(sqlWords, m.source(m.next))
	case m.last.Type == ident: // SELECT TOP 5
		return explained(sqlWords, m.source(m.last))
	}
	return says
}

// keyword is about any other word that has to stand between quotes.
func (m *mender) keyword() string {
	const own = "ALL AND ASC BETWEEN BY DELETE DESC FROM IN INSERT INTO IS NOT OR ORDER REMOVE RETURNING SELECT SET UPDATE VALUE WHERE"
	if m.bad.Type == keyword && m.termExpected() && !m.is(m.bad, own) {
		return m.asName()
	}
	return ""
}

// bracketed is about commas and brackets.
func (m *mender) bracketed() string {
	switch {
	case m.last.Value == "," && (m.bad.closes() || m.is(m.bad, "FROM WHERE")):
		return "No comma stands before " + m.source(m.bad) + "."
	case m.bad.Value == "," && m.clause == "FROM":
		return mendOneTable
	case m.bad.Value == "," && m.bracket == "(" && !m.call:
		return "A list stands between square brackets: [1, 2]."
	case m.last.Value == "[" && (m.bad.Type == ident || m.bad.Type == quoted || m.bad.Type == str || m.bad.Type == parameter):
		return "Between square brackets stands the number of an element, from 0; a field stands behind a dot: a.b."
	case m.bad.closes() && m.bracket == "":
		return "There is one " + m.source(m.bad) + " too many."
	}
	return ""
}

// order is about clauses that stand in another order, or are missing.
func (m *mender) order() string {
	where := m.bad.Value == "WHERE"
	switch {
	case where && m.clause == "UPDATE":
		return "SET and REMOVE stand before WHERE."
	case where && m.fromFirst() && m.last.operand():
		return "In a statement that begins with FROM, WHERE stands before SET and REMOVE."
	case where && m.clause == "BY":
		return "WHERE stands before ORDER BY."
	case where && m.clause == "WHERE":
		return mendJoined
	case m.clause == "ORDER":
		return "It is ORDER BY."
	case m.bad.Type == keyword && m.nameExpected() && m.clause != "SET" && m.clause != "REMOVE" && m.clause != "BY":
		return `The name of the table stands before ` + m.source(m.bad) + "."
	case m.fromFirst() && m.bad.Type == lexer.EOF && m.last.operand() && m.bracket == "":
		return "What begins with FROM changes an item, with SET or REMOVE; to read, begin with SELECT."
	}
	return ""
}

// selection is about what a SELECT returns.
func (m *mender) selection() string {
	switch {
	case m.clause != "SELECT":
		return ""
	case m.bad.Value == "FROM":
		return "What to read stands between SELECT and FROM: * is everything."
	case m.last.Value == "*" && m.bad.Value == ",":
		return "* is everything already: list the paths alone, or * alone."
	case m.last.operand() && (m.bad.Value == "WHERE" || m.bad.Type == lexer.EOF):
		return `A SELECT names its table: SELECT … FROM "Shop".`
	case m.last.operand() && m.operator():
		return "SELECT returns what is stored: compute with what has come back."
	}
	return ""
}

// operator says whether the fault is an operator that computes.
func (m *mender) operator() bool {
	return m.bad.Type == plusMinus || strings.Contains("*/%|^", m.source(m.bad)) && m.bad.Type != lexer.EOF
}

// insert is about INSERT.
func (m *mender) insert() string {
	switch {
	case m.first.Value != "INSERT":
		return ""
	case m.clause == "INSERT":
		return "It is INSERT INTO."
	case m.is(m.bad, "IF ON"):
		return "INSERT never replaces an item: UPDATE changes one, the request PutItem replaces it."
	case m.bad.Value == "RETURNING":
		return "INSERT returns nothing: there was no item before, and the one after is the one you write."
	case m.bad.Value == ",":
		return "One INSERT writes one item; BatchExecuteStatement takes 25 statements."
	case m.clause == "INTO" && m.last.operand(), m.clause == "VALUE" && m.bracket == "":
		return mendInsert
	case m.bracket == "{" && !m.colon && m.bad.Value != "}" && m.last.Type == str:
		return "A colon stands between a name and its value: {'a': 1}."
	}
	return ""
}

// update is about UPDATE and DELETE.
func (m *mender) update() string {
	switch {
	case m.clause == "DELETE" && m.bad.Value == "*":
		return "DELETE takes whole items: DELETE FROM … WHERE …, without the *."
	case m.clause == "DELETE" && m.next.Value == "FROM":
		return "DELETE takes whole items; to take an attribute away, UPDATE … REMOVE it."
	case m.clause == "DELETE":
		return "A table stands behind DELETE FROM."
	case m.clause == "UPDATE" && m.is(m.bad, "ADD DELETE"):
		return "An UPDATE has SET and REMOVE: add with SET n = n + 1, or to a set with SET s = set_add(s, <<1>>)."
	case m.clause == "UPDATE" && m.bad.Value == "=":
		return "SET stands before what changes: UPDATE … SET a = 1."
	}
	return ""
}

// returning is about RETURNING.
func (m *mender) returning() string {
	switch m.clause {
	case "RETURNING", "ALL", "MODIFIED", "OLD", "NEW":
		if m.last.Value != "*" {
			return "It is one of RETURNING ALL OLD *, ALL NEW *, MODIFIED OLD * and MODIFIED NEW *."
		}
	}
	return ""
}

// assignment is about SET.
func (m *mender) assignment() string {
	switch {
	case m.clause != "SET":
		return ""
	case m.bad.Value == "AND":
		return "Commas stand between assignments: SET a = 1, b = 2."
	case m.test == "" && m.bad.Type == plusMinus:
		return "Say what it becomes: SET n = n + 1."
	case m.last.Type == plusMinus:
		return "A sign stands before a number only: SET a = 0 - b."
	case m.last.operand() && m.operator():
		return "SET knows + and - only: compute the rest before you send it."
	}
	return ""
}

// comparison is about what compares.
func (m *mender) comparison() string {
	after := m.last.operand()
	switch bad := m.source(m.bad); {
	case bad == "=" && m.last.Value == "=":
		return "One = compares: a = 1."
	case bad == ":" || bad == "@":
		return "There are no variables: a ? stands for the next of Parameters."
	case bad == "!":
		return "The word is NOT."
	case m.bad.Value == "SELECT" || bad == "(" && m.next.Value == "SELECT":
		return "There are no subqueries: run the inner SELECT first, and put what it finds into this one."
	case m.bad.Value == "NOT" && m.next.Value == "NULL":
		return "It is IS NOT NULL, or IS NOT MISSING."
	case m.test == "IS" && m.is(m.bad, "FALSE TRUE"):
		return "IS is for MISSING and NULL; a BOOL is compared by =: a = true."
	case m.test == "IS":
		return "IS is for MISSING, no such attribute, and NULL, the value."
	case m.test == "IN" && !after:
		return "IN takes a list: a IN ['x', 'y']."
	case m.test == "BETWEEN" && after:
		return "It is BETWEEN low AND high."
	}
	return ""
}

// condition is about what follows an operand in a WHERE.
func (m *mender) condition() string {
	switch {
	case m.clause != "WHERE" || !m.last.operand():
		return ""
	case m.operator():
		return "WHERE compares and does not compute: do the sum before you send it."
	case m.bad.Type == ident && m.next.comparator(), m.bad.Value == ",":
		return mendJoined
	case m.last.Type == ident && m.bad.Type == ident && m.test != "":
		return mendString + "'" + m.source(m.last) + " " + m.source(m.bad) + "'."
	}
	return ""
}

// mendUnreadable is a sentence on how to mend what is no token.
func mendUnreadable(text string, at int) string {
	rest := text[at:]
	if isDigit(rest[0]) {
		return "A name that begins with a digit stands between double quotes, text between single ones."
	}
	for _, u := range unreadables {
		if strings.HasPrefix(rest, u.words) {
			if strings.Contains(text[:at], `\`+u.words) {
				return `A quote inside of quotes is written twice, 'it''s': \ is no escape.`
			}
			return u.says
		}
	}
	return ""
}
