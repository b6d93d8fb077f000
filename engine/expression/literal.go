package expression

import (
	"strconv"

	"ringside/engine/item"
	"ringside/parser"
)

// Constant is the value of an operand that does not depend on an item: a ":v", a ? parameter or a literal.
// It is "" for any other operand.
func Constant(o *parser.Operand, s *Scope) (item.Value, error) {
	switch {
	case o.Group != nil:
		return Constant(o.Group, s)
	case o.Value != "":
		return s.value(o.Value)
	case o.Parameter > 0:
		return s.Parameter(o.Parameter)
	case o.Literal != nil:
		return CompileLiteral(o.Literal, s)
	}
	return "", nil
}

// CompileLiteral is the value of a PartiQL constant. A parameter may stand for the whole constant, not for
// a part of it. Errors are *Error and say where inside the constant the fault is.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.data-types.html
func CompileLiteral(l *parser.Literal, s *Scope) (item.Value, error) {
	if l.Parameter > 0 {
		return s.Parameter(l.Parameter)
	}
	return literal(l, root, 0)
}

// CompileItem is the item of an INSERT: a map whose values may be parameters.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.insert.html
func CompileItem(l *parser.Literal, s *Scope) (item.Item, error) {
	if !l.IsMap {
		return "", unsupportedType(l, root)
	}
	attributes, err := entries(l, root, func(l *parser.Literal, under string) (item.Value, error) {
		if l.Parameter > 0 {
			return s.Parameter(l.Parameter)
		}
		return literal(l, under, 0)
	})
	if err != nil {
		return "", err
	}
	return item.New(attributes), nil
}

// root is what messages call a constant; its parts are root.name and root[0].
const root = "root"

// literal is the value of a constant that stands under a path, inside depth lists and maps.
func literal(l *parser.Literal, under string, depth int) (item.Value, error) {
	switch {
	case l.Text != nil:
		return item.String(string(*l.Text)), nil
	case l.Number != "":
		return number(string(l.Number), under)
	case l.Bool != nil:
		return item.Bool(bool(*l.Bool)), nil
	case l.Null:
		return item.Null, nil
	case l.IsBag:
		return set(l.Bag, under)
	case l.IsList || l.IsMap:
		return collection(l, under, depth+1)
	}
	return "", unsupportedType(l, under)
}

func number(text, under string) (item.Value, error) {
	n, bad := item.ParseNumber(text)
	if bad != nil {
		return "", &Error{Message: bad.Error() + " under " + under}
	}
	return item.FromNumber(n), nil
}

func collection(l *parser.Literal, under string, depth int) (item.Value, error) {
	inner := func(l *parser.Literal, under string) (item.Value, error) { return literal(l, under, depth) }
	switch {
	case depth > item.MaxDepth:
		return "", &Error{Message: errNesting.Message + " under " + under}
	case l.IsMap:
		return mapOf(entries(l, under, inner))
	}
	elements := make([]item.Value, len(l.List))
	for i, e := range l.List {
		v, err := inner(e, under+"["+strconv.Itoa(i)+"]")
		if err != nil {
			return "", err
		}
		elements[i] = v
	}
	return item.List(elements), nil
}

func mapOf(fields []item.Attribute, err error) (item.Value, error) {
	if err != nil {
		return "", err
	}
	return item.Map(fields), nil
}

// entries compiles the values of a map. Of entries with one name the last counts.
func entries(l *parser.Literal, under string, compile func(l *parser.Literal, under string) (item.Value, error)) ([]item.Attribute, error) {
	var list []item.Attribute
	for _, e := range l.Map {
		name := string(e.Name)
		if name == "" {
			return nil, errEmptyName
		}
		v, err := compile(e.Value, under+"."+name)
		if err != nil {
			return nil, err
		}
		list = put(list, name, v)
	}
	return list, nil
}

// set compiles a bag: strings or numbers, at least one, all different.
func set(bag []*parser.Literal, under string) (item.Value, error) {
	if len(bag) == 0 {
		return "", errEmptyBag
	}
	typ, members, written := item.SS, make([]item.Value, len(bag)), make([]string, len(bag))
	if bag[0].Number != "" {
		typ = item.NS
	}
	for i, e := range bag {
		v, err := setMember(e, typ, under+"["+strconv.Itoa(i)+"]")
		if err != nil {
			return "", err
		}
		members[i], written[i] = v, string(e.Number)
		if typ == item.SS {
			written[i] = string(*e.Text)
		}
	}
	v := item.Set(typ, members)
	if v.Len() < len(members) {
		return "", duplicates(typ, written, under)
	}
	return v, nil
}

func setMember(l *parser.Literal, set item.Type, under string) (item.Value, error) {
	if l.Parameter > 0 || l.Function != nil || l.Path != nil {
		return "", unsupportedType(l, under)
	}
	if (set == item.NS) != (l.Number != "") || (set == item.SS) != (l.Text != nil) {
		return "", errBagType
	}
	return literal(l, under, 0)
}
