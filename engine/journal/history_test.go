package journal

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// A digest is a state made for these tests: the sum of the bodies that led to it, in their
// order, and the number of the last record. A record "busy" keeps it from being cloned.
type digest struct {
	sum  uint32
	n    uint64
	busy bool
}

// A session is a history and what it should know: the state after each record.
type session struct {
	*History[*digest]
	now    *digest
	states []digest
	played int
}

func newSession() *session {
	s := &session{now: &digest{}, states: []digest{{}}}
	s.History = NewHistory(&digest{}, Moves[*digest]{
		Clone: func(d *digest) (*digest, bool) { c := *d; return &c, !d.busy },
		Play: func(d *digest, r Record) int {
			s.played++
			d.play(r)
			return len(r.Body)
		},
		GoOn: func(d *digest, n uint64) { d.n = n },
	})
	return s
}

func (d *digest) play(r Record) {
	d.sum = d.sum*31 + sum(r.Body)
	d.n, d.busy = r.N, r.Body == "busy"
}

// do adds a record, which is the next one or takes the place of the last.
func (s *session) do(body string, folds bool) {
	n := uint64(len(s.states))
	if folds {
		n--
		*s.now = s.states[n-1]
		s.states = s.states[:n]
	}
	r := Record{N: n, Body: body}
	s.now.play(r)
	s.add(r, len(body))
}

func (s *session) rewind(n uint64) {
	record := uint64(len(s.states))
	s.now = s.Rewind(n)
	s.now.n, s.now.busy = record, false
	s.add(Record{N: record, Body: fmt.Sprint(n)}, 1)
}

func (s *session) add(r Record, work int) {
	s.Add(r.N, Append(nil, r), work, s.now)
	s.states = append(s.states, *s.now)
}

// Whatever a session did, rewinds of rewinds among it, every state of it can be had again.
func TestRewindFindsEveryState(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := newSession()
		advanced := false
		for range rapid.IntRange(1, 120).Draw(t, "records") {
			last := uint64(len(s.states) - 1)
			switch rapid.IntRange(0, 5).Draw(t, "what") {
			case 0:
				s.rewind(rapid.Uint64Range(0, last).Draw(t, "to"))
				advanced = false
			case 1:
				s.do("busy", false)
				advanced = false
			case 2:
				s.do(string(rune('a'+last%26)), advanced)
				advanced = true
			default:
				s.do(fmt.Sprintf("%0*d", rapid.SampledFrom([]int{1, 600, 70_000}).Draw(t, "bytes"), last), false)
				advanced = false
			}
		}
		n := rapid.Uint64Range(0, uint64(len(s.states)-1)).Draw(t, "n")
		if got := *s.Rewind(n); got.sum != s.states[n].sum || got.n != n {
			t.Fatalf("after record %d of %d it was %+v; the rewind finds %+v", n, len(s.states)-1, s.states[n], got)
		}
	})
}

// However long a session is, the way back to its last records is short, and a rewind
// replays no more than a part of what it undoes.
func TestRewindsReplayLittle(t *testing.T) {
	s := newSession()
	const records = 200_000
	for range records {
		s.do("a", false)
	}
	for _, back := range []int{0, 500, 1000, 5000, 50_000, 199_000} {
		s.played = 0
		s.Rewind(uint64(records - back))
		if most := checkpointWork + back; s.played > most {
			t.Errorf("a rewind by %d replays %d records, want at most %d", back, s.played, most)
		}
	}
	if len(s.checkpoints) != maxCheckpoints {
		t.Errorf("%d checkpoints", len(s.checkpoints))
	}
}

// Undoing one thing after the other makes a long chain of rewinds, and checkpoints in it.
func TestUndoingAgainAndAgain(t *testing.T) {
	s := newSession()
	const work = 10
	for range 600 {
		s.do(strings.Repeat("a", work), false)
		s.do("b", false)
		s.rewind(uint64(len(s.states) - 2))
	}
	last := uint64(len(s.states) - 1)
	s.played = 0
	if got := s.Rewind(last); got.sum != s.states[last].sum {
		t.Errorf("the rewind finds %+v, want %+v", got, s.states[last])
	}
	if s.played > checkpointWork/work {
		t.Errorf("it took a replay of %d records", s.played)
	}
}
