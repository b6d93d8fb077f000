package operation

import (
	"strings"
	"testing"
)

// A statement with two faults is told the one that is looked for first: constraints of the
// request, parameters, the form of the statement, its literals, the types of operands, what an
// index and RETURNING may not, the table, the index, an index whose key has several attributes,
// columns, a consistent read, and at last what WHERE says about the key.
//
// Each row is a statement with two, and what is told of it.
func TestSelectTellsTheFirstFault(t *testing.T) {
	const (
		wellFormed = "Statement wasn't well formed, can't be processed: "
		limit      = "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1"
		parameter  = "The parameter cannot be converted to a numeric value: x"
		overflow   = "Number overflow. Attempting to store a number with magnitude larger than supported range under root"
		operand    = "Incorrect operand type for operator or function; operator or function: <, operand type: BOOL"
		missing    = "Requested resource not found"
		index      = "The table does not have the specified index"
		attributes = "PartiQL statements cannot be executed on tables with multi-attribute HASH keys or multi-attribute RANGE keys."
		columns    = "Unexpected path component at 1:8:5"
		consistent = "Strongly consistent read is not supported on Global Secondary Indexes"
		keyType    = "Key attribute's data type should match its data type in table's schema: Key Status"
		count      = "Number of parameters in request and statement don't match."
		position   = "List index is not within the allowable range; index: [-1] at 1:11:1"
		orderNone  = "Must have WHERE clause in the statement when using ORDER BY clause."
	)
	d := indexed(t)
	for _, c := range []struct{ statement, more, message string }{
		{`SELECT * FROM Shop WHERE n = ?`, `,"Limit":0,"Parameters":[{"N":"x"}]`, limit},
		{`SELECT * FROM Shop WHERE`, `,"Parameters":[{"N":"x"}]`, parameter},
		{`SELECT * FROM Shop WHERE n = 1e999 AND`, ``, wellFormed + "Missing right-hand side expression of infix operator"},
		{`SELECT * FROM Shop WHERE n < true AND n = 1e999`, ``, overflow},
		{`SELECT * FROM Shop WHERE n < true OR NOT (m BETWEEN 1 AND 1e999)`, ``, overflow},
		{`SELECT * FROM Shop WHERE n < true AND n = ?`, ``, count},
		{`SELECT * FROM None WHERE n < true`, ``, operand},
		{`SELECT * FROM None WHERE n = 1e999`, ``, overflow},
		{`SELECT * FROM None WHERE n = ?`, ``, count},
		{`SELECT l[-1] FROM None`, ``, position},
		{`SELECT * FROM None.ByColor`, ``, missing},
		{`SELECT COUNT(*) FROM None`, ``, missing},
		{`SELECT * FROM None ORDER BY n`, ``, missing},
		{`SELECT * FROM Orders.ByColor WHERE n < true`, ``, operand},
		{`SELECT * FROM Orders.ByColor`, `,"ConsistentRead":true`, index},
		{`SELECT COUNT(*) FROM Orders.ByColor`, ``, index},
		{`SELECT * FROM Orders.ByColor WHERE Status = 1`, ``, index},
		{`SELECT * FROM Orders.ByPlace WHERE n < true`, ``, operand},
		{`SELECT * FROM Orders.ByPlace WHERE n = 1e999`, ``, overflow},
		{`SELECT COUNT(*) FROM Orders.ByPlace`, ``, attributes},
		{`SELECT * FROM Orders.ByPlace`, `,"ConsistentRead":true`, attributes},
		{`SELECT * FROM Orders.ByPlace ORDER BY n`, ``, attributes},
		{`SELECT * FROM Orders.ByPlace WHERE Status = 1`, ``, attributes},
		{`SELECT Street FROM Orders.ByPlace`, ``, attributes},
		{`SELECT COUNT(*) FROM Orders.ByStatus`, `,"ConsistentRead":true`, columns},
		{`SELECT * FROM Orders.ByStatus WHERE Status = 1`, `,"ConsistentRead":true`, consistent},
		{`SELECT Street FROM Orders.ByStatus`, `,"ConsistentRead":true`, consistent},
		{`SELECT * FROM Orders.ByStatus ORDER BY n`, `,"ConsistentRead":true`, consistent},
		{`SELECT Street FROM Orders.ByStatus WHERE Status = 1`, ``, keyType},
		{`SELECT Street FROM Orders.ByStatus ORDER BY Status`, ``, orderNone},
		{`SELECT * FROM Orders.ByStatus WHERE Status = 1 AND Street = 'x'`, ``, keyType},
		{`SELECT Street FROM Orders.ByStatus`, ``, badParameters + "Global secondary index ByStatus does not project [Street]"},
		{`SELECT * FROM Orders.ByStatus WHERE Status = 'a' AND Street = 'x'`, ``, badParameters + "Secondary index ByStatus does not project one or more filter attributes: [Street]"},
	} {
		want := invalidBody(c.message)
		if c.message == missing {
			want = dynamoBody("ResourceNotFoundException", missing)
		}
		got := say(d, `ExecuteStatement {"Statement":`+quoted(c.statement)+c.more+`}`)
		if got != want {
			t.Errorf("%s %s\n got %s\nwant %s", c.statement, c.more, got, want)
		}
	}
}

// DynamoDB makes at most 50 reads of a SELECT: so many values, or so many pairs of them.
func TestDecomposedReads(t *testing.T) {
	list := func(n int) string {
		values := make([]string, n)
		for i := range values {
			values[i] = "'" + strings.Repeat("x", i+1) + "'"
		}
		return "[" + strings.Join(values, ",") + "]"
	}
	d := indexed(t)
	for _, c := range []struct {
		where string
		many  bool
	}{
		{"PK IN " + list(50), false},
		{"PK IN " + list(51), true},
		{"PK = 'a' AND SK IN " + list(50), false},
		{"PK = 'a' AND SK IN " + list(51), true},
		{"PK IN " + list(25) + " AND SK IN ['1', '2']", false},
		{"PK IN " + list(26) + " AND SK IN ['1', '2']", true},
		{"PK IN " + list(30) + " OR PK = 'a' AND SK IN " + list(21), true},
		{"SK IN " + list(100), false}, // a filter
	} {
		want := `200 {"Items":[]}`
		if c.many {
			want = invalidBody("Too many decomposed read operations for a given query.")
		}
		if got := say(d, stated("SELECT * FROM Shop WHERE "+c.where, "")); got != want {
			t.Errorf("%.60s\n got %s\nwant %s", c.where, got, want)
		}
	}
	if got := say(d, stated("SELECT * FROM Shop WHERE SK IN "+list(101), "")); got != invalidBody("The IN operator is provided with too many operands; number of operands: 101") {
		t.Error(got)
	}
}
