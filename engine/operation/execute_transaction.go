package operation

import (
	"strconv"

	"ringside/engine"
	"ringside/engine/item"
)

type executeTransactionInput struct {
	statements itemStatements
	given      bool
	token      text // ClientRequestToken
	capacity   text
}

func (in *executeTransactionInput) member(name string, r *item.Reader) error {
	switch name {
	case "TransactStatements":
		in.given = true
		return in.statements.readList("ParameterizedStatement", "ConsistentRead", r)
	case "ClientRequestToken":
		return in.token.read(r)
	case "ReturnConsumedCapacity":
		return in.capacity.read(r)
	}
	return r.Skip()
}

// executeTransaction runs up to 100 statements, all of which read one item or all of which write or
// check one: it is a TransactGetItems or a TransactWriteItems in PartiQL.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteTransaction.html
func executeTransaction(d *Door, in *executeTransactionInput, w *writer) error {
	if err := in.plan(d); err != nil {
		return err
	}
	d.plan.operation = in.operation()
	if in.statements.read() {
		return in.get(d, w)
	}
	units, err := d.transact(in.actions(d), in.token, in.fingerprint)
	if err != nil {
		return err
	}
	w.open('{')
	w.name("Responses").open('[')
	w.close(']')
	w.consumptionByTable(in.capacity, d.db.Trace(), units, in.tables())
	w.close('}')
	return nil
}

// get answers statements that read. There is an Item for each item that is there, if only an empty one.
func (in *executeTransactionInput) get(d *Door, w *writer) error {
	items, err := d.transactGet(in.statements.subjects())
	if err != nil {
		return err
	}
	w.open('{')
	w.name("Responses").open('[')
	for i, it := range items {
		w.open('{')
		if it != "" {
			w.name("Item").raw(in.statements[i].shown(it).JSON())
		}
		w.close('}')
	}
	w.close(']')
	w.consumptionByTable(in.capacity, d.db.Trace(), readUnits, in.tables())
	w.close('}')
	return nil
}

// operation is the one that the statements amount to.
func (in *executeTransactionInput) operation() string {
	if in.statements.read() {
		return "TransactGetItems"
	}
	return "TransactWriteItems"
}

func (in *executeTransactionInput) route(d *Door) (route, error) {
	if err := in.plan(d); err != nil {
		return route{}, err
	}
	why := whyTransaction
	if in.statements.read() {
		why = whyTransactGet
	}
	return batchRoute(in.operation(), why, in.statements.subjects()), nil
}

func (in *executeTransactionInput) actions(d *Door) []engine.Action {
	actions := make([]engine.Action, len(in.statements))
	for i := range in.statements {
		s := &in.statements[i]
		actions[i] = engine.Action{
			Table: s.subject.table, Key: s.subject.key, Change: s.write.change, Client: d.client, Check: s.write.checks,
		}
	}
	return actions
}

func (in *executeTransactionInput) tables() (all tables) {
	for _, t := range in.statements.subjects() {
		all.add(t.table, t.name)
	}
	return all
}

// fingerprint is a hash of what the transaction asks for, however its JSON is written.
func (in *executeTransactionInput) fingerprint() uint64 {
	var w writer
	for i := range in.statements {
		in.statements[i].print(&w)
	}
	return item.Hash(item.String(string(w.buffer)))
}

// plan checks the request in DynamoDB's order and finds all items.
func (in *executeTransactionInput) plan(d *Door) error {
	return firstOf(
		in.modelled,
		in.statements.storable,
		func() error { return in.each(d, (*itemStatement).parseInTransaction) },
		in.unmixed,
		func() error { return in.each(d, (*itemStatement).check) },
		in.payload,
		func() error { return in.each(d, (*itemStatement).locateInTransaction) },
		func() error { return in.consistent(d) },
	)
}

func (in *executeTransactionInput) modelled() error {
	var v violations
	v.length(in.token, "clientRequestToken", maxToken)
	v.enum(in.capacity, "returnConsumedCapacity", enumCapacity)
	in.statements.modelled(&v, "transactStatements", in.given, maxActions)
	return v.err()
}

// each checks one statement after the other. Of an error it says whose it is.
func (in *executeTransactionInput) each(d *Door, check func(*itemStatement, *Door, string) error) error {
	for i := range in.statements {
		place := "TransactStatements[" + strconv.Itoa(i) + "]"
		if err := check(&in.statements[i], d, place); err != nil {
			return invalid("Validation failed in " + place + ": " + err.(*Error).Message)
		}
	}
	return nil
}

func (s *itemStatement) parseInTransaction(d *Door, place string) (err error) {
	s.tree, err = s.parse(d, place+".Statement")
	return err
}

func (in *executeTransactionInput) unmixed() error {
	if in.statements.mixed() {
		return invalid(messageMixedTransaction)
	}
	return nil
}

// check is all that can be said of a statement without looking at the table.
func (s *itemStatement) check(*Door, string) (err error) {
	if s.reads() {
		return readsTable(s.tree.Select)
	}
	if s.write, err = s.compileWrite(s.tree, s.scope()); err != nil {
		return err
	}
	switch {
	case s.write.returning != nil:
		return invalid(messageReturningTransaction)
	case s.write.checks:
		return readsTable(s.tree.Exists.Select)
	}
	return s.write.allowed()
}

// payload checks how large the statements and their values are in all.
func (in *executeTransactionInput) payload() error {
	bytes := 0
	for i := range in.statements {
		bytes += in.statements[i].bytes()
	}
	if bytes > maxTransactionBytes {
		return invalid(messageTransactionSize)
	}
	return nil
}

// locateInTransaction finds the item. A table that is not there, and a key that is not of its schema,
// are not the statement's fault.
func (s *itemStatement) locateInTransaction(d *Door, _ string) (err error) {
	if !s.reads() {
		s.subject, err = s.write.subject(d)
		return err
	}
	err = s.planRead(d, "ExecuteTransaction")
	if e, is := err.(*Error); is && e.Type == resourceNotFound {
		s.subject = subject{name: s.tree.Select.From.Table, missing: err}
		return nil
	}
	return err
}

// consistent checks all items together.
func (in *executeTransactionInput) consistent(d *Door) error {
	all := in.statements.subjects()
	if repeated(all) {
		return invalid(messageSameItem)
	}
	if err := d.cancelFor(all, missingTable); err != nil {
		return err
	}
	if err := firstFault(all, refusedKey); err != nil {
		return err
	}
	return d.cancelFor(all, misfitting)
}
