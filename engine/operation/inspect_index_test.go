package operation

import (
	"strings"
	"testing"
)

// trips has an index with a key of one attribute, one of two, and a local one, and a stream.
func trips(t *testing.T) *Door {
	t.Helper()
	o := DefaultOptions()
	o.Scale.Partitions = 8
	d := NewDoor(42, o)
	must(t, d, "DynamoDB_20120810.CreateTable", `{"TableName":"Rides","BillingMode":"PAY_PER_REQUEST",
		"AttributeDefinitions":[{"AttributeName":"Rider","AttributeType":"S"},{"AttributeName":"At","AttributeType":"N"},
			{"AttributeName":"Driver","AttributeType":"S"},{"AttributeName":"City","AttributeType":"S"},{"AttributeName":"Fare","AttributeType":"N"}],
		"KeySchema":[{"AttributeName":"Rider","KeyType":"HASH"},{"AttributeName":"At","KeyType":"RANGE"}],
		"GlobalSecondaryIndexes":[
			{"IndexName":"ByDriver","KeySchema":[{"AttributeName":"Driver","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}},
			{"IndexName":"ByPlace","KeySchema":[{"AttributeName":"City","KeyType":"HASH"},{"AttributeName":"Driver","KeyType":"HASH"}],"Projection":{"ProjectionType":"KEYS_ONLY"}}],
		"LocalSecondaryIndexes":[{"IndexName":"ByFare","KeySchema":[{"AttributeName":"Rider","KeyType":"HASH"},{"AttributeName":"Fare","KeyType":"RANGE"}],"Projection":{"ProjectionType":"ALL"}}],
		"StreamSpecification":{"StreamEnabled":true,"StreamViewType":"KEYS_ONLY"}}`)
	must(t, d, ringside+"Advance", `{"By":60000000}`)
	must(t, d, "DynamoDB_20120810.PutItem", `{"TableName":"Rides","Item":{"Rider":{"S":"ann"},"At":{"N":"1"},"Driver":{"S":"dee"},"City":{"S":"Kyoto"},"Fare":{"N":"12"}}}`)
	return d
}

func TestInspectIndexes(t *testing.T) {
	d := trips(t)
	table := must(t, d, ringside+"Inspect", `{"Level":"table","TableName":"Rides"}`)
	behind := `"Readers":[{"Partition":` + memberOf(t, must(t, d, ringside+"Locate", `{"TableName":"Rides","Key":{"Rider":{"S":"ann"}}}`), "Partition") + `,"BehindBy":1,`
	for _, want := range []string{
		`"PartitionKey":[{"Name":"City","Type":"S"},{"Name":"Driver","Type":"S"}],"SortKey":[]`, behind,
		`"Closed":false,"Records":1`,
	} {
		if !strings.Contains(table, want) {
			t.Errorf("no %s in %s", want, table)
		}
	}
	must(t, d, ringside+"Advance", `{"By":60000000}`)
	const base = `"Item":{"PartitionKey":{"S":"ann"},"SortKey":{"N":"1"}}`
	for _, c := range []struct{ operation, body, want string }{
		{"Inspect", `{"Level":"table","TableName":"Rides"}`, `"Readers":[]`},
		{"Inspect", `{"Level":"dots","TableName":"Rides","IndexName":"ByDriver"}`, `"Count":1,"Total":1`},
		{"Inspect", `{"Level":"items","TableName":"Rides","IndexName":"ByDriver"}`, `"PartitionKey":{"S":"dee"},` + base},
		{"Inspect", `{"Level":"items","TableName":"Rides","IndexName":"ByPlace"}`, `"PartitionKey":{"L":[{"S":"Kyoto"},{"S":"dee"}]},` + base},
		{"Locate", `{"TableName":"Rides","IndexName":"ByPlace","Key":{"City":{"S":"Kyoto"},"Driver":{"S":"dee"}}}`, `"HashInput":"Kyoto + dee"`},
		{"Split", `{"TableName":"Rides","IndexName":"ByDriver","Partition":0}`, `"Children":[8,9]`},
	} {
		if got := must(t, d, ringside+c.operation, c.body); !strings.Contains(got, c.want) {
			t.Errorf("%s %s: no %s in %s", c.operation, c.body, c.want, got)
		}
	}
}

// A local index is another tree in the partitions of its table.
func TestInspectLocalTree(t *testing.T) {
	d := trips(t)
	partition := memberOf(t, must(t, d, ringside+"Locate", `{"TableName":"Rides","IndexName":"ByFare","Key":{"Rider":{"S":"ann"}}}`), "Partition")
	tree := must(t, d, ringside+"Inspect", `{"Level":"tree","TableName":"Rides","IndexName":"ByFare","Partition":`+partition+`}`)
	if want := `"PartitionKey":{"S":"ann"},"SortKey":{"N":"12"},"Item":{"PartitionKey":{"S":"ann"},"SortKey":{"N":"1"}}`; !strings.Contains(tree, want) {
		t.Errorf("no %s in %s", want, tree)
	}
}

func TestLookingAtIndexesRefuses(t *testing.T) {
	d := trips(t)
	for _, c := range []struct{ operation, body, want string }{
		{"Inspect", `{"Level":"dots","TableName":"Rides","IndexName":"None"}`, "The table does not have the specified index: None"},
		{"Locate", `{"TableName":"Rides","IndexName":"ByPlace","Key":{"City":{"S":"Kyoto"}}}`, "Key must have Driver of type S"},
		{"Locate", `{"TableName":"Rides","IndexName":"ByDriver","Key":{"Driver":{"S":""}}}`, "empty string"},
		{"Split", `{"TableName":"Rides","IndexName":"ByDriver","Partition":0,"Key":{"Driver":{"S":"dee"}}}`, "is split At a hash, or in the middle"},
	} {
		if got := refused(t, d, ringside+c.operation, c.body); !strings.Contains(got, c.want) {
			t.Errorf("%s %s: got %s, want %q", c.operation, c.body, got, c.want)
		}
	}
}
