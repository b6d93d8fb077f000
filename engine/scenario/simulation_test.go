package scenario

import (
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"ringside/engine"
	"ringside/engine/journal"
	"ringside/engine/operation"
)

var (
	simulatedSeed  = flag.Uint64("seed", 0, "simulate this seed alone")
	simulatedSeeds = flag.Int("seeds", 200, "simulate so many seeds")
	simulatedSteps = flag.Int("steps", 150, "of so many steps each")
)

// TestSimulation plays a workload and faults, both drawn from a seed, and holds every answer against
// a map and the engine against its own invariants, after every step. What was acknowledged is there,
// what was refused is not, whichever replicas were down meanwhile. A failure prints as a scenario, as
// short as it can be made.
func TestSimulation(t *testing.T) {
	first, seeds := uint64(1), *simulatedSeeds
	if *simulatedSeed != 0 {
		first, seeds = *simulatedSeed, 1
	} else if runtime.GOARCH == "wasm" || testing.Short() {
		seeds = min(seeds, 20)
	}
	for seed := first; seed < first+uint64(seeds); seed++ {
		s := newSimulation(seed)
		for range *simulatedSteps {
			if s.fault != "" {
				break
			}
			s.play(s.draw())
		}
		if s.end(); s.fault != "" {
			t.Fatalf("seed %d: %s\n\n%s", seed, s.fault, shortest(seed, s.lines))
		}
	}
}

// A simulation is a stage, what it was told, and what has to be true of it.
type simulation struct {
	seed  uint64
	rand  *rand.Rand
	stage *Stage
	sent  []operation.Request
	lines []string // what was played, as a scenario has it
	fault string   // what was wrong first, "" as long as nothing is

	partitions []string            // of the table, by name
	items      map[string]string   // what is acknowledged: the items by key, as JSON
	history    map[string][]string // all that was ever under a key
	taken      *simulation         // what the checkpoint has of items, history and partitions
	models     []model             // items after each step, for the journal that is cut
	mended     bool                // nothing is wrong any more, so nothing may be refused
}

// A model is what the table has after so many requests.
type model struct {
	sent  int
	items map[string]string
}

func newSimulation(seed uint64) *simulation {
	s := &simulation{
		seed: seed, rand: rand.New(rand.NewPCG(seed, 7)), stage: NewStage(),
		items: map[string]string{}, history: map[string][]string{},
	}
	for _, line := range s.opening() {
		s.perform(line)
		s.stage.sent = &s.sent // an engine direction opens the stage anew
	}
	s.models = []model{{sent: len(s.sent)}}
	for i := range s.startsWith() {
		s.partitions = append(s.partitions, fmt.Sprint("p", i))
	}
	return s
}

// startsWith is how many partitions the table begins with.
func (s *simulation) startsWith() int { return 1 + int(s.seed%3) }

// opening are the directions that a simulation begins with. Every other table has a local index, all
// have a global one.
func (s *simulation) opening() []string {
	local := ""
	if s.seed%2 == 0 {
		local = `"LocalSecondaryIndexes": [{"IndexName": "ByV", "KeySchema": [{"AttributeName": "K", "KeyType": "HASH"}, ` +
			`{"AttributeName": "V", "KeyType": "RANGE"}], "Projection": {"ProjectionType": "ALL"}}], `
	}
	defined := `{"AttributeName": "K", "AttributeType": "S"}, {"AttributeName": "S", "AttributeType": "N"}, {"AttributeName": "G", "AttributeType": "S"}`
	if local != "" {
		defined += `, {"AttributeName": "V", "AttributeType": "N"}`
	}
	admission := ""
	if s.seed%4 == 1 {
		admission = " admission=adaptive split=2s partition=200B" // so that partitions divide by themselves
	}
	return []string{
		fmt.Sprintf("engine seed=%d partitions=%d lag=20ms propagation=50ms lease=3s rebuild=30s%s", s.seed, s.startsWith(), admission),
		`CreateTable {"TableName": "Sim", "BillingMode": "PAY_PER_REQUEST", "AttributeDefinitions": [` + defined + `], ` +
			`"KeySchema": [{"AttributeName": "K", "KeyType": "HASH"}, {"AttributeName": "S", "KeyType": "RANGE"}], ` + local +
			`"GlobalSecondaryIndexes": [{"IndexName": "ByG", "KeySchema": [{"AttributeName": "G", "KeyType": "HASH"}], "Projection": {"ProjectionType": "ALL"}}], ` +
			`"StreamSpecification": {"StreamEnabled": true, "StreamViewType": "NEW_IMAGE"}}`,
		"advance 1ms",
	}
}

// draw draws the next line.
func (s *simulation) draw() string {
	if s.rand.IntN(100) < 70 {
		return s.drawRequest()
	}
	return s.drawFault()
}

func (s *simulation) drawRequest() string {
	key := s.drawKey()
	switch s.rand.IntN(12) {
	case 0, 1, 2:
		return `PutItem {"TableName": "Sim", "Item": ` + s.drawItem(key) + `}`
	case 3:
		return `PutItem {"TableName": "Sim", "Item": ` + s.drawItem(key) + `, "ConditionExpression": "attribute_not_exists(K)"}`
	case 4:
		return `UpdateItem {"TableName": "Sim", "Key": ` + key + `, "UpdateExpression": "ADD V :v", "ExpressionAttributeValues": {":v": {"N": "1"}}, "ReturnValues": "ALL_NEW"}`
	case 5:
		return `DeleteItem {"TableName": "Sim", "Key": ` + key + `}`
	case 6:
		return `TransactWriteItems {"TransactItems": [{"Put": {"TableName": "Sim", "Item": ` + s.drawItem(`{"K": {"S": "a"}, "S": {"N": "9"}}`) +
			`}}, {"Put": {"TableName": "Sim", "Item": ` + s.drawItem(`{"K": {"S": "b"}, "S": {"N": "9"}}`) + `}}]}`
	case 7:
		return `BatchWriteItem {"RequestItems": {"Sim": [{"PutRequest": {"Item": ` + s.drawItem(`{"K": {"S": "c"}, "S": {"N": "8"}}`) +
			`}}, {"DeleteRequest": {"Key": ` + key + `}}]}}`
	case 8:
		return `GetItem {"TableName": "Sim", "Key": ` + key + `, "ConsistentRead": true}`
	case 9, 10:
		return `GetItem {"TableName": "Sim", "Key": ` + key + `}`
	}
	return `Scan {"TableName": "Sim", "ConsistentRead": true}`
}

func (s *simulation) drawKey() string {
	return fmt.Sprintf(`{"K": {"S": "%c"}, "S": {"N": "%d"}}`, 'a'+s.rand.IntN(6), s.rand.IntN(4))
}

// drawItem draws an item with a key. Not all are in the index, and some move in it.
func (s *simulation) drawItem(key string) string {
	group := ""
	if s.rand.IntN(4) > 0 {
		group = fmt.Sprintf(`"G": {"S": "g%d"}, `, s.rand.IntN(3))
	}
	return "{" + group + key[1:len(key)-1] + fmt.Sprintf(`, "V": {"N": "%d"}}`, 10*s.rand.IntN(1000))
}

func (s *simulation) drawFault() string {
	pick := func(all ...string) string { return all[s.rand.IntN(len(all))] }
	replica, partition := fmt.Sprint(" r", s.rand.IntN(3)), " "+s.partitions[s.rand.IntN(len(s.partitions))]
	index := ""
	if s.rand.IntN(3) == 0 {
		index, partition = " index=ByG", fmt.Sprint(" p", s.rand.IntN(s.startsWith()))
	}
	switch s.rand.IntN(16) {
	case 0, 1, 2:
		return "advance " + pick("3ms", "20ms", "100ms", "1s", "4s")
	case 3:
		return "jump " + pick("1s", "1m", "1h")
	case 4:
		return "stop replica Sim" + partition + replica + index
	case 5, 6:
		return "start replica Sim" + partition + replica + index
	case 7:
		return "stop leader Sim" + partition + index
	case 8:
		return "stop zone " + pick("a", "b", "c")
	case 9:
		return "start zone " + pick("a", "b", "c")
	case 10:
		return "mend"
	case 11:
		return pick("delay replication Sim by=1s", "hold replication Sim", "release replication Sim", "delay propagation Sim by=2s", "hold propagation Sim", "release propagation Sim")
	case 12:
		return pick("fail 1 Sim", "throttle 2 Sim")
	case 13:
		if len(s.partitions) < 8 {
			return "split Sim " + pick(s.partitions...)
		}
		return "tidy"
	case 14:
		if s.taken != nil && s.rand.IntN(2) == 0 {
			return `Restore {"Name": "then"}`
		}
		return `Checkpoint {"Name": "then"}`
	}
	return fmt.Sprintf(`Load {"TableName": "Sim", "Items": [{"K": {"S": "l"}, "S": {"N": "%d"}}], "Chunk": 0, "Chunks": 1}`, s.rand.IntN(4))
}

// play plays a line and looks whether its answer, and what is left behind, is right.
func (s *simulation) play(line string) {
	s.lines = append(s.lines, line)
	s.perform(line)
	if held := s.stage.check(Direction{}); held != "every invariant holds\n" {
		s.wrong("%s", held)
	}
	s.models = append(s.models, model{len(s.sent), maps.Clone(s.items)})
}

func (s *simulation) wrong(what string, arguments ...any) {
	if s.fault == "" {
		s.fault = fmt.Sprintf(what, arguments...)
	}
}

func (s *simulation) perform(line string) {
	directions, err := ReadDirections("simulation", line)
	if err != nil {
		s.wrong("%v", err)
		return
	}
	d := directions[0]
	if !isOperation(d.Verb) {
		s.follow(d, s.stage.Play(d))
		return
	}
	r := s.stage.send(d)
	s.judge(d, r.Status, answer(r.Body))
}

// follow keeps up with what a stage direction changes in the map: nothing but the partitions.
func (s *simulation) follow(d Direction, said string) {
	if d.Verb != "split" || strings.HasPrefix(said, "400") {
		return
	}
	names := strings.Fields(said) // p0 → p1 p2
	at := slices.Index(s.partitions, names[0])
	s.partitions = slices.Replace(slices.Clone(s.partitions), at, at+1, names[2:]...)
}

// judge holds an answer against the map, which it brings up to date.
func (s *simulation) judge(d Direction, status int, a answer) {
	asked := answer(d.Body)
	if status != 200 && !s.mayRefuse(d, status, a) {
		s.wrong("it answers %d %s", status, a)
	}
	if status != 200 {
		return
	}
	switch d.Verb {
	case "PutItem":
		s.put(asked.field("Item"))
	case "DeleteItem":
		s.set(asked.field("Key"), "")
	case "UpdateItem":
		s.added(asked.field("Key"), a.field("Attributes"))
	case "TransactWriteItems":
		for _, action := range asked.field("TransactItems").elements() {
			s.put(action.field("Put").field("Item"))
		}
	case "BatchWriteItem":
		s.batch(asked.field("RequestItems").field("Sim").elements(), string(a.field("UnprocessedItems")))
	case "Load":
		for _, it := range asked.field("Items").elements() {
			s.put(it)
		}
	case "GetItem":
		s.got(asked, a.field("Item"))
	case "Scan":
		s.scanned(a.field("Items").elements(), asked.field("IndexName") != "")
	case "Checkpoint":
		s.taken = &simulation{items: maps.Clone(s.items), history: maps.Clone(s.history), partitions: s.partitions}
	case "Restore":
		s.items, s.history, s.partitions = maps.Clone(s.taken.items), maps.Clone(s.taken.history), s.taken.partitions
	}
}

// mayRefuse reports whether an error is one that a request may have here: the machine's own, or a
// condition that does not hold.
func (s *simulation) mayRefuse(d Direction, status int, a answer) bool {
	kind := a.field("__type").text()
	switch {
	case s.mended:
		return false
	case strings.HasSuffix(kind, "#InternalServerError"), strings.HasSuffix(kind, "#ThrottlingException"):
		return true
	case strings.HasSuffix(kind, "#TransactionCanceledException"):
		return strings.Contains(string(a), "ThrottlingError")
	case strings.HasSuffix(kind, "#ConditionalCheckFailedException"):
		return s.items[keyOf(answer(d.Body).field("Item"))] != ""
	}
	return d.Verb == "Restore" && s.taken == nil
}

// keyOf is the key of an item, or of a Key, as the map has it.
func keyOf(it answer) string {
	return it.field("K").field("S").text() + "/" + it.field("S").field("N").text()
}

func (s *simulation) put(it answer) { s.set(it, string(it)) }

func (s *simulation) set(key answer, it string) {
	k, it := keyOf(key), compact(it)
	if s.items[k] = it; it == "" {
		delete(s.items, k)
	}
	s.history[k] = append(slices.Clone(s.history[k]), it)
}

// compact returns JSON without blanks between its tokens, as answers have it.
func compact(json string) string {
	return strings.ReplaceAll(strings.ReplaceAll(json, ": ", ":"), ", ", ",")
}

// added judges an ADD V 1.
func (s *simulation) added(key, now answer) {
	v := func(it answer) int64 { return answer(it.field("V").field("N").text()).number() }
	before := v(answer(s.items[keyOf(key)]))
	if got := v(now); got != before+1 {
		s.wrong("V was %d and one more is %d", before, got)
	}
	s.put(now)
}

// batch takes over what was not sent back.
func (s *simulation) batch(writes []answer, back string) {
	for _, w := range writes {
		if strings.Contains(back, compact(string(w))) {
			continue
		}
		if it := w.field("PutRequest").field("Item"); it != "" {
			s.put(it)
		} else {
			s.set(w.field("DeleteRequest").field("Key"), "")
		}
	}
}

// got judges a read: a consistent one has what was acknowledged last, another something that was
// there once.
func (s *simulation) got(asked, it answer) {
	k := keyOf(asked.field("Key"))
	if asked.field("ConsistentRead") == "true" {
		if string(it) != s.items[k] {
			s.wrong("the consistent read of %s gives %q, not %q", k, it, s.items[k])
		}
		return
	}
	if it != "" && !slices.Contains(s.history[k], string(it)) { // there was none before the first write
		s.wrong("the read of %s gives %q, which was never there", k, it)
	}
}

// scanned judges a whole table, or what of it is in the index.
func (s *simulation) scanned(items []answer, index bool) {
	found := map[string]string{}
	for _, it := range items {
		found[keyOf(it)] = string(it)
	}
	for k, it := range s.items {
		if index && answer(it).field("G") == "" {
			continue
		}
		if found[k] != it {
			s.wrong("a scan finds %q under %s, not %q", found[k], k, it)
		}
		delete(found, k)
	}
	for k, it := range found {
		s.wrong("a scan finds %s under %s, which is gone", it, k)
	}
}

// end mends all, lets everything settle, and looks at all there is: by the leaders, by any replica,
// in the index, and by way of a journal that was cut somewhere.
func (s *simulation) end() {
	if s.fault != "" {
		return
	}
	for _, line := range slices.Concat(mending, []string{
		`Scan {"TableName": "Sim"}`, `Scan {"TableName": "Sim"}`, `Scan {"TableName": "Sim", "IndexName": "ByG"}`,
		`PutItem {"TableName": "Sim", "Item": {"K": {"S": "z"}, "S": {"N": "1"}}}`,
	}) {
		s.play(line)
		s.mended = true
	}
	s.cut()
}

var mending = []string{"mend", "settle", "tidy", `Scan {"TableName": "Sim", "ConsistentRead": true}`}

// cut replays the session's journal up to any byte. What it still has whole is answered as it was, and
// then the table has what it had.
func (s *simulation) cut() {
	log := journal.NewLog("{}")
	head, recording := len(log), s.fresh()
	for i, r := range s.sent {
		log = journal.Append(log, journal.Record{
			N: uint64(i + 1), Now: int64(r.Now), Target: r.Target, Body: r.Body, Checksum: recording.replay(r),
		})
	}
	replaying := s.fresh()
	played, err := journal.Replay(log[:head+s.rand.IntN(len(log)-head)], 0, 0, func(r journal.Record) uint32 {
		return replaying.replay(operation.Request{Now: engine.Time(r.Now), Target: r.Target, Body: r.Body})
	})
	if err != nil || played.Differs != 0 {
		s.wrong("a replay of %d records of the journal differs at record %d: %v", played.Records, played.Differs, err)
		return
	}
	s.resume(replaying, played.Records)
}

// fresh is a stage on which nothing has happened.
func (s *simulation) fresh() *Stage {
	stage := NewStage()
	opening, _ := ReadDirections("simulation", s.opening()[0])
	stage.PlayAll(opening)
	return stage
}

// replay answers a request at the time it was sent at.
func (s *Stage) replay(r operation.Request) (checksum uint32) {
	answered := s.door.Handle(r)
	s.now = answered.Now
	return answered.Checksum
}

// resume goes on where a replay of so many records ended.
func (s *simulation) resume(stage *Stage, records int) {
	after, _ := slices.BinarySearchFunc(s.models, records+1, func(m model, n int) int { return m.sent - n })
	if after == 0 {
		return // there is no table yet
	}
	again := &simulation{stage: stage, items: s.models[after-1].items}
	for _, line := range mending {
		again.perform(line)
		again.mended = true
	}
	if again.fault != "" {
		s.wrong("after %d records of its journal: %s", records, again.fault)
	}
}

// shortest returns a scenario of as few of the lines as still go wrong.
func shortest(seed uint64, lines []string) string {
	for size := (len(lines) + 1) / 2; size > 0; size /= 2 {
		for at := 0; at < len(lines); {
			rest := slices.Delete(slices.Clone(lines), at, min(at+size, len(lines)))
			if failing(seed, rest) {
				lines = rest
			} else {
				at += size
			}
		}
	}
	s := newSimulation(seed)
	return strings.Join(s.opening(), "\n") + "\n" + strings.Join(lines, "\n") + "\ncheck\n"
}

// failing reports whether something goes wrong when the lines are played.
func failing(seed uint64, lines []string) bool {
	s := newSimulation(seed)
	for _, line := range lines {
		if s.play(line); s.fault != "" {
			return true
		}
	}
	s.end()
	return s.fault != ""
}
