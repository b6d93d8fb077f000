package operation

import (
	commandLine "flag"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"ringside/engine"
)

var (
	sessionSeed  = commandLine.Uint64("session", 0, "play the session of this seed alone")
	sessionSeeds = commandLine.Int("sessions", sessionsHere, "play so many sessions")
	sessionSteps = commandLine.Int("session-steps", 80, "of so many requests each")
)

// sessionsHere is how many sessions are played when nobody says: fewer in WebAssembly, where each takes five times as long.
var sessionsHere = map[bool]int{false: 10, true: 4}[runtime.GOARCH == "wasm"]

// A session of everything at once keeps every invariant after every request. A checkpoint that was
// taken on the way, and whose clock is advanced in slices, answers all that follows as the database itself
// did; and so does a replay of what the session's log keeps, in which consecutive Advances are one. A session
// that goes wrong is printed, as short as it can be made.
func TestSessions(t *testing.T) {
	first, seeds := uint64(1), *sessionSeeds
	if *sessionSeed != 0 {
		first, seeds = *sessionSeed, 1
	}
	for seed := first; seed < first+uint64(seeds); seed++ {
		requests := drawSession(seed, *sessionSteps)
		if wrong := playSession(seed, requests); wrong != "" {
			requests, wrong = shorterSession(seed, requests, wrong)
			lines := fmt.Sprintf("%+v\n", sessionOptions(seed).Scale)
			for _, r := range requests {
				lines += fmt.Sprintln(r.Now, r.Client, r.Target[strings.IndexByte(r.Target, '.')+1:], r.Body)
			}
			t.Fatalf("session %d: %s\n%s", seed, wrong, lines)
		}
	}
}

// shorterSession leaves out what is not needed for a session to go wrong.
func shorterSession(seed uint64, requests []Request, wrong string) ([]Request, string) {
	for size := len(requests) / 2; size > 0; size /= 2 {
		for at := 0; at < len(requests); {
			rest := slices.Delete(slices.Clone(requests), at, min(at+size, len(requests)))
			if still := playSession(seed, rest); still != "" {
				requests, wrong = rest, still
			} else {
				at += size
			}
		}
	}
	return requests, wrong
}

// sessionOptions draws how large things are, how late, and who is let in.
func sessionOptions(seed uint64) Options {
	r := rand.New(rand.NewPCG(seed, 1))
	of := func(all ...int64) int64 { return all[r.IntN(len(all))] }
	o := DefaultOptions()
	o.Seed = seed
	s := &o.Scale
	s.Admission = engine.Admission(of(0, 1, 2, 3, 3, 3))
	s.Partitions = int(of(0, 1, 2, 3))
	s.TreeDegree = int(of(2, 3, 32))
	s.PageBytes = int(of(100, 1<<20))
	s.PartitionBytes = of(100, 300, 2000, 10<<30)
	s.ReplicationLag = engine.Time(of(0, 20_000, 5_000_000))
	s.PropagationLag = engine.Time(of(0, 50_000, 5_000_000))
	s.TableDelay = engine.Time(of(0, 0, 1_000_000, 90_000_000))
	s.TTLDelay = engine.Time(of(0, 1_000_000))
	s.Lease = engine.Time(of(0, 3_000_000))
	s.Rebuild = engine.Time(of(0, 30_000_000))
	s.Transaction = engine.Time(of(0, 20_000, 10_000_000))
	s.SplitTime = engine.Time(of(0, 2_000_000, 100_000_000))
	s.PartitionReads, s.PartitionWrites = int(of(1, 20, 3000)), int(of(1, 10, 1000))
	s.Realistic = of(0, 0, 0, 1) == 1
	s.Unmonitored = of(0, 0, 0, 1) == 1
	return o
}

// drawSession draws requests; the Now of each is how long after the one before it is sent.
func drawSession(seed uint64, steps int) (requests []Request) {
	r := rand.New(rand.NewPCG(seed, 2))
	draw := sessionDraw{r}
	add := func(request string, later engine.Time) {
		requests = append(requests, Request{Target: targetOf(request), Body: bodyOf(request), Now: later, Client: uint64(r.IntN(3)), TraceLevel: r.IntN(3)})
	}
	begin := engine.Time(r.Int64N(2_000_000_000_000_000))
	if r.IntN(8) == 0 {
		begin = engine.LastMoment - engine.Hour
	}
	add(draw.create("Ant"), begin)
	add(draw.create("Bee"), 0)
	for range steps {
		later := engine.Time(0)
		if r.IntN(3) == 0 {
			later = engine.Time(r.Int64N(int64([]engine.Time{engine.Millisecond, engine.Second, engine.Minute, engine.Hour}[r.IntN(4)])))
		}
		add(draw.request(), later)
	}
	return requests
}

// A sessionDraw draws requests to two tables, which may be there or not.
type sessionDraw struct{ *rand.Rand }

func (r sessionDraw) of(all ...string) string { return all[r.IntN(len(all))] }

func (r sessionDraw) table() string { return r.of("Ant", "Ant", "Ant", "Bee") }

func (r sessionDraw) number(most int) string { return fmt.Sprint(r.IntN(most)) }

func (r sessionDraw) create(name string) string {
	billing := r.of(`"BillingMode":"PAY_PER_REQUEST"`, `"BillingMode":"PAY_PER_REQUEST","OnDemandThroughput":{"MaxReadRequestUnits":7,"MaxWriteRequestUnits":3}`,
		`"ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":3}`, `"ProvisionedThroughput":{"ReadCapacityUnits":9000,"WriteCapacityUnits":3000}`)
	through := ""
	if strings.Contains(billing, "Provisioned") {
		through = r.of(`,"ProvisionedThroughput":{"ReadCapacityUnits":2,"WriteCapacityUnits":1}`, `,"ProvisionedThroughput":{"ReadCapacityUnits":2000,"WriteCapacityUnits":4000}`)
	}
	local, stream := "", ""
	if r.IntN(2) == 0 {
		local = `,"LocalSecondaryIndexes":[{"IndexName":"ByV","KeySchema":[{"AttributeName":"K","KeyType":"HASH"},{"AttributeName":"V","KeyType":"RANGE"}],"Projection":{"ProjectionType":"ALL"}}]`
	}
	if r.IntN(2) == 0 {
		stream = `,"StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"}`
	}
	defined := `{"AttributeName":"K","AttributeType":"S"},{"AttributeName":"S","AttributeType":"N"},{"AttributeName":"G","AttributeType":"S"}`
	if local != "" {
		defined += `,{"AttributeName":"V","AttributeType":"N"}`
	}
	return `CreateTable {"TableName":"` + name + `"` + `,` + billing + `,"AttributeDefinitions":[` + defined + `],"KeySchema":[{"AttributeName":"K","KeyType":"HASH"},{"AttributeName":"S","KeyType":"RANGE"}],` +
		`"GlobalSecondaryIndexes":[{"IndexName":"ByG","KeySchema":[{"AttributeName":"G","KeyType":"HASH"}],"Projection":{"ProjectionType":"` + r.of("ALL", "KEYS_ONLY") + `"}` + through + `}]` + local + stream + `}`
}

func (r sessionDraw) key() string {
	return `{"K":{"S":"` + r.of("a", "b", "c", "d", "e") + `"},"S":{"N":"` + r.number(6) + `"}}`
}

func (r sessionDraw) item() string {
	k := r.key()
	extra := ""
	if r.IntN(3) > 0 {
		extra += `,"G":{"S":"` + r.of("x", "y", "z") + `"}`
	}
	if r.IntN(2) == 0 {
		extra += `,"V":{"N":"` + r.number(9) + `"}`
	}
	if r.IntN(3) == 0 {
		extra += `,"T":{"N":"` + r.number(2_000_000_000) + `"}`
	}
	if r.IntN(5) == 0 {
		extra += `,"P":{"S":"` + strings.Repeat("p", r.IntN(5000)) + `"}`
	}
	return k[:len(k)-1] + extra + "}"
}

func (r sessionDraw) request() string {
	t := `"TableName":"` + r.table() + `"`
	index := r.of("", "", `,"IndexName":"ByG"`)
	partition := `,"Partition":` + r.number(9)
	switch r.IntN(44) {
	case 0, 1, 2:
		return `PutItem {` + t + `,"Item":` + r.item() + `,"ReturnConsumedCapacity":"INDEXES"}`
	case 3:
		return `PutItem {` + t + `,"Item":` + r.item() + `,"ConditionExpression":"attribute_not_exists(K)"}`
	case 4:
		return `UpdateItem {` + t + `,"Key":` + r.key() + `,"UpdateExpression":"SET G = :g ADD V :v","ExpressionAttributeValues":{":g":{"S":"` + r.of("x", "w") + `"},":v":{"N":"1"}}}`
	case 5:
		return `DeleteItem {` + t + `,"Key":` + r.key() + `}`
	case 6:
		return `GetItem {` + t + `,"Key":` + r.key() + `,"ConsistentRead":` + r.of("true", "false") + `}`
	case 7:
		return `Query {` + t + r.of(`,"KeyConditionExpression":"K = :k"`, `,"IndexName":"ByG","KeyConditionExpression":"G = :k"`, `,"IndexName":"ByV","KeyConditionExpression":"K = :k"`) +
			`,"ExpressionAttributeValues":{":k":{"S":"` + r.of("a", "b", "x", "y") + `"}}}`
	case 8:
		return `Scan {` + t + index + `,"ConsistentRead":` + r.of("true", "false") + `}`
	case 9:
		return `BatchWriteItem {"RequestItems":{"Ant":[{"PutRequest":{"Item":` + r.item() + `}},{"DeleteRequest":{"Key":` + r.key() + `}}],"Bee":[{"PutRequest":{"Item":` + r.item() + `}}]},"ReturnConsumedCapacity":"TOTAL"}`
	case 10:
		return `BatchGetItem {"RequestItems":{"Ant":{"Keys":[` + r.key() + `]},"Bee":{"Keys":[` + r.key() + `]}}}`
	case 11, 12:
		return `TransactWriteItems {"ClientRequestToken":"t` + r.number(9) + `","TransactItems":[{"Put":{"TableName":"Ant","Item":` + r.item() + `}},{"Put":{"TableName":"Bee","Item":` + r.item() + `}}]}`
	case 13:
		return `TransactGetItems {"TransactItems":[{"Get":{"TableName":"Ant","Key":` + r.key() + `}},{"Get":{"TableName":"Bee","Key":` + r.key() + `}}]}`
	case 14:
		return r.statements()
	case 15:
		return r.of(`DeleteTable {`+t+`}`, r.create("Ant"), r.create("Bee"))
	case 16:
		return r.create("Bee")
	case 17, 18:
		return r.update(t)
	case 19:
		return `UpdateTimeToLive {` + t + `,"TimeToLiveSpecification":{"Enabled":` + r.of("true", "true", "false") + `,"AttributeName":"T"}}`
	case 20:
		return `.Fault {"Kind":"` + r.of("StopReplica", "StartReplica") + `",` + t + index + partition + `,"Replica":` + r.number(3) + `}`
	case 21:
		return `.Fault {"Kind":"StopLeader",` + t + index + partition + `}`
	case 22:
		return `.Fault {"Kind":"` + r.of("StopZone", "StartZone") + `","Zone":"` + r.of("a", "b", "c") + `"}`
	case 23:
		return `.Fault {"Kind":"` + r.of("DelayReplication", "DelayPropagation") + `",` + t + r.of("", index) + r.of("", partition) + r.of(`,"Hold":true`, `,"Span":0`, `,"Span":3000000`, `,"Span":31622400000000`) + `}`
	case 24:
		return `.Fault {"Kind":"` + r.of("Throttle", "Fail") + `",` + t + index + r.of("", partition) + `,"Count":` + r.number(4) + `}`
	case 25:
		return `.Fault {"Kind":"JumpClock","Span":` + r.of("1", "1000000", "61000000", "7200000000", "100000000000") + `}`
	case 26, 27:
		return `.Fault {"Kind":"Mend"}`
	case 28:
		return `.Split {` + t + index + partition + `}`
	case 29:
		return `.Split {` + t + partition + `,"Key":{"K":{"S":"` + r.of("a", "b", "c") + `"},"S":{"N":"` + r.number(6) + `"}}}`
	case 30:
		return `.Load {` + t + `,"Whole":true,"Generator":{"Items":` + r.of("1", "7", "120") + `,"Collections":3,"Seed":3}}`
	case 31:
		return `.Load {` + t + `,"Items":[` + r.item() + `],"Chunk":0,"Chunks":1}`
	case 32, 33, 34:
		return r.workload(t)
	case 35:
		return `.Workload {"` + r.of("Cancel", "Status") + `":"` + r.of("v", "w") + `"}`
	case 36:
		return r.of(`.Alarm {"Remove":"a"}`, `.Alarm {"Put":{"Name":"`+r.of("a", "b")+`",`+t+index+`,"Metric":"`+r.of("ConsumedReadCapacityUnits", "WriteThrottleEvents", "ConsumedWriteCapacityUnits")+`","Threshold":`+r.number(3)+`,"Period":"`+r.of("second", "minute", "hour")+`","Periods":`+r.of("1", "2", "100")+`}}`)
	case 37:
		return `.AutoScaling {` + t + index + `,"MinUnits":` + r.of("1", "4") + `,"MaxUnits":` + r.of("10", "40000") + `,"TargetPercent":` + r.of("20", "70", "90") + `}`
	case 38:
		return r.of(`.Metrics {`+t+index+`,"Period":"`+r.of("second", "minute", "hour")+`"}`, `.Metrics {`+t+partition+`}`, `.Inspect {"Level":"table",`+t+`}`, `.Inspect {"Level":"database"}`,
			`.Explain {"Target":"DynamoDB_20120810.Scan","Body":{`+t+`}}`, `DescribeTable {`+t+`}`, `.Workload {}`)
	case 39:
		return `.Advance {"By":` + r.of("0", "20000", "3000000", "120000000", "4000000000") + `,"Limit":` + r.of("1", "3", "50", "100000") + `}`
	case 40:
		return r.of(`.Checkpoint {"Name":"c"}`, `.Restore {"Name":"c"}`)
	case 41:
		return `.Advance {"By":` + r.of("1000", "1000000") + `}`
	case 42:
		return `.Save {}`
	}
	return `.Advance {"By":` + r.of("600000000", "2000000") + `}`
}

func (r sessionDraw) update(t string) string {
	return `UpdateTable {` + t + `,` + r.of(
		`"BillingMode":"PAY_PER_REQUEST"`,
		`"BillingMode":"PROVISIONED","ProvisionedThroughput":{"ReadCapacityUnits":4,"WriteCapacityUnits":2},"GlobalSecondaryIndexUpdates":[{"Update":{"IndexName":"ByG","ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1}}}]`,
		`"ProvisionedThroughput":{"ReadCapacityUnits":`+r.of("1", "8000", "40000")+`,"WriteCapacityUnits":`+r.of("1", "2500", "40000")+`}`,
		`"OnDemandThroughput":{"MaxReadRequestUnits":`+r.of("1", "-1", "30000")+`,"MaxWriteRequestUnits":`+r.of("2", "-1")+`}`,
		`"GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"ByG"}}]`,
		`"AttributeDefinitions":[{"AttributeName":"G","AttributeType":"S"},{"AttributeName":"K","AttributeType":"S"},{"AttributeName":"S","AttributeType":"N"}],"GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"ByG","KeySchema":[{"AttributeName":"G","KeyType":"HASH"},{"AttributeName":"S","KeyType":"RANGE"}],"Projection":{"ProjectionType":"ALL"}`+
			r.of("", `,"ProvisionedThroughput":{"ReadCapacityUnits":2,"WriteCapacityUnits":1}`)+`}}]`,
		`"StreamSpecification":{"StreamEnabled":`+r.of(`true,"StreamViewType":"NEW_IMAGE"`, "false")+`}`,
		`"WarmThroughput":{"ReadUnitsPerSecond":`+r.of("14000", "60000")+`,"WriteUnitsPerSecond":`+r.of("5000", "50000")+`}`,
		`"DeletionProtectionEnabled":false`,
	) + `}`
}

// statements draws a request in PartiQL: one statement, or several as a batch or a transaction.
func (r sessionDraw) statements() string {
	where := func() string { return " WHERE K = '" + r.of("a", "b", "c", "d", "e") + "' AND S = " + r.number(6) }
	draw := func() string { return "SELECT * FROM " + r.table() + where() }
	if r.IntN(3) > 0 {
		draw = func() string {
			return r.of("INSERT INTO "+r.table()+" VALUE {'K': '"+r.of("a", "b", "f")+"', 'S': "+r.number(6)+", 'V': 2}",
				"UPDATE "+r.table()+" SET V = 3 SET G = 'x'"+where()+r.of("", " AND V < 3"), "DELETE FROM "+r.table()+where()+r.of("", " AND V > 2"))
		}
	}
	members := `"Statement":"` + draw() + `"`
	switch several := `:[{` + members + `},{"Statement":"` + draw() + `"}],"ReturnConsumedCapacity":"INDEXES"}`; r.IntN(3) {
	case 0:
		return `BatchExecuteStatement {"Statements"` + several
	case 1:
		return `ExecuteTransaction {` + r.of("", `"ClientRequestToken":"t`+r.number(9)+`",`) + `"TransactStatements"` + several
	}
	return `ExecuteStatement {` + members + `}`
}

func (r sessionDraw) workload(t string) string {
	return `.Workload {"Start":{"Name":"` + r.of("v", "w") + `",` + t + r.of("", `,"IndexName":"ByG"`, `,"IndexName":"ByV"`) +
		`,"Keys":{"Distribution":` + r.of(`"Uniform"`, `"Zipf"`, `"HotKey"`, `"TimeOrdered"`, `"LowCardinality"`, `"Rows","Rows":"a,3\nb,1"`) + `,"Count":` + r.of("1", "5", "300") +
		`},"SortKeys":` + r.of("1", "50") + `,"Mix":{` + r.of(`"GetItem":100`, `"PutItem":100`, `"GetItem":20,"PutItem":40,"UpdateItem":20,"DeleteItem":10,"Query":10`) +
		`},"ConsistentRead":` + r.of("true", "false") + `,"Rate":` + r.of("1", "7", "100", "900") + `,"Seconds":` + r.of("1", "3", "90") + `,"Clients":` + r.of("1", "9") +
		`,"Arrivals":"` + r.of("Even", "Together") + `","Attributes":{"G":2},"ItemBytes":` + r.of("1", "300") +
		`,"Retry":{"Policy":"` + r.of("none", "fixed", "exponential", "jitter", "sdk-standard", "sdk-legacy", "sdk-adaptive") + `"}}}`
}

// sessionLooks are all that can be seen in the end.
func sessionLooks(d *Door) (all []string) {
	for _, look := range []string{
		`.Inspect {"Level":"database"}`, `.Inspect {"Level":"table","TableName":"Ant"}`, `.Inspect {"Level":"table","TableName":"Bee"}`,
		`.Metrics {}`, `.Metrics {"TableName":"Ant"}`, `.Metrics {"TableName":"Ant","IndexName":"ByG"}`, `.Metrics {"TableName":"Bee","Period":"minute"}`, `.Metrics {"TableName":"Bee","Period":"hour"}`,
		`.Workload {"Status":"v"}`, `.Workload {"Status":"w","Period":"tenth","Limit":600}`, `.Workload {}`,
		`DescribeTable {"TableName":"Ant"}`, `DescribeTable {"TableName":"Bee"}`, `Scan {"TableName":"Ant","ConsistentRead":true}`, `Scan {"TableName":"Bee","ConsistentRead":true}`,
	} {
		r := d.Handle(Request{Target: targetOf(look), Body: bodyOf(look), Now: d.db.Now()})
		all = append(all, look+"\n"+string(r.Body))
	}
	return all
}

// A logged request was sent at a time and answered with that checksum.
type logged struct {
	Request
	sum uint32
}

// copyEvery is after how many requests a checkpoint is taken.
const copyEvery = 17

// playSession plays the requests, each so long after the one before as its Now says, and says what is wrong.
func playSession(seed uint64, requests []Request) (wrong string) {
	defer func() {
		if p := recover(); p != nil {
			wrong = fmt.Sprint("panic: ", p)
		}
	}()
	o := sessionOptions(seed)
	d := NewDoor(o.Seed, o)
	var sent, log []logged
	var copies []*Door
	last := uint64(0)
	for i, r := range append(slices.Clip(requests), Request{Target: ringside + "Advance", Body: `{"By":1}`}) {
		if i%copyEvery == copyEvery-1 {
			copies = append(copies, d.Clone())
		}
		r.Now += d.db.Now()
		got := d.Handle(r)
		if !isJSON(string(got.Body)) || got.Trace != nil && !isJSON(string(got.Trace)) {
			return fmt.Sprintf("request %d: no JSON: %s %s", i, got.Body, got.Trace)
		}
		if broken := d.db.Check(); len(broken) > 0 {
			return fmt.Sprintf("after request %d, %s %s: %s", i, r.Target, r.Body, broken)
		}
		sent = append(sent, logged{r, got.Checksum})
		if got.Recorded {
			if got.N == last {
				log = log[:len(log)-1]
			}
			last = got.N
			r.Body = got.RecordBody
			log = append(log, logged{r, got.Checksum})
		}
	}
	looks := sessionLooks(d)
	for i, c := range copies {
		for j, k := range sent[(i+1)*copyEvery-1:] {
			for c.db.Advance(k.Now, 1+j%5).More {
			}
			if r := c.Handle(k.Request); r.Checksum != k.sum && !strings.HasSuffix(k.Target, ".Save") { // which has a token
				return fmt.Sprintf("copy %d answers request %d, %s %s: %.600s", i, j+(i+1)*copyEvery-1, k.Target, k.Body, r.Body)
			}
		}
		if differ := differing(looks, sessionLooks(c)); differ != "" {
			return fmt.Sprintf("copy %d: %s", i, differ)
		}
	}
	again := NewDoor(o.Seed, o)
	for i, k := range log {
		r := again.Handle(k.Request)
		for r.More {
			r = again.Handle(k.Request)
		}
		if r.Checksum != k.sum && !strings.HasSuffix(k.Target, ".Advance") {
			return fmt.Sprintf("record %d, %s %s: replayed as %.600s", i+1, k.Target, k.Body, r.Body)
		}
	}
	return differing(looks, sessionLooks(again))
}

// differing returns the first look that shows two things, and from where on.
func differing(live, other []string) string {
	for i := range live {
		if live[i] != other[i] {
			at := 0
			for at < min(len(live[i]), len(other[i])) && live[i][at] == other[i][at] {
				at++
			}
			name, _, _ := strings.Cut(live[i], "\n")
			return fmt.Sprintf("%s: live …%.300s\nother …%.300s", name, live[i][max(0, at-120):], other[i][max(0, at-120):])
		}
	}
	return ""
}
