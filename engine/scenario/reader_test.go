package scenario

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ringside/engine"
)

func TestReadDirections(t *testing.T) {
	const text = `
# A comment, then a stage.
engine lag=20ms partitions=4
table Shop pk:S sk:N
   split Shop p12 at=8

PutItem {"TableName": "Shop",

  "Item": {"pk": {"S": "a } \" b"}}
}
ListTables {}
DescribeTable not JSON
# Comments may stand between.
partiql
SELECT *
  FROM "Shop"

advance 2h
`
	const want = `3 engine: partitions 4 (4), lag 20ms (20000)
4 table: TABLE Shop (0), PARTITION-KEY pk:S (0), SORT-KEY sk:N (0)
5 split: TABLE Shop (0), PARTITION p12 (12), at 8 (0)
7 PutItem: {"TableName": "Shop",||  "Item": {"pk": {"S": "a } \" b"}}|}
11 ListTables: {}
12 DescribeTable: not JSON
14 partiql: SELECT *|  FROM "Shop"
18 advance: SPAN 2h (7200000000)
`
	directions, err := ReadDirections("stage", text)
	if err != nil {
		t.Fatal(err)
	}
	if got := printed(directions); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestReadErrorsPointAtTheWord(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"unknown direction", "# x\n\nput Shop", `f:3:1: unknown direction; there are advance, alarm, cancel, check, client, delay, engine, fail, hold, inspect, jump, mend, metrics, pass, release, repeat, series, settle, split, start, stop, table, throttle, tidy, trace, workload, partiql and the operations
put Shop
^^^`},
		{"missing argument", "split Shop", `f:1:11: expected PARTITION, such as p0; usage: split TABLE PARTITION [at=HASH]
split Shop
          ^`},
		{"wrong kind", "\tadvance soon", `f:1:10: expected SPAN, such as 20ms; usage: advance SPAN
	advance soon
	        ^^^^`},
		{"out of range", "engine degree=1", `f:1:8: expected degree=DEGREE, such as degree=2; usage: engine [seed=NUMBER] [partitions=PARTITIONS] [degree=DEGREE] [page=SIZE] [partition=SIZE] [lag=SPAN] [delay=SPAN] [propagation=SPAN] [ttl=SPAN] [lease=SPAN] [rebuild=SPAN] [admission=ADMISSION] [reads=COUNT] [writes=COUNT] [split=SPAN]
engine degree=1
       ^^^^^^^^`},
		{"one too many", "tidy ü now", `f:1:6: expected nothing more; usage: tidy
tidy ü now
     ^`},
		{"open brace", "PutItem {\n  \"TableName\": \"Shop\"\n----\n", `f:1:9: this brace is never closed
PutItem {
        ^`},
		{"text after the request", "PutItem {\n} and more", `f:2:3: expected the end of the line after the request
} and more
  ^^^^^^^^`},
		{"no statement", "partiql\n----\n", `f:1:1: expected a statement on the next line
partiql
^^^^^^^`},
		{"statement on the line", "partiql SELECT", `f:1:9: the statement begins on the next line
partiql SELECT
        ^^^^^^`},
		{"answer without a question", "# x\n\n----\nok", `f:3:1: an expected answer needs a direction above it
----
^^^^`},
	}
	for _, test := range tests {
		_, err := Read("f", test.text)
		if err == nil || err.Error() != test.want {
			t.Errorf("%s: got\n%v\nwant\n%s", test.name, err, test.want)
		}
	}
}

func TestStageHasNoExpectedAnswers(t *testing.T) {
	const want = "f:2:1: directions on a stage have no expected answer\n----\n^^^^"
	if _, err := ReadDirections("f", "settle\n----\nok\n"); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestSpans(t *testing.T) {
	for _, text := range []string{"0ms", "1µs", "20ms", "25.787ms", "5.01397s", "90s", "1m", "2h"} {
		if span, ok := parseSpan(text); !ok || formatSpan(span) != text {
			t.Errorf("%s is read as %d, printed as %s", text, span, formatSpan(span))
		}
	}
	for _, text := range []string{"", "ms", "20", "20 ms", "-1s", "1.s", ".5s", "1.5µs", "0.0001ms", "1d", "99999999999999h", "20msms"} {
		if span, ok := parseSpan(text); ok {
			t.Errorf("%q is read as %d", text, span)
		}
	}
}

func TestSpansReadAsTheyPrint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		span := engine.Time(rapid.Int64Range(0, int64(maxSpan)).Draw(t, "µs"))
		if again, ok := parseSpan(formatSpan(span)); !ok || again != span {
			t.Fatalf("%d is printed as %s and read as %d", span, formatSpan(span), again)
		}
	})
}

// TestRewritingIsStable holds that a file with its own answers put in reads the same and
// doesn't change any more.
func TestRewritingIsStable(t *testing.T) {
	pieces := []string{
		"# Words.\n", "\n", "\n\n", "settle\n", "advance 20ms\n", "PutItem {\n\n}\n", "partiql\nSELECT 1\n", "----\n", "200 {}\n", "  indented\n",
	}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom(pieces)).Draw(t, "pieces"), "")
		first, err := Read("f", text)
		if err != nil {
			return // the error is FuzzRead's to judge
		}
		once := first.Rewritten(expected(first))
		second, err := Read("f", once)
		if err != nil {
			t.Fatalf("%q is rewritten as %q, which is no scenario: %v", text, once, err)
		}
		if twice := second.Rewritten(expected(second)); twice != once {
			t.Fatalf("%q is rewritten as %q and then as %q", text, once, twice)
		}
		if withoutLines(first) != withoutLines(second) {
			t.Fatalf("%q is rewritten as %q, which says something else", text, once)
		}
	})
}

func FuzzRead(f *testing.F) {
	f.Add("# A sentence.\n\nengine partitions=4\ntable Shop pk:S sk:S\n\nPutItem {\"a\": \"}\"}\n----\n200 {}\n")
	f.Add("partiql\nSELECT *\n----\n")
	f.Add("\fA {")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Read("f", text)
		if err != nil {
			if e := err.(*Error); e.Line < 1 || e.Column < 1 || e.Column > characters(e.Source)+1 {
				t.Errorf("%q: the error is outside the text: %v", text, err)
			}
			return
		}
		if _, err := Read("f", s.Rewritten(expected(s))); err != nil {
			t.Errorf("%q, rewritten, is no scenario: %v", text, err)
		}
	})
}

// printed writes each direction on a line, with | for a line's end.
func printed(directions []Direction) string {
	var b strings.Builder
	for _, d := range directions {
		var args []string
		for _, a := range d.Args {
			args = append(args, fmt.Sprintf("%s %s (%d)", a.Slot, a.Text, a.Number))
		}
		body := strings.ReplaceAll(d.Body, "\n", "|")
		fmt.Fprintf(&b, "%d %s: %s%s\n", d.Line, d.Verb, strings.Join(args, ", "), body)
	}
	return b.String()
}

func expected(s *Scenario) (answers []string) {
	for _, step := range s.Steps {
		answers = append(answers, step.Expected)
	}
	return answers
}

// withoutLines says what a scenario says, wherever it stands.
func withoutLines(s *Scenario) string {
	var b strings.Builder
	for _, step := range s.Steps {
		for _, d := range step.Directions {
			d.Line = 0
			b.WriteString(printed([]Direction{d}))
		}
		b.WriteString(step.Expected)
	}
	return b.String()
}
