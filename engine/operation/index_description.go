package operation

import "ringside/engine"

// describeIndexes writes a table's indexes in the order in which they were named.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GlobalSecondaryIndexDescription.html
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_LocalSecondaryIndexDescription.html
func (d *Door) describeIndexes(t *engine.Table, when occasion, w *writer) {
	for _, kind := range []struct {
		name  string
		local bool
	}{{"LocalSecondaryIndexes", true}, {"GlobalSecondaryIndexes", false}} {
		found := false
		for _, x := range t.Indexes {
			if x.Local != kind.local {
				continue
			}
			if !found {
				w.name(kind.name).open('[')
				found = true
			}
			d.describeIndex(t, x, when, w)
		}
		if found {
			w.close(']')
		}
	}
}

func (d *Door) describeIndex(t *engine.Table, x *engine.Index, when occasion, w *writer) {
	w.open('{')
	w.name("IndexName").text(x.Name)
	describeKey(x.Partition, x.Sort, w)
	w.name("Projection").open('{')
	w.name("ProjectionType").text(x.Projection.String())
	if len(x.NonKey) > 0 {
		w.name("NonKeyAttributes").open('[')
		for _, name := range x.NonKey {
			w.text(name)
		}
		w.close(']')
	}
	w.close('}')
	if !x.Local {
		d.describeGlobal(t, x, when, w)
	}
	w.name("IndexSizeBytes").integer(x.SizeBytes())
	w.name("ItemCount").integer(x.ItemCount())
	w.name("IndexArn").text(d.options.tableARN(t.Name) + "/index/" + x.Name)
	w.close('}')
}

// describeGlobal writes what only global indexes have. Backfilling is said of one that is added
// to a table that was there.
func (d *Door) describeGlobal(t *engine.Table, x *engine.Index, when occasion, w *writer) {
	w.name("IndexStatus").text(x.Status.String())
	if x.Status == engine.IndexCreating && t.Status != engine.Creating {
		going, _ := x.Backfilling()
		w.name("Backfilling").boolean(going)
	}
	d.describeProvisioned(&x.Throughput, w)
	describeMaximum(&x.Throughput, w)
	d.describeWarmth(&x.Throughput, when != whenCreated, w)
}
