package operation

import (
	"errors"
	"slices"

	"ringside/engine"
	"ringside/engine/item"
)

// What belongs to indexes, tags and throughput on a table's line of a saved checkpoint.

func openTime(r *item.Reader, t *engine.Time) error {
	n, err := r.Int()
	*t = engine.Time(n)
	return err
}

func openThroughput(r *item.Reader, p *engine.Throughput) error {
	return r.Object(func(name string) (err error) {
		switch name {
		case "LastIncrease":
			return openTime(r, &p.LastIncrease)
		case "LastDecrease":
			return openTime(r, &p.LastDecrease)
		}
		for _, n := range throughputNumbers(p) {
			if n.name == name {
				*n.at, err = r.Int()
				return err
			}
		}
		return r.Skip()
	})
}

func openTag(r *item.Reader, d *engine.Definition) error {
	var key, value text
	err := readPair(r, "Tag", "Key", &key, "Value", &value)
	d.Tags = append(d.Tags, engine.Tag{Key: key.value, Value: value.value})
	return err
}

func openIndex(r *item.Reader, d *engine.Definition) error {
	var x engine.NewIndex
	err := r.Object(func(name string) (err error) {
		switch name {
		case "IndexName":
			x.Name, err = r.String()
		case "Local":
			x.Local, err = r.Bool()
		case "PartitionKey":
			err = openKeyAttributes(r, &x.Partition)
		case "SortKey":
			err = openKeyAttributes(r, &x.Sort)
		case "Projection":
			var projection int64
			projection, err = r.Int()
			x.Projection = engine.Projection(min(max(projection, 0), int64(engine.ProjectInclude)))
		case "NonKey":
			err = r.Array(func(int) error {
				name, err := r.String()
				x.NonKey = append(x.NonKey, name)
				return err
			})
		case "Throughput":
			err = openThroughput(r, &x.Throughput)
		default:
			err = r.Skip()
		}
		return err
	})
	slices.Sort(x.NonKey)
	d.Indexes = append(d.Indexes, x)
	return err
}

func openKeyAttributes(r *item.Reader, all *[]engine.KeyAttribute) error {
	return r.Array(func(int) error {
		var a engine.KeyAttribute
		err := readKeyAttribute(r, &a)
		*all = append(*all, a)
		return err
	})
}

// checkIndexes refuses indexes that the engine's invariants would not hold for.
func checkIndexes(d *engine.Definition) error {
	const most = 4
	for i, x := range d.Indexes {
		wellFormed := x.Name != "" && len(x.Partition) > 0 && len(x.Partition) <= most && len(x.Sort) <= most
		wellFormed = wellFormed && (!d.OnDemand || x.ReadUnits == 0 && x.WriteUnits == 0)
		for _, before := range d.Indexes[:i] {
			wellFormed = wellFormed && before.Name != x.Name && (before.Local || !x.Local)
		}
		for _, a := range slices.Concat(x.Partition, x.Sort) {
			wellFormed = wellFormed && a.Name != "" && a.Type != 0
		}
		if x.Local {
			wellFormed = wellFormed && d.Key.HasSort() && len(x.Partition) == 1 && x.Partition[0] == d.Key.Partition && len(x.Sort) == 1
		}
		if !wellFormed {
			return errors.New("an index is not well formed")
		}
	}
	return nil
}
