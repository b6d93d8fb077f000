package expression

import (
	"slices"
	"testing"

	"ringside/engine/item"
)

// One item has everything the conditions ask for.
const testItem = `{
	"pk":{"S":"k"}, "n":{"N":"5"}, "zero":{"N":"0"}, "s":{"S":"abc"}, "astral":{"S":"a😀"}, "quote":{"S":"say \"a\""}, "bin":{"B":"YWJj"},
	"yes":{"BOOL":true}, "nil":{"NULL":true}, "a.b":{"S":"a"},
	"ss":{"SS":["b","a"]}, "ns":{"NS":["1","2"]}, "bs":{"BS":["YWI="]},
	"l":{"L":[{"N":"1"},{"S":"a"},{"L":[{"S":"a"}]},{"SS":["a"]}]}, "m":{"M":{"x":{"N":"1"},"nest":{"M":{"deep":{"S":"b"}}}}}, "onlyx":{"M":{"x":{"N":"1"}}}
}`

// true: holds; false: does not. Columns of a case are the condition and what it is for testItem.
func TestConditionHolds(t *testing.T) {
	it := readItem(t, testItem)
	for _, c := range []struct {
		text string
		want bool
	}{
		// = and <> take any type; values are equal as values, not as they were written
		{"n = :5", true}, {"n = :1", false}, {"s = :ab", false}, {"s <> :ab", true}, {"n <> :5", false},
		{"n = :a", false}, {"n <> :a", true}, {":5 = n", true}, {"nil = :null", true}, {"yes = :true", true},
		{"ss = :set_ab", true}, {"ss = :set_a", false}, {"onlyx = :map", true}, {"m = :map", false}, {"l[2] = :list_a", true},
		{"(n) = (:5)", true},
		// an absent attribute equals nothing, not even another absent one
		{"absent = :1", false}, {"absent <> :1", true}, {"absent = gone", false}, {"absent <> gone", true}, {"n <> absent", true},
		// orderings need two values of one type
		{"n > :1", true}, {"n > :5", false}, {"n >= :5", true}, {"n < :10", true}, {"n <= :1", false}, {"n < :a", false},
		{"s > :ab", true}, {"s < :b", true}, {"bin > :bin", true}, {"bin <= :bin", false}, {"absent < :1", false}, {"yes < :1", false},
		{"zero < n", true}, {":1 < n", true},
		{"n BETWEEN :1 AND :10", true}, {"n BETWEEN :5 AND :5", true}, {"n BETWEEN :0 AND :3", false}, {"n BETWEEN :a AND :b", false},
		{"n BETWEEN zero AND :10", true}, {"n BETWEEN :10 AND zero", false}, {"n BETWEEN s AND :10", false}, {"absent BETWEEN :1 AND :2", false},
		{"n IN (:1, :5)", true}, {"n IN (:1, :a)", false}, {"absent IN (:1)", false}, {"n IN (absent, :5)", true}, {"ss IN (:set_ab)", true},
		// NOT binds more than AND, AND more than OR
		{"n = :5 OR n = :1 AND s = :a", true}, {"(n = :5 OR n = :1) AND s = :a", false}, {"NOT n = :1 AND s = :a", false},
		{"NOT (n = :1 AND s = :a)", true}, {"NOT NOT n = :5", true}, {"not n = :1 and NOT n = :2", true}, {"NOT absent = :1", true},
		{"n BETWEEN :1 AND :10 AND s = :a", false},
		// paths
		{"m.x = :1", true}, {"m.nest.deep = :b", true}, {"l[0] = :1", true}, {"l[2][0] = :a", true}, {"l[9] = :1", false},
		{"m[0] = :1", false}, {"l.x = :1", false}, {"s.x = :1", false}, {"#n = :5", true}, {"#dot = :a", true}, {"attribute_exists(#a.b)", false},
		// functions
		{"attribute_exists(n)", true}, {"attribute_exists(nil)", true}, {"attribute_exists(absent)", false}, {"attribute_exists(m.nest.deep)", true},
		{"attribute_not_exists(absent)", true}, {"attribute_not_exists(n)", false}, {"attribute_not_exists(l[9])", true},
		{"attribute_type(n, :N)", true}, {"attribute_type(n, :S)", false}, {"attribute_type(nil, :NULL)", true}, {"attribute_type(absent, :S)", false},
		{"attribute_type(:1, :N)", true},
		{"begins_with(s, :ab)", true}, {"begins_with(s, :b)", false}, {"begins_with(s, :nothing)", true}, {"begins_with(n, :a)", false},
		{"begins_with(bin, :bin)", true}, {"begins_with(bin, :ab)", false}, {"begins_with(:ab, absent)", false},
		{"contains(s, :b)", true}, {"contains(s, :quote)", false}, {"contains(quote, :quote)", true}, {"contains(s, :1)", false}, {"contains(bin, :bin_a)", true},
		{"contains(ss, :a)", true}, {"contains(ss, :ab)", false}, {"contains(ns, :1)", true}, {"contains(ns, :a)", false}, {"contains(bs, :bin)", true},
		{"contains(l, :1)", true}, {"contains(l, :list_a)", true}, {"contains(l, :set_a)", true}, {"contains(l, :b)", false},
		{"contains(m, :1)", false}, {"contains(absent, :1)", false}, {"contains(s, absent)", false}, {"contains(:ab, s)", false},
		// size: UTF-16 code units of text, bytes, elements
		{"size(s) = :3", true}, {"size(astral) = :3", true}, {"size(bin) = :3", true}, {"size(ss) = :2", true}, {"size(bs) = :1", true},
		{"size(l) > :3", true}, {"size(m) BETWEEN :1 AND :2", true}, {"size(m) IN (:1, :2)", true}, {"size(:ab) = :2", true},
		{"size(n) < :10", false}, {"size(nil) >= :0", false}, {"size(absent) = :0", false}, {"size(n) <> :0", true}, {"size(s) = size(bin)", true},
	} {
		compiled, err := conditionOf(ConditionExpression, c.text, testScope(t))
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
		} else if compiled.Holds(it) != c.want {
			t.Errorf("%s is %v", c.text, !c.want)
		}
	}
}

// PartiQL's conditions are the same tests in other words, and some more.
func TestWhereHolds(t *testing.T) {
	it := readItem(t, testItem)
	for _, c := range []struct {
		text string
		want bool
	}{
		{"n = 5", true}, {"n = 5.0", true}, {"n = - 5", false}, {"n != 4", true}, {"s = 'abc'", true}, {"yes = TRUE", true}, {"nil = NULL", true},
		{"ss = <<'b', 'a'>>", true}, {"ns = <<2, 1>>", true}, {"onlyx = {'x': 1}", true}, {"l[2] = ['a']", true}, {"n = ?", true}, {"\"a.b\" = 'a'", true},
		{"n IN [1, 5]", true}, {"n IN (1, ?)", true}, {"n BETWEEN 1 AND ?", true}, {"((n = 5))", true},
		{"absent IS MISSING", true}, {"n IS MISSING", false}, {"n IS NOT MISSING", true}, {"m.y IS MISSING", true},
		{"nil IS NULL", true}, {"n IS NULL", false}, {"absent IS NULL", false}, {"absent IS NOT NULL", true}, {"nil IS NOT NULL", false},
		{"size(s) = 3", true}, {"BEGINS_WITH(s, 'ab')", true}, {"contains(l, 1)", true}, {"attribute_type(n, 'N')", true},
		{"attribute_exists(n) = true", true}, {"(n BETWEEN 0 AND 3) = true", false}, {"attribute_exists(n) IN [false, true]", true},
	} {
		tree := selectOf(t, "SELECT * FROM t WHERE "+c.text)
		five := testScope(t).Values[":5"]
		compiled, err := CompileCondition(Where, tree.Where, &Scope{Parameters: []item.Value{five}})
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
		} else if compiled.Holds(it) != c.want {
			t.Errorf("%s is %v", c.text, !c.want)
		}
	}
}

// An item that is not there has no attributes; no condition at all holds for everything.
func TestConditionOnAbsentItem(t *testing.T) {
	for text, want := range map[string]bool{"attribute_not_exists(pk)": true, "pk <> :a": true, "pk = :a": false, "NOT pk = :a": true} {
		c, err := conditionOf(ConditionExpression, text, testScope(t))
		if err != nil || c.Holds("") != want {
			t.Errorf("%s is %v (%v)", text, !want, err)
		}
	}
	if none, err := CompileCondition(FilterExpression, nil, &Scope{}); err != nil || !none.Holds("") || none.TopLevel() != nil {
		t.Error("a nil condition must hold for every item")
	}
}

func TestConditionAttributes(t *testing.T) {
	c, err := conditionOf(FilterExpression, "#n > :1 AND (contains(m.x, s) OR NOT size(l[0]) = n) AND attribute_exists(m)", testScope(t))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := c.TopLevel(), []string{"n", "m", "s", "l", "n", "m"}; !slices.Equal(got, want) {
		t.Errorf("top level %q, want %q", got, want)
	}
	if got, want := c.Nested(), []string{"m", "l"}; !slices.Equal(got, want) {
		t.Errorf("nested %q, want %q", got, want)
	}
}

func TestPlainComparisonsDoNotAllocate(t *testing.T) {
	it := readItem(t, testItem)
	for _, text := range []string{"s = :ab OR n > :1", "n BETWEEN :1 AND :10", "n IN (:1, :2, :5)", "attribute_exists(n)", "begins_with(s, :ab)", "contains(ss, :a)"} {
		c, err := conditionOf(FilterExpression, text, testScope(t))
		if err != nil {
			t.Fatal(err)
		}
		if n := testing.AllocsPerRun(100, func() { c.Holds(it) }); n != 0 {
			t.Errorf("%s allocates %v times", text, n)
		}
	}
}

func BenchmarkHolds(b *testing.B) {
	it := readItem(b, `{"pk":{"S":"k"},"sk":{"N":"1"},"a":{"S":"ab"},"b":{"N":"5"},"text":{"S":"something longer"}}`)
	c, err := conditionOf(FilterExpression, "a = :ab AND b > :1", testScope(b))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		c.Holds(it)
	}
}
