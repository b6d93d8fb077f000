package engine

import (
	"strconv"
	"strings"

	"ringside/engine/item"
)

// A TTLStatus is where a table's Time to Live is in its life.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TimeToLiveDescription.html
type TTLStatus uint8

// The statuses of Time to Live.
const (
	TTLDisabled TTLStatus = iota
	TTLEnabling
	TTLEnabled
	TTLDisabling
)

// String returns the status as DynamoDB spells it.
func (s TTLStatus) String() string {
	return [...]string{"DISABLED", "ENABLING", "ENABLED", "DISABLING"}[s]
}

// A TimeToLive says which attribute of a table's items holds when they expire, in seconds since
// the epoch. The keys of those that will expire wait, in that order, for the clock:
//
//	commit ─▶ waiting: (moment, key) (moment, key) (moment, key) …
//	             ▲         │ some time after its moment
//	Enlist ──────┘         └─▶ Expire ─▶ commit
//
// Enlist goes through what is in a table before its Time to Live is enabled, or was loaded.
//
// Invariant: every item that will expire waits, unless Enlist has yet to come to it, and nothing
// else does. When any waits, exactly one Expire event is pending.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html
type TimeToLive struct {
	Attribute string
	Status    TTLStatus

	changeable Time     // from when on it may be changed again
	waiting    Tree     // of keys, each behind its moment; without nodes as long as nothing expires
	enlisting  bool     // an Enlist event is pending
	enlisted   item.Key // which goes on from here
	pending    bool     // an Expire event is
	due        Time     // of that event
}

const (
	lastSecond  = int64(LastMoment / Second)
	ttlCooldown = 30 * Minute         // between two changes of a table's Time to Live
	ttlPast     = 5 * 365 * 24 * Hour // what expired longer ago is let be
	expireMost  = 100                 // items that one event deletes
	enlistMost  = 1000                // items that one event looks at
)

// EnableTimeToLive has the items of a table expire by an attribute, from the scale's delay on.
func (db *Database) EnableTimeToLive(t *Table, attribute string) {
	t.TimeToLive = TimeToLive{Attribute: attribute, Status: TTLEnabling, changeable: db.now + ttlCooldown}
	db.enlistLater(t, db.scale.TableDelay)
}

// AddTimeToLive has the items of a table that is being restored expire by an attribute.
func (db *Database) AddTimeToLive(t *Table, attribute string) {
	t.TimeToLive = TimeToLive{Attribute: attribute, Status: TTLEnabled}
	db.enlistLater(t, 0)
}

// DisableTimeToLive has no item of the table expire any more, from the scale's delay on.
func (db *Database) DisableTimeToLive(t *Table) {
	t.TimeToLive.Status, t.TimeToLive.changeable = TTLDisabling, db.now+ttlCooldown
	db.schedule(Event{At: db.now + db.scale.TableDelay, Kind: Unlist, Table: t.Serial})
}

// MayChangeTimeToLive reports whether a table's last change of Time to Live is done and long enough ago.
func (db *Database) MayChangeTimeToLive(t *Table) bool {
	ttl := &t.TimeToLive
	return db.now >= ttl.changeable && (ttl.Status == TTLEnabled || ttl.Status == TTLDisabled)
}

// moment returns when an item expires, if its attribute is a number that the clock can come to.
// A fraction of a second counts as a whole one, so that nothing expires early.
func (ttl *TimeToLive) moment(it item.Item) (Time, bool) {
	v := it.Get(ttl.Attribute)
	if v.Type() != item.N {
		return 0, false
	}
	whole, fraction, _ := strings.Cut(v.Text(), ".")
	seconds, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || seconds <= -lastSecond || seconds >= lastSecond {
		return 0, false
	}
	if fraction != "" && whole[0] != '-' {
		seconds++
	}
	return Time(seconds) * Second, true
}

// expires reports whether an item whose moment that is will be deleted: the clock comes to it, and
// it does not lie too far back.
func (db *Database) expires(moment Time) bool {
	return moment >= db.now-ttlPast && moment <= LastMoment-db.scale.TTLDelay
}

// waitingKey puts a moment before a key, so that keys sort by their moments.
func waitingKey(moment Time, key item.Key) item.Key {
	return item.HashKey(uint64(moment)^1<<63) + key
}

// waitingFor takes apart what waitingKey made.
func waitingFor(waiting item.Key) (moment Time, key item.Key) {
	return Time(waiting.Hash() ^ 1<<63), waiting[len(item.HashKey(0)):]
}

// await keeps, after a write, the order in which the table's items expire.
func (db *Database) await(t *Table, w *Write) {
	ttl := &t.TimeToLive
	if ttl.waiting.nodes == nil {
		return
	}
	old, was := ttl.moment(w.Before)
	next, is := ttl.moment(w.After)
	if was == is && old == next {
		return
	}
	if was {
		ttl.waiting.Delete(waitingKey(old, w.Key))
	}
	if is {
		db.wait(t, w.Key, next)
	}
}

// wait has an item wait for its moment. What expired before anybody looked waits as long as what
// expires now.
func (db *Database) wait(t *Table, key item.Key, moment Time) {
	if db.expires(moment) {
		t.TimeToLive.waiting.Put(waitingKey(moment, key), "")
		db.expireBy(t, max(moment, db.now)+db.scale.TTLDelay)
	}
}

// expireBy sees to it that an Expire event comes at that time, or earlier.
func (db *Database) expireBy(t *Table, at Time) {
	ttl := &t.TimeToLive
	if ttl.pending && ttl.due <= at {
		return
	}
	db.forgetExpiry(t)
	ttl.pending, ttl.due = true, at
	db.schedule(Event{At: at, Kind: Expire, Table: t.Serial})
}

func (db *Database) forgetExpiry(t *Table) {
	if t.TimeToLive.pending {
		db.unschedule(Expire, t)
		t.TimeToLive.pending = false
	}
}

// expire is the Expire event: it deletes a few of the items whose moment is the delay ago, and
// comes again for the next. An item that was written to waits for another moment, or for none.
func (db *Database) expire(t *Table) {
	ttl := &t.TimeToLive
	ttl.pending = false
	var due [expireMost]item.Key
	n := 0
	ttl.waiting.Ascend("", waitingKey(db.now-db.scale.TTLDelay+1, ""), func(e Entry) bool {
		due[n] = e.Key
		n++
		return n < len(due)
	})
	barred := false
	for _, waiting := range due[:n] {
		barred = !db.expireItem(t, waiting) || barred
	}
	if first, any := ttl.waiting.nodes.Min(); any {
		moment, _ := waitingFor(first.Key)
		again := max(moment+db.scale.TTLDelay, db.now)
		if barred {
			again = db.now + retryAfter
		}
		db.expireBy(t, again)
	}
}

// expireItem deletes an item, and reports whether it can.
func (db *Database) expireItem(t *Table, waiting item.Key) bool {
	moment, key := waitingFor(waiting)
	if t.lapses(key) {
		return false
	}
	t.TimeToLive.waiting.Delete(waiting)
	if db.expires(moment) { // it may have come to lie too far back while it waited
		p := t.ring.Locate(key)
		db.commit(t, p, Write{At: db.now, Key: key, Before: p.lead().tree.Get(key), Expired: true})
		db.count(t, TimeToLiveDeleted, 1)
	}
	return true
}

// enlistLater has Enlist begin at the first item after some time.
func (db *Database) enlistLater(t *Table, delay Time) {
	t.TimeToLive.enlisted = ""
	if !t.TimeToLive.enlisting {
		t.TimeToLive.enlisting = true
		db.schedule(Event{At: db.now + delay, Kind: Enlist, Table: t.Serial})
	}
}

// enlist is the Enlist event: it has those of the next items wait that will expire, and comes
// again for the rest.
func (db *Database) enlist(t *Table) {
	ttl := &t.TimeToLive
	ttl.enlisting = false
	if ttl.waiting.nodes == nil {
		ttl.waiting = newTree(t.ring.degree, "", "")
	}
	n := 0
	t.Items(ttl.enlisted, func(_ *Partition, e Entry) bool {
		if n == enlistMost {
			ttl.enlisting, ttl.enlisted = true, e.Key
			db.schedule(Event{At: db.now, Kind: Enlist, Table: t.Serial})
			return false
		}
		n++
		if moment, is := ttl.moment(e.Item); is {
			db.wait(t, e.Key, moment)
		}
		return true
	})
	if !ttl.enlisting && ttl.Status == TTLEnabling {
		ttl.Status = TTLEnabled
	}
}

// reenlist begins anew when a bulk load has changed the items behind the list's back.
func (db *Database) reenlist(t *Table) {
	if t.TimeToLive.waiting.nodes != nil {
		t.TimeToLive.waiting = newTree(t.ring.degree, "", "")
		db.enlistLater(t, 0)
	}
}

// unlist is the Unlist event: nothing waits any more.
func (db *Database) unlist(t *Table) {
	db.forgetExpiry(t)
	if t.TimeToLive.enlisting {
		db.unschedule(Enlist, t)
	}
	t.TimeToLive = TimeToLive{changeable: t.TimeToLive.changeable}
}

func (ttl *TimeToLive) clone() TimeToLive {
	c := *ttl
	if ttl.waiting.nodes != nil {
		c.waiting = ttl.waiting.Clone()
	}
	return c
}

// A Waiting is an item that will expire.
type Waiting struct {
	Key    item.Key
	Moment Time // when it expires
	Due    Time // when it will be deleted, if it is not written to
}

// Waiting returns the items of a table that expire next, at most limit of them, and how many wait
// in all.
func (db *Database) Waiting(t *Table, limit int) (next []Waiting, total int) {
	ttl := &t.TimeToLive
	if ttl.waiting.nodes == nil || limit < 1 {
		return nil, 0
	}
	ttl.waiting.Ascend("", "", func(e Entry) bool {
		moment, key := waitingFor(e.Key)
		next = append(next, Waiting{key, moment, max(moment+db.scale.TTLDelay, ttl.due)})
		return len(next) < limit
	})
	return next, ttl.waiting.Len()
}
