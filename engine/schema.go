package engine

import "ringside/engine/item"

// A KeyAttribute is one part of a primary key: its name and its type, S, N or B.
type KeyAttribute struct {
	Name string
	Type item.Type
}

// A Schema is a table's primary key. Sort.Name is empty when the partition key is all
// of it.
type Schema struct {
	Partition KeyAttribute
	Sort      KeyAttribute
}

// HasSort reports whether the primary key has a sort key.
func (s Schema) HasSort() bool { return s.Sort.Name != "" }

// KeyOf returns the key under which it is stored. The key attributes must be present
// and of their types.
func (s Schema) KeyOf(it item.Item) item.Key {
	var sort item.Value
	if s.HasSort() {
		sort = it.Get(s.Sort.Name)
	}
	return item.EncodeKey(it.Get(s.Partition.Name), sort)
}

// A Definition is what CreateTable says of a table.
type Definition struct {
	Name     string
	Key      Schema
	OnDemand bool
	Throughput
	DeletionProtection bool
	Class              TableClass
	KMSKey             string // ARN of the key that it is encrypted with, "" for DynamoDB's own
	Tags               []Tag
	Indexes            []NewIndex
}

// A TableClass says what storage and requests cost.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.TableClasses.html
type TableClass uint8

// The classes. A table that nobody has given one is Standard.
const (
	Unclassed TableClass = iota
	Standard
	InfrequentAccess
)

// String returns the class as DynamoDB spells it.
func (c TableClass) String() string {
	return [...]string{"STANDARD", "STANDARD", "STANDARD_INFREQUENT_ACCESS"}[c]
}

// A Tag is a word of its owner's about a table. The list that one is in is not changed, but
// replaced.
type Tag struct{ Key, Value string }

// A NewIndex is what CreateTable says of an index.
type NewIndex struct {
	IndexDefinition
	Throughput // of a global index
}
