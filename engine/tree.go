package engine

import (
	"unsafe"

	"github.com/google/btree"

	"ringside/engine/item"
)

// A Pair is a key and the item under it.
type Pair struct {
	Key  item.Key
	Item item.Item
}

// An Entry is what a tree stores: a Pair, and beside it the hash that its key begins
// with. A search is mostly comparing, which seldom needs more than the hash; and the
// smaller an entry, the less there is to copy when a node is copied on write.
type Entry struct {
	hash uint64
	*Pair
}

func newEntry(key item.Key, it item.Item) Entry {
	return Entry{hashAt(key), &Pair{key, it}}
}

func before(a, b Entry) bool {
	if a.hash != b.hash {
		return a.hash < b.hash
	}
	return a.Key < b.Key
}

// A Tree is a B-tree of items within the bounds of one partition. After a split it
// still holds items beyond its bounds, which nobody sees and tidying drops.
//
// Invariant: when foreign is false every key is in [first, last).
type Tree struct {
	nodes   *btree.BTreeG[Entry]
	first   item.Key
	last    item.Key // empty: the end of the key space
	foreign bool
	pivot   *Pair // of the look-up under way, so that it needs none of its own
}

func newTree(degree int, first, last item.Key) Tree {
	return Tree{nodes: btree.NewG(degree, before), first: first, last: last, pivot: new(Pair)}
}

// at returns an entry to look up; it is good until the next one.
func (t *Tree) at(key item.Key) Entry {
	t.pivot.Key = key
	return Entry{hashAt(key), t.pivot}
}

// Len returns the number of items, foreign ones included.
func (t *Tree) Len() int { return t.nodes.Len() }

// Get returns the item under key, or the empty item.
func (t *Tree) Get(key item.Key) item.Item {
	if e, found := t.nodes.Get(t.at(key)); found {
		return e.Item
	}
	return ""
}

// Put stores it under key and returns the item that was there, or the empty item.
func (t *Tree) Put(key item.Key, it item.Item) (old item.Item) {
	if e, found := t.nodes.ReplaceOrInsert(newEntry(key, it)); found {
		return e.Item
	}
	return ""
}

// Delete removes the item under key.
func (t *Tree) Delete(key item.Key) { t.nodes.Delete(t.at(key)) }

// Clone returns a tree that shares its nodes with this one until either is changed.
func (t *Tree) Clone() Tree {
	c := *t
	c.nodes = t.nodes.Clone()
	return c
}

// apply does what a write of the log says. A write inherited from before a split may lie
// beyond the bounds; tidying drops it with the rest.
func (t *Tree) apply(w Write) {
	if w.After == "" {
		t.Delete(w.Key)
		return
	}
	t.Put(w.Key, w.After)
}

func (t *Tree) owns(key item.Key) bool {
	return key >= t.first && (t.last == "" || key < t.last)
}

// start returns where a walk over a range begins: at its first key, or in reverse at its
// end, which is empty at the end of the tree.
func (t *Tree) start(from, to item.Key, reverse bool) item.Key {
	from, to = t.clamp(from, to)
	if reverse {
		return to
	}
	return from
}

// Ascend visits the items from from up to, not including, to, until visit says false;
// an empty to means the end.
func (t *Tree) Ascend(from, to item.Key, visit func(Entry) bool) {
	from, to = t.clamp(from, to)
	if to == "" {
		t.nodes.AscendGreaterOrEqual(newEntry(from, ""), visit)
		return
	}
	t.nodes.AscendRange(newEntry(from, ""), newEntry(to, ""), visit)
}

// Descend visits the same items as Ascend, the last one first.
func (t *Tree) Descend(from, to item.Key, visit func(Entry) bool) {
	from, to = t.clamp(from, to)
	inside := func(e Entry) bool {
		return e.Key >= from && (e.Key == to || visit(e)) // to itself is outside
	}
	if to == "" {
		t.nodes.Descend(inside)
		return
	}
	t.nodes.DescendLessOrEqual(newEntry(to, ""), inside)
}

func (t *Tree) clamp(from, to item.Key) (item.Key, item.Key) {
	from = max(from, t.first)
	if to == "" || (t.last != "" && t.last < to) {
		to = t.last
	}
	return from, to
}

// bounded returns a clone that answers for [first, last) only.
func (t *Tree) bounded(first, last item.Key) Tree {
	c := t.Clone()
	c.first, c.last, c.foreign = first, last, true
	return c
}

// tidy drops up to steps foreign items and returns how many it dropped and their bytes.
func (t *Tree) tidy(steps int) (done, bytes int) {
	for ; done < steps; done++ {
		e, found := t.dropForeign()
		if !found {
			t.foreign = false
			return done, bytes
		}
		bytes += e.Item.Size()
	}
	return done, bytes
}

// bytes returns the sum of the items' sizes, foreign ones included.
func (t *Tree) bytes() (sum int64) {
	t.nodes.Ascend(func(e Entry) bool { sum += int64(e.Item.Size()); return true })
	return sum
}

func (t *Tree) dropForeign() (Entry, bool) {
	if e, ok := t.nodes.Min(); ok && e.Key < t.first {
		return t.nodes.DeleteMin()
	}
	if e, ok := t.nodes.Max(); ok && t.last != "" && e.Key >= t.last {
		return t.nodes.DeleteMax()
	}
	return Entry{}, false
}

// A node is one node of a google/btree, looked at but never touched. The library keeps its
// nodes to itself; they are read through these twins of its own types all the same, and
// TestTreeNodes fails on the day that its layout changes.
type node struct {
	items    []Entry // ascending
	children []*node // none in a leaf, else one more than items
	_        unsafe.Pointer
}

type nodes struct {
	_, _ int // degree, length
	root *node
	_    unsafe.Pointer
}

// root returns the root of the tree, nil for an empty tree.
func (t *Tree) root() *node { return (*nodes)(unsafe.Pointer(t.nodes)).root }
