package operation

import (
	"strings"

	"ringside/engine"
	"ringside/engine/expression"
	"ringside/engine/item"
	"ringside/parser"
)

// A translation is the native requests that a statement amounts to, ready for an SDK.
type translation struct {
	requests []nativeRequest
	differs  string // what they do not do in the same way; empty: nothing
}

// A nativeRequest is an operation and its body as JSON.
type nativeRequest struct {
	operation string
	body      string
}

// A translatable input is in PartiQL, and may have a translation.
type translatable interface {
	translate(d *Door) translation
}

// translate puts a statement that can be run into native requests. Without any it has no
// translation: there are things that only one of the two languages can say.
func (in *executeStatementInput) translate(d *Door) (t translation) {
	tree, scope, err := in.parsed(d)
	if err != nil {
		return t
	}
	switch {
	case tree.Select != nil:
		t = in.translateSelect(d, tree.Select, scope)
	case tree.Insert != nil:
		t = in.translateInsert(d, tree.Insert, scope)
	case tree.Update != nil:
		t = in.translateUpdate(d, tree.Update, scope)
	case tree.Delete != nil:
		t = in.translateDelete(d, tree.Delete, scope)
	}
	for _, r := range t.requests {
		if !d.accepts(r) {
			return translation{}
		}
	}
	return t
}

// accepts reports whether nothing is wrong with a request: expressions refuse some of what
// statements say.
func (d *Door) accepts(r nativeRequest) bool {
	plan := d.plan
	request := explained[r.operation]()
	err := decode(item.NewReader(""), r.body, request)
	if err == nil {
		_, err = request.route(d)
	}
	d.plan = plan
	return err == nil
}

// writeRequests writes a translation.
func (w *writer) writeRequests(t translation) {
	w.name("Requests").open('[')
	for _, r := range t.requests {
		w.open('{')
		w.name("Target").text(dynamoDB + r.operation)
		w.name("Body").raw(r.body)
		w.close('}')
	}
	w.close(']')
	w.optional("Differs", t.differs)
}

const (
	differsInColumns  = "In a statement a path into an attribute is a column of its own; a projection keeps it where it is in the item."
	differsInPages    = "One ExecuteStatement makes these reads one after the other, and its Limit and NextToken go over all of them."
	differsInsertFail = "Where the key is taken, INSERT fails with DuplicateItemException and PutItem with ConditionalCheckFailedException."
)

// translateSelect makes a request of each read that a SELECT is made of.
func (in *executeStatementInput) translateSelect(d *Door, tree *parser.Select, scope *expression.Scope) (t translation) {
	s, err := planSelect(d, tree, scope, in.consistent)
	if err != nil || s.blind && s.fetch {
		return t
	}
	from, err := in.position(s)
	if err != nil {
		return t
	}
	for i := from.span; i < len(s.spans); i++ {
		r, told := in.translateRead(s, tree, scope, i, from)
		if !told {
			return translation{}
		}
		t.requests = append(t.requests, r)
	}
	if len(t.requests) > 1 {
		t.differs = differsInPages
	}
	for _, c := range tree.Columns {
		if len(c.Operand.Path.Parts) > 1 {
			t.differs = differsInColumns
		}
	}
	return t
}

// translateRead makes a request of one read of a SELECT.
func (in *executeStatementInput) translateRead(s *selection, tree *parser.Select, scope *expression.Scope, i int, from position) (r nativeRequest, told bool) {
	p := &phrase{scope: scope}
	var w writer
	w.open('{')
	w.name("TableName").text(s.table.Name)
	if s.index != nil {
		w.name("IndexName").text(s.index.Name)
	}
	switch {
	case s.reads == nil:
		r.operation = "Scan"
		p.filter(&w, tree.Where)
	case s.operation == "GetItem" && s.filter == nil:
		r.operation = "GetItem"
		w.name("Key").raw(keyItem(s.table.Key, s.reads[i].values()).JSON())
	default:
		r.operation = "Query"
		p.readKeys(&w, s, s.reads[i])
	}
	p.columns(&w, tree.Columns)
	p.write(&w)
	in.pageMembers(&w, s, r.operation, i, from)
	w.close('}')
	r.body = string(w.buffer)
	return r, !p.untold
}

// pageMembers are those that have nothing to do with expressions.
func (in *executeStatementInput) pageMembers(w *writer, s *selection, operation string, i int, from position) {
	if s.reverse && operation == "Query" {
		w.name("ScanIndexForward").boolean(false)
	}
	if in.consistent {
		w.name("ConsistentRead").boolean(true)
	}
	if in.limit.given && s.operation != "GetItem" {
		w.name("Limit").integer(in.limit.value)
	}
	if i == from.span && from.last != "" {
		w.name("ExclusiveStartKey").raw(from.last.JSON())
	}
	in.asked(w)
}

// asked passes on what the response shall say of the price.
func (in *executeStatementInput) asked(w *writer) {
	if in.capacity.given {
		w.name("ReturnConsumedCapacity").text(in.capacity.value)
	}
}

// values are those of a read that gives the whole key.
func (r *keyRead) values() keyValues {
	values := keyValues{r.partition}
	if r.sort != nil {
		values[1] = r.sort.Low
	}
	return values
}

// keyItem is the Key with the values.
func keyItem(s engine.Schema, values keyValues) item.Item {
	var key []item.Attribute
	for i, k := range keyAttributes(s) {
		key = append(key, item.Attribute{Name: k.Name, Value: values[i]})
	}
	return item.New(key)
}

// readKeys writes the key condition of a read, and what is left of its alternative of WHERE.
func (p *phrase) readKeys(w *writer, s *selection, r keyRead) {
	if r.joined {
		p.refuse() // a filter may not look at the key
		return
	}
	terms := []*parser.Not{p.compares(s.partition()[0].Name, "=", r.partition)}
	if r.sort != nil {
		terms = append(terms, p.sorts(s.sort()[0].Name, r.sort))
	}
	w.name("KeyConditionExpression").text((&parser.And{Terms: terms}).String())
	switch {
	case r.rest == nil:
	case len(r.rest) == 1 && group(r.rest[0]) != nil:
		p.filter(w, group(r.rest[0]))
	default:
		p.filter(w, &parser.Or{Terms: []*parser.And{{Terms: r.rest}}})
	}
}

// sorts is the condition on a sort key.
func (p *phrase) sorts(name string, c *expression.SortCondition) *parser.Not {
	value := func(v item.Value) *parser.Operand { return &parser.Operand{Value: p.value(name, v)} }
	switch c.Op {
	case "begins_with":
		return call(c.Op, p.attribute(name), value(c.Low))
	case "BETWEEN":
		return stating(parser.Predicate{Operand: p.attribute(name), Test: &parser.Test{Low: value(c.Low), High: value(c.High)}})
	}
	return p.compares(name, c.Op, c.Low)
}

func (p *phrase) filter(w *writer, where *parser.Or) {
	if where != nil {
		w.name("FilterExpression").text(p.or(where).String())
	}
}

func (p *phrase) columns(w *writer, columns []*parser.Column) {
	if len(columns) == 0 {
		return
	}
	var paths []string
	for _, c := range columns {
		paths = append(paths, p.path(c.Operand.Path).String())
	}
	w.name("ProjectionExpression").text(strings.Join(paths, ", "))
}

func (in *executeStatementInput) translateInsert(d *Door, tree *parser.Insert, scope *expression.Scope) (t translation) {
	it, err := expression.CompileItem(tree.Value, scope)
	table, missing := d.activeTable(tree.Into.Table)
	if err != nil || missing != nil {
		return t
	}
	p := &phrase{scope: scope}
	var w writer
	w.open('{')
	w.name("TableName").text(table.Name)
	w.name("Item").raw(it.JSON())
	w.name("ConditionExpression").text(call("attribute_not_exists", p.attribute(table.Key.Partition.Name)).String())
	p.write(&w)
	in.asked(&w)
	w.close('}')
	return translation{[]nativeRequest{{"PutItem", string(w.buffer)}}, differsInsertFail}
}

func (in *executeStatementInput) translateUpdate(d *Door, tree *parser.UpdateStatement, scope *expression.Scope) (t translation) {
	return in.translateKeyed(d, "UpdateItem", tree.Table, tree.Where, scope, func(p *phrase, w *writer, table *engine.Table, rest []*parser.Not) {
		w.name("UpdateExpression").text(p.actions(tree.Actions))
		existing(p, w, table, rest)
		if r := tree.Returning; r != nil {
			w.name("ReturnValues").text(returnValues(r))
		}
	})
}

// existing writes the condition that there is an item, and the rest holds of it.
func existing(p *phrase, w *writer, table *engine.Table, rest []*parser.Not) {
	exists := call("attribute_exists", p.attribute(table.Key.Partition.Name))
	w.name("ConditionExpression").text((&parser.And{Terms: append([]*parser.Not{exists}, p.all(rest)...)}).String())
}

// returnValues is what RETURNING is called in a request.
func returnValues(r *parser.Returning) string {
	what, when := "ALL", "_OLD"
	if r.Modified {
		what = "UPDATED"
	}
	if r.New {
		when = "_NEW"
	}
	return what + when
}

// A DELETE has a condition for the item that is there only.
func (in *executeStatementInput) translateDelete(d *Door, tree *parser.Delete, scope *expression.Scope) (t translation) {
	return in.translateKeyed(d, "DeleteItem", tree.From, tree.Where, scope, func(p *phrase, w *writer, table *engine.Table, rest []*parser.Not) {
		if rest != nil {
			missing := call("attribute_not_exists", p.attribute(table.Key.Partition.Name))
			held := grouped(&parser.Or{Terms: []*parser.And{{Terms: p.all(rest)}}})
			condition := &parser.Or{Terms: []*parser.And{{Terms: []*parser.Not{missing}}, {Terms: []*parser.Not{held}}}}
			w.name("ConditionExpression").text(condition.String())
		}
		if tree.Returning != nil {
			w.name("ReturnValues").text("ALL_OLD")
		}
	})
}

// translateKeyed translates a statement that writes the item whose key WHERE gives. The members
// get what else WHERE says.
func (in *executeStatementInput) translateKeyed(
	d *Door, operation string, source *parser.Source, where *parser.Or, scope *expression.Scope,
	members func(p *phrase, w *writer, table *engine.Table, rest []*parser.Not),
) (t translation) {
	table, err := d.activeTable(source.Table)
	if err != nil {
		return t
	}
	planner := order{base: table}.planner(scope)
	values, err := planner.keyValues(where)
	if err != nil {
		return t
	}
	p := &phrase{scope: scope}
	var w writer
	w.open('{')
	w.name("TableName").text(table.Name)
	w.name("Key").raw(keyItem(table.Key, values).JSON())
	members(p, &w, table, planner.beside(where))
	p.write(&w)
	if in.onFailure.given {
		w.name("ReturnValuesOnConditionCheckFailure").text(in.onFailure.value)
	}
	in.asked(&w)
	w.close('}')
	if p.untold {
		return t
	}
	return translation{requests: []nativeRequest{{operation, string(w.buffer)}}}
}

// beside returns what a WHERE that gives the whole key says besides.
func (p planner) beside(where *parser.Or) (rest []*parser.Not) {
	for _, n := range alternatives(where)[0] {
		if !p.givesKey(n) {
			rest = append(rest, n)
		}
	}
	return rest
}

// givesKey reports whether a predicate gives an attribute of the key by =.
func (p planner) givesKey(n *parser.Not) bool {
	if n.Not != nil {
		return false
	}
	test, err := p.keyTest(n.Predicate)
	if err != nil || test.op != "=" {
		return false
	}
	for _, k := range keyAttributes(p.key) {
		if test.attribute == k.Name {
			return true
		}
	}
	return false
}
