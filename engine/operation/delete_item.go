package operation

import (
	"ringside/engine/expression"
	"ringside/engine/item"
)

type deleteItemInput struct {
	writeInput
	key attributes
}

func (in *deleteItemInput) member(name string, r *item.Reader) error {
	if name == "Key" {
		return in.key.read(r)
	}
	return in.writeInput.member(name, r)
}

// deleteItem removes the item under a key if there is one and the condition holds for
// it. Removing nothing succeeds.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html
func deleteItem(d *Door, in *deleteItemInput, w *writer) error {
	p, err := in.plan(d)
	if err != nil {
		return err
	}
	write, err := in.write(d, &p, putting(""))
	if err != nil {
		return err
	}
	in.respond(d, &p, w, in.old(write))
	return nil
}

func (in *deleteItemInput) route(d *Door) (route, error) {
	p, err := in.plan(d)
	return p.route("DeleteItem", whyWrite), err
}

func (in *deleteItemInput) plan(d *Door) (p pointPlan, err error) {
	if p.condition, err = in.check(d); err != nil {
		return p, err
	}
	if p.table, p.key, err = in.locate(d, in.key); err != nil {
		return p, err
	}
	return p, scalarKeys(p.table, p.condition.Nested())
}

// check is all that can be said of the request without looking at the table.
func (in *deleteItemInput) check(d *Door) (*expression.Condition, error) {
	if err := firstOf(
		func() error { return in.modelled(in.key, "key") },
		in.unmixedCondition,
		func() error { return in.used("", in.condition) },
		func() error { return unstorable(in.key.fault) },
		in.oldOrNone,
	); err != nil {
		return nil, err
	}
	scope, err := in.scope()
	if err != nil {
		return nil, err
	}
	return d.guard(&in.writeInput, scope)
}
