package scenario

import (
	"strings"

	"ringside/engine"
)

// traceLines writes a trace: the operation it amounted to, and one phase a line:
//
//	GetItem
//	  hash      from 3d56…
//	  seek      p0 r1 from 3d56… to 3d56…
//	  read      p0 r1 behind 1 examined 1 returned 1 214 B
//	  cost      0.5 units
func (s *Stage) traceLines(trace answer) string {
	var b strings.Builder
	b.WriteString(trace.field("operation").text() + "\n")
	for step := range trace.field("steps").elements() {
		b.WriteString(strings.TrimRight(s.stepLine(step), " ") + "\n")
	}
	if broken := trace.field("syntax"); broken != "" {
		b.WriteString(syntaxLine(broken))
	}
	for visit := range trace.field("path").elements() {
		b.WriteString(visitLine(visit))
	}
	return b.String() + outcomeLines(trace.field("outcomes"))
}

// phaseWidth is the length of the longest phase, and one blank.
const phaseWidth = len("partition ")

func (s *Stage) stepLine(step answer) string {
	phase := step.field("phase").text()
	line := "  " + phase + strings.Repeat(" ", max(1, phaseWidth-len(phase)))
	var words []string
	for name, value := range step.fields() {
		if name != "phase" {
			words = append(words, s.stepWords(name, value))
		}
	}
	return line + strings.Join(words, " ")
}

// stepWords says one member of a step in words.
func (s *Stage) stepWords(name string, value answer) string {
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
	case "why":
		return "(" + value.text() + ")"
	}
	return name + " " + value.text()
}

// syntaxLine says where the parser stopped understanding the request, and why.
func syntaxLine(broken answer) string {
	return "  " + broken.field("member").text() + " line " + string(broken.field("line")) +
		" column " + string(broken.field("column")) + ": " + broken.field("expected").text() + "\n"
}

// outcomeLines says what became of each examined item, one partition a line.
func outcomeLines(outcomes answer) string {
	text, partition := "", answer("")
	for outcome := range outcomes.elements() {
		if p := outcome.field("partition"); p != partition {
			text += "\n  p" + string(p) + " items:"
			partition = p
		}
		text += " " + outcome.field("outcome").text()
	}
	return strings.TrimPrefix(text+"\n", "\n")
}

// visitLine says how one node on the way from the root was passed.
func visitLine(visit answer) string {
	return "  p" + string(visit.field("partition")) + " depth " + string(visit.field("depth")) + ": " +
		plural(visit.field("keys").number(), "key") + ", " + plural(visit.field("comparisons").number(), "comparison") +
		", child " + string(visit.field("child")) + "\n"
}
