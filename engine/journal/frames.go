package journal

import (
	"encoding/binary"
	"sort"
)

// frames are the frames of a session's records, in chunks, so that adding one moves no
// others.
type frames struct {
	chunks []chunk
	lastAt int // where the last frame begins in the last chunk
}

// Invariant: chunks ascend by first.
type chunk struct {
	first uint64 // record
	bytes []byte
}

const chunkBytes = 64 << 10

func (f *frames) add(n uint64, frame []byte) {
	if tail := f.tail(); tail == nil || len(tail.bytes)+len(frame) > cap(tail.bytes) {
		f.chunks = append(f.chunks, chunk{n, make([]byte, 0, max(chunkBytes, len(frame)))})
	}
	tail := f.tail()
	f.lastAt = len(tail.bytes)
	tail.bytes = append(tail.bytes, frame...)
}

// drop drops the last frame. Another one with its number has to follow.
func (f *frames) drop() {
	tail := f.tail()
	tail.bytes = tail.bytes[:f.lastAt]
}

func (f *frames) tail() *chunk {
	if len(f.chunks) == 0 {
		return nil
	}
	return &f.chunks[len(f.chunks)-1]
}

// play hands the records of a stretch to do, in order.
func (f *frames) play(s stretch, do func(Record)) {
	next := sort.Search(len(f.chunks), func(i int) bool { return f.chunks[i].first > s.after+1 })
	for _, c := range f.chunks[max(next-1, 0):] {
		for rest := c.bytes; len(rest) > 0; {
			end := frameHead + int(binary.LittleEndian.Uint32(rest))
			payload := rest[frameHead:end]
			rest = rest[end:]
			switch n := recordNumber(payload); {
			case n > s.until:
				return
			case n > s.after:
				do(parseRecord(payload))
			}
		}
	}
}
