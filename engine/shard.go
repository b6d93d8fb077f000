package engine

import (
	"sort"
	"strconv"
	"strings"

	"ringside/engine/item"
)

// A ShardID tells a stream's shards apart: the time in milliseconds at which it was opened, or the
// next number that is free, and some digits of chance. Later ones are greater, as numbers and as
// text. The zero ShardID is none.
type ShardID struct {
	number int64
	suffix uint32
}

// String returns the ID as DynamoDB has it: shardId-00000001767225600000-1f2e3d4c.
func (id ShardID) String() string {
	number := strconv.FormatInt(id.number, 10)
	const zeros, digits = "00000000000000000000", 8
	return "shardId-" + zeros[len(number):] + number + "-" + Hex(uint64(id.suffix))[digits:]
}

// Number returns what alone tells the ID from the stream's others.
func (id ShardID) Number() int64 { return id.number }

// A Shard is a stretch of a partition's log, for readers of a stream. It ends when the partition is
// split, or when it has been open for some hours; then it has children, which go on where it ended.
//
// Invariant: its writes have ascending times; children begin right after their parent's last write
// and divide its range.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Shard.html
type Shard struct {
	ID     ShardID
	Parent ShardID // none for those that the stream began with

	ordinal int // 1, 2, 3, … in the stream
	from    item.Key
	to      item.Key
	open    bool
	opened  Time
	ended   Time
	due     Time   // when a write has to look after it, while it is open
	first   uint64 // the place in the partition's log where it begins
	last    uint64 // its last write, first−1 when it has none; known when it is closed or read
	kept    uint64 // the first write that is not dropped
	log     Log    // known when it is closed or read
}

// openShard opens a partition's shard, behind all that was written so far.
func (db *Database) openShard(s *Stream, p *Partition, parent ShardID) {
	s.opened++
	s.latest = max(s.latest+1, int64(db.now/Millisecond))
	next := p.log.end + 1
	p.shard = Shard{
		ID:     ShardID{s.latest, uint32(hashOf(db.seed, uint64(s.latest), s.TableName+s.Label))},
		Parent: parent, ordinal: s.opened, from: p.First, to: p.Last,
		open: true, opened: db.now, due: min(s.tended+tendEvery, db.now+shardLife), first: next, kept: next,
	}
}

// closeShard gives a partition's shard to the stream, with the writes that are in it.
func (db *Database) closeShard(s *Stream, p *Partition) ShardID {
	sh := p.readShard()
	sh.open, sh.ended, sh.log = false, db.now, p.log.clone()
	sh.log.trim(sh.kept - 1)
	s.closed = append(s.closed, sh)
	p.shard = Shard{}
	return sh.ID
}

// splitShard closes the shard of a partition that was split, and opens its children's.
func (db *Database) splitShard(t *Table, parent *Partition, children ...*Partition) {
	if !parent.shard.open {
		return
	}
	s := db.StreamOf(t)
	id := db.closeShard(s, parent)
	for _, c := range children {
		db.openShard(s, c, id)
		c.trim()
	}
}

// readShard returns the partition's open shard, to be read now.
func (p *Partition) readShard() Shard {
	sh := p.shard
	sh.last, sh.log = p.log.end, p.log
	return sh
}

// Shards returns a stream's shards that can be read, in the order of their IDs: parents come before
// children.
func (db *Database) Shards(s *Stream) []Shard {
	var all []Shard
	for _, sh := range s.closed {
		if db.now-sh.ended < retention {
			all = append(all, sh)
		}
	}
	if s.open {
		for _, p := range db.tableBySerial(s.table).ring.partitions {
			all = append(all, p.readShard())
		}
	}
	sort.Slice(all, func(i, j int) bool { return all[i].ordinal < all[j].ordinal })
	return all
}

// Shard returns the shard of a stream whose ID has a number, to be read now, and false when there is
// none.
func (db *Database) Shard(s *Stream, number int64) (Shard, bool) {
	for _, sh := range s.closed {
		if sh.ID.number == number {
			return sh, db.now-sh.ended < retention
		}
	}
	if s.open {
		for _, p := range db.tableBySerial(s.table).ring.partitions {
			if p.shard.ID.number == number {
				return p.readShard(), true
			}
		}
	}
	return Shard{}, false
}

// Range returns the keys whose writes are in the shard: from from up to, not including, to; an empty
// to means the end of the key space.
func (sh *Shard) Range() (from, to item.Key) { return sh.from, sh.to }

// Closed reports whether no more writes will come.
func (sh *Shard) Closed() bool { return !sh.open }

// End returns the place behind the last write.
func (sh *Shard) End() uint64 { return sh.last + 1 }

// Horizon returns the place of the first write that is young enough to be read, or the end.
func (sh *Shard) Horizon(now Time) uint64 {
	young := func(i int) bool { return now-sh.log.at(sh.kept+uint64(i)).At < retention }
	n := int(sh.End() - sh.kept)
	if n == 0 || young(0) {
		return sh.kept
	}
	return sh.kept + uint64(sort.Search(n, young))
}

// maxWalk bounds how many writes of a log are looked at at a time, for many may have changed nothing.
const maxWalk = 10_000

// Read visits the writes from a place on that changed something, until one is refused, there are no
// more, or enough were looked at. It returns the place to go on from.
func (sh *Shard) Read(from uint64, visit func(place uint64, w *Write) bool) (next uint64) {
	for next = max(from, sh.kept); next <= sh.last && next-from < maxWalk; next++ {
		w := sh.log.ref(next)
		if w.Before != w.After && !visit(next, w) {
			break
		}
	}
	return next
}

// A sequence number is 24 digits, of which the first is 1:
//
//	1 │ place in the log (14) │ twice the shard's ordinal (9)
//
// So no two records of a stream have the same, and a child's are greater than its parent's. A
// shard's range begins right before the place of its first write and ends right after its last.
const (
	placeDigits   = 14
	ordinalDigits = 9
	numberDigits  = 1 + placeDigits + ordinalDigits
)

// AppendNumber appends the sequence number of the write at a place.
func (sh *Shard) AppendNumber(dst []byte, place uint64) []byte {
	return appendNumber(dst, place, uint64(2*sh.ordinal))
}

func appendNumber(dst []byte, place, ordinal uint64) []byte {
	const decimal, beforePlace, beforeOrdinal = 10, 1e14, 1e9 // a 1 before as many digits as each has
	var space [1 + ordinalDigits]byte
	dst = strconv.AppendUint(dst, beforePlace+place, decimal)
	return append(dst, strconv.AppendUint(space[:0], beforeOrdinal+ordinal, decimal)[1:]...)
}

// Starting returns the sequence number that the shard begins with; no record has it.
func (sh *Shard) Starting() string {
	return string(appendNumber(nil, sh.first-1, uint64(2*sh.ordinal)))
}

// Ending returns the sequence number that a closed shard ends with; no record has it.
func (sh *Shard) Ending() string {
	return string(appendNumber(nil, sh.last, uint64(2*sh.ordinal+1)))
}

// Find returns the places of the first write whose sequence number is at least that one, and of the
// first whose number is greater; false for what is no number of this shard.
func (sh *Shard) Find(number string) (at, after uint64, found bool) {
	number = strings.TrimLeft(number, "0")
	if len(number) != numberDigits || number < sh.Starting() || number > sh.Ending() {
		return 0, 0, false
	}
	place, err := strconv.ParseUint(number[1:1+placeDigits], 10, 64)
	_, malformed := strconv.ParseUint(number[1+placeDigits:], 10, 64)
	at, after = place, place
	same := string(sh.AppendNumber(nil, place))
	if same < number {
		at++
	}
	if same <= number {
		after++
	}
	return max(at, sh.first), max(after, sh.first), err == nil && malformed == nil
}
