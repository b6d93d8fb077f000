package engine

import "ringside/engine/item"

// ask makes a workload's request of a number, and returns the key that it is about.
func (db *Database) ask(w *Workload, t *Table, number int64, random uint64) (item.Key, error) {
	kind := w.kind(random)
	partition, sort := w.shape.values(w.about(kind, number, random), random)
	key := item.EncodeKey(partition, sort)
	switch kind {
	case WorkGet:
		_, err := db.Get(t, key, w.Consistent)
		return key, err
	case WorkQuery:
		return key, db.query(w, t, partition, random)
	}
	_, err := db.Write(Action{Table: t, Key: key, Change: func(old item.Item) (item.Item, error) {
		switch {
		case kind == WorkDelete:
			return "", nil
		case kind == WorkUpdate && old != "":
			return old.With(numberName, item.FromInt(int(number))), nil
		}
		return w.shape.item(number, partition, sort, random), nil
	}})
	return key, err
}

// kind draws what a request is.
func (w *Workload) kind(random uint64) WorkRequest {
	at := int64(drawn(random, drawMix) % 100)
	kind := WorkGet
	for at >= w.Mix[kind] {
		at -= w.Mix[kind]
		kind++
	}
	return kind
}

// about returns the number of the request whose key a request is about: where keys follow the clock, a
// read is about one of the last that were written.
func (w *Workload) about(kind WorkRequest, number int64, random uint64) int64 {
	const recent = 100
	if w.Keys.Spread != TimeOrdered || kind == WorkPut {
		return number
	}
	return max(0, number-1-int64(drawn(random, drawRead)%recent))
}

// queryMost is how many items a workload's query examines at the most.
const queryMost = 100

// query reads an item collection, of the table or in an index.
func (db *Database) query(w *Workload, t *Table, partition item.Value, random uint64) error {
	r := Read{Table: t, Consistent: w.Consistent, Limit: queryMost}
	switch x := t.Index(w.Index); {
	case x == nil && t.Key.HasSort():
		r.From = item.CollectionPrefix(partition)
		r.To = r.From.PrefixEnd()
	case x == nil:
		r.From = item.EncodeKey(partition, "")
		r.To = r.From.Successor()
	default:
		r.From = item.IndexPrefix(w.shape.indexed(x, partition, random), nil)
		r.To = r.From.PrefixEnd()
		if x.Local {
			r.Local = x.IndexDefinition
		} else {
			r.Table, r.Consistent = x.entries, false
		}
	}
	_, err := db.Read(r)
	return err
}

// indexed returns values of an index's partition key, as made-up items have them.
func (s *shape) indexed(x *Index, partition item.Value, random uint64) (values []item.Value) {
	for _, k := range x.Partition {
		v := partition
		for i := range s.attributes {
			if a := &s.attributes[i]; a.name == k.Name && a.role == madeRole {
				v = a.made(i, random)
			}
		}
		values = append(values, v)
	}
	return values
}

// modelled returns how long the service would take for a request, about: nothing here takes any time.
// It is made up, from what clients commonly see: some milliseconds, a read less than a write.
func (w *Workload) modelled(random, drawing uint64) Time {
	mean := 5 * Millisecond
	switch w.kind(random) {
	case WorkGet:
		mean = 2 * Millisecond
	case WorkQuery:
		mean = 4 * Millisecond
	}
	return mean/2 + Time(drawn(drawing, drawLatency)%uint64(mean))
}
