package scenario

import (
	"strconv"
	"strings"

	"ringside/engine/item"
	"ringside/parser"
)

// A check is one line of a check fence, or alternatives of which one has to hold.
type check struct {
	at     line           // without the reason
	clause *parser.Clause // nil for alternatives
	any    []*check
	number int64   // what the clause's value says where that is a number, in thousandths
	reason passage // one line, or none
}

// text returns the check as a person would read it, without its reason.
func (c *check) text() string {
	if c.clause != nil {
		return c.clause.String()
	}
	texts := make([]string, len(c.any))
	for i, one := range c.any {
		texts[i] = one.text()
	}
	return strings.Join(texts, " or ")
}

// measures returns whether the check, or an alternative of it, reads a measure.
func (c *check) measures(name string) bool {
	for _, one := range c.any {
		if one.measures(name) {
			return true
		}
	}
	return c.clause != nil && c.clause.Measure == name
}

// checks reads a check fence, one check a line.
func (r *lessonReader) checks(f *fence) {
	for _, l := range f.body {
		if trim(l.text) != "" && !strings.HasPrefix(trim(l.text), "#") {
			r.check(l)
		}
	}
	r.closeAny()
}

// check reads a line. One that is no check is a problem, and the others count all the same.
func (r *lessonReader) check(l line) {
	tree, err := parser.ParseCheck(l.text)
	if err != nil {
		e := err.(*parser.Error)
		r.lesson.problem(l, e.Column, e.Length, e.Expected)
		return
	}
	c := &check{at: l, clause: tree.Clause}
	if tree.Reason != nil {
		c.at.text, c.reason = l.text[:tree.Reason.Offset], l.part(tree.Reason.Text)
	}
	switch {
	case tree.Variants != "":
		r.variants(l, tree.Variants)
	case tree.Any:
		r.closeAny()
		r.any = c
	case tree.End:
		r.end(l)
	case r.any != nil:
		if r.clause(c) {
			r.any.any = append(r.any.any, c)
		}
	case r.clause(c):
		r.step.checks = append(r.step.checks, c)
	}
}

// maxVariants keeps a check quick enough to be asked for by a click.
const maxVariants = 9

func (r *lessonReader) variants(l line, number string) {
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > maxVariants {
		r.lesson.wrong(l, "expected from 1 to "+strconv.Itoa(maxVariants)+" variants")
		return
	}
	r.step.variants = n
}

// end closes the alternatives that any opened.
func (r *lessonReader) end(l line) {
	switch {
	case r.any == nil:
		r.lesson.wrong(l, "there is no any above this end")
		return
	case len(r.any.any) == 0:
		r.lesson.wrong(r.any.at, "there are no alternatives between any and end")
	default:
		r.step.checks = append(r.step.checks, r.any)
	}
	r.any = nil
}

func (r *lessonReader) closeAny() {
	if r.any != nil {
		r.lesson.wrong(r.any.at, "this any is never closed by an end")
		r.any = nil
	}
}

// clause holds a clause against what its measure can be compared with.
func (r *lessonReader) clause(c *check) bool {
	clause := c.clause
	m, known := measureNamed(clause.Measure)
	complaint := ""
	switch {
	case !known:
		r.lesson.problem(c.at, clause.Column, characters(clause.Measure), "unknown measure; there are "+measureNames())
		return false
	default:
		complaint = m.kind.complaint(c)
	}
	if complaint != "" {
		r.lesson.wrong(c.at, complaint)
	}
	return complaint == ""
}

// complaint says why a clause is none of its kind, "" when it is.
func (k kind) complaint(c *check) string {
	clause, value := c.clause, c.clause.Value
	compared := clause.Comparison
	switch {
	case clause.Key != "" && !isObject(clause.Key), value.Object != "" && !isObject(value.Object):
		return "expected DynamoDB JSON, such as " + ofItem.example()
	case clause.Table != "" && k != ofItem && k != ofTable,
		(clause.Key != "") != (k == ofItem),
		compared == "HAS" && k != ofItem,
		compared != "HAS" && compared != "=" && compared != "<>" && k != ofNumber,
		value.AnyOrder && k != ofRows,
		(value.Ascending || value.Descends) && k != ofOrder,
		!k.takes(c):
		return "write it like this: " + k.example()
	}
	return ""
}

// takes reports whether the kind can be compared with the clause's value, and keeps the
// number that it says.
func (k kind) takes(c *check) (ok bool) {
	clause, value := c.clause, c.clause.Value
	isSolution := value.Word == "solution"
	switch k {
	case ofNumber:
		c.number, ok = thousandths(value.Number)
		return ok || isSolution
	case ofFlag:
		return value.Word == "true" || value.Word == "false"
	case ofRows, ofTable:
		return isSolution
	case ofItem:
		return value.Object != "" || clause.Comparison != "HAS" && (isSolution || value.Word == "none")
	}
	return value.Word+value.Text != ""
}

func isObject(text string) bool {
	r := item.NewReader(text)
	_, fault, err := r.Item()
	return fault == nil && err == nil && r.End() == nil
}

// thousandths reads a decimal with up to three places.
func thousandths(text string) (n int64, ok bool) {
	whole, fraction, _ := strings.Cut(text, ".")
	if len(fraction) > 3 || whole == "" {
		return 0, false
	}
	n, err := strconv.ParseInt(whole+(fraction + "000")[:3], 10, 64)
	return n, err == nil
}

// decimalOf writes thousandths as a person would.
func decimalOf(n int64) string {
	text := decimal(n / 1000)
	if rest := n % 1000; rest > 0 {
		text += "." + strings.TrimRight(decimal(1000 + rest)[1:], "0")
	}
	return text
}
