package scenario

import (
	"ringside/engine/operation"
)

// A rehearsal is a lesson with its data, and what its solutions do there. Variant 0 is
// the data as it is. What was played once is kept: databases are copied on write.
type rehearsal struct {
	*Lesson
	data  *dataset        // nil when the lesson has none
	named map[string]bool // by a literal in a solution

	source, dataSource string // texts that were read
	loaded             map[int]*Stage
	scenes             map[string]*scene
}

// A scene is a step as it begins, and what its solution does there.
type scene struct {
	stage    *Stage
	solution *run
	refused  string    // why the stage could not be set
	by       Direction // by which direction
}

// maxScenes bounds what a rehearsal keeps.
const maxScenes = 400

// rehearse reads a lesson and gets ready to play it. Without its data a lesson that has
// some can be read and not played.
func rehearse(name, text, data string) *rehearsal {
	r := &rehearsal{
		Lesson: ReadLesson(name, text), source: text, dataSource: data,
		named: map[string]bool{}, loaded: map[int]*Stage{}, scenes: map[string]*scene{},
	}
	if r.DataPath != "" && data != "" {
		r.readData(data)
	}
	for _, s := range r.Steps {
		if s.solution != nil {
			literals(s.solution.requests, r.named)
		}
		r.nameTables(s)
	}
	return r
}

func (r *rehearsal) readData(text string) {
	data, complaint := readDataset(text)
	if complaint != "" {
		r.wrong(r.dataAt, complaint)
		return
	}
	r.data = data
	if _, refused := r.stage(0); refused != "" {
		r.wrong(r.dataAt, "the data set can't be loaded: "+refused)
		r.data = nil
	}
}

// playable reports whether there is all that the steps begin with.
func (r *rehearsal) playable() bool { return r.DataPath == "" || r.data != nil }

// nameTables gives checks of an item without a table the data set's.
func (r *rehearsal) nameTables(s *LessonStep) {
	for _, c := range s.checks {
		for _, one := range append(c.any, c) {
			if one.clause == nil || one.clause.Measure != "item" || one.clause.Table != "" {
				continue
			}
			if r.data != nil {
				one.clause.Table = r.data.table
			} else if r.DataPath == "" {
				r.wrong(one.at, `say of which table: item Shop {"PK": {"S": "a"}} = solution`)
			}
		}
	}
}

// stage returns a variant of the data set as it was loaded.
func (r *rehearsal) stage(variant int) (s *Stage, refused string) {
	if s := r.loaded[variant]; s != nil {
		return s, ""
	}
	s, data := r.empty(variant), r.data
	if data != nil {
		if variant > 0 {
			data = data.vary(r.Options.Seed, variant, r.named)
		}
		if refused := data.load(s); refused != "" {
			return nil, refused
		}
	}
	r.loaded[variant] = s
	return s, ""
}

// empty returns a stage with nothing on it.
func (r *rehearsal) empty(variant int) *Stage {
	s, options := &Stage{}, r.Options
	options.Seed += uint64(variant)
	s.open(options)
	return s
}

// attempts are the texts that somebody ran, by the id of the step.
type attempts map[string][]string

// scene returns a step as it begins on a variant of the data, after what was attempted
// in the steps before, or else their solutions.
func (r *rehearsal) scene(step, variant int, before attempts) *scene {
	key := r.sceneKey(step, variant, before)
	if s := r.scenes[key]; s != nil {
		return s
	}
	s := r.begin(step, variant, before)
	if len(r.scenes) >= maxScenes {
		r.scenes = map[string]*scene{}
	}
	r.scenes[key] = s
	return s
}

// sceneKey names the scene: by the attempts that lead to it.
func (r *rehearsal) sceneKey(step, variant int, before attempts) string {
	var w writer
	w.integer(step)
	w.integer(variant)
	for ; step > 0 && !r.Steps[step].Fresh; step-- {
		w.texts(before[r.Steps[step-1].ID])
	}
	return string(w.buffer)
}

func (r *rehearsal) begin(step, variant int, before attempts) *scene {
	stage, refused := r.stage(variant)
	if refused != "" {
		return &scene{refused: refused}
	}
	this := r.Steps[step]
	if step > 0 && !this.Fresh {
		last := r.scene(step-1, variant, before)
		if last.refused != "" {
			return last
		}
		stage = r.ending(last, r.Steps[step-1], before)
	}
	s := &scene{stage: stage.clone()}
	if s.by, s.refused = s.stage.set(this.setup); s.refused == "" && this.solution != nil {
		s.solution = s.stage.clone().play(this.solution.requests)
	}
	return s
}

// set plays the directions that come before a step, up to one that is refused.
func (s *Stage) set(directions []Direction) (by Direction, refused string) {
	for _, d := range directions {
		if refused := s.perform(d); refused != "" {
			return d, refused
		}
	}
	return Direction{}, ""
}

// ending returns the stage as a step leaves it: what was attempted stays, else what the
// solution did. A question leaves it as it was.
func (r *rehearsal) ending(last *scene, step *LessonStep, before attempts) *Stage {
	requests, ok := step.attempted(before)
	switch {
	case !ok && last.solution != nil && step.Kind() == kindStatement:
		return last.solution.after
	case ok:
		stage := last.stage.clone()
		stage.play(requests)
		return stage
	}
	return last.stage
}

// attempted returns what was run in the step, and whether there was anything.
func (s *LessonStep) attempted(before attempts) (requests []Direction, ok bool) {
	texts := before[s.ID]
	if s.Kind() != kindStatement || len(texts) == 0 {
		return nil, false
	}
	return directionsOf(texts), true
}

// directionsOf makes requests of what was typed.
func directionsOf(texts []string) (all []Direction) {
	for _, text := range texts {
		several, _ := readScript(text)
		all = append(all, several...)
	}
	return all
}

// languageOf tells statements from requests and commands.
func languageOf(text string) string {
	if all, _ := readScript(text); len(all) > 0 && all[0].Verb != partiql {
		return request
	}
	return partiql
}

func notLetter(c rune) bool { return (c|0x20) < 'a' || (c|0x20) > 'z' }

// opened returns the requests that bring a new database to where a step begins, and the
// setup before it; and the stage on which they were played, with what was said there.
func (r *rehearsal) opened(step int, before attempts) (sent []operation.Request, played *Stage, refused string) {
	stage := r.empty(0)
	stage.sent = &sent
	first := step
	for first > 0 && !r.Steps[first].Fresh {
		first--
	}
	if r.data != nil {
		if refused := r.data.load(stage); refused != "" {
			return nil, nil, refused
		}
	}
	for i, s := range r.Steps[first : step+1] {
		if _, refused := stage.set(s.setup); refused != "" {
			return nil, nil, refused
		}
		if requests, ok := s.attempted(before); first+i < step && ok {
			stage.play(requests)
		} else if first+i < step && s.Kind() == kindStatement && s.solution != nil {
			stage.play(s.solution.requests)
		}
	}
	return sent, stage, ""
}
