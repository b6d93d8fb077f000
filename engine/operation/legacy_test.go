package operation

import (
	"strings"
	"testing"
)

const badValue = "One or more parameter values were invalid: "

// The four ways to give a condition of the old form, each to one attribute of one
// operation. What is wrong with the operator or its values is wrong everywhere; the
// writes say so in an envelope.
func TestLegacyCriteria(t *testing.T) {
	key := `"TableName":"Plain","Key":{"id":{"N":"1"}}`
	ways := []func(condition string) (request, envelope string){
		func(c string) (string, string) {
			return `DeleteItem {` + key + `,"Expected":{"a":` + c + `}}`, oneViolation
		},
		func(c string) (string, string) {
			return `PutItem {"TableName":"Plain","Item":{"id":{"N":"1"}},"Expected":{"a":` + c + `}}`, oneViolation
		},
		func(c string) (string, string) {
			return `UpdateItem {` + key + `,"Expected":{"a":` + c + `}}`, oneViolation
		},
		func(c string) (string, string) { return `Scan {"TableName":"Plain","ScanFilter":{"a":` + c + `}}`, "" },
		func(c string) (string, string) {
			return `Query {"TableName":"Plain","QueryFilter":{"a":` + c + `},"KeyConditions":{"id":{"ComparisonOperator":"EQ","AttributeValueList":[{"N":"1"}]}}}`, ""
		},
		func(c string) (string, string) {
			return `Query {"TableName":"Plain","KeyConditions":{"a":` + c + `}}`, ""
		},
	}
	count := func(operator string) string {
		return badValue + "Invalid number of argument(s) for the " + operator + " ComparisonOperator"
	}
	typed := func(operator, of string) string {
		return badValue + "ComparisonOperator " + operator + " is not valid for " + of + " AttributeValue type"
	}
	const mixed = badValue + "AttributeValues inside AttributeValueList must be of same type"
	d := shop(t)
	for _, c := range []struct{ operator, values, message string }{
		{"EQ", ``, count("EQ")},
		{"NE", `{"N":"1"},{"N":"2"}`, count("NE")},
		{"LT", ``, count("LT")}, {"LE", ``, count("LE")}, {"GT", ``, count("GT")}, {"GE", ``, count("GE")},
		{"BEGINS_WITH", `{"S":"a"},{"S":"b"}`, count("BEGINS_WITH")},
		{"CONTAINS", ``, count("CONTAINS")}, {"NOT_CONTAINS", ``, count("NOT_CONTAINS")},
		{"NULL", `{"N":"1"}`, count("NULL")}, {"NOT_NULL", `{"NULL":true}`, count("NOT_NULL")},
		{"IN", ``, count("IN")},
		{"BETWEEN", `{"N":"1"}`, count("BETWEEN")}, {"BETWEEN", `{"N":"1"},{"N":"2"},{"S":"3"}`, count("BETWEEN")},
		{"BETWEEN", `{"N":"1"},{"S":"2"}`, mixed}, {"BETWEEN", `{"BOOL":true},{"S":"2"}`, mixed}, {"IN", `{"N":"1"},{"N":"2"},{"S":"3"}`, mixed},
		{"LT", `{"SS":["a"]}`, typed("LT", "SS")}, {"LE", `{"BOOL":true}`, typed("LE", "BOOL")},
		{"GT", `{"NULL":true}`, typed("GT", "NULL")}, {"GE", `{"L":[]}`, typed("GE", "L")},
		{"IN", `{"M":{}}`, typed("IN", "M")}, {"BETWEEN", `{"NS":["1"]},{"NS":["2"]}`, typed("BETWEEN", "NS")},
		{"BEGINS_WITH", `{"N":"1"}`, typed("BEGINS_WITH", "N")},
		{"CONTAINS", `{"BS":["YQ=="]}`, typed("CONTAINS", "BS")}, {"NOT_CONTAINS", `{"L":[]}`, typed("NOT_CONTAINS", "L")},
		{"BETWEEN", `{"N":"10"},{"N":"9"}`, "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound"},
		{"EQ", `{"N":"x"}`, "The parameter cannot be converted to a numeric value: x"},
		{"EQ", `{"N":"1"},{"SS":[]}`, badValue + "An string set  may not be empty"},
	} {
		for _, way := range ways {
			request, envelope := way(`{"ComparisonOperator":"` + c.operator + `","AttributeValueList":[` + c.values + `]}`)
			converse(t, d, []exchange{{request, invalidBody(envelope + c.message)}})
		}
	}
}

// All operators and the types of value that each takes, as a filter of one item.
func TestLegacyOperators(t *testing.T) {
	d := shop(t)
	say(d, `PutItem {"TableName":"Plain","Item":{"id":{"N":"1"},"n":{"N":"5"},"s":{"S":"abc"},"b":{"B":"YWJj"},"t":{"BOOL":true},"u":{"NULL":true},
		"ss":{"SS":["a","b"]},"ns":{"NS":["1","2"]},"bs":{"BS":["YQ=="]},"l":{"L":[{"N":"1"},{"BOOL":true},{"NULL":true}]},"m":{"M":{"x":{"N":"1"}}},"m.x":{"S":"flat"}}}`)
	for _, c := range []struct {
		name, operator, values string
		holds                  bool
	}{
		{"n", "EQ", `{"N":"5.0"}`, true}, {"n", "EQ", `{"S":"5"}`, false}, {"gone", "EQ", `{"N":"5"}`, false},
		{"s", "EQ", `{"S":"abc"}`, true}, {"b", "EQ", `{"B":"YWJj"}`, true}, {"t", "EQ", `{"BOOL":true}`, true}, {"u", "EQ", `{"NULL":true}`, true},
		{"ss", "EQ", `{"SS":["b","a"]}`, true}, {"ns", "EQ", `{"NS":["2.0","1"]}`, true}, {"bs", "EQ", `{"BS":["YQ=="]}`, true},
		{"l", "EQ", `{"L":[{"N":"1.0"},{"BOOL":true},{"NULL":true}]}`, true}, {"m", "EQ", `{"M":{"x":{"N":"1"}}}`, true},
		{"m.x", "EQ", `{"S":"flat"}`, true}, {"m.x", "EQ", `{"N":"1"}`, false}, {"l[0]", "EQ", `{"N":"1"}`, false},
		{"n", "NE", `{"N":"5"}`, false}, {"n", "NE", `{"S":"5"}`, true}, {"gone", "NE", `{"N":"5"}`, true}, {"ss", "NE", `{"SS":["b","a"]}`, false},
		{"n", "LT", `{"N":"10"}`, true}, {"n", "LT", `{"N":"5"}`, false}, {"n", "LT", `{"S":"9"}`, false}, {"gone", "LT", `{"N":"10"}`, false},
		{"n", "LE", `{"N":"5"}`, true}, {"s", "GT", `{"S":"abb"}`, true}, {"s", "GE", `{"S":"abd"}`, false}, {"b", "GE", `{"B":"YWJj"}`, true},
		{"n", "BETWEEN", `{"N":"5"},{"N":"5"}`, true}, {"s", "BETWEEN", `{"S":"a"},{"S":"b"}`, true}, {"gone", "BETWEEN", `{"N":"1"},{"N":"9"}`, false},
		{"n", "IN", `{"N":"4"},{"N":"5"}`, true}, {"ns", "IN", `{"N":"1"},{"N":"2"}`, false}, {"gone", "IN", `{"N":"1"}`, false},
		{"s", "BEGINS_WITH", `{"S":"ab"}`, true}, {"b", "BEGINS_WITH", `{"B":"YWI="}`, true}, {"n", "BEGINS_WITH", `{"S":"5"}`, false}, {"gone", "BEGINS_WITH", `{"S":""}`, false},
		{"s", "CONTAINS", `{"S":"bc"}`, true}, {"b", "CONTAINS", `{"B":"Yg=="}`, true}, {"ss", "CONTAINS", `{"S":"b"}`, true}, {"ns", "CONTAINS", `{"N":"2.0"}`, true},
		{"l", "CONTAINS", `{"N":"1"}`, true}, {"l", "CONTAINS", `{"BOOL":true}`, true}, {"l", "CONTAINS", `{"NULL":true}`, true}, {"gone", "CONTAINS", `{"S":""}`, false},
		{"s", "NOT_CONTAINS", `{"S":"x"}`, true}, {"s", "NOT_CONTAINS", `{"S":"bc"}`, false}, {"n", "NOT_CONTAINS", `{"N":"5"}`, true}, {"gone", "NOT_CONTAINS", `{"S":"x"}`, false},
		{"gone", "NULL", ``, true}, {"u", "NULL", ``, false}, {"u", "NOT_NULL", ``, true}, {"gone", "NOT_NULL", ``, false},
	} {
		want := `200 {"Count":0,"ScannedCount":1}`
		if c.holds {
			want = `200 {"Count":1,"ScannedCount":1}`
		}
		converse(t, d, []exchange{{`Scan {"TableName":"Plain","ConsistentRead":true,"Select":"COUNT","ScanFilter":{"` + c.name +
			`":{"ComparisonOperator":"` + c.operator + `","AttributeValueList":[` + c.values + `]}}}`, want}})
	}
}

// Members of an entry of Expected that do not go together.
func TestExpectedAgrees(t *testing.T) {
	d := shop(t)
	for entry, message := range map[string]string{
		`{"Value":{"S":"x"},"AttributeValueList":[{"S":"x"}]}`:                           "Value and AttributeValueList cannot be used together",
		`{"Value":{"S":"x"},"ComparisonOperator":"EQ","AttributeValueList":[{"S":"x"}]}`: "Value and AttributeValueList cannot be used together",
		`{"Exists":false,"ComparisonOperator":"NULL"}`:                                   "Exists and ComparisonOperator cannot be used together",
		`{"Exists":true,"Value":{"S":"x"},"ComparisonOperator":"EQ"}`:                    "Exists and ComparisonOperator cannot be used together",
		`{"ComparisonOperator":"LT"}`:                                                    "Value or AttributeValueList must be used with ComparisonOperator: LT",
		`{"AttributeValueList":[{"S":"x"}]}`:                                             "AttributeValueList can only be used with a ComparisonOperator",
		`{"Exists":true,"AttributeValueList":[]}`:                                        "AttributeValueList can only be used with a ComparisonOperator",
		`{}`:                                 "Value must be provided when Exists is null",
		`{"Exists":null,"Value":null}`:       "Value must be provided when Exists is null",
		`{"Exists":true}`:                    "Value must be provided when Exists is true",
		`{"Exists":false,"Value":{"S":"x"}}`: "Value cannot be used when Exists is false",
	} {
		message = malformedBody(badValue + message + " for Attribute: a")
		converse(t, d, []exchange{
			{`PutItem {"TableName":"None","Item":{"id":{"N":"1"}},"Expected":{"a":` + entry + `}}`, message},
			{`UpdateItem {"TableName":"None","Key":{"id":{"N":"1"}},"Expected":{"a":` + entry + `}}`, message},
			{`DeleteItem {"TableName":"None","Key":{"id":{"N":"1"}},"Expected":{"a":` + entry + `}}`, message},
		})
	}
	put := func(expected string) string {
		return `PutItem {"TableName":"Plain","Item":{"id":{"N":"1"},"a":{"S":"x"}},"Expected":{` + expected + `}}`
	}
	failed := dynamoBody("ConditionalCheckFailedException", "The conditional request failed")
	converse(t, d, []exchange{
		{put(`"id":{"Exists":"false"}`), `200 {}`},
		{put(`"id":{"Exists":false}`), failed},
		{put(`"a":{"Value":{"S":"x"}},"id":{"ComparisonOperator":"NOT_NULL"}`), `200 {}`},
		{put(`"a":{"Exists":true,"Value":{"S":"y"}}`), failed},
		{put(`"a":{"Value":{"S":"y"}},"a":{"Value":{"S":"x"}}`), `200 {}`}, // the last of a name counts
		{put(`"a":{"ComparisonOperator":"BEGINS_WITH","Value":{"S":"x"}},"b":{"ComparisonOperator":"NULL","AttributeValueList":[]}`), `200 {}`},
		{put(``), `200 {}`},
	})
}

func TestConditionalOperator(t *testing.T) {
	const nothing = "ConditionalOperator cannot be used without Filter or Expected"
	const one = "ConditionalOperator can only be used when Filter or Expected has two or more elements"
	const notNull = `{"ComparisonOperator":"NOT_NULL"}`
	const newer = "Failed to satisfy constraint: Member must satisfy enum value set: [ALL, OR]"
	const older = "Value 'XOR' at 'conditionalOperator' failed to satisfy constraint: Member must satisfy enum value set: [OR, AND]"
	key := `"TableName":"None","Key":{"id":{"N":"1"}}`
	keys := `"KeyConditions":{"id":{"ComparisonOperator":"EQ","AttributeValueList":[{"N":"1"}]}}`
	converse(t, shop(t), []exchange{
		{`PutItem {"TableName":"None","Item":{},"ConditionalOperator":"AND"}`, malformedBody(nothing)},
		{`PutItem {"TableName":"None","Item":{},"ConditionalOperator":"AND","Expected":{"a":{"Exists":false}}}`, malformedBody(one)},
		{`DeleteItem {` + key + `,"ConditionalOperator":"OR","Expected":{}}`, malformedBody(nothing)},
		{`UpdateItem {` + key + `,"ConditionalOperator":"OR"}`, malformedBody(nothing)},
		{`UpdateItem {` + key + `,"ConditionalOperator":"OR","AttributeUpdates":{"a":{"Value":{"S":"x"}},"b":{"Value":{"S":"x"}}}}`, malformedBody(nothing)},
		{`Scan {"TableName":"None","ConditionalOperator":"OR"}`, invalidBody(nothing)},
		{`Scan {"TableName":"None","ConditionalOperator":"OR","AttributesToGet":["a","b"]}`, invalidBody(nothing)},
		{`Scan {"TableName":"None","ConditionalOperator":"OR","ScanFilter":{}}`, invalidBody(nothing)},
		{`Scan {"TableName":"None","ConditionalOperator":"OR","ScanFilter":{"a":` + notNull + `}}`, invalidBody(one)},
		{`Query {"TableName":"None","ConditionalOperator":"OR"}`, invalidBody(nothing)},
		{`Query {"TableName":"None","ConditionalOperator":"OR",` + keys + `}`, invalidBody(nothing)},
		{`Query {"TableName":"None","ConditionalOperator":"OR",` + keys + `,"QueryFilter":{"a":` + notNull + `}}`, invalidBody(one)},
		// It is judged before the values that it would join, but by Scan after them.
		{`Query {"TableName":"None","ConditionalOperator":"OR",` + keys + `,"QueryFilter":{"a":{"ComparisonOperator":"EQ","AttributeValueList":[{"N":"x"}]}}}`, invalidBody(one)},
		{`Scan {"TableName":"None","ConditionalOperator":"OR","ScanFilter":{"a":{"ComparisonOperator":"EQ","AttributeValueList":[{"N":""}]}}}`,
			invalidBody("The parameter cannot be converted to a numeric value")},
		// One that is none:
		{`PutItem {"TableName":"None","Item":{},"ConditionalOperator":"XOR","Expected":{"a":{},"b":{}}}`, malformedBody(newer)},
		{`DeleteItem {` + key + `,"ConditionalOperator":"and","ReturnConsumedCapacity":"WRONG"}`, malformedBody(newer)},
		{`UpdateItem {"TableName":"","Key":{},"ConditionalOperator":"XOR"}`, invalidBody("1 validation error detected: Value at 'TableName' failed to satisfy constraint: Member must have length greater than or equal to 1")},
		{`UpdateItem {"TableName":"None","ConditionalOperator":"XOR","Expected":{"a":{"Exists":false},"b":{"Exists":false}}}`,
			invalidBody("2 validation errors detected: " + older + "; Value null at 'key' failed to satisfy constraint: Member must not be null")},
		{`Query {"TableName":"None","ConditionalOperator":"XOR","Select":"WRONG"}`, invalidBody(newer)},
		{`Scan {"TableName":"None","ConditionalOperator":"XOR"}`, invalidBody("1 validation error detected: " + older)},
	})
}

func TestAttributeUpdates(t *testing.T) {
	update := func(table, updates string) string {
		return `UpdateItem {"TableName":"` + table + `","Key":{"id":{"N":"1"}},"ReturnValues":"UPDATED_NEW","AttributeUpdates":{` + updates + `}}`
	}
	refused := func(message string) string { return malformedBody(badValue + message) }
	mismatch := invalidBody("Type mismatch for attribute to update")
	d := shop(t)
	for _, action := range []string{`"Action":"PUT"`, `"Action":"ADD"`, `"Action":null`} {
		converse(t, d, []exchange{{update("None", `"a":{`+action+`}`), refused("Only DELETE action is allowed when no attribute value is specified")}})
	}
	for name, value := range map[string]string{"S": `"x"`, "B": `"YQ=="`, "BOOL": `true`, "NULL": `true`, "M": `{}`} {
		converse(t, d, []exchange{
			{update("None", `"a":{"Action":"ADD","Value":{"`+name+`":`+value+`}}`), refused("ADD action is not supported for the type " + name)},
			{update("None", `"a":{"Action":"DELETE","Value":{"`+name+`":`+value+`}}`), refused("DELETE action with value is not supported for the type " + name)},
		})
	}
	converse(t, d, []exchange{
		{update("None", `"a":{"Action":"DELETE","Value":{"N":"1"}}`), refused("DELETE action with value is not supported for the type N")},
		{update("None", `"a":{"Action":"DELETE","Value":{"L":[]}}`), refused("DELETE action with value is not supported for the type L")},
		{update("None", `"a":{"Value":{"N":"abc"}}`), malformedBody("The parameter cannot be converted to a numeric value: abc")},
		{update("None", `"s":{"Value":{"SS":["b","a","b"]}}`), refused(`Input collection ["a", "b", "b"] contains duplicates.`)},
		{update("None", `"a":{"Value":{}}`), invalidBody("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes")},
		{update("None", `"":{"Value":{"S":"x"}}`), malformedBody("Empty attribute name")},
		{update("None", `"a":{"Action":"SET","Value":{"S":"x"}}`),
			malformedBody("Value 'SET' at 'attributeUpdates.a.member.action' failed to satisfy constraint: Member must satisfy enum value set: [ADD, DELETE, PUT]")},
		{update("None", `"id":{"Action":"DELETE"}`), dynamoBody("ResourceNotFoundException", "Requested resource not found")},
		{update("Plain", `"a":{"Value":{"S":"x"}},"id":{"Action":"DELETE"}`), invalidBody(badValue + "Cannot update attribute id. This attribute is part of the key")},
		// Only what creates the item leaves one behind.
		{update("Plain", `"a":{"Action":"DELETE"},"s":{"Action":"DELETE","Value":{"SS":["x"]}}`), `200 {}`},
		{`GetItem {"TableName":"Plain","Key":{"id":{"N":"1"}}}`, `200 {}`},
		{update("Plain", `"n":{"Action":"ADD","Value":{"N":"1"}},"a":{"Action":"DELETE"},"l":{"Action":"ADD","Value":{"L":[{"S":"x"}]}},"s":{"Action":"ADD","Value":{"NS":["1"]}}`),
			`200 {"Attributes":{"l":{"L":[{"S":"x"}]},"n":{"N":"1"},"s":{"NS":["1"]}}}`},
		{update("Plain", `"n":{"Action":"ADD","Value":{"N":"9e125"}},"l":{"Action":"ADD","Value":{"L":[{"S":"x"},{"N":"1"}]}}`),
			invalidBody("Number overflow. Attempting to store a number with magnitude larger than supported range")},
		{update("Plain", `"n":{"Action":"ADD","Value":{"N":"-1.5"}},"l":{"Action":"ADD","Value":{"L":[{"S":"x"},{"N":"1"}]}},"s":{"Action":"DELETE","Value":{"NS":["1","2"]}}`),
			`200 {"Attributes":{"l":{"L":[{"S":"x"},{"S":"x"},{"N":"1"}]},"n":{"N":"-0.5"}}}`},
		{update("Plain", `"x.y":{"Value":{"S":"a"}},"x.y":{"Value":{"S":"b"}}`), `200 {"Attributes":{"x.y":{"S":"b"}}}`},
		{update("Plain", ``), `200 {}`},
		// What the item is like:
		{update("Plain", `"l":{"Action":"ADD","Value":{"N":"1"}}`), mismatch},
		{update("Plain", `"n":{"Action":"ADD","Value":{"NS":["1"]}}`), mismatch},
		{update("Plain", `"n":{"Action":"ADD","Value":{"L":[]}}`), mismatch},
		{update("Plain", `"n":{"Action":"DELETE","Value":{"NS":["1"]}}`), mismatch},
		{update("Plain", `"s":{"Value":{"S":"`+strings.Repeat("x", 400<<10)+`"}}`), invalidBody("Item size to update has exceeded the maximum allowed size")},
		{`GetItem {"TableName":"Plain","Key":{"id":{"N":"1"}},"ConsistentRead":true}`,
			`200 {"Item":{"id":{"N":"1"},"l":{"L":[{"S":"x"},{"S":"x"},{"N":"1"}]},"n":{"N":"-0.5"},"x.y":{"S":"b"}}}`},
	})
}

func TestKeyConditions(t *testing.T) {
	clause := func(name, operator, values string) string {
		return `"` + name + `":{"ComparisonOperator":"` + operator + `","AttributeValueList":[` + values + `]}`
	}
	query := func(conditions, more string) string {
		return `Query {"TableName":"Shop","ConsistentRead":true,"KeyConditions":{` + conditions + `}` + more + `}`
	}
	p := clause("PK", "EQ", `{"S":"a"}`)
	const notIndexable = "Attempted conditional constraint is not an indexable operation"
	last := func(digit string) string { return `,"ExclusiveStartKey":{"PK":{"S":"a"},"SK":{"S":"` + digit + `"}}` }
	converse(t, stocked(t), []exchange{
		{query(p, ``), `200 {` + rows("12345") + `,"Count":5,"ScannedCount":5}`},
		{query(p+`,`+clause("SK", "EQ", `{"S":"2"}`), ``), `200 {` + rows("2") + `,"Count":1,"ScannedCount":1}`},
		{query(clause("SK", "LT", `{"S":"2"}`)+`,`+p, ``), `200 {` + rows("1") + `,"Count":1,"ScannedCount":1}`},
		{query(p+`,`+clause("SK", "LE", `{"S":"2"}`), ``), `200 {` + rows("12") + `,"Count":2,"ScannedCount":2}`},
		{query(p+`,`+clause("SK", "GT", `{"S":"4"}`), ``), `200 {` + rows("5") + `,"Count":1,"ScannedCount":1}`},
		{query(p+`,`+clause("SK", "GE", `{"S":"4"}`), ``), `200 {` + rows("45") + `,"Count":2,"ScannedCount":2}`},
		{query(p+`,`+clause("SK", "BETWEEN", `{"S":"2"},{"S":"4"}`), `,"ScanIndexForward":false`), `200 {` + rows("432") + `,"Count":3,"ScannedCount":3}`},
		{query(p+`,`+clause("SK", "BEGINS_WITH", `{"S":"3"}`), ``), `200 {` + rows("3") + `,"Count":1,"ScannedCount":1}`},
		{query(p, last("3")+`,"QueryFilter":{`+clause("n", "NE", `{"N":"5"}`)+`}`), `200 {` + rows("4") + `,"Count":1,"ScannedCount":2}`},
		{query(p, `,"Limit":1,"AttributesToGet":["n","gone"]`), `200 {"Items":[{"n":{"N":"1"}}],"Count":1,"ScannedCount":1,"LastEvaluatedKey":{"PK":{"S":"a"},"SK":{"S":"1"}}}`},
		{query(p, `,"FilterExpression":"n > :n","ExpressionAttributeValues":{":n":{"N":"4"}}`), `200 {` + rows("5") + `,"Count":1,"ScannedCount":5}`},
		{query(p, `,"ProjectionExpression":"#n","ExpressionAttributeNames":{"#n":"n"},"Limit":9,"ExclusiveStartKey":{"PK":{"S":"a"},"SK":{"S":"4"}}`),
			`200 {"Items":[{"n":{"N":"5"}}],"Count":1,"ScannedCount":1}`},
		{query(``, ``), invalidBody("Conditions can be of length 1 or 2 only")},
		{query(p+`,`+clause("SK", "EQ", `{"S":"2"}`)+`,`+clause("n", "EQ", `{"N":"2"}`), ``), invalidBody("Conditions can be of length 1 or 2 only")},
		{query(clause("PK", "IN", `{"S":"a"}`), ``), invalidBody(notIndexable)},
		{query(p+`,`+clause("SK", "NE", `{"S":"2"}`), ``), invalidBody(notIndexable)},
		{query(p+`,`+clause("SK", "CONTAINS", `{"S":"2"}`), ``), invalidBody(notIndexable)},
		{query(p+`,`+clause("SK", "NOT_CONTAINS", `{"S":"2"}`), ``), invalidBody(notIndexable)},
		{query(p+`,`+clause("SK", "NULL", ``), ``), invalidBody(notIndexable)},
		{query(p+`,`+clause("SK", "NOT_NULL", ``), ``), invalidBody(notIndexable)},
		{query(clause("SK", "EQ", `{"S":"2"}`), ``), invalidBody("Query condition missed key schema element: PK")},
		{query(p+`,`+clause("n", "EQ", `{"N":"2"}`), ``), invalidBody("Query condition missed key schema element: SK")},
		{query(clause("PK", "BETWEEN", `{"S":"a"},{"S":"b"}`), ``), invalidBody("Query key condition not supported")},
		{query(p+`,`+clause("SK", "EQ", `{"BOOL":true}`), ``), invalidBody(badValue + "Condition parameter type does not match schema type")},
		{query(p, `,"QueryFilter":{`+clause("n", "EQ", `{"N":"2"}`)+`,`+clause("SK", "EQ", `{"S":"2"}`)+`}`), invalidBody("QueryFilter can only contain non-primary key attributes: Primary key attribute: SK")},
		{query(p, `,"FilterExpression":"SK = SK"`), invalidBody("Invalid FilterExpression: The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [SK]")},
		{query(p, `,"ExpressionAttributeNames":{"#n":"n"}`), invalidBody("ExpressionAttributeNames can only be specified when using expressions")},
		{query(p, `,"ProjectionExpression":"n","ExpressionAttributeValues":{":n":{"N":"4"}}`), invalidBody("Value provided in ExpressionAttributeValues unused in expressions: keys: {:n}")},
	})
}

func TestAttributesToGet(t *testing.T) {
	key := `"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}}`
	twice := invalidBody(badValue + "Duplicate value in attribute name: n")
	empty := "Value at 'AttributesToGet' failed to satisfy constraint: Member must have length greater than or equal to 1"
	keys := `"KeyConditions":{"PK":{"ComparisonOperator":"EQ","AttributeValueList":[{"S":"a"}]}}`
	converse(t, stocked(t), []exchange{
		{`GetItem {` + key + `,"AttributesToGet":["n","SK","n.x"]}`, `200 {"Item":{"SK":{"S":"1"},"n":{"N":"1"}}}`},
		{`GetItem {` + key + `,"AttributesToGet":["gone"]}`, `200 {"Item":{}}`},
		{`GetItem {` + key + `,"AttributesToGet":["n","SK","n"]}`, twice},
		{`GetItem {` + key + `,"AttributesToGet":[]}`, invalidBody(oneViolation + empty)},
		{`GetItem {"TableName":"None","Key":{"PK":{"N":"x"}},"AttributesToGet":["n","n"]}`, invalidBody("The parameter cannot be converted to a numeric value: x")},
		{`Query {"TableName":"None",` + keys + `,"AttributesToGet":["n","n"]}`, twice},
		{`Query {"TableName":"None",` + keys + `,"AttributesToGet":[]}`, invalidBody(oneViolation + empty)},
		{`Query {"TableName":"None",` + keys + `,"AttributesToGet":["n"],"Select":"COUNT"}`, invalidBody("Cannot specify the AttributesToGet when choosing to get only the Count")},
		{`Scan {"TableName":"None","AttributesToGet":["n","n"],"ScanFilter":{"a":{"ComparisonOperator":"EQ"}}}`, twice},
		{`Scan {"TableName":"None","AttributesToGet":[]}`, invalidBody("1 validation error detected: Value '[]' at 'attributesToGet' failed to satisfy constraint: Member must have length greater than or equal to 1")},
		{`Scan {"TableName":"None","AttributesToGet":["n"],"Select":"ALL_ATTRIBUTES"}`, invalidBody("Cannot specify the AttributesToGet when choosing to get ALL_ATTRIBUTES")},
		{`Scan {"TableName":"Shop","AttributesToGet":["n"],"Select":"SPECIFIC_ATTRIBUTES","Limit":0}`, invalidBody("1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1")},
	})
}

// Every operation lists all parameters that clash, in an order of its own.
func TestMixing(t *testing.T) {
	mixed := func(legacy, expressions string) string {
		return "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {" + legacy + "} Expression parameters: {" + expressions + "}"
	}
	const values = `"ExpressionAttributeValues":{":v":{"S":"x"},":unused":{"S":"y"}}`
	const condition = `{"a":{"ComparisonOperator":"EQ","AttributeValueList":[{"S":"x"}]}}`
	key := `"TableName":"None","Key":{"id":{"N":"x"}}`
	converse(t, shop(t), []exchange{
		{`GetItem {` + key + `,"AttributesToGet":["a"],"ProjectionExpression":"("}`, invalidBody(mixed("AttributesToGet", "ProjectionExpression"))},
		{`PutItem {"TableName":"None","Item":{},"Expected":` + condition + `,"ConditionExpression":"(","ConditionalOperator":"OR"}`, malformedBody(mixed("Expected, ConditionalOperator", "ConditionExpression"))},
		{`DeleteItem {` + key + `,"ConditionExpression":"(","ConditionalOperator":"OR",` + values + `}`, malformedBody(mixed("ConditionalOperator", "ConditionExpression"))},
		{`UpdateItem {` + key + `,"UpdateExpression":"(","ConditionExpression":"(","AttributeUpdates":{"a":{"Action":"ADD"}},"Expected":{"a":{}},"ConditionalOperator":"OR"}`,
			malformedBody(mixed("AttributeUpdates, Expected, ConditionalOperator", "UpdateExpression, ConditionExpression"))},
		{`UpdateItem {` + key + `,"UpdateExpression":"(","Expected":` + condition + `}`, malformedBody(mixed("Expected", "UpdateExpression"))},
		{`UpdateItem {` + key + `,"ConditionExpression":"(","AttributeUpdates":{}}`, malformedBody(mixed("AttributeUpdates", "ConditionExpression"))},
		{`Scan {"TableName":"None","ConditionalOperator":"OR","ScanFilter":` + condition + `,"AttributesToGet":["a"],"FilterExpression":"a = :v","ProjectionExpression":"a",` + values + `}`,
			invalidBody(mixed("AttributesToGet, ScanFilter, ConditionalOperator", "ProjectionExpression, FilterExpression"))},
		{`Scan {"TableName":"None","ScanFilter":` + condition + `,"ProjectionExpression":"a"}`, invalidBody(mixed("ScanFilter", "ProjectionExpression"))},
		{`Query {"TableName":"None","KeyConditions":` + condition + `,"QueryFilter":` + condition + `,"ConditionalOperator":"OR","AttributesToGet":["a"],
			"KeyConditionExpression":"a = :v","FilterExpression":"a = :v","ProjectionExpression":"a",` + values + `}`,
			invalidBody(mixed("AttributesToGet, QueryFilter, ConditionalOperator, KeyConditions", "ProjectionExpression, FilterExpression, KeyConditionExpression"))},
		{`Query {"TableName":"None","KeyConditions":` + condition + `,"KeyConditionExpression":"a = :v",` + values + `}`, invalidBody(mixed("KeyConditions", "KeyConditionExpression"))},
		{`Query {"TableName":"None","KeyConditions":` + condition + `,"QueryFilter":` + condition + `,"ProjectionExpression":"a"}`, invalidBody(mixed("QueryFilter", "ProjectionExpression"))},
		{`Query {"TableName":"None","AttributesToGet":["a"],"KeyConditionExpression":"a = :v",` + values + `}`, invalidBody(mixed("AttributesToGet", "KeyConditionExpression"))},
		// Expected makes no use of names and values.
		{`PutItem {"TableName":"None","Item":{},"Expected":` + condition + `,` + values + `}`, malformedBody("ExpressionAttributeValues can only be specified when using expressions")},
		{`UpdateItem {` + key + `,"AttributeUpdates":{},` + values + `}`,
			malformedBody("ExpressionAttributeValues can only be specified when using expressions: UpdateExpression and ConditionExpression are null")},
	})
}

// What the service model asks for, and JSON of the wrong kind.
func TestLegacyShapes(t *testing.T) {
	const operators = "[IN, NULL, BETWEEN, LT, NOT_CONTAINS, EQ, GT, NOT_NULL, NE, LE, BEGINS_WITH, GE, CONTAINS]"
	wrong := func(path string) string {
		return "Value 'eq' at '" + path + "' failed to satisfy constraint: Member must satisfy enum value set: " + operators
	}
	null := func(path string) string {
		return "Value null at '" + path + "' failed to satisfy constraint: Member must not be null"
	}
	serialization := func(message string) string {
		return `400 {"__type":"com.amazon.coral.service#SerializationException","Message":"` + message + `"}`
	}
	const class = "com.amazonaws.dynamodb.v20120810."
	put := func(expected string) string {
		return `PutItem {"TableName":"None","Item":{},"Expected":` + expected + `}`
	}
	converse(t, shop(t), []exchange{
		{put(`{"a":{"ComparisonOperator":"eq"},"b":{"ComparisonOperator":"eq"}}`), invalidBody("1 validation error detected: " + wrong("expected.a.member.comparisonOperator"))},
		{`PutItem {"TableName":"None","Expected":{"a":{"ComparisonOperator":"eq"}}}`, invalidBody("2 validation errors detected: " + wrong("expected.a.member.comparisonOperator") + "; " + null("item"))},
		{`Scan {"TableName":"None","ScanFilter":{"a":{},"b":{"ComparisonOperator":"eq"}}}`,
			invalidBody("2 validation errors detected: " + null("scanFilter.a.member.comparisonOperator") + "; " + wrong("scanFilter.b.member.comparisonOperator"))},
		{`Query {"TableName":"None","QueryFilter":{"a.b":{"ComparisonOperator":"eq"}},"KeyConditions":{"a":{"ComparisonOperator":null}}}`,
			invalidBody("2 validation errors detected: " + wrong("queryFilter.a.b.member.comparisonOperator") + "; " + null("keyConditions.a.member.comparisonOperator"))},
		{put(`[]`), serialization("Unrecognized collection type java.util.Map<java.lang.String, " + class + "ExpectedAttributeValue>")},
		{put(`1`), serialization("Unexpected field type")},
		{put(`{"a":[]}`), serialization("Unrecognized collection type class " + class + "ExpectedAttributeValue")},
		{put(`{"a":"x"}`), serialization("Unexpected value type in payload")},
		{put(`{"a":{"Value":"x"}}`), serialization("Unexpected field type")},
		{put(`{"a":{"Value":[]}}`), serialization("Unrecognized collection type class " + class + "AttributeValue")},
		{put(`{"a":{"Exists":1}}`), serialization("NUMBER_VALUE cannot be converted to Boolean")},
		{put(`{"a":{"ComparisonOperator":1}}`), serialization("NUMBER_VALUE cannot be converted to String")},
		{put(`{"a":{"AttributeValueList":{}}}`), serialization("Start of structure or map found where not expected")},
		{put(`{"a":{"AttributeValueList":["x"]}}`), serialization("Unexpected value type in payload")},
		{put(`{"a":{"AttributeValueList":[{"S":1}]}}`), serialization("NUMBER_VALUE cannot be converted to String")},
		{`Query {"KeyConditions":[]}`, serialization("Unrecognized collection type java.util.Map<java.lang.String, " + class + "Condition>")},
		{`Query {"QueryFilter":{"a":[]}}`, serialization("Unrecognized collection type class " + class + "Condition")},
		{`Scan {"ScanFilter":[]}`, serialization("Unrecognized collection type java.util.Map<java.lang.String, " + class + "Condition>")},
		{`UpdateItem {"AttributeUpdates":[]}`, serialization("Unrecognized collection type java.util.Map<java.lang.String, " + class + "AttributeValueUpdate>")},
		{`UpdateItem {"AttributeUpdates":{"a":{"Action":1}}}`, serialization("NUMBER_VALUE cannot be converted to String")},
		{`GetItem {"AttributesToGet":{}}`, serialization("Start of structure or map found where not expected")},
		{`GetItem {"AttributesToGet":[1]}`, serialization("NUMBER_VALUE cannot be converted to String")},
		{`Scan {"ConditionalOperator":true}`, serialization("TRUE_VALUE cannot be converted to String")},
		// What a shape does not have is as if it were not there, whatever it is.
		{`Scan {"TableName":"Plain","Select":"COUNT","ScanFilter":{"a":{"ComparisonOperator":"NULL","Value":1,"Exists":[],"Action":2,"X":3}}}`, `200 {"Count":0,"ScannedCount":0}`},
		{`UpdateItem {"TableName":"Plain","Key":{"id":{"N":"1"}},"AttributeUpdates":{"a":{"Action":"DELETE","AttributeValueList":1,"ComparisonOperator":[]},"b":null}}`, `200 {}`},
		{`DeleteItem {"TableName":"Plain","Key":{"id":{"N":"1"}},"Expected":{"a":{"Exists":false,"Action":1}},"ConditionalOperator":null}`, `200 {}`},
	})
}
