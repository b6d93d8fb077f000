package operation

import (
	"encoding/base64"
	"encoding/json"
	"strconv"
	"strings"
	"testing"
)

func TestInspectLevels(t *testing.T) {
	d := orders(t)
	must(t, d, ringside+"Load", `{"TableName":"Orders","Whole":true,"Generator":{"Items":5000,"Distribution":"uniform","Collections":50}}`)
	must(t, d, "DynamoDB_20120810.PutItem", `{"TableName":"Orders","Item":{"PK":{"S":"a"},"SK":{"S":"1"}}}`)
	for _, c := range []struct{ body, member, want string }{
		{`{"Level":"database"}`, "EventCount", "2"},
		{`{"Level":"table","TableName":"Orders"}`, "PartitionCount", "8"},
		{`{"Level":"table","TableName":"Orders"}`, "SortKey", `{"Name":"SK","Type":"S"}`},
		{`{"Level":"dots","TableName":"Orders","Limit":2000}`, "Count", "1667"},
		{`{"Level":"dots","TableName":"Orders","Limit":100}`, "Count", "99"},
		{`{"Level":"tree","TableName":"Orders","Partition":0,"Limit":1}`, "More", "true"},
		{`{"Level":"tree","TableName":"Orders","Partition":0}`, "Height", "2"},
	} {
		if got := memberOf(t, must(t, d, ringside+"Inspect", c.body), c.member); got != c.want {
			t.Errorf("%s %s: got %s, want %s", c.body, c.member, got, c.want)
		}
	}
}

// What Inspect cannot show it refuses as DynamoDB would.
func TestInspectRefuses(t *testing.T) {
	d := orders(t)
	for body, want := range map[string]string{
		`{}`:                                    "2 validation errors detected: Value null at 'level' failed to satisfy constraint: Member must not be null; Value null at 'tableName'",
		`{"Level":"all","TableName":"Orders"}`:  "Value 'all' at 'level' failed to satisfy constraint: Member must satisfy enum value set: [database, table, dots, items, tree]",
		`{"Level":"database","Limit":0}`:        "Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
		`{"Level":"tree","TableName":"Orders"}`: "Value null at 'partition'",
		`{"Level":"tree","TableName":"Orders","Partition":99}`:              "Partition: 99 not found",
		`{"Level":"tree","TableName":"Orders","Partition":0,"Replica":3}`:   "Value '3' at 'replica' failed to satisfy constraint: Member must have value less than or equal to 2",
		`{"Level":"tree","TableName":"Orders","Partition":0,"Path":[0]}`:    "Path leads to no node of the tree",
		`{"Level":"tree","TableName":"Orders","Partition":0,"Path":[1e30]}`: "Path leads to no node of the tree",
		`{"Level":"tree","TableName":"Orders","Partition":0,"Path":"0"}`:    "SerializationException",
		`{"Level":"tree","TableName":"Orders","Partition":0,"Keys":[]}`:     "SerializationException",
		`{"Level":"items","TableName":"Orders","From":"c0"}`:                "From must be a hash of 16 hexadecimal digits",
		`{"Level":"items","TableName":"Orders","From":"xxxxxxxxxxxxxxxx"}`:  "From must be a hash of 16 hexadecimal digits",
		`{"Level":"dots","TableName":"Nope"}`:                               "Requested resource not found: Table: Nope not found",
	} {
		if got := refused(t, d, ringside+"Inspect", body); !strings.Contains(got, want) {
			t.Errorf("%s: got %s, want %q", body, got, want)
		}
	}
}

// Events that a split left void are not coming any more, a replica knows when its own is
// due, and a partition that begins inside a collection says at which key.
func TestInspectAfterASplit(t *testing.T) {
	d := orders(t)
	must(t, d, "DynamoDB_20120810.PutItem", `{"TableName":"Orders","Item":{"PK":{"S":"<b>\u0001"},"SK":{"S":"1"}}}`)
	partition := memberOf(t, must(t, d, ringside+"Locate", `{"TableName":"Orders","Key":{"PK":{"S":"<b>\u0001"}}}`), "Partition")
	must(t, d, ringside+"Split", `{"TableName":"Orders","Partition":`+partition+`,"Key":{"PK":{"S":"<b>\u0001"},"SK":{"S":"2"}}}`)
	database := must(t, d, ringside+"Inspect", `{"Level":"database"}`)
	table := must(t, d, ringside+"Inspect", `{"Level":"table","TableName":"Orders"}`)
	if got := memberOf(t, database, "EventCount"); got != "4" { // two followers of each child
		t.Errorf("%s events are coming: %s", got, database)
	}
	if strings.Contains(memberOf(t, database, "Events"), `"Partition":`+partition+",") {
		t.Errorf("an event for a partition that was split: %s", database)
	}
	if want := `"InsideCollection":true,"Cut":{"PartitionKey":{"S":"<b>\u0001"},"SortKey":{"S":"2"}}`; !strings.Contains(table, want) {
		t.Errorf("no %s in %s", want, table)
	}
	if got := strings.Count(table, `"DueAt":`); got != 4 {
		t.Errorf("%d replicas have an event pending: %s", got, table)
	}
	if got := must(t, d, ringside+"Advance", `{"By":1000000}`); memberOf(t, got, "Ran") != `{"replicate":4}` {
		t.Errorf("advanced: %s", got)
	}
}

// A part of a tree is what lies below a node, with its keys or only their number.
func TestInspectPartOfATree(t *testing.T) {
	o := DefaultOptions()
	o.Scale.TreeDegree, o.Scale.Partitions = 2, 1
	d := NewDoor(3, o)
	must(t, d, "DynamoDB_20120810.CreateTable", `{"TableName":"Numbers","BillingMode":"PAY_PER_REQUEST",
		"AttributeDefinitions":[{"AttributeName":"n","AttributeType":"N"}],"KeySchema":[{"AttributeName":"n","KeyType":"HASH"}]}`)
	tree := func(more string) string {
		return must(t, d, ringside+"Inspect", `{"Level":"tree","TableName":"Numbers","Partition":0`+more+`}`)
	}
	if got, want := tree(""), `{"Nodes":[],"NodeCount":0,"ItemCount":0,"Height":0,"More":false}`; got != want {
		t.Errorf("an empty tree: got %s, want %s", got, want)
	}
	for i := range 5 {
		must(t, d, "DynamoDB_20120810.PutItem", `{"TableName":"Numbers","Item":{"n":{"N":"`+strconv.Itoa(i)+`"}}}`)
	}
	for more, want := range map[string]string{
		`,"Keys":false`: `{"Nodes":[{"Id":0,"Parent":-1,"Depth":0,"KeyCount":1},{"Id":1,"Parent":0,"Depth":1,"KeyCount":2},{"Id":2,"Parent":0,"Depth":1,"KeyCount":2}],` +
			`"NodeCount":3,"ItemCount":5,"Height":2,"More":false}`,
		`,"Keys":false,"Limit":2`:  `{"Nodes":[{"Id":0,"Parent":-1,"Depth":0,"KeyCount":1},{"Id":1,"Parent":0,"Depth":1,"KeyCount":2}],"NodeCount":2,"ItemCount":5,"Height":2,"More":true}`,
		`,"Keys":false,"Path":[1]`: `{"Nodes":[{"Id":0,"Parent":-1,"Depth":1,"KeyCount":2}],"NodeCount":1,"ItemCount":5,"Height":2,"More":false}`,
		`,"Path":[0],"Keys":true`:  `{"Nodes":[{"Id":0,"Parent":-1,"Depth":1,"Keys":[{"PartitionKey":{"N":"3"},"Hash":"26167c2af5162ca4"},{"PartitionKey":{"N":"2"},"Hash":"6021b5621680598b"}]}],"NodeCount":1,"ItemCount":5,"Height":2,"More":false}`,
	} {
		if got := tree(more); got != want {
			t.Errorf("%s\n got %s\nwant %s", more, got, want)
		}
	}
}

// Items are shown in the order of their hashes, page by page.
func TestInspectItems(t *testing.T) {
	d := orders(t)
	must(t, d, ringside+"Load", `{"TableName":"Orders","Whole":true,"Generator":{"Items":2500,"Distribution":"uniform","Collections":2500}}`)
	seen, from := map[string]bool{}, "0000000000000000"
	for more := true; more; {
		var page struct {
			Items []struct {
				PartitionKey, SortKey map[string]string
				Hash                  string
				Partition, Bytes      int
			}
			More bool
		}
		answer := must(t, d, ringside+"Inspect", `{"Level":"items","TableName":"Orders","From":"`+from+`"}`)
		if err := json.Unmarshal([]byte(answer), &page); err != nil || len(page.Items) > 1000 {
			t.Fatal(len(page.Items), err)
		}
		for _, it := range page.Items {
			located := must(t, d, ringside+"Locate", `{"TableName":"Orders","Key":{"PK":{"S":"`+it.PartitionKey["S"]+`"}}}`)
			if it.Hash < from || memberOf(t, located, "Partition") != strconv.Itoa(it.Partition) || memberOf(t, located, "Hash") != quoted(it.Hash) || it.Bytes == 0 {
				t.Fatalf("after %s: %+v", from, it)
			}
			seen[it.PartitionKey["S"]+"/"+it.SortKey["S"]] = true
			from = it.Hash
		}
		more = page.More
	}
	if len(seen) != 2500 {
		t.Errorf("saw %d items of 2,500", len(seen))
	}
}

// Dots ascend, as the ring is drawn, and each is four bytes.
func TestDotsAscend(t *testing.T) {
	d := orders(t)
	must(t, d, ringside+"Load", `{"TableName":"Orders","Whole":true,"Generator":{"Items":300,"Distribution":"uniform","Collections":300}}`)
	dots, err := base64.StdEncoding.DecodeString(strings.Trim(memberOf(t, must(t, d, ringside+"Inspect", `{"Level":"dots","TableName":"Orders"}`), "Dots"), `"`))
	if err != nil || len(dots) != 4*300 {
		t.Fatalf("%d bytes, %v", len(dots), err)
	}
	previous := uint32(0)
	for ; len(dots) > 0; dots = dots[4:] {
		dot := uint32(dots[0]) | uint32(dots[1])<<8 | uint32(dots[2])<<16 | uint32(dots[3])<<24
		if dot < previous {
			t.Fatal("the dots do not ascend")
		}
		previous = dot
	}
}
