package engine

import "ringside/engine/item"

// A reader is how far a global index has come in a partition's log.
//
// Invariant: a reader that has not read all of the log has exactly one Propagating event
// pending, or is stalled: held, or without a leader to read from or to write to.
type reader struct {
	index    int // the Serial of the index's entries
	position uint64
	pending  bool
	due      Time   // of the pending event
	event    uint64 // its Seq
	stalled  bool   // it has something to read and can't: see rouse
	slow     Delay
}

// index brings a write that was just committed to the table's indexes: to local ones, in
// whose trees it is, by counting; to global ones by waking their readers. A reader for which
// there is nothing in it moves on at once.
func (db *Database) index(t *Table, p *Partition, w *Write) {
	next := 0 // of the readers
	for _, x := range t.Indexes {
		c := x.change(w)
		if x.Local {
			x.count(&c)
		} else {
			r := &p.readers[next]
			next++
			db.wakeReader(t, p, r, c.changes())
			if c.changes() && r.pending {
				db.trace.Add(Step{Phase: Propagate, Table: t, Index: x.IndexDefinition, Partition: p.ID, Replica: noReplica, At: r.due})
			}
		}
		if c.changes() {
			db.payIndex(t, p, w, x.IndexDefinition, &c)
		}
	}
}

func (db *Database) wakeReader(t *Table, p *Partition, r *reader, changes bool) {
	switch {
	case r.pending || r.stalled:
	case !changes:
		r.position = p.log.end
	case r.slow.Held:
		r.stalled = true
	default:
		r.pending, r.due = true, db.now+db.draw("propagation", db.scale.PropagationLag)+r.slow.By
		r.event = db.schedule(Event{At: r.due, Kind: Propagating, Table: t.Serial, Partition: p.ID, Index: r.index})
	}
}

// rouseReader schedules a reader that was stalled, if it can read again.
func (db *Database) rouseReader(t *Table, p *Partition, r *reader) {
	if r.stalled && p.led() && !r.slow.Held {
		r.stalled = false
		db.wakeReader(t, p, r, true)
	}
}

// payIndex traces what a write costs in an index, and charges it for a local one.
func (db *Database) payIndex(t *Table, p *Partition, w *Write, x *IndexDefinition, c *entryChange) {
	bytes := max(c.old.Size(), c.new.Size())
	if x.Local && !w.Expired { // a global one pays when the write comes there
		db.charge(t, p, w.Key, Writes, c.units())
	}
	db.trace.Add(Step{Phase: Cost, Table: t, Index: x, Partition: p.ID, Replica: noReplica, Bytes: bytes, Units: c.units()})
}

// global returns the global index whose entries have that serial, or nil.
func (t *Table) global(serial int) *Index {
	for _, x := range t.Indexes {
		if x.entries != nil && x.entries.Serial == serial {
			return x
		}
	}
	return nil
}

// propagate is the Propagating event: the index takes what is new in a partition's log. Of what
// the partition inherited when it was split it takes only writes to keys that are its own. It stops
// before a write that it can't take over now.
func (db *Database) propagate(t *Table, p *Partition, index int) {
	x := t.global(index)
	for i := range p.readers {
		r := &p.readers[i]
		if r.index != index {
			continue
		}
		r.pending, r.stalled = false, !p.led()
		for r.position < p.log.end && !r.stalled {
			if w := p.log.at(r.position + 1); p.lead().tree.owns(w.Key) && !db.take(x, &w) {
				r.stalled = true
				break
			}
			r.position++
		}
	}
	p.trim()
}

// unread counts the writes that a global index has yet to take over and that change what is in
// the range of a read: how far the answer is behind the table.
func (db *Database) unread(read Read) (n uint64) {
	t, x := db.indexed(read.Table)
	for _, p := range t.ring.partitions {
		for i := range p.readers {
			r := &p.readers[i]
			if r.index != read.Table.Serial {
				continue
			}
			for at := r.position + 1; at <= p.log.end; at++ {
				w := p.log.ref(at)
				c := x.change(w)
				if c.changes() && p.lead().tree.owns(w.Key) && (read.covers(c.oldKey) || read.covers(c.newKey)) {
					n++
				}
			}
		}
	}
	return n
}

// indexed returns the table whose global index is in these entries, and the index.
func (db *Database) indexed(entries *Table) (*Table, *Index) {
	for _, t := range db.tables {
		if x := t.global(entries.Serial); x != nil {
			return t, x
		}
	}
	panic("every index belongs to a table")
}

// covers reports whether a key lies in the range that is read.
func (r Read) covers(key item.Key) bool {
	return key != "" && key >= r.From && (r.To == "" || key < r.To)
}

// take writes into a global index what a write of its table means to it, all of it or, where a
// partition of the index can't be written to, nothing.
func (db *Database) take(x *Index, w *Write) bool {
	c := x.change(w)
	if x.entries.lapses(c.oldKey) || x.entries.lapses(c.newKey) {
		return false
	}
	if c.oldKey != "" && c.oldKey != c.newKey {
		db.commitEntry(x.entries, c.oldKey, "", w.Expired)
	}
	if c.newKey != "" {
		db.commitEntry(x.entries, c.newKey, c.new, w.Expired)
	}
	return true
}

// lapses reports whether the partition that owns a key can't be written to. There is nothing to
// write under the empty key.
func (t *Table) lapses(key item.Key) bool { return key != "" && t.ring.Locate(key).lapsing }

// Lapses reports whether a partition of the table or of one of its indexes can't be written to.
func (t *Table) Lapses() bool {
	for _, p := range t.ring.partitions {
		if p.lapsing {
			return true
		}
	}
	for _, x := range t.Indexes {
		if x.entries != nil && x.entries.Lapses() {
			return true
		}
	}
	return false
}

// commitEntry writes an entry, or deletes it, for which the index pays unless its item expired.
func (db *Database) commitEntry(entries *Table, key item.Key, entry item.Item, free bool) {
	p := entries.ring.Locate(key)
	before := p.lead().tree.Get(key)
	if before == entry {
		return
	}
	db.commit(entries, p, Write{At: db.now, Key: key, Before: before, After: entry})
	if !free {
		units := WriteUnits(max(before.Size(), entry.Size()))
		db.charge(entries, p, key, Writes, units)
		db.countRequest(entries, Writes, units)
	}
}

// reindex fills the indexes anew from the table's items, after a bulk load.
func (t *Table) reindex() {
	for _, p := range t.ring.partitions {
		p.reindex(t.ring.degree)
	}
	for _, x := range t.Indexes {
		x.items, x.bytes = 0, 0
		if x.entries != nil {
			x.entries.empty()
		}
	}
	t.Items("", func(_ *Partition, e Entry) bool {
		for _, x := range t.Indexes {
			c := entryChange{}
			if c.newKey, c.new = x.entry(e.Item); c.newKey == "" {
				continue
			}
			if x.Local {
				x.count(&c)
			} else {
				x.entries.ring.Locate(c.newKey).put(newEntry(c.newKey, c.new))
			}
		}
		return true
	})
	for _, x := range t.Indexes {
		if x.entries != nil {
			x.entries.recount()
		}
	}
}

// reindex fills the trees of local indexes, on every replica, and has global ones pass over
// what the log still has for them.
func (p *Partition) reindex(degree int) {
	lead := p.lead()
	for i, x := range p.local {
		lead.local[i] = newTree(degree, p.First, p.Last)
		lead.tree.Ascend("", "", func(e Entry) bool {
			if key, entry := x.entry(e.Item); key != "" {
				lead.local[i].Put(key, entry)
			}
			return true
		})
	}
	for i := range p.readers {
		p.readers[i].position = p.log.end // an event that is pending finds nothing left to do
	}
	p.settle()
}

// empty drops all items.
func (t *Table) empty() {
	for _, p := range t.ring.partitions {
		p.bytes, p.own = 0, -1
		p.lead().tree = newTree(t.ring.degree, p.First, p.Last)
		p.settle()
	}
}
