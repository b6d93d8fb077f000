package engine

import (
	"fmt"
	"testing"
)

// TestRetryDelays lists the longest delays before each retry, in milliseconds, and the shortest.
func TestRetryDelays(t *testing.T) {
	for _, c := range []struct {
		policy   RetryPolicy
		most     string
		shortest Time // of 1,000 delays before the third retry
	}{
		{Fixed, "[50 50 50 50 50 50 50 50 50 50]", 50 * Millisecond},
		{Exponential, "[50 100 200 400 800 1600 3200 6400 12800 20000]", 200 * Millisecond},
		{FullJitter, "[50 100 200 400 800 1600 3200 6400 12800 20000]", 0},
		{SDKLegacy, "[0 100 200 400 800 1600 3200 6400 12800 20000]", 0},
		{SDKStandard, "[1000 2000 4000 8000 16000 20000 20000 20000 20000 20000]", 0},
	} {
		r := c.policy.Default()
		var most [10]Time
		shortest := r.Cap
		for i := range most {
			for draw := range uint64(1000) {
				delay := r.delay(i, Mix(draw+1))
				most[i] = max(most[i], delay)
				if i == 2 {
					shortest = min(shortest, delay)
				}
			}
			most[i] = nearly(most[i] / Millisecond)
		}
		if got := fmt.Sprint(most); got != c.most || shortest > c.shortest+20*Millisecond || shortest < c.shortest {
			t.Errorf("%s: delays up to %s, at least %d µs", c.policy, got, shortest)
		}
	}
}

// nearly rounds up to the next of the delays that can be.
func nearly(millis Time) Time {
	for _, whole := range []Time{0, 50, 100, 200, 400, 800, 1000, 1600, 2000, 3200, 4000, 6400, 8000, 12800, 16000, 20000} {
		if millis <= whole+whole/50 && millis >= whole-whole/50 {
			return whole
		}
	}
	return millis
}

// A client that is refused whatever it does retries a hundred times, and then once for five successes.
func TestRetryTokens(t *testing.T) {
	var c client
	retries := func() (n int) {
		for c.mayRetry(SDKStandard) {
			n++
		}
		return n
	}
	if n := retries(); n != 100 {
		t.Errorf("%d retries, want 100", n)
	}
	for range 10 {
		c.succeed()
	}
	if n := retries(); n != 2 {
		t.Errorf("%d retries after ten successes, want 2", n)
	}
}

// A client that wants 100 requests a second where 20 are served comes to send about 20.
func TestLimiterFindsTheRate(t *testing.T) {
	var l limiter
	sent, served, next := 0, 0, Time(0)
	second, inSecond := Time(0), 0
	for now := Time(0); now < 60*Second; now += 10 * Millisecond {
		if now < next {
			continue
		}
		next = now + l.sending(now)
		if now/Second != second {
			second, inSecond = now/Second, 0
		}
		inSecond++
		ok := inSecond <= 20
		if ok {
			l.succeeded(now)
		} else {
			l.throttled(now)
		}
		if now > 30*Second {
			sent++
			if ok {
				served++
			}
		}
	}
	if sent > 30*25 || served < 30*13 {
		t.Errorf("%d sent in half a minute, %d served", sent, served)
	}
}
