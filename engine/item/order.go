package item

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
)

// An order is how canonical texts, without their quotes, compare. Where their ranks differ texts compare like those:
// mostly they do, and numbers are compared faster.
type order struct {
	compare func(a, b string) int
	rank    func(inner string) uint64
}

var (
	orderOfStrings  = order{compareInner, rankInner}
	orderOfPlain    = order{strings.Compare, rankPlain} // strings without escapes
	orderOfNumbers  = order{compareDecimals, rankDecimal}
	orderOfBinaries = order{compareBase64, rankBase64}
)

// spans compares spans of a text.
func (o *order) spans(text string, a, b span) int {
	return o.compare(text[a.from+1:a.nameTo], text[b.from+1:b.nameTo])
}

// ascending tells whether each span is greater than the one before.
func (o *order) ascending(text string, spans []span) bool {
	for i := 1; i < len(spans); i++ {
		if o.spans(text, spans[i-1], spans[i]) >= 0 {
			return false
		}
	}
	return true
}

// sort sorts spans, equal ones by where they are.
func (o *order) sort(text string, spans []span) {
	for i, s := range spans {
		spans[i].rank = o.rank(text[s.from+1 : s.nameTo])
	}
	slices.SortFunc(spans, func(a, b span) int {
		if a.rank != b.rank {
			return cmp.Compare(a.rank, b.rank)
		}
		return cmp.Or(o.spans(text, a, b), cmp.Compare(a.from, b.from))
	})
}

// lastOfEqual keeps the last of each run of equal spans.
func (o *order) lastOfEqual(text string, spans []span) []span {
	kept := spans[:0]
	for i, s := range spans {
		if i+1 == len(spans) || o.spans(text, s, spans[i+1]) != 0 {
			kept = append(kept, s)
		}
	}
	return kept
}

// rankPlain is the first eight bytes.
func rankPlain(text string) uint64 {
	var first [8]byte
	copy(first[:], text)
	return binary.BigEndian.Uint64(first[:])
}

// rankInner is the first eight bytes that the text stands for.
func rankInner(inner string) uint64 {
	var first [8]byte
	for n, i := 0, 0; n < len(first) && i < len(inner); n++ {
		first[n], i = canonicalByte(inner, i)
	}
	return binary.BigEndian.Uint64(first[:])
}

// rankDecimal is the sign, how many digits come before the point, and the first of the text.
func rankDecimal(text string) uint64 {
	if text[0] == '-' {
		return ^rankDecimal(text[1:])
	}
	return 1<<63 | uint64(wholeDigits(text))<<56 | rankPlain(text)>>8
}

// rankBase64 is the first sixty bits.
func rankBase64(text string) (rank uint64) {
	for i := range 10 {
		rank <<= 6
		if i < len(text) && text[i] != '=' {
			rank |= uint64(sextet(rune(text[i])))
		}
	}
	return rank
}
