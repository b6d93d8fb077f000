package engine

import "ringside/engine/item"

// Read looks at what Database.Read would read, and reports whether the first call ends before the
// range does.
func (s *Survey) Read(r Read) (more bool) {
	w := survey{Survey: s, read: r, pages: 1, spent: r.Spent}
	span := r.Table.ring.Span(r.From, r.To)
	for i := range span {
		if r.Reverse {
			i = len(span) - 1 - i
		}
		w.partition(span[i])
	}
	w.first()
	s.Bytes += w.charged
	s.Units += ReadUnits(w.charged, r.Consistent) + w.fetchUnits
	s.Pages = w.pages
	return w.pages > 1
}

// A survey is a Read that is looked at.
type survey struct {
	*Survey
	read       Read
	items      int   // of the page that the walk has come to
	bytes      int   // of them
	spent      int   // bytes of the page that were read before
	pages      int   // which page that is, counted from 1
	charged    int   // the bytes of the first page
	fetchUnits Units // of the first page

	tree    *Tree // that is walked
	fetched *Tree // that items are fetched from
	seen    int   // entries of it that were looked at
	weight  int   // bytes of these
	price   Units // of fetching them
}

// partition looks at the part of the range that p owns.
func (w *survey) partition(p *Partition) {
	if w.pages == 1 {
		w.visit(w.read.Table, p)
	}
	lead := p.lead()
	w.fetched, w.tree = &lead.tree, lead.treeOf(p, w.read.Local)
	w.seen, w.weight, w.price = 0, 0, 0
	if n := w.tree.Len(); w.knows(p) && w.fits(n, int(p.bytes)) {
		w.add(n, int(p.bytes))
		return
	}
	if at, unseen := w.look(); unseen {
		w.guess(p, at)
	}
}

// knows reports whether the partition itself tells how much of the range it holds.
func (w *survey) knows(p *Partition) bool {
	whole := w.read.From <= p.First && (w.read.To == "" || p.Last != "" && p.Last <= w.read.To)
	return whole && w.read.Local == nil && !w.tree.foreign
}

// fits reports whether so much is read without a page ending, or at least not the first.
func (w *survey) fits(items, bytes int) bool {
	return w.pages > 1 || w.spent+w.bytes+bytes < w.db.scale.PageBytes && (w.read.Limit == 0 || w.items+items < w.read.Limit)
}

// look walks as many entries as may be looked at. The first that may not is unseen.
func (w *survey) look() (at item.Key, unseen bool) {
	visit := func(e Entry) bool {
		if unseen = w.looks == 0; unseen {
			at = e.Key
			return false
		}
		w.looks--
		w.entry(e.Item)
		return true
	}
	if w.read.Reverse {
		w.tree.Descend(w.read.From, w.read.To, visit)
	} else {
		w.tree.Ascend(w.read.From, w.read.To, visit)
	}
	return at, unseen
}

func (w *survey) entry(e item.Item) {
	w.seen++
	w.weight += e.Size()
	if w.read.Fetch && w.pages == 1 {
		units := ReadUnits(w.fetched.Get(w.read.Table.Key.KeyOf(e)).Size(), w.read.Consistent)
		w.price += units
		w.fetchUnits += units
	}
	w.add(1, e.Size())
}

// guess adds what lies behind the first unseen entry, as if it was like what was seen.
func (w *survey) guess(p *Partition, at item.Key) {
	rest := w.tree.between(w.read.From, at)
	if !w.read.Reverse {
		rest = w.tree.between(at, w.read.To)
	}
	w.suppose(p)
	rest = max(rest, 1) // the unseen one
	if w.pages == 1 {
		w.Exact = false
		page := min(rest, w.room())
		w.fetchUnits += w.price * Units(page) / Units(w.seen)
		w.add(page, w.weight*page/w.seen)
		rest -= page
	}
	w.add(rest, w.weight*rest/w.seen)
}

// suppose takes the items of the partition as those that were seen, when none was.
func (w *survey) suppose(p *Partition) {
	if w.seen > 0 {
		return
	}
	w.seen, w.weight = max(1, w.fetched.Len()), int(p.bytes)
	if w.read.Fetch {
		w.price = Units(w.seen) * ReadUnits(w.weight/w.seen, w.read.Consistent)
	}
}

// room is how many entries like those that were seen end the page.
func (w *survey) room() int {
	each := max(1, w.weight/w.seen)
	room := (w.db.scale.PageBytes - w.spent - w.bytes + each - 1) / each
	if w.read.Limit > 0 {
		room = min(room, w.read.Limit-w.items)
	}
	return max(1, room)
}

// add comes past some entries, and past the ends of pages among them. Where the first page ends it
// is told no more than that page.
func (w *survey) add(items, bytes int) {
	w.All += items
	w.Whole += bytes
	w.items += items
	w.bytes += bytes
	if ends := w.ends(); ends > 0 {
		w.first()
		w.pages += ends
		w.turn(items > 1, ends)
	}
}

// ends is how many pages end within what was read since the last one ended.
func (w *survey) ends() int {
	ends := (w.spent + w.bytes) / w.db.scale.PageBytes
	if w.read.Limit > 0 {
		ends = max(ends, w.items/w.read.Limit)
	}
	return ends
}

// turn begins the next page: with what several entries at once had beyond the last end, or with
// nothing.
func (w *survey) turn(several bool, ends int) {
	items, bytes := w.items, w.spent+w.bytes
	w.items, w.bytes, w.spent = 0, 0, 0
	switch over := bytes - ends*w.db.scale.PageBytes; {
	case !several:
	case over >= 0 && bytes > 0:
		w.items, w.bytes = items*over/bytes, over
	default:
		w.items = items - ends*w.read.Limit
		w.bytes = bytes * w.items / items
	}
}

// first notes the first page when it ends, be it the only one.
func (w *survey) first() {
	if w.pages == 1 {
		w.Items += w.items
		w.charged = w.bytes
	}
}

// between returns about how many entries there are from from up to, not including, to.
func (t *Tree) between(from, to item.Key) int {
	from, to = t.clamp(from, to)
	end := t.Len()
	if to != "" {
		end = t.rank(to)
	}
	return max(0, end-t.rank(from))
}

// rank returns about how many entries are before key, as if all nodes beside one another held as
// many.
func (t *Tree) rank(key item.Key) (rank int) {
	size := t.Len()
	for n := t.root(); n != nil; {
		at, found := n.find(key)
		if len(n.children) == 0 {
			return rank + at
		}
		size = (size - len(n.items)) / len(n.children)
		rank += at * (size + 1)
		if found {
			return rank + size
		}
		n = n.children[at]
	}
	return rank
}
