package operation

import (
	"strings"
	"testing"
)

func TestRespond(t *testing.T) {
	const json = "content-type: application/x-amz-json-1.0"
	for _, c := range []struct{ name, method, header, body, want string }{
		{"an operation", "POST", json + "\nx-amz-target: DynamoDB_20120810.ListTables", `{}`,
			"200 application/x-amz-json-1.0 {\"TableNames\":[\"Plain\",\"Shop\"]}"},
		{"plain JSON", "POST", "content-type: Application/JSON ; charset=utf-8\nx-amz-target: DynamoDB_20120810.ListTables", `{}`,
			"200 application/json {\"TableNames\":[\"Plain\",\"Shop\"]}"},
		{"an error", "POST", json + "\nx-amz-target: DynamoDB_20120810.DescribeTable", `{"TableName":"None"}`,
			"400 application/x-amz-json-1.0 {\"__type\":\"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException\",\"message\":\"Requested resource not found: Table: None not found\"}"},
		{"health", "GET", "", "", "200 application/x-amz-json-1.0 healthy: dynamodb.us-east-1.amazonaws.com "},
		{"another method", "PUT", json, "{}", "404  <UnknownOperationException/>\n"},
		{"another content type", "POST", "content-type: text/plain", "{}", "404  <UnknownOperationException/>\n"},
		{"no content type", "POST", "", "{}", "404  <UnknownOperationException/>\n"},
		{"not JSON", "POST", json, "{", `400 application/x-amz-json-1.0 {"__type":"com.amazon.coral.service#SerializationException"}`},
		{"no target", "POST", json, "{}", `400 application/x-amz-json-1.0 {"__type":"com.amazon.coral.service#UnknownOperationException"}`},
		{"no body", "POST", "", "", `400 application/x-amz-json-1.0 {"__type":"com.amazon.coral.service#UnknownOperationException"}`},
		{"a page's request", "POST", json + "\norigin: https://example.org\nx-amz-target: DynamoDB_20120810.ListTables", `{"Limit":1}`,
			"200 application/x-amz-json-1.0 * {\"TableNames\":[\"Plain\"],\"LastEvaluatedTableName\":\"Plain\"}"},
		{"before a page's request", "OPTIONS", "origin: https://example.org\naccess-control-request-headers: x-amz-target\naccess-control-request-method: POST", "",
			"200 application/x-amz-json-1.0 * x-amz-target POST 172800 "},
		{"OPTIONS from no page", "OPTIONS", "", "", "404  <UnknownOperationException/>\n"},
		{"too large", "POST", json, strings.Repeat(" ", MaxBody+1), `413 application/x-amz-json-1.0 {"__type":"com.amazon.coral.service#RequestEntityTooLargeException"}`},
	} {
		status, h, out := Respond(shop(t), c.method, headers(c.header), c.body, 0)
		got := statusText(status) + " " + h["content-type"] + " "
		for _, name := range []string{"access-control-allow-origin", "access-control-allow-headers", "access-control-allow-methods", "access-control-max-age"} {
			if h[name] != "" {
				got += h[name] + " "
			}
		}
		if got += string(out); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.name, got, c.want)
		}
		if len(h["x-amzn-requestid"]) != requestIDLength {
			t.Errorf("%s: no request id", c.name)
		}
	}
}

func statusText(status int) string {
	w := writer{}
	w.integer(int64(status))
	return string(w.buffer)
}

// headers reads lines of name and value.
func headers(lines string) map[string]string {
	h := map[string]string{}
	for line := range strings.Lines(lines) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		h[name] = value
	}
	return h
}

func TestClientID(t *testing.T) {
	if clientID("") != 0 || clientID("17") != 17 {
		t.Error("a number is its own client id, and nobody is 0")
	}
	if clientID("alice") == 0 || clientID("alice") == clientID("bob") {
		t.Error("names are told apart")
	}
}

func FuzzRespond(f *testing.F) {
	f.Add("POST", "application/x-amz-json-1.0", "DynamoDB_20120810.Scan", `{"TableName":"Shop"}`)
	f.Add("GET", "", "", "")
	f.Add("OPTIONS", "", "", "")
	f.Fuzz(func(t *testing.T, method, contentType, target, body string) {
		header := map[string]string{"content-type": contentType, "x-amz-target": target, "origin": target}
		status, h, _ := Respond(shop(t), method, header, body, 0)
		switch status {
		case 200, 400, 404, 413:
		default:
			t.Errorf("status %d", status)
		}
		if len(h["x-amzn-requestid"]) != requestIDLength {
			t.Error("no request id")
		}
	})
}
