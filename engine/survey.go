package engine

import (
	"slices"

	"ringside/engine/item"
)

// A Survey tells what requests would read, write and cost, from the trees of the leaders, and does
// nothing: no replica is chosen, no token taken, no step traced. As long as no follower and no
// index is behind, what it counts is what the same requests then report.
//
// It looks at few entries one by one. Partitions that are read whole tell how much they hold, and
// beyond what was looked at it goes by how a tree branches.
type Survey struct {
	Items int // that the first call reads, or writes
	Bytes int // of those that it reads
	Units Units
	Pages int   // calls that it takes to read everything, which may be a guess even when Exact is true
	Exact bool  // all but Pages is counted
	Fails error // why a write would be refused
	All   int   // items that all calls read
	Whole int   // bytes of them

	db      *Database
	looks   int // entries that may still be looked at
	visited []place
}

// A place is a partition that the first call comes to.
type place struct {
	table     *Table
	partition int
}

// maxLooks is how many entries a survey looks at one by one: as many as take no time.
const maxLooks = 2000

// Survey returns one that has not looked at anything yet.
func (db *Database) Survey() *Survey { return &Survey{Pages: 1, Exact: true, db: db, looks: maxLooks} }

// Partitions returns the IDs of a table's partitions that the first call comes to, each once, in
// the order of its way.
func (s *Survey) Partitions(t *Table) (ids []int) {
	for _, v := range s.visited {
		if v.table == t && !slices.Contains(ids, v.partition) {
			ids = append(ids, v.partition)
		}
	}
	return ids
}

func (s *Survey) visit(t *Table, p *Partition) { s.visited = append(s.visited, place{t, p.ID}) }

// Get looks at what Database.Get would read, and returns its size.
func (s *Survey) Get(t *Table, key item.Key, consistent bool) (bytes int) {
	return s.get(t, key, consistent, once)
}

// TransactGet looks at what Database.TransactGet would read, and returns its size.
func (s *Survey) TransactGet(t *Table, key item.Key) (bytes int) {
	return s.get(t, key, true, twice)
}

func (s *Survey) get(t *Table, key item.Key, consistent bool, times Units) (bytes int) {
	p := t.ring.Locate(key)
	s.visit(t, p)
	it := p.lead().tree.Get(key)
	bytes = it.Size()
	if it != "" {
		s.Items++
		s.All++
	}
	s.Bytes += bytes
	s.Whole += bytes
	s.Units += times * ReadUnits(bytes, consistent)
	return bytes
}

// Write computes what Database.Write would do.
func (s *Survey) Write(a Action) {
	p := s.prepare(&a)
	if p.err != nil {
		s.Fails = p.err
	}
	s.count(&p, once, p.err == nil)
}

// Transact computes what Database.Transact would do, and returns an error, or nil, for each
// action.
func (s *Survey) Transact(actions []Action) (errs []error) {
	all := make([]prepared, len(actions))
	for i := range actions {
		all[i] = s.prepare(&actions[i])
		s.db.crowd(all[:i+1])
		errs = append(errs, all[i].err)
	}
	done := !slices.ContainsFunc(errs, func(err error) bool { return err != nil })
	for i := range all {
		s.count(&all[i], twice, done)
	}
	return errs
}

// Recount counts an action as Database.Recount does.
func (s *Survey) Recount(t *Table, key item.Key, bytes int) {
	s.visit(t, t.ring.Locate(key))
	s.Units += twice * ReadUnits(bytes, true)
}

// prepare computes a change on the leader's item.
func (s *Survey) prepare(a *Action) prepared {
	p := prepared{Action: a, owner: a.Table.ring.Locate(a.Key), write: Write{Key: a.Key}}
	s.visit(a.Table, p.owner)
	s.db.decide(&p)
	return p
}

// count adds what an action costs, whether it is done or refused.
func (s *Survey) count(p *prepared, times Units, done bool) {
	w := &p.write
	if !done {
		s.Units += times * WriteUnits(w.Before.Size())
		return
	}
	s.Units += times * WriteUnits(max(w.Before.Size(), w.After.Size()))
	if p.Check {
		return
	}
	if effectOf(w.Before, w.After) != Nothing {
		s.Items++
	}
	for _, x := range p.Table.Indexes {
		c := x.change(w)
		s.Units += c.units()
	}
}
