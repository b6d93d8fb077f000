package operation

import "testing"

// Messages whose wording DynamoDB changed in 2026, in today's words and in those before;
// all others have only ever had one.
func TestWordings(t *testing.T) {
	const (
		put    = `PutItem {"TableName":"Plain","Item":{"id":{"N":"1"}}`
		update = `UpdateItem {"TableName":"Plain","Key":{"id":{"N":"1"}}`
		get    = `GetItem {"TableName":"Plain","Key":{"id":{"N":"1"}}`
		query  = `Query {"TableName":"Plain","KeyConditionExpression":"id = :id","ExpressionAttributeValues":{":id":{"N":"1"}}`
		check  = `TransactWriteItems {"TransactItems":[{"ConditionCheck":{"TableName":"Plain","Key":{"id":{"N":"1"}},"ConditionExpression":"a = :a","ExpressionAttributeValues":{":a":`

		length    = " failed to satisfy constraint: Member must have length greater than or equal to 1"
		returns   = "Value 'X' at 'returnValues' failed to satisfy constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]"
		capacity  = "Value 'Y' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]"
		operators = "Value 'XOR' at 'conditionalOperator' failed to satisfy constraint: Member must satisfy enum value set: [OR, AND]"
		sets      = "One or more parameter values were invalid: Input collection "
	)
	for _, c := range []struct{ request, current, before string }{
		// Syntax errors, unused names and their like had no envelope.
		{put + `,"ConditionExpression":""}`, malformedBody("Invalid ConditionExpression: The expression can not be empty;"), invalidBody("Invalid ConditionExpression: The expression can not be empty;")},
		{put + `,"ReturnValues":"ALL_NEW"}`, malformedBody(messageReturnValues), invalidBody(messageReturnValues)},
		{put + `,"ExpressionAttributeNames":{"#a":"a"}}`, malformedBody(messageNamesAlone), invalidBody(messageNamesAlone)},
		// Of several violations all were reported.
		{put + `,"ReturnValues":"X","ReturnConsumedCapacity":"Y"}`, malformedBody(messageReturnValuesEnum), invalidBody("2 validation errors detected: " + capacity + "; " + returns)},
		{update + `,"ConditionalOperator":"XOR"}`, malformedBody(messageConditionalOperatorEnum), malformedBody(operators)},
		{query + `,"ConditionalOperator":"XOR"}`, invalidBody(messageConditionalOperatorEnum), malformedBody(operators)},
		{`PutItem {"TableName":"","Item":{}}`, malformedBody("Value at 'TableName'" + length), malformedBody("Value '' at 'tableName'" + length)},
		{`BatchGetItem {"RequestItems":{}}`, malformedBody("Value at 'RequestItems'" + length), invalidBody("The requestItems parameter is required for BatchGetItem")},
		{`BatchWriteItem {"RequestItems":{}}`, malformedBody("Value at 'RequestItems'" + length), invalidBody("The requestItems parameter is required for BatchWriteItem")},
		{`BatchGetItem {"RequestItems":{"Plain":{"Keys":[]}}}`, malformedBody("Value at 'RequestItems.Plain.member.Keys'" + length), malformedBody("Value '[]' at 'requestItems.Plain.member.keys'" + length)},
		{`TransactWriteItems {"TransactItems":[]}`, malformedBody("Value at 'TransactItems'" + length), malformedBody("Value '[]' at 'transactItems'" + length)},
		{query + `,"Limit":0}`, malformedBody("Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1"), malformedBody("Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1")},
		{get + `,"AttributesToGet":[]}`, malformedBody("Value at 'AttributesToGet'" + length), malformedBody("Value '[]' at 'attributesToGet'" + length)},
		{query + `,"Select":"SPECIFIC_ATTRIBUTES"}`, malformedBody(messageNoProjection), invalidBody(messageNoProjection)},
		// Values.
		{`PutItem {"TableName":"Plain","Item":{"id":{"N":""}}}`, malformedBody("The parameter cannot be converted to a numeric value: "), invalidBody("The parameter cannot be converted to a numeric value")},
		{`PutItem {"TableName":"Plain","Item":{"id":{"SS":["b","a","b"]}}}`, malformedBody(sets + `["a", "b", "b"] contains duplicates.`), invalidBody(sets + "[b, a, b] contains duplicates.")},
		{`PutItem {"TableName":"Plain","Item":{"id":{"NS":["1","1.0"]}}}`, malformedBody("One or more parameter values were invalid: Input collection contains duplicates."), invalidBody("Input collection contains duplicates")},
		{put + `,"ExpressionAttributeValues":{":a":{"N":"x"}},"ConditionExpression":"a = :a"}`, malformedBody("The parameter cannot be converted to a numeric value: x"), invalidBody("ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric value: x for key :a")},
		{check + `{"SS":["a","a"]}}}}]}`, invalidBody(sets + `["a", "a"] contains duplicates.`), invalidBody("ExpressionAttributeValues contains invalid value: " + sets + "[a, a] contains duplicates. for key :a")},
		{put + `,"ExpressionAttributeValues":{":a":{"N":"1"}}}`, malformedBody(messageValuesAlone), invalidBody(messageValuesAlone + ": ConditionExpression is null")},
		{update + `,"UpdateExpression":"ADD a :a","ExpressionAttributeValues":{":a":{"BOOL":true}}}`,
			malformedBody("Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ADD, operand type: BOOL, typeSet: ALLOWED_FOR_ADD_OPERAND"),
			invalidBody("Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ADD, operand type: BOOLEAN")},
		// What never changed.
		{`PutItem {"TableName":"Plain"}`, malformedBody("Value null at 'item' failed to satisfy constraint: Member must not be null"), malformedBody("Value null at 'item' failed to satisfy constraint: Member must not be null")},
		{`Scan {"TableName":"Plain","Limit":0}`, malformedBody("Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1"), malformedBody("Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1")},
	} {
		current, before := shop(t), shop(t)
		before.options.Validation = validation2025
		if got := say(current, c.request); got != c.current {
			t.Errorf("%s\n got %s\nwant %s", c.request, got, c.current)
		}
		if got := say(before, c.request); got != c.before {
			t.Errorf("%s, before 2026\n got %s\nwant %s", c.request, got, c.before)
		}
	}
}
