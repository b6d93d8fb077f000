package engine

import (
	"fmt"
	"testing"
)

// A log waits for a replica that is stopped, but not for ever; one that comes back too late is
// rebuilt.
func TestLogDoesNotWaitForEver(t *testing.T) {
	for _, c := range []struct {
		writes int
		want   ReplicaStatus
	}{{keptForStopped / 2, Live}, {keptForStopped + 2*segmentLength, Rebuilding}} {
		db, table := newSongs(testScale())
		p := table.Locate(songKey("a", "0"))
		db.Stop(table, p, 2)
		for i := range c.writes {
			put(db, table, "a", fmt.Sprint(i%50), fmt.Sprint(i))
			if i%40 == 0 {
				settle(db)
			}
		}
		settle(db)
		if p.LogLength() > keptForStopped+segmentLength {
			t.Errorf("after %d writes the log keeps %d", c.writes, p.LogLength())
		}
		mustHold(t, db)
		db.Start(table, p, 2)
		if got := p.Replicas()[2].Status; got != c.want {
			t.Errorf("after %d writes a replica that comes back is %s, not %s", c.writes, got, c.want)
		}
		settle(db)
		mustHold(t, db)
		if r := p.Replicas()[2]; r.Status != Live || r.BehindBy != 0 || p.LogLength() != 0 {
			t.Errorf("after %d writes and settling it is %s and behind by %d", c.writes, r.Status, r.BehindBy)
		}
	}
}

// Lags are half the mean at the least, the mean on average, and now and then much longer.
func TestLagsHaveALongTail(t *testing.T) {
	const mean, draws = 20 * Millisecond, 100_000
	db := New(1, testScale())
	sum, long := Time(0), 0
	for range draws {
		db.Begin(0, true)
		lag := db.draw("lag", mean)
		if sum += lag; lag < mean/2 {
			t.Fatalf("a lag of %d µs", lag)
		}
		if lag > 3*mean {
			long++
		}
	}
	if average := sum / draws; average < mean*98/100 || average > mean*102/100 {
		t.Errorf("%d µs on average", average)
	}
	if long < draws/1000 || long > draws/100 {
		t.Errorf("%d of %d take longer than three times the mean", long, draws)
	}
	if db.draw("lag", 0) != 0 {
		t.Error("there is a lag where there should be none")
	}
}

// BenchmarkStopZone stops and starts a zone with a replica of 100 partitions, all of which have
// writes under way.
func BenchmarkStopZone(b *testing.B) {
	scale := testScale()
	scale.Partitions = 100
	db, table := newSongs(scale)
	for i := range 1000 {
		put(db, table, fmt.Sprint(i), "0", "v")
	}
	for b.Loop() {
		if db.StopZone(1) != 100 || db.StartZone(1) != 100 {
			b.Fatal("a zone has one replica of each partition")
		}
	}
}
