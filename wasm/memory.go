package main

import "runtime"

// Linear memory never shrinks, so garbage is collected when memory is 8/5 of what is alive, instead of twice that, and
// not at all below 48 MB: most visitors never wait for a collection.
//
// It is collected here, all at once, because Go's own way is to do it by and by, in goroutines that never get their turn
// beside an export: a collection then takes seconds, and memory grows meanwhile.
const (
	limitMin = 48 << 20
	// lookAfter is how many bytes are counted between two looks at how much memory is used, each of which takes as long as
	// a request.
	lookAfter = 4 << 20
	// requestBytes is what a request counts for beside the bytes that it has and gets: more than what it leaves behind.
	requestBytes = 16 << 10
	// workBytes is what a request counts for with each small write that it does as much as, or that a workload makes in it.
	workBytes = 3 << 10
	// limitSafety is how far above the limit Go collects by itself, within a request that uses so much.
	limitSafety = 256 << 20
)

// A collector collects garbage between requests. A nil one leaves it to Go.
type collector struct {
	counted int
	limit   uint64
}

// newCollector takes over from Go.
func newCollector() *collector {
	setGCPercent(-1)
	c := &collector{}
	c.follow(0)
	return c
}

// count counts a request, the bytes that were asked and answered, and its work in small writes.
func (c *collector) count(bytes, work int) {
	if c == nil {
		return
	}
	if c.counted += requestBytes + bytes + workBytes*work; c.counted < lookAfter {
		return
	}
	c.counted = 0
	if usedBytes() > c.limit {
		c.follow(collectedBytes())
	}
}

// follow sets the limit to what is alive.
func (c *collector) follow(live uint64) {
	c.limit = max(limitMin, live/5*8)
	setMemoryLimit(int64(c.limit + limitSafety))
}

// collectedBytes collects garbage and returns how much of the heap is in use.
func collectedBytes() uint64 {
	runtime.GC()
	return usedBytes()
}

// stats is here because it is large, and would be made anew for every look. Package runtime/metrics would tell as much in
// less time, and takes 4 ms of every start and 3 KB of every download.
var stats runtime.MemStats

// usedBytes is how much of the heap is in use or garbage.
func usedBytes() uint64 {
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}
