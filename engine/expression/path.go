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
func (p path) of(v view) item.Value {
	value := v.item.Get(p[0].name)
	switch {
	case len(p) == 1:
		return value
	case v.memory != nil:
		return v.inside(value, p[1:])
	}
	place := value.Place()
	for _, s := range p[1:] {
		place = s.from(place)
	}
	return place.Value()
}

func (s step) from(p item.Place) item.Place {
	if s.isIndex {
		return p.Index(s.index)
	}
	return p.Field(s.name)
}

func (s step) into(v item.Value) item.Value { return s.from(v.Place()).Value() }

// within is into for a value that much is known about.
func (s step) within(c *item.Contents) item.Value {
	if s.isIndex {
		return c.Index(s.index)
	}
	return c.Field(s.name)
}

// steps counts the steps that paths take inside their attributes.
func steps(paths []path) int {
	n := 0
	for _, p := range paths {
		n += len(p) - 1
	}
	return n
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
