package expression

import (
	"bytes"
	"strings"

	"ringside/engine/item"
)

// A function is what is known about one before its operands are.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html#Expressions.OperatorsAndFunctions.Functions
type function struct {
	operands int
	family   family
	places   place // where it may stand
}

// A family is the kinds of expression that a function belongs to.
type family uint8

const (
	ofConditions family = 1 << iota // WHERE is one
	ofUpdates
	ofSets // PartiQL's SET
)

func (k Kind) family() family {
	switch k {
	case UpdateExpression:
		return ofUpdates
	case Set:
		return ofSets
	}
	return ofConditions
}

// A place is where in an expression an operand or function stands; a function's places are a set of them.
type place uint8

const (
	atCondition  place = 1 << iota // alone, as something that holds or does not
	atComparison                   // beside a comparator, BETWEEN or IN
	atArgument                     // of a function
	atAppended                     // as an argument of list_append
	atAssigned                     // on the right of a SET
)

// functionNamed is what is known about a function. Of an unknown one that is nothing: it belongs to no family.
func functionNamed(name string) function {
	switch name {
	case "attribute_exists", "attribute_not_exists":
		return function{1, ofConditions, atCondition}
	case "attribute_type", "begins_with", "contains":
		return function{2, ofConditions, atCondition}
	case "size":
		return function{1, ofConditions, atComparison | atArgument}
	case "if_not_exists":
		return function{2, ofUpdates, atAssigned | atArgument | atAppended}
	case "list_append":
		return function{2, ofUpdates | ofSets, atAssigned | atArgument}
	case "set_add", "set_delete":
		return function{2, ofSets, atAssigned}
	}
	return function{}
}

// allowed reports whether the function may stand in a place. PartiQL compares truths, too.
func (f function) allowed(kind Kind, at place) bool {
	if kind == Where && at == atComparison {
		return true
	}
	return f.family&kind.family() != 0 && f.places&at != 0
}

func argumentOf(function string) place {
	if function == "list_append" {
		return atAppended
	}
	return atArgument
}

// arity checks the number of a known function's operands.
func arity(name string, given int) error {
	if functionNamed(name).operands != given {
		return operandCount(name, given)
	}
	return nil
}

// exists is attribute_exists and attribute_not_exists, and PartiQL's IS MISSING.
type exists struct {
	operand operand
	not     bool
}

func (t *exists) holds(v view) bool { return (t.operand.of(v) == "") == t.not }

// typed is attribute_type, and PartiQL's IS NULL.
type typed struct {
	operand operand
	want    item.Type
}

func (t *typed) holds(v view) bool { return t.operand.of(v).Type() == t.want }

// newTyped compiles attribute_type, whose second operand must be known and spell a type.
func newTyped(kind Kind, args []operand) (test, error) {
	name, known := args[1].(constant)
	switch {
	case !known:
		return nil, operandType("attribute_type", typeOperand)
	case name.typ() != item.S:
		return nil, operandType("attribute_type", name.typ().String())
	}
	text := item.Value(name).Text()
	switch want := item.ParseType(text); {
	case want != 0:
		return &typed{args[0], want}, nil
	case kind == Where:
		return nil, unknownType(text, partiQLTypes)
	}
	return nil, unknownType(text, typeNames)
}

// beginning is begins_with: of strings and binary values, false for everything else.
type beginning struct{ whole, prefix operand }

func newBeginning(args []operand) (test, error) {
	if err := distinct("begins_with", args[0], args[1]); err != nil {
		return nil, err
	}
	for _, o := range args {
		if t := o.typ(); t != 0 && t != item.S && t != item.B {
			return nil, operandType("begins_with", t.String())
		}
	}
	return &beginning{args[0], args[1]}, nil
}

func (t *beginning) holds(v view) bool {
	whole, prefix := t.whole.of(v), t.prefix.of(v)
	switch bothOfType(whole, prefix) {
	case item.S:
		return strings.HasPrefix(whole.Text(), prefix.Text())
	case item.B:
		return bytes.HasPrefix(v.bytes(whole), v.bytes(prefix))
	}
	return false
}

// containing is contains: a part of a string or binary value, or a member of a set or list.
type containing struct{ whole, part operand }

func newContaining(args []operand) (test, error) {
	return &containing{args[0], args[1]}, distinct("contains", args[0], args[1])
}

func (t *containing) holds(v view) bool {
	whole, part := t.whole.of(v), t.part.of(v)
	switch bothOfType(whole, part) {
	case item.S:
		return strings.Contains(whole.Text(), part.Text())
	case item.B:
		return bytes.Contains(v.bytes(whole), v.bytes(part))
	}
	return v.has(whole, part)
}
