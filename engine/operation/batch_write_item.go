package operation

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

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
}

// A batchWrite is a WriteRequest: it puts an item or deletes a key.
type batchWrite struct {
	put     attributes
	gone    attributes // the Key of a DeleteRequest
	puts    bool       // there is a PutRequest
	deletes bool       // there is a DeleteRequest
	sent    string     // as it came
	subject

	held error // why it was not written: another client's transaction, or the engine's refusal
}

func (in *batchWriteItemInput) member(name string, r *item.Reader) error {
	switch name {
	case "RequestItems":
		in.given, in.tables = true, nil
		return r.Map("WriteRequest", func(name string) error { return in.readTable(name, r) })
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
		here := r.Here()
		err := r.Structure("WriteRequest", func(name string) error { return w.member(name, r) })
		w.sent = r.Since(here)
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
		return r.Structure("DeleteRequest", func(name string) error { return readOnly("Key", name, &b.gone, r) })
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
	if err := in.plan(d); err != nil {
		return err
	}
	d.plan.why = whyBatch
	if err := in.run(d); err != nil {
		return err
	}
	w.open('{')
	in.writeUnprocessed(w)
	if consumptionAsked(in.capacity) {
		w.name("ConsumedCapacity").open('[')
		for i := range in.tables {
			t := &in.tables[i]
			w.consumption(in.capacity, t.name.value, d.db.Trace(), t.writes[0].table, "")
		}
		w.close(']')
	}
	in.writeMetrics(w)
	w.close('}')
	return nil
}

// writeMetrics writes the ItemCollectionMetrics of what was written, by table.
func (in *batchWriteItemInput) writeMetrics(w *writer) {
	var m metricsByTable
	for i := range in.tables {
		t := &in.tables[i]
		for j := range t.writes {
			m.add(t.name.value, &t.writes[j].subject)
		}
	}
	w.metricsByTable(in.metrics, m)
}

const whyBatch = "each write goes to the leader of the one partition that owns its key"

func (in *batchWriteItemInput) route(d *Door) (route, error) {
	if err := in.plan(d); err != nil {
		return route{}, err
	}
	return batchRoute("BatchWriteItem", whyBatch, in.subjects()), nil
}

// run does the writes. Some may be kept back; it is an error when all are, and not only because
// other clients' transactions hold the items.
func (in *batchWriteItemInput) run(d *Door) error {
	written := false
	var refused error
	for i := range in.tables {
		for j := range in.tables[i].writes {
			b := &in.tables[i].writes[j]
			if err := b.run(d); err != nil {
				return err
			}
			written = written || b.held == nil
			if b.held != engine.ErrConflict && b.held != nil {
				refused = b.held
			}
		}
	}
	if written {
		return nil
	}
	return refused
}

// run does one write, or keeps it back; a collection that is full ends the batch.
func (b *batchWrite) run(d *Door) error {
	_, b.held = d.db.Write(engine.Action{Table: b.table, Key: b.key, Change: putting(b.put.item), Client: d.client})
	if b.held == engine.ErrCollectionFull {
		return b.held
	}
	return nil
}

// writeUnprocessed sends back what was not written, in a form that can be asked for again.
func (in *batchWriteItemInput) writeUnprocessed(w *writer) {
	w.name("UnprocessedItems").open('{')
	for _, t := range in.tables {
		if slices.ContainsFunc(t.writes, func(b batchWrite) bool { return b.held != nil }) {
			t.writeUnprocessed(w)
		}
	}
	w.close('}')
}

func (t *batchTable) writeUnprocessed(w *writer) {
	w.name(t.name.value).open('[')
	for _, b := range t.writes {
		if b.held != nil {
			w.compact(b.sent)
		}
	}
	w.close(']')
}

// plan checks the request in DynamoDB's order and finds all items before the first one
// is written.
func (in *batchWriteItemInput) plan(d *Door) error {
	return firstOf(in.modelled, in.countable, in.storable, func() error { return in.locate(d) })
}

func (in *batchWriteItemInput) modelled() error {
	var v violations
	v.enum(in.capacity, "returnConsumedCapacity", enumCapacity)
	v.enum(in.metrics, "returnItemCollectionMetrics", enumCollectionMetrics)
	switch {
	case len(v) > 0: // which DynamoDB then reports alone
		return v.err()
	case !in.given:
		v.missing("requestItems")
	case len(in.tables) == 0:
		v.bare("{}", "RequestItems", longer(1))
	case slices.ContainsFunc(in.tables, func(t batchTable) bool { return !t.name.isName() }):
		v.add(in.dump(), "requestItems", mapKeys)
	}
	for i := range in.tables {
		in.tables[i].modelled(&v)
	}
	if in.given && len(in.tables) == 0 {
		return reworded(v.err(), emptyBatch("BatchWriteItem"))
	}
	return v.err()
}

// dump prints the tables and how many writes each has; DynamoDB prints the addresses of
// objects there.
func (in *batchWriteItemInput) dump() string {
	parts := make([]string, len(in.tables))
	for i, t := range in.tables {
		parts[i] = t.dump()
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func (t *batchTable) dump() string {
	if len(t.writes) == 0 {
		return t.name.value + "=[]"
	}
	return t.name.value + "=[" + strconv.Itoa(len(t.writes)) + " write requests]"
}

// maxBatch is how many writes a batch holds.
const maxBatch = 25

func (t *batchTable) modelled(v *violations) {
	if len(t.writes) == 0 || len(t.writes) > maxBatch {
		v.add("{"+t.dump()+"}", "requestItems", batchListSizes)
		return
	}
	for i, b := range t.writes {
		path := "requestItems." + t.name.value + ".member." + strconv.Itoa(i+1) + ".member."
		switch {
		case b.puts && !b.put.given:
			v.missing(path + "putRequest.item")
		case b.deletes && !b.gone.given:
			v.missing(path + "deleteRequest.key")
		}
	}
}

// countable checks how many writes there are in all.
func (in *batchWriteItemInput) countable() error {
	total := 0
	for _, t := range in.tables {
		total += len(t.writes)
	}
	if total > maxBatch {
		return tooManyInBatch("BatchWriteItem")
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
	if err := olderUnstorable(cmp.Or(b.put.fault, b.gone.fault)); err != nil {
		return err
	}
	return storableSize(b.put.item, messageItemSize)
}

// locate finds the tables and the keys of all writes.
func (in *batchWriteItemInput) locate(d *Door) error {
	for i := range in.tables {
		t := &in.tables[i]
		for j := range t.writes {
			b := &t.writes[j]
			if b.puts {
				b.subject = d.subject(t.name, b.put.item, schemaValues)
				if b.key != "" {
					b.refused = indexable(b.table, b.put.item)
				}
			} else {
				b.subject = d.keyed(t.name, b.gone.item)
			}
		}
	}
	all := in.subjects()
	if repeated(all) {
		return invalid(messageDuplicateKeys)
	}
	if err := firstFault(all, missingTable); err != nil {
		return err
	}
	return firstFault(all, unfitKey)
}

func (in *batchWriteItemInput) subjects() (all []*subject) {
	for i := range in.tables {
		for j := range in.tables[i].writes {
			all = append(all, &in.tables[i].writes[j].subject)
		}
	}
	return all
}
