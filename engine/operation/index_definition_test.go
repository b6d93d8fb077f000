package operation

import (
	"fmt"
	"strings"
	"testing"
)

// newTable is a CreateTable of a table with the key pk, sk. The attributes a, b, c and d are defined as
// far as its members name them.
func newTable(members string) string {
	definitions := `{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"sk","AttributeType":"S"}`
	for _, name := range []string{"a", "b", "c", "d", "e", "f", "g", "h", "i"} {
		if strings.Contains(members, `"AttributeName":"`+name+`"`) {
			definitions += `,{"AttributeName":"` + name + `","AttributeType":"S"}`
		}
	}
	if !strings.Contains(members, `"BillingMode"`) {
		members += `,"BillingMode":"PAY_PER_REQUEST"`
	}
	return `CreateTable {"TableName":"abc","AttributeDefinitions":[` + definitions + `],` +
		`"KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}],` + members + `}`
}

// indexOn is an index with the key attributes, HASH before the bar and RANGE behind it, that projects
// all.
func indexOn(name, key, more string) string {
	var elements []string
	for i, names := range strings.SplitN(key, "|", 2) {
		for _, attribute := range strings.Fields(names) {
			elements = append(elements, `{"AttributeName":"`+attribute+`","KeyType":"`+[]string{"HASH", "RANGE"}[i]+`"}`)
		}
	}
	if !strings.Contains(more, "Projection") {
		more = `,"Projection":{"ProjectionType":"ALL"}` + more
	}
	return `{"IndexName":"` + name + `","KeySchema":[` + strings.Join(elements, ",") + `]` + more + `}`
}

func globals(indexes ...string) string {
	return `"GlobalSecondaryIndexes":[` + strings.Join(indexes, ",") + `]`
}

func locals(indexes ...string) string {
	return `"LocalSecondaryIndexes":[` + strings.Join(indexes, ",") + `]`
}

const wrongValues = "One or more parameter values were invalid: "

func wrongBody(what string) string { return invalidBody(wrongValues + what) }

func limitBody(what string) string {
	return dynamoBody("LimitExceededException", "Subscriber limit exceeded: "+what)
}

func inUseBody(what string) string {
	return dynamoBody("ResourceInUseException", "Attempt to change a resource which is still in use: "+what)
}

// What CreateTable says of indexes that it refuses.
func TestCreateTableWithIndexes(t *testing.T) {
	detected := func(what string) string { return invalidBody("1 validation error detected: " + what) }
	global := func(more string) string { return newTable(globals(indexOn("ByA", "a", more))) }
	const provisioned = `"BillingMode":"PROVISIONED","ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":5}`
	const units = `,"ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1}`
	many := func(n int, key string) (all []string) {
		for i := range n {
			all = append(all, indexOn(fmt.Sprintf("By%02d", i), key, ""))
		}
		return all
	}
	const member = "' at 'globalSecondaryIndexes.1.member."
	converse(t, shop(t), []exchange{
		{newTable(`"GlobalSecondaryIndexes":[{}]`), invalidBody("3 validation errors detected: Value null at 'globalSecondaryIndexes.1.member.indexName' failed to satisfy constraint: Member must not be null; " +
			"Value null at 'globalSecondaryIndexes.1.member.keySchema' failed to satisfy constraint: Member must not be null; Value null at 'globalSecondaryIndexes.1.member.projection' failed to satisfy constraint: Member must not be null")},
		{newTable(locals(indexOn("x", "pk|a", "")) + "," + globals(indexOn("y!z", "a", ""))), invalidBody("2 validation errors detected: Value 'y!z" + member + "indexName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; " +
			"Value 'x' at 'localSecondaryIndexes.1.member.indexName' failed to satisfy constraint: Member must have length greater than or equal to 3")},
		{newTable(globals(indexOn("", "a", ""))), invalidBody("2 validation errors detected: Value '" + member + "indexName' failed to satisfy constraint: Member must have length greater than or equal to 3; " +
			"Value '" + member + "indexName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+")},
		{newTable(globals(indexOn("ByA", "", ""))), detected("Value '[]" + member + "keySchema' failed to satisfy constraint: Member must have length greater than or equal to 1")},
		{newTable(locals(indexOn("ByA", "pk|a b", ""))), detected("Value '[KeySchemaElement(attributeName=pk, keyType=HASH), KeySchemaElement(attributeName=a, keyType=RANGE), KeySchemaElement(attributeName=b, keyType=RANGE)]' at 'localSecondaryIndexes.1.member.keySchema' failed to satisfy constraint: Member must have length less than or equal to 2")},
		{global(`,"Projection":{"ProjectionType":"all"}`), detected("Value 'all" + member + "projection.projectionType' failed to satisfy constraint: Member must satisfy enum value set: [ALL, INCLUDE, KEYS_ONLY]")},
		{global(`,"Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":[]}`), detected("Value '[]" + member + "projection.nonKeyAttributes' failed to satisfy constraint: Member must have length greater than or equal to 1")},
		{global(units[:len(units)-2] + `0}`), detected("Value '0" + member + "provisionedThroughput.writeCapacityUnits' failed to satisfy constraint: Member must have value greater than or equal to 1")},

		{newTable(`"GlobalSecondaryIndexes":[]`), wrongBody("List of GlobalSecondaryIndexes is empty")},
		{newTable(`"LocalSecondaryIndexes":[]`), wrongBody("List of LocalSecondaryIndexes is empty")},
		{strings.Replace(newTable(globals(indexOn("ByA", "a", ""))), `"AttributeDefinitions":[`, `"AttributeDefinitions":[{"AttributeName":"z","AttributeType":"S"},`, 1),
			wrongBody("Some AttributeDefinitions are not used. AttributeDefinitions: [z, pk, sk, a], keys used: [pk, sk, a]")},
		{newTable(globals(indexOn("ByQ", "q|pk", ""))), wrongBody("Some index key attributes are not defined in AttributeDefinitions. Keys: [q, pk], AttributeDefinitions: [pk, sk]")},

		{strings.Replace(newTable(locals(indexOn("ByA", "pk|a", ""))), `,{"AttributeName":"sk","KeyType":"RANGE"}]`, `]`, 1), wrongBody("Some AttributeDefinitions are not used. AttributeDefinitions: [pk, sk, a], keys used: [pk, a]")},
		{`CreateTable {"TableName":"abc","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"a","AttributeType":"S"}],"KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],` + locals(indexOn("ByA", "pk|a", "")) + `}`,
			wrongBody("Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex")},
		{newTable(locals(indexOn("ByA", "pk", ""))), wrongBody("Index KeySchema does not have a range key for index: ByA")},
		{newTable(locals(indexOn("ByA", "b|a", ""))), wrongBody("Index KeySchema does not have the same leading hash key as table KeySchema for index: ByA. index hash key: b, table hash key: pk")},
		{newTable(locals(many(6, "pk|a")...)), wrongBody("Number of LocalSecondaryIndexes exceeds per-table limit of 5")},

		{newTable(globals(indexOn("ByA", "|a", ""))), invalidBody("Invalid KeySchema: The first KeySchemaElement is not a HASH key type")},
		{newTable(globals(strings.Replace(indexOn("ByA", "a|b c", ""), `"c","KeyType":"RANGE"`, `"c","KeyType":"HASH"`, 1))), wrongBody("All HASH key attributes must precede RANGE key attributes in the KeySchema")},
		{newTable(globals(indexOn("ByA", "a b c d e", ""))), wrongBody("The KeySchema exceeds the maximum allowed number of HASH key attributes")},
		{newTable(globals(indexOn("ByA", "a|b c d e f", ""))), wrongBody("The KeySchema exceeds the maximum allowed number of RANGE key attributes")},
		{newTable(globals(indexOn("ByA", "a|a", ""))), invalidBody("The KeySchema contains multiple key attributes with the same name")},
		{global(`,"Projection":{}`), wrongBody("Unknown ProjectionType: null")},
		{global(`,"Projection":{"ProjectionType":"ALL","NonKeyAttributes":["x"]}`), wrongBody("ProjectionType is ALL, but NonKeyAttributes is specified")},
		{global(`,"Projection":{"ProjectionType":"KEYS_ONLY","NonKeyAttributes":["x"]}`), wrongBody("ProjectionType is KEYS_ONLY, but NonKeyAttributes is specified")},
		{global(`,"Projection":{"ProjectionType":"INCLUDE"}`), wrongBody("ProjectionType is INCLUDE, but NonKeyAttributes is not specified")},
		{global(`,"Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["x","y","x"]}`), wrongBody("Duplicate element in NonKeyAttributes: x")},
		{global(units), wrongBody("ProvisionedThroughput should not be specified for index: ByA when BillingMode is PAY_PER_REQUEST")},
		{newTable(provisioned + "," + globals(indexOn("ByA", "a", ""))), wrongBody("ProvisionedThroughput is not specified for index: ByA")},
		{newTable(provisioned + "," + globals(indexOn("ByA", "a", units+`,"OnDemandThroughput":{"MaxReadRequestUnits":10}`))), wrongBody("MaxReadRequestUnits for OnDemandThroughput for index: ByA cannot be specified when table BillingMode is PROVISIONED.")},
		{global(`,"OnDemandThroughput":{"MaxReadRequestUnits":-1}`), wrongBody("Requested MaxReadRequestUnits for OnDemandThroughput for index : ByA is outside of valid range")},
		{global(`,"WarmThroughput":{"WriteUnitsPerSecond":1}`), wrongBody("Requested WriteUnitsPerSecond for WarmThroughput for index ByA " + messageInitial)},
		{newTable(globals(many(21, "a")...)), wrongBody("GlobalSecondaryIndex count exceeds the per-table limit of 20")},
		{newTable(locals(indexOn("Same", "pk|a", "")) + "," + globals(indexOn("Same", "a", ""))), wrongBody("Duplicate index name: Same")},
		{newTable(provisioned + "," + globals(indexOn("ByA", "a", strings.Replace(units, "1", "40001", 1)))), dynamoBody("LimitExceededException",
			"The requested ReadCapacityUnits for index ByA, 40001, is above the per index maximum for the account in us-east-1. Per table maximum: 40000. "+messageGuide)},
	})
}

// What CreateTable says of throughput, class, encryption and tags.
func TestCreateTableMembers(t *testing.T) {
	const provisioned = `"BillingMode":"PROVISIONED","ProvisionedThroughput":{"ReadCapacityUnits":10,"WriteCapacityUnits":10}`
	detected := func(what string) string { return invalidBody("1 validation error detected: " + what) }
	converse(t, shop(t), []exchange{
		{newTable(`"OnDemandThroughput":{"MaxWriteRequestUnits":0}`), wrongBody("Requested MaxWriteRequestUnits for OnDemandThroughput for table is outside of valid range")},
		{newTable(`"OnDemandThroughput":{"MaxReadRequestUnits":40001}`), limitBody("Requested MaxReadRequestUnits for OnDemandThroughput for table exceeds TableMaxReadCapacityUnits of the account in region us-east-1")},
		{newTable(provisioned + `,"OnDemandThroughput":{"MaxReadRequestUnits":1}`), wrongBody("MaxReadRequestUnits for OnDemandThroughput cannot be specified when table BillingMode is PROVISIONED.")},
		{newTable(`"WarmThroughput":{"ReadUnitsPerSecond":1,"WriteUnitsPerSecond":1}`), wrongBody("Requested ReadUnitsPerSecond for WarmThroughput for table is lower than initial throughput for OnDemand. See: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html#on-demand-capacity-mode-initial")},
		{newTable(provisioned + `,"WarmThroughput":{"ReadUnitsPerSecond":10,"WriteUnitsPerSecond":5}`), wrongBody("Requested WriteUnitsPerSecond for WarmThroughput for table is lower than WriteCapacityUnits of ProvisionedThroughput")},
		{newTable(strings.Replace(provisioned, "10", "40001", 1)), dynamoBody("LimitExceededException", "The requested ReadCapacityUnits, 40001, is above the per table maximum for the account in us-east-1. Per table maximum: 40000. "+messageGuide)},
		{newTable(`"TableClass":"COLD"`), invalidBody(messageTableClass)},
		{newTable(`"SSESpecification":{"KMSMasterKeyId":"","SSEType":"KMS"}`), detected("Value '' at 'sSESpecification.kMSMasterKeyId' failed to satisfy constraint: Member must have length greater than or equal to 1")},
		{newTable(`"SSESpecification":{"Enabled":false,"SSEType":"KMS"}`), wrongBody("SSEType can not be specified if Enabled is false")},
		{newTable(`"SSESpecification":{"Enabled":false,"KMSMasterKeyId":"k"}`), wrongBody("KMSMasterKeyId can not be specified if Enabled is false")},
		{newTable(`"SSESpecification":{"Enabled":true,"SSEType":"AES256"}`), wrongBody("SSEType AES256 is not supported")},
		{newTable(`"SSESpecification":{"Enabled":true,"KMSMasterKeyId":"k"}`), wrongBody("SSEType KMS is required if KMSMasterKeyId is specified")},
		{newTable(`"Tags":[{}]`), invalidBody("The Tag Key provided is invalid, Key: null")},
		{newTable(`"Tags":[{"Key":"k"}]`), invalidBody("The Tag Value provided is invalid, Value: null")},
		{newTable(`"Tags":[{"Key":"AWS:k","Value":"v"}]`), invalidBody("Tag Key cannot be prefixed with aws:, Key: AWS:k")},
		{newTable(`"ResourcePolicy":"{}"`), invalidBody("Ringside does not support the parameter ResourcePolicy yet")},
		{`ListTables {}`, `200 {"TableNames":["Plain","Shop"]}`},
	})
}
