package item

import (
	"cmp"
	"slices"
)

// span is a part of Reader.buf: a member of a map, `"name":value`, or of a set.
type span struct {
	from, to uint32
	keyTo    uint32 // where the closing quote of key is
	fault    uint32 // of the member: a place in Reader.faults, counted from 1; 0 = none
	rank     uint64 // of key, see order
}

// here is the place where buf ends.
func (r *Reader) here() uint32 { return uint32(len(r.buf)) }

// push ends a span and the text of its member.
func (r *Reader) push(s span, fault *Fault) {
	if fault != nil {
		r.faults = append(r.faults, fault)
		s.fault = uint32(len(r.faults))
	}
	s.to = r.here()
	r.spans = append(r.spans, s)
	r.buf = append(r.buf, ',')
}

// key is what the span is sorted by: the name, or the member itself.
func (s *span) key(text string) string { return text[s.from+1 : s.keyTo] }

// unnamed: the name between the quotes is empty.
func (s span) unnamed() bool { return s.keyTo == s.from+1 }

// firstFault returns the fault of the spans that DynamoDB reports: the gravest, and of several the one that
// came first in the body. Faults are kept in that order.
func (r *Reader) firstFault(spans []span) (fault *Fault) {
	at := uint32(0)
	for _, s := range spans {
		if s.fault == 0 {
			continue
		}
		f := r.faults[s.fault-1]
		if f.graver(fault) || s.fault < at && !fault.graver(f) {
			fault, at = f, s.fault
		}
	}
	return fault
}

// rewrite puts the spans' text, in the order of the spans and with a comma after each, in place of
// what is in buf since from.
func (r *Reader) rewrite(from int, spans []span) {
	end := len(r.buf)
	for _, s := range spans {
		r.buf = append(append(r.buf, r.buf[s.from:s.to]...), ',')
	}
	written := copy(r.buf[from:], r.buf[end:])
	r.buf = r.buf[:from+written]
}

// asSent returns the members of a set in the order of the body.
func asSent(text string, spans []span) []string {
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	members := make([]string, len(spans))
	for i, s := range spans {
		members[i] = string(appendUnescaped(nil, text[s.from+1:s.to-1]))
	}
	return members
}
