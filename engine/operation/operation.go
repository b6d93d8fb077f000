package operation

import "ringside/engine/item"

// A handler runs one operation: it reads the request's body and writes the response's.
type handler func(d *Door, body string, w *writer) error

// An operation is a handler and how the door treats it.
type operation struct {
	name     string // without what stands before the dot in the target
	run      handler
	recorded bool // part of the session: replaying it needs the request
	folds    bool // a run of them is one record
}

// An input is an operation's request. It is told of every member of the body in turn,
// reads those that it knows and skips the others.
type input interface {
	member(name string, r *item.Reader) error
}

// recorded is an operation that a session's log keeps. Reads are among them: they
// choose replicas, take tokens, and lessons look at them.
func recorded[In any, P interface {
	*In
	input
}](run func(*Door, P, *writer) error) operation {
	op := look(run)
	op.recorded = true
	return op
}

// look is an operation that leaves no mark, so that no log need keep it.
func look[In any, P interface {
	*In
	input
}](run func(*Door, P, *writer) error) operation {
	return operation{run: func(d *Door, body string, w *writer) error {
		in := P(new(In))
		if err := decode(d.reader, body, in); err != nil {
			return err
		}
		return run(d, in, w)
	}}
}

func (op operation) folding() operation { op.folds = true; return op }
