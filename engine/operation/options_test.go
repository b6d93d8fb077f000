package operation

import (
	"testing"

	"ringside/engine"
)

func TestOptions(t *testing.T) {
	var o Options
	text := `{"seed":42,"region":"eu-west-1","account":"123456789012","validation":2025,"metrics":false,"scale":{"partitions":8,"treeDegree":4,"pageBytes":100,"partitionBytes":200,"replicationLag":5,"propagationLag":8,"tableDelay":6,"realistic":true,"ttlDelay":9,"lease":10,"rebuild":11,"transaction":7,"admission":"burst","partitionReads":30,"partitionWrites":10,"splitTime":11}}`
	if err := o.Parse(text); err != nil {
		t.Fatal(err)
	}
	want := Options{42, engine.Scale{Partitions: 8, TreeDegree: 4, PageBytes: 100, PartitionBytes: 200, ReplicationLag: 5, PropagationLag: 8, TableDelay: 6, Realistic: true, TTLDelay: 9, Lease: 10, Rebuild: 11, Transaction: 7, Admission: engine.Burst, PartitionReads: 30, PartitionWrites: 10, SplitTime: 11, Unmonitored: true}, "eu-west-1", "123456789012", 2025}
	if o != want {
		t.Errorf("got %+v", o)
	}
	for _, empty := range []string{"", "{}", `{"scale":{}}`} {
		if err := o.Parse(empty); err != nil || o != DefaultOptions() {
			t.Errorf("%q: %+v, %v", empty, o, err)
		}
	}
}

func TestOptionsRefusals(t *testing.T) {
	for _, text := range []string{
		`{`, `[]`, `{"seed":"x"}`, `{"sead":1}`, `{"metrics":1}`, `{"scale":{"partition":8}}`, `{"scale":{"partitions":-1}}`,
		`{"scale":{"treeDegree":1}}`, `{"scale":{"pageBytes":-1}}`, `{"scale":{"replicationLag":-1}}`, `{"scale":{"tableDelay":9223372036854775807}}`,
		`{"scale":{"admission":"on"}}`, `{"scale":{"partitionWrites":0}}`, `{"validation":2024}`, `{"validation":0}`, `{"validation":"2025"}`,
	} {
		before := Options{Seed: 9}
		o := before
		if err := o.Parse(text); err == nil || o != before {
			t.Errorf("%s: %v, and %+v", text, err, o)
		}
	}
}

// Before 2026 no operation put a message in an envelope.
func TestOlderValidation(t *testing.T) {
	const put = `PutItem {"TableName":"Plain","Item":{"id":{"N":"1"}},"ConditionExpression":""}`
	const message = "Invalid ConditionExpression: The expression can not be empty;"
	d := shop(t)
	for validation, want := range map[int]string{0: malformedBody(message), validation2025: invalidBody(message)} {
		d.options.Validation = validation
		if got := say(d.Clone(), put); got != want {
			t.Errorf("validation %d: %s, want %s", validation, got, want)
		}
	}
}
