package engine

import (
	"math/bits"
	"sort"
	"strconv"

	"ringside/engine/item"
)

// A Spread is a way in which the requests of a workload spread over partition keys.
type Spread uint8

// The spreads.
const (
	Uniform        Spread = iota // each key is as likely
	Zipf                         // the k-th key as likely as the first divided by a power of k
	OneHotKey                    // one key has a share, the others are alike
	TimeOrdered                  // what is written is what the clock says
	LowCardinality               // uniform, of few keys
	Rows                         // as likely as its row says
	spreads
)

var spreadNames = [spreads]string{"Uniform", "Zipf", "HotKey", "TimeOrdered", "LowCardinality", "Rows"}

// String returns the spread as requests spell it.
func (s Spread) String() string { return spreadNames[s] }

// A Distribution says which keys a workload's requests are about. It is immutable once Prepare was
// called.
type Distribution struct {
	Spread   Spread
	Count    int64 // of keys
	Exponent int64 // of Zipf, in hundredths
	Percent  int64 // of OneHotKey: the share of key 0
	Rows     []Row

	cumulative []uint64 // weights of the first keys together, of Zipf and Rows
}

// A Row is a key and how often it comes, in proportion to others.
type Row struct {
	Key   item.Value
	Count int64
}

// Bounds of distributions.
const (
	MaxKeys     = 1_000_000
	MaxZipfKeys = 100_000
	MaxRows     = 10_000
	MaxExponent = 500 // hundredths
	MaxRowCount = 1_000_000_000
)

// Prepare works out what drawing needs.
func (d *Distribution) Prepare() {
	weight := func(k int64) uint64 { return uint64(d.Rows[k].Count) }
	switch d.Spread {
	case Zipf:
		weight = zipf(uint64(d.Exponent)).weight
	case Rows:
		d.Count = int64(len(d.Rows))
	default:
		return
	}
	d.cumulative = make([]uint64, d.Count)
	total := uint64(0)
	for k := range d.cumulative {
		total += weight(int64(k))
		d.cumulative[k] = total
	}
}

// draw returns the number of a key, for a number that is as likely as any other.
func (d *Distribution) draw(random uint64) int64 {
	switch {
	case d.cumulative != nil:
		at := random % d.cumulative[len(d.cumulative)-1]
		return int64(sort.Search(len(d.cumulative), func(k int) bool { return d.cumulative[k] > at }))
	case d.Spread == OneHotKey && random%100 < uint64(d.Percent):
		return 0
	case d.Spread == OneHotKey && d.Count > 1:
		return 1 + int64(random/100%uint64(d.Count-1))
	}
	return int64(random % uint64(max(1, d.Count)))
}

// A zipf is an exponent in hundredths. Its powers are worked out in whole numbers, since floating
// point's differ between machines.
type zipf uint64

const (
	fractionBits = 24 // of a logarithm
	weightBits   = 40 // of the weight of the first key
)

// weight returns how likely the k-th key is, from 0: 2^40 divided by (k+1) to the exponent, and at
// least 1.
func (z zipf) weight(k int64) uint64 {
	power := log2(uint64(k+1)) * uint64(z) / 100
	whole := power >> fractionBits
	if whole >= weightBits {
		return 1
	}
	return max(1, fractionOf(power)>>(64-weightBits+whole))
}

// log2 returns the binary logarithm of n, which is not 0, in parts of 2^24: squaring a number between
// 1 and 2 doubles its logarithm, so each square shows one more bit.
func log2(n uint64) uint64 {
	whole := bits.Len64(n) - 1
	log, x := uint64(whole), n<<(63-whole)
	for range fractionBits {
		square, _ := bits.Mul64(x, x)
		log <<= 1
		if square>>63 == 1 {
			log, x = log|1, square
		} else {
			x = square << 1
		}
	}
	return log
}

// fractionOf returns 2 to the minus fraction of power, in parts of 2^64: the product of a root of one
// half for each of its bits.
func fractionOf(power uint64) uint64 {
	product := ^uint64(0)
	for i, root := range rootsOfHalf {
		if power>>(fractionBits-1-i)&1 == 1 {
			product, _ = bits.Mul64(product, root)
		}
	}
	return product
}

// rootsOfHalf are the square root of one half, the root of that, and so on, in parts of 2^64.
var rootsOfHalf = func() (roots [fractionBits]uint64) {
	of := uint64(1) << 63
	for i := range roots {
		root := uint64(0)
		for bit := uint64(1) << 63; bit > 0; bit >>= 1 {
			if square, _ := bits.Mul64(root|bit, root|bit); square < of {
				root |= bit
			}
		}
		roots[i], of = root, root
	}
	return roots
}()

// What generated partition keys and sort keys begin with, so that a workload meets what was loaded.
const (
	CustomerKey = "CUSTOMER#"
	OrderKey    = "ORDER#"
)

// NumberedKey names the n-th thing of a kind in a key attribute's type.
func NumberedKey(t item.Type, kind string, n int64) item.Value {
	switch t {
	case item.N:
		return item.FromInt(int(n))
	case item.B:
		return item.Binary([]byte(kind + Padded(n)))
	}
	return item.String(kind + Padded(n))
}

// Padded returns n with zeros in front, so that text sorts as the numbers do.
func Padded(n int64) string {
	const room = 1_000_000
	digits := strconv.FormatInt(room+n, 10)
	if n < room {
		return digits[1:]
	}
	return digits
}
