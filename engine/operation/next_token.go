package operation

import (
	"encoding/base64"
	"encoding/binary"
	"strings"

	"ringside/engine/item"
)

// A position is where the next page of a SELECT begins.
type position struct {
	span int       // which of the selection's spans
	last item.Item // the key of the last item examined in it; empty: at its beginning
}

// rest returns what is left of a span to read.
func (p position) rest(s *selection, i int) span {
	at := s.spans[i]
	if i != p.span || p.last == "" {
		return at
	}
	return at.after(s.keyOf(p.last), s.reverse)
}

// A NextToken is base64 of the position behind two hashes: one of the statement and its
// parameters, which must be the same when the token comes back, and one of the rest,
// which tells a token from garbage.
//
//	statement (8) │ check (8) │ span (uvarint) │ key as JSON, or nothing
const (
	tokenCheck    = 8
	tokenPosition = 16
)

// token encodes a position.
func (p position) token(fingerprint uint64) string {
	b := binary.BigEndian.AppendUint64(nil, fingerprint)
	b = binary.BigEndian.AppendUint64(b, 0)
	b = binary.AppendUvarint(b, uint64(p.span))
	if p.last != "" {
		b = append(b, p.last.JSON()...)
	}
	binary.BigEndian.PutUint64(b[tokenCheck:], checkOf(b))
	return base64.StdEncoding.EncodeToString(b)
}

func checkOf(token []byte) uint64 {
	return item.Hash(item.Binary(append(token[:tokenCheck:tokenCheck], token[tokenPosition:]...)))
}

// fingerprint identifies a statement with its parameters.
func (in *executeStatementInput) fingerprint() uint64 {
	var b strings.Builder
	b.WriteString(in.statement.value)
	for _, v := range in.parameters.values {
		b.WriteByte('\n')
		b.WriteString(string(v))
	}
	return item.Hash(item.String(b.String()))
}

// position decodes NextToken; without one the page begins at the beginning.
func (in *executeStatementInput) position(s *selection) (position, error) {
	if !in.token.given {
		return position{}, nil
	}
	b, err := base64.StdEncoding.DecodeString(in.token.value)
	if err != nil || len(b) <= tokenPosition || checkOf(b) != binary.BigEndian.Uint64(b[tokenCheck:]) {
		return position{}, invalid(messageBadToken)
	}
	if binary.BigEndian.Uint64(b) != in.fingerprint() {
		return position{}, invalid(messageForeignToken)
	}
	return decodePosition(b[tokenPosition:], s)
}

// decodePosition checks the position against the selection too: the table may be another
// one than when the token was made.
func decodePosition(b []byte, s *selection) (position, error) {
	at, size := binary.Uvarint(b)
	if size <= 0 || at >= uint64(len(s.spans)) {
		return position{}, invalid(messageBadToken)
	}
	p := position{span: int(at)}
	if len(b) == size {
		return p, nil
	}
	last, fault, err := item.NewReader(string(b[size:])).Item()
	if err != nil || fault != nil || !s.isPlace(last) {
		return position{}, invalid(messageBadToken)
	}
	p.last = last
	return p, nil
}
