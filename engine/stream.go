package engine

import (
	"slices"
)

// A StreamView says what stream records have of an item besides its key.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_StreamSpecification.html
type StreamView uint8

// The views of streams.
const (
	KeysOnly StreamView = iota
	NewImage
	OldImage
	NewAndOldImages
)

// String returns the view as DynamoDB spells it.
func (v StreamView) String() string {
	return [...]string{"KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"}[v]
}

// New reports whether records have the item as it is after the write.
func (v StreamView) New() bool { return v == NewImage || v == NewAndOldImages }

// Old reports whether records have the item as it was before the write.
func (v StreamView) Old() bool { return v == OldImage || v == NewAndOldImages }

// A StreamStatus is where a stream is in its life.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_StreamDescription.html
type StreamStatus uint8

// The statuses of a stream.
const (
	StreamEnabling StreamStatus = iota
	StreamEnabled
	StreamDisabling
	StreamDisabled
)

// String returns the status as DynamoDB spells it.
func (s StreamStatus) String() string {
	return [...]string{"ENABLING", "ENABLED", "DISABLING", "DISABLED"}[s]
}

const (
	retention = 24 * Hour // how long a stream record can be read, and a stream that was disabled
	shardLife = 4 * Hour  // when the next write closes a shard
	tendEvery = Minute    // how often a stream drops what nobody can read any more, at most
)

// A Stream shows the writes of a table. It is read from the partitions' logs, which keep for it
// what they would otherwise drop: a shard is a stretch of one partition's log. While a shard is
// open it is the partition that has it; what a closed one needs of the log goes with it.
//
//	partition    log ├──────────────┼─────────────────┤ split ├─────────▶ two logs
//	stream           └─ closed shard ┴── closed shard ──┘       └ two open shards ▶
//
// A stream outlives its table by as long as its records can be read.
//
// Invariant: shards without children cover the key space, each key once.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
type Stream struct {
	TableName string
	Key       Schema // of the table
	View      StreamView
	Created   Time // in whole milliseconds
	Label     string

	table  int // the Serial of its table
	open   bool
	ended  Time    // when it was disabled
	opened int     // shards ever opened
	latest int64   // the number of the last one's ID
	closed []Shard // in the order in which they were closed
	tended Time    // when it last dropped what nobody can read any more
}

// EnableStream begins a stream of all that is written to a table from now on. The table must
// have none.
func (db *Database) EnableStream(t *Table, view StreamView) *Stream {
	db.dropStreams()
	s := &Stream{TableName: t.Name, Key: t.Key, View: view, table: t.Serial, open: true, tended: db.now}
	s.Created = db.now - db.now%Millisecond
	at := 0
	for i, other := range db.streams {
		if other.TableName <= t.Name {
			at = i + 1
		}
		if other.TableName == t.Name { // no two labels of a name are the same
			s.Created = max(s.Created, other.Created+Millisecond)
		}
	}
	s.Label = s.Created.Date().Digits()
	db.streams = append(db.streams[:at:at], append([]*Stream{s}, db.streams[at:]...)...)
	for _, p := range t.ring.partitions {
		db.openShard(s, p, ShardID{})
	}
	t.LatestStream = s.Label
	return s
}

// DisableStream ends a table's stream, if it has one. What is in it can still be read for a day.
func (db *Database) DisableStream(t *Table) {
	s := db.StreamOf(t)
	if s == nil {
		return
	}
	s.open, s.ended = false, db.now
	for _, p := range t.ring.partitions {
		db.closeShard(s, p)
		p.trim()
	}
}

// StreamOf returns the stream of a table that is not disabled, or nil.
func (db *Database) StreamOf(t *Table) *Stream {
	for _, s := range db.streams {
		if s.open && s.table == t.Serial {
			return s
		}
	}
	return nil
}

// Streams returns all streams that can be read, sorted by the names of their tables and then by
// label.
func (db *Database) Streams() []*Stream {
	return slices.DeleteFunc(slices.Clone(db.streams), db.vanished)
}

// Stream returns the stream of a table's name with that label, or nil.
func (db *Database) Stream(table, label string) *Stream {
	for _, s := range db.streams {
		if s.TableName == table && s.Label == label && !db.vanished(s) {
			return s
		}
	}
	return nil
}

// StreamStatus returns where a stream is in its life: it changes with its table.
func (db *Database) StreamStatus(s *Stream) StreamStatus {
	changing := false
	if t := db.tableBySerial(s.table); t != nil && t.LatestStream == s.Label {
		changing = t.Status == Creating || t.Status == Deleting || t.Under(StreamChange, nil) != nil
	}
	switch {
	case s.open && changing:
		return StreamEnabling
	case s.open:
		return StreamEnabled
	case changing:
		return StreamDisabling
	}
	return StreamDisabled
}

// vanished reports whether a stream was disabled so long ago that nothing in it can be read.
func (db *Database) vanished(s *Stream) bool { return !s.open && db.now-s.ended >= retention }

// dropStreams drops those that vanished.
func (db *Database) dropStreams() { db.streams = slices.DeleteFunc(db.streams, db.vanished) }

// stream takes part in a commit that is about to happen.
func (db *Database) stream(t *Table, p *Partition, w *Write) {
	if !p.shard.open {
		return
	}
	if w.After == w.Before {
		w.After = w.Before // the same text in memory, so that whoever reads the log sees at once that nothing changed
	}
	if db.now >= p.shard.due {
		db.tendShard(t, p)
	}
}

// tendShard closes a partition's shard and opens another if it has been open for long, and now
// and then has all of the stream drop what nobody can read any more.
func (db *Database) tendShard(t *Table, p *Partition) {
	s := db.StreamOf(t)
	if db.now-p.shard.opened >= shardLife {
		db.openShard(s, p, db.closeShard(s, p))
		p.trim()
	}
	db.tendStream(s)
	p.shard.due = min(s.tended+tendEvery, p.shard.opened+shardLife)
}

// tendStream drops what nobody can read any more, if it is time for that. What can be read does
// not depend on it.
func (db *Database) tendStream(s *Stream) (did bool) {
	if db.now-s.tended < tendEvery {
		return false
	}
	s.tended = db.now
	s.closed = slices.DeleteFunc(s.closed, func(sh Shard) bool { return db.now-sh.ended >= retention })
	for i := range s.closed {
		sh := &s.closed[i]
		sh.kept = sh.Horizon(db.now)
		sh.log.trim(sh.kept - 1)
	}
	if !s.open {
		return true
	}
	for _, p := range db.tableBySerial(s.table).ring.partitions {
		open := p.readShard()
		p.shard.kept = open.Horizon(db.now)
		p.trim()
	}
	return true
}

// tidyStreams has up to steps streams drop what nobody can read any more.
func (db *Database) tidyStreams(steps int) (done int) {
	db.dropStreams()
	for _, s := range db.streams {
		if done < steps && db.tendStream(s) {
			done++
		}
	}
	return done
}

func (s *Stream) clone() *Stream {
	c := *s
	c.closed = slices.Clone(s.closed)
	return &c
}
