package operation

import (
	"ringside/engine"
	"ringside/engine/expression"
	"ringside/engine/item"
)

type queryInput struct {
	pageInput
	condition text    // KeyConditionExpression
	keys      clauses // KeyConditions
	backward  bool    // ScanIndexForward is false
}

func (in *queryInput) member(name string, r *item.Reader) error {
	switch name {
	case "KeyConditionExpression":
		return in.condition.read(r)
	case "ScanIndexForward":
		forward, err := r.Bool()
		in.backward = !forward
		return err
	case "KeyConditions":
		return in.keys.read(name, shapeCondition, r)
	case "QueryFilter":
		return in.filters.read(name, shapeCondition, r)
	}
	return in.pageInput.member(name, r)
}

// query reads a page of one item collection, or of a range of its sort keys: the items
// lie next to one another, so it seeks the first and walks.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html
func query(d *Door, in *queryInput, w *writer) error {
	read, err := in.plan(d)
	if err != nil {
		return err
	}
	return in.run(d, read, w)
}

func (in *queryInput) route(d *Door) (route, error) {
	read, err := in.plan(d)
	return read.route, err
}

const (
	whyQuery     = "the key condition names one item collection, whose items lie next to one another"
	whyQueryPart = "the key condition names a range of one item collection, whose items lie next to one another"
)

// plan checks the request in DynamoDB's order and finds the way to its items.
func (in *queryInput) plan(d *Door) (read pageRead, err error) {
	if err := in.check(&read); err != nil {
		return read, err
	}
	scope, err := in.scope()
	if err != nil {
		return read, err
	}
	clauses, err := in.compile(d, scope, &read)
	if err != nil {
		return read, err
	}
	if read.table, err = d.table(in.table); err != nil {
		return read, err
	}
	if read.order, err = in.order(read.table); err != nil {
		return read, err
	}
	condition, err := read.condition(clauses)
	if err != nil {
		return read, err
	}
	if err := read.storable(condition); err != nil {
		return read, err
	}
	return read, in.locate(&read, condition)
}

// check is what can be said of the request without its expressions and the table.
func (in *queryInput) check(read *pageRead) error {
	return firstOf(
		in.modelled,
		in.unmixed,
		func() error {
			const nulls = ": FilterExpression and KeyConditionExpression are null"
			return in.used(nulls, in.condition, in.filter, in.projection)
		},
		func() error { return in.operator.joins(&in.filters) },
		func() error { return in.filters.storable(unstorable) },
		func() error { return in.compileLegacyFilter(read) },
		func() error { return in.compileAttributes(read) },
		func() error { return in.selects(oneViolation) },
		func() error { return in.startStorable((*item.Fault).Error) },
		func() error {
			if !in.condition.given && !in.keys.given {
				return invalid(messageNoKeyCondition)
			}
			return nil
		},
	)
}

// unmixed lets KeyConditions stand beside all expressions but the one in its place.
func (in *queryInput) unmixed() error {
	return unmixed(
		[]parameter{
			{"AttributesToGet", in.attributes.given}, {"QueryFilter", in.filters.given},
			{"ConditionalOperator", in.operator.given}, {"KeyConditions", in.keys.given && in.condition.given},
		},
		[]parameter{
			{"ProjectionExpression", in.projection.given}, {"FilterExpression", in.filter.given},
			{"KeyConditionExpression", in.condition.given},
		},
	)
}

// modelled checks the members against the service model, of which the newer checks look at
// ConditionalOperator first.
func (in *queryInput) modelled() error {
	var v violations
	in.pageInput.modelled(&v)
	in.keys.modelled(&v)
	if in.operator.wrong() && !v.incomplete() {
		return reworded(invalid(messageConditionalOperatorEnum), v.listed())
	}
	return v.err()
}

// compile compiles the expressions. Of the key condition that gives clauses: which of
// them is about which part of the key, the table will tell.
func (in *queryInput) compile(d *Door, scope *expression.Scope, read *pageRead) (clauses expression.KeyClauses, err error) {
	if clauses, err = d.keyClauses(in.condition, scope); err != nil {
		return nil, err
	}
	if err := in.pageInput.compile(d, scope, read); err != nil || in.condition.given {
		return clauses, err
	}
	return in.keys.keyClauses()
}

// locate finds the range of keys that is left to read.
func (in *queryInput) locate(read *pageRead, c expression.IndexCondition) (err error) {
	whole := read.span(c)
	read.planned = planned{operation: "Query", why: whyQuery, through: read.index}
	read.reverse, read.spans = in.backward, []span{whole}
	if c.Sort != nil {
		read.why = whyQueryPart
	}
	if read.index != nil {
		read.why = "the key condition names a partition key of the index " + read.index.Name + ", whose entries lie next to one another"
	}
	if in.start.given {
		key, err := in.startKey(read.order, badStartKey)
		if err != nil {
			return err
		}
		if err := read.startInside(in.start.item, key, whole, c); err != nil {
			return err
		}
		read.spans[0] = whole.after(key, in.backward)
	}
	if err := scalarKeys(read.base, read.filter.Nested(), read.projection.Nested()); err != nil {
		return err
	}
	if err := in.filterOffKey(read); err != nil {
		return err
	}
	read.fetch, err = read.fetches(in.selected.value, read.projection)
	return err
}

// startInside checks that a page's start lies in the range that is queried. When there is
// a condition on the sort key that is judged first, whatever the partition.
func (o order) startInside(start item.Item, key item.Key, whole span, c expression.IndexCondition) error {
	switch {
	case whole.holds(key):
		return nil
	case c.Sort == nil:
		return invalid(messageStartOutside)
	case whole.holds(o.keyUnder(c.Partition, start)):
		return invalid(messageStartOneRow)
	}
	return invalid(messageStartMismatch)
}

// filterOffKey checks that a filter leaves the primary key to the key condition.
func (in *queryInput) filterOffKey(read *pageRead) error {
	filter := "Filter Expression"
	if in.filters.given {
		filter = in.filters.parameter
	}
	for _, name := range read.filter.TopLevel() {
		for _, k := range read.order.attributes() {
			if name == k.Name {
				return filterOnKey(filter, name)
			}
		}
	}
	return nil
}

// collection returns the span of one item collection: all items with one partition key.
func collection(s engine.Schema, partition item.Value) span {
	if !s.HasSort() {
		return one(item.EncodeKey(partition, ""))
	}
	prefix := item.CollectionPrefix(partition)
	return span{prefix, prefix.PrefixEnd()}
}

// keySpan returns the range of keys that a key condition names.
func keySpan(s engine.Schema, c expression.KeyCondition) span {
	switch {
	case c.Sort == nil:
		return collection(s, c.Partition)
	case c.Sort.Op == "=":
		return one(item.EncodeKey(c.Partition, c.Sort.Low))
	case c.Sort.Op == "begins_with":
		prefix := item.SortPrefix(c.Partition, c.Sort.Low)
		return span{prefix, prefix.PrefixEnd()}
	}
	all, low := collection(s, c.Partition), item.EncodeKey(c.Partition, c.Sort.Low)
	switch c.Sort.Op {
	case "<":
		return span{all.from, low}
	case "<=":
		return span{all.from, low.Successor()}
	case ">":
		return span{low.Successor(), all.to}
	case ">=":
		return span{low, all.to}
	}
	return span{low, item.EncodeKey(c.Partition, c.Sort.High).Successor()} // BETWEEN
}
