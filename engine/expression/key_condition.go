package expression

import (
	"ringside/engine/item"
	"ringside/parser"
)

// KeyCondition selects a run of items: one partition key, and perhaps a range of sort keys.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html
type KeyCondition struct {
	Partition item.Value
	Sort      *SortCondition // nil: the whole item collection
}

// SortCondition restricts the sort key. Op is one of = < <= > >= BETWEEN begins_with; only BETWEEN has a High.
type SortCondition struct {
	Op        string
	Low, High item.Value
}

// KeyClauses is a key condition expression before it is known what the key is: each clause compares one
// attribute with constants. DynamoDB reports the faults of the expression before it looks for the table.
type KeyClauses []keyClause

type keyClause struct {
	name string
	SortCondition
}

// CompileKeyClauses compiles a key condition expression. Clauses are judged in the order of the text. Errors are *Error.
func CompileKeyClauses(tree *parser.Or, s *Scope) (KeyClauses, error) {
	if err := checkCondition(KeyConditionExpression, tree); err != nil {
		return nil, KeyConditionExpression.explain(err)
	}
	c := keyCompiler{compiler: compiler{kind: KeyConditionExpression, scope: s}}
	if err := c.or(tree); err != nil {
		return nil, KeyConditionExpression.explain(err)
	}
	return c.clauses, nil
}

type keyCompiler struct {
	compiler
	clauses KeyClauses
}

func (c *keyCompiler) or(tree *parser.Or) error {
	if len(tree.Terms) > 1 {
		return keyOperator("OR")
	}
	for _, not := range tree.Terms[0].Terms {
		if err := c.not(not); err != nil {
			return err
		}
	}
	return nil
}

func (c *keyCompiler) not(tree *parser.Not) error {
	switch {
	case tree.Not != nil:
		return keyOperator("NOT")
	case tree.Predicate.Group != nil:
		return c.or(tree.Predicate.Group)
	}
	t, err := c.predicate(tree.Predicate)
	if err != nil {
		return err
	}
	clause, err := newKeyClause(t)
	if err != nil {
		return err
	}
	for _, other := range c.clauses {
		if other.name == clause.name {
			return errKeyTwice
		}
	}
	c.clauses = append(c.clauses, clause)
	return nil
}

// newKeyClause takes a test apart that can be answered by a seek in the tree.
func newKeyClause(t test) (keyClause, error) {
	switch t := t.(type) {
	case *comparison:
		return comparisonClause(t)
	case *between:
		return keyFirst("BETWEEN", t.operand, t.low, t.high)
	case *beginning:
		return keyFirst("begins_with", t.whole, t.prefix)
	}
	return keyClause{}, keyOperator(operatorOf(t))
}

// operatorOf is what messages call a test that no key condition may use.
func operatorOf(t test) string {
	switch t := t.(type) {
	case *in:
		return "IN"
	case *containing:
		return "contains"
	case *typed:
		return "attribute_type"
	case *exists:
		if t.not {
			return "attribute_not_exists"
		}
	}
	return "attribute_exists"
}

// Mirrored is the comparator that says the same with its operands exchanged.
func Mirrored(op string) string {
	switch op {
	case "<":
		return ">"
	case "<=":
		return ">="
	case ">":
		return "<"
	case ">=":
		return "<="
	}
	return op
}

func comparisonClause(c *comparison) (keyClause, error) {
	if c.op == "<>" {
		return keyClause{}, keyOperator(c.op)
	}
	if _, first := c.left.(constant); first {
		return newClause(Mirrored(c.op), c.right, c.left)
	}
	return newClause(c.op, c.left, c.right)
}

// keyFirst is for the operators whose first operand must be the key attribute.
func keyFirst(op string, key operand, values ...operand) (keyClause, error) {
	if _, ok := key.(constant); ok {
		return keyClause{}, keyNotFirst(op)
	}
	return newClause(op, key, values...)
}

func newClause(op string, key operand, values ...operand) (keyClause, error) {
	p, err := keyPath(key)
	if err != nil {
		return keyClause{}, err
	}
	clause := keyClause{name: p[0].name, SortCondition: SortCondition{Op: op}}
	for i, o := range values {
		switch v, ok := o.(constant); {
		case !ok:
			return keyClause{}, notConstant(o)
		case i == 0:
			clause.Low = item.Value(v)
		default:
			clause.High = item.Value(v)
		}
	}
	return clause, nil
}

func keyPath(o operand) (path, error) {
	p, ok := o.(path)
	switch {
	case ok && len(p) > 1:
		return nil, errNestedAttribute
	case ok:
		return p, nil
	}
	if _, nested := o.(*length); nested {
		return nil, errNestedOperation
	}
	return nil, errNoKey
}

func notConstant(o operand) error {
	if p, ok := o.(path); ok && len(p) == 1 {
		return errManyNames
	}
	if _, ok := o.(path); ok {
		return errNestedAttribute
	}
	return errNestedOperation
}

// KeyAttribute is a part of the key of an index: its name and its type.
type KeyAttribute struct {
	Name string
	Type item.Type
}

// IndexCondition selects a run of an index's entries: all values of its partition key, the first of its sort key's
// values, and perhaps a range of the next one.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.DesignPattern.MultiAttributeKeys.html
type IndexCondition struct {
	Partition []item.Value
	Equal     []item.Value   // of the sort key, before the one that Sort is about
	Sort      *SortCondition // nil: all that Equal leaves
}

// For matches the clauses with a key of up to four attributes each: = on all of the partition key, and on the sort
// key from left to right without a gap, of which the last may be anything. Errors are *Error.
func (cs KeyClauses) For(partition, sort []KeyAttribute) (c IndexCondition, err error) {
	if n := len(partition) + len(sort); len(cs) > n {
		return c, tooManyKeyConditions(len(cs), n)
	}
	for _, k := range partition {
		clause := cs.on(k.Name)
		switch {
		case clause == nil:
			return c, missedKey(k.Name)
		case clause.Op != "=":
			return c, errKeyNotSupported
		case !clause.fits(k.Type):
			return c, errKeyType
		}
		c.Partition = append(c.Partition, clause.Low)
	}
	return c, c.addSort(cs, sort, len(cs)-len(partition))
}

// addSort takes so many clauses on the sort key.
func (c *IndexCondition) addSort(cs KeyClauses, sort []KeyAttribute, left int) error {
	for i, k := range sort {
		clause := cs.on(k.Name)
		switch {
		case left == 0:
			return nil
		case clause == nil:
			return cs.gap(sort, i)
		case !clause.fits(k.Type):
			return errKeyType
		case left > 1 && clause.Op != "=":
			return cs.gap(sort, i)
		case left > 1:
			c.Equal = append(c.Equal, clause.Low)
		default:
			c.Sort = &clause.SortCondition
		}
		left--
	}
	return nil
}

// gap is a sort key whose attribute i should be given by = and is not: later ones are, or something else is.
func (cs KeyClauses) gap(sort []KeyAttribute, i int) error {
	for _, later := range sort[i+1:] {
		if cs.on(later.Name) != nil {
			return needsEquality(sort[i].Name, later.Name)
		}
	}
	return missedKey(sort[i].Name)
}

func (cs KeyClauses) on(name string) *keyClause {
	for i := range cs {
		if cs[i].name == name {
			return &cs[i]
		}
	}
	return nil
}

// fits reports whether the constants have the key's type. Numbers have no beginning.
func (c *keyClause) fits(key item.Type) bool {
	return c.Low.Type() == key && (c.High == "" || c.High.Type() == key) && (c.Op != "begins_with" || key != item.N)
}
