package operation

import "strings"

// unsigned returns what is wrong with the way a request is signed, or nil. Only what can
// be seen without the secret key is looked at: that there is a signature, in the headers
// or in the query, and that the headers say all that would be needed to check it.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/CommonErrors.html
func unsigned(h *Header) error {
	authorization, inQuery := h[headerAuthorization], isPresigned(h[headerPath])
	switch {
	case authorization != "" && inQuery:
		return &Error{Type: invalidSignature, Message: messageSignedTwice}
	case authorization != "":
		return incomplete(h)
	case !inQuery:
		return &Error{Type: missingToken, Message: messageMissingToken}
	}
	return nil
}

// isPresigned reports whether the query behind a path says how it is signed.
func isPresigned(path string) bool {
	_, query, _ := strings.Cut(path, "?")
	for parameter := range strings.SplitSeq(query, "&") {
		if name, _, _ := strings.Cut(parameter, "="); name == "X-Amz-Algorithm" {
			return true
		}
	}
	return false
}

// incomplete returns an error that lists what an Authorization header lacks, or nil.
func incomplete(h *Header) error {
	authorization, missing := h[headerAuthorization], ""
	for _, name := range [...]string{"Credential", "Signature", "SignedHeaders"} {
		if !strings.Contains(authorization, name+"=") {
			missing += "Authorization header requires '" + name + "' parameter. "
		}
	}
	if h[headerAmzDate] == "" && h[headerDate] == "" {
		missing += messageNoDate
	}
	if missing == "" {
		return nil
	}
	return &Error{Type: incompleteSignature, Message: missing + "Authorization=" + strings.ToValidUTF8(authorization, "\uFFFD")}
}
