package expression

import (
	"ringside/engine/item"
	"ringside/parser"
)

// Projection says which parts of an item a read returns. It is immutable. A nil Projection keeps all.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ProjectionExpressions.html
type Projection struct {
	paths   []path
	trunk   *branch
	columns []string // what each path is called in the result; nil when it keeps its place
}

// CompileProjection compiles a projection expression. A nil tree gives a nil Projection. Errors are *Error.
func CompileProjection(tree *parser.Projection, s *Scope) (*Projection, error) {
	if tree == nil {
		return nil, nil
	}
	p, err := projected(tree, s)
	if err != nil {
		return nil, ProjectionExpression.explain(err)
	}
	return p, nil
}

func projected(tree *parser.Projection, s *Scope) (*Projection, error) {
	c := &check{kind: ProjectionExpression}
	for _, p := range tree.Paths {
		c.path(p)
	}
	if err := c.first(rankReserved, rankIndex); err != nil {
		return nil, err
	}
	paths, err := each(tree.Paths, s.path)
	if err != nil {
		return nil, err
	}
	trunk, err := join(paths)
	return &Projection{paths: paths, trunk: trunk}, err
}

// CompileAttributes compiles the legacy parameter AttributesToGet: attributes as a whole, whose names stand for
// themselves. No names give a nil Projection. Errors are *Error.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.AttributesToGet.html
func CompileAttributes(names []string) (*Projection, error) {
	if len(names) == 0 {
		return nil, nil
	}
	listed := make(map[string]bool, len(names))
	for _, name := range names {
		if listed[name] {
			return nil, nameTwice(name)
		}
		listed[name] = true
	}
	paths, trunk := spread(names)
	return &Projection{paths: paths, trunk: trunk}, nil
}

// CheckColumns refuses columns of a PartiQL SELECT that no table could have: indexes out of range.
func CheckColumns(columns []*parser.Column) error {
	c := &check{kind: Where}
	for _, column := range columns {
		if column.Operand.Path != nil {
			c.path(column.Operand.Path)
		}
	}
	return Where.explain(c.first(rankIndex))
}

// CompileColumns compiles the columns of a PartiQL SELECT, of which * has none: that gives a nil Projection.
// A column is a path, and its value is called by the last name on the path and the indexes after it: m.sub is
// sub, m.k[0] is k[0].
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.select.html
func CompileColumns(columns []*parser.Column, s *Scope) (*Projection, error) {
	if len(columns) == 0 {
		return nil, nil
	}
	p := &Projection{}
	for _, column := range columns {
		if f := column.Operand.Function; f != nil {
			return nil, calledColumn(f)
		}
		if column.Operand.Path == nil {
			return nil, pathComponent(column.Operand.Pos, 1)
		}
		steps, err := s.path(column.Operand.Path)
		if err != nil {
			return nil, Where.explain(err)
		}
		p.paths, p.columns = append(p.paths, steps), append(p.columns, columnName(steps))
	}
	return p, nil
}

func columnName(p path) string {
	name := ""
	for _, s := range p {
		if s.isIndex {
			name += s.String()
		} else {
			name = s.name
		}
	}
	return name
}

// Of cuts an item down. Of an item that does not exist nothing is kept; of one that does, what is left may
// be an item without attributes.
func (p *Projection) Of(it item.Item) item.Item {
	switch {
	case p == nil || it == "":
		return it
	case p.columns == nil:
		return p.trunk.pick(it)
	}
	var row []item.Attribute
	for i, steps := range p.paths {
		if v := steps.of(view{item: it}); v != "" {
			row = put(row, p.columns[i], v)
		}
	}
	return item.New(row)
}

// put adds an attribute, in the place of one with the same name.
func put(list []item.Attribute, name string, v item.Value) []item.Attribute {
	for i := range list {
		if list[i].Name == name {
			list[i].Value = v
			return list
		}
	}
	return append(list, item.Attribute{Name: name, Value: v})
}

// TopLevel names the attributes that the projection reads, in the order of the text.
func (p *Projection) TopLevel() []string {
	if p == nil {
		return nil
	}
	return topLevel(p.paths)
}

// Nested names the attributes inside which the projection reads. No key attribute may be among them.
func (p *Projection) Nested() []string {
	if p == nil {
		return nil
	}
	return nested(p.paths)
}
