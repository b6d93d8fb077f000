package scenario

import (
	"strings"
	"testing"

	"ringside/engine"
)

// A lesson about a workload: each of two partitions gives 10 writes a second.
const votes = `---
ringside: 1
title: Votes
engine: partitions=2 lag=1ms admission=adaptive writes=10 split=1h
---

## Vote for two {#vote clock=fast}

~~~setup hidden
table Votes Id:S
advance 1s
~~~
~~~request start
` + oneCandidate + `
~~~
~~~check
error = none : It still runs.
throttled = 0 : One partition has all of it.
succeeded = solution : Some are missing.
partitions = 2
balance >= 0.5
~~~
~~~request solution
` + twoCandidates + `
~~~

## Read {#read}

{{succeeded of vote.start}} succeeded, {{throttled of vote.start}} throttled, {{retries of vote.start}} retries, {{gave_up of vote.start}} gave up,
the first in second {{throttled_after of vote.start}}; {{units of vote.start}} units, balance {{balance of vote.start}} of {{partitions of vote.start}}
`

const (
	oneCandidate  = `Workload {"Start": {"Name": "votes", "TableName": "Votes", "Keys": {"Distribution": "Rows", "Rows": "a,1"}, "Mix": {"PutItem": 100}, "Rate": 12, "Seconds": 2, "Retry": {"Policy": "fixed", "BaseMillis": 1, "Attempts": 2}}}`
	twoCandidates = `Workload {"Start": {"Name": "votes", "TableName": "Votes", "Keys": {"Distribution": "Uniform", "Count": 100}, "Mix": {"PutItem": 100}, "Rate": 12, "Seconds": 2, "Retry": {"Policy": "none"}}}`
)

func TestLessonOfVotesIsSound(t *testing.T) {
	l := Proof("votes.md", votes, "")
	for _, problem := range l.Problems {
		t.Error(problem)
	}
	_, out := new(Classroom).Lesson(`{"Name":"votes.md","Text":` + quoted(votes) + "}")
	prose := answer(out).field("Steps").elements()[1].field("Prose").text()
	const want = "20 succeeded, 8 throttled, 4 retries, 4 gave up,\nthe first in second 0; 20 units, balance 0.5 of 2"
	if prose != want {
		t.Errorf("it is said\n%s\nwhere it is\n%s", prose, want)
	}
}

// TestTrafficIsGradedAtItsEnd holds that a workload counts as a whole when it is run, and that one that
// is begun too early is refused.
func TestTrafficIsGradedAtItsEnd(t *testing.T) {
	const now, soon, later = opening + 2*engine.Second, opening + 3*engine.Second, opening + 9*engine.Second
	for _, c := range []struct {
		attempts []string
		at       string
		says     string
	}{
		{[]string{oneCandidate}, decimal(int64(now)), "One partition has all of it."},
		{[]string{twoCandidates}, decimal(int64(now)), "passed"},
		{[]string{oneCandidate, twoCandidates}, decimal(int64(now)) + "," + decimal(int64(soon)), "It still runs."},
		{[]string{oneCandidate, twoCandidates}, decimal(int64(now)) + "," + decimal(int64(later)), "passed"},
		{[]string{oneCandidate, twoCandidates}, "", "passed"}, // one after the other
		{[]string{twoCandidates, `Workload {"Status": "votes"}`}, decimal(int64(now)) + "," + decimal(int64(soon)), "passed"},
		{[]string{`Workload {}`}, decimal(int64(now)), "Some are missing."},
	} {
		var w writer
		w.texts(c.attempts)
		_, out := new(Classroom).Grade(`{"Name":"votes.md","Text":` + quoted(votes) + `,"Step":"vote","At":[` + c.at + `],"Attempt":` + string(w.buffer) + "}")
		if got := spoken(answer(out)); !strings.Contains(got, c.says) {
			t.Errorf("of %v at [%s] it is not said %q but\n%s", c.attempts, c.at, c.says, got)
		}
	}
}

// TestThrottledRequestsCount holds that what was refused of a batch counts.
func TestThrottledRequestsCount(t *testing.T) {
	stage := &Stage{}
	options := Options()
	options.Scale.Partitions, options.Scale.Admission, options.Scale.PartitionWrites = 1, engine.Adaptive, 10
	stage.open(options)
	stage.ask("CreateTable", `{"TableName":"Votes","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"Id","AttributeType":"N"}],"KeySchema":[{"AttributeName":"Id","KeyType":"HASH"}]}`)
	var puts []string
	for i := range int64(12) {
		puts = append(puts, `{"PutRequest":{"Item":{"Id":{"N":"`+decimal(i)+`"}}}}`)
	}
	batch := Direction{Verb: "BatchWriteItem", Body: `{"RequestItems":{"Votes":[` + strings.Join(puts, ",") + "]}}"}
	for _, want := range []int64{2, 12} {
		if r := stage.play([]Direction{batch}); r.throttled != want {
			t.Errorf("%d are throttled, not %d", r.throttled, want)
		}
	}
}
