package main

import (
	"bytes"
	"compress/gzip"
	"hash/crc32"
	"io"
	"maps"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"ringside/engine/operation"
)

// An exchange is a request that both endpoints have to answer alike. Its headers are lines of name and value; those of
// a signed request for an operation stand where none are given.
type exchange struct {
	name, method, path, target, header, body string
	want                                     string // how the response begins: its status, and part of its body
}

const (
	jsonHeader   = "Content-Type: application/x-amz-json-1.0\n"
	dateHeader   = "X-Amz-Date: 20260101T000000Z\n"
	signedHeader = jsonHeader + dateHeader + "Authorization: AWS4-HMAC-SHA256 Credential=a, SignedHeaders=host, Signature=0\n"
	pageHeader   = "Origin: https://example.org\n"
)

// exchanges are right and wrong requests, each on what those before it have left.
func exchanges() []exchange {
	long := strings.Repeat("x", 17<<10)
	key := `{"TableName":"Shop","Key":{"id":{"S":"1"}}}`
	return []exchange{
		{name: "no tables", target: "ListTables", body: "{}", want: `200 {"TableNames":[]}`},
		{name: "a table", target: "CreateTable", body: `{"TableName":"Shop","BillingMode":"PAY_PER_REQUEST",
			"AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],"KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]}`, want: "200 "},
		{name: "the table again", target: "CreateTable", body: `{"TableName":"Shop","BillingMode":"PAY_PER_REQUEST",
			"AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],"KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]}`, want: "400 "},
		{name: "put", target: "PutItem", body: `{"TableName":"Shop","Item":{"id":{"S":"1"},"n":{"N":"01.50"},"é":{"S":"😀"}}}`, want: "200 {}"},
		{name: "get", target: "GetItem", body: key, want: `200 {"Item":{`},
		{name: "get nothing", target: "GetItem", body: `{"TableName":"Shop","Key":{"id":{"S":"2"}}}`, want: "200 {}"},
		{name: "put what is long", target: "PutItem", body: `{"TableName":"Shop","Item":{"id":{"S":"3"},"text":{"S":"` + long + `"}}}`, want: "200 {}"},
		{name: "get what is long", target: "GetItem", body: `{"TableName":"Shop","Key":{"id":{"S":"3"}}}`, want: `200 {"Item":{`},
		{name: "compressed", target: "Scan", header: signedHeader + "Accept-Encoding: deflate, gzip\n", body: `{"TableName":"Shop"}`, want: `200 {"Items":[`},
		{name: "too short to compress", target: "GetItem", header: signedHeader + "Accept-Encoding: gzip\n", body: key, want: `200 {"Item":{`},
		{name: "another encoding", target: "Scan", header: signedHeader + "Accept-Encoding: br\n", body: `{"TableName":"Shop"}`, want: `200 {"Items":[`},
		{name: "a statement", target: "ExecuteStatement", body: `{"Statement":"SELECT n FROM Shop WHERE id = '1'"}`, want: `200 {"Items":[`},
		{name: "a condition that fails", target: "DeleteItem", body: `{"TableName":"Shop","Key":{"id":{"S":"1"}},"ConditionExpression":"n = id"}`, want: `400 {"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException"`},
		{name: "no such table", target: "GetItem", body: `{"TableName":"Nowhere","Key":{"id":{"S":"1"}}}`, want: `400 {"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException"`},
		{name: "a bad name", target: "GetItem", body: `{"TableName":"é","Key":{}}`, want: `400 {"__type":"com.amazon.coral.validate#ValidationException"`},
		{name: "a wrong type", target: "GetItem", body: `{"TableName":1}`, want: `400 {"__type":"com.amazon.coral.service#SerializationException","Message":`},
		{name: "no UTF-8", target: "GetItem", body: "{\"TableName\":\"\xff\"}", want: `400 {"__type":"com.amazon.coral.service#SerializationException"}`},
		{name: "our own", target: "Ringside_20261101.Check", header: jsonHeader, body: "{}", want: `200 {"Violations":[]}`},
		{name: "a lesson", target: "Ringside_20261101.Lesson", header: jsonHeader, body: "{}", want: `400 {"__type":"com.amazon.coral.service#UnknownOperationException"}`},
		{name: "a stream", target: "DynamoDBStreams_20120810.ListStreams", body: "{}", want: `200 {"Streams":[]}`},
		{name: "no operation", target: "Nonsense", body: "{}", want: `400 {"__type":"com.amazon.coral.service#UnknownOperationException"}`},
		{name: "no target", header: signedHeader, body: "{}", want: `400 {"__type":"com.amazon.coral.service#UnknownOperationException"}`},
		{name: "nothing", header: "\n", want: `400 {"__type":"com.amazon.coral.service#UnknownOperationException"}`},
		{name: "no JSON", target: "ListTables", body: "{", want: `400 {"__type":"com.amazon.coral.service#SerializationException"}`},
		{name: "no body", target: "ListTables", want: `400 {"__type":"com.amazon.coral.service#SerializationException"}`},
		{name: "not signed", target: "ListTables", header: jsonHeader, body: "{}", want: `400 {"__type":"com.amazon.coral.service#MissingAuthenticationTokenException"`},
		{name: "presigned", target: "ListTables", path: "/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=0", header: jsonHeader, body: "{}", want: `200 {"TableNames":["Shop"]}`},
		{name: "signed twice", target: "ListTables", path: "/?X-Amz-Algorithm=AWS4-HMAC-SHA256", body: "{}", want: `400 {"__type":"com.amazon.coral.service#InvalidSignatureException"`},
		{name: "half signed", target: "ListTables", header: jsonHeader + "Authorization: AWS4-HMAC-SHA256 Credential=\"a\"\n", body: "{}", want: `400 {"__type":"com.amazon.coral.service#IncompleteSignatureException"`},
		{name: "signed in Latin", target: "ListTables", header: jsonHeader + dateHeader + "Authorization: \xe9 é\n", body: "{}", want: `400 {"__type":"com.amazon.coral.service#IncompleteSignatureException"`},
		{name: "signed by two", target: "ListTables", header: signedHeader + "Authorization: Another\n", body: "{}", want: `200 {"TableNames":["Shop"]}`},
		{name: "an empty date, then one", target: "ListTables", header: "X-Amz-Date:\n" + signedHeader, body: "{}", want: `200 {"TableNames":["Shop"]}`},
		{name: "plain JSON", target: "ListTables", header: strings.Replace(signedHeader, "x-amz-json-1.0", "JSON ; charset=utf-8", 1), body: "{}", want: `200 {"TableNames":["Shop"]}`},
		{name: "two content types", target: "ListTables", header: signedHeader + jsonHeader, body: "{}", want: "404 <UnknownOperationException/>\n"},
		{name: "no content type", target: "ListTables", header: "Accept: */*\n", body: "{}", want: "404 <UnknownOperationException/>\n"},
		{name: "another method", method: http.MethodPut, target: "ListTables", body: "{}", want: "404 <UnknownOperationException/>\n"},
		{name: "health", method: http.MethodGet, header: "Accept: */*\n", want: "200 healthy: dynamodb.us-east-1.amazonaws.com "},
		{name: "head", method: http.MethodHead, header: "Accept: */*\n", want: "404 "},
		{name: "a page", target: "ListTables", header: signedHeader + pageHeader, body: "{}", want: `200 {"TableNames":["Shop"]}`},
		{name: "a page, wrong", method: http.MethodDelete, header: pageHeader, want: "404 <UnknownOperationException/>\n"},
		{name: "before a page", method: http.MethodOptions, header: pageHeader + "Access-Control-Request-Headers: x-amz-target,\xe9\nAccess-Control-Request-Method: POST\n", want: "200 "},
		{name: "before no page", method: http.MethodOptions, header: "Accept: */*\n", want: "404 <UnknownOperationException/>\n"},
		{name: "by a client", target: "ListTables", header: signedHeader + "X-Ringside-Client: alice\n", body: "{}", want: `200 {"TableNames":["Shop"]}`},
		{name: "long headers", target: "ListTables", header: signedHeader + "X-Long: " + long[:15<<10] + "\n", body: "{}", want: `200 {"TableNames":["Shop"]}`},
		{name: "too long headers", target: "ListTables", header: signedHeader + "X-Long: " + long + "\n", body: "{}", want: "400 "},
		{name: "much too long headers", target: "ListTables", header: signedHeader + "X-Long: " + long + long + long + "\n", body: "{}", want: "400 "},
		{name: "a long path", target: "ListTables", path: "/" + long[:15<<10], header: signedHeader + "X-Long: " + long[:15<<10] + "\n", body: "{}", want: `200 {"TableNames":["Shop"]}`},
		{name: "a too long path", target: "ListTables", path: "/" + long, body: "{}", want: "400 "},
		{name: "too long a body", target: "ListTables", body: `{"x":"` + strings.Repeat("x", operation.MaxBody) + `"}`, want: "413 "},
		{name: "a last one", target: "ListTables", body: "{}", want: `200 {"TableNames":["Shop"]}`},
	}
}

// TestHostsAnswerAlike holds that the two endpoints send the same statuses, headers and bodies, and the right ones.
func TestHostsAnswerAlike(t *testing.T) {
	native, wasm := nativeAddress(t), startWasmEndpoint(t)
	for _, e := range exchanges() {
		want, got := e.send(t, native), e.send(t, wasm)
		if !strings.HasPrefix(want.text(), e.want) {
			t.Errorf("%s: answered %.300s, want %s", e.name, want.text(), e.want)
		}
		if e.target == "CreateTable" { // which says when
			want.body, got.body = nil, nil
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: wasm answers %.300s\nwith %q\nnative %.300s\nwith %q", e.name, got.text(), got.header, want.text(), want.header)
		}
	}
}

// An answer is a response as it is to be compared: without the time, and without what compression makes differ.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func (a answer) text() string { return strconv.Itoa(a.status) + " " + string(a.body) }

func (e exchange) send(t *testing.T, address string) answer {
	t.Helper()
	response, err := http.DefaultClient.Do(e.request(t, address))
	if err != nil {
		t.Fatalf("%s: %v", e.name, err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatalf("%s: %v", e.name, err)
	}
	sum := response.Header.Get("x-amz-crc32")
	if want := strconv.FormatUint(uint64(crc32.ChecksumIEEE(body)), 10); sum != want && sum != "" && e.method != http.MethodHead {
		t.Errorf("%s: the checksum is %s, want %s", e.name, sum, want)
	}
	a := answer{response.StatusCode, maps.Clone(response.Header), body}
	if a.header.Del("Date"); e.target == "CreateTable" || a.header.Get("Content-Encoding") == "gzip" {
		a.header.Del("X-Amz-Crc32")
		a.header.Del("Content-Length")
	}
	if a.header.Get("Content-Encoding") == "gzip" {
		a.body = unzipped(t, body)
	}
	return a
}

func (e exchange) request(t *testing.T, address string) *http.Request {
	t.Helper()
	method, header, target := e.method, e.header, e.target
	if method == "" {
		method = http.MethodPost
	}
	if header == "" {
		header = signedHeader
	}
	if target != "" && !strings.Contains(target, ".") {
		target = "DynamoDB_20120810." + target
	}
	r, err := http.NewRequestWithContext(t.Context(), method, address+e.path, strings.NewReader(e.body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header["User-Agent"] = nil
	if target != "" {
		r.Header.Set("X-Amz-Target", target)
	}
	for line := range strings.Lines(header) {
		if name, value, found := strings.Cut(strings.TrimSuffix(line, "\n"), ":"); found {
			r.Header.Add(name, strings.TrimPrefix(value, " "))
		}
	}
	if r.Header.Get("Accept-Encoding") == "" {
		r.Header.Set("Accept-Encoding", "identity")
	}
	return r
}

func unzipped(t *testing.T, body []byte) []byte {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return plain
}
