package engine

import (
	"encoding/binary"

	"github.com/cespare/xxhash/v2"
)

// ID returns the random number of the current request for one purpose: a hash of the
// seed, the request's number and what it is for. Asking twice gives the same number.
// An event draws by a number of its own, since how far requests have come when it runs depends on how
// the clock was advanced; and so does each request of a workload.
func (db *Database) ID(what string) uint64 {
	if db.drawing != 0 {
		return hashOf(db.seed, db.drawing, what)
	}
	return hashOf(db.seed, db.requests, what)
}

// notRequest tells the numbers of events from those of requests.
const notRequest = 1 << 63

// Mix is the finaliser of SplitMix64: neighbours in, strangers out.
//
// https://prng.di.unimi.it/splitmix64.c
func Mix(n uint64) uint64 {
	n = (n ^ n>>30) * 0xbf58476d1ce4e5b9
	n = (n ^ n>>27) * 0x94d049bb133111eb
	return n ^ n>>31
}

// hashOf is the only source of chance in the engine. It keeps no state, so a replayed
// request draws what it drew the first time.
func hashOf(seed, n uint64, what string) uint64 {
	var space [48]byte
	b := binary.BigEndian.AppendUint64(space[:0], seed)
	b = binary.BigEndian.AppendUint64(b, n)
	return xxhash.Sum64(append(b, what...))
}
