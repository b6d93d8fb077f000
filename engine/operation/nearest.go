package operation

import "strings"

// nearest returns the one of some names that is most like a word, "" when none is much like it.
func nearest(word string, names []string) (best string) {
	most, lower := max(2, len(word)/3)+1, strings.ToLower(word)
	for _, name := range names {
		if len(word) > 3 && strings.HasPrefix(name, word) {
			return name
		}
		if max(len(word), len(name))-min(len(word), len(name)) >= most {
			continue
		}
		if n := distance(lower, strings.ToLower(name)); n < most {
			best, most = name, n
		}
	}
	return best
}

// distance counts the letters to insert, take away or change to make one word of another.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			next := min(row[j], row[j+1]) + 1
			if a[i] == b[j] {
				next = before
			} else {
				next = min(next, before+1)
			}
			before, row[j+1] = row[j+1], next
		}
	}
	return row[len(b)]
}
