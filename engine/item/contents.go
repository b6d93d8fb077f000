package item

import (
	"math/bits"
	"sort"

	"github.com/cespare/xxhash/v2"
)

// Contents is a list, a set or a map of which it is known where everything in it begins: what a Value has to read its
// way to is found at once. To make one, the value is read to its end.
type Contents struct {
	value  Value
	starts []uint32 // of each element or field in value; one more, where the next would be
	table  []uint32 // of a list's elements, counted from 1; nil until one is looked for
}

// Contents returns the contents of a list, set or map. Other values have none.
func (v Value) Contents() Contents {
	c, cursor, end := Contents{value: v}, v.cursor(), valueEnd
	if v.Type() == M {
		end = fieldEnd
	}
	for cursor.more() {
		c.starts = append(c.starts, uint32(cursor.at))
		cursor.pass(end(cursor.text, cursor.at))
	}
	c.starts = append(c.starts, uint32(cursor.at+1)) // 1: as if there were a comma
	return c
}

// Len returns how many elements or fields there are.
func (c *Contents) Len() int { return len(c.starts) - 1 }

// at returns the text of an element or field, 0 ≤ i < Len.
func (c *Contents) at(i int) string { return string(c.value[c.starts[i] : c.starts[i+1]-1]) }

// Index returns element i of a list, and "" when there is none.
func (c *Contents) Index(i int) Value {
	if c.value.Type() != L || i < 0 || i >= c.Len() {
		return ""
	}
	return Value(c.at(i))
}

// Field returns the value under a name of a map, "" when there is none.
func (c *Contents) Field(name string) Value {
	if c.value.Type() != M {
		return ""
	}
	i := sort.Search(c.Len(), func(i int) bool {
		inner, _ := splitField(c.at(i))
		return unescape(inner) >= name
	})
	if i < c.Len() {
		if inner, v := splitField(c.at(i)); unescape(inner) == name {
			return v
		}
	}
	return ""
}

// splitField takes a member of an object apart: its name as it is written, and its value.
func splitField(text string) (inner string, v Value) {
	nameEnd := quotedEnd(text, 0)
	return text[1 : nameEnd-1], Value(text[nameEnd+1:])
}

// Has tells whether a set or list has an element equal to that value.
func (c *Contents) Has(element Value) bool {
	switch t := c.value.Type(); {
	case t == L && element != "":
		return c.listed(string(element))
	case t.member() != 0 && t.member() == element.Type():
		return c.isMember(element.payload())
	}
	return false
}

// listed looks for an element of a list, in a table of them all.
func (c *Contents) listed(text string) bool {
	if c.table == nil {
		c.table = make([]uint32, 2<<bits.Len(uint(c.Len())))
		for i := range c.Len() {
			c.table[c.place(c.at(i))] = uint32(i + 1)
		}
	}
	return c.table[c.place(text)] != 0
}

// place is where an element stands in the table, or would: by its hash, or at the next free place.
func (c *Contents) place(text string) uint64 {
	mask := uint64(len(c.table) - 1)
	for place := xxhash.Sum64String(text); ; place++ {
		if i := c.table[place&mask]; i == 0 || c.at(int(i-1)) == text {
			return place & mask
		}
	}
}

// isMember looks for a member of a set, which are in order.
func (c *Contents) isMember(quoted string) bool {
	t := c.value.Type().member()
	i := sort.Search(c.Len(), func(i int) bool {
		member := c.at(i)
		return compareMembers(t, member[1:len(member)-1], quoted[1:len(quoted)-1]) >= 0
	})
	return i < c.Len() && c.at(i) == quoted
}
