package engine

// A Replica is a B-tree of a partition's items and how far it has come in the
// partition's log. What is persisted counts for the quorum; what is applied is in the
// tree and can be read.
//
// Invariant: applied ≤ persisted ≤ the log's end; on the leader all three are equal.
type Replica struct {
	tree      Tree
	persisted uint64
	applied   uint64
	due       Time // of the pending Replicate event, when there is one
	pending   bool
}

// apply brings the replica up to sequence number to by way of the log.
func (r *Replica) apply(log *Log, to uint64) {
	for r.applied < to {
		r.applied++
		r.tree.apply(log.at(r.applied))
	}
	r.persisted = max(r.persisted, to)
}

// adopt makes the replica equal to the leader. A clone shares its nodes with the
// original until either changes, so catching up whole costs neither time nor memory.
func (r *Replica) adopt(leader *Replica) {
	r.tree = leader.tree.Clone()
	r.applied, r.persisted = leader.applied, leader.persisted
}

func (r *Replica) clone() Replica {
	c := *r
	c.tree = r.tree.Clone()
	return c
}
