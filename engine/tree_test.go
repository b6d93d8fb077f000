package engine

import (
	"fmt"
	"slices"
	"testing"

	"ringside/engine/item"
)

// The nodes that reflection finds hold, in order, just what the tree visits, every leaf
// at one depth: the library's layout is still the one that tree.go reads.
func TestTreeNodes(t *testing.T) {
	for _, degree := range []int{2, 3, 32} {
		p := newPartition(0, "", "", degree)
		for i := range 500 {
			p.put(newEntry(testKey(i*7%500), song("a", fmt.Sprint(i), "v")))
		}
		nodes, more := p.Nodes(p.leader, 10_000)
		if more {
			t.Fatal("500 items need fewer than 10,000 nodes")
		}
		entries, widest := 0, 0
		for _, n := range nodes {
			entries += len(n.Entries)
			widest = max(widest, len(n.Entries))
		}
		if entries != 500 || widest > 2*degree-1 {
			t.Errorf("degree %d: %d entries, at most %d a node; want 500 and at most %d", degree, entries, widest, 2*degree-1)
		}
		if few, more := p.Nodes(p.leader, 2); !more || len(few) != 2 {
			t.Errorf("degree %d: a limit of 2 gave %d nodes, more %v", degree, len(few), more)
		}
	}
}

// A path ends at the node that holds the key, and compares no more often than a binary
// search needs.
func TestTreePathFindsEveryKey(t *testing.T) {
	tree := newTree(3, "", "")
	for i := range 200 {
		tree.Put(testKey(i), song("a", "b", "v"))
	}
	for i := range 200 {
		key := testKey(i)
		n, _ := tree.root()
		path := tree.path(nil, 7, key)
		for _, v := range path[:len(path)-1] {
			n = n.child(v.Child)
		}
		last := path[len(path)-1]
		if n.entry(last.Child).Key != key {
			t.Errorf("the path to %s ends at %s", key, n.entry(last.Child).Key)
		}
		if last.Comparisons > 3 || last.Partition != 7 {
			t.Errorf("the last node of the path to %s is %+v", key, last)
		}
	}
}

// Ascend and Descend visit the same items, within the bounds and the range.
func TestTreeWalksWithinBounds(t *testing.T) {
	tree := newTree(2, "", "")
	for i := range 20 {
		tree.Put(testKey(i), "x")
	}
	const open = -1
	bounded := tree.bounded(testKey(5), testKey(15))
	for _, c := range []struct{ from, to, first, last int }{
		{open, open, 5, 14}, {0, 8, 5, 7}, {8, open, 8, 14}, {7, 12, 7, 11}, {14, 20, 14, 14},
	} {
		var up, down []item.Key
		bounded.Ascend(testKey(c.from), testKey(c.to), func(e Entry) bool { up = append(up, e.Key); return true })
		bounded.Descend(testKey(c.from), testKey(c.to), func(e Entry) bool { down = append(down, e.Key); return true })
		if up[0] != testKey(c.first) || up[len(up)-1] != testKey(c.last) {
			t.Errorf("from %d to %d: got %x to %x, want %d to %d", c.from, c.to, up[0], up[len(up)-1], c.first, c.last)
		}
		slices.Reverse(down)
		if !slices.Equal(up, down) {
			t.Errorf("from %d to %d: down %x is not up %x reversed", c.from, c.to, down, up)
		}
	}
}

// testKey returns a key that sorts as n does; a negative n gives the open bound.
func testKey(n int) item.Key {
	if n < 0 {
		return ""
	}
	return item.HashKey(uint64(n))
}
