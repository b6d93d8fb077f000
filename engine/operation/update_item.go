package operation

import (
	"ringside/engine"
	"ringside/engine/expression"
	"ringside/engine/item"
)

type updateItemInput struct {
	writeInput
	key     attributes
	update  text
	updates clauses // AttributeUpdates
}

func (in *updateItemInput) member(name string, r *item.Reader) error {
	switch name {
	case "Key":
		return in.key.read(r)
	case "UpdateExpression":
		return in.update.read(r)
	case "AttributeUpdates":
		return in.updates.read(name, shapeUpdate, r)
	}
	return in.writeInput.member(name, r)
}

// updateItem changes attributes of the item under a key, if the condition holds for it,
// and creates the item when there is none.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html
func updateItem(d *Door, in *updateItemInput, w *writer) error {
	p, err := in.plan(d)
	if err != nil {
		return err
	}
	write, err := in.write(d, &p, indexing(p.table, updating(p.update, in.key.item)))
	if err != nil {
		return err
	}
	in.respond(d, &p, w, in.returned(p.update, write))
	return nil
}

func (in *updateItemInput) route(d *Door) (route, error) {
	p, err := in.plan(d)
	return p.route("UpdateItem", whyWrite), err
}

func (in *updateItemInput) plan(d *Door) (p pointPlan, err error) {
	if p.update, p.condition, err = in.check(d); err != nil {
		return p, err
	}
	if p.table, p.key, err = in.locate(d, in.key); err != nil {
		return p, err
	}
	if err := scalarKeys(p.table, p.update.Nested(), p.condition.Nested()); err != nil {
		return p, err
	}
	return p, keepsKey(p.update, p.table.Key)
}

// check is all that can be said of the request without looking at the table.
func (in *updateItemInput) check(d *Door) (*expression.Update, *expression.Condition, error) {
	if err := firstOf(
		func() error { return in.modelled(in.key, "key", &in.updates) },
		in.unmixed,
		func() error {
			return in.used(": UpdateExpression and ConditionExpression are null", in.update, in.condition)
		},
		func() error { return unstorable(in.key.fault) },
	); err != nil {
		return nil, nil, err
	}
	scope, err := in.scope()
	if err != nil {
		return nil, nil, err
	}
	update, err := in.compile(d, scope)
	if err != nil {
		return nil, nil, err
	}
	condition, err := d.guard(&in.writeInput, scope)
	return update, condition, err
}

func (in *updateItemInput) unmixed() error {
	return unmixed(
		[]parameter{
			{"AttributeUpdates", in.updates.given}, {"Expected", in.expected.given}, {"ConditionalOperator", in.operator.given},
		},
		[]parameter{{"UpdateExpression", in.update.given}, {"ConditionExpression", in.condition.given}},
	)
}

// compile compiles the update, in the one form or the other; one that is absent is nil.
func (in *updateItemInput) compile(d *Door, scope *expression.Scope) (*expression.Update, error) {
	if in.updates.given {
		return in.updates.update()
	}
	return d.update(in.update, scope)
}

// keepsKey checks that an update leaves the primary key alone.
func keepsKey(u *expression.Update, s engine.Schema) error {
	if u == nil {
		return nil
	}
	for _, target := range u.Targets() {
		for _, k := range keyAttributes(s) {
			if target == k.Name {
				return keyUpdated(k.Name)
			}
		}
	}
	return nil
}

// updating is the change that applies an update. Where there is no item it starts from
// one that is only the key, unless the update could only remove.
func updating(u *expression.Update, key item.Item) engine.Change {
	return func(old item.Item) (item.Item, error) {
		switch {
		case old == "" && u != nil && !u.Creates():
			return "", nil
		case old == "":
			old = key
		}
		if u == nil {
			return old, nil // a key alone makes an item
		}
		next, err := u.Apply(old)
		if err != nil {
			return "", invalid(err.Error())
		}
		return next, storableSize(next, messageUpdatedItemSize)
	}
}

// returned picks the attributes that ReturnValues asks for: those of the item before or
// after, all of them or only what the update names.
func (in *updateItemInput) returned(u *expression.Update, write engine.Write) item.Item {
	switch in.returnValues.value {
	case "ALL_OLD":
		return write.Before
	case "ALL_NEW":
		return write.After
	case "UPDATED_OLD":
		return touched(u, write.Before)
	case "UPDATED_NEW":
		return touched(u, write.After)
	}
	return ""
}

// touched returns the part of an item that an update names, or the empty item when that
// is nothing.
func touched(u *expression.Update, it item.Item) item.Item {
	if u == nil || it == "" {
		return ""
	}
	if part := u.Touched(it); part != "" && part.Len() > 0 {
		return part
	}
	return ""
}
