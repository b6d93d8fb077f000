package operation

import (
	"ringside/engine"
	"ringside/engine/item"
)

// A subject is the item that one of several in a request is about: a read or write of a
// batch, an action of a transaction. What keeps it from being found is kept until all
// were looked for, since DynamoDB reports one sort of mistake after the other:
//
//	two subjects are one item
//	a table is not there
//	a key has the wrong attributes, or values that no key has
type subject struct {
	table   *engine.Table
	key     item.Key
	name    string    // of the table
	given   item.Item // the Key, if it is one and nothing more
	missing error     // the table is not there
	misfit  error     // the key is not of the table's schema
	refused error     // a value that the key cannot have
}

// keyed looks for the item with a Key.
func (d *Door) keyed(name tableName, key item.Item) subject {
	t := d.subject(name, key, givenValues)
	t.given = key
	return t
}

// subject looks for the item with a key that is read from an item in the request.
func (d *Door) subject(name tableName, it item.Item, read keyReader) (t subject) {
	t.name = name.name()
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

// is reports whether two subjects are one item, be it one that the table can have or not.
func (t *subject) is(other *subject) bool {
	if t.key != "" || other.key != "" {
		return t.key == other.key && t.table == other.table
	}
	return t.given != "" && t.given == other.given && t.name == other.name
}

// repeated reports whether two of the subjects are one item.
func repeated(all []*subject) bool {
	for i, t := range all {
		for _, other := range all[:i] {
			if t.is(other) {
				return true
			}
		}
	}
	return false
}

// firstFault returns the first error of the subjects that a look finds.
func firstFault(all []*subject, look func(*subject) error) error {
	for _, t := range all {
		if err := look(t); err != nil {
			return err
		}
	}
	return nil
}

func missingTable(t *subject) error { return t.missing }

func misfitting(t *subject) error { return t.misfit }

func refusedKey(t *subject) error { return t.refused }

// unfitKey is for requests that don't tell a wrong key from a value that no key has.
func unfitKey(t *subject) error {
	if t.misfit != nil {
		return t.misfit
	}
	return t.refused
}
