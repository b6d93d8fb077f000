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
	if len(r.RequestURI) > operation.MaxHeader || headerBytes(r) > operation.MaxHeader {
		w.Header().Set("Connection", "close")
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, operation.MaxBody+1))
	if err != nil {
		return // the client has gone
	}
	response := s.respond(operation.HTTPRequest{Method: r.Method, Header: headerOf(r), Body: string(body)})
	if len(response.Body) >= gzipAbove && acceptsGzip(r.Header) {
		response.Header = append(response.Header, "content-encoding", "gzip")
		response.Body = compressed(response.Body)
	}
	keep := !r.Close && len(body) <= operation.MaxBody // else the rest of the body is still on its way
	send(w, response, keep)
}

// headerBytes counts as Node does, for the other endpoint: names and values, and nothing between them.
func headerBytes(r *http.Request) int {
	sum := len("host") + len(r.Host)
	for name, values := range r.Header {
		for _, value := range values {
			sum += len(name) + len(value)
		}
	}
	return sum
}

func headerOf(r *http.Request) (h operation.Header) {
	for i, name := range operation.HeaderNames {
		h[i] = strings.Join(r.Header.Values(name), ", ")
	}
	h[0] = r.RequestURI
	return h
}

// respond asks the door, one request at a time. The clock is read when a request's turn comes, so that it never runs
// backwards from one request to the next.
func (s *server) respond(r operation.HTTPRequest) (response operation.HTTPResponse) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	defer func() {
		if cause := recover(); cause != nil {
			log.Printf("panic: %v\n%s", cause, debug.Stack())
			s.broken = fmt.Sprint(cause)
			response = brokenResponse(s.broken)
		}
	}()
	if s.broken != "" {
		return brokenResponse(s.broken)
	}
	r.Now = s.now()
	response = operation.Respond(s.door, r)
	response.Body = bytes.Clone(response.Body) // the next request may come before this one is sent
	return response
}

// brokenResponse is the answer to everything after a panic: the database may be half changed.
func brokenResponse(cause string) operation.HTTPResponse {
	body, err := json.Marshal(map[string]string{
		"__type":  "com.amazonaws.dynamodb.v20120810#InternalServerError",
		"message": "the engine panicked, restart the endpoint: " + cause,
	})
	if err != nil {
		panic("a map of strings has a JSON text: " + err.Error())
	}
	header := []string{"content-type", "application/x-amz-json-1.0"}
	return operation.HTTPResponse{Status: http.StatusInternalServerError, Header: header, Body: body}
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
func send(w http.ResponseWriter, response operation.HTTPResponse, keep bool) {
	h := w.Header()
	for i := 0; i < len(response.Header); i += 2 {
		h.Set(response.Header[i], response.Header[i+1])
	}
	h.Set("Connection", "keep-alive")
	if !keep {
		h.Set("Connection", "close")
	}
	h.Set("Server", "Server")
	h.Set("x-amz-crc32", strconv.FormatUint(uint64(crc32.ChecksumIEEE(response.Body)), 10))
	h.Set("Content-Length", strconv.Itoa(len(response.Body)))
	if _, known := h["Content-Type"]; !known {
		h["Content-Type"] = nil // so that none is guessed
	}
	w.WriteHeader(response.Status)
	_, _ = w.Write(response.Body) // a client that has gone misses only its own answer
}
