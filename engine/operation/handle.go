// Package operation is the front door: it speaks DynamoDB's JSON protocol and turns each
// request into changes and reads of the engine.
//
//	target, body ─▶ operations[target] ─▶ decode ─▶ check ─▶ route ─▶ engine
//	                                                                    │
//	status, body ◀── error.go, writer.go ◀── items, counts off the trace ◀┘
//
// Each operation has a file of its own, named after it, that holds its input, what it
// checks and what it does. What several operations share is in files named after the
// noun: members of inputs in input.go, expressions in expressions.go, primary keys in
// key.go, the pages of Query and Scan in page_input.go, the items that a batch or a
// transaction is about in subject.go, reasons to cancel in transaction.go, what stood in
// the place of expressions before there were any in legacy.go. A PartiQL statement becomes
// reads in plan.go or a write in statement_write.go; what several in one request have in
// common is in item_statement.go. What Explain says of a request is in estimate.go, translate.go and
// advice.go. What HTTP adds is in http.go and signature.go.
package operation

import (
	"cmp"
	"hash/crc32"
	"strings"

	"ringside/engine"
	"ringside/engine/item"
)

const (
	dynamoDB = "DynamoDB_20120810."
	streams  = "DynamoDBStreams_20120810."
	ringside = "Ringside_20261101."
)

// operations is the table of contents of this package.
var operations = map[string]operation{
	dynamoDB + "BatchExecuteStatement": recorded(batchExecuteStatement),
	dynamoDB + "BatchGetItem":          recorded(batchGetItem),
	dynamoDB + "BatchWriteItem":        recorded(batchWriteItem),
	dynamoDB + "CreateTable":           recorded(createTable),
	dynamoDB + "DeleteItem":            recorded(deleteItem),
	dynamoDB + "DeleteTable":           recorded(deleteTable),
	dynamoDB + "DescribeEndpoints":     look(describeEndpoints),
	dynamoDB + "DescribeLimits":        look(describeLimits),
	dynamoDB + "DescribeTable":         look(describeTable),
	dynamoDB + "DescribeTimeToLive":    look(describeTimeToLive),
	dynamoDB + "ExecuteStatement":      recorded(executeStatement),
	dynamoDB + "ExecuteTransaction":    recorded(executeTransaction),
	dynamoDB + "GetItem":               recorded(getItem),
	dynamoDB + "ListTables":            look(listTables),
	dynamoDB + "ListTagsOfResource":    look(listTagsOfResource),
	dynamoDB + "PutItem":               recorded(putItem),
	dynamoDB + "Query":                 recorded(query),
	dynamoDB + "Scan":                  recorded(scan),
	dynamoDB + "TagResource":           recorded(tagResource),
	dynamoDB + "TransactGetItems":      recorded(transactGetItems),
	dynamoDB + "TransactWriteItems":    recorded(transactWriteItems),
	dynamoDB + "UntagResource":         recorded(untagResource),
	dynamoDB + "UpdateItem":            recorded(updateItem),
	dynamoDB + "UpdateTable":           recorded(updateTable),
	dynamoDB + "UpdateTimeToLive":      recorded(updateTimeToLive),

	streams + "DescribeStream":   look(describeStream),
	streams + "GetRecords":       look(getRecords),
	streams + "GetShardIterator": look(getShardIterator),
	streams + "ListStreams":      look(listStreams),

	ringside + "Advance":     recorded(advance).folding(),
	ringside + "Alarm":       recorded(alarm),
	ringside + "AutoScaling": recorded(autoScaling),
	ringside + "Check":       look(check),
	ringside + "Checkpoint":  recorded(checkpoint),
	ringside + "Explain":     look(explain),
	ringside + "Fault":       recorded(fault),
	ringside + "Inspect":     look(inspect),
	ringside + "Load":        look(load), // it keeps records of its own
	ringside + "Locate":      look(locate),
	ringside + "Metrics":     look(metrics),
	ringside + "Open":        recorded(open),
	ringside + "Restore":     recorded(restore),
	ringside + "Save":        look(save),
	ringside + "Split":       recorded(split),
	ringside + "Tidy":        look(tidy),
	ringside + "Workload":    look(workload), // it keeps what it starts and ends
}

// A Door is a Database and what the front door keeps beside it. It runs one request at
// a time.
type Door struct {
	// Past returns a door as this one was after a record of the session, which Restore
	// then goes on with. A host that keeps the session's log sets it.
	Past func(record uint64) *Door

	db          *engine.Database
	options     Options
	trees       *cache
	checkpoints checkpoints
	staging     *staging // the load under way
	saving      *saving  // the checkpoint that is being read out
	saves       uint64
	opening     *opening // the checkpoint that is being read in

	rewound   uint64 // records that a Restore took back from the Database's count
	looks     uint64 // requests without a record: only their ids need it
	advancing bool   // the last record is an Advance

	// Of the request under way:
	client  uint64 // who sends it, 0 when nobody says
	kept    bool   // it is recorded
	more    bool   // its limit ended it
	loaded  int    // items that it loaded, or requests of workloads that it made
	instead string // what its record holds in place of its body
	plan    planned
	reader  *item.Reader // of bodies; used again for its buffers
	out     writer
	traced  writer
	told    story
}

// NewDoor returns a door to an empty database whose every random choice follows from
// seed.
func NewDoor(seed uint64, o Options) *Door {
	return &Door{db: engine.New(seed, o.Scale), options: o, trees: new(cache), reader: item.NewReader("")}
}

// A Request is what an SDK sends: the X-Amz-Target header and the body.
type Request struct {
	Target     string
	Body       string
	Now        engine.Time
	Client     uint64 // who sends it, 0 when nobody says
	TraceLevel int    // one of engine.TraceCounts, TraceSteps and TraceDetail
}

// A Response is what it gets back, and beside it a trace of what the engine did.
type Response struct {
	Status    int
	Body      []byte // good until the next request
	Trace     []byte // JSON, good as long; nil at engine.TraceCounts
	Now       engine.Time
	RequestID string
	Checksum  uint32 // CRC-32/IEEE of Body

	Recorded   bool   // the session's log keeps the request, as record N
	RecordBody string // and with it this body, mostly the request's own
	N          uint64 // the last record; consecutive Advances share one
	Work       int    // how long a recorded request takes, counted in small writes
	More       bool   // an Advance that its limit ended: it has to be asked again
}

// MaxBody is the longest body in bytes that DynamoDB reads.
const MaxBody = 16 << 20

// Handle runs one request. It never refuses to answer: a request that is no good gets
// DynamoDB's own error.
func (d *Door) Handle(req Request) Response {
	r := d.handle(req, find(req))
	r.Checksum = crc32.ChecksumIEEE(r.Body)
	return r
}

// handle leaves the checksum out: over HTTP the host makes one, of what it sends.
func (d *Door) handle(req Request, op operation) Response {
	d.begin(req, op)
	status := 200
	if err := op.run(d, req.Body, &d.out); err != nil {
		status = d.fail(err, op)
	}
	body := d.out.buffer
	r := Response{
		Status: status, Body: body, Now: d.db.Now(),
		RequestID: d.requestID(d.kept), Recorded: d.kept, N: d.record(),
	}
	if d.kept {
		r.RecordBody, r.Work, r.More = cmp.Or(d.instead, req.Body), d.work(), d.more
	}
	if req.TraceLevel > engine.TraceCounts {
		r.Trace = d.trace(status)
	}
	return r
}

// find returns the operation that a request is for. A request that reaches none is
// refused, and leaves no mark.
func find(req Request) operation {
	if len(req.Body) > MaxBody {
		return refusal(bodyTooLarge())
	}
	if op, known := operations[req.Target]; known {
		_, op.name, _ = strings.Cut(req.Target, ".")
		return op
	}
	if req.Body != "" && !isJSON(req.Body) {
		return refusal(notJSON())
	}
	return refusal(unknownOperation())
}

func refusal(err error) operation {
	return operation{run: func(*Door, string, *writer) error { return err }}
}

// begin moves the clock and counts the request. An Advance right after an Advance is
// not counted again, since a session keeps only the last of a run of them.
func (d *Door) begin(req Request, op operation) {
	d.db.Begin(req.Now, op.recorded && !(op.folds && d.advancing))
	d.db.Trace().Level = req.TraceLevel
	d.loaded, d.more, d.client = 0, false, req.Client
	if d.kept, d.instead = op.recorded, ""; d.kept {
		d.advancing = op.folds
	}
	d.plan = planned{operation: op.name}
	d.db.Trace().Add(engine.Step{Phase: engine.Parse, Partition: nowhere, Replica: nowhere})
	d.out.reset()
}

// keep records a request whose operation is a look, with a body of its own in the log
// unless that is empty.
func (d *Door) keep(body string) {
	d.kept, d.instead, d.advancing = true, body, false
	d.db.Resume(d.db.Now(), d.db.Requests()+1)
}

// work is an estimate, but the same for the same request.
func (d *Door) work() int {
	const readsInWrite = 16
	return 1 + d.loaded + d.db.Trace().Examined()/readsInWrite
}

// fail replaces what was written so far by the error.
func (d *Door) fail(err error, op operation) (status int) {
	e := d.inWords(err)
	d.plan.refused = e
	if d.kept {
		d.count(e, err)
	}
	d.out.reset()
	e.write(&d.out, d.worded(e, op.name))
	return e.status()
}

// count counts a request that is answered with an error. A condition that did not hold was counted where
// it was met, and is no error of the user's.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html#UserErrors
func (d *Door) count(e *Error, cause error) {
	if t, is := cause.(*engine.Throttled); is {
		d.db.CountThrottled(t.Table)
	} else if !e.ConditionFailed() {
		d.db.CountError(e.status() >= 500)
	}
}

// record returns the number of the last record. It never goes back, though the
// Database's own count does on a Restore.
func (d *Door) record() uint64 { return d.rewound + d.db.Requests() }
