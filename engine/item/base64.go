package item

import (
	"cmp"
	"strconv"
)

// checkBase64 returns what DynamoDB says against the text of a binary, "" when it is good. It wants
// whole groups of four and no stray bits in the last character, so every binary has one spelling.
func checkBase64(text string) string {
	if len(text)%4 != 0 {
		return "Base64 encoded length is expected a multiple of 4 bytes but found: " + strconv.Itoa(len(text))
	}
	padding := base64Padding(text)
	digits := text[:len(text)-padding]
	if padding > 0 && sextet(rune(digits[len(digits)-1]))&(1<<(2*padding)-1) != 0 {
		return "Invalid last non-pad Base64 character dectected" // sic
	}
	for _, c := range digits {
		if sextet(c) < 0 {
			return "Invalid Base64 character: '" + string(c) + "'"
		}
	}
	return ""
}

// base64Padding counts the pad characters at the end: 0, 1 or 2.
func base64Padding(text string) int {
	n := len(text)
	switch {
	case n == 0 || text[n-1] != '=':
		return 0
	case text[n-2] != '=':
		return 1
	}
	return 2
}

// sextet is the six bits a base64 character stands for; -1 for padding and all other characters.
func sextet(c rune) int {
	switch {
	case 'A' <= c && c <= 'Z':
		return int(c - 'A')
	case 'a' <= c && c <= 'z':
		return int(c-'a') + 26
	case '0' <= c && c <= '9':
		return int(c-'0') + 52
	case c == '+':
		return 62
	case c == '/':
		return 63
	}
	return -1
}

// compareBase64 orders two binaries by their bytes without decoding them: six bits at a time, and
// padding (-1), where the shorter one ends, comes first.
func compareBase64(a, b string) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return cmp.Compare(sextet(rune(a[i])), sextet(rune(b[i])))
		}
	}
	return cmp.Compare(len(a), len(b))
}

// binarySize is how many bytes the base64 text stands for.
func binarySize(text string) int { return len(text)/4*3 - base64Padding(text) }
