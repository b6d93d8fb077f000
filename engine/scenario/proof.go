package scenario

import (
	"sort"
	"strings"
)

// Proof reads a lesson with the text of its data set and plays all of it. It returns the
// lesson, whose Problems say what a learner would stumble over: a solution that does not
// pass, a start that does, a check that does not say why.
func Proof(name, text, data string) *Lesson {
	r := rehearse(name, text, data)
	r.prove(true)
	if r.playable() {
		r.proveExpected()
	}
	return r.Lesson
}

// prove plays the lesson: its solutions, and when it is thorough what they are on variants
// and that the starts fail.
func (r *rehearsal) prove(thorough bool) {
	switch {
	case r.DataPath != "" && r.data == nil:
		if thorough && len(r.Problems) == 0 {
			r.wrong(r.dataAt, "the data set is missing")
		}
		return
	case len(r.Steps) == 0:
		r.wrong(line{number: 1}, "the lesson has no steps: a step begins with a heading such as ## Find one")
	}
	r.filled(r.Intro)
	loaded, _ := r.stage(0)
	r.proveExamples(r.examples, loaded)
	for i := range r.Steps {
		r.proveStep(i, thorough)
	}
	sort.SliceStable(r.Problems, func(i, j int) bool { return r.Problems[i].Line < r.Problems[j].Line })
}

func (r *rehearsal) proveStep(i int, thorough bool) {
	step := r.Steps[i]
	r.filled(step.Prose)
	for _, h := range step.Hints {
		r.filled(h.text)
	}
	s := r.proveScene(i, 0)
	if s == nil {
		return
	}
	r.proveExamples(step.examples, s.stage)
	if step.answer != nil {
		r.proveAnswer(step.answer)
	}
	if step.Kind() != kindStatement || step.solution == nil {
		return
	}
	sound := r.proveSolution(i, 0)
	for k := 1; k <= step.variants && sound && thorough; k++ {
		sound = r.proveSolution(i, k)
	}
	if sound && thorough {
		r.proveStart(i)
	}
}

// proveScene complains about a step that can't begin, and returns nil.
func (r *rehearsal) proveScene(i, variant int) *scene {
	s := r.scene(i, variant, nil)
	if s.refused == "" {
		return s
	}
	at := s.by.Line
	if at == 0 {
		at = r.Steps[i].from
	}
	r.wrong(line{number: at, text: r.lines[at-1]}, "the step can't begin: refused by "+s.refused+onVariant(variant))
	return nil
}

func onVariant(k int) string {
	if k == 0 {
		return ""
	}
	return " (on variant " + decimal(int64(k)) + ")"
}

// proveSolution holds a solution against its checks.
func (r *rehearsal) proveSolution(i, variant int) bool {
	s := r.proveScene(i, variant)
	if s == nil {
		return false
	}
	step, at := r.Steps[i], r.Steps[i].solution.fence.open
	g := r.hold(step, s.solution, s.solution)
	nothing := len(s.solution.rows) == 0 && len(r.scene(i, 0, nil).solution.rows) > 0
	switch {
	case !g.passed && g.line > 0:
		r.wrong(line{number: g.line, text: r.lines[g.line-1]}, "the solution fails this check: "+g.difference+onVariant(variant))
	case !g.passed:
		r.refusedSolution(at, s.solution, onVariant(variant))
	case nothing:
		r.wrong(at, "the solution returns nothing"+onVariant(variant))
	default:
		return true
	}
	return false
}

// refusedSolution complains about a solution, where the parser did if that was it.
func (r *rehearsal) refusedSolution(at line, solution *run, where string) {
	number := solution.last.Line + int(solution.syntax.field("line").number()) - 1
	if solution.last.Verb != partiql || solution.syntax == "" || number > len(r.lines) {
		r.wrong(at, "the solution is refused: "+solution.fault+": "+solution.message+where)
		return
	}
	column, length := solution.syntax.field("column").number(), solution.syntax.field("length").number()
	if number == solution.last.Line {
		column += int64(solution.last.column) - 1
	}
	r.problem(line{number: number}, int(column), int(length), "the solution is refused: "+solution.syntax.field("expected").text())
}

// proveStart complains about a start that passes, and about checks that fail and don't
// say why.
func (r *rehearsal) proveStart(i int) {
	step := r.Steps[i]
	if step.start == nil {
		return
	}
	s := r.scene(i, 0, nil)
	if g := r.judge(i, nil, step.start.requests); g.passed {
		r.wrong(step.start.fence.open, "the start passes already")
	}
	played := s.stage.clone().play(step.start.requests)
	for _, c := range step.checks {
		if v := c.judge(played, s.solution); !v.passed && r.filled(c.reason)+v.difference == "" {
			r.wrong(c.at, "the check fails and does not say why: give it a reason after ` : `")
		}
	}
}

// proveAnswer complains about answers that nobody can give, or that are right and near.
func (r *rehearsal) proveAnswer(sheet *answerSheet) {
	for _, l := range sheet.lines {
		text := r.filled(l.answer)
		r.filled(l.reason)
		if _, isNumber := numberOf(text); sheet.kind == "number" && !isNumber {
			r.wrong(l.answer[0], "this is no number: "+text)
			continue
		}
		if g := r.mark(sheet, text); !l.right && g.passed {
			r.wrong(l.answer[0], text+" is accepted by another line")
		}
	}
	r.filled(sheet.others)
}

// proveExamples runs what is shown to be run. It is answered, unless an expect fence says
// how else: with the name of an error, or with all that is answered.
func (r *rehearsal) proveExamples(examples []example, stage *Stage) {
	for _, e := range examples {
		_, refused := stage.clone().set(e.act.requests)
		switch {
		case e.expect == nil && refused != "":
			r.wrong(e.act.fence.open, "this is refused by "+refused)
		case e.namesError() && !strings.HasPrefix(refused, e.expect.text()+":"):
			r.wrong(e.expect.open, "it is not refused so: "+refused)
		}
	}
}

// namesError reports whether the example is to be refused, by an error of that name.
func (e example) namesError() bool {
	return e.expect != nil && isOperation(e.expect.text()) && strings.IndexFunc(e.expect.text(), notLetter) < 0
}

// proveExpected holds what examples answer against what is said below them.
func (r *rehearsal) proveExpected() {
	if stage, refused := r.stage(0); refused == "" {
		r.expected(r.examples, stage)
	}
	for i, step := range r.Steps {
		if s := r.scene(i, 0, nil); s.refused == "" {
			r.expected(step.examples, s.stage)
		}
	}
}

func (r *rehearsal) expected(examples []example, stage *Stage) {
	for _, e := range examples {
		if e.expect == nil || e.namesError() {
			continue
		}
		s := stage.clone()
		s.scribe = NewStage().scribe
		if got := strings.TrimRight(s.PlayAll(e.act.requests), "\n"); got != e.expect.text() {
			r.wrong(e.expect.open, "it answers\n"+got)
		}
	}
}
