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

// ascending tells whether each span is greater than the one before.
func (o *order) ascending(text string, spans []span) bool {
	for i := 1; i < len(spans); i++ {
		if o.compare(spans[i-1].key(text), spans[i].key(text)) >= 0 {
			return false
		}
	}
	return true
}

// sort sorts spans, equal ones by where they are.
func (o *order) sort(text string, spans []span) {
	for i, s := range spans {
		spans[i].rank = o.rank(s.key(text))
	}
	sortByRank(spans)
	for from, to := 0, 1; from < len(spans); from, to = to, to+1 {
		for to < len(spans) && spans[to].rank == spans[from].rank {
			to++
		}
		slices.SortFunc(spans[from:to], func(a, b span) int {
			return cmp.Or(o.compare(a.key(text), b.key(text)), cmp.Compare(a.from, b.from))
		})
	}
}

func sortByRank(spans []span) {
	if len(spans) < 256 {
		slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.rank, b.rank) })
		return
	}
	sorted, next := spans, make([]span, len(spans))
	for shift := 0; shift < 64; shift += 8 {
		if deal(sorted, next, shift) {
			sorted, next = next, sorted
		}
	}
	copy(spans, sorted)
}

// deal is a step of radix sort: it copies spans into the order of one byte of their ranks, unless that is the same in
// all of them.
func deal(spans, into []span, shift int) (dealt bool) {
	var places [257]int // where the next span of each byte goes
	for _, s := range spans {
		places[int(byte(s.rank>>shift))+1]++
	}
	if slices.Contains(places[:], len(spans)) {
		return false
	}
	for i := range places[1:] {
		places[i+1] += places[i]
	}
	for _, s := range spans {
		place := &places[byte(s.rank>>shift)]
		into[*place] = s
		*place++
	}
	return true
}

// lastOfEqual keeps the last of each run of equal spans.
func (o *order) lastOfEqual(text string, spans []span) []span {
	kept := spans[:0]
	for i, s := range spans {
		if i+1 == len(spans) || o.compare(s.key(text), spans[i+1].key(text)) != 0 {
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
