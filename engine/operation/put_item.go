package operation

import (
	"ringside/engine"
	"ringside/engine/expression"
	"ringside/engine/item"
)

type putItemInput struct {
	writeInput
	item attributes
}

func (in *putItemInput) member(name string, r *item.Reader) error {
	if name == "Item" {
		return in.item.read(r)
	}
	return in.writeInput.member(name, r)
}

// putItem writes a whole item, replacing the one under its key if there was one and the
// condition holds for it.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html
func putItem(d *Door, in *putItemInput, w *writer) error {
	p, err := in.plan(d)
	if err != nil {
		return err
	}
	write, err := in.write(d, &p, putting(in.item.item))
	if err != nil {
		return err
	}
	in.respond(d, &p, w, in.old(write))
	return nil
}

func (in *putItemInput) locate(d *Door) (*engine.Table, item.Key, error) {
	table, err := d.table(in.table)
	if err != nil {
		return nil, "", err
	}
	key, err := newItemKey(table.Key, in.item.item)
	if err != nil {
		return nil, "", err
	}
	return table, key, indexable(table, in.item.item)
}

func (in *putItemInput) route(d *Door) (route, error) {
	p, err := in.plan(d)
	return p.route("PutItem", whyWrite), err
}

func (in *putItemInput) plan(d *Door) (p pointPlan, err error) {
	if p.condition, err = in.check(d); err != nil {
		return p, err
	}
	if p.table, p.key, err = in.locate(d); err != nil {
		return p, err
	}
	return p, scalarKeys(p.table, p.condition.Nested())
}

// check is all that can be said of the request without looking at the table.
func (in *putItemInput) check(d *Door) (*expression.Condition, error) {
	if err := firstOf(
		func() error { return in.modelled(in.item, "item") },
		in.unmixedCondition,
		func() error { return in.used("", in.condition) },
		func() error { return unstorable(in.item.fault) },
		in.oldOrNone,
		func() error { return storableSize(in.item.item, messageItemSize) },
	); err != nil {
		return nil, err
	}
	scope, err := in.scope()
	if err != nil {
		return nil, err
	}
	return d.guard(&in.writeInput, scope)
}

// putting is the change that leaves an item, whatever was there.
func putting(it item.Item) engine.Change {
	return func(item.Item) (item.Item, error) { return it, nil }
}
