package operation

import (
	"strconv"

	"ringside/engine"
	"ringside/engine/item"
)

type workloadInput struct {
	start  *workloadStart
	cancel text
	status text
	period text
	limit  number
}

func (in *workloadInput) member(name string, r *item.Reader) error {
	switch name {
	case "Start":
		in.start = newWorkloadStart()
		return r.Object(func(name string) error { return in.start.member(name, r) })
	case "Cancel":
		return in.cancel.read(r)
	case "Status":
		return in.status.read(r)
	case "Period":
		return in.period.read(r)
	case "Limit":
		return in.limit.read(r)
	}
	return r.Skip()
}

// workload starts a stream of requests that happens in the database's own time, ends one, tells how one
// is, or lists them all. What it starts is only registered: the requests are made as the clock comes to
// them. It is our own operation, and a session keeps Start and Cancel.
func workload(d *Door, in *workloadInput, w *writer) error {
	if err := in.modelled(); err != nil {
		return err
	}
	switch {
	case in.start != nil:
		return in.begin(d, w)
	case in.cancel.given:
		return in.end(d, w)
	case in.status.given:
		load, err := d.workloadNamed(in.status.value)
		if err == nil {
			in.writeStatus(d, load, w)
		}
		return err
	}
	d.listWorkloads(w)
	return nil
}

func (in *workloadInput) modelled() error {
	var v violations
	v.enum(in.period, "period", "tenth, second")
	v.between(in.limit, "limit", 1, 0)
	if err := v.err(); err != nil {
		return err
	}
	if in.start != nil && in.cancel.given || in.cancel.given && in.status.given || in.status.given && in.start != nil {
		return invalid("Workload takes one of Start, Cancel and Status")
	}
	return nil
}

func (in *workloadInput) begin(d *Door, w *writer) error {
	t, err := d.activeTable(in.start.table.name())
	if err != nil {
		return err
	}
	spec, err := in.start.spec(t)
	if err != nil {
		return err
	}
	running := 0
	for _, other := range d.db.Workloads() {
		if other.State == engine.WorkRunning {
			running++
			if other.Name == spec.Name {
				return inUse("Workload is running: " + spec.Name)
			}
		}
	}
	if running >= engine.MaxWorkloads {
		return overLimit("At most " + strconv.Itoa(engine.MaxWorkloads) + " workloads run at once")
	}
	d.keep("")
	in.writeStatus(d, d.db.StartWorkload(t, spec), w)
	return nil
}

func (in *workloadInput) end(d *Door, w *writer) error {
	load, err := d.workloadNamed(in.cancel.value)
	if err != nil {
		return err
	}
	if load.State == engine.WorkRunning {
		d.keep("")
		d.db.CancelWorkload(load)
	}
	in.writeStatus(d, load, w)
	return nil
}

func (d *Door) workloadNamed(name string) (*engine.Workload, error) {
	if load := d.db.Workload(name); load != nil {
		return load, nil
	}
	return nil, &Error{Type: resourceNotFound, Message: messageNotFound + ": Workload: " + name + " not found"}
}

func (d *Door) listWorkloads(w *writer) {
	w.open('{')
	w.name("Workloads").open('[')
	for _, load := range d.db.Workloads() {
		w.open('{')
		writeWorkload(w, load)
		w.close('}')
	}
	w.close(']')
	w.close('}')
}

// writeWorkload writes which workload it is and how far it has come.
func writeWorkload(w *writer, load *engine.Workload) {
	made, all := load.Arrivals()
	w.name("Name").text(load.Name)
	w.name("TableName").text(load.TableName)
	w.name("State").text(load.State.String())
	w.name("Percent").integer(100 * made / all)
	w.name("Requests").integer(all)
	w.name("Began").integer(int64(load.Began))
	if load.State != engine.WorkRunning {
		w.name("Ended").integer(int64(load.Ended))
	}
}

// workloadUsually is how many periods a status shows unless it is asked for more or fewer.
const workloadUsually = 60

// writeStatus writes how a workload is: totals, modelled latencies, and columns of its last periods.
func (in *workloadInput) writeStatus(d *Door, load *engine.Workload, w *writer) {
	w.open('{')
	writeWorkload(w, load)
	w.name("Totals").open('{')
	total := load.Total()
	for _, m := range engine.WorkMetrics() {
		if m.Totals() {
			writeWorkCount(w.name(m.String()), m, total[m])
		}
	}
	w.close('}')
	w.name("Outstanding").integer(int64(load.Waiting()))
	w.name("ModelledLatency").open('{')
	for _, percent := range []int{50, 90, 99, 100} {
		w.name("P" + strconv.Itoa(percent)).integer(int64(load.Latency(percent)))
	}
	w.close('}')
	count := int64(workloadUsually)
	if in.limit.given {
		count = min(in.limit.value, engine.MaxWorkSeconds)
	}
	writeWorkSeries(w, load.Gather(d.db.Now(), in.period.value == "tenth", int(count)))
	w.close('}')
}

func writeWorkCount(w *writer, m engine.WorkMetric, n int64) {
	if m.InUnits() {
		w.halves(n)
	} else {
		w.integer(n)
	}
}

// writeWorkSeries writes a column of each metric that has a value.
func writeWorkSeries(w *writer, g engine.WorkGathering) {
	w.name("PeriodMicros").integer(int64(g.Span))
	w.name("Start").integer(int64(g.Begin))
	w.name("Periods").integer(int64(len(g.Counts)))
	w.name("Series").open('{')
	for _, m := range engine.WorkMetrics() {
		any := false
		for i := range g.Counts {
			any = any || g.Counts[i][m] != 0
		}
		if !any {
			continue
		}
		w.name(m.String()).open('[')
		for i := range g.Counts {
			writeWorkCount(w, m, g.Counts[i][m])
		}
		w.close(']')
	}
	w.close('}')
}
