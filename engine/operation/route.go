package operation

import (
	"ringside/engine"
	"ringside/engine/expression"
	"ringside/engine/item"
	"ringside/parser"
)

// planned is what the trace says about a request besides the engine's steps: which of
// DynamoDB's operations it amounts to and why it is done in this way.
type planned struct {
	operation string
	why       string
	through   *engine.Index // that is read instead of the table, nil for none
	broken    *brokenText
	refused   *Error // why, nil when it is not
}

// elsewhere reports whether partitions are those of a global index, and none of the table's.
func (p *planned) elsewhere() bool { return p.through != nil && !p.through.Local }

// brokenText is where the parser stopped understanding a member of the request.
type brokenText struct {
	member string
	at     *parser.Error
}

// syntax notes a parser's error for the trace.
func (p *planned) syntax(member string, err error) {
	if e, ok := err.(*parser.Error); ok {
		p.broken = &brokenText{member, e}
	}
}

// A span is a range of keys, from one up to, not including, another. An empty to means
// the end of the key space.
type span struct {
	from, to item.Key
}

// one is the span of a single key.
func one(k item.Key) span { return span{k, k.Successor()} }

// wholeTable is the span of a whole table.
var wholeTable = span{}

func (s span) empty() bool { return s.to != "" && s.from >= s.to }

func (s span) holds(k item.Key) bool { return k >= s.from && (s.to == "" || k < s.to) }

func (s span) overlaps(other span) bool {
	return (other.to == "" || s.from < other.to) && (s.to == "" || other.from < s.to)
}

// after narrows a span to what a page that ended at a key left over.
func (s span) after(k item.Key, reverse bool) span {
	if reverse {
		return span{s.from, k}
	}
	return span{k.Successor(), s.to}
}

// A route is the way of a request to its items.
type route struct {
	planned
	table *engine.Table
	spans []span // in the order in which they are read
}

// A pointPlan is what is to be done with the item under one key, once all has been checked
// that can be without looking at the item.
type pointPlan struct {
	table      *engine.Table
	key        item.Key
	projection *expression.Projection
	update     *expression.Update
	condition  *expression.Condition
}

func (p *pointPlan) route(operation, why string) route {
	return route{planned{operation: operation, why: why}, p.table, []span{one(p.key)}}
}

// partitions returns the IDs of the partitions that hold the route's spans, each once,
// in ring order.
func (r *route) partitions() []int {
	var ids []int
	for _, p := range r.ring().Partitions() {
		if r.meets(span{p.First, p.Last}) {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

// ring returns the table whose partitions hold what is read.
func (r *route) ring() *engine.Table {
	if r.elsewhere() {
		return r.through.Entries()
	}
	return r.table
}

func (r *route) meets(owned span) bool {
	for _, s := range r.spans {
		if !s.empty() && s.overlaps(owned) {
			return true
		}
	}
	return false
}
