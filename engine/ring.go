package engine

import (
	"math/bits"
	"sort"

	"ringside/engine/item"
)

// A Ring is the hash table: it cuts the key space into contiguous ranges, one partition
// each. Keys begin with their hash, so a cut usually falls between two hashes; a cut
// further down in a key divides one item collection.
//
//	0                4000…             8000…                       ffff…
//	├─ p0 ───────────┼─ p1 ────────────┼─ p2 ──────────────────────┤
//
// Invariant: partitions are sorted by First, the first First is empty, each Last is the
// next one's First, and the last Last is empty; so every key has exactly one owner.
type Ring struct {
	partitions []*Partition
	nextID     int
	degree     int
}

func newRing(cuts []item.Key, degree int) Ring {
	r := Ring{degree: degree}
	for i, first := range cuts {
		last := item.Key("")
		if i+1 < len(cuts) {
			last = cuts[i+1]
		}
		r.partitions = append(r.partitions, newPartition(r.newID(), first, last, degree))
	}
	return r
}

// evenCuts divides the hash space into n equal ranges.
func evenCuts(n int) []item.Key {
	cuts := make([]item.Key, 1, n)
	for i := 1; i < n; i++ {
		at, _ := bits.Div64(uint64(i), 0, uint64(n))
		cuts = append(cuts, item.HashKey(at))
	}
	return cuts
}

// firstCuts returns where the partitions of a new table or index begin.
func (db *Database) firstCuts(p *Throughput, onDemand bool) []item.Key {
	if db.scale.Partitions > 0 {
		return evenCuts(db.scale.Partitions)
	}
	return evenCuts(p.asksFor(&db.scale, onDemand))
}

func (r *Ring) newID() int {
	r.nextID++
	return r.nextID - 1
}

// Locate returns the partition that owns key.
func (r *Ring) Locate(key item.Key) *Partition { return r.partitions[r.index(key)] }

func (r *Ring) index(key item.Key) int {
	return sort.Search(len(r.partitions), func(i int) bool { return r.partitions[i].First > key }) - 1
}

// Span returns the partitions that hold the keys from from up to, not including, to, in
// order. An empty to means the end of the key space.
func (r *Ring) Span(from, to item.Key) []*Partition {
	first, end := r.index(from), len(r.partitions)
	if to != "" {
		end = sort.Search(end, func(i int) bool { return r.partitions[i].First >= to })
	}
	return r.partitions[first:max(end, first)]
}

// replace puts two partitions in the place of one.
func (r *Ring) replace(old, lower, upper *Partition) {
	i := r.index(old.First)
	next := make([]*Partition, 0, len(r.partitions)+1)
	next = append(next, r.partitions[:i]...)
	next = append(next, lower, upper)
	r.partitions = append(next, r.partitions[i+1:]...)
}
