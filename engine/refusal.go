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

// Why a read or write is refused, as the trace says it.
const (
	whyNoLeader = "its leader is stopped, and nobody else may lead before that one's lease has run out"
	whyNoQuorum = "two of its three replicas have to be live, and they are not"
	whyLapsed   = "its leader has been alone for longer than its lease, so it can't know whether it still leads"
	whyNobody   = "none of its replicas is live"
	whyInjected = "a fault was injected here"
)

// choose returns the replica that answers a read: the leader when it must be consistent, else any
// that is live.
func (db *Database) choose(t *Table, p *Partition, consistent bool) (int, error) {
	if t.Injection.Left > 0 {
		if err := db.injected(t, p, 0); err != nil {
			return 0, err
		}
	}
	if consistent {
		return p.leader, db.readable(p)
	}
	draw := db.ID("replica")
	if any := int(draw % replicaCount); p.replicas[any].status == Live {
		return any, nil
	}
	return db.chooseLive(p, draw/replicaCount)
}

// readable refuses a consistent read that the leader may not answer.
func (db *Database) readable(p *Partition) error {
	switch {
	case !p.lapsing || p.led() && db.now < p.lease:
		return nil
	case p.led():
		return db.unavailable(whyLapsed)
	}
	return db.leaderless(p)
}

// leaderless refuses what needs a leader with a quorum, and traces when there will be one.
func (db *Database) leaderless(p *Partition) error {
	if !p.electing {
		return db.unavailable(whyNoQuorum)
	}
	if i := db.trace.last(Placing); i >= 0 {
		db.trace.Steps[i].At = p.electAt
	}
	return db.unavailable(whyNoLeader)
}

// writable refuses a write that the partition can't do.
func (db *Database) writable(t *Table, p *Partition) error {
	if t.Injection.Left > 0 {
		if err := db.injected(t, p, ThrottleWrite); err != nil {
			return err
		}
	}
	if p.lapsing {
		return db.leaderless(p)
	}
	return nil
}

// chooseLive returns one of the replicas that are live.
func (db *Database) chooseLive(p *Partition, draw uint64) (int, error) {
	live := uint64(p.live())
	if live == 0 {
		return 0, db.unavailable(whyNobody)
	}
	i, skip := 0, draw%live
	for ; p.replicas[i].status != Live || skip > 0; i++ {
		if p.replicas[i].status == Live {
			skip--
		}
	}
	return i, nil
}

func (db *Database) unavailable(why string) error { return db.turnAway(Placing, ErrUnavailable, why) }

// turnAway traces where on its way a read or write ended, and why: at Routing for what is the
// table's, at Placing for what is the partition's.
func (db *Database) turnAway(at Phase, err error, why string) error {
	effect := Throttling
	if err == ErrUnavailable {
		effect = Unavailable
	}
	db.trace.end(at, effect, why)
	return err
}

// end marks the last step of a phase as the one where a read or write ended: what would have come
// next did not.
func (t *Trace) end(at Phase, effect Effect, why string) {
	if i := t.last(at); i >= 0 {
		step := &t.Steps[i]
		step.Effect, step.Why, t.Steps = effect, why, t.Steps[:i+1]
	}
}
