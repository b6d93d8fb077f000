package operation

import (
	"strconv"
	"strings"

	"ringside/engine"
)

// inspectMeters writes how much a table, a global index or a partition has left for reads and for
// writes, what it gets, and how hot it is: nothing when nobody is throttled.
func (d *Door) inspectMeters(w *writer, of func(engine.Access) engine.Meter) {
	if d.db.Scale().Admission == engine.AdmitAll {
		return
	}
	w.meter("Reads", of(engine.Reads))
	w.meter("Writes", of(engine.Writes))
}

// inspectCapacity writes what a table, or an index, has left, and how it is scaled.
func (d *Door) inspectCapacity(t *engine.Table, served *engine.Throughput, w *writer) {
	d.inspectMeters(w, func(a engine.Access) engine.Meter { return d.db.TableMeter(t, a) })
	if served.Scaling.Target > 0 {
		w.name("AutoScaling").open('{')
		writeScaling(w, served.Scaling)
		w.close('}')
	}
}

// inspectDivision writes that a partition is being split by itself, when that is done and why, or
// why it can't be though it should.
func (d *Door) inspectDivision(p *engine.Partition, w *writer) {
	switch why, pending, due := d.db.Division(p); {
	case pending:
		w.name("Split").open('{')
		w.name("Why").text(why.String())
		w.name("DueAt").integer(int64(due))
		w.close('}')
	case why.Refuses():
		w.name("SplitRefused").text(why.String())
	}
}

func (w *writer) meter(name string, m engine.Meter) {
	w.name(name).open('{')
	w.name("Tokens").thousandths(m.Tokens)
	w.name("Capacity").thousandths(m.Capacity)
	w.name("Rate").thousandths(m.Rate)
	if m.Ceiling > 0 {
		w.name("Given").thousandths(inThousandths(m.Given))
		w.name("Ceiling").thousandths(inThousandths(m.Ceiling))
	}
	w.name("LastSecond").thousandths(inThousandths(m.Second))
	w.name("LastMinute").thousandths(inThousandths(m.Minute))
	w.name("ThrottledLastMinute").integer(m.Refused)
	w.close('}')
}

func inThousandths(u engine.Units) int64 { return int64(u) * 1000 / int64(engine.One) }

// thousandths appends a number that is counted in thousandths, without zeros at its end: 1498.5.
func (w *writer) thousandths(n int64) {
	const one = 1000
	if n < 0 {
		w.literal("-")
		n = -n
	}
	w.number(n / one)
	w.decimals(n % one)
}

// decimals appends what a number has behind its point, in thousandths.
func (w *writer) decimals(rest int64) {
	const one = 1000
	if rest != 0 {
		digits := strconv.FormatInt(one+rest, 10)
		w.literal("." + strings.TrimRight(digits[1:], "0"))
	}
}
