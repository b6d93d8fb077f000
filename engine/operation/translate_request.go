package operation

import (
	"slices"

	"ringside/engine"
	"ringside/engine/item"
	"ringside/parser"
)

// A restated is a native request in the words of a statement, with its values in it so that a person
// can read it.
type restated struct {
	statement  string // "": there is none
	parameters []item.Value
	consistent bool
	limit      number
	differs    string // what it does not do in the same way; empty: nothing
}

// A restatable input has words in PartiQL. Nothing is wrong with it: it was asked for its route before.
type restatable interface {
	routed
	restated(d *Door) restated
}

// restate puts a native request into a statement, and holds the two against each other.
func (d *Door) restate(in restatable, way *route) restated {
	s := in.restated(d)
	if s.statement == "" {
		return s
	}
	plan := d.plan
	twin, err := s.input().route(d)
	d.plan = plan
	switch {
	case err != nil:
		return restated{}
	case s.differs != "":
	case way.operation == "Scan" && twin.operation != "Scan":
		s.differs = differsInScan + twin.operation + "."
	case way.operation == "Query" && twin.operation == "GetItem":
		s.differs = differsInGet
	case !slices.Equal(twin.spans, way.spans):
		return restated{}
	}
	return s
}

// input is the statement as a request of its own.
func (s *restated) input() *executeStatementInput {
	in := new(executeStatementInput)
	in.statement, in.consistent, in.limit = text{s.statement, true}, s.consistent, s.limit
	in.parameters = parameters{values: s.parameters, given: s.parameters != nil}
	return in
}

// writeRestated writes a statement and the members that ExecuteStatement takes beside it.
func (w *writer) writeRestated(s restated) {
	w.name("Statement").text(s.statement)
	if s.parameters != nil {
		w.name("Parameters").open('[')
		for _, v := range s.parameters {
			w.raw(string(v))
		}
		w.close(']')
	}
	if s.consistent {
		w.name("ConsistentRead").boolean(true)
	}
	if s.limit.given {
		w.name("Limit").integer(s.limit.value)
	}
	w.optional("Differs", s.differs)
}

const (
	differsInScan     = "This Scan reads every item; the statement's WHERE gives the partition key, which makes it a "
	differsInGet      = "WHERE gives the whole primary key, which makes the statement a GetItem, for the same price."
	differsInStart    = "A statement goes on with the NextToken of its own pages, so this one begins at the beginning."
	differsInReplace  = "PutItem replaces an item that has the key; INSERT never does."
	differsInMaking   = "Where there is no item UpdateItem makes one; UPDATE fails with ConditionalCheckFailedException."
	differsInCounting = "Where there is no item or no such attribute ADD counts from 0; UPDATE fails."
	differsInMissing  = "Where there is no item DeleteItem checks the condition all the same; DELETE succeeds."
)

// put ends the wording of a statement.
func (s *wording) put(statement string) restated {
	if s.untold {
		return restated{}
	}
	return restated{statement: statement, parameters: s.parameters}
}

// whereAll prints a WHERE of conditions that have to hold together.
func whereAll(all []*parser.Not) string {
	if len(all) == 0 {
		return ""
	}
	return " WHERE " + (&parser.And{Terms: all}).String()
}

// keyed are the conditions that give a whole key.
func (s *wording) keyed(schema engine.Schema, key item.Item) (all []*parser.Not) {
	for _, k := range keyAttributes(schema) {
		all = append(all, s.equals(k.Name, key.Get(k.Name)))
	}
	return all
}

func (in *getItemInput) restated(d *Door) restated {
	t, err := d.table(in.table)
	if err != nil || in.attributes.given {
		return restated{}
	}
	s := in.wording()
	columns, inside := s.columns(in.projection)
	out := s.put("SELECT " + columns + " FROM " + sourceOf(t.Name, "") + whereAll(s.keyed(t.Key, in.key.item)))
	out.consistent = in.consistent
	if inside {
		out.differs = differsInColumns
	}
	return out
}

// older reports whether there are parameters from before there were expressions.
func (in *pageInput) older() bool {
	return in.filters.given || in.operator.given || in.attributes.given
}

// restatedPage is a SELECT with what Query and Scan have in common.
func (in *pageInput) restatedPage(s *wording, conditions []*parser.Not, columns string, inside bool, order string) restated {
	out := s.put("SELECT " + columns + " FROM " + sourceOf(in.table.name(), in.index.value) + whereAll(conditions) + order)
	if in.older() || in.selected.value == "COUNT" || in.selected.value == "ALL_ATTRIBUTES" && in.index.given {
		return restated{}
	}
	out.consistent, out.limit = in.consistent, in.limit
	switch {
	case in.start.given:
		out.differs = differsInStart
	case inside:
		out.differs = differsInColumns
	}
	return out
}

func (in *queryInput) restated(d *Door) restated {
	if !in.condition.given {
		return restated{}
	}
	s := in.wording()
	columns, inside := s.columns(in.projection)
	conditions := s.condition(in.condition)
	conditions = append(conditions, s.condition(in.filter)...)
	order := ""
	if in.backward {
		t, err := d.table(in.table)
		if err != nil {
			return restated{}
		}
		o, err := in.order(t)
		if err != nil || len(o.sort()) != 1 {
			return restated{}
		}
		order = " ORDER BY " + parser.QuoteName(o.sort()[0].Name) + " DESC"
	}
	return in.restatedPage(s, conditions, columns, inside, order)
}

func (in *scanInput) restated(*Door) restated {
	if in.total.given {
		return restated{} // a segment
	}
	s := in.wording()
	columns, inside := s.columns(in.projection)
	return in.restatedPage(s, s.condition(in.filter), columns, inside, "")
}

func (in *writeInput) older() bool { return in.expected.given || in.operator.given }

// isAbout reports whether a condition is that a function holds of an attribute of the key.
func (s *wording) isAbout(n *parser.Not, function string, schema engine.Schema) bool {
	if n.Predicate == nil || n.Predicate.Test != nil || n.Predicate.Operand == nil {
		return false
	}
	f := n.Predicate.Operand.Function
	if f == nil || f.Name != function || len(f.Args) != 1 {
		return false
	}
	name := attributeOf(f.Args[0])
	return slices.ContainsFunc(keyAttributes(schema), func(k engine.KeyAttribute) bool { return k.Name == s.name(name) })
}

func (in *putItemInput) restated(d *Door) restated {
	t, err := d.table(in.table)
	if err != nil || in.older() {
		return restated{}
	}
	s := in.wording()
	out := s.put("INSERT INTO " + sourceOf(t.Name, "") + " VALUE " + s.item(in.item.item))
	if !in.condition.given {
		out.differs = differsInReplace
		return out
	}
	tree, err := parser.ParseCondition(in.condition.value)
	if err != nil || len(tree.Terms) != 1 || len(tree.Terms[0].Terms) != 1 || !s.isAbout(tree.Terms[0].Terms[0], "attribute_not_exists", t.Key) {
		return restated{}
	}
	out.differs = differsInsertFail
	return out
}

func (in *updateItemInput) restated(d *Door) restated {
	t, err := d.table(in.table)
	if err != nil || in.older() || !in.update.given {
		return restated{}
	}
	s := in.wording()
	actions, counts := s.actions(in.update)
	conditions, exists := s.keyed(t.Key, in.key.item), false
	if in.condition.given {
		tree, err := parser.ParseCondition(in.condition.value)
		if err != nil {
			return restated{}
		}
		for _, n := range tree.Terms[0].Terms {
			exists = exists || len(tree.Terms) == 1 && s.isAbout(n, "attribute_exists", t.Key)
		}
		conditions = append(conditions, s.besides(tree, t.Key)...)
	}
	out := s.put("UPDATE " + sourceOf(t.Name, "") + " " + actions + whereAll(conditions) + returning(in.returnValues.value))
	switch {
	case counts:
		out.differs = differsInCounting
	case !exists:
		out.differs = differsInMaking
	}
	return out
}

// besides is a condition without that the item exists, which goes without saying in an UPDATE.
func (s *wording) besides(tree *parser.Or, schema engine.Schema) (rest []*parser.Not) {
	if len(tree.Terms) > 1 {
		return []*parser.Not{stating(parser.Predicate{Group: s.or(tree)})}
	}
	for _, n := range tree.Terms[0].Terms {
		if !s.isAbout(n, "attribute_exists", schema) {
			rest = append(rest, n)
		}
	}
	s.denies(tree.Terms[0], schema)
	return s.all(rest)
}

// denies refuses a condition that there is no item: a statement changes what is there.
func (s *wording) denies(and *parser.And, schema engine.Schema) {
	s.untold = s.untold || slices.ContainsFunc(and.Terms, func(n *parser.Not) bool { return s.isAbout(n, "attribute_not_exists", schema) })
}

// returning is what ReturnValues is called in a statement.
func returning(returnValues string) string {
	words := map[string]string{
		"ALL_OLD": "ALL OLD", "ALL_NEW": "ALL NEW", "UPDATED_OLD": "MODIFIED OLD", "UPDATED_NEW": "MODIFIED NEW",
	}
	if clause := words[returnValues]; clause != "" {
		return " RETURNING " + clause + " *"
	}
	return ""
}

func (in *deleteItemInput) restated(d *Door) restated {
	t, err := d.table(in.table)
	if err != nil || in.older() {
		return restated{}
	}
	s, differs := in.wording(), ""
	conditions := s.keyed(t.Key, in.key.item)
	if in.condition.given {
		tree, err := parser.ParseCondition(in.condition.value)
		if err != nil {
			return restated{}
		}
		rest, careful := s.held(tree, t.Key)
		conditions = append(conditions, rest...)
		if !careful {
			differs = differsInMissing
		}
	}
	out := s.put("DELETE FROM " + sourceOf(t.Name, "") + whereAll(conditions) + returning(in.returnValues.value))
	out.differs = differs
	return out
}

// held is a condition on an item that is there. It is careful when it says itself that there need be
// none: attribute_not_exists(PK) OR the condition.
func (s *wording) held(tree *parser.Or, schema engine.Schema) (rest []*parser.Not, careful bool) {
	if len(tree.Terms) > 1 && len(tree.Terms[0].Terms) == 1 && s.isAbout(tree.Terms[0].Terms[0], "attribute_not_exists", schema) {
		tree, careful = &parser.Or{Terms: tree.Terms[1:]}, true
	}
	if len(tree.Terms) > 1 {
		return []*parser.Not{stating(parser.Predicate{Group: s.or(tree)})}, careful
	}
	s.denies(tree.Terms[0], schema)
	return s.all(tree.Terms[0].Terms), careful
}
