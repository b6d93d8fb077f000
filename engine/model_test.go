package engine

import (
	"sort"
	"testing"

	"pgregory.net/rapid"

	"ringside/engine/item"
)

// model is a table as a child would write it: a map, sorted when asked.
type model map[[2]string]string

func (m model) collection(pk string) string {
	var keys [][2]string
	for k := range m {
		if k[0] == pk {
			keys = append(keys, k)
		}
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i][1] < keys[j][1] })
	var items []item.Item
	for _, k := range keys {
		items = append(items, song(k[0], k[1], m[k]))
	}
	return show(items)
}

func (m model) clone() model {
	c := model{}
	for k, v := range m {
		c[k] = v
	}
	return c
}

var modelKeys = []string{"a", "b", "c", "d"}

// Whatever is written, split, tidied, loaded and rewound: a consistent read answers as
// a map would, and every invariant holds.
func TestTableAgreesWithModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		scale := testScale()
		scale.Partitions = rapid.IntRange(1, 5).Draw(t, "partitions")
		db, table := newSongs(scale)
		m := model{}
		saved, savedModel := db.Clone(), model{}
		pk, sk := rapid.SampledFrom(modelKeys), rapid.StringMatching(`[a-e]{0,2}`)
		t.Repeat(map[string]func(*rapid.T){
			"put": func(t *rapid.T) {
				k, v := [2]string{pk.Draw(t, "pk"), sk.Draw(t, "sk")}, rapid.StringMatching(`[a-z]{1,3}`).Draw(t, "v")
				put(db, table, k[0], k[1], v)
				m[k] = v
			},
			"delete": func(t *rapid.T) {
				k := [2]string{pk.Draw(t, "pk"), sk.Draw(t, "sk")}
				put(db, table, k[0], k[1], "")
				delete(m, k)
			},
			"advance": func(t *rapid.T) {
				db.Advance(db.Now()+Time(rapid.IntRange(0, 30).Draw(t, "ms"))*Millisecond, rapid.IntRange(1, 9).Draw(t, "limit"))
			},
			"split": func(t *rapid.T) {
				at := songKey(pk.Draw(t, "pk"), sk.Draw(t, "sk"))
				if p := table.Locate(at); p.CanSplit(at) {
					db.Split(table, p, at)
				}
			},
			"tidy": func(t *rapid.T) { db.Tidy(rapid.IntRange(0, 20).Draw(t, "steps")) },
			"load": func(t *rapid.T) {
				s := NewStage(table)
				for range rapid.IntRange(0, 20).Draw(t, "items") {
					k, v := [2]string{pk.Draw(t, "pk"), sk.Draw(t, "sk")}, rapid.StringMatching(`[a-z]{1,3}`).Draw(t, "v")
					s.Put(song(k[0], k[1], v))
					m[k] = v
				}
				db.Swap(s)
			},
			"checkpoint": func(t *rapid.T) { saved, savedModel = db.Clone(), m.clone() },
			"restore": func(t *rapid.T) {
				if saved.Table("Songs") != nil {
					db, m = saved.Clone(), savedModel.clone()
					table = db.Table("Songs")
				}
			},
			"": func(t *rapid.T) {
				for _, k := range modelKeys {
					if got, want := collection(db, table, k, true), m.collection(k); got != want {
						t.Fatalf("collection %q: got %q, want %q", k, got, want)
					}
				}
				if broken := db.Check(); len(broken) > 0 {
					t.Fatal(broken)
				}
			},
		})
		settle(db)
		for _, k := range modelKeys {
			if got, want := collection(db, table, k, false), m.collection(k); got != want {
				t.Fatalf("settled, any replica, %q: got %q, want %q", k, got, want)
			}
		}
	})
}

// settle advances until nothing is due.
func settle(db *Database) {
	for {
		next, total := db.Events(1)
		if total == 0 {
			return
		}
		db.Advance(next[0].At, 1000)
	}
}
