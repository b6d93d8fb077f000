package operation

import "ringside/engine"

// inspectIndexes writes how the table's indexes are: of a global one its partitions, and for each
// partition of the table how far the index has come in that one's log.
func (d *Door) inspectIndexes(t *engine.Table, w *writer, limit int) {
	w.name("Indexes").open('[')
	for _, x := range t.Indexes {
		w.open('{')
		w.name("IndexName").text(x.Name)
		w.name("IndexStatus").text(x.Status.String())
		w.name("Local").boolean(x.Local)
		w.name("Projection").text(x.Projection.String())
		writeKeyAttributes(w, "PartitionKey", x.Partition)
		writeKeyAttributes(w, "SortKey", x.Sort)
		w.name("ItemCount").integer(x.ItemCount())
		w.name("SizeBytes").integer(x.SizeBytes())
		if going, looked := x.Backfilling(); going {
			w.name("Backfilled").integer(looked)
		}
		if !x.Local {
			inspectInjection(x.Entries().Injection, w)
			w.name("PartitionCount").integer(int64(len(x.Entries().Partitions())))
			d.inspectCapacity(x.Entries(), &x.Throughput, w)
			d.inspectPartitions(keySpace{x.Entries(), x.IndexDefinition}, w, limit)
			inspectReaders(t, x, w, limit)
		}
		w.close('}')
	}
	w.close(']')
}

func writeKeyAttributes(w *writer, name string, all []engine.KeyAttribute) {
	w.name(name).open('[')
	for _, a := range all {
		w.open('{')
		w.name("Name").text(a.Name)
		w.name("Type").text(a.Type.String())
		w.close('}')
	}
	w.close(']')
}

// inspectReaders writes of which partitions of its table an index has not read all of the log, or
// is to be late with it.
func inspectReaders(t *engine.Table, x *engine.Index, w *writer, limit int) {
	w.name("Readers").open('[')
	for _, p := range t.Partitions() {
		r := p.Reader(x)
		if !r.Pending && !r.Stalled && r.Delay == (engine.Delay{}) {
			continue
		}
		if limit--; limit < 0 {
			break
		}
		w.open('{')
		w.name("Partition").integer(int64(p.ID))
		w.name("BehindBy").integer(int64(r.BehindBy))
		if r.Pending {
			w.name("DueAt").integer(int64(r.Due))
		}
		if r.Stalled {
			w.name("Stalled").boolean(true)
		}
		inspectDelay(r.Delay, w)
		w.close('}')
	}
	w.close(']')
}
