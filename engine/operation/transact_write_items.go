package operation

import (
	"unicode/utf8"

	"ringside/engine"
	"ringside/engine/item"
)

type transactWriteItemsInput struct {
	actions  []transactAction
	given    bool
	token    text // ClientRequestToken
	capacity text
	metrics  text
}

func (in *transactWriteItemsInput) member(name string, r *item.Reader) error {
	switch name {
	case "TransactItems":
		in.given, in.actions = true, nil
		return r.Array(func(int) error { return in.readAction(r) })
	case "ClientRequestToken":
		return in.token.read(r)
	case "ReturnConsumedCapacity":
		return in.capacity.read(r)
	case "ReturnItemCollectionMetrics":
		return in.metrics.read(r)
	}
	return r.Skip()
}

func (in *transactWriteItemsInput) readAction(r *item.Reader) error {
	var a transactAction
	err := r.Structure("TransactWriteItem", func(name string) error { return a.read(name, r) })
	in.actions = append(in.actions, a)
	return err
}

// transactWriteItems does up to 100 actions, on as many items, of which all happen or
// none. Asked for again under the same token within ten minutes, it changes nothing.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
func transactWriteItems(d *Door, in *transactWriteItemsInput, w *writer) error {
	if err := in.plan(d); err != nil {
		return err
	}
	units, err := d.transact(in.changes(d), in.token, in.fingerprint)
	if err != nil {
		return err
	}
	in.respond(d, w, units)
	return nil
}

func (in *transactWriteItemsInput) route(d *Door) (route, error) {
	if err := in.plan(d); err != nil {
		return route{}, err
	}
	return batchRoute("TransactWriteItems", whyTransaction, in.subjects()), nil
}

func (in *transactWriteItemsInput) changes(d *Door) []engine.Action {
	actions := make([]engine.Action, len(in.actions))
	for i := range in.actions {
		a := &in.actions[i]
		actions[i] = engine.Action{
			Table: a.subject.table, Key: a.subject.key, Change: a.change(), Client: d.client, Check: a.kind == conditionCheck,
		}
	}
	return actions
}

// fingerprint is a hash of what the transaction asks for, however its JSON is written.
func (in *transactWriteItemsInput) fingerprint() uint64 {
	var w writer
	for i := range in.actions {
		in.actions[i].print(&w)
	}
	return item.Hash(item.String(string(w.buffer)))
}

func (in *transactWriteItemsInput) respond(d *Door, w *writer, units string) {
	w.open('{')
	w.consumptionByTable(in.capacity, d.db.Trace(), units, in.tables())
	var m metricsByTable
	for i := range in.actions {
		if a := &in.actions[i]; a.kind != conditionCheck {
			m.add(a.itemInput.table.value, &a.subject)
		}
	}
	w.metricsByTable(in.metrics, m)
	w.close('}')
}

func (in *transactWriteItemsInput) tables() (all tables) {
	for i := range in.actions {
		a := &in.actions[i]
		all.add(a.subject.table, a.table.value)
	}
	return all
}

// plan checks the request in DynamoDB's order and finds the items of all actions.
func (in *transactWriteItemsInput) plan(d *Door) error {
	if err := in.modelled(); err != nil {
		return err
	}
	for i := range in.actions {
		if err := in.actions[i].check(d); err != nil {
			return err
		}
	}
	if err := in.payload(); err != nil {
		return err
	}
	return in.locate(d)
}

const maxToken = 36

func (in *transactWriteItemsInput) modelled() error {
	var v violations
	switch n := utf8.RuneCountInString(in.token.value); {
	case in.token.given && n == 0:
		v.bare("", "ClientRequestToken", longer(1))
	case n > maxToken:
		v.bare(in.token.value, "ClientRequestToken", shorter(maxToken))
	}
	v.enum(in.capacity, "returnConsumedCapacity", enumCapacity)
	v.enum(in.metrics, "returnItemCollectionMetrics", enumCollectionMetrics)
	v.transactItems(in.given, len(in.actions))
	for i := range in.actions {
		in.actions[i].modelled(&v, transactPath(i))
	}
	return v.err()
}

// maxTransactionBytes is how large items, keys and values of a transaction may be in all.
const maxTransactionBytes = 4 << 20

func (in *transactWriteItemsInput) payload() error {
	bytes := 0
	for i := range in.actions {
		bytes += in.actions[i].bytes()
	}
	if bytes > maxTransactionBytes {
		return invalid(messageTransactionSize)
	}
	return nil
}

// locate finds all items. That a key is not of the table's schema cancels the
// transaction; a value that no key can have is refused before that.
func (in *transactWriteItemsInput) locate(d *Door) error {
	for i := range in.actions {
		in.actions[i].locate(d)
	}
	all := in.subjects()
	if repeated(all) {
		return invalid(messageSameItem)
	}
	if err := firstFault(all, missingTable); err != nil {
		return err
	}
	if err := firstFault(all, refusedKey); err != nil {
		return err
	}
	return d.cancelFor(all, misfitting)
}

func (in *transactWriteItemsInput) subjects() []*subject {
	all := make([]*subject, len(in.actions))
	for i := range in.actions {
		all[i] = &in.actions[i].subject
	}
	return all
}
