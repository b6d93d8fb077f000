package engine

import (
	"sort"

	"ringside/engine/item"
)

// streams checks that every stream is the partitions' logs and nothing else.
func (c *checker) streams() {
	for i, s := range c.db.streams {
		where := s.TableName + " " + s.Label
		if i > 0 {
			before := c.db.streams[i-1]
			c.expect(before.TableName < s.TableName || before.TableName == s.TableName && before.Label < s.Label, where+": streams are sorted")
		}
		c.shards(s, where)
	}
	for _, t := range c.db.tables {
		s := c.db.StreamOf(t)
		c.expect(s == nil || s.Label == t.LatestStream, t.Name+": its stream is its latest")
		for _, p := range t.ring.partitions {
			where := t.Name + " " + p.Name()
			c.expect(p.shard.open == (s != nil), where+": a shard is open while the table has a stream")
			c.expect(!p.shard.open || p.shard.from == p.First && p.shard.to == p.Last, where+": its shard has its range")
		}
	}
}

// shards checks how a stream's shards follow each other, and what each keeps.
func (c *checker) shards(s *Stream, where string) {
	all := append([]Shard(nil), s.closed...)
	if s.open {
		for _, p := range c.db.tableBySerial(s.table).ring.partitions {
			all = append(all, p.readShard())
		}
	}
	children := map[ShardID][]Shard{}
	for _, sh := range all {
		children[sh.Parent] = append(children[sh.Parent], sh)
	}
	var leaves []Shard
	for i := range all {
		sh := &all[i]
		c.shard(s, sh, where+" "+sh.ID.String())
		if below := children[sh.ID]; len(below) == 0 {
			leaves = append(leaves, *sh)
			c.expect(sh.open == s.open, where+" "+sh.ID.String()+": a closed shard has children unless the stream ended with it")
		} else {
			c.children(sh, below, where+" "+sh.ID.String())
		}
	}
	if len(leaves) > 0 {
		c.ranges(leaves, "", "", where)
	}
}

// children checks that shards go on where their parent ended.
func (c *checker) children(parent *Shard, children []Shard, where string) {
	c.expect(!parent.open && len(children) <= 2, where+": only closed shards have children, at most two")
	for _, sh := range children {
		c.expect(sh.first == parent.last+1, where+": a child begins where its parent ended")
		c.expect(sh.ordinal > parent.ordinal && sh.ID.String() > parent.ID.String(), where+": a child comes after its parent")
		c.expect(sh.Starting() > parent.Ending(), where+": a child's sequence numbers are greater")
	}
	c.ranges(children, parent.from, parent.to, where)
}

// ranges checks that shards divide a range.
func (c *checker) ranges(shards []Shard, from, to item.Key, where string) {
	sort.Slice(shards, func(i, j int) bool { return shards[i].from < shards[j].from })
	for _, sh := range shards {
		c.expect(sh.from == from, where+": its shards cover their range, each key once")
		from = sh.to
	}
	c.expect(from == to, where+": its shards cover their range to its end")
}

// shard checks what one shard keeps of its log.
func (c *checker) shard(s *Stream, sh *Shard, where string) {
	c.expect(sh.first <= sh.kept && sh.kept <= sh.End(), where+": first ≤ kept ≤ end")
	c.expect(sh.log.first <= sh.kept && sh.log.end == sh.last, where+": its log has what it keeps")
	c.expect(sh.open || sh.ended > s.tended-retention, where+": a closed shard vanishes in time")
	at, number := s.tended-retention, sh.Starting()
	sh.Read(sh.kept, func(place uint64, w *Write) bool {
		c.expect(w.At >= at, where+": nothing is kept for longer than a day, and times ascend")
		c.expect(!sh.open || w.At-s.tended < tendEvery, where+": no write comes without somebody looking after the stream")
		next := string(sh.AppendNumber(nil, place))
		c.expect(next > number && (sh.open || next < sh.Ending()), where+": sequence numbers ascend, within the shard's range")
		owner := sh.from <= w.Key && (sh.to == "" || w.Key < sh.to)
		c.expect(owner, where+": it has writes of its own range")
		at, number = w.At, next
		return true
	})
}
