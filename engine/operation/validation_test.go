package operation

import (
	"strings"
	"testing"
)

// PutItem, UpdateItem and DeleteItem answer a malformed request in an envelope; what
// depends on the table or the item comes bare, and so does everything from the reads.
func TestEnvelope(t *testing.T) {
	const putKey = `"TableName":"Plain","Item":{"id":{"N":"1"}}`
	const key = `"TableName":"Plain","Key":{"id":{"N":"1"}}`
	malformed := map[string]string{ // more members of the request
		`"ConditionExpression":"a = = :v"`:                          `Invalid ConditionExpression: Syntax error; token: "=", near: "= = :v"`,
		`"ConditionExpression":""`:                                  `Invalid ConditionExpression: The expression can not be empty;`,
		`"ConditionExpression":"((a = a))"`:                         `Invalid ConditionExpression: The expression has redundant parentheses;`,
		`"ConditionExpression":"a = :v"`:                            `Invalid ConditionExpression: An expression attribute value used in expression is not defined; attribute value: :v`,
		`"ConditionExpression":"#a = b"`:                            `Invalid ConditionExpression: An expression attribute name used in the document path is not defined; attribute name: #a`,
		`"ConditionExpression":"size = b"`:                          `Invalid ConditionExpression: Attribute name is a reserved keyword; reserved keyword: size`,
		`"ConditionExpression":"` + strings.Repeat("x", 4097) + `"`: `Invalid ConditionExpression: Expression size has exceeded the maximum allowed size; expression size: 4097`,
		`"ConditionExpression":"attribute_exists(a)","ExpressionAttributeNames":{"#count":"c","#a":"a"}`: `Value provided in ExpressionAttributeNames unused in expressions: keys: {#a, #count}`,
		`"ConditionExpression":"attribute_exists(a)","ExpressionAttributeValues":{":u":{"S":""}}`:        `Value provided in ExpressionAttributeValues unused in expressions: keys: {:u}`,
		`"ConditionExpression":"attribute_exists(a)","ExpressionAttributeNames":{}`:                      `ExpressionAttributeNames must not be empty`,
		`"ConditionExpression":"attribute_exists(a)","ExpressionAttributeValues":{}`:                     `ExpressionAttributeValues must not be empty`,
		`"ConditionExpression":"attribute_exists(a)","ExpressionAttributeNames":{"a":"b"}`:               `ExpressionAttributeNames contains invalid key: Syntax error; key: "a"`,
		`"ConditionExpression":"attribute_exists(a)","ExpressionAttributeValues":{"loc":{"S":"b"}}`:      `ExpressionAttributeValues contains invalid key: Syntax error; key: "loc"`,
		`"ConditionExpression":"a = :v","ExpressionAttributeValues":{":v":{"N":"abc"}}`:                  `The parameter cannot be converted to a numeric value: abc`,
		`"ConditionExpression":"a = :v","ExpressionAttributeValues":{":v":{"SS":[]}}`:                    `One or more parameter values were invalid: An string set  may not be empty`,
		`"ConditionExpression":"a = :v","ExpressionAttributeValues":{":v":{"NULL":false}}`:               `One or more parameter values were invalid: Null attribute value types must have the value of true`,
		`"ExpressionAttributeNames":{"#a":"b"}`:                                                          `ExpressionAttributeNames can only be specified when using expressions`,
	}
	d := shop(t)
	for more, message := range malformed {
		converse(t, d, []exchange{
			{`PutItem {` + putKey + `,` + more + `}`, malformedBody(message)},
			{`DeleteItem {` + key + `,` + more + `}`, malformedBody(message)},
			{`UpdateItem {` + key + `,` + more + `}`, malformedBody(message)},
		})
		bare := strings.ReplaceAll(message, "ConditionExpression", "FilterExpression")
		filter := strings.ReplaceAll(more, `"ConditionExpression"`, `"FilterExpression"`)
		if !strings.Contains(more, `{":v":`) { // which Scan words otherwise
			converse(t, d, []exchange{{`Scan {"TableName":"Plain",` + filter + `}`, invalidBody(bare)}})
		}
	}
	converse(t, d, []exchange{
		{`PutItem {` + putKey + `,"ReturnValues":"ALL_NEW"}`, malformedBody("ReturnValues can only be ALL_OLD or NONE")},
		{`DeleteItem {` + key + `,"ReturnValues":"UPDATED_OLD"}`, malformedBody("ReturnValues can only be ALL_OLD or NONE")},
		{`PutItem {` + putKey + `,"ExpressionAttributeValues":{":v":{"S":"b"}}}`, malformedBody("ExpressionAttributeValues can only be specified when using expressions")},
		{`UpdateItem {` + key + `,"ExpressionAttributeValues":{":v":{"S":"b"}}}`, malformedBody("ExpressionAttributeValues can only be specified when using expressions: UpdateExpression and ConditionExpression are null")},
		{`Scan {"TableName":"Plain","ExpressionAttributeValues":{":v":{"S":"b"}}}`, invalidBody("ExpressionAttributeValues can only be specified when using expressions: FilterExpression is null")},
		{`UpdateItem {` + key + `,"UpdateExpression":"` + strings.Repeat("x", 4097) + `"}`, malformedBody("Invalid UpdateExpression: Expression size has exceeded the maximum allowed size;")},
		// Without the envelope, on the same operations:
		{`PutItem {"TableName":"Plain","Item":{"id":{"N":"1"},"a":{}}}`, invalidBody("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes")},
		{`PutItem {"TableName":"Plain","Item":{"id":{"N":"1"},"a":{"S":"x","N":"1"}}}`, invalidBody("Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes")},
		{`PutItem {"TableName":"Plain","Item":{"id":{"S":"1"}}}`, invalidBody("One or more parameter values were invalid: Type mismatch for key id expected: N actual: S")},
		{`UpdateItem {"TableName":"Plain","Key":{"id":{"S":"1"}}}`, invalidBody("The provided key element does not match the schema")},
		{`PutItem {"TableName":"Plain","Item":{"id":{"N":"1"},"s":{"S":"` + strings.Repeat("x", 400<<10) + `"}}}`, invalidBody("Item size has exceeded the maximum allowed size")},
		// Elsewhere:
		{`Query {"TableName":"Plain","KeyConditionExpression":"id = :v","ExpressionAttributeValues":{":v":{"N":"abc"}}}`, invalidBody("The parameter cannot be converted to a numeric value: abc")},
		{`GetItem {"TableName":"Plain","Key":{"id":{"N":"abc"}}}`, invalidBody("The parameter cannot be converted to a numeric value: abc")},
	})
}

// Scan and BatchWriteItem word faults of values as all operations once did.
func TestOlderWording(t *testing.T) {
	value := func(v string) string {
		return `Scan {"TableName":"Plain","FilterExpression":"a = :v","ExpressionAttributeValues":{":v":` + v + `}}`
	}
	wrapped := func(message string) string {
		return invalidBody("ExpressionAttributeValues contains invalid value: " + message + " for key :v")
	}
	start := func(operation, v string) string {
		return operation + ` {"TableName":"Plain","KeyConditionExpression":"id = id","ExclusiveStartKey":{"id":` + v + `}}`
	}
	converse(t, shop(t), []exchange{
		{value(`{"N":""}`), wrapped("The parameter cannot be converted to a numeric value")},
		{value(`{"SS":["b","a","b"]}`), wrapped("One or more parameter values were invalid: Input collection [b, a, b] contains duplicates.")},
		{value(`{"NULL":false}`), invalidBody("One or more parameter values were invalid: Null attribute value types must have the value of true")},
		{start("Scan", `{"N":""}`), invalidBody("The parameter cannot be converted to a numeric value")},
		{start("Query", `{"N":""}`), invalidBody("The parameter cannot be converted to a numeric value: ")},
		{start("Scan", `{"NULL":false}`), invalidBody("The provided starting key is invalid: One or more parameter values were invalid: Null attribute value types must have the value of true")},
	})
}

// What the newer checks look at they report alone, unless a required member is missing.
// On Scan there are only the older checks.
func TestSeveralViolations(t *testing.T) {
	const (
		atLeastOne = " failed to satisfy constraint: Member must have value greater than or equal to 1"
		tooShort   = " failed to satisfy constraint: Member must have length greater than or equal to 1"
		wrong      = "Value 'X' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]"
		key        = `"Key":{"id":{"N":"1"}}`
		limited    = ` {"TableName":"Plain","Limit":0,"ReturnConsumedCapacity":"X"}`
	)
	two := func(one, other string) string {
		return invalidBody("2 validation errors detected: " + one + "; " + other)
	}
	put := func(token string) string {
		return `TransactWriteItems {"ReturnConsumedCapacity":"X","ClientRequestToken":"` + token + `","TransactItems":[{"Put":{"TableName":"Plain","Item":{"id":{"N":"1"}}}}]}`
	}
	converse(t, shop(t), []exchange{
		{`Query` + limited, malformedBody("Value at 'Limit'" + atLeastOne)},
		{`Scan` + limited, two(wrong, "Value '0' at 'limit'"+atLeastOne)},
		{`GetItem {"TableName":"","ReturnConsumedCapacity":"X",` + key + `}`, malformedBody("Value at 'TableName'" + tooShort)},
		{`GetItem {"TableName":"","ReturnConsumedCapacity":"X"}`, invalidBody("3 validation errors detected: " + wrong + "; Value '' at 'tableName'" + tooShort +
			"; Value null at 'key' failed to satisfy constraint: Member must not be null")},
		{`Scan {"TableName":"","ReturnConsumedCapacity":"X"}`, two(wrong, "Value '' at 'tableName'"+tooShort)},
		{`Query {"ConditionalOperator":"XOR"}`, two("Value null at 'tableName' failed to satisfy constraint: Member must not be null",
			"Value 'XOR' at 'conditionalOperator' failed to satisfy constraint: Member must satisfy enum value set: [OR, AND]")},
		{put(strings.Repeat("x", 37)), malformedBody("Value at 'ClientRequestToken' failed to satisfy constraint: Member must have length less than or equal to 36")},
		{put(strings.Repeat("ä", 36)), malformedBody(wrong)},
	})
}

func TestTableNames(t *testing.T) {
	violation := func(what string) string { return invalidBody("1 validation error detected: " + what) }
	const item = `"Item":{"id":{"N":"1"}}`
	long := strings.Repeat("x", 256)
	converse(t, shop(t), []exchange{
		{`PutItem {` + item + `}`, violation("Value null at 'tableName' failed to satisfy constraint: Member must not be null")},
		{`PutItem {"TableName":"",` + item + `,"ReturnValues":"WRONG"}`, violation("Value at 'TableName' failed to satisfy constraint: Member must have length greater than or equal to 1")},
		{`PutItem {"TableName":"` + long + `",` + item + `}`, violation("Value '" + long + "' at 'tableName' failed to satisfy constraint: Member must have length less than or equal to 255")},
		{`PutItem {"TableName":"bad table!@#",` + item + `}`, violation("Value 'bad table!@#' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+")},
		{`PutItem {"TableName":"arn:aws:dynamodb:us-east-1:000000000000:table/Shop/index/Plain",` + item + `}`,
			violation("Value 'arn:aws:dynamodb:us-east-1:000000000000:table/Shop/index/Plain' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+")},
		{`PutItem {"TableName":"x",` + item + `}`, dynamoBody("ResourceNotFoundException", "Requested resource not found")},
		{`GetItem {}`, invalidBody("2 validation errors detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null; Value null at 'key' failed to satisfy constraint: Member must not be null")},
		{`UpdateItem {"TableName":"Plain","Key":{"id":{"N":"1"}},"ReturnValues":"WRONG","ReturnConsumedCapacity":"WRONG"}`,
			violation("Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]")},
		{`UpdateItem {"TableName":""}`, invalidBody("2 validation errors detected: " +
			"Value '' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 1; " +
			"Value null at 'key' failed to satisfy constraint: Member must not be null")},
		{`UpdateItem {"TableName":"Plain","ReturnConsumedCapacity":"WRONG"}`, invalidBody("2 validation errors detected: " +
			"Value 'WRONG' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]; " +
			"Value null at 'key' failed to satisfy constraint: Member must not be null")},
	})
}

func TestKeys(t *testing.T) {
	shopKey := func(partition, sort string) string {
		return `{"PK":{"S":"` + partition + `"},"SK":{"S":"` + sort + `"}}`
	}
	noMatch := invalidBody("The provided key element does not match the schema")
	empty := func(key string) string {
		return invalidBody("One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: " + key)
	}
	longHash := invalidBody("One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes")
	longSort := invalidBody("One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes")
	x2048, x1024 := strings.Repeat("x", 2048), strings.Repeat("x", 1024)
	d := shop(t)
	for _, c := range []struct{ key, response string }{
		{`{}`, noMatch},
		{`{"PK":{"S":"a"}}`, noMatch},
		{`{"PK":{"S":"a"},"SK":{"N":"1"}}`, noMatch},
		{`{"PK":{"S":"a"},"XX":{"S":"1"}}`, noMatch},
		{`{"PK":{"S":"a"},"SK":{"S":"1"},"XX":{"S":"1"}}`, noMatch},
		{shopKey("", "1"), empty("PK")},
		{shopKey("a", ""), empty("SK")},
		{shopKey(x2048+"x", "1"), longHash},
		{shopKey("a", x1024+"x"), longSort},
		{shopKey(x2048, x1024), `200 {}`},
	} {
		converse(t, d, []exchange{
			{`GetItem {"TableName":"Shop","Key":` + c.key + `}`, c.response},
			{`DeleteItem {"TableName":"Shop","Key":` + c.key + `}`, c.response},
			{`UpdateItem {"TableName":"Shop","Key":` + c.key + `}`, c.response},
		})
	}
	converse(t, d, []exchange{
		{`PutItem {"TableName":"Shop","Item":` + shopKey("", "1") + `}`, empty("PK")},
		{`PutItem {"TableName":"Shop","Item":` + shopKey("a", x1024+"x") + `}`, longSort},
		{`PutItem {"TableName":"Shop","Item":{"SK":{"S":"1"}}}`, invalidBody("One or more parameter values were invalid: Missing the key PK in the item")},
	})
}

// Of several mistakes the first in DynamoDB's order is reported: the request's own
// before the table's, the table's before the item's.
func TestOrderOfChecks(t *testing.T) {
	converse(t, shop(t), []exchange{
		{`PutItem {"TableName":"None","Item":{"id":{"N":"x"}}}`, malformedBody("The parameter cannot be converted to a numeric value: x")},
		{`PutItem {"TableName":"None","Item":{},"ConditionExpression":"a ="}`, malformedBody(`Invalid ConditionExpression: Syntax error; token: "<EOF>", near: "="`)},
		{`PutItem {"TableName":"None","Item":{}}`, dynamoBody("ResourceNotFoundException", "Requested resource not found")},
		{`UpdateItem {"TableName":"Plain","Key":{"id":{"S":"1"}},"UpdateExpression":"SET id = :v","ExpressionAttributeValues":{":v":{"S":"1"}}}`,
			invalidBody("The provided key element does not match the schema")},
		{`UpdateItem {"TableName":"Plain","Key":{"id":{"N":"1"}},"UpdateExpression":"SET a = b","ConditionExpression":"attribute_exists(a)"}`,
			dynamoBody("ConditionalCheckFailedException", "The conditional request failed")},
		{`PutItem {"TableName":"None","Item":{"id":{"N":"x"}},"Expected":{},"ConditionExpression":"a ="}`,
			malformedBody("Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {Expected} Expression parameters: {ConditionExpression}")},
	})
}
