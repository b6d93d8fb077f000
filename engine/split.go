package engine

import "ringside/engine/item"

// Split closes a partition and opens two in its place that divide its range at a key,
// which must lie inside it. Nothing stops meanwhile: each child begins as a clone of
// the parent's replicas with new bounds and loses the other child's items by tidying.
// Followers and readers finish the parent's log before their child's own: the children inherit
// what is left of it, and their own sequence numbers go on from its end. Of the parent's writes
// a reader takes those to keys that its child owns, so that each is taken once.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.Partitions.html
func (db *Database) Split(t *Table, p *Partition, at item.Key) (lower, upper *Partition) {
	lower = p.child(t.ring.newID(), p.First, at)
	upper = p.child(t.ring.newID(), at, p.Last)
	t.ring.replace(p, lower, upper)
	for _, c := range []*Partition{lower, upper} {
		db.inheritEvents(t, c)
	}
	db.inherit(t, lower, upper)
	db.splitShard(t, p, lower, upper)
	db.monitors = db.countMonitors()
	return lower, upper
}

// CanSplit reports whether at lies inside the partition, so that both children own part
// of its range.
func (p *Partition) CanSplit(at item.Key) bool {
	return at > p.First && (p.Last == "" || at < p.Last)
}

// Middle returns the cut that halves the partition's range of hashes, and false when
// the range has no second hash.
func (p *Partition) Middle() (item.Key, bool) {
	first, half := hashAt(p.First), uint64(1)<<63
	if size := hashAt(p.Last) - first; size != 0 { // an open end is 2^64, which is 0 here; the whole ring is, too
		half = size / 2
	}
	middle := item.HashKey(first + half)
	return middle, p.CanSplit(middle)
}

// hashAt returns the hash that a bound of a partition lies at.
func hashAt(bound item.Key) uint64 {
	if bound == "" {
		return 0
	}
	return bound.Hash()
}

func (p *Partition) child(id int, first, last item.Key) *Partition {
	c := p.clone()
	c.ID, c.Parent, c.First, c.Last = id, p.ID, first, last
	c.own, c.sample, c.dividing, c.monitor = -1, nil, dividing{}, nil
	for i := range c.replicas {
		r := &c.replicas[i]
		r.tree = r.tree.bounded(first, last)
		for j := range r.local {
			r.local[j] = r.local[j].bounded(first, last)
		}
	}
	return c
}

// inheritEvents gives a child's followers, and the readers of its log, the events that its
// parent's had pending; those name a partition that is gone, so they are void.
func (db *Database) inheritEvents(t *Table, c *Partition) {
	for i := range c.replicas {
		if r := &c.replicas[i]; r.pending {
			kind := Replicate
			if r.status == Rebuilding {
				kind = Rebuild
			}
			r.event = db.schedule(Event{At: r.due, Kind: kind, Table: t.Serial, Partition: c.ID, Replica: i})
		}
	}
	if c.electing {
		c.election = db.schedule(Event{At: c.electAt, Kind: Elect, Table: t.Serial, Partition: c.ID, Replica: noReplica})
	}
	for i := range c.readers {
		if r := &c.readers[i]; r.pending {
			r.event = db.schedule(Event{At: r.due, Kind: Propagating, Table: t.Serial, Partition: c.ID, Index: r.index})
		}
	}
}
