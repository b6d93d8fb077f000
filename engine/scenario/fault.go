package scenario

import (
	"strings"

	"ringside/engine"
)

// faults are the directions that make something go wrong or right again, and what kinds of Fault
// they are; where a direction is about several things, its first word follows.
var faults = map[string]string{
	"stop replica":        "StopReplica",
	"stop leader":         "StopLeader",
	"stop zone":           "StopZone",
	"start replica":       "StartReplica",
	"start zone":          "StartZone",
	"delay replication":   "DelayReplication",
	"delay propagation":   "DelayPropagation",
	"hold replication":    "DelayReplication",
	"hold propagation":    "DelayPropagation",
	"release replication": "DelayReplication",
	"release propagation": "DelayPropagation",
	"throttle":            "Throttle",
	"fail":                "Fail",
	"jump":                "JumpClock",
	"mend":                "Mend",
}

// isFault reports whether the direction is one of the faults.
func (d Direction) isFault() bool { return faults[d.faultName()] != "" }

func (d Direction) faultName() string { return strings.TrimSpace(d.Verb + " " + d.text("WHAT")) }

// fault makes a fault, and says how many replicas that stopped or started, or events it ran.
func (s *Stage) fault(d Direction) string {
	a, refused := s.ask("Fault", d.faultBody())
	if refused != "" {
		return refused
	}
	switch n := a.field("Changed").number(); d.Verb {
	case "stop":
		return plural(n, "replica") + " stopped\n"
	case "start", "mend":
		return plural(n, "replica") + " started\n"
	case "jump":
		return plural(n, "event") + " ran, and it is +" + formatSpan(s.now-s.began) + "\n"
	}
	return ""
}

// faultBody is the request that the direction stands for. What it leaves out is the front door's to
// ask for.
func (d Direction) faultBody() string {
	body := `{"Kind":` + quoted(faults[d.faultName()])
	for _, a := range d.Args {
		switch a.Slot {
		case "WHERE":
			if d.text("WHAT") == "zone" {
				body += `,"Zone":` + quoted(a.Text)
			} else {
				body += `,"TableName":` + quoted(a.Text)
			}
		case "TABLE":
			body += `,"TableName":` + quoted(a.Text)
		case "index":
			body += `,"IndexName":` + quoted(a.Text)
		case "PARTITION":
			body += `,"Partition":` + decimal(a.Number)
		case "REPLICA":
			body += `,"Replica":` + decimal(a.Number)
		case "COUNT":
			body += `,"Count":` + decimal(a.Number)
		case "SPAN", "by":
			body += `,"Span":` + decimal(a.Number)
		}
	}
	switch d.Verb {
	case "hold":
		body += `,"Hold":true`
	case "release":
		body += `,"Span":0`
	}
	return body + "}"
}

// faultWords says what is wrong with a partition, for the line that draws it:
//
//	, election at +3s, replication held
func (s *Stage) faultWords(p answer) (words string) {
	if at := p.field("ElectionAt"); at != "" {
		words += ", election at +" + formatSpan(engine.Time(at.number())-s.began)
	} else if until := p.field("LeaseUntil"); until != "" {
		words += ", no quorum, lease until +" + formatSpan(engine.Time(until.number())-s.began)
	}
	if delay := delayWords(p); delay != "" {
		words += ", replication " + delay
	}
	return words
}

// readerLines says in which logs an index is delayed, or can't go on:
//
//	ByDay in p0  1 behind, stalled
func readerLines(x answer) (lines string) {
	for _, r := range x.field("Readers").elements() {
		words := delayWords(r)
		if r.field("Stalled") == "true" {
			words = strings.TrimSuffix("stalled, "+words, ", ")
		}
		if words != "" {
			lines += x.field("IndexName").text() + " in p" + string(r.field("Partition")) + "  " +
				decimal(r.field("BehindBy").number()) + " behind, " + words + "\n"
		}
	}
	return lines
}

func delayWords(of answer) string {
	switch by := of.field("DelayedBy"); {
	case of.field("Held") == "true":
		return "held"
	case by != "":
		return "delayed by " + formatSpan(engine.Time(by.number()))
	}
	return ""
}
