package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"log"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"time"

	"ringside/engine/operation"
)

// gzipAbove is the size from which a body is compressed for clients that ask for it.
const gzipAbove = 1 << 10

// A server answers HTTP requests from one database.
//
// Invariant: once broken, the door is not asked again.
type server struct {
	now func() operation.Time

	mutex  sync.Mutex
	door   *operation.Door
	broken string // the panic that condemned the database
}

func newServer(options operation.Options) *server {
	return &server{door: operation.NewDoor(options.Seed, options), now: wallClock}
}

func wallClock() operation.Time { return operation.Time(time.Now().UnixMicro()) }

// ServeHTTP reads one byte more than DynamoDB takes, so that Respond sees that a body is too large.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, operation.MaxBody+1))
	if err != nil {
		return // the client has gone
	}
	if len(body) > operation.MaxBody {
		w.Header().Set("Connection", "close") // the rest of the body is still on its way
	}
	status, header, out := s.respond(r.Method, lowerCase(r.Header), string(body))
	if len(out) >= gzipAbove && acceptsGzip(r.Header) {
		header["content-encoding"] = "gzip"
		out = compressed(out)
	}
	send(w, status, header, out)
}

// respond asks the door, one request at a time. The clock is read when a request's turn comes, so that it never runs
// backwards from one request to the next.
func (s *server) respond(method string, header map[string]string, body string) (status int, h map[string]string, out []byte) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	defer func() {
		if cause := recover(); cause != nil {
			log.Printf("panic: %v\n%s", cause, debug.Stack())
			s.broken = fmt.Sprint(cause)
			status, h, out = brokenResponse(s.broken)
		}
	}()
	if s.broken != "" {
		return brokenResponse(s.broken)
	}
	return operation.Respond(s.door, method, header, body, s.now())
}

// brokenResponse is the answer to everything after a panic: the database may be half changed.
func brokenResponse(cause string) (status int, header map[string]string, body []byte) {
	body, err := json.Marshal(map[string]string{
		"__type":  "com.amazonaws.dynamodb.v20120810#InternalServerError",
		"message": "the engine panicked, restart the endpoint: " + cause,
	})
	if err != nil {
		panic("a map of strings has a JSON text: " + err.Error())
	}
	return http.StatusInternalServerError, map[string]string{"content-type": "application/x-amz-json-1.0"}, body
}

// lowerCase joins the values of a header that came more than once, as HTTP allows.
func lowerCase(header http.Header) map[string]string {
	lower := make(map[string]string, len(header))
	for name, values := range header {
		lower[strings.ToLower(name)] = strings.Join(values, ", ")
	}
	return lower
}

func acceptsGzip(header http.Header) bool {
	return strings.Contains(header.Get("Accept-Encoding"), "gzip")
}

func compressed(body []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed) // errors only for a level that is none
	_, _ = w.Write(body)                            // a buffer takes everything
	_ = w.Close()
	return b.Bytes()
}

// send writes the response with the checksum of the bytes as they are sent, which SDKs compare.
func send(w http.ResponseWriter, status int, header map[string]string, body []byte) {
	for name, value := range header {
		w.Header().Set(name, value)
	}
	w.Header().Set("x-amz-crc32", strconv.FormatUint(uint64(crc32.ChecksumIEEE(body)), 10))
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.Header().Set("Server", "Server")
	w.WriteHeader(status)
	_, _ = w.Write(body) // a client that has gone misses only its own answer
}
