package engine

import "ringside/engine/item"

// mostMonitors bounds how many tables, indexes and partitions are monitored; what comes later is not,
// until others are gone.
const mostMonitors = 256

// monitor returns a monitor, which is opened when it is first needed; nil when there are too many, or
// when nothing is monitored.
func (db *Database) monitor(m **monitor, only bool) *monitor {
	if *m == nil {
		if db.scale.Unmonitored || db.monitors == mostMonitors {
			return nil
		}
		db.monitors++
		*m = &monitor{only: only}
	}
	return *m
}

// countMonitors counts the open monitors again after some have gone.
func (db *Database) countMonitors() (n int) {
	for _, t := range db.tables {
		n += t.countMonitors()
		for _, x := range t.Indexes {
			if x.entries != nil {
				n += x.entries.countMonitors()
			}
		}
	}
	return n
}

func (t *Table) countMonitors() (n int) {
	if t.monitor != nil {
		n++
	}
	for _, p := range t.ring.partitions {
		if p.monitor != nil {
			n++
		}
	}
	return n
}

// counts returns the counts of a table's second under way, nil when it isn't monitored. At the
// beginning of a second it notes what is provisioned.
func (db *Database) counts(t *Table) *Counts {
	if m := t.monitor; m != nil && db.now < m.ends {
		return &m.under[PerSecond].Counts
	}
	m := db.monitor(&t.monitor, false)
	if m == nil {
		return nil
	}
	c := m.at(db.now)
	_, through := db.owner(t)
	c[ProvisionedRead], c[ProvisionedWrite] = uint32(through.ReadUnits), uint32(through.WriteUnits)
	db.wakeAlarms(t)
	return c
}

// count counts something that happened to a table, or an index.
func (db *Database) count(t *Table, m Metric, n int) {
	if c := db.counts(t); c != nil {
		c.add(m, uint32(n))
	}
}

// countIn counts something that happened in a partition.
func (db *Database) countIn(p *Partition, m Metric, n int) {
	if in := db.monitor(&p.monitor, true); in != nil {
		in.at(db.now).add(m, uint32(n))
	}
}

// consume counts units in a table, or an index, and in one of its partitions.
func (db *Database) consume(t *Table, p *Partition, key item.Key, a Access, units Units) {
	db.spent[a] += units
	if c := db.counts(t); c != nil {
		c.add(ConsumedRead+Metric(a), uint32(units))
	}
	m := db.monitor(&p.monitor, true)
	if m == nil {
		return
	}
	m.at(db.now).add(ConsumedRead+Metric(a), uint32(units))
	if key != "" {
		m.hot.add(hashAt(key), units)
	}
}

// countRequest counts a request, which consumed so much.
func (db *Database) countRequest(t *Table, a Access, units Units) {
	if c := db.counts(t); c != nil {
		c[ReadRequests+Metric(a)]++
		if largest := &c[LargestRead+Metric(a)]; uint32(units) > *largest {
			*largest = uint32(units)
		}
	}
}

// A conditional error is that of a change with a condition.
type conditional interface{ ConditionFailed() bool }

// countRefusal counts why a write was not made.
func (db *Database) countRefusal(p prepared, times Units) {
	failed, is := p.err.(conditional)
	switch {
	case p.err == ErrConflict:
		db.count(p.Table, TransactionConflicts, 1)
	case is && times == once && failed.ConditionFailed():
		db.count(p.Table, ConditionsFailed, 1)
	}
}

// noteThroughput notes what a table, or one of its indexes, was just provisioned with.
func (db *Database) noteThroughput(t *Table, index int) {
	if x := t.global(index); x != nil {
		t = x.entries
	}
	if t.monitor != nil {
		_, through := db.owner(t)
		c := db.counts(t)
		c[ProvisionedRead], c[ProvisionedWrite] = uint32(through.ReadUnits), uint32(through.WriteUnits)
	}
}

// CountThrottled counts a request to a table that was refused for lack of capacity, whatever it was
// short of and how often.
func (db *Database) CountThrottled(t *Table) { db.count(t, ThrottledRequests, 1) }

// CountError counts a request that was answered with an error of the user's or of the system's
// own making.
func (db *Database) CountError(system bool) {
	m := UserErrors
	if system {
		m = SystemErrors
	}
	if !db.scale.Unmonitored {
		db.account.at(db.now).add(m, 1)
	}
}

// A Gathering is what was counted in some periods that follow one another; the last of them is
// under way.
type Gathering struct {
	Begin  Time
	Period Period
	Counts []Counts
}

func (db *Database) gathering(m *monitor, p Period, count int) Gathering {
	count = min(count, p.Keeps())
	return Gathering{Begin: firstOf(p, db.now, count), Period: p, Counts: m.readings(p, db.now, count)}
}

// GatherAccount returns what was counted about no table in particular.
func (db *Database) GatherAccount(p Period, count int) Gathering {
	return db.gathering(&db.account, p, count)
}

// GatherTable returns what was counted about a table, or the index that it is, in the last periods.
// Where nothing was counted there was provisioned what was noted last.
func (db *Database) GatherTable(t *Table, p Period, count int) Gathering {
	g := db.gathering(t.monitor, p, count)
	_, through := db.owner(t)
	read, write := g.noted(through)
	for i := range g.Counts {
		c := &g.Counts[i]
		if *c == (Counts{}) {
			c[ProvisionedRead], c[ProvisionedWrite] = read, write
		}
		read, write = c[ProvisionedRead], c[ProvisionedWrite]
	}
	return g
}

// noted returns what was provisioned at first: what was noted in the first period that has counts, or
// else what is now.
func (g *Gathering) noted(now *Throughput) (read, write uint32) {
	for i := range g.Counts {
		if c := &g.Counts[i]; *c != (Counts{}) {
			return c[ProvisionedRead], c[ProvisionedWrite]
		}
	}
	return uint32(now.ReadUnits), uint32(now.WriteUnits)
}

// GatherPartition returns what was counted about a partition in the last seconds.
func (db *Database) GatherPartition(p *Partition, count int) Gathering {
	return db.gathering(p.monitor, PerSecond, count)
}

// A HotKey is a partition key that much of a partition's units go to.
type HotKey struct {
	Hash      uint64
	Partition item.Value // "" when no item of the collection is there
	Units     Units      // that surely went to it lately
	Of        Units      // that went to the partition meanwhile
}

// HotKeys returns the partition keys that most of a partition's units go to, the hottest first.
func (db *Database) HotKeys(t *Table, p *Partition, limit int) (hot []HotKey) {
	if p.monitor == nil {
		return nil
	}
	m := p.monitor.clone()
	m.cool(db.now)
	keys := m.hot.hottest()
	for _, k := range keys[:min(limit, len(keys))] {
		hot = append(hot, HotKey{Hash: k.hash, Partition: p.keyWith(t, k.hash), Units: k.certain(), Of: m.hot.total})
	}
	return hot
}

// keyWith returns the partition key of an item with that hash, or "".
func (p *Partition) keyWith(t *Table, hash uint64) (v item.Value) {
	p.lead().tree.Ascend(item.HashKey(hash), "", func(e Entry) bool {
		if e.hash == hash {
			v = e.Item.Get(t.Key.Partition.Name)
		}
		return false
	})
	return v
}

// Has reports whether a metric has a value in any of the periods.
func (g *Gathering) Has(m Metric) bool {
	for i := range g.Counts {
		if g.Counts[i][m] > 0 {
			return true
		}
	}
	return false
}
