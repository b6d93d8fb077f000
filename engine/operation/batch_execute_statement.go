package operation

import (
	"strconv"

	"ringside/engine"
	"ringside/engine/item"
)

type batchExecuteStatementInput struct {
	statements itemStatements
	given      bool
	capacity   text
}

func (in *batchExecuteStatementInput) member(name string, r *item.Reader) error {
	switch name {
	case "Statements":
		in.given = true
		return in.statements.readList("BatchStatementRequest", "", r)
	case "ReturnConsumedCapacity":
		return in.capacity.read(r)
	}
	return r.Skip()
}

// batchExecuteStatement runs up to 25 statements, all of which read one item or all of which write
// one, each on its own: what goes wrong with one of them is in its own answer.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchExecuteStatement.html
func batchExecuteStatement(d *Door, in *batchExecuteStatementInput, w *writer) error {
	if err := in.plan(d); err != nil {
		return err
	}
	in.tell(d)
	w.open('{')
	w.name("Responses").open('[')
	var asked tables
	for i := range in.statements {
		in.statements[i].run(d, &asked, w)
	}
	w.close(']')
	in.countThrottled(d)
	w.consumptionByTable(in.capacity, d.db.Trace(), "", asked)
	w.close('}')
	return nil
}

const whyBatchWrite = "each statement is a write by itself, to the leader of the one partition that owns its key"

// way is the operation that the batch amounts to, and why: reads are a BatchGetItem, but a
// BatchWriteItem has no conditions and no updates.
func (in *batchExecuteStatementInput) way() (operation, why string) {
	if in.statements.read() {
		return "BatchGetItem", whyBatchGet
	}
	return "BatchExecuteStatement", whyBatchWrite
}

// tell says in the trace what runs, and how much of the batch does not.
func (in *batchExecuteStatementInput) tell(d *Door) {
	d.plan.operation, d.plan.why = in.way()
	switch all, done := len(in.statements), len(in.statements.subjects()); done {
	case all:
	case 0:
		d.plan.why, d.plan.broken = "", in.statements.broken()
	default:
		d.plan.why += "; of " + strconv.Itoa(all) + " statements " + strconv.Itoa(all-done) + " can't be done, and nobody is asked for them"
	}
}

func (in *batchExecuteStatementInput) route(d *Door) (route, error) {
	if err := in.plan(d); err != nil {
		return route{}, err
	}
	all := in.statements.subjects()
	if len(all) == 0 {
		d.plan.broken = in.statements[0].broken
		return route{}, in.statements[0].refused
	}
	operation, why := in.way()
	return batchRoute(operation, why, all), nil
}

// run does one statement, if nothing is wrong with it so far, and writes its answer. The table is named as
// soon as the item was asked for.
func (s *itemStatement) run(d *Door, asked *tables, w *writer) {
	w.open('{')
	if s.refused == nil {
		asked.add(s.subject.table, s.subject.name)
		w.name("TableName").text(s.subject.name)
		s.refused = s.do(d, w)
	}
	if s.refused != nil {
		w.statementError(d.inWords(s.refused))
	}
	w.close('}')
}

// do reads or writes the item, and writes what there is to return.
func (s *itemStatement) do(d *Door, w *writer) error {
	if s.reads() {
		it, err := d.db.Get(s.subject.table, s.subject.key, s.consistent)
		if it != "" {
			w.name("Item").raw(s.shown(it).JSON())
		}
		return err
	}
	write, err := d.write(s.subject.table, s.subject.key, s.write.change)
	if err != nil {
		return err
	}
	for _, it := range s.write.returned(write) {
		w.name("Item").raw(it.JSON())
	}
	return nil
}

// statementError writes why one of several statements was not done.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchStatementError.html
func (w *writer) statementError(e *Error) {
	w.name("Error").open('{')
	w.name("Code").text(batchCode(e.Type))
	w.name("Message").text(e.Message)
	w.close('}')
}

// batchCode returns the code of a BatchStatementError by the type of the error that the statement would be
// refused with if it were a request.
func batchCode(exception string) string {
	switch exception {
	case internalServerError, requestLimitExceeded:
		return exception
	}
	return reasonCode(exception)
}

// countThrottled counts a batch as a throttled request when all of its statements were throttled.
func (in *batchExecuteStatementInput) countThrottled(d *Door) {
	var last *engine.Throttled
	for i := range in.statements {
		t, is := in.statements[i].refused.(*engine.Throttled)
		if !is {
			return
		}
		last = t
	}
	d.db.CountThrottled(last.Table)
}

// plan checks the request in DynamoDB's order and finds all items. What is wrong with one statement
// is kept for its answer.
func (in *batchExecuteStatementInput) plan(d *Door) error {
	if err := firstOf(in.modelled, in.statements.storable); err != nil {
		return err
	}
	for i := range in.statements {
		in.statements[i].parseInBatch(d, i)
	}
	if in.statements.mixed() {
		return invalid(messageMixedBatch)
	}
	for i := range in.statements {
		if s := &in.statements[i]; s.refused == nil {
			s.refused = s.locateInBatch(d)
		}
	}
	if repeated(in.statements.subjects()) {
		return invalid(messageDuplicateKeys)
	}
	return nil
}

func (in *batchExecuteStatementInput) modelled() error {
	var v violations
	v.enum(in.capacity, "returnConsumedCapacity", enumCapacity)
	in.statements.modelled(&v, "statements", in.given, maxBatch)
	return v.err()
}

func (s *itemStatement) parseInBatch(d *Door, i int) {
	s.tree, s.refused = s.parse(d, "Statements["+strconv.Itoa(i)+"].Statement")
	s.broken, d.plan.broken = d.plan.broken, nil // it is not the batch that is
	if s.refused == nil && s.tree.Exists != nil {
		s.tree, s.refused = nil, invalid(messageExistsAlone)
	}
	s.onFailure = text{} // it has no effect here
}

func (s *itemStatement) locateInBatch(d *Door) (err error) {
	if s.reads() {
		return s.planRead(d, "BatchExecuteStatement")
	}
	if s.write, err = s.planWrite(d, s.tree, s.scope()); err != nil {
		return err
	}
	s.find(&s.write.route)
	return nil
}
