package engine

// A limiter is how a client in adaptive mode slows itself down. From its first refusal on it sends no
// faster than a rate, which falls at each refusal and then grows along a cubic curve: quickly at first,
// slowly near the rate that was refused, and quickly again beyond it.
//
//	rate │                            ╱
//	     │╲ refused            ______╱
//	     │ │              ____╱  inflection: what was refused
//	     │ │         ___╱
//	     │  ╲_______╱
//	     └──────────────────────────────▶ time since the refusal
//
// Rates are in thousandths of a request a second, spans of the curve in milliseconds.
//
// https://github.com/boto/botocore/blob/develop/botocore/retries/adaptive.py
type limiter struct {
	on       bool
	rate     int64
	refused  int64 // the rate at which it was refused last
	when     Time  // and when
	tokens   int64 // millionths of a request; below zero: reserved by those that wait
	refilled Time

	halves   Time  // half seconds since the epoch, up to which sent was measured
	sent     int64 // since then
	measured int64 // the rate, smoothed
}

const (
	leastRate    = 500     // half a request a second
	cubicPercent = 70      // what is left of the rate after a refusal
	tokenOfOne   = 1 << 20 // one request's
)

// sending counts a request, and returns how long it has to wait for its turn.
func (l *limiter) sending(now Time) (wait Time) {
	l.measure(now)
	if !l.on {
		return 0
	}
	l.refill(now)
	l.tokens -= tokenOfOne
	if l.tokens >= 0 {
		return 0
	}
	return Time(-l.tokens*1000/tokenOfOne*int64(Second)/l.rate) + 1
}

// refill adds the tokens of the time that has passed, no more than a second's and at least one.
func (l *limiter) refill(now Time) {
	passed := min(now-l.refilled, 10*Second)
	l.refilled = now
	most := max(tokenOfOne, l.rate*tokenOfOne/1000)
	l.tokens = min(most, l.tokens+int64(passed)*l.rate/1000*tokenOfOne/int64(Second))
}

// measure keeps the rate at which requests are sent, half a second at a time.
func (l *limiter) measure(now Time) {
	l.sent++
	halves := now / (Second / 2)
	passed := int64(halves - l.halves)
	if passed <= 0 {
		return
	}
	const smoothing = 80 // per cent
	current := l.sent * 2000 / passed
	l.measured = (current*smoothing + l.measured*(100-smoothing)) / 100
	l.sent, l.halves = 0, halves
}

// throttled slows down.
func (l *limiter) throttled(now Time) {
	l.refused = l.measured
	if l.on {
		l.refused = min(l.refused, l.rate)
	}
	l.refused = max(l.refused, leastRate)
	if !l.on {
		l.on, l.refilled = true, now
	}
	l.when = now
	l.setRate(l.refused * cubicPercent / 100)
}

// succeeded goes on along the curve.
func (l *limiter) succeeded(now Time) {
	if l.on {
		l.setRate(l.curve(now))
	}
}

// setRate sets the rate, to no more than twice what is really sent.
func (l *limiter) setRate(rate int64) {
	l.rate = max(leastRate, min(rate, 2*l.measured))
}

// curve returns the rate of the moment: that which was refused, and 0.4 times the cube of the seconds
// since the curve came, or will come, to it.
func (l *limiter) curve(now Time) int64 {
	const longest = 1_000_000 // milliseconds: by then the rate is beyond all bounds
	inflection := cubeRoot(l.refused * 750_000)
	since := int64((now - l.when) / Millisecond)
	d := max(-longest, min(longest, since-inflection))
	return l.refused + d*d/1000*d/1000*4/10
}

// cubeRoot returns the whole part of a cube root.
func cubeRoot(n int64) (root int64) {
	for bit := int64(1) << 20; bit > 0; bit >>= 1 {
		if next := root | bit; next*next*next <= n {
			root = next
		}
	}
	return root
}
