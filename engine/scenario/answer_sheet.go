package scenario

import (
	"strings"

	"ringside/engine/item"
)

// An answerSheet says which answers to a question are right, and what to say to others.
type answerSheet struct {
	kind   string // "number", "text" or "choice"
	fence  *fence
	lines  []answerLine
	others passage // what is said to any other answer
}

// An answerLine is an answer that somebody may give.
type answerLine struct {
	right  bool
	answer passage // one line
	reason passage // one line, or none
}

// answer reads an answer fence: lines of accept and near, and for all others else.
func (r *lessonReader) answer(f *fence) {
	sheet := &answerSheet{kind: f.word(1), fence: f}
	r.only(f, 2)
	if !isWordOf("number text choice", sheet.kind) {
		r.lesson.wrong(f.open, "write answer number, answer text or answer choice")
		return
	}
	if r.step.answer != nil {
		r.lesson.wrong(f.open, "a step has one answer")
		return
	}
	accepted := false
	for _, l := range f.body {
		if trim(l.text) != "" {
			accepted = r.answerLine(sheet, l) || accepted
		}
	}
	if !accepted {
		r.lesson.wrong(f.open, "there is no accept line: no answer would be right")
	}
	r.step.answer = sheet
}

// answerLine reads one line and reports whether it accepts an answer.
func (r *lessonReader) answerLine(sheet *answerSheet, l line) bool {
	word, rest, _ := strings.Cut(trim(l.text), " ")
	rest = " " + rest
	value, reason, hasReason := strings.Cut(rest+" ", " : ")
	one := answerLine{right: word == "accept", answer: l.part(trim(value))}
	if trim(reason) != "" {
		one.reason = l.part(trim(reason))
	}
	switch {
	case word != "accept" && word != "near" && word != "else":
		r.lesson.wrong(l, "expected accept VALUE, near VALUE : reason, or else : reason")
	case word == "else" && (trim(value) != "" || !hasReason):
		r.lesson.wrong(l, "write else : and the reason")
	case word == "else":
		sheet.others = one.reason
	case trim(value) == "":
		r.lesson.wrong(l, "expected a value after "+word)
	case word == "near" && len(one.reason) == 0:
		r.lesson.wrong(l, "say after ` : ` why this answer is only near")
	default:
		sheet.lines = append(sheet.lines, one)
	}
	return one.right
}

// part returns a part of a line as a passage that knows where it stands.
func (l line) part(text string) passage {
	if text == "" {
		return nil
	}
	at := strings.LastIndex(l.text, text)
	return passage{{number: l.number, skipped: l.skipped + characters(l.text[:at]), text: text}}
}

// choices returns the answers to choose from, in the order of the lines.
func (r *rehearsal) choices(sheet *answerSheet) (choices []string) {
	if sheet.kind != "choice" {
		return nil
	}
	for _, l := range sheet.lines {
		if text := r.filled(l.answer); !contains(choices, text) {
			choices = append(choices, text)
		}
	}
	return choices
}

// mark compares an answer with a sheet.
func (r *rehearsal) mark(sheet *answerSheet, given string) grade {
	if trim(given) == "" {
		return grade{reason: "There is no answer yet."}
	}
	aim := ""
	for _, l := range sheet.lines {
		expected := r.filled(l.answer)
		if l.right && aim == "" {
			aim = expected
		}
		if sheet.same(given, expected) {
			return grade{passed: l.right, reason: r.filled(l.reason), line: l.answer[0].number}
		}
	}
	g := grade{reason: r.filled(sheet.others), difference: sheet.difference(given, aim)}
	return g
}

// same compares as the kind does: numbers by value, text whatever its case and blanks.
func (s *answerSheet) same(given, expected string) bool {
	if s.kind == "number" {
		a, isNumber := numberOf(given)
		b, isAlso := numberOf(expected)
		return isNumber && isAlso && a.Compare(b) == 0
	}
	return strings.EqualFold(oneSpaced(given), oneSpaced(expected))
}

// oneSpaced returns the words of a text with one blank between.
func oneSpaced(text string) string {
	words := ""
	for _, w := range split(text) {
		words += " " + w.text
	}
	return words
}

// numberOf reads a number as people write it: 1,000 or 0.5, and 0,5 where that is usual.
func numberOf(text string) (item.Number, bool) {
	text = strings.ReplaceAll(strings.TrimSpace(text), " ", "")
	if at := strings.LastIndexByte(text, ','); at >= 0 && len(text)-at != len(",000") {
		text = text[:at] + "." + text[at+1:]
	}
	n, fault := item.ParseNumber(strings.ReplaceAll(text, ",", ""))
	return n, fault == nil
}

// difference says in which way an answer is off.
func (s *answerSheet) difference(given, aim string) string {
	said := "You answered " + trim(given) + "; "
	if s.kind != "number" {
		return said + "that is not what happens here."
	}
	a, isNumber := numberOf(given)
	b, _ := numberOf(aim)
	switch {
	case !isNumber:
		return said + "the answer is a number."
	case a.Compare(b) < 0:
		return said + "it is more."
	}
	return said + "it is less."
}
