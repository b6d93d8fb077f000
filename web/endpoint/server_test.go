package main

import (
	"bytes"
	"hash/crc32"
	"io"
	"net/http"
	"net/http/httptest"
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

// TestHostsAnswerAlike holds that the two endpoints send the same statuses, headers and bodies.
func TestHostsAnswerAlike(t *testing.T) {
	native, wasm := nativeAddress(t), startWasmEndpoint(t)
	for _, request := range [][2]string{
		{"DynamoDB_20120810.ListTables", "{}"},
		{"DynamoDB_20120810.ListTables", "{"},
		{"DynamoDB_20120810.Nonsense", "{}"},
		{"", ""},
		{"DynamoDB_20120810.GetItem", `{"TableName":"é","Key":{}}`},
		{"DynamoDB_20120810.DescribeTable", `{"TableName":"Nowhere"}`},
		{"Ringside_20261101.Lesson", "{}"},
	} {
		want, wantBody := post(t, native, request[0], request[1], "identity")
		got, gotBody := post(t, wasm, request[0], request[1], "identity")
		if got.StatusCode != want.StatusCode || !bytes.Equal(gotBody, wantBody) {
			t.Errorf("%v: wasm says %d %s, native %d %s", request, got.StatusCode, gotBody, want.StatusCode, wantBody)
		}
		for _, name := range []string{"Content-Type", "X-Amz-Crc32", "X-Amzn-Requestid", "Server", "Access-Control-Allow-Origin"} {
			if got.Header.Get(name) != want.Header.Get(name) {
				t.Errorf("%v: %s is %q in wasm, %q natively", request, name, got.Header.Get(name), want.Header.Get(name))
			}
		}
	}
}

// TestPanicCondemnsTheDatabase holds that a database that may be half changed is not asked again.
func TestPanicCondemnsTheDatabase(t *testing.T) {
	s := newServer(testSettings(t).options)
	clock := s.now
	s.now = func() operation.Time { panic("the clock stopped") }
	for range 2 {
		status, _, body := s.respond(http.MethodPost, map[string]string{}, "{}")
		if status != http.StatusInternalServerError || !strings.Contains(string(body), "the clock stopped") {
			t.Errorf("status %d, %s; want 500 and the cause", status, body)
		}
		s.now = clock
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
