package parser

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
)

// isOperation knows a few of the names that requests begin with.
func isOperation(name string) bool {
	switch name {
	case "GetItem", "PutItem", "Query", "Scan", "ListTables", "Advance":
		return true
	}
	return false
}

// Each block is a script; below the dashes are its parts, one after the other: what they say, or a caret
// under what can't be read, with the mend below it.
func TestScript(t *testing.T) {
	datadriven.RunTest(t, "testdata/script.txt", func(t *testing.T, d *datadriven.TestData) string {
		var b strings.Builder
		for _, p := range ReadScript(d.Input, isOperation) {
			fmt.Fprintf(&b, "%s %d–%d: ", p.Kind, p.From, p.To)
			switch {
			case p.Fault != nil:
				b.WriteString(fault(d.Input, p.Fault))
			case p.Kind == RequestPart:
				b.WriteString(p.Name + " " + p.Body.String() + "\n")
			case p.Kind == CommandPart:
				b.WriteString(words(d.Input, p.Words))
			default:
				b.WriteString(strings.ReplaceAll(d.Input[p.From:p.To], "\n", "⏎") + "\n")
			}
		}
		return b.String()
	})
}

func fault(script string, f *Fault) string {
	at := Beginning.To(script, f.From)
	e := Error{Pos: Pos{Offset: at.At, Line: at.Line, Column: at.Column}, Length: len([]rune(script[f.From:f.To]))}
	return fmt.Sprintf("%s: %s.\n", at, f.What) + e.Caret(script) + " " + f.Mend + "\n"
}

// words shows the words, and holds their places against the script.
func words(script string, all []Word) string {
	var b strings.Builder
	for _, w := range all {
		fmt.Fprintf(&b, "[%s]", w.Text)
	}
	return b.String() + "\n"
}

// String returns the value as strict JSON.
func (j *JSON) String() string {
	var members []string
	for _, m := range j.Members {
		text := m.String()
		if j.Kind == '{' {
			text = quotedJSON(m.Name) + ":" + text
		}
		members = append(members, text)
	}
	switch j.Kind {
	case '{':
		return "{" + strings.Join(members, ",") + "}"
	case '[':
		return "[" + strings.Join(members, ",") + "]"
	case '"':
		return quotedJSON(j.Text)
	}
	return j.Text
}

func quotedJSON(text string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.Encode(text) // a string always has JSON
	return strings.TrimSpace(b.String())
}
