package expression

import (
	"strings"

	"ringside/parser"
)

// A check looks a whole tree over before it is compiled. DynamoDB reports the gravest fault of a tree, not
// the leftmost, so the check keeps the first fault of every rank and the caller asks for ranks in order.
type check struct {
	kind      Kind
	scope     *Scope
	found     [ranks]fault
	operators int
}

// A rank is a sort of fault that is looked for in the whole tree at once.
type rank int

const (
	rankOperators rank = iota
	rankParentheses
	rankUnknown
	rankMisused
	rankReserved
	rankIndex
	rankSection
	rankName
	rankValue
	ranks
)

// statementRanks are those of PartiQL.
var statementRanks = []rank{rankUnknown, rankMisused, rankIndex}

// maxOperators is how many operators and functions an expression may use.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters
const maxOperators = 300

func (c *check) report(r rank, f fault) {
	if c.found[r] == "" {
		c.found[r] = f
	}
}

func (c *check) count(n int) {
	if c.operators += n; c.operators > maxOperators {
		c.report(rankOperators, tooManyOperators)
	}
}

// first is the fault that counts, when ranks are reported in the order given.
func (c *check) first(order ...rank) error {
	for _, r := range order {
		if c.found[r] != "" {
			return c.found[r]
		}
	}
	return nil
}

// checkCondition reports what is wrong with the form of a condition. PartiQL knows neither redundant
// parentheses nor reserved words.
func checkCondition(kind Kind, tree *parser.Or) error {
	c := &check{kind: kind}
	c.or(tree)
	if kind == Where {
		return c.first(statementRanks...)
	}
	return c.first(rankOperators, rankParentheses, rankUnknown, rankMisused, rankReserved, rankIndex)
}

func (c *check) or(tree *parser.Or) {
	c.count(len(tree.Terms) - 1)
	for _, and := range tree.Terms {
		c.count(len(and.Terms) - 1)
		for _, not := range and.Terms {
			c.not(not)
		}
	}
}

func (c *check) not(tree *parser.Not) {
	for ; tree.Not != nil; tree = tree.Not {
		c.count(1)
	}
	c.predicate(tree.Predicate)
}

func (c *check) predicate(tree *parser.Predicate) {
	switch {
	case tree.Group != nil:
		if inner := only(tree.Group); inner != nil && inner.Group != nil && inner.Test == nil {
			c.report(rankParentheses, redundantParentheses)
		}
		c.or(tree.Group)
	case tree.Test != nil:
		c.operand(tree.Operand, atComparison)
	default:
		c.operand(tree.Operand, atCondition)
	}
	if tree.Test != nil {
		c.test(tree.Test)
	}
}

// only is the predicate that a group consists of, nil when it has several or starts with NOT.
func only(group *parser.Or) *parser.Predicate {
	if len(group.Terms) == 1 && len(group.Terms[0].Terms) == 1 {
		return group.Terms[0].Terms[0].Predicate
	}
	return nil
}

func (c *check) test(tree *parser.Test) {
	c.count(1)
	for _, o := range [...]*parser.Operand{tree.Right, tree.Low, tree.High} {
		c.operand(o, atComparison)
	}
	if tree.High != nil {
		c.count(1) // BETWEEN counts twice, for its AND
	}
	for _, o := range tree.In {
		c.operand(o, atComparison)
	}
}

// operand checks an operand that stands in a given place; nil is none.
func (c *check) operand(tree *parser.Operand, at place) {
	switch {
	case tree == nil:
	case tree.Group != nil:
		if tree.Group.Group != nil {
			c.report(rankParentheses, redundantParentheses)
		}
		c.operand(tree.Group, at)
	case tree.Function != nil:
		c.function(tree.Function, at)
	case tree.Path != nil:
		c.path(tree.Path)
	case tree.Value != "":
		c.value(tree.Value)
	}
}

func (c *check) function(tree *parser.Function, at place) {
	c.count(1)
	def := functionNamed(tree.Name)
	belongs := def.family&c.kind.family() != 0
	switch {
	case !belongs && c.kind.partiql():
		c.report(rankUnknown, unrecognizedFunction(tree))
	case !belongs && def.family&^ofSets == 0:
		c.report(rankUnknown, unknownFunction(tree.Name))
	case !def.allowed(c.kind, at):
		c.report(rankMisused, misusedFunction(tree.Name))
	}
	for _, arg := range tree.Args {
		c.operand(arg, argumentOf(tree.Name))
	}
}

func (c *check) path(tree *parser.Path) {
	for _, part := range tree.Parts {
		switch {
		case part.IsIndex && part.Index < 0:
			c.report(rankIndex, c.outOfRange(part))
		case part.IsIndex || part.Quoted:
		case strings.HasPrefix(part.Name, "#"):
			c.name(part.Name)
		case part.Reserved && !c.kind.partiql():
			c.report(rankReserved, reservedWord(part.Name))
		}
	}
}

func (c *check) outOfRange(part parser.Part) fault {
	if !c.kind.partiql() {
		return outOfRange(part.Name)
	}
	digits, pos := strings.TrimPrefix(part.Name, "-"), part.Pos
	pos.Column += len(part.Name) - len(digits) // DynamoDB points behind the sign
	return outOfRange(part.Name) + fault(" at "+position(pos, len(digits)))
}

// name and value look placeholders up for updates, which report undefined ones before anything else about
// the operands. Conditions report them one condition at a time, when they are compiled.
func (c *check) name(placeholder string) {
	if c.scope == nil {
		return
	}
	if _, ok := c.scope.Names[placeholder]; !ok {
		c.report(rankName, undefinedName(placeholder))
	}
}

func (c *check) value(placeholder string) {
	if c.scope == nil {
		return
	}
	if _, ok := c.scope.Values[placeholder]; !ok {
		c.report(rankValue, undefinedValue(placeholder))
	}
}
