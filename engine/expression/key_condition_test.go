package expression

import (
	"fmt"
	"testing"

	"ringside/engine/item"
)

// Each case is a key condition, and what it selects under pk (S) and sk (N or S), or the error.
func TestKeyCondition(t *testing.T) {
	const prefix = "Invalid KeyConditionExpression: "
	for _, c := range []struct {
		text string
		sort item.Type
		want string
	}{
		{"pk = :a", item.N, `a`},
		{":a = #pk", item.N, `a`},
		{"pk = :a AND sk = :1", item.N, `a = 1`},
		{"sk <= :1 AND pk = :a", item.N, `a <= 1`},
		{"(pk = :a) AND (:1 < sk)", item.N, `a > 1`},
		{"(pk = :a AND :1 >= sk)", item.N, `a <= 1`},
		{"pk = :a AND sk BETWEEN :1 AND :10", item.N, `a BETWEEN 1 10`},
		{"pk = :a AND begins_with(sk, :b)", item.S, `a begins_with b`},

		{"pk = :a OR sk = :1", item.N, "Invalid operator used in KeyConditionExpression: OR"},
		{"pk = :a AND (sk = :1 OR sk = :2)", item.N, "Invalid operator used in KeyConditionExpression: OR"},
		{"NOT pk = :a", item.N, "Invalid operator used in KeyConditionExpression: NOT"},
		{"pk IN (:a)", item.N, "Invalid operator used in KeyConditionExpression: IN"},
		{"pk <> :a", item.N, "Invalid operator used in KeyConditionExpression: <>"},
		{"attribute_exists(pk)", item.N, "Invalid operator used in KeyConditionExpression: attribute_exists"},
		{"attribute_not_exists(pk)", item.N, "Invalid operator used in KeyConditionExpression: attribute_not_exists"},
		{"pk = :a AND contains(sk, :a)", item.N, "Invalid operator used in KeyConditionExpression: contains"},
		{"pk = :a AND attribute_type(sk, :S)", item.N, "Invalid operator used in KeyConditionExpression: attribute_type"},
		{"size(pk) = :1", item.N, "KeyConditionExpressions cannot contain nested operations"},
		{"pk = size(sk)", item.N, "KeyConditionExpressions cannot contain nested operations"},
		{"pk = :a AND :1 BETWEEN :0 AND sk", item.N, "Invalid condition in KeyConditionExpression: BETWEEN operator must have the key attribute as its first operand"},
		{"pk = :a AND begins_with(:a, sk)", item.S, "Invalid condition in KeyConditionExpression: begins_with operator must have the key attribute as its first operand"},
		{"pk = sk", item.N, "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition"},
		{":a = :b", item.N, "Invalid condition in KeyConditionExpression: No key attribute specified"},
		{"pk.x = :a", item.N, prefix + "KeyConditionExpressions cannot have conditions on nested attributes"},
		{"pk = :a AND sk > :1 AND sk < :5", item.N, prefix + "KeyConditionExpressions must only contain one condition per key"},
		{"pk = :a AND sk > :1 AND n < :5", item.N, "The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)"},
		{"pk = :a AND sk = :1", 0, "The number of query conditions (2) exceeds the number of key attributes defined in the schema (1)"},
		{"sk = :1", item.N, "Query condition missed key schema element: pk"},
		{"pk = :a AND n = :1", item.N, "Query condition missed key schema element: sk"},
		{"pk > :a", item.N, "Query key condition not supported"},
		{"pk = :1", item.N, "One or more parameter values were invalid: Condition parameter type does not match schema type"},
		{"pk = :a AND sk = :a", item.N, "One or more parameter values were invalid: Condition parameter type does not match schema type"},
		{"pk = :a AND sk = :true", item.N, "One or more parameter values were invalid: Condition parameter type does not match schema type"},
		{"pk = :a AND begins_with(sk, :a)", item.N, "One or more parameter values were invalid: Condition parameter type does not match schema type"},
		{"pk = :a AND begins_with(sk, :1)", item.N, prefix + "Incorrect operand type for operator or function; operator or function: begins_with, operand type: N"},
		{"pk = :a AND sk < :true", item.N, prefix + "Incorrect operand type for operator or function; operator or function: <, operand type: BOOL"},
		{"pk = :undefined OR sk = :1", item.N, "Invalid operator used in KeyConditionExpression: OR"},
		{"pk = :undefined AND NOT sk = :1", item.N, prefix + "An expression attribute value used in expression is not defined; attribute value: :undefined"},
		{"NOT sk = :1 AND pk = :undefined", item.N, "Invalid operator used in KeyConditionExpression: NOT"},
		{"year = :a", item.N, prefix + "Attribute name is a reserved keyword; reserved keyword: year"},
	} {
		var sort []KeyAttribute
		if c.sort != 0 {
			sort = []KeyAttribute{{"sk", c.sort}}
		}
		k, err := keyConditionOf(c.text, testScope(t), []KeyAttribute{{"pk", item.S}}, sort)
		got := message(err)
		if err == nil {
			got = selected(k)
		}
		if got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.text, got, c.want)
		}
	}
}

// selected spells a key condition: partition key, operator, sort key or keys.
func selected(k IndexCondition) string {
	text := k.Partition[0].Text()
	if k.Sort != nil {
		text += fmt.Sprintf(" %s %s", k.Sort.Op, k.Sort.Low.Text())
		if k.Sort.High != "" {
			text += " " + k.Sort.High.Text()
		}
	}
	return text
}
