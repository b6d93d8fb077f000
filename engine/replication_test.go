package engine

import (
	"fmt"
	"strings"
	"testing"

	"ringside/engine/item"
)

// An eventually consistent read may miss what was just written, a consistent one never,
// and once the followers have caught up neither does: every time anew.
func TestStaleReadsEndWhenFollowersCatchUp(t *testing.T) {
	db, table := newSongs(testScale())
	for _, value := range []string{"new", "newer", "newest"} {
		put(db, table, "a", "1", value)
		fresh, stale := "1="+value, 0
		for range 60 {
			if collection(db, table, "a", true) != fresh {
				t.Fatal("a consistent read missed an acknowledged write")
			}
			if collection(db, table, "a", false) != fresh {
				stale++
			}
		}
		if stale < 20 || stale > 55 {
			t.Errorf("%d of 60 eventually consistent reads were stale; two of three replicas were behind", stale)
		}
		settle(db)
		for range 60 {
			if got := collection(db, table, "a", false); got != fresh {
				t.Fatalf("after settling a replica answers %q", got)
			}
		}
	}
}

// Writes tidy on the side: with enough of them a split's leftovers are gone.
func TestWritesTidy(t *testing.T) {
	db, table := newSongs(testScale())
	for i := range 40 {
		put(db, table, "a", fmt.Sprintf("%02d", i), "v")
	}
	lower, _ := db.Split(table, table.Locate(songKey("a", "00")), songKey("a", "20"))
	for i := 0; lower.Tidying(); i++ {
		if i == 10 {
			t.Fatal("ten writes did not tidy twenty items away")
		}
		put(db, table, "a", "00", fmt.Sprint(i))
	}
	mustHold(t, db)
}

// A page ends with the item that fills it, wherever the partitions end.
func TestPageSize(t *testing.T) {
	scale := testScale()
	scale.PageBytes = 5 * song("a", "1", "v").Size()
	db, table := newSongs(scale)
	for i := range 12 {
		put(db, table, fmt.Sprint(i%10), "1", "v")
		put(db, table, fmt.Sprint(i%10), "2", "v")
	}
	page, _ := db.Read(Read{Table: table, Consistent: true})
	if len(page.Items) != 5 || !page.More || page.Last != page.Items[4] {
		t.Errorf("a page for five items has %d, more: %v", len(page.Items), page.More)
	}
}

// However much is written within the lag, one event for each follower brings it along,
// and the log is empty afterwards.
func TestOneEventServesManyWrites(t *testing.T) {
	db, table := newSongs(testScale())
	for i := range 1000 {
		put(db, table, "a", fmt.Sprint(i), "v")
	}
	if _, total := db.Events(1); total != 2 {
		t.Errorf("%d events are pending, want one a follower", total)
	}
	p := table.Locate(songKey("a", "0"))
	if p.LogLength() != 1000 {
		t.Errorf("the log keeps %d writes before anybody has read them", p.LogLength())
	}
	mustHold(t, db)
	settle(db)
	if p.LogLength() != 0 {
		t.Errorf("the log still keeps %d writes", p.LogLength())
	}
	mustHold(t, db)
}

// Advancing in slices does what advancing at once does.
func TestAdvanceInSlices(t *testing.T) {
	run := func(limit int) string {
		db, table := newSongs(testScale())
		for i := range 40 {
			put(db, table, fmt.Sprint("k", i), "1", "v")
		}
		var log strings.Builder
		for {
			a := db.Advance(Second, limit)
			for _, e := range a.Last {
				fmt.Fprintln(&log, e)
			}
			if !a.More {
				fmt.Fprint(&log, a.Reached)
				return log.String()
			}
		}
	}
	if run(1) != run(1000) {
		t.Error("one event at a time gives other events than all at once")
	}
}

// A child goes on with the parent's numbers, its followers have their own events, and
// nothing is lost when those run.
func TestSplitWhileFollowersAreBehind(t *testing.T) {
	db, table := newSongs(testScale())
	for i := range 50 {
		put(db, table, "a", fmt.Sprintf("%02d", i), "v")
	}
	parent := table.Locate(songKey("a", "00"))
	lower, upper := db.Split(table, parent, songKey("a", "25"))
	if lower.Parent != parent.ID || upper.Parent != parent.ID || table.Partition(parent.ID) != nil {
		t.Error("the parent is closed and the children know it")
	}
	if upper.log.end != 50 || !upper.InsideCollection() {
		t.Errorf("the upper child begins after %d, inside a collection: %v", upper.log.end, upper.InsideCollection())
	}
	mustHold(t, db)
	put(db, table, "a", "30", "after")
	put(db, table, "a", "10", "after")
	settle(db)
	for db.Tidy(7) > 0 {
	}
	mustHold(t, db)
	if lower.Items() != 25 || upper.Items() != 25 {
		t.Errorf("after tidying the children hold %d and %d items", lower.Items(), upper.Items())
	}
}

// A checkpoint is not touched by what happens afterwards, nor the other way round.
func TestCheckpointsAreIndependent(t *testing.T) {
	db, table := newSongs(testScale())
	put(db, table, "a", "1", "old")
	saved := db.Clone()
	put(db, table, "a", "1", "new")
	put(saved, saved.Table("Songs"), "a", "2", "other")
	db.DeleteTable(table)
	settle(db)
	settle(saved)
	if db.Table("Songs") != nil {
		t.Error("the deleted table is still there")
	}
	if got := collection(saved, saved.Table("Songs"), "a", true); got != "1=old 2=other" {
		t.Errorf("the checkpoint answers %q", got)
	}
	mustHold(t, saved)
}

// A stage that is dropped leaves no trace; one that is swapped in is there at once, on
// every replica, even if the ring changed while it was filled.
func TestLoadIsAllOrNothing(t *testing.T) {
	db, table := newSongs(testScale())
	put(db, table, "a", "1", "before")
	put(db, table, "a", "3", "kept")
	stage := NewStage(table)
	for i := range 3000 {
		stage.Put(song(fmt.Sprint("k", i%50), fmt.Sprint(i), "loaded"))
	}
	stage.Put(song("a", "1", "loaded"))
	if table.ItemCount() != 2 {
		t.Errorf("the table shows %d items while the load is under way", table.ItemCount())
	}
	at := item.HashKey(songKey("k7", "").Hash())
	db.Split(table, table.Locate(at), at)
	if !db.Swap(stage) {
		t.Fatal("the stage was refused")
	}
	if table.ItemCount() != 3002 {
		t.Errorf("the table has %d items after the load", table.ItemCount())
	}
	if got := collection(db, table, "a", false); got != "1=loaded 3=kept" {
		t.Errorf("after the load the collection is %q", got)
	}
	mustHold(t, db)
	settle(db)
	mustHold(t, db)
	late := NewStage(table)
	db.DeleteTable(table)
	if db.Swap(late) {
		t.Error("a stage went into a table that is being deleted")
	}
}

// A write, a read and a scan each leave the steps that the counts are read off.
func TestTraceCounts(t *testing.T) {
	db, table := newSongs(testScale())
	put(db, table, "a", "1", "v")
	if got := phases(db); got != "hash ring partition seek write propagate propagate cost" {
		t.Errorf("a write goes %s", got)
	}
	if db.Trace().Units() != One {
		t.Errorf("a small write costs %s", db.Trace().Units())
	}
	collection(db, table, "a", false)
	if got := phases(db); got != "hash ring partition seek read cost" {
		t.Errorf("a query goes %s", got)
	}
	if got := db.Trace().Units().String(); got != "0.5" {
		t.Errorf("a small eventually consistent query costs %s", got)
	}
	db.Begin(db.Now(), true)
	db.Read(Read{Table: table, Keep: func(item.Item) bool { return false }})
	if n := strings.Count(phases(db), "filter"); n != 4 {
		t.Errorf("a filtered scan of 4 partitions filters %d times", n)
	}
	if db.Trace().Returned() != 0 {
		t.Error("the filter kept an item")
	}
}

func phases(db *Database) string {
	var names []string
	for _, s := range db.Trace().Steps {
		names = append(names, s.Phase.String())
	}
	return strings.Join(names, " ")
}

// What an event draws does not depend on how many requests were counted before it ran: a session keeps
// one Advance of several, and a replay comes to the same.
func TestEventsDrawForThemselves(t *testing.T) {
	db, table := indexedSongs(testScale())
	db.scale.PropagationLag = 30 * Millisecond
	put(db, table, "a", "1", "x")
	at := db.Now() + 46*Millisecond
	coming := func(db *Database, requests int) string {
		for range requests {
			db.Begin(db.Now(), true)
		}
		db.Advance(at, 100)
		events, _ := db.Events(10)
		return fmt.Sprint(events)
	}
	if got, want := coming(db.Clone(), 3), coming(db.Clone(), 0); got != want || len(got) < 10 {
		t.Errorf("after three requests %s, after none %s", got, want)
	}
}
