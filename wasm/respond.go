package main

import "ringside/engine/operation"

// respond answers the HTTP request in the first bytes of the shared buffer, and returns the answer.
func (in *instance) respond(bytes int) []byte {
	in.collector.count()
	r, err := parseHTTPRequest(in.buffer.bytes[:bytes])
	if err != nil {
		return in.buffer.answer(httpFailure(err.Error(), false).appendTo)
	}
	return in.buffer.answer(in.guardedHTTP(r).appendTo)
}

func (in *instance) guardedHTTP(r operation.HTTPRequest) (a httpAnswer) {
	defer in.recovered(func(message string) { a = httpFailure(message, true) })
	if in.poisoned != "" {
		return httpFailure(in.poisoned, true)
	}
	in.asked = true
	in.forget()
	return httpAnswer{HTTPResponse: operation.Respond(in.door, r)}
}

func httpFailure(message string, poisoned bool) httpAnswer {
	header := []string{"content-type", "application/x-amz-json-1.0"}
	return httpAnswer{operation.HTTPResponse{Status: internalError, Header: header, Body: errorBody(message)}, poisoned}
}
