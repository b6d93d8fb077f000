package engine

// An Access is one of the two things that capacity is for.
type Access uint8

// The accesses.
const (
	Reads Access = iota
	Writes
	accesses
)

// A meter says how much a table, a global index or one of its partitions has left of one Access,
// and counts what is consumed.
type meter struct {
	bucket  bucket
	ceiling Units // of a partition: what it gives in any second of the clock, burst included
	second  Time  // the second of the clock that given is of
	given   Units // in that second, and what was given beyond the ceiling before
	limit   Throttle

	seconds tally // of units
	minutes tally
	refused tally // of requests, by the minute
}

// open reports whether there is a token left, and, in a partition, something left of this second.
func (m *meter) open(now Time) bool {
	m.bucket.refill(now)
	return m.bucket.tokens > 0 && (m.ceiling == 0 || m.givenAt(now) < m.ceiling)
}

// givenAt moves on to the second of the clock. What was given beyond a ceiling counts for the
// seconds after.
func (m *meter) givenAt(now Time) Units {
	if passed := now/Second - m.second; passed > 0 {
		m.second += passed
		m.given = max(0, m.given-m.ceiling*Units(passed))
	}
	return m.given
}

// take consumes units.
func (m *meter) take(units Units, now Time) {
	m.bucket.refill(now)
	m.bucket.take(units)
	m.given = m.givenAt(now) + units
	m.seconds.add(int64(units), now/Second)
	m.minutes.add(int64(units), now/Minute)
}

// wait returns in how long the meter will be open again.
func (m *meter) wait(now Time) Time {
	wait := m.bucket.wait()
	if m.ceiling > 0 && m.givenAt(now) >= m.ceiling {
		full := Time(m.given / m.ceiling) // seconds that are used up
		wait = max(wait, (now/Second+full)*Second-now)
	}
	return wait
}

// A tally counts something in one span of time after the other, such as seconds, and remembers the
// last two.
type tally struct {
	span   Time // the number of the span that now is of
	now    int64
	before int64
}

func (t *tally) add(n int64, span Time) {
	t.moveOn(span)
	t.now += n
}

func (t *tally) moveOn(span Time) {
	switch {
	case span == t.span+1:
		t.before, t.now = t.now, 0
	case span != t.span:
		t.before, t.now = 0, 0
	}
	t.span = span
}

// last returns the count of the span before the one that has begun.
func (t *tally) last(span Time) int64 {
	t.moveOn(span)
	return t.before
}

// recent returns about how much was counted in the length of a span up to now: all of the present
// one, and of the one before the part that is not longer ago.
func (t tally) recent(now, length Time) int64 {
	t.moveOn(now / length)
	left := int64(length - now%length)
	return t.now + t.before/int64(length)*left + t.before%int64(length)*left/int64(length)
}

// A Meter is what can be seen of the capacity for one Access that a table, a global index or one of
// its partitions has. What may be a fraction of a unit is in thousandths.
type Meter struct {
	Rate     int64 // that it gets a second, in thousandths
	Tokens   int64 // that are left, in thousandths
	Capacity int64 // that it holds at the most, in thousandths
	Ceiling  Units // that a partition gives in any second; 0 of a table
	Given    Units // of the ceiling, in this second
	Second   Units // consumed in about the last second
	Minute   Units // consumed in about the last minute
	Refused  int64 // requests in about the last minute
	Wait     Time  // until it is open again, 0 when it is

	Limit Throttle // that it stands for, without ThrottleWrite and ThrottleIndex
}

// shown returns what can be seen at a moment; it is a copy that moves on.
func (m meter) shown(now Time) Meter {
	const thousandth = tokensOfUnit / 1000
	m.bucket.refill(now)
	return Meter{
		Rate: m.bucket.rate, Capacity: m.bucket.most() / thousandth,
		Tokens:  floor(m.bucket.tokens, thousandth),
		Ceiling: m.ceiling, Given: m.givenAt(now),
		Second: Units(m.seconds.recent(now, Second)), Minute: Units(m.minutes.recent(now, Minute)),
		Refused: m.refused.recent(now, Minute), Wait: m.wait(now), Limit: m.limit,
	}
}

// floor divides and rounds down, below zero, too.
func floor(n, by int64) int64 {
	if n < 0 {
		return -((-n + by - 1) / by)
	}
	return n / by
}

// TableMeter returns the meter of a table, or of the table that a global index is.
func (db *Database) TableMeter(t *Table, a Access) Meter { return t.meters[a].shown(db.now) }

// PartitionMeter returns the meter of a partition.
func (db *Database) PartitionMeter(p *Partition, a Access) Meter { return p.meters[a].shown(db.now) }
