package engine

import (
	"sort"

	"ringside/engine/item"
)

// A Phase is one of the places that a request comes through.
type Phase uint8

// The phases, in the order of a request's way.
const (
	Parse     Phase = iota // the request is understood and a plan is chosen
	Hashing                // the partition key is hashed
	Routing                // the ring says which partition owns the hash
	Placing                // the partition is asked
	Seeking                // the B-tree is walked from root to leaf
	Reading                // items are read
	Writing                // an item is written
	Filter                 // items that were read and paid for are dropped
	Propagate              // readers of the log will hear of the write
	Cost                   // what it all costs
)

var phaseNames = [...]string{"parse", "hash", "ring", "partition", "seek", "read", "write", "filter", "propagate", "cost"}

// String returns the phase's name on the timeline.
func (p Phase) String() string { return phaseNames[p] }

const (
	noPartition = -1
	noReplica   = -1
)

// Phases is how many there are.
const Phases = len(phaseNames)

// A Step is what one phase did in one partition, as data: the page draws it, a test
// prints it, and the counts of the response are read off it.
type Step struct {
	Phase     Phase
	Leading   bool             // the replica is the partition's leader
	Effect    Effect           // of Writing: what became of the item; of Routing and Placing: that the way ends here
	Table     *Table           // of Hashing and Routing: whose ring it is; of Cost: who is charged
	Index     *IndexDefinition // of Propagate and Cost: which of the table's, nil for the table itself
	Partition int              // −1: none in particular
	Replica   int              // −1: none in particular
	BehindBy  uint64
	Unread    uint64 // of Reading in a global index: writes to what is asked for that it has yet to take over
	Examined  int
	Returned  int
	Bytes     int
	Units     Units
	At        Time     // when it takes effect, if that is later
	From      item.Key // of the range it looks at; Hashing: the key
	To        item.Key // where the range ends; From itself when it is one key
	Why       string   // of Parse: why it is done in this way; of Routing and Placing: why the way ends here
}

// An Effect is what a write did to its item.
type Effect uint8

// The effects of a write.
const (
	Nothing  Effect = iota // there is no item, as there was none
	Created                // there was none
	Replaced               // by another item, or by itself with changes
	Deleted
	Refused     // the change itself said no, and the item stays
	Conflicting // another client's transaction holds the item, which stays
	Cancelled   // the change could be made, but another of its transaction could not
	Checked     // nothing was to change: a condition was looked at, and it holds
	Throttling  // there is no capacity for the read or write
	Unavailable // no replica may do the read or write
)

// effectOf returns the effect of a write that is not refused.
func effectOf(before, after item.Item) Effect {
	switch {
	case before == "" && after == "":
		return Nothing
	case before == "":
		return Created
	case after == "":
		return Deleted
	}
	return Replaced
}

// refusalOf returns the effect of an action that is not committed. Without an error of its
// own it is one of a transaction in which another one has it.
func refusalOf(err error) Effect {
	switch err {
	case nil:
		return Cancelled
	case ErrConflict:
		return Conflicting
	}
	return Refused
}

// Levels of a trace.
const (
	TraceCounts = 0 // steps are kept for the counts and not shown
	TraceSteps  = 1 // steps are shown
	TraceDetail = 2 // and the paths through the trees, and each item's outcome
)

// A Trace is what one request touched. Its steps are always kept, since the counts come
// from them; the detail is recorded only on request and changes no answer.
type Trace struct {
	Level    int
	Steps    []Step
	Path     []Visit
	Runs     []Run
	Outcomes []byte // of all runs, one after the other: Returned, FilteredOut or Written
	Gauges   []Gauge

	off bool // what happens now is not the request's doing
}

// A Visit is one node on the way from a tree's root to the place of a key.
type Visit struct {
	Partition int
	Replica   int
	Depth     int  // 0 for the root
	Keys      int  // in the node
	Child     int  // the index of the child taken, or of the position in a leaf
	Found     bool // the key is in this node, at Child
}

// Comparisons returns how many keys were compared.
func (v Visit) Comparisons() int {
	var scratch [16]int
	return len(v.Probes(scratch[:0]))
}

// Probes appends the indices of the keys that were compared with the one looked for, in
// order: those of the binary search that ends where this one did.
func (v Visit) Probes(dst []int) []int {
	low, high, end := 0, v.Keys, v.Child
	if v.Found {
		end++ // the library looks for the first greater key
	}
	for low < high {
		middle := (low + high) / 2
		dst = append(dst, middle)
		if middle < end {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return dst
}

// A Run is a part of a trace's Outcomes: of items that lie next to one another on one
// replica and were read one after the other.
type Run struct {
	Table     *Table
	Index     *IndexDefinition // in whose order the items were read, nil for the table's own
	Partition int
	Replica   int
	Reverse   bool // from the last key to the first
	First     Pair // of the items read, if Count isn't 0
	Start     int  // the index of its first outcome
	Count     int  // of its outcomes
}

// What became of an item.
const (
	Returned    = 'r'
	FilteredOut = 'f'
	Written     = 'w'
)

func kept(it bool) byte {
	if it {
		return Returned
	}
	return FilteredOut
}

// outcomesKept is for how many examined items a trace keeps the outcome.
const outcomesKept = 1000

func (t *Trace) reset() {
	*t = Trace{Steps: t.Steps[:0], Path: t.Path[:0], Runs: t.Runs[:0], Outcomes: t.Outcomes[:0], Gauges: t.Gauges[:0]}
}

// A Gauge is the meter that let a request in at a step, or didn't, as it was before the request
// consumed anything.
type Gauge struct {
	Step int // its index
	Meter
}

// look notes a meter at the last step of a phase. Nobody sees it at TraceCounts.
func (t *Trace) look(at Phase, m *meter, now Time) {
	if !t.shows(TraceSteps) {
		return
	}
	if i := t.last(at); i >= 0 {
		t.Gauges = append(t.Gauges, Gauge{i, m.shown(now)})
	}
}

// GaugeAt returns the meter that was looked at in a step, or nil.
func (t *Trace) GaugeAt(step int) *Gauge {
	i := sort.Search(len(t.Gauges), func(i int) bool { return t.Gauges[i].Step >= step })
	if i == len(t.Gauges) || t.Gauges[i].Step != step {
		return nil
	}
	return &t.Gauges[i]
}

// shows reports whether so much is recorded of what happens now: nothing of what is not the request's doing.
func (t *Trace) shows(level int) bool { return t.Level >= level && !t.off }

// Add records a step.
func (t *Trace) Add(s Step) {
	if !t.off {
		t.Steps = append(t.Steps, s)
	}
}

// last returns which is the last step of a phase, -1 when there is none or what happens is not the
// request's doing.
func (t *Trace) last(phase Phase) int {
	for i := len(t.Steps) - 1; i >= 0 && !t.off; i-- {
		if t.Steps[i].Phase == phase {
			return i
		}
	}
	return -1
}

// begin opens a run.
func (t *Trace) begin(r Run) {
	r.Start = len(t.Outcomes)
	t.Runs = append(t.Runs, r)
}

// outcome notes what became of the next item of the run.
func (t *Trace) outcome(p *Pair, what byte) {
	if len(t.Outcomes) == outcomesKept {
		return
	}
	r := &t.Runs[len(t.Runs)-1]
	if r.Count++; r.Count == 1 {
		r.First = *p
	}
	t.Outcomes = append(t.Outcomes, what)
}

// Examined returns how many items were read: DynamoDB's ScannedCount.
func (t *Trace) Examined() (n int) {
	for i := range t.Steps {
		n += t.Steps[i].Examined
	}
	return n
}

// Returned returns how many items passed the filter: DynamoDB's Count.
func (t *Trace) Returned() (n int) {
	for i := range t.Steps {
		n += t.Steps[i].Returned
	}
	return n
}

// Units returns what the request costs.
func (t *Trace) Units() (n Units) {
	for i := range t.Steps {
		n += t.Steps[i].Units
	}
	return n
}

// UnitsOf returns what the request costs one of its tables, or with x one of that table's
// indexes.
func (t *Trace) UnitsOf(table *Table, x *IndexDefinition) (n Units) {
	for i := range t.Steps {
		if step := &t.Steps[i]; step.Index == x && (x != nil || step.Table == table) {
			n += t.Steps[i].Units
		}
	}
	return n
}

func (db *Database) traceHash(t *Table, key item.Key) {
	db.trace.Add(Step{Phase: Hashing, Table: t, Partition: noPartition, Replica: noReplica, From: key})
}

func (db *Database) traceRange(t *Table, p *Partition) {
	db.trace.Add(Step{Phase: Routing, Table: t, Partition: p.ID, Replica: noReplica, From: p.First, To: p.Last})
	db.trace.Add(Step{Phase: Placing, Partition: p.ID, Replica: noReplica})
}

// pay charges and traces what an item of that many bytes costs its table.
func (db *Database) pay(t *Table, p *Partition, key item.Key, a Access, bytes int, units Units) {
	db.charge(t, p, key, a, units)
	db.countRequest(t, a, units)
	db.trace.Add(Step{Phase: Cost, Table: t, Partition: p.ID, Replica: noReplica, Bytes: bytes, Units: units})
}

// seek traces the way down a tree to where the walk over a range begins.
func (db *Database) seek(p *Partition, replica int, from, to item.Key, reverse bool) {
	db.seekIn(p, replica, &p.replicas[replica].tree, from, to, reverse)
}

func (db *Database) seekIn(p *Partition, replica int, tree *Tree, from, to item.Key, reverse bool) {
	db.trace.Add(Step{Phase: Seeking, Partition: p.ID, Replica: replica, Leading: replica == p.leader, From: from, To: to})
	if db.trace.shows(TraceDetail) {
		way := Visit{Partition: p.ID, Replica: replica}
		db.trace.Path = tree.path(db.trace.Path, way, tree.start(from, to, reverse), reverse)
	}
}

// path appends the nodes from the root to the place of key; an empty key is before all
// others, or behind them when the tree is walked in reverse. Each visit begins as way.
func (t *Tree) path(visits []Visit, way Visit, key item.Key, reverse bool) []Visit {
	for n := t.root(); n != nil; way.Depth++ {
		way.Keys = len(n.items)
		if way.Child, way.Found = n.find(key); key == "" && reverse {
			way.Child = len(n.items)
		}
		visits = append(visits, way)
		if way.Found || len(n.children) == 0 {
			return visits
		}
		n = n.children[way.Child]
	}
	return visits
}

// find returns where key is or would be in the node, as the library's own search does.
func (n *node) find(key item.Key) (at int, found bool) {
	at = sort.Search(len(n.items), func(i int) bool { return n.items[i].Key > key })
	if at > 0 && n.items[at-1].Key == key {
		return at - 1, true
	}
	return at, false
}
