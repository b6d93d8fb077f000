package parser

import (
	"fmt"
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
