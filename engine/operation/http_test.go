package operation

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

const (
	ofJSON  = "content-type: application/x-amz-json-1.0"
	signed  = "\nauthorization: AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0\nx-amz-date: 20260101T000000Z"
	listing = ofJSON + "\nx-amz-target: DynamoDB_20120810.ListTables"
)

func TestRespond(t *testing.T) {
	for _, c := range []struct{ name, method, header, body, want string }{
		{"an operation", "POST", listing + signed, `{}`,
			"200 application/x-amz-json-1.0 {\"TableNames\":[\"Plain\",\"Shop\"]}"},
		{"plain JSON", "POST", "content-type: Application/JSON ; charset=utf-8\nx-amz-target: DynamoDB_20120810.ListTables" + signed, `{}`,
			"200 application/json {\"TableNames\":[\"Plain\",\"Shop\"]}"},
		{"an error", "POST", ofJSON + "\nx-amz-target: DynamoDB_20120810.DescribeTable" + signed, `{"TableName":"None"}`,
			"400 application/x-amz-json-1.0 {\"__type\":\"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException\",\"message\":\"Requested resource not found: Table: None not found\"}"},
		{"health", "GET", "", "", "200 application/x-amz-json-1.0 healthy: dynamodb.us-east-1.amazonaws.com "},
		{"another method", "PUT", ofJSON, "{}", "404  <UnknownOperationException/>\n"},
		{"another content type", "POST", "content-type: text/plain", "{}", "404  <UnknownOperationException/>\n"},
		{"no content type", "POST", "", "{}", "404  <UnknownOperationException/>\n"},
		{"a page's request", "POST", listing + signed + "\norigin: https://example.org", `{"Limit":1}`,
			"200 application/x-amz-json-1.0 * {\"TableNames\":[\"Plain\"],\"LastEvaluatedTableName\":\"Plain\"}"},
		{"before a page's request", "OPTIONS", "origin: https://example.org\naccess-control-request-headers: x-amz-target\naccess-control-request-method: POST", "",
			"200 application/x-amz-json-1.0 * x-amz-target POST 172800 "},
		{"OPTIONS from no page", "OPTIONS", "", "", "404  <UnknownOperationException/>\n"},
		{"too large", "POST", ofJSON, strings.Repeat(" ", MaxBody+1), `413 application/x-amz-json-1.0 {"__type":"com.amazon.coral.service#RequestEntityTooLargeException"}`},
		{"too large for another method", "GET", "", strings.Repeat(" ", MaxBody+1), `413 application/x-amz-json-1.0 {"__type":"com.amazon.coral.service#RequestEntityTooLargeException"}`},
	} {
		r := Respond(shop(t), HTTPRequest{Method: c.method, Header: header(c.header), Body: c.body})
		got := statusText(r.Status) + " " + valueOf(r, "content-type") + " "
		for _, name := range []string{"access-control-allow-origin", "access-control-allow-headers", "access-control-allow-methods", "access-control-max-age"} {
			if value := valueOf(r, name); value != "" {
				got += value + " "
			}
		}
		if got += string(r.Body); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.name, got, c.want)
		}
		if len(valueOf(r, "x-amzn-requestid")) != requestIDLength {
			t.Errorf("%s: no request id", c.name)
		}
	}
}

// TestRefusals holds which of several mistakes in a request is reported, from its JSON to
// the lack of a body, and in which words.
func TestRefusals(t *testing.T) {
	const (
		notJSON = `{"__type":"com.amazon.coral.service#SerializationException"}`
		unknown = `{"__type":"com.amazon.coral.service#UnknownOperationException"}`
		noToken = `{"__type":"com.amazon.coral.service#MissingAuthenticationTokenException","message":"Request is missing Authentication Token"}`
		twice   = `{"__type":"com.amazon.coral.service#InvalidSignatureException","message":"Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."}`
		partial = `{"__type":"com.amazon.coral.service#IncompleteSignatureException","message":"`
		date    = "\nx-amz-date: 20260101T000000Z"
		query   = "\n:path: /?X-Amz-Expires=60&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=0"
	)
	for _, c := range []struct{ name, header, body, want string }{
		{"not JSON, and no target", ofJSON, "{", notJSON},
		{"not JSON, and not signed", listing, "{", notJSON},
		{"more than JSON", listing + signed, "{}{}", notJSON},
		{"no target", ofJSON, "{}", unknown},
		{"no target and no body", "", "", unknown},
		{"an unknown target, and not signed", ofJSON + "\nx-amz-target: DynamoDB_20120810.Nonsense", "{}", unknown},
		{"a target of another version", ofJSON + "\nx-amz-target: DynamoDB_20111205.ListTables", "{}", unknown},
		{"a target without its version", ofJSON + "\nx-amz-target: ListTables", "{}", unknown},
		{"not signed", listing, "{}", noToken},
		{"not signed, and no body", listing, "", noToken},
		{"not signed, and of the wrong type", listing, `{"Limit":"x"}`, noToken},
		{"another query", listing + "\n:path: /?X-Amz-Date=X-Amz-Algorithm", "{}", noToken},
		{"signed twice", listing + signed + query, "{}", twice},
		{"an incomplete signature, twice", listing + "\nauthorization: x" + query, "{}", twice},
		{"no parameter at all", listing + "\nauthorization: AWS4-HMAC-SHA256", "{}", partial +
			"Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. " +
			"Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. " +
			`Authorization=AWS4-HMAC-SHA256"}`},
		{"no credential", listing + date + "\nauthorization: AWS4-HMAC-SHA256 SignedHeaders=host, Signature=0", "{}", partial +
			`Authorization header requires 'Credential' parameter. Authorization=AWS4-HMAC-SHA256 SignedHeaders=host, Signature=0"}`},
		{"no signature", listing + date + "\nauthorization: AWS4-HMAC-SHA256 Credential=a, SignedHeaders=host", "{}", partial +
			`Authorization header requires 'Signature' parameter. Authorization=AWS4-HMAC-SHA256 Credential=a, SignedHeaders=host"}`},
		{"no signed headers", listing + "\ndate: Thu, 01 Jan 2026 00:00:00 GMT\nauthorization: AWS4-HMAC-SHA256 Credential=a, Signature=\"0\"", "{}", partial +
			`Authorization header requires 'SignedHeaders' parameter. Authorization=AWS4-HMAC-SHA256 Credential=a, Signature=\"0\""}`},
		{"no date", listing + "\nauthorization: AWS4-HMAC-SHA256 Credential=a, SignedHeaders=host, Signature=0", "{}", partial +
			`Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=AWS4-HMAC-SHA256 Credential=a, SignedHeaders=host, Signature=0"}`},
		{"bytes that are no text", listing + "\nauthorization: é\xff", "", partial +
			"Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. " +
			"Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. " +
			"Authorization=é\uFFFD\"}"},
		{"signed, and no body", listing + signed, "", notJSON},
		{"presigned, and no body", listing + query, "", notJSON},
		{"signed, and of the wrong type", listing + signed, `{"Limit":"x"}`,
			`{"__type":"com.amazon.coral.service#SerializationException","Message":"STRING_VALUE cannot be converted to Integer"}`},
	} {
		r := Respond(shop(t), HTTPRequest{Method: "POST", Header: header(c.header), Body: c.body})
		if got := string(r.Body); r.Status != 400 || got != c.want {
			t.Errorf("%s\n got %d %s\nwant 400 %s", c.name, r.Status, got, c.want)
		}
	}
}

// TestWhoNeedsNoHeader holds that a presigned request is as good as a signed one, and that
// Ringside's own operations are not signed.
func TestWhoNeedsNoHeader(t *testing.T) {
	for name, c := range map[string][2]string{
		"presigned": {listing + "\n:path: /?X-Amz-Algorithm=AWS4-HMAC-SHA256", `{"TableNames":["Plain","Shop"]}`},
		"our own":   {ofJSON + "\nx-amz-target: Ringside_20261101.Check", `{"Violations":[]}`},
	} {
		r := Respond(shop(t), HTTPRequest{Method: "POST", Header: header(c[0]), Body: "{}"})
		if r.Status != 200 || string(r.Body) != c[1] {
			t.Errorf("%s: %d %s, want 200 %s", name, r.Status, r.Body, c[1])
		}
	}
}

// TestRefusedRequestLeavesNoMark holds that no operation sees a request that is not signed.
func TestRefusedRequestLeavesNoMark(t *testing.T) {
	d := shop(t)
	before := d.record()
	put := HTTPRequest{Method: "POST", Body: `{"TableName":"Plain","Item":{"id":{"N":"7"}}}`}
	put.Header = header(ofJSON + "\nx-amz-target: DynamoDB_20120810.PutItem")
	Respond(d, put)
	if got := say(d, `GetItem {"TableName":"Plain","Key":{"id":{"N":"7"}}}`); got != "200 {}" || d.record() != before+1 {
		t.Errorf("after a request without a signature GetItem says %s, and %d requests were recorded; want {}, 1", got, d.record()-before)
	}
}

func statusText(status int) string {
	w := writer{}
	w.integer(int64(status))
	return string(w.buffer)
}

// header reads lines of name and value.
func header(lines string) (h Header) {
	for line := range strings.Lines(lines) {
		if name, value, found := strings.Cut(strings.TrimSuffix(line, "\n"), ": "); found {
			h[slices.Index(HeaderNames[:], name)] = value
		}
	}
	return h
}

// valueOf returns a header of a response, "" if there is none of that name.
func valueOf(r HTTPResponse, name string) string {
	for i := 0; i < len(r.Header); i += 2 {
		if r.Header[i] == name {
			return r.Header[i+1]
		}
	}
	return ""
}

func TestClientID(t *testing.T) {
	if clientID("") != 0 || clientID("17") != 17 {
		t.Error("a number is its own client id, and nobody is 0")
	}
	if clientID("alice") == 0 || clientID("alice") == clientID("bob") {
		t.Error("names are told apart")
	}
}

// FuzzRespond sends anything at all, signed or not: it is answered with one of the
// protocol's statuses, and what is said to be JSON is.
func FuzzRespond(f *testing.F) {
	f.Add("POST", "/", "Credential=, Signature=, SignedHeaders=", jsonType, "DynamoDB_20120810.ListTables", `{"Limit":1}`)
	f.Add("POST", "/?X-Amz-Algorithm=a&b", "", jsonType, "DynamoDB_20120810.Scan", `{"TableName":"Shop"}`)
	f.Add("POST", "", "Credential=\xff, \"", plainJSON, "DynamoDB_20120810.Scan", "")
	f.Add("GET", "", "", "", "", "")
	f.Add("OPTIONS", "*", "", "", "", "")
	f.Fuzz(func(t *testing.T, method, path, authorization, contentType, target, body string) {
		h := Header{headerPath: path, headerAuthorization: authorization, headerContentType: contentType, headerTarget: target}
		h[headerClient], h[headerOrigin], h[headerAsksHeaders], h[headerDate] = path, target, authorization, path
		r := Respond(shop(t), HTTPRequest{Method: method, Header: h, Body: body})
		switch r.Status {
		case 200, 400, 404, 413:
		default:
			t.Errorf("status %d", r.Status)
		}
		if len(r.Header)%2 != 0 || len(valueOf(r, "x-amzn-requestid")) != requestIDLength {
			t.Errorf("no request id in %q", r.Header)
		}
		if method == "POST" && valueOf(r, "content-type") != "" && !json.Valid(r.Body) {
			t.Errorf("not JSON: %q", r.Body)
		}
	})
}
