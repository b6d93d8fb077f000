package parser

import (
	"fmt"
	"strings"
	"testing"
)

// roundTrip checks that printing a tree and parsing what was printed gives the same text again,
// and that whatever does not parse has an *Error with a caret on a line of the text.
func roundTrip(f *testing.F, grammar string, seeds ...string) {
	parse := parsers[grammar]
	for _, seed := range seeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		tree, err := parse(text)
		if err != nil {
			checkError(t, text, err)
			return
		}
		again, err := parse(tree.String())
		if err != nil {
			t.Fatalf("%q printed as %q, which does not parse: %v", text, tree, err)
		}
		if again.String() != tree.String() {
			t.Fatalf("%q: %q, then %q", text, tree, again)
		}
	})
}

func checkError(t *testing.T, text string, err error) {
	e := err.(*Error)
	if e.Offset > len(text) || e.Line < 1 || e.Column < 1 || e.Token == "" || e.Expected == "" {
		t.Fatalf("%q: no place or reason in %+v", text, e)
	}
	if fmt.Sprint(e.Caret(text)) == "" {
		t.Fatalf("%q: no caret", text)
	}
}

func FuzzCondition(f *testing.F) {
	roundTrip(f, "condition",
		"a = :x AND NOT (b.c[0] IN (:y, :z) OR attribute_exists(#n))",
		"(a) = ((:x)) AND size(b) BETWEEN :l AND :h", "a AND b = = :x", "!!")
}

func FuzzProjection(f *testing.F) {
	roundTrip(f, "projection", "a, b.c, #n.d[0][1]", "a[ 2 ]", "a.")
}

func FuzzUpdate(f *testing.F) {
	roundTrip(f, "update",
		"SET a = if_not_exists(a, :z) + (b - :c) REMOVE d[0] ADD f :n DELETE g :s", "SET a = b + c + d")
}

func FuzzStatement(f *testing.F) {
	roundTrip(f, "statement",
		`SELECT a, "b""c".d[0] FROM t."i" WHERE pk IN ['x', ?] AND NOT (n IS MISSING OR m != -1.5e3) ORDER BY sk DESC`,
		`INSERT INTO t VALUE {'a': [1, {'b': <<'c'>>}], 'd': ?, 'e': f(*), 'g': null}`,
		`UPDATE t SET a.b = list_append(c, [1]) + 2 - (d + ?), e = set_add(e, <<'f'>>) REMOVE g[0], "h" WHERE pk = 1 RETURNING MODIFIED NEW *`,
		"FROM t WHERE pk = ? SET a = - -1", "DELETE FROM t WHERE pk = 'a' AND NOT b IN (1) RETURNING ALL OLD *;",
		"EXISTS(SELECT a FROM t WHERE pk = ? AND (b IS MISSING OR exists(c)))", "EXISTS(SELECT * FROM t WHERE (",
		"INSERT INTO t (a) VALUES {\"a\": 2024-01-01, b = :v}", "SELECT first-name FORM my.t-x WHERE a LIKE 'x' && b == @v",
		"SELECT * FROM t WHERE a NOT BETWEEN 1 AND 2 -- x", "SELECT a b FROM /* t", "INSERT INTO t VALUE {'a': }")
}

func FuzzCheck(f *testing.F) {
	roundTrip(f, "check", `not item Shop {"PK": {"S": "}\""}} has {} : why : so`, "rows = solution any order",
		"order = 'a''b' descending", "units != -1.5", "variants 3 :", "any", "item {")
}

// The parts of a script lie in it one after the other, and so does all that is said about them; a request
// that was read reads the same when it is written as strict JSON.
func FuzzScript(f *testing.F) {
	for _, seed := range []string{
		"SELECT * FROM t WHERE a = 'b;'; -- c\n\nGetItem {Key: {'a': [1, null,]}} /* d */ Query {\"é\": \"\\u00e9\\ud83d\\ude00\"}",
		"aws dynamodb put-item --item '{\"a\": 1}' --x \"\\\"$\" a=b,c={d=[e,f],g='h'} \\\n --y=`z` | jq\nScan {", "GetItem {a: 'b}\nINSERT \"",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "")
		at := 0
		for _, p := range ReadScript(text, isOperation) {
			if p.From < at || p.From >= p.To || p.To > len(text) {
				t.Fatalf("%q: a part from %d to %d, after %d", text, p.From, p.To, at)
			}
			at = p.To
			checkPart(t, text, p)
		}
	})
}

func checkPart(t *testing.T, text string, p ScriptPart) {
	if f := p.Fault; f != nil {
		if f.From < p.From || f.From > f.To || f.To > p.To || f.What == "" || f.Mend == "" {
			t.Fatalf("%q: %+v in a part from %d to %d", text, f, p.From, p.To)
		}
		return
	}
	if p.Kind == RequestPart {
		checkJSON(t, text, p.Body)
		strict := p.Name + " " + p.Body.String()
		again := ReadScript(strict, isOperation)
		if len(again) != 1 || again[0].Fault != nil || again[0].Body.String() != p.Body.String() {
			t.Fatalf("%q: %s is not read again", text, strict)
		}
	}
	for _, w := range p.Words {
		for _, read := range []func() (*JSON, *Fault){w.JSON, w.Shorthand} {
			j, fault := read()
			if fault == nil {
				checkJSON(t, text, j)
			} else if fault.From < w.From || fault.From > fault.To || fault.To > w.To {
				t.Fatalf("%q: %+v in the word %q", text, fault, w.Text)
			}
		}
	}
}

// checkJSON checks that values lie in the script and within each other, and that each byte of a text has its place.
func checkJSON(t *testing.T, text string, j *JSON) {
	if j.From < 0 || j.From > j.To || j.To > len(text) {
		t.Fatalf("%q: %+v", text, j)
	}
	if j.Kind == '"' && (j.Place(0) < j.From || j.Place(len(j.Text)) > j.To) {
		t.Fatalf("%q: %q from %d to %d", text, j.Text, j.Place(0), j.Place(len(j.Text)))
	}
	for _, m := range j.Members {
		checkJSON(t, text, m)
	}
}
