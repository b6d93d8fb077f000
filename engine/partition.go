package engine

import (
	"slices"
	"strconv"

	"ringside/engine/item"
)

const replicaCount = 3

// A Partition owns one range of keys and keeps its items three times, each replica with
// its own B-tree. Writes go to the leader and into the log; the followers read the log.
//
//	Write ─▶ log ──┬─▶ leader    applied at once
//	               ├─▶ follower  persisted at once, applied when its event is due
//	               └─▶ follower  both when its event is due
//
// Invariant: at least two replicas have persisted the whole log; a live follower that has
// not applied all of it has exactly one Replicate event pending, while there is a leader and
// replication is not held.
type Partition struct {
	ID     int
	Parent int      // the partition this one was split from, −1 for a first one
	First  item.Key // inclusive
	Last   item.Key // exclusive; empty: the end of the key space

	local    []*IndexDefinition // the table's local indexes
	readers  []reader           // one for each of its global indexes
	shard    Shard              // the open one of the table's stream, if it has one
	log      Log
	replicas [replicaCount]Replica
	leader   int
	lapsing  bool   // the leader's lease is not renewed: see review
	lease    Time   // when it runs out, while it is not renewed
	electing bool   // an Elect event is pending
	electAt  Time   // and due then
	election uint64 // its Seq
	slow     Delay
	zone     int   // of the first replica; the others are in those that follow
	bytes    int64 // of the items in the leader's tree, by DynamoDB's rule
	own      int64 // of them the ones that are its own; below 0 when nobody has counted them since a split or a load
	meters   [accesses]meter
	monitor  *monitor
	sample   *sample // of the keys that were asked for in this minute, nil when none was
	dividing dividing
}

func newPartition(id int, first, last item.Key, degree int) *Partition {
	p := &Partition{ID: id, Parent: -1, First: first, Last: last, log: Log{first: 1}, zone: id % Zones}
	for i := range p.replicas {
		p.replicas[i].tree = newTree(degree, first, last)
	}
	return p
}

// index gives the partition, which has no items yet, trees for local indexes and readers for
// global ones.
func (p *Partition) index(indexes []*Index, degree int) {
	for _, x := range indexes {
		if !x.Local {
			p.readers = append(p.readers, reader{index: x.entries.Serial})
			continue
		}
		p.local = append(p.local, x.IndexDefinition)
		for i := range p.replicas {
			r := &p.replicas[i]
			r.local = append(r.local, newTree(degree, p.First, p.Last))
		}
	}
}

// Name returns how the page and scenarios call the partition: "p5".
func (p *Partition) Name() string { return "p" + strconv.Itoa(p.ID) }

func (p *Partition) lead() *Replica { return &p.replicas[p.leader] }

// append adds a write to the log and applies it on the leader. The fastest follower has
// persisted it by the time the write is acknowledged: two of three.
func (p *Partition) append(w Write) {
	p.log.append(w)
	p.lead().apply(p, p.log.end)
	p.fastest().persisted = p.log.end
	grown := int64(w.After.Size() - w.Before.Size())
	p.bytes += grown
	if p.own >= 0 {
		p.own += grown
	}
}

// fastest returns the live follower whose Replicate event is due first.
func (p *Partition) fastest() *Replica {
	var fastest *Replica
	for i := range p.replicas {
		r := &p.replicas[i]
		if i != p.leader && r.status == Live && (fastest == nil || r.due < fastest.due) {
			fastest = r
		}
	}
	return fastest
}

// slowest returns the sequence number that every replica and every index has come to in the log.
func (p *Partition) slowest() uint64 {
	slowest := p.log.end
	for i := range p.replicas {
		slowest = min(slowest, p.needs(&p.replicas[i]))
	}
	for i := range p.readers {
		slowest = min(slowest, p.readers[i].position)
	}
	return slowest
}

// trim drops the part of the log that no replica and no reader needs.
func (p *Partition) trim() {
	slowest := p.slowest()
	if p.shard.open {
		slowest = min(slowest, p.shard.kept-1)
	}
	p.log.trim(slowest)
}

// tidy drops up to steps items that a split left here and that belong elsewhere. When
// the leader has none left its followers share its tree again.
func (p *Partition) tidy(steps int) (done int) {
	lead := p.lead()
	if !lead.tree.foreign || !p.led() {
		return 0
	}
	done, bytes := lead.tree.tidy(steps)
	p.bytes -= int64(bytes)
	for i := range lead.local {
		dropped, _ := lead.local[i].tidy(steps)
		done = max(done, dropped)
	}
	if lead.tree.foreign {
		return done
	}
	for i := range p.replicas {
		if r := &p.replicas[i]; i != p.leader && r.status == Live && r.applied == lead.applied {
			r.adopt(lead)
		}
	}
	return done
}

func (p *Partition) clone() *Partition {
	c := *p
	c.log, c.readers, c.monitor = p.log.clone(), slices.Clone(p.readers), p.monitor.clone()
	if p.sample != nil {
		s := *p.sample
		c.sample = &s
	}
	for i := range p.replicas {
		c.replicas[i] = p.replicas[i].clone()
	}
	return &c
}
