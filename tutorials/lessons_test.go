// Package tutorials holds lessons, which are tests: all that they say and ask is played.
package tutorials

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ringside/engine"
	"ringside/engine/operation"
	"ringside/engine/scenario"
)

// A lesson is what a page has of one.
type lesson struct {
	name, text, data string
	Title            string
	DataPath         string
	Options          json.RawMessage
	Intro            string
	Steps            []step
	Problems         []scenario.Error
}

type step struct {
	ID              string `json:"Id"`
	Kind, Prose     string
	Clock           string
	Points          int
	Start, Solution string
	Checks          []string
	Broken          bool
}

// TestLessons plays every lesson as a learner does, who first presses Run on what is
// there and then enters the solution.
func TestLessons(t *testing.T) {
	for _, name := range lessonFiles(t) {
		t.Run(name, func(t *testing.T) {
			l := read(t, name)
			for _, problem := range scenario.Proof(name, l.text, l.data).Problems {
				t.Error(problem)
			}
			if strings.Contains(l.Intro, "{{") {
				t.Error("a placeholder of the introduction is not filled")
			}
			var c scenario.Classroom
			for _, s := range l.Steps {
				l.play(t, &c, s)
			}
		})
	}
}

// play grades a step's start and its solution.
func (l lesson) play(t *testing.T, c *scenario.Classroom, s step) {
	if strings.Contains(s.Prose, "{{") {
		t.Errorf("%s: a placeholder is not filled", s.ID)
	}
	if s.Kind != "statement" {
		return
	}
	if g := l.grade(t, c, s, s.Solution); !g.Passed || g.Points != s.Points {
		t.Errorf("%s: the solution gets %+v", s.ID, g)
	}
	if g := l.grade(t, c, s, "SELECT nothing FROM nowhere"); g.Passed || g.Reason == "" {
		t.Errorf("%s: a statement that is refused gets %+v", s.ID, g)
	}
	if s.Start == "" {
		return
	}
	if g := l.grade(t, c, s, s.Start); g.Passed || g.Reason+g.Difference == "" {
		t.Errorf("%s: the start gets %+v", s.ID, g)
	}
}

type grade struct {
	Passed             bool
	Points             int
	Reason, Difference string
}

// grade grades what was run, one statement or request a paragraph.
func (l lesson) grade(t *testing.T, c *scenario.Classroom, s step, attempt string) (g grade) {
	ask(t, c.Grade, map[string]any{
		"Name": l.name, "Text": l.text, "Data": l.data, "Step": s.ID, "Attempt": strings.Split(attempt, "\n\n"),
	}, &g)
	return g
}

// TestLessonsOpen holds that a page can bring a new database to the start of each step:
// every request is answered, but for what a solution means to be refused.
func TestLessonsOpen(t *testing.T) {
	for _, name := range lessonFiles(t) {
		l := read(t, name)
		var c scenario.Classroom
		for _, s := range l.Steps {
			var opening struct {
				Requests []struct {
					Target, Body string
					Now          int64
				}
			}
			ask(t, c.Lesson, map[string]any{"Name": l.name, "Text": l.text, "Data": l.data, "Step": s.ID}, &opening)
			door := l.open(t)
			for _, r := range opening.Requests {
				response := door.Handle(operation.Request{Target: r.Target, Body: r.Body, Now: engine.Time(r.Now)})
				if response.Status != 200 && !l.means(string(response.Body)) {
					t.Errorf("%s, %s: %s is refused: %s", name, s.ID, r.Target, response.Body)
				}
			}
		}
	}
}

// means reports whether a step is about being refused like this.
func (l lesson) means(refusal string) bool {
	for _, s := range l.Steps {
		for _, check := range s.Checks {
			if name, is := strings.CutPrefix(check, "error = "); is && strings.Contains(refusal, "#"+name+`"`) {
				return true
			}
		}
	}
	return false
}

func (l lesson) open(t *testing.T) *operation.Door {
	var o operation.Options
	if err := o.Parse(string(l.Options)); err != nil {
		t.Fatal(err)
	}
	return operation.NewDoor(o.Seed, o)
}

func read(t *testing.T, name string) (l lesson) {
	var c scenario.Classroom
	text := file(t, name)
	ask(t, c.Lesson, map[string]any{"Name": name, "Text": text}, &l)
	l.name, l.text = name, text
	if l.DataPath == "" {
		return l
	}
	l.data = file(t, l.DataPath)
	data := l.data
	ask(t, c.Lesson, map[string]any{"Name": name, "Text": text, "Data": data}, &l)
	return l
}

func file(t *testing.T, name string) string {
	text, err := os.ReadFile(filepath.FromSlash(name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// ask sends a look and reads its answer.
func ask(t *testing.T, look func(string) (int, []byte), body, answer any) {
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	status, out := look(string(text))
	if status != 200 {
		t.Fatalf("%d %s", status, out)
	}
	if err := json.Unmarshal(out, answer); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}

func lessonFiles(t *testing.T) []string {
	names, err := filepath.Glob("*.md")
	if err != nil || len(names) == 0 {
		t.Fatal("no lessons", err)
	}
	return names
}
