// Command lint plays lessons and prints what a learner would stumble over: with line and
// caret what can't be read, a solution that does not pass, a start that does.
//
//	go run ./engine/scenario/lint tutorials/*.md
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"ringside/engine/scenario"
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: lint FILE…")
		os.Exit(2)
	}
	sound := true
	for _, name := range os.Args[1:] {
		sound = lint(name) && sound
	}
	if !sound {
		os.Exit(1)
	}
}

// lint prints the problems of one lesson, or a line that says there are none.
func lint(name string) bool {
	lesson, err := prove(name)
	if err != nil {
		fmt.Println(err)
		return false
	}
	for _, problem := range lesson.Problems {
		fmt.Println(problem)
	}
	if len(lesson.Problems) == 0 {
		fmt.Printf("%s: %d steps, %d points, no problems\n", name, len(lesson.Steps), lesson.Points())
	}
	return len(lesson.Problems) == 0
}

// prove plays the lesson with the data set that it names, which lies relative to it.
func prove(name string) (*scenario.Lesson, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	path := scenario.ReadLesson(name, string(text)).DataPath
	if path == "" {
		return scenario.Proof(name, string(text), ""), nil
	}
	data, err := os.ReadFile(filepath.Join(filepath.Dir(name), path))
	if err != nil {
		return nil, err
	}
	return scenario.Proof(name, string(text), string(data)), nil
}
