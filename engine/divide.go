package engine

import "ringside/engine/item"

// A Division is why a partition is divided by itself, or why it is not.
type Division uint8

// Why a partition is divided, and why it is not.
const (
	Undivided     Division = iota // there is no reason to
	BySize                        // it holds more than a partition may
	ByHeat                        // its traffic is nearly all that a partition gives
	ByCapacity                    // more is provisioned than the table's partitions give
	OneItem                       // hot, but all of that goes to one key
	MovingKeys                    // hot, but traffic moves along with the sort key
	OneCollection                 // a local index keeps its only collection whole
	TooFewItems                   // there is no second key to cut at
)

var divisionNames = [...]string{
	"", "size", "heat", "capacity",
	"all of its traffic goes to one key", "its traffic moves along the sort key", "a local index keeps its item collection whole", "it holds one item",
}

// String returns what the page says of it.
func (d Division) String() string { return divisionNames[d] }

// Refuses reports whether it is a reason not to divide a partition.
func (d Division) Refuses() bool { return d >= OneItem }

// Division returns why a partition is being split by itself and when that is done, or why it is not.
func (db *Database) Division(p *Partition) (why Division, pending bool, due Time) {
	d := &p.dividing
	if d.why.Refuses() && db.now/Minute > d.minute+1 && p.bytes <= db.scale.PartitionBytes {
		return Undivided, false, 0 // that is over
	}
	return d.why, d.pending, d.due
}

// A dividing is a split of a partition that is under way, or the reason why there is none.
//
// Invariant: it is pending exactly while one Divide event for the partition is.
type dividing struct {
	why     Division
	most    int64 // bytes that the partition may hold before one looks again where it can be cut
	minute  Time  // of why: what is hot now may not be later
	pending bool
	at      item.Key // the cut
	due     Time
}

// divide has a partition split at a key. New replicas have to be built and to catch up first; until
// then, and while it is split, nobody waits for it.
func (db *Database) divide(t *Table, p *Partition, why Division, at item.Key) {
	if p.dividing.pending || t.isFull() || !p.CanSplit(at) {
		return
	}
	p.dividing = dividing{why: why, pending: true, at: at, due: db.now + db.scale.SplitTime}
	db.schedule(Event{At: p.dividing.due, Kind: Divide, Table: t.Serial, Partition: p.ID})
}

// isFull reports whether a table has so many partitions that it is not divided by itself any more, as one on
// a very small scale may. The service knows no such bound.
func (t *Table) isFull() bool {
	const most = 1 << 12
	return len(t.ring.partitions) >= most
}

// divided is the Divide event.
func (db *Database) divided(t *Table, p *Partition) {
	lower, upper := db.Split(t, p, p.dividing.at)
	db.considerSize(t, lower)
	db.considerSize(t, upper)
}

// considerSizes divides the partitions of a table, and of its global indexes, that hold too much
// after a load.
func (db *Database) considerSizes(t *Table) {
	for _, p := range t.ring.partitions {
		p.own = -1
		db.considerSize(t, p)
	}
	for _, x := range t.Indexes {
		if x.entries != nil {
			db.considerSizes(x.entries)
		}
	}
}

// considerSize divides a partition that holds too much.
func (db *Database) considerSize(t *Table, p *Partition) {
	if p.dividing.pending || t.isFull() || !p.holdsMore(max(db.scale.PartitionBytes, p.dividing.most)) {
		return
	}
	at, refused := p.middleItem()
	if refused != Undivided {
		p.dividing.why, p.dividing.most = refused, p.own+p.own/8
		return
	}
	db.divide(t, p, BySize, at)
}

// holdsMore reports whether the partition's own items are larger than most. What a split left here
// and tidying will drop is not counted, however much of it is left.
func (p *Partition) holdsMore(most int64) bool {
	switch {
	case p.bytes <= most:
		return false
	case p.own < 0:
		p.own = 0
		p.lead().tree.Ascend("", "", func(e Entry) bool { p.own += int64(e.Item.Size()); return true })
	}
	return p.own > most
}

// middleItem returns a key in the middle of the partition's items: of its own, about half are on
// either side. In a table with a local index it is where an item collection begins or ends.
func (p *Partition) middleItem() (item.Key, Division) {
	before, middle := item.Key(""), item.Key("")
	half := p.own / 2
	p.lead().tree.Ascend("", "", func(e Entry) bool {
		half -= int64(e.Item.Size())
		before, middle = middle, e.Key
		return half > 0 || before == ""
	})
	switch {
	case before == "":
		return "", TooFewItems
	case len(p.local) == 0:
		return edge(before, middle), Undivided
	}
	return p.edgeOf(collectionOf(middle))
}

// edgeOf returns where a collection begins, or else where it ends, if that lies inside the partition.
func (p *Partition) edgeOf(collection item.Key) (item.Key, Division) {
	end := collection.PrefixEnd()
	switch {
	case p.CanSplit(collection) && p.has(p.First, collection):
		return collection, Undivided
	case p.CanSplit(end) && p.has(end, p.Last):
		return end, Undivided
	}
	return "", OneCollection
}

// has reports whether there is an item in a range.
func (p *Partition) has(from, to item.Key) (found bool) {
	p.lead().tree.Ascend(from, to, func(Entry) bool { found = true; return false })
	return found
}

// considerCapacity divides every partition of a table, or of an index, for which more is provisioned
// than its partitions give: once, which makes twice as many.
func (db *Database) considerCapacity(t *Table) {
	base, served := db.owner(t)
	if db.scale.Partitions > 0 || base.OnDemand || served.asksFor(&db.scale, false) <= len(t.ring.partitions) {
		return
	}
	for _, p := range t.ring.partitions {
		if middle, ok := p.Middle(); ok {
			db.divide(t, p, ByCapacity, middle)
		}
	}
}

// considerHeat divides a partition that in the minute before gave nearly all that a partition may.
// Before there was adaptive capacity nobody did that.
func (db *Database) considerHeat(t *Table, p *Partition) {
	minute := db.now/Minute - 1
	if db.scale.Admission != Adaptive || p.sample == nil || p.sample.minute != minute || p.dividing.pending || !p.wasHot(db.now) {
		return
	}
	at, refused := p.coolest(p.sample)
	if refused != Undivided {
		p.dividing.why, p.dividing.minute = refused, minute
		return
	}
	db.divide(t, p, ByHeat, at)
}

func (p *Partition) wasHot(now Time) bool {
	for a := range accesses {
		if m := &p.meters[a]; m.isHot(m.minutes.last(now / Minute)) {
			return true
		}
	}
	return false
}

// coolest returns where the partition is best cut, or why nowhere.
func (p *Partition) coolest(s *sample) (item.Key, Division) {
	keys := s.all()
	first := keys[0]
	alike, together := true, true
	for _, key := range keys {
		alike = alike && key == first
		together = together && len(p.local) > 0 && wholeOf(key) == wholeOf(first)
	}
	switch {
	case together:
		return "", OneCollection
	case alike:
		return "", OneItem
	case s.moves():
		return "", MovingKeys
	}
	return s.cut(p.First, len(p.local) > 0), Undivided
}

// wholeOf returns the beginning of a key's item collection.
func wholeOf(key item.Key) item.Key {
	if !CutsCollection(key) {
		return key
	}
	return collectionOf(key)
}

// observe keeps a key for when the partition will be hot. Where an index has no sort key, all of its
// entries under a key count as one.
func (db *Database) observe(t *Table, p *Partition, key item.Key) {
	if x := t.index; x != nil && len(x.Sort) == 0 {
		key = key.Parts(len(x.Partition))
	}
	minute := db.now / Minute
	if p.sample == nil {
		p.sample = new(sample)
	}
	if p.sample.minute != minute {
		*p.sample = sample{minute: minute}
	}
	p.sample.see(max(key, p.First), db.seed+uint64(p.ID))
}
