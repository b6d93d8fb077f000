package operation

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ringside/engine"
	"ringside/engine/item"
)

// A source is what a SELECT reads from, and what its WHERE can be made of.
type source struct {
	index           string // "" for the table
	partition, sort string // names of the key's attributes; no sort key: ""
	partitions      []string
	rest            []string // attributes that are not of the key and can be filtered by
	columns         []string
	global          bool
}

// sources are Orders and its indexes.
var sources = []source{
	{"", "Customer", "Number", []string{"ann", "bob"}, []string{"Amount", "Status", "City", "Note", "m.x"}, []string{"Customer", "Number", "Note", "m.x", "City"}, false},
	{"ByAmount", "Customer", "Amount", []string{"ann", "bob"}, []string{"Number"}, []string{"Customer", "Number", "Note", "m.x"}, false},
	{"ByStatus", "Status", "Amount", []string{"open", "paid"}, []string{"Customer", "Number", "Note"}, []string{"Customer", "Number", "Note", "Amount"}, true},
	{"ByCity", "City", "", []string{"Bern", "Rome"}, []string{"Customer", "Amount", "Note", "m.x"}, []string{"Customer", "Status", "m.x"}, true},
}

func (s source) String() string { return strings.TrimSuffix("Orders."+s.index, ".") }

// smallPages is a door to Orders on few partitions, where a page ends after some items.
func smallPages(t testing.TB) *Door {
	o := DefaultOptions()
	o.Scale.ReplicationLag, o.Scale.Partitions, o.Scale.PageBytes = 0, 3, 200
	d := NewDoor(7, o)
	createOrders(t, d)
	return d
}

// stocks returns a door with random items in Orders, of which each may be in an index or not.
func stocks(t *rapid.T, empty *Door) *Door {
	d := empty.Clone()
	w := &pair{T: t}
	for range rapid.IntRange(0, 14).Draw(t, "items") {
		it := `"Customer":{"S":"` + w.of("ann", "bob") + `"},"Number":{"N":"` + w.of("1", "2", "3", "4", "5", "6") + `"}`
		for _, attribute := range []string{
			`"Amount":{"N":"` + w.of("1", "2", "10") + `"}`, `"Status":{"S":"` + w.of("open", "paid") + `"}`, `"City":{"S":"` + w.of("Bern", "Rome") + `"}`,
			`"Note":` + w.valueOf(all...), `"m.x":` + w.valueOf(all...),
		} {
			if w.yes() {
				it += "," + attribute
			}
		}
		say(d, `PutItem {"TableName":"Orders","Item":{`+it+`}}`)
	}
	say(d, `.Advance {"By":10000000}`)
	return d
}

// keyed writes a condition on a source's key by which one item collection is read, or a part of it.
func (w *pair) keyed(s source) string {
	expression := w.name(s.partition) + " = " + w.value(`{"S":"`+w.of(s.partitions...)+`"}`)
	operator := w.of("", "<", "<=", ">", ">=", "BETWEEN", "=")
	if operator == "" || s.sort == "" || operator == "=" && s.index == "" { // a GetItem: TestSelectIsAllItsReads
		return expression
	}
	n, low := w.name(s.sort), w.value(`{"N":"`+w.of("1", "2", "4")+`"}`)
	if operator == "BETWEEN" {
		low += " AND " + w.value(`{"N":"`+w.of("4", "10")+`"}`)
	}
	return expression + " AND " + n + " " + operator + " " + low
}

// filter writes conditions on some attributes, or none.
func (w *pair) filter(attributes ...string) string {
	var parts []string
	for _, name := range rapid.Permutation(attributes).Draw(w.T, "names")[:rapid.IntRange(0, min(3, len(attributes))).Draw(w.T, "of them")] {
		_, part := w.criterion(name)
		if w.yes() {
			part = "NOT " + part
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, w.of(" AND ", " OR "))
}

// columns writes columns, and a projection of the same names.
func (w *pair) columns(s source) string {
	var columns, names []string
	for _, c := range rapid.Permutation(s.columns).Draw(w.T, "columns")[:rapid.IntRange(0, len(s.columns)).Draw(w.T, "of them")] {
		columns, names = append(columns, quoted(c)), append(names, w.name(c))
	}
	if columns == nil {
		return "*"
	}
	w.modern = append(w.modern, `"ProjectionExpression":"`+strings.Join(names, ", ")+`"`)
	return strings.Join(columns, ", ")
}

var placeholder = regexp.MustCompile(`#n\d+|:v\d+`)

// state writes a statement that has placeholders in it: names between quotes, values as
// literals or parameters.
func (w *pair) state(statement string) {
	var parameters []string
	statement = placeholder.ReplaceAllStringFunc(statement, func(p string) string {
		n, _ := strconv.Atoi(p[2:])
		if p[0] == '#' {
			return w.names[n][len(p)+3:]
		}
		value := w.values[n][len(p)+3:]
		v, _, _ := item.NewReader(value).Value()
		if literal, written := partiql(v); written && w.yes() {
			return literal
		}
		parameters = append(parameters, value)
		return "?"
	})
	w.legacy = append(w.legacy, `"Statement":`+quoted(statement))
	if parameters != nil {
		w.legacy = append(w.legacy, `"Parameters":[`+strings.Join(parameters, ",")+`]`)
	}
}

// partiql writes a value as a literal, if it has one.
func partiql(v item.Value) (text string, written bool) {
	switch v.Type() {
	case item.S, item.N:
		return literal(v), true
	case item.NULL:
		return "NULL", true
	case item.BOOL:
		return strconv.FormatBool(v == item.Bool(true)), true
	case item.SS, item.NS, item.L:
		var all []string
		for e := range v.Elements() {
			text, _ := partiql(e)
			all = append(all, text)
		}
		text = strings.Join(all, ", ")
		if v.Type() == item.L {
			return "[" + text + "]", true
		}
		return "<<" + text + ">>", true
	}
	return "", false
}

// A SELECT is the Query or Scan that it is planned as: page by page it finds the same items, costs
// as much and goes the same way.
func TestSelectIsItsNativeRequest(t *testing.T) {
	empty := smallPages(t)
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SampledFrom(sources).Draw(t, "source")
		w := &pair{T: t, modern: []string{`"TableName":"Orders"`}}
		w.both(`"ReturnConsumedCapacity":"INDEXES"`)
		if s.index != "" {
			w.modern = append(w.modern, `"IndexName":`+quoted(s.index))
		}
		if !s.global && w.yes() {
			w.both(`"ConsistentRead":true`)
		}
		if w.yes() {
			w.both(`"Limit":` + w.of("1", "2", "5"))
		}
		statement := "SELECT " + w.columns(s) + " FROM " + s.String()
		if w.yes() {
			w.state(statement + w.query(s))
			w.walk(stocks(t, empty), "Query")
			return
		}
		attributes := slices.DeleteFunc(append(slices.Clone(s.rest), s.sort), func(name string) bool { return name == "" })
		if filter := w.filter(attributes...); filter != "" {
			w.modern = append(w.modern, `"FilterExpression":`+quoted(filter))
			statement += " WHERE " + filter
		}
		w.state(statement)
		w.walk(stocks(t, empty), "Scan")
	})
}

// query writes what makes a Query of a request: its key, a filter and the direction. It returns
// the end of a statement that says the same.
func (w *pair) query(s source) string {
	key := w.keyed(s)
	where := " WHERE " + key
	w.modern = append(w.modern, `"KeyConditionExpression":`+quoted(key))
	if filter := w.filter(s.rest...); filter != "" {
		where += " AND (" + filter + ")"
		w.modern = append(w.modern, `"FilterExpression":`+quoted(filter))
	}
	if s.sort != "" && w.yes() {
		where += " ORDER BY " + quoted(s.sort) + " DESC"
		w.modern = append(w.modern, `"ScanIndexForward":false`)
	}
	return where
}

// walk asks for all pages of the two and holds each against its twin.
func (w *pair) walk(d *Door, operation string) {
	statement, native := w.bodies()
	one, two := d.Clone(), d.Clone()
	token, start := "", ""
	for pages := 1; ; pages++ {
		a := respond(w.T, one, "ExecuteStatement", with(statement, "NextToken", token))
		b := respond(w.T, two, operation, with(native, "ExclusiveStartKey", start))
		for _, member := range []string{"Items", "LastEvaluatedKey", "ConsumedCapacity", "trace"} {
			if string(a[member]) != string(b[member]) {
				w.Fatalf("page %d, %s\n%s\n%s\n\n%s %s\n%s", pages, member, statement, a[member], operation, native, b[member])
			}
		}
		if token, start = string(a["NextToken"]), string(b["LastEvaluatedKey"]); token == "" {
			return
		}
	}
}

// with adds a member to a body, unless it is empty.
func with(body, name, value string) string {
	if value == "" {
		return body
	}
	return body[:len(body)-1] + `,"` + name + `":` + value + `}`
}

// respond returns the members of an answer, and its trace but for the words.
func respond(t *rapid.T, d *Door, operation, body string) map[string]json.RawMessage {
	r := d.Handle(Request{Target: dynamoDB + operation, Body: body, Now: d.db.Now(), TraceLevel: engine.TraceDetail})
	var answer, trace map[string]json.RawMessage
	if err := json.Unmarshal(r.Body, &answer); err != nil || r.Status != 200 {
		t.Fatalf("%s %s\n%s", operation, body, r.Body)
	}
	if err := json.Unmarshal(r.Trace, &trace); err != nil {
		t.Fatal(err)
	}
	delete(trace, "why")
	whole, _ := json.Marshal(trace)
	answer["trace"] = reasons.ReplaceAll(whole, nil)
	return answer
}

// reasons are why a request is done in its way, which a statement has others for.
var reasons = regexp.MustCompile(`,"why":"[^"]*"|"text":"It runs as [^"]*",`)

// What IN and OR ask for is read one after the other, as a GetItem or a Query each: they say what
// is found, and what it costs if one page has it all.
func TestSelectIsAllItsReads(t *testing.T) {
	empty := indexed(t)
	rapid.Check(t, func(t *rapid.T) {
		d, w := stocks(t, empty), &pair{T: t}
		s := rapid.SampledFrom(sources[:3]).Draw(t, "source")
		partitions, sorts := w.list(append(s.partitions, "none")), w.list([]string{"1", "2", "3", "10"})
		key, filtered := w.of("in", "or"), w.yes()
		got, units := allPages(t, d, "SELECT * FROM "+s.String()+" WHERE "+s.given(key, partitions, sorts, filtered), "")
		var want []string
		cost := engine.Units(0)
		for _, partition := range partitions {
			for _, sort := range sorts {
				want = append(want, s.reads(t, d, partition, sort, filtered)...)
				cost += d.db.Trace().Units()
			}
		}
		if !slices.Equal(got, want) || units != 0 && units != cost {
			t.Fatalf("%s of %v, %v, filtered %v\n got %v for %v\nwant %v for %v", key, partitions, sorts, filtered, got, units, want, cost)
		}
	})
}

func (w *pair) list(values []string) []string {
	return rapid.Permutation(values).Draw(w.T, "values")[:rapid.IntRange(1, len(values)).Draw(w.T, "of them")]
}

// off is an attribute outside of the source's key and a literal, which a filter compares.
func (s source) off() (name, literal, value string) {
	if s.index == "" {
		return "City", "'Bern'", `{"S":"Bern"}`
	}
	return "Number", "2", `{"N":"2"}`
}

// given writes a WHERE that gives all pairs of keys, by IN or by OR.
func (s source) given(by string, partitions, sorts []string, filtered bool) string {
	filter := ""
	if name, value, _ := s.off(); filtered {
		filter = " AND NOT " + name + " = " + value
	}
	if by == "in" {
		return s.partition + " IN ['" + strings.Join(partitions, "', '") + "'] AND " + quoted(s.sort) + " IN (" + strings.Join(sorts, ", ") + ")" + filter
	}
	var all []string
	for _, p := range partitions {
		for _, k := range sorts {
			all = append(all, "("+quoted(s.sort)+" = "+k+" AND "+s.partition+" = '"+p+"')"+filter)
		}
	}
	return strings.Join(all, " OR ")
}

// reads returns the items of one pair of keys, as a request of their own.
func (s source) reads(t *rapid.T, d *Door, partition, sort string, filtered bool) (items []string) {
	if s.index == "" && !filtered {
		it := respond(t, d, "GetItem", `{"TableName":"Orders","Key":{"Customer":{"S":"`+partition+`"},"Number":{"N":"`+sort+`"}}}`)["Item"]
		if it == nil {
			return nil
		}
		return []string{string(it)}
	}
	body := `{"TableName":"Orders","KeyConditionExpression":"#p = :p AND #s = :s"`
	if s.index != "" {
		body += `,"IndexName":"` + s.index + `"`
	}
	more := ""
	if _, _, value := s.off(); filtered {
		body += `,"FilterExpression":"NOT #f = :f"`
		more = `,":f":` + value
	}
	body += `,"ExpressionAttributeValues":{":p":{"S":"` + partition + `"},":s":{"N":"` + sort + `"}` + more + `},"ExpressionAttributeNames":{"#p":"` + s.partition + `","#s":"` + s.sort + `"`
	if name, _, _ := s.off(); filtered {
		body += `,"#f":"` + name + `"`
	}
	return texts(t, respond(t, d, "Query", body+"}}")["Items"])
}

func texts(t *rapid.T, list json.RawMessage) (all []string) {
	var elements []json.RawMessage
	if err := json.Unmarshal(list, &elements); err != nil {
		t.Fatal(err)
	}
	for _, e := range elements {
		all = append(all, string(e))
	}
	return all
}

// allPages asks for all pages of a statement. Units are 0 when there are several.
func allPages(t *rapid.T, d *Door, statement, more string) (items []string, units engine.Units) {
	token := ""
	for pages := 1; ; pages++ {
		answer := respond(t, d, "ExecuteStatement", with(`{"Statement":`+quoted(statement)+more+`}`, "NextToken", token))
		items = append(items, texts(t, answer["Items"])...)
		switch token = string(answer["NextToken"]); {
		case token == "" && pages == 1:
			return items, d.db.Trace().Units()
		case token == "":
			return items, 0
		}
	}
}

// However small its pages are, a SELECT finds the same, in the same order.
func TestPagesOfSelectAreTheWhole(t *testing.T) {
	doors := []*Door{indexed(t), smallPages(t)}
	rapid.Check(t, func(t *rapid.T) {
		d, w, s := stocks(t, rapid.SampledFrom(doors).Draw(t, "door")), &pair{T: t}, rapid.SampledFrom(sources[:3]).Draw(t, "source")
		one, other := s.partition+" = '"+s.partitions[0]+"'", s.partition+" = '"+s.partitions[1]+"'"
		statement := "SELECT * FROM " + s.String() + " WHERE " + w.of(
			s.partition+" IN ['"+strings.Join(w.list(s.partitions), "', '")+"']",
			one+" AND "+s.sort+" > 2 OR "+other+" OR "+one+" AND "+s.sort+" < 2",
			other+" AND "+s.sort+" <> 2 OR "+one,
			s.given("in", w.list(s.partitions), w.list([]string{"1", "2", "3", "10"}), w.yes()),
		) + w.of("", " ORDER BY "+s.partition, " ORDER BY "+s.partition+" DESC, "+s.sort, " ORDER BY "+s.sort+" DESC, "+s.partition+" ASC")
		whole, _ := allPages(t, d, statement, "")
		limit := `,"Limit":` + w.of("1", "2", "3", "7")
		if pages, _ := allPages(t, d, statement, limit); !slices.Equal(pages, whole) {
			t.Fatalf("%s\n%s\n got %v\nwant %v", statement, limit, pages, whole)
		}
	})
}
