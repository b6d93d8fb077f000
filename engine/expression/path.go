package expression

import (
	"strconv"
	"strings"

	"ringside/engine/item"
	"ringside/parser"
)

// A path leads to a value inside an item: first the name of an attribute, then any number of steps into
// maps and lists. Invariant: it has at least one step and the first is a name.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.Attributes.html
type path []step

// A step goes into a map by name or into a list by index.
type step struct {
	name    string
	index   int
	isIndex bool
}

// of reads the value at the path; "" when there is none, or when a step meets the wrong type.
func (p path) of(it item.Item) item.Value {
	v := it.Get(p[0].name)
	for _, s := range p[1:] {
		if v == "" {
			return ""
		}
		v = s.into(v)
	}
	return v
}

func (s step) into(v item.Value) item.Value {
	if s.isIndex {
		return v.Index(s.index)
	}
	return v.Field(s.name)
}

// String shows the path as DynamoDB's messages do: [a, [1], b].
func (p path) String() string {
	steps := make([]string, len(p))
	for i, s := range p {
		steps[i] = s.String()
	}
	return "[" + strings.Join(steps, ", ") + "]"
}

func (s step) String() string {
	if s.isIndex {
		return "[" + strconv.Itoa(s.index) + "]"
	}
	return s.name
}

// path puts the names of a scope into a parsed path.
func (s *Scope) path(tree *parser.Path) (path, error) {
	p := make(path, len(tree.Parts))
	for i, part := range tree.Parts {
		if part.IsIndex {
			p[i] = step{index: part.Index, isIndex: true}
			continue
		}
		name, err := s.name(part)
		if err != nil {
			return nil, err
		}
		p[i] = step{name: name}
	}
	return p, nil
}

// disjoint checks that no two of the paths lead to one value, or treat one value as a map and as a list.
// Overlaps anywhere are reported before conflicts.
func disjoint(paths []path) error {
	for _, clash := range []func(one, two path) error{overlapping, conflicting} {
		for i, two := range paths {
			for _, one := range paths[:i] {
				if err := clash(one, two); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// overlapping: one path is the beginning of the other.
func overlapping(one, two path) error {
	if n := common(one, two); n == len(one) || n == len(two) {
		return overlap(one, two)
	}
	return nil
}

// conflicting: the paths part at a value that one takes for a map and the other for a list.
func conflicting(one, two path) error {
	n := common(one, two)
	if n < len(one) && n < len(two) && one[n].isIndex != two[n].isIndex {
		return conflict(one, two)
	}
	return nil
}

// common counts the steps that two paths share from their beginning.
func common(one, two path) int {
	n := 0
	for n < len(one) && n < len(two) && one[n] == two[n] {
		n++
	}
	return n
}
