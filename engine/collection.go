package engine

import (
	"errors"
	"strings"

	"ringside/engine/item"
)

// ErrCollectionFull is the error of a write that would make an item collection larger than
// a partition. In a table with a local index a collection can't be cut.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html#LSI.ItemCollections.SizeLimit
var ErrCollectionFull = errors.New("the item collection is as large as a partition")

// overfull reports whether a write would make its collection too large. It is only added up
// where its partition is as large.
func (db *Database) overfull(p *prepared) bool {
	if len(p.owner.local) == 0 {
		return false
	}
	grown := int64(p.write.After.Size() - p.write.Before.Size())
	for _, x := range p.owner.local {
		c := x.change(&p.write)
		grown += int64(c.new.Size() - c.old.Size())
	}
	most := db.scale.PartitionBytes
	if grown <= 0 || p.owner.bytes+p.owner.localBytes()+grown <= most {
		return false
	}
	return p.Table.CollectionBytes(p.Key)+grown > most
}

// localBytes returns no less than the size of the entries of local indexes.
func (p *Partition) localBytes() int64 { return p.bytes * int64(len(p.local)) }

// CollectionBytes returns the size of the item collection that a key is in: of its items and
// of their entries in local indexes. The table has a sort key.
func (t *Table) CollectionBytes(key item.Key) (bytes int64) {
	from := collectionOf(key)
	for _, p := range t.ring.Span(from, from.PrefixEnd()) {
		add := func(e Entry) bool { bytes += int64(e.Item.Size()); return true }
		lead := p.lead()
		lead.tree.Ascend(from, from.PrefixEnd(), add)
		for i := range lead.local {
			lead.local[i].Ascend(from, from.PrefixEnd(), add)
		}
	}
	return bytes
}

// collectionOf returns what all keys of an item collection begin with, those in local
// indexes too.
func collectionOf(key item.Key) item.Key {
	const hashBytes, end = 8, "\x00\x01"
	return key[:hashBytes+strings.Index(string(key[hashBytes:]), end)+len(end)]
}
