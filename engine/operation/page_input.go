package operation

import (
	"ringside/engine"
	"ringside/engine/expression"
	"ringside/engine/item"
)

// pageInput is what Query and Scan have in common: what to read of which items, and
// where the page before this one ended.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html
type pageInput struct {
	itemInput
	index      text
	selected   text // Select
	filter     text
	projection text
	limit      number
	start      attributes // ExclusiveStartKey
	consistent bool
}

func (in *pageInput) member(name string, r *item.Reader) (err error) {
	switch name {
	case "IndexName":
		return in.index.read(r)
	case "Select":
		return in.selected.read(r)
	case "FilterExpression":
		return in.filter.read(r)
	case "ProjectionExpression":
		return in.projection.read(r)
	case "Limit":
		return in.limit.read(r)
	case "ExclusiveStartKey":
		return in.start.read(r)
	case "ConsistentRead":
		in.consistent, err = r.Bool()
		return err
	case "AttributesToGet", "ConditionalOperator":
		return in.refuse(name, r)
	}
	return in.itemInput.member(name, r)
}

// modelled checks the members that Query and Scan share against the service model.
func (in *pageInput) modelled(v *violations) {
	v.enum(in.capacity, "returnConsumedCapacity", enumCapacity)
	in.table.itemName(v)
	v.enum(in.selected, "select", enumSelect)
}

// selects checks Select against the projection; the two operations phrase one message
// differently.
func (in *pageInput) selects(noProjection string) error {
	switch {
	case in.selected.value == "SPECIFIC_ATTRIBUTES" && !in.projection.given:
		return invalid(noProjection)
	case in.selected.value == "ALL_PROJECTED_ATTRIBUTES" && !in.index.given:
		return invalid(messageNoIndex)
	case !in.projection.given:
		return nil
	case in.selected.value == "ALL_ATTRIBUTES":
		return projectionWith("ALL_ATTRIBUTES")
	case in.selected.value == "COUNT":
		return projectionWith("only the Count")
	}
	return nil
}

// compile compiles the expressions that Query and Scan share, which are the last.
func (in *pageInput) compile(d *Door, scope *expression.Scope, read *pageRead) (err error) {
	if read.filter, err = d.condition(expression.FilterExpression, in.filter, scope); err != nil {
		return err
	}
	if read.projection, err = d.projection(in.projection, scope); err != nil {
		return err
	}
	return faulty(scope.Unused())
}

// indexed finds the index that is to be read.
func (in *pageInput) indexed() error {
	if in.index.given {
		return unknownIndex(in.index.value)
	}
	return nil
}

// A pageRead is a Query or a Scan that has been checked: a way to its items and what is
// kept of them.
type pageRead struct {
	route
	reverse    bool
	filter     *expression.Condition
	projection *expression.Projection
}

// run reads one page and writes the response.
func (in *pageInput) run(d *Door, p pageRead, w *writer) {
	d.plan = p.planned
	read := engine.Read{
		Table: p.table, From: p.spans[0].from, To: p.spans[0].to,
		Reverse: p.reverse, Consistent: in.consistent, Limit: int(in.limit.value),
	}
	if p.filter != nil {
		read.Keep = p.filter.Holds
	}
	page := d.db.Read(read)
	w.open('{')
	if in.selected.value != "COUNT" {
		writeItems(w, p.projection, page.Items)
	}
	w.name("Count").integer(int64(d.db.Trace().Returned()))
	w.name("ScannedCount").integer(int64(d.db.Trace().Examined()))
	if page.More {
		w.name("LastEvaluatedKey").raw(keyOnly(p.table.Key, page.Last).JSON())
	}
	w.consumedCapacity(in.capacity, in.table.value, d.db.Trace().Units())
	w.close('}')
}

func writeItems(w *writer, p *expression.Projection, items []item.Item) {
	w.name("Items").open('[')
	for _, it := range items {
		w.raw(projected(p, it).JSON())
	}
	w.close(']')
}

// startStorable checks the values of ExclusiveStartKey; Query and Scan word faults
// differently.
func (in *pageInput) startStorable(wording func(*item.Fault) string) error {
	f := in.start.fault
	if f == nil {
		return nil
	}
	switch f.Kind {
	case item.FaultNumber, item.FaultPrecision, item.FaultOverflow, item.FaultUnderflow, item.FaultDuplicates:
		return invalid(wording(f))
	}
	return invalid(badStartKey + ": " + wording(f))
}

// startKey returns the key of ExclusiveStartKey, which must be that of an item of the
// table, existing or not.
func (in *pageInput) startKey(t *engine.Table) (item.Key, error) {
	attributes := keyAttributes(t.Key)
	if in.start.item.Len() != len(attributes) {
		return "", invalid(badStartKey)
	}
	for _, k := range attributes {
		switch in.start.item.Get(k.Name).Type() {
		case 0:
			return "", invalid(badStartKey)
		case k.Type:
		default:
			return "", invalid(messageKeySchema)
		}
	}
	key, err := storableKey(t.Key, keyValuesOf(t.Key, in.start.item))
	if err != nil {
		return "", invalid(badStartKey + ": " + err.(*Error).Message)
	}
	return key, nil
}
