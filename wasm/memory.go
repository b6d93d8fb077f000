package main

import (
	"runtime"
	"runtime/debug"
)

// Linear memory never shrinks, so a collection is due when the heap has grown by three fifths of what was alive, and
// not only when it has doubled. For a small database that would be all the time: the ballast, which nothing ever
// writes to and so takes up no memory outside the heap's books, lets the first 18 MB of garbage be.
const (
	growPercent  = 60
	ballastBytes = 30 << 20
)

var ballast []byte

// settleMemory tells the collector when to run: at 48 MB and 8/5 of what is alive.
func settleMemory() {
	debug.SetGCPercent(growPercent)
	ballast = make([]byte, ballastBytes)
}

// liveBytes runs a collection and returns how much of the heap the database has in use after it.
func liveBytes() uint64 {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc - uint64(len(ballast))
}
