package scenario

import (
	"strings"

	"ringside/engine/operation"
	"ringside/parser"
)

// readScript reads statements, requests and commands as they stand in an editor. Lines of the
// directions count from 1. The first that can't be read is a fault; it can be sent all the same, and is refused.
func readScript(text string) (all []Direction, fault *parser.Fault) {
	at := parser.Beginning
	for _, p := range operation.ReadScript(text) {
		at = at.To(text, p.From)
		d := directionOf(text, &p)
		d.Line, d.column = at.Line, at.Column
		all = append(all, d)
		if fault == nil {
			fault = p.Fault
		}
	}
	return all, fault
}

func directionOf(text string, p *operation.Part) Direction {
	switch {
	case p.Fault == nil && p.Kind != parser.StatementPart:
		return Direction{Verb: p.Operation(), Body: p.Body}
	case p.Fault != nil && p.Kind == parser.RequestPart:
		name, body, _ := strings.Cut(text[p.From:p.To], "{")
		return Direction{Verb: trim(name), Body: "{" + body}
	}
	return Direction{Verb: partiql, Body: text[p.From:p.To]}
}

// script reads the requests of a lesson's stage that begin on the current line, or the statements below it.
func (r *reader) script(d Direction, words []word) ([]Direction, error) {
	if d.Verb != partiql {
		return r.onLine()
	}
	if err := r.statement(&d, words); err != nil {
		return nil, err
	}
	all, _ := readScript(d.Body)
	for i := range all {
		all[i].Line += d.Line // the first begins on the line below
	}
	return all, nil
}

// onLine reads the request that begins on the current line, and with semicolons between those that begin on the
// line where the one before ends.
func (r *reader) onLine() (all []Direction, err error) {
	first, end := r.at, 0
	text := joined(r.lines[first:])
	at := parser.Beginning
	for _, p := range operation.ReadScript(text) {
		between := text[end:p.From]
		if all != nil && strings.Contains(between, "\n") {
			break
		}
		at = at.To(text, p.From)
		if f := misplaced(&p, all == nil, strings.Contains(between, ";")); f != nil {
			at = at.To(text, f.From)
			r.at = first + at.Line - 1
			line, _, _ := strings.Cut(text[f.From:f.To], "\n")
			return nil, r.fault(word{line, at.Column}, f.What)
		}
		one := directionOf(text, &p)
		one.Line = first + at.Line
		all, end = append(all, one), p.To
	}
	r.at = first + at.To(text, end).Line
	return all, nil
}

// misplaced says why a part can't stand among the directions, nil when it can.
func misplaced(p *operation.Part, first, apart bool) *parser.Fault {
	f := &parser.Fault{From: p.From, To: p.To}
	switch {
	case p.Fault != nil:
		f.From, f.To, f.What = p.Fault.From, p.Fault.To, p.Fault.What+". "+p.Fault.Mend
	case first && p.Kind == parser.StatementPart:
		f.What = "expected an operation and its JSON, such as GetItem {…}"
	case !first && !apart:
		f.What = "expected the end of the line after the request"
	default:
		return nil
	}
	return f
}
