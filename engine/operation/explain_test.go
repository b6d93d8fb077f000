package operation

import (
	"strings"
	"testing"
)

// A read of an index is explained with the index's partitions, and named by its table.
func TestExplainOfAnIndex(t *testing.T) {
	d := shop(t)
	say(d, `CreateTable {"TableName":"Rides","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"Ride","AttributeType":"S"},`+
		`{"AttributeName":"Driver","AttributeType":"S"}],"KeySchema":[{"AttributeName":"Ride","KeyType":"HASH"}],`+
		`"GlobalSecondaryIndexes":[{"IndexName":"ByDriver","KeySchema":[{"AttributeName":"Driver","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}]}`)
	const query = `{"TableName":"Rides","IndexName":"ByDriver","KeyConditionExpression":"Driver = :d","ExpressionAttributeValues":{":d":{"S":"dan"}}}`
	got := say(d, `.Explain {"Target":"DynamoDB_20120810.Query","Body":`+query+`}`)
	want := `"TableName":"Rides","IndexName":"ByDriver","Partitions":[0],"PartitionCount":4,`
	if !strings.Contains(got, want) {
		t.Errorf("got %s, want %s in it", got, want)
	}
	say(d, `.Split {"TableName":"Rides","Partition":0}`)
	if again := say(d, `.Explain {"Target":"DynamoDB_20120810.Query","Body":`+query+`}`); again != got {
		t.Errorf("after a split of the table: %s", again)
	}
}
