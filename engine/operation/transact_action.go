package operation

import (
	"maps"
	"slices"

	"ringside/engine"
	"ringside/engine/expression"
	"ringside/engine/item"
)

// The kinds of action, as a TransactWriteItem names them.
const (
	conditionCheck = "ConditionCheck"
	transactPut    = "Put"
	transactDelete = "Delete"
	transactUpdate = "Update"
)

// A transactAction is one action of a TransactWriteItems.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItem.html
type transactAction struct {
	itemInput
	kind      string     // "" when there is none
	several   bool       // there is more than one
	item      attributes // the Item of a Put, the Key of the others
	update    text
	condition text
	onFailure text

	updating *expression.Update
	guard    *expression.Condition
	subject  subject
}

// read reads a member of a TransactWriteItem.
func (a *transactAction) read(name string, r *item.Reader) error {
	switch name {
	case conditionCheck, transactPut, transactDelete, transactUpdate:
		a.several = a.several || a.kind != "" && a.kind != name
		a.kind = name
		return r.Structure(name, func(name string) error { return a.member(name, r) })
	}
	return r.Skip()
}

func (a *transactAction) member(name string, r *item.Reader) error {
	switch name {
	case a.itemMember():
		return a.item.read(r)
	case "ConditionExpression":
		return a.condition.read(r)
	case "ReturnValuesOnConditionCheckFailure":
		return a.onFailure.read(r)
	case "UpdateExpression":
		if a.kind == transactUpdate {
			return a.update.read(r)
		}
	}
	return a.itemInput.member(name, r)
}

func (a *transactAction) itemMember() string {
	if a.kind == transactPut {
		return "Item"
	}
	return "Key"
}

// memberNames are the kinds of action as paths to them are spelled.
var memberNames = map[string]string{
	conditionCheck: "conditionCheck", transactPut: "put", transactDelete: "delete", transactUpdate: "update",
}

func (a *transactAction) modelled(v *violations, path string) {
	if a.kind == "" {
		return
	}
	path += memberNames[a.kind] + "."
	v.enum(a.onFailure, path+"returnValuesOnConditionCheckFailure", enumOnFailure)
	a.table.memberName(v, path+"tableName")
	switch {
	case a.item.given:
	case a.kind == transactPut:
		v.missing(path + "item")
	default:
		v.missing(path + "key")
	}
	if a.kind == transactUpdate {
		v.required(a.update, path+"updateExpression")
	}
	if a.kind == conditionCheck {
		v.required(a.condition, path+"conditionExpression")
	}
}

// check is all that can be said of the action without looking at the table.
func (a *transactAction) check(d *Door) error {
	if a.kind == "" || a.several {
		return invalid(messageOneAction)
	}
	if err := a.used("", a.update, a.condition); err != nil {
		return err
	}
	if err := a.compile(d); err != nil {
		return err
	}
	if err := unstorable(a.item.fault); err != nil {
		return err
	}
	return storableSize(a.item.item, messageItemSize)
}

func (a *transactAction) compile(d *Door) error {
	scope, err := a.scope()
	if err != nil {
		return err
	}
	if a.updating, err = d.update(a.update, scope); err != nil {
		return err
	}
	if a.guard, err = d.condition(expression.ConditionExpression, a.condition, scope); err != nil {
		return err
	}
	return faulty(scope.Unused())
}

// bytes is what the action weighs in the payload of its transaction.
func (a *transactAction) bytes() int {
	n := a.item.item.Size()
	for _, v := range a.values.byKey {
		n += v.Size()
	}
	return n
}

func (a *transactAction) locate(d *Door) {
	if a.kind == transactPut {
		a.subject = d.subject(a.table, a.item.item, newItemValues)
	} else {
		a.subject = d.keyed(a.table, a.item.item)
	}
	if a.subject.table != nil && a.subject.misfit == nil {
		a.subject.misfit = a.sparesKey(a.subject.table)
	}
}

// sparesKey checks that the expressions neither write the key nor look for something
// inside it.
func (a *transactAction) sparesKey(t *engine.Table) error {
	if err := scalarKeys(t, a.updating.Nested(), a.guard.Nested()); err != nil {
		return err
	}
	if err := keepsKey(a.updating, t.Key); err != nil || a.kind != transactPut {
		return err
	}
	return indexable(t, a.item.item)
}

// change is what the action does to its item, if the condition holds for it.
func (a *transactAction) change() engine.Change {
	var change engine.Change
	switch a.kind {
	case conditionCheck:
		change = keeping
	case transactPut:
		change = putting(a.item.item)
	case transactDelete:
		change = putting("")
	default:
		change = indexing(a.subject.table, updating(a.updating, a.item.item))
	}
	return when(a.guard, a.onFailure, change)
}

// keeping is the change that leaves an item as it is.
func keeping(old item.Item) (item.Item, error) { return old, nil }

// print writes all that the action asks for, in one order.
func (a *transactAction) print(w *writer) {
	w.open('[')
	for _, s := range []string{a.kind, a.table.value, a.item.item.JSON(), a.update.value, a.condition.value, a.onFailure.value} {
		w.text(s)
	}
	for _, key := range slices.Sorted(maps.Keys(a.names.byKey)) {
		w.name(key).text(a.names.byKey[key])
	}
	for _, key := range slices.Sorted(maps.Keys(a.values.byKey)) {
		w.name(key).raw(string(a.values.byKey[key]))
	}
	w.close(']')
}
