package main

import "ringside/engine/operation"

// respond answers the HTTP request in the first bytes of the shared buffer, and returns the answer.
func (in *instance) respond(bytes int) []byte {
	var a httpAnswer
	if r, err := parseHTTPRequest(in.buffer.bytes[:bytes]); err != nil {
		a = httpFailure(err.Error(), false)
	} else {
		a = in.guardedHTTP(r)
	}
	out := in.buffer.answer(a.appendTo)
	in.collector.count(bytes+len(out), 1)
	return out
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
