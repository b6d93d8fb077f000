package operation

import (
	"hash/crc32"
	"strconv"
	"strings"
	"testing"

	"ringside/engine"
)

// An exchange is a request as a person would write it, "GetItem {…}", and its response,
// "200 {…}".
type exchange struct{ request, response string }

// converse runs requests one after the other through one door.
func converse(t *testing.T, d *Door, exchanges []exchange) {
	t.Helper()
	for _, e := range exchanges {
		if got := say(d, e.request); got != e.response {
			t.Errorf("%s\n got %s\nwant %s", e.request, got, e.response)
		}
	}
}

// say runs one request. An operation is DynamoDB's own unless it begins with a dot.
func say(d *Door, request string) string {
	r := d.Handle(Request{Target: targetOf(request), Body: bodyOf(request), Now: d.db.Now()})
	return strconv.Itoa(r.Status) + " " + string(r.Body)
}

func targetOf(request string) string {
	name, _, _ := strings.Cut(request, " ")
	if own, isOurs := strings.CutPrefix(name, "."); isOurs {
		return ringside + own
	}
	if _, isOfStreams := operations[streams+name]; isOfStreams {
		return streams + name
	}
	return dynamoDB + name
}

func bodyOf(request string) string {
	_, body, _ := strings.Cut(request, " ")
	return body
}

// invalidBody and malformedBody are responses of the two kinds of ValidationException.
func invalidBody(message string) string {
	return `400 {"__type":"com.amazon.coral.validate#ValidationException","message":` + quoted(message) + `}`
}

func malformedBody(message string) string { return invalidBody(oneViolation + message) }

func dynamoBody(errorType, message string) string {
	return `400 {"__type":"com.amazonaws.dynamodb.v20120810#` + errorType + `","message":` + quoted(message) + `}`
}

func quoted(s string) string {
	w := writer{}
	w.text(s)
	return string(w.buffer)
}

// shop returns a door to a table Shop with a partition key PK and a sort key SK, both
// S, and a table Plain with a partition key id, N.
func shop(t testing.TB) *Door {
	t.Helper()
	o := DefaultOptions()
	o.Scale.ReplicationLag = 0
	d := NewDoor(7, o)
	for _, table := range []string{
		`{"TableName":"Shop","BillingMode":"PAY_PER_REQUEST",
			"AttributeDefinitions":[{"AttributeName":"PK","AttributeType":"S"},{"AttributeName":"SK","AttributeType":"S"}],
			"KeySchema":[{"AttributeName":"PK","KeyType":"HASH"},{"AttributeName":"SK","KeyType":"RANGE"}]}`,
		`{"TableName":"Plain","ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":4},
			"AttributeDefinitions":[{"AttributeName":"id","AttributeType":"N"}],
			"KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]}`,
	} {
		if got := say(d, "CreateTable "+table); !strings.HasPrefix(got, "200") {
			t.Fatal(got)
		}
	}
	return d
}

// stocked returns shop with items a/1 to a/5, b/1 and b/2, where n is the digit of SK.
func stocked(t testing.TB) *Door {
	t.Helper()
	d := shop(t)
	for _, key := range []string{"a1", "a2", "a3", "a4", "a5", "b1", "b2"} {
		put := `PutItem {"TableName":"Shop","Item":{"PK":{"S":"` + key[:1] + `"},"SK":{"S":"` + key[1:] + `"},"n":{"N":"` + key[1:] + `"}}}`
		if got := say(d, put); got != "200 {}" {
			t.Fatal(got)
		}
	}
	return d
}

func TestProtocol(t *testing.T) {
	const noMessage = `400 {"__type":"com.amazon.coral.service#SerializationException"}`
	serialization := func(message string) string {
		return `400 {"__type":"com.amazon.coral.service#SerializationException","Message":"` + message + `"}`
	}
	unknown := `400 {"__type":"com.amazon.coral.service#UnknownOperationException"}`
	converse(t, shop(t), []exchange{
		{`Nothing {}`, unknown},
		{`Nothing`, unknown},
		{`.Nothing {}`, unknown},
		{`Nothing {`, noMessage},
		{`GetItem`, noMessage},
		{`GetItem {`, noMessage},
		{`GetItem {} {}`, noMessage},
		{`GetItem {"TableName":23}`, serialization("NUMBER_VALUE cannot be converted to String")},
		{`GetItem {"TableName":true}`, serialization("TRUE_VALUE cannot be converted to String")},
		{`GetItem {"TableName":[]}`, serialization("Unrecognized collection type class java.lang.String")},
		{`GetItem {"TableName":{}}`, serialization("Start of structure or map found where not expected")},
		{`GetItem {"TableName":23,`, noMessage},
		{`GetItem {"ConsistentRead":1}`, serialization("NUMBER_VALUE cannot be converted to Boolean")},
		{`Query {"Limit":"1"}`, serialization("STRING_VALUE cannot be converted to Integer")},
		{`GetItem {"Key":[]}`, serialization("Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>")},
		{`GetItem {"ExpressionAttributeNames":[]}`, serialization("Unrecognized collection type java.util.Map<java.lang.String, java.lang.String>")},
		{`CreateTable {"KeySchema":[[]]}`, serialization("Unrecognized collection type class com.amazonaws.dynamodb.v20120810.KeySchemaElement")},
		{`ListTables {"Limit":null,"NoSuchMember":[{"a":1}]}`, `200 {"TableNames":["Plain","Shop"]}`},
	})
}

func TestBodyTooLarge(t *testing.T) {
	d := shop(t)
	r := d.Handle(Request{Target: dynamoDB + "GetItem", Body: strings.Repeat(" ", MaxBody+1)})
	if r.Status != 413 || r.Recorded {
		t.Errorf("%d %s, recorded: %t", r.Status, r.Body, r.Recorded)
	}
}

// Everything but looks is a record, refused requests included; a run of Advances is one.
func TestRecords(t *testing.T) {
	d := shop(t)
	before := d.record()
	for i, c := range []struct {
		request  string
		recorded bool
		n        uint64 // beyond before
	}{
		{`GetItem {"TableName":"Plain","Key":{"id":{"N":"1"}}}`, true, 1},
		{`PutItem {"TableName":"Plain"}`, true, 2},
		{`PutItem {`, true, 3},
		{`DescribeTable {"TableName":"Plain"}`, false, 3},
		{`ListTables {}`, false, 3},
		{`.Check {}`, false, 3},
		{`.Tidy {}`, false, 3},
		{`.Locate {"TableName":"Plain","Key":{"id":{"N":"1"}}}`, false, 3},
		{`.Explain {"Statement":"SELECT * FROM Plain"}`, false, 3},
		{`.Advance {"By":10}`, true, 4},
		{`.Advance {"By":10}`, true, 4},
		{`ListTables {}`, false, 4},
		{`.Advance {"By":10}`, true, 4},
		{`.Checkpoint {"Name":"c"}`, true, 5},
		{`.Advance {"By":10}`, true, 6},
		{`.Restore {"Name":"c"}`, true, 7},
		{`.Advance {"By":10}`, true, 8},
		{`Nothing {}`, false, 8},
		{`.Workload {"Start":{"Name":"w","TableName":"Plain"}}`, true, 9},
		{`.Workload {"Start":{"Name":"w","TableName":"Plain"}}`, false, 9},
		{`.Workload {"Status":"w"}`, false, 9},
		{`.Metrics {"TableName":"Plain"}`, false, 9},
		{`.Alarm {"Put":{"Name":"a","TableName":"Plain","Metric":"ReadThrottleEvents"}}`, true, 10},
		{`.Workload {"Cancel":"w"}`, true, 11},
		{`.Workload {"Cancel":"w"}`, false, 11},
	} {
		r := d.Handle(Request{Target: targetOf(c.request), Body: bodyOf(c.request), Now: d.db.Now()})
		if r.Recorded != c.recorded || r.N != before+c.n {
			t.Errorf("%d %s: recorded %t as %d, want %t as %d", i, c.request, r.Recorded, r.N-before, c.recorded, c.n)
		}
		want := bodyOf(c.request)
		if strings.HasPrefix(c.request, ".Advance") { // how far it came, so that the last of a run is enough
			want = `{"Until":` + strconv.FormatInt(int64(r.Now), 10) + `}`
		}
		if r.Recorded && r.RecordBody != want {
			t.Errorf("%s: the record holds %q", c.request, r.RecordBody)
		}
	}
}

func TestRequestIDs(t *testing.T) {
	d := shop(t)
	seen := map[string]bool{}
	for _, request := range []string{`ListTables {}`, `ListTables {}`, `Scan {"TableName":"Shop"}`, `Scan {}`, `.Checkpoint {"Name":"c"}`, `.Restore {"Name":"c"}`, `Scan {}`} {
		r := d.Handle(Request{Target: targetOf(request), Body: bodyOf(request)})
		if len(r.RequestID) != 52 || strings.Trim(r.RequestID, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" || seen[r.RequestID] {
			t.Errorf("%s: %q is not an id or not a new one", request, r.RequestID)
		}
		seen[r.RequestID] = true
	}
}

// The same seed and requests give the same bytes; nothing is kept between doors.
func TestSameSeedSameBytes(t *testing.T) {
	one, two := stocked(t), stocked(t)
	for _, request := range []string{`Scan {"TableName":"Shop"}`, `DescribeTable {"TableName":"Shop"}`, `PutItem {}`} {
		a := one.Handle(Request{Target: targetOf(request), Body: bodyOf(request), TraceLevel: engine.TraceDetail})
		b := two.Handle(Request{Target: targetOf(request), Body: bodyOf(request), TraceLevel: engine.TraceDetail})
		if string(a.Body) != string(b.Body) || string(a.Trace) != string(b.Trace) || a.RequestID != b.RequestID {
			t.Errorf("%s: %s %s, then %s %s", request, a.RequestID, a.Body, b.RequestID, b.Body)
		}
		if a.Checksum != crc32.ChecksumIEEE(a.Body) {
			t.Errorf("%s: the checksum is not that of the body", request)
		}
	}
}
