package item

import "slices"

const (
	maxNameBytes   = 65535
	attributeValue = "AttributeValue"
)

// Value reads an attribute value. Of several faults it returns the one that DynamoDB
// reports.
func (r *Reader) Value() (Value, *Fault, error) {
	r.begin()
	fault, err := r.value(0)
	if fault != nil || err != nil {
		return "", fault, err
	}
	return Value(r.buf), nil, nil
}

// Item reads a map of attribute values; "" when there is null. Of several attributes with the same
// name the last one counts. Of several faults it returns the one that DynamoDB
// reports.
func (r *Reader) Item() (Item, *Fault, error) {
	if null, err := r.null(); null || err != nil {
		return "", nil, err
	}
	r.begin()
	fault, err := r.fields(0)
	if fault != nil || err != nil {
		return "", fault, err
	}
	r.buf = seal(r.buf)
	return Item(r.buf), nil, nil
}

func (r *Reader) begin() {
	r.buf, r.spans, r.faults, r.escapes = r.buf[:0], r.spans[:0], r.faults[:0], false
}

// value reads an attribute value inside that many lists and maps, and appends its canonical text to
// buf. With a fault the text is of no use.
func (r *Reader) value(depth int) (*Fault, error) {
	if r.plain() {
		return nil, nil
	}
	content := supplied{from: len(r.buf)}
	err := r.object(attributeValue, false, func(tag string) error {
		return r.typed(&content, tag, depth)
	})
	return content.verdict(), err
}

// plain reads a text or a whole number that is written as it will be kept, {"S":"x"}, or with a blank before the value.
// That is most values of most requests; it leaves alone whatever else there is.
func (r *Reader) plain() bool {
	const head = `{"S":`
	r.peek()
	text := r.text[r.pos:]
	if len(text) < len(head+`""}`) || text[:2] != head[:2] || text[3:5] != head[3:] {
		return false
	}
	from := len(head)
	if text[from] == ' ' {
		from++
	}
	to := plainEnd(text, from)
	if to+1 >= len(text) || text[to+1] != '}' {
		return false
	}
	if t := text[2]; t != 'S' && (t != 'N' || !canonicalInteger(text[from+1:to])) {
		return false
	}
	r.buf = append(append(append(r.buf, text[:len(head)]...), text[from:to+1]...), '}')
	r.pos += to + 2
	return true
}

// plainEnd returns where the closing quote is of the string that starts at text[from], the end of the text when that is
// no string or one with escapes.
func plainEnd(text string, from int) int {
	if text[from] != '"' {
		return len(text)
	}
	for i := from + 1; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			return i
		case c < ' ', c == '\\':
			return len(text)
		}
	}
	return len(text)
}

// supplied is what has been read of an attribute value.
type supplied struct {
	from    int // where its text begins in buf
	t       Type
	several bool
	fault   *Fault
}

func (c *supplied) verdict() *Fault {
	switch {
	case c.t == 0:
		return &Fault{Kind: FaultEmpty}
	case c.several && (c.fault == nil || !c.fault.ofNumber()):
		return &Fault{Kind: FaultManyTypes}
	}
	return c.fault
}

// add notes one more type. The same type again replaces what was said before.
func (c *supplied) add(t Type, fault *Fault) {
	c.several = c.several || c.t != 0 && c.t != t
	numberFirst := c.fault != nil && c.fault.ofNumber()
	if !c.several || !numberFirst {
		c.fault = fault
	}
	c.t = t
}

// typed reads one member of an attribute value: what is under a type. Unknown types are as if they
// were not there.
func (r *Reader) typed(c *supplied, tag string, depth int) error {
	t := ParseType(tag)
	if t == 0 {
		return r.Skip()
	}
	r.buf = append(r.buf[:c.from], `{"`...)
	r.buf = append(r.buf, tag...)
	r.buf = append(r.buf, `":`...)
	fault, err := r.payload(t, depth)
	r.buf = append(r.buf, '}')
	c.add(t, fault)
	return err
}

func (r *Reader) payload(t Type, depth int) (*Fault, error) {
	switch t {
	case S, N, B:
		return r.scalar(t)
	case BOOL:
		_, err := r.flag()
		return nil, err
	case NULL:
		isNull, err := r.flag()
		if !isNull {
			return &Fault{Kind: FaultNull, Type: NULL}, err
		}
		return nil, err
	case SS, NS, BS:
		return r.set(t)
	}
	return r.container(t, depth+1)
}

func (r *Reader) flag() (bool, error) {
	flag, err := r.Bool()
	if flag {
		r.buf = append(r.buf, "true"...)
	} else {
		r.buf = append(r.buf, "false"...)
	}
	return flag, err
}

// scalar reads the string that an S, N or B is written as.
func (r *Reader) scalar(t Type) (*Fault, error) {
	if r.peek() != '"' {
		if t == B {
			return nil, r.mismatch(classBlob)
		}
		return nil, r.mismatch(classString)
	}
	text, err := r.quoted()
	if err != nil {
		return nil, err
	}
	switch {
	case t == N:
		return r.numeral(text), nil
	case t == B:
		if message := checkBase64(text); message != "" {
			return nil, &TypeError{message}
		}
	}
	r.write(text)
	return nil, nil
}

// write appends the string that was read last.
func (r *Reader) write(text string) {
	if r.lastEscaped {
		r.escapes = true
		r.buf = AppendQuoted(r.buf, text)
		return
	}
	r.buf = append(r.buf, '"')
	r.buf = append(r.buf, text...)
	r.buf = append(r.buf, '"')
}

func (r *Reader) numeral(text string) *Fault {
	r.buf = append(r.buf, '"')
	if canonicalInteger(text) {
		r.buf = append(r.buf, text...)
	} else {
		n, fault := ParseNumber(text)
		if fault != nil {
			return fault
		}
		r.buf = n.appendText(r.buf)
	}
	r.buf = append(r.buf, '"')
	return nil
}

func (r *Reader) container(t Type, depth int) (fault *Fault, err error) {
	if t == L {
		fault, err = r.list(depth)
	} else {
		fault, err = r.fields(depth)
	}
	if depth > MaxDepth {
		fault = &Fault{Kind: FaultNesting, Type: t}
	}
	return fault, err
}

func (r *Reader) list(depth int) (fault *Fault, err error) {
	r.buf = append(r.buf, '[')
	from := len(r.buf)
	err = r.Array(func(int) error {
		f, err := r.value(depth)
		if f.graver(fault) {
			fault = f
		}
		r.buf = append(r.buf, ',')
		return err
	})
	r.close(from, ']')
	return fault, err
}

// close turns the comma after the last of the elements since from into the closing bracket.
func (r *Reader) close(from int, bracket byte) {
	if len(r.buf) > from {
		r.buf = r.buf[:len(r.buf)-1]
	}
	r.buf = append(r.buf, bracket)
}

func (r *Reader) fields(depth int) (*Fault, error) {
	base := len(r.spans)
	r.buf = append(r.buf, '{')
	from := len(r.buf)
	err := r.object(attributeValue, true, func(name string) error { return r.field(name, depth) })
	if err != nil {
		return nil, err
	}
	fault := r.sortFields(from, r.spans[base:])
	if fault != nil && depth == 0 && slices.ContainsFunc(r.spans[base:], span.unnamed) {
		fault = &Fault{Kind: FaultEmptyName} // DynamoDB looks at an item's own names first
	}
	r.spans = r.spans[:base]
	r.close(from, '}')
	return fault, nil
}

func (r *Reader) field(name string, depth int) error {
	s := span{from: r.here()}
	r.write(name)
	s.keyTo = r.here() - 1
	r.buf = append(r.buf, ':')
	fault, err := r.value(depth)
	if bad := CheckName(name); bad != nil {
		fault = bad
	}
	r.push(s, fault)
	return err
}

// CheckName returns what is wrong with the name of an attribute or of a map's field.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
func CheckName(name string) *Fault {
	switch {
	case name == "":
		return &Fault{Kind: FaultEmptyName}
	case len(name) > maxNameBytes:
		return &Fault{Kind: FaultLongName}
	}
	return nil
}

// sortFields brings the fields since from into the order of their names, the last of each name
// only, and returns their first fault.
func (r *Reader) sortFields(from int, spans []span) *Fault {
	text, order := view(r.buf), r.orderOf(S)
	if !order.ascending(text, spans) {
		order.sort(text, spans)
		spans = order.lastOfEqual(text, spans)
		r.rewrite(from, spans)
	}
	return r.firstFault(spans)
}

// set reads a set of type t.
func (r *Reader) set(t Type) (*Fault, error) {
	base := len(r.spans)
	r.buf = append(r.buf, '[')
	from := len(r.buf)
	err := r.Array(func(int) error { return r.setMember(t) })
	if err != nil {
		return nil, err
	}
	fault := r.sortSet(t, from, r.spans[base:])
	r.spans = r.spans[:base]
	r.close(from, ']')
	return fault, nil
}

func (r *Reader) setMember(set Type) error {
	s := span{from: r.here()}
	null, err := r.null()
	if null && err == nil {
		r.push(s, &Fault{Kind: FaultNullMember, Type: set})
	}
	if null || err != nil {
		return err
	}
	fault, err := r.scalar(set.member())
	s.keyTo = r.here() - 1
	r.push(s, fault)
	return err
}

// orderOf returns how values of a type compare that are in buf.
func (r *Reader) orderOf(t Type) *order {
	switch {
	case t == N:
		return &orderOfNumbers
	case t == B:
		return &orderOfBinaries
	case r.escapes:
		return &orderOfStrings
	}
	return &orderOfPlain
}

// sortSet brings the members since from into order.
func (r *Reader) sortSet(t Type, from int, spans []span) *Fault {
	if len(spans) == 0 {
		return &Fault{Kind: FaultEmptySet, Type: t}
	}
	if fault := r.firstFault(spans); fault != nil {
		return fault
	}
	text, order := view(r.buf), r.orderOf(t.member())
	if order.ascending(text, spans) {
		return nil
	}
	order.sort(text, spans)
	if !order.ascending(text, spans) {
		return &Fault{Kind: FaultDuplicates, Type: t, Members: asSent(text, spans)}
	}
	r.rewrite(from, spans)
	return nil
}
