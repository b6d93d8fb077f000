package engine

// A Time is a moment in microseconds since the Unix epoch, or a span of that many
// microseconds.
type Time int64

// Spans of time.
const (
	Microsecond Time = 1
	Millisecond      = 1000 * Microsecond
	Second           = 1000 * Millisecond
	Minute           = 60 * Second
	Hour             = 60 * Minute
	Day              = 24 * Hour
)

// LastMoment is where the clock ends: far beyond any date, and far enough from the largest number
// that adding a delay to it cannot overflow.
const LastMoment = Time(1) << 60
