package main

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"
	"strings"
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

// An httpRequest is what the host writes for respond.
type httpRequest struct {
	now    int64
	method string
	header map[string]string // by lower-case name
	body   string
}

func parseHTTPRequest(b []byte) (httpRequest, error) {
	if len(b) < respondHeader {
		return httpRequest{}, errShort
	}
	texts, ok := split(b[respondHeader:], b[8:], b[12:])
	if !ok {
		return httpRequest{}, errShort
	}
	method, lines, _ := strings.Cut(string(texts[0]), "\n")
	return httpRequest{
		now:    int64(binary.LittleEndian.Uint64(b)),
		method: method,
		header: parseHeader(lines),
		body:   string(texts[1]),
	}, nil
}

func parseHeader(lines string) map[string]string {
	header := map[string]string{}
	for line := range strings.Lines(lines) {
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ":")
		header[name] = value
	}
	return header
}

// An httpAnswer is what respond leaves for the host.
type httpAnswer struct {
	status   int
	header   map[string]string
	body     []byte
	poisoned bool
}

func (a httpAnswer) appendTo(dst []byte) []byte {
	head := headText(a.header)
	dst = binary.LittleEndian.AppendUint32(dst, uint32(a.status))
	dst = binary.LittleEndian.AppendUint32(dst, flags(a.poisoned))
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(head)))
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(a.body)))
	dst = append(dst, head...)
	return append(dst, a.body...)
}

// headText writes the headers in order of their names, so that equal answers are equal bytes.
func headText(header map[string]string) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(header)) {
		b.WriteString(name + ":" + header[name] + "\n")
	}
	return b.String()
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
