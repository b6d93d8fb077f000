package journal

import (
	"slices"
	"sort"
)

const (
	// maxCheckpoints is how many are kept, that of the beginning included. Each keeps the
	// nodes of its trees that were copied since, so many of them take memory.
	maxCheckpoints = 16
	// checkpointWork is how much work is done until another one is taken.
	checkpointWork = 2000
)

// A History is a session's log as it grows, with checkpoints of the session's state, so
// that the state after any record can be had again: by a replay from the nearest
// checkpoint. They are the closer together, the younger they are.
//
// A rewind is a record too. The state after it is the one that it went back to, so the
// way to a state leads past records that came before:
//
//	1 ── 2 ── 3 ── 4        After 7 the state is what 1, 2 and 6, 7 make of the first.
//	     └─────────── 5 ── 6 ── 7
//	              rewind to 2
type History[State any] struct {
	moves       Moves[State]
	frames      frames
	last        uint64 // record
	checkpoints []checkpoint[State]
	rewinds     []rewind
	rewinding   bool   // the record that is added next is a rewind
	to          uint64 // what that goes back to
	spent       int    // work of all records
	distance    int    // work on the way from a checkpoint to the last record
}

// Moves are what a History does with the states that it knows nothing of.
type Moves[State any] struct {
	// Clone returns a state of its own; not ok means that there can't be one just now.
	Clone func(State) (clone State, ok bool)
	// Play makes the state the one after the record, and returns how much work that was.
	Play func(State, Record) (work int)
	// GoOn tells a state that it is now the one after record n, which is a rewind to it.
	GoOn func(s State, n uint64)
}

// Invariant: checkpoints ascend by n, and the first is that of the beginning, 0.
type checkpoint[State any] struct {
	n     uint64 // the record that it was taken after
	spent int
	state State
}

// Invariant: rewinds ascend by n, and to is less than n.
type rewind struct{ n, to uint64 }

// A stretch is the records from the one following after to until.
type stretch struct{ after, until uint64 }

// NewHistory begins with the state that a session opened with.
func NewHistory[State any](opened State, moves Moves[State]) *History[State] {
	h := &History[State]{moves: moves}
	h.keep(opened)
	return h
}

// Add adds record n as its frame, the work that it was and the state that it led to. It
// replaces the record before it if that has the same number, as in a run of Advances.
func (h *History[State]) Add(n uint64, frame []byte, work int, s State) {
	h.spent += work
	h.distance += work
	if n == h.last {
		h.replace(n, frame)
		return
	}
	h.frames.add(n, frame)
	h.last = n
	if h.rewinding {
		h.rewinding = false
		h.rewinds = append(h.rewinds, rewind{n, h.to})
	}
	if h.distance >= checkpointWork {
		h.keep(s)
	}
}

func (h *History[State]) replace(n uint64, frame []byte) {
	h.frames.drop()
	h.frames.add(n, frame)
	if youngest := len(h.checkpoints) - 1; h.checkpoints[youngest].n == n {
		h.checkpoints = slices.Delete(h.checkpoints, youngest, youngest+1)
		h.distance = checkpointWork
	}
}

// Rewind returns the state after record n, which is not above the last one. The record
// that is added next is the one that goes on from there.
func (h *History[State]) Rewind(n uint64) State {
	h.rewinding, h.to, h.distance = true, n, 0
	from, way := h.way(n)
	s, _ := h.moves.Clone(from.state)
	for i := len(way) - 1; i >= 0; i-- {
		h.frames.play(way[i], func(r Record) { h.distance += h.moves.Play(s, r) })
		if i > 0 {
			h.moves.GoOn(s, way[i-1].after)
		}
	}
	return s
}

// way returns the checkpoint that the way to the state after record n begins at, and the
// stretches of the way, the last one first.
func (h *History[State]) way(n uint64) (from checkpoint[State], way []stretch) {
	for {
		c, r := h.checkpointBefore(n), h.rewindBefore(n)
		if c.n >= r.n {
			return c, append(way, stretch{c.n, n})
		}
		way = append(way, stretch{r.n, n})
		n = r.to
	}
}

func (h *History[State]) checkpointBefore(n uint64) checkpoint[State] {
	i := sort.Search(len(h.checkpoints), func(i int) bool { return h.checkpoints[i].n > n })
	return h.checkpoints[i-1]
}

// rewindBefore returns the last rewind up to record n; the beginning is one to itself.
func (h *History[State]) rewindBefore(n uint64) rewind {
	i := sort.Search(len(h.rewinds), func(i int) bool { return h.rewinds[i].n > n })
	if i == 0 {
		return rewind{}
	}
	return h.rewinds[i-1]
}

// keep takes a checkpoint after the last record.
func (h *History[State]) keep(s State) {
	clone, ok := h.moves.Clone(s)
	if !ok {
		return
	}
	h.checkpoints = append(h.checkpoints, checkpoint[State]{h.last, h.spent, clone})
	h.distance = 0
	if len(h.checkpoints) > maxCheckpoints {
		h.thin()
	}
}

// thin drops the checkpoint that is missed least: where the gap it leaves is smallest
// for how long ago it is.
func (h *History[State]) thin() {
	least := 1
	for i := 2; i < len(h.checkpoints)-1; i++ {
		if h.gap(i)*h.age(least) < h.gap(least)*h.age(i) {
			least = i
		}
	}
	h.checkpoints = slices.Delete(h.checkpoints, least, least+1)
}

func (h *History[State]) gap(i int) int { return h.checkpoints[i+1].spent - h.checkpoints[i-1].spent }

func (h *History[State]) age(i int) int { return h.spent - h.checkpoints[i-1].spent }
