package engine

// An AutoScaling keeps what is provisioned, of a table or a global index, between two bounds and so
// that Target percent of it are used. At AWS another service does that, Application Auto Scaling,
// with alarms of CloudWatch: after two minutes above the target it provisions more, after fifteen
// minutes well below it less. Until then a spike lives on what was saved up.
//
//	used      ╭──────────────╮
//	──────────╯              ╰─────────────────
//	provisioned   ┌────────────────────────┐
//	──────────────┘ 2 min         15 min   └───
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html
type AutoScaling struct {
	Min, Max int64
	Target   int64 // percent; 0: there is no auto scaling
}

// Bounds of an AutoScaling's Target.
const (
	MinTarget = 20
	MaxTarget = 90
)

// sound reports whether there is auto scaling; a file may hold numbers that are none.
func (s AutoScaling) sound() bool {
	return s.Target >= MinTarget && s.Target <= MaxTarget && s.Min >= 1 && s.Min <= s.Max && s.Max <= TableQuota
}

// An alarm counts the minutes in a row that were above the target, and that were well below.
type alarm struct{ above, below int64 }

const (
	minutesAbove = 2
	minutesBelow = 15
	wellBelow    = 80 // percent of the target
)

// Autoscale sets how a table, or with x that index, is scaled, from the next minute on.
func (db *Database) Autoscale(t *Table, x *Index, s AutoScaling) {
	on := t
	if x != nil {
		on = x.entries
	}
	t.throughput(x.serial()).Scaling, on.alarms, on.scaled = s, [accesses]alarm{}, s.sound()
	if on.scaled {
		db.awaitMeasure(on)
	}
}

// autoscale changes what is provisioned when the minute that is over was the last of enough. It
// reports whether it has to look again though there be no traffic.
func (db *Database) autoscale(t *Table) (again bool) {
	base, served := db.owner(t)
	s := served.Scaling
	if !s.sound() || base.OnDemand {
		return false
	}
	read, write := db.wanted(t, Reads, served.ReadUnits, s), db.wanted(t, Writes, served.WriteUnits, s)
	if served.lowers(read, write) && served.NextDecrease(db.now) > db.now {
		read, write = max(read, served.ReadUnits), max(write, served.WriteUnits)
	}
	x := base.global(t.Serial)
	changes := read != served.ReadUnits || write != served.WriteUnits
	if changes && !base.busyScaling(x) {
		db.ChangeThroughput(base, x, read, write)
		t.alarms = [accesses]alarm{}
	}
	counting := t.alarms[Reads].above > 0 || t.alarms[Writes].above > 0
	return changes || counting || served.ReadUnits > s.Min || served.WriteUnits > s.Min
}

// busyScaling reports whether the units can't be changed just now.
func (t *Table) busyScaling(x *Index) bool {
	if x != nil {
		return x.Status != IndexActive || t.Status == Deleting
	}
	return t.Status != Active
}

// wanted returns how many units there should be for one Access, after the minute that is over.
func (db *Database) wanted(t *Table, a Access, units int64, s AutoScaling) int64 {
	const minuteOfUnit = int64(One) * secondsOfMinute
	used := 100 * t.meters[a].minutes.last(db.now/Minute) // in percent of halves a minute
	l := &t.alarms[a]
	switch target := s.Target * units * minuteOfUnit; {
	case used > target:
		*l = alarm{above: l.above + 1}
	case used < target*wellBelow/100:
		*l = alarm{below: l.below + 1}
	default:
		*l = alarm{}
	}
	fits := (used + s.Target*minuteOfUnit - 1) / (s.Target * minuteOfUnit)
	switch {
	case l.above >= minutesAbove:
		units = max(units, fits)
	case l.below >= minutesBelow:
		units = min(units, fits)
	}
	return min(max(units, s.Min), s.Max)
}
