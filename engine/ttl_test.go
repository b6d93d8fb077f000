package engine

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"ringside/engine/item"
)

// start is a moment at which everything below happens; the clock's zero lies within the five
// years that nothing can be older than.
const start = 100 * 366 * 24 * Hour

// expiringSongs has one table whose songs expire by the attribute ttl, and its indexes.
func expiringSongs(scale Scale) (*Database, *Table) {
	db, t := indexedSongs(scale)
	db.Begin(start, true)
	db.EnableTimeToLive(t, "ttl")
	db.Begin(start+scale.TableDelay, true)
	return db, t
}

// expiring is a song whose ttl is a number of seconds after start, as text; none when it is "".
func expiring(pk, seconds string) item.Item {
	it := song(pk, "1", "v")
	if seconds == "" {
		return it
	}
	n, _ := item.ParseNumber(seconds)
	from, _ := item.ParseNumber(strconv.FormatInt(int64(start/Second), 10))
	n, _ = n.Add(from)
	return it.With("ttl", item.FromNumber(n))
}

func putItem(db *Database, t *Table, it item.Item) { change(db, t, t.KeyOf(it), it) }

// alive returns the partition keys of what the table has.
func alive(t *Table) (pks []string) {
	t.Items("", func(_ *Partition, e Entry) bool {
		pks = append(pks, e.Item.Get("pk").Text())
		return true
	})
	slices.Sort(pks)
	return pks
}

// Only numbers count, in seconds, of the last five years and of what the clock can come to.
func TestWhatExpires(t *testing.T) {
	for _, c := range []struct {
		what string
		ttl  item.Value
		at   Time // 0: never
	}{
		{"a number of seconds", item.FromInt(5_000_000_000), 5_000_000_000 * Second},
		{"a fraction counts as a whole second", wrapNumber("5000000000.01"), 5_000_000_001 * Second},
		{"a while ago", item.FromInt(int(start/Second) - 1), start},
		{"five years ago when it is deleted", item.FromInt(int((start-ttlPast)/Second) + 60), start},
		{"by then more than five years ago", item.FromInt(int((start-ttlPast)/Second) + 59), 0},
		{"more than five years ago", item.FromInt(int((start-ttlPast)/Second) - 1), 0},
		{"before 1970", wrapNumber("-1.5"), 0},
		{"milliseconds", item.FromInt(5_000_000_000_000), 0},
		{"the largest number", wrapNumber("9999999999999999999999999999999999999E80"), 0},
		{"the smallest integer", wrapNumber("-9223372036854775808"), 0},
		{"a string", item.String("5000000000"), 0},
		{"a list", item.List([]item.Value{item.FromInt(5_000_000_000)}), 0},
		{"a map", item.Map([]item.Attribute{{Name: "ttl", Value: item.FromInt(5_000_000_000)}}), 0},
		{"nothing", "", 0},
	} {
		scale := testScale()
		scale.TTLDelay = Minute
		db, table := expiringSongs(scale)
		putItem(db, table, song("a", "1", "v").With("ttl", c.ttl))
		mustHold(t, db)
		if c.at == 0 {
			if settle(db); db.Now() > start+2*Minute || len(alive(table)) != 1 {
				t.Errorf("%s: expired by %v", c.what, db.Now())
			}
			continue
		}
		if db.Advance(c.at+Minute-1, 1000); len(alive(table)) != 1 {
			t.Errorf("%s: expired too early", c.what)
		}
		if db.Advance(c.at+Minute, 1000); len(alive(table)) != 0 {
			t.Errorf("%s: still there", c.what)
		}
		mustHold(t, db)
	}
}

func wrapNumber(text string) item.Value {
	n, _ := item.ParseNumber(text)
	return item.FromNumber(n)
}

// A write that changes the moment has the item wait anew; one that expires first has it deleted
// without waiting for those that expire later.
func TestAttributeMoves(t *testing.T) {
	scale := testScale()
	scale.TTLDelay = 0
	db, table := expiringSongs(scale)
	for pk, seconds := range map[string]string{"late": "900", "moved": "10", "removed": "10", "early": "10"} {
		putItem(db, table, expiring(pk, seconds))
	}
	putItem(db, table, expiring("moved", "20"))
	putItem(db, table, expiring("removed", ""))
	for _, c := range []struct {
		seconds Time
		alive   string
	}{{9, "[early late moved removed]"}, {10, "[late moved removed]"}, {19, "[late moved removed]"}, {20, "[late removed]"}, {900, "[removed]"}} {
		db.Advance(start+c.seconds*Second, 1000)
		if got := fmt.Sprint(alive(table)); got != c.alive {
			t.Errorf("after %d seconds %s, want %s", c.seconds, got, c.alive)
		}
		mustHold(t, db)
	}
}

// What is deleted by its time to live is written to the log as such, in slices, and costs nothing.
func TestExpireInSlices(t *testing.T) {
	scale := testScale()
	scale.TTLDelay, scale.Partitions, scale.ReplicationLag = Minute, 1, Hour // nothing leaves the log meanwhile
	db, table := expiringSongs(scale)
	for i := range 250 {
		putItem(db, table, expiring(fmt.Sprint(i), "60"))
	}
	db.Begin(db.Now(), true)
	var deleted []int64
	for _, e := range db.Advance(start+2*Minute, 1000).Last {
		if e.Kind == Expire {
			deleted = append(deleted, e.Deleted)
		}
	}
	if fmt.Sprint(deleted) != "[100 100 50]" || table.ItemCount() != 0 {
		t.Errorf("deleted %v, and %d items are left", deleted, table.ItemCount())
	}
	if len(db.Trace().Steps) != 0 {
		t.Errorf("traced as a request's doing: %v", db.Trace().Steps)
	}
	log := &table.Partitions()[0].log
	for n := log.end - 249; n <= log.end; n++ {
		if w := log.at(n); !w.Expired || w.After != "" || w.Before == "" || w.At != start+2*Minute {
			t.Fatalf("write %d is %+v", n, w)
		}
	}
	if log.at(log.end - 250).Expired {
		t.Error("a client's write says that it expired")
	}
}

// Enabling goes through the items that are there a slice at a time, while they are written to, and
// disabling lets all that is left live.
func TestEnlistInSlices(t *testing.T) {
	scale := testScale()
	scale.TableDelay, scale.TTLDelay = Minute, Minute
	db, table := indexedSongs(scale)
	db.Begin(start, true)
	for i := range 2500 {
		putItem(db, table, expiring(fmt.Sprint(i), "3600"))
	}
	settle(db)
	db.EnableTimeToLive(table, "ttl")
	if _, total := db.Waiting(table, 5); total != 0 || table.TimeToLive.Status != TTLEnabling {
		t.Errorf("%d wait before it is enabled, %v", total, table.TimeToLive.Status)
	}
	for slice := 0; table.TimeToLive.Status == TTLEnabling; {
		if db.Advance(db.Now()+Minute, 1).Ran(Enlist) == 0 {
			continue
		}
		slice++
		for pk, seconds := range map[string]string{fmt.Sprint(slice): "", "new" + fmt.Sprint(slice): "3600"} {
			it := expiring(pk, seconds)
			db.Write(Action{Table: table, Key: table.KeyOf(it), Change: func(item.Item) (item.Item, error) { return it, nil }})
		}
		mustHold(t, db)
	}
	settleBy(db, start+Hour)
	next, total := db.Waiting(table, 5)
	if total != 2500 || len(next) != 5 || next[0].Moment != start+Hour || next[0].Due != start+Hour+Minute {
		t.Fatalf("%d wait, the next %v", total, next)
	}
	db.DisableTimeToLive(table)
	db.Advance(db.Now()+2*Minute, 10)
	if table.ItemCount() != 2403 || table.TimeToLive.Status != TTLDisabled { // one Expire ran while it was DISABLING
		t.Errorf("%d items, %v", table.ItemCount(), table.TimeToLive.Status)
	}
	mustHold(t, db)
}

func settleBy(db *Database, until Time) {
	for db.Advance(until, 100).More {
	}
}

// What expires leaves the indexes, too: the local one with it, global ones a little later.
func TestExpiryLeavesIndexes(t *testing.T) {
	scale := testScale()
	scale.TTLDelay, scale.PropagationLag = Minute, Second
	db, table := expiringSongs(scale)
	for _, pk := range []string{"a", "b"} {
		putItem(db, table, numbered(pk, "1", "v", "7").With("ttl", expiring(pk, "60").Get("ttl")))
	}
	putItem(db, table, numbered("c", "1", "v", "7"))
	counts := func() (all [4]int64) {
		all[0] = table.ItemCount()
		for i, x := range table.Indexes {
			all[i+1] = x.ItemCount()
		}
		return all
	}
	for _, c := range []struct {
		seconds Time
		want    [4]int64
	}{{119, [4]int64{3, 3, 3, 3}}, {120, [4]int64{1, 1, 3, 3}}, {122, [4]int64{1, 1, 1, 1}}} {
		if settleBy(db, start+c.seconds*Second); counts() != c.want {
			t.Errorf("after %d seconds table and indexes have %v, want %v", c.seconds, counts(), c.want)
		}
		mustHold(t, db)
	}
}

// Whatever is written, split, loaded, switched on and off and rewound: only what has expired is
// deleted, in slices as at once, and when all has settled nothing is left that expires.
func TestExpiryIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		scale := testScale()
		scale.PropagationLag = 30 * Millisecond
		scale.TTLDelay = Time(rapid.SampledFrom([]int{0, 1, 30}).Draw(t, "delay")) * Second
		scale.TableDelay = Time(rapid.SampledFrom([]int{0, 5}).Draw(t, "table delay")) * Second
		db, table := expiringSongs(scale)
		m := map[string]item.Item{}
		saved, savedModel := db.Clone(), map[string]item.Item{}
		drawn := func(t *rapid.T) item.Item {
			ttl := rapid.SampledFrom([]string{"", "-200000000", "-20", "0", "9", "10.5", "60", "3600", "5000000000000"}).Draw(t, "ttl")
			return expiring(rapid.StringMatching(`[a-c]{1,2}`).Draw(t, "pk"), ttl)
		}
		t.Repeat(map[string]func(*rapid.T){
			"put": func(t *rapid.T) {
				it := drawn(t)
				putItem(db, table, it)
				m[it.Get("pk").Text()] = it
			},
			"delete": func(t *rapid.T) {
				pk := rapid.StringMatching(`[a-c]{1,2}`).Draw(t, "pk")
				change(db, table, songKey(pk, "1"), "")
				delete(m, pk)
			},
			"load": func(t *rapid.T) {
				s := NewStage(table)
				for range rapid.IntRange(0, 9).Draw(t, "items") {
					it := drawn(t)
					s.Put(it)
					m[it.Get("pk").Text()] = it
				}
				db.Swap(s)
			},
			"advance": func(t *rapid.T) {
				until := db.Now() + Time(rapid.SampledFrom([]int{0, 1, 10, 3000}).Draw(t, "seconds"))*Second
				twin := db.Clone()
				for twin.Advance(until, 1).More {
				}
				settleBy(db, until)
				if got, want := fmt.Sprint(alive(twin.Table("Songs")), twin.events), fmt.Sprint(alive(table), db.events); got != want {
					t.Fatalf("in slices %s, at once %s", got, want)
				}
			},
			"split": func(t *rapid.T) {
				at := item.HashKey(rapid.Uint64().Draw(t, "hash"))
				if p := table.Locate(at); p.CanSplit(at) {
					db.Split(table, p, at)
				}
			},
			"switch": func(t *rapid.T) {
				switch {
				case !db.MayChangeTimeToLive(table):
				case table.TimeToLive.Status == TTLEnabled:
					db.DisableTimeToLive(table)
				default:
					db.EnableTimeToLive(table, "ttl")
				}
			},
			"checkpoint": func(t *rapid.T) { saved, savedModel = db.Clone(), maps.Clone(m) },
			"restore": func(t *rapid.T) {
				db, m = saved.Clone(), maps.Clone(savedModel)
				table = db.Table("Songs")
			},
			"": func(t *rapid.T) {
				if broken := db.Check(); len(broken) > 0 {
					t.Fatal(broken)
				}
				there := alive(table)
				for pk, it := range m {
					moment, is := (&TimeToLive{Attribute: "ttl"}).moment(it)
					if slices.Contains(there, pk) {
						continue
					}
					if !is || moment+scale.TTLDelay > db.Now() || moment < start-ttlPast {
						t.Fatalf("%s was deleted at %v", it.JSON(), db.Now())
					}
					delete(m, pk)
				}
				if len(there) != len(m) {
					t.Fatalf("there is %v, of %d", there, len(m))
				}
			},
		})
		settle(db)
		table.Items("", func(_ *Partition, e Entry) bool {
			moment, is := (&TimeToLive{Attribute: "ttl"}).moment(e.Item)
			if table.TimeToLive.Status == TTLEnabled && is && moment > start-ttlPast {
				t.Fatalf("%s is still there", e.Item.JSON())
			}
			return true
		})
	})
}
