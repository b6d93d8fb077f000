package operation

import (
	"strings"
	"testing"
)

func TestPutItem(t *testing.T) {
	converse(t, shop(t), []exchange{
		{`PutItem {"TableName":"Shop","Item":{"PK":{"S":"a"},"SK":{"S":"1"}},"ConditionExpression":"attribute_not_exists(PK)"}`, `200 {}`},
		{`PutItem {"TableName":"Shop","Item":{"PK":{"S":"a"},"SK":{"S":"1"}},"ConditionExpression":"attribute_not_exists(PK)"}`,
			dynamoBody("ConditionalCheckFailedException", "The conditional request failed")},
		{`PutItem {"TableName":"Shop","Item":{"PK":{"S":"a"},"SK":{"S":"1"},"n":{"N":"01.50"}},"ReturnValues":"ALL_OLD"}`,
			`200 {"Attributes":{"PK":{"S":"a"},"SK":{"S":"1"}}}`},
		{`PutItem {"TableName":"Shop","Item":{"PK":{"S":"a"},"SK":{"S":"1"}},"ConditionExpression":"n > :n","ExpressionAttributeValues":{":n":{"N":"2"}},"ReturnValuesOnConditionCheckFailure":"ALL_OLD"}`,
			`400 {"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"The conditional request failed","Item":{"PK":{"S":"a"},"SK":{"S":"1"},"n":{"N":"1.5"}}}`},
		{`PutItem {"TableName":"Shop","Item":{"PK":{"S":"a"},"SK":{"S":"2"}},"ConditionExpression":"n > :n","ExpressionAttributeValues":{":n":{"N":"2"}},"ReturnValuesOnConditionCheckFailure":"ALL_OLD"}`,
			dynamoBody("ConditionalCheckFailedException", "The conditional request failed")},
		{`PutItem {"TableName":"Shop","Item":{"PK":{"S":"c"},"SK":{"S":"1"}},"ReturnValues":"ALL_OLD"}`, `200 {}`},
		{`PutItem {"TableName":"arn:aws:dynamodb:us-east-1:000000000000:table/Shop","Item":{"PK":{"S":"c"},"SK":{"S":"1"}},"ReturnConsumedCapacity":"TOTAL"}`,
			`200 {"ConsumedCapacity":{"TableName":"arn:aws:dynamodb:us-east-1:000000000000:table/Shop","CapacityUnits":1.0}}`},
	})
}

func TestGetItem(t *testing.T) {
	converse(t, stocked(t), []exchange{
		{`GetItem {"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}}}`, `200 {"Item":{"PK":{"S":"a"},"SK":{"S":"1"},"n":{"N":"1"}}}`},
		{`GetItem {"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"9"}}}`, `200 {}`},
		{`GetItem {"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}},"ProjectionExpression":"n, #s","ExpressionAttributeNames":{"#s":"SK"}}`,
			`200 {"Item":{"SK":{"S":"1"},"n":{"N":"1"}}}`},
		{`GetItem {"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}},"ProjectionExpression":"elsewhere"}`, `200 {"Item":{}}`},
		{`GetItem {"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"9"}},"ReturnConsumedCapacity":"INDEXES"}`,
			`200 {"ConsumedCapacity":{"TableName":"Shop","CapacityUnits":0.5,"Table":{"CapacityUnits":0.5}}}`},
		{`GetItem {"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"9"}},"ConsistentRead":true,"ReturnConsumedCapacity":"TOTAL"}`,
			`200 {"ConsumedCapacity":{"TableName":"Shop","CapacityUnits":1.0}}`},
		{`GetItem {"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"9"}},"ReturnConsumedCapacity":"NONE"}`, `200 {}`},
		{`GetItem {"TableName":"Plain","Key":{"id":{"N":"1e0"}}}`, `200 {}`},
	})
}

func TestUpdateItem(t *testing.T) {
	converse(t, shop(t), []exchange{
		{`UpdateItem {"TableName":"Plain","Key":{"id":{"N":"1"}},"UpdateExpression":"REMOVE a"}`, `200 {}`},
		{`GetItem {"TableName":"Plain","Key":{"id":{"N":"1"}}}`, `200 {}`},
		{`UpdateItem {"TableName":"Plain","Key":{"id":{"N":"1"}},"ReturnValues":"ALL_NEW"}`, `200 {"Attributes":{"id":{"N":"1"}}}`},
		{`UpdateItem {"TableName":"Plain","Key":{"id":{"N":"2"}},"UpdateExpression":"SET a = :x, m = :m ADD c :x","ExpressionAttributeValues":{":x":{"N":"5"},":m":{"M":{"b":{"S":"B"}}}},"ReturnValues":"ALL_OLD"}`, `200 {}`},
		{`UpdateItem {"TableName":"Plain","Key":{"id":{"N":"2"}},"UpdateExpression":"SET a = a - :x, m.d = :x","ExpressionAttributeValues":{":x":{"N":"2"}},"ReturnValues":"UPDATED_NEW"}`,
			`200 {"Attributes":{"a":{"N":"3"},"m":{"M":{"d":{"N":"2"}}}}}`},
		{`UpdateItem {"TableName":"Plain","Key":{"id":{"N":"2"}},"UpdateExpression":"SET a = :x","ExpressionAttributeValues":{":x":{"N":"8"}},"ReturnValues":"UPDATED_OLD"}`,
			`200 {"Attributes":{"a":{"N":"3"}}}`},
		{`UpdateItem {"TableName":"Plain","Key":{"id":{"N":"2"}},"UpdateExpression":"REMOVE a","ReturnValues":"UPDATED_NEW"}`, `200 {}`},
		{`UpdateItem {"TableName":"Plain","Key":{"id":{"N":"2"}},"UpdateExpression":"REMOVE c","ConditionExpression":"c = :x","ExpressionAttributeValues":{":x":{"N":"1"}}}`,
			dynamoBody("ConditionalCheckFailedException", "The conditional request failed")},
		{`UpdateItem {"TableName":"Plain","Key":{"id":{"N":"2"}},"UpdateExpression":"REMOVE c","ConditionExpression":"c = :x","ExpressionAttributeValues":{":x":{"N":"5"}},"ReturnValues":"ALL_OLD","ReturnConsumedCapacity":"TOTAL"}`,
			`200 {"Attributes":{"c":{"N":"5"},"id":{"N":"2"},"m":{"M":{"b":{"S":"B"},"d":{"N":"2"}}}},"ConsumedCapacity":{"TableName":"Plain","CapacityUnits":1.0}}`},
		// The condition sees the item before its key is filled in.
		{`UpdateItem {"TableName":"Plain","Key":{"id":{"N":"3"}},"UpdateExpression":"SET a = :x","ConditionExpression":"attribute_exists(id)","ExpressionAttributeValues":{":x":{"N":"5"}}}`,
			dynamoBody("ConditionalCheckFailedException", "The conditional request failed")},
		// What an item lets an update do comes without the envelope.
		{`UpdateItem {"TableName":"Plain","Key":{"id":{"N":"2"}},"UpdateExpression":"SET a = zzz"}`,
			invalidBody("The provided expression refers to an attribute that does not exist in the item")},
		{`UpdateItem {"TableName":"Plain","Key":{"id":{"N":"2"}},"UpdateExpression":"SET x.y = :x","ExpressionAttributeValues":{":x":{"N":"5"}}}`,
			invalidBody("The document path provided in the update expression is invalid for update")},
		{`UpdateItem {"TableName":"Plain","Key":{"id":{"N":"2"}},"UpdateExpression":"SET id = :x","ExpressionAttributeValues":{":x":{"N":"5"}}}`,
			invalidBody("One or more parameter values were invalid: Cannot update attribute id. This attribute is part of the key")},
	})
}

func TestDeleteItem(t *testing.T) {
	converse(t, stocked(t), []exchange{
		{`DeleteItem {"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}},"ConditionExpression":"n = :n","ExpressionAttributeValues":{":n":{"N":"2"}}}`,
			dynamoBody("ConditionalCheckFailedException", "The conditional request failed")},
		{`DeleteItem {"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}},"ReturnValues":"ALL_OLD"}`,
			`200 {"Attributes":{"PK":{"S":"a"},"SK":{"S":"1"},"n":{"N":"1"}}}`},
		{`DeleteItem {"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}},"ReturnValues":"ALL_OLD"}`, `200 {}`},
		{`GetItem {"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}}}`, `200 {}`},
	})
}

// Units follow the sizes: 1 KB a write unit, 4 KB a read unit, the larger of the item
// before and after.
func TestConsumedCapacity(t *testing.T) {
	units := func(n string) string {
		return `"ConsumedCapacity":{"TableName":"Plain","CapacityUnits":` + n + `}}`
	}
	big := `{"id":{"N":"1"},"s":{"S":"` + strings.Repeat("x", 4500) + `"}}` // 4,505 bytes
	converse(t, shop(t), []exchange{
		{`PutItem {"TableName":"Plain","ReturnConsumedCapacity":"TOTAL","Item":` + big + `}`, `200 {` + units("5.0")},
		{`PutItem {"TableName":"Plain","ReturnConsumedCapacity":"TOTAL","Item":{"id":{"N":"2"}}}`, `200 {` + units("1.0")},
		{`Query {"TableName":"Plain","ReturnConsumedCapacity":"TOTAL","Select":"COUNT","KeyConditionExpression":"id = :i","ExpressionAttributeValues":{":i":{"N":"1"}}}`,
			`200 {"Count":1,"ScannedCount":1,` + units("1.0")},
		{`Query {"TableName":"Plain","ReturnConsumedCapacity":"TOTAL","Select":"COUNT","ConsistentRead":true,"KeyConditionExpression":"id = :i","ExpressionAttributeValues":{":i":{"N":"1"}}}`,
			`200 {"Count":1,"ScannedCount":1,` + units("2.0")},
		{`Query {"TableName":"Plain","ReturnConsumedCapacity":"TOTAL","Select":"COUNT","KeyConditionExpression":"id = :i","ExpressionAttributeValues":{":i":{"N":"9"}}}`,
			`200 {"Count":0,"ScannedCount":0,` + units("0.5")},
		{`UpdateItem {"TableName":"Plain","ReturnConsumedCapacity":"TOTAL","Key":{"id":{"N":"1"}},"UpdateExpression":"REMOVE s"}`, `200 {` + units("5.0")},
		{`DeleteItem {"TableName":"Plain","ReturnConsumedCapacity":"TOTAL","Key":{"id":{"N":"1"}}}`, `200 {` + units("1.0")},
	})
}

func TestBatchWriteItem(t *testing.T) {
	converse(t, stocked(t), []exchange{
		{`BatchWriteItem {"RequestItems":{
			"Shop":[{"PutRequest":{"Item":{"PK":{"S":"c"},"SK":{"S":"1"}}}},{"DeleteRequest":{"Key":{"PK":{"S":"a"},"SK":{"S":"1"}}}}],
			"Plain":[{"PutRequest":{"Item":{"id":{"N":"1"}}}}]},"ReturnConsumedCapacity":"TOTAL"}`,
			`200 {"UnprocessedItems":{},"ConsumedCapacity":[{"TableName":"Shop","CapacityUnits":2.0},{"TableName":"Plain","CapacityUnits":1.0}]}`},
		{`GetItem {"TableName":"Shop","Key":{"PK":{"S":"c"},"SK":{"S":"1"}}}`, `200 {"Item":{"PK":{"S":"c"},"SK":{"S":"1"}}}`},
		{`GetItem {"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}}}`, `200 {}`},
		{`BatchWriteItem {}`, invalidBody("1 validation error detected: Value null at 'requestItems' failed to satisfy constraint: Member must not be null")},
		{`BatchWriteItem {"RequestItems":{}}`, malformedBody("Value at 'RequestItems' failed to satisfy constraint: Member must have length greater than or equal to 1")},
		{`BatchWriteItem {"RequestItems":{"Plain":[{"PutRequest":{"Item":{"id":{"N":"1"}}}},{"DeleteRequest":{"Key":{"id":{"N":"1.0"}}}}]}}`,
			invalidBody("Provided list of item keys contains duplicates")},
		{`BatchWriteItem {"RequestItems":{"Plain":[{"PutRequest":{"Item":{"id":{"S":"1"}}}}]}}`, invalidBody("The provided key element does not match the schema")},
		{`BatchWriteItem {"RequestItems":{"Plain":[{"PutRequest":{"Item":{"id":{"N":"1"},"s":{"SS":["b","a","b"]}}}}]}}`,
			invalidBody("One or more parameter values were invalid: Input collection [b, a, b] contains duplicates.")},
		{`BatchWriteItem {"RequestItems":{"None":[{"PutRequest":{"Item":{"id":{"N":"1"}}}}]}}`, dynamoBody("ResourceNotFoundException", "Requested resource not found")},
		{`BatchWriteItem {"RequestItems":{"Plain":[` + strings.Repeat(`{"DeleteRequest":{"Key":{"id":{"N":"1"}}}},`, 14) + `{"DeleteRequest":{"Key":{"id":{"N":"1"}}}}],
			"Shop":[` + strings.Repeat(`{"DeleteRequest":{"Key":{"id":{"N":"1"}}}},`, 14) + `{"DeleteRequest":{"Key":{"id":{"N":"1"}}}}]}}`,
			invalidBody("Too many items requested for the BatchWriteItem call")},
		{`BatchWriteItem {"RequestItems":{"Plain":[{}]}}`, invalidBody("A WriteRequest must hold either a PutRequest or a DeleteRequest")},
	})
}
