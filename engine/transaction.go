package engine

import (
	"errors"
	"slices"

	"ringside/engine/item"
)

// ErrConflict is the error of an action whose item another client's transaction holds.
var ErrConflict = errors.New("another client's transaction holds the item")

// Transact computes the changes of all actions, no two of them to one item, and then
// commits all of them or, if one of them errs, none. On success errs is nil, else it has
// an error, or nil, for each action.
//
// DynamoDB prepares every item of a transaction before it commits the first, in two
// rounds. The engine does one request at a time, so here both are one step, and what
// others could see in between is played by marks.
//
// https://www.usenix.org/conference/atc23/presentation/idziorek
func (db *Database) Transact(actions []Action) (writes []Write, errs []error) {
	all := make([]prepared, len(actions))
	failed := false
	for i := range actions {
		all[i] = db.prepare(&actions[i])
		db.crowd(all[:i+1])
		failed = failed || all[i].err != nil
	}
	if failed {
		return nil, db.cancel(all)
	}
	for _, p := range all {
		writes = append(writes, db.finish(p, twice))
	}
	db.mark(actions)
	return writes, nil
}

// crowd refuses the last of some actions if they make its collection too large together.
func (db *Database) crowd(all []prepared) {
	if p := &all[len(all)-1]; p.err == nil && len(p.owner.local) > 0 && db.overfull(p, growthTogether(all)) {
		p.err = ErrCollectionFull
	}
}

// cancel leaves everything as it is. What was prepared is charged all the same.
func (db *Database) cancel(all []prepared) (errs []error) {
	for _, p := range all {
		db.refuse(p, twice)
		errs = append(errs, p.err)
	}
	return errs
}

// TransactGet reads an item as part of a transaction, from its leader, at twice the price of a
// consistent read. The error is ErrConflict when a transaction of another client holds the item,
// or that of Get.
func (db *Database) TransactGet(t *Table, key item.Key, client uint64) (item.Item, error) {
	it, err := db.get(t, key, true, twice)
	if err != nil {
		return "", err
	}
	if db.marked(t, key, client) {
		db.count(t, TransactionConflicts, 1)
		return "", ErrConflict
	}
	return it, nil
}

// Recount traces an action of a transaction that was committed earlier and is asked for
// again: nothing is written, and it is charged like reading the item, of that many bytes. The error
// is ErrUnavailable.
func (db *Database) Recount(t *Table, key item.Key, bytes int) error {
	p := db.route(t, key)
	if err := db.readable(p); err != nil {
		return err
	}
	db.trace.Add(Step{Phase: Reading, Partition: p.ID, Replica: p.leader, Leading: true, Examined: 1, Bytes: bytes})
	db.pay(t, p, key, Reads, bytes, twice*ReadUnits(bytes, true))
	return nil
}

// marks are on the items of transactions that other clients can still run into, since
// the engine takes requests that clients send at once one after the other.
//
// Invariant: marks are replaced as a whole, never changed, so clones can share them.
type marks []mark

type mark struct {
	table  int // Table.Serial
	key    item.Key
	client uint64
	until  Time // from when on the item is free again
}

// on reports whether the mark is on the item of an action.
func (m mark) on(a Action) bool { return m.table == a.Table.Serial && m.key == a.Key }

// mark holds the items of a transaction against other clients for a while. Without
// client ids there are no others.
func (db *Database) mark(actions []Action) {
	if len(actions) == 0 || actions[0].Client == 0 {
		return
	}
	var held marks
	for _, m := range db.marks {
		if m.until > db.now && !slices.ContainsFunc(actions, m.on) {
			held = append(held, m)
		}
	}
	for _, a := range actions {
		held = append(held, mark{a.Table.Serial, a.Key, a.Client, db.now + db.scale.Transaction})
	}
	db.marks = held
}

// marked reports whether another client's transaction holds an item.
func (db *Database) marked(t *Table, key item.Key, client uint64) bool {
	if client == 0 {
		return false
	}
	for i := range db.marks {
		if m := &db.marks[i]; m.client != client && m.until > db.now && m.table == t.Serial && m.key == key {
			return true
		}
	}
	return false
}
