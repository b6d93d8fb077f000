package engine

import (
	"fmt"
	"reflect"
	"slices"
	"sort"
	"testing"

	"github.com/google/btree"

	"ringside/engine/item"
)

// The library's layout is still the one that tree.go reads, and the nodes hold, in order,
// just what the tree visits, every leaf at one depth.
func TestTreeNodes(t *testing.T) {
	for _, c := range []struct{ theirs, ours any }{
		{*btree.NewG(2, before), nodes{}},
		{reflect.New(reflect.TypeFor[btree.BTreeG[Entry]]().Field(2).Type.Elem()).Elem().Interface(), node{}},
	} {
		sameLayout(t, reflect.TypeOf(c.theirs), reflect.TypeOf(c.ours))
	}
	for _, degree := range []int{2, 3, 32} {
		p := newPartition(0, "", "", degree)
		for i := range 500 {
			p.put(newEntry(testKey(i*7%500), song("a", fmt.Sprint(i), "v")))
		}
		tree, _ := p.Tree(p.leader, nil, nil, 10_000)
		entries, widest, deepest := 0, 0, 0
		for _, n := range tree.Nodes {
			entries, widest, deepest = entries+len(n.Entries), max(widest, len(n.Entries)), max(deepest, n.Depth)
		}
		if entries != 500 || tree.Items != 500 || widest > 2*degree-1 || tree.Height != deepest+1 || tree.More {
			t.Errorf("degree %d: %d of %d entries, at most %d a node, height %d, more %v", degree, entries, tree.Items, widest, tree.Height, tree.More)
		}
		if few, _ := p.Tree(p.leader, nil, nil, 2); !few.More || len(few.Nodes) != 2 {
			t.Errorf("degree %d: a limit of 2 gave %d nodes, more %v", degree, len(few.Nodes), few.More)
		}
	}
}

// sameLayout checks that two structs have fields of the same kinds and sizes in the same
// places.
func sameLayout(t *testing.T, theirs, ours reflect.Type) {
	if theirs.Size() != ours.Size() || theirs.NumField() != ours.NumField() {
		t.Fatalf("%v has another size than %v", theirs, ours)
	}
	for i := range theirs.NumField() {
		a, b := theirs.Field(i), ours.Field(i)
		if a.Offset != b.Offset || a.Type.Size() != b.Type.Size() || b.Name != "_" && a.Name != b.Name {
			t.Errorf("%v.%s is not where %v.%s is", theirs, a.Name, ours, b.Name)
		}
	}
}

// A subtree is the part of the tree below a node, as the whole has it.
func TestSubtree(t *testing.T) {
	p := newPartition(0, "", "", 2)
	for i := range 100 {
		p.put(newEntry(testKey(i), song("a", fmt.Sprint(i), "v")))
	}
	whole, _ := p.Tree(0, nil, nil, 1000)
	part, ok := p.Tree(0, nil, []int{1, 0}, 1000)
	second := slices.IndexFunc(whole.Nodes, func(n TreeNode) bool { return n.Parent == 0 }) + 1
	below := slices.IndexFunc(whole.Nodes, func(n TreeNode) bool { return n.Parent == second })
	top := part.Nodes[0]
	if !ok || top.Parent != -1 || top.Depth != 2 || !slices.Equal(top.Entries, whole.Nodes[below].Entries) {
		t.Errorf("below child 1 and its child 0 is %+v", top)
	}
	for _, walk := range [][]int{{9}, {-1}, {0, 0, 0, 0, 0, 0, 0, 0}} {
		if _, ok := p.Tree(0, nil, walk, 10); ok {
			t.Errorf("there is no node at %v", walk)
		}
	}
}

// A path ends at the node that holds the key, and compares as a binary search does.
func TestTreePathFindsEveryKey(t *testing.T) {
	tree := newTree(3, "", "")
	for i := range 200 {
		tree.Put(testKey(2*i), song("a", "b", "v"))
	}
	for i := range 400 {
		key := testKey(i)
		n := tree.root()
		path := tree.path(nil, Visit{Partition: 7, Replica: 2}, key, false)
		for _, v := range path[:len(path)-1] {
			checkProbes(t, n, v, key)
			n = n.children[v.Child]
		}
		last := path[len(path)-1]
		checkProbes(t, n, last, key)
		if last.Found != (i%2 == 0) || last.Found && n.items[last.Child].Key != key || last.Partition != 7 || last.Replica != 2 {
			t.Errorf("the last node of the path to %d is %+v", i, last)
		}
	}
	for _, end := range tree.path(nil, Visit{}, "", true) {
		if end.Child != end.Keys {
			t.Errorf("the path to the end leaves it: %+v", end)
		}
	}
}

// checkProbes checks that what a visit says was compared is what the library compares.
func checkProbes(t *testing.T, n *node, v Visit, key item.Key) {
	var probed []int
	sort.Search(len(n.items), func(i int) bool { probed = append(probed, i); return key < n.items[i].Key })
	if got := v.Probes(nil); !slices.Equal(got, probed) {
		t.Errorf("%+v probes %v, want %v", v, got, probed)
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
