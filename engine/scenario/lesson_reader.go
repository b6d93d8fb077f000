package scenario

import (
	"strconv"
	"strings"
	"unicode"
)

// ReadLesson reads a lesson. It always returns one: what it can't read is in Problems.
func ReadLesson(name, text string) *Lesson {
	l := &Lesson{Name: name, Lang: "en", Pass: defaultPass, Options: Options()}
	l.lines = newReader(name, strings.ToValidUTF8(text, "\uFFFD")).lines
	r := lessonReader{lesson: l}
	r.frontMatter()
	for r.at < len(l.lines) {
		r.line()
	}
	r.finish()
	return l
}

// defaultPass is the share of the points, in per cent, that a lesson asks for.
const defaultPass = 80

// A lessonReader goes through the lines of a lesson once.
type lessonReader struct {
	lesson  *Lesson
	at      int         // the line that is next
	step    *LessonStep // nil before the first
	any     *check      // alternatives that are not yet closed by end
	titled  bool        // the heading of the first level was seen
	pending *example    // that an expect fence may follow
}

// next returns the next line and moves on.
func (r *lessonReader) next() line {
	r.at++
	return line{number: r.at, text: r.lesson.lines[r.at-1]}
}

func (r *lessonReader) line() {
	l := r.next()
	if f := openFence(l); f != nil {
		r.body(f)
		r.fence(f)
		return
	}
	switch title, isStep := strings.CutPrefix(l.text, "## "); {
	case isStep:
		r.heading(l, title)
	case r.step != nil:
		r.step.Prose = append(r.step.Prose, l)
	case strings.HasPrefix(l.text, "# ") && !r.titled:
		r.titled = true
	default:
		r.lesson.Intro = append(r.lesson.Intro, l)
	}
}

// heading begins a step: ## Title {#id points=2 fresh}.
func (r *lessonReader) heading(l line, title string) {
	s := &LessonStep{Points: unsaid, from: l.number}
	if r.step != nil {
		r.step.to = l.number
	}
	r.step, s.to = s, len(r.lesson.lines)+1
	r.lesson.Steps = append(r.lesson.Steps, s)
	s.Title = trim(title)
	if open := strings.LastIndexByte(title, '{'); open >= 0 && strings.HasSuffix(s.Title, "}") {
		s.Title = trim(title[:open])
		inner := strings.TrimRight(title[open+1:], blanks)
		column := characters(l.text) - characters(title[open+1:])
		r.attributes(s, l, shifted(split(inner[:len(inner)-1]), column+1))
	}
	if s.ID == "" {
		s.ID = slug(s.Title)
	}
	if other, _ := r.lesson.step(s.ID); other != s {
		r.lesson.wrong(l, "another step has the id "+s.ID)
	}
}

// attributes reads what stands between a heading's braces.
func (r *lessonReader) attributes(s *LessonStep, l line, words []word) {
	for _, w := range words {
		id, isID := strings.CutPrefix(w.text, "#")
		points, isPoints := strings.CutPrefix(w.text, "points=")
		clock, isClock := strings.CutPrefix(w.text, "clock=")
		n, inRange := readNumber(points, 0, maxPoints)
		switch {
		case isID && id != "" && slug(id) == strings.ToLower(id):
			s.ID = id
		case isPoints && inRange:
			s.Points = int(n)
		case w.text == "fresh":
			s.Fresh = true
		case isClock && isWordOf(clocks, clock):
			s.Clock = clock
		default:
			r.lesson.problem(l, w.column, characters(w.text), "expected #id, points=2, fresh, clock=paused, clock=slow or clock=fast")
		}
	}
}

// clocks are the paces of the page's clock that a step can begin with.
const clocks = "paused slow fast"

const (
	maxPoints = 1000
	unsaid    = -1 // points
)

// slug makes an id of a title: letters and digits, and hyphens between.
func slug(title string) string {
	var b strings.Builder
	for _, c := range strings.ToLower(title) {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '_' {
			c = '-'
		}
		if c != '-' || b.Len() > 0 && !strings.HasSuffix(b.String(), "-") {
			b.WriteRune(c)
		}
	}
	return strings.TrimSuffix(b.String(), "-")
}

// finish checks what can only be said of a lesson or step that is complete.
func (r *lessonReader) finish() {
	r.closeAny()
	for _, s := range r.lesson.Steps {
		s.complete()
		first := line{number: s.from, text: r.lesson.lines[s.from-1]}
		switch {
		case s.answer != nil && len(s.checks) > 0:
			r.lesson.wrong(first, "a step is either answered or checked: it has an answer and checks")
		case s.answer == nil && s.solution != nil && len(s.checks) == 0:
			r.lesson.wrong(first, "the step has a solution and no check that could tell it from anything else")
		case s.solution == nil && len(s.checks) > 0:
			r.lesson.wrong(first, "the step has checks and no solution that shows they can be passed")
		}
	}
}

// complete gives a step the points that it says nothing of, none where there is nothing to
// do. A question shows the statement that it is about.
func (s *LessonStep) complete() {
	if s.Points == unsaid {
		s.Points = 0
		if s.Kind() != kindRead {
			s.Points = 1
		}
	}
	if s.answer == nil || s.solution == nil {
		return
	}
	for _, e := range s.examples {
		if e.act.text() == s.solution.text() {
			return
		}
	}
	quoted, at := s.solution.fence.quoted(), s.solution.at
	quoted[0].text = s.solution.fence.mark + s.solution.language
	s.Prose = append(append(s.Prose[:at:at], quoted...), s.Prose[at:]...)
}

// integer reads a number of the front matter or of a fence.
func (r *lessonReader) integer(at line, w word, least, most int64) int {
	n, ok := readNumber(w.text, least, most)
	if !ok {
		r.lesson.problem(at, w.column, characters(w.text),
			"expected a number from "+decimal(least)+" to "+strconv.FormatInt(most, 10))
	}
	return int(n)
}

func trimLeft(s string) string { return strings.TrimLeft(s, blanks) }
