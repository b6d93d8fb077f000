package engine

import "ringside/engine/item"

// A ReplicaState is how far one replica has come in its partition's log, in sequence
// numbers.
type ReplicaState struct {
	Leader    bool
	Persisted uint64
	Applied   uint64
	BehindBy  uint64 // writes it has yet to apply
}

// Replicas returns the state of each replica.
func (p *Partition) Replicas() []ReplicaState {
	states := make([]ReplicaState, replicaCount)
	for i, r := range p.replicas {
		states[i] = ReplicaState{Leader: i == p.leader, Persisted: r.persisted, Applied: r.applied, BehindBy: p.behind(i)}
	}
	return states
}

// Leader returns which replica is the leader.
func (p *Partition) Leader() int { return p.leader }

// Items returns the number of items in the leader's tree; while the partition is
// Tidying that includes items which a split left behind.
func (p *Partition) Items() int { return p.lead().tree.Len() }

// Bytes returns the sum of the sizes of the same items.
func (p *Partition) Bytes() int64 { return p.bytes }

// LogLength returns the number of writes that the log keeps.
func (p *Partition) LogLength() int { return p.log.len() }

// Tidying reports whether items that a split left behind are still being dropped.
func (p *Partition) Tidying() bool { return p.lead().tree.foreign }

// InsideCollection reports whether the partition begins inside an item collection: its
// first key has more than a hash.
func (p *Partition) InsideCollection() bool { return len(p.First) > len(item.HashKey(0)) }

// A TreeNode is one node of a replica's B-tree.
type TreeNode struct {
	Parent  int // its index among the nodes, −1 for the root
	Depth   int // 0 for the root
	Entries []Entry
}

// Nodes returns the nodes of a replica's tree from the root down, level by level, at
// most limit of them; more says that there are others.
func (p *Partition) Nodes(replica, limit int) (nodes []TreeNode, more bool) {
	root, ok := p.replicas[replica].tree.root()
	if !ok {
		return nil, false
	}
	level := []node{root}
	nodes = []TreeNode{{Parent: -1, Entries: root.all()}}
	for i := 0; i < len(level); i++ {
		for c := range level[i].children() {
			if len(level) == limit {
				return nodes, true
			}
			child := level[i].child(c)
			level = append(level, child)
			nodes = append(nodes, TreeNode{Parent: i, Depth: nodes[i].Depth + 1, Entries: child.all()})
		}
	}
	return nodes, false
}

// ReplicaCount is the number of replicas of every partition.
const ReplicaCount = replicaCount

func (n node) all() []Entry {
	entries := make([]Entry, n.entries())
	for i := range entries {
		entries[i] = n.entry(i)
	}
	return entries
}

// Dots returns the hashes of the table's items, ascending. Where there are more than
// limit it returns every so-manieth, so that no part of the ring is favoured.
func (t *Table) Dots(limit int) []uint64 {
	every := max(1, (int(t.items)+limit-1)/max(1, limit))
	var dots []uint64
	i := 0
	for _, p := range t.ring.partitions {
		p.lead().tree.Ascend("", "", func(e Entry) bool {
			if i%every == 0 {
				dots = append(dots, e.Key.Hash())
			}
			i++
			return true
		})
	}
	return dots
}

// Items visits the items of the table in key order, as its leaders have them, from from
// on, until visit says false.
func (t *Table) Items(from item.Key, visit func(Entry) bool) {
	for _, p := range t.ring.Span(from, "") {
		going := true
		p.lead().tree.Ascend(from, "", func(e Entry) bool {
			going = visit(e)
			return going
		})
		if !going {
			return
		}
	}
}
