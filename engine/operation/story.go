package operation

import (
	"strconv"

	"ringside/engine"
)

// A story tells a request's way in sentences, one for each of the places it came through,
// for people who have never seen DynamoDB. All that it says is read off the trace.
type story struct {
	prose
	plan   *planned
	trace  *engine.Trace
	now    engine.Time
	failed bool // the request was refused

	owners     []owner // the partitions that were asked, each once, in order
	partitions int     // that their tables have
	here       []int   // the steps of the place that is told of
}

// An owner is a partition that was asked.
type owner struct {
	table     *engine.Table
	partition int
}

// number returns the partition's number; a p goes before it.
func (o owner) number() string { return strconv.Itoa(o.partition) }

// tellers write a place's sentence without its full stop, by the place's phase.
var tellers = [engine.Phases]func(*story){
	engine.Parse:     (*story).parse,
	engine.Hashing:   (*story).hash,
	engine.Routing:   (*story).ring,
	engine.Placing:   (*story).partition,
	engine.Seeking:   (*story).seek,
	engine.Reading:   (*story).read,
	engine.Writing:   (*story).write,
	engine.Filter:    (*story).filter,
	engine.Propagate: (*story).propagate,
	engine.Cost:      (*story).cost,
}

// story writes the places that the request came through, in the order of the way, each
// with its sentence and the steps that this tells of.
func (d *Door) story(w *writer, status int) {
	s := &d.told
	*s = story{
		prose: prose{w}, plan: &d.plan, trace: d.db.Trace(), now: d.db.Now(), failed: status != 200,
		owners: s.owners[:0], here: s.here[:0],
	}
	s.ask()
	w.literal(`,"places":[`)
	for i, tell := range tellers {
		phase := engine.Phase(i)
		if s.find(phase); len(s.here) == 0 {
			continue
		}
		w.separate()
		s.say(`{"place":"`, phase.String(), `","text":"`)
		tell(s)
		s.say(`.","steps":`)
		w.indices(s.here)
		w.close('}')
	}
	w.close(']')
}

// find finds the steps of one phase.
func (s *story) find(phase engine.Phase) {
	s.here = s.here[:0]
	for i := range s.trace.Steps {
		if s.trace.Steps[i].Phase == phase {
			s.here = append(s.here, i)
		}
	}
}

// step returns the i-th of the steps that are told of.
func (s *story) step(i int) *engine.Step { return &s.trace.Steps[s.here[i]] }

// has reports whether the request came to a phase.
func (s *story) has(phase engine.Phase) bool {
	for i := range s.trace.Steps {
		if s.trace.Steps[i].Phase == phase {
			return true
		}
	}
	return false
}

// ask finds the partitions that were asked.
func (s *story) ask() {
	s.find(engine.Routing)
	var seen map[owner]bool
	if len(s.here) > 1 {
		seen = make(map[owner]bool, len(s.here))
	}
	for i := range s.here {
		o := owner{s.step(i).Table, s.step(i).Partition}
		if seen[o] {
			continue
		}
		if seen != nil {
			seen[o] = true
		}
		if n := len(s.owners); n == 0 || s.owners[n-1].table != o.table { // a batch goes table by table
			s.partitions += len(o.table.Partitions())
		}
		s.owners = append(s.owners, o)
	}
}

// parse says which operation the request amounts to, and why.
func (s *story) parse() {
	switch broken := s.plan.broken; {
	case broken != nil:
		s.say("The ", broken.member, " makes no sense from line ", strconv.Itoa(broken.at.Line),
			", column ", strconv.Itoa(broken.at.Column), " on: ")
		s.quote(broken.at.Expected)
	case len(s.trace.Steps) == 1 && s.failed:
		s.say("The request is refused here, before any partition is asked")
	case len(s.trace.Steps) == 1:
		s.say("No partition needs to be asked")
	default:
		s.say("It runs as ", article(s.plan.operation), s.plan.operation, ": ")
		s.quote(s.plan.why)
	}
}

func article(noun string) string {
	switch noun[0] {
	case 'A', 'E', 'I', 'O', 'U':
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
	s.say("xxhash64('")
	s.clip(hashInput(s.step(0)))
	s.say("') = ")
	s.short(s.step(0).From.Hash())
	switch len(s.owners) {
	case 0:
	case 1:
		s.say(" lies in p", s.owners[0].number(), "'s range, so only p", s.owners[0].number(), " is asked")
	default:
		s.say(" lies where ")
		s.names()
		s.say(" meet, so ", both(len(s.owners)), " are asked")
	}
}

func both(n int) string {
	if n == 2 {
		return "both"
	}
	return "all of them"
}

// hashes says what several partition keys' hashes are, or those of the first few.
func (s *story) hashes(keys []*engine.Step) {
	const named = 3
	s.grouped(len(keys))
	s.say(" partition keys are hashed: ")
	for i, key := range keys[:min(len(keys), named)] {
		if i > 0 {
			s.say(", ")
		}
		s.say("'")
		s.clip(hashInput(key))
		s.say("' gives ")
		s.short(key.From.Hash())
	}
	s.more(len(keys) - named)
}

// keys returns a step for each of the hashes.
func (s *story) keys() (found []*engine.Step) {
next:
	for i := range s.here {
		for _, f := range found {
			if f.From.Hash() == s.step(i).From.Hash() {
				continue next
			}
		}
		found = append(found, s.step(i))
	}
	return found
}

// ring says whose ranges of hashes the request is about.
func (s *story) ring() {
	switch {
	case s.partitions == 1:
		s.say("The ring has one range, p", s.owners[0].number(), "'s")
	case len(s.owners) == 1:
		s.say("Of the ring's ")
		s.grouped(s.partitions)
		s.say(" ranges, the one from ")
		s.short(s.step(0).From.Hash())
		s.say(" to ")
		s.end(s.step(0).To)
		s.say(" belongs to p", s.owners[0].number())
	case s.has(engine.Hashing):
		s.say("What is asked for lies in ")
		s.grouped(len(s.owners))
		s.say(" of the ring's ")
		s.grouped(s.partitions)
		s.say(" ranges")
	default:
		s.say("The way leads round the ring, range by range: ")
		s.names()
	}
}

// partition says how many partitions are asked, of how many.
func (s *story) partition() {
	switch asked := len(s.owners); {
	case !s.has(engine.Hashing):
		s.everywhere()
	case s.partitions == 1:
		s.say("It is the table's only partition")
	case asked == 1:
		s.say("1 of ")
		s.grouped(s.partitions)
		s.say(" partitions is asked, p", s.owners[0].number(), "; ")
		s.others(s.partitions - 1)
	default:
		s.grouped(asked)
		s.say(" of ")
		s.grouped(s.partitions)
		s.say(" partitions are asked: ")
		s.names()
	}
}

func (s *story) others(n int) {
	if n == 1 {
		s.say("the other has nothing to do")
		return
	}
	s.say("the other ")
	s.grouped(n)
	s.say(" have nothing to do")
}

// everywhere says how many partitions are asked when no key says which.
func (s *story) everywhere() {
	s.say("No key says where to look, so ")
	switch {
	case s.partitions == 1:
		s.say("the whole partition is read")
	case len(s.owners) == s.partitions:
		s.say("all ")
		s.grouped(s.partitions)
		s.say(" partitions are asked, one after the other")
	default:
		s.say("partitions are asked one after the other; this page came through ")
		s.grouped(len(s.owners))
		s.say(" of ")
		s.grouped(s.partitions)
	}
}

// names says which partitions are asked, or the first few of them.
func (s *story) names() {
	const named = 8
	for i, o := range s.owners[:min(len(s.owners), named)] {
		switch {
		case i == 0:
		case i == len(s.owners)-1:
			s.say(" and ")
		default:
			s.say(", ")
		}
		s.say("p", o.number())
	}
	s.more(len(s.owners) - named)
}

// more says how many a list leaves out.
func (s *story) more(rest int) {
	if rest > 0 {
		s.say(" and ")
		s.grouped(rest)
		s.say(" more")
	}
}

// seek says how the beginning is found in a B-tree.
func (s *story) seek() {
	switch first := s.step(0); {
	case len(s.here) > 1:
		s.say("Each of the ")
		s.grouped(len(s.here))
		s.say(" ", s.kind(), "s goes down a B-tree to its place")
	default:
		s.replica(first)
		s.say(" of p", strconv.Itoa(first.Partition), " goes down its B-tree to ")
		if first.From == first.To {
			s.say("the key")
		} else {
			s.say("where reading begins")
		}
	}
	if len(s.trace.Path) > 0 {
		s.comparisons()
	}
}

// comparisons says how much searching the ways through the trees took.
func (s *story) comparisons() {
	var scratch [16]int
	n := 0
	for _, v := range s.trace.Path {
		n += len(v.Probes(scratch[:0]))
	}
	s.say(": ")
	s.many(n, "comparison")
	s.say(" in ")
	s.many(len(s.trace.Path), "node")
}

// replica says who acts in a step.
func (s *story) replica(step *engine.Step) {
	if step.Leading {
		s.say("The leader")
		return
	}
	s.say("Replica ", strconv.Itoa(step.Replica))
}

// read says what was read, where, and how fresh it is.
func (s *story) read() {
	if len(s.here) > 1 {
		s.reads()
		return
	}
	step := s.step(0)
	switch step.Examined {
	case 0:
		s.say("There was nothing to read in p", strconv.Itoa(step.Partition))
	case 1:
		s.amount(1, step.Bytes)
		s.say(", in p", strconv.Itoa(step.Partition))
	default:
		s.amount(step.Examined, step.Bytes)
		s.say(", next to each other in p", strconv.Itoa(step.Partition))
	}
	s.say(". ")
	s.replica(step)
	s.say(" answered")
	switch {
	case step.BehindBy > 0:
		s.say("; it is ")
		s.many(int(step.BehindBy), "write")
		s.say(" behind the leader")
	case s.consistent():
		s.say(", as a strongly consistent read asks")
	default:
		s.say("; it is up to date")
	}
}

func (s *story) amount(items, bytes int) {
	s.say("Read ")
	s.many(items, "item")
	s.say(", ")
	s.size(bytes)
}

// reads says what several reads found, where, and how many were not fresh.
func (s *story) reads() {
	bytes, behind := 0, 0
	for i := range s.here {
		if bytes += s.step(i).Bytes; s.step(i).BehindBy > 0 {
			behind++
		}
	}
	s.amount(s.trace.Examined(), bytes)
	s.shares()
	if behind > 0 {
		s.say("; ")
		s.grouped(behind)
		s.say(" of the ")
		s.grouped(len(s.here))
		s.say(" replicas that answered ", are(behind), " behind")
	}
}

// shares says how many items were read in which partition, or in how many of them.
func (s *story) shares() {
	const named = 8
	switch n := len(s.owners); {
	case n == 1:
		s.say(", in p", s.owners[0].number())
		return
	case n > named:
		s.say(", in ")
		s.many(n, "partition")
		return
	}
	for i, o := range s.owners {
		if i == 0 {
			s.say(": ")
		} else {
			s.say(", ")
		}
		s.grouped(s.examined(o.partition))
		s.say(" in p", o.number())
	}
}

// examined returns how many items were read in a partition.
func (s *story) examined(partition int) (n int) {
	for i := range s.here {
		if s.step(i).Partition == partition {
			n += s.step(i).Examined
		}
	}
	return n
}

// filter says how much of what was read is kept.
func (s *story) filter() {
	read, kept := s.trace.Examined(), s.trace.Returned()
	if read == 0 {
		s.say("There is nothing to filter")
		return
	}
	s.many(read, "item")
	s.say(" ", were(read), " read and paid for, ")
	if kept == 0 {
		s.say("none")
	} else {
		s.grouped(kept)
	}
	s.say(" ", are(max(kept, 1)), " kept")
}

func were(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

func are(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// write says what was written and where.
func (s *story) write() {
	step := s.step(0)
	switch {
	case len(s.here) > 1:
		s.writes()
	case step.Why != "":
		s.replica(step)
		s.say(" of p", strconv.Itoa(step.Partition), " ", step.Why)
	case !s.has(engine.Propagate):
		s.say("There is no item under this key in p", strconv.Itoa(step.Partition), ", so nothing changes")
	default:
		s.replica(step)
		s.say(" of p", strconv.Itoa(step.Partition), " ", verb(s.plan.operation), " the item, ")
		s.size(step.Bytes)
		s.say("; the answer goes out once a follower has that in its log as well")
	}
}

func verb(operation string) string {
	switch operation {
	case "DeleteItem":
		return "deletes"
	case "UpdateItem":
		return "updates"
	}
	return "writes"
}

func (s *story) writes() {
	bytes := 0
	for i := range s.here {
		bytes += s.step(i).Bytes
	}
	s.many(len(s.here), "write")
	s.say(", ")
	s.size(bytes)
	s.say(" in all, go to the leaders of ")
	s.names()
}

// propagate says who hears of the write, and when.
func (s *story) propagate() {
	if len(s.here) > 2 {
		s.propagations()
		return
	}
	s.say("Two followers hear of it: ")
	for i := range s.here {
		if i > 0 {
			s.say(", ")
		}
		s.say("replica ", strconv.Itoa(s.step(i).Replica), " in ")
		s.span(s.step(i).At - s.now)
	}
	s.say("; until then they answer with what they had")
}

func (s *story) propagations() {
	last := engine.Time(0)
	for i := range s.here {
		last = max(last, s.step(i).At)
	}
	s.say("Each partition's two followers hear of it, the last of them in ")
	s.span(last - s.now)
}

// cost says what it costs, with the arithmetic.
func (s *story) cost() {
	unit := engine.WriteUnitBytes
	if !s.has(engine.Writing) {
		unit = engine.ReadUnitBytes
	}
	if len(s.here) > 1 {
		s.many(len(s.here), s.kind())
		s.say(", each rounded up to a multiple of ")
	} else {
		s.size(s.step(0).Bytes)
		s.say(" → ")
		s.grouped(max(1, (s.step(0).Bytes+unit-1)/unit))
		s.say(" × ")
	}
	s.size(unit)
	if !s.has(engine.Writing) && !s.consistent() {
		s.say(", half price for an eventually consistent read")
	}
	s.say(" = ")
	s.units(s.trace.Units())
}

// kind says what each of several is.
func (s *story) kind() string {
	if s.has(engine.Writing) {
		return "write"
	}
	return "read"
}

// consistent reports whether what was read has the price of a strongly consistent read.
func (s *story) consistent() bool {
	cost := &s.trace.Steps[len(s.trace.Steps)-1] // the last step, when anything was read
	return cost.Units == engine.ReadUnits(cost.Bytes, true)
}
