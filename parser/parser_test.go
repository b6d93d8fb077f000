package parser

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
)

// parsers are the doors, by the name that golden files give them.
var parsers = map[string]func(string) (fmt.Stringer, error){
	"condition":  func(text string) (fmt.Stringer, error) { return stringer(ParseCondition(text)) },
	"projection": func(text string) (fmt.Stringer, error) { return stringer(ParseProjection(text)) },
	"update":     func(text string) (fmt.Stringer, error) { return stringer(ParseUpdate(text)) },
	"statement":  func(text string) (fmt.Stringer, error) { return stringer(ParseStatement(text)) },
	"check":      func(text string) (fmt.Stringer, error) { return stringer(ParseCheck(text)) },
}

func stringer[T fmt.Stringer](tree T, err error) (fmt.Stringer, error) { return tree, err }

// Each line of a golden file is one text; below the dashes is the tree, printed, or a caret
// under the fault, DynamoDB's words and ours, and how to mend it.
func TestGolden(t *testing.T) {
	datadriven.Walk(t, "testdata/golden", func(t *testing.T, path string) {
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			var b strings.Builder
			for line := range strings.SplitSeq(d.Input, "\n") {
				tree, err := parsers[d.Cmd](line)
				if err != nil {
					b.WriteString(report(line, err))
					continue
				}
				b.WriteString(tree.String() + "\n")
			}
			return b.String()
		})
	})
}

func report(text string, err error) string {
	var e *Error
	if !errors.As(err, &e) {
		return fmt.Sprintf("not an *Error: %v\n", err)
	}
	says := fmt.Sprintf("token: %q, near: %q", e.Token, e.Near)
	if e.Message != "" {
		says = e.Message
	}
	if e.Mend != "" {
		e.Mend = "\n    " + e.Mend
	}
	return fmt.Sprintf("%s %s; %s%s\n", e.Caret(text), says, e.Expected, e.Mend)
}
