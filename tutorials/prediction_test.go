package tutorials

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ringside/engine"
	"ringside/engine/operation"
	"ringside/engine/scenario"
)

// A prediction is what Explain says of a request before it is run.
type prediction struct {
	Operation, IndexName string
	Estimate             *struct {
		account
		Exact bool
	}
}

// An account is what a request reads or writes, touches and costs, predicted or run. Pages are how
// many calls a whole answer takes.
type account struct {
	Items, Pages int
	Units        float64
	Partitions   []int
	Fails        string
}

// A trace is what is told of a run.
type trace struct {
	Operation, Index string
	Elsewhere        bool
	Steps            []struct {
		Phase, Index                                 string
		Partition, Examined, Bytes, BehindBy, Unread int
		Units                                        float64
	}
}

// A desk runs requests in a database, each after it was predicted, and complains where a
// prediction is not what came.
type desk struct {
	*operation.Door
	t       *testing.T
	where   string // lesson and step
	now     engine.Time
	pace    engine.Time       // between two requests
	said    map[string]string // what a request gets by name
	counted *tally
}

// A tally says of how many requests the predictions held.
type tally struct {
	held, behind int
	broken       []string // where a prediction was broken that need not be kept
}

// broken are predictions that the run does not keep and need not, by lesson and step.
var broken = map[string]string{
	"consistency.md gone": "a fault: the leader is gone, and what a read would cost is said as if it were there",
}

// TestPredictions holds what the page says beside the button before a request is run against what the run
// then does: in every step of every lesson, of all that leads to it, of its examples, its start and
// its solution.
func TestPredictions(t *testing.T) {
	var counted tally
	for _, name := range lessonFiles(t) {
		l := read(t, name)
		var c scenario.Classroom
		for i, s := range l.Steps {
			d := l.desk(t, &c, s, &counted)
			tried := append(examples(s.Prose), s.Start)
			if i == 0 {
				tried = append(tried, examples(l.Intro)...)
			}
			for _, text := range tried {
				d.copy().runAll(text)
			}
			d.runAll(s.Solution)
		}
	}
	for where := range broken {
		if !slices.Contains(counted.broken, where) {
			t.Error(where + ": the prediction is kept after all")
		}
	}
	t.Logf("%d predictions held, %d of them of reads of what is behind", counted.held, counted.behind)
	if counted.held < 10*counted.behind {
		t.Error("most reads are of what is behind: that proves little")
	}
}

// desk opens a database and brings it to a step's start.
func (l lesson) desk(t *testing.T, c *scenario.Classroom, s step, counted *tally) *desk {
	var opening struct {
		Requests []struct {
			Target, Body string
			Now          int64
		}
		Said map[string]string
		Now  int64
	}
	ask(t, c.Lesson, map[string]any{"Name": l.name, "Text": l.text, "Data": l.data, "Step": s.ID}, &opening)
	d := &desk{Door: l.open(t), t: t, where: l.name + " " + s.ID, said: opening.Said, counted: counted}
	for _, r := range opening.Requests {
		d.now = engine.Time(r.Now)
		d.run(r.Target, r.Body)
	}
	d.now = engine.Time(opening.Now)
	if s.Clock == "" {
		d.pace = engine.Second // as a reader takes, in which followers and indexes catch up
		d.now += d.pace
	}
	return d
}

// copy returns a desk at which things can be tried.
func (d *desk) copy() *desk {
	tried := *d
	tried.Door, tried.said = d.Door.Clone(), maps.Clone(d.said)
	return &tried
}

var example = regexp.MustCompile("(?s)```(?:partiql|request)\n(.*?)\n```")

// examples returns what is shown to be run.
func examples(prose string) (texts []string) {
	for _, found := range example.FindAllStringSubmatch(prose, -1) {
		texts = append(texts, found[1])
	}
	return texts
}

var request = regexp.MustCompile(`(?s)^([A-Z][A-Za-z]+)\s*(\{.*\})$`)

// runAll runs statements or requests, with blank lines between.
func (d *desk) runAll(text string) {
	parts, all := d.parts(text), asks(text)
	for i, one := range all {
		if len(parts) != len(all) || parts[i].Target != one.target || !sameJSON(parts[i].Body, one.body) {
			d.complain(fmt.Sprintf("an editor does not read it as the grader does: %+v", parts), one.body)
		}
		d.run(one.target, d.recalled(one.body))
		d.now += d.pace
	}
}

// An asked is what a text of a lesson asks of a database.
type asked struct{ target, body string }

// asks returns what the grader sends of a text.
func asks(text string) (all []asked) {
	for _, one := range strings.Split(strings.TrimSpace(text), "\n\n") {
		if named := request.FindStringSubmatch(one); named != nil {
			all = append(all, asked{target(named[1]), named[2]})
		} else if one != "" {
			body, _ := json.Marshal(map[string]string{"Statement": one})
			all = append(all, asked{target("ExecuteStatement"), string(body)})
		}
	}
	return all
}

// A part of a text, as an editor has it from Explain.
type part struct{ Target, Body string }

func (d *desk) parts(text string) []part {
	question, _ := json.Marshal(map[string]string{"Text": text})
	answer := d.Handle(operation.Request{Target: "Ringside_20261101.Explain", Body: string(question), Now: d.now})
	var read struct{ Parts []part }
	if err := json.Unmarshal(answer.Body, &read); err != nil {
		d.t.Fatal(err)
	}
	return read.Parts
}

func sameJSON(a, b string) bool {
	var x, y any
	return json.Unmarshal([]byte(a), &x) == nil && json.Unmarshal([]byte(b), &y) == nil && reflect.DeepEqual(x, y)
}

func target(name string) string {
	switch name {
	case "DescribeStream", "GetRecords", "GetShardIterator", "ListStreams":
		return "DynamoDBStreams_20120810." + name
	case "Advance", "Alarm", "AutoScaling", "Fault", "Load", "Metrics", "Split", "Tidy", "Workload":
		return "Ringside_20261101." + name
	}
	return "DynamoDB_20120810." + name
}

// recalled puts in what a request gets by name.
func (d *desk) recalled(body string) string {
	for name, value := range d.said {
		body = strings.ReplaceAll(body, `"$`+name+`"`, `"`+value+`"`)
	}
	return body
}

// predicted are the operations on items.
var predicted = strings.Fields("BatchExecuteStatement BatchGetItem BatchWriteItem DeleteItem ExecuteStatement ExecuteTransaction GetItem " +
	"PutItem Query Scan TransactGetItems TransactWriteItems UpdateItem")

// run predicts a request, runs it, and compares.
func (d *desk) run(target, body string) {
	name, ofDynamoDB := strings.CutPrefix(target, "DynamoDB_20120810.")
	if !ofDynamoDB || !slices.Contains(predicted, name) {
		d.Handle(operation.Request{Target: target, Body: body, Now: d.now})
		return
	}
	p, refusal := d.predict(target, body)
	before := d.Door.Clone()
	came := d.Handle(operation.Request{Target: target, Body: body, Now: d.now, TraceLevel: engine.TraceSteps})
	d.remember(came.Body)
	differences := refused(refusal, came)
	if refusal == "" {
		differences = d.compare(p, came, func() int { return d.pages(before, target, body) })
	}
	if len(differences) == 0 {
		d.counted.held++
	}
	for _, difference := range differences {
		d.complain(difference, body)
	}
}

// refused returns in what a refusal is not what was predicted. The envelope of a message is the
// operation's.
func refused(predicted string, came operation.Response) (differences []string) {
	said := messageOf(came.Body)
	if came.Status == 200 || !strings.HasSuffix(said, predicted) {
		differences = append(differences, fmt.Sprintf("predicted to be refused: %s; it answers %d %s", predicted, came.Status, said))
	}
	return differences
}

// predict asks what a request will do, or why it would be refused.
func (d *desk) predict(target, body string) (p prediction, refusal string) {
	question := fmt.Sprintf(`{"Target":%q,"Body":%s}`, target, body)
	answer := d.Handle(operation.Request{Target: "Ringside_20261101.Explain", Body: question, Now: d.now})
	if answer.Status != 200 {
		return p, messageOf(answer.Body)
	}
	if err := json.Unmarshal(answer.Body, &p); err != nil {
		d.t.Fatal(err)
	}
	return p, ""
}

// remember keeps where a statement's next page begins.
func (d *desk) remember(body []byte) {
	var handed struct{ NextToken string }
	if json.Unmarshal(body, &handed) == nil && handed.NextToken != "" {
		d.said["NextToken"] = handed.NextToken
	}
}

// compare returns in what a prediction is not what came. What is behind answers with fewer items, or
// older ones, than the leader has.
func (d *desk) compare(p prediction, came operation.Response, pages func() int) (differences []string) {
	differ := func(what string, predicted, run any) {
		if fmt.Sprint(predicted) != fmt.Sprint(run) {
			differences = append(differences, fmt.Sprintf("%s: predicted %v, run %v", what, predicted, run))
		}
	}
	var t trace
	if err := json.Unmarshal(came.Trace, &t); err != nil {
		d.t.Fatal(err)
	}
	e, run := p.Estimate, t.account(came.Status == 200)
	if e == nil {
		return []string{"nothing is estimated"}
	}
	slices.Sort(e.Partitions)
	differ("operation", p.Operation, t.Operation)
	differ("index", p.IndexName, t.Index)
	differ("partitions", e.Partitions, run.Partitions)
	differ("refused", e.Fails, typeOf(came))
	differ("exact", true, e.Exact)
	if t.behind() {
		d.counted.behind++
		return differences
	}
	differ("items", e.Items, run.Items)
	differ("units", e.Units, run.Units)
	differ("pages", e.Pages, pages())
	return differences
}

// complain tells of a difference, unless it is known.
func (d *desk) complain(difference, body string) {
	if broken[d.where] != "" {
		d.counted.broken = append(d.counted.broken, d.where)
		return
	}
	d.t.Errorf("%s: %s\n%s", d.where, difference, body)
}

// account reads off a trace what it counts. What is refused writes nothing.
func (t trace) account(answered bool) (a account) {
	a.Partitions = []int{}
	for _, s := range t.Steps {
		a.Items += s.Examined
		a.Units += s.Units
		ofWhatIsRead := s.Index == "" || t.Elsewhere
		if (s.Phase == "read" || s.Phase == "write") && ofWhatIsRead && !slices.Contains(a.Partitions, s.Partition) {
			a.Partitions = append(a.Partitions, s.Partition)
		}
		if s.Phase == "write" && ofWhatIsRead && answered && s.Bytes > 0 {
			a.Items++ // where nothing was and nothing is, there are no bytes
		}
	}
	slices.Sort(a.Partitions)
	return a
}

// behind reports whether a replica answered, or an index, that has yet to hear of a write.
func (t trace) behind() bool {
	for _, s := range t.Steps {
		if s.Phase == "read" && s.BehindBy+s.Unread > 0 {
			return true
		}
	}
	return false
}

// pages counts the calls that a whole answer takes.
func (d *desk) pages(door *operation.Door, target, body string) int {
	for n := 1; ; n++ {
		var next struct {
			NextToken        string
			LastEvaluatedKey json.RawMessage
		}
		answer := door.Handle(operation.Request{Target: target, Body: body, Now: d.now})
		if json.Unmarshal(answer.Body, &next) != nil || next.NextToken == "" && next.LastEvaluatedKey == nil {
			return n
		}
		more := fmt.Sprintf(`,"NextToken":%q}`, next.NextToken)
		if next.NextToken == "" {
			more = `,"ExclusiveStartKey":` + string(next.LastEvaluatedKey) + "}"
		}
		body = strings.TrimSuffix(strings.TrimSpace(body), "}") + more
	}
}

func messageOf(body []byte) string {
	var said struct{ Message string } // or message: either matches
	json.Unmarshal(body, &said)
	return said.Message
}

// typeOf returns the name of an error, "" when it was answered.
func typeOf(r operation.Response) string {
	if r.Status == 200 {
		return ""
	}
	var said struct {
		Type string `json:"__type"`
	}
	json.Unmarshal(r.Body, &said)
	return said.Type[strings.LastIndexByte(said.Type, '#')+1:]
}
