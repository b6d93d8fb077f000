package engine

// A bucket holds tokens for the units that reads or writes consume. It fills up at its rate, up to
// what comes in a span of time, and is looked after only when somebody asks: nothing happens in
// between.
//
//	tokens  span × rate ┤────╮            ╭─
//	                    │     ╲  a burst ╱
//	                  0 ┤      ╲________╱    throttled while it is empty
//
// A rate is in thousandths of a unit a second and tokens are in billionths of a unit, so what
// comes in a microsecond is a whole number, and a partition's share of a small rate is not lost.
//
// Invariant: tokens ≤ rate × span. They are below zero after a request that took more than was
// left: what it needs is known only when it is done.
type bucket struct {
	tokens int64
	since  Time // when tokens was so much
	rate   int64
	span   Time
}

const (
	rateOfUnit   = 1000                       // of one unit a second
	tokensOfUnit = rateOfUnit * int64(Second) // that one unit takes
	tokensOfHalf = tokensOfUnit / int64(One)  // that Units count
)

// refill adds what has come by now.
func (b *bucket) refill(now Time) {
	passed := now - b.since
	if passed <= 0 {
		return
	}
	b.since = now
	most := b.most()
	if b.rate == 0 || int64(passed) > (most-b.tokens)/b.rate {
		b.tokens = most
	} else {
		b.tokens += b.rate * int64(passed)
	}
}

func (b *bucket) most() int64 { return b.rate * int64(b.span) }

// take takes the tokens of some units, maybe more than there are.
func (b *bucket) take(units Units) { b.tokens -= int64(units) * tokensOfHalf }

// tune changes the rate from now on. What is in the bucket stays, as far as there is room for it;
// a new bucket is full.
func (b *bucket) tune(rate int64, span, now Time) {
	b.refill(now)
	created := b.span == 0
	b.rate, b.span, b.since = rate, span, now
	if created {
		b.tokens = b.most()
	}
	b.tokens = min(b.tokens, b.most())
}

// wait returns in how long there will be a token again.
func (b *bucket) wait() Time {
	if b.tokens > 0 || b.rate == 0 {
		return 0
	}
	return Time(-b.tokens/b.rate) + 1
}
