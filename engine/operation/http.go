package operation

import (
	"slices"
	"strconv"
	"strings"

	"ringside/engine"
	"ringside/engine/item"
)

const (
	jsonType    = "application/x-amz-json-1.0"
	plainJSON   = "application/json"
	unknownBody = "<UnknownOperationException/>\n"
)

// Respond answers one HTTP request of an SDK: it checks what DynamoDB's protocol checks
// before an operation is reached, and hands the rest to Handle. Names in header are in
// lower case. It moves no bytes itself: hosts add the length, the checksum and the
// compression of what they send.
//
// The order is DynamoDB's: size of the body, method and content type, JSON, target.
// Signatures are not looked at.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html
func Respond(d *Door, method string, header map[string]string, body string, now engine.Time) (status int, h map[string]string, out []byte) {
	contentType, known := responseType(header["content-type"])
	h = map[string]string{"content-type": contentType}
	allowOrigin(h, header)
	switch {
	case method == "GET" && len(body) <= MaxBody:
		return 200, d.identified(h), []byte("healthy: dynamodb." + d.options.Region + ".amazonaws.com ")
	case method == "OPTIONS" && header["origin"] != "":
		allowAll(h, header)
		return 200, d.identified(h), nil
	case len(body) <= MaxBody && (method != "POST" || (body != "" && !known)):
		delete(h, "content-type")
		return 404, d.identified(h), []byte(unknownBody)
	}
	r := d.Handle(Request{
		Target: header["x-amz-target"], Body: body, Now: now, Client: clientID(header["x-ringside-client"]),
	})
	h["x-amzn-requestid"] = r.RequestID
	return r.Status, h, slices.Clone(r.Body)
}

// identified adds a request id to the response of a request that no operation saw.
func (d *Door) identified(h map[string]string) map[string]string {
	h["x-amzn-requestid"] = d.requestID(false)
	return h
}

// responseType returns the content type of the response to a request of that type, and
// whether DynamoDB reads such a request at all.
func responseType(requestType string) (string, bool) {
	mediaType, _, _ := strings.Cut(requestType, ";")
	switch mediaType = strings.ToLower(strings.TrimSpace(mediaType)); mediaType {
	case jsonType, plainJSON:
		return mediaType, true
	}
	return jsonType, false
}

// allowOrigin lets a page from anywhere read the response.
func allowOrigin(h, header map[string]string) {
	if header["origin"] == "" {
		return
	}
	h["access-control-allow-origin"] = "*"
	h["access-control-expose-headers"] = "x-amzn-RequestId,x-amz-crc32"
}

// allowAll answers what a browser asks before it sends the request itself.
func allowAll(h, header map[string]string) {
	for asked, allowed := range map[string]string{
		"access-control-request-headers": "access-control-allow-headers",
		"access-control-request-method":  "access-control-allow-methods",
	} {
		if header[asked] != "" {
			h[allowed] = header[asked]
		}
	}
	h["access-control-max-age"] = "172800"
}

// clientID returns the number of a client: what it says, if that is a number, else a
// hash of it.
func clientID(said string) uint64 {
	if said == "" {
		return 0
	}
	const decimal, bits = 10, 64
	if id, err := strconv.ParseUint(said, decimal, bits); err == nil {
		return id
	}
	return item.Hash(item.String(said))
}
