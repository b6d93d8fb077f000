package operation

import (
	"slices"
	"strconv"

	"ringside/engine"
	"ringside/engine/expression"
	"ringside/engine/item"
)

type batchGetItemInput struct {
	tables   []batchRead
	sent     string // RequestItems as it came
	given    bool
	capacity text
}

// A batchRead is what a batch asks of one table: a KeysAndAttributes.
type batchRead struct {
	itemInput
	keys       []batchKey
	keyed      bool     // Keys were given
	others     []string // the other members as they came, name and value
	projection text
	attributes attributesToGet
	consistent bool

	columns *expression.Projection
	from    *engine.Table
}

// A batchKey is one of the Keys.
type batchKey struct {
	attributes
	sent string // as it came
	subject
}

func (in *batchGetItemInput) member(name string, r *item.Reader) error {
	switch name {
	case "RequestItems":
		in.given, in.tables = true, nil
		here := r.Here()
		err := r.Map("KeysAndAttributes", func(name string) error { return in.readTable(name, r) })
		in.sent = r.Since(here)
		return err
	case "ReturnConsumedCapacity":
		return in.capacity.read(r)
	}
	return r.Skip()
}

func (in *batchGetItemInput) readTable(name string, r *item.Reader) error {
	var b batchRead
	err := r.Structure("KeysAndAttributes", func(name string) error { return b.member(name, r) })
	b.table = tableName{text{name, true}}
	in.tables = append(slices.DeleteFunc(in.tables, func(o batchRead) bool { return o.table == b.table }), b)
	return err
}

func (b *batchRead) member(name string, r *item.Reader) error {
	if name == "Keys" {
		b.keyed, b.keys = true, nil
		return r.Array(func(int) error { return b.readKey(r) })
	}
	here := r.Here()
	err := b.option(name, r)
	b.others = append(b.others, string(item.AppendQuoted(nil, name))+":"+r.Since(here))
	return err
}

func (b *batchRead) option(name string, r *item.Reader) (err error) {
	switch name {
	case "ConsistentRead":
		b.consistent, err = r.Bool()
		return err
	case "ProjectionExpression":
		return b.projection.read(r)
	case "AttributesToGet":
		return b.attributes.read(r)
	case "ExpressionAttributeNames":
		return b.names.read(r)
	}
	return r.Skip()
}

func (b *batchRead) readKey(r *item.Reader) error {
	var k batchKey
	here := r.Here()
	err := k.read(r)
	k.sent = r.Since(here)
	b.keys = append(b.keys, k)
	return err
}

const whyBatchGet = "each key is read from the one partition that owns it"

// batchGetItem reads up to 100 items by their keys, each on its own: nothing says that
// they were all there at one moment.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
func batchGetItem(d *Door, in *batchGetItemInput, w *writer) error {
	if err := in.plan(d); err != nil {
		return err
	}
	d.plan.why = whyBatchGet
	if err := in.run(d, w); err != nil {
		return err
	}
	in.writeUnprocessed(w)
	in.writeConsumption(d, w)
	w.close('}')
	return nil
}

// run reads the items and writes what it found. When none of them could be read it is an error
// why the last of them could not.
func (in *batchGetItemInput) run(d *Door, w *writer) error {
	w.open('{')
	w.name("Responses").open('{')
	rest, read := batchResponse, 0
	var refused error
	for i := range in.tables {
		b := &in.tables[i]
		wanted := len(b.keys)
		if err := b.run(d, &rest, w); err != nil {
			refused = err
		}
		read += wanted - len(b.keys)
	}
	w.close('}')
	if read == 0 {
		return refused
	}
	return nil
}

func (in *batchGetItemInput) writeConsumption(d *Door, w *writer) {
	if !consumptionAsked(in.capacity) {
		return
	}
	w.name("ConsumedCapacity").open('[')
	for i := range in.tables {
		b := &in.tables[i]
		w.consumption(in.capacity, b.table.value, d.db.Trace(), b.from, "")
	}
	w.close(']')
}

func (in *batchGetItemInput) route(d *Door) (route, error) {
	if err := in.plan(d); err != nil {
		return route{}, err
	}
	return batchRoute("BatchGetItem", whyBatchGet, in.subjects()), nil
}

// batchRoute is the way of a request to several items, as far as they are in the table
// of the first: an explanation is about one table.
func batchRoute(operation, why string, all []*subject) route {
	way := route{planned: planned{operation: operation, why: why}, table: all[0].table}
	for _, t := range all {
		if t.table == way.table {
			way.spans = append(way.spans, one(t.key))
		}
	}
	return way
}

// batchResponse is how many bytes of items a batch returns. The keys of those that would
// be too many come back unprocessed.
const batchResponse = 16 << 20

// run reads the items of one table as far as they fit into the response. The first that
// does not fit was read as well, and is charged. The keys that are left are those that were not
// read, be it for want of room or because the engine refused to, which is the error.
func (b *batchRead) run(d *Door, rest *int, w *writer) (refused error) {
	w.name(b.table.value).open('[')
	left := b.keys[:0]
	for _, k := range b.keys {
		read, err := b.get(d, &k.subject, rest, w)
		if !read {
			left = append(left, k)
		}
		if err != nil {
			refused = err
		}
	}
	b.keys = left
	w.close(']')
	return refused
}

// get reads one item, if there is room for it.
func (b *batchRead) get(d *Door, t *subject, rest *int, w *writer) (read bool, err error) {
	if *rest <= 0 {
		return false, nil
	}
	it, err := d.db.Get(t.table, t.key, b.consistent)
	if *rest -= it.Size(); err != nil || *rest < 0 {
		return false, err
	}
	if it != "" {
		w.raw(projected(b.columns, it).JSON())
	}
	return true, nil
}

// writeUnprocessed sends back what was not done, in a form that can be asked for again.
func (in *batchGetItemInput) writeUnprocessed(w *writer) {
	w.name("UnprocessedKeys").open('{')
	for i := range in.tables {
		if b := &in.tables[i]; len(b.keys) > 0 {
			b.writeUnprocessed(w)
		}
	}
	w.close('}')
}

func (b *batchRead) writeUnprocessed(w *writer) {
	w.name(b.table.value).open('{')
	w.name("Keys").open('[')
	for _, k := range b.keys {
		w.compact(k.sent)
	}
	w.close(']')
	for _, member := range b.others {
		w.compact(member)
	}
	w.close('}')
}

// plan checks the request in DynamoDB's order and finds the items.
func (in *batchGetItemInput) plan(d *Door) error {
	if err := firstOf(in.modelled, in.countable, in.unmixed); err != nil {
		return err
	}
	for i := range in.tables {
		if err := in.tables[i].check(d); err != nil {
			return err
		}
	}
	return in.locate(d)
}

func (in *batchGetItemInput) modelled() error {
	var v violations
	switch {
	case !in.given:
		v.missing("requestItems")
	case len(in.tables) == 0:
		v.bare("{}", "RequestItems", longer(1))
	case slices.ContainsFunc(in.tables, func(b batchRead) bool { return !b.table.isName() }):
		var echo writer
		echo.compact(in.sent)
		v.add(string(echo.buffer), "requestItems", mapKeys)
	}
	for i := range in.tables {
		in.tables[i].modelled(&v)
	}
	v.enum(in.capacity, "returnConsumedCapacity", enumCapacity)
	if in.given && len(in.tables) == 0 && len(v) == 1 {
		return reworded(v.err(), emptyBatch("BatchGetItem"))
	}
	return v.err()
}

func (in *batchGetItemInput) unmixed() error {
	var legacy, modern bool
	for i := range in.tables {
		legacy, modern = legacy || in.tables[i].attributes.given, modern || in.tables[i].projection.given
	}
	return unmixed([]parameter{{"AttributesToGet", legacy}}, []parameter{{"ProjectionExpression", modern}})
}

// maxBatchKeys is how many items a batch reads.
const maxBatchKeys = 100

func (b *batchRead) modelled(v *violations) {
	b.attributes.modelled(v, "RequestItems."+b.table.value+".member.AttributesToGet")
	path := "RequestItems." + b.table.value + ".member.Keys"
	switch {
	case !b.keyed:
		v.missing("requestItems." + b.table.value + ".member.keys")
	case len(b.keys) == 0:
		v.bare("[]", path, longer(1))
	case len(b.keys) > maxBatchKeys:
		v.bare("["+strconv.Itoa(len(b.keys))+" keys]", path, shorter(maxBatchKeys))
	}
}

// countable checks how many keys there are in all.
func (in *batchGetItemInput) countable() error {
	total := 0
	for i := range in.tables {
		total += len(in.tables[i].keys)
	}
	if total > maxBatchKeys {
		return tooManyInBatch("BatchGetItem")
	}
	return nil
}

// check is all that can be said of the part for one table without looking at the table.
func (b *batchRead) check(d *Door) error {
	if err := b.used("", b.projection); err != nil {
		return err
	}
	scope, err := b.scope()
	if err != nil {
		return err
	}
	if b.attributes.given {
		b.columns, err = b.attributes.projection()
	} else {
		b.columns, err = d.projection(b.projection, scope)
	}
	if err != nil {
		return err
	}
	if err := faulty(scope.Unused()); err != nil {
		return err
	}
	for i := range b.keys {
		if err := unstorable(b.keys[i].fault); err != nil {
			return err
		}
	}
	return nil
}

// locate finds the tables and the keys of all items before the first one is read.
func (in *batchGetItemInput) locate(d *Door) error {
	for i := range in.tables {
		b := &in.tables[i]
		if b.repeats() {
			return invalid(messageDuplicateKeys)
		}
		for j := range b.keys {
			k := &b.keys[j]
			k.subject = d.keyed(b.table, k.item)
		}
	}
	all := in.subjects()
	if err := firstFault(all, missingTable); err != nil {
		return err
	}
	for i := range in.tables {
		b := &in.tables[i]
		b.from = b.keys[0].table
		if err := scalarKeys(b.from, b.columns.Nested()); err != nil {
			return err
		}
	}
	return firstFault(all, unfitKey)
}

func (in *batchGetItemInput) subjects() (all []*subject) {
	for i := range in.tables {
		for j := range in.tables[i].keys {
			all = append(all, &in.tables[i].keys[j].subject)
		}
	}
	return all
}

// repeats reports whether a key is there twice, be it one that the table can have or not.
// DynamoDB compares numbers as they are written here, so that 1 and 1.0 are two keys,
// though of one item.
func (b *batchRead) repeats() bool {
	for i := range b.keys {
		k := &b.keys[i]
		for j := range b.keys[:i] {
			if other := &b.keys[j]; k.item == other.item && numerals(k.sent) == numerals(other.sent) {
				return true
			}
		}
	}
	return false
}

// numerals returns the numbers in a key as they were written, in the order of the names.
func numerals(key string) string {
	r := item.NewReader(key)
	var written []item.Attribute
	// The key was read before, so nothing is wrong with its JSON.
	_ = r.Object(func(name string) error {
		return r.Object(func(tag string) error {
			if tag != item.N.String() {
				return r.Skip()
			}
			text, err := r.String()
			written = append(written, item.Attribute{Name: name, Value: item.String(text)})
			return err
		})
	})
	return item.New(written).JSON()
}
