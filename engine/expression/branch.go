package expression

import (
	"cmp"
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
// Invariant: the branches below one branch are all names or all indexes, in their order; a branch where
// a path ends has none below. Paths are disjoint to make this true.
type branch struct {
	step  step
	end   int // which of the paths ends here, counted from 1; 0 when branches go on
	first int // the first of the paths that come by here
	below []*branch
}

// join joins paths. It fails if two of them lead to one value, or treat one value as a map and as a list. Of several
// such pairs it tells the one that is complete first; of overlaps and conflicts, overlaps.
func join(paths []path) (*branch, error) {
	trunk := &branch{}
	var conflicting error
	for i, p := range paths {
		b := trunk
		for _, s := range p {
			if b.end > 0 {
				return nil, overlap(paths[b.end-1], p)
			}
			if conflicting == nil && len(b.below) > 0 && b.below[0].step.isIndex != s.isIndex {
				conflicting = conflict(paths[b.first-1], p)
			}
			b = b.grow(s, i+1)
		}
		if b.first != i+1 {
			return nil, overlap(paths[b.first-1], p)
		}
		b.end = i + 1
	}
	return trunk, conflicting
}

// spread is join for attributes as a whole, whose names are known to differ: however many there are, it only has to sort
// them.
func spread(names []string) ([]path, *branch) {
	paths, trunk := make([]path, len(names)), &branch{below: make([]*branch, len(names))}
	for i, name := range names {
		paths[i] = path{{name: name}}
		trunk.below[i] = &branch{step: paths[i][0], end: i + 1, first: i + 1}
	}
	sort.Slice(trunk.below, func(i, j int) bool { return trunk.below[i].step.name < trunk.below[j].step.name })
	return paths, trunk
}

// grow is the branch for a step, grown for a path if there is none.
func (b *branch) grow(s step, path int) *branch {
	i, found := slices.BinarySearchFunc(b.below, s, func(c *branch, s step) int { return c.step.compare(s) })
	if !found {
		b.below = slices.Insert(b.below, i, &branch{step: s, first: path})
	}
	return b.below[i]
}

func (s step) compare(t step) int {
	if s.isIndex && t.isIndex {
		return cmp.Compare(s.index, t.index)
	}
	if s.isIndex != t.isIndex { // only on the way to a conflict
		return cmp.Compare(s.index*2+1, t.index*2)
	}
	return strings.Compare(s.name, t.name)
}

// pick keeps of an item what the paths lead to.
func (b *branch) pick(it item.Item) item.Item {
	kept := make([]item.Attribute, 0, len(b.below))
	for _, c := range b.below {
		if v := c.of(it.Get(c.step.name)); v != "" {
			kept = append(kept, item.Attribute{Name: c.step.name, Value: v})
		}
	}
	return item.New(kept)
}

// of keeps of a value what the paths lead to, "" when that is nothing. Elements of a list close ranks.
func (b *branch) of(v item.Value) item.Value {
	switch t := v.Type(); {
	case t == 0 || b.end > 0:
		return v
	case b.indexed() && t == item.L:
		return b.elements(v)
	case !b.indexed() && t == item.M:
		return b.fields(v)
	}
	return ""
}

// indexed tells whether the branches below are indexes.
func (b *branch) indexed() bool { return b.below[0].step.isIndex }

func (b *branch) elements(list item.Value) item.Value {
	var kept []item.Value
	wanted, i := b.below, 0
	for e := range list.Elements() {
		if i == wanted[0].step.index {
			if v := wanted[0].of(e); v != "" {
				kept = append(kept, v)
			}
			if wanted = wanted[1:]; len(wanted) == 0 {
				break
			}
		}
		i++
	}
	if kept == nil {
		return ""
	}
	return item.List(kept)
}

func (b *branch) fields(m item.Value) item.Value {
	var kept []item.Attribute
	wanted := b.below
	for name, f := range m.Fields() {
		for len(wanted) > 0 && wanted[0].step.name < name {
			wanted = wanted[1:]
		}
		if len(wanted) == 0 {
			break
		}
		if wanted[0].step.name == name {
			if v := wanted[0].of(f); v != "" {
				kept = append(kept, item.Attribute{Name: name, Value: v})
			}
		}
	}
	if kept == nil {
		return ""
	}
	return item.Map(kept)
}

// names and positions are the steps of the branches below.
func (b *branch) names() []string {
	names := make([]string, len(b.below))
	for i, c := range b.below {
		names[i] = c.step.name
	}
	return names
}

func (b *branch) positions() []int {
	positions := make([]int, len(b.below))
	for i, c := range b.below {
		positions[i] = c.step.index
	}
	return positions
}

// A change puts new values where paths end: values[i] at the end of path i+1, "" to remove what is there.
type change struct{ values []item.Value }

// item changes an item.
func (c change) item(trunk *branch, old item.Item) (item.Item, error) {
	return old.WithFields(trunk.names(), c.below(trunk, 0))
}

// below changes what the branches below a branch lead to, so many steps inside an attribute.
func (c change) below(b *branch, depth int) item.Change {
	return func(i int, old item.Value) (item.Value, int, error) { return c.value(b.below[i], old, depth) }
}

// value is what becomes of a value a number of steps inside an attribute, and by how much that is larger; old is ""
// when there is none. The parents of a path's end must exist and be of the right type: they are never made.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html#Expressions.UpdateExpressions.SET.AddingNestedMapAttributes
func (c change) value(b *branch, old item.Value, depth int) (next item.Value, grown int, err error) {
	switch t := old.Type(); {
	case b.end > 0:
		next, err = c.end(c.values[b.end-1], depth)
		return next, next.Size() - old.Size(), err
	case b.indexed() && t == item.L:
		return old.WithElements(b.positions(), c.below(b, depth+1))
	case !b.indexed() && t == item.M:
		return old.WithFields(b.names(), c.below(b, depth+1))
	}
	return "", 0, errInvalidPath
}

func (c change) end(v item.Value, depth int) (item.Value, error) {
	if depth > 0 && v != "" && depth+v.Depth() > item.MaxDepth {
		return "", errNesting
	}
	return v, nil
}
