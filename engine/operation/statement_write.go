package operation

import (
	"strconv"
	"unicode/utf8"

	"ringside/engine"
	"ringside/engine/expression"
	"ringside/engine/item"
	"ringside/parser"
)

// A statementWrite is a statement that changes one item, or in a transaction checks it.
//
// They are PutItem, UpdateItem and DeleteItem with a condition built in, so that none of
// them makes an item by accident or replaces one:
//
//	INSERT   there is no item under the key
//	UPDATE   there is one, and WHERE holds for it
//	DELETE   there is none, or WHERE holds for it
//	EXISTS   there is one, and WHERE holds for it
//
// It is found out about in DynamoDB's order: compiled, allowed, and then located.
type statementWrite struct {
	route
	to        *parser.Source
	where     *parser.Or // nil when there is none
	scope     *expression.Scope
	item      attributes            // that INSERT puts
	guard     *expression.Condition // all of WHERE
	update    *expression.Update    // of UPDATE
	checks    bool                  // it is EXISTS
	returning *parser.Returning     // nil: nothing
	change    engine.Change
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

// planWrite checks a statement that writes and finds its item.
func (in *statementInput) planWrite(d *Door, tree *parser.Statement, scope *expression.Scope) (*statementWrite, error) {
	s, err := in.compileWrite(tree, scope)
	if err != nil {
		return s, err
	}
	return s, firstOf(s.allowed, func() error { return s.locate(d) })
}

// compileWrite is all that can be said of a statement that writes by its constants and the types of
// its operands.
func (in *statementInput) compileWrite(tree *parser.Statement, scope *expression.Scope) (*statementWrite, error) {
	s := &statementWrite{scope: scope}
	switch {
	case tree.Insert != nil:
		return s, s.insert(tree.Insert)
	case tree.Update != nil:
		return s, s.updates(tree.Update, in.onFailure)
	case tree.Exists != nil:
		return s, s.exists(tree.Exists.Select, in.onFailure)
	}
	return s, s.deletes(tree.Delete, in.onFailure)
}

// insert is an INSERT, which refuses to replace an item.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.insert.html
func (s *statementWrite) insert(tree *parser.Insert) error {
	s.planned = planned{operation: "PutItem", why: "INSERT puts one item, if there is none under its key"}
	it, err := expression.CompileItem(tree.Value, s.scope)
	s.to, s.item = tree.Into, attributes{item: it, given: true}
	s.change = inserting(it)
	return faulty(err)
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

// updates is an UPDATE. All of WHERE is its condition, and an item that is not there has not
// even the key that WHERE asks for: so an UPDATE never makes an item.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.update.html
func (s *statementWrite) updates(tree *parser.UpdateStatement, onFailure text) (err error) {
	s.planned = planned{operation: "UpdateItem", why: "WHERE gives the whole primary key, so one item is updated, if it exists"}
	s.to, s.where, s.returning = tree.Table, tree.Where, tree.Returning
	if s.update, err = expression.CompileActions(tree, s.scope); err != nil {
		return faulty(err)
	}
	err = s.when(onFailure, func(old item.Item) (item.Item, error) {
		return indexing(s.table, updating(s.update, ""))(old)
	})
	s.change = missing(s.change)
	return err
}

// missing is the change of an UPDATE, which says so where there is no item.
func missing(change engine.Change) engine.Change {
	return func(old item.Item) (item.Item, error) {
		it, err := change(old)
		if e, is := err.(*Error); is && old == "" && e.ConditionFailed() {
			e.mend = "There is no item under this key: UPDATE never makes one, INSERT does."
		}
		return it, err
	}
}

// deletes is a DELETE.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.delete.html
func (s *statementWrite) deletes(tree *parser.Delete, onFailure text) error {
	s.planned = planned{operation: "DeleteItem", why: "WHERE gives the whole primary key, so one item is deleted, if it exists"}
	s.to, s.where, s.returning = tree.From, tree.Where, tree.Returning
	err := s.when(onFailure, putting(""))
	s.change = deleting(s.change)
	return err
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

// exists is an EXISTS, which only looks.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-functions.exists.html
func (s *statementWrite) exists(tree *parser.Select, onFailure text) error {
	s.to, s.where, s.checks = tree.From, tree.Where, true
	if !tree.Star {
		if _, err := expression.CompileColumns(tree.Columns, s.scope); err != nil {
			return faulty(err)
		}
	}
	return s.when(onFailure, keeping)
}

// when makes the change of the statement depend on its WHERE.
func (s *statementWrite) when(onFailure text, change engine.Change) (err error) {
	s.guard, err = expression.CompileCondition(expression.Where, s.where, s.scope)
	s.change = when(s.guard, onFailure, change)
	return faulty(err)
}

// allowed checks what is refused of any table.
func (s *statementWrite) allowed() error {
	switch r := s.returning; {
	case s.operation == "DeleteItem" && r != nil && (r.Modified || r.New):
		return returningRefused(r)
	case s.to.Index == "":
		return nil
	case s.item.given:
		return invalid(messageInsertSource + " at " + at(s.to))
	}
	return invalid(messageIndexWrite)
}

// at prints the place of a statement's table as PartiQL's messages do: line, column and
// length.
func at(s *parser.Source) string {
	return strconv.Itoa(s.Line) + ":" + strconv.Itoa(s.Column) + ":" + strconv.Itoa(utf8.RuneCountInString(s.Table))
}

// locate finds the table and the key of a statement that is a request by itself.
func (s *statementWrite) locate(d *Door) (err error) {
	if s.table, err = d.activeTable(s.to.Table); err != nil {
		return err
	}
	var key item.Key
	if s.item.given {
		key, err = newItemKey(s.table.Key, s.item.item)
	} else {
		key, err = s.planner().wholeKey(s.where)
	}
	if err != nil {
		return err
	}
	s.spans = []span{one(key)}
	return firstOf(s.fits, s.storable)
}

func (s *statementWrite) planner() planner { return planner{key: s.table.Key, scope: s.scope} }

// fits checks the statement against the keys of the table and of its indexes.
func (s *statementWrite) fits() error {
	if s.item.given {
		return indexable(s.table, s.item.item)
	}
	if err := scalarKeys(s.table, s.update.Nested(), s.guard.Nested()); err != nil {
		return err
	}
	return keepsKey(s.update, s.table.Key)
}

// storable checks the size of an INSERT's item.
func (s *statementWrite) storable() error { return storableSize(s.item.item, messageItemSize) }

// subject finds the item of a statement in a transaction, where only the statement's own fault is an
// error: the rest is the transaction's.
func (s *statementWrite) subject(d *Door) (t subject, err error) {
	t.name = s.to.Table
	if s.table, t.missing = d.activeTable(t.name); t.missing != nil {
		return t, nil
	}
	t.table = s.table
	values, err := s.keyValues(&t)
	if err != nil || t.misfit != nil {
		return t, err
	}
	if t.key, t.refused = storableKey(s.table.Key, values); t.refused == nil {
		t.refused = s.storable()
	}
	t.misfit = s.fits()
	return t, nil
}

// keyValues are the values that the statement gives its key, if they fit.
func (s *statementWrite) keyValues(t *subject) (values keyValues, err error) {
	if s.item.given {
		values, t.misfit = newItemValues(s.table.Key, s.item.item)
		return values, nil
	}
	if s.checks && !s.planner().isOne(s.where) {
		return values, invalid(messageExistsOne)
	}
	if values, err = s.planner().keyValues(s.where); err == nil {
		t.misfit = values.fit(s.table.Key)
	}
	return values, err
}

// readsTable checks that a SELECT in a transaction is of the table itself.
func readsTable(tree *parser.Select) error {
	if tree.From.Index != "" {
		return invalid(messageIndexTransaction)
	}
	return nil
}
