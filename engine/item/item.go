package item

import (
	"encoding/binary"
	"math"
	"slices"
	"sort"
	"strings"
)

// Attribute is a named value of an item or a map.
type Attribute struct {
	Name  string
	Value Value
}

// Item is a set of attributes with different names; "" is an absent item. An Item is one immutable
// blob that several trees, logs and responses share (the layout is drawn in doc.go). Equal items
// have equal blobs.
//
// Invariant: attributes are in the order of their names, and offset i is where name i's quote opens.
type Item string

// The trailer: DynamoDB's size of the item, the number of attributes, the bytes of an offset.
const (
	trailerSize  = 9
	trailerCount = 5
	trailerWidth = 1
)

// New returns an item of the attributes. They may come in any order; no name comes twice.
func New(attributes []Attribute) Item { return fromSorted(byName(attributes)) }

func fromSorted(attributes []Attribute) Item {
	room := trailerSize + len("{}")
	for _, a := range attributes {
		room += len(a.Name) + len(a.Value) + len(`"":,`) + 4 // 4: the widest offset
	}
	return Item(seal(appendFields(make([]byte, 0, room), attributes)))
}

// byName returns the attributes in the order of their names.
func byName(attributes []Attribute) []Attribute {
	order := func(a, b Attribute) int { return strings.Compare(a.Name, b.Name) }
	if slices.IsSortedFunc(attributes, order) {
		return attributes
	}
	sorted := slices.Clone(attributes)
	sort.Slice(sorted, func(i, j int) bool { return sorted[i].Name < sorted[j].Name })
	return sorted
}

// appendFields appends a JSON object of attributes that are in order.
func appendFields(dst []byte, sorted []Attribute) []byte {
	dst = append(dst, '{')
	for i, a := range sorted {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(AppendQuoted(dst, a.Name), ':')
		dst = append(dst, a.Value...)
	}
	return append(dst, '}')
}

// seal appends offsets and trailer to the canonical JSON of an item.
func seal(json []byte) []byte {
	text, blob := view(json), json
	width := offsetWidth(len(json))
	size, count := 0, 0
	for at := 1; at < len(text)-1; at++ { // at++: the comma
		blob = appendOffset(blob, width, at)
		nameEnd := quotedEnd(text, at)
		bytes, end := sizeAt(text, nameEnd+1)
		size += textSize(text[at+1:nameEnd-1]) + bytes
		count++
		at = end
	}
	return appendTrailer(blob, size, count, width)
}

func appendTrailer(blob []byte, size, count, width int) []byte {
	blob = binary.LittleEndian.AppendUint32(blob, uint32(size))
	blob = binary.LittleEndian.AppendUint32(blob, uint32(count))
	return append(blob, byte(width))
}

func offsetWidth(jsonBytes int) int {
	if jsonBytes <= math.MaxUint16 {
		return 2
	}
	return 4
}

func appendOffset(blob []byte, width, offset int) []byte {
	if width == 2 {
		return binary.LittleEndian.AppendUint16(blob, uint16(offset))
	}
	return binary.LittleEndian.AppendUint32(blob, uint32(offset))
}

// little reads a little-endian number of some bytes.
func (it Item) little(at, bytes int) int {
	n := 0
	for i := bytes - 1; i >= 0; i-- {
		n = n<<8 | int(it[at+i])
	}
	return n
}

// Len returns how many attributes the item has.
func (it Item) Len() int {
	if it == "" {
		return 0
	}
	return it.little(len(it)-trailerCount, 4)
}

// Size returns the item's size in bytes by DynamoDB's rule: names and values.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
func (it Item) Size() int {
	if it == "" {
		return 0
	}
	return it.little(len(it)-trailerSize, 4)
}

// JSON returns the item as responses hold it, {"a":{"S":"x"}}; "" for an absent item.
func (it Item) JSON() string {
	if it == "" {
		return ""
	}
	return string(it[:it.offsets()])
}

// offsets is where the table of offsets begins, which is where the JSON ends.
func (it Item) offsets() int { return len(it) - trailerSize - it.Len()*it.width() }

func (it Item) width() int { return int(it[len(it)-trailerWidth]) }

// field returns attribute i, its name as it is written in the JSON.
func (it Item) field(i int) (inner string, v Value) {
	count, width, table := it.Len(), it.width(), it.offsets()
	end := table
	if i+1 < count {
		end = it.little(table+(i+1)*width, width)
	}
	at := it.little(table+i*width, width)
	nameEnd := quotedEnd(string(it), at)
	return string(it[at+1 : nameEnd-1]), Value(it[nameEnd+1 : end-1])
}

// search returns where the name is, or would be, among the attributes.
func (it Item) search(name string) (i int, v Value) {
	low, high := 0, it.Len()
	for low < high {
		middle := int(uint(low+high) / 2)
		inner, v := it.field(middle)
		switch order := strings.Compare(unescape(inner), name); {
		case order == 0:
			return middle, v
		case order < 0:
			low = middle + 1
		default:
			high = middle
		}
	}
	return low, ""
}

// Get returns the value of an attribute, "" when the item has none of that name. It allocates nothing.
func (it Item) Get(name string) Value {
	if v := it.glance(name); v != "" {
		return v
	}
	_, v := it.search(name)
	return v
}

// glance finds one of the first few attributes if its name needs no escape: it compares where a search
// would first have to look where each name ends. What it does not find may be there all the same.
func (it Item) glance(name string) Value {
	const few = 8
	if it == "" {
		return ""
	}
	count, width, table := it.Len(), it.width(), it.offsets()
	for i := range min(count, few) {
		offset := table + i*width
		from := it.little(offset, width) + len(`"`)
		to := from + len(name)
		if to+1 < table && it[to] == '"' && it[to+1] == ':' && string(it[from:to]) == name {
			if strings.Contains(name, `\`) { // there it stands for the escape of another name
				return ""
			}
			end := table
			if i+1 < count {
				end = it.little(offset+width, width)
			}
			return Value(it[to+len(`":`) : end-1])
		}
	}
	return ""
}

// At returns attribute i in the order of names, 0 ≤ i < Len.
func (it Item) At(i int) Attribute {
	inner, v := it.field(i)
	return Attribute{Name: unescape(inner), Value: v}
}

// Attributes returns all attributes in the order of their names.
func (it Item) Attributes() []Attribute {
	attributes := make([]Attribute, it.Len())
	for i := range attributes {
		attributes[i] = it.At(i)
	}
	return attributes
}

// With returns the item with an attribute set to v, or without the attribute when v is "".
func (it Item) With(name string, v Value) Item {
	next, _ := it.WithFields([]string{name}, func(_ int, old Value) (Value, int, error) {
		return v, v.Size() - old.Size(), nil
	})
	return next
}
