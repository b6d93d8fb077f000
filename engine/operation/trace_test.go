package operation

import (
	"strings"
	"testing"

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
			`"places":[{"place":"parse","text":"The Statement makes no sense from line 2, column 7 on: expected a value such as 'text', 1 or ?, or a path.","steps":[0]}],` +
			`"syntax":{"member":"Statement","offset":31,"line":2,"column":7,"length":0,"expected":"expected a value such as 'text', 1 or ?, or a path"}}`},
		{`ListTables {}`, `{"operation":"ListTables","steps":[{"phase":"parse"}],"places":[{"place":"parse","text":"No partition needs to be asked.","steps":[0]}]}`},
	} {
		if got := traced(d, engine.TraceSteps, c.request); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s\n got %s\nwant %s", c.request, got, c.want)
		}
	}
}

// A trace tells the same numbers as the response, and asking for it changes no answer.
func TestTraceDetail(t *testing.T) {
	d := stocked(t)
	const scan = `Scan {"TableName":"Shop","ConsistentRead":true,"FilterExpression":"n > :n","ExpressionAttributeValues":{":n":{"N":"3"}}}`
	plain := say(d, scan)
	r := d.Handle(Request{Target: targetOf(scan), Body: bodyOf(scan), TraceLevel: engine.TraceDetail})
	if plain != "200 "+string(r.Body) {
		t.Errorf("with a trace %s\nwithout %s", r.Body, plain)
	}
	trace := string(r.Trace)
	for what, n := range map[string]int{`"items":"ff"`: 1, `"items":"fffrr"`: 1, `"depth":0`: 2} {
		if got := strings.Count(trace, what); got != n {
			t.Errorf("%d times %s in %s, want %d", got, what, trace, n)
		}
	}
}
