package operation

import (
	"strconv"

	"ringside/engine"
	"ringside/engine/item"
	"ringside/parser"
)

// An itemStatement is one of several statements in a request, each about one item: a SELECT by the
// whole primary key, or a statement that writes.
type itemStatement struct {
	statementInput
	tree    *parser.Statement
	read    *selection      // of a SELECT
	write   *statementWrite // of any other
	subject subject
	refused error       // why it was not done, in a batch
	broken  *brokenText // where it can't be read, in a batch
}

func (s *itemStatement) reads() bool { return s.tree.Select != nil }

// planRead plans a SELECT, which an operation only takes when it is of one item and WHERE says no
// more than which one.
func (s *itemStatement) planRead(d *Door, operation string) (err error) {
	if s.read, err = planSelect(d, s.tree.Select, s.scope(), s.consistent); err != nil {
		return err
	}
	if !s.read.isOne() {
		return invalid("Select statements within " + operation + " must specify the primary key in the where clause.")
	}
	s.find(&s.read.route)
	return nil
}

// isOne reports whether it is one GetItem and nothing more.
func (s *selection) isOne() bool {
	return s.operation == "GetItem" && len(s.spans) == 1 && s.filter == nil && s.through == nil
}

// shown is what a SELECT returns of its item.
func (s *itemStatement) shown(it item.Item) item.Item { return projected(s.read.projection, it) }

// find takes the one key of a route for the statement's subject.
func (s *itemStatement) find(r *route) {
	s.subject = subject{table: r.table, key: r.spans[0].from, name: r.table.Name}
}

// action is what a statement that writes does.
func (s *itemStatement) action(d *Door) engine.Action {
	return engine.Action{Table: s.subject.table, Key: s.subject.key, Change: s.write.change, Client: d.client, Check: s.write.checks}
}

// itemStatements are those of a request, in its order.
type itemStatements []itemStatement

// readList reads a list of structures, which may not have all members of a statement.
func (all *itemStatements) readList(shape, without string, r *item.Reader) error {
	*all = nil
	return r.Array(func(int) error {
		var s itemStatement
		err := r.Structure(shape, func(name string) error {
			if name == without {
				return r.Skip()
			}
			return s.member(name, r)
		})
		*all = append(*all, s)
		return err
	})
}

// modelled checks how many statements there are, if they were given, and their members.
func (all itemStatements) modelled(v *violations, path string, given bool, most int) {
	switch n := len(all); {
	case !given:
		v.missing(path)
	case n == 0:
		v.add("[]", path, longer(1))
	case n > most:
		v.add("["+strconv.Itoa(n)+" statements]", path, shorter(most))
	}
	for i := range all {
		all[i].modelled(v, path+"."+strconv.Itoa(i+1)+".member.")
	}
}

// storable checks the values of all statements, before the first of them is parsed.
func (all itemStatements) storable() error {
	for i := range all {
		if err := olderUnstorable(all[i].parameters.fault); err != nil {
			return err
		}
	}
	return nil
}

// mixed reports whether some of the statements read and others write.
func (all itemStatements) mixed() bool {
	reads, writes := false, false
	for i := range all {
		if all[i].tree != nil {
			reads = reads || all[i].reads()
			writes = writes || !all[i].reads()
		}
	}
	return reads && writes
}

// read reports whether the statements read; they are not mixed.
func (all itemStatements) read() bool {
	for i := range all {
		if all[i].tree != nil {
			return all[i].reads()
		}
	}
	return false
}

// broken is where the first that can't be read can't, nil when all can.
func (all itemStatements) broken() *brokenText {
	for i := range all {
		if all[i].broken != nil {
			return all[i].broken
		}
	}
	return nil
}

// subjects are the items of those statements that can be done.
func (all itemStatements) subjects() (found []*subject) {
	for i := range all {
		if all[i].refused == nil {
			found = append(found, &all[i].subject)
		}
	}
	return found
}
