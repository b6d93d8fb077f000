package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// Linear memory never shrinks, so garbage is collected when memory is 8/5 of what is alive, instead of twice that, and
// not at all below 48 MB: most visitors never wait for a collection.
//
// It is collected here, all at once, because Go's own way is to do it by and by, in goroutines that never get their turn
// beside an export: a collection then takes seconds, and memory grows meanwhile.
const (
	limitMin = 48 << 20
	// checkEvery is how many requests pass between two looks at how much memory is used.
	checkEvery = 32
	// limitSafety is how far above the limit Go collects by itself, within a request that uses so much.
	limitSafety = 256 << 20
)

// A collector collects garbage between requests. A nil one leaves it to Go.
type collector struct {
	requests uint
	limit    uint64
}

// newCollector takes over from Go.
func newCollector() *collector {
	debug.SetGCPercent(-1)
	c := &collector{}
	c.follow(0)
	return c
}

// count counts a request.
func (c *collector) count() {
	if c == nil {
		return
	}
	if c.requests++; c.requests%checkEvery == 0 && usedBytes() > c.limit {
		c.follow(collectedBytes())
	}
}

// follow sets the limit to what is alive.
func (c *collector) follow(live uint64) {
	c.limit = max(limitMin, live/5*8)
	debug.SetMemoryLimit(int64(c.limit + limitSafety))
}

// usedBytes is how much of the heap is in use or garbage.
func usedBytes() uint64 { return heapBytes("/memory/classes/heap/objects:bytes") }

// collectedBytes collects garbage and returns how much of the heap is in use.
func collectedBytes() uint64 {
	runtime.GC()
	return heapBytes("/gc/heap/live:bytes")
}

func heapBytes(metric string) uint64 {
	sample := []metrics.Sample{{Name: metric}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
