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
		c.indexes(t)
		c.capacity(t)
		c.timeToLive(t)
	}
	c.streams()
	c.queue()
	c.transactions()
	c.workloads()
	c.alarms()
	c.expect(c.db.monitors == c.db.countMonitors(), "the open monitors are counted")
	return c.violations
}

// workloads checks that each that runs has an event which makes its next request, and no other has.
func (c *checker) workloads() {
	arriving := map[int]int{}
	for i := range c.db.events {
		if e := &c.db.events[i]; e.Kind == Arrive {
			arriving[e.Owner]++
		}
	}
	for _, w := range c.db.workloads {
		at, any := w.due()
		if w.State == WorkRunning {
			c.expect(any && arriving[w.Serial] == 1, w.Name+": a workload that runs has exactly one event")
			c.expect(at >= w.Began && len(w.waiting) <= MaxWorkWaiting, w.Name+": what waits is due later, and not too much")
			delete(arriving, w.Serial)
		}
		c.expect(w.State == WorkRunning || len(w.waiting) == 0, w.Name+": of a workload that is over nothing waits")
		for i := range w.waiting {
			c.expect(i == 0 || !w.waiting[i].before(&w.waiting[(i-1)/2]), w.Name+": no attempt is before its parent in the heap")
		}
	}
	c.expect(len(arriving) == 0, "requests arrive of workloads that run")
}

// alarms checks that one which is awake has an event at the end of a period, and no other has.
func (c *checker) alarms() {
	pending := map[int]Time{}
	for i := range c.db.events {
		if e := &c.db.events[i]; e.Kind == Evaluate {
			c.expect(pending[e.Owner] == 0, "an alarm has one event")
			pending[e.Owner] = e.At
		}
	}
	for i := range c.db.alarms {
		a := &c.db.alarms[i]
		at, awake := pending[a.serial]
		c.expect(awake == a.awake && at%a.Period.Span() == 0, a.Name+": an alarm that is awake looks at the end of a period")
		c.expect(a.awake || a.State == AlarmInsufficient, a.Name+": an alarm sleeps when there is nothing to look at")
		delete(pending, a.serial)
	}
	c.expect(len(pending) == 0, "an event belongs to an alarm")
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

// capacity checks the buckets of a table and of its global indexes, and that what is to be measured
// will be.
func (c *checker) capacity(t *Table) {
	c.pendingOnce(t, Measure, t.measuring)
	c.meters(t.Name, &t.meters)
	for _, p := range t.ring.partitions {
		c.meters(t.Name+" "+p.Name(), &p.meters)
	}
	for _, x := range t.Indexes {
		if x.entries != nil {
			c.capacity(x.entries)
		}
	}
}

func (c *checker) meters(where string, all *[accesses]meter) {
	for i := range all {
		b := &all[i].bucket
		c.expect(b.tokens <= b.most(), where+": a bucket holds no more than it can")
		c.expect(b.since <= c.db.now, where+": a bucket was last looked after before now")
	}
}

// timeToLive checks that the items which will expire wait, nothing else does, and that an event will
// come for them.
func (c *checker) timeToLive(t *Table) {
	ttl := &t.TimeToLive
	waiting := map[item.Key]Time{}
	if ttl.waiting.nodes != nil {
		ttl.waiting.Ascend("", "", func(e Entry) bool {
			moment, key := waitingFor(e.Key)
			waiting[key] = moment
			return true
		})
		c.expect(len(waiting) == ttl.waiting.Len(), t.Name+": an item waits for one moment")
		if first, any := ttl.waiting.nodes.Min(); any {
			moment, _ := waitingFor(first.Key)
			c.expect(ttl.due <= max(moment, c.db.now)+max(c.db.scale.TTLDelay, retryAfter), t.Name+": the event comes when the first item is due")
		}
	}
	c.expect(ttl.Status != TTLDisabled || len(waiting) == 0 && !ttl.pending, t.Name+": without Time to Live nothing expires")
	c.expect(ttl.pending || len(waiting) == 0, t.Name+": when an item waits an event is pending")
	c.pendingOnce(t, Enlist, ttl.enlisting)
	c.pendingOnce(t, Expire, ttl.pending)
	c.pendingOnce(t, Unlist, ttl.Status == TTLDisabling)
	t.Items("", func(_ *Partition, e Entry) bool {
		moment, is := ttl.moment(e.Item)
		waits, found := waiting[e.Key]
		c.expect(!found || is && waits == moment, t.Name+": an item waits for the moment that it says")
		if is && c.db.expires(moment) && ttl.waiting.nodes != nil && !ttl.enlisting {
			c.expect(found, t.Name+": an item that will expire waits")
		}
		delete(waiting, e.Key)
		return true
	})
	c.expect(len(waiting) == 0, t.Name+": what waits is there")
}

// pendingOnce checks that one event of a kind is in the queue if it should be, else none.
func (c *checker) pendingOnce(t *Table, kind EventKind, pending bool) {
	want := 0
	if pending {
		want = 1
	}
	for i := range c.db.events {
		if e := &c.db.events[i]; e.Kind == kind && e.Table == t.Serial {
			want--
		}
	}
	c.expect(want == 0, t.Name+": a pending "+kind.String()+" has exactly one event")
}

// indexes checks that every index is the projection of its table: local ones always, global
// ones where nothing is on its way.
func (c *checker) indexes(t *Table) {
	for _, x := range t.Indexes {
		if x.entries != nil {
			c.table(x.entries)
		}
		if x.entries != nil && t.propagating(x) {
			continue
		}
		want := map[item.Key]item.Item{}
		t.Items("", func(_ *Partition, e Entry) bool {
			if key, entry := x.entry(e.Item); key != "" {
				want[key] = entry
			}
			return true
		})
		items, bytes := int64(0), int64(0)
		t.entriesOf(x, func(e Entry) {
			items++
			bytes += int64(e.Item.Size())
			c.expect(want[e.Key] == e.Item, t.Name+" "+x.Name+": an entry is what is projected of its item")
			delete(want, e.Key)
		})
		for _, entry := range want {
			c.expect(x.awaits(t, entry), t.Name+" "+x.Name+": no entry is missing")
		}
		c.expect(items == x.ItemCount() && bytes == x.SizeBytes(), t.Name+" "+x.Name+": its sums are those of its entries")
	}
}

// awaits reports whether an index may lack the entry of an item: when it is going, and until its
// backfill comes to the item.
func (x *Index) awaits(t *Table, entry item.Item) bool {
	switch x.Status {
	case IndexDeleting:
		return true
	case IndexCreating:
		return !x.fill.going || t.Key.KeyOf(entry) >= x.fill.next
	}
	return false
}

// propagating reports whether an index has yet to read part of a log.
func (t *Table) propagating(x *Index) bool {
	for _, p := range t.ring.partitions {
		for i := range p.readers {
			if r := &p.readers[i]; r.index == x.entries.Serial && r.position < p.log.end {
				return true
			}
		}
	}
	return false
}

// entriesOf visits the entries of an index on their leaders.
func (t *Table) entriesOf(x *Index, visit func(Entry)) {
	if x.entries != nil {
		x.entries.Items("", func(_ *Partition, e Entry) bool { visit(e); return true })
		return
	}
	for _, p := range t.ring.partitions {
		for i := range p.local {
			if p.local[i] == x.IndexDefinition {
				p.lead().local[i].Ascend("", "", func(e Entry) bool { visit(e); return true })
			}
		}
	}
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
	c.monitor(t.monitor, t.Name)
	var items, bytes int64
	for i, p := range parts {
		where := t.Name + " " + p.Name()
		c.expect(i == 0 || parts[i-1].Last == p.First, where+" begins where the one before it ends")
		c.expect(p.Last == "" || p.First < p.Last, where+" owns at least one key")
		c.partition(t, p, where)
		c.monitor(p.monitor, where)
		p.lead().tree.Ascend("", "", func(e Entry) bool {
			items++
			bytes += int64(e.Item.Size())
			return true
		})
	}
	c.expect(items == t.items, t.Name+": ItemCount is the number of items")
	c.expect(bytes == t.bytes, t.Name+": TableSizeBytes is the sum of the items' sizes")
}

// monitor checks that the periods of a monitor follow one another, and that none of them is empty.
func (c *checker) monitor(m *monitor, where string) {
	if m == nil {
		return
	}
	for p, past := range m.past {
		for i := range past {
			c.expect(i == 0 || past[i-1].at < past[i].at, where+": periods ascend")
			c.expect(past[i].Counts != Counts{}, where+": a period that is kept has counts")
		}
		c.expect(len(past) <= 2*Period(p).Keeps(), where+": no more periods are kept than is needed")
	}
	total := Units(0)
	for _, k := range m.hot.counters {
		c.expect(k.over <= k.count, where+": no counter is over by more than it counts")
		total += k.count
	}
	c.expect(total <= m.hot.total+hotKeyCounters, where+": the counts of hot keys sum up to no more than all")
}

func (c *checker) partition(t *Table, p *Partition, where string) {
	persisted := 0
	for i := range p.replicas {
		c.replica(t, p, i, where+" replica "+strconv.Itoa(i))
		if p.replicas[i].persisted == p.log.end {
			persisted++
		}
	}
	c.expect(persisted >= quorum, where+": two replicas have persisted the whole log")
	c.expect(p.lead().applied == p.log.end, where+": the leader has applied the whole log")
	c.leads(p, where)
	c.log(p, where)
	if !p.lead().tree.foreign {
		c.sums(p, where)
	}
}

// leads checks that the leader's lease is renewed exactly while that can be, and that an election
// is pending exactly where one is needed.
func (c *checker) leads(p *Partition, where string) {
	enough := p.live() >= quorum
	c.expect(p.lapsing == (!p.led() || !enough), where+": a lease is renewed while its leader is live and has a quorum")
	c.expect(p.electing == (!p.led() && enough), where+": an election is pending where the leader is stopped and a quorum is live")
	c.expect(!p.electing || p.electAt >= p.lease, where+": nobody is elected before the lease has run out")
	for i := range p.replicas {
		r := &p.replicas[i]
		c.expect(!c.db.zones[p.Zone(i)] || r.status == Stopped, where+": in a stopped zone every replica is stopped")
		c.expect(r.status != Stopped || !r.pending, where+": a replica that is stopped has no event pending")
		c.expect(r.status != Rebuilding || r.pending || !p.led(), where+": a replica that is to be rebuilt has an event pending")
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
		r := &p.replicas[i]
		c.expect(r.status != Live || !p.lost(r), where+": the log keeps what a live replica has yet to apply")
	}
	for _, r := range p.readers {
		c.expect(r.position+1 >= p.log.first && r.position <= p.log.end, where+": the log keeps what an index has yet to read")
		c.expect(r.pending || r.stalled || r.position == p.log.end, where+": an index that has yet to read has an event pending")
		c.expect(!r.pending || !r.stalled, where+": an index that is stalled has no event pending")
	}
}

// sums counts by hand what the partition keeps a sum of.
func (c *checker) sums(p *Partition, where string) {
	var bytes int64
	p.lead().tree.Ascend("", "", func(e Entry) bool { bytes += int64(e.Item.Size()); return true })
	c.expect(bytes == p.bytes, where+": bytes is the sum of the items' sizes")
	c.expect(p.own < 0 || p.own == bytes, where+": own is the sum of its own items' sizes")
}

func (c *checker) replica(t *Table, p *Partition, i int, where string) {
	r := &p.replicas[i]
	c.expect(r.applied <= r.persisted && r.persisted <= p.log.end, where+": applied ≤ persisted ≤ end of the log")
	c.expect(r.tree.first == p.First && r.tree.last == p.Last, where+": the tree has the partition's bounds")
	if i != p.leader && r.applied < p.log.end && r.status == Live && p.led() && !p.slow.Held {
		c.expect(r.pending, where+": a follower that is behind has an event pending")
	}
	previous := item.Key("")
	r.tree.nodes.Ascend(func(e Entry) bool {
		c.expect(previous < e.Key, where+": keys ascend")
		c.expect(r.tree.foreign || r.tree.owns(e.Key), where+": every key is inside the bounds")
		c.expect(t.KeyOf(e.Item) == e.Key, where+": an item is stored under its own key")
		previous = e.Key
		return true
	})
	if p.lost(r) {
		return
	}
	caughtUp := r.clone()
	caughtUp.apply(p, p.log.end)
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
	pending := map[Event]int{}
	for i, e := range c.db.events {
		c.expect(i == 0 || !e.before(c.db.events[(i-1)/2]), "no event is before its parent in the heap")
		if c.db.tableOf(e) == nil {
			continue
		}
		e.At, e.Seq = 0, 0
		pending[e]++
	}
	for _, t := range c.db.tables {
		c.pending(t, pending)
		c.updates(t, pending)
		for _, x := range t.Indexes {
			if x.entries != nil {
				c.pending(x.entries, pending)
			}
		}
	}
}

// updates checks that what is under way on a table will be done, and that its status tells of it.
func (c *checker) updates(t *Table, events map[Event]int) {
	holds := false
	for _, u := range t.updates {
		e := Event{Kind: Complete, Table: t.Serial, Index: u.Index, Work: u.Work}
		c.expect(events[e] == 1, t.Name+": an update has exactly one event")
		c.expect(u.Index == 0 || t.global(u.Index) != nil, t.Name+": an update is of an index that is there")
		holds = holds || workKinds[u.Work].holds
	}
	c.expect(holds == (t.Status == Updating), t.Name+": it is UPDATING while an update holds it")
	c.expect(!t.OnDemand || t.ReadUnits == 0 && t.WriteUnits == 0, t.Name+": nothing is provisioned on demand")
	for _, x := range t.Indexes {
		c.expect(!t.OnDemand || x.ReadUnits == 0 && x.WriteUnits == 0, t.Name+" "+x.Name+": nothing is provisioned on demand")
		e := Event{Kind: Backfill, Table: t.Serial, Index: x.serial()}
		c.expect(!x.fill.going || events[e] == 1, t.Name+" "+x.Name+": a backfill has exactly one event")
	}
}

func (c *checker) pending(t *Table, events map[Event]int) {
	for _, p := range t.ring.partitions {
		where := t.Name + " " + p.Name()
		for i := range p.replicas {
			e := Event{Kind: Replicate, Table: t.Serial, Partition: p.ID, Replica: i}
			if p.replicas[i].status == Rebuilding {
				e.Kind = Rebuild
			}
			c.expect(!p.replicas[i].pending || events[e] == 1, where+": a pending follower has exactly one event")
		}
		elect := Event{Kind: Elect, Table: t.Serial, Partition: p.ID, Replica: noReplica}
		c.expect(!p.electing || events[elect] == 1, where+": an election has exactly one event")
		divide := Event{Kind: Divide, Table: t.Serial, Partition: p.ID}
		c.expect(events[divide] == 1 == p.dividing.pending, where+": a partition that is being divided has exactly one event")
		for _, r := range p.readers {
			e := Event{Kind: Propagating, Table: t.Serial, Partition: p.ID, Index: r.index}
			c.expect(!r.pending || events[e] == 1, where+": a pending index has exactly one event")
		}
	}
}
