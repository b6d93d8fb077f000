package engine

// A Retry is a client's rule for asking again when it is refused.
//
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
type Retry struct {
	Policy   RetryPolicy
	Attempts int  // in all, the first included
	Base     Time // the delay that policies begin with
	Cap      Time // and what it grows to at the most
}

// A RetryPolicy is how long the delays of a Retry are.
type RetryPolicy uint8

// The policies.
const (
	NoRetry     RetryPolicy = iota
	Fixed                   // the same delay each time
	Exponential             // twice the delay each time
	FullJitter              // anything up to that
	SDKStandard             // full jitter from a second on, for as long as there are retry tokens
	SDKLegacy               // as SDKs did for DynamoDB: at once, then full jitter from 100 ms on
	SDKAdaptive             // standard, and the client slows itself down
	policies
)

var policyNames = [policies]string{"none", "fixed", "exponential", "jitter", "sdk-standard", "sdk-legacy", "sdk-adaptive"}

// String returns the policy as requests spell it.
func (p RetryPolicy) String() string { return policyNames[p] }

// Default returns the policy with the attempts and delays that it has by default.
//
// https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
func (p RetryPolicy) Default() Retry {
	r := Retry{Policy: p, Attempts: 11, Base: 50 * Millisecond, Cap: 20 * Second}
	switch p {
	case NoRetry:
		r.Attempts = 1
	case SDKStandard, SDKAdaptive:
		r.Attempts, r.Base = 3, Second
	}
	return r
}

// delay returns how long to wait before a retry, the first being 0.
func (r Retry) delay(retry int, random uint64) Time {
	grown := r.Base
	for i := 0; i < retry && grown < r.Cap; i++ {
		grown *= 2
	}
	grown = min(grown, r.Cap)
	switch {
	case r.Policy == Fixed:
		return r.Base
	case r.Policy == Exponential:
		return grown
	case r.Policy == SDKLegacy && retry == 0:
		return 0
	}
	return Time(random % uint64(grown+1))
}

// Retry tokens keep a client that is refused again and again from asking: it begins with 500, pays 5
// for each retry, and gets one back for each success.
const (
	retryTokens = 500
	retryCosts  = 5
)

// A client is one of those that send a workload's requests.
type client struct {
	spent   int32 // retry tokens
	limiter limiter
}

// mayRetry reports whether a client has tokens for a retry, which it pays.
func (c *client) mayRetry(p RetryPolicy) bool {
	if p != SDKStandard && p != SDKAdaptive {
		return true
	}
	if c.spent+retryCosts > retryTokens {
		return false
	}
	c.spent += retryCosts
	return true
}

// succeed gets a retry token back.
func (c *client) succeed() { c.spent = max(0, c.spent-1) }
