package engine

import (
	"cmp"
	"slices"
	"strings"

	"ringside/engine/item"
)

// A shape is how a workload makes up the keys and items of its table: all of them follow from the
// request's number and a random one. It is immutable.
type shape struct {
	spec       *WorkloadSpec
	schema     Schema
	began      Time
	attributes []shapedAttribute // sorted by name
	pad        item.Value        // fills an item up to its size
	partitions []item.Value      // the first partition keys, where they have numbers
}

type shapedAttribute struct {
	name   string
	role   role
	typ    item.Type
	values int64 // of a role made
}

// A role is what an attribute of a made-up item is for.
type role uint8

const (
	partitionRole role = iota
	sortRole
	madeRole
	numberRole // the request that wrote the item last
	padRole
)

// The names of the last two.
const (
	numberName = "Request"
	padName    = "Pad"
)

func newShape(t *Table, spec *WorkloadSpec, began Time) *shape {
	s := &shape{spec: spec, schema: t.Key, began: began}
	s.add(t.Key.Partition.Name, partitionRole, t.Key.Partition.Type, 0)
	if t.Key.HasSort() {
		s.add(t.Key.Sort.Name, sortRole, t.Key.Sort.Type, 0)
	}
	for _, a := range spec.Attributes {
		s.add(a.Name, madeRole, t.typeOf(a.Name), a.Values)
	}
	s.add(numberName, numberRole, item.N, 0)
	s.add(padName, padRole, item.S, 0)
	s.keepKeys()
	s.pad = item.String("")
	last := spec.Rate*spec.Seconds - 1
	partition, sort := s.values(last, 0)
	bare := s.item(last, partition, sort, 0).Size()
	s.pad = item.String(strings.Repeat("x", max(0, int(spec.ItemBytes)-bare)))
	return s
}

// keepKeys makes up the first partition keys, where they have numbers.
func (s *shape) keepKeys() {
	if s.spec.Keys.Spread == Rows || s.spec.Keys.Spread == TimeOrdered {
		return
	}
	for k := range min(s.spec.Keys.Count, keysKept) {
		s.partitions = append(s.partitions, NumberedKey(s.schema.Partition.Type, CustomerKey, k))
	}
}

// add adds an attribute unless there is one of its name.
func (s *shape) add(name string, r role, t item.Type, values int64) {
	at, found := slices.BinarySearchFunc(s.attributes, name, func(a shapedAttribute, name string) int {
		return cmp.Compare(a.name, name)
	})
	if !found {
		s.attributes = slices.Insert(s.attributes, at, shapedAttribute{name, r, t, values})
	}
}

// typeOf returns the type that an index needs of an attribute, S where none does.
func (t *Table) typeOf(name string) item.Type {
	for _, x := range t.Indexes {
		for _, k := range slices.Concat(x.Partition, x.Sort) {
			if k.Name == name {
				return k.Type
			}
		}
	}
	return item.S
}

// keysKept is how many partition keys are made up once and for all.
const keysKept = 10_000

// Each purpose has a random number of its own.
const (
	drawKey = iota + 1
	drawSort
	drawMix
	drawRead
	drawLatency
	drawAttribute
)

// drawn returns a random number of a request for one purpose.
func drawn(random uint64, purpose int) uint64 { return Mix(random + uint64(purpose)) }

// values returns the key of the item that a request is about; sort is "" where there is none.
func (s *shape) values(number int64, random uint64) (partition, sort item.Value) {
	if s.spec.Keys.Spread == TimeOrdered {
		return s.moment(number)
	}
	k := s.spec.Keys.draw(drawn(random, drawKey))
	switch {
	case s.spec.Keys.Spread == Rows:
		partition = s.spec.Keys.Rows[k].Key
	case k < int64(len(s.partitions)):
		partition = s.partitions[k]
	default:
		partition = NumberedKey(s.schema.Partition.Type, CustomerKey, k)
	}
	if s.schema.HasSort() {
		sort = NumberedKey(s.schema.Sort.Type, OrderKey, int64(drawn(random, drawSort)%uint64(s.spec.SortKeys)))
	}
	return partition, sort
}

// moment returns a key that follows the clock: the day and the time of it, or, without a sort key, both
// in one.
func (s *shape) moment(number int64) (partition, sort item.Value) {
	at := s.spec.arrival(s.began, number)
	digits := at.Date().Digits()
	const day = len("2026-10-08")
	if !s.schema.HasSort() {
		return momentValue(s.schema.Partition.Type, digits, int64(at), number), ""
	}
	return momentValue(s.schema.Partition.Type, digits[:day], int64(at/Day), -1),
		momentValue(s.schema.Sort.Type, digits, int64(at), number)
}

// momentValue returns a moment as text or as a number; with the number of a request no two are equal.
func momentValue(t item.Type, digits string, n, number int64) item.Value {
	if number >= 0 {
		digits, n = digits+"#"+Padded(number), n+number
	}
	switch t {
	case item.N:
		return item.FromInt(int(n))
	case item.B:
		return item.Binary([]byte(digits))
	}
	return item.String(digits)
}

// item returns the item that a request puts.
func (s *shape) item(number int64, partition, sort item.Value, random uint64) item.Item {
	var room [16]item.Attribute
	made := room[:0]
	for i := range s.attributes {
		a := &s.attributes[i]
		v := s.pad
		switch a.role {
		case partitionRole:
			v = partition
		case sortRole:
			v = sort
		case madeRole:
			v = a.made(i, random)
		case numberRole:
			v = item.FromInt(int(number))
		}
		made = append(made, item.Attribute{Name: a.name, Value: v})
	}
	return item.New(made)
}

// made returns the value of the i-th attribute, which is one of few.
func (a *shapedAttribute) made(i int, random uint64) item.Value {
	n := int64(drawn(random, drawAttribute+i) % uint64(a.values))
	return NumberedKey(a.typ, a.name+"#", n)
}
