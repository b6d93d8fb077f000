package scenario

import "strings"

// filled returns a passage with its placeholders filled: {{units of find.solution}} is
// what the solution of the step find costs. One that says nothing stays as it is, and is
// a problem.
func (r *rehearsal) filled(p passage) string {
	text := ""
	for i, l := range p {
		if i > 0 {
			text += "\n"
		}
		text += r.filledLine(l)
	}
	return strings.Trim(text, "\n")
}

func (r *rehearsal) filledLine(l line) string {
	var b strings.Builder
	rest := l.text
	for {
		before, after, opens := strings.Cut(rest, "{{")
		inner, tail, closes := strings.Cut(after, "}}")
		if !opens || !closes || !r.playable() {
			b.WriteString(rest)
			return b.String()
		}
		b.WriteString(before)
		figure, complaint := r.figure(inner)
		if complaint != "" {
			at := len(l.text) - len(rest) + len(before)
			r.problem(l, characters(l.text[:at])+1, characters(inner)+len("{{}}"), complaint)
			figure = "{{" + inner + "}}"
		}
		b.WriteString(figure)
		rest = tail
	}
}

// figure returns what a placeholder stands for.
func (r *rehearsal) figure(inner string) (text, complaint string) {
	words := split(inner)
	if len(words) != 3 || words[1].text != "of" {
		return "", "a placeholder is such as {{units of find.solution}}"
	}
	m, known := measureNamed(words[0].text)
	if !known {
		return "", "unknown measure " + words[0].text + "; there are " + measureNames()
	}
	played, complaint := r.played(words[2].text)
	if complaint != "" {
		return "", complaint
	}
	text, ok := m.figure(played)
	if !ok {
		return "", words[0].text + " is no figure"
	}
	return text, ""
}

// played returns what find.solution or find.start does.
func (r *rehearsal) played(name string) (played *run, complaint string) {
	id, role, _ := strings.Cut(name, ".")
	step, i := r.step(id)
	if step == nil {
		return nil, "there is no step " + id
	}
	acts := map[string]*act{"solution": step.solution, "start": step.start}
	act, known := acts[role]
	switch {
	case !known:
		return nil, "expected " + id + ".solution or " + id + ".start"
	case act == nil:
		return nil, "the step " + id + " has no " + role
	}
	s := r.scene(i, 0, nil)
	switch {
	case s.refused != "":
		return nil, "the step " + id + " can't begin: " + s.refused
	case role == "solution":
		return s.solution, ""
	}
	return s.stage.clone().play(act.requests), ""
}
