package operation

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ringside/engine"
)

// traced runs a request and returns its trace at a level.
func traced(d *Door, level int, request string) string {
	return string(d.Handle(Request{Target: targetOf(request), Body: bodyOf(request), Now: d.db.Now(), TraceLevel: level}).Trace)
}

func TestTrace(t *testing.T) {
	d := stocked(t)
	const get = `GetItem {"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}},"ConsistentRead":true}`
	if got := traced(d, engine.TraceCounts, get); got != "" {
		t.Errorf("a trace that nobody asked for: %s", got)
	}
	for _, c := range []struct{ request, want string }{
		{get, `{"operation":"GetItem","why":"` + whyGet + `","steps":[` +
			`{"phase":"parse","why":"` + whyGet + `"},` +
			`{"phase":"hash","from":"d24ec4f1a98c6e5b","input":"a"},` +
			`{"phase":"ring","partition":3,"from":"c000000000000000"},` +
			`{"phase":"partition","partition":3},` +
			`{"phase":"seek","partition":3,"replica":0,"from":"d24ec4f1a98c6e5b","to":"d24ec4f1a98c6e5b"},` +
			`{"phase":"read","partition":3,"replica":0,"examined":1,"returned":1,"bytes":9},` +
			`{"phase":"cost","partition":3,"bytes":9,"units":1.0}],"places":[` +
			`{"place":"parse","text":"It runs as a GetItem: ` + whyGet + `.","steps":[0]},`},
		{stated("SELECT * FROM Shop WHERE\n PK = ", ""), `{"operation":"ExecuteStatement","steps":[{"phase":"parse"}],` +
			`"places":[{"place":"parse","text":"Statement stops making sense at line 2, column 7: expected a value such as 'text', 1 or ?, or a path.","steps":[0]}],` +
			`"syntax":{"member":"Statement","offset":31,"line":2,"column":7,"length":0,"expected":"expected a value such as 'text', 1 or ?, or a path"}}`},
		{stated("SELECT a, FROM Shop", ""), `{"operation":"ExecuteStatement","steps":[{"phase":"parse"}],` +
			`"places":[{"place":"parse","text":"Statement stops making sense at line 1, column 11: expected * or the paths to return.","steps":[0]}],` +
			`"syntax":{"member":"Statement","offset":10,"line":1,"column":11,"length":4,"expected":"expected * or the paths to return","mend":"No comma stands before FROM."}}`},
		{`ListTables {}`, `{"operation":"ListTables","steps":[{"phase":"parse"}],"places":[{"place":"parse","text":"No partition needs to be asked.","steps":[0]}]}`},
	} {
		if got := traced(d, engine.TraceSteps, c.request); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s\n got %s\nwant %s", c.request, got, c.want)
		}
	}
}

// A toldTrace is a trace as the page reads it.
type toldTrace struct {
	Steps []struct {
		Phase                        string
		Examined, Returned           int
		Partition, Replica, BehindBy int
		From, To, Why, Input         string
		Bytes, Units, At             float64
	}
	Places []struct {
		Place, Text string
		Steps       []int
	}
	Path []struct {
		Partition, Replica, Depth, Keys, Child, Comparisons int
		Probes                                              []int
	}
	Outcomes []struct {
		Partition, Replica int
		First              struct {
			Hash                  string
			PartitionKey, SortKey map[string]string
		}
		Reverse bool
		Items   string
	}
}

// tell runs a request and reads its trace; a trace that isn't JSON, or has members that
// the page doesn't know, fails the test.
func tell(t testing.TB, d *Door, level int, request string) (r Response, trace toldTrace) {
	t.Helper()
	r = d.Handle(Request{Target: targetOf(request), Body: bodyOf(request), Now: d.db.Now(), TraceLevel: level})
	if err := json.Unmarshal(r.Trace, &trace); err != nil {
		t.Fatalf("%s: %v in %s", request, err, r.Trace)
	}
	return r, trace
}

// Sentences keep long keys short, and what is in a key shows as text.
func TestStoryQuotes(t *testing.T) {
	d := stocked(t)
	for key, want := range map[string]string{
		`<b>\"x\"</b>`:          `xxhash64('<b>"x"</b>') = `,
		`%d {why} \\`:           `xxhash64('%d {why} \') = `,
		strings.Repeat("é", 50): "xxhash64('" + strings.Repeat("é", 30) + "…') = ",
	} {
		_, trace := tell(t, d, engine.TraceSteps, `GetItem {"TableName":"Shop","Key":{"PK":{"S":"`+key+`"},"SK":{"S":"1"}}}`)
		if got := trace.Places[1].Text; !strings.HasPrefix(got, want) {
			t.Errorf("got %s, want %s…", got, want)
		}
	}
}

// Figures in sentences are those of the page.
func TestFigures(t *testing.T) {
	for _, c := range []struct {
		text   string
		number int64
		want   string
	}{
		{"%d item%s", 1, "1 item"}, {"%d item%s", 0, "0 items"}, {"%d item%s", 1234567, "1,234,567 items"}, {"%d", 1002003, "1,002,003"},
		{"%b", 1, "1 byte"}, {"%b", 1023, "1,023 bytes"}, {"%b", 1024, "1 KB"}, {"%b", 1229, "1.2 KB"}, {"%b", 123456, "121 KB"}, {"%b", 3 << 20, "3 MB"},
		{"%t", 0, "0 ms"}, {"%t", 21548, "21.5 ms"}, {"%t", 250_400, "250 ms"}, {"%t", 10_000_000, "10 s"},
		{"%u", 1, "0.5 units"}, {"%u", 2, "1 unit"}, {"%u", 3, "1.5 units"}, {"%u", 4000, "2,000 units"}, {"%u", 401, "200.5 units"},
		{"%r", leader, "The leader"}, {"%r", 2, "Replica 2"},
	} {
		var w writer
		if w.say(c.text, c.number); string(w.buffer) != c.want {
			t.Errorf("%s of %d: got %s, want %s", c.text, c.number, w.buffer, c.want)
		}
	}
}

// Whatever is asked of a table, and however it is laid out: asking for a trace changes no
// answer, the outcomes are those that the answer counts, and every step is told of in just
// one place.
func TestTraceAgreesWithTheAnswer(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		plain, traced := stocked(t), stocked(t)
		for range rapid.IntRange(1, 12).Draw(rt, "requests") {
			request := anyRequest(rt)
			answer := say(plain, request)
			r, trace := tell(t, traced, engine.TraceDetail, request)
			if got := strconv.Itoa(r.Status) + " " + string(r.Body); got != answer {
				rt.Fatalf("%s\nwith a trace %s\nwithout %s", request, got, answer)
			}
			checkOutcomes(rt, r, trace)
			checkPlaces(rt, trace)
		}
	})
}

// anyRequest draws a request to the tables of stocked, some of them no good.
func anyRequest(t *rapid.T) string {
	key := rapid.SampledFrom([]string{"a", "b", "c", `\"<b>\u0001`}).Draw(t, "partition key")
	digit := rapid.SampledFrom([]string{"0", "1", "3", "5"}).Draw(t, "sort key")
	whole := `{"PK":{"S":"` + key + `"},"SK":{"S":"` + digit + `"}`
	filter := rapid.SampledFrom([]string{"", `,"FilterExpression":"n > :n"`, `,"ScanIndexForward":false`, `,"Limit":2`}).Draw(t, "filter")
	values := `"ExpressionAttributeValues":{":n":{"N":"` + digit + `"}`
	if filter != `,"FilterExpression":"n > :n"` {
		values = `"ExpressionAttributeValues":{":k":{"S":"` + key + `"}`
	}
	return rapid.SampledFrom([]string{
		`GetItem {"TableName":"Shop","Key":` + whole + `}}`,
		`GetItem {"TableName":"Shop","Key":` + whole + `,"n":{"N":"1"}}}`,
		`PutItem {"TableName":"Shop","Item":` + whole + `,"n":{"N":"` + digit + `"}}}`,
		`PutItem {"TableName":"Shop","Item":` + whole + `},"ConditionExpression":"attribute_not_exists(PK)"}`,
		`DeleteItem {"TableName":"Shop","Key":` + whole + `}}`,
		`BatchWriteItem {"RequestItems":{"Plain":[{"PutRequest":{"Item":{"id":{"N":"-1.5"}}}},{"DeleteRequest":{"Key":{"id":{"N":"0"}}}}],"Shop":[{"DeleteRequest":{"Key":` + whole + `}}}]}}`,
		`Query {"TableName":"Shop","KeyConditionExpression":"PK = :k"` + filter + `,` + values + `,":k":{"S":"` + key + `"}}}`,
		`Query {"TableName":"Shop","KeyConditionExpression":"PK = :k",` + values + `}}`,
		`Scan {"TableName":"Shop"}`,
		`Scan {"TableName":"Shop","Limit":3,"FilterExpression":"n > :n","ExpressionAttributeValues":{":n":{"N":"` + digit + `"}}}`,
		stated(`SELECT * FROM Shop WHERE PK IN ['a', 'b', '`+digit+`'] AND SK > '1'`, ""),
		stated(`SELECT * FROM Shop WHERE PK = 'a' AND SK = '`+digit+`'`, ""),
		stated(`SELECT * FROM Shop WHERE n = `, ""),
		`BatchExecuteStatement {"Statements":[{"Statement":"SELECT * FROM Shop WHERE PK = 'a' AND SK = '` + digit + `'"},{"Statement":"SELECT * FROM Shop WHERE PK = 'b' AND SK = '1'"},{"Statement":"SELECT n FROM"}]}`,
		`BatchExecuteStatement {"Statements":[{"Statement":"DELETE FROM Shop WHERE PK = 'a' AND SK = '` + digit + `' AND n = 1"},{"Statement":"UPDATE Shop SET m = 1 WHERE PK = 'b' AND SK = '` + digit + `'"}]}`,
		`BatchExecuteStatement {"Statements":[{"Statement":"DELETE FROM Shop"},{"Statement":"SELECT n FROM"}]}`,
		`ExecuteTransaction {"TransactStatements":[{"Statement":"DELETE FROM Shop WHERE PK = 'a' AND SK = '` + digit + `'"},{"Statement":"EXISTS(SELECT * FROM Shop WHERE PK = 'b' AND SK = '1' AND n = ` + digit + `)"}]}`,
		`ExecuteTransaction {"TransactStatements":[{"Statement":"SELECT * FROM Shop WHERE PK = 'a' AND SK = '` + digit + `'"},{"Statement":"SELECT * FROM Shop WHERE PK = 'b' AND SK = '` + digit + `'"}]}`,
		`.Split {"TableName":"Shop","Partition":` + digit + `}`,
		`.Split {"TableName":"Shop","Partition":3,"Key":` + whole + `}}`,
	}).Draw(t, "request")
}

func checkOutcomes(t *rapid.T, r Response, trace toldTrace) {
	examined, returned, outcomes := 0, 0, ""
	for _, step := range trace.Steps {
		examined, returned = examined+step.Examined, returned+step.Returned
	}
	for _, run := range trace.Outcomes {
		outcomes += run.Items
		if run.First.Hash == "" || len(run.First.PartitionKey) == 0 { // table Plain has no sort key
			t.Fatalf("a run begins at %+v", run.First)
		}
	}
	if read := strings.ReplaceAll(outcomes, "w", ""); len(read) != examined || strings.Count(read, "r") != returned {
		t.Fatalf("%d items read, %d returned, and the outcomes %q: %s", examined, returned, outcomes, r.Trace)
	}
}

func checkPlaces(t *rapid.T, trace toldTrace) {
	told := make([]int, len(trace.Steps))
	for _, place := range trace.Places {
		if !strings.HasSuffix(place.Text, ".") || strings.Contains(place.Text, ": .") {
			t.Fatalf("%q is no sentence", place.Text)
		}
		for _, i := range place.Steps {
			if told[i]++; trace.Steps[i].Phase != place.Place {
				t.Fatalf("%s tells of step %d, a %s", place.Place, i, trace.Steps[i].Phase)
			}
		}
	}
	for i, times := range told {
		if times != 1 {
			t.Fatalf("step %d is told of %d times", i, times)
		}
	}
}

// A path leads through the tree that Inspect shows to the item.
func TestPathLeadsToTheItem(t *testing.T) {
	o := DefaultOptions()
	o.Scale.TreeDegree, o.Scale.Partitions = 2, 2
	d := NewDoor(3, o)
	must(t, d, "DynamoDB_20120810.CreateTable", `{"TableName":"Numbers","BillingMode":"PAY_PER_REQUEST",
		"AttributeDefinitions":[{"AttributeName":"n","AttributeType":"N"}],"KeySchema":[{"AttributeName":"n","KeyType":"HASH"}]}`)
	for i := range 100 {
		must(t, d, "DynamoDB_20120810.PutItem", `{"TableName":"Numbers","Item":{"n":{"N":"`+strconv.Itoa(i)+`"}}}`)
	}
	for i := range 100 {
		key := strconv.Itoa(i)
		_, trace := tell(t, d, engine.TraceDetail, `GetItem {"TableName":"Numbers","ConsistentRead":true,"Key":{"n":{"N":"`+key+`"}}}`)
		first := trace.Path[0]
		var tree struct {
			Nodes []struct {
				Parent int
				Keys   []struct{ PartitionKey map[string]string }
			}
		}
		shown := must(t, d, ringside+"Inspect", `{"Level":"tree","TableName":"Numbers","Partition":`+strconv.Itoa(first.Partition)+`,"Replica":`+strconv.Itoa(first.Replica)+`}`)
		if err := json.Unmarshal([]byte(shown), &tree); err != nil {
			t.Fatal(err)
		}
		at := 0
		for depth, visit := range trace.Path {
			keys := tree.Nodes[at].Keys
			if visit.Keys != len(keys) || visit.Depth != depth || visit.Comparisons != len(visit.Probes) {
				t.Fatalf("%s: %+v of a node with the keys %v", key, visit, keys)
			}
			if depth < len(trace.Path)-1 {
				children := slices.IndexFunc(tree.Nodes, func(n struct {
					Parent int
					Keys   []struct{ PartitionKey map[string]string }
				}) bool {
					return n.Parent == at
				})
				at = children + visit.Child
				continue
			}
			if got := keys[visit.Child].PartitionKey["N"]; got != key {
				t.Errorf("the path to %s leads to %s", key, got)
			}
		}
	}
}

// A trace keeps the outcomes of the first 1,000 items, wherever they were read.
func TestOutcomesKept(t *testing.T) {
	d := orders(t)
	must(t, d, ringside+"Load", `{"TableName":"Orders","Whole":true,"Generator":{"Items":3000,"Distribution":"uniform","Collections":50}}`)
	_, trace := tell(t, d, engine.TraceDetail, `Scan {"TableName":"Orders"}`)
	kept := 0
	for _, run := range trace.Outcomes {
		kept += len(run.Items)
	}
	if kept != 1000 || len(trace.Outcomes) > 8 {
		t.Errorf("%d outcomes in %d runs", kept, len(trace.Outcomes))
	}
}

// Every operation has a trace, those too that put another database in the place of theirs.
func TestEveryOperationHasATrace(t *testing.T) {
	d := stocked(t)
	say(d, `.Checkpoint {"Name":"c"}`)
	saved := say(d, `.Save {}`)
	for _, request := range []string{
		`GetItem {"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}}}`,
		`.Restore {"Name":"c"}`,
		`.Open {"Index":0,"Count":1,"Chunk":` + memberOf(t, saved[len("200 "):], "Chunk") + `}`,
	} {
		r, trace := tell(t, d, engine.TraceDetail, request)
		if r.Status != 200 || len(trace.Places) == 0 || trace.Places[0].Place != "parse" {
			t.Errorf("%s: %d %s, traced %s", request, r.Status, r.Body, r.Trace)
		}
	}
	for target := range operations {
		for _, body := range []string{`{}`, `{"TableName":"Shop"}`, `{"Name":"c"}`, `[`} {
			r, trace := tell(t, d, engine.TraceDetail, targetName(target)+" "+body)
			if len(trace.Places) == 0 {
				t.Errorf("%s %s: %d %s, traced %s", target, body, r.Status, r.Body, r.Trace)
			}
		}
	}
}

// targetName is a target as requests of tests spell it.
func targetName(target string) string {
	name, _ := strings.CutPrefix(target, dynamoDB)
	return strings.Replace(name, ringside, ".", 1)
}
