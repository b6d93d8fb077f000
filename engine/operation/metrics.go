package operation

import (
	"strconv"

	"ringside/engine"
	"ringside/engine/item"
)

type metricsInput struct {
	table     tableName
	index     text
	partition number
	period    text
	limit     number
}

func (in *metricsInput) member(name string, r *item.Reader) error {
	switch name {
	case "TableName":
		return in.table.read(r)
	case "IndexName":
		return in.index.read(r)
	case "Partition":
		return in.partition.read(r)
	case "Period":
		return in.period.read(r)
	case "Limit":
		return in.limit.read(r)
	}
	return r.Skip()
}

var metricPeriods = []engine.Period{engine.PerSecond, engine.PerMinute, engine.PerHour}

const (
	metricsUsually  = 60 // periods
	hotKeysShown    = 5  // of each partition, where all are shown
	hotTenths       = 10 // of a per cent of a partition's units: less is not hot
	partitionsShown = 256
)

func (in *metricsInput) modelled() error {
	var v violations
	v.enum(in.period, "period", listOf(metricPeriods))
	v.between(in.limit, "limit", 1, 0)
	if in.partition.given && in.period.given && in.period.value != "second" {
		v.say("Value '" + in.period.value + "' at 'period' failed to satisfy constraint: Member must be second where 'partition' is given")
	}
	return v.err()
}

// metrics shows what was counted in the last periods, the one under way included, as columns of
// numbers: about a table, one of its global indexes, or one of their partitions; without a TableName
// about the account. By the second it also shows all partitions, to draw their heat. It is our own
// operation and changes nothing.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
func metrics(d *Door, in *metricsInput, w *writer) error {
	if err := in.modelled(); err != nil {
		return err
	}
	period, count := chosen(in.period, metricPeriods, engine.PerSecond), metricsUsually
	if in.limit.given {
		count = int(min(in.limit.value, int64(period.Keeps())))
	}
	if !in.table.given {
		w.open('{')
		writeGathering(w, d.db.GatherAccount(period, count))
		d.writeAlarms("", w)
		w.close('}')
		return nil
	}
	t, err := d.ringNamed(in.table, in.index)
	if err != nil {
		return err
	}
	w.open('{')
	w.name("TableName").text(in.table.name())
	if in.index.given {
		w.name("IndexName").text(in.index.value)
	}
	if in.partition.given {
		err = d.partitionMetrics(t, int(in.partition.value), count, w)
	} else {
		d.tableMetrics(in.table.name(), t, period, count, w)
	}
	w.close('}')
	return err
}

// ringNamed returns a table, or the table that a global index of it is.
func (d *Door) ringNamed(name tableName, index text) (*engine.Table, error) {
	t := d.db.Table(name.name())
	if t == nil {
		return nil, d.tableUnknown(name.value)
	}
	if !index.given {
		return t, nil
	}
	x := t.Index(index.value)
	switch {
	case x == nil:
		return nil, indexNotFound(index.value, t.Name)
	case x.Local:
		return nil, invalid("A local secondary index has no capacity of its own: its metrics are its table's")
	}
	return x.Entries(), nil
}

func (d *Door) tableMetrics(table string, t *engine.Table, period engine.Period, count int, w *writer) {
	writeGathering(w, d.db.GatherTable(t, period, count))
	d.writeProgress(t, w)
	d.writeAlarms(table, w)
	if period != engine.PerSecond {
		return
	}
	w.name("Partitions").open('[')
	for i, p := range t.Partitions() {
		if i == partitionsShown {
			break
		}
		g := d.db.GatherPartition(p, count)
		w.open('{')
		w.name("Id").integer(int64(p.ID))
		w.name("Bytes").integer(p.Bytes())
		writeColumn(w, "Read", g, engine.ConsumedRead)
		writeColumn(w, "Write", g, engine.ConsumedWrite)
		writeColumn(w, "ReadThrottled", g, engine.ReadThrottles)
		writeColumn(w, "WriteThrottled", g, engine.WriteThrottles)
		d.writeHotKeys(t, p, hotKeysShown, w)
		w.close('}')
	}
	w.close(']')
}

// writeProgress writes how far the backfills of a table's new indexes have come.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.OnlineOps.html
func (d *Door) writeProgress(t *engine.Table, w *writer) {
	begun := false
	for _, x := range t.Indexes {
		going, looked := x.Backfilling()
		if !going {
			continue
		}
		if !begun {
			begun = true
			w.name("OnlineIndexPercentageProgress").open('{')
		}
		w.name(x.Name).integer(min(100, 100*looked/max(1, t.ItemCount())))
	}
	if begun {
		w.close('}')
	}
}

func (d *Door) partitionMetrics(t *engine.Table, id, count int, w *writer) error {
	p := t.Partition(id)
	if p == nil {
		return noSuchPartition(int64(id))
	}
	w.name("Partition").integer(int64(id))
	w.name("Bytes").integer(p.Bytes())
	writeGathering(w, d.db.GatherPartition(p, count))
	d.writeHotKeys(t, p, count, w)
	return nil
}

// writeGathering writes a column of each metric that has a value, and when the columns begin.
func writeGathering(w *writer, g engine.Gathering) {
	w.name("Period").text(g.Period.String())
	w.name("PeriodMicros").integer(int64(g.Period.Span()))
	w.name("Start").integer(int64(g.Begin))
	w.name("Metrics").open('{')
	for _, m := range engine.Metrics() {
		writeColumn(w, m.String(), g, m)
	}
	w.close('}')
}

// writeColumn writes the values of one metric, unless all of them are zero.
func writeColumn(w *writer, name string, g engine.Gathering, m engine.Metric) {
	if !g.Has(m) {
		return
	}
	w.name(name).open('[')
	for i := range g.Counts {
		n := int64(g.Counts[i][m])
		if m.InUnits() {
			w.halves(n)
		} else {
			w.integer(n)
		}
	}
	w.close(']')
}

// halves appends an amount of units, as short as can be.
func (w *writer) halves(n int64) {
	w.integer(n / 2)
	if n%2 != 0 {
		w.buffer = append(w.buffer, ".5"...)
	}
}

// writeHotKeys writes the partition keys that most of a partition's units went to lately: a
// hundredth of them at least.
func (d *Door) writeHotKeys(t *engine.Table, p *engine.Partition, limit int, w *writer) {
	w.name("HotKeys").open('[')
	for _, k := range d.db.HotKeys(t, p, limit) {
		tenths := 1000 * int64(k.Units) / int64(max(1, k.Of))
		if tenths < hotTenths {
			continue
		}
		w.open('{')
		w.name("Hash").hash(k.Hash)
		if k.Partition != "" {
			w.name("PartitionKey").raw(string(k.Partition))
		}
		w.name("SharePercent").raw(strconv.FormatInt(tenths/10, 10) + "." + strconv.FormatInt(tenths%10, 10))
		w.close('}')
	}
	w.close(']')
}
