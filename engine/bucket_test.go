package engine

import (
	"testing"

	"pgregory.net/rapid"
)

// However the moments are chosen, no more is taken between two of them than the bucket held and
// what came in between, but for what the last request took beyond.
func TestABucketMintsNoToken(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b bucket
		now := Time(rapid.Int64Range(0, int64(Day)).Draw(t, "begin"))
		rate := rapid.Int64Range(1, TableQuota*rateOfUnit).Draw(t, "rate")
		span := rapid.SampledFrom([]Time{Second, burstSpan}).Draw(t, "span")
		b.tune(rate, span, now)
		began, taken, largest := now, int64(0), Units(0)
		for range rapid.IntRange(1, 200).Draw(t, "requests") {
			now += Time(rapid.Int64Range(0, int64(Second)).Draw(t, "pause"))
			units := Units(rapid.IntRange(1, 600).Draw(t, "units"))
			if b.refill(now); b.tokens > 0 {
				b.take(units)
				taken += int64(units) * tokensOfHalf
				largest = max(largest, units)
			}
			if most := rate*int64(span) + rate*int64(now-began) + int64(largest)*tokensOfHalf; taken > most {
				t.Fatalf("%d tokens taken of %d", taken, most)
			}
			if b.tokens > b.most() {
				t.Fatalf("%d tokens in a bucket for %d", b.tokens, b.most())
			}
		}
	})
}

// A bucket that is looked at often has what one has that is looked at once.
func TestABucketFillsHoweverOftenItIsLookedAt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rate := rapid.Int64Range(1, TableQuota*rateOfUnit).Draw(t, "rate")
		var often, once bucket
		often.tune(rate, burstSpan, 0)
		often.take(Units(rapid.IntRange(0, 1_000_000).Draw(t, "taken")))
		once = often
		now := Time(0)
		for range rapid.IntRange(1, 50).Draw(t, "looks") {
			now += Time(rapid.Int64Range(0, int64(Minute)).Draw(t, "pause"))
			often.refill(now)
		}
		if once.refill(now); once != often {
			t.Fatalf("%+v and %+v", often, once)
		}
	})
}

// After waiting as long as it says a bucket has a token again, and not before.
func TestABucketSaysHowLongToWait(t *testing.T) {
	for _, c := range []struct {
		rate  int64
		units Units
		want  Time
	}{
		{5 * rateOfUnit, 1500 * One, 1},
		{5 * rateOfUnit, 1510 * One, 2*Second + 1},
		{rateOfUnit / 4, 75 * One, 1},
		{rateOfUnit / 4, 76 * One, 4*Second + 1},
	} {
		var b bucket
		b.tune(c.rate, burstSpan, 0)
		b.take(c.units)
		if got := b.wait(); got != c.want {
			t.Errorf("%d tokens at %d: waits %d, want %d", b.tokens, b.rate, got, c.want)
		}
		before := b
		before.refill(c.want - 1)
		if b.refill(c.want); b.tokens <= 0 || before.tokens > 0 {
			t.Errorf("after %d: %d tokens, before: %d", c.want, b.tokens, before.tokens)
		}
	}
}

func TestATallyRemembersTwoSpans(t *testing.T) {
	var y tally
	y.add(10, 3)
	y.add(5, 3)
	if y.add(60, 4); y.last(4) != 15 {
		t.Errorf("before: %d, want 15", y.before)
	}
	if got := y.recent(4*Minute+15*Second, Minute); got != 60+15*45/60 {
		t.Errorf("recently %d, want 71", got)
	}
	if y.add(1, 6); y.last(6) != 0 || y.now != 1 {
		t.Errorf("after a pause: %+v", y)
	}
}
