package engine

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"ringside/engine/item"
)

// asked is a sample of requests for some keys, over and over.
func asked(keys ...item.Key) *sample {
	s := new(sample)
	for i := range 40 * len(keys) {
		s.see(keys[(i*7)%len(keys)], 1)
	}
	return s
}

// Whatever was asked for, if it is not all one key, a cut lies between two of the keys.
func TestACutDividesTheTraffic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := new(sample)
		n := rapid.IntRange(2, 200).Draw(t, "requests")
		for range n {
			pk := fmt.Sprint(rapid.IntRange(0, 3).Draw(t, "collection"))
			s.see(songKey(pk, fmt.Sprint(rapid.IntRange(0, 5).Draw(t, "item"))), 7)
		}
		p := newPartition(0, "", "", 2)
		at, refused := p.coolest(s)
		if refused != Undivided {
			return
		}
		below, above := 0, 0
		for _, key := range s.all() {
			if key < at {
				below++
			} else {
				above++
			}
		}
		if !p.CanSplit(at) || below == 0 && above == 0 {
			t.Fatalf("cut at %q", at)
		}
		if _, length := longestRun(slices.Sorted(slices.Values(s.all()))); 2*length < len(s.all()) && (below == 0 || above == 0) {
			t.Fatalf("%d keys below, %d above", below, above)
		}
	})
}

// What can't be mended by a split is not split, and says why.
func TestWhatIsNotDivided(t *testing.T) {
	one, two := songKey("a", "1"), songKey("a", "2")
	rising := new(sample)
	for i := range 1000 {
		rising.see(songKey("a", fmt.Sprint(1000+i)), 1)
	}
	local := []*IndexDefinition{{Local: true}}
	for _, c := range []struct {
		name  string
		keys  *sample
		local []*IndexDefinition
		want  Division
	}{
		{"one item", asked(one), nil, OneItem},
		{"two items", asked(one, two), nil, Undivided},
		{"times", rising, nil, MovingKeys},
		{"one collection", asked(one, two), local, OneCollection},
		{"two collections", asked(one, songKey("b", "1")), local, Undivided},
	} {
		p := newPartition(0, "", "", 2)
		p.local = c.local
		if at, got := p.coolest(c.keys); got != c.want || got == Undivided && len(c.local) > 0 && CutsCollection(at) {
			t.Errorf("%s: %s, cut at %q", c.name, got, at)
		}
	}
}
