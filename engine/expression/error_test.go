package expression

import (
	"strings"
	"testing"
)

// Every message in DynamoDB's exact words. In an expression it follows "Invalid ConditionExpression: ".
func TestConditionMessages(t *testing.T) {
	const prefix = "Invalid ConditionExpression: "
	for _, c := range []struct{ text, want string }{
		{"= b", `Syntax error; token: "=", near: "= b"`},
		{"((a = :a))", "The expression has redundant parentheses;"},
		{"b = :b AND NOT ((a = :a))", "The expression has redundant parentheses;"},
		{"((a)) = :a", "The expression has redundant parentheses;"},
		{"(a = :a) AND ((a = :b) OR b = :b)", ""},
		{"foo(a)", "Invalid function name; function: foo"},
		{"Size(a) = :1", "Invalid function name; function: Size"},
		{"size(a)", "The function is not allowed to be used this way in an expression; function: size"},
		{"attribute_exists(a) < :b", "The function is not allowed to be used this way in an expression; function: attribute_exists"},
		{"contains(a, begins_with(b, :b))", "The function is not allowed to be used this way in an expression; function: begins_with"},
		{"a = if_not_exists(b, :b)", "The function is not allowed to be used this way in an expression; function: if_not_exists"},
		{"list_append(a, b)", "The function is not allowed to be used this way in an expression; function: list_append"},
		{"Size = :1", "Attribute name is a reserved keyword; reserved keyword: Size"},
		{"a.b[1].year = :1", "Attribute name is a reserved keyword; reserved keyword: year"},
		{"#size = :1", ""},
		{"#undefined = :1", "An expression attribute name used in the document path is not defined; attribute name: #undefined"},
		{"a = :undefined", "An expression attribute value used in expression is not defined; attribute value: :undefined"},
		{"attribute_exists(a, b)", "Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 2"},
		{"begins_with(a)", "Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1"},
		{"size(a, b) = :1", "Incorrect number of operands for operator or function; operator or function: size, number of operands: 2"},
		{"a.l[1] = #a.l[1]", "The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a, l, [1]]"},
		{"contains(a, #a)", "The first operand must be distinct from the remaining operands for this operator or function; operator: contains, first operand: [a]"},
		{"begins_with(a, a)", "The first operand must be distinct from the remaining operands for this operator or function; operator: begins_with, first operand: [a]"},
		{"a < :true", "Incorrect operand type for operator or function; operator or function: <, operand type: BOOL"},
		{":list_1 >= a", "Incorrect operand type for operator or function; operator or function: >=, operand type: L"},
		{"a BETWEEN :null AND :1", "Incorrect operand type for operator or function; operator or function: BETWEEN, operand type: NULL"},
		{"begins_with(a, :1)", "Incorrect operand type for operator or function; operator or function: begins_with, operand type: N"},
		{"begins_with(size(a), :a)", "Incorrect operand type for operator or function; operator or function: begins_with, operand type: N"},
		{"size(:1) = :1", "Incorrect operand type for operator or function; operator or function: size, operand type: N"},
		{"size(size(a)) = :1", "Incorrect operand type for operator or function; operator or function: size, operand type: N"},
		{"attribute_type(a, b)", "Incorrect operand type for operator or function; operator or function: attribute_type, operand type: {NS,SS,L,BS,N,M,B,BOOL,NULL,S}"},
		{"attribute_type(a, :1)", "Incorrect operand type for operator or function; operator or function: attribute_type, operand type: N"},
		{"attribute_type(a, :X)", "Invalid attribute type name found; type: X, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}"},
		{"attribute_exists(:a)", "Operator or function requires a document path; operator or function: attribute_exists"},
		{"attribute_not_exists(size(a))", "Operator or function requires a document path; operator or function: attribute_not_exists"},
		{"a BETWEEN :1 AND :a", "The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {N:1}, upper bound operand: AttributeValue: {S:a}"},
		{"a BETWEEN :b AND :a", "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {S:b}, upper bound operand: AttributeValue: {S:a}"},
		{"a IN (" + strings.Repeat(":1, ", 98) + ":1)", ""},
		{"a IN (" + strings.Repeat(":1, ", 99) + ":1)", "The IN operator is provided with too many operands; number of operands: 101"},
		{"a[9999999999] = :1", "List index is not within the allowable range; index: [9999999999]"},
		{strings.Repeat("a=:1 OR ", 150) + "a=:1", "The expression contains too many operators; operator count: 301"},
		{strings.Repeat("a=:1 OR ", 149) + "NOT a=:1", ""},
	} {
		want := c.want
		if want != "" {
			want = prefix + want
		}
		_, err := conditionOf(ConditionExpression, c.text, testScope(t))
		if got := message(err); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", c.text, got, want)
		}
	}
}

// Of several faults DynamoDB names the gravest, wherever it stands; among faults of operands, the first.
func TestConditionFaultOrder(t *testing.T) {
	faults := []string{"((a = :1))", "foo(a)", "size(a)", "year = :1"}
	for i, grave := range faults {
		alone, err := conditionOf(FilterExpression, grave, testScope(t))
		if alone != nil || err == nil {
			t.Fatalf("%s compiles", grave)
		}
		for _, lesser := range append(faults[i+1:], "#undefined = :1", "a < :true") {
			_, both := conditionOf(FilterExpression, lesser+" AND "+grave, testScope(t))
			if message(both) != message(err) {
				t.Errorf("%s before %s: %v", lesser, grave, both)
			}
		}
	}
}

// Conditions are judged one after the other: within one, undefined names and values come first, then the numbers of
// operands, then equal operands, then the types of operands.
func TestOperandFaultOrder(t *testing.T) {
	const count, same, types = "Incorrect number of operands", "The first operand must be distinct", "Incorrect operand type"
	for _, c := range []struct{ text, want string }{
		{"size(:1) < :undefined", "An expression attribute value used in expression is not defined"},
		{"size(a, b) < #undefined", "An expression attribute name used in the document path is not defined"},
		{"begins_with(a, size(b, #undefined))", "An expression attribute name used in the document path is not defined"},
		{"contains(a, b, :undefined)", "An expression attribute value used in expression is not defined"},
		{"a BETWEEN :true AND :undefined", "An expression attribute value used in expression is not defined"},
		{"(:true) IN (size(:1), :undefined)", "An expression attribute value used in expression is not defined"},
		{"size(:1) < size(a, b)", count},
		{":true < size(a, b)", count},
		{"begins_with(a, a, :1)", count},
		{"begins_with(size(:1), size(a, b))", count},
		{"begins_with(a, #a)", same},
		{"a < :true AND #undefined = :1", types},
		{"a = :1 AND (b = :1 OR a < :true) AND #undefined = :1", types},
		{"begins_with(a, a) AND a < :true", same},
	} {
		_, err := conditionOf(FilterExpression, c.text, testScope(t))
		if !strings.HasPrefix(message(err), "Invalid FilterExpression: "+c.want) {
			t.Errorf("%s\ngot  %v\nwant %s", c.text, err, c.want)
		}
	}
}

// PartiQL's messages have no introduction, some have a position, and names are never reserved.
func TestWhereMessages(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`"size" = 1 AND name.status = 2`, ""},
		{"((a = 1))", ""},
		{"foo(a)", "Unrecognized function: foo at 1:23:3"},
		{"a = list_append(b, c)", "Unrecognized function: list_append at 1:27:11"},
		{"size(a)", "The function is not allowed to be used this way in an expression; function: size"},
		{"a < true", "Incorrect operand type for operator or function; operator or function: <, operand type: BOOL"},
		{"attribute_exists(a) < true", "Incorrect operand type for operator or function; operator or function: <, operand type: BOOL"},
		{"attribute_exists('a')", "Operator or function requires a document path; operator or function: attribute_exists"},
		{"attribute_type(a, 'X')", "Invalid attribute type name found; type: X, valid types: {N,BS,L,B,NULL,M,S,SS,NS,BOOL}"},
		{"a IS INT4", "Unsupported operation: IsType"},
		{"a = ?", "Number of parameters in request and statement don't match."},
		{"a = 1e126", "Number overflow. Attempting to store a number with magnitude larger than supported range under root"},
		{"a IN [" + strings.Repeat("1, ", 99) + "1]", ""},
		{"a IN [" + strings.Repeat("1, ", 100) + "1]", "The IN operator is provided with too many operands; number of operands: 101"},
	} {
		_, err := CompileCondition(Where, selectOf(t, "SELECT * FROM t WHERE "+c.text).Where, &Scope{})
		if got := message(err); got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestTextMessages(t *testing.T) {
	long := strings.Repeat("x", 4097)
	for _, c := range []struct {
		kind       Kind
		text, want string
	}{
		{ConditionExpression, "a", ""},
		{KeyConditionExpression, "", "Invalid KeyConditionExpression: The expression can not be empty;"},
		{FilterExpression, long[1:], ""},
		{FilterExpression, long, "Invalid FilterExpression: Expression size has exceeded the maximum allowed size; expression size: 4097"},
		{UpdateExpression, long, "Invalid UpdateExpression: Expression size has exceeded the maximum allowed size;"},
	} {
		if got := message(c.kind.CheckText(c.text)); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}
