package expression

import (
	"slices"
	"sort"
	"strings"

	"ringside/engine/item"
)

// A branch joins document paths where they begin alike, so that an item is taken apart and put together
// once for all of them. The paths a.b, a.c[1] and d make
//
//	·─┬─ a ─┬─ b
//	  │     └─ c ─── [1]
//	  └─ d
//
// Invariant: the branches below one branch are all names or all indexes, indexes ascending; a branch where
// a path ends has none below. Paths are disjoint to make this true.
type branch struct {
	step  step
	end   int // which of the paths ends here, counted from 1; 0 when branches go on
	below []*branch
}

func join(paths []path) *branch {
	trunk := &branch{}
	for i, p := range paths {
		b := trunk
		for _, s := range p {
			b = b.child(s)
		}
		b.end = i + 1
	}
	return trunk
}

// spread is join for attributes as a whole, whose names are known to differ: however many there are, it takes one look
// at each.
func spread(names []string) ([]path, *branch) {
	paths, trunk := make([]path, len(names)), &branch{below: make([]*branch, len(names))}
	for i, name := range names {
		paths[i] = path{{name: name}}
		trunk.below[i] = &branch{step: paths[i][0], end: i + 1}
	}
	return paths, trunk
}

// child is the branch for a step, grown if there is none.
func (b *branch) child(s step) *branch {
	for _, c := range b.below {
		if c.step == s {
			return c
		}
	}
	c := &branch{step: s}
	b.below = append(b.below, c)
	sort.SliceStable(b.below, func(i, j int) bool { return b.below[i].step.index < b.below[j].step.index })
	return c
}

// pick keeps of an item what the paths lead to.
func (b *branch) pick(it item.Item) item.Item {
	var kept []item.Attribute
	for _, c := range b.below {
		if v := c.of(it.Get(c.step.name)); v != "" {
			kept = append(kept, item.Attribute{Name: c.step.name, Value: v})
		}
	}
	return item.New(kept)
}

// of keeps of a value what the paths lead to, "" when that is nothing. Elements of a list close ranks.
func (b *branch) of(v item.Value) item.Value {
	if v == "" || b.end > 0 {
		return v
	}
	var fields []item.Attribute
	var elements []item.Value
	for _, c := range b.below {
		switch kept := c.of(c.step.into(v)); {
		case kept == "":
		case c.step.isIndex:
			elements = append(elements, kept)
		default:
			fields = append(fields, item.Attribute{Name: c.step.name, Value: kept})
		}
	}
	switch {
	case fields != nil:
		return item.Map(fields)
	case elements != nil:
		return item.List(elements)
	}
	return ""
}

// A change puts new values where paths end: values[i] at the end of path i+1, "" to remove what is there.
type change struct{ values []item.Value }

// item changes an item: every attribute is rebuilt at most once.
func (c change) item(trunk *branch, old item.Item) (item.Item, error) {
	next, err := c.fields(trunk, old.Attributes(), 0)
	if err != nil {
		return "", err
	}
	return item.New(next), nil
}

// value is what becomes of a value a number of steps inside an attribute; old is "" when there is none. The
// parents of a path's end must exist and be of the right type: they are never made.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html#Expressions.UpdateExpressions.SET.AddingNestedMapAttributes
func (c change) value(b *branch, old item.Value, depth int) (item.Value, error) {
	if b.end > 0 {
		return c.end(c.values[b.end-1], depth)
	}
	indexes := b.below[0].step.isIndex
	switch {
	case indexes && old.Type() == item.L:
		return c.list(b, old, depth)
	case !indexes && old.Type() == item.M:
		return mapOf(c.fields(b, attributes(old), depth+1))
	}
	return "", errInvalidPath
}

func (c change) end(v item.Value, depth int) (item.Value, error) {
	if depth > 0 && v != "" && depth+v.Depth() > item.MaxDepth {
		return "", errNesting
	}
	return v, nil
}

// fields changes the attributes of an item or the fields of a map, which are in the order of their names.
func (c change) fields(b *branch, list []item.Attribute, depth int) ([]item.Attribute, error) {
	known := len(list) // behind them comes what is new, each name once
	for _, child := range b.below {
		i, found := slices.BinarySearchFunc(list[:known], child.step.name, compareName)
		if !found {
			i = len(list)
			list = append(list, item.Attribute{Name: child.step.name})
		}
		v, err := c.value(child, list[i].Value, depth)
		if err != nil {
			return nil, err
		}
		list[i].Value = v
	}
	return slices.DeleteFunc(list, func(a item.Attribute) bool { return a.Value == "" }), nil
}

func compareName(a item.Attribute, name string) int { return strings.Compare(a.Name, name) }

// list changes elements in place, closes the gaps of those removed, and appends those that are set beyond
// the end: positions are always those of the old list.
func (c change) list(b *branch, old item.Value, depth int) (item.Value, error) {
	list := slices.Collect(old.Elements())
	size := len(list)
	for _, child := range b.below {
		i := child.step.index
		if i >= size {
			i = len(list)
			list = append(list, "")
		}
		v, err := c.value(child, list[i], depth+1)
		if err != nil {
			return "", err
		}
		list[i] = v
	}
	return item.List(slices.DeleteFunc(list, func(v item.Value) bool { return v == "" })), nil
}

func attributes(m item.Value) []item.Attribute {
	var list []item.Attribute
	for name, v := range m.Fields() {
		list = append(list, item.Attribute{Name: name, Value: v})
	}
	return list
}
