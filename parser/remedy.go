package parser

// A remedy is a sentence on how to mend a fault, and when it is said: in which surroundings. They
// are written as places, each with the words of which one has to be there:
//
//	first   the statement's first word
//	in      the clause: the last keyword that begins one
//	test    the comparison that the fault is in, or none
//	within  the bracket: ( [ { << group (that calls nothing) entry (of a map, before its colon) text (no bracket)
//	after   the token before the fault
//	at      the token at fault; § in the sentence is that token, and ¶ the name of the table behind it
//	then    the token behind it
//
// A token is called by what is written, in upper case, and by its kind: word, keyword, quotation,
// comparator, closing, start, end, and operand or open: may an operand end with it?
type remedy struct{ when, says string }

// Sentences that more than one mistake needs.
const (
	mendString   = "Text, dates too, stands between single quotes: "
	mendName     = "A name with more in it than letters, digits and _ stands between double quotes: "
	mendJoined   = "AND or OR stands between two conditions."
	mendInsert   = "One map says it all: INSERT INTO … VALUE {'a': 1, 'b': 'x'}."
	mendOneTable = "There is no JOIN: a statement reads one table. Read the other in a statement of its own, or keep what is read together under one partition key."
	mendAlias    = "Leave it out, and what stands before attributes' names."
	mendPath     = `Behind FROM stand a table and perhaps an index; a name with a . in it stands between double quotes: "a.b".`
	mendDeep     = "Leave out parentheses that group nothing, or put the value into Parameters."
	mendEscape   = `A quote inside of quotes is written twice, 'it''s': \ is no escape.`
	mendStraight = `Quotes are straight: ' round text, " round a name.`
	mendPassage  = "A ; stands between two statements."
	mendInner    = "There are no subqueries: run the inner SELECT first, and put what it finds into this one."
	mendReturns  = "It is one of RETURNING ALL OLD *, ALL NEW *, MODIFIED OLD * and MODIFIED NEW *."
	mendLike     = "There is no LIKE: begins_with(a, 'x') looks for a beginning, contains(a, 'x') for a part."
	mendLimit    = `There is no LIMIT: write ExecuteStatement {"Statement": "…", "Limit": 10}, which counts items before WHERE drops any.`
	mendSkip     = "No item can be skipped: each page's NextToken asks for the next page."
)

// ownWords are the keywords that DynamoDB's statements are made of.
const ownWords = "ALL AND ASC BETWEEN BY DELETE DESC FROM IN INSERT INTO IS NOT OR ORDER REMOVE RETURNING SELECT SET UPDATE VALUE WHERE"

// longWords are those of them that one recognises with a letter wrong.
const longWords = "BETWEEN DELETE DESC FROM INSERT INTO ORDER REMOVE RETURNING SELECT UPDATE VALUE WHERE"

// remedies are tried in their order.
var remedies = []remedy{
	{"after start at CREATE then INDEX UNIQUE", "Write the SELECT that it is for: what is said of that one can write the index."},
	{"after start at CREATE", `A table is made by a request, with N for S where the key is a number: CreateTable {"TableName": "¶", "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}], "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}], "BillingMode": "PAY_PER_REQUEST"}`},
	{"after start at DROP then INDEX", "An index is deleted by the request UpdateTable."},
	{"after start at DROP", `A table is deleted by a request: DeleteTable {"TableName": "¶"}`},
	{"after start at ALTER", "Tables are changed by the request UpdateTable. Attributes need no columns: an item has those that you give it."},
	{"after start at TRUNCATE", `Delete the table and make it again, with CreateTable: DeleteTable {"TableName": "¶"}`},
	{"after start at SHOW USE", "The tables are listed by a request: ListTables {}."},
	{"after start at DESC DESCRIBE", `A table is described by a request: DescribeTable {"TableName": "¶"}`},
	{"after start at BEGIN COMMIT ROLLBACK START", "A transaction is one request, ExecuteTransaction, with all of its statements."},
	{"after start at MERGE REPLACE UPSERT", "What makes an item or replaces it is the request PutItem; INSERT only makes one, UPDATE only changes one."},
	{"after start at EXPLAIN", "Leave EXPLAIN out: how a statement is done is shown before it runs."},
	{"after start at WITH", "There is no WITH: run the inner SELECT first, and put what it finds into this one."},
	{"after start at EXISTS", "The SELECT stands between parentheses: EXISTS(SELECT …)."},
	{"after ;", "A ; ends the statement, and ExecuteStatement takes one: send what follows on its own."},
	{"first INSERT at SELECT", mendInner},
	{"within text after operand at DELETE INSERT SELECT UPDATE", mendPassage},

	// Words of SQL that DynamoDB does not have.
	{"at GLOB ILIKE LIKE REGEXP RLIKE SIMILAR", mendLike},
	{"at NOT then ILIKE LIKE", mendLike},
	{"at FETCH LIMIT TOP", mendLimit},
	{"after TOP", mendLimit},
	{"at OFFSET SKIP", mendSkip},
	{"after OFFSET SKIP", mendSkip},
	{"after FORCE IGNORE USE at INDEX", `An index is named in FROM: FROM "Shop"."byStatus".`},
	{"at CROSS FULL INNER JOIN LEFT NATURAL OUTER RIGHT", mendOneTable},
	{"at GROUP HAVING", "There is no GROUP BY: group what comes back, or keep the sums as items of their own."},
	{"at DISTINCT", "There is no DISTINCT: leave out what repeats when it has come back."},
	{"at EXCEPT INTERSECT UNION", "Put the SELECTs in statements of their own, one after the other."},
	{"at CASE", "There is no CASE: read both, and decide when they have come back."},
	{"at CAST", "There is no CAST: a value has its type, 'x' is a string and 1 a number."},
	{"at AS", mendAlias},
	{"at VALUES", mendInsert},

	// Commas and brackets.
	{"after , at closing FROM WHERE", "No comma stands before §."},
	{"in FROM at ,", mendOneTable},
	{"within group at ,", "A list stands between square brackets: [1, 2]."},
	{"after [ at word quotation ?", "Between square brackets stands the number of an element, from 0; a field stands behind a dot: a.b."},
	{"within text at closing", "There is one § too many."},

	// The order of clauses.
	{"in UPDATE at WHERE", "SET and REMOVE stand before WHERE."},
	{"first FROM after operand at WHERE", "In a statement that begins with FROM, WHERE stands before SET and REMOVE."},
	{"in BY at WHERE", "WHERE stands before ORDER BY."},
	{"in WHERE at WHERE", mendJoined},
	{"in ORDER", "It is ORDER BY."},
	{"in FROM INTO UPDATE after FROM INTO UPDATE at keyword", "The name of the table stands before §."},
	{"first FROM within text after operand at end", "What begins with FROM changes an item, with SET or REMOVE; to read, begin with SELECT."},

	// SELECT.
	{"in SELECT at FROM", "What to read stands between SELECT and FROM: * is everything."},
	{"in SELECT after * at ,", "* is everything already: list the paths alone, or * alone."},
	{"in SELECT after operand at WHERE end", `A SELECT names its table: SELECT … FROM "Shop".`},
	{"in SELECT after operand at + - * / % | ^", "SELECT returns what is stored: compute with what has come back."},

	// INSERT.
	{"in INSERT", "It is INSERT INTO."},
	{"first INSERT at IF ON", "INSERT never replaces an item: UPDATE changes one, the request PutItem replaces it."},
	{"first INSERT at RETURNING", "INSERT returns nothing: there was no item before, and the one after is the one you write."},
	{"first INSERT at ,", "One INSERT writes one item; BatchExecuteStatement takes 25 statements."},
	{"in INTO after operand", mendInsert},
	{"in VALUE within text", mendInsert},
	{"in VALUE within entry after quotation", "A colon stands between a name and its value: {'a': 1}."},

	// UPDATE and DELETE.
	{"in DELETE at *", "DELETE takes whole items: DELETE FROM … WHERE …, without the *."},
	{"in DELETE then FROM", "DELETE takes whole items; to take an attribute away, UPDATE … REMOVE it."},
	{"in DELETE", "A table stands behind DELETE FROM."},
	{"in UPDATE at ADD DELETE", "An UPDATE has SET and REMOVE: add with SET n = n + 1, or to a set with SET s = set_add(s, <<1>>)."},
	{"in UPDATE at =", "SET stands before what changes: UPDATE … SET a = 1."},
	{"in RETURNING ALL MODIFIED", mendReturns},
	{"in OLD NEW after keyword", mendReturns},
	{"in SET at AND", "Commas stand between assignments: SET a = 1, b = 2."},
	{"in SET test none at + -", "Say what it becomes: SET n = n + 1."},
	{"in SET after + -", "A sign stands before a number only: SET a = 0 - b."},
	{"in SET after operand at * / % | ^", "SET knows + and - only: compute the rest before you send it."},

	// Comparisons and conditions.
	{"after = at =", "One = compares: a = 1."},
	{"at : @", "There are no variables: a ? stands for the next of Parameters."},
	{"at !", "The word is NOT."},
	{"at SELECT", mendInner},
	{"at ( then SELECT", mendInner},
	{"at NOT then NULL", "It is IS NOT NULL, or IS NOT MISSING."},
	{"test IS at FALSE TRUE", "IS is for MISSING and NULL; a BOOL is compared by =: a = true."},
	{"test IS", "IS is for MISSING, no such attribute, and NULL, the value."},
	{"test IN after open", "IN takes a list: a IN ['x', 'y']."},
	{"test BETWEEN after operand", "It is BETWEEN low AND high."},
	{"in WHERE after operand at + - * / % | ^", "WHERE compares and does not compute: do the sum before you send it."},
	{"in WHERE after operand at word then comparator", mendJoined},
	{"in WHERE after operand at ,", mendJoined},
}

// unreadables begin no token, or one that has no end.
var unreadables = []remedy{
	{"'", "The text that begins here has no end: a quote inside of it is written twice, 'it''s'."},
	{`"`, "The name that begins here has no end. Text stands between single quotes."},
	{"`", "There are no back-quotes: a name stands between double quotes, text between single ones."},
	{"#", "A # stands in quotes only: a name between double ones, text between single ones. A comment begins with --."},
	{"/*", "The comment that begins here has no end: */."},
	{"“", mendStraight}, {"”", mendStraight}, {"‘", mendStraight}, {"’", mendStraight}, {"„", mendStraight},
	{"&", "The word is AND."},
	{`\`, mendEscape},
}
