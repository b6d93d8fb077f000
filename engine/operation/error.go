package operation

import (
	"cmp"
	"strings"

	"ringside/engine"
	"ringside/engine/item"
	"ringside/parser"
)

// An Error is a caller's mistake, or a refusal, in DynamoDB's words.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
type Error struct {
	Type    string    // as SDKs name it: "ValidationException"
	Message string    // empty for the few that say nothing
	Older   string    // how it was worded before 2026, when that was another way
	Item    item.Item // of a ConditionalCheckFailedException that was asked to return it
	Reasons []Reason  // of a TransactionCanceledException, one for each action

	throttle engine.Throttle // of a throttled request: why
	resource string          // and the ARN of the table or index that has no capacity, else empty

	malformed bool

	mend string // for people: how to mend it, where its message alone doesn't tell; never in an answer
}

// A Reason is why one action of a transaction kept it from happening; an action that did
// not has the code None.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CancellationReason.html
type Reason struct {
	Code    string
	Message string
	Item    item.Item // of a condition that was asked to return it

	mend string // as in Error
}

func (e *Error) Error() string { return e.Type + ": " + e.Message }

// The types of errors.
const (
	accessDenied           = "AccessDeniedException"
	conditionalCheckFailed = "ConditionalCheckFailedException"
	duplicateItem          = "DuplicateItemException"
	expiredIterator        = "ExpiredIteratorException"
	idempotentMismatch     = "IdempotentParameterMismatchException"
	incompleteSignature    = "IncompleteSignatureException"
	internalFailure        = "InternalFailure"
	internalServerError    = "InternalServerError"
	invalidSignature       = "InvalidSignatureException"
	collectionSizeExceeded = "ItemCollectionSizeLimitExceededException"
	limitExceeded          = "LimitExceededException"
	missingToken           = "MissingAuthenticationTokenException"
	throughputExceeded     = "ProvisionedThroughputExceededException"
	requestTooLarge        = "RequestEntityTooLargeException"
	requestLimitExceeded   = "RequestLimitExceeded"
	resourceInUse          = "ResourceInUseException"
	resourceNotFound       = "ResourceNotFoundException"
	serialization          = "SerializationException"
	throttling             = "ThrottlingException"
	transactionCanceled    = "TransactionCanceledException"
	transactionConflict    = "TransactionConflictException"
	trimmedDataAccess      = "TrimmedDataAccessException"
	unknownOperationType   = "UnknownOperationException"
	validation             = "ValidationException"
)

// namespaces are those of the errors that the protocol's framework raises; all other
// errors are DynamoDB's own.
var namespaces = map[string]string{
	validation:           "com.amazon.coral.validate#",
	serialization:        "com.amazon.coral.service#",
	unknownOperationType: "com.amazon.coral.service#",
	requestTooLarge:      "com.amazon.coral.service#",
	accessDenied:         "com.amazon.coral.service#",
	internalFailure:      "com.amazon.coral.service#",
	throttling:           "com.amazon.coral.availability#",
	missingToken:         "com.amazon.coral.service#",
	invalidSignature:     "com.amazon.coral.service#",
	incompleteSignature:  "com.amazon.coral.service#",
}

const ownNamespace = "com.amazonaws.dynamodb.v20120810#"

func (e *Error) status() int {
	switch e.Type {
	case requestTooLarge:
		return 413
	case internalFailure, internalServerError:
		return 500
	}
	return 400
}

// write writes the body of the response with a message in one of its wordings.
func (e *Error) write(w *writer, message string) {
	namespace, framework := namespaces[e.Type]
	if !framework {
		namespace = ownNamespace
	}
	w.open('{')
	w.name("__type").text(namespace + e.Type)
	if message != "" {
		w.name(e.messageMember()).text(message)
	}
	if e.Item != "" {
		w.name("Item").raw(e.Item.JSON())
	}
	if e.Reasons != nil {
		w.reasons(e.Reasons)
	}
	if e.resource != "" {
		w.throttlingReasons(e)
	}
	w.close('}')
}

// throttlingReasons writes why a request was throttled, under a name that one exception spells
// in another way.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ThrottlingReason.html
func (w *writer) throttlingReasons(e *Error) {
	member := "ThrottlingReasons"
	if e.Type == throttling {
		member = "throttlingReasons"
	}
	w.name(member).open('[')
	w.open('{')
	w.name("reason").text(e.throttle.String())
	w.name("resource").text(e.resource)
	w.close('}')
	w.close(']')
}

func (w *writer) reasons(all []Reason) {
	w.name("CancellationReasons").open('[')
	for _, r := range all {
		w.open('{')
		if r.Item != "" {
			w.name("Item").raw(r.Item.JSON())
		}
		w.name("Code").text(r.Code)
		if r.Message != "" {
			w.name("Message").text(r.Message)
		}
		w.close('}')
	}
	w.close(']')
}

// messageMember is spelled with a capital by the protocol's deserialiser and by what is
// said of transactions.
func (e *Error) messageMember() string {
	switch e.Type {
	case serialization, transactionCanceled, idempotentMismatch:
		return "Message"
	}
	return "message"
}

// current returns the message as it is worded today. Some operations put malformed
// requests into an envelope.
func (e *Error) current(envelope bool) string {
	if envelope && e.malformed && !strings.HasPrefix(e.Message, oneViolation) {
		return oneViolation + e.Message
	}
	return e.Message
}

// worded returns the message as the door's validation words it.
func (d *Door) worded(e *Error, operation string) string {
	if d.options.Validation == validation2025 {
		return e.before2026()
	}
	return e.current(enveloped(operation))
}

// enveloped reports whether an operation answers malformed requests in an envelope, see [malformed].
func enveloped(operation string) bool {
	return operation == "DeleteItem" || operation == "PutItem" || operation == "UpdateItem"
}

// before2026 returns the message as it was worded then, without an envelope.
func (e *Error) before2026() string { return cmp.Or(e.Older, e.Message) }

// reworded says how an error was worded before 2026. A nil error stays nil.
func reworded(err error, older string) error {
	if e, ok := err.(*Error); ok {
		e.Older = older
	}
	return err
}

// invalid is a request that the checks refuse.
func invalid(message string) error { return &Error{Type: validation, Message: message} }

// malformed is a request that is refused for what it says by itself, whatever the table
// holds: a syntax error, an unused name, a set with a duplicate. PutItem, UpdateItem and
// DeleteItem answer such a message in an envelope, "1 validation error detected: …"; all
// other operations answer it bare.
func malformed(message string) error {
	return &Error{Type: validation, Message: message, malformed: true}
}

// notWellFormed is a statement that the parser could not read.
func notWellFormed(err error) error {
	e, ok := err.(*parser.Error)
	switch {
	case !ok:
		return invalid(statementPrefix)
	case e.Bare:
		return invalid(e.Message)
	}
	return invalid(statementPrefix + e.Message)
}

// unstorable is an attribute value that cannot be stored, or nil. An AttributeValue
// without exactly one type is never put in an envelope.
func unstorable(f *item.Fault) error {
	switch {
	case f == nil:
		return nil
	case f.Kind == item.FaultEmpty, f.Kind == item.FaultManyTypes:
		return invalid(f.Error())
	}
	return reworded(malformed(f.Error()), f.Older())
}

// olderUnstorable is unstorable for the operations that word faults the older way.
func olderUnstorable(f *item.Fault) error {
	if f == nil {
		return nil
	}
	return invalid(f.Older())
}

// undecodable turns what the reader of JSON found wrong into an Error.
func undecodable(err error) error {
	switch e := err.(type) {
	case *Error:
		return e
	case *item.TypeError:
		return &Error{Type: serialization, Message: e.Message}
	}
	return notJSON()
}

func notJSON() error { return &Error{Type: serialization} }

func unknownOperation() error { return &Error{Type: unknownOperationType} }

func bodyTooLarge() error { return &Error{Type: requestTooLarge} }

// tableMissing is what operations on items say; [Door.tableUnknown] is what operations on
// tables say.
func (d *Door) tableMissing(name string) error {
	return &Error{Type: resourceNotFound, Message: messageNotFound, mend: d.mendTable(name)}
}

func (d *Door) tableUnknown(name string) error {
	return &Error{Type: resourceNotFound, Message: messageNotFound + ": Table: " + name + " not found", mend: d.mendTable(name)}
}

func indexNotFound(index, table string) error {
	return &Error{Type: resourceNotFound, Message: messageNotFound + ": Index " + index + " for table " + table}
}

// inUse is a change to a table, or an index, that is busy with another one.
func inUse(detail string) error { return &Error{Type: resourceInUse, Message: messageInUse + detail} }

// limitReached is more than an account may have or do, overLimit the same in words of its own.
func limitReached(what string) error { return overLimit("Subscriber limit exceeded: " + what) }

func overLimit(message string) error { return &Error{Type: limitExceeded, Message: message} }

// denied is a look at what is somebody else's, or nobody's.
func (d *Door) denied(operation, resource string) error {
	return &Error{Type: accessDenied, Message: "User: arn:aws:iam::" + d.options.Account + ":root is not authorized to perform: dynamodb:" +
		operation + " on resource: " + resource}
}

func tableExists(name string) error {
	return &Error{Type: resourceInUse, Message: "Table already exists: " + name}
}

func streamUnknown(arn string) error {
	return &Error{Type: resourceNotFound, Message: messageNotFound + ": Stream: " + arn + " not found"}
}

func shardUnknown() error {
	return &Error{Type: resourceNotFound, Message: messageNotFound + ": Shard does not exist"}
}

func iteratorExpired() error {
	return &Error{Type: expiredIterator, Message: "The provided iterator exceeds the maximum age allowed"}
}

// trimmed is an access to stream records that are too old.
func trimmed() error {
	return &Error{Type: trimmedDataAccess, Message: "The data you are trying to access has been trimmed"}
}

// conditionFailed carries the item that the condition did not hold for if the request
// asks for it.
func conditionFailed(it item.Item) error {
	return &Error{Type: conditionalCheckFailed, Message: "The conditional request failed", Item: it}
}

// inWords returns an error of the engine in DynamoDB's words; those of the door are already. Any
// other is our own bug.
func (d *Door) inWords(err error) *Error {
	switch err {
	case engine.ErrConflict:
		return &Error{Type: transactionConflict, Message: messageOngoing}
	case engine.ErrCollectionFull: // a local index keeps it in one partition
		return &Error{Type: collectionSizeExceeded, Message: messageCollectionFull}
	case engine.ErrUnavailable:
		return &Error{Type: internalServerError, Message: messageInternal}
	}
	if t, is := err.(*engine.Throttled); is {
		return d.throttled(t)
	}
	return err.(*Error)
}

// throttled is a request for which there is no capacity. What it is called depends on whether
// somebody provisioned the capacity.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/throttling-diagnosing.html
func (d *Door) throttled(t *engine.Throttled) *Error {
	e := &Error{throttle: t.Reason, resource: d.options.tableARN(t.Table.Name)}
	if t.Index != nil {
		e.resource += "/index/" + t.Index.Name
	}
	switch limit := t.Reason.Limit(); {
	case limit == engine.AccountLimit:
		e.Type, e.Message = requestLimitExceeded, messageAccountLimit
	case limit == engine.MaxOnDemandThroughput:
		e.Type, e.Message = throttling, messageMaxOnDemand
	case t.OnDemand:
		e.Type, e.Message = throttling, messageOnDemand
	case t.Index != nil:
		e.Type, e.Message = throughputExceeded, messageIndexThroughput
	default:
		e.Type, e.Message = throughputExceeded, messageThroughput
	}
	return e
}

// tokenReused is a transaction under a token that another one was committed under.
func tokenReused() error {
	return &Error{Type: idempotentMismatch, Message: messageTokenReused}
}

func duplicateKey() error {
	return &Error{Type: duplicateItem, Message: "Duplicate primary key exists in table"}
}

// ConditionFailed reports whether it is the condition's doing: the engine counts those.
func (e *Error) ConditionFailed() bool { return e.Type == conditionalCheckFailed }
