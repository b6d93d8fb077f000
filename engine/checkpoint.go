package engine

import "slices"

// Clone returns a checkpoint: a database that answers as this one does and changes
// without it. Trees are copied on write, so it costs per partition, not per item.
func (db *Database) Clone() *Database {
	c := *db
	c.events = slices.Clone(db.events)
	c.ledger = db.ledger.clone()
	c.trace, c.page = Trace{}, nil
	c.account = *db.account.clone()
	c.tables = make([]*Table, len(db.tables))
	for i, t := range db.tables {
		c.tables[i] = t.clone()
	}
	c.workloads = make([]*Workload, len(db.workloads))
	for i, w := range db.workloads {
		c.workloads[i] = w.clone()
	}
	c.alarms = slices.Clone(db.alarms)
	c.streams = make([]*Stream, len(db.streams))
	for i, s := range db.streams {
		c.streams[i] = s.clone()
	}
	return &c
}

func (t *Table) clone() *Table {
	c := *t
	c.ring.partitions = make([]*Partition, len(t.ring.partitions))
	for i, p := range t.ring.partitions {
		c.ring.partitions[i] = p.clone()
	}
	c.TimeToLive = t.TimeToLive.clone()
	c.updates = slices.Clone(t.updates)
	c.monitor = t.monitor.clone()
	c.Indexes = nil
	for _, x := range t.Indexes {
		c.Indexes = append(c.Indexes, x.clone())
	}
	return &c
}

func (x *Index) clone() *Index {
	c := *x
	if x.entries != nil {
		c.entries = x.entries.clone()
	}
	return &c
}
