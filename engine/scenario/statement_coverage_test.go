package scenario

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	goparser "go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ringside/engine/operation"
	"ringside/parser"
)

const (
	statementCoverageFile = "../../parser/testdata/partiql/coverage.txt"
	statementGoldens      = "../../parser/testdata/golden"
)

// ofStatements are the operations whose requests hold PartiQL.
var ofStatements = []string{"BatchExecuteStatement", "ExecuteStatement", "ExecuteTransaction"}

// A statementRow is a line of the table of PartiQL: a piece of a statement, of its answer or of both, and what shows
// them together.
type statementRow struct {
	by              string // "parse" or "run"
	statement, says string // says "" where it is to be accepted
	shownBy         string
}

// A said statement is one that a golden or scenario has, and what came of it.
type said struct {
	by, file, statement string
	answers             string // what the parser or the engine answered
	accepted            bool
}

// TestStatementCoverage holds the table of PartiQL's forms, messages and limits against what shows them. A row that
// no golden, scenario or test shows fails unless it says why there can be none.
func TestStatementCoverage(t *testing.T) {
	text, err := os.ReadFile(statementCoverageFile)
	if err != nil {
		t.Fatal(err)
	}
	all, tests := append(parsedStatements(t), playedStatements(t)...), testLiterals(t)
	var b strings.Builder
	for line := range strings.Lines(string(text)) {
		row, is := readStatementRow(line)
		if !is {
			b.WriteString(line)
			continue
		}
		row.shownBy = row.evidence(all)
		b.WriteString(row.line())
		if fault := row.fault(tests); fault != "" {
			t.Errorf("%s: %s", strings.TrimSpace(row.line()), fault)
		}
	}
	if rewriting() {
		if err := os.WriteFile(statementCoverageFile, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if b.String() != string(text) {
		t.Errorf("%s is not what goldens and scenarios show (make rewrite)", statementCoverageFile)
	}
}

// readStatementRow takes a line apart: how it is shown, the statement, an arrow and what is answered, and behind a bar
// what shows it. Comments and empty lines are no row.
func readStatementRow(line string) (row statementRow, is bool) {
	by, rest, _ := strings.Cut(strings.TrimRight(line, "\n"), " ")
	if by != "parse" && by != "run" {
		return row, false
	}
	both, shownBy, _ := cutLast(rest, "|")
	statement, says, _ := strings.Cut(" "+both, " → ")
	return statementRow{by, strings.TrimSpace(statement), strings.TrimSpace(says), strings.TrimSpace(shownBy)}, true
}

func cutLast(s, separator string) (before, after string, found bool) {
	if i := strings.LastIndex(s, separator); i >= 0 {
		return s[:i], s[i+len(separator):], true
	}
	return s, "", false
}

func (r statementRow) line() string {
	both := r.statement
	if r.says != "" {
		both = strings.TrimSpace(both + " → " + r.says)
	}
	return fmt.Sprintf("%-5s %-110s | %s\n", r.by, both, r.shownBy)
}

// evidence is the first golden or scenario that shows the row, else what is written by hand.
func (r statementRow) evidence(all []said) string {
	for _, s := range all {
		if r.shownIn(s) {
			return s.file
		}
	}
	if strings.HasSuffix(r.shownBy, ".txt") {
		return ""
	}
	return r.shownBy
}

func (r statementRow) shownIn(s said) bool {
	return s.by == r.by && strings.Contains(s.statement, r.statement) && strings.Contains(s.answers, r.says) && (r.says != "" || s.accepted)
}

// fault says why what stands behind the bar shows nothing; "" when it does.
func (r statementRow) fault(tests map[string][]string) string {
	reason, given := strings.CutPrefix(r.shownBy, notEstablished)
	switch {
	case strings.HasSuffix(r.shownBy, ".txt") || given && reason != "":
		return ""
	case tests[r.shownBy] == nil:
		return "nothing shows it, and there is no such test"
	case !anyContains(tests[r.shownBy], r.statement) || !anyContains(tests[r.shownBy], r.says):
		return "the test does not have it"
	}
	return ""
}

func anyContains(all []string, text string) bool {
	for _, one := range all {
		if strings.Contains(one, text) {
			return true
		}
	}
	return text == ""
}

// parsedStatements are those of the parser's goldens.
func parsedStatements(t *testing.T) (all []said) {
	for _, name := range []string{"statement.txt", "mend.txt"} {
		text, err := os.ReadFile(filepath.Join(statementGoldens, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, paragraph := range strings.Split(string(text), "\nstatement\n")[1:] {
			inputs, _, _ := strings.Cut(paragraph, "\n----\n")
			for statement := range strings.SplitSeq(inputs, "\n") {
				s := said{by: "parse", file: "golden/" + name, statement: statement, accepted: true}
				var fault *parser.Error
				if _, err := parser.ParseStatement(statement); errors.As(err, &fault) {
					s.accepted, s.answers = false, fault.Message+"; "+fault.Expected
				}
				all = append(all, s)
			}
		}
	}
	return all
}

// playedStatements are those of the scenarios. A batch or transaction is one, with all of its request.
func playedStatements(t *testing.T) (all []said) {
	playAll(t, func(file string, d Direction, r operation.Response) {
		if statement := statementOf(d); statement != "" {
			all = append(all, said{"run", "scenarios/" + file, statement, string(r.Body), r.Status == 200})
		}
	})
	return all
}

// statementOf is the PartiQL of a direction, "" when it has none: of a request its body, and in front of it each
// statement as it is without JSON's quotes.
func statementOf(d Direction) string {
	if d.Verb == partiql {
		return d.Body
	}
	var body any
	if !slices.Contains(ofStatements, d.Verb) || json.Unmarshal([]byte(d.Body), &body) != nil {
		return ""
	}
	return statementsIn(body) + d.Body
}

func statementsIn(value any) (text string) {
	switch v := value.(type) {
	case []any:
		for _, element := range v {
			text += statementsIn(element)
		}
	case map[string]any:
		if statement, ok := v["Statement"].(string); ok {
			text = statement + "\n"
		}
		text += statementsIn(v["Statements"]) + statementsIn(v["TransactStatements"])
	}
	return text
}

// testLiterals are the strings in each Go test of the packages that know statements, by package and name.
func testLiterals(t *testing.T) map[string][]string {
	literals := map[string][]string{}
	for _, folder := range []string{"../operation", "../expression", "../../parser", "."} {
		files, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
		if err != nil || len(files) == 0 {
			t.Fatal("no tests in", folder, err)
		}
		for _, file := range files {
			tree, err := goparser.ParseFile(token.NewFileSet(), file, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range tree.Decls {
				if f, ok := d.(*ast.FuncDecl); ok && strings.HasPrefix(f.Name.Name, "Test") {
					literals[tree.Name.Name+"."+f.Name.Name] = stringsIn(f)
				}
			}
		}
	}
	return literals
}

func stringsIn(f *ast.FuncDecl) (all []string) {
	ast.Inspect(f, func(n ast.Node) bool {
		if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
			text, _ := strconv.Unquote(l.Value)
			all = append(all, text)
		}
		return true
	})
	return all
}

// A row is shown by what has all of it, and by nothing else.
func TestStatementCoverageNotices(t *testing.T) {
	all := []said{
		{"parse", "golden/statement.txt", "SELECT a FROM t", "", true},
		{"parse", "golden/statement.txt", "SELECT a FROM", "Unexpected term; expected the name of a table", false},
		{"run", "scenarios/x.txt", "SELECT a FROM Shop", `{"Items":[]}`, true},
	}
	tests := map[string][]string{"operation.TestSelect": {"SELECT b FROM Shop", "a message"}}
	for line, want := range map[string]bool{
		"parse SELECT a FROM t |":                                  true,
		"parse SELECT b FROM t |":                                  false,
		"parse SELECT a FROM → Unexpected term |":                  true,
		"parse SELECT a FROM t → Unexpected term |":                false,
		"parse → Unexpected term |":                                true,
		"parse → Unexpected keyword | golden/statement.txt":        false,
		"parse SELECT a FROM Shop |":                               false,
		"run SELECT a FROM Shop |":                                 true,
		`run SELECT a FROM Shop → {"Items":[]} |`:                  true,
		`run SELECT a FROM Shop → {"Items":[{}]} |`:                false,
		"run SELECT a → Unexpected term |":                         false,
		"run SELECT b | operation.TestSelect":                      true,
		"run SELECT b → a message | operation.TestSelect":          true,
		"run SELECT c | operation.TestSelect":                      false,
		"run SELECT b → another message | operation.TestSelect":    false,
		"run SELECT b | operation.TestInsert":                      false,
		"run SELECT c | not established: AWS does not document it": true,
		"run SELECT c | not established: ":                         false,
		"run SELECT c | because":                                   false,
		"run SELECT c |":                                           false,
	} {
		row, is := readStatementRow(line)
		row.shownBy = row.evidence(all)
		if fault := row.fault(tests); !is || (fault == "") != want {
			t.Errorf("%s: %q", line, fault)
		}
	}
}
