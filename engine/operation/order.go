package operation

import (
	"slices"

	"ringside/engine"
	"ringside/engine/expression"
	"ringside/engine/item"
)

// An order is what a Query or Scan walks along: a table's items by their primary key, or
// the entries of one of its indexes by the index's.
type order struct {
	base  *engine.Table
	index *engine.Index // nil: the table itself
}

// order finds what a request reads of a table.
func (in *pageInput) order(base *engine.Table) (order, error) {
	if !in.index.given {
		return order{base: base}, nil
	}
	o, err := through(base, in.index.value, unknownIndex)
	if err == nil && in.consistent && o.isGlobal() {
		err = invalid(messageConsistentIndex)
	}
	return o, err
}

// through returns the order of one of a table's indexes; unknown is said of a name that none has.
func through(base *engine.Table, name string, unknown func(name string) error) (order, error) {
	x := base.Index(name)
	switch {
	case x == nil || x.Status == engine.IndexDeleting:
		return order{}, unknown(name)
	case x.Status == engine.IndexCreating:
		return order{}, invalid(messageBackfilling + x.Name)
	}
	return order{base, x}, nil
}

// isGlobal reports whether a global index is read, which is never up to date for sure.
func (o order) isGlobal() bool { return o.index != nil && !o.index.Local }

// local returns the local index that is read, or nil.
func (o order) local() *engine.IndexDefinition {
	if o.index != nil && o.index.Local {
		return o.index.IndexDefinition
	}
	return nil
}

// partition and sort are the attributes of the key that is walked along.
func (o order) partition() []engine.KeyAttribute {
	if o.index != nil {
		return o.index.Partition
	}
	return []engine.KeyAttribute{o.base.Key.Partition}
}

func (o order) sort() []engine.KeyAttribute {
	switch {
	case o.index != nil:
		return o.index.Sort
	case o.base.Key.HasSort():
		return []engine.KeyAttribute{o.base.Key.Sort}
	}
	return nil
}

// attributes returns those of the key that is walked along.
func (o order) attributes() []engine.KeyAttribute {
	return slices.Concat(o.partition(), o.sort())
}

// restart returns the attributes that say where the next page begins: the index's key and
// the table's.
func (o order) restart() []engine.KeyAttribute {
	all := o.attributes()
	for _, k := range keyAttributes(o.base.Key) {
		if !slices.Contains(all, k) {
			all = append(all, k)
		}
	}
	return all
}

// lastKey returns the LastEvaluatedKey after an item.
func (o order) lastKey(last item.Item) item.Item {
	var names []string
	for _, k := range o.restart() {
		names = append(names, k.Name)
	}
	slices.Sort(names)
	return last.Pick(names)
}

// isPlace reports whether an item is a LastEvaluatedKey of the order.
func (o order) isPlace(it item.Item) bool {
	attributes := o.restart()
	for _, k := range attributes {
		if it.Get(k.Name).Type() != k.Type {
			return false
		}
	}
	return it.Len() == len(attributes)
}

func (o order) keyOf(it item.Item) item.Key {
	if o.index != nil {
		return o.index.KeyOf(it)
	}
	return o.base.Key.KeyOf(it)
}

// keyUnder returns the key that an item would have with another partition key.
func (o order) keyUnder(partition []item.Value, it item.Item) item.Key {
	var sort []item.Value
	for _, k := range o.sort() {
		sort = append(sort, it.Get(k.Name))
	}
	if o.index == nil {
		return item.EncodeKey(partition[0], sort[0])
	}
	return item.EncodeIndexKey(partition, sort, o.base.Key.KeyOf(it))
}

// condition matches the clauses of a key condition with the key that is walked along.
func (o order) condition(clauses expression.KeyClauses) (expression.IndexCondition, error) {
	c, err := clauses.For(expressionKey(o.partition()), expressionKey(o.sort()))
	return c, faulty(err)
}

func expressionKey(attributes []engine.KeyAttribute) (key []expression.KeyAttribute) {
	for _, k := range attributes {
		key = append(key, expression.KeyAttribute(k))
	}
	return key
}

// collection returns the span of all that has the values of the partition key and the first
// of the sort key that a condition gives.
func (o order) collection(c expression.IndexCondition) span {
	if o.index == nil {
		return collection(o.base.Key, c.Partition[0])
	}
	prefix := item.IndexPrefix(c.Partition, c.Equal)
	return span{prefix, prefix.PrefixEnd()}
}

// span returns the range of keys that a condition names.
func (o order) span(c expression.IndexCondition) span {
	if o.index == nil {
		return keySpan(o.base.Key, expression.KeyCondition{Partition: c.Partition[0], Sort: c.Sort})
	}
	all := o.collection(c)
	if c.Sort == nil {
		return all
	}
	at := func(v item.Value) []item.Value { return append(slices.Clone(c.Equal), v) }
	if c.Sort.Op == "begins_with" {
		prefix := item.IndexBeginning(c.Partition, at(c.Sort.Low))
		return span{prefix, prefix.PrefixEnd()}
	}
	low := item.IndexPrefix(c.Partition, at(c.Sort.Low)) // many entries may have it
	switch c.Sort.Op {
	case "=":
		return span{low, low.PrefixEnd()}
	case "<":
		return span{all.from, low}
	case "<=":
		return span{all.from, low.PrefixEnd()}
	case ">":
		return span{low.PrefixEnd(), all.to}
	case ">=":
		return span{low, all.to}
	}
	return span{low, item.IndexPrefix(c.Partition, at(c.Sort.High)).PrefixEnd()} // BETWEEN
}

// projects reports whether the index, if one is read, has an attribute.
func (o order) projects(name string) bool { return o.index == nil || o.index.Projects(name) }

// lacks returns those of the attributes that the index has not, each once.
func (o order) lacks(names []string) (all []string) {
	for _, name := range names {
		if !o.projects(name) && !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all
}

// fetches checks what is to be returned against what the index has. A global index can't
// return what it lacks; of a local one each item is fetched from the table.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html#LSI.Reading
func (o order) fetches(selected string, p *expression.Projection) (bool, error) {
	if o.index == nil || o.index.Projection == engine.ProjectAll {
		return false, nil
	}
	lacks := o.lacks(p.TopLevel())
	everything := selected == "ALL_ATTRIBUTES"
	switch {
	case o.index.Local:
		return everything || lacks != nil, nil
	case everything:
		return false, notAllProjected(o.index.Name)
	case lacks != nil:
		return false, notProjected(o.index.Name, lacks)
	}
	return false, nil
}
