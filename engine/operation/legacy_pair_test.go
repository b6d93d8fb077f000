package operation

import (
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ringside/engine"
)

// A pair is one request written twice: with legacy parameters, and with expressions
// that say the same.
type pair struct {
	*rapid.T
	legacy, modern []string // members of the two bodies
	names, values  []string // what the expressions refer to
}

func newPair(t *rapid.T, members ...string) *pair {
	w := &pair{T: t}
	for _, m := range append(members, `"ReturnConsumedCapacity":"TOTAL"`) {
		w.both(m)
	}
	return w
}

// both adds a member to both bodies.
func (w *pair) both(member string) {
	w.legacy, w.modern = append(w.legacy, member), append(w.modern, member)
}

func (w *pair) of(choices ...string) string { return rapid.SampledFrom(choices).Draw(w.T, "choice") }

func (w *pair) yes() bool { return rapid.Bool().Draw(w.T, "yes") }

// name returns the placeholder that stands for a name, and value one for a value.
func (w *pair) name(name string) string {
	placeholder := "#n" + strconv.Itoa(len(w.names))
	w.names = append(w.names, quoted(placeholder)+":"+quoted(name))
	return placeholder
}

func (w *pair) value(json string) string {
	placeholder := ":v" + strconv.Itoa(len(w.values))
	w.values = append(w.values, quoted(placeholder)+":"+json)
	return placeholder
}

// valuesOf are few of each type, in any order that is right for BETWEEN.
var valuesOf = map[string][]string{
	"S":    {`{"S":""}`, `{"S":"a"}`, `{"S":"ab"}`, `{"S":"b"}`, `{"S":"é"}`},
	"N":    {`{"N":"-1"}`, `{"N":"0"}`, `{"N":"1.0"}`, `{"N":"2"}`, `{"N":"1e2"}`},
	"B":    {`{"B":""}`, `{"B":"YQ=="}`, `{"B":"YWI="}`, `{"B":"/w=="}`},
	"BOOL": {`{"BOOL":false}`, `{"BOOL":true}`},
	"NULL": {`{"NULL":true}`},
	"SS":   {`{"SS":["a"]}`, `{"SS":["b","a"]}`, `{"SS":["","c"]}`},
	"NS":   {`{"NS":["1"]}`, `{"NS":["2","1"]}`},
	"BS":   {`{"BS":["YQ=="]}`, `{"BS":["/w==","YQ=="]}`},
	"L":    {`{"L":[]}`, `{"L":[{"S":"a"},{"N":"1"},{"BOOL":true}]}`, `{"L":[{"NULL":true}]}`},
	"M":    {`{"M":{}}`, `{"M":{"x":{"N":"1"}}}`},
}

func (w *pair) valueOf(types ...string) string { return w.of(valuesOf[w.of(types...)]...) }

// bounds returns two values of one type, the lower one first.
func (w *pair) bounds() (low, high string) {
	values := valuesOf[w.of("S", "N", "B")]
	i := rapid.IntRange(0, len(values)-1).Draw(w.T, "low")
	return values[i], values[rapid.IntRange(i, len(values)-1).Draw(w.T, "high")]
}

var (
	ordered = []string{"S", "N", "B"}
	all     = []string{"S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS", "L", "M"}
	rest    = []string{"a", "b", "m.x", "size"} // names of attributes that are no key
)

var comparators = map[string]string{"EQ": "=", "NE": "<>", "LT": "<", "LE": "<=", "GT": ">", "GE": ">="}

// criterion writes a condition on an attribute: an entry of a map and a part of an expression.
func (w *pair) criterion(name string) (entry, part string) {
	operator := w.of("EQ", "NE", "LT", "LE", "GT", "GE", "BETWEEN", "IN", "BEGINS_WITH", "CONTAINS", "NOT_CONTAINS", "NULL", "NOT_NULL")
	n, values := w.name(name), []string{}
	switch operator {
	case "NULL":
		part = "attribute_not_exists(" + n + ")"
	case "NOT_NULL":
		part = "attribute_exists(" + n + ")"
	case "BETWEEN":
		low, high := w.bounds()
		values, part = []string{low, high}, n+" BETWEEN "+w.value(low)+" AND "+w.value(high)
	case "IN":
		low, high := w.bounds()
		values, part = []string{high, low}, n+" IN ("+w.value(high)+", "+w.value(low)+")"
	case "BEGINS_WITH":
		values = []string{w.valueOf("S", "B")}
		part = "begins_with(" + n + ", " + w.value(values[0]) + ")"
	case "CONTAINS", "NOT_CONTAINS":
		values = []string{w.valueOf("S", "N", "B", "BOOL", "NULL")}
		part = "contains(" + n + ", " + w.value(values[0]) + ")"
		if operator == "NOT_CONTAINS" {
			part = "(attribute_exists(" + n + ") AND NOT " + part + ")"
		}
	case "EQ", "NE":
		values = []string{w.valueOf(all...)}
		part = n + " " + comparators[operator] + " " + w.value(values[0])
	default:
		values = []string{w.valueOf(ordered...)}
		part = n + " " + comparators[operator] + " " + w.value(values[0])
	}
	return condition(name, operator, values...), part
}

func condition(name, operator string, values ...string) string {
	return quoted(name) + `:{"ComparisonOperator":"` + operator + `","AttributeValueList":[` + strings.Join(values, ",") + `]}`
}

// condition writes a condition on up to three of the attributes, or none.
func (w *pair) condition(parameter, member string, attributes ...string) {
	var entries, parts []string
	for _, name := range w.some(attributes) {
		entry, part := w.criterion(name)
		entries, parts = append(entries, entry), append(parts, part)
	}
	w.legacy = append(w.legacy, quoted(parameter)+`:{`+strings.Join(entries, ",")+`}`)
	join := " AND "
	if len(parts) > 1 && w.yes() {
		operator := w.of("AND", "OR")
		w.legacy, join = append(w.legacy, `"ConditionalOperator":"`+operator+`"`), " "+operator+" "
	}
	if len(parts) > 0 {
		w.modern = append(w.modern, quoted(member)+`:"`+strings.Join(parts, join)+`"`)
	}
}

func (w *pair) some(names []string) []string {
	return rapid.Permutation(names).Draw(w.T, "names")[:rapid.IntRange(0, 3).Draw(w.T, "of them")]
}

// project writes a projection, if any.
func (w *pair) project() {
	names := w.some([]string{"PK", "SK", "id", "a", "m.x", "size"})
	if len(names) == 0 {
		return
	}
	var listed, placeholders []string
	for _, name := range names {
		listed, placeholders = append(listed, quoted(name)), append(placeholders, w.name(name))
	}
	w.legacy = append(w.legacy, `"AttributesToGet":[`+strings.Join(listed, ",")+`]`)
	w.modern = append(w.modern, `"ProjectionExpression":"`+strings.Join(placeholders, ", ")+`"`)
}

// update writes an update of some attributes, or none.
func (w *pair) update() {
	var entries []string
	sections := map[string][]string{}
	for _, name := range w.some(rest) {
		entry, keyword, clause := w.action(w.name(name))
		entries = append(entries, quoted(name)+`:`+entry)
		sections[keyword] = append(sections[keyword], clause)
	}
	text := ""
	for _, keyword := range []string{"DELETE", "SET", "ADD", "REMOVE"} {
		if clauses := sections[keyword]; clauses != nil {
			text += keyword + " " + strings.Join(clauses, ", ") + " "
		}
	}
	w.legacy = append(w.legacy, `"AttributeUpdates":{`+strings.Join(entries, ",")+`}`)
	if text != "" {
		w.modern = append(w.modern, `"UpdateExpression":"`+text+`"`)
	}
}

// action writes what becomes of an attribute: an entry of a map and a clause of a section.
func (w *pair) action(n string) (entry, keyword, clause string) {
	valued := func(action, value string) string { return `{"Action":"` + action + `","Value":` + value + `}` }
	switch w.of("PUT", "ADD", "ADD a list", "DELETE", "DELETE members") {
	case "PUT":
		v := w.valueOf(all...)
		return valued("PUT", v), "SET", n + " = " + w.value(v)
	case "ADD":
		v := w.valueOf("N", "SS", "NS", "BS")
		return valued("ADD", v), "ADD", n + " " + w.value(v)
	case "ADD a list":
		v := w.valueOf("L")
		return valued("ADD", v), "SET", n + " = list_append(if_not_exists(" + n + ", " + w.value(`{"L":[]}`) + "), " + w.value(v) + ")"
	case "DELETE members":
		v := w.valueOf("SS", "NS", "BS")
		return valued("DELETE", v), "DELETE", n + " " + w.value(v)
	}
	return `{"Action":"DELETE"}`, "REMOVE", n
}

// bodies finishes the two requests.
func (w *pair) bodies() (legacy, modern string) {
	if w.names != nil {
		w.modern = append(w.modern, `"ExpressionAttributeNames":{`+strings.Join(w.names, ",")+`}`)
	}
	if w.values != nil {
		w.modern = append(w.modern, `"ExpressionAttributeValues":{`+strings.Join(w.values, ",")+`}`)
	}
	return `{` + strings.Join(w.legacy, ",") + `}`, `{` + strings.Join(w.modern, ",") + `}`
}

// The same sentence of the two kinds of update.
const (
	legacyMismatch = "Type mismatch for attribute to update"
	modernMismatch = "An operand in the update expression has an incorrect data type"
)

// agree runs the two against two doors that are alike, and holds answers, units, ways
// and what they leave behind against each other.
func (w *pair) agree(d *Door, operation string) {
	legacy, modern := w.bodies()
	one, two := d.Clone(), d.Clone()
	a := one.Handle(Request{Target: dynamoDB + operation, Body: legacy, TraceLevel: engine.TraceDetail})
	b := two.Handle(Request{Target: dynamoDB + operation, Body: modern, TraceLevel: engine.TraceDetail})
	if got, want := string(a.Body), strings.Replace(string(b.Body), modernMismatch, legacyMismatch, 1); got != want || string(a.Trace) != string(b.Trace) {
		w.Fatalf("%s %s\n%s\n%s\n\n%s\n%s\n%s", operation, legacy, got, a.Trace, modern, want, b.Trace)
	}
	if got, want := stored(one), stored(two); got != want {
		w.Fatalf("%s %s\nleaves %s\n%s\nleaves %s", operation, legacy, got, modern, want)
	}
}

func stored(d *Door) string {
	return say(d, `Scan {"TableName":"Shop","ConsistentRead":true}`) + "\n" + say(d, `Scan {"TableName":"Plain","ConsistentRead":true}`)
}

// furnished returns shop with random items of all types under few keys.
func furnished(t *rapid.T, empty *Door) *Door {
	d := empty.Clone()
	w := &pair{T: t}
	for range rapid.IntRange(0, 8).Draw(t, "items") {
		attributes := ""
		for _, name := range w.some(rest) {
			attributes += `,` + quoted(name) + `:` + w.valueOf(all...)
		}
		say(d, `PutItem {"TableName":"Shop","Item":{"PK":{"S":"`+w.of("a", "b")+`"},"SK":{"S":"`+w.of("1", "11", "2", "3")+`"}`+attributes+`}}`)
		say(d, `PutItem {"TableName":"Plain","Item":{"id":{"N":"`+w.of("1", "2")+`"}`+attributes+`}}`)
	}
	return d
}

func TestLegacyReadsAreExpressions(t *testing.T) {
	empty := shop(t)
	rapid.Check(t, func(t *rapid.T) {
		d := furnished(t, empty)
		get := newPair(t, `"TableName":"Plain"`, `"Key":{"id":{"N":"1"}}`, `"ConsistentRead":true`)
		get.project()
		get.agree(d, "GetItem")

		scan := newPair(t, `"TableName":"Shop"`, `"Limit":`+newPair(t).of("2", "99"))
		scan.condition("ScanFilter", "FilterExpression", append(rest, "PK", "SK")...)
		scan.project()
		scan.agree(d, "Scan")

		query := newPair(t, `"TableName":"Shop"`, `"ScanIndexForward":`+newPair(t).of("true", "false"))
		entry, part := query.key()
		query.legacy = append(query.legacy, `"KeyConditions":{`+entry+`}`)
		query.modern = append(query.modern, `"KeyConditionExpression":"`+part+`"`)
		query.condition("QueryFilter", "FilterExpression", rest...)
		query.project()
		query.agree(d, "Query")
	})
}

// key writes a key condition of Shop.
func (w *pair) key() (entries, expression string) {
	partition := `{"S":"a"}`
	entries, expression = condition("PK", "EQ", partition), w.name("PK")+" = "+w.value(partition)
	low, high := `{"S":"`+w.of("1", "11", "2")+`"}`, `{"S":"`+w.of("2", "3")+`"}`
	operator := w.of("", "EQ", "LT", "LE", "GT", "GE", "BEGINS_WITH", "BETWEEN")
	if operator == "" {
		return entries, expression
	}
	n, v := w.name("SK"), w.value(low)
	switch operator {
	case "BEGINS_WITH":
		return condition("SK", operator, low) + "," + entries, expression + " AND begins_with(" + n + ", " + v + ")"
	case "BETWEEN":
		return entries + "," + condition("SK", operator, low, high), expression + " AND " + n + " BETWEEN " + v + " AND " + w.value(high)
	}
	return entries + "," + condition("SK", operator, low), expression + " AND " + n + " " + comparators[operator] + " " + v
}

func TestLegacyWritesAreExpressions(t *testing.T) {
	empty := shop(t)
	rapid.Check(t, func(t *rapid.T) {
		d := furnished(t, empty)
		key := `"Key":{"id":{"N":"` + newPair(t).of("1", "2", "3") + `"}}`
		onFailure := `"ReturnValuesOnConditionCheckFailure":"` + newPair(t).of("NONE", "ALL_OLD") + `"`
		attributes := append(rest, "id")

		put := newPair(t, `"TableName":"Plain"`, `"Item":{"id":{"N":"1"},"a":{"S":"x"}}`, `"ReturnValues":"ALL_OLD"`, onFailure)
		put.condition("Expected", "ConditionExpression", attributes...)
		put.agree(d, "PutItem")

		remove := newPair(t, `"TableName":"Plain"`, key, `"ReturnValues":"ALL_OLD"`, onFailure)
		remove.condition("Expected", "ConditionExpression", attributes...)
		remove.agree(d, "DeleteItem")

		returned := `"ReturnValues":"` + newPair(t).of("NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW") + `"`
		update := newPair(t, `"TableName":"Plain"`, key, returned, onFailure)
		update.update()
		if update.yes() {
			update.condition("Expected", "ConditionExpression", attributes...)
		}
		update.agree(d, "UpdateItem")
	})
}
