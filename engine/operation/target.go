package operation

import (
	"ringside/engine"
	"ringside/engine/item"
)

// A target is the item that one of several in a request is about: a read or write of a
// batch, an action of a transaction. What keeps it from being found is kept until all
// were looked for, since DynamoDB reports one sort of mistake after the other:
//
//	two targets are one item
//	a table is not there
//	a key has the wrong attributes, or values that no key has
type target struct {
	table   *engine.Table
	key     item.Key
	missing error // the table is not there
	misfit  error // the key is not of the table's schema
	refused error // a value that the key cannot have
}

// target looks for the item with a key that is read from an item in the request.
func (d *Door) target(name tableName, it item.Item, read keyReader) (t target) {
	if t.table, t.missing = d.table(name); t.missing != nil {
		return t
	}
	values, err := read(t.table.Key, it)
	if err != nil {
		t.misfit = err
		return t
	}
	t.key, t.refused = storableKey(t.table.Key, values)
	return t
}

// is reports whether two targets are one item.
func (t *target) is(other *target) bool {
	return t.key != "" && t.key == other.key && t.table == other.table
}

// twice reports whether two of the targets are one item.
func twice(all []*target) bool {
	for i, t := range all {
		for _, other := range all[:i] {
			if t.is(other) {
				return true
			}
		}
	}
	return false
}

// firstFault returns the first error of the targets that a look finds.
func firstFault(all []*target, look func(*target) error) error {
	for _, t := range all {
		if err := look(t); err != nil {
			return err
		}
	}
	return nil
}

func missingTable(t *target) error { return t.missing }

func refusedKey(t *target) error { return t.refused }

// unfitKey is for requests that don't tell a wrong key from a value that no key has.
func unfitKey(t *target) error {
	if t.misfit != nil {
		return t.misfit
	}
	return t.refused
}
