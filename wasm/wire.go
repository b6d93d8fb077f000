package main

import (
	"encoding/binary"
	"errors"
	"strings"

	"ringside/engine/operation"
)

const (
	requestHeader  = 36
	answerHeader   = 100
	respondHeader  = 16
	requestIDBytes = 52
)

// errShort says that a request is shorter than its own header and lengths say.
var errShort = errors.New("the request is shorter than its lengths")

// A request is what the host writes for call.
type request struct {
	now            int64
	number, client uint64
	traceLevel     uint32
	target, body   string
}

// parseRequest reads a request and copies what it keeps: the buffer is overwritten by the answer, while items may
// share the body's bytes for as long as they live.
func parseRequest(b []byte) (request, error) {
	if len(b) < requestHeader {
		return request{}, errShort
	}
	texts, ok := split(b[requestHeader:], b[28:], b[32:])
	if !ok {
		return request{}, errShort
	}
	return request{
		now:        int64(binary.LittleEndian.Uint64(b)),
		number:     binary.LittleEndian.Uint64(b[8:]),
		client:     binary.LittleEndian.Uint64(b[16:]),
		traceLevel: binary.LittleEndian.Uint32(b[24:]),
		target:     string(texts[0]),
		body:       string(texts[1]),
	}, nil
}

// An answer is what call leaves for the host.
type answer struct {
	now                 int64
	number, n           uint64
	status, checksum    uint32
	requestID           string
	body, trace, record []byte
	poisoned            bool
	work                int  // how long it took, counted in small writes
	more                bool // the request has to be asked again
}

func (a answer) appendTo(dst []byte) []byte {
	dst = binary.LittleEndian.AppendUint64(dst, uint64(a.now))
	dst = binary.LittleEndian.AppendUint64(dst, a.number)
	dst = binary.LittleEndian.AppendUint64(dst, a.n)
	dst = binary.LittleEndian.AppendUint32(dst, a.status)
	dst = binary.LittleEndian.AppendUint32(dst, a.checksum)
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(a.body)))
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(a.trace)))
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(a.record)))
	dst = binary.LittleEndian.AppendUint32(dst, flags(a.poisoned))
	var id [requestIDBytes]byte
	copy(id[:], a.requestID)
	dst = append(dst, id[:]...)
	dst = append(dst, a.body...)
	dst = append(dst, a.trace...)
	return append(dst, a.record...)
}

// parseHTTPRequest reads what the host writes for respond, and copies it.
func parseHTTPRequest(b []byte) (r operation.HTTPRequest, err error) {
	if len(b) < respondHeader {
		return r, errShort
	}
	texts, ok := split(b[respondHeader:], b[8:], b[12:])
	if !ok {
		return r, errShort
	}
	r.Now = operation.Time(binary.LittleEndian.Uint64(b))
	r.Body = string(texts[1])
	method, rest, _ := strings.Cut(string(texts[0]), "\n")
	r.Method = method
	for i := range r.Header {
		r.Header[i], rest, _ = strings.Cut(rest, "\n")
	}
	return r, nil
}

// An httpAnswer is what respond leaves for the host.
type httpAnswer struct {
	operation.HTTPResponse
	poisoned bool
}

func (a httpAnswer) appendTo(dst []byte) []byte {
	head := strings.Join(a.Header, "\n")
	dst = binary.LittleEndian.AppendUint32(dst, uint32(a.Status))
	dst = binary.LittleEndian.AppendUint32(dst, flags(a.poisoned))
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(head)))
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(a.Body)))
	dst = append(dst, head...)
	return append(dst, a.Body...)
}

// split takes two parts off the front of b, whose lengths are the u32s that first and second begin with.
func split(b, first, second []byte) (parts [2][]byte, ok bool) {
	one := uint64(binary.LittleEndian.Uint32(first))
	both := one + uint64(binary.LittleEndian.Uint32(second))
	if both > uint64(len(b)) {
		return parts, false
	}
	return [2][]byte{b[:one], b[one:both]}, true
}

func flags(poisoned bool) uint32 {
	if poisoned {
		return 1
	}
	return 0
}
