package operation

import (
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
// What remains of WHERE is a filter: items that it drops were read and are paid for.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.select.html

// planSelect checks a SELECT in DynamoDB's order and finds the way to its items.
func planSelect(d *Door, tree *parser.Select, scope *expression.Scope) (*selection, error) {
	filter, err := expression.CompileCondition(expression.Where, tree.Where, scope)
	if err != nil {
		return nil, faulty(err)
	}
	s := &selection{}
	if !tree.Star {
		if s.columns, err = expression.CompileColumns(tree.Columns, scope); err != nil {
			return nil, faulty(err)
		}
	}
	if s.table, err = d.activeTable(tree.From.Table); err != nil {
		return nil, err
	}
	switch name := tree.From.Index; {
	case name == "":
	case s.table.Index(name) != nil:
		return nil, unsupported("FROM with an index")
	default:
		return nil, invalid(messageUnknownIndex)
	}
	if err := s.plan(tree, scope, filter); err != nil {
		return nil, err
	}
	return s, nil
}

// plan decides between GetItem, Query and Scan.
func (s *selection) plan(tree *parser.Select, scope *expression.Scope, filter *expression.Condition) error {
	p := planner{key: s.table.Key, scope: scope}
	branches, err := p.branches(tree.Where)
	if err != nil {
		return err
	}
	keyed := p.keyed(branches)
	if err := s.order(tree, p.key, keyed, branches); err != nil {
		return err
	}
	if !keyed {
		s.byScan(p.whyScan(tree.Where, branches), filter)
		return nil
	}
	reads, err := p.reads(branches)
	if err != nil {
		return err
	}
	if !exact(branches) {
		s.filter = filter
	}
	s.byKeys(reads)
	return nil
}

func (s *selection) byScan(why string, filter *expression.Condition) {
	s.planned = planned{operation: "Scan", why: why}
	s.spans, s.filter = []span{wholeTable}, filter
}

func (s *selection) byKeys(reads []keyRead) {
	s.planned = whyKeyed(reads, s.table.Key)
	s.sort(reads)
	for _, r := range reads {
		s.spans = append(s.spans, r.span)
	}
}

// A branch is one alternative of a WHERE, seen from the primary key.
type branch struct {
	partitions []item.Value               // that the partition key may have; none: any
	sorts      []expression.SortCondition // alternatives for the sort key; none: any
	rest       bool                       // there is more to it than conditions on the key
	negated    bool                       // it says what the sort key must not be
	compared   string                     // how the partition key is compared, if not by = or IN
	mistyped   string                     // the first key attribute that is compared with another type
}

// exact reports whether the branches' keys say all that WHERE says.
func exact(branches []branch) bool {
	for _, b := range branches {
		if b.rest {
			return false
		}
	}
	return true
}

// A planner takes a WHERE apart, looking for a table's key.
type planner struct {
	key   engine.Schema
	scope *expression.Scope
}

func (p planner) keyed(branches []branch) bool {
	for _, b := range branches {
		if len(b.partitions) == 0 {
			return false
		}
	}
	return len(branches) > 0
}

// branches returns the alternatives of a WHERE, none when there is no WHERE.
func (p planner) branches(where *parser.Or) ([]branch, error) {
	if where == nil {
		return nil, nil
	}
	var all []branch
	for _, predicates := range alternatives(where) {
		b := branch{}
		for _, n := range predicates {
			if err := p.add(&b, n); err != nil {
				return nil, err
			}
		}
		all = append(all, b)
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
func (p planner) add(b *branch, n *parser.Not) error {
	if n.Not != nil {
		b.rest = true
		b.negated = b.negated || p.isOnSort(n.Not)
		return nil
	}
	test, err := p.keyTest(n.Predicate)
	switch {
	case err != nil:
		return err
	case test.attribute == p.key.Partition.Name:
		p.addPartition(b, test)
	case p.key.HasSort() && test.attribute == p.key.Sort.Name:
		p.addSort(b, test)
	default:
		b.rest = true
	}
	return nil
}

func (p planner) addPartition(b *branch, t keyTest) {
	if b.partitions != nil || (t.op != "=" && t.op != "IN") {
		b.rest, b.compared = true, t.op
		return
	}
	b.partitions = t.values
	b.expect(p.key.Partition, t.values)
}

func (p planner) addSort(b *branch, t keyTest) {
	if b.sorts != nil || t.op == "<>" {
		b.rest = true
		b.negated = b.negated || t.op == "<>"
		return
	}
	b.sorts = t.sorts()
	b.expect(p.key.Sort, t.values)
}

// expect notes a key attribute that is compared with a value that it never has.
func (b *branch) expect(k engine.KeyAttribute, values []item.Value) {
	for _, v := range values {
		if v.Type() != k.Type && b.mistyped == "" {
			b.mistyped = k.Name
		}
	}
}

// isOnSort reports whether a negated predicate is about the sort key.
func (p planner) isOnSort(n *parser.Not) bool {
	for n.Not != nil {
		n = n.Not
	}
	test, err := p.keyTest(n.Predicate)
	return err == nil && p.key.HasSort() && test.attribute == p.key.Sort.Name
}

// whyScan says in words why a SELECT has to look at every item.
func (p planner) whyScan(where *parser.Or, branches []branch) string {
	if where == nil {
		return "there is no WHERE, so every item is wanted"
	}
	name := p.key.Partition.Name
	for _, b := range branches {
		switch {
		case b.compared != "" && len(b.partitions) == 0:
			return "WHERE compares the partition key " + name + " by " + b.compared + ", but items are placed by its hash, which keeps no order"
		case len(b.partitions) == 0 && len(branches) > 1:
			return "an alternative of OR does not give the partition key " + name + " by = or IN, so its items could be anywhere"
		}
	}
	return "WHERE does not give the partition key " + name + " by = or IN, so the items could be anywhere"
}
