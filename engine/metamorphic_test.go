package engine

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"testing"

	"ringside/engine/item"
)

// A layout is everything that may differ without any consistent answer changing.
type layout struct {
	partitions, degree int
	lag                Time
	splitEvery         int // writes; 0: never
	tidyEvery          int
	reopenEvery        int // go on with a clone; 0: never
	detail             bool
	bytes              int64 // that a partition may hold until it divides; 0: as many as come
}

// The same requests give the same consistent answers, counts and units whatever the
// partitions, the node size, the lag, the moments of splitting and the trace's detail.
func TestLayoutNeverChangesAnswers(t *testing.T) {
	layouts := []layout{
		{partitions: 8, degree: 2, lag: Millisecond},
		{partitions: 3, degree: 32, lag: Second, splitEvery: 7, tidyEvery: 3},
		{partitions: 1, degree: 3, lag: Minute, splitEvery: 2, reopenEvery: 11},
		{partitions: 1, degree: 4, lag: Millisecond, bytes: 50, tidyEvery: 9},
		{partitions: 2, degree: 2, lag: 0, bytes: 100, splitEvery: 20, reopenEvery: 5},
		{partitions: 5, degree: 4, lag: 0, splitEvery: 50, tidyEvery: 1, reopenEvery: 3, detail: true},
	}
	for seed := range uint64(15) {
		want := play(t, seed, layout{partitions: 1, degree: 2})
		for _, l := range layouts {
			if got := play(t, seed, l); got != want {
				t.Fatalf("seed %d, layout %+v: answers differ", seed, l)
			}
		}
	}
}

// play runs a fixed sequence of writes and reads under a layout and returns the answers.
func play(t *testing.T, seed uint64, l layout) (answers string) {
	requests, moves := rand.New(rand.NewPCG(seed, 0)), rand.New(rand.NewPCG(seed, uint64(l.partitions)))
	db, table := newSongs(Scale{Partitions: l.partitions, TreeDegree: l.degree, PageBytes: 300, PartitionBytes: cmp.Or(l.bytes, 1<<30), ReplicationLag: l.lag, SplitTime: l.lag})
	every := func(n, i int) bool { return n > 0 && i%n == 0 }
	for i := range 300 {
		pk, sk, v := fmt.Sprint("k", requests.IntN(9)), fmt.Sprint(requests.IntN(9)), fmt.Sprint(i)
		if requests.IntN(4) == 0 {
			v = ""
		}
		put(db, table, pk, sk, v)
		db.Advance(db.Now()+Time(moves.IntN(5))*Millisecond, 100)
		if every(l.splitEvery, i) {
			at := songKey(fmt.Sprint("k", moves.IntN(9)), fmt.Sprint(moves.IntN(9)))
			if p := table.Locate(at); p.CanSplit(at) {
				db.Split(table, p, at)
			}
		}
		if every(l.tidyEvery, i) {
			db.Tidy(5)
		}
		if every(l.reopenEvery, i) {
			db = db.Clone()
			table = db.Table("Songs")
		}
		answers += read(db, table, fmt.Sprint("k", requests.IntN(9)), i, l.detail)
	}
	mustHold(t, db)
	return answers
}

func read(db *Database, table *Table, pk string, i int, detail bool) string {
	db.Begin(db.Now(), true)
	if detail {
		db.Trace().Level = TraceDetail
	}
	r := Read{Table: table, Consistent: true, Reverse: i%2 == 0, Limit: i % 5}
	if i%3 > 0 {
		r.From = item.CollectionPrefix(item.String(pk))
		r.To = r.From.PrefixEnd()
	}
	if i%7 == 0 {
		r.Keep = func(it item.Item) bool { return it.Get("v").Text() > "5" }
	}
	page, _ := db.Read(r)
	tr := db.Trace()
	return fmt.Sprintln(show(page.Items), page.More, tr.Examined(), tr.Returned(), tr.Units())
}

// Pages joined are the whole, forwards and backwards, through splits.
func TestPagesJoinedAreTheWhole(t *testing.T) {
	for limit := 1; limit < 12; limit++ {
		db, table := newSongs(testScale())
		for i := range 60 {
			put(db, table, fmt.Sprint("k", i%7), fmt.Sprint(i), "v")
		}
		all, _ := db.Read(Read{Table: table, Consistent: true})
		whole := show(all.Items)
		var joined []item.Item
		from := item.Key("")
		for more := true; more; {
			page, _ := db.Read(Read{Table: table, Consistent: true, From: from, Limit: limit})
			joined = append(joined, page.Items...)
			if more = page.More; more {
				from = table.Key.KeyOf(page.Last).Successor()
				if p := table.Locate(from); p.CanSplit(from) {
					db.Split(table, p, from)
				}
			}
		}
		if got := show(joined); got != whole {
			t.Fatalf("limit %d: pages %q, whole %q", limit, got, whole)
		}
	}
}
