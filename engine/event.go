package engine

// An EventKind says what an event does when it is due.
type EventKind uint8

// The kinds of events.
const (
	Replicate   EventKind = iota // a follower catches up with its leader's log
	Propagating                  // a global index takes what is new in a log
	Activate                     // a table that was CREATING becomes ACTIVE
	Drop                         // a table that was DELETING is gone
	Complete                     // an update of a table is done
	Backfill                     // a new index takes the next items of its table
	Enlist                       // items of a table with Time to Live begin to wait
	Expire                       // items whose time has come are deleted
	Unlist                       // Time to Live that was DISABLING is DISABLED
	Elect                        // a partition whose leader is stopped gets another
	Rebuild                      // a replica that was stopped for too long becomes a clone of its leader
	Measure                      // what was consumed in a minute is looked at
	Divide                       // a partition is split by itself
	Arrive                       // a workload makes the next of its requests
	Evaluate                     // an alarm looks at the periods that are over
	eventKinds
)

var eventNames = [eventKinds]string{
	"replicate", "propagate", "activate", "drop", "update", "backfill", "enlist", "expire", "unlist",
	"elect", "rebuild", "measure", "split", "arrive", "alarm",
}

// String returns the kind as scenarios and the page spell it.
func (k EventKind) String() string { return eventNames[k] }

// An Event is work that happens by itself later. It is a plain value, not a function,
// so that the queue can be printed, drawn, copied into a checkpoint and replayed.
type Event struct {
	At        Time
	Seq       uint64 // ties break in the order of scheduling
	Kind      EventKind
	Table     int  // Table.Serial; an event for a table that is gone is void
	Partition int  // Partition.ID; an event for a partition that was split is void
	Replica   int  // of Elect: none before it ran, then who was elected
	Index     int  // of Propagating, Backfill, and Complete for an index: the Serial of its entries
	Work      Work // of Complete
	Owner     int  // of Arrive and Evaluate: which workload, or alarm
}

// before orders events by time, and by scheduling where the time is the same.
func (e Event) before(other Event) bool {
	if e.At != other.At {
		return e.At < other.At
	}
	return e.Seq < other.Seq
}

// draws returns the number that an event draws by: its own, and the same whatever else was
// scheduled before.
func (e Event) draws() uint64 {
	n := Mix(uint64(e.At))
	for _, part := range [...]int{int(e.Kind), e.Table, e.Partition, e.Replica, e.Index, e.Owner} {
		n = Mix(n + uint64(part) + 1)
	}
	return n | notRequest
}

// events is a min-heap. container/heap would box every event it takes.
//
// Invariant: no event is before its parent, the one at (i-1)/2.
type events []Event

func (q *events) push(e Event) {
	*q = append(*q, e)
	q.up(len(*q) - 1)
}

func (q *events) pop() Event { return q.remove(0) }

// remove takes out the event at i.
func (q *events) remove(i int) Event {
	h := *q
	e, last := h[i], len(h)-1
	h[i] = h[last]
	*q = h[:last]
	if i < last {
		q.down(i)
		q.up(i)
	}
	return e
}

// up moves an event that is before its parent to where it belongs.
func (q *events) up(i int) {
	for h := *q; i > 0; {
		parent := (i - 1) / 2
		if !h[i].before(h[parent]) {
			return
		}
		h[i], h[parent] = h[parent], h[i]
		i = parent
	}
}

// down moves an event that one of its children is before to where it belongs.
func (q *events) down(i int) {
	for h := *q; ; {
		least := i
		for child := 2*i + 1; child <= 2*i+2 && child < len(h); child++ {
			if h[child].before(h[least]) {
				least = child
			}
		}
		if least == i {
			return
		}
		h[i], h[least] = h[least], h[i]
		i = least
	}
}

// schedule puts an event into the queue, and returns what tells it from all others.
func (db *Database) schedule(e Event) (seq uint64) {
	db.eventSeq++
	e.Seq = db.eventSeq
	db.events.push(e)
	return e.Seq
}

// unschedule takes the one event of a kind that a table has pending out of the queue.
func (db *Database) unschedule(kind EventKind, t *Table) {
	for i := range db.events {
		if e := &db.events[i]; e.Kind == kind && e.Table == t.Serial {
			db.events.remove(i)
			return
		}
	}
}

// unscheduleOwned takes the one event of a kind that an owner has pending out of the queue.
func (db *Database) unscheduleOwned(kind EventKind, owner int) {
	for i := range db.events {
		if e := &db.events[i]; e.Kind == kind && e.Owner == owner {
			db.events.remove(i)
			return
		}
	}
}

// Advanced says what an [Database.Advance] did.
type Advanced struct {
	Counts   [eventKinds]int // events run, by kind
	Last     []TableEvent    // the last of them, at most 100, oldest first; without Arrive, and Evaluate that changes nothing
	Reached  Time            // where the clock stands now
	Requests int             // that workloads made
	More     bool            // the limit ended it: call again
}

// A TableEvent is an event that is not void, with the names of its table, which may be gone
// afterwards, and of its index, and with how many of the table's items it has deleted.
type TableEvent struct {
	Event
	TableName string
	IndexName string
	Deleted   int64
	Workload  string // whose requests arrived
	Requests  int    // that it made
	Alarm     string // that looked
	State     string // which it says from now on, if that is another
}

const advanceKeeps = 100

// Advance moves the clock to until and runs every event that falls due, oldest first,
// but no more than limit of them, so that a host can show progress and stop; the requests of
// a workload count as well. Advancing in slices does the same as advancing at once. The clock
// never goes back.
func (db *Database) Advance(until Time, limit int) Advanced {
	var out Advanced
	for n := 0; db.due(until); {
		if n >= limit {
			out.More, out.Reached = true, db.now
			return out
		}
		e, ran := db.runNext()
		if ran {
			out.add(e)
		}
		n += max(1, e.Requests)
	}
	db.now = max(db.now, until)
	out.Reached = db.now
	return out
}

func (a *Advanced) add(e TableEvent) {
	a.Counts[e.Kind]++
	a.Requests += e.Requests
	if e.Kind == Arrive || e.Kind == Evaluate && e.State == "" { // there are too many
		return
	}
	if len(a.Last) == advanceKeeps {
		a.Last = append(a.Last[:0], a.Last[1:]...)
	}
	a.Last = append(a.Last, e)
}

// Ran returns how many events of one kind ran.
func (a Advanced) Ran(k EventKind) int { return a.Counts[k] }

// EventKinds returns every kind, in the order of Advanced.Counts.
func EventKinds() []EventKind {
	kinds := make([]EventKind, eventKinds)
	for i := range kinds {
		kinds[i] = EventKind(i)
	}
	return kinds
}

// Events returns the coming events that are not void, the next one first, at most limit
// of them, and how many there are in all.
func (db *Database) Events(limit int) (coming []TableEvent, total int) {
	rest := append(events(nil), db.events...)
	for len(rest) > 0 {
		e := rest.pop()
		t := db.tableOf(e)
		if t == nil {
			continue
		}
		if total++; total <= limit {
			coming = append(coming, db.named(e, t))
		}
	}
	return coming, total
}

func (db *Database) due(until Time) bool {
	return len(db.events) > 0 && db.events[0].At <= until
}

// runNext takes the next event from the queue, moves the clock to it and runs it, unless
// it is void.
func (db *Database) runNext() (ran TableEvent, ok bool) {
	e := db.events.pop()
	db.now = max(db.now, e.At)
	t := db.tableOf(e)
	if t == nil {
		return ran, false
	}
	ran = db.named(e, t)
	before := t.items
	db.trace.off, db.drawing = true, e.draws() // it belongs to no request
	switch e.Kind {
	case Arrive:
		ran.Requests = db.arrive(db.workloadBySerial(e.Owner), t)
	case Evaluate:
		if a := db.alarmBySerial(e.Owner); db.evaluate(a, t) {
			ran.State = a.State.String()
		}
	default:
		db.run(e, t)
		ran.Deleted = before - t.items
	}
	db.trace.off, db.drawing = false, 0
	if e.Kind == Elect {
		ran.Replica = t.Partition(e.Partition).leader
	}
	return ran, true
}

func (db *Database) named(e Event, t *Table) TableEvent {
	n := TableEvent{Event: e, TableName: t.Name}
	if x := t.global(e.Index); x != nil {
		n.IndexName = x.Name
	}
	switch e.Kind {
	case Arrive:
		n.Workload = db.workloadBySerial(e.Owner).Name
	case Evaluate:
		a := db.alarmBySerial(e.Owner)
		n.Alarm, n.TableName, n.IndexName = a.Name, a.TableName, a.IndexName
	}
	return n
}

// tableOf returns the table that an event is for, nil for an event that is void.
func (db *Database) tableOf(e Event) *Table {
	t := db.tableBySerial(e.Table)
	if t == nil || !t.awaits(e) {
		return nil
	}
	return t
}

// awaits reports whether an event of the table is not void.
func (t *Table) awaits(e Event) bool {
	switch e.Kind {
	case Replicate, Propagating, Elect, Rebuild:
		p := t.Partition(e.Partition)
		return p != nil && p.awaits(e)
	case Divide:
		return t.Partition(e.Partition) != nil
	case Backfill:
		x := t.global(e.Index)
		return x != nil && x.fill.going
	case Complete:
		return t.under(e.Work, e.Index) != nil
	}
	return true
}

// awaits reports whether an event of the partition is not void: those are that were scheduled for
// what is over, or was begun anew.
func (p *Partition) awaits(e Event) bool {
	switch e.Kind {
	case Elect:
		return p.electing && p.election == e.Seq
	case Propagating:
		for i := range p.readers {
			if r := &p.readers[i]; r.index == e.Index {
				return r.pending && r.event == e.Seq
			}
		}
		return false
	}
	r := &p.replicas[e.Replica]
	return r.pending && r.event == e.Seq
}

func (db *Database) run(e Event, t *Table) {
	switch e.Kind {
	case Replicate:
		t.Partition(e.Partition).replicate(e.Replica)
	case Propagating:
		db.propagate(t, t.Partition(e.Partition), e.Index)
	case Activate:
		t.activate()
	case Drop:
		db.drop(t)
	case Complete:
		db.complete(t, *t.under(e.Work, e.Index))
	case Backfill:
		db.backfill(t, t.global(e.Index))
	case Enlist:
		db.enlist(t)
	case Expire:
		db.expire(t)
	case Unlist:
		db.unlist(t)
	case Elect:
		db.elect(t, t.Partition(e.Partition))
	case Rebuild:
		db.rebuild(t, t.Partition(e.Partition), e.Replica)
	case Measure:
		db.measure(t)
	case Divide:
		db.divided(t, t.Partition(e.Partition))
	}
}
