package operation

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ringside/engine"
)

// machineRoom is a door to a table with a local and a global index, both small.
func machineRoom(t testing.TB, a engine.Admission, units string) *Door {
	t.Helper()
	o := DefaultOptions()
	o.Scale.Partitions, o.Scale.TreeDegree, o.Scale.Admission = 2, 2, a
	o.Scale.PartitionReads, o.Scale.PartitionWrites = 3000, 1000
	o.Scale.PartitionBytes, o.Scale.SplitTime = 500, engine.Second
	d := NewDoor(3, o)
	throughput := `"ProvisionedThroughput":{"ReadCapacityUnits":` + units + `,"WriteCapacityUnits":` + units + `}`
	created := say(d, `CreateTable {"TableName":"Room",`+throughput+`,"KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}],
		"AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"sk","AttributeType":"S"},{"AttributeName":"g","AttributeType":"S"}],
		"GlobalSecondaryIndexes":[{"IndexName":"ByG","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"},`+throughput+`}]}`)
	if !strings.HasPrefix(created, "200") {
		t.Fatal(created)
	}
	d.Handle(Request{Target: ringside + "Advance", Body: `{"By":1000000}`})
	return d
}

// rounds are requests of all sorts that follow from a seed, each with how long after the one before.
func rounds(seed uint64, n int) (requests []Request) {
	r := rand.New(rand.NewPCG(seed, 0))
	now := 2 * engine.Second
	for range n {
		now += engine.Time(r.IntN(50_000))
		key := `"pk":{"S":"` + strconv.Itoa(r.IntN(4)) + `"},"sk":{"S":"` + strconv.Itoa(r.IntN(9)) + `"}`
		request := []string{
			`PutItem {"TableName":"Room","Item":{` + key + `,"g":{"S":"` + strconv.Itoa(r.IntN(2)) + `"}},"ReturnConsumedCapacity":"INDEXES"}`,
			`DeleteItem {"TableName":"Room","Key":{` + key + `},"ReturnValues":"ALL_OLD"}`,
			`GetItem {"TableName":"Room","Key":{` + key + `}}`,
			`Query {"TableName":"Room","IndexName":"ByG","KeyConditionExpression":"g = :g","ExpressionAttributeValues":{":g":{"S":"1"}}}`,
			`Scan {"TableName":"Room","ConsistentRead":true,"ReturnConsumedCapacity":"TOTAL"}`,
			`TransactWriteItems {"TransactItems":[{"Put":{"TableName":"Room","Item":{` + key + `}}}]}`,
			`BatchWriteItem {"RequestItems":{"Room":[{"PutRequest":{"Item":{` + key + `,"g":{"S":"0"}}}}]}}`,
			`UpdateItem {"TableName":"Room","Key":{` + key + `},"UpdateExpression":"ADD n :one","ExpressionAttributeValues":{":one":{"N":"1"}}}`,
		}[r.IntN(8)]
		requests = append(requests, Request{Target: targetOf(request), Body: bodyOf(request), Now: now})
	}
	return requests
}

// answers runs requests and returns all that was answered, by the id of the request.
func answers(d *Door, requests []Request) string {
	var b strings.Builder
	for _, request := range requests {
		r := d.Handle(request)
		b.WriteString(r.RequestID + " " + string(r.Body) + "\n")
	}
	return b.String()
}

// Whoever has capacity to spare is answered as where nobody is throttled.
func TestAdmissionChangesNoOtherAnswer(t *testing.T) {
	for seed := range uint64(20) {
		want := answers(machineRoom(t, engine.AdmitAll, "5"), rounds(seed, 200))
		for _, a := range []engine.Admission{engine.Burst, engine.Adaptive} {
			got := answers(machineRoom(t, a, "5"), rounds(seed, 200))
			if got != want {
				t.Fatalf("seed %d, %s: answers differ", seed, a)
			}
		}
	}
}

// A copy of a database, tokens and all, goes on as the original does, and neither takes from the
// other's buckets.
func TestThrottledAnswersAreReplayed(t *testing.T) {
	throttled := 0
	for seed := range uint64(20) {
		for _, a := range []engine.Admission{engine.Even, engine.Burst, engine.Adaptive} {
			requests := rounds(seed, 300)
			d := machineRoom(t, a, "1")
			answers(d, requests[:100])
			copied := d.Clone()
			want := answers(d, requests[100:])
			if got := answers(copied, requests[100:]); got != want {
				t.Fatalf("seed %d, %s: the copy answers differently", seed, a)
			}
			if broken := d.db.Check(); len(broken) > 0 {
				t.Fatal(broken)
			}
			throttled += strings.Count(want, "ThroughputExceeded")
		}
	}
	if throttled < 100 {
		t.Errorf("only %d were throttled", throttled)
	}
}

// Of what was let in no more was consumed in any stretch of time than was stored at its beginning and
// came in until its end, but for what the last request took beyond.
func TestNoStretchOfTimeHasMoreThanItsTokens(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := machineRoom(t, engine.Even, "2")
		requests := rounds(rapid.Uint64().Draw(rt, "seed"), 150)
		type moment struct {
			at       engine.Time
			consumed int64 // write units so far, in halves
		}
		var moments []moment
		consumed := int64(0)
		for _, request := range requests {
			d.Handle(request)
			for i := range d.db.Trace().Steps {
				if s := &d.db.Trace().Steps[i]; s.Phase == engine.Cost && s.Index == nil && writes(request) {
					consumed += int64(s.Units)
				}
			}
			moments = append(moments, moment{request.Now, consumed})
		}
		const stored, rate, beyond = 2, 2, 2 // units: a second's, a second, and a transaction's
		for i, from := range moments {
			for _, to := range moments[i+1:] {
				most := stored + beyond + rate*int64(to.at-from.at)/int64(engine.Second) + 1
				if got := (to.consumed - from.consumed) / int64(engine.One); got > most {
					rt.Fatalf("%d units in %d µs, of %d", got, to.at-from.at, most)
				}
			}
		}
	})
}

func writes(r Request) bool {
	return !strings.HasSuffix(r.Target, "GetItem") && !strings.HasSuffix(r.Target, "Query") && !strings.HasSuffix(r.Target, "Scan")
}

// A load takes no tokens, and says so; where nobody is throttled there is nothing to say.
func TestLoadBypassesAdmission(t *testing.T) {
	const body = `{"TableName":"Room","Generator":{"Items":5000,"Collections":50,"Distribution":"uniform","Seed":1}}`
	for _, c := range []struct {
		admission engine.Admission
		says      bool
	}{{engine.Even, true}, {engine.AdmitAll, false}} {
		d := machineRoom(t, c.admission, "1")
		loaded := must(t, d, ringside+"Load", body)
		if strings.Contains(loaded, `"Bypassed":"admission`) != c.says {
			t.Errorf("%s: %s", c.admission, loaded)
		}
		room := d.db.Table("Room")
		if m := d.db.TableMeter(room, engine.Writes); m.Tokens != m.Capacity || room.ItemCount() != 5000 {
			t.Errorf("%s: %d items, %d of %d tokens", c.admission, room.ItemCount(), m.Tokens, m.Capacity)
		}
		if broken := d.db.Check(); len(broken) > 0 {
			t.Fatal(broken)
		}
	}
}
