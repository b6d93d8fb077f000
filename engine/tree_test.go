package engine

import (
	"fmt"
	"testing"

	"ringside/engine/item"
)

// The nodes that reflection finds hold, in order, just what the tree visits, every leaf
// at one depth: the library's layout is still the one that tree.go reads.
func TestTreeNodes(t *testing.T) {
	for _, degree := range []int{2, 3, 32} {
		p := newPartition(0, "", "", degree)
		for i := range 500 {
			p.put(Entry{item.Key(fmt.Sprintf("%03d", i*7%500)), song("a", fmt.Sprint(i), "v")})
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
		tree.Put(item.Key(fmt.Sprintf("%03d", i)), song("a", "b", "v"))
	}
	for i := range 200 {
		key := item.Key(fmt.Sprintf("%03d", i))
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
		tree.Put(item.Key(fmt.Sprintf("%02d", i)), "x")
	}
	bounded := tree.bounded("05", "15")
	for _, c := range []struct {
		from, to, want string
	}{
		{"", "", "05..14"}, {"00", "08", "05..07"}, {"08", "", "08..14"}, {"07", "12", "07..11"}, {"14", "20", "14..14"},
	} {
		var up, down []item.Key
		bounded.Ascend(item.Key(c.from), item.Key(c.to), func(e Entry) bool { up = append(up, e.Key); return true })
		bounded.Descend(item.Key(c.from), item.Key(c.to), func(e Entry) bool { down = append(down, e.Key); return true })
		if got := fmt.Sprintf("%s..%s", up[0], up[len(up)-1]); got != c.want {
			t.Errorf("from %q to %q: got %s, want %s", c.from, c.to, got, c.want)
		}
		for i := range up {
			if up[i] != down[len(down)-1-i] {
				t.Errorf("from %q to %q: down %v is not up %v reversed", c.from, c.to, down, up)
				break
			}
		}
	}
}
