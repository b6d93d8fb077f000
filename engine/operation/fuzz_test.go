package operation

import (
	"testing"

	"ringside/engine"
	"ringside/engine/item"
)

// FuzzHandle asks a small database anything at all: it answers in JSON, never panics,
// and keeps its invariants.
func FuzzHandle(f *testing.F) {
	start := stocked(f)
	start.db.EnableStream(start.db.Table("Shop"), engine.NewAndOldImages)
	const stream = `"StreamArn":"arn:aws:dynamodb:us-east-1:000000000000:table/Shop/stream/1970-01-01T00:00:00.000"`
	shard := start.db.Shards(start.db.Streams()[0])[3]
	for _, request := range []string{
		`PutItem {"TableName":"Shop","Item":{"PK":{"S":"a"},"SK":{"S":"1"}},"ConditionExpression":"size(PK) < :n","ExpressionAttributeValues":{":n":{"N":"1"}}}`,
		`UpdateItem {"TableName":"Plain","Key":{"id":{"N":"1"}},"UpdateExpression":"SET a = if_not_exists(a, :x) + :x REMOVE l[1] ADD c :x","ExpressionAttributeValues":{":x":{"N":"1"}},"ReturnValues":"UPDATED_NEW"}`,
		`DeleteItem {"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}},"ReturnValues":"ALL_OLD"}`,
		`GetItem {"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}},"ProjectionExpression":"a.b[0]"}`,
		queried(`,"Limit":2,"ExclusiveStartKey":{"PK":{"S":"a"},"SK":{"S":"2"}}`),
		`Scan {"TableName":"Shop","TotalSegments":3,"Segment":1,"Limit":1}`,
		`GetItem {"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}},"AttributesToGet":["n","m.x"]}`,
		`Query {"TableName":"Shop","KeyConditions":{"PK":{"ComparisonOperator":"EQ","AttributeValueList":[{"S":"a"}]},"SK":{"ComparisonOperator":"BETWEEN","AttributeValueList":[{"S":"1"},{"S":"3"}]}},"QueryFilter":{"n":{"ComparisonOperator":"NOT_CONTAINS","AttributeValueList":[{"N":"1"}]},"m":{"ComparisonOperator":"NULL"}},"ConditionalOperator":"OR"}`,
		`Scan {"TableName":"Shop","ScanFilter":{"n":{"ComparisonOperator":"IN","AttributeValueList":[{"N":"1"},{"N":"2"}]},"SK":{"ComparisonOperator":"BEGINS_WITH","AttributeValueList":[{"S":"1"}]}},"AttributesToGet":["SK"]}`,
		`UpdateItem {"TableName":"Plain","Key":{"id":{"N":"1"}},"AttributeUpdates":{"a":{"Action":"ADD","Value":{"L":[{"S":"x"}]}},"s":{"Action":"DELETE","Value":{"SS":["x"]}},"m.x":{"Value":{"M":{}}},"g":{"Action":"DELETE"}},"Expected":{"a":{"Exists":false},"n":{"ComparisonOperator":"LT","Value":{"N":"1"}}},"ConditionalOperator":"OR","ReturnValues":"UPDATED_NEW"}`,
		`DeleteItem {"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}},"Expected":{"n":{"Value":{"N":"1"}},"PK":{"ComparisonOperator":"NOT_NULL"}}}`,
		`BatchWriteItem {"RequestItems":{"Plain":[{"PutRequest":{"Item":{"id":{"N":"1"}}}},{"DeleteRequest":{"Key":{"id":{"N":"2"}}}}]}}`,
		`BatchGetItem {"RequestItems":{"Shop":{"Keys":[{"PK":{"S":"a"},"SK":{"S":"1"}}],"ConsistentRead":true,"ProjectionExpression":"#n","ExpressionAttributeNames":{"#n":"n"}}}}`,
		`TransactGetItems {"TransactItems":[{"Get":{"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}},"ProjectionExpression":"n"}}],"ReturnConsumedCapacity":"INDEXES"}`,
		`TransactWriteItems {"ClientRequestToken":"t","TransactItems":[{"Put":{"TableName":"Plain","Item":{"id":{"N":"1"}},"ConditionExpression":"attribute_not_exists(id)"}},
			{"Update":{"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}},"UpdateExpression":"ADD n :n","ExpressionAttributeValues":{":n":{"N":"1"}}}},
			{"Delete":{"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"2"}}}},{"ConditionCheck":{"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"3"}},"ConditionExpression":"n > #n","ExpressionAttributeNames":{"#n":"m"}}}]}`,
		stated("SELECT n, m.x FROM Shop WHERE PK = 'a' AND SK IN ['1', ?] ORDER BY SK DESC", `,"Parameters":[{"S":"3"}],"Limit":1`),
		stated("INSERT INTO Shop VALUE {'PK': 'x', 'SK': 'y', 'l': [1, <<'a'>>]}", ""),
		stated("UPDATE Shop SET n = n - 1, s = set_add(s, <<'a'>>) REMOVE l[0] WHERE PK = 'a' AND SK = '1' AND n > 0 RETURNING MODIFIED NEW *", ""),
		stated("DELETE FROM Shop WHERE PK = 'a' AND SK = '1' RETURNING ALL OLD *", ""),
		`BatchExecuteStatement {"Statements":[{"Statement":"SELECT n FROM Shop WHERE PK = ? AND SK IN ['1']","Parameters":[{"S":"a"}],"ConsistentRead":true},{"Statement":"SELECT"}],"ReturnConsumedCapacity":"INDEXES"}`,
		`BatchExecuteStatement {"Statements":[{"Statement":"UPDATE Shop SET n = 2 WHERE PK = 'a' AND SK = '1' RETURNING MODIFIED OLD *"},{"Statement":"DELETE FROM Shop WHERE PK = 'a' AND SK = '2' AND n = 1"}]}`,
		`ExecuteTransaction {"ClientRequestToken":"t","TransactStatements":[{"Statement":"INSERT INTO Plain VALUE {'id': ?}","Parameters":[{"N":"1"}]},{"Statement":"EXISTS(SELECT * FROM Shop WHERE PK = 'a' AND SK = '1' AND n > 0)","ReturnValuesOnConditionCheckFailure":"ALL_OLD"}]}`,
		`ExecuteTransaction {"TransactStatements":[{"Statement":"SELECT n FROM Shop WHERE PK = 'a' AND SK = '1'"},{"Statement":"SELECT * FROM Plain WHERE id = 1"}],"ReturnConsumedCapacity":"TOTAL"}`,
		`.Explain {"Target":"DynamoDB_20120810.BatchExecuteStatement","Body":{"Statements":[{"Statement":"SELECT * FROM Shop WHERE PK = 'a' AND SK = '1'"}]}}`,
		`.Explain {"Target":"DynamoDB_20120810.ExecuteTransaction","Body":{"TransactStatements":[{"Statement":"EXISTS(SELECT * FROM Shop WHERE PK = 'a' AND SK = '1' AND n > 0)"}]}}`,
		`CreateTable {"TableName":"New","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"a","AttributeType":"B"}],"KeySchema":[{"AttributeName":"a","KeyType":"HASH"}]}`,
		`CreateTable {"TableName":"New","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"}],"KeySchema":[{"AttributeName":"a","KeyType":"HASH"}],"StreamSpecification":{"StreamEnabled":true,"StreamViewType":"OLD_IMAGE"}}`,
		`ListStreams {"TableName":"Shop","Limit":1,"ExclusiveStart` + stream[1:] + `}`,
		`DescribeStream {` + stream + `,"Limit":2,"ExclusiveStartShardId":"` + shard.ID.String() + `","ShardFilter":{"Type":"CHILD_SHARDS","ShardId":"` + shard.ID.String() + `"}}`,
		`GetShardIterator {` + stream + `,"ShardId":"` + shard.ID.String() + `","ShardIteratorType":"AFTER_SEQUENCE_NUMBER","SequenceNumber":"` + shard.Starting() + `"}`,
		`GetRecords {"ShardIterator":"` + shardIterator{stream[len(`"StreamArn":"`) : len(stream)-1], shard.ID.Number(), 0, 0}.text() + `","Limit":2}`,
		`DeleteTable {"TableName":"Shop"}`, `DescribeTable {"TableName":"Shop"}`, `DescribeTimeToLive {"TableName":"Shop"}`, `ListTables {"Limit":1}`,
		timeToLive("Plain", "true", "id"), timeToLive("Shop", "false", "n"), `UpdateTimeToLive {"TableName":"Shop","TimeToLiveSpecification":{}}`,
		`PutItem {"TableName":"Shop","Item":{"PK":{"S":"a"},"SK":{"S":"1"},"n":{"N":"-1152921504606.5"}}}`, `.Advance {"By":700000000}`,
		`.Advance {"By":1000000,"Limit":3}`, `.Tidy {"Steps":3}`, `.Check {}`,
		`.Fault {"Kind":"StopLeader","TableName":"Shop","Partition":0}`, `.Fault {"Kind":"StopZone","Zone":"b"}`, `.Fault {"Kind":"Mend"}`,
		`.Fault {"Kind":"DelayPropagation","TableName":"Shop","Hold":true}`, `.Fault {"Kind":"JumpClock","Span":1000000}`,
		`.Checkpoint {"Name":"a"}`, `.Restore {"Name":"a"}`,
		`.Split {"TableName":"Shop","Partition":3,"Key":{"PK":{"S":"a"},"SK":{"S":"3"}}}`,
		`.Split {"TableName":"Shop","Partition":3,"At":"d000000000000000"}`,
		`.Locate {"TableName":"Shop","Key":{"PK":{"S":"a"}}}`,
		`.AutoScaling {"TableName":"Shop","MinUnits":1,"MaxUnits":10,"TargetPercent":70}`,
		hotKeyMinute, `.Workload {"Status":"w","Period":"tenth","Limit":3}`, `.Workload {"Cancel":"w"}`, `.Workload {}`,
		`.Workload {"Start":{"Name":"v","TableName":"Shop","IndexName":"x","Keys":{"Distribution":"Rows","Rows":"a,1\nb,2"},"Attributes":{"n":3},"Arrivals":"Together","Retry":{"Policy":"sdk-adaptive","Attempts":2}}}`,
		`.Metrics {"TableName":"Shop","Period":"minute","Limit":2}`, `.Metrics {"TableName":"Shop","Partition":1}`, `.Metrics {}`,
		`.Alarm {"Put":{"Name":"a","TableName":"Shop","Metric":"ConsumedReadCapacityUnits","Statistic":"Average","Threshold":2,"Periods":3}}`, `.Alarm {"Remove":"a"}`,
		`.Explain {"Target":"DynamoDB_20120810.Scan","Body":{"TableName":"Shop"}}`,
		`.Explain {"Text":"SELECT * FROM Shop; GetItem {Key: {PK: 'é', SK: 1,}} aws dynamodb scan --limit x\n\nUPDATE Shop SET","ConsistentRead":true}`,
	} {
		f.Add(targetOf(request), bodyOf(request))
	}
	f.Add("\xff.\xff", "{}")
	say(start, timeToLive("Shop", "true", "n")) // within reach of an Advance
	f.Fuzz(func(t *testing.T, target, body string) {
		d := NewDoor(7, start.options)
		d.db = start.db.Clone()
		if isJSON(body) {
			if r := d.Handle(Request{Target: ringside + "Explain", Body: `{"Target":` + quoted(target) + `,"Body":` + body + `}`}); !isJSON(string(r.Body)) {
				t.Fatalf("not JSON: %s", r.Body)
			}
		}
		for client := range uint64(3) { // the others meet what the first one did
			r := d.Handle(Request{Target: target, Body: body, Client: client, TraceLevel: engine.TraceDetail})
			if !isJSON(string(r.Body)) || !isJSON(string(r.Trace)) {
				t.Fatalf("not JSON: %s %s", r.Body, r.Trace)
			}
		}
		if violations := d.db.Check(); len(violations) > 0 {
			t.Fatal(violations)
		}
	})
}

// FuzzNextToken sends tokens that nobody made.
func FuzzNextToken(f *testing.F) {
	d := stocked(f)
	const statement = "SELECT * FROM Shop WHERE PK = 'a'"
	first := say(d, stated(statement, `,"Limit":1`))
	r := item.NewReader(first[4:])
	_ = r.Object(func(name string) error { // a member of a response that say got
		if name != "NextToken" {
			return r.Skip()
		}
		token, err := r.String()
		f.Add(token)
		return err
	})
	f.Fuzz(func(t *testing.T, token string) {
		if got := say(d, stated(statement, `,"NextToken":`+quoted(token))); got[:3] != "200" && got[:3] != "400" {
			t.Error(got)
		}
	})
}
