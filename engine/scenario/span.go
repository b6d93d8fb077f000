package scenario

import (
	"strconv"
	"strings"

	"ringside/engine"
)

// spanUnits are the units of a span of time, the largest first.
var spanUnits = []struct {
	name string
	span engine.Time
}{
	{"h", engine.Hour}, {"m", engine.Minute}, {"s", engine.Second},
	{"ms", engine.Millisecond}, {"µs", engine.Microsecond}, {"us", engine.Microsecond},
}

// maxSpan keeps sums of spans and the clock far from overflowing: about a century.
const maxSpan = 100 * 366 * 24 * engine.Hour

// parseSpan reads a number and a unit, such as 20ms, 1.5s or 2h. What is not a whole
// number of microseconds is no span.
func parseSpan(text string) (engine.Time, bool) {
	number := strings.TrimRight(text, "hmsuµ")
	for _, unit := range spanUnits {
		if text[len(number):] == unit.name {
			return parseNumberOf(number, unit.span)
		}
	}
	return 0, false
}

// parseNumberOf reads so many units, with a decimal point or without.
func parseNumberOf(number string, unit engine.Time) (engine.Time, bool) {
	digits, fraction, hasPoint := strings.Cut(number, ".")
	whole, err := strconv.ParseUint(digits, 10, 63)
	if err != nil || whole > uint64(maxSpan/unit) || hasPoint && fraction == "" {
		return 0, false
	}
	span := engine.Time(whole) * unit
	for _, digit := range fraction {
		if digit < '0' || digit > '9' || unit%10 != 0 {
			return 0, false
		}
		unit /= 10
		span += engine.Time(digit-'0') * unit
	}
	return span, true
}

// formatSpan writes a span as parseSpan reads it: in hours, minutes or seconds where
// that leaves no rest, else in seconds, milliseconds or microseconds with decimals.
func formatSpan(t engine.Time) string {
	switch {
	case t == 0:
		return "0ms"
	case t%engine.Hour == 0:
		return decimal(int64(t/engine.Hour)) + "h"
	case t%engine.Minute == 0:
		return decimal(int64(t/engine.Minute)) + "m"
	case t >= engine.Second:
		return decimals(t, engine.Second) + "s"
	case t >= engine.Millisecond:
		return decimals(t, engine.Millisecond) + "ms"
	}
	return decimal(int64(t)) + "µs"
}

// decimals writes a span in a unit, which is a power of ten.
func decimals(t, unit engine.Time) string {
	text := decimal(int64(t / unit))
	if rest := t % unit; rest != 0 {
		digits := decimal(int64(unit + rest))[1:] // the unit's 1 keeps the zeros in front
		text += "." + strings.TrimRight(digits, "0")
	}
	return text
}
