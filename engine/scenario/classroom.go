package scenario

import (
	"maps"
	"slices"

	"ringside/engine"
	"ringside/engine/item"
)

// A Classroom answers the two looks that are about lessons: Lesson reads one, Grade
// judges what a learner did in it. It keeps the last lesson with its data, variants and
// solutions prepared.
type Classroom struct {
	lesson *rehearsal
}

// A submission is what a page asks a classroom.
type submission struct {
	name, text, data string
	step             string
	before           attempts
	attempt          []string
	at               []engine.Time // when each was run; none of those that are missing
	answer           string
	proof            bool
}

func readSubmission(body string) (in submission, err error) {
	in.before = attempts{}
	r := item.NewReader(body)
	err = r.Object(func(name string) (err error) {
		switch name {
		case "Name":
			in.name, err = r.String()
		case "Text":
			in.text, err = r.String()
		case "Data":
			in.data, err = r.String()
		case "Step":
			in.step, err = r.String()
		case "Answer":
			in.answer, err = r.String()
		case "Proof":
			in.proof, err = r.Bool()
		case "Attempt":
			in.attempt, err = readTexts(r)
		case "At":
			in.at, err = readTimes(r)
		case "Before":
			return r.Object(func(id string) (err error) {
				in.before[id], err = readTexts(r)
				return err
			})
		default:
			err = r.Skip()
		}
		return err
	})
	if err == nil {
		err = r.End()
	}
	return in, err
}

func readTexts(r *item.Reader) (texts []string, err error) {
	err = r.Array(func(int) error {
		text, err := r.String()
		texts = append(texts, text)
		return err
	})
	return texts, err
}

func readTimes(r *item.Reader) (times []engine.Time, err error) {
	err = r.Array(func(int) error {
		n, err := r.Raw()
		times = append(times, engine.Time(answer(n).number()))
		return err
	})
	return times, err
}

// attempted returns what was run, each at its time.
func (in submission) attempted() []Direction {
	var all []Direction
	for i, text := range in.attempt {
		several, _ := readScript(text)
		for j := range several {
			if i < len(in.at) {
				several[j].At = in.at[i]
			}
		}
		all = append(all, several...)
	}
	return all
}

// open returns the lesson of a submission, from the last time if it is the same.
func (c *Classroom) open(in submission) *rehearsal {
	if l := c.lesson; l == nil || l.Name != in.name || l.source != in.text || l.dataSource != in.data {
		c.lesson = rehearse(in.name, in.text, in.data)
	}
	return c.lesson
}

// Lesson reads a lesson and answers with what a page shows of it; with a Step, with the
// requests that bring a new database to its start.
func (c *Classroom) Lesson(body string) (status int, answer []byte) {
	in, err := readSubmission(body)
	if err != nil {
		return refuse("the body is no JSON that Lesson reads: " + err.Error())
	}
	r := c.open(in)
	if in.step != "" {
		return r.requests(in)
	}
	r.prove(in.proof)
	var w writer
	r.write(&w)
	return 200, w.buffer
}

// Grade judges a submission.
func (c *Classroom) Grade(body string) (status int, answer []byte) {
	in, err := readSubmission(body)
	if err != nil {
		return refuse("the body is no JSON that Grade reads: " + err.Error())
	}
	r := c.open(in)
	step, i := r.step(in.step)
	switch {
	case step == nil:
		return refuse("the lesson has no step " + in.step)
	case !r.playable():
		return refuse("the lesson can't be played without its data set")
	}
	g := grade{passed: true}
	switch step.Kind() {
	case kindAnswer:
		g = r.mark(step.answer, in.answer)
	case kindStatement:
		g = grade{reason: "The lesson has a mistake here: this step has no solution to compare with."}
		if step.solution != nil {
			g = r.judge(i, in.before, in.attempted())
		}
	}
	var w writer
	g.write(&w, step)
	return 200, w.buffer
}

// requests answers with what brings a new database to a step's start.
func (r *rehearsal) requests(in submission) (status int, answer []byte) {
	step, i := r.step(in.step)
	if step == nil {
		return refuse("the lesson has no step " + in.step)
	}
	if !r.playable() {
		return refuse("the lesson can't be played without its data set")
	}
	sent, stage, refused := r.opened(i, in.before)
	if refused != "" {
		return refuse("the step can't begin: " + refused)
	}
	var w writer
	w.open('{')
	w.name("Requests").open('[')
	for _, request := range sent {
		w.open('{')
		w.name("Target").text(request.Target)
		w.name("Body").text(request.Body)
		w.name("Now").time(request.Now)
		w.close('}')
	}
	w.close(']')
	w.name("Said").open('{')
	for _, name := range slices.Sorted(maps.Keys(stage.said)) {
		w.name(name).raw(stage.said[name])
	}
	w.close('}')
	w.name("Now").time(stage.now)
	w.close('}')
	return 200, w.buffer
}

// refuse answers a request that can't be answered.
func refuse(message string) (status int, answer []byte) {
	var w writer
	w.open('{')
	w.name("__type").text("com.amazon.coral.validate#ValidationException")
	w.name("message").text(message)
	w.close('}')
	return 400, w.buffer
}
