package expression

import (
	"slices"
	"strings"
	"testing"

	"ringside/engine/item"
	"ringside/parser"
)

// The run-time faults of an update.
const (
	noPath      = "The document path provided in the update expression is invalid for update"
	noAttribute = "The provided expression refers to an attribute that does not exist in the item"
	wrongType   = "An operand in the update expression has an incorrect data type"
)

// Each case is an item before, an update, and the item after or the error.
var updateCases = []struct{ before, update, after string }{
	// SET
	{`{}`, `SET x = :1`, `{"x":{"N":"1"}}`},
	{`{"x":{"S":"a"}}`, `SET x = :1, y = :a`, `{"x":{"N":"1"},"y":{"S":"a"}}`},
	{`{"x":{"N":"1"},"y":{"N":"2"}}`, `SET x = y, y = x`, `{"x":{"N":"2"},"y":{"N":"1"}}`},
	{`{"x":{"N":"1"}}`, `SET y = x REMOVE x`, `{"y":{"N":"1"}}`},
	{`{}`, `SET x = y`, noAttribute},
	{`{"m":{"M":{}}}`, `SET m.k = :1`, `{"m":{"M":{"k":{"N":"1"}}}}`},
	{`{"m":{"M":{"k":{"M":{"a":{"N":"0"}}}}}}`, `SET m.k.a = :1, m.k.b = m.k.a`, `{"m":{"M":{"k":{"M":{"a":{"N":"1"},"b":{"N":"0"}}}}}}`},
	{`{}`, `SET m.k = :1`, noPath},
	{`{"m":{"S":"a"}}`, `SET m.k = :1`, noPath},
	{`{"m":{"M":{}}}`, `SET m[0] = :1`, noPath},
	{`{"m":{"M":{}}}`, `SET m.k.j = :1`, noPath},
	// lists: old positions, beyond the end in the order of the indexes
	{`{"l":{"L":[{"N":"0"}]}}`, `SET l[0] = :1`, `{"l":{"L":[{"N":"1"}]}}`},
	{`{"l":{"L":[{"N":"0"}]}}`, `SET l[9] = :b, l[5] = :a`, `{"l":{"L":[{"N":"0"},{"S":"a"},{"S":"b"}]}}`},
	{`{"l":{"L":[{"N":"0"},{"N":"1"},{"N":"2"}]}}`, `SET l[2] = :a REMOVE l[0]`, `{"l":{"L":[{"N":"1"},{"S":"a"}]}}`},
	{`{"l":{"L":[{"N":"0"},{"N":"1"},{"N":"2"}]}}`, `REMOVE l[0], l[1], l[7]`, `{"l":{"L":[{"N":"2"}]}}`},
	{`{"l":{"L":[{"N":"0"}]}}`, `REMOVE l[0]`, `{"l":{"L":[]}}`},
	{`{"l":{"L":[{"N":"0"}]}}`, `SET l[1].x = :1`, noPath},
	{`{"l":{"L":[{"M":{}}]}}`, `SET l[0].x = :1`, `{"l":{"L":[{"M":{"x":{"N":"1"}}}]}}`},
	{`{"l":{"L":[{"N":"1"}]}}`, `SET l = list_append(l, :list_a)`, `{"l":{"L":[{"N":"1"},{"S":"a"}]}}`},
	{`{}`, `SET l = list_append(:list_1, if_not_exists(l, :empty))`, `{"l":{"L":[{"N":"1"}]}}`},
	{`{"l":{"N":"1"}}`, `SET l = list_append(l, :list_a)`, wrongType},
	// if_not_exists, + and -
	{`{"x":{"N":"5"}}`, `SET x = if_not_exists(x, :0) + :1, y = if_not_exists(y, :0) + :1`, `{"x":{"N":"6"},"y":{"N":"1"}}`},
	{`{"x":{"N":"5"}}`, `SET x = x - :10`, `{"x":{"N":"-5"}}`},
	{`{"x":{"N":"5"}}`, `SET x = (x + :1) - (:10 - :2)`, `{"x":{"N":"-2"}}`},
	{`{"x":{"S":"5"}}`, `SET x = x + :1`, wrongType},
	{`{}`, `SET x = x + :1`, noAttribute},
	{`{"x":{"N":"9.9999999999999999999999999999999999999E+125"}}`, `SET x = x + x`, "Number overflow. Attempting to store a number with magnitude larger than supported range"},
	// REMOVE
	{`{"x":{"N":"1"}}`, `REMOVE x, y`, `{}`},
	{`{"m":{"M":{"k":{"N":"1"}}}}`, `REMOVE m.k, m.j`, `{"m":{"M":{}}}`},
	{`{}`, `REMOVE m.k`, noPath},
	// ADD
	{`{"x":{"N":"1"}}`, `ADD x :5, y :2`, `{"x":{"N":"6"},"y":{"N":"2"}}`},
	{`{"x":{"S":"1"}}`, `ADD x :5`, wrongType},
	{`{"x":{"SS":["b"]}}`, `ADD x :set_ab, y :set_1`, `{"x":{"SS":["a","b"]},"y":{"NS":["1"]}}`},
	{`{"x":{"SS":["b"]}}`, `ADD x :set_1`, wrongType},
	{`{"m":{"M":{}},"l":{"L":[]}}`, `ADD m.n :1, l[3] :2`, `{"l":{"L":[{"N":"2"}]},"m":{"M":{"n":{"N":"1"}}}}`},
	// DELETE
	{`{"x":{"SS":["a","b"]}}`, `DELETE x :set_bc`, `{"x":{"SS":["a"]}}`},
	{`{"x":{"SS":["a","b"]}}`, `DELETE x :set_ab, y :set_a`, `{}`},
	{`{"x":{"NS":["1"]}}`, `DELETE x :set_a`, wrongType},
	{`{}`, `DELETE m.x :set_a`, noPath},
	// too deep
	{`{"m":{"M":{"d":` + wraps(29) + `}}}`, `SET m.e = m.d`, `{"m":{"M":{"d":` + wraps(29) + `,"e":` + wraps(29) + `}}}`},
	{`{"m":{"M":{"d":` + wraps(29) + `}}}`, `SET m.d = m`, `{"m":{"M":{"d":{"M":{"d":` + wraps(29) + `}}}}}`},
	{`{"m":{"M":{"d":` + wraps(30) + `}}}`, `SET m.d = m`, "Nesting Levels have exceeded supported limits"},
}

func TestUpdateApply(t *testing.T) {
	for _, c := range updateCases {
		u, err := updateOf(c.update, testScope(t))
		if err != nil {
			t.Errorf("%s: %v", c.update, err)
			continue
		}
		after, err := u.Apply(readItem(t, c.before))
		if got := message(err) + after.JSON(); got != c.after {
			t.Errorf("%s %s\ngot  %s\nwant %s", c.before, c.update, got, c.after)
		}
	}
}

// wraps is a number inside n lists.
func wraps(n int) string {
	return strings.Repeat(`{"L":[`, n) + `{"N":"1"}` + strings.Repeat(`]}`, n)
}

// What PartiQL's UPDATE has of its own; the rest it shares with update expressions.
var actionCases = []struct{ before, actions, after string }{
	{`{"x":{"N":"5"}}`, `SET x = x - - 2 SET y = 'it''s', z = [1, {'k': null}]`, `{"x":{"N":"7"},"y":{"S":"it's"},"z":{"L":[{"N":"1"},{"M":{"k":{"NULL":true}}}]}}`},
	{`{"x":{"N":"5"}}`, `SET x = x - 1 - 1 + ? - (x - 2)`, `{"x":{"N":"5"}}`},
	{`{"x":{"S":"5"}}`, `SET y = 1 + 1 + x`, wrongType},
	{`{"m":{"M":{"a b":{"N":"1"}}}}`, `REMOVE m."a b" SET m."#n" = true`, `{"m":{"M":{"#n":{"BOOL":true}}}}`},
	{`{"l":{"L":[{"N":"1"}]}}`, `SET l = LIST_APPEND([0], l)`, `{"l":{"L":[{"N":"0"},{"N":"1"}]}}`},
	{`{"s":{"SS":["b"]},"m":{"M":{}}}`, `SET s = set_add(s, <<'a'>>), m.n = Set_Add(m.n, <<1>>)`, `{"m":{"M":{"n":{"NS":["1"]}}},"s":{"SS":["a","b"]}}`},
	{`{"s":{"SS":["a","b"]},"t":{"NS":["1"]}}`, `SET s = set_delete(s, <<'b'>>), t = set_delete(t, <<1, 2>>), u = set_delete(u, <<1>>)`, `{"s":{"SS":["a"]}}`},
	{`{"s":{"SS":["a"]}}`, `SET s = set_add(s, <<1>>)`, wrongType},
	{`{"s":{"S":"a"}}`, `SET s = set_delete(s, <<'a'>>)`, wrongType},
	{`{}`, `SET l = list_append(l, [1])`, noAttribute},
	{`{}`, `REMOVE m.k`, noPath},

	{`{}`, `SET a = 1, a = 2`, "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]"},
	{`{}`, `SET t = set_add(ss, <<'x'>>)`, "The first argument to SET_ADD must equal the assignment value at 1:18:7"},
	{`{}`, `SET ss = set_add(<<'a'>>, <<'b'>>)`, "The first argument to SET_ADD must equal the assignment value at 1:19:7"},
	{`{}`, `SET ss = set_add(ss, 'x')`, "The second argument to SET_ADD must be a value with type SET at 1:27:2"},
	{`{}`, `SET ss = set_delete(ss, tt)`, "The second argument to SET_DELETE must be a value with type SET at 1:30:2"},
	{`{}`, `SET ss = set_add(ss)`, "SET_ADD must have exactly two arguments at 1:19:7"},
	{`{}`, `SET ss = set_add(ss, <<'x'>>, <<'y'>>)`, "SET_ADD must have exactly two arguments at 1:19:7"},
	{`{}`, `SET ss = set_add(ss, <<'x', 'x'>>)`, "One or more parameter values were invalid: Input collection [x, x] contains duplicates."},
	{`{}`, `SET ss = set_add(ss, <<>>)`, "Empty bags are not supported"},
	{`{}`, `SET n = set_add(n, <<1>>) + 1`, "Incorrect operand type for operator or function; operator or function: +, operand type: NS"},
	{`{}`, `SET n = 'a' + 1`, "Incorrect operand type for operator or function; operator or function: +, operand type: S"},
	{`{}`, `SET a = if_not_exists(a, 1)`, "Unrecognized function: if_not_exists at 1:18:13"},
	{`{}`, `SET l = list_append(list_append(l, l), l)`, "The function is not allowed to be used this way in an expression; function: list_append"},
	{`{}`, `SET l = list_append(l)`, "Incorrect number of operands for operator or function; operator or function: list_append, number of operands: 1"},
	{`{}`, `SET x = [?]`, "Unsupported data type: Parameter under key root[0] at 1:19:1"},
	{`{}`, `SET x = ?, y = ?`, "Number of parameters in request and statement don't match."},
	{`{}`, `SET l[-1] = 1`, "List index is not within the allowable range; index: [-1] at 1:17:1"},
	{`{}`, `SET x = 1e126`, "Number overflow. Attempting to store a number with magnitude larger than supported range under root"},
}

func TestActions(t *testing.T) {
	for _, c := range actionCases {
		after, err := applied(t, c.actions, readItem(t, c.before))
		if got := message(err) + after.JSON(); got != c.after {
			t.Errorf("%s %s\ngot  %s\nwant %s", c.before, c.actions, got, c.after)
		}
	}
}

// applied is the item after the actions of an UPDATE whose only parameter is 5.
func applied(t *testing.T, actions string, old item.Item) (item.Item, error) {
	tree, err := parser.ParseStatement("UPDATE t " + actions)
	if err != nil {
		t.Fatalf("%s: %v", actions, err)
	}
	u, err := CompileActions(tree.Update, &Scope{Parameters: []item.Value{testScope(t).Values[":5"]}})
	if err != nil {
		return "", err
	}
	return u.Apply(old)
}

// UPDATED_OLD and UPDATED_NEW: the targets as they were and as they are.
func TestUpdateTouched(t *testing.T) {
	const before = `{"pk":{"S":"k"},"x":{"N":"1"},"m":{"M":{"a":{"N":"1"},"b":{"N":"2"}}},"l":{"L":[{"N":"0"},{"N":"1"},{"N":"2"}]},"s":{"SS":["a","b"]}}`
	for _, c := range []struct{ update, old, new string }{
		{`SET x = :5, y = :1`, `{"x":{"N":"1"}}`, `{"x":{"N":"5"},"y":{"N":"1"}}`},
		{`SET m.a = :5`, `{"m":{"M":{"a":{"N":"1"}}}}`, `{"m":{"M":{"a":{"N":"5"}}}}`},
		{`SET l[2] = :a, l[0] = :b`, `{"l":{"L":[{"N":"0"},{"N":"2"}]}}`, `{"l":{"L":[{"S":"b"},{"S":"a"}]}}`},
		{`SET l[9] = :a`, `{}`, `{}`},
		{`REMOVE x, l[0]`, `{"l":{"L":[{"N":"0"}]},"x":{"N":"1"}}`, `{"l":{"L":[{"N":"1"}]}}`},
		{`ADD x :1 DELETE s :set_ab`, `{"s":{"SS":["a","b"]},"x":{"N":"1"}}`, `{"x":{"N":"2"}}`},
	} {
		u, err := updateOf(c.update, testScope(t))
		if err != nil {
			t.Fatal(err)
		}
		old := readItem(t, before)
		next, err := u.Apply(old)
		if err != nil {
			t.Fatal(err)
		}
		if got := u.Touched(old).JSON(); got != c.old {
			t.Errorf("%s\ngot old  %s\nwant old %s", c.update, got, c.old)
		}
		if got := u.Touched(next).JSON(); got != c.new {
			t.Errorf("%s\ngot new  %s\nwant new %s", c.update, got, c.new)
		}
	}
}

func TestUpdateTargets(t *testing.T) {
	u, err := updateOf("REMOVE m.a, #n DELETE s :set_a ADD m.b :1", testScope(t))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := u.Targets(), []string{"m", "n", "s", "m"}; !slices.Equal(got, want) {
		t.Errorf("targets %q, want %q", got, want)
	}
	if got, want := u.Nested(), []string{"m", "m"}; !slices.Equal(got, want) {
		t.Errorf("nested %q, want %q", got, want)
	}
}

// Removing from an item that does not exist does not make it exist.
func TestUpdateCreates(t *testing.T) {
	for update, want := range map[string]bool{"SET x = :1": true, "REMOVE y ADD x :1": true, "REMOVE x": false, "DELETE x :set_a REMOVE y": false} {
		if u, err := updateOf(update, testScope(t)); err != nil || u.Creates() != want {
			t.Errorf("%s creates: %v (%v)", update, !want, err)
		}
	}
}

func TestUpdateMessages(t *testing.T) {
	const prefix = "Invalid UpdateExpression: "
	for _, c := range []struct{ update, want string }{
		{`SET a = ((:1))`, "The expression has redundant parentheses;"},
		{`SET year = :undefined`, "Attribute name is a reserved keyword; reserved keyword: year"},
		{`SET a = year SET b = foo(c)`, "Attribute name is a reserved keyword; reserved keyword: year"},
		{`SET a = foo(:1) SET b = :1`, "Invalid function name; function: foo"},
		{`SET a = size(b)`, "The function is not allowed to be used this way in an expression; function: size"},
		{`SET a = list_append(list_append(b, c), d)`, "The function is not allowed to be used this way in an expression; function: list_append"},
		{`SET a = #undefined REMOVE b SET c = :1`, `The "SET" section can only be used once in an update expression;`},
		{`SET a = :undefined, b = #undefined`, "An expression attribute name used in the document path is not defined; attribute name: #undefined"},
		{`SET a = b REMOVE a.b ADD c :undefined`, "An expression attribute value used in expression is not defined; attribute value: :undefined"},
		{`SET a.b = :1 REMOVE #a.b[0]`, "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a, b, [0]]"},
		{`REMOVE a.b, a[1], a`, "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a]"},
		{`REMOVE a.b, a[1]`, "Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a, [1]]"},
		{`REMOVE a.b, a.c, l[0], l[1]`, ""},
		{`SET a = :a + :1 ADD b :a`, "Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND"},
		{`ADD b :list_1`, "Incorrect operand type for operator or function; operator: ADD, operand type: LIST, typeSet: ALLOWED_FOR_ADD_OPERAND"},
		{`DELETE b :1`, "Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER, typeSet: ALLOWED_FOR_ADD_OPERAND"},
		{`DELETE b :true`, "Incorrect operand type for operator or function; operator: DELETE, operand type: BOOL, typeSet: ALLOWED_FOR_ADD_OPERAND"},
		{`SET a = :a + :1`, "Incorrect operand type for operator or function; operator or function: +, operand type: S"},
		{`SET a = b - :list_1`, "Incorrect operand type for operator or function; operator or function: -, operand type: L"},
		{`SET a = list_append(b, :1)`, "Incorrect operand type for operator or function; operator or function: list_append, operand type: N"},
		{`SET a = if_not_exists(:1, :1)`, "Operator or function requires a document path; operator or function: if_not_exists"},
		{`SET a = if_not_exists(b)`, "Incorrect number of operands for operator or function; operator or function: if_not_exists, number of operands: 1"},
		{`SET a = b + c, b = if_not_exists(a, if_not_exists(c, list_append(d, :list_1)))`, ""},
	} {
		want := c.want
		if want != "" {
			want = prefix + want
		}
		if _, err := updateOf(c.update, testScope(t)); message(err) != want {
			t.Errorf("%s\ngot  %v\nwant %s", c.update, err, want)
		}
	}
}
