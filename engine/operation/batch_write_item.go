package operation

import (
	"slices"
	"strconv"

	"ringside/engine"
	"ringside/engine/item"
)

type batchWriteItemInput struct {
	tables   []batchTable
	given    bool
	capacity text
	metrics  text
}

// A batchTable is the part of a batch that goes to one table.
type batchTable struct {
	name   tableName
	writes []batchWrite
	table  *engine.Table
}

// A batchWrite is a WriteRequest: it puts an item or deletes a key.
type batchWrite struct {
	put     attributes
	key     attributes
	puts    bool // there is a PutRequest
	deletes bool // there is a DeleteRequest
	at      item.Key
}

func (in *batchWriteItemInput) member(name string, r *item.Reader) error {
	switch name {
	case "RequestItems":
		in.given = true
		return r.Object(func(name string) error { return in.readTable(name, r) })
	case "ReturnConsumedCapacity":
		return in.capacity.read(r)
	case "ReturnItemCollectionMetrics":
		return in.metrics.read(r)
	}
	return r.Skip()
}

func (in *batchWriteItemInput) readTable(name string, r *item.Reader) error {
	t := batchTable{name: tableName{text{name, true}}}
	err := r.Array(func(int) error {
		var w batchWrite
		err := r.Structure("WriteRequest", func(name string) error { return w.member(name, r) })
		t.writes = append(t.writes, w)
		return err
	})
	in.tables = append(slices.DeleteFunc(in.tables, func(o batchTable) bool { return o.name == t.name }), t)
	return err
}

func (b *batchWrite) member(name string, r *item.Reader) error {
	switch name {
	case "PutRequest":
		b.puts = true
		return r.Structure("PutRequest", func(name string) error { return readOnly("Item", name, &b.put, r) })
	case "DeleteRequest":
		b.deletes = true
		return r.Structure("DeleteRequest", func(name string) error { return readOnly("Key", name, &b.key, r) })
	}
	return r.Skip()
}

// readOnly reads the one member that a structure has.
func readOnly(wanted, name string, to *attributes, r *item.Reader) error {
	if name == wanted {
		return to.read(r)
	}
	return r.Skip()
}

// batchWriteItem puts and deletes up to 25 items, each on its own: there are no
// conditions, and nothing keeps others from seeing half of a batch.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
func batchWriteItem(d *Door, in *batchWriteItemInput, w *writer) error {
	if err := firstOf(in.modelled, in.sizes, in.storable); err != nil {
		return err
	}
	if err := in.locate(d); err != nil {
		return err
	}
	d.plan.why = whyBatch
	w.open('{')
	w.name("UnprocessedItems").open('{')
	w.close('}')
	if consumptionAsked(in.capacity) {
		w.name("ConsumedCapacity").open('[')
	}
	for i := range in.tables {
		if err := in.writeTable(d, &in.tables[i], w); err != nil {
			return err
		}
	}
	if consumptionAsked(in.capacity) {
		w.close(']')
	}
	w.close('}')
	return nil
}

const whyBatch = "each write goes to the leader of the one partition that owns its key"

// route is that of the first table in the batch: an explanation is about one table.
func (in *batchWriteItemInput) route(d *Door) (route, error) {
	if err := firstOf(in.modelled, in.sizes, in.storable); err != nil {
		return route{}, err
	}
	if err := in.locate(d); err != nil {
		return route{}, err
	}
	first := in.tables[0]
	way := route{table: first.table}
	way.planned = planned{operation: "BatchWriteItem", why: whyBatch}
	for _, b := range first.writes {
		way.spans = append(way.spans, one(b.at))
	}
	return way, nil
}

// writeTable does the writes to one table and writes what they consumed.
func (in *batchWriteItemInput) writeTable(d *Door, t *batchTable, w *writer) error {
	before := d.db.Trace().Units()
	for _, b := range t.writes {
		a := engine.Action{Table: t.table, Key: b.at, Change: putting(b.put.item)}
		if _, err := d.db.Write(a); err != nil {
			return err
		}
	}
	if consumptionAsked(in.capacity) {
		w.consumption(in.capacity, t.name.value, d.db.Trace().Units()-before)
	}
	return nil
}

func (in *batchWriteItemInput) modelled() error {
	var v violations
	v.enum(in.capacity, "returnConsumedCapacity", enumCapacity)
	v.enum(in.metrics, "returnItemCollectionMetrics", enumCollectionMetrics)
	if !in.given {
		v.missing("requestItems")
	}
	for i := range in.tables {
		in.tables[i].modelled(&v)
	}
	return v.err()
}

// maxBatch is how many writes a batch holds.
const maxBatch = 25

func (t *batchTable) modelled(v *violations) {
	if len(t.writes) == 0 || len(t.writes) > maxBatch {
		v.add("{"+t.name.value+"=["+strconv.Itoa(len(t.writes))+" write requests]}", "requestItems", batchListSizes)
		return
	}
	for i, b := range t.writes {
		path := "requestItems." + t.name.value + ".member." + strconv.Itoa(i+1) + ".member."
		switch {
		case b.puts && !b.put.given:
			v.missing(path + "putRequest.item")
		case b.deletes && !b.key.given:
			v.missing(path + "deleteRequest.key")
		}
	}
}

// sizes checks how many writes there are in all.
func (in *batchWriteItemInput) sizes() error {
	total := 0
	for _, t := range in.tables {
		total += len(t.writes)
	}
	switch {
	case total == 0:
		return invalid(messageBatchMissing)
	case total > maxBatch:
		return invalid(messageBatchTooMany)
	}
	return nil
}

// storable checks every item and key by itself.
func (in *batchWriteItemInput) storable() error {
	for _, t := range in.tables {
		for _, b := range t.writes {
			if err := b.storable(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *batchWrite) storable() error {
	if b.puts == b.deletes {
		return invalid(messageOneOfPutDelete)
	}
	for _, f := range []*item.Fault{b.put.fault, b.key.fault} {
		if f != nil {
			return invalid(f.Older())
		}
	}
	return storableSize(b.put.item, messageItemSize)
}

// locate finds the tables and the keys of all writes before the first one is done.
func (in *batchWriteItemInput) locate(d *Door) (err error) {
	for i := range in.tables {
		t := &in.tables[i]
		if t.table, err = d.table(t.name); err != nil {
			return err
		}
	}
	for i := range in.tables {
		if err := in.tables[i].locate(); err != nil {
			return err
		}
	}
	return nil
}

func (t *batchTable) locate() (err error) {
	seen := make(map[item.Key]bool)
	for i := range t.writes {
		b := &t.writes[i]
		if b.at, err = b.locate(t.table.Key); err != nil {
			return err
		}
		if seen[b.at] {
			return invalid(messageDuplicateKeys)
		}
		seen[b.at] = true
	}
	return nil
}

func (b *batchWrite) locate(s engine.Schema) (item.Key, error) {
	if b.puts {
		return schemaKey(s, b.put.item)
	}
	return givenKey(s, b.key.item)
}
