package scenario

import "strings"

// Scenario is a file of steps.
type Scenario struct {
	Name  string
	Steps []Step
	tail  string // what stands after the last step: comments
}

// Step is a paragraph of directions and what they are expected to answer.
type Step struct {
	Directions []Direction
	Expected   string // lines, each ended by a newline; "" when nothing is
	source     string // all that stands before the expected answer, comments included
}

// separator stands between the directions of a step and what they answer.
const separator = "----"

// Line returns the line of the file on which the step's first direction stands.
func (s Step) Line() int { return s.Directions[0].Line }

// Play plays the whole scenario on a new database and returns what each step answered.
func (s *Scenario) Play() (answers []string) {
	stage := NewStage()
	for _, step := range s.Steps {
		answers = append(answers, stage.PlayAll(step.Directions))
	}
	return answers
}

// Rewritten returns the text of the file with these answers in the place of the expected
// ones. With the expected ones it is the text that was read, but for the blank lines
// before a step and the separator of a step that answers nothing.
func (s *Scenario) Rewritten(answers []string) string {
	var b strings.Builder
	for i, step := range s.Steps {
		b.WriteString(step.source)
		if answers[i] != "" {
			b.WriteString(separator + "\n" + answers[i])
		}
		if i < len(s.Steps)-1 || s.tail != "" {
			b.WriteByte('\n')
		}
	}
	b.WriteString(s.tail)
	return b.String()
}
