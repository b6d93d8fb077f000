package operation

import (
	"slices"
	"sort"

	"ringside/engine"
	"ringside/engine/expression"
	"ringside/engine/item"
	"ringside/parser"
)

// A selection is a SELECT that has been checked and planned: what to read, in which
// order, and what to keep of it.
type selection struct {
	route
	filter     *expression.Condition
	columns    *expression.Projection
	consistent bool
	ordered    bool // by partition and sort key, and not in the order of the statement
	descending bool // from the last partition key to the first
	reverse    bool // under one partition key, from the last sort key to the first
}

// order reads ORDER BY, which can only name the key's attributes. In whichever order it
// names both, item collections come one after the other.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.select.html
func (s *selection) order(tree *parser.Select, key engine.Schema, keyed bool, branches []branch) error {
	if len(tree.OrderBy) == 0 {
		return nil
	}
	if tree.Where == nil {
		return invalid(messageOrderNoWhere)
	}
	byPartition, bySort := false, false
	for _, o := range tree.OrderBy {
		switch name := orderName(o.Path); name {
		case key.Partition.Name:
			byPartition, s.descending = true, o.Descending
		case key.Sort.Name:
			bySort, s.reverse = true, o.Descending
		default:
			return invalid("Attribute " + name + " in ORDER BY clause must be part of the primary key")
		}
	}
	switch {
	case !keyed:
		return invalid(messageOrderNoKey)
	case !byPartition && partitionKeys(branches) > 1:
		return invalid(messageOrderManyKeys)
	}
	s.ordered = true
	s.reverse = s.reverse || !bySort // as the service was seen to do
	return nil
}

// orderName prints a column of ORDER BY; one that goes into an attribute is no key.
func orderName(p *parser.Path) string {
	if len(p.Parts) == 1 {
		return p.Parts[0].Name
	}
	return p.String()
}

// partitionKeys counts the different partition keys of the branches.
func partitionKeys(branches []branch) int {
	var values []item.Value
	for _, b := range branches {
		for _, v := range b.partitions {
			if !slices.Contains(values, v) {
				values = append(values, v)
			}
		}
	}
	return len(values)
}

// sort puts the reads into the order that was asked for: by partition key, and under
// one partition key by sort key.
func (s *selection) sort(reads []keyRead) {
	if !s.ordered {
		return
	}
	sort.SliceStable(reads, func(i, j int) bool {
		a, b := reads[i], reads[j]
		if a.partition != b.partition {
			return s.descending == (item.Compare(a.partition, b.partition) > 0)
		}
		return a.from != b.from && s.reverse == (a.from > b.from)
	})
}

// run reads one page: span after span from a position on, until limit items or a page's
// bytes have been examined. It returns where the next page begins, nil at the end.
func (s *selection) run(d *Door, from position, limit int) (items []item.Item, next *position, err error) {
	for i := from.span; i < len(s.spans); i++ {
		page, err := s.read(d, from.rest(s, i), remaining(d, limit))
		if err != nil {
			return nil, nil, err
		}
		items = append(items, page.Items...)
		switch {
		case page.More:
			return items, &position{span: i, last: keyOnly(s.table.Key, page.Last)}, nil
		case i+1 < len(s.spans) && s.full(d, limit):
			return items, &position{span: i + 1}, nil
		}
	}
	return items, nil, nil
}

// remaining returns how many items may still be examined, 0 for no limit.
func remaining(d *Door, limit int) int {
	if limit == 0 {
		return 0
	}
	return limit - d.db.Trace().Examined()
}

// full reports whether a page has to end between two spans.
func (s *selection) full(d *Door, limit int) bool {
	bytes := 0
	for i := range d.db.Trace().Steps {
		if step := &d.db.Trace().Steps[i]; step.Phase == engine.Reading {
			bytes += step.Bytes
		}
	}
	return bytes >= d.db.Scale().PageBytes || limit > 0 && d.db.Trace().Examined() >= limit
}

// read reads one span.
func (s *selection) read(d *Door, at span, limit int) (engine.Page, error) {
	switch {
	case s.operation != "GetItem":
		return s.walk(d, at, limit)
	case s.filter == nil:
		return s.get(d, at)
	}
	page, err := s.walk(d, at, limit)
	page.More = false // one item is no page
	return page, err
}

func (s *selection) walk(d *Door, at span, limit int) (engine.Page, error) {
	return d.db.Read(s.reading(at, limit))
}

// reading is the walk as the engine is asked for it.
func (s *selection) reading(at span, limit int) engine.Read {
	read := engine.Read{
		Table: s.table, From: at.from, To: at.to,
		Reverse: s.reverse, Consistent: s.consistent, Limit: limit,
	}
	if s.filter != nil {
		read.Keep = s.filter.Holds
	}
	return read
}

// get reads the one item of a span that is a single key.
func (s *selection) get(d *Door, at span) (engine.Page, error) {
	it, err := d.db.Get(s.table, at.from, s.consistent)
	if it == "" {
		return engine.Page{}, err
	}
	return engine.Page{Items: []item.Item{it}}, nil
}
