package engine

// A ReplicaStatus says whether a replica takes part in what its partition does.
type ReplicaStatus uint8

// The statuses of a replica.
const (
	Live       ReplicaStatus = iota
	Stopped                  // it answers nobody and hears of nothing, but keeps what it has persisted
	Rebuilding               // it is back, and waits for a clone of its leader
)

// String returns the status as the page and scenarios spell it.
func (s ReplicaStatus) String() string { return [...]string{"live", "stopped", "rebuilding"}[s] }

// A Replica is a B-tree of a partition's items and how far it has come in the
// partition's log. What is persisted counts for the quorum; what is applied is in the
// tree and can be read.
//
// Invariant: applied ≤ persisted ≤ the log's end; on the leader all three are equal.
type Replica struct {
	tree      Tree
	local     []Tree // of each local index, in the partition's order
	persisted uint64
	applied   uint64
	due       Time   // of the pending Replicate or Rebuild event, when there is one
	event     uint64 // the Seq of that event
	pending   bool
	status    ReplicaStatus
	torn      bool // it missed what no log has, a bulk load: only a clone can bring it up
}

// apply brings the replica up to sequence number to by way of the partition's log.
func (r *Replica) apply(p *Partition, to uint64) {
	for r.applied < to {
		r.applied++
		w := p.log.at(r.applied)
		r.tree.apply(w)
		for i, x := range p.local {
			c := x.change(&w)
			c.apply(&r.local[i])
		}
	}
	r.persisted = max(r.persisted, to)
}

// treeOf returns the replica's tree of a local index, or with nil of the table.
func (r *Replica) treeOf(p *Partition, local *IndexDefinition) *Tree {
	for i, x := range p.local {
		if x == local {
			return &r.local[i]
		}
	}
	return &r.tree
}

// adopt makes the replica equal to the leader. A clone shares its nodes with the
// original until either changes, so catching up whole costs neither time nor memory.
func (r *Replica) adopt(leader *Replica) {
	r.tree, r.local = leader.tree.Clone(), cloneTrees(leader.local)
	r.applied, r.persisted = leader.applied, leader.persisted
}

func (r *Replica) clone() Replica {
	c := *r
	c.tree, c.local = r.tree.Clone(), cloneTrees(r.local)
	return c
}

func cloneTrees(trees []Tree) []Tree {
	var clones []Tree
	for i := range trees {
		clones = append(clones, trees[i].Clone())
	}
	return clones
}
