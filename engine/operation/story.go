package operation

import (
	"strconv"

	"ringside/engine"
)

// A story tells a request's way in sentences, one for each of the places it came through,
// for people who have never seen DynamoDB. All that it says is read off the trace.
type story struct {
	prose
	door   *Door
	all    []engine.Step
	here   []int // the steps of the place that is told of
	failed bool  // the request was refused
}

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
	s := story{prose: prose{w}, door: d, all: d.db.Trace().Steps, failed: status != 200}
	w.literal(`,"places":[`)
	for i, tell := range tellers {
		phase := engine.Phase(i)
		d.steps = stepsOf(s.all, phase, d.steps[:0])
		if s.here = d.steps; len(s.here) == 0 {
			continue
		}
		w.separate()
		w.literal(`{"place":"`)
		w.literal(phase.String())
		w.literal(`","text":"`)
		tell(&s)
		w.literal(`.","steps":`)
		w.indices(s.here)
		w.close('}')
	}
	w.close(']')
}

// stepsOf appends the indices of the steps of one phase.
func stepsOf(all []engine.Step, phase engine.Phase, found []int) []int {
	for i := range all {
		if all[i].Phase == phase {
			found = append(found, i)
		}
	}
	return found
}

// step returns the i-th of the steps that are told of.
func (s *story) step(i int) *engine.Step { return &s.all[s.here[i]] }

// parse says which operation the request amounts to, and why.
func (s *story) parse() {
	plan := &s.door.plan
	switch {
	case plan.broken != nil:
		s.say("The ", plan.broken.member, " makes no sense from line ", strconv.Itoa(plan.broken.at.Line),
			", column ", strconv.Itoa(plan.broken.at.Column), " on: ")
		s.quote(plan.broken.at.Expected)
	case len(s.all) == 1 && s.failed:
		s.say("The request is refused here, before any partition is asked")
	case len(s.all) == 1:
		s.say("No partition needs to be asked")
	default:
		s.say("It runs as ", article(plan.operation), plan.operation, ": ")
		s.quote(plan.why)
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
	keys := s.keys()
	if len(keys) > 1 {
		s.hashes(keys)
		return
	}
	s.say("xxhash64('")
	s.clip(hashInput(keys[0]))
	s.say("') = ")
	s.short(keys[0].From.Hash())
	switch owners := s.partitions(); len(owners) {
	case 0:
	case 1:
		s.say(" lies in ", owners[0].name(), "'s range, so only ", owners[0].name(), " is asked")
	default:
		s.say(" lies where ")
		s.names(owners)
		s.say(" meet, so all of them are asked")
	}
}

// keysNamed is how many of several partition keys a sentence names.
const keysNamed = 3

func (s *story) hashes(keys []*engine.Step) {
	s.grouped(len(keys))
	s.say(" partition keys are hashed: ")
	for i, key := range keys[:min(len(keys), keysNamed)] {
		if i > 0 {
			s.say(", ")
		}
		s.say("'")
		s.clip(hashInput(key))
		s.say("' gives ")
		s.short(key.From.Hash())
	}
	if rest := len(keys) - keysNamed; rest > 0 {
		s.say(" and ")
		s.grouped(rest)
		s.say(" more")
	}
}

// keys returns a hashing step for each hash.
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
	owners, all := s.partitions(), s.partitionCount()
	switch {
	case all == 1:
		s.say("The ring has one range, ", owners[0].name(), "'s")
	case len(owners) == 1:
		s.say("Of the ring's ")
		s.grouped(all)
		s.say(" ranges, the one from ")
		s.short(s.step(0).From.Hash())
		s.say(" to ")
		s.end(s.step(0).To)
		s.say(" belongs to ", owners[0].name())
	case s.keyed():
		s.say("The hashes lie in ")
		s.grouped(len(owners))
		s.say(" of the ring's ")
		s.grouped(all)
		s.say(" ranges")
	default:
		s.say("The way leads round the ring, range by range: ")
		s.names(owners)
	}
}

// partition says how many partitions are asked, of how many.
func (s *story) partition() {
	owners, all := s.partitions(), s.partitionCount()
	switch {
	case !s.keyed():
		s.everywhere(len(owners), all)
	case all == 1:
		s.say("It is the table's only partition")
	case len(owners) == 1:
		s.say("1 of ")
		s.grouped(all)
		s.say(" partitions is asked: ", owners[0].name())
	default:
		s.grouped(len(owners))
		s.say(" of ")
		s.grouped(all)
		s.say(" partitions are asked: ")
		s.names(owners)
	}
}

// everywhere says how many partitions are asked when no key says which.
func (s *story) everywhere(asked, all int) {
	s.say("No key says where to look, so ")
	switch {
	case all == 1:
		s.say("the whole partition is read")
	case asked == all:
		s.say("all ")
		s.grouped(all)
		s.say(" partitions are asked, one after the other")
	default:
		s.say("the partitions are asked one after the other: this page came through ")
		s.grouped(asked)
		s.say(" of ")
		s.grouped(all)
	}
}

// keyed reports whether a partition key said where to look.
func (s *story) keyed() bool {
	for i := range s.all {
		if s.all[i].Phase == engine.Hashing {
			return true
		}
	}
	return false
}

// An owner is a partition that was asked.
type owner struct {
	table     *engine.Table
	partition int
}

func (o owner) name() string { return "p" + strconv.Itoa(o.partition) }

// partitions returns the partitions that were asked, each once, in order.
func (s *story) partitions() (found []owner) {
	seen := map[owner]bool{}
	for i := range s.all {
		o := owner{s.all[i].Table, s.all[i].Partition}
		if s.all[i].Phase == engine.Routing && !seen[o] {
			seen[o] = true
			found = append(found, o)
		}
	}
	return found
}

// partitionCount returns how many partitions the tables have that were asked.
func (s *story) partitionCount() (n int) {
	var last *engine.Table
	for _, o := range s.partitions() {
		if o.table != last {
			last = o.table
			n += len(o.table.Partitions())
		}
	}
	return n
}

// namesTold is how many partitions a sentence names.
const namesTold = 8

func (s *story) names(owners []owner) {
	for i, o := range owners[:min(len(owners), namesTold)] {
		switch {
		case i == 0:
		case i == len(owners)-1:
			s.say(" and ")
		default:
			s.say(", ")
		}
		s.say(o.name())
	}
	if rest := len(owners) - namesTold; rest > 0 {
		s.say(" and ")
		s.grouped(rest)
		s.say(" more")
	}
}

// seek says how the beginning is found in a B-tree.
func (s *story) seek() {
	path := s.door.db.Trace().Path
	compared := 0
	for _, v := range path {
		compared += len(v.Probes(nil))
	}
	if first := s.step(0); len(s.here) == 1 {
		s.replica(first)
		s.say(" goes down its B-tree to ")
		switch {
		case first.From == first.To:
			s.say("the key")
		case first.From == "":
			s.say("its first item")
		default:
			s.say("where the range begins")
		}
	} else {
		s.say("Each goes down its own B-tree to where the range begins")
	}
	if len(path) > 0 {
		s.say(": ")
		s.many(compared, "comparison")
		s.say(" in ")
		s.many(len(path), "node")
	}
}

// replica says who answers.
func (s *story) replica(step *engine.Step) {
	if step.Leading {
		s.say("The leader of p", strconv.Itoa(step.Partition))
		return
	}
	s.say("Replica ", strconv.Itoa(step.Replica), " of p", strconv.Itoa(step.Partition))
}

// read says what was read, where, and how fresh it is.
func (s *story) read() {
	items, bytes, behind := 0, 0, 0
	for i := range s.here {
		step := s.step(i)
		items, bytes = items+step.Examined, bytes+step.Bytes
		if step.BehindBy > 0 {
			behind++
		}
	}
	if items == 0 {
		s.say("Nothing was found")
	} else {
		s.say("Read ")
		s.many(items, "item")
		s.say(", ")
		s.size(bytes)
	}
	if len(s.here) > 1 {
		s.severally(behind)
		return
	}
	if items > 1 {
		s.say(", next to each other")
	}
	first := s.step(0)
	s.say(" in p", strconv.Itoa(first.Partition), ". ")
	s.replica(first)
	s.say(" answered")
	if behind > 0 {
		s.say("; it is ")
		s.many(int(first.BehindBy), "write")
		s.say(" behind the leader")
	}
}

// severally says of several reads how many were answered by a replica that is behind.
func (s *story) severally(behind int) {
	s.say(", in ")
	s.grouped(len(s.here))
	s.say(" places")
	if behind > 0 {
		s.say("; ")
		s.grouped(behind)
		s.say(" of the replicas that answered are behind their leaders")
	}
}

// filter says how much of what was read is kept.
func (s *story) filter() {
	read, kept := s.door.db.Trace().Examined(), s.door.db.Trace().Returned()
	if read == 0 {
		s.say("There is nothing to filter")
		return
	}
	s.many(read, "item")
	s.say(were(read), " read and paid for, ")
	switch {
	case kept == 0:
		s.say("none is kept")
	case kept == read:
		s.say("and kept")
	default:
		s.grouped(kept)
		s.say(are(kept), " kept")
	}
}

func were(n int) string {
	if n == 1 {
		return " was"
	}
	return " were"
}

func are(n int) string {
	if n == 1 {
		return " is"
	}
	return " are"
}

// write says what was written and where.
func (s *story) write() {
	first, bytes := s.step(0), 0
	for i := range s.here {
		bytes += s.step(i).Bytes
	}
	switch {
	case len(s.here) > 1:
		s.many(len(s.here), "write")
		s.say(", ")
		s.size(bytes)
		s.say(" in all, go to the leaders of ")
		s.names(s.partitions())
	case first.Why != "":
		s.replica(first)
		s.say(" ", first.Why)
	case bytes == 0:
		s.say("There is no item under this key in p", strconv.Itoa(first.Partition), ", so nothing changes")
	default:
		s.replica(first)
		s.say(" and one follower write ")
		s.size(bytes)
		s.say(" to their logs before the answer goes out")
	}
}

// propagate says who hears of the write, and when.
func (s *story) propagate() {
	now, last := s.door.db.Now(), engine.Time(0)
	for i := range s.here {
		last = max(last, s.step(i).At)
	}
	if len(s.here) > 2 {
		s.grouped(len(s.here))
		s.say(" followers hear of it, the last of them in ")
		s.span(last - now)
		return
	}
	s.say("Two followers hear of it: ")
	for i := range s.here {
		if i > 0 {
			s.say(", ")
		}
		s.say("replica ", strconv.Itoa(s.step(i).Replica), " in ")
		s.span(s.step(i).At - now)
	}
	s.say("; until then they answer with what they had")
}

// cost says what it costs, with the arithmetic.
func (s *story) cost() {
	if len(s.here) > 1 {
		s.many(len(s.here), s.kind())
		s.say(", each rounded up to whole ")
		s.size(s.unitBytes())
	} else {
		s.size(s.step(0).Bytes)
		s.say(" → ")
		s.grouped(max(1, (s.step(0).Bytes+s.unitBytes()-1)/s.unitBytes()))
		s.say(" × ")
		s.size(s.unitBytes())
	}
	if s.halved() {
		s.say(", half price for an eventually consistent read")
	}
	s.say(" = ")
	s.units(s.door.db.Trace().Units())
}

func (s *story) kind() string {
	if s.isRead() {
		return "read"
	}
	return "write"
}

func (s *story) unitBytes() int {
	if s.isRead() {
		return engine.ReadUnitBytes
	}
	return engine.WriteUnitBytes
}

// halved reports whether the request read what may not be the latest.
func (s *story) halved() bool {
	first := s.step(0)
	return s.isRead() && first.Units != engine.ReadUnits(first.Bytes, true)
}

// isRead reports whether the request read items, rather than wrote some.
func (s *story) isRead() bool {
	for i := range s.all {
		if s.all[i].Phase == engine.Writing {
			return false
		}
	}
	return true
}
