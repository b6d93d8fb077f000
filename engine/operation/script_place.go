package operation

import (
	"strconv"
	"strings"

	"ringside/parser"
)

// A stretch is a piece of the script.
type stretch struct{ from, to int }

// placeOf finds in the script what the parser stopped at.
func (p *Part) placeOf(b *brokenText) *stretch {
	if b == nil {
		return nil
	}
	from, to := b.at.Offset, b.at.Offset
	if b.at.Length > 0 {
		to += len(b.at.Token)
	}
	if p.tree == nil {
		return &stretch{p.From + from, p.From + to}
	}
	if j := textIn(p.tree, b); j != nil {
		return &stretch{j.Place(from), j.Place(to)}
	}
	return nil
}

// placeIn finds in the script the place in a statement that a message ends with: " at 1:8:3", line, column and length.
func (p *Part) placeIn(script, message string) *stretch {
	line, column, length := placeSaid(message)
	statement, where := script[p.From:p.To], func(i int) int { return p.From + i }
	if p.tree != nil {
		j := p.tree.Member("Statement")
		if j == nil || j.Kind != '"' {
			return nil
		}
		statement, where = j.Text, j.Place
	}
	if line == 0 {
		return nil
	}
	lines := strings.SplitAfter(statement, "\n")
	from := len(strings.Join(lines[:min(line-1, len(lines))], ""))
	from += len(firstRunes(statement[from:], column-1))
	return &stretch{where(from), where(from + len(firstRunes(statement[from:], length)))}
}

// placeSaid reads the place at a message's end; line 0 when there is none.
func placeSaid(message string) (line, column, length int) {
	const before = " at "
	at := strings.LastIndex(message, before)
	if at < 0 {
		return 0, 0, 0
	}
	var n [3]int
	numbers := strings.Split(message[at+len(before):], ":")
	for i := range n {
		if len(numbers) == len(n) {
			n[i], _ = strconv.Atoi(numbers[i]) // what is no number is 0, and no place
		}
	}
	if min(n[0], n[1], n[2]) < 1 {
		return 0, 0, 0
	}
	return n[0], n[1], n[2]
}

// firstRunes returns the first n characters of a text.
func firstRunes(text string, n int) string {
	for i := range text {
		if n <= 0 {
			return text[:i]
		}
		n--
	}
	return text
}

// valueBefore finds in the script the value that ends at a byte of the body, which is of a type that does
// not belong there.
func (p *Part) valueBefore(at int) *stretch {
	for _, end := range p.ends {
		if end.at == at {
			return &stretch{end.of.From, end.of.To}
		}
	}
	return nil
}

// textIn finds the text that the parser was given, anywhere in a body.
func textIn(j *parser.JSON, b *brokenText) *parser.JSON {
	for _, m := range j.Members {
		if m.Name == b.member && m.Kind == '"' && b.isIn(m.Text) {
			return m
		}
		if found := textIn(m, b); found != nil {
			return found
		}
	}
	return nil
}

// isIn says whether a text can be the one that the parser stopped in.
func (b *brokenText) isIn(text string) bool {
	if b.at.Offset > len(text) {
		return false
	}
	return b.at.Length == 0 || strings.HasPrefix(text[b.at.Offset:], b.at.Token)
}
