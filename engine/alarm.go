package engine

import "slices"

// An AlarmState is what an alarm says.
//
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
type AlarmState uint8

// The states.
const (
	AlarmInsufficient AlarmState = iota // nothing was counted in any of the periods
	AlarmOK
	AlarmOn // the threshold was crossed in all of the periods
)

// String returns the state as CloudWatch spells it.
func (s AlarmState) String() string { return [...]string{"INSUFFICIENT_DATA", "OK", "ALARM"}[s] }

// A Statistic is how the numbers of a period become one.
type Statistic uint8

// The statistics. Average and Maximum are of what one request consumed.
const (
	StatisticSum Statistic = iota
	StatisticAverage
	StatisticMaximum
	statistics
)

// String returns the statistic as CloudWatch spells it.
func (s Statistic) String() string { return [statistics]string{"Sum", "Average", "Maximum"}[s] }

// A Comparison is how a value crosses a threshold.
type Comparison uint8

// The comparisons.
const (
	AtLeast Comparison = iota
	MoreThan
	AtMost
	LessThan
	comparisons
)

// String returns the comparison as CloudWatch spells it.
func (c Comparison) String() string {
	return [comparisons]string{
		"GreaterThanOrEqualToThreshold", "GreaterThanThreshold", "LessThanOrEqualToThreshold", "LessThanThreshold",
	}[c]
}

// crosses reports whether a value does.
func (c Comparison) crosses(value, threshold int64) bool {
	switch c {
	case AtLeast:
		return value >= threshold
	case MoreThan:
		return value > threshold
	case AtMost:
		return value <= threshold
	}
	return value < threshold
}

// An AlarmSpec is what an alarm watches.
type AlarmSpec struct {
	Name       string
	TableName  string
	IndexName  string // "" for the table itself
	Metric     Metric
	Statistic  Statistic
	Comparison Comparison
	Threshold  int64 // as the metric is counted: of units in halves
	Period     Period
	Periods    int // in which it has to be crossed, one after the other
}

// Bounds of alarms.
const (
	MaxAlarms       = 50
	MaxAlarmPeriods = 100
	alarmHistory    = 20
)

// An Alarm watches one metric of a table or a global index, period by period. It looks at the end of
// each period, as long as anything was counted in the last ones; then it sleeps until the next request.
//
//	counted   ▂ ▇ ▇ ▇ ▂         ·  nothing
//	state     OK      ALARM OK     INSUFFICIENT_DATA      of three periods, each in turn
//
// Invariant: while one is awake exactly one Evaluate event is pending, at the end of a period.
type Alarm struct {
	AlarmSpec
	State   AlarmState
	Since   Time
	History []AlarmChange // the last ones; replaced, never changed

	serial int
	table  int // the Serial of the table that is watched, or that the index is
	awake  bool
}

// An AlarmChange is when an alarm came to say something else.
type AlarmChange struct {
	At    Time
	State AlarmState
}

// PutAlarm has a metric of a table, or of the index that it is, watched; an alarm of that name is
// replaced. The specification is valid, and there is room.
func (db *Database) PutAlarm(t *Table, spec AlarmSpec) {
	db.RemoveAlarm(spec.Name)
	db.owners++
	db.alarms = append(db.alarms, Alarm{AlarmSpec: spec, Since: db.now, serial: db.owners, table: t.Serial})
	db.wakeAlarm(&db.alarms[len(db.alarms)-1])
}

// RemoveAlarm removes the alarm of that name, and reports whether there was one.
func (db *Database) RemoveAlarm(name string) bool {
	return db.removeAlarms(func(a Alarm) bool { return a.Name == name }) > 0
}

func (db *Database) removeAlarms(which func(Alarm) bool) (removed int) {
	kept := make([]Alarm, 0, len(db.alarms)+1)
	for _, a := range db.alarms {
		if which(a) {
			db.unscheduleOwned(Evaluate, a.serial)
			removed++
		} else {
			kept = append(kept, a)
		}
	}
	db.alarms = kept
	return removed
}

// Alarms returns all alarms, in the order they were put in.
func (db *Database) Alarms() []Alarm { return slices.Clone(db.alarms) }

func (db *Database) alarmBySerial(serial int) *Alarm {
	for i := range db.alarms {
		if a := &db.alarms[i]; a.serial == serial {
			return a
		}
	}
	return nil
}

// wakeAlarms wakes those of a table in which something was counted.
func (db *Database) wakeAlarms(t *Table) {
	for i := range db.alarms {
		if a := &db.alarms[i]; a.table == t.Serial && !a.awake {
			db.wakeAlarm(a)
		}
	}
}

func (db *Database) wakeAlarm(a *Alarm) {
	a.awake = true
	span := a.Period.Span()
	db.schedule(Event{At: (db.now/span + 1) * span, Kind: Evaluate, Table: a.table, Owner: a.serial})
}

// evaluate is the Evaluate event: the alarm looks at the periods that are over.
func (db *Database) evaluate(a *Alarm, t *Table) (changed bool) {
	a.awake = false
	next := a.judge(t.monitor.readings(a.Period, db.now-1, a.Periods))
	if next != AlarmInsufficient {
		db.wakeAlarm(a)
	}
	if next == a.State {
		return false
	}
	a.State, a.Since = next, db.now
	past := a.History[max(0, len(a.History)-alarmHistory+1):]
	a.History = append(slices.Clone(past), AlarmChange{db.now, next})
	return true
}

// judge says what the alarm says of some periods. A period in which anything was counted has a value
// of each metric.
func (a *Alarm) judge(counts []Counts) AlarmState {
	known, crossed := 0, 0
	for i := range counts {
		if c := &counts[i]; c.any() {
			known++
			if a.crossed(c) {
				crossed++
			}
		}
	}
	switch {
	case known == 0:
		return AlarmInsufficient
	case crossed == len(counts):
		return AlarmOn
	}
	return AlarmOK
}

// crossed reports whether the threshold was in one period.
func (a *Alarm) crossed(c *Counts) bool {
	switch a.Statistic {
	case StatisticAverage:
		samples := int64(c[ReadRequests+a.Metric-ConsumedRead])
		return samples > 0 && a.Comparison.crosses(int64(c[a.Metric]), a.Threshold*samples)
	case StatisticMaximum:
		return a.Comparison.crosses(int64(c[LargestRead+a.Metric-ConsumedRead]), a.Threshold)
	}
	return a.Comparison.crosses(int64(c[a.Metric]), a.Threshold)
}

// any reports whether anything was counted; what is provisioned is not.
func (c *Counts) any() bool {
	rest := *c
	rest[ProvisionedRead], rest[ProvisionedWrite] = 0, 0
	return rest != Counts{}
}
