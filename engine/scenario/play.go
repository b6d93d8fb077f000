package scenario

import (
	"strconv"
	"strings"

	"ringside/engine/operation"
)

// A scribe writes down what happens on a stage, for scenarios. Lessons have none, so that
// the page need not carry the words.
type scribe struct {
	response func(*Stage, operation.Response) string
	event    func(*Stage, answer) string
}

// NewStage opens a stage with an empty database, on which all is written down.
func NewStage() *Stage {
	s := &Stage{scribe: &scribe{(*Stage).responseLines, (*Stage).eventLine}}
	s.open(Options())
	return s
}

// PlayAll plays directions in order and returns all that they answered.
func (s *Stage) PlayAll(directions []Direction) string {
	var b strings.Builder
	for _, d := range directions {
		b.WriteString(s.Play(d))
	}
	return b.String()
}

// Play plays one direction and returns what it answered: lines, each ended by a newline,
// none of them blank; "" when there is nothing to say.
func (s *Stage) Play(d Direction) string {
	switch d.Verb {
	case "advance":
		return s.advance(d)
	case "alarm":
		return s.alarm(d)
	case "cancel":
		return s.cancel(d)
	case "check":
		return s.check(d)
	case "client":
		return s.client(d)
	case "engine":
		return s.engine(d)
	case "inspect":
		return s.inspect(d)
	case "metrics":
		return s.metrics(d)
	case "pass":
		return s.pass(d)
	case "repeat":
		return s.repeat(d)
	case "series":
		return s.series(d)
	case "settle":
		return s.settle(d)
	case "split":
		return s.split(d)
	case "table":
		return s.table(d)
	case "tidy":
		return s.tidy(d)
	case "trace":
		return s.trace(d)
	case "workload":
		return s.workload(d)
	}
	if d.isFault() {
		return s.fault(d)
	}
	if s.again.count > 0 {
		return s.repeated(d)
	}
	r := s.send(d)
	s.remember(string(r.Body))
	return s.shown(r)
}

// responseLines writes a response: status and body, and below them the trace if one was
// asked for.
func (s *Stage) responseLines(r operation.Response) string {
	text := strings.TrimRight(strconv.Itoa(r.Status)+" "+layout(string(r.Body)), " ") + "\n" // some have no body
	if r.Trace != nil {
		text += s.traceLines(answer(r.Trace))
	}
	return text
}
