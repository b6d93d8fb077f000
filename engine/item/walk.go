package item

import (
	"strings"
	"unsafe"
)

// The functions here find their way through canonical text, which they take to be well formed.

// quotedEnd returns the position behind the string whose opening quote is text[at].
func quotedEnd(text string, at int) int {
	at++
	end := at + strings.IndexByte(text[at:], '"')
	escape := strings.IndexByte(text[at:end], '\\')
	if escape < 0 {
		return end + 1
	}
	for i := at + escape; ; i++ {
		switch text[i] {
		case '"':
			return i + 1
		case '\\':
			i++
		}
	}
}

// valueEnd returns the position behind the string, list or structure that starts at text[at].
func valueEnd(text string, at int) int {
	depth := 0
	for {
		switch text[at] {
		case '"':
			at = quotedEnd(text, at)
		case '{', '[':
			depth++
			at++
		case '}', ']':
			depth--
			at++
		default:
			at++
			continue
		}
		if depth == 0 {
			return at
		}
	}
}

// elements calls yield with the text of each element of a JSON list.
func elements(list string, yield func(element string) bool) {
	for at := 1; at < len(list)-1; at++ { // at++: the comma
		end := valueEnd(list, at)
		if !yield(list[at:end]) {
			return
		}
		at = end
	}
}

// fields calls yield with each member of a JSON object: its name as it is written, and its value.
func fields(object string, yield func(inner string, v Value) bool) {
	for at := 1; at < len(object)-1; at++ { // at++: the comma
		nameEnd := quotedEnd(object, at)
		end := valueEnd(object, nameEnd+1)
		if !yield(object[at+1:nameEnd-1], Value(object[nameEnd+1:end])) {
			return
		}
		at = end
	}
}

// view is buf as a string, without a copy: only for looking at bytes that stay as they are
// meanwhile. Appending behind them is fine.
func view(buf []byte) string { return unsafe.String(unsafe.SliceData(buf), len(buf)) }
