package operation

import (
	"slices"
	"strconv"

	"ringside/engine/expression"
	"ringside/engine/item"
	"ringside/parser"
)

// A keyRead is one of the reads that a SELECT is made of: a range of sort keys under one
// partition key.
type keyRead struct {
	span
	partition item.Value
	sort      *expression.SortCondition // nil: any sort key
	whole     bool                      // the whole primary key is given: a GetItem
	negated   bool                      // of a branch that says what the sort key must not be
	rest      []*parser.Not             // what the filter has to look at
	joined    bool                      // it is several, of which each has a rest of its own
}

// maxKeyReads is how many reads DynamoDB makes of one SELECT.
const maxKeyReads = 50

// reads appends the reads that the branches amount to, in the order of the statement.
func (p *planner) reads(branches []branch, all []keyRead) ([]keyRead, error) {
	for i := range branches {
		b := &branches[i]
		if b.mistyped != "" {
			return nil, invalid(messageKeyType + b.mistyped)
		}
		for i := range b.partitions {
			var err error
			if all, err = p.readsOf(b, b.partitions[i:i+1], all); err != nil {
				return nil, err
			}
		}
		if len(all) > maxKeyReads {
			return nil, invalid(messageTooManyReads)
		}
	}
	return merge(all)
}

// readsOf appends the reads of one branch under one partition key.
func (p *planner) readsOf(b *branch, partition []item.Value, all []keyRead) ([]keyRead, error) {
	if b.sorts == nil {
		read, err := p.read(b, partition, nil)
		return append(all, read), err
	}
	for i := range b.sorts {
		read, err := p.read(b, partition, &b.sorts[i])
		if err != nil {
			return nil, err
		}
		all = append(all, read)
	}
	return all, nil
}

func (p *planner) read(b *branch, partition []item.Value, sort *expression.SortCondition) (keyRead, error) {
	c := expression.IndexCondition{Partition: partition, Sort: sort}
	if err := p.storable(c); err != nil {
		return keyRead{}, err
	}
	r := keyRead{span: p.span(c), partition: partition[0], sort: sort, negated: b.negated, rest: b.rest}
	r.whole = p.index == nil && (!p.key.HasSort() || sort != nil && sort.Op == "=")
	return r, nil
}

// merge checks that no two reads would return the same item. Only branches that negate a
// condition on the sort key may overlap others; such reads become one.
func merge(reads []keyRead) ([]keyRead, error) {
	if len(reads) == 1 {
		return reads, nil
	}
	var merged []keyRead
next:
	for _, r := range reads {
		for i := range merged {
			m := &merged[i]
			if m.partition != r.partition || !m.overlaps(r.span) {
				continue
			}
			if !m.negated && !r.negated {
				return nil, invalid(messageOverlap)
			}
			m.join(r)
			continue next
		}
		merged = append(merged, r)
	}
	return merged, nil
}

func (r *keyRead) join(other keyRead) {
	r.from = min(r.from, other.from)
	if r.to != "" && (other.to == "" || other.to > r.to) {
		r.to = other.to
	}
	r.sort, r.whole, r.negated, r.joined = nil, false, true, true
}

// whyKeyed says in words what the reads are.
func (p *planner) whyKeyed(reads []keyRead) planned {
	by, times := " by =", ""
	if len(reads) != 1 {
		by, times = " by = or IN", ", "+strconv.Itoa(len(reads))+" times"
	}
	if !slices.ContainsFunc(reads, func(r keyRead) bool { return !r.whole }) {
		return planned{operation: "GetItem", why: "WHERE gives the whole primary key" + times}
	}
	return planned{operation: "Query", why: "WHERE gives " + p.partitionKey() + by + times, through: p.index}
}
