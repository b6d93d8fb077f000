package item

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"

	"github.com/cespare/xxhash/v2"
)

// Attributes returns the values of the key attributes that a key was made of: sort has type 0 in a
// table without a sort key. A cut may end before the sort key, which is absent then.
func (k Key) Attributes(partition, sort Type) (p, s Value) {
	first, second := k.parts(sort != 0)
	if p = keyValue(partition, first); second != "" {
		s = keyValue(sort, second)
	}
	return p, s
}

// HashInput returns the text whose hash the key begins with, as Value.Text has it.
func (k Key) HashInput(partition, sort Type) string {
	if text, _ := k.parts(sort != 0); partition == S && xxhash.Sum64String(text) == k.Hash() {
		return text // mostly
	}
	first, _ := k.Attributes(partition, sort)
	if Hash(first) != k.Hash() && len(k) > hashBytes { // it is a successor, where the rest of a range begins
		first, _ = k[:len(k)-1].Attributes(partition, sort)
	}
	return first.Text()
}

// parts returns the bytes of the partition key and of the sort key, of which only those of the last
// part are escaped.
func (k Key) parts(sorted bool) (partition, sort string) {
	rest := string(k[min(len(k), hashBytes):])
	if !sorted {
		return rest, ""
	}
	partition, sort, _ = strings.Cut(rest, "\x00\x01")
	return strings.ReplaceAll(partition, "\x00\xFF", "\x00"), sort
}

// keyValue is the inverse of Value.appendRaw. Bytes that no value has, as those of a cut that somebody
// made up, become some value of the type.
func keyValue(t Type, raw string) Value {
	switch {
	case t == N:
		raw = keyNumber(raw).String()
	case t == B:
		raw = base64.StdEncoding.EncodeToString([]byte(raw))
	case !utf8.ValidString(raw):
		raw = ""
	}
	return wrap(t, string(AppendQuoted(nil, raw)))
}

// keyNumber reads what Number.AppendKey writes.
func keyNumber(raw string) Number {
	const below, zero = 1, 2
	if raw == "" || raw[0] == zero {
		return Number{}
	}
	flip := byte(0)
	if raw[0] == below {
		flip, raw = 0xFF, strings.TrimSuffix(raw, "\xFF")
	}
	if len(raw) < 2 {
		return Number{}
	}
	digits := make([]int8, 0, maxDigits+2)
	for _, c := range []byte(raw[2:min(len(raw), 2+cap(digits)/2)]) {
		pair := min((c^flip)-1, 99)
		digits = append(digits, int8(pair/10), int8(pair%10))
	}
	n, _ := fromDigits(digits, 2*(int(raw[1]^flip)-128), flip != 0)
	return n
}
