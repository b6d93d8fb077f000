package operation

import (
	"strings"
	"testing"

	"ringside/engine"
)

// A table comes and goes by events: it is CREATING, then ACTIVE, then DELETING, then
// gone.
func TestLifeOfATable(t *testing.T) {
	o := DefaultOptions()
	o.Scale.TableDelay = 5 * engine.Second
	d := NewDoor(1, o)
	const create = `CreateTable {"TableName":"Music","BillingMode":"PAY_PER_REQUEST",
		"AttributeDefinitions":[{"AttributeName":"Artist","AttributeType":"S"},{"AttributeName":"Album","AttributeType":"N"}],
		"KeySchema":[{"AttributeName":"Artist","KeyType":"HASH"},{"AttributeName":"Album","KeyType":"RANGE"}]}`
	const get = `GetItem {"TableName":"Music","Key":{"Artist":{"S":"a"},"Album":{"N":"1"}}}`
	missing := dynamoBody("ResourceNotFoundException", "Requested resource not found")
	say(d, `.Advance {"Until":1363801701282999}`)

	created := say(d, create)
	id := created[strings.Index(created, `"TableId":"`)+11:][:36]
	converse(t, d, []exchange{
		{`DeleteTable {"TableName":"Music"}`, dynamoBody("ResourceInUseException", "Attempt to change a resource which is still in use: Table is being created: Music")},
		{create, dynamoBody("ResourceInUseException", "Attempt to change a resource which is still in use: Table is being created: Music")},
		{get, missing},
		{`ListTables {}`, `200 {"TableNames":["Music"]}`},
		{`.Advance {"By":5000000}`, `200 {"Now":1363801706282999,"More":false,"Ran":{"activate":1},"Events":[{"At":1363801706282999,"Kind":"activate","TableName":"Music"}]}`},
		{get, `200 {}`},
		{create, dynamoBody("ResourceInUseException", "Table already exists: Music")},
		{`DescribeTable {"TableName":"Music"}`, `200 {"Table":{` +
			`"KeySchema":[{"AttributeName":"Artist","KeyType":"HASH"},{"AttributeName":"Album","KeyType":"RANGE"}],` +
			`"AttributeDefinitions":[{"AttributeName":"Album","AttributeType":"N"},{"AttributeName":"Artist","AttributeType":"S"}],` +
			`"CreationDateTime":1363801701.282,"TableName":"Music","TableStatus":"ACTIVE",` +
			`"TableArn":"arn:aws:dynamodb:us-east-1:000000000000:table/Music","TableId":"` + id + `",` +
			`"ItemCount":0,"TableSizeBytes":0,"DeletionProtectionEnabled":false,` +
			`"ProvisionedThroughput":{"NumberOfDecreasesToday":0,"ReadCapacityUnits":0,"WriteCapacityUnits":0},` +
			`"BillingModeSummary":{"BillingMode":"PAY_PER_REQUEST","LastUpdateToPayPerRequestDateTime":1363801701.282},` +
			`"WarmThroughput":{"ReadUnitsPerSecond":12000,"WriteUnitsPerSecond":4000,"Status":"ACTIVE"}}}`},
		{`DeleteTable {"TableName":"arn:aws:dynamodb:us-east-1:000000000000:table/Music"}`, `200 {"TableDescription":{` +
			`"TableName":"Music","TableStatus":"DELETING","TableArn":"arn:aws:dynamodb:us-east-1:000000000000:table/Music","TableId":"` + id + `",` +
			`"ItemCount":0,"TableSizeBytes":0,"DeletionProtectionEnabled":false,` +
			`"ProvisionedThroughput":{"NumberOfDecreasesToday":0,"ReadCapacityUnits":0,"WriteCapacityUnits":0},` +
			`"BillingModeSummary":{"BillingMode":"PAY_PER_REQUEST"}}}`},
		{`DeleteTable {"TableName":"Music"}`, dynamoBody("ResourceInUseException", "Attempt to change a resource which is still in use: Table is being deleted: Music")},
		{get, `200 {}`},
		{`.Advance {"By":5000000,"Limit":10}`, `200 {"Now":1363801711282999,"More":false,"Ran":{"drop":1},"Events":[{"At":1363801711282999,"Kind":"drop","TableName":"Music"}]}`},
		{get, missing},
		{`DescribeTable {"TableName":"Music"}`, dynamoBody("ResourceNotFoundException", "Requested resource not found: Table: Music not found")},
	})
}

func TestCreateTable(t *testing.T) {
	const key = `"AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"}],"KeySchema":[{"AttributeName":"a","KeyType":"HASH"}]`
	const onDemand = `"BillingMode":"PAY_PER_REQUEST"`
	define := func(definitions, schema string) string {
		return `CreateTable {"TableName":"abc",` + onDemand + `,"AttributeDefinitions":[` + definitions + `],"KeySchema":[` + schema + `]}`
	}
	const a, b = `{"AttributeName":"a","AttributeType":"S"}`, `{"AttributeName":"b","AttributeType":"S"}`
	const aHash, bHash, bRange = `{"AttributeName":"a","KeyType":"HASH"}`, `{"AttributeName":"b","KeyType":"HASH"}`, `{"AttributeName":"b","KeyType":"RANGE"}`
	detected := func(what string) string { return invalidBody("1 validation error detected: " + what) }
	wrong := func(what string) string { return invalidBody("One or more parameter values were invalid: " + what) }
	converse(t, shop(t), []exchange{
		{`CreateTable {}`, invalidBody("The parameter 'TableName' is required but was not present in the request")},
		{`CreateTable {"TableName":"ab"}`, detected("Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3")},
		{`CreateTable {"TableName":"a b c"}`, detected("Value 'a b c' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+")},
		{`CreateTable {"TableName":"abc"}`, invalidBody("2 validation errors detected: Value null at 'attributeDefinitions' failed to satisfy constraint: Member must not be null; Value null at 'keySchema' failed to satisfy constraint: Member must not be null")},
		{define(a, `{"AttributeName":"a","KeyType":"INVALID"}`), detected("Value 'INVALID' at 'keySchema.1.member.keyType' failed to satisfy constraint: Member must satisfy enum value set: [HASH, RANGE]")},
		{define(`{"AttributeName":"a","AttributeType":"INVALID"}`, aHash), detected("Value 'INVALID' at 'attributeDefinitions.1.member.attributeType' failed to satisfy constraint: Member must satisfy enum value set: [B, N, S]")},
		{define(a, aHash+","+bRange+","+bRange), detected("Value '[KeySchemaElement(attributeName=a, keyType=HASH), KeySchemaElement(attributeName=b, keyType=RANGE), KeySchemaElement(attributeName=b, keyType=RANGE)]' at 'keySchema' failed to satisfy constraint: Member must have length less than or equal to 2")},
		{`CreateTable {"TableName":"abc",` + key + `}`, wrong("ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED")},
		{`CreateTable {"TableName":"abc",` + key + `,"BillingMode":"PAY_PER_REQUEST","ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1}}`,
			wrong("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST")},
		{`CreateTable {"TableName":"abc",` + key + `,"ProvisionedThroughput":{"ReadCapacityUnits":0,"WriteCapacityUnits":0}}`,
			invalidBody("2 validation errors detected: Value '0' at 'provisionedThroughput.writeCapacityUnits' failed to satisfy constraint: Member must have value greater than or equal to 1; Value '0' at 'provisionedThroughput.readCapacityUnits' failed to satisfy constraint: Member must have value greater than or equal to 1")},
		{`CreateTable {"TableName":"abc",` + key + `,"ProvisionedThroughput":{"ReadCapacityUnits":1}}`, detected("Value null at 'provisionedThroughput.writeCapacityUnits' failed to satisfy constraint: Member must not be null")},
		{`CreateTable {"TableName":"abc",` + key + `,"ProvisionedThroughput":{"ReadCapacityUnits":1000000000001,"WriteCapacityUnits":1}}`, invalidBody("Given value 1000000000001 for ReadCapacityUnits is out of bounds")},
		{define(b, aHash), wrong("Some index key attributes are not defined in AttributeDefinitions. Keys: [a], AttributeDefinitions: [b]")},
		{define(a, aHash+","+bRange), invalidBody("Invalid KeySchema: Some index key attribute have no definition")},
		{define(b, bRange), invalidBody("Invalid KeySchema: The first KeySchemaElement is not a HASH key type")},
		{define(a+","+b, aHash+","+bHash), invalidBody("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type")},
		{define(a+","+b, bHash+","+bRange), invalidBody("Both the Hash Key and the Range Key element in the KeySchema have the same name")},
		{define(a+","+b, aHash), wrong("Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions")},
		{define(a+","+a, aHash), invalidBody("Attribute Name is duplicated: a")},
		{`CreateTable {"TableName":"abc",` + onDemand + `,` + key + `,"VectorIndexes":[]}`, invalidBody("Ringside does not support the parameter VectorIndexes yet")},
		{`ListTables {}`, `200 {"TableNames":["Plain","Shop"]}`},
	})
}

func TestDeletionProtection(t *testing.T) {
	d := shop(t)
	say(d, `CreateTable {"TableName":"safe","BillingMode":"PAY_PER_REQUEST","DeletionProtectionEnabled":true,"AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"}],"KeySchema":[{"AttributeName":"a","KeyType":"HASH"}]}`)
	converse(t, d, []exchange{{`DeleteTable {"TableName":"safe"}`,
		invalidBody("Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.")}})
}

func TestListTables(t *testing.T) {
	d := shop(t)
	converse(t, d, []exchange{
		{`ListTables {"Limit":1}`, `200 {"TableNames":["Plain"],"LastEvaluatedTableName":"Plain"}`},
		{`ListTables {"Limit":1,"ExclusiveStartTableName":"Plain"}`, `200 {"TableNames":["Shop"]}`},
		{`ListTables {"Limit":2}`, `200 {"TableNames":["Plain","Shop"]}`},
		{`ListTables {"ExclusiveStartTableName":"Queue"}`, `200 {"TableNames":["Shop"]}`},
		{`ListTables {"Limit":101}`, invalidBody("1 validation error detected: Value '101' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 100")},
		{`ListTables {"ExclusiveStartTableName":""}`, invalidBody("2 validation errors detected: Value '' at 'exclusiveStartTableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value '' at 'exclusiveStartTableName' failed to satisfy constraint: Member must have length greater than or equal to 3")},
		{`DescribeTable {"TableName":"ab"}`, invalidBody("1 validation error detected: Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3")},
		{`DescribeTable {"TableName":""}`, invalidBody("2 validation errors detected: Value '' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3; Value '' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+")},
		{`DescribeTable {}`, invalidBody("The parameter 'TableName' is required but was not present in the request")},
	})
}
