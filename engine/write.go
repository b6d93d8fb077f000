package engine

import (
	"math/bits"

	"ringside/engine/item"
)

// A Change is a write: a function from the item that was there to the item that shall
// be there. The empty item means absent. An error leaves everything as it was. Put,
// Update and Delete, with or without a condition, are all Changes.
type Change func(old item.Item) (item.Item, error)

// An Action is one Change to one key of one table.
type Action struct {
	Table  *Table
	Key    item.Key
	Change Change
	Client uint64 // who asks for it, 0 when nobody says
	Check  bool   // the change only says whether it could be made: nothing is written
}

// Write applies one change and returns what it did. The error is the Change's own,
// ErrConflict or ErrCollectionFull, and the write units are charged all the same; or it is
// ErrUnavailable or a *Throttled.
func (db *Database) Write(a Action) (Write, error) {
	p := db.prepare(&a)
	if p.err != nil {
		db.refuse(p, once)
		return Write{}, p.err
	}
	return db.finish(p, once), nil
}

// A prepared is an Action whose change is computed and not committed yet.
type prepared struct {
	*Action
	owner *Partition
	write Write
	err   error // see Write
}

// How many times the units of a request are charged: for itself, and as a part of a
// transaction, for which DynamoDB does all of it twice, to prepare and to commit.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
const (
	once  = 1
	twice = 2
)

// prepare finds the item and computes what shall become of it.
func (db *Database) prepare(a *Action) prepared {
	owner := db.route(a.Table, a.Key)
	p := prepared{Action: a, owner: owner, write: Write{At: db.now, Key: a.Key}}
	if p.err = db.writable(a.Table, owner); p.err == nil {
		p.err = db.admit(a.Table, owner, Writes)
	}
	if p.err != nil {
		return p
	}
	db.seek(owner, owner.leader, a.Key, a.Key, false)
	db.decide(&p)
	if p.err == nil && !a.Check {
		p.err = db.admitEntries(a.Table, &p.write)
	}
	return p
}

// decide computes what shall become of the item, as it is on the leader, and writes nothing.
func (db *Database) decide(p *prepared) {
	p.write.Before = p.owner.lead().tree.Get(p.Key)
	if db.marked(p.Table, p.Key, p.Client) {
		p.err = ErrConflict
		return
	}
	p.write.After, p.err = p.Change(p.write.Before)
	if p.err == nil && len(p.owner.local) > 0 && db.overfull(p, p.growth()) {
		p.err = ErrCollectionFull
	}
}

// refuse traces an action that is not committed.
func (db *Database) refuse(p prepared, times Units) {
	if refusedBefore(p.err) {
		return
	}
	bytes := p.write.Before.Size()
	db.traceWrite(p.owner, refusalOf(p.err), bytes)
	db.pay(p.Table, p.owner, p.Key, Writes, bytes, times*WriteUnits(bytes))
	db.countRefusal(p, times)
}

// finish commits what was prepared.
func (db *Database) finish(p prepared, times Units) Write {
	w := p.write
	bytes := max(w.Before.Size(), w.After.Size())
	if p.Check {
		db.traceWrite(p.owner, Checked, bytes)
	} else {
		if w.After != "" {
			w.Key, w.After = together(w.Key, w.After)
		}
		db.traceWrite(p.owner, effectOf(w.Before, w.After), bytes)
		db.commit(p.Table, p.owner, w)
		db.traceItem(p.Table, p.owner, &w)
	}
	db.pay(p.Table, p.owner, p.Key, Writes, bytes, times*WriteUnits(bytes))
	return w
}

// together returns the key and the item as two parts of one allocation.
func together(key item.Key, it item.Item) (item.Key, item.Item) {
	both := string(key) + string(it)
	return item.Key(both[:len(key)]), item.Item(both[len(key):])
}

// tidyPerCommit bounds the tidying that a write does on the side.
const tidyPerCommit = 8

// commit is the one place where an item changes: it appends to the partition's log and
// wakes the readers of that log. Deleting what is not there changes nothing.
func (db *Database) commit(t *Table, p *Partition, w Write) {
	if w.Before == "" && w.After == "" {
		return
	}
	db.stream(t, p, &w)
	db.wake(t, p)
	p.append(w)
	db.index(t, p, &w)
	p.tidy(tidyPerCommit)
	db.considerSize(t, p)
	t.count(w)
	db.await(t, &w)
}

// count keeps the table's sums.
func (t *Table) count(w Write) {
	t.bytes += int64(w.After.Size() - w.Before.Size())
	if w.Before == "" {
		t.items++
	}
	if w.After == "" {
		t.items--
	}
}

// wake schedules the followers that have no event pending. A follower that does will
// find this write in the log as well: one event serves all that was written meanwhile.
func (db *Database) wake(t *Table, p *Partition) {
	for i := range p.replicas {
		if i == p.leader {
			continue
		}
		db.wakeFollower(t, p, i)
		if r := &p.replicas[i]; r.pending {
			db.trace.Add(Step{Phase: Propagate, Partition: p.ID, Replica: i, At: r.due})
		}
	}
}

var lagDraws = [replicaCount]string{"lag 0", "lag 1", "lag 2"}

// lag draws how long a follower will take.
func (db *Database) lag(replica int) Time {
	return db.draw(lagDraws[replica], db.scale.ReplicationLag)
}

// draw draws a time of at least half the mean, mostly about as long as that, and now and then
// much longer, as networks and disks have it: each third of the mean more is half as likely.
//
//	half │██████████
//	     │     █████
//	     │       ███
//	     │        ██ …
func (db *Database) draw(what string, mean Time) Time {
	const part = 16 // bits of chance between one halving and the next
	chance := db.ID(what)
	halvings := Time(bits.LeadingZeros64(chance)) // 1 on average
	between := Time(chance & (1<<part - 1))
	return mean/2 + (mean*halvings+mean*between>>part)/3
}

// traceWrite traces a write. It is about as many bytes as the larger of the items before
// and after has, and so is what it costs.
func (db *Database) traceWrite(p *Partition, e Effect, bytes int) {
	db.trace.Add(Step{Phase: Writing, Partition: p.ID, Replica: p.leader, Leading: true, Effect: e, Bytes: bytes})
}

// traceItem notes which item was written, in detail.
func (db *Database) traceItem(t *Table, p *Partition, w *Write) {
	if db.trace.shows(TraceDetail) && w.After != "" {
		db.trace.begin(Run{Table: t, Partition: p.ID, Replica: p.leader})
		db.trace.outcome(&Pair{w.Key, w.After}, Written)
	}
}

// route finds the owner of a key, as a request router does, and traces the way there.
func (db *Database) route(t *Table, key item.Key) *Partition {
	p := t.ring.Locate(key)
	db.traceHash(t, key)
	db.traceRange(t, p)
	return p
}
