package engine

import "strconv"

// Units is an amount of read or write units, counted in halves: an eventually
// consistent read of up to 4 KB costs half a unit.
type Units int64

// One is one whole unit.
const One Units = 2

// Bytes that one unit pays for; a unit that is begun is paid.
const (
	ReadUnitBytes  = 4 << 10
	WriteUnitBytes = 1 << 10
)

// String returns the units as the service prints them: "0.5", "1.0".
func (u Units) String() string { return string(u.Append(nil)) }

// Append appends the units as String has them.
func (u Units) Append(dst []byte) []byte {
	half := ".0"
	if u%2 != 0 {
		half = ".5"
	}
	return append(strconv.AppendInt(dst, int64(u/2), 10), half...)
}

// ReadUnits returns what reading that many bytes costs: a unit for every 4 KB begun, at
// least one, and half of it when the read is eventually consistent.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
func ReadUnits(bytes int, consistent bool) Units {
	steps := Units(max(1, (bytes+ReadUnitBytes-1)/ReadUnitBytes))
	if consistent {
		return steps * One
	}
	return steps
}

// WriteUnits returns what writing an item of that many bytes costs: a unit for every
// 1 KB begun, at least one. Bytes is the larger of the item before and after.
func WriteUnits(bytes int) Units {
	return Units(max(1, (bytes+WriteUnitBytes-1)/WriteUnitBytes)) * One
}
