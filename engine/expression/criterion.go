package expression

import "ringside/engine/item"

// Criterion is what the legacy parameters Expected, KeyConditions, QueryFilter and ScanFilter ask of one attribute. Its
// name stands for itself: a dot is a part of it.
//
//	EQ NE LT LE GT GE        = <> < <= > >=
//	BETWEEN IN               BETWEEN IN, of values of one type
//	BEGINS_WITH CONTAINS     begins_with contains
//	NOT_CONTAINS             NOT contains, of an attribute that is there
//	NULL NOT_NULL            attribute_not_exists attribute_exists
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.Conditions.html
type Criterion struct {
	Name     string
	Operator string // one of those above
	Values   []item.Value
}

// CompileCriteria compiles criteria of which all must be met, or any of them. No criteria give a nil Condition. Errors
// are *Error.
func CompileCriteria(criteria []Criterion, anyIsEnough bool) (*Condition, error) {
	if len(criteria) == 0 {
		return nil, nil
	}
	tests, uses := make([]test, len(criteria)), make([]path, len(criteria))
	for i := range criteria {
		var err error
		if tests[i], err = criteria[i].test(); err != nil {
			return nil, err
		}
		uses[i] = criteria[i].path()
	}
	if anyIsEnough {
		return &Condition{anyOf(tests), uses}, nil
	}
	return &Condition{allOf(tests), uses}, nil
}

// CompileKeyCriteria compiles KeyConditions as far as that is possible without the key. Errors are *Error.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.KeyConditions.html
func CompileKeyCriteria(criteria []Criterion) (KeyClauses, error) {
	var clauses KeyClauses
	for i := range criteria {
		t, err := criteria[i].test()
		if err != nil {
			return nil, err
		}
		clause, err := newKeyClause(t)
		if err != nil { // only the operator can be wrong here
			return nil, errNotIndexable
		}
		clauses = append(clauses, clause)
	}
	if len(clauses) < 1 || len(clauses) > 2 {
		return nil, errKeyCriteria
	}
	return clauses, nil
}

var comparators = map[string]string{"EQ": "=", "NE": "<>", "LT": "<", "LE": "<=", "GT": ">", "GE": ">="}

func (c *Criterion) path() path { return path{{name: c.Name}} }

// test is the test that an expression would make of the criterion.
func (c *Criterion) test() (test, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	p, values := c.path(), make([]operand, len(c.Values))
	for i, v := range c.Values {
		values[i] = constant(v)
	}
	switch c.Operator {
	case "NULL", "NOT_NULL":
		return &exists{p, c.Operator == "NULL"}, nil
	case "IN":
		return &in{p, values}, nil
	case "BETWEEN":
		return &between{p, values[0], values[1]}, nil
	case "BEGINS_WITH":
		return &beginning{p, values[0]}, nil
	case "CONTAINS":
		return &containing{p, values[0]}, nil
	case "NOT_CONTAINS": // does not hold for an absent attribute, though NE does
		return allOf{&exists{p, false}, &negate{&containing{p, values[0]}}}, nil
	}
	return &comparison{comparators[c.Operator], p, values[0]}, nil
}

// check looks at the values: how many they are, whether they have one type, whether it suits the operator, and whether
// bounds are in order.
func (c *Criterion) check() error {
	switch t, same := c.valueType(); {
	case !c.counts(len(c.Values)):
		return argumentCount(c.Operator)
	case !same:
		return errMixedTypes
	case t != 0 && !c.takes(t):
		return argumentType(c.Operator, t)
	case c.Operator == "BETWEEN" && item.Compare(c.Values[0], c.Values[1]) > 0:
		return errBoundOrder
	}
	return nil
}

// valueType is the type of the first value, 0 when there is none, and whether all have it.
func (c *Criterion) valueType() (t item.Type, same bool) {
	for i, v := range c.Values {
		if i > 0 && v.Type() != t {
			return t, false
		}
		t = v.Type()
	}
	return t, true
}

// counts reports whether the operator takes n values.
func (c *Criterion) counts(n int) bool {
	switch c.Operator {
	case "NULL", "NOT_NULL":
		return n == 0
	case "BETWEEN":
		return n == 2
	case "IN":
		return n > 0
	}
	return n == 1
}

// takes reports whether the operator takes values of a type.
func (c *Criterion) takes(t item.Type) bool {
	switch c.Operator {
	case "EQ", "NE":
		return true
	case "BEGINS_WITH":
		return t == item.S || t == item.B
	case "CONTAINS", "NOT_CONTAINS":
		return ordered(t) || t == item.BOOL || t == item.NULL
	}
	return ordered(t)
}
