package main

import (
	"hash/crc32"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ringside/engine/operation"
)

func TestChecksumIsOfWhatIsSent(t *testing.T) {
	server := httptest.NewServer(newServer(testSettings(t).options))
	defer server.Close()
	for _, encoding := range []string{"identity", "gzip"} {
		response, body := post(t, server.URL, "DynamoDB_20120810.ListTables", "{}", encoding)
		want := strconv.FormatUint(uint64(crc32.ChecksumIEEE(body)), 10)
		if got := response.Header.Get("x-amz-crc32"); response.StatusCode != http.StatusOK || got != want {
			t.Errorf("%s: status %d, checksum %s; want 200, %s", encoding, response.StatusCode, got, want)
		}
	}
}

func TestOnlyLongBodiesAreCompressed(t *testing.T) {
	server := httptest.NewServer(newServer(testSettings(t).options))
	defer server.Close()
	response, body := post(t, server.URL, "DynamoDB_20120810.ListTables", "{}", "gzip")
	if got := response.Header.Get("Content-Encoding"); got != "" {
		t.Errorf("%d bytes are sent with encoding %q, want none", len(body), got)
	}
	for i := range 40 {
		name := strings.Repeat("x", 100) + strconv.Itoa(i)
		post(t, server.URL, "DynamoDB_20120810.CreateTable", `{"TableName":"`+name+`","BillingMode":"PAY_PER_REQUEST",
			"AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"}],"KeySchema":[{"AttributeName":"a","KeyType":"HASH"}]}`, "identity")
	}
	response, body = post(t, server.URL, "DynamoDB_20120810.ListTables", "{}", "gzip")
	if got := response.Header.Get("Content-Encoding"); got != "gzip" || len(body) >= 40*100 {
		t.Errorf("40 long names are sent in %d bytes with encoding %q, want gzip", len(body), got)
	}
}

func TestBodyOverTheLimitIsRefused(t *testing.T) {
	for name, address := range map[string]string{"native": nativeAddress(t), "wasm": startWasmEndpoint(t)} {
		body := `{"x":"` + strings.Repeat("x", operation.MaxBody) + `"}`
		response, _ := post(t, address, "DynamoDB_20120810.ListTables", body, "identity")
		if response.StatusCode != http.StatusRequestEntityTooLarge {
			t.Errorf("%s: status %d, want 413", name, response.StatusCode)
		}
		response, _ = post(t, address, "DynamoDB_20120810.ListTables", "{}", "identity")
		if response.StatusCode != http.StatusOK {
			t.Errorf("%s: status %d afterwards, want 200", name, response.StatusCode)
		}
	}
}

// TestPanicCondemnsTheDatabase holds that a database that may be half changed is not asked again.
func TestPanicCondemnsTheDatabase(t *testing.T) {
	s := newServer(testSettings(t).options)
	clock := s.now
	s.now = func() operation.Time { panic("the clock stopped") }
	for range 2 {
		r := s.respond(operation.HTTPRequest{Method: http.MethodPost, Body: "{}"})
		if r.Status != http.StatusInternalServerError || !strings.Contains(string(r.Body), "the clock stopped") {
			t.Errorf("status %d, %s; want 500 and the cause", r.Status, r.Body)
		}
		s.now = clock
	}
}

// TestResponsesAreKept holds that a response stays as it is when the next request is answered, which may be before it
// is sent.
func TestResponsesAreKept(t *testing.T) {
	s := newServer(testSettings(t).options)
	r := operation.HTTPRequest{Method: http.MethodPost, Body: "{}"}
	r.Header[slices.Index(operation.HeaderNames[:], "content-type")] = "application/json"
	first := s.respond(r)
	before := string(first.Body)
	r.Body = "{"
	s.respond(r)
	if string(first.Body) != before {
		t.Errorf("%s became %s", before, first.Body)
	}
}

func nativeAddress(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(newServer(testSettings(t).options))
	t.Cleanup(server.Close)
	return server.URL
}

func testSettings(t *testing.T, args ...string) settings {
	t.Helper()
	s, err := parseSettings(args, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// post sends a request as an SDK does and returns the response and its body as it was sent.
func post(t *testing.T, address, target, body, encoding string) (*http.Response, []byte) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("X-Amz-Target", target)
	request.Header.Set("Content-Type", "application/x-amz-json-1.0")
	request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=local, SignedHeaders=host, Signature=0")
	request.Header.Set("X-Amz-Date", "20260101T000000Z")
	request.Header.Set("Origin", "http://localhost:3000")
	request.Header.Set("Accept-Encoding", encoding) // set by hand, so that Go's client leaves the body as it is
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	sent, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, sent
}
