package operation

import (
	"encoding/base64"
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
	for body, want := range map[string]string{
		`{}`: "2 validation errors detected: Value null at 'level' failed to satisfy constraint: Member must not be null; Value null at 'tableName'",
		`{"Level":"tree","TableName":"Orders","Partition":99}`:             "99",
		`{"Level":"tree","TableName":"Orders","Partition":0,"Replica":-1}`: "Value '-1' at 'replica' failed to satisfy constraint: Member must have value greater than or equal to 0",
		`{"Level":"dots","TableName":"Nope"}`:                              "Requested resource not found: Table: Nope not found",
	} {
		if got := refused(t, d, ringside+"Inspect", body); !strings.Contains(got, want) {
			t.Errorf("%s: got %s, want %q", body, got, want)
		}
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
