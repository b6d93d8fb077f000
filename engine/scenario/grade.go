package scenario

// A grade is what is said to a submission.
type grade struct {
	passed     bool
	reason     string
	difference string
	check      string // that failed
	line       int    // on which it stands
	variant    int    // on which it failed, 0 for the data as it is
	checks     []mark
}

// A mark says whether a check holds.
type mark struct {
	text   string
	passed bool
}

// judge judges what was run in a step: the last of the requests, on the data as it is
// and then on its variants.
func (r *rehearsal) judge(step int, before attempts, requests []Direction) grade {
	first := r.judgeOn(0, step, before, requests)
	if !first.passed {
		return first
	}
	for k := 1; k <= r.Steps[step].variants; k++ {
		if g := r.judgeOn(k, step, before, requests); !g.passed {
			return g
		}
	}
	return first
}

// judgeOn judges it on one variant.
func (r *rehearsal) judgeOn(variant, step int, before attempts, requests []Direction) grade {
	s := r.scene(step, variant, before)
	switch {
	case s.refused != "":
		return grade{reason: "The step can't begin.", difference: s.refused, variant: variant}
	case len(requests) == 0:
		return grade{reason: "Nothing was run yet: the step looks at what you run."}
	}
	g := r.hold(r.Steps[step], s.stage.clone().play(requests), s.solution)
	g.variant = variant
	if variant > 0 && !g.passed {
		g.difference = "It works with the data you see, but not with other data. There: " + g.difference
	}
	return g
}

// hold holds all checks of a step against a run. The first that fails is the reason.
func (r *rehearsal) hold(s *LessonStep, played, solution *run) grade {
	g := grade{passed: true}
	refused := played.fault != none && !s.measures("error")
	if refused {
		g = grade{reason: "The database refused it.", difference: played.refused()}
	}
	for _, c := range s.checks {
		v := c.judge(played, solution)
		g.checks = append(g.checks, mark{c.text(), v.passed && !refused})
		if !v.passed && g.passed {
			g.passed, g.reason, g.difference = false, r.filled(c.reason), v.difference
			g.check, g.line = c.text(), c.at.number
		}
	}
	return g
}

// measures reports whether a check of the step reads a measure.
func (s *LessonStep) measures(name string) bool {
	for _, c := range s.checks {
		if c.measures(name) {
			return true
		}
	}
	return false
}

// write writes what a page says of a grade.
func (g grade) write(w *writer, s *LessonStep) {
	points := 0
	if g.passed {
		points = s.Points
	}
	w.open('{')
	w.name("Passed").boolean(g.passed)
	w.name("Points").integer(points)
	w.name("Reason").text(g.reason)
	w.name("Difference").text(g.difference)
	w.name("Check").text(g.check)
	w.name("Line").integer(g.line)
	w.name("Variant").integer(g.variant)
	w.name("Checks").open('[')
	for _, m := range g.checks {
		w.open('{')
		w.name("Text").text(m.text)
		w.name("Passed").boolean(m.passed)
		w.close('}')
	}
	w.close(']')
	w.close('}')
}
