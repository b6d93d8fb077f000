package operation

import (
	"strconv"

	"ringside/engine"
	"ringside/engine/item"
)

type alarmInput struct {
	put    *alarmPut
	remove text
}

func (in *alarmInput) member(name string, r *item.Reader) error {
	switch name {
	case "Put":
		in.put = new(alarmPut)
		return r.Object(func(name string) error { return in.put.member(name, r) })
	case "Remove":
		return in.remove.read(r)
	}
	return r.Skip()
}

// alarmPut is what Put says, in CloudWatch's words.
//
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
type alarmPut struct {
	name       text
	table      tableName
	index      text
	metric     text
	statistic  text
	comparison text
	threshold  number
	period     text
	periods    number
}

func (in *alarmPut) member(name string, r *item.Reader) error {
	switch name {
	case "Name":
		return in.name.read(r)
	case "TableName":
		return in.table.read(r)
	case "IndexName":
		return in.index.read(r)
	case "Metric":
		return in.metric.read(r)
	case "Statistic":
		return in.statistic.read(r)
	case "Comparison":
		return in.comparison.read(r)
	case "Threshold":
		return in.threshold.readLong(r)
	case "Period":
		return in.period.read(r)
	case "Periods":
		return in.periods.read(r)
	}
	return r.Skip()
}

var (
	alarmStatistics  = []engine.Statistic{engine.StatisticSum, engine.StatisticAverage, engine.StatisticMaximum}
	alarmComparisons = []engine.Comparison{engine.AtLeast, engine.MoreThan, engine.AtMost, engine.LessThan}
)

const maxThreshold = 1 << 40

// alarm has a metric of a table or a global index watched, or no longer. The state changes at the end
// of a period, by an event, in the database's own time. It is our own operation; Metrics lists alarms.
func alarm(d *Door, in *alarmInput, w *writer) error {
	if (in.put != nil) == in.remove.given {
		return invalid("Alarm takes either Put or Remove")
	}
	if in.remove.given {
		if !d.db.RemoveAlarm(in.remove.value) {
			return &Error{Type: resourceNotFound, Message: messageNotFound + ": Alarm: " + in.remove.value + " not found"}
		}
		w.raw("{}")
		return nil
	}
	spec, err := in.put.spec()
	if err != nil {
		return err
	}
	ring, err := d.ringNamed(in.put.table, in.put.index)
	if err != nil {
		return err
	}
	if err := d.roomForAlarm(spec.Name); err != nil {
		return err
	}
	d.db.PutAlarm(ring, spec)
	alarms := d.db.Alarms()
	writeAlarm(w, alarms[len(alarms)-1])
	return nil
}

func (d *Door) roomForAlarm(name string) error {
	alarms := d.db.Alarms()
	for _, a := range alarms {
		if a.Name == name {
			return nil
		}
	}
	if len(alarms) >= engine.MaxAlarms {
		return overLimit("There are at most " + strconv.Itoa(engine.MaxAlarms) + " alarms")
	}
	return nil
}

// spec checks what the alarm watches: by default whether the sum of a minute is at least the threshold.
func (in *alarmPut) spec() (s engine.AlarmSpec, err error) {
	watched := watchedMetrics()
	var v violations
	v.required(in.name, "put.name")
	v.length(in.name, "put.name", maxWorkName)
	v.required(in.table.text, "put.tableName")
	v.required(in.metric, "put.metric")
	v.enum(in.metric, "put.metric", listOf(watched))
	v.enum(in.statistic, "put.statistic", listOf(alarmStatistics))
	v.enum(in.comparison, "put.comparison", listOf(alarmComparisons))
	v.enum(in.period, "put.period", listOf(metricPeriods))
	s = engine.AlarmSpec{
		Name: in.name.value, TableName: in.table.name(), IndexName: in.index.value,
		Metric:     chosen(in.metric, watched, engine.ConsumedRead),
		Statistic:  chosen(in.statistic, alarmStatistics, engine.StatisticSum),
		Comparison: chosen(in.comparison, alarmComparisons, engine.AtLeast),
		Period:     chosen(in.period, metricPeriods, engine.PerMinute),
		Threshold:  in.threshold.within(1, &v, "put.threshold", 0, maxThreshold),
		Periods:    int(in.periods.within(1, &v, "put.periods", 1, engine.MaxAlarmPeriods)),
	}
	if s.Metric.InUnits() {
		s.Threshold *= int64(engine.One)
	} else if s.Statistic != engine.StatisticSum {
		v.add(in.statistic.value, "put.statistic", oneOf("Sum"))
	}
	return s, v.err()
}

// watchedMetrics are those that belong to a table and are counted.
func watchedMetrics() (watched []engine.Metric) {
	for _, m := range engine.Metrics() {
		if m.Watched() {
			watched = append(watched, m)
		}
	}
	return watched
}

// chosen returns the one that a member names, or the usual one.
func chosen[T interface{ String() string }](t text, all []T, usual T) T {
	for _, one := range all {
		if t.given && one.String() == t.value {
			return one
		}
	}
	return usual
}

// writeAlarms writes the alarms of a table, its indexes' included, or without a name all of them.
func (d *Door) writeAlarms(table string, w *writer) {
	w.name("Alarms").open('[')
	for _, a := range d.db.Alarms() {
		if table == "" || a.TableName == table {
			writeAlarm(w, a)
		}
	}
	w.close(']')
}

func writeAlarm(w *writer, a engine.Alarm) {
	w.open('{')
	w.name("Name").text(a.Name)
	w.name("TableName").text(a.TableName)
	if a.IndexName != "" {
		w.name("IndexName").text(a.IndexName)
	}
	w.name("Metric").text(a.Metric.String())
	w.name("Statistic").text(a.Statistic.String())
	w.name("Comparison").text(a.Comparison.String())
	threshold := a.Threshold
	if a.Metric.InUnits() {
		threshold /= int64(engine.One)
	}
	w.name("Threshold").integer(threshold)
	w.name("Period").text(a.Period.String())
	w.name("Periods").integer(int64(a.Periods))
	w.name("State").text(a.State.String())
	w.name("Since").integer(int64(a.Since))
	w.name("History").open('[')
	for _, change := range a.History {
		w.open('{')
		w.name("At").integer(int64(change.At))
		w.name("State").text(change.State.String())
		w.close('}')
	}
	w.close(']')
	w.close('}')
}
