package item

import (
	"bytes"
	"cmp"
	"math"
	"strconv"
	"strings"
)

// Limits of a number: 38 significant digits, and 0 or 1E-130 ≤ |n| < 1E126.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Number
const (
	maxDigits = 38
	maxPoint  = 126
	minPoint  = -129
)

// Number is a decimal number as DynamoDB stores it: exact, or refused. The zero Number is 0.
// Equal numbers are equal with ==.
//
// Invariant: the first count digits are significant, the first and the last of them are not 0, and
// the rest are 0. The value is 0.d₀d₁d₂… × 10^point. Zero has count 0, point 0 and no sign.
type Number struct {
	digits   [maxDigits]uint8 // 0 to 9
	count    uint8
	point    int16
	negative bool
}

// String returns the number in plain decimal, without exponent and needless zeros: -0.5, 1000.
func (n Number) String() string { return string(n.appendText(make([]byte, 0, 64))) }

func (n Number) appendText(dst []byte) []byte {
	if n.count == 0 {
		return append(dst, '0')
	}
	if n.negative {
		dst = append(dst, '-')
	}
	count, point := int(n.count), int(n.point)
	if point <= 0 {
		dst = append(dst, "0."...)
	}
	for i := min(point, 0); i < max(point, count); i++ {
		if i == point && point > 0 {
			dst = append(dst, '.')
		}
		dst = append(dst, '0'+n.digit(i))
	}
	return dst
}

// digit returns digit i, and 0 on either side of the significant ones.
func (n *Number) digit(i int) uint8 {
	if i < 0 || i >= maxDigits {
		return 0
	}
	return n.digits[i]
}

// Compare returns -1, 0 or 1 as n is less than, equal to or greater than m.
func (n Number) Compare(m Number) int {
	if order := cmp.Compare(n.sign(), m.sign()); order != 0 {
		return order
	}
	return n.sign() * n.compareMagnitude(&m) // for zeros 0 times anything
}

func (n *Number) sign() int {
	switch {
	case n.count == 0:
		return 0
	case n.negative:
		return -1
	}
	return 1
}

// compareMagnitude compares two numbers other than 0 without their signs.
func (n *Number) compareMagnitude(m *Number) int {
	if order := cmp.Compare(n.point, m.point); order != 0 {
		return order
	}
	return bytes.Compare(n.digits[:], m.digits[:])
}

// Sub returns n - m, with the faults of Add.
func (n Number) Sub(m Number) (Number, *Fault) {
	m.negative = !m.negative && m.count > 0
	return n.Add(m)
}

// Add returns n + m exactly. A sum of more than 38 digits or of 1E126 and more is an overflow, as
// in DynamoDB; one closer to 0 than 1E-130 is an underflow.
func (n Number) Add(m Number) (Number, *Fault) {
	switch {
	case n.count == 0:
		return m, nil
	case m.count == 0:
		return n, nil
	case n.compareMagnitude(&m) < 0:
		n, m = m, n
	}
	gap := int(n.point) - int(m.point)
	if gap > maxDigits {
		return Number{}, &Fault{Kind: FaultOverflow, Type: N} // both ends of the sum are digits
	}
	// Digit i of n at 1+i and digit i of m at 1+gap+i are worth the same; 0 is for the carry.
	var sum [1 + 2*maxDigits]int8
	for i, d := range n.digits[:n.count] {
		sum[1+i] = int8(d)
	}
	for i, d := range m.digits[:m.count] {
		if n.negative == m.negative {
			sum[1+gap+i] += int8(d)
		} else {
			sum[1+gap+i] -= int8(d)
		}
	}
	carry(sum[:])
	return fromDigits(sum[:], int(n.point)+1, n.negative)
}

// carry brings every digit but the first between 0 and 9.
func carry(sum []int8) {
	for i := len(sum) - 1; i > 0; i-- {
		switch {
		case sum[i] > 9:
			sum[i] -= 10
			sum[i-1]++
		case sum[i] < 0:
			sum[i] += 10
			sum[i-1]--
		}
	}
}

// fromDigits returns 0.d₀d₁… × 10^point without the zeros at both ends.
func fromDigits(digits []int8, point int, negative bool) (Number, *Fault) {
	first, last := 0, len(digits)
	for first < last && digits[first] == 0 {
		first++
	}
	for first < last && digits[last-1] == 0 {
		last--
	}
	if first == last {
		return Number{}, nil
	}
	if last-first > maxDigits {
		return Number{}, &Fault{Kind: FaultOverflow, Type: N}
	}
	n := Number{count: uint8(last - first), negative: negative}
	for i, d := range digits[first:last] {
		n.digits[i] = uint8(d)
	}
	return n.placed(int64(point - first))
}

// placed returns n with its point, if that is within DynamoDB's range.
func (n Number) placed(point int64) (Number, *Fault) {
	switch {
	case point > maxPoint:
		return Number{}, &Fault{Kind: FaultOverflow, Type: N}
	case point < minPoint:
		return Number{}, &Fault{Kind: FaultUnderflow, Type: N}
	}
	n.point = int16(point)
	return n, nil
}

// ParseNumber reads a number: a sign, digits with or without a point, an exponent. The Fault says
// that it is none, too large, too small, or has more than 38 significant digits.
func ParseNumber(text string) (Number, *Fault) {
	var m mantissa
	end, ok := m.read(text)
	exponent := int64(0)
	if ok && end < len(text) {
		exponent, ok = parseExponent(text[end+1:])
	}
	if !ok {
		return Number{}, &Fault{Kind: FaultNumber, Type: N, Text: text}
	}
	n, fault := m.number(exponent)
	if fault != nil && int64(int32(exponent)) != exponent {
		fault.Text = text
	}
	return n, fault
}

// parseExponent bounds what it returns, so that adding the length of a text cannot overflow.
func parseExponent(text string) (exponent int64, ok bool) {
	const bound = 1 << 40
	exponent, err := strconv.ParseInt(text, 10, 64)
	return min(max(exponent, -bound), bound), err == nil
}

// mantissa collects the digits of a number that is being read.
type mantissa struct {
	n        Number
	seen     int   // digits from the first one that is not 0
	point    int64 // of 0.d₀d₁… × 10^point
	decimals int64 // digits after the point
	anyDigit bool
	tooLong  bool // a digit other than 0 did not fit
}

// read takes digits up to an exponent or the end, and returns where it stopped.
func (m *mantissa) read(text string) (end int, ok bool) {
	i := 0
	if text != "" && (text[0] == '+' || text[0] == '-') {
		m.n.negative = text[0] == '-'
		i = 1
	}
	fraction := false
	for ; i < len(text); i++ {
		switch c := text[i]; {
		case '0' <= c && c <= '9':
			m.add(c-'0', fraction)
		case c == '.' && !fraction:
			fraction = true
		case c == 'e' || c == 'E':
			return i, m.anyDigit
		default:
			return i, false
		}
	}
	return i, m.anyDigit
}

func (m *mantissa) add(digit uint8, fraction bool) {
	m.anyDigit = true
	leadingZero := digit == 0 && m.seen == 0
	switch {
	case fraction && leadingZero:
		m.point--
	case !fraction && !leadingZero:
		m.point++
	}
	if fraction {
		m.decimals++
	}
	if leadingZero {
		return
	}
	if m.seen < maxDigits {
		m.n.digits[m.seen] = digit
	} else if digit != 0 {
		m.tooLong = true
	}
	m.seen++
}

func (m *mantissa) number(exponent int64) (Number, *Fault) {
	if m.seen == 0 {
		return m.zero(exponent)
	}
	m.n.count = uint8(min(m.seen, maxDigits))
	for m.n.digits[m.n.count-1] == 0 {
		m.n.count--
	}
	n, fault := m.n.placed(m.point + exponent)
	switch {
	case exponent <= math.MaxInt32 && m.point+exponent > math.MaxInt32:
		return Number{}, &Fault{Kind: FaultWrap, Type: N}
	case fault == nil && m.tooLong:
		return Number{}, &Fault{Kind: FaultPrecision, Type: N}
	}
	return n, fault
}

// zero is 0, yet DynamoDB judges the exponent that is written: 0e126 is too large, 0.0e126 is not.
func (m *mantissa) zero(exponent int64) (Number, *Fault) {
	_, fault := Number{}.placed(exponent - m.decimals + 1)
	return Number{}, fault
}

// AppendKey appends bytes that sort like the numbers: a sign (1, 2 for zero, 3); the exponent to
// base 100; the digits to base 100, each plus one so that none is 00. Below zero everything after
// the sign is complemented and FF closes it, so that -1.5 comes before -1.
func (n Number) AppendKey(dst []byte) []byte {
	dst = append(dst, byte(2+n.sign()))
	if n.count == 0 {
		return dst
	}
	start := len(dst)
	point := int(n.point)
	odd := point & 1 // then the first base-100 digit is 0 and d₀
	dst = append(dst, byte(128+(point+odd)/2))
	for i := -odd; i < int(n.count); i += 2 {
		dst = append(dst, 10*n.digit(i)+n.digit(i+1)+1)
	}
	if !n.negative {
		return dst
	}
	for i := range dst[start:] {
		dst[start+i] ^= 0xFF
	}
	return append(dst, 0xFF)
}

// canonicalInteger tells whether text already is what String would return, for the common case of a
// whole number.
func canonicalInteger(text string) bool {
	digits := strings.TrimPrefix(text, "-")
	if digits == "" || len(digits) > maxDigits {
		return false
	}
	for i := range len(digits) {
		if digits[i] < '0' || digits[i] > '9' {
			return false
		}
	}
	return digits[0] != '0' || text == "0"
}

// compareDecimals orders two canonical numbers by value without parsing them.
func compareDecimals(a, b string) int {
	switch {
	case a[0] != '-' && b[0] != '-':
		return compareUnsigned(a, b)
	case a[0] == '-' && b[0] == '-':
		return compareUnsigned(b[1:], a[1:])
	case a[0] == '-':
		return -1
	}
	return 1
}

// compareUnsigned: more digits before the point is greater; as many, and the texts are aligned.
func compareUnsigned(a, b string) int {
	if order := cmp.Compare(wholeDigits(a), wholeDigits(b)); order != 0 {
		return order
	}
	return strings.Compare(a, b)
}

func wholeDigits(text string) int {
	if point := strings.IndexByte(text, '.'); point >= 0 {
		return point
	}
	return len(text)
}
