package main

import (
	"math"
	"runtime"
	"runtime/debug"
	"testing"
)

func TestLimitFollowsWhatIsAlive(t *testing.T) {
	t.Cleanup(func() {
		debug.SetGCPercent(100)
		debug.SetMemoryLimit(math.MaxInt64)
	})
	l := newLimiter()
	for _, step := range []struct {
		live uint64
		want int64
	}{
		{1 << 20, limitMin},
		{30 << 20, limitMin},   // 8/5 of it are 48 MB
		{32 << 20, limitMin},   // too small a change
		{100 << 20, 160 << 20}, // up
		{99 << 20, 160 << 20},  // too small a change
		{50 << 20, 80 << 20},   // down
		{1 << 20, limitMin},    // and back
		{600 << 20, 960 << 20}, // a million items
	} {
		l.follow(step.live)
		if low := l.limit < step.want-limitStep; low || l.limit > step.want {
			t.Errorf("with %d MB alive the limit is %d MB, want %d", step.live>>20, l.limit>>20, step.want>>20)
		}
	}
}

func TestCollectedBytesAreWhatIsHeld(t *testing.T) {
	before := collectedBytes()
	held := make([]byte, 8<<20)
	after := collectedBytes()
	runtime.KeepAlive(held)
	if grown := after - before; grown < uint64(len(held)) || grown > uint64(len(held))+1<<20 {
		t.Errorf("%d bytes more are held, %d counted", len(held), grown)
	}
}
