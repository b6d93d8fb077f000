package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// Linear memory never shrinks, so the collector runs by a limit that follows what is alive instead of by doubling:
// a small database stays small, and a large one is not collected at every call.
const (
	memoryMin = 48 << 20
	// The limit is 8/5 of what is alive.
	memoryOver, memoryUnder = 8, 5
	// checkEvery is how many calls pass between two looks at what is alive.
	checkEvery = 64
)

// A limiter raises and lowers Go's memory limit.
type limiter struct{ calls uint }

func newLimiter() *limiter {
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(memoryMin)
	return &limiter{}
}

// count counts a call, and adjusts the limit now and then.
func (l *limiter) count() {
	if l.calls++; l.calls%checkEvery == 0 {
		debug.SetMemoryLimit(limitFor(live()))
	}
}

// limitFor is the limit in bytes when so many were alive at the end of the last collection.
func limitFor(live uint64) int64 {
	return int64(max(memoryMin, live/memoryUnder*memoryOver))
}

// live is how many bytes of the heap were alive at the end of the last collection.
func live() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// collected runs a collection and returns what is alive after it.
func collected() uint64 {
	runtime.GC()
	return live()
}
