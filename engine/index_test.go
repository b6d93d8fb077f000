package engine

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ringside/engine/item"
)

// indexedSongs has two global indexes by v, one of which has v alone and is sparse, and a local
// one by v.
func indexedSongs(scale Scale) (*Database, *Table) {
	db := New(42, scale)
	d := songs
	v := KeyAttribute{"v", item.S}
	d.Indexes = []NewIndex{
		{IndexDefinition: IndexDefinition{Name: "InOrder", Local: true, Partition: []KeyAttribute{songs.Key.Partition}, Sort: []KeyAttribute{v}, Projection: ProjectKeys}},
		{IndexDefinition: IndexDefinition{Name: "ByV", Partition: []KeyAttribute{v}, Sort: []KeyAttribute{songs.Key.Sort}}},
		{IndexDefinition: IndexDefinition{Name: "ByN", Partition: []KeyAttribute{{"n", item.N}, v}, Projection: ProjectInclude, NonKey: []string{"m"}}},
	}
	db.CreateTable(d)
	db.Begin(0, true)
	return db, db.Table("Songs")
}

// numbered is a song that is in the sparse index, too, if it has a number.
func numbered(pk, sk, value, n string) item.Item {
	it := song(pk, sk, value).With("m", item.String("m"+value))
	if n == "" {
		return it
	}
	number, _ := item.ParseNumber(n)
	return it.With("n", item.FromNumber(number))
}

// Whatever is written, split, tidied, loaded and rewound: local indexes are the projection of
// their table at every moment and global ones once all has settled; Check says so.
func TestIndexesAreProjections(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		scale := testScale()
		scale.PropagationLag = 30 * Millisecond
		scale.Partitions = rapid.IntRange(1, 4).Draw(t, "partitions")
		db, table := indexedSongs(scale)
		saved := db.Clone()
		pk, sk, v := rapid.SampledFrom(modelKeys), rapid.StringMatching(`[a-c]`), rapid.SampledFrom([]string{"x", "y", "z"})
		drawn := func(t *rapid.T) item.Item {
			return numbered(pk.Draw(t, "pk"), sk.Draw(t, "sk"), v.Draw(t, "v"), rapid.SampledFrom([]string{"", "1", "2"}).Draw(t, "n"))
		}
		t.Repeat(map[string]func(*rapid.T){
			"put": func(t *rapid.T) {
				it := drawn(t)
				change(db, table, table.KeyOf(it), it)
			},
			"delete":  func(t *rapid.T) { change(db, table, songKey(pk.Draw(t, "pk"), sk.Draw(t, "sk")), "") },
			"advance": func(t *rapid.T) { db.Advance(db.Now()+Time(rapid.IntRange(0, 40).Draw(t, "ms"))*Millisecond, 9) },
			"split": func(t *rapid.T) {
				if p := table.Locate(songKey(pk.Draw(t, "pk"), "")); p.CanSplit(item.HashKey(p.First.Hash() + 1<<60)) {
					db.Split(table, p, item.HashKey(p.First.Hash()+1<<60))
				}
				entries := table.Index("ByV").Entries()
				if p := entries.Partitions()[0]; p.CanSplit(item.HashKey(1 << 61)) {
					db.Split(entries, p, item.HashKey(1<<61))
				}
			},
			"tidy": func(t *rapid.T) { db.Tidy(rapid.IntRange(0, 20).Draw(t, "steps")) },
			"load": func(t *rapid.T) {
				s := NewStage(table)
				for range rapid.IntRange(0, 9).Draw(t, "items") {
					s.Put(drawn(t))
				}
				db.Swap(s)
			},
			"checkpoint": func(t *rapid.T) { saved = db.Clone() },
			"restore": func(t *rapid.T) {
				if saved.Table("Songs") != nil {
					db = saved.Clone()
					table = db.Table("Songs")
				}
			},
			"": func(t *rapid.T) {
				if broken := db.Check(); len(broken) > 0 {
					t.Fatal(broken)
				}
			},
		})
		settle(db)
		for _, x := range table.Indexes {
			if x.entries != nil && table.propagating(x) {
				t.Fatalf("%s has not read all of the logs, and nothing is due", x.Name)
			}
		}
		if broken := db.Check(); len(broken) > 0 {
			t.Fatal(broken)
		}
	})
}

// change puts an item, or deletes what is there.
func change(db *Database, t *Table, key item.Key, next item.Item) Write {
	db.Begin(db.Now(), true)
	w, _ := db.Write(Action{Table: t, Key: key, Change: func(item.Item) (item.Item, error) { return next, nil }})
	return w
}

// While writes are on their way, a global index answers as if some of the last writes of each
// item had not happened.
func TestLaggingIndexIsAPastOfEachItem(t *testing.T) {
	scale := testScale()
	scale.PropagationLag, scale.ReplicationLag = 20*Millisecond, 0
	db, table := indexedSongs(scale)
	x := table.Index("ByV")
	history := map[string][]string{"1": {""}, "2": {""}, "3": {""}}
	stale := 0
	for i := range 300 {
		sk, v := fmt.Sprint(i*7%3+1), []string{"x", "y", "z", ""}[i*5%4]
		it := song("a", sk, v)
		if v == "" {
			it = ""
		}
		change(db, table, songKey("a", sk), it)
		history[sk] = append(history[sk], v)
		db.Advance(db.Now()+Time(i%4)*Millisecond, 100)
		if i%50 == 25 {
			if p := table.Locate(songKey("a", "2")); p.CanSplit(songKey("a", "2")) && i > 200 {
				db.Split(table, p, songKey("a", "2"))
			}
		}
		seen := map[string]string{"1": "", "2": "", "3": ""}
		x.Entries().Items("", func(_ *Partition, e Entry) bool {
			seen[e.Item.Get("sk").Text()] = e.Item.Get("v").Text()
			return true
		})
		for sk, v := range seen {
			if !slices.Contains(history[sk], v) {
				t.Fatalf("after %d writes the index has %q for %s, which never was", i, v, sk)
			}
			if v != history[sk][len(history[sk])-1] {
				stale++
			}
		}
	}
	if stale < 50 {
		t.Errorf("only %d of 900 looks were stale", stale)
	}
	mustHold(t, db)
}

// What a write costs in an index: one for an entry that comes, goes or changes, two for one that
// moves, nothing for one that stays or was never there.
func TestIndexUnits(t *testing.T) {
	db, table := indexedSongs(testScale())
	key := songKey("a", "1")
	for _, c := range []struct {
		what string
		next item.Item
		want string
	}{
		{"an item comes, without a number", numbered("a", "1", "x", ""), "table 1.0, InOrder 1.0, ByV 1.0"},
		{"it stays as it is", numbered("a", "1", "x", ""), "table 1.0"},
		{"it gets a number", numbered("a", "1", "x", "1"), "table 1.0, ByV 1.0, ByN 1.0"},
		{"an attribute changes that only one index has", numbered("a", "1", "x", "1").With("other", item.String("o")), "table 1.0, ByV 1.0"},
		{"another key in all indexes", numbered("a", "1", "y", "1").With("other", item.String(strings.Repeat("o", 2000))), "table 2.0, InOrder 2.0, ByV 3.0, ByN 2.0"},
		{"the number goes", numbered("a", "1", "y", ""), "table 2.0, ByV 2.0, ByN 1.0"},
		{"the item goes", "", "table 1.0, InOrder 1.0, ByV 1.0"},
		{"nothing is there", "", "table 1.0"},
	} {
		change(db, table, key, c.next)
		got := "table " + db.Trace().UnitsOf(table, nil).String()
		for _, x := range table.Indexes {
			if u := db.Trace().UnitsOf(table, x.IndexDefinition); u > 0 {
				got += ", " + x.Name + " " + u.String()
			}
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
}

// A read of a local index is in its order, sees what was just written, and fetches what the index
// lacks, at a price.
func TestReadOfALocalIndex(t *testing.T) {
	db, table := indexedSongs(testScale())
	for i, v := range []string{"c", "a", "b"} {
		it := numbered("k", fmt.Sprint(i), v, "")
		change(db, table, table.KeyOf(it), it)
	}
	x := table.Index("InOrder").IndexDefinition
	prefix := item.IndexPrefix([]item.Value{item.String("k")}, nil)
	r := Read{Table: table, Local: x, From: prefix, To: prefix.PrefixEnd(), Consistent: true}
	db.Begin(db.Now(), true)
	if page, _ := db.Read(r); show(page.Items) != "1=a 2=b 0=c" || page.Items[0].Get("m") != "" {
		t.Errorf("got %s", page.Items)
	}
	if u := db.Trace().UnitsOf(table, x); u != One || db.Trace().UnitsOf(table, nil) != 0 {
		t.Errorf("%v units in the index, %v in the table", u, db.Trace().UnitsOf(table, nil))
	}
	r.Fetch = true
	db.Begin(db.Now(), true)
	if page, _ := db.Read(r); show(page.Items) != "1=a 2=b 0=c" || page.Items[0].Get("m").Text() != "ma" {
		t.Errorf("fetched %s", page.Items)
	}
	if u := db.Trace().UnitsOf(table, nil); u != 3*One {
		t.Errorf("%v units for what was fetched, want 3", u)
	}
}

// In a table with a local index a collection grows as large as a partition and no larger; in one
// without it may be cut, so it may grow.
func TestCollectionSize(t *testing.T) {
	scale := testScale()
	scale.PartitionBytes = 300
	db, table := indexedSongs(scale)
	put := func(table *Table, sk string) error {
		db.Begin(db.Now(), true)
		_, err := db.Write(Action{Table: table, Key: songKey("a", sk), Change: func(item.Item) (item.Item, error) { return song("a", sk, strings.Repeat("x", 50)), nil }})
		return err
	}
	for i, want := range []error{nil, nil, ErrCollectionFull} { // each is about 60 bytes, and in the index as many
		if got := put(table, fmt.Sprint(i)); got != want {
			t.Fatalf("write %d: %v, want %v", i, got, want)
		}
	}
	if n := table.CollectionBytes(songKey("a", "0")); n > scale.PartitionBytes || table.ItemCount() != 2 {
		t.Errorf("%d items, %d bytes", table.ItemCount(), n)
	}
	d := songs
	d.Name = "Bare"
	bare := db.AddTable(d, evenCuts(1))
	for i := range 20 {
		if err := put(bare, fmt.Sprint(i)); err != nil {
			t.Fatal(err)
		}
	}
	mustHold(t, db)
}
