package engine

import (
	"fmt"
	"testing"
)

// minute writes so many items a second for a minute, and returns how many were admitted.
func minute(db *Database, t *Table, rate int) int {
	throttled, _ := load(db, t, rate, 60, func(i int) string { return fmt.Sprint(i % 50) })
	db.Begin((db.Now()/Minute+1)*Minute, true)
	refused := 0
	for _, n := range throttled {
		refused += n
	}
	return 60*rate - refused
}

// A table on demand serves at once twice its previous peak, here 10 units, and half an hour after it
// was used more, twice that.
func TestOnDemandDoubles(t *testing.T) {
	db, table := playground(Adaptive, 1, Definition{OnDemand: true})
	table.WarmWrite = 20
	db.tune(table)
	for _, c := range []struct {
		rate, admitted int
		served         int64 // afterwards
		rest           Time
	}{
		{10, 600, 20, 29 * Minute}, // half of what is served is no news
		{30, 1200, 20, 27 * Minute},
		{30, 1200, 40, 0}, // the half hour is over
		{30, 1800, 40, 27 * Minute},
		{1, 60, 60, 0},
	} {
		db.Begin(db.Now()+Second, true) // the bucket is full
		db.Begin((db.Now()/Minute+1)*Minute, true)
		if got := minute(db, table, c.rate); got < c.admitted || got > c.admitted+20 {
			t.Errorf("%d a second: %d admitted, want %d", c.rate, got, c.admitted)
		}
		db.Begin(db.Now()+c.rest, true)
		if table.WarmWrite != c.served || table.meters[Writes].bucket.rate != c.served*rateOfUnit {
			t.Errorf("after %d a second: %d are served, want %d", c.rate, table.WarmWrite, c.served)
		}
		mustHold(t, db)
	}
}

// Two minutes above the target, and no spike between them, bring more; fifteen below bring less, as
// often as a day allows.
func TestAutoScalingLags(t *testing.T) {
	db, table := playground(Adaptive, 1, Definition{Throughput: Throughput{ReadUnits: 5, WriteUnits: 10}})
	db.Autoscale(table, nil, AutoScaling{Min: 5, Max: 40, Target: 50})
	db.Begin(Minute, true)
	for i, c := range []struct {
		rate int
		want int64
	}{
		{8, 10}, {4, 10}, {8, 10}, {8, 16}, // one minute is not enough
		{8, 16}, {30, 16}, {30, 40}, {30, 40}, // no more than the most
		{0, 40}, {0, 40}, {0, 40}, {0, 40}, {0, 40}, {0, 40}, {0, 40}, {0, 40},
		{0, 40}, {0, 40}, {0, 40}, {0, 40}, {0, 40}, {0, 40}, {0, 5},
	} {
		minute(db, table, c.rate)
		if table.WriteUnits != c.want {
			t.Errorf("minute %d, %d a second: %d units, want %d", i, c.rate, table.WriteUnits, c.want)
		}
	}
	mustHold(t, db)
	db.Begin(db.Now()+2*Minute, true)
	if table.Decreases != 1 || table.measuring {
		t.Errorf("%d decreases; measuring %v", table.Decreases, table.measuring)
	}
}

// After four decreases a day allows one an hour, and auto scaling waits for it.
func TestAutoScalingWaitsForADecrease(t *testing.T) {
	db, table := playground(Adaptive, 1, Definition{Throughput: Throughput{ReadUnits: 5, WriteUnits: 100}})
	table.Decreases, table.LastDecrease = 4, Minute
	db.Begin(Minute, true)
	db.Autoscale(table, nil, AutoScaling{Min: 5, Max: 100, Target: 70})
	db.Begin(Hour, true)
	before := table.WriteUnits
	db.Begin(Hour+3*Minute, true)
	if before != 100 || table.WriteUnits != 5 {
		t.Errorf("%d units in the first hour, then %d; want 100 and 5", before, table.WriteUnits)
	}
}

// The example of section 4.1 of the paper: more than its partitions give divides each of them, and
// less, later, joins none, but is spread thinner.
func TestThroughputDilution(t *testing.T) {
	db, table := playground(Even, 0, Definition{Throughput: Throughput{ReadUnits: 1, WriteUnits: 3200}})
	for _, c := range []struct {
		units int64
		want  string
	}{{3200, "4 × 800"}, {3600, "4 × 900"}, {6000, "8 × 750"}, {5000, "8 × 625"}} {
		if c.units != table.WriteUnits {
			db.ChangeThroughput(table, nil, 1, c.units)
		}
		db.Begin(db.Now()+Hour, true)
		if got := fmt.Sprint(len(table.Partitions()), " × ", table.Partitions()[0].meters[Writes].bucket.rate/rateOfUnit); got != c.want {
			t.Errorf("%d units: %s, want %s", c.units, got, c.want)
		}
	}
	mustHold(t, db)
}

// A new table has as many partitions as its capacity asks for, when nothing else is said.
func TestFirstPartitions(t *testing.T) {
	for _, c := range []struct {
		read, write int64
		demand      bool
		want        int
	}{
		{5, 5, false, 1}, {3000, 1000, false, 2}, {3000, 1, false, 2}, {6000, 0, false, 2}, {40_000, 40_000, false, 54}, {0, 0, true, 4},
	} {
		_, table := playground(Adaptive, 0, Definition{OnDemand: c.demand, Throughput: Throughput{ReadUnits: c.read, WriteUnits: c.write}})
		if got := len(table.Partitions()); got != c.want {
			t.Errorf("%d reads, %d writes: %d partitions, want %d", c.read, c.write, got, c.want)
		}
	}
}
