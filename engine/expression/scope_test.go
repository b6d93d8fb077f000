package expression

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"ringside/engine/item"
	"ringside/parser"
)

// What the expressions of the tests may refer to: a value is called by what it is.
const testValues = `{
	":0":{"N":"0"}, ":1":{"N":"1"}, ":2":{"N":"2"}, ":3":{"N":"3"}, ":5":{"N":"5"}, ":10":{"N":"10"},
	":a":{"S":"a"}, ":b":{"S":"b"}, ":ab":{"S":"ab"}, ":nothing":{"S":""}, ":quote":{"S":"\""},
	":true":{"BOOL":true}, ":false":{"BOOL":false}, ":null":{"NULL":true}, ":bin":{"B":"YWI="}, ":bin_a":{"B":"YQ=="},
	":set_a":{"SS":["a"]}, ":set_ab":{"SS":["b","a"]}, ":set_bc":{"SS":["b","c"]}, ":set_1":{"NS":["1"]},
	":list_1":{"L":[{"N":"1"}]}, ":list_a":{"L":[{"S":"a"}]}, ":empty":{"L":[]}, ":map":{"M":{"x":{"N":"1"}}},
	":S":{"S":"S"}, ":N":{"S":"N"}, ":NULL":{"S":"NULL"}, ":L":{"S":"L"}, ":X":{"S":"X"}
}`

func testScope(t testing.TB) *Scope {
	s := &Scope{Values: map[string]item.Value{}, Names: map[string]string{
		"#a": "a", "#dot": "a.b", "#size": "size", "#n": "n", "#pk": "pk", "#sk": "sk"}}
	for _, a := range readItem(t, testValues).Attributes() {
		s.Values[a.Name] = a.Value
	}
	return s
}

// readItem makes an item of JSON, and no item of "".
func readItem(t testing.TB, json string) item.Item {
	t.Helper()
	if json == "" {
		return ""
	}
	it, bad, err := item.NewReader(json).Item()
	if bad != nil || err != nil {
		t.Fatalf("%s: %v %v", json, bad, err)
	}
	return it
}

// The parsers below compile text the way an operation does.

func conditionOf(kind Kind, text string, s *Scope) (*Condition, error) {
	tree, err := parser.ParseCondition(text)
	if err != nil {
		return nil, syntaxError(kind, err)
	}
	return CompileCondition(kind, tree, s)
}

func updateOf(text string, s *Scope) (*Update, error) {
	tree, err := parser.ParseUpdate(text)
	if err != nil {
		return nil, syntaxError(UpdateExpression, err)
	}
	return CompileUpdate(tree, s)
}

func projectionOf(text string, s *Scope) (*Projection, error) {
	tree, err := parser.ParseProjection(text)
	if err != nil {
		return nil, syntaxError(ProjectionExpression, err)
	}
	return CompileProjection(tree, s)
}

func keyConditionOf(text string, s *Scope, partition, sort []KeyAttribute) (IndexCondition, error) {
	tree, err := parser.ParseCondition(text)
	if err != nil {
		return IndexCondition{}, syntaxError(KeyConditionExpression, err)
	}
	clauses, err := CompileKeyClauses(tree, s)
	if err != nil {
		return IndexCondition{}, err
	}
	return clauses.For(partition, sort)
}

// selectOf parses a SELECT; statements of these tests are well formed.
func selectOf(t rapid.TB, text string) *parser.Select {
	t.Helper()
	tree, err := parser.ParseStatement(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return tree.Select
}

func syntaxError(kind Kind, err error) error {
	var bad *parser.Error
	errors.As(err, &bad)
	return kind.SyntaxError(bad)
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// Names and values count as used in every expression of a request, evaluated or not.
func TestUnused(t *testing.T) {
	for _, c := range []struct{ condition, projection, want string }{
		{"#used = :used AND #more = :more", "#third", ""},
		{"#used = :used OR #more = :more", "#third", ""},
		{"#used = :used AND #more = :more", "x", "Value provided in ExpressionAttributeNames unused in expressions: keys: {#third}"},
		{"x = :used", "#third", "Value provided in ExpressionAttributeNames unused in expressions: keys: {#more, #used}"},
		{"#used = #more", "#third", "Value provided in ExpressionAttributeValues unused in expressions: keys: {:more, :used}"},
	} {
		s := &Scope{
			Names:  map[string]string{"#used": "u", "#more": "m", "#third": "t"},
			Values: map[string]item.Value{":used": item.Null, ":more": item.Null},
		}
		if _, err := conditionOf(ConditionExpression, c.condition, s); err != nil {
			t.Fatal(err)
		}
		if _, err := projectionOf(c.projection, s); err != nil {
			t.Fatal(err)
		}
		if got := message(s.Unused()); got != c.want {
			t.Errorf("%s, %s\ngot  %s\nwant %s", c.condition, c.projection, got, c.want)
		}
	}
}
