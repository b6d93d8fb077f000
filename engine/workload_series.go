package engine

import "math/bits"

// A WorkMetric is one thing that is counted about a workload.
type WorkMetric uint8

// What is counted. Units are counted in halves, and latencies in microseconds.
const (
	WorkArrivals WorkMetric = iota
	WorkSucceeded
	WorkThrottled   // attempts that were refused for lack of capacity
	WorkUnavailable // attempts that no replica could answer
	WorkRetries     // attempts that are not a request's first
	WorkGaveUp      // requests after their last attempt
	WorkShed        // requests that were not sent, since too many wait or too much has yet to be replicated
	WorkReadUnits
	WorkWriteUnits
	WorkOutstanding // requests that waited at the end of the period
	WorkP50         // modelled latencies; of seconds only
	WorkP99
	workMetrics
)

var workMetricNames = [workMetrics]string{
	"Arrivals", "Succeeded", "Throttled", "Unavailable", "Retries", "GaveUp", "Shed", "ReadUnits", "WriteUnits",
	"Outstanding", "ModelledP50", "ModelledP99",
}

// String returns the metric's name.
func (m WorkMetric) String() string { return workMetricNames[m] }

// InUnits reports whether the metric is an amount of units.
func (m WorkMetric) InUnits() bool { return m == WorkReadUnits || m == WorkWriteUnits }

// Totals reports whether the metric can be added up.
func (m WorkMetric) Totals() bool { return m < WorkOutstanding }

// WorkMetrics returns all of them, in order.
func WorkMetrics() (all []WorkMetric) {
	for m := range workMetrics {
		all = append(all, m)
	}
	return all
}

// WorkCounts are all metrics of one period, or of all.
type WorkCounts [workMetrics]int64

// The periods of a workload's series: fine enough to see a herd, and long enough for all of it.
const (
	perTenth = iota
	perSecond
	workPeriods
)

// WorkTenth is the span of the shorter period.
const WorkTenth = Second / 10

var (
	workSpans = [workPeriods]Time{WorkTenth, Second}
	workKeeps = [workPeriods]int{600, MaxWorkSeconds}
)

// workSeries are the metrics of a workload, by tenths of a second and by seconds, and in all.
//
// Invariant: past periods ascend; their arrays are appended to or replaced, never changed, so that
// clones can share them.
type workSeries struct {
	total WorkCounts
	all   latencies
	last  latencies // of the second under way
	under [workPeriods]workReading
	past  [workPeriods][]workReading
}

type workReading struct {
	at Time
	WorkCounts
}

// count counts n more.
func (s *workSeries) count(m WorkMetric, n int64) {
	s.total[m] += n
	for p := range s.under {
		s.under[p].WorkCounts[m] += n
	}
}

func (s *workSeries) latency(t Time) {
	s.all.add(t)
	s.last.add(t)
}

// turn closes the periods that are over; so many requests wait.
func (s *workSeries) turn(now Time, waiting int) {
	for p := range s.under {
		u, begin := &s.under[p], now/workSpans[p]*workSpans[p]
		if u.at == begin {
			continue
		}
		s.close(p, waiting)
		*u = workReading{at: begin}
	}
}

func (s *workSeries) close(p, waiting int) {
	u := &s.under[p]
	u.WorkCounts[WorkOutstanding] = int64(waiting)
	if p == perSecond {
		u.WorkCounts[WorkP50], u.WorkCounts[WorkP99] = int64(s.last.percentile(50)), int64(s.last.percentile(99))
		s.last = latencies{}
	}
	if u.WorkCounts != (WorkCounts{}) {
		s.past[p] = keepLast(s.past[p], *u, workKeeps[p])
	}
}

func (s *workSeries) clone() workSeries {
	c := *s
	for p := range c.past {
		c.past[p] = capped(c.past[p])
	}
	return c
}

// A WorkGathering is what was counted about a workload in some periods that follow one another.
type WorkGathering struct {
	Begin  Time
	Span   Time
	Counts []WorkCounts
}

// Gather returns what was counted in the last periods, tenths of a second or whole ones, up to the one
// that is under way or in which the workload ended.
func (w *Workload) Gather(now Time, tenths bool, count int) WorkGathering {
	p := perSecond
	if tenths {
		p = perTenth
	}
	if w.State != WorkRunning {
		now = w.Ended
	}
	span := workSpans[p]
	count = min(count, workKeeps[p], int(now/span-w.Began/span)+1)
	s := w.series.clone()
	s.close(p, len(w.waiting))
	g := WorkGathering{Begin: (now/span - Time(count-1)) * span, Span: span, Counts: make([]WorkCounts, count)}
	for i := range s.past[p] {
		r := &s.past[p][i]
		if at := (r.at - g.Begin) / span; r.at >= g.Begin && at < Time(count) {
			g.Counts[at] = r.WorkCounts
		}
	}
	for i := 1; i < count; i++ { // where nothing was done as many wait as before
		if g.Counts[i] == (WorkCounts{}) {
			g.Counts[i][WorkOutstanding] = g.Counts[i-1][WorkOutstanding]
		}
	}
	return g
}

// Total returns what was counted in all.
func (w *Workload) Total() WorkCounts { return w.series.total }

// Latency returns the modelled time within which so many per cent of the successful requests were
// answered, their retries included. It is exact to a quarter.
func (w *Workload) Latency(percent int) Time { return w.series.all.percentile(percent) }

// latencies count how many requests took how long, in steps of a quarter, from 256 microseconds on.
type latencies struct {
	counts [latencySteps]uint32
	most   Time
	total  int64
}

const (
	latencySteps = 72 // up to about a minute
	stepsOfTwice = 4  // from one span to twice that
	leastLog     = 8  // of 256 microseconds
	stepBits     = 2
)

func (l *latencies) add(t Time) {
	l.total++
	l.most = max(l.most, t)
	l.counts[stepOf(t)]++
}

func stepOf(t Time) int {
	octave := bits.Len64(uint64(t)) - 1 - leastLog
	if octave < 0 {
		return 0
	}
	return min(latencySteps-1, octave*stepsOfTwice+int(t>>(octave+leastLog-stepBits)&(stepsOfTwice-1)))
}

// stepEnd returns what is longer than all of a step.
func stepEnd(step int) Time {
	return Time(stepsOfTwice+step%stepsOfTwice+1) << (step/stepsOfTwice + leastLog - stepBits)
}

// percentile returns the end of the step that so many per cent have come to, and 0 of nothing.
func (l *latencies) percentile(percent int) Time {
	left := (l.total*int64(percent) + 99) / 100
	if left == 0 {
		return 0
	}
	for step, n := range l.counts {
		if left -= int64(n); left <= 0 {
			return min(l.most, stepEnd(step))
		}
	}
	return l.most
}
