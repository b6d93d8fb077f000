package operation

import (
	"strings"
	"testing"
)

// queried is the body of a Query of Shop with PK = "a" and what else is given.
func queried(more string) string {
	return `Query {"TableName":"Shop","ConsistentRead":true,"ExpressionAttributeValues":{":p":{"S":"a"}},"KeyConditionExpression":"PK = :p"` + more + `}`
}

// rows are the items a/1 and so on in the order of digits, as Items.
func rows(digits string) string {
	var items []string
	for _, digit := range strings.Split(digits, "") {
		items = append(items, `{"PK":{"S":"a"},"SK":{"S":"`+digit+`"},"n":{"N":"`+digit+`"}}`)
	}
	return `"Items":[` + strings.Join(items, ",") + `]`
}

func TestQuery(t *testing.T) {
	sorted := func(condition, values string) string {
		return `Query {"TableName":"Shop","ConsistentRead":true,"ExpressionAttributeValues":{":p":{"S":"a"},` + values +
			`},"KeyConditionExpression":"PK = :p AND ` + condition + `"}`
	}
	const all = `"Count":5,"ScannedCount":5}`
	converse(t, stocked(t), []exchange{
		{queried(``), `200 {` + rows("12345") + `,` + all},
		{queried(`,"ScanIndexForward":false`), `200 {` + rows("54321") + `,` + all},
		{queried(`,"Select":"COUNT"`), `200 {` + all},
		{queried(`,"Select":"ALL_ATTRIBUTES"`), `200 {` + rows("12345") + `,` + all},
		{queried(`,"ProjectionExpression":"n","Select":"SPECIFIC_ATTRIBUTES","Limit":1`),
			`200 {"Items":[{"n":{"N":"1"}}],"Count":1,"ScannedCount":1,"LastEvaluatedKey":{"PK":{"S":"a"},"SK":{"S":"1"}}}`},
		{sorted("SK = :s", `":s":{"S":"2"}`), `200 {` + rows("2") + `,"Count":1,"ScannedCount":1}`},
		{sorted("SK < :s", `":s":{"S":"2"}`), `200 {` + rows("1") + `,"Count":1,"ScannedCount":1}`},
		{sorted("SK <= :s", `":s":{"S":"2"}`), `200 {` + rows("12") + `,"Count":2,"ScannedCount":2}`},
		{sorted("SK > :s", `":s":{"S":"4"}`), `200 {` + rows("5") + `,"Count":1,"ScannedCount":1}`},
		{sorted(":s < SK", `":s":{"S":"4"}`), `200 {` + rows("5") + `,"Count":1,"ScannedCount":1}`},
		{sorted("SK >= :s", `":s":{"S":"4"}`), `200 {` + rows("45") + `,"Count":2,"ScannedCount":2}`},
		{sorted("SK BETWEEN :s AND :t", `":s":{"S":"2"},":t":{"S":"4"}`), `200 {` + rows("234") + `,"Count":3,"ScannedCount":3}`},
		{sorted("begins_with(SK, :s)", `":s":{"S":"3"}`), `200 {` + rows("3") + `,"Count":1,"ScannedCount":1}`},
		{sorted("SK > :s", `":s":{"S":"9"}`), `200 {"Items":[],"Count":0,"ScannedCount":0}`},
	})
}

// The filter comes after the counting: a page of two items examined may be empty.
func TestQueryPages(t *testing.T) {
	filtered := func(more string) string {
		return `Query {"TableName":"Shop","ConsistentRead":true,"ExpressionAttributeValues":{":p":{"S":"a"},":n":{"N":"2"}},
			"KeyConditionExpression":"PK = :p","FilterExpression":"n > :n","Limit":2` + more + `}`
	}
	last := func(digit string) string { return `{"PK":{"S":"a"},"SK":{"S":"` + digit + `"}}` }
	converse(t, stocked(t), []exchange{
		{filtered(``), `200 {"Items":[],"Count":0,"ScannedCount":2,"LastEvaluatedKey":` + last("2") + `}`},
		{filtered(`,"ExclusiveStartKey":` + last("2")), `200 {` + rows("34") + `,"Count":2,"ScannedCount":2,"LastEvaluatedKey":` + last("4") + `}`},
		{filtered(`,"ExclusiveStartKey":` + last("4")), `200 {` + rows("5") + `,"Count":1,"ScannedCount":1}`},
		{filtered(`,"ScanIndexForward":false`), `200 {` + rows("54") + `,"Count":2,"ScannedCount":2,"LastEvaluatedKey":` + last("4") + `}`},
		{filtered(`,"ScanIndexForward":false,"ExclusiveStartKey":` + last("4")), `200 {` + rows("3") + `,"Count":1,"ScannedCount":2,"LastEvaluatedKey":` + last("2") + `}`},
		// A limit that ends on the last item says so only on the next page.
		{queried(`,"Limit":5,"Select":"COUNT"`), `200 {"Count":5,"ScannedCount":5,"LastEvaluatedKey":` + last("5") + `}`},
		{queried(`,"Select":"COUNT","ExclusiveStartKey":` + last("5")), `200 {"Count":0,"ScannedCount":0}`},
		{queried(`,"Limit":6,"Select":"COUNT"`), `200 {"Count":5,"ScannedCount":5}`},
		// The key need not be there any more.
		{queried(`,"Select":"COUNT","ExclusiveStartKey":` + last("25")), `200 {"Count":3,"ScannedCount":3}`},
	})
}

func TestQueryRefusals(t *testing.T) {
	keyed := func(condition, values string) string {
		return `Query {"TableName":"Shop","KeyConditionExpression":"` + condition + `","ExpressionAttributeValues":{` + values + `}}`
	}
	const p, s = `":p":{"S":"a"}`, `":s":{"S":"1"}`
	below := func(startPK, startSK string) string {
		return `Query {"TableName":"Shop","KeyConditionExpression":"PK = :p AND SK < :s","ExpressionAttributeValues":{":p":{"S":"a"},":s":{"S":"2"}},
			"ExclusiveStartKey":{"PK":{"S":"` + startPK + `"},"SK":{"S":"` + startSK + `"}}}`
	}
	converse(t, stocked(t), []exchange{
		{`Query {"TableName":"Shop"}`, invalidBody("Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.")},
		{`Query {"TableName":"Shop","Limit":0}`, invalidBody("1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1")},
		{`Query {"TableName":"Shop","Select":"INVALID_VALUE"}`, invalidBody("1 validation error detected: Value 'INVALID_VALUE' at 'select' failed to satisfy constraint: Member must satisfy enum value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]")},
		{keyed("SK = :s", s), invalidBody("Query condition missed key schema element: PK")},
		{keyed("PK = :p AND n = :s", p+","+s), invalidBody("Query condition missed key schema element: SK")},
		{keyed("PK > :p", p), invalidBody("Query key condition not supported")},
		{keyed("PK = :p", `":p":{"N":"1"}`), invalidBody("One or more parameter values were invalid: Condition parameter type does not match schema type")},
		{keyed("PK = :p OR SK = :s", p+","+s), invalidBody("Invalid operator used in KeyConditionExpression: OR")},
		{keyed("PK = :p AND PK = :s", p+","+s), invalidBody("Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key")},
		{keyed("PK = :p", p+","+s), invalidBody("Value provided in ExpressionAttributeValues unused in expressions: keys: {:s}")},
		{keyed("PK = :x", p), invalidBody("Invalid KeyConditionExpression: An expression attribute value used in expression is not defined; attribute value: :x")},
		{keyed("PK = = :p", p), invalidBody(`Invalid KeyConditionExpression: Syntax error; token: "=", near: "= = :p"`)},
		{queried(`,"FilterExpression":"SK > :p"`), invalidBody("Filter Expression can only contain non-primary key attributes: Primary key attribute: SK")},
		{queried(`,"IndexName":"byDate"`), invalidBody("The table does not have the specified index: byDate")},
		{queried(`,"Select":"SPECIFIC_ATTRIBUTES"`), invalidBody("1 validation error detected: Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES")},
		{queried(`,"Select":"ALL_PROJECTED_ATTRIBUTES"`), invalidBody("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName")},
		{queried(`,"Select":"COUNT","ProjectionExpression":"n"`), invalidBody("Cannot specify the ProjectionExpression when choosing to get only the Count")},
		{queried(`,"ExclusiveStartKey":{"PK":{"S":"a"}}`), invalidBody("The provided starting key is invalid")},
		{queried(`,"ExclusiveStartKey":{"PK":{"S":"a"},"SK":{"N":"1"}}`), invalidBody("The provided key element does not match the schema")},
		{queried(`,"ExclusiveStartKey":{"PK":{"S":"b"},"SK":{"S":"1"}}`), invalidBody("The provided starting key is outside query boundaries based on provided conditions")},
		{`Query {"TableName":"Shop","ExpressionAttributeValues":{":p":{"S":"a"},":s":{"S":"2"}},"KeyConditionExpression":"PK = :p AND SK > :s","ExclusiveStartKey":{"PK":{"S":"a"},"SK":{"S":"1"}}}`,
			invalidBody("The provided starting key does not match the range key predicate")},
		// The condition on the sort key is judged before the partition.
		{below("b", "1"), invalidBody("The query can return at most one row and cannot be restarted")},
		{below("b", "2"), invalidBody("The provided starting key does not match the range key predicate")},
		{below("a", "2"), invalidBody("The provided starting key does not match the range key predicate")},
		{below("a", "1"), `200 {"Items":[],"Count":0,"ScannedCount":0}`},
		// What the request says by itself is judged before the table is looked for.
		{strings.Replace(keyed("PK = :x", p), "Shop", "None", 1), invalidBody("Invalid KeyConditionExpression: An expression attribute value used in expression is not defined; attribute value: :x")},
		{strings.Replace(keyed("PK = :p", p), "Shop", "None", 1), dynamoBody("ResourceNotFoundException", "Requested resource not found")},
	})
}

func TestScan(t *testing.T) {
	converse(t, stocked(t), []exchange{
		{`Scan {"TableName":"Shop","ConsistentRead":true,"Select":"COUNT"}`, `200 {"Count":7,"ScannedCount":7}`},
		{`Scan {"TableName":"Shop","ConsistentRead":true,"FilterExpression":"PK = :p AND SK < :s","ExpressionAttributeValues":{":p":{"S":"a"},":s":{"S":"3"}}}`,
			`200 {` + rows("12") + `,"Count":2,"ScannedCount":7}`},
		{`Scan {"TableName":"Plain","ReturnConsumedCapacity":"TOTAL"}`, `200 {"Items":[],"Count":0,"ScannedCount":0,"ConsumedCapacity":{"TableName":"Plain","CapacityUnits":0.5}}`},
		{`Scan {"TableName":"Shop","Limit":0}`, invalidBody("1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1")},
		{`Scan {"TableName":"Shop","Segment":1}`, invalidBody("The TotalSegments parameter is required but was not present in the request when Segment parameter is present")},
		{`Scan {"TableName":"Shop","TotalSegments":1}`, invalidBody("The Segment parameter is required but was not present in the request when parameter TotalSegments is present")},
		{`Scan {"TableName":"Shop","Segment":5,"TotalSegments":5}`, invalidBody("The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 5 is not less than TotalSegments: 5")},
		{`Scan {"TableName":"Shop","Segment":0,"TotalSegments":2,"ExclusiveStartKey":{"PK":{"S":"a"},"SK":{"S":"1"}}}`,
			invalidBody("The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: 2 Segment: 0")},
		{`Scan {"TableName":"Shop","ExclusiveStartKey":{}}`, invalidBody("The provided starting key is invalid: The provided key element does not match the schema")},
		{`Scan {"TableName":"Shop","ExclusiveStartKey":{"PK":{"S":"a"},"n":{"S":"1"}}}`, invalidBody("The provided starting key is invalid: The provided key element does not match the schema")},
		{`Scan {"TableName":"Shop","ExclusiveStartKey":{"PK":{"S":"a"},"SK":{"N":"1"}}}`, invalidBody("The provided key element does not match the schema")},
		{`Scan {"TableName":"Shop","Select":"SPECIFIC_ATTRIBUTES"}`, invalidBody("Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES")},
		{`Scan {"TableName":"None"}`, dynamoBody("ResourceNotFoundException", "Requested resource not found")},
	})
}

// A page ends at the scale's page size, too.
func TestPageBytes(t *testing.T) {
	o := DefaultOptions()
	o.Scale.PageBytes = 20 // an item below measures 9
	d := NewDoor(7, o)
	for _, request := range []string{
		`CreateTable {"TableName":"Plain","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],"KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]}`,
		`PutItem {"TableName":"Plain","Item":{"id":{"S":"0123456"}}}`,
		`PutItem {"TableName":"Plain","Item":{"id":{"S":"1234567"}}}`,
		`PutItem {"TableName":"Plain","Item":{"id":{"S":"2345678"}}}`,
		`PutItem {"TableName":"Plain","Item":{"id":{"S":"3456789"}}}`,
	} {
		if got := say(d, request); !strings.HasPrefix(got, "200") {
			t.Fatal(got)
		}
	}
	got := say(d, `Scan {"TableName":"Plain","ConsistentRead":true,"Select":"COUNT"}`)
	if !strings.HasPrefix(got, `200 {"Count":3,"ScannedCount":3,"LastEvaluatedKey":`) {
		t.Error(got)
	}
}
