package engine

import (
	"maps"
	"testing"

	"pgregory.net/rapid"

	"ringside/engine/item"
)

// Whatever is read, written, split and rewound: what was consumed is what answers said, of the table
// with its local indexes and of each global one; and unless a partition was closed, the sum over the
// partitions is the table's.
func TestConsumedIsWhatAnswersSay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		scale := testScale()
		scale.PageBytes = 60
		db, table := indexedSongs(scale)
		said, split := map[string]Units{}, false
		savedDB, savedSaid, savedSplit := db.Clone(), maps.Clone(said), split
		pk, sk, v := rapid.SampledFrom(modelKeys), rapid.StringMatching(`[a-c]`), rapid.SampledFrom([]string{"x", "y", "z"})
		note := func() {
			for i := range db.Trace().Steps {
				if s := &db.Trace().Steps[i]; s.Index != nil && !s.Index.Local {
					said[s.Index.Name] += s.Units
				} else {
					said["table"] += s.Units
				}
			}
		}
		t.Repeat(map[string]func(*rapid.T){
			"write": func(t *rapid.T) {
				it := numbered(pk.Draw(t, "pk"), sk.Draw(t, "sk"), v.Draw(t, "v"), rapid.SampledFrom([]string{"", "1", "2"}).Draw(t, "n"))
				change(db, table, table.KeyOf(it), it)
				note()
			},
			"delete": func(t *rapid.T) {
				change(db, table, songKey(pk.Draw(t, "pk"), sk.Draw(t, "sk")), "")
				note()
			},
			"get": func(t *rapid.T) {
				db.Begin(db.Now(), true)
				db.Get(table, songKey(pk.Draw(t, "pk"), sk.Draw(t, "sk")), rapid.Bool().Draw(t, "consistent"))
				note()
			},
			"scan": func(t *rapid.T) {
				db.Begin(db.Now(), true)
				r := Read{Table: table, Consistent: rapid.Bool().Draw(t, "consistent"), Reverse: rapid.Bool().Draw(t, "reverse")}
				if rapid.Bool().Draw(t, "index") {
					r.Table = table.Index("ByV").Entries()
				}
				db.Read(r)
				note()
			},
			"fetch": func(t *rapid.T) {
				db.Begin(db.Now(), true)
				prefix := item.IndexPrefix([]item.Value{item.String(pk.Draw(t, "pk"))}, nil)
				db.Read(Read{Table: table, Local: table.Index("InOrder").IndexDefinition, From: prefix, To: prefix.PrefixEnd(), Fetch: true})
				note()
			},
			"advance": func(t *rapid.T) {
				db.Advance(db.Now()+Time(rapid.IntRange(0, 90_000).Draw(t, "ms"))*Millisecond, 100)
			},
			"split": func(t *rapid.T) {
				if p := table.Locate(songKey(pk.Draw(t, "pk"), "")); p.CanSplit(item.HashKey(p.First.Hash() + 1<<60)) {
					db.Split(table, p, item.HashKey(p.First.Hash()+1<<60))
					split = true
				}
			},
			"checkpoint": func(t *rapid.T) { savedDB, savedSaid, savedSplit = db.Clone(), maps.Clone(said), split },
			"restore": func(t *rapid.T) {
				db, said, split = savedDB.Clone(), maps.Clone(savedSaid), savedSplit
				table = db.Table("Songs")
			},
			"": func(t *rapid.T) {
				if broken := db.Check(); len(broken) > 0 {
					t.Fatal(broken)
				}
				same := func(what string, got Units) {
					if want := said[what]; got != want {
						t.Fatalf("%s: counted %s, said %s", what, got, want)
					}
				}
				same("table", consumed(db.GatherTable(table, PerHour, 336)))
				for _, name := range []string{"ByV", "ByN"} {
					if x := table.Index(name); !table.propagating(x) { // it pays when the write comes there
						same(name, consumed(db.GatherTable(x.Entries(), PerHour, 336)))
					}
				}
				if !split && db.Now() < 300*Second {
					parts := Units(0)
					for _, p := range table.Partitions() {
						parts += consumed(db.GatherPartition(p, 300))
					}
					same("table", parts)
				}
			},
		})
	})
}

func consumed(g Gathering) (units Units) {
	for _, c := range g.Counts {
		units += Units(c[ConsumedRead] + c[ConsumedWrite])
	}
	return units
}

// Whenever something is counted, and whichever clone goes on: each period has what happened in it.
func TestPeriodsHaveWhatHappenedInThem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type world struct {
			m    *monitor
			now  Time
			when []Time
		}
		w := world{m: new(monitor), now: 5 * Hour}
		saved := world{m: w.m.clone(), now: w.now}
		t.Repeat(map[string]func(*rapid.T){
			"count": func(t *rapid.T) {
				for range rapid.IntRange(1, 700).Draw(t, "times") {
					w.m.at(w.now).add(UserErrors, 1)
					w.when = append(w.when[:len(w.when):len(w.when)], w.now)
					w.now += Second * 2 / 3
				}
			},
			"wait": func(t *rapid.T) {
				w.now += rapid.SampledFrom([]Time{Millisecond, 50 * Second, 3 * Hour}).Draw(t, "span")
			},
			"checkpoint": func(t *rapid.T) { saved = world{w.m.clone(), w.now, w.when} },
			"restore":    func(t *rapid.T) { w = world{saved.m.clone(), saved.now, saved.when} },
			"": func(t *rapid.T) {
				for p := range periods {
					want := make([]uint32, p.Keeps())
					begin := firstOf(p, w.now, p.Keeps())
					for _, at := range w.when {
						if at >= begin {
							want[(at-begin)/p.Span()]++
						}
					}
					for i, c := range w.m.readings(p, w.now, p.Keeps()) {
						if c[UserErrors] != want[i] {
							t.Fatalf("%s %d of %d: counted %d, happened %d", p, i, p.Keeps(), c[UserErrors], want[i])
						}
					}
				}
			},
		})
	})
}

// An average that was not reached is not crossed, however many requests there were.
func TestAverageFarFromItsThreshold(t *testing.T) {
	a := Alarm{AlarmSpec: AlarmSpec{Metric: ConsumedRead, Statistic: StatisticAverage, Threshold: 1 << 41}}
	counts := Counts{ConsumedRead: 1 << 23, ReadRequests: 1 << 23}
	for comparison, crossed := range map[Comparison]bool{AtLeast: false, MoreThan: false, AtMost: true, LessThan: true} {
		if a.Comparison = comparison; a.crossed(&counts) != crossed {
			t.Errorf("%s is not %t", comparison, crossed)
		}
	}
}
