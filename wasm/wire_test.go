package main

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"testing"

	"ringside/engine/operation"
)

// samples is testdata/wire.json, which the TypeScript side's tests read as well.
type samples struct {
	HeaderNames []string // of HTTP requests
	Calls       []struct {
		Name       string
		Request    sampleRequest
		RequestHex string
		Answer     sampleAnswer
		AnswerHex  string
	}
	HTTPs []struct {
		Name       string
		Request    sampleHTTPRequest
		RequestHex string
		Answer     sampleHTTPAnswer
		AnswerHex  string
	}
}

type sampleRequest struct {
	Now            int64
	Number, Client uint64
	Trace          uint32
	Target, Body   string
}

type sampleAnswer struct {
	Now                    int64
	Number, N              uint64
	Status, CRC32          uint32
	RequestID, Body, Trace string
	Record                 string // hex
	Poisoned               bool
}

type sampleHTTPRequest struct {
	Now    operation.Time
	Method string
	Header operation.Header
	Body   string
}

type sampleHTTPAnswer struct {
	Status   int
	Header   []string
	Body     string
	Poisoned bool
}

func TestRequestsAreReadAsSampled(t *testing.T) {
	for _, sample := range readSamples(t).Calls {
		r, err := parseRequest(unhex(t, sample.RequestHex))
		got := sampleRequest{r.now, r.number, r.client, r.traceLevel, r.target, r.body}
		if err != nil || got != sample.Request {
			t.Errorf("%s: read %+v, %v; want %+v", sample.Name, got, err, sample.Request)
		}
	}
}

func TestAnswersAreWrittenAsSampled(t *testing.T) {
	for _, sample := range readSamples(t).Calls {
		a := sample.Answer
		got := answer{
			now: a.Now, number: a.Number, n: a.N, status: a.Status, checksum: a.CRC32, requestID: a.RequestID,
			body: []byte(a.Body), trace: []byte(a.Trace), record: unhex(t, a.Record), poisoned: a.Poisoned,
		}.appendTo(nil)
		if hex.EncodeToString(got) != sample.AnswerHex {
			t.Errorf("%s: wrote\n%x, want\n%s", sample.Name, got, sample.AnswerHex)
		}
	}
}

func TestHostsSendTheHeadersThatAreRead(t *testing.T) {
	if sampled := readSamples(t).HeaderNames; !slices.Equal(sampled, operation.HeaderNames[:]) {
		t.Errorf("the samples' headers are %q, those that are read %q", sampled, operation.HeaderNames)
	}
}

func TestHTTPRequestsAreReadAsSampled(t *testing.T) {
	for _, sample := range readSamples(t).HTTPs {
		r, err := parseHTTPRequest(unhex(t, sample.RequestHex))
		got := sampleHTTPRequest{r.Now, r.Method, r.Header, r.Body}
		if err != nil || got != sample.Request {
			t.Errorf("%s: read %+v, %v; want %+v", sample.Name, got, err, sample.Request)
		}
	}
}

func TestHTTPAnswersAreWrittenAsSampled(t *testing.T) {
	for _, sample := range readSamples(t).HTTPs {
		a := sample.Answer
		response := operation.HTTPResponse{Status: a.Status, Header: a.Header, Body: []byte(a.Body)}
		got := httpAnswer{response, a.Poisoned}.appendTo(nil)
		if hex.EncodeToString(got) != sample.AnswerHex {
			t.Errorf("%s: wrote\n%x, want\n%s", sample.Name, got, sample.AnswerHex)
		}
	}
}

func TestShortRequestsAreRefused(t *testing.T) {
	samples := readSamples(t)
	for _, sample := range samples.Calls {
		whole := unhex(t, sample.RequestHex)
		for length := range whole {
			if _, err := parseRequest(whole[:length]); !errors.Is(err, errShort) {
				t.Fatalf("%s, %d of %d bytes: %v, want %v", sample.Name, length, len(whole), err, errShort)
			}
		}
	}
	for _, sample := range samples.HTTPs {
		whole := unhex(t, sample.RequestHex)
		for length := range whole {
			if _, err := parseHTTPRequest(whole[:length]); !errors.Is(err, errShort) {
				t.Fatalf("%s, %d of %d bytes: %v, want %v", sample.Name, length, len(whole), err, errShort)
			}
		}
	}
}

// FuzzParseRequest holds that lengths which lie never reach beyond the request.
func FuzzParseRequest(f *testing.F) {
	f.Add(make([]byte, requestHeader))
	f.Fuzz(func(t *testing.T, b []byte) {
		if r, err := parseRequest(b); err == nil && requestHeader+len(r.target)+len(r.body) > len(b) {
			t.Errorf("%d bytes hold a target of %d and a body of %d", len(b), len(r.target), len(r.body))
		}
		if r, err := parseHTTPRequest(b); err == nil && respondHeader+len(r.Method)+len(r.Body) > len(b) {
			t.Errorf("%d bytes hold a method of %d and a body of %d", len(b), len(r.Method), len(r.Body))
		}
	})
}

func readSamples(t *testing.T) (s samples) {
	t.Helper()
	text, err := os.ReadFile("testdata/wire.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &s); err != nil {
		t.Fatal(err)
	}
	if len(s.Calls) == 0 || len(s.HTTPs) == 0 {
		t.Fatal("testdata/wire.json holds no samples")
	}
	return s
}

func unhex(t *testing.T, text string) []byte {
	t.Helper()
	b, err := hex.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
