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

// growth is what a write adds to its item collection, entries of local indexes included.
func (p *prepared) growth() int64 {
	grown := int64(p.write.After.Size() - p.write.Before.Size())
	for _, x := range p.owner.local {
		c := x.change(&p.write)
		grown += int64(c.new.Size() - c.old.Size())
	}
	return grown
}

// growthTogether is what the last of some writes adds to its collection with those before it.
func growthTogether(all []prepared) (grown int64) {
	last := &all[len(all)-1]
	for i := range all {
		if p := &all[i]; p.err == nil && p.Table == last.Table && collectionOf(p.Key) == collectionOf(last.Key) {
			grown += p.growth()
		}
	}
	return grown
}

// overfull reports whether a write that makes its collection grow so much would make it too
// large. The collection is only added up where its partition is as large.
func (db *Database) overfull(p *prepared, grown int64) bool {
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

// CutsCollection reports whether a partition that begins there begins inside an item
// collection: in a table with a local index none may.
func CutsCollection(first item.Key) bool {
	return len(first) > len(item.HashKey(0)) && collectionOf(first) != first
}

// collectionOf returns what all keys of an item collection begin with, those in local
// indexes too.
func collectionOf(key item.Key) item.Key {
	const hashBytes, end = 8, "\x00\x01"
	return key[:hashBytes+strings.Index(string(key[hashBytes:]), end)+len(end)]
}
