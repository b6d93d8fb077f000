package journal

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"iter"
)

// What Read says of bytes that are no log it can read.
var (
	// ErrNotLog says that the bytes do not begin as a log does, or that the options the
	// log begins with are damaged: nothing of it can be played.
	ErrNotLog = errors.New("not a Ringside log, or its first bytes are damaged")
	// ErrVersion says that the log was written by a version this one does not know.
	ErrVersion = errors.New("the Ringside log is of a version that is not known here")
)

const (
	magic     = "RINGLOG"
	version   = 1
	headSize  = len(magic) + 1
	frameHead = 4 + 4 // length, checksum
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// NewLog starts a log with the options its database is opened with, a JSON text.
func NewLog(options string) []byte {
	log := append([]byte(magic), version)
	start := len(log)
	log = append(log, make([]byte, frameHead)...)
	log = append(log, options...)
	return closeFrame(log, start)
}

// Append appends the frame of one record. The appended bytes do not depend on what the
// log holds, so a host may keep them as chunks of their own.
func Append(log []byte, r Record) []byte {
	start := len(log)
	log = append(log, make([]byte, frameHead)...)
	log = r.appendTo(log)
	return closeFrame(log, start)
}

// closeFrame fills in the length and checksum of the frame that begins at start.
func closeFrame(log []byte, start int) []byte {
	frame := log[start:]
	binary.LittleEndian.PutUint32(frame, uint32(len(frame)-frameHead))
	binary.LittleEndian.PutUint32(frame[4:], checksum(frame))
	return log
}

// checksum covers a frame's length and payload: a damaged length is noticed even where
// the bytes it then spans happen to be a frame's payload.
func checksum(frame []byte) uint32 {
	sum := crc32.Update(0, castagnoli, frame[:4])
	return crc32.Update(sum, castagnoli, frame[frameHead:])
}

// Read returns the options a log was opened with and its records, in order.
//
// end is the byte at which the sound part ends: len(log) when all of it is sound, less
// when its tail is torn or damaged. The records are those before end, never a part of
// one. A host that goes on with the log cuts it there first. Err is ErrNotLog or
// ErrVersion. The records alias nothing of log, but log may not change while they are read.
func Read(log []byte) (options string, records iter.Seq[Record], end int, err error) {
	if len(log) < headSize || string(log[:len(magic)]) != magic {
		return "", nil, 0, ErrNotLog
	}
	if log[headSize-1] != version {
		return "", nil, 0, ErrVersion
	}
	payload, ok := frameAt(log, headSize)
	if !ok {
		return "", nil, 0, ErrNotLog
	}
	start := headSize + frameHead + len(payload)
	end = soundEnd(log, start)
	return string(payload), recordsOf(log[start:end]), end, nil
}

// frameAt returns the payload of the frame at the offset, if it is whole and undamaged.
func frameAt(log []byte, offset int) (payload []byte, ok bool) {
	rest := log[offset:]
	if len(rest) < frameHead {
		return nil, false
	}
	length := uint64(binary.LittleEndian.Uint32(rest))
	if length > uint64(len(rest)-frameHead) {
		return nil, false
	}
	frame := rest[:frameHead+int(length)]
	return frame[frameHead:], binary.LittleEndian.Uint32(frame[4:]) == checksum(frame)
}

// soundEnd walks the frames from the offset and returns where the last sound one ends.
func soundEnd(log []byte, offset int) int {
	for {
		payload, ok := frameAt(log, offset)
		if !ok {
			return offset
		}
		if _, ok := targetLength(payload); !ok {
			return offset
		}
		offset += frameHead + len(payload)
	}
}

// recordsOf reads frames that soundEnd has passed.
func recordsOf(frames []byte) iter.Seq[Record] {
	return func(yield func(Record) bool) {
		rest := frames
		for len(rest) > 0 {
			length := int(binary.LittleEndian.Uint32(rest))
			if !yield(parseRecord(rest[frameHead : frameHead+length])) {
				return
			}
			rest = rest[frameHead+length:]
		}
	}
}
