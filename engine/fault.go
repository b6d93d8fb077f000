package engine

// Zones is how many availability zones a partition's replicas are in, one in each.
const Zones = replicaCount

// ZoneName returns how the page and scenarios call a zone: "a", "b" or "c".
func ZoneName(zone int) string { return string(rune('a' + zone)) }

// Zone returns the zone that a replica is in. First replicas, and with them leaders, are spread
// over the zones.
func (p *Partition) Zone(replica int) int { return (p.zone + replica) % Zones }

// ZoneStopped reports whether everything in a zone is stopped, what is still to come included.
func (db *Database) ZoneStopped(zone int) bool { return db.zones[zone] }

// everyTable visits the tables and their global indexes.
func (db *Database) everyTable(visit func(*Table)) {
	for _, t := range db.tables {
		visit(t)
		for _, x := range t.Indexes {
			if x.entries != nil {
				visit(x.entries)
			}
		}
	}
}

// Stop stops a replica, and reports whether it was not stopped before. It keeps what it has
// persisted.
func (db *Database) Stop(t *Table, p *Partition, replica int) bool {
	r := &p.replicas[replica]
	if r.status == Stopped {
		return false
	}
	r.status, r.pending = Stopped, false
	db.review(t, p)
	return true
}

// Start starts a replica that is stopped, and reports whether it was. It catches up by way of the
// log, or, when the log no longer has what it missed, is rebuilt.
func (db *Database) Start(t *Table, p *Partition, replica int) bool {
	r := &p.replicas[replica]
	if r.status != Stopped {
		return false
	}
	if r.status = Live; p.lost(r) {
		r.status = Rebuilding
	}
	db.review(t, p)
	db.rouse(t, p)
	return true
}

// StopZone stops every replica in a zone, and returns how many were not stopped before.
func (db *Database) StopZone(zone int) (stopped int) {
	db.zones[zone] = true
	return db.inZone(zone, db.Stop)
}

// StartZone starts every replica in a zone, and returns how many were stopped.
func (db *Database) StartZone(zone int) (started int) {
	db.zones[zone] = false
	return db.inZone(zone, db.Start)
}

// inZone does something to every replica in a zone and counts for how many that made a difference.
func (db *Database) inZone(zone int, do func(*Table, *Partition, int) bool) (n int) {
	db.everyTable(func(t *Table) {
		for _, p := range t.ring.partitions {
			for i := range p.replicas {
				if p.Zone(i) == zone && do(t, p, i) {
					n++
				}
			}
		}
	})
	return n
}

// open opens the partitions of a new table: where a zone is stopped they begin without it, led by
// another replica.
func (db *Database) open(t *Table) {
	if db.zones == [Zones]bool{} {
		return
	}
	for _, p := range t.ring.partitions {
		for i := range p.replicas {
			if db.zones[p.Zone(i)] {
				p.replicas[i].status = Stopped
			}
		}
		p.leader = max(0, p.longest())
		db.review(t, p)
	}
}

// A Delay is by how much a reader of a log is later than it would be, or that it is held until
// somebody says otherwise.
type Delay struct {
	By   Time
	Held bool
}

// DelayReplication delays what the followers of a partition apply. One of them persists each write
// all the same, so writes are acknowledged.
func (db *Database) DelayReplication(t *Table, p *Partition, d Delay) {
	p.slow = d
	if d.Held {
		p.hold()
	}
	db.rouse(t, p)
}

// hold voids the events of the followers. One that is being rebuilt reads no log.
func (p *Partition) hold() {
	for i := range p.replicas {
		if r := &p.replicas[i]; r.status == Live {
			r.pending = false
		}
	}
}

// DelayPropagation delays the global index whose entries have that serial in reading a partition's
// log, or all indexes when it is 0.
func (db *Database) DelayPropagation(t *Table, p *Partition, index int, d Delay) {
	for i := range p.readers {
		r := &p.readers[i]
		if index != 0 && r.index != index {
			continue
		}
		r.slow = d
		if d.Held && r.pending {
			r.pending, r.stalled = false, true
		}
		db.rouseReader(t, p, r)
	}
}

// Mend starts every replica, ends every delay and takes back what is left of injections. It returns
// how many replicas were stopped.
func (db *Database) Mend() (started int) {
	for zone := range Zones {
		started += db.StartZone(zone)
	}
	db.everyTable(func(t *Table) {
		t.Injection = Injection{}
		for _, p := range t.ring.partitions {
			db.DelayReplication(t, p, Delay{})
			db.DelayPropagation(t, p, 0, Delay{})
		}
	})
	return started
}

// An Injection refuses the next reads and writes of a table, whatever its state. The zero Injection
// refuses none.
type Injection struct {
	Left      int  // reads and writes that it is still to refuse
	Throttle  bool // with a *Throttled, else with ErrUnavailable
	Partition int  // of which partition, −1 of any
}

// injected refuses a read or write, if an injection is to.
func (db *Database) injected(t *Table, p *Partition, write Throttle) error {
	in := &t.Injection
	if in.Partition >= 0 && in.Partition != p.ID {
		return nil
	}
	in.Left--
	if !in.Throttle {
		return db.unavailable(whyInjected)
	}
	base := db.base(t)
	refused := &Throttled{Reason: KeyRangeThroughput | write, Table: base, Index: t.index, OnDemand: base.OnDemand}
	if t.index != nil {
		refused.Reason |= ThrottleIndex
	}
	return db.turnAway(Placing, refused, whyInjected)
}
