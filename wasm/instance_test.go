package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"hash/crc32"
	"os"
	"slices"
	"strings"
	"testing"

	"ringside/engine/journal"
	"ringside/engine/operation"
)

var logFile = flag.String("log", "", "write the log of testdata/session.txt, played natively, to this file")

const sessionOptions = `{"seed":42,"scale":{"partitions":8,"treeDegree":4}}`

// TestSessionReplays plays a session, and its log in a new instance: every record has to be answered the same. With
// -log it leaves the log for the tests of engine.wasm, which play the same session and have to get the same bytes.
func TestSessionReplays(t *testing.T) {
	log, answers := playSession(t)
	in := open(t, `{}`)
	replayed := in.sound(t, request{target: replayTarget, body: string(log)})
	var got journal.Replayed
	if err := json.Unmarshal(replayed.body, &got); err != nil {
		t.Fatalf("%v in %s", err, replayed.body)
	}
	if got.Differs != 0 || got.Torn || got.Records < 20 {
		t.Errorf("the session is replayed as %+v; want no difference", got)
	}
	last := answers[len(answers)-1]
	if again := in.sound(t, request{target: journalTarget}); again.now != last.now {
		t.Errorf("after the replay the clock says %d, after the session %d", again.now, last.now)
	}
	if *logFile != "" {
		if err := os.WriteFile(*logFile, log, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestLogInPiecesIsTheSameSession(t *testing.T) {
	log, _ := playSession(t)
	options, records, _, err := journal.Read(log)
	if err != nil {
		t.Fatal(err)
	}
	whole, pieces := open(t, `{}`), open(t, `{}`)
	whole.sound(t, request{target: replayTarget, body: string(log)})
	for r := range records {
		pieces.sound(t, request{target: replayTarget, body: string(journal.Append(journal.NewLog(options), r))})
	}
	look := request{target: "Ringside_20261101.Inspect", body: `{"Level":"database","Limit":100}`}
	if want, got := whole.sound(t, look).body, pieces.sound(t, look).body; !bytes.Equal(got, want) {
		t.Errorf("replayed record by record: %s\nas a whole: %s", got, want)
	}
}

func TestReplayOfWhatIsNoLog(t *testing.T) {
	in := open(t, `{}`)
	a := in.guarded(request{number: 7, target: replayTarget, body: "no log"})
	if a.status != internalError || a.number != 7 || a.poisoned {
		t.Errorf("answered %d, number %d, poisoned %t; want an error", a.status, a.number, a.poisoned)
	}
}

func TestPanicCondemnsTheInstance(t *testing.T) {
	in := open(t, `{}`)
	in.door = nil
	for number := range uint64(2) {
		a := in.guarded(request{number: number, target: "DynamoDB_20120810.ListTables", body: "{}"})
		var body struct{ Message string }
		if err := json.Unmarshal(a.body, &body); err != nil {
			t.Fatal(err)
		}
		if !a.poisoned || a.status != internalError || a.number != number || !strings.Contains(body.Message, "nil pointer") {
			t.Errorf("answered %+v with %q; want a poisoned answer with the cause", a, body.Message)
		}
	}
	if a := in.guardedHTTP(operation.HTTPRequest{Method: "POST"}); !a.poisoned || a.Status != internalError {
		t.Errorf("over HTTP it answers %+v; want a poisoned answer", a)
	}
}

// Only a host that keeps the log of all that was asked can go back in it.
func TestHistoryNeedsALog(t *testing.T) {
	put := request{target: "DynamoDB_20120810.PutItem", body: "{}"}
	journal, restore := request{target: journalTarget}, request{target: "Ringside_20261101.Restore", body: `{"N":1}`}
	for name, test := range map[string]struct {
		requests []request
		want     uint32
	}{
		"with a log":         {[]request{journal, put}, 200},
		"without":            {[]request{put}, 400},
		"a log begun late":   {[]request{put, journal, put}, 400},
		"a log begun again":  {[]request{journal, put, journal}, 200},
		"to no record of it": {[]request{journal}, 400},
	} {
		in := open(t, `{}`)
		for _, r := range test.requests {
			in.sound(t, r)
		}
		if a := in.sound(t, restore); a.status != test.want {
			t.Errorf("%s: answered %d %s, want %d", name, a.status, a.body, test.want)
		}
	}
	in := open(t, `{}`)
	in.sound(t, journal)
	in.sound(t, put)
	in.guardedHTTP(operation.HTTPRequest{Method: "POST"})
	if a := in.sound(t, restore); a.status != 400 {
		t.Errorf("after a request over HTTP, which leaves no record: answered %d", a.status)
	}
}

// Lessons are read and graded beside the database, and over HTTP not at all.
func TestLessonsAreLooks(t *testing.T) {
	in := open(t, `{}`)
	in.sound(t, request{target: journalTarget})
	body := `{"Name":"empty.md","Text":"# Nothing yet"}`
	for _, target := range []string{lessonTarget, gradeTarget} {
		a := in.sound(t, request{number: 7, target: target, body: body})
		if a.number != 7 || a.n != 0 || len(a.record) != 0 || !json.Valid(a.body) {
			t.Errorf("%s: answered %+v with %s", target, a, a.body)
		}
		over := operation.HTTPRequest{Method: "POST", Body: body}
		over.Header[slices.Index(operation.HeaderNames[:], "content-type")] = "application/x-amz-json-1.0"
		over.Header[slices.Index(operation.HeaderNames[:], "x-amz-target")] = target
		if a := in.guardedHTTP(over); a.Status != 400 || !strings.Contains(string(a.Body), "UnknownOperationException") {
			t.Errorf("%s over HTTP: answered %d %s", target, a.Status, a.Body)
		}
	}
}

func TestCallThroughTheBuffer(t *testing.T) {
	in := open(t, `{}`)
	target, body := "DynamoDB_20120810.ListTables", "{}"
	b := make([]byte, requestHeader)
	binary.LittleEndian.PutUint64(b[8:], 9)
	binary.LittleEndian.PutUint32(b[28:], uint32(len(target)))
	binary.LittleEndian.PutUint32(b[32:], uint32(len(body)))
	b = append(append(b, target...), body...)
	if !in.buffer.reserve(len(b)) {
		t.Fatal("no room for a small request")
	}
	copy(in.buffer.bytes, b)
	out := in.call(len(b))
	want := `{"TableNames":[]}`
	if got := string(out[answerHeader:]); got != want || binary.LittleEndian.Uint64(out[8:]) != 9 {
		t.Errorf("answered %q to request %d, want %q to 9", got, binary.LittleEndian.Uint64(out[8:]), want)
	}
	if sum := binary.LittleEndian.Uint32(out[28:]); sum != crc32.ChecksumIEEE([]byte(want)) {
		t.Errorf("the checksum is %d", sum)
	}
}

func TestOptionsThatAreNoneAreRefused(t *testing.T) {
	if _, err := newInstance(`{"sacle":{}}`); err == nil || !strings.Contains(err.Error(), "sacle") {
		t.Errorf("newInstance says %v; want it to name the option", err)
	}
}

// playSession plays testdata/session.txt and returns its log, folded as a host folds it, and the answers.
func playSession(t *testing.T) (log []byte, answers []answer) {
	t.Helper()
	in := open(t, sessionOptions)
	log = in.sound(t, request{target: journalTarget}).body
	last, lastN := len(log), uint64(0)
	for _, r := range sessionRequests(t) {
		a := in.sound(t, r)
		answers = append(answers, a)
		if len(a.record) == 0 {
			continue
		}
		if r.target == advanceTarget && a.n == lastN {
			log = log[:last]
		}
		last, lastN = len(log), 0
		if r.target == advanceTarget {
			lastN = a.n
		}
		log = append(log, a.record...)
	}
	return log, answers
}

func sessionRequests(t *testing.T) (requests []request) {
	t.Helper()
	file, err := os.Open("testdata/session.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		if line := lines.Text(); line != "" && !strings.HasPrefix(line, "#") {
			requests = append(requests, sessionRequest(t, line))
		}
	}
	if err := lines.Err(); err != nil || len(requests) == 0 {
		t.Fatalf("testdata/session.txt holds %d requests, %v", len(requests), err)
	}
	return requests
}

func sessionRequest(t *testing.T, line string) (r request) {
	t.Helper()
	words := strings.SplitN(line, " ", 5)
	if len(words) != 5 {
		t.Fatalf("testdata/session.txt: %q has no five words", line)
	}
	if _, err := fmt.Sscan(strings.Join(words[:3], " "), &r.now, &r.client, &r.traceLevel); err != nil {
		t.Fatalf("testdata/session.txt: %q: %v", line, err)
	}
	r.target, r.body = words[3], words[4]
	return r
}

func open(t *testing.T, options string) *instance {
	t.Helper()
	in, err := newInstance(options)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// sound answers a request that must not break the instance.
func (in *instance) sound(t *testing.T, r request) answer {
	t.Helper()
	a := in.guarded(r)
	if a.poisoned || a.status == internalError {
		t.Fatalf("%s %s: %s", r.target, r.body, a.body)
	}
	return a
}
