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
	const algorithm = "X-Amz-Algorithm="
	_, query, _ := strings.Cut(path, "?")
	return strings.HasPrefix(query, algorithm) || strings.Contains(query, "&"+algorithm)
}

// signatureParts are the parameters of an Authorization header, in the order in which
// messages miss them.
var signatureParts = [...]string{"Credential", "Signature", "SignedHeaders"}

// incomplete returns an error that lists what an Authorization header lacks, or nil.
func incomplete(h *Header) error {
	missing, given := "", partsOf(h[headerAuthorization])
	for i, part := range signatureParts {
		if !given[i] {
			missing += "Authorization header requires '" + part + "' parameter. "
		}
	}
	if h[headerAmzDate] == "" && h[headerDate] == "" {
		missing += messageNoDate
	}
	if missing == "" {
		return nil
	}
	authorization := strings.ToValidUTF8(h[headerAuthorization], "\uFFFD")
	return &Error{Type: incompleteSignature, Message: missing + "Authorization=" + authorization}
}

// partsOf reports which of its parts a header has. Whole, it is
//
//	AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…
func partsOf(authorization string) (given [len(signatureParts)]bool) {
	before, rest, found := strings.Cut(authorization, "=")
	for found {
		for i, part := range signatureParts {
			given[i] = given[i] || strings.HasSuffix(before, part)
		}
		before, rest, found = strings.Cut(rest, "=")
	}
	return given
}
