package scenario

import (
	"strings"
	"testing"

	"ringside/engine"
)

// A lesson without a data set: rides with an index and a stream.
const rides = `---
ringside: 1
title: Rides
engine: partitions=1 lag=1ms propagation=100ms
---

## Be too early {#early clock=paused}

~~~setup hidden
CreateTable {
  "TableName": "Rides", "BillingMode": "PAY_PER_REQUEST",
  "AttributeDefinitions": [{"AttributeName": "Ride", "AttributeType": "S"}, {"AttributeName": "Driver", "AttributeType": "S"}],
  "KeySchema": [{"AttributeName": "Ride", "KeyType": "HASH"}],
  "GlobalSecondaryIndexes": [
    {"IndexName": "ByDriver", "KeySchema": [{"AttributeName": "Driver", "KeyType": "HASH"}], "Projection": {"ProjectionType": "ALL"}}
  ],
  "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "KEYS_ONLY"}
}
settle
~~~
~~~request start
` + readRides + `
~~~
~~~check
item Rides {"Ride": {"S": "r1"}} = solution : Write it.
stale = true : Read it at once.
index = ByDriver
~~~
~~~request solution
` + writeRide + `

` + readRides + `
~~~

## Read the stream {#stream}

~~~setup hidden
ListStreams {}
DescribeStream {"StreamArn": "$StreamArn"}
~~~
~~~check
operation = GetRecords : Read.
rows = solution : That is not all.
~~~
~~~request solution
` + getIterator + `

GetRecords {"ShardIterator": "$ShardIterator"}
~~~
`

const (
	writeRide   = `PutItem {"TableName": "Rides", "Item": {"Ride": {"S": "r1"}, "Driver": {"S": "dan"}}}`
	readRides   = `Scan {"TableName": "Rides", "IndexName": "ByDriver"}`
	getIterator = `GetShardIterator {"StreamArn": "$StreamArn", "ShardId": "$ShardId", "ShardIteratorType": "TRIM_HORIZON"}`
)

func TestLessonOfRidesIsSound(t *testing.T) {
	for _, problem := range Proof("rides.md", rides, "").Problems {
		t.Error(problem)
	}
}

// TestMoments holds that each attempt is graded as of the moment at which it was run: an index
// read is stale right after a write, and true a little later.
func TestMoments(t *testing.T) {
	const soon, later = opening + 1000, opening + 1_000_000
	for _, c := range []struct{ at, says string }{
		{"", "passed"},
		{decimal(int64(soon)) + "," + decimal(int64(soon)), "passed"},
		{decimal(int64(soon)) + "," + decimal(int64(later)), "Read it at once."},
	} {
		var w writer
		w.texts([]string{writeRide, readRides})
		_, out := new(Classroom).Grade(askedOfRides(`"Step":"early","At":[` + c.at + `],"Attempt":` + string(w.buffer)))
		if got := spoken(answer(out)); !strings.Contains(got, c.says) {
			t.Errorf("run at [%s] it is not said %q but\n%s", c.at, c.says, got)
		}
	}
}

// TestSaid holds that what a step's setup was told is there to be handed in: for the learner's
// requests, and for the page that sends them.
func TestSaid(t *testing.T) {
	var w writer
	w.texts([]string{getIterator, `GetRecords {"ShardIterator": "$ShardIterator"}`})
	_, out := new(Classroom).Grade(askedOfRides(`"Step":"stream","Attempt":` + string(w.buffer)))
	if got := spoken(answer(out)); !strings.HasPrefix(got, "passed") {
		t.Error(got)
	}
	_, out = new(Classroom).Lesson(askedOfRides(`"Step":"stream"`))
	arn := answer(out).field("Said").field("StreamArn").text()
	if !strings.HasPrefix(arn, "arn:aws:dynamodb:") {
		t.Errorf("the page is not told the stream's ARN but %q", arn)
	}
}

// TestOpeningTellsTheTime holds that the page's clock begins a step when the setup has ended.
func TestOpeningTellsTheTime(t *testing.T) {
	text := strings.Replace(rides, "ListStreams {}", "advance 2h\nListStreams {}", 1)
	_, out := new(Classroom).Lesson(`{"Name":"rides.md","Text":` + quoted(text) + `,"Step":"stream"}`)
	if now := answer(out).field("Now").number(); now < int64(opening+2*engine.Hour) {
		t.Errorf("the step begins at %d", now)
	}
}

func askedOfRides(more string) string {
	return `{"Name":"rides.md","Text":` + quoted(rides) + "," + more + "}"
}

// TestStageIsShownWithoutVerbs holds that prose shows the statements of a stage fence, and not the
// lines that announce them.
func TestStageIsShownWithoutVerbs(t *testing.T) {
	const text = "## A\n```stage\npartiql\nSELECT * FROM \"Rides\"\n\nadvance 1s\n```\n"
	l := ReadLesson("a.md", "---\nringside: 1\ntitle: A\n---\n"+text)
	if got, want := l.Steps[0].Prose.text(), "```stage\nSELECT * FROM \"Rides\"\n\nadvance 1s\n```"; strings.TrimSpace(got) != want {
		t.Errorf("it is shown as\n%s", got)
	}
	if len(l.Steps[0].setup) != 2 || l.Problems != nil {
		t.Errorf("%d directions, %v", len(l.Steps[0].setup), l.Problems)
	}
}
