package engine

import (
	"fmt"
	"strings"
	"testing"

	"ringside/engine/item"
)

// pages reads a range to its end, and says how many items the first page had, what it cost and how
// many pages there were.
func pages(db *Database, r Read) (first int, units Units, pages int) {
	for {
		db.Begin(db.Now(), true)
		page, err := db.Read(r)
		if err != nil {
			panic(err)
		}
		if pages++; pages == 1 {
			first, units = db.Trace().Examined(), db.Trace().Units()
		}
		if !page.More {
			return first, units, pages
		}
		last := r.Table.KeyOf(page.Last)
		if r.Reverse {
			r.To = last
		} else {
			r.From = last.Successor()
		}
	}
}

// A survey of more than it looks at is not exact, but near, whichever way and however far the range
// goes.
func TestSurveyOfALargeTable(t *testing.T) {
	scale := testScale()
	scale.TreeDegree, scale.ReplicationLag = 32, 0
	db, table := newSongs(scale)
	for i := range 30_000 {
		pk := "all"
		if i%3 == 0 {
			pk = fmt.Sprint(i)
		}
		putItem(db, table, song(pk, fmt.Sprintf("%08d", i*7919%1_000_003), strings.Repeat("v", i*31%300)))
	}
	settle(db)
	all := item.CollectionPrefix(item.String("all"))
	cut := item.EncodeKey(item.String("all"), item.String("00300000"))
	guesses := 0
	for name, r := range map[string]Read{
		"table":      {},
		"limited":    {Limit: 3000},
		"few":        {Limit: 7},
		"segment":    {From: item.HashKey(1 << 61), To: item.HashKey(1 << 63)},
		"collection": {From: all, To: all.PrefixEnd()},
		"reverse":    {From: all, To: all.PrefixEnd(), Reverse: true},
		"half":       {From: cut, To: all.PrefixEnd(), Consistent: true},
		"other half": {From: all, To: cut, Reverse: true},
	} {
		r.Table = table
		s := db.Survey()
		s.Read(r)
		items, units, calls := pages(db, r)
		if !near(s.Items, items) || !near(int(s.Units), int(units)) || !near(s.Pages, calls) {
			t.Errorf("%s: surveyed %d items, %v units, %d pages; read %d, %v, %d", name, s.Items, s.Units, s.Pages, items, units, calls)
		}
		if !s.Exact {
			guesses++
		}
		if s.Exact && (s.Items != items || s.Units != units) {
			t.Errorf("%s: %d items, %v units are said to be exact, and are %d, %v", name, s.Items, s.Units, items, units)
		}
	}
	if guesses < 4 {
		t.Errorf("only %d of the surveys have to guess", guesses)
	}
}

// near reports whether a guess is within a fifth of what is true, or one off.
func near(guess, truth int) bool {
	off := max(guess-truth, truth-guess)
	return off <= 1 || 5*off <= truth
}
