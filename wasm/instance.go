package main

import (
	"fmt"
	"hash/crc32"
	"runtime"
	"unicode/utf8"

	"ringside/engine/journal"
	"ringside/engine/operation"
	"ringside/engine/scenario"
)

// Targets that are answered here, because they are about the session's log, the memory or lessons and not about the
// database.
const (
	gradeTarget   = "Ringside_20261101.Grade"
	journalTarget = "Ringside_20261101.Journal"
	lessonTarget  = "Ringside_20261101.Lesson"
	memoryTarget  = "Ringside_20261101.Memory"
	replayTarget  = "Ringside_20261101.Replay"
)

// advanceTarget is the operation of which a run is one record.
const advanceTarget = "Ringside_20261101.Advance"

// An instance is one database and the buffer it shares with its host.
//
// Invariant: once poisoned, the door is not asked again.
type instance struct {
	door      *operation.Door
	options   string         // as the host gave them: a log begins with them
	now       operation.Time // the database's clock
	asked     bool           // the door has answered a request
	poisoned  string         // the panic that condemned the database
	buffer    buffer
	frame     []byte   // of the last record, in an array that is used again
	history   *history // nil when the host keeps no log
	collector *collector
	classroom scenario.Classroom
}

// newInstance opens a database with options, a JSON text. Options that can't be read are the host's mistake.
func newInstance(options string) (*instance, error) {
	door, err := openDoor(options)
	if err != nil {
		return nil, err
	}
	return &instance{door: door, options: options}, nil
}

func openDoor(options string) (*operation.Door, error) {
	var o operation.Options
	if err := o.Parse(options); err != nil {
		return nil, fmt.Errorf("the options of the database: %w", err)
	}
	return operation.NewDoor(o.Seed, o), nil
}

// call answers the request in the first bytes of the shared buffer, and returns the answer.
func (in *instance) call(bytes int) []byte {
	var a answer
	if r, err := parseRequest(in.buffer.bytes[:bytes]); err != nil {
		a = failure(request{}, err.Error(), false)
	} else {
		a = in.guarded(r)
	}
	out := in.buffer.answer(a.appendTo)
	in.collector.count(bytes+len(out), a.work)
	return out
}

// guarded answers a request and turns a panic into an answer. After one it answers nothing but that.
func (in *instance) guarded(r request) (a answer) {
	defer in.recovered(func(message string) { a = failure(r, message, true) })
	if in.poisoned != "" {
		return failure(r, in.poisoned, true)
	}
	return in.handle(r)
}

// recovered is deferred around everything that asks the door. It remembers a panic, prints where it came from for the
// host's console, and hands over its message.
func (in *instance) recovered(answer func(message string)) {
	cause := recover()
	if cause == nil {
		return
	}
	in.poisoned = fmt.Sprint(cause)
	stack := make([]byte, 16<<10)
	println("panic: " + in.poisoned + "\n" + string(stack[:runtime.Stack(stack, false)]))
	answer(in.poisoned)
}

func (in *instance) handle(r request) answer {
	switch r.target {
	case journalTarget:
		in.remember()
		return in.own(r, 200, journal.NewLog(in.options))
	case memoryTarget:
		return in.own(r, 200, fmt.Appendf(nil, `{"Live":%d}`, collectedBytes()))
	case replayTarget:
		return in.replay(r)
	case lessonTarget:
		status, body := in.classroom.Lesson(r.body)
		return in.own(r, status, body)
	case gradeTarget:
		status, body := in.classroom.Grade(r.body)
		return in.own(r, status, body)
	}
	return in.ask(r)
}

// ask hands a request to the door, and frames it for the log if the log keeps it.
func (in *instance) ask(r request) answer {
	at := max(in.now, operation.Time(r.now))
	response := in.door.Handle(operation.Request{
		Target: r.target, Body: r.body, Now: at, Client: r.client, TraceLevel: int(r.traceLevel),
	})
	in.asked, in.now = true, response.Now
	a := answer{
		now: int64(response.Now), number: r.number, status: uint32(response.Status), checksum: response.Checksum,
		requestID: response.RequestID, body: response.Body, trace: response.Trace, work: response.Work, more: response.More,
	}
	if response.Recorded {
		a.n = response.N
		in.frame = journal.Append(in.frame[:0], record(r, at, response))
		a.record = in.frame
		if in.history != nil {
			in.history.Add(response.N, in.frame, response.Work, in.door)
		}
	}
	return a
}

// replay plays a log, or the next piece of one.
func (in *instance) replay(r request) answer {
	log := []byte(r.body)
	if err := in.adopt(log); err != nil {
		return failure(r, err.Error(), false)
	}
	in.remember()
	replayed, err := journal.Replay(log, 0, 0, in.again)
	if err != nil {
		return failure(r, err.Error(), false)
	}
	return in.own(r, 200, replayedJSON(replayed))
}

// own answers one of the targets above.
func (in *instance) own(r request, status int, body []byte) answer {
	return answer{number: r.number, now: int64(in.now), status: uint32(status), checksum: crc32.ChecksumIEEE(body), body: body}
}

// adopt reopens a database that was asked nothing yet with the options of the log it is about to play.
func (in *instance) adopt(log []byte) error {
	options, _, _, err := journal.Read(log)
	if err != nil || in.asked || options == in.options {
		return err
	}
	door, err := openDoor(options)
	if err == nil {
		in.door, in.options = door, options
	}
	return err
}

// again answers a recorded request as it was answered first, and returns the checksum of the answer.
func (in *instance) again(r journal.Record) uint32 {
	a := answer{more: true}
	for a.more { // an Advance is as many as it takes
		a = in.ask(request{now: r.Now, client: r.Client, target: r.Target, body: r.Body})
		in.collector.count(len(r.Body)+len(a.body), a.work)
	}
	return a.checksum
}

// record is what the log keeps of a request. Its checksum is that of the answer, if a replay is to give the same one:
// a run of Advances answers differently when only its last is left, and so does what the log keeps in other words.
func record(r request, at operation.Time, response operation.Response) journal.Record {
	kept := journal.Record{N: response.N, Now: int64(at), Client: r.client, Target: r.target, Body: response.RecordBody}
	if r.target != advanceTarget && response.RecordBody == r.body {
		kept.Checksum = response.Checksum
	}
	return kept
}

// internalError is the status of what the engine could not answer.
const internalError = 500

func failure(r request, message string, poisoned bool) answer {
	return answer{number: r.number, now: r.now, status: internalError, body: errorBody(message), poisoned: poisoned}
}

func errorBody(message string) []byte {
	body := []byte(`{"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError","message":"`)
	return append(appendEscaped(body, message), `"}`...)
}

// appendEscaped appends the inside of a JSON string. Control characters, which no message needs, become blanks.
// encoding/json would do it better and take 44 KB of what every visitor downloads.
func appendEscaped(dst []byte, text string) []byte {
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			dst = append(dst, '\\', byte(r))
		case r < ' ':
			dst = append(dst, ' ')
		default:
			dst = utf8.AppendRune(dst, r)
		}
	}
	return dst
}

func replayedJSON(r journal.Replayed) []byte {
	return fmt.Appendf(nil, `{"Records":%d,"Last":%d,"Differs":%d,"Torn":%t}`, r.Records, r.Last, r.Differs, r.Torn)
}
