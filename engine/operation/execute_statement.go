package operation

import (
	"strconv"
	"unicode/utf8"

	"ringside/engine"
	"ringside/engine/expression"
	"ringside/engine/item"
	"ringside/parser"
)

type executeStatementInput struct {
	statement  text
	parameters parameters
	consistent bool
	limit      number
	token      text // NextToken
	capacity   text
	onFailure  text
}

func (in *executeStatementInput) member(name string, r *item.Reader) (err error) {
	switch name {
	case "Statement":
		return in.statement.read(r)
	case "Parameters":
		return in.parameters.read(r)
	case "ConsistentRead":
		in.consistent, err = r.Bool()
		return err
	case "Limit":
		return in.limit.read(r)
	case "NextToken":
		return in.token.read(r)
	case "ReturnConsumedCapacity":
		return in.capacity.read(r)
	case "ReturnValuesOnConditionCheckFailure":
		return in.onFailure.read(r)
	}
	return r.Skip()
}

// parameters are the values of a statement's question marks.
type parameters struct {
	values []item.Value
	fault  *item.Fault // of the first value that cannot be stored
	given  bool
}

func (p *parameters) read(r *item.Reader) error {
	p.given, p.values = true, nil
	return r.Array(func(int) error {
		v, fault, err := r.Value()
		if p.fault == nil {
			p.fault = fault
		}
		p.values = append(p.values, v)
		return err
	})
}

// executeStatement runs one PartiQL statement.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteStatement.html
func executeStatement(d *Door, in *executeStatementInput, w *writer) error {
	if err := in.modelled(); err != nil {
		return err
	}
	statement, err := d.statement(in.statement.value)
	if err != nil {
		return err
	}
	scope := &expression.Scope{Parameters: in.parameters.values}
	if statement.Insert != nil {
		return in.insert(d, statement.Insert, scope, w)
	}
	return in.selectItems(d, statement.Select, scope, w)
}

// route finds the way of the statement to its items and reads nothing.
func (in *executeStatementInput) route(d *Door) (route, error) {
	if err := in.modelled(); err != nil {
		return route{}, err
	}
	statement, err := d.statement(in.statement.value)
	if err != nil {
		return route{}, err
	}
	scope := &expression.Scope{Parameters: in.parameters.values}
	if statement.Insert != nil {
		i, err := planInsert(d, statement.Insert, scope)
		return i.route, err
	}
	s, err := planSelect(d, statement.Select, scope)
	if err != nil {
		return route{}, err
	}
	return s.route, nil
}

// Lengths of members, in characters.
const (
	maxStatement = 8192
	maxNextToken = 32768
)

func (in *executeStatementInput) modelled() error {
	var v violations
	v.enum(in.capacity, "returnConsumedCapacity", enumCapacity)
	v.enum(in.onFailure, "returnValuesOnConditionCheckFailure", enumOnFailure)
	v.required(in.statement, "statement")
	v.length(in.statement, "statement", maxStatement)
	if in.parameters.given && len(in.parameters.values) == 0 {
		v.add("[]", "parameters", longer(1))
	}
	v.length(in.token, "nextToken", maxNextToken)
	v.between(in.limit, "limit", 1, 0)
	if err := v.err(); err != nil {
		return err
	}
	return unstorable(in.parameters.fault)
}

// statement parses a statement, or finds its tree in the cache.
func (d *Door) statement(text string) (*parser.Statement, error) {
	tree, err := remembered(d, "Statement", text, parser.ParseStatement)
	if err == nil {
		return tree, nil
	}
	d.plan.syntax("Statement", err)
	return nil, notWellFormed(err)
}

// selectItems runs a SELECT and writes a page of what it finds.
func (in *executeStatementInput) selectItems(d *Door, tree *parser.Select, scope *expression.Scope, w *writer) error {
	s, err := planSelect(d, tree, scope)
	if err != nil {
		return err
	}
	from, err := in.position(s)
	if err != nil {
		return err
	}
	s.consistent, d.plan = in.consistent, s.planned
	items, next := s.run(d, from, int(in.limit.value))
	w.open('{')
	writeItems(w, s.columns, items)
	if next != nil {
		w.name("NextToken").text(next.token(in.fingerprint()))
		if next.last != "" {
			w.name("LastEvaluatedKey").raw(next.last.JSON())
		}
	}
	w.consumedCapacity(in.capacity, s.table.Name, d.db.Trace().Units())
	w.close('}')
	return nil
}

// insert runs an INSERT, which refuses to replace an item.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.insert.html
func (in *executeStatementInput) insert(d *Door, tree *parser.Insert, scope *expression.Scope, w *writer) error {
	i, err := planInsert(d, tree, scope)
	if err != nil {
		return err
	}
	d.plan = i.planned
	if _, err := d.db.Write(engine.Action{Table: i.table, Key: i.spans[0].from, Change: inserting(i.item)}); err != nil {
		return err
	}
	w.open('{')
	writeItems(w, nil, nil)
	w.consumedCapacity(in.capacity, i.table.Name, d.db.Trace().Units())
	w.close('}')
	return nil
}

// An insertion is an INSERT that has been checked.
type insertion struct {
	route
	item item.Item
}

func planInsert(d *Door, tree *parser.Insert, scope *expression.Scope) (i insertion, err error) {
	if i.item, err = expression.CompileItem(tree.Value, scope); err != nil {
		return i, faulty(err)
	}
	if tree.Into.Index != "" {
		return i, invalid(messageInsertSource + " at " + at(tree.Into))
	}
	if i.table, err = d.activeTable(tree.Into.Table); err != nil {
		return i, err
	}
	key, err := newItemKey(i.table.Key, i.item)
	if err != nil {
		return i, err
	}
	i.spans = []span{one(key)}
	i.planned = planned{operation: "PutItem", why: "INSERT puts one item, if there is none under its key"}
	return i, storableSize(i.item, messageItemSize)
}

// inserting is the change that leaves an item where there was none.
func inserting(it item.Item) engine.Change {
	return func(old item.Item) (item.Item, error) {
		if old != "" {
			return "", duplicateKey()
		}
		return it, nil
	}
}

// at prints the place of a statement's table as PartiQL's messages do: line, column and
// length.
func at(s *parser.Source) string {
	return strconv.Itoa(s.Line) + ":" + strconv.Itoa(s.Column) + ":" + strconv.Itoa(utf8.RuneCountInString(s.Table))
}
