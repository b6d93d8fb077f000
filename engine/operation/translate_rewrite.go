package operation

import "ringside/parser"

// A rewrite puts one condition, without its NOTs, into other words; its methods all of a tree.
type rewrite func(*parser.Predicate) *parser.Not

func (r rewrite) or(tree *parser.Or) *parser.Or {
	or := &parser.Or{}
	for _, and := range tree.Terms {
		or.Terms = append(or.Terms, &parser.And{Terms: r.all(and.Terms)})
	}
	return or
}

func (r rewrite) all(trees []*parser.Not) (all []*parser.Not) {
	for _, n := range trees {
		all = append(all, r.not(n))
	}
	return all
}

func (r rewrite) not(tree *parser.Not) *parser.Not {
	if tree.Not != nil {
		return negated(r.not(tree.Not))
	}
	return r(tree.Predicate)
}

func negated(n *parser.Not) *parser.Not { return &parser.Not{Not: n} }

func stating(predicate parser.Predicate) *parser.Not { return &parser.Not{Predicate: &predicate} }
