package scenario

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ringside/engine/operation"
)

// rewriting reports whether what is answered goes into the files. The flag is datadriven's.
func rewriting() bool { return flag.Lookup("rewrite").Value.String() == "true" }

// TestScenarios plays every scenario file and holds its answers against the file.
func TestScenarios(t *testing.T) {
	for _, file := range scenarioFiles(t) {
		name, _ := filepath.Rel(scenarioFolder, file)
		t.Run(filepath.ToSlash(name), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			play(t, file, string(text))
		})
	}
}

func play(t *testing.T, file, text string) {
	s, err := Read(file, text)
	if err != nil {
		t.Fatal(err)
	}
	answers := s.Play()
	if !strings.HasPrefix(text, "# ") {
		t.Errorf("%s: the first line is a sentence that says what is true", file)
	}
	if rewriting() {
		if err := os.WriteFile(file, []byte(s.Rewritten(answers)), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	for i, step := range s.Steps {
		if answers[i] != step.Expected {
			t.Errorf("%s:%d: answered\n%swhere the file has\n%s(make rewrite puts the answers in)", file, step.Line(), answers[i], step.Expected)
		}
	}
}

// TestScenariosReplay holds that a scenario is a function of its text: played twice, and
// natively or as wasm, it answers the same.
func TestScenariosReplay(t *testing.T) {
	for _, file := range scenarioFiles(t) {
		s := read(t, file)
		if first, second := strings.Join(s.Play(), ""), strings.Join(s.Play(), ""); first != second {
			t.Errorf("%s answered\n%sand then\n%s", file, first, second)
		}
	}
}

const scenarioFolder = "testdata/scenarios"

func scenarioFiles(t *testing.T) []string {
	var files []string
	err := filepath.WalkDir(scenarioFolder, func(name string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(name, ".txt") {
			files = append(files, name)
		}
		return err
	})
	if err != nil || len(files) == 0 {
		t.Fatal("no scenario files", err)
	}
	return files
}

func read(t *testing.T, file string) *Scenario {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Read(file, string(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// playAll plays every scenario and tells of each direction what was answered to it.
func playAll(t *testing.T, told func(file string, d Direction, r operation.Response)) {
	for _, file := range scenarioFiles(t) {
		s := read(t, file)
		name, _ := filepath.Rel(scenarioFolder, file)
		var last operation.Response
		stage := NewStage()
		stage.scribe = &scribe{
			response: func(_ *Stage, r operation.Response) string { last = r; return "" },
			event:    func(*Stage, answer) string { return "" },
		}
		for _, step := range s.Steps {
			for _, d := range step.Directions {
				last = operation.Response{}
				stage.Play(d)
				told(filepath.ToSlash(name), d, last)
			}
		}
	}
}
