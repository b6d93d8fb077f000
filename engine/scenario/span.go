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

// parseSpan reads a whole number and a unit, such as 20ms, 3s or 2h.
func parseSpan(text string) (engine.Time, bool) {
	digits := strings.TrimRight(text, "hmsuµ")
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || n < 0 {
		return 0, false
	}
	for _, unit := range spanUnits {
		if text[len(digits):] == unit.name {
			return engine.Time(n) * unit.span, n <= int64(maxSpan/unit.span)
		}
	}
	return 0, false
}

// formatSpan writes a span in the largest unit that leaves no rest.
func formatSpan(t engine.Time) string {
	if t == 0 {
		return "0ms"
	}
	for _, unit := range spanUnits {
		if t%unit.span == 0 {
			return strconv.FormatInt(int64(t/unit.span), 10) + unit.name
		}
	}
	return "" // a microsecond divides every span
}
