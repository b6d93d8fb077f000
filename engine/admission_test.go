package engine

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"ringside/engine/item"
)

// playground is a world of one table that is admitted to in some way.
func playground(a Admission, partitions int, d Definition) (*Database, *Table) {
	scale := testScale()
	scale.Admission, scale.Partitions = a, partitions
	scale.PartitionReads, scale.PartitionWrites = 3000, 1000
	db := New(42, scale)
	d.Name, d.Key = songs.Name, songs.Key
	db.CreateTable(d)
	db.Begin(0, true)
	return db, db.Table(d.Name)
}

// tryPut writes an item of one unit and reports why it was throttled, "" when it was not.
func tryPut(db *Database, t *Table, pk string) string {
	next := song(pk, "1", "x")
	_, err := db.Write(Action{Table: t, Key: songKey(pk, "1"), Change: func(item.Item) (item.Item, error) { return next, nil }})
	if err != nil {
		return err.Error()
	}
	return ""
}

// load writes so many items a second for some seconds, under keys that follow from their number,
// and returns how many were throttled, by reason, and when the first was.
func load(db *Database, t *Table, rate, seconds int, key func(i int) string) (throttled map[string]int, first Time) {
	throttled, first = map[string]int{}, -1
	began := db.Now()
	for i := range rate * seconds {
		db.Begin(began+Time(i)*Second/Time(rate), true)
		if why := tryPut(db, t, key(i)); why != "" {
			if throttled[why]++; first < 0 {
				first = db.Now() - began
			}
		}
	}
	return throttled, first
}

func oneKey(int) string { return "a" }

// What is stored lasts for stored ÷ (load − rate): a table of 5 units has 1,500.
func TestBurstRunsDryWhenTheArithmeticSays(t *testing.T) {
	for _, c := range []struct {
		units int64
		load  int
		dry   Time
	}{
		{5, 10, 300 * Second},
		{5, 15, 150 * Second},
		{5, 30, 60 * Second},
		{20, 100, 75 * Second},
	} {
		db, table := playground(Adaptive, 1, Definition{Throughput: Throughput{ReadUnits: 5, WriteUnits: c.units}})
		if _, first := load(db, table, c.load, 310, oneKey); first < c.dry-Second || first > c.dry+Second {
			t.Errorf("%d units, %d a second: throttled after %d µs, want %d", c.units, c.load, first, c.dry)
		}
		mustHold(t, db)
	}
}

// A partition gives its ceiling in a second, however full its bucket is, and the table is fine.
func TestAHotPartitionIsThrottledWhileTheTableHasPlenty(t *testing.T) {
	db, table := playground(Adaptive, 4, Definition{Throughput: Throughput{ReadUnits: 5, WriteUnits: 5000}})
	throttled, first := load(db, table, 1200, 3, oneKey)
	if throttled["TableWriteKeyRangeThroughputExceeded"] != 600 || len(throttled) != 1 || first < 800*Millisecond {
		t.Errorf("throttled %v, first after %d µs", throttled, first)
	}
	db.Begin(db.Now()+Second, true)
	throttled, _ = load(db, table, 1200, 3, func(i int) string { return fmt.Sprint("a#", i%40) })
	if len(throttled) != 0 {
		t.Errorf("spread over forty keys: %v", throttled)
	}
}

// The way to admit decides how much one key may have of a table of four partitions.
func TestHowOneKeyFares(t *testing.T) {
	for _, c := range []struct {
		admission Admission
		admitted  int // of 200 writes in the first two seconds, to a table of 40 units
	}{
		{AdmitAll, 200},
		{Even, 10 + 2*10},
		{Burst, 200},
		{Adaptive, 200},
	} {
		db, table := playground(c.admission, 4, Definition{Throughput: Throughput{ReadUnits: 5, WriteUnits: 40}})
		throttled, _ := load(db, table, 100, 2, oneKey)
		if got := 200 - throttled["TableWriteKeyRangeThroughputExceeded"]; got < c.admitted-1 || got > c.admitted {
			t.Errorf("%s: %d admitted, want %d; %v", c.admission, got, c.admitted, throttled)
		}
	}
}

// However load, pauses and splits come, a table admits no more than it had stored and was given
// since, and under Burst no range of keys more than its partitions had.
func TestNoTokenIsSpentTwice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		way := rapid.SampledFrom([]Admission{Even, Burst, Adaptive}).Draw(t, "admission")
		units := rapid.Int64Range(1, 20).Draw(t, "units")
		db, table := playground(way, rapid.IntRange(1, 3).Draw(t, "partitions"), Definition{Throughput: Throughput{ReadUnits: 1, WriteUnits: units}})
		span := burstSpan
		if way == Even {
			span = Second
		}
		stored := units * int64(span/Second)
		if way == Burst {
			stored = min(stored, 300)
			table.meters[Writes].bucket.tokens = stored * tokensOfUnit
			for _, p := range table.Partitions() {
				p.meters[Writes].bucket.tokens = stored * tokensOfUnit / int64(len(table.Partitions()))
			}
			table.meters[Writes].bucket.tokens *= 100 // only the partitions count
		}
		admitted, parts := int64(0), int64(0)
		for i := range rapid.IntRange(1, 400).Draw(t, "requests") {
			db.Begin(db.Now()+Time(rapid.Int64Range(0, int64(20*Millisecond)).Draw(t, "pause")), true)
			if tryPut(db, table, fmt.Sprint(i%7)) == "" {
				admitted++
			}
			if rapid.IntRange(0, 30).Draw(t, "split") == 0 {
				p := table.Partitions()[rapid.IntRange(0, len(table.Partitions())-1).Draw(t, "which")]
				if middle, ok := p.Middle(); ok {
					db.Split(table, p, middle)
				}
			}
			parts = int64(len(table.Partitions()))
			given := stored + units*int64(db.Now())/int64(Second) + 1
			if way != Adaptive {
				given += parts // the last request to each partition may take more than is left
			}
			if admitted > given {
				t.Fatalf("%d admitted of %d", admitted, given)
			}
		}
	})
}

// Two children have together what their parent had at that moment, what came in since it was last
// asked for included.
func TestASplitDividesTokens(t *testing.T) {
	db, table := playground(Burst, 1, Definition{Throughput: Throughput{ReadUnits: 1, WriteUnits: 10}})
	p := table.Partitions()[0]
	p.meters[Writes].take(3000*One, db.Now())
	db.Begin(db.Now()+100*Second, true)
	middle, _ := p.Middle()
	lower, upper := db.Split(table, p, middle)
	if got := (lower.meters[Writes].bucket.tokens + upper.meters[Writes].bucket.tokens) / tokensOfUnit; got != 1000 {
		t.Errorf("%d units in both, want 1000", got)
	}
	mustHold(t, db)
}

// Which limit a request ran into is said of reads and of writes, of tables and of indexes.
func TestReasonsToThrottle(t *testing.T) {
	for _, c := range []struct {
		name   string
		served Throughput
		demand bool
		want   string
	}{
		{"provisioned", Throughput{ReadUnits: 1, WriteUnits: 1}, false, "ProvisionedThroughputExceeded"},
		{"a maximum on demand", Throughput{MaxRead: 1, MaxWrite: 1}, true, "MaxOnDemandThroughputExceeded"},
		{"the quota", Throughput{WarmRead: TableQuota, WarmWrite: TableQuota}, true, "AccountLimitExceeded"},
		{"growth", Throughput{}, true, "KeyRangeThroughputExceeded"},
	} {
		d := Definition{Throughput: c.served, OnDemand: c.demand}
		d.Indexes = []NewIndex{{IndexDefinition: IndexDefinition{Name: "ByValue", Partition: []KeyAttribute{{"v", item.S}}}, Throughput: c.served}}
		db, table := playground(Adaptive, 1, d)
		for of, in := range map[string]*Table{"Table": table, "Index": table.Indexes[0].entries} {
			for a, access := range []string{"Read", "Write"} {
				in.meters[a].take(Units(in.meters[a].bucket.most()/tokensOfHalf), db.Now())
				if err := db.admit(in, in.Partitions()[0], Access(a)); err == nil || err.Error() != of+access+c.want {
					t.Errorf("%s: %v, want %s", c.name, err, of+access+c.want)
				}
			}
		}
	}
}

// However many partitions a table has, each has a share of what is provisioned, small as it may be.
func TestEachPartitionHasAShare(t *testing.T) {
	for _, a := range []Admission{Even, Burst} {
		db, table := playground(a, 2048, Definition{Throughput: Throughput{ReadUnits: 1, WriteUnits: 1}})
		if why := tryPut(db, table, "a"); why != "" {
			t.Errorf("%s: %s", a, why)
		}
	}
}
