package parser

import "strings"

// Sentences that more than one mistake needs.
const (
	mendString   = "Text, dates too, stands between single quotes: "
	mendName     = "A name with more in it than letters, digits and _ stands between double quotes: "
	mendJoined   = "AND or OR stands between two conditions."
	mendInsert   = "One map says it all: INSERT INTO … VALUE {'a': 1, 'b': 'x'}."
	mendOneTable = "A statement reads one table: read the other in a statement of its own, or keep what is read together under one partition key."
	mendAlias    = "Leave the second name out: a table or path goes by its own, and nothing stands before an attribute's name."
	mendPath     = `Behind FROM stand a table and perhaps an index; a name with a . in it stands between double quotes: "a.b".`
	mendDeep     = "Leave out parentheses that group nothing, or put the value into Parameters."
)

// A saying is what is said to each of some words, which are sorted and in upper case.
type saying struct{ words, says string }

// explained is what is said to a word; "" when nothing is.
func explained(sayings []saying, word string) string {
	for _, s := range sayings {
		if _, is := lookUp(s.words, word); is {
			return s.says
		}
	}
	return ""
}

// firstWords begin statements that DynamoDB has as requests, or not at all.
var firstWords = []saying{
	{"CREATE", "Tables are made by a request: CreateTable {…}; an index is one of its members, or comes with UpdateTable {…}."},
	{"DROP", "Tables are deleted by a request: DeleteTable {…}; an index by UpdateTable {…}."},
	{"ALTER", "Tables are changed by a request: UpdateTable {…}. Attributes need no columns: an item has those that you give it."},
	{"TRUNCATE", "Delete the table and make it again: DeleteTable {…}, CreateTable {…}."},
	{"SHOW USE", "The tables are listed by a request: ListTables {}."},
	{"DESC DESCRIBE", "A table is described by a request: DescribeTable {…}."},
	{"BEGIN COMMIT ROLLBACK START", "A transaction is one request, ExecuteTransaction {…}, with all of its statements."},
	{"MERGE REPLACE UPSERT", "What makes an item or replaces it is the request PutItem {…}; INSERT only makes one, UPDATE only changes one."},
	{"EXPLAIN", "Leave EXPLAIN out: how a statement is done is shown before it runs."},
	{"WITH", "There is no WITH: run the inner SELECT first, and put what it finds into this one."},
	{"EXISTS", "The SELECT stands between parentheses: EXISTS(SELECT …)."},
}

// sqlWords are words of SQL that DynamoDB does not have.
var sqlWords = []saying{
	{"GLOB ILIKE LIKE REGEXP RLIKE SIMILAR", "There is no LIKE: begins_with(a, 'x') looks for a beginning, contains(a, 'x') for a part."},
	{"FETCH LIMIT TOP", `How many items are read is a member of the request: ExecuteStatement {"Statement": "…", "Limit": 10}.`},
	{"OFFSET SKIP", "No item can be skipped: each page's NextToken asks for the next page."},
	{"CROSS FULL INNER JOIN LEFT NATURAL OUTER RIGHT", mendOneTable},
	{"GROUP HAVING", "There is no GROUP BY: group what comes back, or keep the sums as items of their own."},
	{"DISTINCT", "There is no DISTINCT: leave out what repeats when it has come back."},
	{"EXCEPT INTERSECT UNION", "Put the SELECTs in statements of their own, one after the other."},
	{"CASE", "There is no CASE: read both, and decide when they have come back."},
	{"CAST", "There is no CAST: a value has its type, 'x' is a string and 1 a number."},
	{"AS", mendAlias},
	{"VALUES", mendInsert},
}

// unreadables are characters that begin no token, or one that has no end.
var unreadables = []saying{
	{"'", "The text that begins here has no end: a quote inside of it is written twice, 'it''s'."},
	{`"`, "The name that begins here has no end. Text stands between single quotes."},
	{"`", "There are no back-quotes: a name stands between double quotes, text between single ones."},
	{"#", "A # stands in quotes only: a name between double ones, text between single ones. A comment begins with --."},
	{"/*", "The comment that begins here has no end: */."},
	{"“", mendStraight}, {"”", mendStraight}, {"‘", mendStraight}, {"’", mendStraight}, {"„", mendStraight},
	{"&", "The word is AND."},
	{`\`, `A quote inside of quotes is written twice, 'it''s': \ is no escape.`},
}

const mendStraight = `Quotes are straight: ' round text, " round a name.`

// mendRefused is a sentence on how to mend a well-formed statement that is refused at a token.
func (p *parsed) mendRefused(at int, message string) string {
	says := mendPath
	if strings.HasPrefix(message, "Alias") {
		says = mendAlias
		if other := explained(sqlWords, p.text[p.tokens[at].Pos.Offset:p.tokens[at].end]); other != "" {
			says = other
		}
	}
	return says
}
