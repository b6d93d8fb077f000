package operation

import (
	"ringside/engine/expression"
	"ringside/engine/item"
)

// conditionalOperator is ConditionalOperator: whether all criteria have to be met, which
// goes without saying, or any of them.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.ConditionalOperator.html
type conditionalOperator struct{ text }

func (o conditionalOperator) wrong() bool {
	return o.given && !isOneOf(o.value, enumConditionalOperator)
}

// joins checks that there is something to join.
func (o conditionalOperator) joins(cs *clauses) error {
	switch {
	case !o.given:
		return nil
	case len(cs.list) == 0:
		return malformed(messageJoinsNothing)
	case len(cs.list) == 1:
		return malformed(messageJoinsOne)
	}
	return nil
}

// condition compiles an Expected or a filter; one that is absent or empty is nil.
func (cs *clauses) condition(o conditionalOperator) (*expression.Condition, error) {
	c, err := expression.CompileCriteria(cs.criteria(), o.value == "OR")
	return c, faulty(err)
}

// keyClauses compiles KeyConditions as far as that is possible without the key.
func (cs *clauses) keyClauses() (expression.KeyClauses, error) {
	if err := cs.storable(unstorable); err != nil {
		return nil, err
	}
	c, err := expression.CompileKeyCriteria(cs.criteria())
	return c, faulty(err)
}

func (cs *clauses) criteria() []expression.Criterion {
	all := make([]expression.Criterion, len(cs.list))
	for i := range cs.list {
		all[i] = cs.list[i].criterion()
	}
	return all
}

// criterion returns what a clause asks. Without an operator it asks for a value, or for
// no value at all.
func (c *clause) criterion() expression.Criterion {
	asked := expression.Criterion{Name: c.name, Operator: c.operator.value, Values: c.values}
	switch {
	case c.valued:
		asked.Values = []item.Value{c.value}
		if !c.operator.given {
			asked.Operator = "EQ"
		}
	case !c.operator.given:
		asked.Operator = "NULL"
	}
	return asked
}

// expects compiles Expected in DynamoDB's order; one that is absent or empty is nil.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.Expected.html
func (in *writeInput) expects() (*expression.Condition, error) {
	if err := in.operator.joins(&in.expected); err != nil {
		return nil, err
	}
	for i := range in.expected.list {
		if err := in.expected.list[i].agrees(); err != nil {
			return nil, err
		}
	}
	if err := in.expected.storable(unstorable); err != nil {
		return nil, err
	}
	return in.expected.condition(in.operator)
}

// agrees checks that the members of an ExpectedAttributeValue go together: it either
// gives an operator and its values, or says that the attribute has a value, or has none.
func (c *clause) agrees() error {
	switch {
	case c.valued && c.listed:
		return expectedFault("Value and AttributeValueList cannot be used together", c)
	case c.exists.given && c.operator.given:
		return expectedFault("Exists and ComparisonOperator cannot be used together", c)
	case c.operator.given:
		if c.valued || c.listed || c.operator.value == "NULL" || c.operator.value == "NOT_NULL" {
			return nil
		}
		return expectedFault("Value or AttributeValueList must be used with ComparisonOperator: "+c.operator.value, c)
	case c.listed:
		return expectedFault("AttributeValueList can only be used with a ComparisonOperator", c)
	case c.exists.value == "false" && c.valued:
		return expectedFault("Value cannot be used when Exists is false", c)
	case c.exists.value != "false" && !c.valued:
		return expectedFault("Value must be provided when Exists is "+c.existence(), c)
	}
	return nil
}

func (c *clause) existence() string {
	if c.exists.given {
		return c.exists.value
	}
	return "null"
}
