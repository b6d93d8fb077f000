package scenario

import (
	"strings"

	"ringside/engine"
)

// traceLines writes a trace: the operation it amounts to, then the story, and below each
// of its sentences the steps that it tells of:
//
//	GetItem
//	  hash      xxhash64('ann') = 0b41… lies in p0's range, so only p0 is asked.
//	            from 0b41… 'ann'
//	  read      Read 1 item, 214 bytes, in p0. Replica 1 of p0 answered; it is 1 write behind the leader.
//	            p0 r1 behind 1 examined 1 returned 1 214 B
func (s *Stage) traceLines(trace answer) string {
	var b strings.Builder
	b.WriteString(trace.field("operation").text() + "\n")
	steps := trace.field("steps").elements()
	for _, place := range trace.field("places").elements() {
		b.WriteString(placed(place.field("place").text(), place.field("text").text()))
		for _, i := range place.field("steps").elements() {
			if words := s.stepWords(steps[i.number()]); words != "" {
				b.WriteString(placed("", words))
			}
		}
	}
	if broken := trace.field("syntax"); broken != "" {
		b.WriteString(syntaxLine(broken))
	}
	for _, visit := range trace.field("path").elements() {
		b.WriteString(visitLine(visit))
	}
	for _, run := range trace.field("outcomes").elements() {
		b.WriteString(outcomeLine(run))
	}
	return b.String()
}

// placed writes a line of what happened in a place.
func placed(place, words string) string {
	const width = len("partition ") // the longest
	return "  " + place + strings.Repeat(" ", width-len(place)) + words + "\n"
}

// stepWords says in words what a step did, but for its place and its reason, which the
// story tells.
func (s *Stage) stepWords(step answer) string {
	var words []string
	for _, m := range step.fields() {
		if m.name != "phase" && m.name != "why" {
			words = append(words, s.memberWords(m.name, m.value))
		}
	}
	return strings.Join(words, " ")
}

// memberWords says one member of a step in words.
func (s *Stage) memberWords(name string, value answer) string {
	switch name {
	case "partition":
		return "p" + string(value)
	case "replica":
		return "r" + string(value)
	case "behindBy":
		return "behind " + string(value)
	case "at":
		return "due +" + formatSpan(engine.Time(value.number())-s.began)
	case "bytes":
		return string(value) + " B"
	case "units":
		return string(value) + " units"
	case "from", "to":
		return name + " " + shortHash(value.text())
	case "input":
		return "'" + value.text() + "'"
	}
	return name + " " + value.text()
}

// syntaxLine says where the parser stopped understanding the request, and why.
func syntaxLine(broken answer) string {
	return "  " + broken.field("member").text() + " line " + string(broken.field("line")) +
		" column " + string(broken.field("column")) + ": " + broken.field("expected").text() + "\n"
}

// outcomeLine says what became of the items of one run, a letter for each: r was returned,
// f was filtered out.
func outcomeLine(run answer) string {
	direction := " on: "
	if run.field("reverse") == "true" {
		direction = " back: "
	}
	return "  p" + string(run.field("partition")) + " r" + string(run.field("replica")) +
		" from " + keyWords(run.field("first")) + direction + run.field("items").text() + "\n"
}

// visitLine says how one node on the way from the root was passed, and which of its keys
// were compared.
func visitLine(visit answer) string {
	probes := ""
	for _, probe := range visit.field("probes").elements() {
		probes += " " + string(probe)
	}
	return "  p" + string(visit.field("partition")) + " r" + string(visit.field("replica")) + " depth " + string(visit.field("depth")) + ": " +
		plural(visit.field("keys").number(), "key") + ", compared" + probes + ", child " + string(visit.field("child")) + "\n"
}
