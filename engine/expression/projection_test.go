package expression

import (
	"slices"
	"testing"

	"ringside/parser"
)

const projectedItem = `{"pk":{"S":"k"},"n":{"N":"1"},"a.b":{"S":"dot"},
	"m":{"M":{"part":{"S":"s"},"k":{"L":[{"N":"7"},{"N":"8"}]},"part2":{"M":{"x":{"N":"1"},"y":{"N":"2"}}}}},
	"l":{"L":[{"N":"0"},{"M":{"x":{"N":"1"},"y":{"N":"2"},"z":{"N":"3"}}},{"N":"2"}]}}`

func TestProjection(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"pk, n", `{"n":{"N":"1"},"pk":{"S":"k"}}`},
		{"absent", `{}`},
		{"n, absent.x, n.x[0]", `Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [n], path two: [n, x, [0]]`},
		{"n, absent.x, l.x, m[0], pk[1]", `{"n":{"N":"1"}}`},
		{"#dot", `{"a.b":{"S":"dot"}}`},
		{"m.k[1]", `{"m":{"M":{"k":{"L":[{"N":"8"}]}}}}`},
		{"l[2], l[0], l[9]", `{"l":{"L":[{"N":"0"},{"N":"2"}]}}`},
		{"l[1].z, l[0], l[1].x", `{"l":{"L":[{"N":"0"},{"M":{"x":{"N":"1"},"z":{"N":"3"}}}]}}`},
		{"m.part, m.part2.y", `{"m":{"M":{"part":{"S":"s"},"part2":{"M":{"y":{"N":"2"}}}}}}`},
		{"l, l.x", "Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [l], path two: [l, x]"},
		{"l[0], l.x", "Invalid ProjectionExpression: Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [l, [0]], path two: [l, x]"},
		{"#undefined, year", "Invalid ProjectionExpression: Attribute name is a reserved keyword; reserved keyword: year"},
		{"#undefined, n, n", "Invalid ProjectionExpression: An expression attribute name used in the document path is not defined; attribute name: #undefined"},
	} {
		p, err := projectionOf(c.text, testScope(t))
		got := message(err)
		if err == nil {
			got = p.Of(readItem(t, projectedItem)).JSON()
		}
		if got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.text, got, c.want)
		}
	}
}

// A column of a SELECT is called by the last name on its path.
func TestColumns(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"pk, n", `{"n":{"N":"1"},"pk":{"S":"k"}}`},
		{"m.part, l[0], m.k[0], absent", `{"k[0]":{"N":"7"},"l[0]":{"N":"0"},"part":{"S":"s"}}`},
		{`"a.b", l[1].x`, `{"a.b":{"S":"dot"},"x":{"N":"1"}}`},
		{"absent", `{}`},
		{"n, m.n, m.absent, n", `{"n":{"N":"1"}}`},
	} {
		p, err := CompileColumns(selectOf(t, "SELECT "+c.text+" FROM t").Columns, &Scope{})
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Of(readItem(t, projectedItem)).JSON(); got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestColumnMessages(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"COUNT(*)", "Unexpected path component at 1:8:5"},
		{"n, size(n)", "Unexpected path component at 1:11:4"},
		{"l[-1]", "List index is not within the allowable range; index: [-1] at 1:11:1"},
	} {
		columns := selectOf(t, "SELECT "+c.text+" FROM t").Columns
		err := CheckColumns(columns)
		if err == nil {
			_, err = CompileColumns(columns, &Scope{})
		}
		if message(err) != c.want {
			t.Errorf("%s\ngot  %v\nwant %s", c.text, err, c.want)
		}
	}
}

func TestProjectionAttributes(t *testing.T) {
	p, err := projectionOf("n, m.part, m.k, l[0]", testScope(t))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := p.TopLevel(), []string{"n", "m", "m", "l"}; !slices.Equal(got, want) {
		t.Errorf("top level %q, want %q", got, want)
	}
	if got, want := p.Nested(), []string{"m", "m", "l"}; !slices.Equal(got, want) {
		t.Errorf("nested %q, want %q", got, want)
	}
	if p.Of("") != "" {
		t.Error("of an absent item something is left")
	}
	whole, _ := CompileProjection((*parser.Projection)(nil), &Scope{})
	if it := readItem(t, projectedItem); whole.Of(it) != it || whole.TopLevel() != nil || whole.Nested() != nil {
		t.Error("no projection must keep the whole item")
	}
}
