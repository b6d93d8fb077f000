package engine

import (
	"strconv"

	"ringside/engine/item"
)

// Check returns every invariant that does not hold, in words; none when all is well. It
// looks at every item of every replica, so it is for tests and for the curious.
func (db *Database) Check() []string {
	c := checker{db: db}
	for i, t := range db.tables {
		c.expect(i == 0 || db.tables[i-1].Name < t.Name, "tables are sorted by name: "+t.Name)
		c.table(t)
	}
	c.queue()
	c.transactions()
	return c.violations
}

// transactions checks what finished transactions left behind.
func (c *checker) transactions() {
	for _, m := range c.db.marks {
		c.expect(m.client != 0 && m.until <= c.db.now+c.db.scale.Transaction, "a mark is a client's, and ends in time")
	}
	c.db.ledger.tree.Ascend("", "", func(e Entry) bool {
		c.expect(untilOf(e.Item) <= c.db.now+tokenLife, "a token is forgotten in time")
		return true
	})
}

type checker struct {
	db         *Database
	violations []string
}

func (c *checker) expect(holds bool, what string) {
	if !holds {
		c.violations = append(c.violations, what)
	}
}

func (c *checker) table(t *Table) {
	parts := t.ring.partitions
	c.expect(parts[0].First == "", t.Name+": the ring begins at the empty key")
	c.expect(parts[len(parts)-1].Last == "", t.Name+": the ring ends at the end of the key space")
	var items, bytes int64
	for i, p := range parts {
		where := t.Name + " " + p.Name()
		c.expect(i == 0 || parts[i-1].Last == p.First, where+" begins where the one before it ends")
		c.expect(p.Last == "" || p.First < p.Last, where+" owns at least one key")
		c.partition(t, p, where)
		p.lead().tree.Ascend("", "", func(e Entry) bool {
			items++
			bytes += int64(e.Item.Size())
			return true
		})
	}
	c.expect(items == t.items, t.Name+": ItemCount is the number of items")
	c.expect(bytes == t.bytes, t.Name+": TableSizeBytes is the sum of the items' sizes")
}

func (c *checker) partition(t *Table, p *Partition, where string) {
	persisted := 0
	for i := range p.replicas {
		c.replica(t, p, i, where+" replica "+strconv.Itoa(i))
		if p.replicas[i].persisted == p.log.end {
			persisted++
		}
	}
	c.expect(persisted >= 2, where+": two replicas have persisted the whole log")
	c.expect(p.lead().applied == p.log.end, where+": the leader has applied the whole log")
	c.log(p, where)
	if !p.lead().tree.foreign {
		c.sums(p, where)
	}
}

// log checks the segments, and that what a replica has yet to apply is still there.
func (c *checker) log(p *Partition, where string) {
	kept := 0
	for i, s := range p.log.segments {
		kept += len(s)
		c.expect(i == len(p.log.segments)-1 || len(s) == segmentLength, where+": segments but the last are full")
	}
	c.expect(kept == p.log.len(), where+": the log keeps first to end")
	for i := range p.replicas {
		c.expect(p.replicas[i].applied+1 >= p.log.first, where+": the log keeps what a replica has yet to apply")
	}
}

// sums counts by hand what the partition keeps a sum of.
func (c *checker) sums(p *Partition, where string) {
	var bytes int64
	p.lead().tree.Ascend("", "", func(e Entry) bool { bytes += int64(e.Item.Size()); return true })
	c.expect(bytes == p.bytes, where+": bytes is the sum of the items' sizes")
}

func (c *checker) replica(t *Table, p *Partition, i int, where string) {
	r := &p.replicas[i]
	c.expect(r.applied <= r.persisted && r.persisted <= p.log.end, where+": applied ≤ persisted ≤ end of the log")
	c.expect(r.tree.first == p.First && r.tree.last == p.Last, where+": the tree has the partition's bounds")
	if i != p.leader && r.applied < p.log.end {
		c.expect(r.pending, where+": a follower that is behind has an event pending")
	}
	previous := item.Key("")
	r.tree.nodes.Ascend(func(e Entry) bool {
		c.expect(previous < e.Key, where+": keys ascend")
		c.expect(r.tree.foreign || r.tree.owns(e.Key), where+": every key is inside the bounds")
		c.expect(t.Key.KeyOf(e.Item) == e.Key, where+": an item is stored under its own key")
		previous = e.Key
		return true
	})
	caughtUp := r.clone()
	caughtUp.apply(&p.log, p.log.end)
	c.equal(&p.lead().tree, &caughtUp.tree, where)
}

// equal checks that a replica that has read the log to its end has what the leader has.
func (c *checker) equal(lead, follower *Tree, where string) {
	next := map[item.Key]item.Item{}
	lead.Ascend("", "", func(e Entry) bool { next[e.Key] = e.Item; return true })
	follower.Ascend("", "", func(e Entry) bool {
		c.expect(next[e.Key] == e.Item, where+": with the rest of the log it equals the leader")
		delete(next, e.Key)
		return true
	})
	c.expect(len(next) == 0, where+": with the rest of the log it misses nothing")
}

// queue checks the heap, and that pending followers and events belong to one another.
func (c *checker) queue() {
	type follower struct{ table, partition, replica int }
	pending := map[follower]int{}
	for i, e := range c.db.events {
		c.expect(i == 0 || !e.before(c.db.events[(i-1)/2]), "no event is before its parent in the heap")
		if e.Kind == Replicate {
			pending[follower{e.Table, e.Partition, e.Replica}]++
		}
	}
	for _, t := range c.db.tables {
		for _, p := range t.ring.partitions {
			for i := range p.replicas {
				if p.replicas[i].pending {
					n := pending[follower{t.Serial, p.ID, i}]
					c.expect(n == 1, t.Name+" "+p.Name()+": a pending follower has exactly one event")
				}
			}
		}
	}
}
