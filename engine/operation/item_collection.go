package operation

import (
	"slices"

	"ringside/engine"
	"ringside/engine/item"
)

// hasMetrics reports whether a response says how large item collections are.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ItemCollectionMetrics.html
func hasMetrics(asked text, t *engine.Table) bool { return asked.value == "SIZE" && hasLocalIndex(t) }

// hasLocalIndex reports whether the table's item collections are bound to one partition each.
func hasLocalIndex(t *engine.Table) bool {
	return slices.ContainsFunc(t.Indexes, func(x *engine.Index) bool { return x.Local })
}

// collectionMetrics writes one ItemCollectionMetrics: the collection's partition key, and
// between which whole gigabytes its size lies.
func (w *writer) collectionMetrics(t *engine.Table, k item.Key) {
	partition, _ := k.Attributes(t.Key.Partition.Type, t.Key.Sort.Type)
	w.open('{')
	w.name("ItemCollectionKey").raw(item.New([]item.Attribute{{Name: t.Key.Partition.Name, Value: partition}}).JSON())
	gigabytes := engine.Units(t.CollectionBytes(k)>>30) * engine.One
	w.name("SizeEstimateRangeGB").open('[')
	w.raw(gigabytes.String())
	w.raw((gigabytes + engine.One).String())
	w.close(']')
	w.close('}')
}

// metricsByTable are the items that a request wrote, by what it called their tables.
type metricsByTable []struct {
	name     string
	subjects []*subject
}

func (m *metricsByTable) add(name string, t *subject) {
	for i := range *m {
		if one := &(*m)[i]; one.name == name {
			one.subjects = append(one.subjects, t)
			return
		}
	}
	*m = append(*m, struct {
		name     string
		subjects []*subject
	}{name, []*subject{t}})
}

// metricsByTable writes the collections of several items, by table, each once.
func (w *writer) metricsByTable(asked text, m metricsByTable) {
	begun := false
	for _, one := range m {
		if !hasMetrics(asked, one.subjects[0].table) {
			continue
		}
		if !begun {
			begun = true
			w.name("ItemCollectionMetrics").open('{')
		}
		w.name(one.name).open('[')
		for i, t := range one.subjects {
			if !sameCollection(one.subjects[:i], t) {
				w.collectionMetrics(t.table, t.key)
			}
		}
		w.close(']')
	}
	if begun {
		w.close('}')
	}
}

func sameCollection(before []*subject, t *subject) bool {
	key := t.table.Key
	partition, _ := t.key.Attributes(key.Partition.Type, key.Sort.Type)
	for _, other := range before {
		if p, _ := other.key.Attributes(key.Partition.Type, key.Sort.Type); p == partition {
			return true
		}
	}
	return false
}
