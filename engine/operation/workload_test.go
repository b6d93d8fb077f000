package operation

import (
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ringside/engine"
)

// hotKeyMinute is 10,000 requests a second for a minute, most of them for one key.
const hotKeyMinute = `.Workload {"Start":{"Name":"minute","TableName":"Shop","Keys":{"Distribution":"HotKey","Count":1000,"Percent":90},` +
	`"Mix":{"GetItem":50,"PutItem":50},"Rate":10000,"Seconds":60,"Clients":200,"Retry":{"Policy":"jitter"}}}`

// BenchmarkHotKeyMinute measures a request of a workload, metrics and replication included, in virtual
// time as it comes; what the service would throttle is.
func BenchmarkHotKeyMinute(b *testing.B) {
	for _, admission := range []engine.Admission{engine.AdmitAll, engine.Adaptive} {
		b.Run(admission.String(), func(b *testing.B) {
			o := DefaultOptions()
			o.Scale.Admission = admission
			arrived := 0
			for b.Loop() {
				d := NewDoor(1, o)
				say(d, `CreateTable {"TableName":"Shop","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"PK","AttributeType":"S"}],"KeySchema":[{"AttributeName":"PK","KeyType":"HASH"}]}`)
				if got := say(d, hotKeyMinute); got[:3] != "200" {
					b.Fatal(got)
				}
				now := d.db.Now()
				for at := engine.Second; at <= 60*engine.Second; at += engine.Second {
					arrived += d.db.Advance(now+at, 1<<30).Requests
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(arrived), "ns/request")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// aStart draws a workload for the table Jobs, small enough to be over soon.
func aStart(t *rapid.T, name string) string {
	pick := func(what string, all ...string) string { return rapid.SampledFrom(all).Draw(t, what) }
	keys := pick("keys", `"Uniform"`, `"Zipf"`, `"HotKey"`, `"TimeOrdered"`, `"LowCardinality"`, `"Rows","Rows":"a,3\nb,1"`)
	mix := pick("mix", `"GetItem":100`, `"PutItem":100`, `"GetItem":30,"PutItem":30,"UpdateItem":20,"DeleteItem":10,"Query":10`)
	number := func(what string, most int) string { return strconv.Itoa(rapid.IntRange(1, most).Draw(t, what)) }
	return `.Workload {"Start":{"Name":"` + name + `","TableName":"Jobs","Keys":{"Distribution":` + keys + `,"Count":` + number("count", 20) + `},"Mix":{` + mix +
		`},"Rate":` + number("rate", 300) + `,"Seconds":` + number("seconds", 4) + `,"Clients":` + number("clients", 9) + `,"Arrivals":` + pick("arrivals", `"Even"`, `"Together"`) +
		`,"Attributes":{"status":2},"Retry":{"Policy":` + pick("policy", `"none"`, `"fixed"`, `"exponential"`, `"jitter"`, `"sdk-standard"`, `"sdk-legacy"`, `"sdk-adaptive"`) + `}}}`
}

// jobs opens a door to a table with an index of its own, both of which serve little.
func jobs(t *rapid.T) *Door {
	o := DefaultOptions()
	o.Scale.Partitions = rapid.IntRange(1, 3).Draw(t, "partitions")
	o.Scale.Admission = rapid.SampledFrom([]engine.Admission{engine.AdmitAll, engine.Even, engine.Adaptive}).Draw(t, "admission")
	o.Scale.PartitionReads, o.Scale.PartitionWrites = 100, 30
	d := NewDoor(7, o)
	sort := `,{"AttributeName":"at","KeyType":"RANGE"}],"AttributeDefinitions":[{"AttributeName":"at","AttributeType":"N"},`
	if rapid.Bool().Draw(t, "no sort key") {
		sort = `],"AttributeDefinitions":[`
	}
	create := `CreateTable {"TableName":"Jobs","BillingMode":"PAY_PER_REQUEST","KeySchema":[{"AttributeName":"id","KeyType":"HASH"}` + sort +
		`{"AttributeName":"id","AttributeType":"S"},{"AttributeName":"status","AttributeType":"S"}],` +
		`"GlobalSecondaryIndexes":[{"IndexName":"ByStatus","KeySchema":[{"AttributeName":"status","KeyType":"HASH"}],"Projection":{"ProjectionType":"KEYS_ONLY"}}]}`
	if got := say(d, create); got[:3] != "200" {
		t.Fatal(got)
	}
	say(d, `.Alarm {"Put":{"Name":"refused","TableName":"Jobs","Metric":"WriteThrottleEvents","Threshold":1,"Period":"second","Periods":2}}`)
	return d
}

// shown is all that can be seen of what workloads did.
func shown(d *Door) string {
	all := ""
	for _, look := range []string{
		`.Workload {"Status":"w","Period":"tenth","Limit":600}`, `.Workload {"Status":"w","Limit":600}`, `.Workload {}`,
		`.Metrics {"TableName":"Jobs","Limit":300}`, `.Metrics {"TableName":"Jobs","IndexName":"ByStatus","Limit":300}`, `.Metrics {"TableName":"Jobs","Period":"hour"}`,
		`Scan {"TableName":"Jobs","ConsistentRead":true}`,
	} {
		all += say(d, look) + "\n"
	}
	return all
}

// Advancing in slices does the same as advancing at once, a slice makes no more requests than its limit
// and one event allow, and a checkpoint that is taken on the way comes to the same.
func TestWorkloadInSlicesEqualsAtOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := jobs(t)
		if got := say(d, aStart(t, "w")); got[:3] != "200" {
			t.Fatal(got)
		}
		atOnce, sliced := d.Clone(), d
		until := d.db.Now() + 30*engine.Second
		for atOnce.db.Advance(until, 1<<30).More {
			t.Fatal("the limit ended it")
		}
		for more := true; more; {
			limit := rapid.IntRange(1, 500).Draw(t, "limit")
			done := sliced.db.Advance(until, limit)
			if more = done.More; done.Requests > limit+100 {
				t.Fatalf("%d requests in a slice of %d", done.Requests, limit)
			}
			if rapid.IntRange(0, 9).Draw(t, "checkpoint") == 0 {
				sliced = sliced.Clone()
			}
		}
		if got, want := shown(sliced), shown(atOnce); got != want {
			t.Fatalf("in slices\n%s\nat once\n%s", got, want)
		}
		sound(t, sliced)
	})
}

// Whenever a workload is cancelled, or its table goes: nothing of it is left in the queue, and replaying
// the session's records gives the same answers.
func TestCancelledWorkloadLeavesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := jobs(t)
		again := d.Clone()
		type kept struct {
			request Request
			sum     uint32
		}
		var log []kept // of a run of Advances the last
		last := d.record()
		ask := func(request string) string {
			now := d.db.Now()
			r := d.Handle(Request{Target: targetOf(request), Body: bodyOf(request), Now: now})
			if r.N == last {
				log = log[:len(log)-1]
			}
			last = r.N
			log = append(log, kept{Request{Target: targetOf(request), Body: r.RecordBody, Now: now}, r.Checksum})
			return string(r.Body)
		}
		ask(aStart(t, "w"))
		ask(aStart(t, "v"))
		for range rapid.IntRange(1, 3).Draw(t, "advances") {
			ask(`.Advance {"By":` + strconv.Itoa(rapid.IntRange(0, 3_000_000).Draw(t, "span")) + `}`)
		}
		sound(t, d)
		ask(rapid.SampledFrom([]string{`.Workload {"Cancel":"w"}`, `DeleteTable {"TableName":"Jobs"}`}).Draw(t, "end"))
		ask(`.Advance {"By":1000}`)
		sound(t, d)
		ask(`.Workload {"Cancel":"v"}`)
		ask(`.Advance {"By":300000000}`)
		if _, left := d.db.Events(10); left > 0 {
			t.Fatalf("%d events are left: %s", left, say(d, `.Inspect {"Level":"database"}`))
		}
		sound(t, d)
		for _, k := range log {
			if r := again.Handle(k.request); r.Checksum != k.sum && !strings.HasSuffix(k.request.Target, "Advance") {
				t.Fatalf("%s %s: replayed as %s", k.request.Target, k.request.Body, r.Body)
			}
		}
		if d.db.Table("Jobs") != nil && shown(again) != shown(d) {
			t.Fatal("replayed, it is another")
		}
	})
}

func sound(t *rapid.T, d *Door) {
	if broken := d.db.Check(); len(broken) > 0 {
		t.Fatalf("broken invariants: %s", broken)
	}
}

// What a workload's requests consumed is what its table's metrics say, its global index left out.
func TestWorkloadConsumesWhatItsTableDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := jobs(t)
		say(d, aStart(t, "w"))
		d.db.Advance(d.db.Now()+engine.Hour, 1<<30)
		total := d.db.Workload("w").Total()
		var read, write int64
		for _, c := range d.db.GatherTable(d.db.Table("Jobs"), engine.PerHour, 5).Counts {
			read += int64(c[engine.ConsumedRead])
			write += int64(c[engine.ConsumedWrite])
		}
		if read != total[engine.WorkReadUnits] || write != total[engine.WorkWriteUnits] {
			t.Fatalf("the table consumed %d and %d, the workload %d and %d", read, write, total[engine.WorkReadUnits], total[engine.WorkWriteUnits])
		}
		if answered := total[engine.WorkSucceeded] + total[engine.WorkGaveUp] + total[engine.WorkShed]; total[engine.WorkArrivals] != answered {
			t.Fatalf("%d arrived, %d were answered", total[engine.WorkArrivals], answered)
		}
	})
}

// Without metrics nothing is counted, and nothing else is answered in another way.
func TestWithoutMetrics(t *testing.T) {
	counted := map[bool]string{}
	for _, off := range []bool{false, true} {
		o := DefaultOptions()
		o.Scale.Unmonitored = off
		d := NewDoor(1, o)
		say(d, `CreateTable {"TableName":"Shop","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"PK","AttributeType":"S"}],"KeySchema":[{"AttributeName":"PK","KeyType":"HASH"}]}`)
		say(d, `.Workload {"Start":{"Name":"w","TableName":"Shop","Rate":50,"Seconds":2}}`)
		say(d, `.Advance {"By":3000000}`)
		say(d, `PutItem {}`)
		say(d, `.Advance {"By":1000000}`)
		metrics := say(d, `.Metrics {"TableName":"Shop","Limit":10}`) + say(d, `.Metrics {"Limit":10}`)
		if strings.Contains(metrics, "ConsumedWriteCapacityUnits") == off || strings.Contains(metrics, "UserErrors") == off {
			t.Errorf("metrics off: %t; %s", off, metrics)
		}
		counted[off] = say(d, `.Workload {"Status":"w"}`) + say(d, `Scan {"TableName":"Shop","ConsistentRead":true}`)
	}
	if counted[true] != counted[false] {
		t.Errorf("with metrics %s, without %s", counted[false], counted[true])
	}
}

// While replication or an index is held a workload does not fill the logs without end: it sheds what would
// be too much, and goes on when that was read.
func TestWorkloadWhileALogIsHeld(t *testing.T) {
	for _, kind := range []string{"DelayReplication", "DelayPropagation"} {
		d := NewDoor(7, DefaultOptions())
		say(d, `CreateTable {"TableName":"Jobs","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"},{"AttributeName":"status","AttributeType":"S"}],`+
			`"KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"GlobalSecondaryIndexes":[{"IndexName":"ByStatus","KeySchema":[{"AttributeName":"status","KeyType":"HASH"}],"Projection":{"ProjectionType":"KEYS_ONLY"}}]}`)
		say(d, `.Fault {"Kind":"`+kind+`","TableName":"Jobs","Hold":true}`)
		say(d, `.Workload {"Start":{"Name":"w","TableName":"Jobs","Mix":{"PutItem":100},"Keys":{"Distribution":"Uniform","Count":50},"Attributes":{"status":2},"Rate":100000,"Seconds":2}}`)
		d.db.Advance(d.db.Now()+1500*engine.Millisecond, 1<<30)
		say(d, `.Fault {"Kind":"Mend"}`)
		kept := d.db.Workload("w").Total()
		if done, shed := kept[engine.WorkSucceeded], kept[engine.WorkShed]; done < engine.MaxWorkBacklog || done > engine.MaxWorkBacklog+100 || shed == 0 {
			t.Errorf("%s: %d were written, %d shed", kind, done, shed)
		}
		d.db.Advance(d.db.Now()+engine.Minute, 1<<30)
		if after := d.db.Workload("w").Total(); after[engine.WorkSucceeded] == kept[engine.WorkSucceeded] {
			t.Errorf("%s: it does not go on", kind)
		}
	}
}

// The trace of an Advance tells nothing of the requests that workloads made meanwhile, in any detail.
func TestWorkloadIsNotInAnothersTrace(t *testing.T) {
	traces := map[bool]string{}
	for _, busy := range []bool{false, true} {
		d := NewDoor(7, DefaultOptions())
		say(d, `CreateTable {"TableName":"Jobs","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],"KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]}`)
		say(d, `.Advance {"By":1000}`)
		if busy {
			say(d, `.Workload {"Start":{"Name":"w","TableName":"Jobs","Mix":{"GetItem":30,"PutItem":40,"Query":30},"Rate":100,"Seconds":1}}`)
		}
		r := d.Handle(Request{Target: ringside + "Advance", Body: `{"By":2000000}`, TraceLevel: engine.TraceDetail})
		traces[busy] = string(r.Trace)
		if runs := len(d.db.Trace().Runs); runs > 0 || len(d.db.Trace().Path) > 0 {
			t.Errorf("there are %d runs in the trace", runs)
		}
	}
	if traces[true] != traces[false] {
		t.Errorf("%s\nis not\n%s", traces[true], traces[false])
	}
}
