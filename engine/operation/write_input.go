package operation

import (
	"ringside/engine"
	"ringside/engine/expression"
	"ringside/engine/item"
)

// writeInput is what PutItem, UpdateItem and DeleteItem have in common.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithItems.html
type writeInput struct {
	itemInput
	condition    text
	expected     clauses
	operator     conditionalOperator
	returnValues text
	onFailure    text // ReturnValuesOnConditionCheckFailure
	metrics      text // ReturnItemCollectionMetrics: only tables with a local index have any
}

func (in *writeInput) member(name string, r *item.Reader) error {
	switch name {
	case "ConditionExpression":
		return in.condition.read(r)
	case "ReturnValues":
		return in.returnValues.read(r)
	case "ReturnValuesOnConditionCheckFailure":
		return in.onFailure.read(r)
	case "ReturnItemCollectionMetrics":
		return in.metrics.read(r)
	case "Expected":
		return in.expected.read(name, shapeExpected, r)
	case "ConditionalOperator":
		return in.operator.read(r)
	}
	return in.itemInput.member(name, r)
}

const whyWrite = "a write goes to the leader of the one partition that owns the key"

// modelled checks the members against the service model, those that only one operation
// has included. Here the newer checks look at all members, in an order of their own.
func (in *writeInput) modelled(required attributes, path string, own ...*clauses) error {
	older := in.violated(required, path, own)
	if len(older) == 0 || older.incomplete() {
		return older.olderErr()
	}
	var v violations
	in.table.itemName(&v)
	in.newerEnums(&v)
	in.enums(&v)
	in.legacyEnums(&v, own)
	return reworded(invalid(oneViolation+v[0].text), older.listed())
}

// violated returns all violations in the older words and order.
func (in *writeInput) violated(required attributes, path string, own []*clauses) (v violations) {
	in.enums(&v)
	in.table.itemName(&v)
	v.enum(in.returnValues, "returnValues", enumReturnValues)
	v.enum(in.operator.text, "conditionalOperator", enumConditionalOperator)
	in.legacyEnums(&v, own)
	if !required.given {
		v.missing(path)
	}
	return v
}

// newerEnums are those for which there are newer words.
func (in *writeInput) newerEnums(v *violations) {
	if in.returnValues.given && !isOneOf(in.returnValues.value, enumReturnValues) {
		v.say(messageReturnValuesEnum)
	}
	if in.operator.wrong() {
		v.say(messageConditionalOperatorEnum)
	}
}

func (in *writeInput) legacyEnums(v *violations, own []*clauses) {
	for _, cs := range own {
		cs.modelled(v)
	}
	in.expected.modelled(v)
}

func (in *writeInput) enums(v *violations) {
	v.enum(in.capacity, "returnConsumedCapacity", enumCapacity)
	v.enum(in.metrics, "returnItemCollectionMetrics", enumCollectionMetrics)
	v.enum(in.onFailure, "returnValuesOnConditionCheckFailure", enumOnFailure)
}

// oldOrNone checks ReturnValues for the operations that have no new attributes to show.
func (in *writeInput) oldOrNone() error {
	if v := in.returnValues; v.given && v.value != "NONE" && v.value != "ALL_OLD" {
		return malformed(messageReturnValues)
	}
	return nil
}

// unmixedCondition checks that a request has either an Expected or an expression; that
// is all there can be to mix on PutItem and DeleteItem.
func (in *writeInput) unmixedCondition() error {
	return unmixed(
		[]parameter{{"Expected", in.expected.given}, {"ConditionalOperator", in.operator.given}},
		[]parameter{{"ConditionExpression", in.condition.given}},
	)
}

// guard compiles the condition, which is the last expression of a write, so it also
// checks that all names and values were used.
func (d *Door) guard(in *writeInput, s *expression.Scope) (*expression.Condition, error) {
	c, err := in.expects()
	if err == nil && c == nil {
		c, err = d.condition(expression.ConditionExpression, in.condition, s)
	}
	if err != nil {
		return nil, err
	}
	return c, faulty(s.Unused())
}

// when makes a change depend on a condition. The condition sees the item as it is, and
// no item at all as one without attributes. What a failure returns is the value of
// ReturnValuesOnConditionCheckFailure.
func when(c *expression.Condition, onFailure text, change engine.Change) engine.Change {
	return func(old item.Item) (item.Item, error) {
		switch {
		case c.Holds(old):
			return change(old)
		case onFailure.value == "ALL_OLD":
			return "", conditionFailed(old)
		}
		return "", conditionFailed("")
	}
}

// write applies a change to the item under a key, if the condition holds for it.
func (in *writeInput) write(d *Door, p *pointPlan, change engine.Change) (engine.Write, error) {
	d.plan.why = whyWrite
	return d.db.Write(in.action(d, p, change))
}

// action is a change of the item under a key, if the condition holds for it.
func (in *writeInput) action(d *Door, p *pointPlan, change engine.Change) engine.Action {
	return engine.Action{Table: p.table, Key: p.key, Change: when(p.condition, in.onFailure, change), Client: d.client}
}

// write applies a change to the item under a key.
func (d *Door) write(t *engine.Table, k item.Key, change engine.Change) (engine.Write, error) {
	return d.db.Write(engine.Action{Table: t, Key: k, Change: change, Client: d.client})
}

// old returns the item that was there before a write, if ReturnValues asks for it.
func (in *writeInput) old(write engine.Write) item.Item {
	if in.returnValues.value == "ALL_OLD" {
		return write.Before
	}
	return ""
}

// respond writes the response of a write; attributes may be empty.
func (in *writeInput) respond(d *Door, p *pointPlan, w *writer, attributes item.Item) {
	w.open('{')
	if attributes != "" {
		w.name("Attributes").raw(attributes.JSON())
	}
	w.consumedCapacity(in.capacity, in.table.value, d.db.Trace(), p.table)
	if hasMetrics(in.metrics, p.table) {
		w.name("ItemCollectionMetrics")
		w.collectionMetrics(p.table, p.key)
	}
	w.close('}')
}
