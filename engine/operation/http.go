package operation

import (
	"strconv"
	"strings"

	"ringside/engine"
	"ringside/engine/item"
)

const (
	jsonType    = "application/x-amz-json-1.0"
	plainJSON   = "application/json"
	unknownBody = "<UnknownOperationException/>\n"
)

// MaxHeader is how many bytes the headers of a request may have, names and values, and as
// many the path in its first line. Hosts answer more with status 400 and nothing else.
const MaxHeader = 16 << 10

// Places in a [Header].
const (
	headerPath = iota
	headerAuthorization
	headerContentType
	headerDate
	headerAmzDate
	headerTarget
	headerClient
	headerOrigin
	headerAsksHeaders
	headerAsksMethod
	headerCount
)

// HeaderNames are the headers that Respond reads, in lower case and in the order of a
// [Header]; the first is no header but the path and query of what is asked for. An SDK
// sends about as many others.
var HeaderNames = [headerCount]string{
	headerPath:          ":path",
	headerAuthorization: "authorization",
	headerContentType:   "content-type",
	headerDate:          "date",
	headerAmzDate:       "x-amz-date",
	headerTarget:        "x-amz-target",
	headerClient:        "x-ringside-client",
	headerOrigin:        "origin",
	headerAsksHeaders:   "access-control-request-headers",
	headerAsksMethod:    "access-control-request-method",
}

// A Header holds the values of [HeaderNames], "" where none came. Several of one name are
// joined by ", ", as HTTP allows.
type Header [headerCount]string

// An HTTPRequest is what a host has read.
type HTTPRequest struct {
	Method string
	Header Header
	Body   string
	Now    engine.Time
}

// An HTTPResponse is what the host sends. It adds what depends on the bytes that are sent:
// their length, their checksum and whether they are compressed.
type HTTPResponse struct {
	Status int
	Header []string // names, in lower case, and values by turns
	Body   []byte   // good until the next request
}

// Respond answers one HTTP request of an SDK: it checks what DynamoDB's protocol checks
// before an operation is reached, and hands the rest to the operation.
//
// The order is DynamoDB's: size of the body, method and content type, JSON, target,
// how the request is signed, and that there is a body. Whether a signature is right is
// not checked: any credentials will do.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html
func Respond(d *Door, r HTTPRequest) HTTPResponse {
	contentType, known := responseType(r.Header[headerContentType])
	switch {
	case len(r.Body) > MaxBody, r.Method == "POST" && (known || r.Body == ""):
		response := d.handle(r.operation())
		head := r.head(contentType, response.RequestID)
		return HTTPResponse{Status: response.Status, Header: head, Body: response.Body}
	case r.Method == "GET":
		healthy := "healthy: dynamodb." + d.options.Region + ".amazonaws.com "
		return HTTPResponse{Status: 200, Header: r.head(contentType, d.requestID(false)), Body: []byte(healthy)}
	case r.Method == "OPTIONS" && r.Header[headerOrigin] != "":
		return HTTPResponse{Status: 200, Header: r.allow(r.head(contentType, d.requestID(false)))}
	}
	return HTTPResponse{Status: 404, Header: r.head("", d.requestID(false)), Body: []byte(unknownBody)}
}

// operation returns the request without HTTP, and the operation that it reaches. Only
// DynamoDB's own have to be signed, and a refusal, which has no name, comes before.
func (r *HTTPRequest) operation() (Request, operation) {
	req := Request{Target: r.Header[headerTarget], Body: r.Body, Now: r.Now, Client: clientID(r.Header[headerClient])}
	op := find(req)
	if op.name == "" || strings.HasPrefix(req.Target, ringside) {
		return req, op
	}
	err := unsigned(&r.Header)
	if err != nil && (r.Body == "" || isJSON(r.Body)) {
		op = refusal(err)
	}
	return req, op
}

// responseType returns the content type of the response to a request of that type, and
// whether DynamoDB reads such a request at all.
func responseType(requestType string) (string, bool) {
	if requestType == jsonType { // as SDKs spell it
		return jsonType, true
	}
	mediaType, _, _ := strings.Cut(requestType, ";")
	switch mediaType = strings.ToLower(strings.TrimSpace(mediaType)); mediaType {
	case jsonType, plainJSON:
		return mediaType, true
	}
	return jsonType, false
}

// head returns the headers of every response; contentType may be "". A page from anywhere
// may read it.
func (r *HTTPRequest) head(contentType, requestID string) []string {
	const most = 14
	head := append(make([]string, 0, most), "x-amzn-requestid", requestID)
	if contentType != "" {
		head = append(head, "content-type", contentType)
	}
	if r.Header[headerOrigin] != "" {
		head = append(head, "access-control-allow-origin", "*",
			"access-control-expose-headers", "x-amzn-RequestId,x-amz-crc32")
	}
	return head
}

// allow adds what a browser asks before it sends the request itself.
func (r *HTTPRequest) allow(head []string) []string {
	if asked := r.Header[headerAsksHeaders]; asked != "" {
		head = append(head, "access-control-allow-headers", asked)
	}
	if asked := r.Header[headerAsksMethod]; asked != "" {
		head = append(head, "access-control-allow-methods", asked)
	}
	return append(head, "access-control-max-age", "172800")
}

// clientID returns the number of a client: what it says, if that is a number, else a
// hash of it.
func clientID(said string) uint64 {
	if said == "" {
		return 0
	}
	const decimal, bits = 10, 64
	if id, err := strconv.ParseUint(said, decimal, bits); err == nil {
		return id
	}
	return item.Hash(item.String(said))
}
