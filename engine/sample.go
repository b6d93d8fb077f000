package engine

import (
	"slices"

	"ringside/engine/item"
)

// sampleKeys is how many keys a sample has.
const sampleKeys = 32

// A sample is some of the keys that requests of this minute to a partition were about, in the order
// they came; each request has the same chance to be in it, whether there were forty of them or forty
// thousand. From them follows where a hot partition is best cut.
//
// Vitter, "Random Sampling with a Reservoir", ACM Transactions on Mathematical Software 11, 1985.
type sample struct {
	keys   [sampleKeys]item.Key
	seen   uint64
	minute Time // its number
}

// see takes the next key into account. Chance is a hash of what it is for.
func (s *sample) see(key item.Key, seed uint64) {
	s.seen++
	if s.seen <= sampleKeys {
		s.keys[s.seen-1] = key
		return
	}
	if at := hashOf(seed, s.seen, "sample") % s.seen; at < sampleKeys {
		copy(s.keys[at:], s.keys[at+1:])
		s.keys[sampleKeys-1] = key
	}
}

// all returns the keys in the order they came.
func (s *sample) all() []item.Key { return s.keys[:min(s.seen, sampleKeys)] }

// moves reports whether the keys of one collection come in ascending or in descending order, as
// they do where the sort key is a time: wherever that is cut, all traffic would go to one side.
func (s *sample) moves() bool {
	const most = 90 // percent
	keys := s.all()
	up, down := 0, 0
	for i, key := range keys[1:] {
		if key.Hash() != keys[0].Hash() {
			return false
		}
		switch before := keys[i]; {
		case key > before:
			up++
		case key < before:
			down++
		}
	}
	return 100*max(up, down) >= most*(len(keys)-1)
}

// cut returns where the traffic is best divided: a key that gets at least half of it is cut off
// from the keys before it, or, when it is the first one, from those behind it; else half of the
// traffic goes to either side.
//
// With whole, item collections are what is divided, and not items.
func (s *sample) cut(first item.Key, whole bool) item.Key {
	keys := slices.Clone(s.all())
	for i, key := range keys {
		if whole {
			keys[i] = wholeOf(key)
		}
	}
	slices.Sort(keys)
	from, length := longestRun(keys)
	if 2*length < len(keys) {
		return middleOf(keys)
	}
	hot := keys[from]
	if begin := edge(keyBefore(keys, from), hot); begin > first {
		return begin
	}
	if end := from + length; end < len(keys) && keys[end].Hash() == hot.Hash() {
		return hot.Successor()
	}
	return item.HashKey(hot.Hash()).PrefixEnd()
}

// edge returns where a key, and those behind it, are cut off from the one before it, "" when there is
// none: between their hashes, if those differ.
func edge(before, key item.Key) item.Key {
	if before != "" && before.Hash() == key.Hash() {
		return key
	}
	return item.HashKey(key.Hash())
}

func keyBefore(keys []item.Key, i int) item.Key {
	if i == 0 {
		return ""
	}
	return keys[i-1]
}

// longestRun returns where most of the same keys stand, and how many they are.
func longestRun(keys []item.Key) (at, length int) {
	for i := 0; i < len(keys); {
		end := i
		for end < len(keys) && keys[end] == keys[i] {
			end++
		}
		if end-i > length {
			at, length = i, end-i
		}
		i = end
	}
	return at, length
}

// middleOf returns the key, of sorted keys that are not all the same, that is nearest to their middle
// and has another one before it.
func middleOf(keys []item.Key) (middle item.Key) {
	half, nearest := len(keys)/2, len(keys)
	for i := 1; i < len(keys); i++ {
		if away := max(i-half, half-i); keys[i] != keys[i-1] && away < nearest {
			middle, nearest = edge(keys[i-1], keys[i]), away
		}
	}
	return middle
}
