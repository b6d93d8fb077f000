package engine

import (
	"encoding/binary"
	"strconv"
	"strings"

	"ringside/engine/item"
)

// A TableStatus is where a table is in its life.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html
type TableStatus uint8

// The statuses of a table.
const (
	Active TableStatus = iota
	Creating
	Deleting
	Updating
)

// String returns the status as DynamoDB spells it.
func (s TableStatus) String() string {
	return [...]string{"ACTIVE", "CREATING", "DELETING", "UPDATING"}[s]
}

// A Table is a ring of partitions under one primary key.
//
// Invariant: items and bytes are the sums over all partitions.
type Table struct {
	Definition
	ID      string // a UUID, another one for every table ever created
	Serial  int    // the same for the engine's own use: 1, 2, 3, …
	Status  TableStatus
	Created Time

	TimeToLive TimeToLive
	Injection  Injection

	Indexes []*Index // local ones first, each kind as they were created

	LatestStream   string  // the Label of its latest stream, "" when it never had one
	LastOnDemand   Time    // when it last became on-demand, zero: never
	ClassChanges   [2]Time // when its class was last changed, and when before that
	TagsBusy       Time    // until when its tags may not be changed again
	ProtectionBusy Time    // until when DeletionProtection may not be set again

	updates []Update
	monitor *monitor

	index *IndexDefinition // of a table that is a global index
	ring  Ring
	items int64
	bytes int64

	meters    [accesses]meter // what is left of its throughput, and what was consumed
	measuring bool
	scaled    bool // its throughput has auto scaling
	growth    [accesses]growth
	streaks   [accesses]streak
}

// KeyOf returns the key under which an item, or an entry of the index that the table is, is
// stored.
func (t *Table) KeyOf(it item.Item) item.Key {
	if t.index != nil {
		return t.index.KeyOf(it)
	}
	return t.Key.KeyOf(it)
}

// AddTable adds an Active table whose partitions begin at the given cuts; the first cut
// is the empty key. The name must be free.
func (db *Database) AddTable(d Definition, cuts []item.Key) *Table {
	db.serials++
	t := &Table{
		Definition: d,
		ID:         db.uuid("table " + strconv.Itoa(db.serials)),
		Serial:     db.serials,
		Created:    db.now,
		ring:       newRing(cuts, db.scale.TreeDegree),
	}
	t.Definition.Indexes = nil
	t.scaled = t.Scaling.sound()
	t.warmAtFirst(t.OnDemand)
	if t.OnDemand {
		t.LastOnDemand = db.now
	}
	for _, d := range d.Indexes {
		db.addIndex(t, d)
	}
	for _, p := range t.ring.partitions {
		p.index(t.Indexes, db.scale.TreeDegree)
	}
	db.open(t)
	db.tune(t)
	db.awaitScaling(t)
	i, _ := db.search(d.Name)
	db.tables = append(db.tables[:i:i], append([]*Table{t}, db.tables[i:]...)...)
	return t
}

// addIndex adds an index that is Active and empty.
func (db *Database) addIndex(t *Table, d NewIndex) *Index {
	x := &Index{IndexDefinition: newIndex(d.IndexDefinition, t.Key), Throughput: d.Throughput}
	if !x.Local {
		x.warmAtFirst(t.OnDemand)
		db.serials++
		x.entries = &Table{
			Definition: Definition{Name: x.Name, OnDemand: t.OnDemand, Key: Schema{Partition: x.Partition[0]}},
			Serial:     db.serials, Created: db.now, index: x.IndexDefinition,
			ring: newRing(db.firstCuts(&x.Throughput, t.OnDemand), db.scale.TreeDegree), scaled: x.Scaling.sound(),
		}
		if len(x.Sort) > 0 {
			x.entries.Key.Sort = x.Sort[0]
		}
		db.open(x.entries)
	}
	t.Indexes = append(t.Indexes, x)
	return x
}

// uuid returns a version 4 UUID made from the seed and the request's number.
func (db *Database) uuid(what string) string {
	high, low := db.ID(what), db.ID(what+" low")
	digits := Hex(high&^0xf000|0x4000) + Hex(low&^(0xc0<<56)|0x80<<56)
	return strings.Join([]string{digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]}, "-")
}

// Hex returns a hash as 16 hexadecimal digits.
func Hex(hash uint64) string {
	digits := strconv.FormatUint(hash, 16)
	return "0000000000000000"[len(digits):] + digits
}

// AppendHex appends a hash as 16 hexadecimal digits.
func AppendHex(dst []byte, hash uint64) []byte {
	dst = binary.BigEndian.AppendUint64(dst, hexDigits(hash>>32))
	return binary.BigEndian.AppendUint64(dst, hexDigits(hash&0xffff_ffff))
}

// hexDigits returns eight digits of four bits each, all at once: every half of a byte gets a byte
// of its own, and those above 9 are moved on to the letters.
func hexDigits(n uint64) uint64 {
	n = (n<<16 | n) & 0x0000ffff_0000ffff
	n = (n<<8 | n) & 0x00ff00ff_00ff00ff
	n = (n<<4 | n) & 0x0f0f0f0f_0f0f0f0f
	above9 := (n + 0x06060606_06060606) >> 4 & 0x01010101_01010101
	return n + 0x30303030_30303030 + above9*('a'-'9'-1)
}

// ItemCount returns the number of items in the table.
func (t *Table) ItemCount() int64 { return t.items }

// SizeBytes returns the sum of the items' sizes, by DynamoDB's rule.
func (t *Table) SizeBytes() int64 { return t.bytes }

// Partitions returns the table's partitions in ring order.
func (t *Table) Partitions() []*Partition { return t.ring.partitions }

// Partition returns the partition of that ID, or nil; a partition that was split is
// no longer there.
func (t *Table) Partition(id int) *Partition {
	for _, p := range t.ring.partitions {
		if p.ID == id {
			return p
		}
	}
	return nil
}

// Locate returns the partition that owns key.
func (t *Table) Locate(key item.Key) *Partition { return t.ring.Locate(key) }

// Span returns the partitions that hold the keys from from up to, not including, to; an
// empty to means the end of the key space.
func (t *Table) Span(from, to item.Key) []*Partition { return t.ring.Span(from, to) }
