package operation

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"ringside/engine/item"
	"ringside/parser"
)

// explainScript tells of every part of a script what it is sent as, and how that would be done.
func (d *Door) explainScript(script string, consistent bool, w *writer) error {
	t := &scriptTeller{writer: w, door: d, script: script, at: parser.Beginning}
	w.open('{')
	w.name("Parts").open('[')
	parts := ReadScript(script)
	for i := range parts {
		if consistent {
			parts[i].Strengthen(script)
		}
		t.part(&parts[i])
	}
	d.plan = planned{operation: "Explain"}
	w.close(']')
	w.close('}')
	return nil
}

// scriptTeller tells of a script. Places are in units of UTF-16, as a page counts them.
type scriptTeller struct {
	*writer
	door   *Door
	script string
	at     parser.Place // where the part begins that is told of
}

func (t *scriptTeller) part(p *Part) {
	t.open('{')
	t.at = t.at.To(t.script, p.From)
	t.stretch(t.at, t.at.To(t.script, p.To))
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
func (t *scriptTeller) unreadable(f *parser.Fault) {
	t.name("Error").open('{')
	t.name("Type").text("Unreadable")
	from := t.at.To(t.script, f.From)
	t.name("Message").text(from.String() + ": " + f.What + ".")
	t.place(from, from.To(t.script, f.To))
	t.name("Mend").text(f.Mend)
	t.close('}')
}

// explained writes an explanation or an error, and nothing for an operation that Explain does not know.
func (t *scriptTeller) explained(p *Part) {
	name, _ := strings.CutPrefix(p.Target, dynamoDB)
	request, known := explained[name]
	if !known {
		return
	}
	before, body := len(t.buffer), request()
	t.door.plan = planned{operation: name}
	r := item.NewReader("")
	if err := decode(r, p.Body, body); err != nil {
		t.refused(p, err, p.valueBefore(r.Here()))
		return
	}
	t.name("Explanation")
	if err := t.door.explanation(body, t.writer); err != nil {
		t.buffer = t.buffer[:before]
		at := p.placeOf(t.door.plan.broken)
		if at == nil {
			at = p.placeIn(t.script, t.door.inWords(err).Message)
		}
		t.refused(p, err, at)
	}
}

// refused writes what the service would say, and where in the script that is if it is known.
func (t *scriptTeller) refused(p *Part, err error, at *stretch) {
	e := t.door.inWords(err)
	t.name("Error").open('{')
	t.name("Type").text(e.Type)
	t.name("Message").text(t.door.worded(e, p.Operation()))
	if at != nil {
		from := t.at.To(t.script, at.from)
		t.place(from, from.To(t.script, at.to))
	}
	var mend string
	if broken := t.door.plan.broken; broken == nil {
		mend = p.misspelt()
	} else {
		t.name("Expected").text(broken.at.Expected)
		if mend = broken.at.Mend; mend == "" && broken.at.Offset == 0 {
			mend = p.mend(t.script)
		}
	}
	t.optional("Mend", cmp.Or(mend, t.door.mendOf(e)))
	t.close('}')
}

// place writes where in the script something is.
func (t *scriptTeller) place(from, to parser.Place) {
	t.stretch(from, to)
	t.name("Line").integer(int64(from.Line))
	t.name("Column").integer(int64(from.Column))
	t.name("Length").integer(int64(utf8.RuneCountInString(t.script[from.At:to.At])))
}

func (t *scriptTeller) stretch(from, to parser.Place) {
	t.name("From").integer(int64(from.Units))
	t.name("To").integer(int64(to.Units))
}
