package engine

// hotKeys finds the partition keys that most of a partition's units go to, without counting
// every key: it has a few counters, and a key that has none takes over the least of them
// together with what that has counted, which may be too much by as much.
//
//	hash  3fa0…  c411…  09d2…  …          a new hash takes over the least:
//	count   812     40     3              hash 77b1…, count 3+1, over 3
//	over      0     11     2
//
// So no counter says too little, and none says more than over too much; a key with more than a
// sixteenth of all units always has one. The counts are halved every ten
// seconds, so that what was hot a minute ago fades.
//
// Metwally, Agrawal and El Abbadi, "Efficient Computation of Frequent and Top-k Elements in
// Data Streams", ICDT 2005.
//
// Invariant: the counts sum up to total, but for what halving rounds off.
type hotKeys struct {
	counters [hotKeyCounters]hotKey
	total    Units
}

const hotKeyCounters = 16

type hotKey struct {
	hash  uint64 // of the partition key
	count Units  // no less than what went to it
	over  Units  // how much of the count may be others'
}

// add counts units that went to the partition key with that hash.
func (h *hotKeys) add(hash uint64, units Units) {
	h.total += units
	least := 0
	for i := range h.counters {
		c := &h.counters[i]
		if c.hash == hash && c.count > 0 {
			c.count += units
			return
		}
		if c.count < h.counters[least].count {
			least = i
		}
	}
	c := &h.counters[least]
	*c = hotKey{hash: hash, count: c.count + units, over: c.count}
}

// fadeSpan is how long it takes until a count is half as much.
const fadeSpan = 10 * Second

// fade halves what was counted so far.
func (h *hotKeys) fade() {
	h.total /= 2
	for i := range h.counters {
		h.counters[i].count /= 2
		h.counters[i].over /= 2
	}
}

// certain is what surely went to the key.
func (k hotKey) certain() Units { return k.count - k.over }

// hottest returns the counters of keys to which something surely went, the hottest first.
func (h *hotKeys) hottest() []hotKey {
	keys := make([]hotKey, 0, hotKeyCounters)
	for _, c := range h.counters {
		if c.certain() == 0 {
			continue
		}
		keys = append(keys, c)
		for i := len(keys) - 1; i > 0 && keys[i].hotter(keys[i-1]); i-- {
			keys[i], keys[i-1] = keys[i-1], keys[i]
		}
	}
	return keys
}

// hotter reports whether surely more went to a key than to another.
func (k hotKey) hotter(than hotKey) bool {
	if k.certain() != than.certain() {
		return k.certain() > than.certain()
	}
	return k.hash < than.hash
}
