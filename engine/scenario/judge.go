package scenario

import (
	"slices"
	"sort"
	"strings"

	"ringside/engine/item"
	"ringside/parser"
)

// A verdict is whether a check holds of a run, and if it doesn't, a sentence that says
// what is different.
type verdict struct {
	passed     bool
	difference string
}

// judge holds a check against a run, and against that of the solution on the same data.
func (c *check) judge(r, solution *run) verdict {
	if c.clause == nil {
		return c.judgeAny(r, solution)
	}
	v := c.judgeClause(r, solution)
	if c.clause.Not {
		return verdict{!v.passed, "Here " + c.positive() + "; the aim is that it is not so."}
	}
	return v
}

// positive is the check without its not.
func (c *check) positive() string {
	clause := *c.clause
	clause.Not = false
	return clause.String()
}

// judgeAny passes when an alternative does. Else it tells what the first one misses.
func (c *check) judgeAny(r, solution *run) verdict {
	for _, one := range c.any {
		if one.judge(r, solution).passed {
			return verdict{passed: true}
		}
	}
	return verdict{difference: c.any[0].judge(r, solution).difference}
}

func (c *check) judgeClause(r, solution *run) verdict {
	m, _ := measureNamed(c.clause.Measure)
	switch m.kind {
	case ofNumber:
		return c.judgeNumber(m, r, solution)
	case ofRows:
		return c.judgeRows(r, solution)
	case ofItem:
		return c.judgeItem(r, solution)
	case ofTable:
		return c.judgeTable(r, solution)
	case ofOrder:
		return c.judgeOrder(r)
	}
	return c.judgeWord(m, r, solution)
}

func (c *check) judgeNumber(m measure, r, solution *run) verdict {
	aim := c.number
	if c.clause.Value.Word == "solution" {
		aim = m.number(solution)
	}
	if holds(m.number(r), c.clause.Comparison, aim) {
		return verdict{passed: true}
	}
	return verdict{difference: c.numberDifference(m, r, solution, aim)}
}

func holds(n int64, comparison string, aim int64) bool {
	switch comparison {
	case "=":
		return n == aim
	case "<>":
		return n != aim
	case "<":
		return n < aim
	case "<=":
		return n <= aim
	case ">":
		return n > aim
	}
	return n >= aim
}

// numberDifference says by how much a number is off.
func (c *check) numberDifference(m measure, r, solution *run, aim int64) string {
	target := aimWords[c.clause.Comparison] + decimalOf(aim)
	switch m.name {
	case "partitions_read", "items_read":
		return "You read " + plural(r.examined, "item") + " in " + plural(r.partitions, "partition") +
			"; the aim is " + decimal(solution.examined) + " in " + decimal(solution.partitions) + "."
	case "items_returned":
		return "You got " + plural(r.returned, "item") + "; the aim is " + target + "."
	case "read_ratio":
		return "You read " + plural(r.examined, "item") + " and used " + decimal(r.returned) +
			"; the aim is to read " + decimal(solution.examined) + " and use " + decimal(solution.returned) + "."
	case "units":
		return "It cost " + count(r.units, "unit") + "; the aim is " + target + "."
	case "throttled":
		return count(m.number(r), "request") + were(r.throttled) + "throttled; the aim is " + target + "."
	case "gave_up":
		return count(m.number(r), "request") + were(r.traffic.gaveUp) + "given up; the aim is " + target + "."
	case "partitions":
		return "In the end there " + areOf(r.traffic.partitions, "partition") + "; the aim is " + target + "."
	case "balance":
		return r.traffic.hottest() + " The aim is a balance of " + target + ", where 1 is even."
	case "pages":
		return "The answer takes " + count(m.number(r), "page") + "; the aim is " + target + "."
	}
	return m.name + " is " + decimalOf(m.number(r)) + "; the aim is " + target + "."
}

var aimWords = map[string]string{"<": "less than ", "<=": "at most ", ">": "more than ", ">=": "at least ", "<>": "anything but "}

// areOf says that there are so many.
func areOf(n int64, noun string) string {
	if n == 1 {
		return "is 1 " + noun
	}
	return "are " + plural(n, noun)
}

// were agrees with a number of things.
func were(n int64) string {
	if n == 1 {
		return " was "
	}
	return " were "
}

// count writes thousandths and what they count.
func count(n int64, noun string) string {
	if n == 1000 {
		return "1 " + noun
	}
	return decimalOf(n) + " " + noun + "s"
}

func (c *check) judgeWord(m measure, r, solution *run) verdict {
	value := c.clause.Value
	aim := value.Word + value.Text
	if value.Word == "solution" {
		aim = m.word(solution)
	}
	if (m.word(r) == aim) == (c.clause.Comparison == "=") {
		return verdict{passed: true}
	}
	return verdict{difference: wordDifference(m, r, aimWords[c.clause.Comparison]+aim)}
}

func wordDifference(m measure, r *run, aim string) string {
	switch {
	case m.name == "operation":
		return "What you ran was done as a " + r.operation + "; the aim is " + aim + "."
	case m.name == "stale" && r.stale:
		return "What answered had not yet heard of the last write; the aim is one that has."
	case m.name == "stale":
		return "What answered had heard of every write; the aim is one that is behind."
	case m.name == "error" && r.fault == none:
		return "It was answered; the aim is that it is refused by " + aim + "."
	case m.name == "error" && aim == none:
		return "It was refused by " + r.fault + "; it should be answered."
	case m.name == "error":
		return r.refused() + " The aim is " + aim + "."
	}
	return m.name + " is " + m.word(r) + "; the aim is " + aim + "."
}

// refused says in a sentence how a run was refused.
func (r *run) refused() string {
	if r.message == "" {
		return "It was refused by " + r.fault + "."
	}
	return "It was refused by " + r.fault + ": " + strings.TrimSuffix(r.message, ".") + "."
}

func (c *check) judgeRows(r, solution *run) verdict {
	got, want := r.rows, solution.rows
	same := slices.Equal(got, want)
	missing, extra := 0, 0
	if !same {
		missing, extra = difference(got, want)
		same = c.clause.Value.AnyOrder && missing+extra == 0
	}
	if same == (c.clause.Comparison == "=") {
		return verdict{passed: true}
	}
	return verdict{difference: rowsDifference(len(got), len(want), missing, extra)}
}

// difference counts the texts that only want has, and those that only got has.
func difference(got, want []string) (missing, extra int) {
	got, want = slices.Clone(got), slices.Clone(want)
	sort.Strings(got)
	sort.Strings(want)
	for len(got) > 0 && len(want) > 0 {
		switch order := strings.Compare(got[0], want[0]); {
		case order < 0:
			extra++
			got = got[1:]
		case order > 0:
			missing++
			want = want[1:]
		default:
			got, want = got[1:], want[1:]
		}
	}
	return missing + len(want), extra + len(got)
}

func rowsDifference(got, want, missing, extra int) string {
	text := "You got " + plural(int64(got), "row") + "; the aim is "
	switch {
	case missing+extra == 0 && got == want && got > 1:
		return text + "the same rows in another order."
	case missing+extra == 0:
		return text + "something else."
	case extra == 0:
		return text + decimal(int64(want)) + ": " + oneOr(missing, " of them is", " of them are") + " missing."
	case missing == 0:
		return text + decimal(int64(want)) + ": " + oneOr(extra, " of yours does", " of yours do") + " not belong there."
	case missing == want && extra == got:
		return text + decimal(int64(want)) + ", and none of yours is among them: are they whole items, or only some attributes?"
	}
	return text + decimal(int64(want)) + ": " + oneOr(missing, " is", " are") + " missing, and " + oneOr(extra, " of yours does", " of yours do") + " not belong there."
}

// oneOr writes a number and the words for one thing or for several.
func oneOr(n int, one, several string) string {
	if n == 1 {
		return "1" + one
	}
	return decimal(int64(n)) + several
}

func (c *check) judgeItem(r, solution *run) verdict {
	clause := c.clause
	got := r.itemOf(clause)
	value, aim, passed := clause.Value, "", false
	switch {
	case clause.Comparison == "HAS":
		aim, passed = "an item that has "+value.Object, has(got, parseItem(value.Object))
	default:
		want := wantedItem(clause, solution)
		aim, passed = shownItem(want), (got == want) == (clause.Comparison == "=")
	}
	return verdict{passed, "Under " + clause.Key + " there is " + shownItem(got) + "; the aim is " + aimWords[strings.TrimPrefix(clause.Comparison, "HAS")] + aim + "."}
}

// wantedItem returns the item that a clause compares with, "" for none.
func wantedItem(clause *parser.Clause, solution *run) item.Item {
	switch {
	case clause.Value.Object != "":
		return parseItem(clause.Value.Object)
	case clause.Value.Word == none:
		return ""
	}
	return solution.itemOf(clause)
}

func parseItem(text string) item.Item {
	it, _, _ := item.NewReader(text).Item()
	return it
}

// has reports whether the item has all these attributes.
func has(it, attributes item.Item) bool {
	for _, a := range attributes.Attributes() {
		if it.Get(a.Name) != a.Value {
			return false
		}
	}
	return it != ""
}

func shownItem(it item.Item) string {
	if it == "" {
		return "no item"
	}
	return it.JSON()
}

// itemOf reads the item that a clause names, as the leader has it after the run.
func (r *run) itemOf(clause *parser.Clause) item.Item {
	body := `{"TableName":` + quoted(clause.Table) + `,"ConsistentRead":true,"Key":` + clause.Key + "}"
	a, refused := r.after.clone().ask("GetItem", body)
	if refused != "" {
		return ""
	}
	return parseItem(string(a.field("Item")))
}

func (c *check) judgeTable(r, solution *run) verdict {
	for _, want := range solution.tables() {
		if c.clause.Table != "" && c.clause.Table != want.table {
			continue
		}
		got := r.table(want.table)
		if got.schema != want.schema || got.more != want.more || !slices.Equal(got.items, want.items) {
			return c.tableVerdict(got, want)
		}
	}
	for _, got := range r.tables() {
		if c.clause.Table == "" && solution.table(got.table).schema == "" {
			return c.tableVerdict(got, contents{table: got.table})
		}
	}
	return verdict{c.clause.Comparison == "=", "The tables are as the solution leaves them; the aim is that they are not."}
}

func (c *check) tableVerdict(got, want contents) verdict {
	if c.clause.Comparison != "=" {
		return verdict{passed: true}
	}
	text := "Table " + want.table + " "
	missing, extra := difference(got.items, want.items)
	switch {
	case got.schema == "":
		text += "is not there."
	case want.schema == "":
		text += "is there, and should not be."
	case got.schema != want.schema:
		text += "has another key: " + got.schema + "; the aim is " + want.schema + "."
	case got.more != want.more:
		text += "has " + orNone(got.more) + "; the aim is " + orNone(want.more) + "."
	case missing == 0:
		text += "has " + plural(int64(extra), "item") + " that should not be there."
	case extra == 0:
		text += "lacks " + plural(int64(missing), "item") + "."
	default:
		text += "differs: " + oneOr(missing, " item", " items") + " of the aim it lacks, and " + oneOr(extra, " item is", " items are") + " not as the aim is."
	}
	return verdict{difference: text}
}

func orNone(more string) string {
	if more == "" {
		return "no indexes and no Time to Live"
	}
	return strings.TrimSpace(more)
}

func (c *check) judgeOrder(r *run) verdict {
	value := c.clause.Value
	name := value.Word + value.Text
	for i := 1; i < len(r.rows); i++ {
		a, b := parseItem(r.rows[i-1]).Get(name), parseItem(r.rows[i]).Get(name)
		if value.Descends {
			a, b = b, a
		}
		if !ordered(a, b) || item.Compare(a, b) > 0 {
			return c.orderVerdict(i, name, false)
		}
	}
	return c.orderVerdict(len(r.rows), name, true)
}

// ordered reports whether there is an order between two values.
func ordered(a, b item.Value) bool {
	if a == "" || b == "" || a.Type() != b.Type() {
		return false
	}
	t := a.Type()
	return t == item.S || t == item.N || t == item.B
}

func (c *check) orderVerdict(row int, name string, ascends bool) verdict {
	direction := "ascend"
	if c.clause.Value.Descends {
		direction = "descend"
	}
	text := "From row " + decimal(int64(row)) + " to the next " + name + " does not " + direction + "."
	if ascends {
		text = "The rows " + direction + " by " + name + "; the aim is that they do not."
	}
	return verdict{ascends == (c.clause.Comparison == "="), text}
}
