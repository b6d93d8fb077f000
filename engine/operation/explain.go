package operation

import (
	"strings"

	"ringside/engine/item"
)

type explainInput struct {
	executeStatementInput
	target text
	body   string
	script text // what stands in an editor
}

func (in *explainInput) member(name string, r *item.Reader) (err error) {
	switch name {
	case "Target":
		return in.target.read(r)
	case "Text":
		return in.script.read(r)
	case "Body":
		in.body, err = r.Raw()
		return err
	}
	return in.executeStatementInput.member(name, r)
}

// A routed input can tell the way to its items without going there.
type routed interface {
	input
	route(d *Door) (route, error)
}

// explained are the operations that Explain knows.
var explained = map[string]func() routed{
	"BatchExecuteStatement": func() routed { return new(batchExecuteStatementInput) },
	"BatchGetItem":          func() routed { return new(batchGetItemInput) },
	"BatchWriteItem":        func() routed { return new(batchWriteItemInput) },
	"DeleteItem":            func() routed { return new(deleteItemInput) },
	"ExecuteStatement":      func() routed { return new(executeStatementInput) },
	"ExecuteTransaction":    func() routed { return new(executeTransactionInput) },
	"GetItem":               func() routed { return new(getItemInput) },
	"PutItem":               func() routed { return new(putItemInput) },
	"Query":                 func() routed { return new(queryInput) },
	"Scan":                  func() routed { return new(scanInput) },
	"TransactGetItems":      func() routed { return new(transactGetItemsInput) },
	"TransactWriteItems":    func() routed { return new(transactWriteItemsInput) },
	"UpdateItem":            func() routed { return new(updateItemInput) },
}

// explain tells how a statement or a request would be done, and why so, and does
// nothing. A request that would be refused whatever the items are is refused here in the
// same words, though in no envelope. It is our own operation.
func explain(d *Door, in *explainInput, w *writer) error {
	if in.script.given {
		return d.explainScript(in.script.value, in.consistent, w)
	}
	request, err := in.request()
	if err != nil {
		return err
	}
	return d.explanation(request, w)
}

// explanation writes how one request would be done.
func (d *Door) explanation(request routed, w *writer) error {
	way, err := request.route(d)
	if err != nil {
		return err
	}
	w.open('{')
	w.name("Operation").text(way.operation)
	w.name("Why").text(way.why)
	w.name("TableName").text(way.table.Name)
	if way.through != nil {
		w.name("IndexName").text(way.through.Name)
	}
	w.ids("Partitions", way.partitions())
	w.name("PartitionCount").integer(int64(len(way.ring().Partitions())))
	w.writeEstimate(d, request, &way)
	d.writeTranslation(request, &way, w)
	w.close('}')
	return nil
}

// writeTranslation writes a statement as native requests, and one of those as a statement, and what
// could be better about it in either language.
func (d *Door) writeTranslation(request routed, way *route, w *writer) {
	var statement *executeStatementInput
	switch in := request.(type) {
	case translatable:
		statement, _ = in.(*executeStatementInput)
		if t := in.translate(d); t.requests != nil {
			w.writeRequests(t)
		}
	case restatable:
		if s := d.restate(in, way); s.statement != "" {
			statement = s.input()
			w.writeRestated(s)
		}
	}
	if statement != nil {
		w.writeAdvice(statement.advise(d))
	}
}

// request decodes what is to be explained.
func (in *explainInput) request() (routed, error) {
	if !in.target.given {
		return &in.executeStatementInput, nil
	}
	name, found := strings.CutPrefix(in.target.value, dynamoDB)
	request, known := explained[name]
	if !found || !known {
		return nil, invalid("Explain does not know the operation " + in.target.value)
	}
	body := request()
	return body, decode(item.NewReader(""), in.body, body)
}
