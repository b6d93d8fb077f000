package operation

import (
	"slices"
	"strconv"
	"strings"

	"ringside/engine"
	"ringside/engine/expression"
	"ringside/engine/item"
	"ringside/parser"
)

// An advice is how a read could be a better one.
type advice struct {
	kind      string // key, index, new-index; missing, quotes, type, unknown
	text      string // a sentence for people
	statement string // the statement as it should be, "" when that can't be said
	request   nativeRequest
}

// The kinds of advice: three on how a Scan becomes a Query, and four on comparisons that hold for few items or none.
const (
	adviseKey      = "key"
	adviseIndex    = "index"
	adviseNewIndex = "new-index"
	adviseMissing  = "missing"
	adviseQuotes   = "quotes"
	adviseType     = "type"
	adviseUnknown  = "unknown"
)

// advise looks for what a statement could do better.
func (in *executeStatementInput) advise(d *Door) []advice {
	tree, scope, err := in.parsed(d)
	if err != nil || tree.Select == nil {
		return nil
	}
	s, err := planSelect(d, tree.Select, scope, in.consistent)
	if err != nil {
		return nil
	}
	a := adviser{d, in, tree.Select, scope, s, sampled(s.base)}
	all := a.comparisons()
	if s.reads != nil {
		return all
	}
	all = append(all, a.key())
	for _, look := range []func() []advice{a.table, a.indexes, a.newIndex} {
		if found := look(); found != nil {
			return append(all, found...)
		}
	}
	return all
}

func (w *writer) writeAdvice(all []advice) {
	w.name("Advice").open('[')
	for _, a := range all {
		w.open('{')
		w.name("Kind").text(a.kind)
		w.name("Text").text(a.text)
		w.optional("Statement", a.statement)
		if a.request.operation != "" {
			w.name("Request").open('{')
			w.name("Target").text(dynamoDB + a.request.operation)
			w.name("Body").raw(a.request.body)
			w.close('}')
		}
		w.close('}')
	}
	w.close(']')
}

// An adviser looks at one SELECT and how it is read.
type adviser struct {
	door  *Door
	in    *executeStatementInput
	tree  *parser.Select
	scope *expression.Scope
	*selection
	*sample
}

// tests are the comparisons with constants that have to hold together, none when there is an OR.
func (a adviser) tests() (all []keyTest) {
	if a.tree.Where == nil {
		return nil
	}
	terms := alternatives(a.tree.Where)
	if len(terms) > 1 {
		return nil
	}
	p := a.planner(a.scope)
	for _, n := range terms[0] {
		if n.Not != nil {
			continue
		}
		if test, err := p.keyTest(n.Predicate); err == nil && test.attribute != "" {
			all = append(all, test)
		}
	}
	return all
}

// key says which condition on the key makes a Query.
func (a adviser) key() advice {
	p := a.planner(a.scope)
	name := p.partitionKey()
	text := "Give " + name + " by = in WHERE: then one item collection is read by a Query, and not every item."
	switch {
	case a.tree.Where == nil:
		text = "Without a WHERE every item is read. Where it gives " + name + " by =, one item collection is."
	case len(a.branches) > 1:
		text = "Every alternative of the OR has to give " + name + " by = or IN; one that does not makes all of it a Scan."
	case a.branches[0].compared != "":
		text = "Compare " + name + " by = or IN: by " + a.branches[0].compared + " there is nowhere to look, for its hash keeps no order."
	}
	return advice{kind: adviseKey, text: text}
}

// indexes are the table's indexes whose partition key WHERE gives.
func (a adviser) indexes() (all []advice) {
	for _, x := range a.base.Indexes {
		if x != a.index && x.Status != engine.IndexCreating && x.Status != engine.IndexDeleting {
			all = append(all, a.through(x)...)
		}
	}
	return all
}

// through is the SELECT by way of an index, if that is a Query.
func (a adviser) through(x *engine.Index) []advice {
	s, out := a.from(x.Name, a.consistent && x.Local)
	if s == nil {
		return nil
	}
	out.text = "WHERE gives the partition key of the index " + x.Name + ": a Query of it reads " + a.saving(s) + a.caveats(x)
	return []advice{out}
}

// table is the SELECT of the table itself instead of its index, if that is no Scan.
func (a adviser) table() []advice {
	if a.index == nil {
		return nil
	}
	s, out := a.from("", a.consistent)
	if s == nil {
		return nil
	}
	out.text = "WHERE gives the partition key of the table itself: a " + s.operation + " reads " + a.saving(s)
	return []advice{out}
}

// from is the SELECT from an index of the table, or from the table itself, unless that is a Scan, too.
func (a adviser) from(index string, consistent bool) (*selection, advice) {
	tree := *a.tree
	tree.From = &parser.Source{Table: a.base.Name, Index: index, Path: &parser.Path{Parts: []parser.Part{named(a.base.Name)}}}
	if index != "" {
		tree.From.Path.Parts = append(tree.From.Path.Parts, named(index))
	}
	s, err := planSelect(a.door, &tree, a.scope, consistent)
	if err != nil || s.reads == nil {
		return nil, advice{}
	}
	next := *a.in
	next.statement, next.consistent, next.token = text{tree.String(), true}, consistent, text{}
	out := advice{kind: adviseIndex, statement: next.statement.value}
	if t := next.translate(a.door); len(t.requests) > 0 {
		out.request = t.requests[0]
	}
	return s, out
}

// saving says what is read so, and what as it is.
func (a adviser) saving(s *selection) string {
	here, there := a.door.db.Survey(), a.door.db.Survey()
	a.survey(a.door, position{}, 0, here)
	s.survey(a.door, position{}, 0, there)
	if there.All >= here.All {
		return about(there) + "."
	}
	return about(there) + " instead of " + strconv.Itoa(here.All) + "."
}

// about says how many items all pages read.
func about(s *engine.Survey) string {
	items := " items"
	if s.All == 1 {
		items = " item"
	}
	if s.Exact && s.Pages == 1 {
		return strconv.Itoa(s.All) + items
	}
	return "about " + strconv.Itoa(s.All) + items
}

// caveats say what an index has not.
func (a adviser) caveats(x *engine.Index) (text string) {
	if x.Projection != engine.ProjectAll && a.tree.Star {
		text += " It has only some of their attributes."
	}
	tested := a.tests()
	for _, k := range x.Sort {
		given := slices.ContainsFunc(tested, func(t keyTest) bool { return t.attribute == k.Name })
		if !given && !slices.Contains(keyAttributes(a.base.Key), k) {
			text += " Items without " + k.Name + " are not in it."
		}
	}
	if a.consistent && !x.Local {
		text += " It can't be read consistently."
	}
	return text
}

// newIndex is an index that would make a Query of the SELECT: by an attribute that is compared by =,
// sorted by another one.
func (a adviser) newIndex() []advice {
	tests := a.tests()
	if a.mistyped(tests) || len(a.types()) > 0 {
		return nil // a mistake that no index mends
	}
	partition := slices.IndexFunc(tests, func(t keyTest) bool { return t.op == "=" && a.keyable(t) && t.attribute != a.base.Key.Partition.Name })
	if partition < 0 {
		return nil
	}
	key := []keyTest{tests[partition]}
	if sort := slices.IndexFunc(tests, func(t keyTest) bool {
		return t.op != "IN" && t.op != "<>" && a.keyable(t) && t.attribute != key[0].attribute
	}); sort >= 0 {
		key = append(key, tests[sort])
	}
	request := nativeRequest{"UpdateTable", a.addition(key)}
	if a.base.Index(indexName(key)) != nil || !a.door.updates(request.body) {
		return nil
	}
	named := key[0].attribute
	text := "An index by " + named
	if len(key) > 1 {
		named += " and " + key[1].attribute
		text += ", sorted by " + key[1].attribute + ","
	}
	text += " would make this a Query. It is not for nothing: every write of an item that has " + named +
		" is paid once more, for the index, which follows the table a moment later. Once it is there, FROM has to name it: FROM " +
		sourceOf(a.base.Name, indexName(key)) + "."
	return []advice{{kind: adviseNewIndex, text: text, request: request}}
}

// updates reports whether an UpdateTable succeeds: a clone of the door tries.
func (d *Door) updates(body string) bool {
	in := new(updateTableInput)
	return decode(item.NewReader(""), body, in) == nil && updateTable(d.Clone(), in, new(writer)) == nil
}

// mistyped reports whether an attribute is compared with values of two types, or with one of another type than it has in a key.
func (a adviser) mistyped(tests []keyTest) bool {
	types := map[string]item.Type{}
	for _, k := range definitions(a.base) {
		types[k.Name] = k.Type
	}
	for _, t := range tests {
		of := t.values[0].Type()
		if known, is := types[t.attribute]; is && known != of {
			return true
		}
		types[t.attribute] = of
	}
	return false
}

// keyable reports whether an attribute that there is is compared with what a key can be.
func (a adviser) keyable(t keyTest) bool {
	of := t.values[0].Type()
	if a.unknown(t.attribute) {
		return false
	}
	for _, v := range t.values {
		if v.Type() != of || of != item.S && of != item.N && of != item.B || of != item.N && v.Size() == 0 {
			return false
		}
	}
	return true
}

// indexName is what an index by some attributes is called.
func indexName(key []keyTest) string {
	name := "by"
	for _, t := range key {
		word := wordOf(t.attribute)
		name += strings.ToUpper(word[:1]) + word[1:]
	}
	return name
}

// addition is the body of the UpdateTable that adds an index.
func (a adviser) addition(key []keyTest) string {
	var w writer
	w.open('{')
	w.name("TableName").text(a.base.Name)
	w.name("AttributeDefinitions").open('[')
	for _, t := range key {
		w.definition(t.attribute, "AttributeType", t.values[0].Type().String())
	}
	w.close(']')
	w.name("GlobalSecondaryIndexUpdates").raw(`[{"Create":{"IndexName":`)
	w.text(indexName(key))
	w.name("KeySchema").open('[')
	for i, t := range key {
		w.definition(t.attribute, "KeyType", [...]string{"HASH", "RANGE"}[i])
	}
	w.close(']')
	w.name("Projection").raw(`{"ProjectionType":"ALL"}`)
	if !a.base.OnDemand {
		w.name("ProvisionedThroughput").raw(`{"ReadCapacityUnits":5,"WriteCapacityUnits":5}`)
	}
	w.buffer = append(w.buffer, `}}]}`...)
	return string(w.buffer)
}

func (w *writer) definition(attribute, name, value string) {
	w.open('{')
	w.name("AttributeName").text(attribute)
	w.name(name).text(value)
	w.close('}')
}

// comparisons says of tests that they hold for few items or none, whatever was meant by them.
func (a adviser) comparisons() []advice {
	return slices.Concat(a.quotes(), a.unknowns(), a.nulls(), a.types())
}

// nulls says of tests for NULL that an attribute which is missing is none.
func (a adviser) nulls() (all []advice) {
	for _, term := range a.terms() {
		p := term.Predicate
		if p == nil || p.Operand == nil || p.Operand.Path == nil || p.Test == nil {
			continue
		}
		test, says := nullTest(p.Test), "§ holds only where § has the value NULL. For items that have no § at all write § IS MISSING."
		switch test {
		case "":
			continue
		case " IS NOT NULL", " <> NULL":
			says = "§ holds for items without §, too. For items that have it write § IS NOT MISSING."
		}
		says = strings.Replace(says, "§", "§"+test, 1)
		all = append(all, advice{kind: adviseMissing, text: strings.ReplaceAll(says, "§", p.Operand.Path.String())})
	}
	return all
}

// nullTest is a comparison with NULL as it is written, "" for any other.
func nullTest(t *parser.Test) string {
	switch {
	case t.Is != nil && t.Is.What == "NULL" && t.Is.Not:
		return " IS NOT NULL"
	case t.Is != nil && t.Is.What == "NULL":
		return " IS NULL"
	case (t.Op == "=" || t.Op == "<>") && t.Right.Literal != nil && t.Right.Literal.Null:
		return " " + t.Op + " NULL"
	}
	return ""
}

// terms are the predicates of all alternatives of WHERE.
func (a adviser) terms() []*parser.Not {
	if a.tree.Where == nil {
		return nil
	}
	return slices.Concat(alternatives(a.tree.Where)...)
}

// quotes says of names between double quotes, where SQL's dialects may have a string, that they are names.
func (a adviser) quotes() []advice {
	said, statement := "", a.in.statement.value
	for _, term := range slices.Backward(a.terms()) {
		if name := comparedName(term.Predicate); name != nil {
			said = parser.QuoteText(name.Name)
			statement = replaced(statement, name, said)
		}
	}
	if said == "" {
		return nil
	}
	return []advice{{
		kind: adviseQuotes, statement: statement,
		text: "Between double quotes stands the name of an attribute; a string stands between single quotes: " + said + ".",
	}}
}

// replaced is a statement with other text in place of a name.
func replaced(statement string, name *parser.Part, by string) string {
	written := len(name.Name)
	if name.Quoted {
		written += strings.Count(name.Name, `"`) + len(`""`)
	}
	return statement[:name.Offset] + by + statement[name.Offset+written:]
}

// comparedName is the name between double quotes that an attribute is compared with, nil when it is compared with anything else.
func comparedName(p *parser.Predicate) *parser.Part {
	if p == nil || p.Operand == nil || p.Operand.Path == nil || p.Test == nil || p.Test.Right == nil {
		return nil
	}
	path := p.Test.Right.Path
	if path == nil || len(path.Parts) != 1 || !path.Parts[0].Quoted {
		return nil
	}
	return &path.Parts[0]
}

// types says of attributes that they are compared with what they never are: those of the key, and others by what
// they are in the sample.
func (a adviser) types() (all []advice) {
	for _, t := range a.tests() {
		of, where := a.typeOf(t.attribute), a.where()
		for _, k := range a.restart() {
			if k.Name == t.attribute {
				of, where = k.Type, "every item"
			}
		}
		if of != 0 && t.never(of) && t.values[0] != item.Null {
			found := "nothing is"
			if where != "every item" && a.more {
				found = "none of those is"
			}
			all = append(all, advice{
				kind: adviseType,
				text: t.attribute + " is of type " + of.String() + " in " + where + ", and is compared with one of type " + t.values[0].Type().String() + ": " + found + " found so.",
			})
		}
	}
	return all
}
