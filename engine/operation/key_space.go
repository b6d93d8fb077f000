package operation

import (
	"slices"

	"ringside/engine"
	"ringside/engine/item"
)

// A keySpace is whose keys an operation of our own looks at: those of a table, or of one of its
// indexes. The entries of a global index lie in a table of their own, those of a local one in
// further trees of the table's replicas.
type keySpace struct {
	table *engine.Table           // in whose partitions the keys lie
	index *engine.IndexDefinition // nil for the table's own
}

// keySpace returns the keys of a table, or of its index if one is named.
func (d *Door) keySpace(table tableName, index text) (keySpace, error) {
	t := d.db.Table(table.name())
	if t == nil {
		return keySpace{}, d.tableUnknown(table.value)
	}
	if !index.given {
		return keySpace{table: t}, nil
	}
	x := t.Index(index.value)
	switch {
	case x == nil:
		return keySpace{}, unknownIndex(index.value)
	case x.Local:
		return keySpace{t, x.IndexDefinition}, nil
	}
	return keySpace{x.Entries(), x.IndexDefinition}, nil
}

// local returns the local index that the keys are of, or nil.
func (s keySpace) local() *engine.IndexDefinition {
	if s.index != nil && s.index.Local {
		return s.index
	}
	return nil
}

// writeKey writes the values of a key. That of an entry has the key of its item besides, for many
// entries may have the same; where several attributes make up one side of it they are a list.
func (s keySpace) writeKey(w *writer, k item.Key) {
	if s.index == nil {
		writeKey(w, s.table.Key, k)
		return
	}
	values, base := k.IndexValues(typesOf(slices.Concat(s.index.Partition, s.index.Sort)))
	partition := min(len(s.index.Partition), len(values))
	writeSide(w, "PartitionKey", values[:partition])
	writeSide(w, "SortKey", values[partition:])
	if base != "" {
		w.name("Item").open('{')
		writeKey(w, s.index.Base(), base)
		w.close('}')
	}
}

func writeSide(w *writer, name string, values []item.Value) {
	switch len(values) {
	case 0:
	case 1:
		w.name(name).raw(string(values[0]))
	default:
		w.name(name).open('{')
		w.name("L").open('[')
		for _, v := range values {
			w.raw(string(v))
		}
		w.close(']')
		w.close('}')
	}
}
