package operation

import (
	"ringside/engine"
	"ringside/engine/item"
)

// nowhere is the partition and the replica of a step that is in none.
const nowhere = -1

// trace returns what the request did, as JSON: the operation it amounted to and why, the
// steps, and at engine.TraceDetail the path through the trees and what became of each
// item. Members that say nothing are left out.
func (d *Door) trace() []byte {
	t := d.db.Trace()
	var w writer
	w.open('{')
	w.optional("operation", d.plan.operation)
	w.optional("why", d.plan.why)
	w.name("steps").open('[')
	for i := range t.Steps {
		if t.Steps[i].Phase == engine.Parse {
			t.Steps[i].Why = d.plan.why
		}
		writeStep(&w, &t.Steps[i])
	}
	w.close(']')
	if d.plan.broken != nil {
		writeBroken(&w, d.plan.broken)
	}
	if len(t.Path) > 0 {
		writePath(&w, t.Path)
	}
	if len(t.Outcomes) > 0 {
		writeOutcomes(&w, t.Outcomes)
	}
	w.close('}')
	return w.buffer
}

// optional writes a member unless it is empty.
func (w *writer) optional(name, value string) {
	if value != "" {
		w.name(name).text(value)
	}
}

// count writes a member unless it is zero.
func (w *writer) count(name string, n int64) {
	if n != 0 {
		w.name(name).integer(n)
	}
}

// place writes the number of a partition or replica; those below zero are none.
func (w *writer) place(name string, n int) {
	if n >= 0 {
		w.name(name).integer(int64(n))
	}
}

func writeStep(w *writer, s *engine.Step) {
	w.open('{')
	w.name("phase").text(s.Phase.String())
	w.place("partition", s.Partition)
	w.place("replica", s.Replica)
	w.count("behindBy", int64(s.BehindBy))
	w.count("examined", int64(s.Examined))
	w.count("returned", int64(s.Returned))
	w.count("bytes", int64(s.Bytes))
	if s.Units != 0 {
		w.name("units").raw(s.Units.String())
	}
	w.count("at", int64(s.At))
	w.bound("from", s.From)
	w.bound("to", s.To)
	w.optional("why", s.Why)
	w.close('}')
}

// bound writes the hash of a key that a range begins or ends at, unless it is open.
func (w *writer) bound(name string, k item.Key) {
	if k != "" {
		w.name(name).hash(k.Hash())
	}
}

func writeBroken(w *writer, b *brokenText) {
	w.name("syntax").open('{')
	w.name("member").text(b.member)
	w.name("offset").integer(int64(b.at.Offset))
	w.name("line").integer(int64(b.at.Line))
	w.name("column").integer(int64(b.at.Column))
	w.name("length").integer(int64(b.at.Length))
	w.name("expected").text(b.at.Expected)
	w.close('}')
}

func writePath(w *writer, path []engine.Visit) {
	w.name("path").open('[')
	for _, v := range path {
		w.open('{')
		w.name("partition").integer(int64(v.Partition))
		w.name("depth").integer(int64(v.Depth))
		w.name("keys").integer(int64(v.Keys))
		w.name("child").integer(int64(v.Child))
		w.name("comparisons").integer(int64(v.Comparisons))
		w.close('}')
	}
	w.close(']')
}

func writeOutcomes(w *writer, outcomes []engine.Outcome) {
	w.name("outcomes").open('[')
	for _, o := range outcomes {
		outcome := "filtered"
		if o.Returned {
			outcome = "returned"
		}
		w.open('{')
		w.name("partition").integer(int64(o.Partition))
		w.name("outcome").text(outcome)
		w.close('}')
	}
	w.close(']')
}
