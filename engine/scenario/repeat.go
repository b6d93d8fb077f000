package scenario

import (
	"strconv"
	"strings"

	"ringside/engine"
	"ringside/engine/operation"
)

// A repetition says how often the next request is sent, evenly over a span of time.
type repetition struct {
	count int64
	span  engine.Time
}

// repeat has the next request sent many times. It says nothing.
func (s *Stage) repeat(d Direction) string {
	count, _ := d.arg("COUNT")
	span, _ := d.arg("SPAN")
	s.again = repetition{count.Number, engine.Time(span.Number)}
	return ""
}

// An outcome is an answer that several of the same requests had.
type outcome struct {
	answer string
	count  int64
	first  engine.Time
}

// repeated sends a request as often as the direction before says, with its number in the place of
// $n, and says how many had which answer, and since when:
//
//	950 × 200
//	50 × 400 ThrottlingException TableWriteKeyRangeThroughputExceeded, the first at +951ms
func (s *Stage) repeated(d Direction) string {
	var outcomes []outcome
	again, began := s.again, s.now
	s.again = repetition{}
	for i := range again.count {
		s.now = max(s.now, began+again.span*engine.Time(i)/engine.Time(again.count))
		numbered := d
		numbered.Body = strings.ReplaceAll(d.Body, "$n", decimal(i))
		outcomes = tell(outcomes, summary(s.send(numbered)), s.now-s.began)
	}
	lines := s.advanceTo(max(s.now, began+again.span))
	if lines == nothingDue {
		lines = ""
	}
	for i := len(outcomes) - 1; i >= 0; i-- {
		lines = outcomes[i].line() + lines
	}
	return lines
}

// tell counts one more answer.
func tell(outcomes []outcome, answer string, at engine.Time) []outcome {
	for i := range outcomes {
		if outcomes[i].answer == answer {
			outcomes[i].count++
			return outcomes
		}
	}
	return append(outcomes, outcome{answer, 1, at})
}

func (o outcome) line() string {
	line := decimal(o.count) + " × " + o.answer
	if o.answer != "200" {
		line += ", the first at +" + formatSpan(o.first)
	}
	return line + "\n"
}

// summary returns the status of an answer, and of a refusal which it is.
func summary(r operation.Response) string {
	line := strconv.Itoa(r.Status)
	if r.Status == 200 {
		return line
	}
	name, _ := refusal(r)
	line += " " + name
	body := answer(r.Body)
	for _, member := range []string{"ThrottlingReasons", "throttlingReasons"} {
		if reasons := body.field(member); reasons != "" {
			line += " " + reasons.first().field("reason").text()
		}
	}
	return line
}
