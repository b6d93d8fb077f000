package operation

import (
	"strconv"

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
	filters    clauses // QueryFilter or ScanFilter
	operator   conditionalOperator
	attributes attributesToGet
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
	case "AttributesToGet":
		return in.attributes.read(r)
	case "ConditionalOperator":
		return in.operator.read(r)
	}
	return in.itemInput.member(name, r)
}

// modelled checks the members that Query and Scan share against the service model.
func (in *pageInput) modelled(v *violations) {
	v.enum(in.capacity, "returnConsumedCapacity", enumCapacity)
	in.table.itemName(v)
	if in.index.given {
		tableName{in.index}.newName(v, "indexName")
	}
	v.enum(in.selected, "select", enumSelect)
	in.filters.modelled(v)
	v.enum(in.operator.text, "conditionalOperator", enumConditionalOperator)
	in.attributes.modelled(v, "AttributesToGet")
	if in.limit.given && in.limit.value < 1 {
		v.bare(strconv.FormatInt(in.limit.value, 10), "Limit", atLeast(1))
	}
}

// selects checks Select against the projection; the two operations phrase one message
// differently.
func (in *pageInput) selects(prefix string) error {
	projects := namesGiven([]parameter{{"AttributesToGet", in.attributes.given}, {"ProjectionExpression", in.projection.given}})
	switch {
	case in.selected.value == "SPECIFIC_ATTRIBUTES" && projects == "":
		return reworded(invalid(prefix+messageNoProjection), messageNoProjection)
	case in.selected.value == "ALL_PROJECTED_ATTRIBUTES" && !in.index.given:
		return invalid(messageNoIndex)
	case projects == "":
		return nil
	case in.selected.value == "ALL_ATTRIBUTES":
		return projectionWith(projects, "ALL_ATTRIBUTES")
	case in.selected.value == "COUNT":
		return projectionWith(projects, "only the Count")
	}
	return nil
}

// compileLegacyFilter compiles QueryFilter or ScanFilter.
func (in *pageInput) compileLegacyFilter(read *pageRead) (err error) {
	read.filter, err = in.filters.condition(in.operator)
	return err
}

// compileAttributes compiles AttributesToGet.
func (in *pageInput) compileAttributes(read *pageRead) (err error) {
	read.projection, err = in.attributes.projection()
	return err
}

// compile compiles the expressions that Query and Scan share, which are the last.
func (in *pageInput) compile(d *Door, scope *expression.Scope, read *pageRead) (err error) {
	if in.filter.given {
		read.filter, err = d.condition(expression.FilterExpression, in.filter, scope)
	}
	if err == nil && in.projection.given {
		read.projection, err = d.projection(in.projection, scope)
	}
	if err != nil {
		return err
	}
	return faulty(scope.Unused())
}

// A pageRead is a Query, Scan or SELECT that has been checked: a way to its items and what
// is kept of them.
type pageRead struct {
	route
	order
	fetch      bool // items are fetched for what a local index lacks
	reverse    bool
	filter     *expression.Condition
	projection *expression.Projection
}

// of returns the engine's read of a span.
func (p *pageRead) of(s span) engine.Read {
	read := engine.Read{
		Table: p.ring(), From: s.from, To: s.to, Reverse: p.reverse, Local: p.local(), Fetch: p.fetch,
	}
	if p.filter != nil {
		read.Keep = p.filter.Holds
	}
	return read
}

// run reads one page and writes the response.
func (in *pageInput) run(d *Door, p pageRead, w *writer) error {
	d.plan = p.planned
	page, err := d.db.Read(in.read(&p))
	if err != nil {
		return err
	}
	w.open('{')
	if in.selected.value != "COUNT" {
		writeItems(w, p.projection, page.Items)
	}
	w.name("Count").integer(int64(d.db.Trace().Returned()))
	w.name("ScannedCount").integer(int64(d.db.Trace().Examined()))
	if page.More {
		w.name("LastEvaluatedKey").raw(p.lastKey(page.Last).JSON())
	}
	w.consumedCapacity(in.capacity, in.table.value, d.db.Trace(), p.base)
	w.close('}')
	return nil
}

// read is the page that is asked for.
func (in *pageInput) read(p *pageRead) engine.Read {
	read := p.of(p.spans[0])
	read.Consistent, read.Limit = in.consistent, int(in.limit.value)
	return read
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
		return reworded(invalid(wording(f)), f.Older())
	}
	return reworded(invalid(badStartKey+": "+wording(f)), badStartKey+": "+f.Older())
}

// startKey returns the key of ExclusiveStartKey, which must be that of an item, existing or
// not, in the order that is walked along; misnamed is said of one that has other attributes.
func (in *pageInput) startKey(o order, misnamed string) (item.Key, error) {
	attributes := o.restart()
	if in.start.item.Len() != len(attributes) {
		return "", invalid(misnamed)
	}
	for _, k := range attributes {
		switch in.start.item.Get(k.Name).Type() {
		case 0:
			return "", invalid(misnamed)
		case k.Type:
		default:
			return "", invalid(messageKeySchema)
		}
	}
	if _, err := storableKey(o.base.Key, keyValuesOf(o.base.Key, in.start.item)); err != nil {
		return "", invalid(badStartKey + ": " + err.(*Error).Message)
	}
	return o.keyOf(in.start.item), nil
}
