package operation

import (
	"strconv"
	"strings"

	"ringside/engine"
	"ringside/engine/item"
)

// nowhere is the partition and the replica of a step that is in none.
const nowhere = -1

// trace returns what the request did, as JSON: the operation it amounted to and why, the
// steps, the story that they tell, and at engine.TraceDetail the path through the trees
// and what became of each item. Members that say nothing are left out. It is good until
// the next request.
//
// A trace is written beside an answer that somebody waits for, so it is appended piece by
// piece, names with their quotes and commas.
func (d *Door) trace(status int) []byte {
	t := d.db.Trace()
	w := &d.traced
	w.reset()
	w.open('{')
	w.optional("operation", d.plan.operation)
	w.optional("why", d.plan.why)
	if x := d.plan.through; x != nil {
		w.name("index").text(x.Name)
	}
	if d.plan.elsewhere() {
		w.name("elsewhere").boolean(true)
	}
	t.Steps[0].Why = d.plan.why
	w.name("steps").open('[')
	for i := range t.Steps {
		w.step(&t.Steps[i], t.GaugeAt(i))
	}
	w.close(']')
	d.story(w, status)
	if d.plan.broken != nil {
		writeBroken(w, d.plan.broken)
	} else if d.plan.refused != nil {
		w.optional("mend", d.mendOf(d.plan.refused))
	}
	if len(t.Path) > 0 {
		w.path(t.Path)
	}
	if len(t.Outcomes) > 0 {
		w.outcomes(t)
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

// literal appends text that is JSON already, with the comma before it. While there is
// room it moves no pointer, of which the garbage collector would have to hear.
func (w *writer) literal(json string) {
	n := len(w.buffer)
	if n+len(json) > cap(w.buffer) {
		w.buffer = append(w.buffer, json...)
		return
	}
	w.buffer = w.buffer[:n+len(json)]
	copy(w.buffer[n:], json)
}

// count appends a member unless it is zero.
func (w *writer) count(name string, n int64) {
	if n != 0 {
		w.literal(name)
		w.number(n)
	}
}

// place appends the number of a partition or replica; those below zero are none.
func (w *writer) place(name string, n int) {
	if n >= 0 {
		w.literal(name)
		w.number(int64(n))
	}
}

func (w *writer) step(s *engine.Step, g *engine.Gauge) {
	w.separate()
	w.literal(`{"phase":"`)
	w.literal(s.Phase.String())
	w.literal(`"`)
	w.place(`,"partition":`, s.Partition)
	w.place(`,"replica":`, s.Replica)
	w.count(`,"behindBy":`, int64(s.BehindBy))
	w.count(`,"unread":`, int64(s.Unread))
	w.count(`,"examined":`, int64(s.Examined))
	w.count(`,"returned":`, int64(s.Returned))
	w.count(`,"bytes":`, int64(s.Bytes))
	if s.Units != 0 {
		w.literal(`,"units":`)
		w.buffer = s.Units.Append(w.buffer)
	}
	w.count(`,"at":`, int64(s.At))
	if s.Index != nil {
		w.optional("index", s.Index.Name)
	} else if s.Table != nil && s.Table.IndexOf() != nil {
		w.optional("index", s.Table.Name)
	}
	w.bound(`,"from":"`, s.From)
	w.bound(`,"to":"`, s.To)
	w.optional("why", s.Why)
	switch {
	case s.Effect == engine.Unavailable:
		w.literal(`,"refused":"unavailable"`)
	case s.Effect == engine.Throttling:
		w.literal(`,"refused":"throttled"`)
	}
	if s.Phase == engine.Hashing {
		w.name("input").text(hashInput(s))
	}
	if g != nil {
		w.gauge(s, g)
	}
	w.close('}')
}

// gauge appends what was left in the bucket that a step looked at.
func (w *writer) gauge(s *engine.Step, g *engine.Gauge) {
	w.literal(`,"tokens":`)
	w.thousandths(g.Tokens)
	w.literal(`,"capacity":`)
	w.thousandths(g.Capacity)
	w.literal(`,"rate":`)
	w.thousandths(g.Rate)
	if g.Ceiling > 0 {
		w.literal(`,"given":`)
		w.thousandths(inThousandths(g.Given))
		w.literal(`,"ceiling":`)
		w.thousandths(inThousandths(g.Ceiling))
	}
	if s.Effect == engine.Throttling {
		w.count(`,"wait":`, int64(g.Wait))
	}
}

// hashInput returns the text that a step hashed. Where the partition key of an index has
// several attributes it is their texts, though what is hashed is their encoding.
func hashInput(s *engine.Step) string {
	if x := s.Table.IndexOf(); x != nil {
		texts := make([]string, 0, len(x.Partition))
		values, _ := s.From.IndexValues(typesOf(x.Partition))
		for _, v := range values {
			texts = append(texts, v.Text())
		}
		return strings.Join(texts, " + ")
	}
	return s.From.HashInput(s.Table.Key.Partition.Type, s.Table.Key.Sort.Type)
}

func typesOf(attributes []engine.KeyAttribute) (types []item.Type) {
	for _, k := range attributes {
		types = append(types, k.Type)
	}
	return types
}

// bound appends the hash of a key that a range begins or ends at, unless it is open.
func (w *writer) bound(name string, k item.Key) {
	if k != "" {
		w.literal(name)
		w.buffer = engine.AppendHex(w.buffer, k.Hash())
		w.literal(`"`)
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
	if b.at.Mend != "" {
		w.name("mend").text(b.at.Mend)
	}
	w.close('}')
}

func (w *writer) path(path []engine.Visit) {
	w.literal(`,"path":[`)
	var scratch [16]int
	for _, v := range path {
		probes := v.Probes(scratch[:0])
		w.separate()
		w.literal(`{"partition":`)
		w.number(int64(v.Partition))
		w.place(`,"replica":`, v.Replica)
		w.place(`,"depth":`, v.Depth)
		w.place(`,"keys":`, v.Keys)
		w.place(`,"child":`, v.Child)
		w.place(`,"comparisons":`, len(probes))
		w.literal(`,"probes":`)
		w.indices(probes)
		w.close('}')
	}
	w.close(']')
}

// number appends a number without a comma before it.
func (w *writer) number(n int64) { w.literal(strconv.FormatInt(n, 10)) }

// indices appends an array of numbers, without a comma before it.
func (w *writer) indices(all []int) {
	w.literal("[")
	for i, n := range all {
		if i > 0 {
			w.literal(",")
		}
		w.number(int64(n))
	}
	w.literal("]")
}

// outcomes writes what became of the items of each run, a letter for each.
func (w *writer) outcomes(t *engine.Trace) {
	w.name("outcomes").open('[')
	for i := range t.Runs {
		r := &t.Runs[i]
		if r.Count == 0 {
			continue
		}
		w.separate()
		w.literal(`{"partition":`)
		w.number(int64(r.Partition))
		w.place(`,"replica":`, r.Replica)
		w.literal(`,"first":{`)
		keySpace{r.Table, r.Index}.writeKey(w, r.First.Key)
		w.bound(`,"Hash":"`, r.First.Key)
		w.literal(`}`)
		if r.Reverse {
			w.literal(`,"reverse":true`)
		}
		w.literal(`,"items":"`)
		w.literal(string(t.Outcomes[r.Start : r.Start+r.Count]))
		w.literal(`"}`)
	}
	w.close(']')
}
