package engine

import (
	"testing"

	"pgregory.net/rapid"
)

// TestHotKeysNeverMissesAHotKey counts the same traffic by hand: no counter says too little, none
// says surely more than there was, and a key with more than a sixteenth of all units is found.
func TestHotKeysNeverMissesAHotKey(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var sketch hotKeys
		counted := map[uint64]Units{}
		total := Units(0)
		for range rapid.IntRange(1, 2000).Draw(t, "requests") {
			hash := rapid.Uint64Range(0, 40).Draw(t, "key")
			hash &= rapid.SampledFrom([]uint64{^uint64(0), 3, 0}).Draw(t, "some keys are hotter")
			units := Units(rapid.IntRange(1, 5).Draw(t, "units"))
			sketch.add(hash, units)
			counted[hash] += units
			total += units
		}
		found := map[uint64]bool{}
		for _, k := range sketch.hottest() {
			if k.certain() > counted[k.hash] || k.count < counted[k.hash] {
				t.Fatalf("key %d: surely %d, at most %d, really %d", k.hash, k.certain(), k.count, counted[k.hash])
			}
			found[k.hash] = true
		}
		for _, c := range sketch.counters {
			found[c.hash] = found[c.hash] || c.count > 0
		}
		for hash, units := range counted {
			if units > total/hotKeyCounters && !found[hash] {
				t.Fatalf("key %d has %d of %d units and no counter", hash, units, total)
			}
		}
	})
}

func TestHotKeysFade(t *testing.T) {
	var sketch hotKeys
	for range 100 {
		sketch.add(1, One)
	}
	for range 3 {
		sketch.fade()
	}
	for range 20 {
		sketch.add(2, One)
	}
	first := sketch.hottest()[0]
	if first.hash != 2 || sketch.total != 2*100/8+2*20 {
		t.Errorf("what was hot half a minute ago is still hottest: %+v of %d", first, sketch.total)
	}
}
