package engine

import "ringside/engine/item"

// Get returns the item under key, or the empty item: from the leader when consistent,
// else from any replica, which may not have caught up yet. The error is ErrUnavailable or a
// *Throttled.
func (db *Database) Get(t *Table, key item.Key, consistent bool) (item.Item, error) {
	return db.get(t, key, consistent, once)
}

func (db *Database) get(t *Table, key item.Key, consistent bool, times Units) (item.Item, error) {
	p := db.route(t, key)
	r, err := db.choose(t, p, consistent)
	if err == nil {
		err = db.admit(t, p, Reads)
	}
	if err != nil {
		return "", err
	}
	it := p.replicas[r].tree.Get(key)
	db.seek(p, r, key, key, false)
	step := Step{Phase: Reading, Partition: p.ID, Replica: r, Leading: r == p.leader, BehindBy: p.behind(r)}
	if it != "" {
		step.Examined, step.Returned, step.Bytes = 1, 1, it.Size()
		if db.trace.shows(TraceDetail) {
			db.trace.begin(Run{Table: t, Partition: p.ID, Replica: r})
			db.trace.outcome(&Pair{key, it}, Returned)
		}
	}
	db.trace.Add(step)
	db.pay(t, p, key, Reads, step.Bytes, times*ReadUnits(step.Bytes, consistent))
	return it, nil
}

// A Read asks for a page of the items with keys from From up to, not including, To; an
// empty To means the end of the key space.
type Read struct {
	Table      *Table
	From       item.Key
	To         item.Key
	Reverse    bool
	Consistent bool
	Limit      int                  // items examined at the most; 0: only the page size ends a page
	Spent      int                  // bytes of the page that reads before this one have taken
	Keep       func(item.Item) bool // the filter; nil keeps every item

	Local *IndexDefinition // a local index whose order is read; nil: the table's own
	Fetch bool             // each entry's item is fetched from the table, for what the index lacks
}

// A Page is what one Read found.
type Page struct {
	Items []item.Item // good until the next Read
	Last  item.Item   // the last item examined
	More  bool        // the limit or the page size ended it, maybe with nothing behind
}

// Read walks the partitions of a range in order. A page ends when it has examined
// enough items or bytes, counted before the filter, and never because a partition does. The
// error is ErrUnavailable or a *Throttled, and then there is no page.
func (db *Database) Read(r Read) (Page, error) {
	if r.oneHash() {
		db.traceHash(r.Table, r.From)
	}
	w := walk{db: db, read: r}
	if r.Table.index != nil && db.trace.shows(TraceSteps) {
		w.unread = db.unread(r)
	}
	w.page.Items, w.shares = db.page[:0], w.room[:0]
	span := r.Table.ring.Span(r.From, r.To)
	for i := range span {
		if r.Reverse {
			i = len(span) - 1 - i
		}
		if err := w.partition(span[i]); err != nil {
			return Page{}, err
		}
		if w.page.More {
			break
		}
	}
	w.cost()
	db.keepPage(w.page.Items)
	return w.page, nil
}

// cost traces what the page costs: in the index that it was read from or the table, and in
// the table for each item that was fetched.
func (w *walk) cost() {
	step := Step{Phase: Cost, Table: w.read.Table, Index: w.index(), Partition: noPartition, Replica: noReplica}
	step.Bytes, step.Units = w.bytes, ReadUnits(w.bytes, w.read.Consistent)
	w.db.trace.Add(step)
	if w.fetched > 0 {
		step.Index, step.Bytes, step.Units = nil, w.fetched, w.fetchUnits
		w.db.trace.Add(step)
	}
	from := w.read.From
	if !w.read.oneHash() {
		from = "" // it says nothing about keys
	}
	for _, s := range w.shares {
		w.db.charge(w.read.Table, s.partition, from, Reads, s.units)
	}
	w.db.countRequest(w.read.Table, Reads, w.units())
	w.db.count(w.read.Table, ItemsReturned, len(w.page.Items))
}

// A share is what one partition contributed to what a page costs.
type share struct {
	partition *Partition
	units     Units
}

// share notes what p contributed since the page had cost so much. The page is charged as a whole,
// when it is done.
func (w *walk) share(p *Partition, before Units) {
	w.shares = append(w.shares, share{p, w.units() - before})
}

// units is what the page has cost so far.
func (w *walk) units() Units { return ReadUnits(w.bytes, w.read.Consistent) + w.fetchUnits }

// index returns the index that is read, nil for the table itself.
func (w *walk) index() *IndexDefinition {
	if w.read.Local != nil {
		return w.read.Local
	}
	return w.read.Table.index
}

// keepPage lets the next Read use the list of this one's items, unless it is so long that
// it would be in the way.
func (db *Database) keepPage(items []item.Item) {
	const most = 16 << 10
	if db.page = items; cap(items) > most {
		db.page = nil
	}
}

// oneHash reports whether the range lies within one hash, as a Query's does.
func (r Read) oneHash() bool {
	const hashBytes = 8
	return len(r.From) >= hashBytes && len(r.To) >= hashBytes && r.From[:hashBytes] == r.To[:hashBytes]
}

// A walk is a Read under way.
type walk struct {
	db       *Database
	read     Read
	page     Page
	examined int
	bytes    int
	unread   uint64 // that no step tells of yet

	items      *Tree // of the replica that is read, when items are fetched
	fetched    int   // bytes of them
	fetchUnits Units

	shares []share // of the partitions, in the order of the way
	room   [2]share
}

// partition walks the part of the range that p owns and traces it.
func (w *walk) partition(p *Partition) error {
	w.db.traceRange(w.read.Table, p)
	replica, err := w.db.choose(w.read.Table, p, w.read.Consistent)
	if err == nil {
		err = w.db.admit(w.read.Table, p, Reads)
	}
	if err != nil {
		return err
	}
	tree := w.choose(p, replica)
	w.db.seekIn(p, replica, tree, w.read.From, w.read.To, w.read.Reverse)
	if w.db.trace.shows(TraceDetail) {
		w.db.trace.begin(Run{Table: w.read.Table, Index: w.index(), Partition: p.ID, Replica: replica, Reverse: w.read.Reverse})
	}
	examined, returned, bytes, cost := w.examined, len(w.page.Items), w.bytes, w.units()
	if len(w.shares) == 0 {
		cost = 0 // an empty page costs a unit, too
	}
	w.tree(tree)
	w.share(p, cost)
	step := Step{
		Phase: Reading, Partition: p.ID, Replica: replica, Leading: replica == p.leader, BehindBy: p.behind(replica),
		Unread: w.unread, Examined: w.examined - examined, Bytes: w.bytes - bytes,
	}
	w.unread = 0
	if w.read.Keep == nil {
		step.Returned = len(w.page.Items) - returned
		w.db.trace.Add(step)
		return nil
	}
	w.db.trace.Add(step)
	w.db.trace.Add(Step{Phase: Filter, Partition: p.ID, Replica: replica, Returned: len(w.page.Items) - returned})
	return nil
}

// choose returns the tree that is walked.
func (w *walk) choose(p *Partition, replica int) *Tree {
	r := &p.replicas[replica]
	w.items = &r.tree
	return r.treeOf(p, w.read.Local)
}

func (w *walk) tree(t *Tree) {
	if w.read.Reverse {
		t.Descend(w.read.From, w.read.To, w.examine)
		return
	}
	t.Ascend(w.read.From, w.read.To, w.examine)
}

// examine reads one item and reports whether the page goes on. DynamoDB counts items
// and bytes before it filters.
func (w *walk) examine(e Entry) bool {
	w.examined++
	w.bytes += e.Item.Size()
	w.page.Last = e.Item
	it := e.Item
	if w.read.Fetch {
		it = w.fetch(it)
	}
	keep := w.read.Keep == nil || w.read.Keep(it)
	if keep {
		w.page.Items = append(w.page.Items, it)
	}
	if w.db.trace.shows(TraceDetail) {
		w.db.trace.outcome(e.Pair, kept(keep))
	}
	w.page.More = w.examined == w.read.Limit || w.read.Spent+w.bytes >= w.db.scale.PageBytes
	return !w.page.More
}

// fetch returns the item that an entry is of.
func (w *walk) fetch(entry item.Item) item.Item {
	it := w.items.Get(w.read.Table.Key.KeyOf(entry))
	w.fetched += it.Size()
	w.fetchUnits += ReadUnits(it.Size(), w.read.Consistent)
	return it
}

// behind returns how many writes the replica has yet to apply.
func (p *Partition) behind(replica int) uint64 { return p.log.end - p.replicas[replica].applied }
