package item

import "strings"

// What the values of each type weigh, in bytes.
const (
	flagSize      = 1 // BOOL, NULL
	containerSize = 3 // L, M
	elementSize   = 1 // each element of an L, each member of an M
)

// Size returns the value's size in bytes by DynamoDB's rule; the name of the attribute is not in it.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
func (v Value) Size() int {
	if v == "" {
		return 0
	}
	size, _ := sizeAt(string(v), 0)
	return size
}

// sizeAt measures the value at text[at] and returns the position behind it.
func sizeAt(text string, at int) (size, end int) {
	t := typeAt(text, at)
	at = payloadStart(text, at)
	switch t {
	case BOOL, NULL:
		size, end = flagSize, flagEnd(text, at)
	case L:
		size, end = listSize(text, at)
	case M:
		size, end = mapSize(text, at)
	case SS, NS, BS:
		size, end = setSize(t.member(), text, at)
	default:
		end = quotedEnd(text, at)
		size = memberSize(t, text[at+1:end-1])
	}
	return size, end + len(`}`)
}

func listSize(text string, at int) (size, end int) {
	size = containerSize
	for at++; text[at] != ']'; {
		element, next := sizeAt(text, at)
		size += elementSize + element
		at = skipComma(text, next)
	}
	return size, at + 1
}

func mapSize(text string, at int) (size, end int) {
	size = containerSize
	for at++; text[at] != '}'; {
		nameEnd := quotedEnd(text, at)
		value, next := sizeAt(text, nameEnd+1)
		size += elementSize + textSize(text[at+1:nameEnd-1]) + value
		at = skipComma(text, next)
	}
	return size, at + 1
}

func setSize(member Type, text string, at int) (size, end int) {
	for at++; text[at] != ']'; {
		next := quotedEnd(text, at)
		size += memberSize(member, text[at+1:next-1])
		at = skipComma(text, next)
	}
	return size, at + 1
}

// memberSize is the size of an S, N or B; inner is what stands between its quotes.
func memberSize(t Type, inner string) int {
	switch t {
	case N:
		return numberSize(inner)
	case B:
		return binarySize(inner)
	}
	return textSize(inner)
}

func textSize(inner string) int {
	if strings.IndexByte(inner, '\\') < 0 {
		return len(inner)
	}
	return len(unescape(inner))
}

// numberSize is one byte, one for every two significant digits before the point, one for every two
// after it, and one for a minus. Zeros at either end are not significant.
func numberSize(digits string) int {
	size := 1
	if digits[0] == '-' {
		digits = digits[1:]
		size++
	}
	whole, fraction, _ := strings.Cut(digits, ".")
	if fraction == "" {
		whole = strings.TrimRight(whole, "0")
	}
	if whole == "0" {
		whole, fraction = "", strings.TrimLeft(fraction, "0")
	}
	return size + (len(whole)+1)/2 + (len(fraction)+1)/2
}
