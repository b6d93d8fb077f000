package engine

import "ringside/engine/item"

// A Stage collects the items of a bulk load beside a table. Nothing of it can be seen
// until Swap puts all of it into the table at once; a stage that is dropped leaves no
// trace. Like ImportTable, a load bypasses the table's capacity and its log.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataImport.HowItWorks.html
type Stage struct {
	table *Table
	trees []Tree // one for each partition that the table had when the load began
	bytes []int64
}

// NewStage begins a load into t.
func NewStage(t *Table) *Stage {
	s := &Stage{table: t}
	for _, p := range t.ring.partitions {
		s.trees = append(s.trees, newTree(t.ring.degree, p.First, p.Last))
	}
	s.bytes = make([]int64, len(s.trees))
	return s
}

// Table returns the table that the load goes into.
func (s *Stage) Table() *Table { return s.table }

// Put adds an item to the stage. Its key attributes must be present and of their types;
// of two items with one key the later one stays.
func (s *Stage) Put(it item.Item) {
	key, it := together(s.table.KeyOf(it), it)
	tree, bytes := s.tree(key)
	*bytes += int64(it.Size() - tree.Put(key, it).Size())
}

func (s *Stage) tree(key item.Key) (*Tree, *int64) {
	low, high := 0, len(s.trees)-1
	for low < high {
		middle := (low + high + 1) / 2
		if s.trees[middle].first <= key {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return &s.trees[low], &s.bytes[low]
}

// Swap puts the staged items into the table, over items with the same keys, and leaves
// every replica caught up. It reports false, and changes nothing, when the table was
// deleted meanwhile.
func (db *Database) Swap(s *Stage) bool {
	t := db.tableBySerial(s.table.Serial)
	if t == nil || t.Status == Creating || t.Status == Deleting {
		return false
	}
	for i := range s.trees {
		if p := t.ring.Locate(s.trees[i].first); p.bounds(&s.trees[i]) {
			p.merge(&s.trees[i], s.bytes[i])
		} else { // the partition was split since the load began
			s.trees[i].Ascend("", "", func(e Entry) bool { t.ring.Locate(e.Key).put(e); return true })
		}
	}
	t.recount()
	t.reindex()
	db.reenlist(t)
	db.considerSizes(t)
	return true
}

func (p *Partition) bounds(t *Tree) bool { return p.First == t.first && p.Last == t.last }

// merge adds a staged tree to the partition by inserting the smaller of the two into
// the larger; a staged item wins over one that was there.
func (p *Partition) merge(staged *Tree, bytes int64) {
	lead := p.lead()
	if staged.Len() < lead.tree.Len() || lead.tree.foreign {
		staged.Ascend("", "", func(e Entry) bool { p.put(e); return true })
	} else {
		lead.tree.Ascend("", "", func(e Entry) bool {
			if staged.Get(e.Key) == "" {
				staged.Put(e.Key, e.Item)
				bytes += int64(e.Item.Size())
			}
			return true
		})
		lead.tree, p.bytes = *staged, bytes
	}
	p.settle()
}

// put stores a loaded item on the leader only; settle brings the followers along.
func (p *Partition) put(e Entry) {
	p.bytes += int64(e.Item.Size() - p.lead().tree.Put(e.Key, e.Item).Size())
}

// settle makes every live follower equal to the leader at once, as after a restore; the others are
// to be rebuilt. A Replicate event that is pending finds nothing left to do.
func (p *Partition) settle() {
	for i := range p.replicas {
		switch r := &p.replicas[i]; {
		case i == p.leader:
		case r.status == Live:
			r.adopt(p.lead())
		default:
			r.torn = true
		}
	}
	p.trim()
}

// recount takes the table's sums from its partitions.
func (t *Table) recount() {
	t.items, t.bytes = 0, 0
	for _, p := range t.ring.partitions {
		p.settle()
		items, bytes := p.sums()
		t.items += items
		t.bytes += bytes
	}
}

// sums returns the number and size of the partition's items; while it is being tidied
// that takes a walk.
func (p *Partition) sums() (items, bytes int64) {
	lead := p.lead()
	if !lead.tree.foreign {
		return int64(lead.tree.Len()), p.bytes
	}
	lead.tree.Ascend("", "", func(e Entry) bool {
		items++
		bytes += int64(e.Item.Size())
		return true
	})
	return items, bytes
}
