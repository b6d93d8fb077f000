package operation

import (
	"ringside/engine/expression"
	"ringside/engine/item"
)

type transactGetItemsInput struct {
	gets     []transactGet
	given    bool
	capacity text
}

// A transactGet is one Get of a TransactGetItems.
type transactGet struct {
	itemInput
	given      bool
	key        attributes
	projection text

	columns *expression.Projection
	subject subject
}

func (in *transactGetItemsInput) member(name string, r *item.Reader) error {
	switch name {
	case "TransactItems":
		in.given, in.gets = true, nil
		return r.Array(func(int) error { return in.readGet(r) })
	case "ReturnConsumedCapacity":
		return in.capacity.read(r)
	}
	return r.Skip()
}

func (in *transactGetItemsInput) readGet(r *item.Reader) error {
	var g transactGet
	err := r.Structure("TransactGetItem", func(name string) error {
		if name != "Get" {
			return r.Skip()
		}
		g.given = true
		return r.Structure("Get", func(name string) error { return g.member(name, r) })
	})
	in.gets = append(in.gets, g)
	return err
}

func (g *transactGet) member(name string, r *item.Reader) error {
	switch name {
	case "Key":
		return g.key.read(r)
	case "ProjectionExpression":
		return g.projection.read(r)
	case "ExpressionAttributeValues": // nothing here could refer to one
		return r.Skip()
	}
	return g.itemInput.member(name, r)
}

// transactGetItems reads up to 100 items as they are at one moment.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html
func transactGetItems(d *Door, in *transactGetItemsInput, w *writer) error {
	if err := in.plan(d); err != nil {
		return err
	}
	items, err := d.transactGet(in.subjects())
	if err != nil {
		return err
	}
	w.open('{')
	w.name("Responses").open('[')
	for i, it := range items {
		w.open('{')
		if kept := projected(in.gets[i].columns, it); kept.Len() > 0 {
			w.name("Item").raw(kept.JSON())
		}
		w.close('}')
	}
	w.close(']')
	w.consumptionByTable(in.capacity, d.db.Trace(), readUnits, in.tables())
	w.close('}')
	return nil
}

func (in *transactGetItemsInput) route(d *Door) (route, error) {
	if err := in.plan(d); err != nil {
		return route{}, err
	}
	return batchRoute("TransactGetItems", whyTransactGet, in.subjects()), nil
}

func (in *transactGetItemsInput) tables() (all tables) {
	for i := range in.gets {
		g := &in.gets[i]
		all.add(g.subject.table, g.table.value)
	}
	return all
}

// plan checks the request in DynamoDB's order and finds all items.
func (in *transactGetItemsInput) plan(d *Door) error {
	if err := in.modelled(); err != nil {
		return err
	}
	for i := range in.gets {
		if err := in.gets[i].check(d); err != nil {
			return err
		}
	}
	return in.locate(d)
}

func (in *transactGetItemsInput) modelled() error {
	var v violations
	v.enum(in.capacity, "returnConsumedCapacity", enumCapacity)
	v.transactItems(in.given, len(in.gets))
	for i := range in.gets {
		in.gets[i].modelled(&v, transactPath(i)+"get")
	}
	return v.err()
}

func (g *transactGet) modelled(v *violations, path string) {
	if !g.given {
		v.missing(path)
		return
	}
	g.table.memberName(v, path+".tableName")
	if !g.key.given {
		v.missing(path + ".key")
	}
}

// check is all that can be said of one Get without looking at the table.
func (g *transactGet) check(d *Door) error {
	if err := g.used("", g.projection); err != nil {
		return err
	}
	scope, err := g.scope()
	if err != nil {
		return err
	}
	if g.columns, err = d.projection(g.projection, scope); err != nil {
		return err
	}
	if err := faulty(scope.Unused()); err != nil {
		return err
	}
	return unstorable(g.key.fault)
}

// locate finds all items. Whatever is wrong with a key cancels the transaction.
func (in *transactGetItemsInput) locate(d *Door) error {
	for i := range in.gets {
		g := &in.gets[i]
		g.subject = d.keyed(g.table, g.key.item)
		if g.subject.misfit = unfitKey(&g.subject); g.subject.misfit == nil && g.subject.missing == nil {
			g.subject.misfit = scalarKeys(g.subject.table, g.columns.Nested())
		}
	}
	all := in.subjects()
	if repeated(all) {
		return invalid(messageSameItem)
	}
	if err := firstFault(all, missingTable); err != nil {
		return err
	}
	return d.cancelFor(all, misfitting)
}

func (in *transactGetItemsInput) subjects() []*subject {
	all := make([]*subject, len(in.gets))
	for i := range in.gets {
		all[i] = &in.gets[i].subject
	}
	return all
}
