package parser

import (
	"strconv"
	"strings"
)

// Printing a tree gives text that parses to the same tree: one blank between words, keywords in
// upper case, and the parentheses that were written.

// String prints the condition.
func (o *Or) String() string { return join(o.Terms, " OR ") }

// String prints terms with AND between them.
func (a *And) String() string { return join(a.Terms, " AND ") }

// String prints the predicate with its NOTs.
func (n *Not) String() string {
	if n.Not != nil {
		return "NOT " + n.Not.String()
	}
	return n.Predicate.String()
}

// String prints the predicate, with its parentheses if it has any.
func (p *Predicate) String() string {
	text := ""
	if p.Group != nil {
		text = "(" + p.Group.String() + ")"
	} else {
		text = p.Operand.String()
	}
	if p.Test != nil {
		text += " " + p.Test.String()
	}
	return text
}

// String prints what follows the operand that is tested.
func (t *Test) String() string {
	switch {
	case t.Op != "":
		return t.Op + " " + t.Right.String()
	case t.Low != nil:
		return "BETWEEN " + t.Low.String() + " AND " + t.High.String()
	case t.Is != nil:
		return "IS " + t.Is.String()
	}
	return "IN (" + join(t.In, ", ") + ")"
}

// String prints MISSING, NOT NULL and the like.
func (i *Is) String() string {
	if i.Not {
		return "NOT " + i.What
	}
	return i.What
}

// String prints the operand, with its parentheses if it has any.
func (o *Operand) String() string {
	switch {
	case o.Function != nil:
		return o.Function.String()
	case o.Path != nil:
		return o.Path.String()
	case o.Parameter != 0:
		return "?"
	case o.Literal != nil:
		return o.Literal.String()
	case o.Group != nil:
		return "(" + o.Group.String() + ")"
	}
	return o.Value
}

// String prints the call.
func (f *Function) String() string {
	if f.Star {
		return f.Name + "(*)"
	}
	return f.Name + "(" + join(f.Args, ", ") + ")"
}

// String prints the path.
func (p *Path) String() string {
	var b strings.Builder
	for i, part := range p.Parts {
		if i > 0 && !part.IsIndex {
			b.WriteByte('.')
		}
		b.WriteString(part.String())
	}
	return b.String()
}

// String prints the part: a name, in its quotes if it had them, or [0].
func (p Part) String() string {
	switch {
	case p.IsIndex:
		return "[" + p.Name + "]"
	case p.Quoted:
		return quote(p.Name, `"`)
	}
	return p.Name
}

// String prints the paths.
func (p *Projection) String() string { return join(p.Paths, ", ") }

// String prints the sections.
func (u *Update) String() string { return join(u.Sections, " ") }

// String prints the keyword and its list.
func (s *Section) String() string {
	switch {
	case s.Adds != nil:
		return "ADD " + join(s.Adds, ", ")
	case s.Deletes != nil:
		return "DELETE " + join(s.Deletes, ", ")
	}
	return s.Action.String()
}

// String prints the keyword and its list.
func (a *Action) String() string {
	if a.Sets != nil {
		return "SET " + join(a.Sets, ", ")
	}
	return "REMOVE " + join(a.Removes, ", ")
}

// String prints the assignment.
func (a *Assignment) String() string { return a.Path.String() + " = " + a.Value.String() }

// String prints the value that is assigned.
func (v *SetValue) String() string {
	text := v.First.String()
	for _, t := range v.Terms {
		text += " " + t.String()
	}
	return text
}

// String prints the sign and the operand.
func (t *SetTerm) String() string { return t.Op + " " + t.Operand.String() }

// String prints the operand, with its parentheses if it has any.
func (o *SetOperand) String() string {
	if o.Group != nil {
		return "(" + o.Group.String() + ")"
	}
	return o.Operand.String()
}

// String prints the path and the value.
func (o *Operation) String() string { return o.Path.String() + " " + o.Value }

// String prints the statement.
func (s *Statement) String() string {
	switch {
	case s.Select != nil:
		return s.Select.String()
	case s.Insert != nil:
		return s.Insert.String()
	case s.Update != nil:
		return s.Update.String()
	case s.Exists != nil:
		return s.Exists.String()
	}
	return s.Delete.String()
}

// String prints the statement.
func (s *Select) String() string {
	text := "SELECT "
	if s.Star {
		text += "*"
	}
	text += join(s.Columns, ", ") + " FROM " + s.From.String() + where(s.Where)
	if s.OrderBy != nil {
		text += " ORDER BY " + join(s.OrderBy, ", ")
	}
	return text
}

// String prints the column.
func (c *Column) String() string { return c.Operand.String() }

// String prints the table, and the index behind a dot.
func (s *Source) String() string { return s.Path.String() }

// String prints the path, and DESC when the order is descending.
func (o *Order) String() string {
	if o.Descending {
		return o.Path.String() + " DESC"
	}
	return o.Path.String()
}

// String prints the statement.
func (i *Insert) String() string {
	return "INSERT INTO " + i.Into.String() + " VALUE " + i.Value.String()
}

// String prints the statement.
func (u *UpdateStatement) String() string {
	return "UPDATE " + u.Table.String() + " " + join(u.Actions, " ") + where(u.Where) + u.Returning.String()
}

// String prints the statement.
func (d *Delete) String() string {
	return "DELETE FROM " + d.From.String() + where(d.Where) + d.Returning.String()
}

// String prints the statement.
func (e *Exists) String() string { return "EXISTS(" + e.Select.String() + ")" }

// String prints the clause with a blank before it; "" when there is none.
func (r *Returning) String() string {
	if r == nil {
		return ""
	}
	what, when := "ALL", "OLD"
	if r.Modified {
		what = "MODIFIED"
	}
	if r.New {
		when = "NEW"
	}
	return " RETURNING " + what + " " + when + " *"
}

// where prints a WHERE with a blank before it; "" when there is none.
func where(o *Or) string {
	if o == nil {
		return ""
	}
	return " WHERE " + o.String()
}

// String prints the literal.
func (l *Literal) String() string {
	switch {
	case l.Text != nil:
		return quote(string(*l.Text), "'")
	case l.Bool != nil:
		return strconv.FormatBool(bool(*l.Bool))
	case l.Null:
		return "null"
	case l.IsList:
		return "[" + join(l.List, ", ") + "]"
	case l.IsMap:
		return "{" + join(l.Map, ", ") + "}"
	case l.IsBag:
		return "<<" + join(l.Bag, ", ") + ">>"
	case l.Parameter != 0:
		return "?"
	case l.Function != nil:
		return l.Function.String()
	case l.Path != nil:
		return l.Path.String()
	}
	return string(l.Number)
}

// String prints the name and the value.
func (e *MapEntry) String() string { return quote(string(e.Name), "'") + ": " + e.Value.String() }

// quote puts text between quotes and doubles those inside.
func quote(text, mark string) string {
	return mark + strings.ReplaceAll(text, mark, mark+mark) + mark
}

func join[T interface{ String() string }](list []T, separator string) string {
	texts := make([]string, len(list))
	for i, one := range list {
		texts[i] = one.String()
	}
	return strings.Join(texts, separator)
}
