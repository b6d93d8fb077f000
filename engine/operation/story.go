package operation

import (
	"ringside/engine"
	"ringside/engine/item"
)

// A story tells a request's way in sentences, one for each of the places it came through,
// for people who have never seen DynamoDB. All that it says is read off the trace.
type story struct {
	*writer
	plan   *planned
	trace  *engine.Trace
	now    engine.Time
	failed bool // the request was refused

	owners []owner // the partitions that were asked, each once
	tables int     // how many tables they belong to
	ranges int64   // how many partitions these have
	keyed  bool    // a partition key said where to look
	cut    bool    // a split cut the item collection that was asked for
	writes bool
	turned bool // away, before a partition was asked

	// Of the place that is told of:
	here  []int        // the indices of its steps
	first *engine.Step // of them
	bytes int64        // that they are about
	late  int64        // how many were done by a replica that is behind
	due   engine.Time  // when the last of them takes effect
}

// An owner is a partition that was asked.
type owner struct {
	table     *engine.Table
	partition int
}

// story writes the places that the request came through, in the order of the way, each
// with its sentence and the steps that this tells of.
func (d *Door) story(w *writer, status int) {
	s := &d.told
	*s = story{
		writer: w, plan: &d.plan, trace: d.db.Trace(), now: d.db.Now(), failed: status != 200,
		owners: s.owners[:0], here: s.here,
	}
	s.overview()
	w.literal(`,"places":[`)
	for phase := engine.Phase(0); int(phase) < engine.Phases; phase++ {
		if s.find(phase); len(s.here) == 0 {
			continue
		}
		w.separate()
		w.literal(`{"place":"`)
		w.literal(phase.String())
		w.literal(`","text":"`)
		s.tell(phase)
		w.literal(`.","steps":`)
		w.indices(s.here)
		w.close('}')
	}
	w.close(']')
}

// overview finds out what more than one place tells of.
func (s *story) overview() {
	hash := uint64(0)
	for i := range s.trace.Steps {
		switch step := &s.trace.Steps[i]; step.Phase {
		case engine.Hashing:
			s.keyed, hash = true, step.From.Hash()
		case engine.Writing:
			s.writes = true
		case engine.Routing:
			s.ask(owner{step.Table, step.Partition})
			s.turned = step.Effect == engine.Throttling
			s.cut = s.cut || cutsWithin(step.From, hash) || cutsWithin(step.To, hash)
		}
	}
}

// cutsWithin reports whether a bound is a key of that hash and not just the hash.
func cutsWithin(bound item.Key, hash uint64) bool {
	return len(bound) > len(item.HashKey(hash)) && bound.Hash() == hash
}

// ask adds a partition that was asked. Only requests with keys, which are few, ask one
// twice.
func (s *story) ask(o owner) {
	if s.keyed {
		for _, known := range s.owners {
			if known == o {
				return
			}
		}
	}
	if !s.asked(o.table) {
		s.tables++
		s.ranges += int64(len(o.table.Partitions()))
	}
	s.owners = append(s.owners, o)
}

// asked reports whether a partition of the table was asked before. Most tables are asked
// one after the other, so it looks at the last one first.
func (s *story) asked(t *engine.Table) bool {
	for i := len(s.owners) - 1; i >= 0; i-- {
		if s.owners[i].table == t {
			return true
		}
	}
	return false
}

// find finds the steps of one phase.
func (s *story) find(phase engine.Phase) {
	s.here, s.bytes, s.late, s.due = s.here[:0], 0, 0, 0
	for i := range s.trace.Steps {
		step := &s.trace.Steps[i]
		if step.Phase != phase {
			continue
		}
		if len(s.here) == 0 {
			s.first = step
		}
		s.here = append(s.here, i)
		s.bytes += int64(step.Bytes)
		s.due = max(s.due, step.At)
		if step.BehindBy > 0 {
			s.late++
		}
	}
}

// tell writes the sentence of a place, without its full stop.
func (s *story) tell(phase engine.Phase) {
	switch phase {
	case engine.Parse:
		s.parse()
	case engine.Hashing:
		s.hash()
	case engine.Routing:
		s.ring()
		s.capacity(phase)
	case engine.Placing:
		s.partition()
		s.capacity(phase)
	case engine.Seeking:
		s.seek()
	case engine.Reading:
		s.read()
		if s.failed && s.trace.Units() == 0 {
			s.literal("; none of that is answered, or charged")
		}
	case engine.Writing:
		s.write()
	case engine.Filter:
		s.filter()
	case engine.Propagate:
		s.propagate()
		s.capacity(phase)
	case engine.Cost:
		s.cost()
	}
}

// parse says which operation the request amounts to, and why.
func (s *story) parse() {
	switch broken := s.plan.broken; {
	case broken != nil:
		s.literal(broken.member)
		s.say(" stops making sense at line %d, column %d: ", int64(broken.at.Line), int64(broken.at.Column))
		s.quote(broken.at.Expected)
	case s.plan.why != "":
		s.literal("It runs as ")
		s.literal(article(s.plan.operation))
		s.literal(s.plan.operation)
		s.literal(": ")
		s.quote(s.plan.why)
	case s.failed:
		s.literal("The request is refused here, before any partition is asked")
	default:
		s.literal("No partition needs to be asked")
	}
}

func article(noun string) string {
	if noun[0] == 'U' {
		return "an "
	}
	return "a "
}

// hash says where the partition keys lie.
func (s *story) hash() {
	if keys := s.keys(); len(keys) > 1 {
		s.hashes(keys)
		return
	}
	s.literal("xxhash64('")
	s.clip(hashInput(s.first))
	s.literal("') = ")
	s.short(s.first.From)
	switch asked := len(s.owners); {
	case asked == 0:
	case asked == 1 && s.cut:
		s.say(" lies where partitions meet, of which only p%d is asked", int64(s.owners[0].partition))
	case asked == 1 && s.turned:
		s.say(" lies in p%d's range", int64(s.owners[0].partition))
	case asked == 1:
		owner := int64(s.owners[0].partition)
		s.say(" lies in p%d's range, so only p%d is asked", owner, owner)
	default:
		s.literal(" lies where ")
		s.names()
		s.literal(" meet, so each of them is asked")
	}
}

// hashes says what the first few of several hashes are.
func (s *story) hashes(keys []*engine.Step) {
	const few = 3
	s.say("%d partition keys are hashed", int64(len(keys)))
	mark := ": '"
	for _, key := range keys[:min(len(keys), few)] {
		s.literal(mark)
		s.clip(hashInput(key))
		s.literal("' (")
		s.short(key.From)
		s.literal(")")
		mark = ", '"
	}
	s.more(len(keys) - few)
}

// keys returns a step for each hash, when there are several steps.
func (s *story) keys() (found []*engine.Step) {
	const hashBytes = 8
	if len(s.here) == 1 {
		return nil
	}
next:
	for _, i := range s.here {
		step := &s.trace.Steps[i]
		for _, k := range found {
			if k.From[:hashBytes] == step.From[:hashBytes] {
				continue next
			}
		}
		found = append(found, step)
	}
	return found
}

// ring says whose ranges of hashes the request is about.
func (s *story) ring() {
	asked, owner := int64(len(s.owners)), int64(s.owners[0].partition)
	switch {
	case s.ranges == 1:
		s.say("The ring has one range, p%d's", owner)
	case asked == 1:
		s.literal("Of ")
		s.literal(s.whose())
		s.say(" %d ranges, the one from ", s.ranges)
		s.short(s.first.From)
		s.literal(" to ")
		if s.first.To == "" {
			s.literal("the end")
		} else {
			s.short(s.first.To)
		}
		s.say(" belongs to p%d", owner)
	case s.keyed:
		s.say("What is asked for lies in %d of ", asked)
		s.literal(s.whose())
		s.say(" %d ranges", s.ranges)
	default:
		s.literal("The way leads round the ring, range by range: ")
		s.names()
	}
}

// whose says whose ranges are meant: a global index has a ring of its own.
func (s *story) whose() string {
	if t := s.owners[0].table; t.IndexOf() != nil {
		return "the " + t.Name + " index's"
	}
	return "the ring's"
}

// partition says how many partitions are asked, of how many.
func (s *story) partition() {
	asked := int64(len(s.owners))
	switch {
	case !s.keyed && s.ranges == 1:
		s.literal("No key says where to look, and there is only one partition to ask")
	case !s.keyed && asked == s.ranges:
		s.say("No key says where to look, so all %d partitions are asked, one after the other", asked)
	case !s.keyed:
		s.say("No key says where to look, so partitions are asked one after the other; this page came through %d of %d", asked, s.ranges)
	case s.ranges == 1:
		s.literal("It is the table's only partition")
	case asked == 1:
		s.say("1 of %d partitions is asked, p%d; no other is touched", s.ranges, int64(s.owners[0].partition))
	default:
		s.say("%d of %d partitions are asked: ", asked, s.ranges)
		s.names()
	}
	s.turnedAway()
}

// turnedAway says which partition refused what it was asked for, and why.
func (s *story) turnedAway() {
	refused := int64(0)
	var last *engine.Step
	for _, i := range s.here {
		if step := &s.trace.Steps[i]; step.Why != "" {
			refused++
			last = step
		}
	}
	if refused == 0 {
		return
	}
	if refused > 1 {
		s.say("; %d times that is refused, the last time by p%d: ", refused, int64(last.Partition))
	} else {
		s.say("; p%d refuses: ", int64(last.Partition))
	}
	s.quote(last.Why)
	if last.At > s.now {
		s.say(", in %t", int64(last.At-s.now))
	}
}

// names says which partitions are asked, or the first few of them.
func (s *story) names() {
	const few = 8
	for i, o := range s.owners[:min(len(s.owners), few)] {
		switch {
		case i == 0:
		case i == len(s.owners)-1:
			s.literal(" and ")
		default:
			s.literal(", ")
		}
		if s.tables > 1 {
			s.literal(o.table.Name + " ")
		}
		s.say("p%d", int64(o.partition))
	}
	s.more(len(s.owners) - few)
}

// more says how many a list leaves out.
func (s *story) more(rest int) {
	if rest > 0 {
		s.say(" and %d more", int64(rest))
	}
}

// seek says how the beginning is found in a B-tree.
func (s *story) seek() {
	switch {
	case len(s.here) > 1:
		s.several("Each of the %d ")
		s.literal(" goes down a B-tree to its place")
	case s.first.From == s.first.To && s.keyed: // a whole table is from "" to "", too
		s.act("%r of p%d goes down its B-tree to the key")
	default:
		s.act("%r of p%d goes down its B-tree to where reading begins")
	}
	compared := int64(0)
	for _, visit := range s.trace.Path {
		compared += int64(visit.Comparisons())
	}
	if compared > 0 {
		s.say(": %d comparison%s", compared)
		s.say(" in %d node%s", int64(len(s.trace.Path)))
	}
}

// act says what the replica of a partition does.
func (s *story) act(text string) { s.say(text, s.replica(), int64(s.first.Partition)) }

// replica returns who did the first step.
func (s *story) replica() int64 {
	if s.first.Leading {
		return leader
	}
	return int64(s.first.Replica)
}

// several says how many reads or writes there are.
func (s *story) several(text string) {
	s.say(text, int64(len(s.here)))
	s.literal(s.deeds())
}

func (s *story) deeds() string {
	if s.writes {
		return "writes"
	}
	return "reads"
}

// read says what was read, where, and how fresh it is.
func (s *story) read() {
	items := int64(s.trace.Examined())
	if items > 0 {
		s.say("Read %d item%s, %b, ", items, s.bytes)
	} else {
		s.literal("There was nothing to read ")
	}
	if len(s.here) > 1 {
		s.literal("in ")
		s.names()
		if s.late > 0 {
			s.say("; %d of ", s.late)
			s.several("%d ")
			s.literal(" came from a replica that is behind its leader")
		}
		s.unread()
		return
	}
	if items > 1 {
		s.literal("next to each other ")
	}
	s.say("in p%d. %r answered", int64(s.first.Partition), s.replica())
	switch {
	case s.late > 0:
		s.say("; it is %d write%s behind the leader", int64(s.first.BehindBy))
	case s.consistent():
		s.literal(", as a strongly consistent read asks")
	case s.first.Unread == 0:
		s.literal("; it is up to date")
	}
	s.unread()
}

// unread says how many writes, that concern what was asked for, have not come to the index yet.
func (s *story) unread() {
	if s.first.Unread > 0 {
		s.say("; the index has yet to hear of %d write%s to the table", int64(s.first.Unread))
	}
}

// filter says how much of what was read is kept.
func (s *story) filter() {
	read, kept := int64(s.trace.Examined()), int64(s.trace.Returned())
	switch read {
	case 0:
		s.literal("There is nothing to filter")
		return
	case 1:
		s.literal("1 item was read and paid for, ")
	default:
		s.say("%d items were read and paid for, ", read)
	}
	switch kept {
	case 0:
		s.literal("none is kept")
	case 1:
		s.literal("1 is kept")
	default:
		s.say("%d are kept", kept)
	}
}

// write says what was written and where.
func (s *story) write() {
	switch {
	case len(s.here) > 1:
		s.actions()
		s.say(", %b in all, go to the leader", s.bytes)
		if len(s.owners) > 1 {
			s.literal("s")
		}
		s.literal(" of ")
		s.names()
		s.refusals()
	case s.first.Effect == engine.Refused:
		s.act("%r of p%d refuses: nothing changes, and the write is charged all the same")
	case s.first.Effect == engine.Conflicting:
		s.act("%r of p%d refuses: another client's transaction still holds the item, which stays as it is")
	case s.first.Effect == engine.Checked:
		s.act("%r of p%d looks at the item: the condition holds, and nothing is written")
	case s.first.Effect == engine.Nothing:
		s.say("There is no item under this key in p%d, so nothing changes", int64(s.first.Partition))
	default:
		s.act("%r of p%d " + s.does())
		s.say(" item, %b; the answer goes out once a follower has that in its log as well", s.bytes)
	}
}

// actions says how many of several actions write and how many only look.
func (s *story) actions() {
	checks := int64(0)
	for _, i := range s.here {
		if s.trace.Steps[i].Effect == engine.Checked {
			checks++
		}
	}
	switch writes := int64(len(s.here)) - checks; {
	case writes > 0 && checks > 0:
		s.say("%d write%s and ", writes)
		s.say("%d check%s", checks)
	case checks > 0:
		s.say("%d check%s", checks)
	default:
		s.say("%d write%s", writes)
	}
}

// refusals says how many of several writes were refused, and what that means for the rest.
func (s *story) refusals() {
	refused, together := int64(0), false
	for _, i := range s.here {
		switch s.trace.Steps[i].Effect {
		case engine.Refused, engine.Conflicting:
			refused++
		case engine.Cancelled:
			together = true
		}
	}
	switch {
	case refused == 0:
	case together || refused == int64(len(s.here)):
		s.say("; %d of them refused, so none of them happens, and all are charged", refused)
	default:
		s.say("; %d of them refused", refused)
	}
}

// does returns what the one write does to which item.
func (s *story) does() string {
	switch {
	case s.first.Effect == engine.Created:
		return "writes a new"
	case s.first.Effect == engine.Deleted:
		return "deletes the"
	case s.plan.operation == "UpdateItem":
		return "updates the"
	}
	return "replaces the"
}

// propagate says who hears of the write, and when.
func (s *story) propagate() {
	followers, readers := s.byIndex()
	if len(followers) == 0 {
		return // it is throttled for an index
	}
	if len(followers) > 2 {
		s.say("Each partition's followers hear of it, the last of them in %t", int64(s.due-s.now))
	} else {
		s.literal([...]string{"No follower hears of it now", "One follower hears of it", "Two followers hear of it"}[len(followers)])
		mark := ": "
		for _, step := range followers {
			s.literal(mark)
			s.say("replica %d in %t", int64(step.Replica), int64(step.At-s.now))
			mark = ", "
		}
		if len(followers) > 0 {
			s.literal("; until then they answer with what they had")
		}
	}
	mark := "; the index "
	for _, step := range readers {
		s.literal(mark)
		s.literal(step.Index.Name)
		s.say(" hears of it in %t", int64(step.At-s.now))
		mark = ", "
	}
}

// byIndex returns the steps of the place that are about the table, and those that are about
// one of its indexes; a way that ends for one has not come so far.
func (s *story) byIndex() (table, indexes []*engine.Step) {
	for _, i := range s.here {
		switch step := &s.trace.Steps[i]; {
		case step.Effect == engine.Throttling:
		case step.Index == nil:
			table = append(table, step)
		default:
			indexes = append(indexes, step)
		}
	}
	return table, indexes
}

// cost says what it costs, with the arithmetic.
func (s *story) cost() {
	unit := int64(engine.ReadUnitBytes)
	if s.writes {
		unit = engine.WriteUnitBytes
	}
	own, indexes := s.byIndex()
	if !s.writes && len(own) == 0 {
		own, indexes = indexes, nil // it is an index that was read
	}
	if fetched := !s.writes && len(indexes) > 0; fetched {
		s.say("%b of items fetched from the table, each rounded up to a multiple of %b", int64(bytesOf(own)), unit)
		s.literal(s.price(indexes))
	} else if len(own) > 1 {
		s.say("%d ", int64(len(own)))
		s.literal(s.deeds())
		s.say(", each rounded up to a multiple of %b", unit)
		s.literal(s.price(own))
	} else {
		bytes := int64(own[0].Bytes)
		s.say(exactly(bytes, unit)+" → %d × %b", bytes, max(1, (bytes+unit-1)/unit), unit)
		s.literal(s.price(own))
	}
	s.say(" = %u", int64(sum(own)))
	for _, step := range indexes {
		s.literal(", and in the index ")
		s.literal(step.Index.Name)
		s.say(" %u", int64(step.Units))
	}
	if len(indexes) > 0 {
		s.say(": %u in all", int64(s.trace.Units()))
	}
}

func sum(steps []*engine.Step) (units engine.Units) {
	for _, step := range steps {
		units += step.Units
	}
	return units
}

func bytesOf(steps []*engine.Step) (bytes int) {
	for _, step := range steps {
		bytes += step.Bytes
	}
	return bytes
}

// price says how the price of what was done differs from the plain one.
func (s *story) price(steps []*engine.Step) string {
	doubled, halved := false, 0
	for _, step := range steps {
		switch units, plain := step.Units, s.plain(step.Bytes); {
		case units > plain:
			doubled = true
		case units < plain:
			halved++
		}
	}
	switch {
	case doubled:
		return ", twice the price in a transaction"
	case halved == 0:
		return ""
	case halved < len(steps):
		return ", half price for those that may be eventually consistent"
	}
	return ", half price for an eventually consistent read"
}

// plain is what so many bytes would cost as a consistent read, or as a write of its own.
func (s *story) plain(bytes int) engine.Units {
	if s.writes {
		return engine.WriteUnits(bytes)
	}
	return engine.ReadUnits(bytes, true)
}

// exactly returns the mark for a size beside the units it needs: just above a multiple of
// them it would look like that multiple, rounded.
func exactly(bytes, unit int64) string {
	const hidden = 1 << 10 / 20 // what a decimal of a kilobyte leaves out
	if over := bytes % unit; bytes > unit && over > 0 && over <= hidden {
		return "%d bytes"
	}
	return "%b"
}

// consistent reports whether what was read has at least the price of a strongly consistent
// read. The first read tells: what is fetched for a local index is rounded item by item.
func (s *story) consistent() bool {
	for i := range s.trace.Steps {
		if cost := &s.trace.Steps[i]; cost.Phase == engine.Cost {
			return cost.Units >= engine.ReadUnits(cost.Bytes, true)
		}
	}
	return false
}
