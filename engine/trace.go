package engine

import "ringside/engine/item"

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

// A Step is what one phase did in one partition, as data: the page draws it, a test
// prints it, and the counts of the response are read off it.
type Step struct {
	Phase     Phase
	Partition int // −1: none in particular
	Replica   int // −1: none in particular
	BehindBy  uint64
	Examined  int
	Returned  int
	Bytes     int
	Units     Units
	At        Time     // when it takes effect, if that is later
	From      item.Key // of the range it looks at; Hashing: the key
	To        item.Key // where the range ends; From itself when it is one key
	Why       string
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
	Outcomes []Outcome
}

// A Visit is one node on the way from a tree's root to the leaf.
type Visit struct {
	Partition   int
	Depth       int // 0 for the root
	Keys        int // in the node
	Child       int // the index of the child taken, or of the position in a leaf
	Comparisons int // that it took to find the place
}

// An Outcome is what became of one examined item.
type Outcome struct {
	Partition int
	Returned  bool // false: filtered out
}

// outcomesKept is for how many examined items a trace keeps the outcome.
const outcomesKept = 1000

func (t *Trace) reset() {
	*t = Trace{Steps: t.Steps[:0], Path: t.Path[:0], Outcomes: t.Outcomes[:0]}
}

// Add records a step.
func (t *Trace) Add(s Step) { t.Steps = append(t.Steps, s) }

func (t *Trace) outcome(partition int, returned bool) {
	if t.Level >= TraceDetail && len(t.Outcomes) < outcomesKept {
		t.Outcomes = append(t.Outcomes, Outcome{partition, returned})
	}
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

func (db *Database) traceHash(key item.Key) {
	db.trace.Add(Step{Phase: Hashing, Partition: noPartition, Replica: noReplica, From: key})
}

func (db *Database) traceRange(p *Partition) {
	db.trace.Add(Step{Phase: Routing, Partition: p.ID, Replica: noReplica, From: p.First, To: p.Last})
	db.trace.Add(Step{Phase: Placing, Partition: p.ID, Replica: noReplica})
}

// seek traces the way down a tree to the first key of a range.
func (db *Database) seek(p *Partition, replica int, from, to item.Key) {
	db.trace.Add(Step{Phase: Seeking, Partition: p.ID, Replica: replica, From: from, To: to})
	if db.trace.Level >= TraceDetail {
		db.trace.Path = p.replicas[replica].tree.path(db.trace.Path, p.ID, from)
	}
}

// path appends the nodes from the root to the place of key.
func (t *Tree) path(visits []Visit, partition int, key item.Key) []Visit {
	n, ok := t.root()
	for depth := 0; ok; depth++ {
		at, found, comparisons := n.find(key)
		visits = append(visits, Visit{Partition: partition, Depth: depth, Keys: n.entries(), Child: at, Comparisons: comparisons})
		if found || n.children() == 0 {
			return visits
		}
		n = n.child(at)
	}
	return visits
}

// find returns where key is or would be in the node, by the binary search that the
// library does, and how many keys that compared.
func (n node) find(key item.Key) (at int, found bool, comparisons int) {
	low, high := 0, n.entries()
	for low < high {
		middle := (low + high) / 2
		comparisons++
		if n.entry(middle).Key <= key {
			low = middle + 1
		} else {
			high = middle
		}
	}
	if low > 0 && n.entry(low-1).Key == key {
		return low - 1, true, comparisons
	}
	return low, false, comparisons
}
