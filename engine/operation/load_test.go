package operation

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"ringside/engine"
	"ringside/engine/item"
)

// orders returns a door to one table, at the scale of a playground.
func orders(t *testing.T) *Door {
	t.Helper()
	o := DefaultOptions()
	o.Scale.Partitions = 8
	d := NewDoor(42, o)
	must(t, d, "DynamoDB_20120810.CreateTable", `{"TableName":"Orders","BillingMode":"PAY_PER_REQUEST",
		"AttributeDefinitions":[{"AttributeName":"PK","AttributeType":"S"},{"AttributeName":"SK","AttributeType":"S"}],
		"KeySchema":[{"AttributeName":"PK","KeyType":"HASH"},{"AttributeName":"SK","KeyType":"RANGE"}]}`)
	return d
}

// must runs a request that has to succeed and returns the body of the response.
func must(t *testing.T, d *Door, target, body string) string {
	t.Helper()
	r := d.Handle(Request{Target: target, Body: body})
	if r.Status != 200 {
		t.Fatalf("%s %s: %d %s", target, body, r.Status, r.Body)
	}
	return string(r.Body)
}

// refused runs a request that has to fail and returns the error's body.
func refused(t *testing.T, d *Door, target, body string) string {
	t.Helper()
	r := d.Handle(Request{Target: target, Body: body})
	if r.Status == 200 {
		t.Fatalf("%s %s was not refused: %s", target, body, r.Body)
	}
	return string(r.Body)
}

// member returns one member of a response, as JSON.
func memberOf(t *testing.T, body, name string) (value string) {
	t.Helper()
	r := item.NewReader(body)
	err := r.Object(func(n string) (err error) {
		if n != name {
			return r.Skip()
		}
		value, err = r.Raw()
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	return value
}

func count(t *testing.T, d *Door) string {
	return memberOf(t, must(t, d, ringside+"Inspect", `{"Level":"table","TableName":"Orders"}`), "ItemCount")
}

const zipf = `{"TableName":"Orders","Generator":{"Items":25000,"Collections":100,"Distribution":"zipf","Seed":7}}`

func TestGeneratorComesInSlices(t *testing.T) {
	d := orders(t)
	first := d.Handle(Request{Target: ringside + "Load", Body: zipf})
	stage := memberOf(t, string(first.Body), "Stage")
	if first.Recorded {
		t.Error("a load that is not done was recorded")
	}
	for _, want := range []string{"20000", "25000"} {
		if got := count(t, d); got != "0" {
			t.Errorf("%s items can be seen before the load is done", got)
		}
		again := d.Handle(Request{Target: ringside + "Load", Body: `{"Stage":` + stage + `}`})
		if got := memberOf(t, string(again.Body), "Loaded"); got != want {
			t.Errorf("loaded %s, want %s", got, want)
		}
		if want == "25000" && (!again.Recorded || !strings.Contains(again.RecordBody, `"Whole":true`)) {
			t.Errorf("the finished load is recorded as %q", again.RecordBody)
		}
	}
	if got := count(t, d); got != "25000" {
		t.Errorf("%s items after the load", got)
	}
	mustHold(t, d)
}

// The record of a load is its specification: replayed elsewhere it makes the same items.
func TestLoadIsReplayedFromItsSpecification(t *testing.T) {
	live, replayed := orders(t), orders(t)
	body := zipf
	for {
		r := live.Handle(Request{Target: ringside + "Load", Body: body})
		if r.Recorded {
			must(t, replayed, ringside+"Load", r.RecordBody)
			break
		}
		body = `{"Stage":` + memberOf(t, string(r.Body), "Stage") + `}`
	}
	if everything(t, live) != everything(t, replayed) {
		t.Error("the replayed load made other items")
	}
}

func TestCancelledLoadLeavesNothing(t *testing.T) {
	d := orders(t)
	stage := memberOf(t, must(t, d, ringside+"Load", zipf), "Stage")
	must(t, d, ringside+"Load", `{"Stage":`+stage+`,"Cancel":true}`)
	if got := count(t, d); got != "0" {
		t.Errorf("%s items after cancelling", got)
	}
	refused(t, d, ringside+"Load", `{"Stage":`+stage+`}`)
}

// A load whose table went away meanwhile changes nothing, so it is no record: a replay
// would load into the table that came after.
func TestLoadOfADeletedTable(t *testing.T) {
	d := orders(t)
	stage := memberOf(t, must(t, d, ringside+"Load", zipf), "Stage")
	must(t, d, ringside+"Load", `{"Stage":`+stage+`}`)
	must(t, d, dynamoDB+"DeleteTable", `{"TableName":"Orders"}`)
	d.Handle(Request{Target: ringside + "Advance", Body: `{"By":3600000000}`})
	r := d.Handle(Request{Target: ringside + "Load", Body: `{"Stage":` + stage + `}`})
	if r.Status != 400 || r.Recorded {
		t.Errorf("answered %d %s, recorded %t", r.Status, r.Body, r.Recorded)
	}
}

func TestZipfFavoursTheFirstCollections(t *testing.T) {
	d := orders(t)
	must(t, d, ringside+"Load", strings.Replace(zipf, `"Generator"`, `"Whole":true,"Generator"`, 1))
	size := func(customer string) string {
		return memberOf(t, must(t, d, "DynamoDB_20120810.Query", `{"TableName":"Orders","Select":"COUNT","ConsistentRead":true,
			"KeyConditionExpression":"PK = :p","ExpressionAttributeValues":{":p":{"S":"`+customer+`"}}}`), "Count")
	}
	var first, tenth int
	fmt.Sscan(size("CUSTOMER#000000"), &first)
	fmt.Sscan(size("CUSTOMER#000009"), &tenth)
	// Σ 1/k for k to 100 is 5.187, so the first has about 4,820 of 25,000.
	if first < 4500 || first > 5200 || tenth < 380 || tenth > 600 {
		t.Errorf("the first collection has %d items and the tenth %d", first, tenth)
	}
}

func TestChunksAreAllOrNothing(t *testing.T) {
	d := orders(t)
	chunk := func(k int, stage, items string) string {
		return fmt.Sprintf(`{"TableName":"Orders","Chunk":%d,"Chunks":2,%s"Items":[%s]}`, k, stage, items)
	}
	a, b := `{"PK":{"S":"a"},"SK":{"S":"1"}}`, `{"PK":{"S":"b"},"SK":{"S":"1"}}`
	stage := `"Stage":` + memberOf(t, must(t, d, ringside+"Load", chunk(0, "", a)), "Stage") + ","
	refused(t, d, ringside+"Load", chunk(0, stage, b))
	if got := refused(t, d, ringside+"Load", chunk(1, stage, b+`,{"PK":{"S":"c"}}`)); !strings.Contains(got, "Missing the key SK in the item") {
		t.Errorf("an item without its sort key: %s", got)
	}
	if got := count(t, d); got != "0" {
		t.Errorf("%s items before the last chunk", got)
	}
	must(t, d, ringside+"Load", chunk(1, stage, b))
	if got := count(t, d); got != "2" {
		t.Errorf("%s items after the last chunk", got)
	}
}

// everything returns all that a checkpoint holds.
func everything(t *testing.T, d *Door) string {
	t.Helper()
	var all strings.Builder
	body := `{}`
	for {
		answer := must(t, d, ringside+"Save", body)
		chunk := strings.Trim(memberOf(t, answer, "Chunk"), `"`)
		text, err := base64.StdEncoding.DecodeString(chunk)
		if err != nil || len(chunk) > 1<<20 {
			t.Fatalf("a chunk of %d bytes: %v", len(chunk), err)
		}
		all.Write(text)
		token := memberOf(t, answer, "NextToken")
		if token == "" {
			return all.String()
		}
		body = `{"NextToken":` + token + `}`
	}
}

// What is saved and opened elsewhere is the same, however the bytes are cut.
func TestSaveAndOpen(t *testing.T) {
	d := orders(t)
	must(t, d, ringside+"Load", strings.Replace(zipf, `"Generator"`, `"Whole":true,"Generator"`, 1))
	d.db.Begin(engine.Hour, true)
	d.db.EnableStream(d.db.Table("Orders"), engine.OldImage)
	saved := everything(t, d)
	for _, cuts := range []int{1, 3, 1000} {
		other := orders(t)
		openText(t, other, saved, cuts)
		if again := everything(t, other); again != saved {
			t.Errorf("in %d chunks: the opened database saves as %d bytes, not the %d it was opened from", cuts, len(again), len(saved))
		}
		mustHold(t, other)
		if s := other.db.StreamOf(other.db.Table("Orders")); s.Label != "1970-01-01T01:00:00.000" {
			t.Errorf("the stream was opened at %s", s.Label)
		}
	}
}

func openText(t *testing.T, d *Door, text string, chunks int) {
	t.Helper()
	size := (len(text) + chunks - 1) / chunks
	for i := range chunks {
		part := text[min(i*size, len(text)):min((i+1)*size, len(text))]
		must(t, d, ringside+"Open", fmt.Sprintf(`{"Index":%d,"Count":%d,"Chunk":%q}`, i, chunks, base64.StdEncoding.EncodeToString([]byte(part))))
	}
}

// A damaged checkpoint is refused with the line that is wrong, and the database stays.
func TestOpenRefusesDamage(t *testing.T) {
	d := orders(t)
	must(t, d, "DynamoDB_20120810.PutItem", `{"TableName":"Orders","Item":{"PK":{"S":"a"},"SK":{"S":"1"}}}`)
	good := everything(t, d)
	lines := strings.SplitAfter(good, "\n")
	for name, bad := range map[string]struct{ text, want string }{
		"nothing":       {"", "ends too early, after line 0"},
		"no JSON":       {"hello\n", "Line 1 "},
		"other version": {`{"Ringside":2,"Tables":0}` + "\n", "version 1"},
		"cut off":       {lines[0] + lines[1], "after line 2"},
		"torn line":     {good[:len(good)-5], "after line 2"},
		"trailing":      {good + "{}\n", "Line 4 "},
		"no key":        {lines[0] + lines[1] + `{"PK":{"S":"a"}}` + "\n", "Missing the key SK"},
		"bad view":      {lines[0] + strings.Replace(lines[1], `"Cuts"`, `"StreamViewType":"ALL","Cuts"`, 1) + lines[2], "four views"},
		"bad clock":     {strings.Replace(lines[0], `"Now":`, `"Now":-1,"Was":`, 1) + lines[1] + lines[2], "no clock"},
		"bad cuts":      {lines[0] + strings.Replace(lines[1], `"Cuts":[""`, `"Cuts":["00"`, 1) + lines[2], "first cut"},
	} {
		got := refused(t, d, ringside+"Open", fmt.Sprintf(`{"Index":0,"Count":1,"Chunk":%q}`, base64.StdEncoding.EncodeToString([]byte(bad.text))))
		if !strings.Contains(got, bad.want) {
			t.Errorf("%s: got %s, want it to say %q", name, got, bad.want)
		}
		if everything(t, d) != good {
			t.Fatalf("%s: the database changed", name)
		}
	}
}

func mustHold(t *testing.T, d *Door) {
	t.Helper()
	if got := must(t, d, ringside+"Check", `{}`); got != `{"Violations":[]}` {
		t.Error(got)
	}
}

// A checkpoint keeps all that is said of a table: indexes, throughput, class, key, tags. What was under
// way is done in it.
func TestSaveAndOpenUpdatedTables(t *testing.T) {
	d := rides(t, engine.Second)
	for _, request := range []string{
		`PutItem {"TableName":"Rides","Item":{"pk":{"S":"p"},"sk":{"S":"s"},"a":{"S":"x"},"b":{"S":"y"}}}`,
		update("Rides", `"OnDemandThroughput":{"MaxReadRequestUnits":9}`),
		update("Rides", createIndex("ByC", "c", `,"Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["n","m"]}`)),
		update("Taxis", provisioning(3, 9)),
		update("Taxis", onIndexes(updateIndex("ByA", ","+provisioning(1, 1)))),
		update("Taxis", `"SSESpecification":{"Enabled":true,"SSEType":"KMS","KMSMasterKeyId":"alias/mine"}`),
		tagging(strings.Replace(shopARN, "Shop", "Taxis", 1), tagJSON("k", "v")),
	} {
		if got := say(d, request); !strings.HasPrefix(got, "200") {
			t.Fatal(got)
		}
	}
	saved := everything(t, d)
	other := NewDoor(7, d.options)
	openText(t, other, saved, 3)
	mustHold(t, other)
	if again := everything(t, other); again != saved {
		t.Errorf("saved again:\n%s\nwas\n%s", again, saved)
	}
	say(d, `.Advance {"By":2000000}`)
	for _, look := range []string{`DescribeTable {"TableName":"Rides"}`, `DescribeTable {"TableName":"Taxis"}`, tagsOf(strings.Replace(shopARN, "Shop", "Taxis", 1))} {
		if got, want := say(other, look), say(d, look); got != want {
			t.Errorf("%s\n got %s\nwant %s", look, got, want)
		}
	}
}

// Checkpoints from before there were indexes open.
func TestOpenFirstCheckpoints(t *testing.T) {
	d := orders(t)
	openText(t, d, `{"Ringside":1,"Now":5000000,"Tables":1}
{"TableName":"Old","TableId":"id","Created":1000000,"Items":1,"PartitionKey":{"Name":"PK","Type":"S"},"OnDemand":true,"ReadUnits":0,"WriteUnits":0,"DeletionProtection":true,"Cuts":[""]}
{"PK":{"S":"a"}}
`, 1)
	mustHold(t, d)
	got := say(d, `DescribeTable {"TableName":"Old"}`)
	for _, want := range []string{
		`"BillingModeSummary":{"BillingMode":"PAY_PER_REQUEST","LastUpdateToPayPerRequestDateTime":1.000}`,
		`"WarmThroughput":{"ReadUnitsPerSecond":12000,"WriteUnitsPerSecond":4000,"Status":"ACTIVE"}`, `"DeletionProtectionEnabled":true`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%s\nlacks %s", got, want)
		}
	}
}

// Indexes that could not be are refused.
func TestOpenRefusesIndexes(t *testing.T) {
	d := rides(t, 0)
	good := everything(t, d)
	for _, change := range [][2]string{
		{`"IndexName":"ByA"`, `"IndexName":""`}, {`"IndexName":"ByA"`, `"IndexName":"ByB"`}, {`"Local":true`, `"Local":false`},
		{`"Local":true,"PartitionKey":[{"Name":"pk"`, `"Local":true,"PartitionKey":[{"Name":"other"`},
		{`"PartitionKey":[{"Name":"a","Type":"S"}]`, `"PartitionKey":[]`}, {`"PartitionKey":[{"Name":"a","Type":"S"}]`, `"PartitionKey":[{"Name":"a","Type":"M"}]`},
		{`"SortKey":[{"Name":"b","Type":"S"}]`, `"SortKey":[]`}, {`"Local":false`, `"Local":true`},
	} {
		bad := strings.Replace(good, change[0], change[1], 1)
		if bad == good {
			t.Fatalf("there is no %s in %s", change[0], good)
		}
		if change[1] == `"Local":false` { // a global index with the same key is one
			openText(t, NewDoor(1, d.options), bad, 1)
			continue
		}
		refused(t, d, ringside+"Open", fmt.Sprintf(`{"Index":0,"Count":1,"Chunk":%q}`, base64.StdEncoding.EncodeToString([]byte(bad))))
	}
}

// What goes on by itself goes on in a database that was opened, from the moment that it was saved at: a
// table with too much in it is split some time later, and one with auto scaling is scaled in.
func TestWhatIsOpenedGoesOn(t *testing.T) {
	d := machineRoom(t, engine.Adaptive, "40")
	must(t, d, ringside+"AutoScaling", `{"TableName":"Room","MinUnits":1,"MaxUnits":50,"TargetPercent":50}`)
	must(t, d, ringside+"Advance", `{"By":100000000}`)
	must(t, d, ringside+"Load", `{"TableName":"Room","Whole":true,"Generator":{"Items":20,"Collections":9,"Seed":1}}`)
	now := d.db.Now()
	saved := must(t, d, ringside+"Save", `{}`)
	must(t, d, ringside+"Open", `{"Index":0,"Count":1,"Chunk":`+memberOf(t, saved, "Chunk")+`}`)
	due := map[engine.EventKind]bool{}
	events, _ := d.db.Events(100)
	for _, e := range events {
		due[e.Kind] = true
		if e.At <= now {
			t.Errorf("%s is due in the past", e.Kind)
		}
	}
	if !due[engine.Divide] || !due[engine.Measure] {
		t.Errorf("due are %v", events)
	}
	must(t, d, ringside+"Advance", `{"By":1200000000}`)
	if units := d.db.Table("Room").ReadUnits; units != 1 {
		t.Errorf("%d units are provisioned after twenty quiet minutes", units)
	}
}
