package engine

import "ringside/engine/item"

// A Write is one change of one item, as a partition's log keeps it. Before is empty
// when there was no item, After when there is none any more.
type Write struct {
	At     Time
	Key    item.Key
	Before item.Item
	After  item.Item

	Expired bool // by Time to Live: no request asked for it
}

// segmentLength is how many writes of a log are dropped at once.
const segmentLength = 128

// A Log is the sequence of a partition's writes, in segments, so that its beginning can
// be dropped when every reader is past it.
//
//	first                                end
//	  ├── segment ──┼── segment ──┼─ segm.┤
//
// Invariant: every segment but the last is full; end is the sequence number of the last
// write, first−1 when there is none.
type Log struct {
	first    uint64 // sequence number of the first write kept
	end      uint64
	segments [][]Write
}

func (l *Log) append(w Write) {
	if n := len(l.segments); n == 0 || len(l.segments[n-1]) == segmentLength {
		l.segments = append(l.segments, nil)
	}
	tail := &l.segments[len(l.segments)-1]
	*tail = append(*tail, w)
	l.end++
}

// at returns the write with sequence number n, which must be kept.
func (l *Log) at(n uint64) Write { return *l.ref(n) }

// ref is at without a copy. Nobody changes what is in a log.
func (l *Log) ref(n uint64) *Write {
	i := n - l.first
	return &l.segments[i/segmentLength][i%segmentLength]
}

// len returns the number of writes kept.
func (l *Log) len() int { return int(l.end + 1 - l.first) }

// trim drops what lies at or below sequence number read, in whole segments, or all of
// the log when all of it was read.
func (l *Log) trim(read uint64) {
	if read == l.end {
		l.first, l.segments = l.end+1, nil
		return
	}
	for read >= l.first+segmentLength-1 {
		l.first += segmentLength
		l.segments = l.segments[1:]
	}
}

// clone returns a log that can be appended to without the other one noticing.
func (l *Log) clone() Log {
	c := *l
	c.segments = append([][]Write(nil), l.segments...)
	if n := len(c.segments); n > 0 {
		tail := c.segments[n-1]
		c.segments[n-1] = tail[:len(tail):len(tail)]
	}
	return c
}
