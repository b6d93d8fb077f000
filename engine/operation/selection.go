package operation

import (
	"slices"
	"sort"

	"ringside/engine"
	"ringside/engine/item"
	"ringside/parser"
)

// A selection is a SELECT that has been checked and planned: what to read, in which
// order, and what to keep of it.
type selection struct {
	pageRead
	branches   []branch  // the alternatives of WHERE
	reads      []keyRead // one for each span; none: a Scan
	consistent bool
	ordered    bool // by partition and sort key, and not in the order of the statement
	descending bool // from the last partition key to the first
	blind      bool // the filter sees the entries of the index, and not what is fetched

	room struct { // for the plan of most
		branches [1]branch
		reads    [1]keyRead
		spans    [1]span
	}
}

// orderBy reads ORDER BY, which can only name the key's attributes. In whichever order it
// names both, item collections come one after the other.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.select.html
func (s *selection) orderBy(tree *parser.Select, key engine.Schema, keyed bool) error {
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
	case !byPartition && partitionKeys(s.branches) > 1:
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

// arrange puts the reads into the order that was asked for: by partition key, and under
// one partition key by sort key.
func (s *selection) arrange() {
	if !s.ordered {
		return
	}
	sort.SliceStable(s.reads, func(i, j int) bool {
		a, b := s.reads[i], s.reads[j]
		if a.partition != b.partition {
			return s.descending == (item.Compare(a.partition, b.partition) > 0)
		}
		return a.from != b.from && s.reverse == (a.from > b.from)
	})
}

// listedPage is how many items a page has of a SELECT that lists keys by IN.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-operators.html
const listedPage = 10

// pageLimit returns how many items a page examines at the most, 0 for any number.
func (s *selection) pageLimit(limit int) int {
	if (limit == 0 || limit > listedPage) && slices.ContainsFunc(s.branches, func(b branch) bool { return b.listed }) && s.reads != nil {
		return listedPage
	}
	return limit
}

// run reads one page: span after span from a position on, until limit items or a page's
// bytes have been examined. It returns where the next page begins, nil at the end.
func (s *selection) run(d *Door, from position, limit int) (items []item.Item, next *position, err error) {
	limit = s.pageLimit(limit)
	for i := from.span; i < len(s.spans); i++ {
		read := s.of(from.rest(s, i))
		read.Limit, read.Spent = left(limit, d.db.Trace().Examined()), bytesRead(d)
		page, err := s.read(d, read)
		if err != nil {
			return nil, nil, err
		}
		if len(s.spans) == 1 {
			items = page.Items
		} else {
			items = append(items, page.Items...) // they are good until the next read
		}
		switch {
		case page.More:
			return items, &position{span: i, last: s.lastKey(page.Last)}, nil
		case i+1 < len(s.spans) && s.full(d, limit):
			return items, &position{span: i + 1}, nil
		}
	}
	return items, nil, nil
}

// full reports whether a page has to end between two spans.
func (s *selection) full(d *Door, limit int) bool {
	return bytesRead(d) >= d.db.Scale().PageBytes || limit > 0 && d.db.Trace().Examined() >= limit
}

// bytesRead sums what a page has read so far.
func bytesRead(d *Door) (bytes int) {
	for i := range d.db.Trace().Steps {
		if step := &d.db.Trace().Steps[i]; step.Phase == engine.Reading {
			bytes += step.Bytes
		}
	}
	return bytes
}

// of returns the engine's read of a span.
func (s *selection) of(at span) engine.Read {
	read := s.pageRead.of(at)
	read.Consistent = s.consistent
	if s.blind {
		read.Keep = func(it item.Item) bool { return s.filter.Holds(s.index.EntryOf(it)) }
	}
	return read
}

// read reads one span.
func (s *selection) read(d *Door, read engine.Read) (engine.Page, error) {
	if s.operation == "GetItem" && s.filter == nil {
		return s.get(d, read.From)
	}
	page, err := d.db.Read(read)
	if s.operation == "GetItem" {
		page.More = false // one item is no page
	}
	return page, err
}

// get reads the one item under a key.
func (s *selection) get(d *Door, key item.Key) (engine.Page, error) {
	it, err := d.db.Get(s.table, key, s.consistent)
	if it == "" {
		return engine.Page{}, err
	}
	return engine.Page{Items: []item.Item{it}}, nil
}
