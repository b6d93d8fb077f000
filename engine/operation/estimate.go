package operation

import (
	"slices"

	"ringside/engine"
)

// A surveyed input can look at what it would read, write and cost without doing it. Nothing is
// wrong with it: it was asked for its route before.
type surveyed interface {
	survey(d *Door, s *engine.Survey)
}

// writeEstimate writes what a request would do, as far as anything can be told of it.
func (w *writer) writeEstimate(d *Door, request input, way *route) {
	in, can := request.(surveyed)
	if !can {
		return
	}
	s := d.db.Survey()
	in.survey(d, s)
	w.name("Estimate").open('{')
	w.name("Items").integer(int64(s.Items))
	w.name("Units").raw(s.Units.String())
	w.name("Pages").integer(int64(s.Pages))
	w.ids("Partitions", s.Partitions(way.ring()))
	w.name("Exact").boolean(s.Exact)
	if s.Fails != nil {
		w.name("Fails").text(d.inWords(s.Fails).Type)
	}
	w.close('}')
}

// ids writes the numbers of partitions.
func (w *writer) ids(name string, all []int) {
	w.name(name).open('[')
	for _, id := range all {
		w.integer(int64(id))
	}
	w.close(']')
}

func (in *getItemInput) survey(d *Door, s *engine.Survey) {
	if p, err := in.plan(d); err == nil {
		s.Get(p.table, p.key, in.consistent)
	}
}

func (in *queryInput) survey(d *Door, s *engine.Survey) {
	if p, err := in.plan(d); err == nil {
		s.Read(in.read(&p))
	}
}

func (in *scanInput) survey(d *Door, s *engine.Survey) {
	if p, err := in.plan(d); err == nil {
		s.Read(in.read(&p))
	}
}

func (in *putItemInput) survey(d *Door, s *engine.Survey) {
	if p, err := in.plan(d); err == nil {
		s.Write(in.action(d, &p, putting(in.item.item)))
	}
}

func (in *updateItemInput) survey(d *Door, s *engine.Survey) {
	if p, err := in.plan(d); err == nil {
		s.Write(in.action(d, &p, indexing(p.table, updating(p.update, in.key.item))))
	}
}

func (in *deleteItemInput) survey(d *Door, s *engine.Survey) {
	if p, err := in.plan(d); err == nil {
		s.Write(in.action(d, &p, putting("")))
	}
}

// survey looks at all items, also those that would be too many for one response: they are what
// further calls have to read.
func (in *batchGetItemInput) survey(d *Door, s *engine.Survey) {
	if in.plan(d) != nil {
		return
	}
	for i := range in.tables {
		b := &in.tables[i]
		for j := range b.keys {
			if k := &b.keys[j]; s.Bytes < batchResponse {
				s.Get(k.table, k.key, b.consistent)
			}
		}
	}
	s.Pages += s.Bytes / batchResponse
}

func (in *batchWriteItemInput) survey(d *Door, s *engine.Survey) {
	if in.plan(d) != nil {
		return
	}
	for i := range in.tables {
		for j := range in.tables[i].writes {
			b := &in.tables[i].writes[j]
			s.Write(engine.Action{Table: b.table, Key: b.key, Change: putting(b.put.item), Client: d.client})
		}
	}
	s.Fails = nil // what is kept back comes back unprocessed
}

func (in *transactGetItemsInput) survey(d *Door, s *engine.Survey) {
	if in.plan(d) != nil {
		return
	}
	for i := range in.gets {
		t := &in.gets[i].subject
		s.TransactGet(t.table, t.key)
	}
}

func (in *transactWriteItemsInput) survey(d *Door, s *engine.Survey) {
	if in.plan(d) != nil {
		return
	}
	d.foresee(in.changes(d), in.token, in.fingerprint, s)
}

// foresee looks at a transaction as transact does it.
func (d *Door) foresee(actions []engine.Action, token text, fingerprint func() uint64, s *engine.Survey) {
	settled, found := d.db.Settled(token.value)
	switch {
	case found && settled.Request != fingerprint():
		s.Fails = tokenReused()
	case found:
		for i := range actions {
			s.Recount(actions[i].Table, actions[i].Key, settled.Sizes[i])
		}
	case slices.ContainsFunc(s.Transact(actions), func(err error) bool { return err != nil }):
		s.Fails = &Error{Type: transactionCanceled}
	}
}

func (in *batchExecuteStatementInput) survey(d *Door, s *engine.Survey) {
	if in.plan(d) != nil {
		return
	}
	for i := range in.statements {
		t := &in.statements[i]
		switch {
		case t.refused != nil:
		case t.reads():
			s.Get(t.subject.table, t.subject.key, t.consistent)
		default:
			s.Write(engine.Action{Table: t.subject.table, Key: t.subject.key, Change: t.write.change, Client: d.client})
		}
	}
	s.Fails = nil // what goes wrong with a statement is in its own answer
}

func (in *executeTransactionInput) survey(d *Door, s *engine.Survey) {
	switch {
	case in.plan(d) != nil:
	case in.statements.read():
		for _, t := range in.statements.subjects() {
			s.TransactGet(t.table, t.key)
		}
	default:
		d.foresee(in.actions(d), in.token, in.fingerprint, s)
	}
}

func (in *executeStatementInput) survey(d *Door, s *engine.Survey) {
	statement, scope, err := in.parsed(d)
	if err != nil {
		return
	}
	if statement.Select == nil {
		if w, err := in.planWrite(d, statement, scope); err == nil {
			s.Write(engine.Action{Table: w.table, Key: w.spans[0].from, Change: w.change, Client: d.client})
		}
		return
	}
	p, err := planSelect(d, statement.Select, scope, in.consistent)
	if err != nil {
		return
	}
	if from, err := in.position(p); err == nil {
		p.survey(d, from, int(in.limit.value), s)
	}
}

// survey looks at a page as run reads it, and at what is left behind it to say how many there are.
func (s *selection) survey(d *Door, from position, limit int, v *engine.Survey) {
	limit = s.pageLimit(limit)
	for i := from.span; i < len(s.spans); i++ {
		more := s.look(from.rest(s, i), left(limit, v.Items), v.Bytes, v)
		full := v.Bytes >= d.db.Scale().PageBytes || limit > 0 && v.Items >= limit
		if i+1 < len(s.spans) && (more || full) {
			s.behind(d, i+1, limit, v)
			return
		}
	}
}

// look looks at one span, and reports whether the page, of which some bytes are spent, ends before
// it does.
func (s *selection) look(at span, limit, spent int, v *engine.Survey) (more bool) {
	if s.operation == "GetItem" {
		v.Get(s.table, at.from, s.consistent)
		return false
	}
	read := s.of(at)
	read.Limit, read.Spent = limit, spent
	return v.Read(read)
}

// behind counts the pages of the spans from one on that the first page does not come to.
func (s *selection) behind(d *Door, next, limit int, v *engine.Survey) {
	rest := d.db.Survey()
	for _, at := range s.spans[next:] {
		s.look(at, 0, 0, rest)
	}
	v.Pages = 1 + (v.Whole+rest.Whole)/d.db.Scale().PageBytes
	if limit > 0 {
		v.Pages = max(v.Pages, 1+(v.All+rest.All)/limit)
	}
	v.Pages = max(v.Pages, 2)
}

// left is how much of a limit is left, 0 for no limit.
func left(limit, used int) int {
	if limit == 0 {
		return 0
	}
	return limit - used
}
