package engine

import "ringside/engine/item"

// A ReplicaState is how far one replica has come in its partition's log, in sequence
// numbers.
type ReplicaState struct {
	Leader    bool
	Status    ReplicaStatus
	Persisted uint64
	Applied   uint64
	BehindBy  uint64 // writes it has yet to apply
	Pending   bool   // a Replicate or Rebuild event will bring it up
	Due       Time   // and is due then
}

// A ReaderState is how far a global index has come in a partition's log.
type ReaderState struct {
	BehindBy uint64 // writes that it has yet to look at
	Pending  bool   // an event will bring it up
	Due      Time   // and is due then
	Stalled  bool   // it waits for a leader, or is held
	Delay    Delay
}

// Reader returns how far a global index of the table has come in the partition's log.
func (p *Partition) Reader(x *Index) ReaderState {
	for i := range p.readers {
		if r := &p.readers[i]; r.index == x.entries.Serial {
			return ReaderState{p.log.end - r.position, r.pending, r.due, r.stalled, r.slow}
		}
	}
	return ReaderState{}
}

// Replicas returns the state of each replica.
func (p *Partition) Replicas() []ReplicaState {
	states := make([]ReplicaState, replicaCount)
	for i, r := range p.replicas {
		states[i] = ReplicaState{
			Leader: i == p.leader, Status: r.status, Persisted: r.persisted, Applied: r.applied, BehindBy: p.behind(i),
			Pending: r.pending, Due: r.due,
		}
	}
	return states
}

// Lapsing reports whether the leader's lease is not renewed, and until when it is good.
func (p *Partition) Lapsing() (until Time, lapsing bool) { return p.lease, p.lapsing }

// Electing reports whether another leader will be elected, and when.
func (p *Partition) Electing() (at Time, electing bool) { return p.electAt, p.electing }

// ReplicationDelay returns by how much the followers are later than they would be.
func (p *Partition) ReplicationDelay() Delay { return p.slow }

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

// A TreeNode is one node of a replica's B-tree. It is good until the tree changes.
type TreeNode struct {
	Parent  int // its index among the nodes, −1 for the first
	Depth   int // 0 for the tree's root
	Entries []Entry
}

// A Subtree is a part of a replica's B-tree, from one node down, level by level: the
// children of a node stand together, in order.
type Subtree struct {
	Nodes  []TreeNode
	More   bool // there are more nodes than the limit
	Height int  // of the whole tree
	Items  int  // in the whole tree, those included that a split left behind
}

// Tree returns the part of a replica's tree below the node that a walk of children's
// indices leads to, at most limit nodes of it, and false when the walk leads to none. The
// tree is that of a local index of the table, or with nil its own.
func (p *Partition) Tree(replica int, local *IndexDefinition, walk []int, limit int) (s Subtree, ok bool) {
	tree := p.replicas[replica].treeOf(p, local)
	top := tree.root()
	s.Items, s.Height = tree.Len(), top.height()
	for _, child := range walk {
		if top == nil || child < 0 || child >= len(top.children) {
			return s, false
		}
		top = top.children[child]
	}
	if top != nil {
		s.add(top, len(walk), limit)
	}
	return s, true
}

// add adds a node and what is below it, level by level.
func (s *Subtree) add(top *node, depth, limit int) {
	level := []*node{top}
	s.Nodes = []TreeNode{{Parent: -1, Depth: depth, Entries: top.items}}
	for i := 0; i < len(level); i++ {
		for _, child := range level[i].children {
			if len(level) == limit {
				s.More = true
				return
			}
			level = append(level, child)
			s.Nodes = append(s.Nodes, TreeNode{Parent: i, Depth: s.Nodes[i].Depth + 1, Entries: child.items})
		}
	}
}

// height returns the number of levels from the node down: all leaves are on one.
func (n *node) height() int {
	switch {
	case n == nil:
		return 0
	case len(n.children) == 0:
		return 1
	}
	return 1 + n.children[0].height()
}

// ReplicaCount is the number of replicas of every partition.
const ReplicaCount = replicaCount

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
func (t *Table) Items(from item.Key, visit func(*Partition, Entry) bool) {
	for _, p := range t.ring.Span(from, "") {
		going := true
		p.lead().tree.Ascend(from, "", func(e Entry) bool {
			going = visit(p, e)
			return going
		})
		if !going {
			return
		}
	}
}
