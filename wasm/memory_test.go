package main

import (
	"math"
	"runtime"
	"runtime/debug"
	"testing"
)

func TestCollectorCollectsWhatIsGarbage(t *testing.T) {
	t.Cleanup(func() {
		debug.SetGCPercent(100)
		debug.SetMemoryLimit(math.MaxInt64)
	})
	c := newCollector()
	held := make([]byte, 60<<20)
	for range 1000 {
		sink = make([]byte, 1<<20)
		c.count(len(sink), 1)
		if most := uint64((60*8/5+8)<<20 + lookAfter); usedBytes() > most {
			t.Fatalf("%d MB are used, and %d MB held", usedBytes()>>20, len(held)>>20)
		}
	}
	runtime.KeepAlive(held)
	sink = nil
	if c.follow(collectedBytes()); c.limit != limitMin {
		t.Errorf("with next to nothing alive the limit is %d MB", c.limit>>20)
	}
}

var sink []byte

func TestWithoutCollectorGoCollects(t *testing.T) {
	var c *collector
	c.count(lookAfter, 1)
}

func TestCollectedBytesAreWhatIsHeld(t *testing.T) {
	before := collectedBytes()
	held := make([]byte, 8<<20)
	after := collectedBytes()
	runtime.KeepAlive(held)
	if grown := after - before; grown < uint64(len(held))-1<<20 || grown > uint64(len(held))+1<<20 {
		t.Errorf("%d bytes more are held, %d counted", len(held), grown)
	}
}
