package engine

import (
	"slices"

	"ringside/engine/item"
)

// A backfill is how far an index that was added to a table has come through the table's items.
// It goes through the table's keys, on the leaders, a slice at a time; what is written meanwhile
// comes by way of the logs, as it does afterwards, so an item that both bring is there once.
//
//	created ──▶ allocation ──▶ slice ─ slice ─ slice ──▶ ACTIVE
//	   └────────── readers of the table's logs ───────────────────▶
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.OnlineOps.html
type backfill struct {
	going  bool
	next   item.Key // the first that it has yet to look at
	looked int64    // items that it has looked at
	slice  int      // items a slice
	every  Time     // between two slices
}

// retryAfter is when what goes on by itself tries again after it came to a partition that can't be
// written to.
const retryAfter = Minute

const (
	maxSlice  = 1000 // items that one event looks at
	minSlices = 10   // of a table with as many items, so that progress can be seen
)

// Backfilling reports whether the index is taking over the items that were there before it, and
// how many of them it has looked at.
func (x *Index) Backfilling() (going bool, looked int64) { return x.fill.going, x.fill.looked }

// CreateIndex adds a global index to a table. It hears of every write from now on; the items that
// are there already follow later. The name must be free.
func (db *Database) CreateIndex(t *Table, d NewIndex) *Index {
	x := db.addIndex(t, d)
	x.Status = IndexCreating
	for _, p := range t.ring.partitions {
		p.readers = append(p.readers, reader{index: x.entries.Serial, position: p.log.end})
	}
	db.begin(t, Update{Work: IndexAllocation, Index: x.entries.Serial})
	return x
}

func (db *Database) beginBackfill(t *Table, x *Index) {
	slice := min(maxSlice, max(1, (int(t.items)+minSlices-1)/minSlices))
	slices := max(1, (int(t.items)+slice-1)/slice)
	x.fill = backfill{going: true, slice: slice, every: db.takes(IndexBackfill) / Time(slices)}
	db.scheduleSlice(t, x, x.fill.every)
}

func (db *Database) scheduleSlice(t *Table, x *Index, wait Time) {
	db.schedule(Event{At: db.now + wait, Kind: Backfill, Table: t.Serial, Index: x.entries.Serial})
}

// backfill is the Backfill event: the index takes the next items. Items without its key, or
// with a key of other types, are not in it.
func (db *Database) backfill(t *Table, x *Index) {
	left, more, wait := x.fill.slice, false, x.fill.every
	t.Items(x.fill.next, func(p *Partition, e Entry) bool {
		key, entry := x.entry(e.Item)
		if !p.led() || x.entries.lapses(key) {
			left, wait = 0, max(wait, retryAfter)
		}
		if more = left == 0; more {
			x.fill.next = e.Key
			return false
		}
		left--
		x.fill.looked++
		if key != "" {
			db.commitEntry(x.entries, key, entry, false)
		}
		return true
	})
	if more {
		db.scheduleSlice(t, x, wait)
		return
	}
	x.fill.going, x.Warming, x.Status = false, false, IndexActive
	t.restate()
}

// DeleteIndex marks a global index as going; what it has yet to take over it never will.
func (db *Database) DeleteIndex(t *Table, x *Index) {
	x.Status, x.fill.going = IndexDeleting, false
	t.updates = slices.DeleteFunc(t.updates, func(u Update) bool { return u.Index == x.entries.Serial })
	db.begin(t, Update{Work: IndexDeletion, Index: x.entries.Serial})
}

// removeIndex drops an index, its entries, and its readers, for whom the logs need keep nothing
// any more.
func (t *Table) removeIndex(serial int) {
	t.Indexes = slices.DeleteFunc(t.Indexes, func(x *Index) bool { return x.entries != nil && x.entries.Serial == serial })
	for _, p := range t.ring.partitions {
		p.readers = slices.DeleteFunc(p.readers, func(r reader) bool { return r.index == serial })
		p.trim()
	}
}
