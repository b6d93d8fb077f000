package operation

import "ringside/engine/expression"

// update compiles AttributeUpdates; one that is absent or empty is nil.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.AttributeUpdates.html
func (cs *clauses) update() (*expression.Update, error) {
	if err := cs.storable(unstorable); err != nil {
		return nil, err
	}
	updates := make([]expression.AttributeUpdate, len(cs.list))
	for i := range cs.list {
		c := &cs.list[i]
		updates[i] = expression.AttributeUpdate{Name: c.name, Action: "PUT", Value: c.value}
		if c.action.given {
			updates[i].Action = c.action.value
		}
	}
	u, err := expression.CompileAttributeUpdates(updates)
	return u, faulty(err)
}
