package operation

import (
	"ringside/engine/expression"
	"ringside/engine/item"
	"ringside/parser"
)

// A statementInput is one PartiQL statement of a request, and what comes with it.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchStatementRequest.html
type statementInput struct {
	statement  text
	parameters parameters
	consistent bool
	onFailure  text // ReturnValuesOnConditionCheckFailure
	known      expression.Scope
}

func (in *statementInput) member(name string, r *item.Reader) (err error) {
	switch name {
	case "Statement":
		return in.statement.read(r)
	case "Parameters":
		return in.parameters.read(r)
	case "ConsistentRead":
		in.consistent, err = r.Bool()
		return err
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
	const some = 4 // most statements have no more
	p.given, p.values, p.fault = true, make([]item.Value, 0, some), nil
	return r.Array(func(int) error {
		v, fault, err := r.Value()
		if p.fault == nil {
			p.fault = fault
		}
		p.values = append(p.values, v)
		return err
	})
}

// maxStatement is how long a statement is, in characters.
const maxStatement = 8192

// modelled checks the members, to which a path leads, against the service model.
func (in *statementInput) modelled(v *violations, path string) {
	v.enum(in.onFailure, path+"returnValuesOnConditionCheckFailure", enumOnFailure)
	v.required(in.statement, path+"statement")
	v.length(in.statement, path+"statement", maxStatement)
	if in.parameters.given && len(in.parameters.values) == 0 {
		v.add("[]", path+"parameters", longer(1))
	}
}

// parse reads the statement, which the trace calls by the name of its member.
func (in *statementInput) parse(d *Door, member string) (*parser.Statement, error) {
	tree, err := remembered(d, "Statement", in.statement.value, parser.ParseStatement)
	if err != nil {
		d.plan.syntax(member, err)
		return nil, notWellFormed(err)
	}
	return tree, nil
}

// scope is what the statement's expressions may refer to.
func (in *statementInput) scope() *expression.Scope {
	in.known.Parameters = in.parameters.values
	return &in.known
}

// bytes is what the statement weighs in the payload of its request.
func (in *statementInput) bytes() int {
	n := len(in.statement.value)
	for _, v := range in.parameters.values {
		n += v.Size()
	}
	return n
}

// print writes all that the statement asks for, in one order.
func (in *statementInput) print(w *writer) {
	w.open('[')
	w.text(in.statement.value)
	for _, v := range in.parameters.values {
		w.raw(string(v))
	}
	w.text(in.onFailure.value)
	w.close(']')
}
