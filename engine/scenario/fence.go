package scenario

import (
	"strings"

	"ringside/parser"
)

// A fence is a block of a lesson between two lines of ``` or ~~~. The words behind the
// first of them say what it is.
type fence struct {
	open   line
	words  []word
	mark   string // what closes it
	indent int
	body   passage
	closed bool
}

// text returns what stands inside.
func (f *fence) text() string { return strings.TrimRight(f.body.text(), "\n") }

// openFence returns the fence that a line opens, nil when it opens none.
//
// https://spec.commonmark.org/0.31.2/#fenced-code-blocks
func openFence(l line) *fence {
	rest := strings.TrimLeft(l.text, " ")
	indent := len(l.text) - len(rest)
	if indent > 3 || rest == "" || rest[0] != '`' && rest[0] != '~' {
		return nil
	}
	info := strings.TrimLeft(rest, rest[:1])
	mark := rest[:len(rest)-len(info)]
	if len(mark) < 3 || mark[0] == '`' && strings.Contains(info, "`") {
		return nil
	}
	return &fence{open: l, words: shifted(split(info), indent+len(mark)+1), mark: mark, indent: indent}
}

// closes reports whether the line is the last of the fence.
func (f *fence) closes(text string) bool {
	rest := strings.TrimLeft(text, " ")
	return len(text)-len(rest) <= 3 && strings.HasPrefix(rest, f.mark) && trim(strings.TrimLeft(rest, f.mark[:1])) == ""
}

// body reads the lines of a fence up to the one that closes it.
func (r *lessonReader) body(f *fence) {
	for r.at < len(r.lesson.lines) {
		l := r.next()
		if f.closes(l.text) {
			f.closed = true
			return
		}
		blank := len(l.text) - len(strings.TrimLeft(l.text, " "))
		l.skipped = min(f.indent, blank)
		l.text = l.text[l.skipped:]
		f.body = append(f.body, l)
	}
}

// partiql is the language of statements, request that of an operation's name and its JSON.
const (
	partiql = "partiql"
	request = "request"
)

// codeWords are the languages of fences that are only shown.
const codeWords = "text json javascript python go java sh"

const fenceWords = "partiql, request, start, solution, setup, stage, check, hint, answer, expect, show, and to be shown only " + codeWords

// fence reads what a fence holds.
func (r *lessonReader) fence(f *fence) {
	l := r.lesson
	if r.step == nil && !f.shown() && f.word(0) != "expect" {
		l.wrong(f.open, "this belongs into a step: there is no heading ## above it")
		return
	}
	followed := r.pending
	r.pending = nil
	switch first := f.word(0); first {
	case partiql, request:
		r.act(f, first, f.word(1), 2)
	case "start", "solution":
		r.act(f, languageOf(f.text()), first, 1)
	case "setup", "stage":
		r.setup(f)
	case "check":
		r.only(f, 1)
		r.checks(f)
	case "hint":
		r.hint(f)
	case "answer":
		r.answer(f)
	case "show":
		r.step.Show = append(r.step.Show, r.views(f.open, f.words[1:])...)
	case "expect":
		r.expect(f, followed)
	default:
		r.code(f)
	}
	if !f.closed {
		l.wrong(f.open, "this fence is never closed")
	}
}

// word returns a word of the info string, "" when there are not so many.
func (f *fence) word(i int) string {
	if i < len(f.words) {
		return f.words[i].text
	}
	return ""
}

// shown reports whether a fence is part of the prose, whatever is in it.
func (f *fence) shown() bool {
	return len(f.words) == 0 || isWordOf(codeWords, f.word(0)) ||
		(f.word(0) == partiql || f.word(0) == request) && len(f.words) == 1
}

// only complains about the words behind the first so many.
func (r *lessonReader) only(f *fence, words int) {
	if len(f.words) > words {
		w := f.words[words]
		r.lesson.problem(f.open, w.column, characters(w.text), "expected nothing more after "+f.words[words-1].text)
	}
}

// code keeps a fence that is only shown.
func (r *lessonReader) code(f *fence) {
	if !f.shown() {
		w := f.words[0]
		r.lesson.problem(f.open, w.column, characters(w.text), "unknown fence; there are "+fenceWords)
		return
	}
	r.quote(f)
}

// quote keeps a fence in the prose.
func (r *lessonReader) quote(f *fence) {
	prose := &r.lesson.Intro
	if r.step != nil {
		prose = &r.step.Prose
	}
	*prose = append(*prose, f.quoted()...)
}

// quoted returns the fence as prose shows it: of its words with the first alone.
func (f *fence) quoted() passage {
	first, last := f.open, f.open
	first.text, last.text = f.mark+f.word(0), f.mark
	return append(append(passage{first}, f.body...), last)
}

// act reads what is run: by whom says its role, an example when it has none.
func (r *lessonReader) act(f *fence, language, role string, words int) {
	r.only(f, words)
	s := &act{fence: f, language: language, requests: r.requests(f, language)}
	if r.step != nil {
		s.at = len(r.step.Prose)
	}
	switch {
	case role == "start" && r.step.start == nil:
		r.step.start = s
	case role == "solution" && r.step.solution == nil:
		r.step.solution = s
	case role == "":
		r.quote(f)
		r.pending = r.example(s)
	case role == "start", role == "solution":
		r.lesson.wrong(f.open, "a step has one "+role)
	default:
		w := f.words[1]
		r.lesson.problem(f.open, w.column, characters(w.text), "expected start, solution or nothing")
	}
}

// example keeps an act that is run where it is read.
func (r *lessonReader) example(s *act) *example {
	examples := &r.lesson.examples
	if r.step != nil {
		examples = &r.step.examples
	}
	*examples = append(*examples, example{act: s})
	return &(*examples)[len(*examples)-1]
}

// requests reads what a fence runs: statements, requests and commands, as in an editor.
func (r *lessonReader) requests(f *fence, language string) []Direction {
	text := f.body.text()
	all, fault := readScript(text)
	switch at := parser.Beginning; {
	case len(all) == 0:
		r.lesson.wrong(f.open, "there is nothing in this fence")
	case fault != nil:
		at = at.To(text, fault.From)
		r.lesson.problem(f.at(at.Line), at.Column, characters(text[fault.From:fault.To]), fault.What+". "+fault.Mend)
		return nil
	}
	for i := range all {
		at := f.at(all[i].Line)
		all[i].Line = at.number
		if language == request && all[i].Verb == partiql {
			r.lesson.wrong(at, "expected an operation and its JSON, such as GetItem {…}")
			return nil
		}
	}
	return all
}

// directions reads the directions of a fence, and complains about those that may not stand
// there.
func (r *lessonReader) directions(f *fence, allowed func(Direction) bool, complaint string) []Direction {
	all, err := readStage(r.lesson.Name, f.body.text())
	if err != nil {
		e := err.(*Error)
		r.lesson.problem(f.at(e.Line), e.Column, e.Length, e.Message)
		return nil
	}
	for i := range all {
		at := f.at(all[i].Line)
		all[i].Line = at.number
		if !allowed(all[i]) {
			r.lesson.wrong(at, complaint)
			return nil
		}
	}
	return all
}

// at returns line n of the body, from 1; beyond its end the line that opens the fence.
func (f *fence) at(n int) line {
	if n < 1 || n > len(f.body) {
		return f.open
	}
	return f.body[n-1]
}

// setup reads what happens on the stage before the step begins; a stage fence is shown.
func (r *lessonReader) setup(f *fence) {
	if f.word(0) == "stage" {
		r.only(f, 1)
		r.quote(f.withoutVerbs())
	} else if f.word(1) != "hidden" {
		r.lesson.wrong(f.open, "write setup hidden, or stage to have it shown")
	} else {
		r.only(f, 2)
	}
	directions := r.directions(f, staged, "this direction is for tests; a lesson has advance, settle, split, table, tidy, faults, partiql and the operations")
	r.step.setup = append(r.step.setup, directions...)
}

// withoutVerbs returns the fence without the lines that say only that a statement follows: who
// reads it sees that.
func (f *fence) withoutVerbs() *fence {
	shown := *f
	shown.body = nil
	for _, l := range f.body {
		if trim(l.text) != partiql {
			shown.body = append(shown.body, l)
		}
	}
	return &shown
}

// staged reports whether a direction may stand in a lesson: it changes the database and
// not the stage.
func staged(d Direction) bool {
	return isOperation(d.Verb) || d.isFault() || isWordOf("partiql advance settle split table tidy", d.Verb)
}

// hint reads a hint: after one attempt, or after as many as it says.
func (r *lessonReader) hint(f *fence) {
	h := hint{after: 1, text: f.body}
	if len(f.words) > 1 {
		w := f.words[1]
		number, isAfter := strings.CutPrefix(w.text, "after=")
		if !isAfter {
			number = ""
		}
		h.after = r.integer(f.open, word{number, w.column}, 0, maxPoints)
		r.only(f, 2)
	}
	r.step.Hints = append(r.step.Hints, h)
}

// expect says what the example above it answers.
func (r *lessonReader) expect(f *fence, of *example) {
	r.only(f, 1)
	if of == nil {
		r.lesson.wrong(f.open, "expect belongs right below a partiql or request fence that is an example")
		return
	}
	of.expect = f
}
