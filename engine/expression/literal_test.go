package expression

import (
	"strings"
	"testing"

	"ringside/engine/item"
	"ringside/parser"
)

func literalOf(t *testing.T, text string) *parser.Literal {
	t.Helper()
	tree, err := parser.ParseStatement("INSERT INTO t VALUE " + text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return tree.Insert.Value
}

func TestLiteral(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`'it''s'`, `{"S":"it's"}`},
		{`1.50`, `{"N":"1.5"}`}, {`- -2e1`, `{"N":"20"}`}, {`-.5`, `{"N":"-0.5"}`},
		{`TRUE`, `{"BOOL":true}`}, {`false`, `{"BOOL":false}`}, {`Null`, `{"NULL":true}`},
		{`[1, 'a', []]`, `{"L":[{"N":"1"},{"S":"a"},{"L":[]}]}`},
		{`{'b': 1, 'a': {'x': <<1>>}}`, `{"M":{"a":{"M":{"x":{"NS":["1"]}}},"b":{"N":"1"}}}`},
		{`{'a': 1, 'a': 2}`, `{"M":{"a":{"N":"2"}}}`},
		{`<<'b', 'a'>>`, `{"SS":["a","b"]}`}, {`<<10, 9>>`, `{"NS":["9","10"]}`},
		{`?`, `{"S":"parameter"}`},

		{`<<>>`, "Empty bags are not supported"},
		{`<<1, 'a'>>`, "Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags"},
		{`<<[1]>>`, "Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags"},
		{`<<'x', 'y', 'x'>>`, "One or more parameter values were invalid: Input collection [x, y, x] contains duplicates."},
		{`<<2, 2.0>>`, "One or more parameter values were invalid: Input collection [2, 2.0] contains duplicates! under root"},
		{`[?]`, "Unsupported data type: Parameter under key root[0] at 1:22:1"},
		{`set_add(a, 1)`, "Unsupported data type: set_add under key root at 1:21:7"},
		{`{'': 1}`, "Empty attribute name"},
		{`1e126`, "Number overflow. Attempting to store a number with magnitude larger than supported range under root"},
		{`{'x': [0, 1e-131]}`, "Number underflow. Attempting to store a number with magnitude smaller than supported range under root.x[1]"},
		{strings.Repeat("[", 31) + strings.Repeat("]", 31), strings.Repeat(`{"L":[`, 31) + strings.Repeat(`]}`, 31)},
		{strings.Repeat("[", 32) + strings.Repeat("]", 32), "Nesting Levels have exceeded supported limits under root" + strings.Repeat("[0]", 31)},
	} {
		v, err := CompileLiteral(literalOf(t, c.text), &Scope{Parameters: []item.Value{item.String("parameter")}})
		if got := message(err) + string(v); got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.text, got, c.want)
		}
	}
}

// The item of an INSERT is no map around its attributes, and they may be parameters.
func TestCompileItem(t *testing.T) {
	deep := func(n int) string { return strings.Repeat("{'a':", n) + "1" + strings.Repeat("}", n) }
	for _, c := range []struct{ text, want string }{
		{`{'pk': ?, 'n': 1}`, `{"n":{"N":"1"},"pk":{"S":"parameter"}}`},
		{`{'pk': [?]}`, "Unsupported data type: Parameter under key root.pk[0] at 1:29:1"},
		{`{'pk': ?, 'n': ?}`, "Number of parameters in request and statement don't match."},
		{deep(32), `{"a":` + strings.Repeat(`{"M":{"a":`, 31) + `{"N":"1"}` + strings.Repeat(`}}`, 31) + `}`},
		{deep(33), "Nesting Levels have exceeded supported limits under root" + strings.Repeat(".a", 32)},
	} {
		it, err := CompileItem(literalOf(t, c.text), &Scope{Parameters: []item.Value{item.String("parameter")}})
		if got := message(err) + it.JSON(); got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.text, got, c.want)
		}
	}
}
