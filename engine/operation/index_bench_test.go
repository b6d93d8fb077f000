package operation

import (
	"runtime"
	"strconv"
	"testing"

	"ringside/engine"
)

const ridesTable = `"TableName":"Rides","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"Ride","AttributeType":"S"}`

// ridesWith is the request that creates a table with so many global indexes of all attributes.
func ridesWith(indexes int, stream bool) string {
	request, global := `CreateTable {`+ridesTable, ""
	for i := range indexes {
		name := []string{"Driver", "City"}[i]
		request += `,{"AttributeName":"` + name + `","AttributeType":"S"}`
		global += `{"IndexName":"By` + name + `","KeySchema":[{"AttributeName":"` + name + `","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}},`
	}
	request += `],"KeySchema":[{"AttributeName":"Ride","KeyType":"HASH"}]`
	if indexes > 0 {
		request += `,"GlobalSecondaryIndexes":[` + global[:len(global)-1] + `]`
	}
	if stream {
		request += `,"StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"}`
	}
	return request + `}`
}

func ride(i, note int) Request {
	return Request{Target: dynamoDB + "PutItem", Body: `{"TableName":"Rides","Item":{"Ride":{"S":"r` + strconv.Itoa(i) + `"},"Driver":{"S":"d` + strconv.Itoa(i%997) +
		`"},"City":{"S":"c` + strconv.Itoa(i%101) + `"},"status":{"S":"OPEN"},"price":{"N":"129.90"},"note":{"S":"` + strconv.Itoa(note) + `"}}}`}
}

// BenchmarkReaders measures a PutItem over one of 10,000 items with all that reads its log, which
// hears of 100 writes at a time.
func BenchmarkReaders(b *testing.B) {
	for _, c := range []struct {
		name    string
		indexes int
		stream  bool
	}{{"none", 0, false}, {"stream", 0, true}, {"index", 1, false}, {"two_indexes_stream", 2, true}} {
		b.Run(c.name, func(b *testing.B) {
			d := NewDoor(7, DefaultOptions())
			say(d, ridesWith(c.indexes, c.stream))
			d.db.Begin(engine.Minute, true)
			requests := make([]Request, 40_000)
			for i := range requests {
				requests[i] = ride(i%10_000, i)
			}
			b.ReportAllocs()
			now := d.db.Now()
			for i := 0; b.Loop(); i++ {
				if i%100 == 0 {
					now += engine.Second
				}
				r := requests[i%len(requests)]
				r.Now = now
				if r := d.Handle(r); r.Status != 200 {
					b.Fatal(string(r.Body))
				}
			}
		})
	}
}

// BenchmarkBackfill measures adding an index to a table of 100,000 items, until it is ACTIVE.
func BenchmarkBackfill(b *testing.B) {
	const items = 100_000
	d := NewDoor(7, DefaultOptions())
	say(d, ridesWith(0, false))
	d.db.Begin(engine.Minute, true)
	for i := range items {
		d.Handle(ride(i, i))
	}
	d.db.Begin(engine.Hour, true)
	before := heap()
	full := d.db.Clone()
	for b.Loop() {
		d.db = full.Clone()
		say(d, `UpdateTable {"TableName":"Rides","AttributeDefinitions":[{"AttributeName":"Driver","AttributeType":"S"}],"GlobalSecondaryIndexUpdates":`+
			`[{"Create":{"IndexName":"ByDriver","KeySchema":[{"AttributeName":"Driver","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}}]}`)
		d.db.Begin(d.db.Now()+engine.Day, true)
		if x := d.db.Table("Rides").Indexes[0]; x.Status != engine.IndexActive || x.ItemCount() != items {
			b.Fatal(x.Status, x.ItemCount())
		}
	}
	b.ReportMetric(items*float64(b.N)/b.Elapsed().Seconds(), "items/s")
	b.ReportMetric(float64(heap())/float64(before), "×heap")
	runtime.KeepAlive(d)
}

// heap returns how much memory is in use after a collection, in bytes.
func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
