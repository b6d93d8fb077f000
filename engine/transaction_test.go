package engine

import (
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"ringside/engine/item"
)

var errUnwilling = errors.New("unwilling")

// Of a transaction all writes happen or none: of what is refused nothing is left, and what
// is committed is what the actions, done one by one, would have left.
func TestTransactionsAreAllOrNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		db, table := newSongs(testScale())
		for range rapid.IntRange(1, 20).Draw(t, "transactions") {
			db.Begin(db.Now()+Time(rapid.IntRange(0, 30).Draw(t, "ms"))*Millisecond, true)
			actions, unwilling := drawActions(t, table)
			before, alone := content(db, table), db.Clone()
			writes, errs := db.Transact(actions)
			if unwilling != (errs != nil) || (errs == nil) != (len(writes) == len(actions)) {
				t.Fatalf("unwilling: %t, but %v and %d writes of %d", unwilling, errs, len(writes), len(actions))
			}
			want := before
			if errs == nil {
				for _, a := range actions {
					a.Table = alone.Table("Songs")
					alone.Write(a)
				}
				want = content(alone, alone.Table("Songs"))
			}
			if got := content(db, table); got != want {
				t.Fatalf("got %q, want %q", got, want)
			}
			if broken := db.Check(); len(broken) > 0 {
				t.Fatal(broken)
			}
		}
	})
}

// drawActions returns actions on different items, and whether one of them will refuse.
func drawActions(t *rapid.T, table *Table) (actions []Action, unwilling bool) {
	keys := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a1", "a2", "b1", "c1", "d1", "d2"}), 1, 6, rapid.ID).Draw(t, "keys")
	for i, k := range keys {
		pk, sk := k[:1], k[1:]
		next := song(pk, sk, fmt.Sprint(i))
		a := Action{Table: table, Key: songKey(pk, sk)}
		switch rapid.IntRange(0, 9).Draw(t, "kind") {
		case 0:
			unwilling = true
			a.Change = func(item.Item) (item.Item, error) { return "", errUnwilling }
		case 1, 2:
			a.Change = func(item.Item) (item.Item, error) { return "", nil }
		case 3:
			a.Check = true
			a.Change = func(old item.Item) (item.Item, error) { return old, nil }
		default:
			a.Change = func(item.Item) (item.Item, error) { return next, nil }
		}
		actions = append(actions, a)
	}
	return actions, unwilling
}

func content(db *Database, t *Table) string {
	c := db.Clone()
	page, _ := c.Read(Read{Table: c.Table(t.Name), Consistent: true})
	return show(page.Items)
}

// An item of a transaction is held against other clients for a while, and against nobody
// else.
func TestMarks(t *testing.T) {
	scale := testScale()
	scale.Transaction = 20 * Millisecond
	db, table := newSongs(scale)
	by := func(client uint64) Action {
		return Action{Table: table, Key: songKey("a", "1"), Client: client, Change: func(item.Item) (item.Item, error) { return song("a", "1", "x"), nil }}
	}
	if _, errs := db.Transact([]Action{by(1)}); errs != nil {
		t.Fatal(errs)
	}
	fork := db.Clone()
	for _, c := range []struct {
		client uint64
		after  Time
		want   error
	}{
		{2, 0, ErrConflict}, {1, 0, nil}, {0, 0, nil},
		{2, scale.Transaction - 1, ErrConflict}, {2, scale.Transaction, nil},
	} {
		db := fork.Clone()
		db.Begin(c.after, true)
		a := by(c.client)
		a.Table = db.Table("Songs")
		if _, got := db.Write(a); got != c.want {
			t.Errorf("client %d after %d: %v, want %v", c.client, c.after, got, c.want)
		}
		if _, got := db.TransactGet(a.Table, a.Key, c.client); got != c.want {
			t.Errorf("client %d reads after %d: %v, want %v", c.client, c.after, got, c.want)
		}
		mustHold(t, db)
	}
	// A mark lasts from the last transaction on: one for an item is enough.
	for range 3 {
		db.Transact([]Action{by(1)})
	}
	if n := len(db.marks); n != 1 {
		t.Errorf("%d marks are on one item", n)
	}
}

// A token is remembered for ten minutes, in clones too, and then makes room.
func TestLedger(t *testing.T) {
	db, _ := newSongs(testScale())
	db.Settle("token", Settled{Request: 7, Sizes: []int{1, 200}})
	clone := db.Clone()
	for _, c := range []struct {
		token string
		after Time
		want  string
	}{{"token", 0, "{7 [1 200]} true"}, {"token", 10*Minute - 1, "{7 [1 200]} true"}, {"token", 10 * Minute, "{0 []} false"}, {"other", 0, "{0 []} false"}} {
		db := clone.Clone()
		db.Begin(c.after, true)
		s, found := db.Settled(c.token)
		if got := fmt.Sprint(s, found); got != c.want {
			t.Errorf("%s after %d: %s, want %s", c.token, c.after, got, c.want)
		}
	}
	const rate = 10 * Second
	for i := range 2000 {
		db.Begin(Time(i)*rate, true)
		db.Settle(fmt.Sprint("token ", i), Settled{})
	}
	if alive, kept := int(tokenLife/rate), db.ledger.tree.Len(); kept < alive || kept > 2*alive {
		t.Errorf("%d tokens are kept of which %d are alive", kept, alive)
	}
	mustHold(t, db)
}
