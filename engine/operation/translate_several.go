package operation

import "slices"

const differsInBatch = "BatchGetItem answers table by table, in no order, and without the items that are not there."

// actionOf is what an operation is called inside a transaction.
var actionOf = map[string]string{
	"GetItem": "Get", "PutItem": transactPut, "UpdateItem": transactUpdate, "DeleteItem": transactDelete, conditionCheck: conditionCheck,
}

// translate makes an action of each statement.
func (in *executeTransactionInput) translate(d *Door) (t translation) {
	if in.plan(d) != nil {
		return t
	}
	var w writer
	w.open('{')
	w.name("TransactItems").open('[')
	for i := range in.statements {
		one := in.statements[i].translate(d)
		if len(one.requests) != 1 {
			return t
		}
		w.open('{')
		w.name(actionOf[one.requests[0].operation]).raw(one.requests[0].body)
		w.close('}')
	}
	w.close(']')
	if in.token.given && !in.statements.read() {
		w.name("ClientRequestToken").text(in.token.value)
	}
	return d.several(in.operation(), &w, in.capacity, "")
}

// several ends the one request that several statements are put into.
func (d *Door) several(operation string, w *writer, capacity text, differs string) translation {
	if capacity.given {
		w.name("ReturnConsumedCapacity").text(capacity.value)
	}
	w.close('}')
	r := nativeRequest{operation, string(w.buffer)}
	if !d.accepts(r) {
		return translation{}
	}
	return translation{[]nativeRequest{r}, differs}
}

// translate puts one of several statements into a request of its own.
func (s *itemStatement) translate(d *Door) translation {
	in := new(executeStatementInput)
	in.statementInput = s.statementInput
	if s.tree.Exists == nil {
		return in.translate(d)
	}
	tree := s.tree.Exists.Select
	return in.translateKeyed(d, conditionCheck, tree.From, tree.Where, s.scope(), existing)
}

// translate makes a BatchGetItem of statements that read whole items; a BatchWriteItem knows no
// conditions, without which no statement writes.
func (in *batchExecuteStatementInput) translate(d *Door) (t translation) {
	if in.plan(d) != nil || !in.statements.read() || slices.ContainsFunc(in.statements, in.statements[0].unlike) {
		return t
	}
	var w writer
	w.open('{')
	w.name("RequestItems").open('{')
	for i := range in.statements {
		if s := &in.statements[i]; !slices.ContainsFunc(in.statements[:i], s.sameTable) {
			in.statements.keysOf(s, &w)
		}
	}
	w.close('}')
	return d.several("BatchGetItem", &w, in.capacity, differsInBatch)
}

// unlike reports whether another statement can't share a batch with this one: it fails, has columns,
// or is read in another way.
func (s *itemStatement) unlike(o itemStatement) bool {
	return o.refused != nil || !o.tree.Select.Star || o.consistent != s.consistent
}

func (s *itemStatement) sameTable(o itemStatement) bool { return o.subject.table == s.subject.table }

// keysOf writes what is read of the table of one of the statements.
func (all itemStatements) keysOf(s *itemStatement, w *writer) {
	w.name(s.subject.table.Name).open('{')
	w.name("Keys").open('[')
	for i := range all {
		if o := &all[i]; s.sameTable(*o) {
			w.raw(keyItem(o.subject.table.Key, o.read.reads[0].values()).JSON())
		}
	}
	w.close(']')
	if s.consistent {
		w.name("ConsistentRead").boolean(true)
	}
	w.close('}')
}
