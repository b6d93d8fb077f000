package operation

import (
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
	tree, err := remembered(d, "Statement", in.statement.value, parser.ParseStatement)
	if err != nil {
		d.plan.syntax("Statement", err)
		return nil, nil, notWellFormed(err)
	}
	if tree.Exists != nil {
		return nil, nil, invalid(messageExistsAlone)
	}
	return tree, &expression.Scope{Parameters: in.parameters.values}, nil
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
