package engine

// quorum is how many replicas have to persist a write before it is acknowledged, and to be live
// for one of them to be elected. Any two quorums share a replica, so whoever is elected has
// persisted every write that was acknowledged, or hears of it from one who has.
const quorum = 2

// led reports whether the partition's leader is live. Nothing is written, and no index reads the
// log, while it isn't.
func (p *Partition) led() bool { return p.lead().status == Live }

// live returns how many replicas are.
func (p *Partition) live() (n int) {
	for i := range p.replicas {
		if p.replicas[i].status == Live {
			n++
		}
	}
	return n
}

// review is called when a replica of the partition has stopped or started. A leader renews its
// lease as long as it is live and has a quorum; while the lease is not renewed it runs out:
//
//	leader stops          lease runs out
//	     ├────────────────────┤ Elect: the longest log leads
//	     no writes, no strong reads; the live followers go on answering others
//
// A leader without a quorum acknowledges nothing, but until its lease has run out nobody else can
// have written either, so it may still be read.
//
// https://www.usenix.org/conference/atc22/presentation/elhemali
func (db *Database) review(t *Table, p *Partition) {
	enough := p.live() >= quorum
	lapsing := !p.led() || !enough
	if lapsing && !p.lapsing {
		p.lease = db.now + db.scale.Lease
	}
	p.lapsing = lapsing
	electing := !p.led() && enough
	if electing && !p.electing {
		p.electAt = max(db.now, p.lease)
		p.election = db.schedule(Event{At: p.electAt, Kind: Elect, Table: t.Serial, Partition: p.ID, Replica: noReplica})
	}
	p.electing = electing
}

// elect is the Elect event: the live replica with the longest persisted log leads from now on,
// after it has applied all of that log: with a quorum, to the end.
func (db *Database) elect(t *Table, p *Partition) {
	before := p.lead()
	p.leader = p.longest()
	r := p.lead()
	r.pending = false
	r.apply(p, r.persisted)
	if r.tree.foreign || before.tree.foreign { // each is tidied by itself
		p.bytes = r.tree.bytes()
	}
	p.electing = false
	db.review(t, p)
	db.rouse(t, p)
}

// longest returns the live replica that has persisted most, of several the one that has applied
// most, of those the first.
func (p *Partition) longest() int {
	best := -1
	for i := range p.replicas {
		r := &p.replicas[i]
		if r.status != Live {
			continue
		}
		if best < 0 || r.persisted > p.replicas[best].persisted ||
			r.persisted == p.replicas[best].persisted && r.applied > p.replicas[best].applied {
			best = i
		}
	}
	return best
}

// rouse wakes whoever waits for the partition to have a leader: followers, those that are to be
// rebuilt, and indexes, be it that they read its log or that it is theirs.
func (db *Database) rouse(t *Table, p *Partition) {
	if !p.led() {
		return
	}
	for i := range p.replicas {
		r := &p.replicas[i]
		switch {
		case i == p.leader || r.pending:
		case r.status == Rebuilding:
			r.pending, r.due = true, db.now+db.scale.Rebuild
			r.event = db.schedule(Event{At: r.due, Kind: Rebuild, Table: t.Serial, Partition: p.ID, Replica: i})
		case r.applied < p.log.end:
			db.wakeFollower(t, p, i)
		}
	}
	for i := range p.readers {
		db.rouseReader(t, p, &p.readers[i])
	}
	if t.index == nil || p.lapsing {
		return
	}
	base := db.base(t)
	for _, p := range base.ring.partitions {
		for i := range p.readers {
			if r := &p.readers[i]; r.index == t.Serial {
				db.rouseReader(base, p, r)
			}
		}
	}
}

// base returns the table that a table is a global index of, itself when it is none.
func (db *Database) base(t *Table) *Table {
	base, _ := db.owner(t)
	return base
}

// wakeFollower schedules a follower that is live and has no event pending, unless replication is
// held.
func (db *Database) wakeFollower(t *Table, p *Partition, i int) {
	r := &p.replicas[i]
	if r.pending || r.status != Live || p.slow.Held {
		return
	}
	r.pending, r.due = true, db.now+db.lag(i)+p.slow.By
	r.event = db.schedule(Event{At: r.due, Kind: Replicate, Table: t.Serial, Partition: p.ID, Replica: i})
}

// replicate is the Replicate event: the follower catches up with all that was written by now, or
// while there is no leader with all that it has persisted, and the log drops what everybody has
// read.
func (p *Partition) replicate(follower int) {
	r := &p.replicas[follower]
	r.pending = false
	if p.led() {
		r.adopt(p.lead())
	} else {
		r.apply(p, r.persisted)
	}
	p.trim()
}

// rebuild is the Rebuild event: a replica that had been away for too long becomes a clone of its
// leader and is live again. Without a leader it waits for one.
func (db *Database) rebuild(t *Table, p *Partition, i int) {
	r := &p.replicas[i]
	r.pending = false
	if !p.led() {
		return
	}
	r.adopt(p.lead())
	r.status, r.torn = Live, false
	db.review(t, p)
	db.rouse(t, p)
	p.trim()
}

// keptForStopped is how many writes a log keeps for a replica that is stopped. It does not wait for
// one that may never come back: beyond that the replica is rebuilt.
const keptForStopped = 8 * segmentLength

// needs returns the sequence number up to which the log can be dropped for all a replica cares.
func (p *Partition) needs(r *Replica) uint64 {
	switch {
	case r.status == Live:
		return r.applied
	case r.status == Stopped && !r.torn && p.log.end > keptForStopped:
		return max(r.applied, p.log.end-keptForStopped)
	case r.status == Stopped && !r.torn:
		return r.applied
	}
	return p.log.end
}

// lost reports whether a replica can't catch up by way of the log.
func (p *Partition) lost(r *Replica) bool { return r.torn || r.applied+1 < p.log.first }
