package operation

import (
	"ringside/engine/expression"
	"ringside/engine/item"
	"ringside/parser"
)

type executeStatementInput struct {
	statementInput
	limit    number
	token    text // NextToken
	capacity text
}

func (in *executeStatementInput) member(name string, r *item.Reader) error {
	switch name {
	case "Limit":
		return in.limit.read(r)
	case "NextToken":
		return in.token.read(r)
	case "ReturnConsumedCapacity":
		return in.capacity.read(r)
	}
	return in.statementInput.member(name, r)
}

// executeStatement runs one PartiQL statement.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteStatement.html
func executeStatement(d *Door, in *executeStatementInput, w *writer) error {
	statement, scope, err := in.parsed(d)
	if err != nil {
		return err
	}
	if statement.Select != nil {
		return in.selectItems(d, statement.Select, scope, w)
	}
	return in.write(d, statement, scope, w)
}

// route finds the way of the statement to its items and reads nothing.
func (in *executeStatementInput) route(d *Door) (route, error) {
	statement, scope, err := in.parsed(d)
	if err != nil {
		return route{}, err
	}
	if statement.Select != nil {
		s, err := planSelect(d, statement.Select, scope, in.consistent)
		if err != nil {
			return route{}, err
		}
		_, err = in.position(s)
		return s.route, err
	}
	s, err := in.planWrite(d, statement, scope)
	return s.route, err
}

// parsed is the statement, and what its expressions may refer to.
func (in *executeStatementInput) parsed(d *Door) (*parser.Statement, *expression.Scope, error) {
	if err := in.modelled(); err != nil {
		return nil, nil, err
	}
	tree, err := in.parse(d, "Statement")
	switch {
	case err != nil:
		return nil, nil, err
	case tree.Exists != nil:
		return nil, nil, invalid(messageExistsAlone)
	}
	return tree, in.scope(), nil
}

// maxNextToken is how long a NextToken is, in characters.
const maxNextToken = 32768

func (in *executeStatementInput) modelled() error {
	var v violations
	v.enum(in.capacity, "returnConsumedCapacity", enumCapacity)
	in.statementInput.modelled(&v, "")
	v.length(in.token, "nextToken", maxNextToken)
	v.between(in.limit, "limit", 1, 0)
	if err := v.err(); err != nil {
		return err
	}
	return olderUnstorable(in.parameters.fault)
}

// selectItems runs a SELECT and writes a page of what it finds.
func (in *executeStatementInput) selectItems(d *Door, tree *parser.Select, scope *expression.Scope, w *writer) error {
	s, err := planSelect(d, tree, scope, in.consistent)
	if err != nil {
		return err
	}
	from, err := in.position(s)
	if err != nil {
		return err
	}
	d.plan = s.planned
	items, next, err := s.run(d, from, int(in.limit.value))
	if err != nil {
		return err
	}
	w.open('{')
	writeItems(w, s.projection, items)
	if next != nil {
		w.name("NextToken").text(next.token(in.fingerprint()))
		if next.last != "" {
			w.name("LastEvaluatedKey").raw(next.last.JSON())
		}
	}
	w.consumedCapacity(in.capacity, s.table.Name, d.db.Trace(), s.table)
	w.close('}')
	return nil
}
