package engine

// A Period is how long a time metrics are gathered for.
type Period uint8

// The periods.
const (
	PerSecond Period = iota
	PerMinute
	PerHour
	periods
)

var periodNames = [periods]string{"second", "minute", "hour"}

// String returns the period as requests spell it.
func (p Period) String() string { return periodNames[p] }

// Span returns how long the period is.
func (p Period) Span() Time { return [periods]Time{Second, Minute, Hour}[p] }

// Keeps returns how many periods of the length are kept.
func (p Period) Keeps() int { return [periods]int{300, 240, 336}[p] }

// A monitor gathers the metrics of a table, a global index or a partition, in periods that follow
// from the clock. Nothing is done at the end of a period: the first count of another one closes it.
//
//	count ─▶ second ───▶ minute ───▶ hour      under way
//	           │ closed    │ closed    │ closed
//	           ▼           ▼           ▼
//	          300         240         336      past: the last ones, but only those in which
//	                                           anything was counted
//
// A partition's monitor has seconds only. What a partition counted its table has counted, too, so
// nothing is lost when it closes.
//
// Invariant: past periods ascend; their arrays are appended to or replaced, never changed, so that
// clones can share them.
type monitor struct {
	ends  Time // of the second under way
	only  bool // seconds are all there is
	faded Time // the span that hot keys were last halved in
	under [periods]reading
	past  [periods][]reading
	hot   hotKeys // of a partition
}

// A reading is what was counted in one period.
type reading struct {
	at Time // when it began
	Counts
}

// at returns the counts of the second under way.
func (m *monitor) at(now Time) *Counts {
	if now >= m.ends {
		m.turn(now)
	}
	return &m.under[PerSecond].Counts
}

// turn closes the second under way and begins another.
func (m *monitor) turn(now Time) {
	m.close(PerSecond)
	begin := now / Second * Second
	m.under[PerSecond] = reading{at: begin}
	m.ends = begin + Second
	m.cool(now)
}

// cool halves the counts of hot keys as often as is due.
func (m *monitor) cool(now Time) {
	span := now / fadeSpan
	for ; m.faded < span && m.hot.total > 0; m.faded++ {
		m.hot.fade()
	}
	m.faded = span
}

// close keeps the period under way and adds it to the longer one that it lies in.
func (m *monitor) close(p Period) {
	done := &m.under[p]
	if done.Counts == (Counts{}) {
		return
	}
	m.past[p] = keepLast(m.past[p], *done, p.Keeps())
	longer := p + 1
	if m.only || longer == periods {
		return
	}
	begin := done.at / longer.Span() * longer.Span()
	if m.under[longer].at != begin {
		m.close(longer)
		m.under[longer] = reading{at: begin}
	}
	m.under[longer].merge(&done.Counts)
}

// clone returns a monitor that goes on without this one.
func (m *monitor) clone() *monitor {
	if m == nil {
		return nil
	}
	c := *m
	for p := range c.past {
		c.past[p] = capped(c.past[p])
	}
	return &c
}

// keepLast appends to what is past. When there is twice as much as is kept the later half moves to an
// array of its own, so that nothing is changed that a clone may share.
func keepLast[R any](past []R, done R, keeps int) []R {
	if len(past) >= 2*keeps {
		past = append(make([]R, 0, 2*keeps), past[len(past)-keeps:]...)
	}
	return append(past, done)
}

// capped returns the same readings to a clone, which will append to an array of its own.
func capped[R any](past []R) []R { return past[:len(past):len(past)] }

// readings returns the last periods, closed or not, up to and with the one that now lies in.
func (m *monitor) readings(p Period, now Time, count int) []Counts {
	all := make([]Counts, count)
	if m == nil {
		return all
	}
	c := m.clone()
	for shorter := PerSecond; shorter <= p; shorter++ {
		c.close(shorter)
		c.under[shorter].Counts = Counts{}
	}
	begin := firstOf(p, now, count)
	for i := range c.past[p] {
		r := &c.past[p][i]
		if at := (r.at - begin) / p.Span(); r.at >= begin && at < Time(count) {
			all[at] = r.Counts
		}
	}
	return all
}

// firstOf returns when the first of some periods begins of which the last is under way.
func firstOf(p Period, now Time, count int) Time {
	return (now/p.Span() - Time(count-1)) * p.Span()
}
