package engine

import (
	"fmt"
	"strings"
	"testing"

	"ringside/engine/item"
)

// testScale is a small world: nodes of three items, and lags long enough to look at.
func testScale() Scale {
	return Scale{Partitions: 4, TreeDegree: 2, PageBytes: 1 << 20, PartitionBytes: 1 << 30, ReplicationLag: 20 * Millisecond}
}

var songs = Definition{Name: "Songs", Key: Schema{
	Partition: KeyAttribute{"pk", item.S}, Sort: KeyAttribute{"sk", item.S},
}}

// newSongs returns a database with one Active table.
func newSongs(scale Scale) (*Database, *Table) {
	db := New(42, scale)
	db.CreateTable(songs)
	db.Begin(0, true)
	return db, db.Table("Songs")
}

func song(pk, sk, value string) item.Item {
	return item.New([]item.Attribute{
		{Name: "pk", Value: item.String(pk)}, {Name: "sk", Value: item.String(sk)}, {Name: "v", Value: item.String(value)},
	})
}

func songKey(pk, sk string) item.Key {
	return item.EncodeKey(item.String(pk), item.String(sk))
}

// put stores value under a key; an empty value deletes.
func put(db *Database, t *Table, pk, sk, value string) {
	next := song(pk, sk, value)
	if value == "" {
		next = ""
	}
	db.Begin(db.Now(), true)
	db.Write(Action{Table: t, Key: songKey(pk, sk), Change: func(item.Item) (item.Item, error) { return next, nil }})
}

// collection reads one item collection and prints it: "1=x 2=y".
func collection(db *Database, t *Table, pk string, consistent bool) string {
	db.Begin(db.Now(), true)
	from := item.CollectionPrefix(item.String(pk))
	page, _ := db.Read(Read{Table: t, From: from, To: from.PrefixEnd(), Consistent: consistent})
	return show(page.Items)
}

func show(items []item.Item) string {
	var b strings.Builder
	for _, it := range items {
		fmt.Fprintf(&b, "%s=%s ", it.Get("sk").Text(), it.Get("v").Text())
	}
	return strings.TrimSpace(b.String())
}

func mustHold(t testing.TB, db *Database) {
	t.Helper()
	if broken := db.Check(); len(broken) > 0 {
		t.Fatalf("broken invariants:\n%s", strings.Join(broken, "\n"))
	}
}
