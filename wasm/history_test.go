package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ringside/engine/journal"
)

// A played is an instance, what it was asked, and the log of that as a host keeps it.
type played struct {
	*instance
	t       *rapid.T
	options string
	now     int64
	stage   string // of the last load
	records []journal.Record
}

// A session goes back to a record of it and on from there, again and again. Each time it is the database that a replay of
// the records up to that one makes, and in the end the whole log replays to the same answers, at once and in pieces.
func TestRestoreIsTheReplay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := openPlayed(t, `{"seed":7,"scale":{"partitions":3,"treeDegree":3,"tableDelay":0,"pageBytes":3000}}`)
		s.ask("DynamoDB_20120810.CreateTable", tableBody)
		for range rapid.IntRange(1, 60).Draw(t, "requests") {
			if rapid.IntRange(0, 7).Draw(t, "restore") > 0 {
				s.askSomething()
				continue
			}
			n := rapid.IntRange(0, s.last()).Draw(t, "n")
			until := slices.IndexFunc(s.records, func(r journal.Record) bool { return r.N > uint64(n) })
			if until < 0 {
				until = len(s.records)
			}
			want := replayed(s.t, s.options, s.records[:until])
			s.ask("Ringside_20261101.Restore", fmt.Sprintf(`{"N":%d}`, n))
			if got, want := s.picture(), want.picture(); got != want {
				t.Fatalf("after record %d it was\n%s\nrestored it is\n%s", n, want, got)
			}
		}
		for _, pieces := range []int{1, 4} {
			again := openPlayed(t, s.options)
			for piece := range slices.Chunk(s.records, max(1, len(s.records)/pieces)) {
				again.replay(piece)
			}
			again.now = s.now // looks move the clock, and are no records
			if got, want := again.picture(), s.picture(); got != want {
				t.Fatalf("in %d pieces\n%s\nas it was played\n%s", pieces, got, want)
			}
		}
	})
}

const tableBody = `{"TableName":"Tea","BillingMode":"PAY_PER_REQUEST","KeySchema":[{"AttributeName":"a","KeyType":"HASH"},{"AttributeName":"b","KeyType":"RANGE"}],` +
	`"AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"},{"AttributeName":"b","AttributeType":"S"}]}`

func openPlayed(t *rapid.T, options string) *played {
	in, err := newInstance(options)
	if err != nil {
		t.Fatal(err)
	}
	p := &played{instance: in, t: t, options: options, now: 1_000_000}
	p.ask(journalTarget, "")
	return p
}

func replayed(t *rapid.T, options string, records []journal.Record) *played {
	p := openPlayed(t, options)
	p.replay(records)
	return p
}

// replay plays records that have to be answered as they were.
func (p *played) replay(records []journal.Record) {
	log := journal.NewLog(p.options)
	for _, r := range records {
		log = journal.Append(log, r)
	}
	var got journal.Replayed
	if err := json.Unmarshal(p.ask(replayTarget, string(log)), &got); err != nil || got.Differs != 0 || got.Records != len(records) {
		p.t.Fatalf("of %d records: %+v, %v", len(records), got, err)
	}
}

// ask asks the instance and keeps the record.
func (p *played) ask(target, body string) []byte {
	a := p.guarded(request{now: p.now, target: target, body: body})
	if a.poisoned || a.status == internalError {
		p.t.Fatalf("%s %s: %s", target, body, a.body)
	}
	p.now = max(a.now, 1_000_000)
	if len(a.record) > 0 {
		_, records, _, err := journal.Read(append(journal.NewLog(""), a.record...))
		if err != nil {
			p.t.Fatal(err)
		}
		if p.last() == int(a.n) {
			p.records = p.records[:len(p.records)-1]
		}
		p.records = slices.AppendSeq(p.records, records)
	}
	return slices.Clone(a.body)
}

func (p *played) last() int {
	if len(p.records) == 0 {
		return 0
	}
	return int(p.records[len(p.records)-1].N)
}

func (p *played) askSomething() {
	draw := func(most int) int { return rapid.IntRange(0, most).Draw(p.t, "draw") }
	p.now += int64(draw(30_000))
	key := fmt.Sprintf(`{"a":{"S":"%d"},"b":{"S":"%d"}`, draw(3), draw(3))
	switch what := rapid.SampledFrom(requestsOfSessions).Draw(p.t, "request"); what {
	case "PutItem":
		p.ask("DynamoDB_20120810.PutItem", fmt.Sprintf(`{"TableName":"Tea","Item":%s,"v":{"N":"%d"}}}`, key, p.last()))
	case "GetItem", "DeleteItem":
		p.ask("DynamoDB_20120810."+what, `{"TableName":"Tea","Key":`+key+`}}`)
	case "Scan":
		p.ask("DynamoDB_20120810.Scan", `{"TableName":"Tea"}`)
	case "DeleteTable":
		p.ask("DynamoDB_20120810.DeleteTable", `{"TableName":"Tea"}`)
		p.ask("DynamoDB_20120810.CreateTable", tableBody)
	case "Advance":
		p.ask("Ringside_20261101.Advance", fmt.Sprintf(`{"By":%d,"Limit":%d}`, draw(30_000), 1+draw(3)))
	case "Checkpoint", "Restore":
		p.ask("Ringside_20261101."+what, fmt.Sprintf(`{"Name":"%d"}`, draw(1)))
	case "Beyond":
		p.ask("Ringside_20261101.Restore", fmt.Sprintf(`{"N":%d}`, p.last()+1+draw(1)))
	case "Split":
		p.ask("Ringside_20261101.Split", fmt.Sprintf(`{"TableName":"Tea","Partition":%d}`, draw(9)))
	case "Generate": // enough for a checkpoint
		p.ask("Ringside_20261101.Load", fmt.Sprintf(`{"TableName":"Tea","Generator":{"Items":%d,"Collections":3,"Distribution":"zipf","Seed":1}}`, 10+1990*draw(1)))
	case "GenerateMuch": // in two calls, and seldom, for the time it takes
		if draw(9) < 9 {
			return
		}
		p.load(`{"TableName":"Tea","Generator":{"Items":10001,"Collections":30,"Distribution":"uniform","Seed":1}}`)
	case "Load":
		p.load(`{"TableName":"Tea","Chunk":0,"Chunks":2,"Items":[` + key + `}]}`)
	case "LoadOn":
		p.ask("Ringside_20261101.Load", `{"Stage":"`+p.stage+`","Chunk":1,"Chunks":2,"Items":[`+key+`}]}`)
	case "Open":
		p.ask("Ringside_20261101.Open", `{"Chunk":"","Index":0,"Count":2}`)
	}
}

// load begins a load, with a table that is there only when it was not deleted.
func (p *played) load(body string) {
	var begun struct{ Stage string }
	if json.Unmarshal(p.ask("Ringside_20261101.Load", body), &begun) == nil && begun.Stage != "" {
		p.stage = begun.Stage
	}
}

var requestsOfSessions = strings.Fields(`PutItem PutItem PutItem PutItem GetItem DeleteItem Scan DeleteTable Advance Advance Checkpoint Restore
	Beyond Split Generate GenerateMuch Load LoadOn LoadOn Open`)

// picture is all that can be seen of the database without asking for anything that is recorded.
func (p *played) picture() string {
	var out strings.Builder
	for _, look := range []string{`{"Level":"database","Limit":1000}`, `{"Level":"table","TableName":"Tea","Limit":1000}`} {
		out.Write(p.ask("Ringside_20261101.Inspect", look))
	}
	out.Write(p.ask("DynamoDB_20120810.DescribeTable", `{"TableName":"Tea"}`))
	var saved struct{ Chunk, NextToken string }
	for more := true; more; more = saved.NextToken != "" {
		body, _ := json.Marshal(map[string]string{"NextToken": saved.NextToken})
		saved.NextToken = ""
		if err := json.Unmarshal(p.ask("Ringside_20261101.Save", string(body)), &saved); err != nil {
			p.t.Fatal(err)
		}
		out.WriteString(saved.Chunk)
	}
	return recordCount.ReplaceAllString(out.String(), "")
}

// recordCount is what goes on when all else goes back.
var recordCount = regexp.MustCompile(`"Requests":\d+,`)
