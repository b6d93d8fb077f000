package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// Linear memory never shrinks, so garbage is collected when memory is 8/5 of what is alive, instead of twice that, and
// not at all below 48 MB: most visitors never wait for a collection.
const (
	limitMin = 48 << 20
	// checkEvery is how many calls pass between two looks at what is alive.
	checkEvery = 64
	// limitStep is the least change of the limit that is worth stopping for.
	limitStep = limitMin / 8
)

// A limiter moves Go's memory limit along with what is alive.
type limiter struct {
	calls uint
	limit int64
}

func newLimiter() *limiter {
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(limitMin)
	return &limiter{limit: limitMin}
}

// count counts a call.
func (l *limiter) count() {
	if l.calls++; l.calls%checkEvery == 0 {
		l.follow(liveBytes())
	}
}

func (l *limiter) follow(live uint64) {
	limit := max(limitMin, int64(live/5*8))
	if max(limit-l.limit, l.limit-limit) >= limitStep {
		l.limit = limit
		debug.SetMemoryLimit(limit)
	}
}

// liveBytes is how much of the heap the last collection found in use.
func liveBytes() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// collectedBytes is how much of it is in use now.
func collectedBytes() uint64 {
	runtime.GC()
	return liveBytes()
}
