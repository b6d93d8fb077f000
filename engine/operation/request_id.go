package operation

import "ringside/engine"

// requestIDLength is the length of every request id, of digits and capital letters.
const requestIDLength = 52

// requestID makes an id from the seed and the record's number; for a look, which has no
// record, from the last record's number and a counter that no checkpoint keeps.
func (d *Door) requestID(isRecord bool) string {
	state := engine.Mix(d.db.Seed()) + engine.Mix(d.record())
	if !isRecord {
		d.looks++
		state += engine.Mix(^d.looks)
	}
	const weyl = 0x9e3779b97f4a7c15 // 2⁶⁴ divided by the golden ratio
	const bits, letters = 5, "0123456789ABCDEFGHIJKLMNOPQRSTUV"
	id := make([]byte, requestIDLength)
	n := uint64(0)
	for i := range id {
		if i%(64/bits) == 0 {
			state += weyl
			n = engine.Mix(state)
		}
		id[i] = letters[n%(1<<bits)]
		n >>= bits
	}
	return string(id)
}
