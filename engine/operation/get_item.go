package operation

import (
	"ringside/engine/expression"
	"ringside/engine/item"
)

type getItemInput struct {
	itemInput
	key        attributes
	projection text
	attributes attributesToGet
	consistent bool
}

func (in *getItemInput) member(name string, r *item.Reader) (err error) {
	switch name {
	case "Key":
		return in.key.read(r)
	case "ProjectionExpression":
		return in.projection.read(r)
	case "ConsistentRead":
		in.consistent, err = r.Bool()
		return err
	case "AttributesToGet":
		return in.attributes.read(r)
	case "ExpressionAttributeValues": // nothing here could refer to one
		return r.Skip()
	}
	return in.itemInput.member(name, r)
}

const whyGet = "the whole primary key is given, and its hash says which partition has the item"

// getItem reads the item under a key, from the leader when the read is consistent, else
// from any replica.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html
func getItem(d *Door, in *getItemInput, w *writer) error {
	p, err := in.plan(d)
	if err != nil {
		return err
	}
	d.plan.why = whyGet
	it, err := d.db.Get(p.table, p.key, in.consistent)
	if err != nil {
		return err
	}
	w.open('{')
	if it != "" {
		w.name("Item").raw(projected(p.projection, it).JSON())
	}
	w.consumedCapacity(in.capacity, in.table.value, d.db.Trace(), p.table)
	w.close('}')
	return nil
}

func (in *getItemInput) route(d *Door) (route, error) {
	p, err := in.plan(d)
	return p.route("GetItem", whyGet), err
}

func (in *getItemInput) plan(d *Door) (p pointPlan, err error) {
	if p.projection, err = in.check(d); err != nil {
		return p, err
	}
	if p.table, p.key, err = in.locate(d, in.key); err != nil {
		return p, err
	}
	return p, scalarKeys(p.table, p.projection.Nested())
}

// check is all that can be said of the request without looking at the table.
func (in *getItemInput) check(d *Door) (*expression.Projection, error) {
	if err := firstOf(
		in.modelled,
		func() error {
			return unmixed(
				[]parameter{{"AttributesToGet", in.attributes.given}},
				[]parameter{{"ProjectionExpression", in.projection.given}},
			)
		},
		func() error { return in.used("", in.projection) },
		func() error { return unstorable(in.key.fault) },
	); err != nil {
		return nil, err
	}
	if in.attributes.given {
		return in.attributes.projection()
	}
	scope, err := in.scope()
	if err != nil {
		return nil, err
	}
	projection, err := d.projection(in.projection, scope)
	if err != nil {
		return nil, err
	}
	return projection, faulty(scope.Unused())
}

func (in *getItemInput) modelled() error {
	var v violations
	v.enum(in.capacity, "returnConsumedCapacity", enumCapacity)
	in.table.itemName(&v)
	if !in.key.given {
		v.missing("key")
	}
	in.attributes.modelled(&v, "AttributesToGet")
	return v.err()
}

// projected returns the part of an item that a projection names: all of it when there
// is no projection, and perhaps an item without attributes.
func projected(p *expression.Projection, it item.Item) item.Item {
	if p == nil {
		return it
	}
	return p.Of(it)
}
