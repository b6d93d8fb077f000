package parser

import (
	"strings"
	"testing"
)

// No text is deep enough to exhaust the stack: nesting is counted before the grammar recurses.
func TestDepthIsCapped(t *testing.T) {
	deep := map[string]string{
		"parentheses":        strings.Repeat("(", 4000),
		"closed":             strings.Repeat("(", 1900) + "a = :x" + strings.Repeat(")", 1900),
		"operand":            strings.Repeat("(", 1900) + "a" + strings.Repeat(")", 1900) + " = :x",
		"calls":              strings.Repeat("f(", 1300) + "a" + strings.Repeat(")", 1300),
		"NOT":                strings.Repeat("NOT ", 1000) + "a = :x",
		"NOT and groups":     strings.Repeat("NOT (", 700) + "a = :x" + strings.Repeat(")", 700),
		"one level too much": nested(maxDepth + 1),
	}
	for name, text := range deep {
		if _, err := ParseCondition(text); err == nil || !strings.Contains(err.Error(), "fewer levels") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := ParseCondition(nested(maxDepth)); err != nil {
		t.Errorf("the deepest that is allowed: %v", err)
	}
	for _, open := range []string{"[", "{'a': ", "<<", "f("} {
		text := "INSERT INTO t VALUE " + strings.Repeat(open, 1000)
		if _, err := ParseStatement(text); err == nil || !strings.Contains(err.Error(), "fewer levels") {
			t.Errorf("%s: %v", open, err)
		}
	}
}

// nested is a condition with that many levels of parentheses and NOT.
func nested(levels int) string {
	pairs := levels / 2
	text := strings.Repeat("NOT (", pairs) + strings.Repeat("(", levels%2)
	return text + "a = :x" + strings.Repeat(")", pairs+levels%2)
}

// NOTs beside each other do not add up, only nested ones do.
func TestWidthIsNotDepth(t *testing.T) {
	wide := strings.Repeat("NOT (a = :x) AND ", 200) + "b = :y"
	if _, err := ParseCondition(wide); err != nil {
		t.Error(err)
	}
}

func TestReserved(t *testing.T) {
	for _, word := range []string{"ABORT", "abort", "Zone", "status", "size", "VALUE", "_", "remove", "", "ab", "zz", "STATUS NAME"} {
		want := strings.Contains(" ABORT ZONE STATUS SIZE VALUE ", " "+strings.ToUpper(word)+" ") && word != ""
		if got := Reserved(word); got != want {
			t.Errorf("Reserved(%q) = %v", word, got)
		}
	}
	words := strings.Fields(reservedWords)
	if len(words) != 573 {
		t.Errorf("%d words", len(words))
	}
	for _, table := range []string{reservedWords, statementKeywords, functionKeywords, typeNames} {
		for _, word := range strings.Fields(table) {
			if found, _ := lookUp(table, strings.ToLower(word)); found != word {
				t.Errorf("%s is in its table, and not found", word)
			}
		}
	}
}

// Positions count characters and lines, offsets count bytes.
func TestPositions(t *testing.T) {
	_, err := ParseStatement("SELECT *\nFROM t WHERE a = 'ü' AND b = = 1")
	e := err.(*Error)
	if e.Offset != 39 || e.Line != 2 || e.Column != 30 || e.Length != 1 {
		t.Errorf("%d, %d:%d:%d", e.Offset, e.Line, e.Column, e.Length)
	}
	want := "FROM t WHERE a = 'ü' AND b = = 1\n                             ^"
	if got := e.Caret("SELECT *\nFROM t WHERE a = 'ü' AND b = = 1"); got != want {
		t.Errorf("\n%s", got)
	}
	tree, err := ParseStatement("SELECT a, count(*) FROM t WHERE x[-1] = 1 AND y[2147483648] = 2")
	if err != nil {
		t.Fatal(err)
	}
	call := tree.Select.Columns[1].Operand.Function
	if call.Line != 1 || call.Column != 11 || call.Name != "count" {
		t.Errorf("%+v", call)
	}
	for i, and := range tree.Select.Where.Terms[0].Terms {
		part := and.Predicate.Operand.Path.Parts[1]
		if part.Index != -1 || part.Name != []string{"-1", "2147483648"}[i] {
			t.Errorf("%+v", part)
		}
	}
	if column := tree.Select.Where.Terms[0].Terms[0].Predicate.Operand.Path.Parts[1].Column; column != 35 {
		t.Errorf("[-1] at %d", column)
	}
}

// Parameters count from 1 in the order they are written.
func TestParameters(t *testing.T) {
	tree, err := ParseStatement("INSERT INTO t VALUE {'a': ?, 'b': '?', 'c': ?}")
	if err != nil {
		t.Fatal(err)
	}
	entries := tree.Insert.Value.Map
	if entries[0].Value.Parameter != 1 || entries[2].Value.Parameter != 2 {
		t.Errorf("%d, %d", entries[0].Value.Parameter, entries[2].Value.Parameter)
	}
}

const typical = "attribute_exists(pk) AND (#s = :active OR size(tags) BETWEEN :low AND :high) AND NOT stock < :n"

func BenchmarkCondition(b *testing.B) {
	for b.Loop() {
		if _, err := ParseCondition(typical); err != nil {
			b.Fatal(err)
		}
	}
}

// What a statement costs that is in no cache.
func BenchmarkStatement(b *testing.B) {
	for name, text := range map[string]string{
		"SELECT": `SELECT a, b.c FROM "t"."i" WHERE pk = ? AND sk BETWEEN 1 AND 5`,
		"INSERT of ten": `INSERT INTO "Shop" VALUE {'PK': 'ORDER#1', 'SK': 'LINE#1', 'name': 'lamp', 'price': 39.50, 'count': 2,
			'tags': <<'sale', 'gift'>>, 'open': true, 'note': null, 'log': ['added', 'paid'], 'size': {'w': 10, 'h': 40}}`,
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := ParseStatement(text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// What it costs to refuse the statements that are the most work.
func BenchmarkRefusal(b *testing.B) {
	for name, text := range refusals {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := ParseStatement(text); err == nil {
					b.Fatal(text)
				}
			}
		})
	}
}

var refusals = map[string]string{
	"4000 parentheses": "SELECT * FROM t WHERE " + strings.Repeat("(", 4000),
	"and closed":       "SELECT * FROM t WHERE " + strings.Repeat("(", 4000) + "a=1" + strings.Repeat(")", 4000),
	"4000 lists":       "INSERT INTO t VALUE {'a': " + strings.Repeat("[", 4000),
	"4000 signs":       "SELECT * FROM t WHERE a = " + strings.Repeat("- ", 4000),
}

// What the first use of the grammar costs.
func BenchmarkBuild(b *testing.B) {
	for b.Loop() {
		build()
	}
}
