package item

import "slices"

// span is a part of Reader.buf: a member of a map, `"name":value`, or of a set.
type span struct {
	from, to int
	nameTo   int // where the name's closing quote is
	fault    int // of the member: a place in Reader.faults, counted from 1; 0 = none
}

// push ends a span and the text of its member.
func (r *Reader) push(s span, fault *Fault) {
	if fault != nil {
		r.faults = append(r.faults, fault)
		s.fault = len(r.faults)
	}
	s.to = len(r.buf)
	r.spans = append(r.spans, s)
	r.buf = append(r.buf, ',')
}

// unnamed: the name between the quotes is empty.
func (s span) unnamed() bool { return s.nameTo == s.from+1 }

// firstFault returns the fault of the spans that DynamoDB reports: the gravest, and of several the one that
// came first in the body. Faults are kept in that order.
func (r *Reader) firstFault(spans []span) (fault *Fault) {
	at := 0
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

// ascending tells whether each span is greater than the one before.
func ascending(spans []span, compare func(a, b span) int) bool {
	for i := 1; i < len(spans); i++ {
		if compare(spans[i-1], spans[i]) >= 0 {
			return false
		}
	}
	return true
}

// lastOfEqual keeps the last of each run of equal spans.
func lastOfEqual(spans []span, compare func(a, b span) int) []span {
	kept := spans[:0]
	for i, s := range spans {
		if i+1 == len(spans) || compare(s, spans[i+1]) != 0 {
			kept = append(kept, s)
		}
	}
	return kept
}

// asSent returns the members of a set in the order of the body.
func asSent(text string, spans []span) []string {
	slices.SortFunc(spans, func(a, b span) int { return a.from - b.from })
	members := make([]string, len(spans))
	for i, s := range spans {
		members[i] = string(appendUnescaped(nil, text[s.from+1:s.to-1]))
	}
	return members
}
