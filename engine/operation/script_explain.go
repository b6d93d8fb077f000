package operation

import (
	"strings"
	"unicode/utf8"

	"ringside/engine/item"
	"ringside/parser"
)

// explainScript tells of every part of a script what it is sent as, and how that would be done.
func (d *Door) explainScript(script string, consistent bool, w *writer) error {
	t := scriptTeller{w, d, script}
	w.open('{')
	w.name("Parts").open('[')
	parts := ReadScript(script)
	for i := range parts {
		if consistent {
			parts[i].Strengthen(script)
		}
		t.part(&parts[i])
	}
	w.close(']')
	w.close('}')
	return nil
}

// scriptTeller tells of a script. Places are in units of UTF-16, as a page counts them.
type scriptTeller struct {
	*writer
	door   *Door
	script string
}

func (t scriptTeller) part(p *Part) {
	t.open('{')
	t.name("From").integer(t.units(p.From))
	t.name("To").integer(t.units(p.To))
	t.name("Kind").text(p.Kind)
	if p.Fault != nil {
		t.unreadable(p.Fault)
	} else {
		t.name("Target").text(p.Target)
		t.name("Body").text(p.Body)
		t.explained(p)
	}
	t.close('}')
}

// unreadable is our own refusal: nothing can be sent.
func (t scriptTeller) unreadable(f *parser.Fault) {
	t.name("Error").open('{')
	t.name("Type").text("Unreadable")
	t.name("Message").text(f.In(t.script))
	t.place(f.From, f.To)
	t.name("Mend").text(f.Mend)
	t.close('}')
}

// explained writes an explanation or an error, and nothing for an operation that Explain does not know.
func (t scriptTeller) explained(p *Part) {
	name, _ := strings.CutPrefix(p.Target, dynamoDB)
	request, known := explained[name]
	if !known {
		return
	}
	before, body := len(t.buffer), request()
	t.door.plan = planned{operation: name}
	err := decode(item.NewReader(""), p.Body, body)
	if err == nil {
		t.name("Explanation")
		err = t.door.explanation(body, t.writer)
	}
	if err != nil {
		t.buffer = t.buffer[:before]
		t.refused(p, name, err)
	}
}

// refused writes what the service would say, and where in the script that is.
func (t scriptTeller) refused(p *Part, operation string, err error) {
	e := t.door.inWords(err)
	t.name("Error").open('{')
	t.name("Type").text(e.Type)
	t.name("Message").text(t.door.worded(e, operation))
	if broken := t.door.plan.broken; broken != nil {
		if from, to, found := p.placeOf(broken); found {
			t.place(from, to)
		}
		t.name("Expected").text(broken.at.Expected)
	}
	t.close('}')
}

// place writes a stretch of the script.
func (t scriptTeller) place(from, to int) {
	at := parser.PlaceIn(t.script, from)
	t.name("From").integer(t.units(from))
	t.name("To").integer(t.units(to))
	t.name("Line").integer(int64(at.Line))
	t.name("Column").integer(int64(at.Column))
	t.name("Length").integer(int64(utf8.RuneCountInString(t.script[from:to])))
}

// units counts the units of UTF-16 before a byte of the script.
func (t scriptTeller) units(at int) (n int64) {
	for _, c := range t.script[:at] {
		n++
		if c > 0xFFFF {
			n++
		}
	}
	return n
}

// placeOf finds in the script what the parser stopped at.
func (p *Part) placeOf(b *brokenText) (from, to int, found bool) {
	end := b.at.Offset + len(b.at.Token)
	if b.at.Length == 0 {
		end = b.at.Offset
	}
	if p.tree == nil {
		return p.From + b.at.Offset, p.From + end, true
	}
	j := textIn(p.tree, b)
	if j == nil {
		return 0, 0, false
	}
	return j.Place(b.at.Offset), j.Place(end), true
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
