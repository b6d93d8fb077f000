package operation

import (
	"strconv"
	"strings"
	"testing"

	"ringside/engine"
	"ringside/engine/item"
)

const firstStream = "arn:aws:dynamodb:us-east-1:000000000000:table/Watched/stream/1970-01-01T00:00:00.000"

// watched returns a door to a table Watched with a stream and a partition key id, N, in one partition.
func watched(t testing.TB) *Door {
	t.Helper()
	o := DefaultOptions()
	o.Scale.Partitions, o.Scale.ReplicationLag = 1, 0
	d := NewDoor(7, o)
	created := say(d, `CreateTable {"TableName":"Watched","BillingMode":"PAY_PER_REQUEST",
		"AttributeDefinitions":[{"AttributeName":"id","AttributeType":"N"}],"KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],
		"StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"}}`)
	if !strings.HasPrefix(created, "200") {
		t.Fatal(created)
	}
	return d
}

// member returns a string of a response that say got, wherever in it.
func member(response, name string) string {
	_, rest, _ := strings.Cut(response, quoted(name)+`:"`)
	value, _, _ := strings.Cut(rest, `"`)
	return value
}

// iterator asks for an iterator of the only shard.
func iterator(d *Door, kind string) string {
	shard := member(say(d, `DescribeStream {"StreamArn":"`+firstStream+`"}`), "ShardId")
	return member(say(d, `GetShardIterator {"StreamArn":"`+firstStream+`","ShardId":"`+shard+`",`+kind+`}`), "ShardIterator")
}

func TestStreamMessages(t *testing.T) {
	d := watched(t)
	shard := member(say(d, `DescribeStream {"StreamArn":"`+firstStream+`"}`), "ShardId")
	oneBad := func(value, path, constraint string) string {
		return invalidBody("1 validation error detected: Value '" + value + "' at '" + path + "' failed to satisfy constraint: " + constraint)
	}
	oneMissing := func(path string) string {
		return invalidBody("1 validation error detected: Value null at '" + path + "' failed to satisfy constraint: Member must not be null")
	}
	asked := func(rest string) string {
		return `GetShardIterator {"StreamArn":"` + firstStream + `","ShardId":"` + shard + `",` + rest + `}`
	}
	const outside = `"1000000000000000000000000"`
	converse(t, d, []exchange{
		{`ListStreams {"Limit":101}`, oneBad("101", "limit", "Member must have value less than or equal to 100")},
		{`ListStreams {"TableName":"ab"}`, oneBad("ab", "tableName", "Member must have length greater than or equal to 3")},
		{`ListStreams {"TableName":"a:b"}`, oneBad("a:b", "tableName", "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+")},
		{`ListStreams {"TableName":"Nowhere"}`, dynamoBody("ResourceNotFoundException", "Requested resource not found: Table: Nowhere not found")},
		{`ListStreams {"ExclusiveStartStreamArn":"arn:aws:dynamodb:us-east-1:000000000000:table/Watched"}`, invalidBody("Invalid StreamArn")},

		{`DescribeStream {}`, oneMissing("streamArn")},
		{`DescribeStream {"StreamArn":"` + firstStream + `","Limit":0}`, oneBad("0", "limit", "Member must have value greater than or equal to 1")},
		{`DescribeStream {"StreamArn":"` + firstStream + `","ExclusiveStartShardId":"x"}`, oneBad("x", "exclusiveStartShardId", "Member must have length greater than or equal to 28")},
		{`DescribeStream {"StreamArn":"` + firstStream + `","ShardFilter":{"Type":"x"}}`, oneBad("x", "shardFilter.type", "Member must satisfy enum value set: [CHILD_SHARDS]")},
		{`DescribeStream {"StreamArn":"fake-stream"}`, invalidBody("Invalid StreamArn")},
		{`DescribeStream {"StreamArn":"` + firstStream + `1"}`, dynamoBody("ResourceNotFoundException", "Requested resource not found: Stream: "+firstStream+"1 not found")},
		{`DescribeStream {"StreamArn":"` + strings.Replace(firstStream, "us-east-1", "eu-west-1", 1) + `"}`,
			dynamoBody("ResourceNotFoundException", "Requested resource not found: Stream: "+strings.Replace(firstStream, "us-east-1", "eu-west-1", 1)+" not found")},

		{`GetShardIterator {"StreamArn":"` + firstStream + `","ShardIteratorType":"LATEST"}`, oneMissing("shardId")},
		{asked(`"SequenceNumber":` + outside), oneMissing("shardIteratorType")},
		{asked(`"ShardIteratorType":"OLDEST"`), oneBad("OLDEST", "shardIteratorType",
			"Member must satisfy enum value set: [AFTER_SEQUENCE_NUMBER, LATEST, AT_SEQUENCE_NUMBER, TRIM_HORIZON]")},
		{asked(`"ShardIteratorType":"AT_SEQUENCE_NUMBER","SequenceNumber":"1"`), oneBad("1", "sequenceNumber", "Member must have length greater than or equal to 21")},
		{asked(`"ShardIteratorType":"AT_SEQUENCE_NUMBER"`), invalidBody("SequenceNumber must be specified when ShardIteratorType is AT_SEQUENCE_NUMBER")},
		{asked(`"ShardIteratorType":"LATEST","SequenceNumber":` + outside), invalidBody("SequenceNumber must not be specified when ShardIteratorType is LATEST")},
		{asked(`"ShardIteratorType":"AT_SEQUENCE_NUMBER","SequenceNumber":` + outside), invalidBody("Invalid SequenceNumber")},
		{strings.Replace(asked(`"ShardIteratorType":"LATEST"`), shard, shard+"0", 1), dynamoBody("ResourceNotFoundException", "Requested resource not found: Shard does not exist")},

		{`GetRecords {}`, oneMissing("shardIterator")},
		{`GetRecords {"ShardIterator":""}`, oneBad("", "shardIterator", "Member must have length greater than or equal to 1")},
		{`GetRecords {"ShardIterator":"x"}`, invalidBody("Invalid ShardIterator")},
		{`GetRecords {"ShardIterator":"` + firstStream + `|1|` + strings.Repeat("A", 32) + `"}`, invalidBody("Invalid ShardIterator")},
		{`GetRecords {"ShardIterator":"x","Limit":1001}`, oneBad("1001", "limit", "Member must have value less than or equal to 1000")},
	})
	const create = `CreateTable {"TableName":"Watched","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"}],"KeySchema":[{"AttributeName":"a","KeyType":"HASH"}],"StreamSpecification":`
	const bad = "One or more parameter values were invalid: "
	converse(t, d, []exchange{
		{create + `{}}`, oneMissing("streamSpecification.streamEnabled")},
		{create + `{"StreamEnabled":true,"StreamViewType":"new_image"}}`, oneBad("new_image", "streamSpecification.streamViewType",
			"Member must satisfy enum value set: [OLD_IMAGE, KEYS_ONLY, NEW_AND_OLD_IMAGES, NEW_IMAGE]")},
		{create + `{"StreamEnabled":true}}`, invalidBody(bad + "Table is being created with a stream enabled, UpdateViewType is required")},
		{create + `{"StreamEnabled":false,"StreamViewType":"NEW_IMAGE"}}`, invalidBody(bad + "Table is being created with a stream disabled, UpdateViewType should not be specified")},
		{create + `{"StreamEnabled":false}}`, dynamoBody("ResourceInUseException", "Table already exists: Watched")},
	})
}

// What UpdateTable says of a stream, and does with it.
func TestChangeOfAStream(t *testing.T) {
	const bad = "One or more parameter values were invalid: "
	const on, off = `{"StreamEnabled":true,"StreamViewType":"KEYS_ONLY"}`, `{"StreamEnabled":false}`
	d := watched(t)
	d.db.Begin(d.db.Now()+engine.Hour, true)
	for _, c := range []struct{ given, want string }{
		{`{"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"}`, "Table already has an enabled stream: TableName: Watched"},
		{on, "Table already has an enabled stream: TableName: Watched"},
		{`{"StreamEnabled":true}`, bad + "If stream is being enabled then UpdateViewType is required"},
		{`{"StreamEnabled":false,"StreamViewType":"KEYS_ONLY"}`, bad + "If stream is being disabled, then UpdateViewType must not be specified"},
		{off, ""},
		{off, "Table has no stream to disable: TableName: Watched"},
		{on, ""},
	} {
		if got := member(updateStream(d, c.given), "message"); got != c.want {
			t.Errorf("%s: %q, want %q", c.given, got, c.want)
		}
	}
	for i, view := range []string{"NEW_AND_OLD_IMAGES", "KEYS_ONLY"} {
		arn := []string{firstStream, strings.Replace(firstStream, "T00", "T01", 1)}[i]
		got := say(d, `DescribeStream {"StreamArn":"`+arn+`"}`)
		if member(got, "StreamStatus") != []string{"DISABLED", "ENABLED"}[i] || member(got, "StreamViewType") != view {
			t.Error(got)
		}
	}
}

// While the stream of a table changes, so does the table, and other changes have to wait.
func TestAStreamThatChanges(t *testing.T) {
	const busy = "Attempt to change a resource which is still in use: "
	o := watched(t).options
	o.Scale.TableDelay = engine.Second
	for _, c := range []struct{ given, status, operation string }{
		{`{"StreamEnabled":true,"StreamViewType":"KEYS_ONLY"}`, "ENABLING", "ENABLE"},
		{`{"StreamEnabled":false}`, "DISABLING", "DISABLE"},
	} {
		d := NewDoor(7, o)
		table := d.db.AddTable(engine.Definition{Name: "Watched", OnDemand: true, Key: engine.Schema{Partition: engine.KeyAttribute{Name: "id", Type: item.N}}}, []item.Key{""})
		if c.operation == "DISABLE" {
			d.db.EnableStream(table, engine.NewImage)
		}
		if got := updateStream(d, c.given); member(got, "TableStatus") != "UPDATING" {
			t.Error(got)
		}
		if got := say(d, `DescribeStream {"StreamArn":"`+firstStream+`"}`); member(got, "StreamStatus") != c.status {
			t.Error(got)
		}
		at := "Table: Watched Stream: " + table.LatestStream + " Operation: " + c.operation
		converse(t, d, []exchange{
			{`UpdateTable {"TableName":"Watched","StreamSpecification":` + c.given + `}`,
				dynamoBody("ResourceInUseException", busy+"A stream status change is currently in progress. "+at)},
			{`UpdateTable {"TableName":"Watched","BillingMode":"PROVISIONED","ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1}}`,
				dynamoBody("ResourceInUseException", busy+"Can't change table IOPS when stream status is being updated. "+at)},
			{`DeleteTable {"TableName":"Watched"}`,
				dynamoBody("ResourceInUseException", busy+"Cannot delete table while stream is being enabled/disabled.")},
		})
		d.db.Begin(engine.Second, true)
		want := strings.Replace(c.status, "ING", "ED", 1)
		if got := say(d, `DescribeStream {"StreamArn":"`+firstStream+`"}`); member(got, "StreamStatus") != want {
			t.Error(got)
		}
	}
}

func updateStream(d *Door, given string) string {
	return say(d, `UpdateTable {"TableName":"Watched","StreamSpecification":`+given+`}`)
}

// A page of records has at most 1,000, and at most a megabyte.
func TestPagesOfRecords(t *testing.T) {
	d := watched(t)
	for i := range 1003 {
		say(d, `PutItem {"TableName":"Watched","Item":{"id":{"N":"`+strconv.Itoa(i)+`"}}}`)
	}
	large := strings.Repeat("x", 300_000)
	for i := range 3 {
		say(d, `PutItem {"TableName":"Watched","Item":{"id":{"N":"`+strconv.Itoa(i)+`"},"a":{"S":"`+large+`"}}}`)
		say(d, `UpdateItem {"TableName":"Watched","Key":{"id":{"N":"`+strconv.Itoa(i)+`"}},"UpdateExpression":"SET b = :b","ExpressionAttributeValues":{":b":{"N":"1"}}}`)
	}
	next := iterator(d, `"ShardIteratorType":"TRIM_HORIZON"`)
	for i, want := range []int{1000, 5, 2, 2, 0} { // a put has one large image, an update has two
		got := say(d, `GetRecords {"ShardIterator":"`+next+`"}`)
		if n := strings.Count(got, `"eventID"`); n != want {
			t.Errorf("page %d has %d records, want %d", i, n, want)
		}
		next = member(got, "NextShardIterator")
	}
}

// An item that time to live deleted says who did it.
func TestExpiredItemHasAnIdentity(t *testing.T) {
	form := recordForm{shard: &engine.Shard{}}
	for expired, want := range map[bool]bool{
		true: true, false: false,
	} {
		var w writer
		r := form.record(&engine.Write{Before: item.New([]item.Attribute{{Name: "id", Value: item.String("x")}}), Expired: expired})
		form.write(&r, 1, &w)
		if got := strings.Contains(string(w.buffer), `,"userIdentity":{"Type":"Service","PrincipalId":"dynamodb.amazonaws.com"}}`); got != want {
			t.Errorf("expired %v: %s", expired, w.buffer)
		}
	}
}

// FuzzShardIterator sends iterators that nobody made.
func FuzzShardIterator(f *testing.F) {
	d := watched(f)
	say(d, `PutItem {"TableName":"Watched","Item":{"id":{"N":"1"}}}`)
	f.Add(iterator(d, `"ShardIteratorType":"TRIM_HORIZON"`))
	f.Add(iterator(d, `"ShardIteratorType":"LATEST"`))
	f.Add(shardIterator{firstStream, -1, 1 << 63, -1}.text())
	f.Fuzz(func(t *testing.T, token string) {
		if got := say(d, `GetRecords {"ShardIterator":`+quoted(token)+`}`); got[:3] != "200" && got[:3] != "400" {
			t.Error(got)
		}
	})
}

// BenchmarkGetRecords measures a page of 1,000 records, and as many reads of items.
func BenchmarkGetRecords(b *testing.B) {
	d := watched(b)
	for i := range 1000 {
		say(d, `PutItem {"TableName":"Watched","Item":{"id":{"N":"`+strconv.Itoa(i)+`"},"status":{"S":"OPEN"},"price":{"N":"129.90"}}}`)
	}
	b.Run("page", func(b *testing.B) {
		request := Request{Target: streams + "GetRecords", Body: `{"ShardIterator":"` + iterator(d, `"ShardIteratorType":"TRIM_HORIZON"`) + `"}`}
		b.ReportAllocs()
		for b.Loop() {
			if r := d.Handle(request); r.Status != 200 {
				b.Fatal(string(r.Body))
			}
		}
	})
	b.Run("gets", func(b *testing.B) {
		requests := make([]Request, 1000)
		for i := range requests {
			requests[i] = Request{Target: dynamoDB + "GetItem", Body: `{"TableName":"Watched","Key":{"id":{"N":"` + strconv.Itoa(i) + `"}}}`}
		}
		b.ReportAllocs()
		for b.Loop() {
			for _, r := range requests {
				d.Handle(r)
			}
		}
	})
}
