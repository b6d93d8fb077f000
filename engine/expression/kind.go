package expression

import (
	"strconv"

	"ringside/parser"
)

// Kind is the place an expression stands in. It decides what is allowed and how faults are introduced.
type Kind uint8

// The five expression parameters, and the WHERE and the SET and REMOVE of a PartiQL statement.
const (
	ConditionExpression Kind = iota + 1
	FilterExpression
	KeyConditionExpression
	ProjectionExpression
	UpdateExpression
	Where
	Set
)

var kindNames = [...]string{"", "ConditionExpression", "FilterExpression", "KeyConditionExpression",
	"ProjectionExpression", "UpdateExpression", "Where", "Set"}

// String is the name of the request member that holds the expression.
func (k Kind) String() string { return kindNames[k] }

// partiql says whether the expression is a part of a statement.
func (k Kind) partiql() bool { return k >= Where }

// explain turns a fault into an Error that names the expression. PartiQL's faults stand alone.
func (k Kind) explain(err error) error {
	switch f := err.(type) {
	case fault:
		return &Error{Message: k.introduction() + string(f)}
	case newerFault:
		return &Error{Message: k.introduction() + string(f.text), Older: k.introduction() + string(f.older)}
	}
	return err
}

func (k Kind) introduction() string {
	if k.partiql() {
		return ""
	}
	return "Invalid " + k.String() + ": "
}

// maxText is how long an expression may be, in bytes before names and values are put in.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters
const maxText = 4096

// CheckText refuses an expression that is empty or too long to be parsed.
func (k Kind) CheckText(text string) error {
	switch {
	case text == "":
		return k.explain(emptyExpression)
	case len(text) <= maxText:
		return nil
	case k == UpdateExpression:
		return k.explain(oversizeExpression)
	}
	return k.explain(oversizeExpression + fault(" expression size: "+strconv.Itoa(len(text))))
}

// SyntaxError is how DynamoDB reports text that package parser could not read.
func (k Kind) SyntaxError(err *parser.Error) error {
	return k.explain(`Syntax error; token: "` + fault(err.Token) + `", near: "` + fault(err.Near) + `"`)
}
