package operation

import (
	"slices"
	"strconv"
	"strings"

	"ringside/engine"
	"ringside/engine/item"
	"ringside/parser"
)

// A sample is what the first items of a table are like. To take it is no read: nothing is counted, and no
// time passes.
type sample struct {
	items int
	more  bool        // there are more items than these
	names []string    // of their attributes, those of the key first
	types []item.Type // of each of them, 0 where items differ
}

// maxSample is how many items a sample looks at: as many as take no time.
const maxSample = 100

// sampled looks at the leaders' items of a table.
func sampled(t *engine.Table) *sample {
	s := new(sample)
	for _, k := range keyAttributes(t.Key) {
		s.see(k.Name, k.Type)
	}
	t.Items("", func(_ *engine.Partition, e engine.Entry) bool {
		if s.more = s.items == maxSample; s.more {
			return false
		}
		s.items++
		for i := range e.Item.Len() {
			a := e.Item.At(i)
			s.see(a.Name, a.Value.Type())
		}
		return true
	})
	return s
}

func (s *sample) see(name string, of item.Type) {
	switch i := slices.Index(s.names, name); {
	case i < 0:
		s.names, s.types = append(s.names, name), append(s.types, of)
	case s.types[i] != of:
		s.types[i] = 0
	}
}

// typeOf is the type of an attribute in all items that have it, 0 when that is not one, or none has it.
func (s *sample) typeOf(name string) item.Type {
	if i := slices.Index(s.names, name); i >= 0 {
		return s.types[i]
	}
	return 0
}

// unknown reports whether there are items, and none has an attribute.
func (s *sample) unknown(name string) bool { return s.items > 0 && !slices.Contains(s.names, name) }

// where says which items the sample is of.
func (s *sample) where() string {
	if s.more {
		return "the first " + strconv.Itoa(s.items) + " items"
	}
	return "the items here"
}

// unknowns says of attributes that no item has them, and how they may be called.
func (a adviser) unknowns() (all []advice) {
	var said []string
	for _, part := range a.tested() {
		if name := part.Name; a.unknown(name) && !slices.Contains(said, name) {
			said = append(said, name)
			all = append(all, a.respelt(name))
		}
	}
	return all
}

// respelt says of one attribute that no item has it.
func (a adviser) respelt(name string) advice {
	out := advice{kind: adviseUnknown, text: "No item here has an attribute " + name}
	if a.more {
		out.text = "None of the first " + strconv.Itoa(a.items) + " items has an attribute " + name
	}
	near := nearest(name, a.names)
	if near == "" || distance(strings.ToLower(name), strings.ToLower(near)) > len(name)/3 {
		out.text += "."
		return out
	}
	out.text += "; did you mean " + near + "? Letters keep their case."
	statement := a.in.statement.value
	for _, part := range slices.Backward(a.tested()) {
		if part.Name == name {
			statement = replaced(statement, part, parser.QuoteName(near))
		}
	}
	if a.plans(statement) {
		out.statement = statement
	}
	return out
}

// plans reports whether another statement with the same parameters would be run.
func (a adviser) plans(statement string) bool {
	tree, err := parser.ParseStatement(statement)
	if err != nil {
		return false
	}
	_, err = planSelect(a.door, tree.Select, a.in.scope(), a.in.consistent)
	return err == nil
}

// tested are the attributes that WHERE compares, in the order they are written, but for those that
// may well be missing.
func (a adviser) tested() (all []*parser.Part) {
	for _, term := range a.terms() {
		for ; term.Not != nil; term = term.Not {
		}
		p := term.Predicate
		if p.Test != nil && p.Test.Is != nil {
			continue
		}
		path := pathOf(p.Operand)
		if path == nil && p.Test != nil {
			path = pathOf(p.Test.Right)
		}
		if path != nil {
			all = append(all, &path.Parts[0])
		}
	}
	return all
}

// pathOf is the path of an operand, or the one that its function is about; nil for any other.
func pathOf(o *parser.Operand) *parser.Path {
	switch {
	case o == nil:
		return nil
	case o.Group != nil:
		return pathOf(o.Group)
	case o.Function == nil:
		return o.Path
	case o.Function.Name == "attribute_not_exists" || len(o.Function.Args) == 0:
		return nil
	}
	return pathOf(o.Function.Args[0])
}
