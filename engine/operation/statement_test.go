package operation

import (
	"strings"
	"testing"
)

// stated is an ExecuteStatement of one statement.
func stated(statement, more string) string {
	return `ExecuteStatement {"ConsistentRead":true,"Statement":` + quoted(statement) + more + `}`
}

func TestSelect(t *testing.T) {
	d := stocked(t)
	say(d, `PutItem {"TableName":"Shop","Item":{"PK":{"S":"m"},"SK":{"S":"1"},"m":{"M":{"k":{"L":[{"S":"x"},{"S":"y"}]}}}}}`)
	for _, c := range []struct{ statement, items string }{
		{`SELECT * FROM Shop WHERE PK = 'a' AND SK = '1'`, rows("1")},
		{`select * from "Shop" where "PK" = 'a' and "SK" = '1';`, rows("1")},
		{`SELECT * FROM Shop WHERE '1' = SK AND 'a' = PK`, rows("1")},
		{`SELECT * FROM Shop WHERE (PK = 'a') AND ((SK = '1'))`, rows("1")},
		{`SELECT * FROM Shop WHERE PK = 'a' AND SK = '9'`, `"Items":[]`},
		{`SELECT * FROM Shop WHERE PK = 'a' AND SK = '1' AND n = 2`, `"Items":[]`},
		{`SELECT * FROM Shop WHERE PK = 'a'`, rows("12345")},
		{`SELECT * FROM Shop WHERE PK = 'a' AND SK IN ['2', '4']`, rows("24")},
		{`SELECT * FROM Shop WHERE PK = 'a' AND SK > '3'`, rows("45")},
		{`SELECT * FROM Shop WHERE PK = 'a' AND '3' < SK`, rows("45")},
		{`SELECT * FROM Shop WHERE PK = 'a' AND SK > '1' AND SK < '4'`, rows("23")},
		{`SELECT * FROM Shop WHERE PK = 'a' AND SK BETWEEN '2' AND '4'`, rows("234")},
		{`SELECT * FROM Shop WHERE PK = 'a' AND begins_with(SK, '5')`, rows("5")},
		{`SELECT * FROM Shop WHERE PK = 'a' AND SK <> '3'`, rows("1245")},
		{`SELECT * FROM Shop WHERE PK = 'a' AND NOT SK = '3'`, rows("1245")},
		{`SELECT * FROM Shop WHERE PK = 'a' AND SK < '2' OR PK = 'a' AND SK > '4'`, rows("15")},
		{`SELECT * FROM Shop WHERE PK = 'a' AND n >= 4`, rows("45")},
		{`SELECT * FROM Shop WHERE PK = 'a' AND SK <> '3' OR PK = 'a' AND SK = '3'`, rows("12345")},
		{`SELECT * FROM Shop WHERE PK = 'a' AND SK = '4' OR PK = 'a' AND SK <> '3'`, rows("1245")},
		{`SELECT n FROM Shop WHERE PK = 'b'`, `"Items":[{"n":{"N":"1"}},{"n":{"N":"2"}}]`},
		{`SELECT m.k, m.k[1], z FROM Shop WHERE PK = 'm' AND SK = '1'`, `"Items":[{"k":{"L":[{"S":"x"},{"S":"y"}]},"k[1]":{"S":"y"}}]`},
		{`SELECT * FROM Shop WHERE PK = 'a' ORDER BY SK DESC`, rows("54321")},
		{`SELECT * FROM Shop WHERE PK = 'a' AND SK IN ['2', '4', '1'] ORDER BY SK DESC`, rows("421")},
		{`SELECT * FROM Shop WHERE PK = 'a' AND SK IN ['2', '4', '1'] ORDER BY SK`, rows("124")},
		{`SELECT SK FROM Shop WHERE PK IN ['b', 'm'] ORDER BY PK DESC, SK ASC`, `"Items":[{"SK":{"S":"1"}},{"SK":{"S":"1"}},{"SK":{"S":"2"}}]`},
		{`SELECT SK FROM Shop WHERE PK IN ['m', 'b'] ORDER BY PK`, `"Items":[{"SK":{"S":"2"}},{"SK":{"S":"1"}},{"SK":{"S":"1"}}]`},
		{`SELECT * FROM Shop WHERE SK = '5'`, rows("5")},
		{`SELECT * FROM Shop WHERE PK > 'zzz'`, `"Items":[]`},
		{`SELECT * FROM Shop WHERE PK = 'a' AND SK = '1' OR n = 5`, ""},
	} {
		want := `200 {` + c.items + `}`
		if c.items == "" {
			want = `200 {` + rows("15") + `}`
		}
		if got := say(d, stated(c.statement, "")); got != want {
			t.Errorf("%s\n got %s\nwant %s", c.statement, got, want)
		}
	}
}

func TestSelectParameters(t *testing.T) {
	converse(t, stocked(t), []exchange{
		{stated(`SELECT * FROM Shop WHERE PK = ? AND SK IN [?, ?]`, `,"Parameters":[{"S":"a"},{"S":"1"},{"S":"3"}]`), `200 {` + rows("13") + `}`},
		{stated(`SELECT * FROM Shop WHERE PK = ? AND SK = ?`, `,"Parameters":[{"S":"a"}]`), invalidBody("Number of parameters in request and statement don't match.")},
		{stated(`SELECT * FROM Shop WHERE PK = ?`, `,"Parameters":[]`), invalidBody("1 validation error detected: Value '[]' at 'parameters' failed to satisfy constraint: Member must have length greater than or equal to 1")},
		{stated(`SELECT * FROM Shop WHERE PK = ?`, `,"Parameters":[{"N":"x"}]`), invalidBody("The parameter cannot be converted to a numeric value: x")},
		{stated(`SELECT * FROM Shop WHERE PK = ?`, `,"Parameters":[null]`), invalidBody("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes")},
		{stated(`SELECT * FROM Shop WHERE PK = ?`, `,"Parameters":[{}]`), invalidBody("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes")},
	})
}

func TestSelectRefusals(t *testing.T) {
	wellFormed := "Statement wasn't well formed, can't be processed: "
	for statement, message := range map[string]string{
		`SELECTT * FROM Shop`:                                                    wellFormed + "Expected data manipulation",
		`SELECT * FROM Shop WHERE`:                                               wellFormed + "Unexpected term",
		`SELECT * FROM Shop.byDate WHERE PK = 'a'`:                               "The table does not have the specified index",
		`SELECT COUNT(*) FROM Shop`:                                              "Unexpected path component at 1:8:5",
		`SELECT * FROM Shop WHERE PK = 1`:                                        "Key attribute's data type should match its data type in table's schema: Key PK",
		`SELECT * FROM Shop WHERE PK = 'a' AND SK > 1`:                           "Key attribute's data type should match its data type in table's schema: Key SK",
		`SELECT * FROM Shop WHERE PK = 'a' AND SK IN ['', '1']`:                  badValues + "The AttributeValue for a key attribute cannot contain an empty string value. Key: SK",
		`SELECT * FROM Shop WHERE PK IN ['a', 'a']`:                              "Overlapping conditions with range keys are not supported in where clause",
		`SELECT * FROM Shop WHERE PK='a' AND SK>'1' OR PK = 'a'`:                 "Overlapping conditions with range keys are not supported in where clause",
		`SELECT * FROM Shop ORDER BY PK`:                                         "Must have WHERE clause in the statement when using ORDER BY clause.",
		`SELECT * FROM Shop WHERE n = 1 ORDER BY PK`:                             "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.",
		`SELECT * FROM Shop WHERE PK = 'a' ORDER BY n`:                           "Attribute n in ORDER BY clause must be part of the primary key",
		`SELECT * FROM Shop WHERE PK IN ['a','b'] ORDER BY SK`:                   "Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause.",
		`SELECT * FROM Shop WHERE PK IN [` + strings.Repeat("'a',", 50) + `'b']`: "Too many decomposed read operations for a given query.",
	} {
		if got := say(stocked(t), stated(statement, "")); got != invalidBody(message) {
			t.Errorf("%s\n got %s\nwant %s", statement, got, invalidBody(message))
		}
	}
	converse(t, stocked(t), []exchange{
		{stated(`SELECT * FROM None`, ""), dynamoBody("ResourceNotFoundException", "Requested resource not found")},
		{stated(`SELECT * FROM Shop`, `,"Limit":0`), invalidBody("1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1")},
		{`ExecuteStatement {}`, invalidBody("1 validation error detected: Value null at 'statement' failed to satisfy constraint: Member must not be null")},
		{stated(strings.Repeat("x", 8193), ""), invalidBody("1 validation error detected: Value '" + strings.Repeat("x", 8193) + "' at 'statement' failed to satisfy constraint: Member must have length less than or equal to 8192")},
	})
}

func TestInsert(t *testing.T) {
	converse(t, shop(t), []exchange{
		{stated(`INSERT INTO Shop VALUE {'PK': 'a', 'SK': ?, 'l': [1, 'x', true, null], 's': <<2, 1>>}`, `,"Parameters":[{"S":"1"}],"ReturnConsumedCapacity":"TOTAL"`),
			`200 {"Items":[],"ConsumedCapacity":{"TableName":"Shop","CapacityUnits":1.0}}`},
		{`GetItem {"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}},"ConsistentRead":true}`,
			`200 {"Item":{"PK":{"S":"a"},"SK":{"S":"1"},"l":{"L":[{"N":"1"},{"S":"x"},{"BOOL":true},{"NULL":true}]},"s":{"NS":["1","2"]}}}`},
		{stated(`INSERT INTO Shop VALUE {'PK': 'a', 'SK': '1'}`, ""), dynamoBody("DuplicateItemException", "Duplicate primary key exists in table")},
		{stated(`INSERT INTO Shop VALUE {'PK': 'a'}`, ""), invalidBody("One or more parameter values were invalid: Missing the key SK in the item")},
		{stated(`INSERT INTO Shop VALUE {'PK': 'a', 'SK': 1}`, ""), invalidBody("One or more parameter values were invalid: Type mismatch for key SK expected: S actual: N")},
		{stated(`INSERT INTO None VALUE {'PK': 'a'}`, ""), dynamoBody("ResourceNotFoundException", "Requested resource not found")},
	})
}

// Limit counts the items of several GetItems, too.
func TestLimitOverKeys(t *testing.T) {
	d := stocked(t)
	const statement = `SELECT * FROM Shop WHERE PK = 'a' AND SK IN ['1', '9', '2', '3']`
	first := say(d, stated(statement, `,"Limit":2`))
	token := memberOf(t, first[4:], "NextToken")
	converse(t, d, []exchange{
		{stated(statement, `,"Limit":2`), `200 {` + rows("12") + `,"NextToken":` + token + `}`},
		{stated(statement, `,"Limit":2,"NextToken":`+token), `200 {` + rows("3") + `}`},
		{stated(statement, `,"Limit":3`), `200 {` + rows("123") + `}`},
	})
}

// A NextToken is good for the statement and the parameters that it came from.
func TestNextToken(t *testing.T) {
	d := stocked(t)
	const statement = `SELECT n FROM Shop WHERE PK IN ['a', 'b'] AND n < 3`
	var pages []string
	token := ""
	for range 10 {
		body := say(d, stated(statement, `,"Limit":2`+token))
		pages = append(pages, memberOf(t, body[4:], "Items"))
		next := memberOf(t, body[4:], "NextToken")
		if next == "" {
			break
		}
		token = `,"NextToken":` + next
		converse(t, d, []exchange{{stated(statement+" ", token), invalidBody("NextToken does not match request")}})
	}
	want := `[{"n":{"N":"1"}},{"n":{"N":"2"}}] [] [{"n":{"N":"1"}}] [{"n":{"N":"2"}}]`
	if got := strings.Join(pages, " "); got != want {
		t.Errorf("pages %s\nwant  %s", got, want)
	}
	converse(t, d, []exchange{
		{stated(statement, `,"NextToken":"AAAA"`), invalidBody("Invalid NextToken")},
		{stated(statement, `,"NextToken":"?"`), invalidBody("Invalid NextToken")},
		{stated(statement, `,"NextToken":""`), invalidBody("1 validation error detected: Value '' at 'nextToken' failed to satisfy constraint: Member must have length greater than or equal to 1")},
	})
}
