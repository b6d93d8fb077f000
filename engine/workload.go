package engine

import (
	"slices"

	"ringside/engine/item"
)

// A WorkloadSpec says what a workload asks of its table. It is immutable.
type WorkloadSpec struct {
	Name       string
	Keys       Distribution
	SortKeys   int64 // items of each partition key, in a table with a sort key
	Attributes []MadeAttribute
	Index      string              // that queries read, "" for the table
	Mix        [workRequests]int64 // per cent of each request
	Consistent bool                // reads are
	Rate       int64               // arrivals a second
	Together   bool                // all of a second's at its beginning
	Seconds    int64
	ItemBytes  int64 // about, of an item that is put
	Clients    int64
	Retry      Retry
}

// A MadeAttribute is an attribute of made-up items, such as an index needs, with so many values.
type MadeAttribute struct {
	Name   string
	Values int64
}

// A WorkRequest is a kind of request that a workload makes.
type WorkRequest uint8

// The kinds.
const (
	WorkGet WorkRequest = iota
	WorkPut
	WorkUpdate
	WorkDelete
	WorkQuery
	workRequests
)

var workRequestNames = [workRequests]string{"GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query"}

// String returns the name of the operation.
func (r WorkRequest) String() string { return workRequestNames[r] }

// Bounds of workloads, so that none takes the memory or the time of the page.
const (
	MaxWorkRate      = 100_000 // arrivals a second
	MaxWorkSeconds   = 3600
	MaxWorkArrivals  = 10_000_000 // in all
	MaxWorkClients   = 5000
	MaxWorkBytes     = 128 << 20 // of the items that it may leave behind
	MaxWorkWaiting   = 10_000    // requests that wait, for a retry or their turn
	MaxWorkloads     = 8         // that run at once
	workloadsKept    = 16        // with those that are over
	arrivalsPerEvent = 100
	arrivalGrain     = Millisecond // what arrives in one is made at its beginning
)

// A WorkloadState is where a workload is in its life.
type WorkloadState uint8

// The states.
const (
	WorkRunning WorkloadState = iota
	WorkDone
	WorkCancelled
	WorkStopped // its table is gone
)

// String returns the state as it is answered.
func (s WorkloadState) String() string {
	return [...]string{"RUNNING", "DONE", "CANCELLED", "STOPPED"}[s]
}

// A Workload is a stream of requests that clients send in the database's own time. It is nothing but an
// event, which makes the requests that are due and comes again for the next:
//
//	arrivals   · · · · · · · · · · · ·       at a rate, for some seconds
//	                ╲ refused
//	waiting          ╰──▶ a heap of attempts, each at the time of its retry
//	                          │ refused again: further back, or given up
//	                          ▼
//	                      Database.Get, Write, Read
//
// What a request is about follows from the workload's seed and the request's number, so a retry asks for
// the same again.
//
// Invariant: a workload that runs has exactly one Arrive event pending, any other has none and nothing
// waits.
type Workload struct {
	*WorkloadSpec
	Serial    int
	TableName string
	State     WorkloadState
	Began     Time
	Ended     Time // of one that does not run

	table   int
	seed    uint64
	shape   *shape // of its items
	made    int64  // arrivals so far
	waiting attempts
	clients []client
	series  workSeries
}

// StartWorkload begins to make requests of a table. The specification is valid, and no workload of its
// name runs.
func (db *Database) StartWorkload(t *Table, spec *WorkloadSpec) *Workload {
	db.owners++
	spec.Keys.Prepare()
	w := &Workload{
		WorkloadSpec: spec, Serial: db.owners, TableName: t.Name, Began: db.now,
		table: t.Serial, seed: db.ID("workload " + spec.Name), shape: newShape(t, spec, db.now), clients: make([]client, spec.Clients),
	}
	db.workloads = append(slices.DeleteFunc(slices.Clone(db.workloads), func(other *Workload) bool { return other.Name == spec.Name }), w)
	if len(db.workloads) > workloadsKept {
		over := slices.IndexFunc(db.workloads, func(w *Workload) bool { return w.State != WorkRunning })
		db.workloads = slices.Delete(db.workloads, over, over+1)
	}
	db.schedule(Event{At: w.Began, Kind: Arrive, Table: w.table, Owner: w.Serial})
	return w
}

// CancelWorkload ends a workload that runs, and what waits for a retry.
func (db *Database) CancelWorkload(w *Workload) {
	db.unscheduleOwned(Arrive, w.Serial)
	w.end(WorkCancelled, db.now)
}

// stopWorkloads ends those of tables that are gone.
func (db *Database) stopWorkloads(gone func(serial int) bool) {
	for _, w := range db.workloads {
		if gone(w.table) && w.State == WorkRunning {
			db.unscheduleOwned(Arrive, w.Serial)
			w.end(WorkStopped, db.now)
		}
	}
}

func (w *Workload) end(s WorkloadState, now Time) {
	w.State, w.Ended = s, now
	w.waiting, w.clients = nil, nil
}

// Workload returns the workload of that name, or nil.
func (db *Database) Workload(name string) *Workload {
	for _, w := range db.workloads {
		if w.Name == name {
			return w
		}
	}
	return nil
}

// Workloads returns all that are remembered, in the order they were started in.
func (db *Database) Workloads() []*Workload { return slices.Clone(db.workloads) }

func (db *Database) workloadBySerial(serial int) *Workload {
	for _, w := range db.workloads {
		if w.Serial == serial {
			return w
		}
	}
	return nil
}

func (w *Workload) clone() *Workload {
	c := *w
	c.waiting, c.clients, c.series = slices.Clone(w.waiting), slices.Clone(w.clients), w.series.clone()
	return &c
}

// Arrivals returns how many requests have arrived and how many will have in the end, retries not
// counted.
func (w *Workload) Arrivals() (made, all int64) { return w.made, w.Rate * w.Seconds }

// Waiting returns how many requests wait, for a retry or their turn.
func (w *Workload) Waiting() int { return len(w.waiting) }

// arrival returns when a request of a workload arrives that began at that time.
func (s *WorkloadSpec) arrival(began Time, number int64) Time {
	if s.Together {
		return began + Time(number/s.Rate)*Second
	}
	return began + Time(number)*Second/Time(s.Rate)/arrivalGrain*arrivalGrain
}

// due returns when the next request is made, and false when there is none.
func (w *Workload) due() (at Time, any bool) {
	if _, all := w.Arrivals(); w.made < all {
		at, any = w.arrival(w.Began, w.made), true
	}
	if len(w.waiting) > 0 && (!any || w.waiting[0].at <= at) {
		at, any = w.waiting[0].at, true
	}
	return at, any
}

// next takes the next request: what waits for the moment goes before what arrives in it.
func (w *Workload) next(at Time) attempt {
	if len(w.waiting) > 0 && w.waiting[0].at <= at {
		return w.waiting.pop()
	}
	w.made++
	return attempt{at: at, began: at, number: w.made - 1}
}

// arrive is the Arrive event: it makes some of the requests that are due, and comes again.
func (db *Database) arrive(w *Workload, t *Table) (made int) {
	w.series.turn(db.now, len(w.waiting))
	for ; made < arrivalsPerEvent; made++ {
		at, any := w.due()
		if !any || at > db.now {
			break
		}
		db.send(w, t, w.next(at))
	}
	if at, any := w.due(); any {
		db.schedule(Event{At: at, Kind: Arrive, Table: w.table, Owner: w.Serial})
	} else {
		w.series.turn(db.now+Second, 0)
		w.end(WorkDone, db.now)
	}
	return made
}

// send makes a request, unless too many wait already or the client holds it back.
func (db *Database) send(w *Workload, t *Table, a attempt) {
	if a.first() && !w.accepts() {
		return
	}
	c := &w.clients[a.number%w.Clients]
	if wait := w.holdsBack(c, &a, db.now); wait > 0 {
		w.wait(a, db.now+wait)
		return
	}
	random, event := Mix(w.seed+Mix(uint64(a.number)+1)), db.drawing
	db.drawing = Mix(random+uint64(a.tries)+1) | notRequest
	if key, err := db.try(w, t, &a, random); err == nil {
		w.succeed(c, &a, db.now, w.modelled(random, db.drawing))
	} else {
		db.refused(w, t, c, a, key, err)
	}
	db.drawing = event
}

// accepts counts a request that has arrived, and reports whether it can wait if it has to.
func (w *Workload) accepts() bool {
	w.series.count(WorkArrivals, 1)
	if len(w.waiting) < MaxWorkWaiting {
		return true
	}
	w.series.count(WorkShed, 1)
	return false
}

// holdsBack returns how long a client in adaptive mode has an attempt wait for its turn, which comes once.
func (w *Workload) holdsBack(c *client, a *attempt, now Time) (wait Time) {
	if w.Retry.Policy == SDKAdaptive && !a.turn {
		wait = c.limiter.sending(now)
	}
	a.turn = wait > 0
	return wait
}

// try asks what a request is about, and counts what that consumes.
func (db *Database) try(w *Workload, t *Table, a *attempt, random uint64) (item.Key, error) {
	spent := db.spent
	key, err := db.ask(w, t, a.number, random)
	w.series.count(WorkReadUnits, int64(db.spent[Reads]-spent[Reads]))
	w.series.count(WorkWriteUnits, int64(db.spent[Writes]-spent[Writes]))
	if a.tries > 0 {
		w.series.count(WorkRetries, 1)
		db.countIn(t.ring.Locate(key), Retries, 1)
	}
	return key, err
}

// succeed counts a request that was answered.
func (w *Workload) succeed(c *client, a *attempt, now, took Time) {
	w.series.count(WorkSucceeded, 1)
	w.series.latency(now - a.began + took)
	c.succeed()
	if w.Retry.Policy == SDKAdaptive {
		c.limiter.succeeded(now)
	}
}

// refused has a request that was refused wait for its retry, or gives it up.
func (db *Database) refused(w *Workload, t *Table, c *client, a attempt, key item.Key, err error) {
	_, throttled := err.(*Throttled)
	switch {
	case throttled:
		w.series.count(WorkThrottled, 1)
		db.CountThrottled(t)
		if w.Retry.Policy == SDKAdaptive {
			c.limiter.throttled(db.now)
		}
	case err == ErrUnavailable:
		w.series.count(WorkUnavailable, 1)
	}
	a.tries++
	if !refusedBefore(err) || int(a.tries) >= w.Retry.Attempts || !c.mayRetry(w.Retry.Policy) {
		w.series.count(WorkGaveUp, 1)
		db.countIn(t.ring.Locate(key), GaveUp, 1)
		return
	}
	w.wait(a, db.now+w.Retry.delay(int(a.tries)-1, db.drawing))
}

// wait has an attempt wait for a moment, which is put off to the next grain.
func (w *Workload) wait(a attempt, at Time) {
	past := at - w.Began
	a.at = w.Began + (past+arrivalGrain-1)/arrivalGrain*arrivalGrain
	w.waiting.push(a)
}

// An attempt is a request that waits.
type attempt struct {
	at     Time
	began  Time // when the request arrived
	number int64
	tries  int32 // so far
	turn   bool  // it waited for its turn, which this is
}

// first reports whether the request has just arrived.
func (a *attempt) first() bool { return a.tries == 0 && !a.turn }

func (a *attempt) before(b *attempt) bool {
	if a.at != b.at {
		return a.at < b.at
	}
	return a.number < b.number
}

// attempts is a min-heap by time, and of one time by number.
//
// Invariant: no attempt is before its parent, the one at (i-1)/2.
type attempts []attempt

func (q *attempts) push(a attempt) {
	*q = append(*q, a)
	h := *q
	for i := len(h) - 1; i > 0; {
		parent := (i - 1) / 2
		if !h[i].before(&h[parent]) {
			return
		}
		h[i], h[parent] = h[parent], h[i]
		i = parent
	}
}

func (q *attempts) pop() attempt {
	h := *q
	first, last := h[0], len(h)-1
	h[0] = h[last]
	h = h[:last]
	*q = h
	for i := 0; ; {
		least := i
		for child := 2*i + 1; child <= 2*i+2 && child < last; child++ {
			if h[child].before(&h[least]) {
				least = child
			}
		}
		if least == i {
			return first
		}
		h[i], h[least] = h[least], h[i]
		i = least
	}
}
