package operation

import (
	"math/bits"

	"ringside/engine/item"
)

type scanInput struct {
	pageInput
	segment number
	total   number // TotalSegments
}

func (in *scanInput) member(name string, r *item.Reader) error {
	switch name {
	case "Segment":
		return in.segment.read(r)
	case "TotalSegments":
		return in.total.read(r)
	case "ScanFilter":
		return in.filters.read(name, shapeCondition, r)
	}
	return in.pageInput.member(name, r)
}

// scan reads a page of a whole table, or of one segment of it, in the order of the keys'
// hashes: partition by partition.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html
func scan(d *Door, in *scanInput, w *writer) error {
	read, err := in.plan(d)
	if err != nil {
		return err
	}
	return in.run(d, read, w)
}

func (in *scanInput) route(d *Door) (route, error) {
	read, err := in.plan(d)
	return read.route, err
}

const (
	whyScan    = "every item of the table is read, partition by partition"
	whySegment = "every item in one segment of the table is read, a range of hashes"
)

// plan checks the request in DynamoDB's order and finds the way to its items.
func (in *scanInput) plan(d *Door) (read pageRead, err error) {
	if err := in.check(&read); err != nil {
		return read, err
	}
	scope, err := in.olderScope()
	if err != nil {
		return read, err
	}
	if err := in.compile(d, scope, &read); err != nil {
		return read, err
	}
	if read.table, err = d.table(in.table); err != nil {
		return read, err
	}
	if read.order, err = in.order(read.table); err != nil {
		return read, err
	}
	if err := in.locate(&read); err != nil {
		return read, err
	}
	if err := scalarKeys(read.base, read.filter.Nested(), read.projection.Nested()); err != nil {
		return read, err
	}
	read.fetch, err = read.fetches(in.selected.value, read.projection)
	return read, err
}

// check is what can be said of the request without its expressions and the table.
func (in *scanInput) check(read *pageRead) error {
	return firstOf(
		in.modelled,
		in.unmixed,
		func() error { return in.used(": FilterExpression is null", in.filter, in.projection) },
		func() error { return in.compileAttributes(read) },
		func() error { return in.filters.storable(olderUnstorable) },
		func() error { return in.operator.joins(&in.filters) },
		func() error { return in.compileLegacyFilter(read) },
		func() error { return in.selects("") },
		func() error { return in.startStorable((*item.Fault).Older) },
		in.segments,
	)
}

func (in *scanInput) unmixed() error {
	return unmixed(
		[]parameter{
			{"AttributesToGet", in.attributes.given}, {"ScanFilter", in.filters.given}, {"ConditionalOperator", in.operator.given},
		},
		[]parameter{{"ProjectionExpression", in.projection.given}, {"FilterExpression", in.filter.given}},
	)
}

// Bounds of a parallel scan.
const (
	maxSegment       = 999_999
	maxTotalSegments = 1_000_000
)

// modelled checks the members against the service model, as the older checks do.
func (in *scanInput) modelled() error {
	var v violations
	in.pageInput.modelled(&v)
	v.between(in.segment, "segment", 0, maxSegment)
	v.between(in.total, "totalSegments", 1, maxTotalSegments)
	return v.olderErr()
}

// segments checks that a parallel scan names both the segment and how many there are.
func (in *scanInput) segments() error {
	switch {
	case in.segment.given && !in.total.given:
		return invalid(messageTotalSegments)
	case in.total.given && !in.segment.given:
		return invalid(messageSegment)
	case in.total.given && in.segment.value >= in.total.value:
		return segmentTooLarge(in.segment.value, in.total.value)
	}
	return nil
}

// locate finds the range of keys that is left to read.
func (in *scanInput) locate(read *pageRead) error {
	whole := wholeTable
	read.planned, read.spans = planned{operation: "Scan", why: whyScan, through: read.index}, []span{whole}
	if read.index != nil {
		read.why = "every entry of the index " + read.index.Name + " is read, partition by partition"
	}
	if in.total.given {
		whole = segmentSpan(uint64(in.segment.value), uint64(in.total.value))
		read.why = whySegment
	}
	read.spans[0] = whole
	if !in.start.given {
		return nil
	}
	key, err := in.startKey(read.order, badStartKey+": "+messageKeySchema)
	if err != nil {
		return err
	}
	if !whole.holds(key) {
		return startInOtherSegment(in.segment.value, in.total.value)
	}
	read.spans[0] = whole.after(key, false)
	return nil
}

// segmentSpan returns the keys of one segment of a parallel scan: a range of hashes, so
// that the segments of a table are its items, each once.
func segmentSpan(segment, total uint64) span {
	return span{segmentCut(segment, total), segmentCut(segment+1, total)}
}

// segmentCut returns where a segment begins: at ⌊segment · 2⁶⁴ / total⌋. The first and
// the one after the last begin and end at the ends of the key space.
func segmentCut(segment, total uint64) item.Key {
	if segment == 0 || segment == total {
		return ""
	}
	hash, _ := bits.Div64(segment, 0, total)
	return item.HashKey(hash)
}
