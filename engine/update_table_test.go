package engine

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ringside/engine/item"
)

// byM is an index that a table gets when it has items already.
var byM = NewIndex{IndexDefinition: IndexDefinition{
	Name: "ByM", Partition: []KeyAttribute{{"m", item.S}}, Projection: ProjectInclude, NonKey: []string{"n"},
}}

// Whenever an index comes and goes, among writes, splits, loads and rewinds: Check, which knows what
// an index may lack, holds at every moment, and once all has settled the index is the projection of
// its table, and nothing is left of one that went.
func TestIndexesComeAndGo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		scale := testScale()
		scale.PropagationLag = 30 * Millisecond
		scale.Partitions = rapid.IntRange(1, 4).Draw(t, "partitions")
		scale.TableDelay = Time(rapid.IntRange(0, 60).Draw(t, "delay")) * Millisecond
		scale.Realistic = rapid.Bool().Draw(t, "realistic")
		db := New(42, scale)
		db.AddTable(songs, evenCuts(scale.Partitions))
		table := db.Table("Songs")
		saved := db.Clone()
		pk, sk, v := rapid.SampledFrom(modelKeys), rapid.StringMatching(`[a-c]`), rapid.SampledFrom([]string{"x", "y", "z"})
		drawn := func(t *rapid.T) item.Item {
			it := numbered(pk.Draw(t, "pk"), sk.Draw(t, "sk"), v.Draw(t, "v"), "")
			switch rapid.IntRange(0, 5).Draw(t, "no key") {
			case 0:
				it = it.With("m", item.Bool(true))
			case 1:
				it = it.With("m", item.String(""))
			case 2:
				it = it.With("m", item.String(strings.Repeat("m", 2049)))
			}
			return it
		}
		t.Repeat(map[string]func(*rapid.T){
			"put": func(t *rapid.T) {
				it := drawn(t)
				change(db, table, table.KeyOf(it), it)
			},
			"delete": func(t *rapid.T) { change(db, table, songKey(pk.Draw(t, "pk"), sk.Draw(t, "sk")), "") },
			"advance": func(t *rapid.T) {
				span := Time(rapid.SampledFrom([]int{0, 5, 40, 900_000}).Draw(t, "ms")) * Millisecond
				db.Advance(db.Now()+span, rapid.IntRange(1, 9).Draw(t, "limit"))
			},
			"create": func(*rapid.T) {
				if table.Index("ByM") == nil {
					db.Begin(db.Now(), true)
					db.CreateIndex(table, byM)
				}
			},
			"drop": func(*rapid.T) {
				if x := table.Index("ByM"); x != nil && x.Status != IndexDeleting && table.Under(IndexAllocation, x) == nil {
					db.Begin(db.Now(), true)
					db.DeleteIndex(table, x)
				}
			},
			"provision": func(t *rapid.T) {
				read, write := int64(rapid.IntRange(1, 9).Draw(t, "read")), int64(rapid.IntRange(1, 9).Draw(t, "write"))
				if table.Changing(ThroughputChange, ToProvisioned, ToProvisionedIndexed, ToOnDemand, BackToOnDemand) != nil {
					return
				}
				x := table.Index("ByM")
				db.Begin(db.Now(), true)
				switch {
				case table.OnDemand && (x == nil || x.Status == IndexActive):
					db.SwitchToProvisioned(table, read, write)
					if x != nil {
						db.ProvisionIndex(table, x, read, write)
					}
				case table.OnDemand:
				case x != nil && x.Status == IndexActive && rapid.Bool().Draw(t, "index"):
					db.ChangeThroughput(table, x, read, write)
				default:
					db.ChangeThroughput(table, nil, read, write)
				}
			},
			"on demand": func(t *rapid.T) {
				if !table.OnDemand && table.Changing(ThroughputChange, ToProvisioned, ToProvisionedIndexed) == nil {
					db.Begin(db.Now(), true)
					db.SwitchToOnDemand(table)
				}
			},
			"split": func(t *rapid.T) {
				if p := table.Locate(songKey(pk.Draw(t, "pk"), "")); p.CanSplit(item.HashKey(p.First.Hash() + 1<<60)) {
					db.Split(table, p, item.HashKey(p.First.Hash()+1<<60))
				}
			},
			"tidy": func(t *rapid.T) { db.Tidy(rapid.IntRange(0, 20).Draw(t, "steps")) },
			"load": func(t *rapid.T) {
				s := NewStage(table)
				for range rapid.IntRange(0, 9).Draw(t, "items") {
					s.Put(drawn(t))
				}
				if !db.Swap(s) {
					t.Fatal("a table that is changed can be loaded into")
				}
			},
			"checkpoint": func(*rapid.T) { saved = db.Clone() },
			"restore":    func(*rapid.T) { db = saved.Clone(); table = db.Table("Songs") },
			"": func(t *rapid.T) {
				if broken := db.Check(); len(broken) > 0 {
					t.Fatal(broken)
				}
			},
		})
		settle(db)
		if broken := db.Check(); len(broken) > 0 {
			t.Fatal(broken)
		}
		if table.Status != Active || len(table.updates) > 0 {
			t.Fatalf("the table is %s, and nothing is due", table.Status)
		}
		readers := 0
		if x := table.Index("ByM"); x != nil {
			readers = 1
			if x.Status != IndexActive || table.propagating(x) {
				t.Fatalf("%s is %s, and nothing is due", x.Name, x.Status)
			}
		}
		for _, p := range table.Partitions() {
			if len(p.readers) != readers || p.LogLength() != 0 {
				t.Fatalf("%s has %d readers and keeps %d writes", p.Name(), len(p.readers), p.LogLength())
			}
		}
	})
}

// An event of a backfill looks at no more than a thousand items, and a table of few has as many
// slices as can be watched.
func TestBackfillGoesInSlices(t *testing.T) {
	for _, c := range []struct{ items, slices int }{{0, 1}, {1, 1}, {7, 7}, {25, 9}, {100, 10}, {2500, 10}, {12_000, 12}} {
		scale := testScale()
		scale.TableDelay = Second
		db := New(42, scale)
		table := db.AddTable(songs, evenCuts(2))
		stage := NewStage(table)
		for i := range c.items {
			stage.Put(numbered(fmt.Sprint(i), "s", "v", ""))
		}
		db.Swap(stage)
		x := db.CreateIndex(table, byM)
		db.Advance(db.Now()+Second, 1)
		slices, before, last := 0, int64(0), Time(0)
		for x.Status == IndexCreating && slices < 100 {
			ran := db.Advance(db.Now()+Minute, 1)
			slices += ran.Ran(Backfill)
			_, looked := x.Backfilling()
			if looked-before > maxSlice || ran.Ran(Backfill) == 1 && x.ItemCount() != looked {
				t.Fatalf("%d items: after %d the index has %d", c.items, looked, x.ItemCount())
			}
			before, last = looked, ran.Last[0].At
		}
		if slices != c.slices || x.ItemCount() != int64(c.items) {
			t.Errorf("%d items: %d in %d slices, want %d", c.items, x.ItemCount(), slices, c.slices)
		}
		if last < 2*Second-Time(c.slices) || last > 2*Second {
			t.Errorf("%d items: the last slice was at %d µs", c.items, last)
		}
	}
}

// Provisioned units can be lowered four times in a day at once, then an hour after the last time,
// and again when the next day begins.
func TestDecreasesOfADay(t *testing.T) {
	p := Throughput{ReadUnits: 10, WriteUnits: 10}
	now := 20_000*Day + 20*Hour
	lower := func() {
		p.stamp(p.ReadUnits-1, 20, now)
		p.provision(p.ReadUnits-1, 20)
	}
	for n := range int64(4) {
		if p.NextDecrease(now) != now || p.DecreasesToday(now) != n {
			t.Fatalf("decrease %d has to wait", n)
		}
		lower()
	}
	if next := p.NextDecrease(now); next != now+Hour || p.LastIncrease == 0 {
		t.Errorf("the fifth may come %d later", next-now)
	}
	now += Hour
	lower()
	now += 2*Hour + 30*Minute
	lower()
	if next := p.NextDecrease(now + Minute); next != 20_001*Day || p.DecreasesToday(now) != 6 {
		t.Errorf("the seventh may come %d later", next-now)
	}
	if now = 20_001 * Day; p.DecreasesToday(now) != 0 || p.NextDecrease(now) != now {
		t.Error("a new day begins with four")
	}
}
