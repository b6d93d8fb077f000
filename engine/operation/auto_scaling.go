package operation

import (
	"ringside/engine"
	"ringside/engine/item"
)

type autoScalingInput struct {
	table  tableName
	index  text
	least  number
	most   number
	target number
	off    bool
}

func (in *autoScalingInput) member(name string, r *item.Reader) (err error) {
	switch name {
	case "TableName":
		return in.table.read(r)
	case "IndexName":
		return in.index.read(r)
	case "MinUnits":
		return in.least.read(r)
	case "MaxUnits":
		return in.most.read(r)
	case "TargetPercent":
		return in.target.read(r)
	case "Off":
		in.off, err = r.Bool()
		return err
	}
	return r.Skip()
}

// autoScaling sets between which units the capacity of a provisioned table, or of its global index,
// is kept, for reads and for writes, and what part of it shall be used; Off ends that. It is our own
// operation: at AWS it belongs to another service, Application Auto Scaling.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html
func autoScaling(d *Door, in *autoScalingInput, w *writer) error {
	t, err := d.table(in.table)
	if err != nil {
		return err
	}
	x, err := in.scaledIndex(t)
	if err != nil {
		return err
	}
	if err := in.check(d, t); err != nil {
		return err
	}
	s := engine.AutoScaling{Min: in.least.value, Max: in.most.value, Target: in.target.value}
	if in.off {
		s = engine.AutoScaling{}
	}
	d.db.Autoscale(t, x, s)
	w.open('{')
	w.name("TableName").text(t.Name)
	if x != nil {
		w.name("IndexName").text(x.Name)
	}
	if !in.off {
		writeScaling(w, s)
	}
	w.close('}')
	return nil
}

// scaledIndex returns the index that is named, or nil.
func (in *autoScalingInput) scaledIndex(t *engine.Table) (*engine.Index, error) {
	if !in.index.given {
		return nil, nil
	}
	x := t.Index(in.index.value)
	switch {
	case x == nil:
		return nil, unknownIndex(in.index.value)
	case x.Local:
		return nil, invalid("A local secondary index has no capacity of its own; it uses the table's")
	}
	return x, nil
}

func (in *autoScalingInput) check(d *Door, t *engine.Table) error {
	switch {
	case d.db.Scale().Admission == engine.AdmitAll:
		return invalid("Nobody is throttled in this database and nothing is counted: open it with admission on to scale its tables")
	case in.off:
		return nil
	case t.OnDemand:
		return invalid("The table is on demand: auto scaling is for provisioned tables")
	case !in.least.given || in.least.value < 1 || in.most.value < in.least.value || in.most.value > engine.TableQuota:
		return invalid("MinUnits and MaxUnits must be from 1 to 40000, and MinUnits no more than MaxUnits")
	case in.target.value < engine.MinTarget || in.target.value > engine.MaxTarget:
		return invalid("TargetPercent must be from 20 to 90")
	}
	return nil
}

func writeScaling(w *writer, s engine.AutoScaling) {
	w.name("MinUnits").integer(s.Min)
	w.name("MaxUnits").integer(s.Max)
	w.name("TargetPercent").integer(s.Target)
}
