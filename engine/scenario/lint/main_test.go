package main

import (
	"strings"
	"testing"
)

func TestProve(t *testing.T) {
	const lessons = "../testdata/lessons/"
	for name, want := range map[string]string{"shop.md": "", "bad.md": "unknown setting", "gone.md": "gone.md"} {
		lesson, err := prove(lessons + name)
		got := ""
		if err != nil {
			got = err.Error()
		} else if len(lesson.Problems) > 0 {
			got = lesson.Problems[0].Error()
		}
		if (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
