package engine

import (
	"sort"

	"ringside/engine/item"
)

// streams checks that every stream is the partitions' logs and nothing else.
func (c *checker) streams() {
	for i, s := range c.db.streams {
		w := watcher{c, s.TableName + " " + s.Label}
		if i > 0 {
			before := c.db.streams[i-1]
			w.expect(before.TableName < s.TableName || before.TableName == s.TableName && before.Label < s.Label, "streams are sorted")
		}
		c.shards(s, w)
	}
	for _, t := range c.db.tables {
		s := c.db.StreamOf(t)
		w := watcher{c, t.Name}
		w.expect(s == nil || s.Label == t.LatestStream, "its stream is its latest")
		for _, p := range t.ring.partitions {
			w.expect(p.shard.open == (s != nil), "each partition has an open shard while there is a stream")
			w.expect(!p.shard.open || p.shard.from == p.First && p.shard.to == p.Last, "a partition's shard has its range")
		}
	}
}

// A watcher is a checker in one place, which it puts before what it says.
type watcher struct {
	*checker
	where string
}

// It is called in many places, and seldom; inlined it makes engine.wasm larger.
//
//go:noinline
func (w watcher) expect(holds bool, what string) {
	if !holds {
		w.checker.expect(false, w.where+": "+what)
	}
}

// shards checks how a stream's shards follow each other, and what each keeps.
func (c *checker) shards(s *Stream, w watcher) {
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
		at := watcher{c, w.where + " " + sh.ID.String()}
		at.shard(s, sh)
		if below := children[sh.ID]; len(below) == 0 {
			leaves = append(leaves, *sh)
			at.expect(sh.open == s.open, "a closed shard has children unless the stream ended with it")
		} else {
			at.children(sh, below)
		}
	}
	if len(leaves) > 0 {
		w.ranges(leaves, "", "")
	}
}

// children checks that shards go on where their parent ended.
func (w watcher) children(parent *Shard, children []Shard) {
	w.expect(!parent.open && len(children) <= 2, "only closed shards have children, at most two")
	for _, sh := range children {
		w.expect(sh.first == parent.last+1, "a child begins where its parent ended")
		w.expect(sh.ordinal > parent.ordinal && sh.ID.String() > parent.ID.String(), "a child comes after its parent")
		w.expect(sh.Starting() > parent.Ending(), "a child's sequence numbers are greater")
	}
	w.ranges(children, parent.from, parent.to)
}

// ranges checks that shards divide a range.
func (w watcher) ranges(shards []Shard, from, to item.Key) {
	sort.Slice(shards, func(i, j int) bool { return shards[i].from < shards[j].from })
	for _, sh := range shards {
		w.expect(sh.from == from, "shards cover their range, each key once")
		from = sh.to
	}
	w.expect(from == to, "shards cover their range to its end")
}

// shard checks what one shard keeps of its log.
func (w watcher) shard(s *Stream, sh *Shard) {
	w.expect(sh.first <= sh.kept && sh.kept <= sh.End(), "first ≤ kept ≤ end")
	w.expect(sh.log.first <= sh.kept && sh.log.end == sh.last, "its log has what it keeps")
	w.expect(sh.open || sh.ended > s.tended-retention, "a closed shard vanishes in time")
	at, number := s.tended-retention, sh.Starting()
	sh.Read(sh.kept, func(place uint64, write *Write) bool {
		w.expect(write.At >= at, "nothing is kept for longer than a day, and times ascend")
		w.expect(!sh.open || write.At-s.tended < tendEvery, "no write comes without somebody looking after the stream")
		next := string(sh.AppendNumber(nil, place))
		w.expect(next > number && (sh.open || next < sh.Ending()), "sequence numbers ascend, within the shard's range")
		w.expect(sh.from <= write.Key && (sh.to == "" || write.Key < sh.to), "it has writes of its own range")
		at, number = write.At, next
		return true
	})
}
