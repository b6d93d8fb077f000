package scenario

import (
	"ringside/engine"
	"ringside/engine/operation"
)

// traffic is what became of a workload.
type traffic struct {
	partitions int64
	asked      int64 // of all partitions of the table: units, and requests that were throttled
	most       int64 // of one of them
	succeeded  int64
	retries    int64
	gaveUp     int64
	calm       int64 // whole seconds before the first request was throttled, or all
}

// balance returns what part of the hottest partition's traffic a partition has on average, in
// thousandths; of no traffic, 0.
func (t *traffic) balance() int64 {
	if t.most == 0 {
		return 0
	}
	return 1000 * t.asked / (t.most * t.partitions)
}

// hottest says in a sentence how much of the traffic was one partition's.
func (t *traffic) hottest() string {
	if t.most == 0 {
		return "No partition was asked for anything by a workload."
	}
	return "Of " + plural(t.partitions, "partition") + " the hottest had " + decimal(100*t.most/t.asked) + " % of the traffic."
}

// finish lets the workload that a request began, or asked for, come to its end and returns its status; of
// any other request "".
func (s *Stage) finish(d Direction, response operation.Response) answer {
	workload := answer(response.Body).field("Name")
	if d.Verb != "Workload" || response.Status != 200 || workload == "" {
		return ""
	}
	for {
		a, _ := s.ask("Workload", `{"Status":`+string(workload)+`,"Period":"second","Limit":`+decimal(engine.MaxWorkSeconds)+"}")
		if a.field("State").text() != engine.WorkRunning.String() {
			return a
		}
		s.advanceTo(s.now + engine.Second)
	}
}

// measure takes what can be measured from the status of a workload that is over.
func (r *run) measure(status answer) {
	if status == "" {
		return
	}
	totals := status.field("Totals")
	r.throttled = totals.field("Throttled").number()
	r.traffic.succeeded = totals.field("Succeeded").number()
	r.traffic.retries = totals.field("Retries").number()
	r.traffic.gaveUp = totals.field("GaveUp").number()
	for _, kind := range []string{"ReadUnits", "WriteUnits"} {
		units, _ := thousandths(string(totals.field(kind)))
		r.units += units
	}
	r.traffic.calm = calmSeconds(status)
	r.traffic.spread(r.after, status)
}

// calmSeconds counts the seconds of a workload before the first in which a request was throttled.
func calmSeconds(status answer) (seconds int64) {
	for _, n := range status.field("Series").field("Throttled").elements() {
		if n.number() > 0 {
			return seconds
		}
		seconds++
	}
	return status.field("Periods").number()
}

// spread sums up what the partitions of the workload's table were asked for while it ran.
func (t *traffic) spread(s *Stage, status answer) {
	seconds := int64((s.now-engine.Time(status.field("Began").number()))/engine.Second) + 1
	metrics, _ := s.ask("Metrics", `{"TableName":`+quoted(status.field("TableName").text())+`,"Period":"second","Limit":`+decimal(seconds)+"}")
	for _, p := range metrics.field("Partitions").elements() {
		asked := int64(0)
		for _, metric := range []string{"Read", "Write", "ReadThrottled", "WriteThrottled"} {
			for _, n := range p.field(metric).elements() {
				asked += int64(n.halves())
			}
		}
		t.partitions, t.asked, t.most = t.partitions+1, t.asked+asked, max(t.most, asked)
	}
}
