package item

import (
	"slices"
	"sort"
)

// An edit is a change to the attributes of an item.
type edit struct {
	index  int  // of the old attribute, or where one would be
	old    bool // there was one
	offset int  // of the new one, 0 when there is none
	next   int  // offset of what follows it
}

// WithFields returns the item with the attributes of these names changed; no name comes twice. An item that is absent
// counts as one without attributes. What does not change is copied and not looked at.
func (it Item) WithFields(names []string, change Change) (Item, error) {
	before := it
	if it == "" {
		it = New(nil)
	}
	s, size := newSplice(cursor{it.JSON(), len(`{`), it.offsets() - len(`}`)}), it.Size()
	var few [4]edit
	edits := few[:0]
	for _, i := range inOrder(names) {
		index, old := it.search(names[i])
		next, grown, err := change(i, old)
		if err != nil {
			return "", err
		}
		if next != old {
			size += grown + membership(old, next)*len(names[i])
			edits = append(edits, s.edit(it, index, names[i], old, next))
		}
	}
	if len(edits) == 0 {
		return before, nil
	}
	return it.edited(s.end(), size, edits), nil
}

// inOrder returns the numbers of the names in the order of the names.
func inOrder(names []string) []int {
	order := make([]int, len(names))
	for i := range order {
		order[i] = i
	}
	if !slices.IsSorted(names) {
		sort.Slice(order, func(i, j int) bool { return names[order[i]] < names[order[j]] })
	}
	return order
}

// edit puts an attribute in the place of another.
func (s *splice) edit(it Item, index int, name string, old, next Value) edit {
	e := edit{index: index, old: old != ""}
	s.at = it.start(index)
	end := s.at
	if e.old {
		end = it.start(index + 1)
	}
	s.drop(end)
	if next != "" {
		e.offset = len(s.buf)
		s.addField(name, next)
	}
	e.next = len(s.buf)
	return e
}

// start returns the offset of attribute i, and of the closing bracket when there are no more.
func (it Item) start(i int) int {
	table := it.offsets()
	if i == it.Len() {
		return table - len(`}`)
	}
	return it.little(table+i*it.width(), it.width())
}

// edited appends offsets and trailer to the JSON that edits made of the item's.
func (it Item) edited(json []byte, size int, edits []edit) Item {
	blob, width := json, offsetWidth(len(json))
	at, moved, count := 0, 0, 0
	keep := func(end int) {
		for ; at < end; at++ {
			blob = appendOffset(blob, width, it.start(at)+moved)
			count++
		}
	}
	for _, e := range edits {
		keep(e.index)
		if e.offset > 0 {
			blob = appendOffset(blob, width, e.offset)
			count++
		}
		if e.old {
			at++
		}
		moved = e.next - it.start(at)
	}
	keep(it.Len())
	return Item(view(appendTrailer(blob, size, count, width)))
}
