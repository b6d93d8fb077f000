package engine

import (
	"slices"

	"ringside/engine/item"
)

// A Projection says which attributes of an item an index has.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Projection.html
type Projection uint8

// The projections. The keys of table and index are in each.
const (
	ProjectAll Projection = iota
	ProjectKeys
	ProjectInclude
)

// String returns the projection as DynamoDB spells it.
func (p Projection) String() string { return [...]string{"ALL", "KEYS_ONLY", "INCLUDE"}[p] }

// An IndexDefinition is what is said of an index when it is created. It is immutable.
type IndexDefinition struct {
	Name       string
	Local      bool
	Partition  []KeyAttribute // one to four; of a local index the table's partition key
	Sort       []KeyAttribute // none to four; one of a local index
	Projection Projection
	NonKey     []string // of ProjectInclude, sorted

	table Schema
	keeps []string // all attributes that an entry has, sorted; nil when it has all
}

// An IndexStatus is where a global index is in its life.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GlobalSecondaryIndexDescription.html
type IndexStatus uint8

// The statuses of an index.
const (
	IndexActive IndexStatus = iota
	IndexCreating
	IndexDeleting
	IndexUpdating
)

// String returns the status as DynamoDB spells it.
func (s IndexStatus) String() string {
	return [...]string{"ACTIVE", "CREATING", "DELETING", "UPDATING"}[s]
}

// An Index is another order of a table's items. A local one is a second tree in each of the
// table's replicas, written with the first. A global one is a table of its own, whose
// partitions are filled by a reader of the table's logs, a little later:
//
//	table's partition ── log ──▶ reader ──▶ the index's partition ── log ──▶ its followers
//
// Only items that have all attributes of the index's key are in it.
type Index struct {
	*IndexDefinition
	Status     IndexStatus
	Throughput // of a global index

	entries *Table   // of a global index
	fill    backfill // of one that was added to its table
	items   int64    // of a local one
	bytes   int64
}

func newIndex(d IndexDefinition, table Schema) *IndexDefinition {
	d.table = table
	if d.Projection == ProjectAll {
		return &d
	}
	d.keeps = slices.Clone(d.NonKey)
	for _, k := range slices.Concat(d.Partition, d.Sort, []KeyAttribute{table.Partition, table.Sort}) {
		if k.Name != "" {
			d.keeps = append(d.keeps, k.Name)
		}
	}
	slices.Sort(d.keeps)
	d.keeps = slices.Compact(d.keeps)
	return &d
}

// IndexOf returns the definition of the global index that the table is, nil of any other
// table.
func (t *Table) IndexOf() *IndexDefinition { return t.index }

// Base returns the key of the index's table.
func (x *IndexDefinition) Base() Schema { return x.table }

// Entries returns the table that a global index is, nil of a local one.
func (x *Index) Entries() *Table { return x.entries }

// ItemCount returns the number of entries.
func (x *Index) ItemCount() int64 {
	if x.entries != nil {
		return x.entries.items
	}
	return x.items
}

// SizeBytes returns the sum of the entries' sizes, by DynamoDB's rule.
func (x *Index) SizeBytes() int64 {
	if x.entries != nil {
		return x.entries.bytes
	}
	return x.bytes
}

// Index returns the table's index of that name, or nil.
func (t *Table) Index(name string) *Index {
	for _, x := range t.Indexes {
		if x.Name == name {
			return x
		}
	}
	return nil
}

// Projects reports whether an entry has an attribute, if its item has it.
func (x *IndexDefinition) Projects(name string) bool {
	_, found := slices.BinarySearch(x.keeps, name)
	return x.keeps == nil || found
}

// values are those of some key attributes of an item, or none when one of them is missing, of
// another type, empty or too long: an index that is added to a table passes over such items.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.OnlineOps.ViolationDetection.html
func values(it item.Item, attributes []KeyAttribute, maxBytes int) ([]item.Value, bool) {
	all := make([]item.Value, len(attributes))
	for i, k := range attributes {
		all[i] = it.Get(k.Name)
		size := all[i].Size()
		if all[i].Type() != k.Type || size == 0 || size > maxBytes {
			return nil, false
		}
	}
	return all, true
}

// KeyOf returns the key under which an entry, or the item that it is of, is in the index:
// "" when it is not.
func (x *IndexDefinition) KeyOf(it item.Item) item.Key {
	if it == "" {
		return ""
	}
	partition, in := values(it, x.Partition, MaxPartitionKey)
	if !in {
		return ""
	}
	sort, in := values(it, x.Sort, MaxSortKey)
	if !in {
		return ""
	}
	return item.EncodeIndexKey(partition, sort, x.table.KeyOf(it))
}

// entry returns what the index has of an item, and under which key; both are empty when the
// item is not in it.
func (x *IndexDefinition) entry(it item.Item) (item.Key, item.Item) {
	key := x.KeyOf(it)
	switch {
	case key == "":
		return "", ""
	case x.keeps == nil:
		return key, it
	}
	return key, it.Pick(x.keeps)
}

// EntryOf returns what the index has of an item that is in it.
func (x *IndexDefinition) EntryOf(it item.Item) item.Item {
	_, entry := x.entry(it)
	return entry
}

// An entryChange is what a write of an item does to its entry in an index.
type entryChange struct {
	oldKey, newKey item.Key
	old, new       item.Item
}

func (x *IndexDefinition) change(w *Write) (c entryChange) {
	c.oldKey, c.old = x.entry(w.Before)
	c.newKey, c.new = x.entry(w.After)
	return c
}

// changes reports whether there is anything to write.
func (c *entryChange) changes() bool { return c.oldKey != c.newKey || c.old != c.new }

// units are what the change costs: an entry that gets another key is deleted in one place
// and written in another.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations.Writes
func (c *entryChange) units() Units {
	switch {
	case !c.changes():
		return 0
	case c.oldKey == c.newKey:
		return WriteUnits(max(c.old.Size(), c.new.Size()))
	}
	units := Units(0)
	for _, entry := range []item.Item{c.old, c.new} {
		if entry != "" {
			units += WriteUnits(entry.Size())
		}
	}
	return units
}

// apply makes the change in a tree.
func (c *entryChange) apply(t *Tree) {
	if c.oldKey != c.newKey && c.oldKey != "" {
		t.Delete(c.oldKey)
	}
	if c.newKey != "" && c.changes() {
		t.Put(c.newKey, c.new)
	}
}

// count keeps the sums of a local index.
func (x *Index) count(c *entryChange) {
	x.bytes += int64(c.new.Size() - c.old.Size())
	if c.oldKey != "" {
		x.items--
	}
	if c.newKey != "" {
		x.items++
	}
}
