package engine

// A Measure event looks, at the end of a minute, at what was consumed in it: a table on demand may
// grow, auto scaling may change what is provisioned, hot partitions may be split. It comes only
// when there may be something to find.
//
// Invariant: a table of which measuring is set has exactly one Measure event pending, as has one
// that grows or may scale in.

// notice has the table measured when what was just consumed makes that worth while.
func (db *Database) notice(t *Table, p *Partition, a Access) {
	if t.scaled || t.meters[a].grows() || p.meters[a].isHot(p.meters[a].minutes.now) {
		db.awaitMeasure(t)
	}
}

// grows reports whether more than half of what is served a minute was consumed in this one. What is
// provisioned does not grow.
func (m *meter) grows() bool {
	return m.limit != ProvisionedThroughput && m.minutes.now > secondsOfMinute*m.bucket.rate/rateOfUnit
}

// isHot reports whether that many units in a minute are nearly all that a partition gives.
func (m *meter) isHot(consumed int64) bool {
	const hot = 80 // percent
	return 100*consumed >= hot*int64(m.ceiling)*secondsOfMinute
}

const secondsOfMinute = int64(Minute / Second)

// awaitMeasure has the table measured at the end of the minute.
func (db *Database) awaitMeasure(t *Table) {
	if !t.measuring {
		t.measuring = true
		db.schedule(Event{At: (db.now/Minute + 1) * Minute, Kind: Measure, Table: t.Serial})
	}
}

// awaitScaling has a new table, and its indexes, measured if they have auto scaling.
func (db *Database) awaitScaling(t *Table) {
	if db.scale.Admission == AdmitAll {
		return
	}
	if t.scaled {
		db.awaitMeasure(t)
	}
	for _, x := range t.Indexes {
		if x.entries != nil {
			db.awaitScaling(x.entries)
		}
	}
}

// measure is the Measure event.
func (db *Database) measure(t *Table) {
	t.measuring = false
	again := db.grow(t)
	if db.autoscale(t) {
		again = true
	}
	for _, p := range t.ring.partitions {
		db.considerHeat(t, p)
	}
	if again {
		db.awaitMeasure(t)
	}
}

// A growth is traffic on demand that is more than half of what is served, and since when there is.
type growth struct {
	peak  int64 // units a second in its busiest minute, 0: there is none
	since Time
}

// growthDelay is how long traffic above the previous peak lasts until it is the peak: "throttling
// can occur if you exceed double your previous peak within 30 minutes".
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html#on-demand-capacity-mode-peak
const growthDelay = 30 * Minute

// grow looks whether a table on demand, or an index of one, was used more than ever before. Half an
// hour after that began it is ready for twice as much. It reports whether that is to come.
func (db *Database) grow(t *Table) (coming bool) {
	base, served := db.owner(t)
	if !base.OnDemand {
		t.growth = [accesses]growth{}
		return false
	}
	for a := range accesses {
		g := &t.growth[a]
		g.look(t.meters[a].perSecond(db.now), served.warmth(a), db.now)
		if g.peak > 0 && db.now >= g.since+growthDelay {
			served.warmUp(a, min(2*g.peak, TableQuota))
			*g = growth{}
			db.tune(base)
		}
		coming = coming || g.peak > 0
	}
	return coming
}

// look notes the traffic of the minute before, if it is more than half of what is served.
func (g *growth) look(traffic, served int64, now Time) {
	if 2*traffic <= served || served >= TableQuota {
		return
	}
	if g.peak == 0 {
		g.since = now - Minute
	}
	g.peak = max(g.peak, traffic)
}

// perSecond returns how many units a second were consumed in the minute before. What was saved up
// and is now used up is not traffic that lasts.
func (m *meter) perSecond(now Time) int64 {
	return min(m.minutes.last(now/Minute)/int64(One)/secondsOfMinute, m.bucket.rate/rateOfUnit)
}

// warmth returns what is served at once on demand.
func (p *Throughput) warmth(a Access) int64 {
	if a == Reads {
		return p.WarmRead
	}
	return p.WarmWrite
}

func (p *Throughput) warmUp(a Access, units int64) {
	if a == Reads {
		p.warm(units, 0)
	} else {
		p.warm(0, units)
	}
}
