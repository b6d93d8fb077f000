package item

import (
	"cmp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

const hexDigits = "0123456789abcdef"

// AppendQuoted appends s as a JSON string with the fewest escapes JSON allows: the quote, the
// backslash and the characters below a blank. s is valid UTF-8.
func AppendQuoted(dst []byte, s string) []byte {
	dst = append(dst, '"')
	plain := 0
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' {
			dst = append(dst, s[plain:i]...)
			dst = appendEscape(dst, c)
			plain = i + 1
		}
	}
	dst = append(dst, s[plain:]...)
	return append(dst, '"')
}

func appendEscape(dst []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(dst, '\\', c)
	case '\b':
		return append(dst, `\b`...)
	case '\f':
		return append(dst, `\f`...)
	case '\n':
		return append(dst, `\n`...)
	case '\r':
		return append(dst, `\r`...)
	case '\t':
		return append(dst, `\t`...)
	}
	return append(dst, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
}

// unescape returns the text that stands between two quotes. It allocates only for escapes.
func unescape(inner string) string {
	if strings.IndexByte(inner, '\\') < 0 {
		return inner
	}
	return string(appendUnescaped(make([]byte, 0, len(inner)), inner))
}

func appendUnescaped(dst []byte, inner string) []byte {
	for i := 0; i < len(inner); {
		if inner[i] != '\\' {
			dst = append(dst, inner[i])
			i++
			continue
		}
		char, end, _ := decodeEscape(inner, i)
		dst = utf8.AppendRune(dst, char)
		i = end
	}
	return dst
}

// decodeEscape reads the escape at the backslash text[at]. It is not ok when JSON does not know
// the escape or when half of a surrogate pair is missing: such a text has no UTF-8.
func decodeEscape(text string, at int) (char rune, end int, ok bool) {
	if at+1 >= len(text) {
		return 0, at, false
	}
	switch c := text[at+1]; c {
	case '"', '\\', '/':
		return rune(c), at + 2, true
	case 'b':
		return '\b', at + 2, true
	case 'f':
		return '\f', at + 2, true
	case 'n':
		return '\n', at + 2, true
	case 'r':
		return '\r', at + 2, true
	case 't':
		return '\t', at + 2, true
	}
	return decodeUnicode(text, at)
}

func decodeUnicode(text string, at int) (char rune, end int, ok bool) {
	char, ok = hexEscape(text, at)
	if !ok || !utf16.IsSurrogate(char) {
		return char, at + 6, ok
	}
	low, ok := hexEscape(text, at+6)
	char = utf16.DecodeRune(char, low)
	return char, at + 12, ok && char != utf8.RuneError
}

// hexEscape reads \uXXXX.
func hexEscape(text string, at int) (char rune, ok bool) {
	if at+6 > len(text) || text[at] != '\\' || text[at+1] != 'u' {
		return 0, false
	}
	for _, c := range []byte(text[at+2 : at+6]) {
		digit := strings.IndexByte(hexDigits, c|0x20) // 0x20: to lower case; digits have it set
		if digit < 0 || c < '0' {
			return 0, false
		}
		char = char<<4 | rune(digit)
	}
	return char, true
}

// compareInner orders two canonical strings (without their quotes) by the text they stand for.
func compareInner(a, b string) int {
	if strings.IndexByte(a, '\\') < 0 && strings.IndexByte(b, '\\') < 0 {
		return strings.Compare(a, b)
	}
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		c, iNext := canonicalByte(a, i)
		d, jNext := canonicalByte(b, j)
		if c != d {
			return cmp.Compare(c, d)
		}
		i, j = iNext, jNext
	}
	return cmp.Compare(len(a)-i, len(b)-j)
}

// canonicalByte returns the byte that text[at] begins to stand for: each canonical escape stands for one.
func canonicalByte(text string, at int) (c byte, end int) {
	if text[at] != '\\' {
		return text[at], at + 1
	}
	char, end, _ := decodeEscape(text, at)
	return byte(char), end
}
