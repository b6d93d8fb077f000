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
	Name               string
	Key                Schema
	OnDemand           bool
	ReadUnits          int64 // provisioned, a second
	WriteUnits         int64
	DeletionProtection bool
	Indexes            []NewIndex
}

// A NewIndex is what CreateTable says of an index.
type NewIndex struct {
	IndexDefinition
	ReadUnits  int64 // provisioned, a second, of a global index
	WriteUnits int64
}
