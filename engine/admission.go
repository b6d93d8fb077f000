package engine

import "ringside/engine/item"

// An Admission is how a table's throughput is divided among its partitions. DynamoDB has had
// several ways over the years; the last is today's.
//
//	              table's bucket           partition's bucket
//	Even          a second of its rate     a second of its share of the table's rate
//	Burst         300 seconds of it        300 seconds of its share
//	Adaptive      300 seconds of it        300 seconds of the table's rate
//
// A partition gives no more in a second than the Scale says, whatever is in its bucket. On demand
// nothing is saved up: a bucket holds a second.
//
// https://www.usenix.org/conference/atc22/presentation/elhemali, sections 4.1 to 4.4
type Admission uint8

// The ways to admit.
const (
	AdmitAll Admission = iota // nobody is throttled and nothing is counted
	Even
	Burst
	Adaptive
)

var admissionNames = [...]string{"off", "even", "burst", "adaptive"}

// String returns the name that options and scenarios use.
func (a Admission) String() string { return admissionNames[a] }

// AdmissionNamed returns the Admission of a name.
func AdmissionNamed(name string) (Admission, bool) {
	for i, n := range admissionNames {
		if n == name {
			return Admission(i), true
		}
	}
	return AdmitAll, false
}

// burstSpan is how long a bucket saves up what is not used.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/burst-adaptive-capacity.html
const burstSpan = 300 * Second

// TableQuota is the most units a second that an account may use of one table or index.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
const TableQuota = 40_000

// admit is the one place where a request to a partition is let in or throttled: it is let in when
// the table's bucket has a token left and the partition's has, too.
func (db *Database) admit(t *Table, p *Partition, a Access) error {
	if db.scale.Admission == AdmitAll {
		return nil
	}
	db.trace.look(Routing, &t.meters[a], db.now)
	if !t.meters[a].open(db.now) {
		return db.turnAway(Routing, db.throttle(t, nil, a), "")
	}
	db.trace.look(Placing, &p.meters[a], db.now)
	if !p.meters[a].open(db.now) {
		return db.turnAway(Placing, db.throttle(t, p, a), "")
	}
	return nil
}

// admitEntries lets a write in, or throttles it, for the global indexes that it would change: each
// needs a token left in its own bucket and in those of the partitions that its entry is in.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/gsi-throttling.html
func (db *Database) admitEntries(t *Table, w *Write) error {
	if db.scale.Admission == AdmitAll {
		return nil
	}
	for _, x := range t.Indexes {
		if x.Local || x.Status == IndexDeleting {
			continue
		}
		c := x.change(w)
		if !c.changes() {
			continue
		}
		if err := db.admitEntry(t, x, &c); err != nil {
			return err
		}
	}
	return nil
}

func (db *Database) admitEntry(t *Table, x *Index, c *entryChange) error {
	if m := &x.entries.meters[Writes]; !m.open(db.now) {
		return db.holdBack(t, x, nil, m)
	}
	for _, key := range []item.Key{c.oldKey, c.newKey} {
		if key == "" {
			continue
		}
		p := x.entries.ring.Locate(key)
		if m := &p.meters[Writes]; !m.open(db.now) {
			return db.holdBack(t, x, p, m)
		}
	}
	return nil
}

// holdBack traces that a write is throttled for an index, or with p for that partition of it.
func (db *Database) holdBack(t *Table, x *Index, p *Partition, m *meter) error {
	db.trace.Add(Step{Phase: Propagate, Effect: Throttling, Table: t, Index: x.IndexDefinition, Partition: noPartition, Replica: noReplica})
	db.trace.look(Propagate, m, db.now)
	return db.throttle(x.entries, p, Writes)
}

// throttle is the one place where a throttled request is counted, for a table or global index as a
// whole and with p for that partition. Nothing is charged for it.
func (db *Database) throttle(t *Table, p *Partition, a Access) *Throttled {
	reason := t.meters[a].limit
	if p != nil {
		reason = p.meters[a].limit
		p.meters[a].refused.add(1, db.now/Minute)
		db.countIn(p, ReadThrottles+Metric(a), 1)
	}
	t.meters[a].refused.add(1, db.now/Minute)
	db.count(t, ReadThrottles+Metric(a), 1)
	if a == Writes {
		reason |= ThrottleWrite
	}
	base, _ := db.owner(t)
	if t.index != nil {
		reason |= ThrottleIndex
	}
	return &Throttled{Reason: reason, Table: base, Index: t.index, OnDemand: base.OnDemand}
}

// charge is the one place where units are consumed and counted, for a table or global index and
// for the partition that the key is in; without a key they are for no item collection in particular.
func (db *Database) charge(t *Table, p *Partition, key item.Key, a Access, units Units) {
	db.consume(t, p, key, a, units)
	if db.scale.Admission == AdmitAll {
		return
	}
	t.meters[a].take(units, db.now)
	p.meters[a].take(units, db.now)
	if key != "" {
		db.observe(t, p, key)
	}
	db.notice(t, p, a)
}

// owner returns the table that a global index is of, and its throughput; any other table owns
// itself.
func (db *Database) owner(t *Table) (*Table, *Throughput) {
	if t.index == nil {
		return t, &t.Throughput
	}
	base, x := db.indexed(t)
	return base, &x.Throughput
}

// tune sets the rates of a table's buckets, and of its global indexes', to what is provisioned or
// served on demand from now on.
func (db *Database) tune(t *Table) {
	if db.scale.Admission == AdmitAll {
		return
	}
	db.tuneTo(t, &t.Throughput, t.OnDemand)
	for _, x := range t.Indexes {
		if x.entries != nil {
			db.tuneTo(x.entries, &x.Throughput, t.OnDemand)
		}
	}
}

func (db *Database) tuneTo(t *Table, served *Throughput, onDemand bool) {
	span := burstSpan
	if onDemand || db.scale.Admission == Even {
		span = Second
	}
	for a := range accesses {
		m := &t.meters[a]
		units, limit := served.gives(a, onDemand)
		m.limit = limit
		m.bucket.tune(units*rateOfUnit, span, db.now)
	}
	db.share(t)
}

// share sets the rates of the partitions' buckets: each its share, or, today, all that the table
// has.
func (db *Database) share(t *Table) {
	if db.scale.Admission == AdmitAll {
		return
	}
	parts := int64(1)
	if db.scale.Admission != Adaptive {
		parts = int64(len(t.ring.partitions))
	}
	for _, p := range t.ring.partitions {
		for a := range accesses {
			whole := &t.meters[a].bucket
			p.meters[a].ceiling, p.meters[a].limit = db.scale.ceiling(a), KeyRangeThroughput
			p.meters[a].bucket.tune(max(1, whole.rate/parts), whole.span, db.now)
		}
	}
}

// ceiling is what a partition gives in a second.
func (s *Scale) ceiling(a Access) Units {
	if a == Reads {
		return Units(s.PartitionReads) * One
	}
	return Units(s.PartitionWrites) * One
}

// inherit divides what is left in a parent's buckets between its children: no token is there
// twice. Today, where a partition's bucket only says what the table's says, too, each keeps it all.
func (db *Database) inherit(t *Table, lower, upper *Partition) {
	if db.scale.Admission == AdmitAll {
		return
	}
	for a := range accesses {
		l, u := &lower.meters[a], &upper.meters[a]
		l.bucket.refill(db.now)
		u.bucket.refill(db.now)
		if db.scale.Admission != Adaptive {
			l.bucket.tokens -= l.bucket.tokens / 2
			u.bucket.tokens /= 2
		}
		for _, m := range []*meter{l, u} {
			m.seconds, m.minutes, m.refused = tally{}, tally{}, tally{}
		}
	}
	db.share(t)
}

// gives returns how many units a second are served at the most, and which limit that is.
func (p *Throughput) gives(a Access, onDemand bool) (int64, Throttle) {
	provisioned, warm, most := p.ReadUnits, p.WarmRead, p.MaxRead
	if a == Writes {
		provisioned, warm, most = p.WriteUnits, p.WarmWrite, p.MaxWrite
	}
	switch {
	case !onDemand:
		return min(max(provisioned, 1), TableQuota), ProvisionedThroughput
	case most > 0 && most <= min(warm, TableQuota):
		return most, MaxOnDemandThroughput
	case warm >= TableQuota:
		return TableQuota, AccountLimit
	}
	return max(warm, 1), KeyRangeThroughput
}
