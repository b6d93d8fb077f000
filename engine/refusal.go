package engine

import "errors"

// ErrUnavailable is the error of a read or write that no replica of a partition may do just now:
// the service answers it with an internal error, and a client asks again. Nothing has changed.
var ErrUnavailable = errors.New("the partition has no leader with a quorum")

// A Throttled is the error of a read or write for which there is no capacity just now. Nothing
// has changed, and nothing is charged.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/throttling-diagnosing.html
type Throttled struct {
	Reason   Throttle
	Table    *Table           // whose item was asked for, never the table that an index is
	Index    *IndexDefinition // whose capacity there is none of, nil for the table's own
	OnDemand bool             // the table is, so that nobody configured a throughput
}

func (t *Throttled) Error() string { return t.Reason.String() }

// A Throttle is what a request ran into: one of four limits, of reads or of writes, of a table or
// of a global index.
type Throttle uint8

// The limits. To a limit come ThrottleWrite and ThrottleIndex.
const (
	ProvisionedThroughput Throttle = iota // what is provisioned
	KeyRangeThroughput                    // what one partition gives
	AccountLimit                          // what an account may use of one table
	MaxOnDemandThroughput                 // the maximum that was set

	ThrottleWrite Throttle = 1 << 2
	ThrottleIndex Throttle = 1 << 3
)

// Limit returns the limit alone.
func (t Throttle) Limit() Throttle { return t &^ (ThrottleWrite | ThrottleIndex) }

var limitNames = [...]string{"ProvisionedThroughput", "KeyRangeThroughput", "AccountLimit", "MaxOnDemandThroughput"}

// String returns the reason as DynamoDB spells it: TableWriteKeyRangeThroughputExceeded.
func (t Throttle) String() string {
	of, what := "Table", "Read"
	if t&ThrottleIndex != 0 {
		of = "Index"
	}
	if t&ThrottleWrite != 0 {
		what = "Write"
	}
	return of + what + limitNames[t.Limit()] + "Exceeded"
}

// refusedBefore reports whether an error kept a read or write from being done at all: then there
// is nothing to charge.
func refusedBefore(err error) bool {
	_, throttled := err.(*Throttled)
	return throttled || err == ErrUnavailable
}

// turnAway traces where on its way a read or write ended: Routing for what is the table's,
// Placing for what is the partition's.
func (db *Database) turnAway(at Phase, err error) error {
	effect := Throttling
	if err == ErrUnavailable {
		effect = Unavailable
	}
	db.trace.end(at, effect)
	return err
}

// end marks the last step of a phase as the one where a read or write ended: what would have come
// next did not.
func (t *Trace) end(at Phase, effect Effect) {
	for i := len(t.Steps) - 1; i >= 0 && !t.off; i-- {
		if t.Steps[i].Phase == at {
			t.Steps[i].Effect, t.Steps = effect, t.Steps[:i+1]
			return
		}
	}
}
