package scenario

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ringside/engine/operation"
)

const (
	coverageFile   = "testdata/coverage.txt"
	notEstablished = "not established: "
	onlyRefused    = "refused: "
)

// A heard request is one that a scenario sent, and its answer.
type heard struct {
	file, operation string
	request, answer any
	status          int
}

// A coverageRow is a line of the table: a member, and what shows it.
type coverageRow struct{ operation, part, member, shownBy string }

// covered are the operations that the table is about.
var covered = []string{
	"BatchExecuteStatement", "BatchGetItem", "BatchWriteItem", "DeleteItem", "ExecuteStatement", "ExecuteTransaction", "GetItem", "PutItem", "Query", "Scan",
	"TransactGetItems", "TransactWriteItems", "UpdateItem",
}

// TestCoverage holds the table of what is shown where against what the scenarios do. A
// member that nothing shows needs a reason, and a member that a scenario uses a row.
func TestCoverage(t *testing.T) {
	text, err := os.ReadFile(coverageFile)
	if err != nil {
		t.Fatal(err)
	}
	all, tests, rows := hearAll(t), operationTests(t), map[string]bool{}
	var b strings.Builder
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "#") {
			b.WriteString(line)
			continue
		}
		row := readCoverageRow(line)
		if shown := row.find(all); shown != "" {
			row.shownBy = shown
		}
		b.WriteString(row.line())
		rows[row.operation+" "+row.part+" "+topMember(row.member)] = true
		if !row.justified(tests) {
			t.Errorf("nothing shows %s %s %s, and %q is no reason", row.operation, row.part, row.member, row.shownBy)
		}
	}
	for _, missing := range unlisted(all, rows) {
		t.Errorf("a scenario has %s, which has no row", missing)
	}
	if rewriting() {
		if err := os.WriteFile(coverageFile, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if b.String() != string(text) {
		t.Errorf("%s is not what the scenarios show (make rewrite)", coverageFile)
	}
}

// justified reports whether what stands in the last column is a scenario, a test that is
// there, or a reason.
func (r coverageRow) justified(tests map[string]bool) bool {
	if name, byTest := strings.CutPrefix(r.shownBy, "operation."); byTest {
		return tests[name]
	}
	reason, given := strings.CutPrefix(r.shownBy, notEstablished)
	return given && reason != "" || strings.HasSuffix(r.shownBy, ".txt")
}

// unlisted returns the members of accepted requests and their responses that no row is
// about, and the operations that have no row at all.
func unlisted(all []heard, rows map[string]bool) []string {
	missing := map[string]bool{}
	for _, operation := range covered {
		if !rows[operation+" error ValidationException"] {
			missing[operation] = true
		}
	}
	for _, h := range all {
		if h.status != 200 || !slices.Contains(covered, h.operation) {
			continue
		}
		for part, said := range map[string]any{"request": h.request, "response": h.answer} {
			members, _ := said.(map[string]any)
			for name := range members {
				if row := h.operation + " " + part + " " + name; !rows[row] {
					missing[row] = true
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(missing))
}

// topMember returns the first name of a path.
func topMember(path string) string {
	name, _ := cutMember(path)
	return name
}

func readCoverageRow(line string) (row coverageRow) {
	words := strings.Fields(line)
	row.operation, row.part, row.member = words[0], words[1], words[2]
	row.shownBy = strings.Join(words[3:], " ")
	if strings.HasSuffix(row.shownBy, ".txt") {
		row.shownBy = ""
	}
	return row
}

func (r coverageRow) line() string {
	return strings.TrimRight(fmt.Sprintf("%-18s %-8s %-57s %s", r.operation, r.part, r.member, r.shownBy), " ") + "\n"
}

// find returns the scenario that shows the member best.
func (r coverageRow) find(all []heard) (shown string) {
	for _, h := range all {
		if h.operation != r.operation || !r.shownIn(h) {
			continue
		}
		if h.status == 200 || r.part != "request" {
			return h.file
		}
		if shown == "" {
			shown = onlyRefused + h.file
		}
	}
	return shown
}

func (r coverageRow) shownIn(h heard) bool {
	switch r.part {
	case "request":
		return leadsTo(h.request, r.member)
	case "response":
		return h.status == 200 && leadsTo(h.answer, r.member)
	}
	return h.status != 200 && strings.HasSuffix(fmt.Sprint(h.answer.(map[string]any)["__type"]), "#"+r.member)
}

// leadsTo reports whether a path leads to a member: a name, then [] for any element of an
// array, * for any key of a map, and behind = a value.
func leadsTo(value any, path string) bool {
	if path == "" {
		return value != nil
	}
	if want, isValue := strings.CutPrefix(path, "="); isValue {
		return fmt.Sprint(value) == want
	}
	if rest, isElement := strings.CutPrefix(path, "[]"); isElement {
		list, _ := value.([]any)
		for _, element := range list {
			if leadsTo(element, rest) {
				return true
			}
		}
		return false
	}
	name, rest := cutMember(strings.TrimPrefix(path, "."))
	object, _ := value.(map[string]any)
	for key, inner := range object {
		if (key == name || name == "*") && leadsTo(inner, rest) {
			return true
		}
	}
	return false
}

func cutMember(path string) (name, rest string) {
	if end := strings.IndexAny(path, ".[="); end >= 0 {
		return path[:end], path[end:]
	}
	return path, ""
}

// hearAll returns the requests to DynamoDB's operations of all scenarios.
func hearAll(t *testing.T) (all []heard) {
	playAll(t, func(file string, d Direction, r operation.Response) {
		h := heard{file: file, operation: d.Verb, status: r.Status}
		if json.Unmarshal([]byte(d.Body), &h.request) == nil && json.Unmarshal(r.Body, &h.answer) == nil {
			all = append(all, h)
		}
	})
	return all
}

var testFunction = regexp.MustCompile(`(?m)^func (Test\w+)\(`)

// operationTests returns the names of the tests of package operation.
func operationTests(t *testing.T) map[string]bool {
	files, err := filepath.Glob("../operation/*_test.go")
	if err != nil || len(files) == 0 {
		t.Fatal("no tests of package operation", err)
	}
	names := map[string]bool{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range testFunction.FindAllStringSubmatch(string(text), -1) {
			names[found[1]] = true
		}
	}
	return names
}
