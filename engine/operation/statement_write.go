package operation

import (
	"strconv"
	"unicode/utf8"

	"ringside/engine"
	"ringside/engine/expression"
	"ringside/engine/item"
	"ringside/parser"
)

// A statementWrite is an INSERT, UPDATE or DELETE that has been checked: the change of the one
// item on its route, and what of it to return.
//
// They are PutItem, UpdateItem and DeleteItem with a condition built in, so that none of
// them makes an item by accident or replaces one:
//
//	INSERT   there is no item under the key
//	UPDATE   there is one, and WHERE holds for it
//	DELETE   there is none, or WHERE holds for it
type statementWrite struct {
	route
	change    engine.Change
	update    *expression.Update // of UPDATE
	returning *parser.Returning  // nil: nothing
}

// write runs a statement that writes.
func (in *executeStatementInput) write(d *Door, tree *parser.Statement, scope *expression.Scope, w *writer) error {
	s, err := in.planWrite(d, tree, scope)
	if err != nil {
		return err
	}
	d.plan = s.planned
	write, err := d.write(s.table, s.spans[0].from, s.change)
	if err != nil {
		return err
	}
	w.open('{')
	writeItems(w, nil, s.returned(write))
	w.consumedCapacity(in.capacity, s.table.Name, d.db.Trace(), s.table)
	w.close('}')
	return nil
}

// returned is the item that RETURNING asks for, if there is one: as it was before or is
// after, all of it or what the update names.
func (s *statementWrite) returned(write engine.Write) []item.Item {
	if s.returning == nil {
		return nil
	}
	it := write.Before
	if s.returning.New {
		it = write.After
	}
	if s.returning.Modified {
		it = touched(s.update, it)
	}
	if it == "" {
		return nil
	}
	return []item.Item{it}
}

func (in *executeStatementInput) planWrite(d *Door, tree *parser.Statement, scope *expression.Scope) (statementWrite, error) {
	switch {
	case tree.Insert != nil:
		return planInsert(d, tree.Insert, scope)
	case tree.Update != nil:
		return in.planUpdate(d, tree.Update, scope)
	}
	return in.planDelete(d, tree.Delete, scope)
}

// planInsert checks an INSERT, which refuses to replace an item.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.insert.html
func planInsert(d *Door, tree *parser.Insert, scope *expression.Scope) (s statementWrite, err error) {
	it, err := expression.CompileItem(tree.Value, scope)
	if err != nil {
		return s, faulty(err)
	}
	if tree.Into.Index != "" {
		return s, invalid(messageInsertSource + " at " + at(tree.Into))
	}
	if s.table, err = d.activeTable(tree.Into.Table); err != nil {
		return s, err
	}
	key, err := newItemKey(s.table.Key, it)
	if err != nil {
		return s, err
	}
	if err := indexable(s.table, it); err != nil {
		return s, err
	}
	s.spans, s.change = []span{one(key)}, inserting(it)
	s.planned = planned{operation: "PutItem", why: "INSERT puts one item, if there is none under its key"}
	return s, storableSize(it, messageItemSize)
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

// planUpdate checks an UPDATE. All of WHERE is its condition, and an item that is not there
// has not even the key that WHERE asks for: so an UPDATE never makes an item.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.update.html
func (in *executeStatementInput) planUpdate(d *Door, tree *parser.UpdateStatement, scope *expression.Scope) (s statementWrite, err error) {
	s.returning = tree.Returning
	if s.update, err = expression.CompileActions(tree.Actions, scope); err != nil {
		return s, faulty(err)
	}
	where, err := expression.CompileCondition(expression.Where, tree.Where, scope)
	if err != nil {
		return s, faulty(err)
	}
	s.planned = planned{operation: "UpdateItem", why: "WHERE gives the whole primary key, so one item is updated, if it exists"}
	if err := s.locate(d, tree.Table, tree.Where, scope); err != nil {
		return s, err
	}
	s.change = when(where, in.onFailure, indexing(s.table, updating(s.update, "")))
	return s, keepsKey(s.update, s.table.Key)
}

// planDelete checks a DELETE.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.delete.html
func (in *executeStatementInput) planDelete(d *Door, tree *parser.Delete, scope *expression.Scope) (s statementWrite, err error) {
	s.returning = tree.Returning
	where, err := expression.CompileCondition(expression.Where, tree.Where, scope)
	if err != nil {
		return s, faulty(err)
	}
	if r := tree.Returning; r != nil && (r.Modified || r.New) {
		return s, returningRefused(r)
	}
	s.planned = planned{operation: "DeleteItem", why: "WHERE gives the whole primary key, so one item is deleted, if it exists"}
	s.change = deleting(when(where, in.onFailure, putting("")))
	return s, s.locate(d, tree.From, tree.Where, scope)
}

// deleting is the change of a DELETE, which succeeds where there is no item.
func deleting(change engine.Change) engine.Change {
	return func(old item.Item) (item.Item, error) {
		if old == "" {
			return "", nil
		}
		return change(old)
	}
}

// locate finds the table and the key that WHERE gives.
func (s *statementWrite) locate(d *Door, source *parser.Source, where *parser.Or, scope *expression.Scope) (err error) {
	if source.Index != "" {
		return invalid(messageIndexWrite)
	}
	if s.table, err = d.activeTable(source.Table); err != nil {
		return err
	}
	key, err := planner{key: s.table.Key, scope: scope}.wholeKey(where)
	s.spans = []span{one(key)}
	return err
}
