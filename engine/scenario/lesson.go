package scenario

import "ringside/engine/operation"

// A Lesson is a Markdown file: front matter, an introduction, and steps whose fences carry
// what is run, what is checked and what is said. What is wrong with it is in Problems; the
// rest of it works all the same.
type Lesson struct {
	Name     string // of the file
	Title    string
	Lang     string
	Level    int
	Minutes  int
	Requires string
	Pass     int    // per cent of the points
	DataPath string // of its data set, relative to the lesson; "" when it has none
	View     []string
	Options  operation.Options
	Intro    passage
	Steps    []*LessonStep
	Problems []*Error

	examples []example // of the introduction
	dataAt   line      // of the front matter, for what is wrong with the data set
	lines    []string
}

// A LessonStep is a heading of the second level and what is below it.
type LessonStep struct {
	ID     string
	Title  string
	Points int
	Fresh  bool   // it begins with the data set as it was loaded, not where the step before ended
	Clock  string // how the page's clock begins: "paused", "slow", "fast" or "" as real time goes
	Prose  passage
	Show   []string
	Hints  []hint
	Broken bool // a problem is in this step

	from, to int // its lines
	setup    []Direction
	start    *act
	solution *act
	examples []example
	checks   []*check
	variants int
	answer   *answerSheet
}

// The kinds of steps.
const (
	kindStatement = "statement" // something is run, and what it did is checked
	kindAnswer    = "answer"    // a question is answered
	kindRead      = "read"      // there is nothing to do
)

// Kind returns what a learner has to do in the step.
func (s *LessonStep) Kind() string {
	switch {
	case s.answer != nil:
		return kindAnswer
	case len(s.checks) > 0 || s.solution != nil:
		return kindStatement
	}
	return kindRead
}

// Language returns how the step's requests are written, "partiql" or "request".
func (s *LessonStep) Language() string {
	for _, act := range []*act{s.solution, s.start} {
		if act != nil {
			return act.language
		}
	}
	return partiql
}

// A hint is shown after so many failed attempts.
type hint struct {
	after int
	text  passage
}

// An act is the text of a fence that is run: statements or requests.
type act struct {
	fence    *fence
	language string
	requests []Direction
	at       int // the line of the prose that it stands before
}

// An example is run where it is read, and may say what it answers.
type example struct {
	act    *act
	expect *fence
}

// A line is a line of the file, or the part of one that stands after so many characters.
type line struct {
	number  int
	skipped int
	text    string
}

// A passage is lines that need not follow each other in the file.
type passage []line

func (p passage) text() string {
	lines := make([]string, len(p))
	for i, l := range p {
		lines[i] = l.text
	}
	return joined(lines)
}

// step returns the step with an id and its number, or nil.
func (l *Lesson) step(id string) (*LessonStep, int) {
	for i, s := range l.Steps {
		if s.ID == id {
			return s, i
		}
	}
	return nil, 0
}

// Points returns how many points there are in all.
func (l *Lesson) Points() (n int) {
	for _, s := range l.Steps {
		n += s.Points
	}
	return n
}

// problem notes what is wrong with some characters of a line; the column counts from 1
// within its text.
func (l *Lesson) problem(at line, column, length int, message string) {
	e := &Error{
		File: l.Name, Line: at.number, Column: at.skipped + column, Length: max(1, length), Message: message,
	}
	if at.number > 0 && at.number <= len(l.lines) {
		e.Source = l.lines[at.number-1]
	}
	for _, known := range l.Problems {
		if *known == *e { // a lesson is played more than once
			return
		}
	}
	l.Problems = append(l.Problems, e)
	for _, s := range l.Steps {
		s.Broken = s.Broken || s.from <= at.number && at.number < s.to
	}
}

// wrong notes that something is wrong with a whole line.
func (l *Lesson) wrong(at line, message string) {
	trimmed := trim(at.text)
	before := at.text[:len(at.text)-len(trimLeft(at.text))]
	l.problem(at, characters(before)+1, characters(trimmed), message)
}
