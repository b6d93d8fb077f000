package scenario

import "strings"

// traceLines writes a trace, one phase a line:
//
//	hash      3d56…
//	seek      p0 r1 behind 2
//	read      p0 r1 examined 3 returned 1, 214 B
//	cost      0.5 units
func traceLines(trace answer) string {
	var b strings.Builder
	b.WriteString("  " + trace.field("operation").text())
	if why := trace.field("why").text(); why != "" {
		b.WriteString(": " + why)
	}
	b.WriteByte('\n')
	for step := range trace.field("steps").elements() {
		b.WriteString(strings.TrimRight(stepLine(step), " ") + "\n")
	}
	for visit := range trace.field("path").elements() {
		b.WriteString(visitLine(visit))
	}
	for outcome := range trace.field("outcomes").elements() {
		b.WriteString("  p" + string(outcome.field("partition")) + " " + outcome.field("outcome").text() + "\n")
	}
	return b.String()
}

// phaseWidth is the length of the longest phase, and one blank.
const phaseWidth = len("partition ")

func stepLine(step answer) string {
	phase := step.field("phase").text()
	line := "  " + phase + strings.Repeat(" ", max(1, phaseWidth-len(phase)))
	var words []string
	for name, value := range step.fields() {
		if name != "phase" {
			words = append(words, stepWords(name, value))
		}
	}
	return line + strings.Join(words, " ")
}

// stepWords says one member of a step in words.
func stepWords(name string, value answer) string {
	switch name {
	case "partition":
		return "p" + string(value)
	case "replica":
		return "r" + string(value)
	case "behindBy":
		return "behind " + string(value)
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

// visitLine says how one node on the way from the root was passed.
func visitLine(visit answer) string {
	return "  p" + string(visit.field("partition")) + " depth " + string(visit.field("depth")) + ": " +
		plural(visit.field("keys").number(), "key") + ", " + plural(visit.field("comparisons").number(), "comparison") +
		", child " + string(visit.field("child")) + "\n"
}
