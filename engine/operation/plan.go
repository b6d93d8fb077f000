package operation

import (
	"slices"

	"ringside/engine"
	"ringside/engine/expression"
	"ringside/engine/item"
	"ringside/parser"
)

// A SELECT is read in one of three ways, and WHERE alone decides which. The alternatives
// of its OR are taken one by one: each must fix the partition key, by = or IN, or else
// every item has to be looked at.
//
//	every alternative gives …            the SELECT is
//	the whole primary key                one GetItem for each key
//	the partition key                    one Query for each key, sort key conditions narrow it
//	anything else, or there is no WHERE  one Scan
//
// What remains of WHERE is a filter: items that it drops were read and are paid for. Of an
// index it is the index's key that counts. Many entries may have that in common, so reading
// one is never a GetItem. Plans to read are in testdata/plans.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.select.html

// planSelect checks a SELECT in DynamoDB's order and finds the way to its items.
func planSelect(d *Door, tree *parser.Select, scope *expression.Scope, consistent bool) (*selection, error) {
	s := &selection{consistent: consistent}
	missing := s.open(d, tree.From) // it is told after what is wrong with the statement itself
	if err := firstOf(
		func() error { return s.compile(tree.Where, scope, missing == nil) },
		func() error { return faulty(expression.CheckColumns(tree.Columns)) },
		func() error { return missing },
		func() error { return s.project(tree, scope) },
		func() error { return s.consistentlyRead() },
		func() error { return s.plan(tree, scope) },
	); err != nil {
		return nil, err
	}
	return s, nil
}

// compile compiles WHERE, unless it only says what the key is: then nothing can be wrong with
// it that planning does not see, and nothing is left to filter by.
func (s *selection) compile(where *parser.Or, scope *expression.Scope, found bool) (err error) {
	if found && where != nil && s.onlyKeys(where, scope) {
		return nil
	}
	s.filter, err = expression.CompileCondition(expression.Where, where, scope)
	return faulty(err)
}

func (s *selection) onlyKeys(where *parser.Or, scope *expression.Scope) bool {
	p := s.order.planner(scope)
	if err := s.part(&p, where); err != nil {
		return false
	}
	return p.keyed(s.branches) && exact(s.branches) && !faultyKeys(s.branches)
}

// open finds the table, and the index if one is named.
func (s *selection) open(d *Door, from *parser.Source) (err error) {
	if s.table, err = d.activeTable(from.Table); err != nil {
		return err
	}
	s.order = order{base: s.table}
	if from.Index == "" {
		return nil
	}
	s.order, err = through(s.table, from.Index, func(string) error { return invalid(messageUnknownIndex) })
	if err == nil && (len(s.order.partition()) > 1 || len(s.order.sort()) > 1) {
		err = invalid(messageManyKeyAttributes)
	}
	return err
}

// project compiles the columns; none of * are all.
func (s *selection) project(tree *parser.Select, scope *expression.Scope) (err error) {
	s.projection, err = expression.CompileColumns(tree.Columns, scope)
	return faulty(err)
}

func (s *selection) consistentlyRead() error {
	if s.consistent && s.isGlobal() {
		return invalid(messageConsistentGlobal)
	}
	return nil
}

// plan decides between GetItem, Query and Scan.
func (s *selection) plan(tree *parser.Select, scope *expression.Scope) (err error) {
	p := s.order.planner(scope)
	if err := s.part(&p, tree.Where); err != nil {
		return err
	}
	keyed := p.keyed(s.branches)
	if err := s.orderBy(tree, p.key, keyed); err != nil {
		return err
	}
	if keyed {
		err = s.byKeys(&p)
	} else {
		s.byScan(p.whyScan(tree.Where, s.branches))
	}
	if err != nil || s.index == nil {
		return err
	}
	return s.fit(keyed)
}

// part finds the alternatives of WHERE, once.
func (s *selection) part(p *planner, where *parser.Or) (err error) {
	if s.branches == nil {
		s.branches, err = p.branches(where, s.room.branches[:0])
	}
	return err
}

func (s *selection) byScan(why string) {
	s.planned = planned{operation: "Scan", why: why, through: s.index}
	s.spans = []span{wholeTable}
}

func (s *selection) byKeys(p *planner) (err error) {
	if s.reads, err = p.reads(s.branches, s.room.reads[:0]); err != nil {
		return err
	}
	s.planned = p.whyKeyed(s.reads)
	s.arrange()
	s.spans = s.room.spans[:0]
	for i := range s.reads {
		s.spans = append(s.spans, s.reads[i].span)
	}
	return nil
}

// fit checks what is returned and looked at against what the index has. A Scan's filter sees
// no more of an item than the index does, a Query's must not ask for more.
func (s *selection) fit(keyed bool) (err error) {
	if s.fetch, err = s.fetches("", s.projection); err != nil {
		return err
	}
	lacks := s.lacks(s.filter.TopLevel())
	if keyed && lacks != nil {
		return filterNotProjected(s.index.Name, lacks)
	}
	s.blind = s.fetch && lacks != nil
	return nil
}

// A branch is one alternative of a WHERE, seen from the primary key.
type branch struct {
	partitions []item.Value               // that the partition key may have; none: any
	sorts      []expression.SortCondition // alternatives for the sort key; none: any
	rest       []*parser.Not              // what the filter has to look at
	negated    bool                       // it says what the sort key must not be
	listed     bool                       // a key attribute is given by IN with several values
	compared   string                     // how the partition key is compared, if not by = or IN
	mistyped   string                     // the first key attribute that is compared with another type
}

// faultyKeys reports whether something may be wrong with the conditions on the key.
func faultyKeys(branches []branch) bool {
	for i := range branches {
		b := &branches[i]
		if b.mistyped != "" || len(b.partitions) > maxKeyReads || len(b.sorts) > maxKeyReads || slices.ContainsFunc(b.sorts, unordered) {
			return true
		}
	}
	return false
}

func unordered(c expression.SortCondition) bool {
	return c.Op == "BETWEEN" && item.Compare(c.Low, c.High) > 0 || c.Op == "begins_with" && c.Low.Type() == item.N
}

// exact reports whether the branches' keys say all that WHERE says.
func exact(branches []branch) bool {
	for i := range branches {
		if branches[i].rest != nil {
			return false
		}
	}
	return true
}

// A planner takes a WHERE apart, looking for the key of a table or of an index.
type planner struct {
	order
	key   engine.Schema // of the order
	scope *expression.Scope
}

// planner returns the planner of statements that read along the order.
func (o order) planner(scope *expression.Scope) planner {
	p := planner{o, o.base.Key, scope}
	if o.index != nil {
		p.key = engine.Schema{Partition: o.index.Partition[0]}
		if len(o.index.Sort) > 0 {
			p.key.Sort = o.index.Sort[0]
		}
	}
	return p
}

func (p *planner) keyed(branches []branch) bool {
	for i := range branches {
		if len(branches[i].partitions) == 0 {
			return false
		}
	}
	return len(branches) > 0
}

// branches appends the alternatives of a WHERE, none when there is no WHERE.
func (p *planner) branches(where *parser.Or, all []branch) ([]branch, error) {
	if where == nil {
		return all, nil
	}
	for _, predicates := range alternatives(where) {
		all = append(all, branch{})
		for _, n := range predicates {
			if err := p.add(&all[len(all)-1], n); err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

// alternatives returns what stands between the ORs, each as what stands between its
// ANDs. Parentheses that only group are looked through.
func alternatives(or *parser.Or) (all [][]*parser.Not) {
	for _, term := range or.Terms {
		if g := group(term.Terms[0]); g != nil && len(term.Terms) == 1 {
			all = append(all, alternatives(g)...)
			continue
		}
		all = append(all, conjuncts(term))
	}
	return all
}

func conjuncts(and *parser.And) (all []*parser.Not) {
	if !slices.ContainsFunc(and.Terms, func(n *parser.Not) bool { return group(n) != nil }) {
		return and.Terms // as in most
	}
	for _, n := range and.Terms {
		if g := group(n); g != nil && len(g.Terms) == 1 {
			all = append(all, conjuncts(g.Terms[0])...)
			continue
		}
		all = append(all, n)
	}
	return all
}

// group returns what is inside a predicate that is nothing but parentheses, or nil.
func group(n *parser.Not) *parser.Or {
	if n.Predicate == nil || n.Predicate.Test != nil {
		return nil
	}
	return n.Predicate.Group
}

// add takes one predicate of a branch for the key if it can, else for the filter.
func (p *planner) add(b *branch, n *parser.Not) error {
	if n.Not != nil {
		b.rest = append(b.rest, n)
		b.negated = b.negated || p.isOnSort(n.Not)
		return nil
	}
	test, err := p.keyTest(n.Predicate)
	taken := false
	switch {
	case err != nil:
		return err
	case test.attribute == p.key.Partition.Name:
		taken = p.addPartition(b, test)
	case p.key.HasSort() && test.attribute == p.key.Sort.Name:
		taken = p.addSort(b, test)
	}
	if !taken {
		b.rest = append(b.rest, n)
	}
	return nil
}

// addPartition takes the first = or IN on the partition key.
func (p *planner) addPartition(b *branch, t keyTest) bool {
	if b.partitions != nil || (t.op != "=" && t.op != "IN") {
		b.compared = t.op
		return false
	}
	b.partitions = t.values
	b.expect(p.key.Partition, t)
	return true
}

// addSort takes the first test of the sort key that says where to look.
func (p *planner) addSort(b *branch, t keyTest) bool {
	if b.sorts != nil || t.op == "<>" {
		b.negated = b.negated || t.op == "<>"
		return false
	}
	b.sorts = t.sorts()
	b.expect(p.key.Sort, t)
	return true
}

// expect notes a key attribute that is compared with a value that it never has.
func (b *branch) expect(k engine.KeyAttribute, t keyTest) {
	b.listed = b.listed || len(t.values) > 1 && t.op == "IN"
	for _, v := range t.values {
		if v.Type() != k.Type && b.mistyped == "" {
			b.mistyped = k.Name
		}
	}
}

// isOnSort reports whether a negated predicate is about the sort key.
func (p *planner) isOnSort(n *parser.Not) bool {
	for n.Not != nil {
		n = n.Not
	}
	test, err := p.keyTest(n.Predicate)
	return err == nil && p.key.HasSort() && test.attribute == p.key.Sort.Name
}

// whyScan says in words why a SELECT has to look at every item.
func (p *planner) whyScan(where *parser.Or, branches []branch) string {
	if where == nil {
		return "there is no WHERE, so every item is wanted"
	}
	name := p.partitionKey()
	for _, b := range branches {
		switch {
		case b.compared != "" && len(b.partitions) == 0:
			return "WHERE compares " + name + " by " + b.compared + ", but items are placed by its hash, which keeps no order"
		case len(b.partitions) == 0 && len(branches) > 1:
			return "an alternative of OR does not give " + name + " by = or IN, so its items could be anywhere"
		}
	}
	return "WHERE does not give " + name + " by = or IN, so the items could be anywhere"
}

// partitionKey says in words what has to be given for a Query.
func (p *planner) partitionKey() string {
	name := "the partition key " + p.key.Partition.Name
	if p.index != nil {
		name += " of the index " + p.index.Name
	}
	return name
}
