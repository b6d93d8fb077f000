package scenario

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Error says where a text is no scenario, and why.
type Error struct {
	File         string
	Line, Column int // from 1, the column in characters
	Length       int // in characters, of what is wrong; at least 1
	Source       string
	Message      string
}

// Error returns the place and the reason on one line, and below it the line of the file
// with carets under what is wrong.
func (e *Error) Error() string {
	place := e.File + ":" + strconv.Itoa(e.Line) + ":" + strconv.Itoa(e.Column)
	return place + ": " + e.Message + "\n" + e.Source + "\n" + e.carets()
}

// carets keeps tabs as tabs, so that the carets stand where the text does.
func (e *Error) carets() string {
	var b strings.Builder
	column := 1
	for _, char := range e.Source {
		if column == e.Column {
			break
		}
		if char != '\t' {
			char = ' '
		}
		b.WriteRune(char)
		column++
	}
	b.WriteString(strings.Repeat("^", max(1, e.Length)))
	return b.String()
}

// characters counts what a person would count.
func characters(s string) int { return utf8.RuneCountInString(s) }
