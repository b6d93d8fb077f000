package scenario

import "strings"

// A kind says what a measure can be compared with.
type kind uint8

const (
	ofNumber kind = iota
	ofWord
	ofFlag
	ofRows
	ofItem
	ofTable
	ofOrder
)

func (k kind) example() string {
	return [...]string{
		"units <= 1 or units <= solution", "operation = Query", "stale = true", "rows = solution any order",
		`item {"PK": {"S": "a"}} = solution`, "table = solution", "order = Year descending",
	}[k]
}

// A measure is something that a check can ask of what was run.
type measure struct {
	name string
	kind kind
	// number is what is compared, in thousandths.
	number func(*run) int64
	// word is what is compared.
	word func(*run) string
}

// measures returns all measures. They read the trace and the answer, never the text of
// what was run.
func measures() []measure {
	return []measure{
		{name: "operation", kind: ofWord, word: func(r *run) string { return r.operation }},
		{name: "index", kind: ofWord, word: func(r *run) string { return r.index }},
		{name: "partitions_read", kind: ofNumber, number: func(r *run) int64 { return 1000 * r.partitions }},
		{name: "items_read", kind: ofNumber, number: func(r *run) int64 { return 1000 * r.examined }},
		{name: "items_returned", kind: ofNumber, number: func(r *run) int64 { return 1000 * r.returned }},
		{name: "read_ratio", kind: ofNumber, number: (*run).ratio},
		{name: "units", kind: ofNumber, number: func(r *run) int64 { return r.units }},
		{name: "throttled", kind: ofNumber, number: func(r *run) int64 { return 1000 * r.throttled }},
		{name: "throttled_after", kind: ofNumber, number: func(r *run) int64 { return 1000 * r.traffic.calm }},
		{name: "succeeded", kind: ofNumber, number: func(r *run) int64 { return 1000 * r.traffic.succeeded }},
		{name: "retries", kind: ofNumber, number: func(r *run) int64 { return 1000 * r.traffic.retries }},
		{name: "gave_up", kind: ofNumber, number: func(r *run) int64 { return 1000 * r.traffic.gaveUp }},
		{name: "partitions", kind: ofNumber, number: func(r *run) int64 { return 1000 * r.traffic.partitions }},
		{name: "balance", kind: ofNumber, number: func(r *run) int64 { return r.traffic.balance() }},
		{name: "pages", kind: ofNumber, number: (*run).pages},
		{name: "stale", kind: ofFlag, word: func(r *run) string { return flagWord(r.stale) }},
		{name: "error", kind: ofWord, word: func(r *run) string { return r.fault }},
		{name: "rows", kind: ofRows, number: func(r *run) int64 { return 1000 * int64(len(r.rows)) }},
		{name: "item", kind: ofItem},
		{name: "table", kind: ofTable},
		{name: "order", kind: ofOrder},
	}
}

// none is the word for what is not there.
const none = "none"

func flagWord(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

func measureNamed(name string) (measure, bool) {
	for _, m := range measures() {
		if m.name == name {
			return m, true
		}
	}
	return measure{}, false
}

func measureNames() string {
	var names []string
	for _, m := range measures() {
		names = append(names, m.name)
	}
	return strings.Join(names, ", ")
}

// figure returns what the measure says of a run, for prose, and whether it says anything.
func (m measure) figure(r *run) (string, bool) {
	switch {
	case m.number != nil:
		return decimalOf(m.number(r)), true
	case m.word != nil:
		return m.word(r), true
	}
	return "", false
}
