package engine

import (
	"fmt"
	"maps"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ringside/engine/item"
)

// A consumer follows a stream from shard to shard and does to a copy of the table what it reads.
type consumer struct {
	label string
	next  map[ShardID]uint64
	items map[item.Key]item.Item
}

// newConsumer begins with the items that are there when the stream does.
func newConsumer(t *Table, s *Stream) *consumer {
	c := &consumer{label: s.Label, next: map[ShardID]uint64{}, items: map[item.Key]item.Item{}}
	t.Items("", func(_ *Partition, e Entry) bool { c.items[e.Key] = e.Item; return true })
	return c
}

func (c *consumer) clone() *consumer {
	return &consumer{c.label, maps.Clone(c.next), maps.Clone(c.items)}
}

// follow reads all that is new. Every record has to begin with what the one before it of the same
// item left: none is missing, none comes twice or early.
func (c *consumer) follow(t *rapid.T, db *Database, table string) {
	for _, sh := range db.Shards(db.Stream(table, c.label)) {
		from, known := c.next[sh.ID]
		if !known {
			from = sh.Horizon(db.Now())
		}
		if from < sh.Horizon(db.Now()) {
			t.Fatalf("%v was trimmed before it was read", sh.ID)
		}
		c.next[sh.ID] = sh.Read(from, func(_ uint64, w *Write) bool {
			if c.items[w.Key] != w.Before {
				t.Fatalf("%v: a record begins with %q, and the item was %q", sh.ID, w.Before, c.items[w.Key])
			}
			if c.items[w.Key] = w.After; w.After == "" {
				delete(c.items, w.Key)
			}
			return true
		})
	}
}

// equals fails unless the copy is the table.
func (c *consumer) equals(t *rapid.T, table *Table) {
	n := 0
	table.Items("", func(_ *Partition, e Entry) bool {
		if n++; c.items[e.Key] != e.Item {
			t.Fatalf("the stream made %q of %q", c.items[e.Key], e.Item)
		}
		return true
	})
	if n != len(c.items) {
		t.Fatalf("the stream made %d items of %d", len(c.items), n)
	}
}

// readable tells what can be read of all streams, and from where on.
func readable(db *Database) (all string) {
	for _, s := range db.Streams() {
		all += s.Label + "\n"
		for _, sh := range db.Shards(s) {
			all += fmt.Sprintln(sh.ID, sh.Parent, sh.Starting(), sh.Ending(), sh.Closed(), sh.Horizon(db.Now()))
		}
	}
	return all
}

// Whatever is written, split, tidied and rewound, whenever shards are closed and trimmed: who reads
// parents before children reads each change once, in its item's order, and can rebuild the table.
func TestStreamRebuildsTheTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		scale := testScale()
		scale.Partitions = rapid.IntRange(1, 3).Draw(t, "partitions")
		db, table := newSongs(scale)
		c := newConsumer(table, db.EnableStream(table, NewAndOldImages))
		first := c.clone()
		saved, savedConsumer := db.Clone(), c.clone()
		followed := db.Now()
		follow := func(t *rapid.T) {
			c.follow(t, db, "Songs")
			c.equals(t, table)
			followed = db.Now()
		}
		key := func(t *rapid.T) (string, string) {
			return rapid.SampledFrom(modelKeys).Draw(t, "pk"), rapid.StringMatching(`[a-c]`).Draw(t, "sk")
		}
		t.Repeat(map[string]func(*rapid.T){
			"put": func(t *rapid.T) {
				pk, sk := key(t)
				put(db, table, pk, sk, rapid.SampledFrom([]string{"", "x", "y"}).Draw(t, "v"))
			},
			"advance": func(t *rapid.T) {
				span := rapid.SampledFrom([]Time{Millisecond, Minute, Hour, shardLife}).Draw(t, "span")
				if db.Now()+span-followed >= retention {
					follow(t)
				}
				db.Advance(db.Now()+span, 1000)
			},
			"split": func(t *rapid.T) {
				at := songKey(key(t))
				if p := table.Locate(at); p.CanSplit(at) {
					db.Split(table, p, at)
				}
			},
			"tidy": func(t *rapid.T) {
				before := readable(db)
				db.Tidy(rapid.IntRange(0, 20).Draw(t, "steps"))
				if after := readable(db); after != before {
					t.Fatalf("tidying made\n%s of\n%s", after, before)
				}
			},
			"follow": follow,
			"reopen": func(t *rapid.T) {
				c.follow(t, db, "Songs")
				db.DisableStream(table)
				c.equals(t, table)
				c = newConsumer(table, db.EnableStream(table, NewImage))
				first = c.clone()
			},
			"checkpoint": func(t *rapid.T) { follow(t); saved, savedConsumer = db.Clone(), c.clone() },
			"restore": func(t *rapid.T) {
				if saved.StreamOf(saved.Table("Songs")).Label == first.label {
					db, c = saved.Clone(), savedConsumer.clone()
					table, followed = db.Table("Songs"), db.Now()
				}
			},
			"": func(t *rapid.T) {
				if broken := db.Check(); len(broken) > 0 {
					t.Fatal(broken)
				}
			},
		})
		follow(t)
		if db.Now()-db.StreamOf(table).Created < retention {
			first.follow(t, db, "Songs")
			first.equals(t, table)
		}
	})
}

// What nobody can read any more is dropped, whether or not it is by a write: first records, then
// closed shards, at last the stream.
func TestStreamIsTrimmed(t *testing.T) {
	db, table := newSongs(Scale{Partitions: 1, TreeDegree: 8, PageBytes: 1 << 20, PartitionBytes: 1 << 30})
	s := db.EnableStream(table, KeysOnly)
	for i := range 3000 { // one in 50 s
		db.Advance(db.Now()+50*Second, 10)
		put(db, table, "a", fmt.Sprint(i), "v")
		if i%100 == 0 {
			mustHold(t, db)
		}
	}
	const writesInADay = int(retention / (50 * Second))
	sum := func() (kept int) {
		for _, sh := range db.Shards(s) {
			kept += sh.log.len()
		}
		return kept
	}
	if kept := sum(); kept < writesInADay || kept > writesInADay+2*segmentLength*len(db.Shards(s)) {
		t.Errorf("%d writes are kept, of %d in a day", kept, writesInADay)
	}
	db.Advance(db.Now()+retention, 1000)
	if shards := db.Shards(s); len(shards) != 1 || shards[0].Horizon(db.Now()) != shards[0].End() {
		t.Errorf("a day later %d shards can be read", len(shards))
	}
	db.Tidy(100)
	if kept := sum(); kept != 0 || len(s.closed) != 0 {
		t.Errorf("after tidying %d writes and %d shards are kept", kept, len(s.closed))
	}
	db.DeleteTable(table)
	db.Advance(db.Now()+retention-1, 1000)
	if len(db.Streams()) != 1 || db.StreamStatus(s) != StreamDisabled {
		t.Error("a stream of a table that was deleted can be read for a day")
	}
	db.Advance(db.Now()+1, 1000)
	if db.Tidy(100); len(db.Streams()) != 0 || len(db.streams) != 0 {
		t.Error("a day after it was disabled a stream vanishes")
	}
}

// A write that changes nothing is in the log, but in no shard.
func TestNoRecordWithoutAChange(t *testing.T) {
	db, table := newSongs(testScale())
	s := db.EnableStream(table, KeysOnly)
	for _, v := range []string{"x", "x", "y", "", ""} {
		put(db, table, "a", "1", v)
	}
	got := ""
	for _, sh := range db.Shards(s) {
		sh.Read(1, func(_ uint64, w *Write) bool {
			got += fmt.Sprintf("%s→%s ", w.Before.Get("v").Text(), w.After.Get("v").Text())
			return true
		})
	}
	if got != "→x x→y y→ " {
		t.Errorf("got %s", got)
	}
}

// Sequence numbers lead back to their places.
func TestSequenceNumbersAreFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := rapid.Uint64Range(1, 1e13).Draw(t, "first")
		sh := Shard{ordinal: rapid.IntRange(1, 1e8).Draw(t, "ordinal"), first: first, last: first - 1 + rapid.Uint64Range(0, 1000).Draw(t, "writes")}
		if at, after, found := sh.Find(sh.Starting()); !found || at != first || after != first {
			t.Fatal("the shard does not begin with its first write")
		}
		if at, after, found := sh.Find(sh.Ending()); !found || at != max(sh.End(), first) || after != at {
			t.Fatal("the shard does not end with its last write")
		}
		if sh.last >= first {
			place := rapid.Uint64Range(first, sh.last).Draw(t, "place")
			number := string(sh.AppendNumber([]byte("000"), place))
			if at, after, found := sh.Find(number); !found || at != place || after != place+1 {
				t.Fatalf("%s leads to %d and %d, not to %d", number, at, after, place)
			}
		}
		if _, _, found := sh.Find(rapid.StringMatching(`[0-9a-f]{21,40}`).Draw(t, "number")); found {
			t.Fatal("what is no number was found")
		}
	})
}

func TestTimestamp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.Int64Range(0, 8000*365*24*3600*1e6).Draw(t, "µs")
		if got, want := Time(at).Date().Digits(), time.UnixMicro(at).UTC().Format("2006-01-02T15:04:05.000"); got != want {
			t.Fatalf("%d is %s, not %s", at, got, want)
		}
	})
}

// BenchmarkWrite measures a put with and without a stream.
func BenchmarkWrite(b *testing.B) {
	for _, streamed := range []bool{false, true} {
		b.Run(fmt.Sprint("stream=", streamed), func(b *testing.B) {
			db, table := newSongs(RealScale())
			if streamed {
				db.EnableStream(table, NewAndOldImages)
			}
			keys, items := make([]item.Key, 1000), [2]item.Item{song("a", "1", "x"), song("a", "1", "y")}
			for i := range keys {
				keys[i] = songKey(fmt.Sprint(i), "1")
			}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				db.Begin(db.Now()+Millisecond, true)
				db.Write(Action{Table: table, Key: keys[i%1000], Change: func(item.Item) (item.Item, error) { return items[i/1000%2], nil }})
			}
		})
	}
}
