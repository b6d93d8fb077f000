package main

import "unsafe"

const (
	// bufferMin is how large the shared buffer starts, and what it goes back to after a large request or answer.
	bufferMin = 64 << 10
	// bufferKept is the size up to which a buffer that grew is kept: the answer with a full page of a Scan, which is 1 MB
	// of items and more of JSON, must not make it anew every time.
	bufferKept = 2 << 20
	// bufferMax holds the largest request: DynamoDB's 16 MB of body, its header and its target or head.
	bufferMax = 16<<20 + 64<<10
)

// A buffer is what the instance shares with its host: requests in, answers out.
type buffer struct{ bytes []byte }

// reserve makes room for a request. It says no to more than bufferMax, which no request may need.
func (b *buffer) reserve(bytes int) bool {
	if bytes < 0 || bytes > bufferMax {
		return false
	}
	if len(b.bytes) > bufferKept && bytes <= bufferKept {
		b.bytes = nil
	}
	if len(b.bytes) < bytes || len(b.bytes) == 0 {
		b.bytes = make([]byte, max(bytes, bufferMin))
	}
	return true
}

// answer lets appendTo write an answer over the request, and grows the buffer to what it took.
func (b *buffer) answer(appendTo func([]byte) []byte) []byte {
	out := appendTo(b.bytes[:0])
	b.bytes = out[:cap(out)]
	return out
}

// address is where the host finds the first byte. Go's collector moves nothing, and the buffer is kept reachable.
func address(b []byte) int32 { return int32(uintptr(unsafe.Pointer(unsafe.SliceData(b)))) }
