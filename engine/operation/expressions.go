package operation

import (
	"cmp"
	"strings"

	"ringside/engine/expression"
	"ringside/engine/item"
	"ringside/parser"
)

// names are ExpressionAttributeNames.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ExpressionAttributeNames.html
type names struct {
	byKey    map[string]string
	wrong    text // the first key that is no placeholder
	fault    *item.Fault
	faultKey string // of the first name that no attribute has
	bytes    int
	given    bool
}

func (n *names) read(r *item.Reader) error {
	n.given, n.byKey = true, make(map[string]string)
	return r.Map("String", func(key string) error {
		name, err := r.String()
		if err != nil {
			return err
		}
		noteWrong(&n.wrong, key, '#')
		if fault := item.CheckName(name); fault != nil && n.fault == nil {
			n.fault, n.faultKey = fault, key
		}
		n.byKey[key] = name
		n.bytes += len(key) + len(name)
		return nil
	})
}

// values are ExpressionAttributeValues.
type values struct {
	byKey    map[string]item.Value
	wrong    text // the first key that is no placeholder
	fault    *item.Fault
	faultKey string // of the first value that cannot be stored
	bytes    int    // at least what they measure
	given    bool
}

func (v *values) read(r *item.Reader) error {
	v.given, v.byKey = true, make(map[string]item.Value)
	return r.Map("AttributeValue", func(key string) error {
		value, fault, err := r.Value()
		if err != nil {
			return err
		}
		noteWrong(&v.wrong, key, ':')
		if fault != nil && v.fault == nil {
			v.fault, v.faultKey = fault, key
		}
		v.byKey[key] = value
		v.bytes += len(key) + len(value) // the text of a value is longer than what it measures
		return nil
	})
}

// size is what the values measure, their keys included.
func (v *values) size() int {
	size := 0
	for key, value := range v.byKey {
		size += len(key) + value.Size()
	}
	return size
}

// Lengths of a placeholder and of all that a request puts in the place of placeholders, in bytes.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters
const (
	maxPlaceholder  = 255
	maxSubstitution = 2 << 20
)

// noteWrong remembers the first key that is too long, or not a sign and word characters behind it.
func noteWrong(wrong *text, key string, sign byte) {
	isPlaceholder := 1 < len(key) && len(key) <= maxPlaceholder && key[0] == sign &&
		!strings.ContainsFunc(key[1:], func(c rune) bool { return !isWordCharacter(c) })
	if !isPlaceholder && !wrong.given {
		*wrong = text{key, true}
	}
}

// used checks that names and values come with an expression that can hold them; suffix
// is what the operation adds to the message about values.
func (in *itemInput) used(suffix string, expressions ...text) error {
	for _, e := range expressions {
		if e.given {
			return nil
		}
	}
	switch {
	case in.names.given:
		return malformed(messageNamesAlone)
	case in.values.given:
		return reworded(malformed(messageValuesAlone+suffix), messageValuesAlone+cmp.Or(suffix, nullCondition))
	}
	return nil
}

// scope checks the names and values themselves and returns what the request's
// expressions may refer to.
func (in *itemInput) scope() (*expression.Scope, error) {
	if in.values.fault == nil {
		return in.scopeUnless(nil)
	}
	return in.scopeUnless(reworded(unstorable(in.values.fault), in.values.olderFault().(*Error).Message))
}

// olderScope is scope for the operations that word faults of values the older way.
func (in *itemInput) olderScope() (*expression.Scope, error) {
	return in.scopeUnless(in.values.olderFault())
}

func (v *values) olderFault() error {
	switch {
	case v.fault == nil:
		return nil
	case v.fault.Kind == item.FaultNull, v.fault.Kind == item.FaultNesting:
		return invalid(v.fault.Older())
	}
	return invalid("ExpressionAttributeValues contains invalid value: " + v.fault.Older() + " for key " + v.faultKey)
}

func (in *itemInput) scopeUnless(badValue error) (*expression.Scope, error) {
	switch n, v := &in.names, &in.values; {
	case n.given && len(n.byKey) == 0:
		return nil, malformed(messageNamesEmpty)
	case n.wrong.given:
		return nil, invalidPlaceholder("ExpressionAttributeNames", n.wrong.value)
	case n.fault != nil:
		return nil, invalidName(n.fault, n.faultKey)
	case v.given && len(v.byKey) == 0:
		return nil, malformed(messageValuesEmpty)
	case v.wrong.given:
		return nil, invalidPlaceholder("ExpressionAttributeValues", v.wrong.value)
	case badValue != nil:
		return nil, badValue
	case n.bytes+v.bytes > maxSubstitution && n.bytes+v.size() > maxSubstitution:
		return nil, malformed(messageSubstitution)
	}
	return &expression.Scope{Names: in.names.byKey, Values: in.values.byKey}, nil
}

// condition compiles a condition or a filter; one that is absent is nil, which holds
// for every item.
func (d *Door) condition(kind expression.Kind, t text, s *expression.Scope) (*expression.Condition, error) {
	tree, err := parsed(d, kind, t, parser.ParseCondition)
	if tree == nil {
		return nil, err
	}
	c, err := expression.CompileCondition(kind, tree, s)
	return c, faulty(err)
}

// keyClauses compiles a key condition as far as that is possible without the key.
func (d *Door) keyClauses(t text, s *expression.Scope) (expression.KeyClauses, error) {
	tree, err := parsed(d, expression.KeyConditionExpression, t, parser.ParseCondition)
	if tree == nil {
		return nil, err
	}
	c, err := expression.CompileKeyClauses(tree, s)
	return c, faulty(err)
}

// projection compiles a projection; one that is absent is nil.
func (d *Door) projection(t text, s *expression.Scope) (*expression.Projection, error) {
	tree, err := parsed(d, expression.ProjectionExpression, t, parser.ParseProjection)
	if tree == nil {
		return nil, err
	}
	p, err := expression.CompileProjection(tree, s)
	return p, faulty(err)
}

// update compiles an update; one that is absent is nil.
func (d *Door) update(t text, s *expression.Scope) (*expression.Update, error) {
	tree, err := parsed(d, expression.UpdateExpression, t, parser.ParseUpdate)
	if tree == nil {
		return nil, err
	}
	u, err := expression.CompileUpdate(tree, s)
	return u, faulty(err)
}

// parsed returns the tree of an expression, out of the cache if it was seen lately, and
// nil when the expression is absent or wrong.
func parsed[Tree any](d *Door, kind expression.Kind, t text, parse func(string) (*Tree, error)) (*Tree, error) {
	if !t.given {
		return nil, nil
	}
	if err := kind.CheckText(t.value); err != nil {
		return nil, faulty(err)
	}
	tree, err := remembered(d, kind.String(), t.value, parse)
	if err == nil {
		return tree, nil
	}
	d.plan.syntax(kind.String(), err)
	if e, ok := err.(*parser.Error); ok {
		err = kind.SyntaxError(e)
	}
	return nil, faulty(err)
}

// remembered parses text or finds its tree in the cache. The cache keeps a copy of the
// text: the tree's strings are parts of it, and the request's body need not stay alive.
func remembered[Tree any](d *Door, member, text string, parse func(string) (*Tree, error)) (*Tree, error) {
	if tree, ok := d.trees.get(cacheKey{member, text}).(*Tree); ok {
		return tree, nil
	}
	text = strings.Clone(text)
	tree, err := parse(text)
	if err != nil {
		return nil, err
	}
	d.trees.put(cacheKey{member, text}, tree)
	return tree, nil
}

// faulty is a request whose expression was refused, or nil.
func faulty(err error) error {
	if err == nil {
		return nil
	}
	refused := &Error{Type: validation, Message: err.Error(), malformed: true}
	if e, ok := err.(*expression.Error); ok {
		refused.Older, refused.mend = e.Older, e.Mend
	}
	return refused
}
