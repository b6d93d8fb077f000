package operation

import (
	"strconv"
	"strings"
	"testing"
)

func TestLocate(t *testing.T) {
	converse(t, stocked(t), []exchange{
		{`.Locate {"TableName":"Shop","Key":{"PK":{"S":"a"}}}`, `200 {"Hash":"d24ec4f1a98c6e5b","HashInput":"a","Partition":3}`},
		{`.Locate {"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}}}`, `200 {"Hash":"d24ec4f1a98c6e5b","HashInput":"a","Partition":3}`},
		{`.Locate {"TableName":"Plain","Key":{"id":{"N":"1e1"}}}`, `200 {"Hash":"4b48550ea3b07f17","HashInput":"10","Partition":1}`},
		{`.Locate {"TableName":"Plain","Key":{"x":{"N":"1"}}}`, invalidBody("The provided key element does not match the schema")},
		{`.Locate {"TableName":"None","Key":{"x":{"N":"1"}}}`, dynamoBody("ResourceNotFoundException", "Requested resource not found: Table: None not found")},
	})
}

// conversePlan holds explanations against what is expected of them up to the estimate.
func conversePlan(t *testing.T, d *Door, exchanges []exchange) {
	t.Helper()
	for _, e := range exchanges {
		got, _, more := strings.Cut(say(d, e.request), `,"Estimate"`)
		if more {
			got += "}"
		}
		if got != e.response {
			t.Errorf("%s\n got %s\nwant %s", e.request, got, e.response)
		}
	}
}

func TestExplain(t *testing.T) {
	explained := func(operation, why, table, partitions string) string {
		return `200 {"Operation":"` + operation + `","Why":` + quoted(why) + `,"TableName":"` + table + `","Partitions":[` + partitions + `],"PartitionCount":4}`
	}
	d := stocked(t)
	before := d.record()
	conversePlan(t, d, []exchange{
		{`.Explain {"Statement":"SELECT * FROM Shop WHERE PK = 'a' AND SK = '1'"}`, explained("GetItem", "WHERE gives the whole primary key", "Shop", "3")},
		{`.Explain {"Statement":"SELECT * FROM Plain WHERE id IN [1, 10, 11]"}`, explained("GetItem", "WHERE gives the whole primary key, 3 times", "Plain", "0,1,2")},
		{`.Explain {"Statement":"SELECT * FROM Shop WHERE PK = ?","Parameters":[{"S":"a"}]}`,
			explained("Query", "WHERE gives the partition key PK by =", "Shop", "3")},
		{`.Explain {"Statement":"SELECT * FROM Shop"}`, explained("Scan", "there is no WHERE, so every item is wanted", "Shop", "0,1,2,3")},
		{`.Explain {"Statement":"SELECT * FROM Shop WHERE SK = 'a'"}`, explained("Scan", "WHERE does not give the partition key PK by = or IN, so the items could be anywhere", "Shop", "0,1,2,3")},
		{`.Explain {"Statement":"SELECT * FROM Shop WHERE PK > 'a'"}`, explained("Scan", "WHERE compares the partition key PK by >, but items are placed by its hash, which keeps no order", "Shop", "0,1,2,3")},
		{`.Explain {"Statement":"SELECT * FROM Shop WHERE PK = 'a' OR n = 1"}`, explained("Scan", "an alternative of OR does not give the partition key PK by = or IN, so its items could be anywhere", "Shop", "0,1,2,3")},
		{`.Explain {"Statement":"INSERT INTO Plain VALUE {'id': 10}"}`, explained("PutItem", "INSERT puts one item, if there is none under its key", "Plain", "1")},
		{`.Explain {"Statement":"UPDATE Plain SET n = ? WHERE id = 10 AND n > 1","Parameters":[{"N":"2"}]}`,
			explained("UpdateItem", "WHERE gives the whole primary key, so one item is updated, if it exists", "Plain", "1")},
		{`.Explain {"Statement":"DELETE FROM Shop WHERE PK = 'a' AND SK = '1'"}`,
			explained("DeleteItem", "WHERE gives the whole primary key, so one item is deleted, if it exists", "Shop", "3")},
		{`.Explain {"Statement":"DELETE FROM Shop WHERE PK = 'a'"}`, invalidBody(messageNoWholeKey)},
		{`.Explain {"Target":"DynamoDB_20120810.GetItem","Body":{"TableName":"Plain","Key":{"id":{"N":"10"}}}}`,
			explained("GetItem", "the whole primary key is given, and its hash says which partition has the item", "Plain", "1")},
		{`.Explain {"Target":"DynamoDB_20120810.PutItem","Body":{"TableName":"Plain","Item":{"id":{"N":"10"}}}}`,
			explained("PutItem", "a write goes to the leader of the one partition that owns the key", "Plain", "1")},
		{`.Explain {"Target":"DynamoDB_20120810.UpdateItem","Body":{"TableName":"Plain","Key":{"id":{"N":"10"}}}}`,
			explained("UpdateItem", "a write goes to the leader of the one partition that owns the key", "Plain", "1")},
		{`.Explain {"Target":"DynamoDB_20120810.DeleteItem","Body":{"TableName":"Plain","Key":{"id":{"N":"10"}}}}`,
			explained("DeleteItem", "a write goes to the leader of the one partition that owns the key", "Plain", "1")},
		{`.Explain {"Target":"DynamoDB_20120810.BatchWriteItem","Body":{"RequestItems":{"Plain":[{"PutRequest":{"Item":{"id":{"N":"10"}}}},{"DeleteRequest":{"Key":{"id":{"N":"1"}}}}]}}}`,
			explained("BatchWriteItem", "each write goes to the leader of the one partition that owns its key", "Plain", "1,2")},
		{`.Explain {"Target":"DynamoDB_20120810.` + strings.Replace(queried(``), " ", `","Body":`, 1) + `}`,
			explained("Query", "the key condition names one item collection, whose items lie next to one another", "Shop", "3")},
		{`.Explain {"Target":"DynamoDB_20120810.Scan","Body":{"TableName":"Shop","Segment":1,"TotalSegments":2}}`,
			explained("Scan", "every item in one segment of the table is read, a range of hashes", "Shop", "2,3")},
		{`.Explain {"Target":"DynamoDB_20120810.ListTables","Body":{}}`, invalidBody("Explain does not know the operation DynamoDB_20120810.ListTables")},
		{`.Explain {"Target":"DynamoDB_20120810.GetItem","Body":{"TableName":"Plain","Key":{"id":{"S":"10"}}}}`, invalidBody("The provided key element does not match the schema")},
	})
	if d.record() != before {
		t.Error("an explanation is a record")
	}
}

func TestAdvance(t *testing.T) {
	o := DefaultOptions()
	o.Scale.TableDelay = 1000
	d := NewDoor(1, o)
	say(d, `CreateTable {"TableName":"one","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"}],"KeySchema":[{"AttributeName":"a","KeyType":"HASH"}]}`)
	say(d, `CreateTable {"TableName":"two","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"}],"KeySchema":[{"AttributeName":"a","KeyType":"HASH"}]}`)
	converse(t, d, []exchange{
		{`.Advance {"By":999}`, `200 {"Now":999,"More":false,"Ran":{},"Events":[]}`},
		{`.Advance {"Until":1500,"Limit":1}`, `200 {"Now":1000,"More":true,"Ran":{"activate":1},"Events":[{"At":1000,"Kind":"activate","TableName":"one"}]}`},
		{`.Advance {"Until":1500}`, `200 {"Now":1500,"More":false,"Ran":{},"Events":[]}`}, // the other ran when the request came
		{`.Advance {"Until":1000}`, `200 {"Now":1500,"More":false,"Ran":{},"Events":[]}`},
		{`.Advance {}`, invalidBody("Advance takes either Until or By, in microseconds")},
		{`.Advance {"Until":1,"By":1}`, invalidBody("Advance takes either Until or By, in microseconds")},
		{`.Advance {"By":-1}`, invalidBody("Advance cannot go there: the clock never goes back, and ends at 1152921504606846976")},
		{`.Advance {"Until":9223372036854775807}`, invalidBody("Advance cannot go there: the clock never goes back, and ends at 1152921504606846976")},
		{`.Advance {"By":9223372036854775807}`, invalidBody("Advance cannot go there: the clock never goes back, and ends at 1152921504606846976")},
		{`.Advance {"By":1,"Limit":0}`, invalidBody("Limit must be at least 1")},
	})
}

// Advancing in slices runs the same events as advancing at once.
func TestAdvanceInSlices(t *testing.T) {
	d := NewDoor(3, DefaultOptions())
	say(d, `CreateTable {"TableName":"Plain","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"N"}],"KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]}`)
	say(d, `.Advance {"By":0}`)
	for i := range 5 {
		say(d, `PutItem {"TableName":"Plain","Item":{"id":{"N":"`+strconv.Itoa(i)+`"}}}`)
	}
	slices, events := 0, 0
	for more := true; more; slices++ {
		body := say(d, `.Advance {"Until":1000000,"Limit":3}`)
		more = strings.Contains(body, `"More":true`)
		events += strings.Count(body, `"replicate","TableName":"Plain"`)
	}
	if slices != 2 || events != 6 { // three partitions, two followers each
		t.Errorf("%d events in %d slices", events, slices)
	}
}

func TestSplitAndTidy(t *testing.T) {
	d := stocked(t)
	conversePlan(t, d, []exchange{
		{`.Split {"TableName":"Shop","Partition":3,"Key":{"PK":{"S":"a"},"SK":{"S":"3"}}}`, `200 {"Parent":3,"Children":[4,5]}`},
		{queried(``), `200 {` + rows("12345") + `,"Count":5,"ScannedCount":5}`},
		{`.Explain {"Target":"DynamoDB_20120810.` + strings.Replace(queried(``), " ", `","Body":`, 1) + `}`,
			`200 {"Operation":"Query","Why":"the key condition names one item collection, whose items lie next to one another","TableName":"Shop","Partitions":[4,5],"PartitionCount":5}`},
		{`.Split {"TableName":"Shop","Partition":3}`, dynamoBody("ResourceNotFoundException", "Requested resource not found: Partition: 3 not found")},
		{`.Split {"TableName":"Shop"}`, dynamoBody("ResourceNotFoundException", "Requested resource not found: Partition: 0 not found")},
		{`.Split {"TableName":"Shop","Partition":0}`, `200 {"Parent":0,"Children":[6,7]}`},
		{`.Split {"TableName":"Shop","Partition":1,"At":"5000000000000000"}`, `200 {"Parent":1,"Children":[8,9]}`},
		{`.Split {"TableName":"Shop","Partition":8,"At":"5000000000000000"}`, invalidBody("The cut does not lie inside partition 8")},
		{`.Split {"TableName":"Shop","Partition":8,"At":"5"}`, invalidBody("At must be a hash of 16 hexadecimal digits")},
		{`.Split {"TableName":"Shop","Partition":8,"At":"5000000000000000","Key":{}}`, invalidBody("Split takes either At or Key")},
		{`.Check {}`, `200 {"Violations":[]}`},
		{`.Tidy {"Steps":1}`, `200 {"Steps":1,"More":true}`},
		{`.Tidy {}`, `200 {"Steps":6,"More":false}`},
		{`.Tidy {"Steps":-5}`, `200 {"Steps":0,"More":true}`},
		{`.Check {}`, `200 {"Violations":[]}`},
		{queried(``), `200 {` + rows("12345") + `,"Count":5,"ScannedCount":5}`},
	})
}

// A checkpoint is the database as it was: clock, items, and the random numbers to come.
func TestCheckpointAndRestore(t *testing.T) {
	d := stocked(t)
	const get = `GetItem {"TableName":"Shop","Key":{"PK":{"S":"z"},"SK":{"S":"1"}},"ConsistentRead":true}`
	const put = `PutItem {"TableName":"Shop","Item":{"PK":{"S":"z"},"SK":{"S":"1"}}}`
	converse(t, d, []exchange{
		{`.Checkpoint {"Name":"before"}`, `200 {"Name":"before","Now":0,"Requests":10}`},
		{put, `200 {}`},
		{`.Advance {"By":7}`, `200 {"Now":7,"More":false,"Ran":{},"Events":[]}`},
		{`.Checkpoint {"Name":"after"}`, `200 {"Name":"after","Now":7,"Requests":13}`},
		{`.Restore {"Name":"before"}`, `200 {"Name":"before","Now":0,"Requests":14}`},
		{get, `200 {}`},
		{`.Restore {"Name":"after"}`, `200 {"Name":"after","Now":7,"Requests":16}`},
		{get, `200 {"Item":{"PK":{"S":"z"},"SK":{"S":"1"}}}`},
		{`.Restore {"Name":"before"}`, `200 {"Name":"before","Now":0,"Requests":18}`},
		{put, `200 {}`},
		{`.Check {}`, `200 {"Violations":[]}`},
		{`.Restore {"Name":"never"}`, dynamoBody("ResourceNotFoundException", "Requested resource not found: Checkpoint: never not found")},
		{`.Checkpoint {}`, invalidBody("1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null")},
		{`.Checkpoint {"Name":""}`, invalidBody("1 validation error detected: Value '' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 1")},
	})
}

// A door without a past can't go back to a record, and no door to one that isn't there.
func TestRestoreOfARecord(t *testing.T) {
	d := stocked(t)
	opened, last := NewDoor(1, DefaultOptions()), d.record()
	converse(t, d, []exchange{
		{`.Restore {"N":1}`, invalidBody("No log of this session is kept here, so Restore takes the Name of a checkpoint and no N")},
		{`.Restore {"N":1,"Name":"c"}`, invalidBody("Restore takes either Name, of a checkpoint, or N, of a record of the session")},
	})
	d.Past = func(uint64) *Door { return opened }
	beyond := func(n uint64) string {
		return invalidBody("N must be the number of a record before this one, from 0 to " + strconv.FormatUint(last+n, 10))
	}
	converse(t, d, []exchange{
		{`.Restore {"N":-1}`, beyond(2)},
		{`.Restore {"N":99}`, beyond(3)},
		{`.Restore {"N":0}`, `200 {"N":0,"Now":0,"Requests":` + strconv.FormatUint(last+5, 10) + `}`},
		{`ListTables {}`, `200 {"TableNames":[]}`},
	})
}

// What is under way when a database is restored is gone, as it belongs to the other one.
func TestRestoreDropsWhatIsUnderWay(t *testing.T) {
	d := stocked(t)
	say(d, `.Checkpoint {"Name":"c"}`)
	say(d, `.Load {"TableName":"Plain","Chunk":0,"Chunks":2,"Items":[]}`)
	say(d, `.Open {"Chunk":"","Index":0,"Count":2}`)
	say(d, `.Restore {"Name":"c"}`)
	if d.Midway() || d.staging != nil {
		t.Error("something is still under way")
	}
}

func TestRestoredDatabaseRepeatsItself(t *testing.T) {
	d := stocked(t)
	create := `CreateTable {"TableName":"New","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"}],"KeySchema":[{"AttributeName":"a","KeyType":"HASH"}]}`
	say(d, `.Checkpoint {"Name":"c"}`)
	first := say(d, create)
	say(d, `.Restore {"Name":"c"}`)
	if again := say(d, create); again != first {
		t.Errorf("first %s\nagain %s", first, again)
	}
}

// The 33rd checkpoint drops the one taken longest ago, and says so.
func TestCheckpointsAreDropped(t *testing.T) {
	d := shop(t)
	for i := range maxCheckpoints {
		if got := say(d, `.Checkpoint {"Name":"`+strconv.Itoa(i)+`"}`); strings.Contains(got, "Dropped") {
			t.Fatal(got)
		}
	}
	say(d, `.Checkpoint {"Name":"0"}`) // taken again, so the youngest now
	if got := say(d, `.Checkpoint {"Name":"one more"}`); !strings.Contains(got, `"Dropped":"1"`) {
		t.Error(got)
	}
	if got := say(d, `.Restore {"Name":"1"}`); !strings.HasPrefix(got, "400") {
		t.Error(got)
	}
	if got := say(d, `.Restore {"Name":"0"}`); !strings.HasPrefix(got, "200") {
		t.Error(got)
	}
}
