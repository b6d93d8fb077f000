package operation

import (
	"strconv"
	"strings"

	"ringside/engine/item"
)

// The parameters that DynamoDB had before it had expressions. They compile to what
// expressions compile to, so that there is one evaluator:
//
//	Expected, QueryFilter, ScanFilter  expression.Criterion        → Condition
//	KeyConditions                      expression.Criterion        → KeyClauses
//	AttributeUpdates                   expression.AttributeUpdate  → Update
//	AttributesToGet                    names                       → Projection
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.html

// clauses are a legacy parameter that is a map: what it says of each attribute, in the
// order of the request.
type clauses struct {
	parameter string // "Expected"
	shape     string // of its values, "ExpectedAttributeValue"
	list      []clause
	given     bool
}

// A clause is what a legacy parameter says of one attribute. Each of the three shapes
// has some of these members.
type clause struct {
	name     string
	value    item.Value // Value, when it is given and can be stored
	valued   bool
	values   []item.Value // AttributeValueList
	listed   bool
	exists   text // Exists, "true" or "false"
	operator text // ComparisonOperator
	action   text // Action
	fault    *item.Fault
}

// The shapes.
const (
	shapeCondition = "Condition"
	shapeExpected  = "ExpectedAttributeValue"
	shapeUpdate    = "AttributeValueUpdate"
)

// read reads the map. Of several clauses for one attribute the last counts.
func (cs *clauses) read(parameter, shape string, r *item.Reader) error {
	*cs = clauses{parameter: parameter, shape: shape, given: true}
	at := make(map[string]int)
	return r.Map(shape, func(name string) error {
		c := clause{name: name, fault: item.CheckName(name)}
		err := r.Structure(shape, func(member string) error { return c.member(shape, member, r) })
		i, again := at[name]
		if !again {
			i, at[name] = len(cs.list), len(cs.list)
			cs.list = append(cs.list, clause{})
		}
		cs.list[i] = c
		return err
	})
}

func (c *clause) member(shape, name string, r *item.Reader) (err error) {
	switch {
	case name == "Value" && shape != shapeCondition:
		c.valued = true
		c.value, err = c.readValue(r)
		return err
	case name == "AttributeValueList" && shape != shapeUpdate:
		c.values, c.listed = nil, true
		return r.Array(func(int) error {
			v, err := c.readValue(r)
			c.values = append(c.values, v)
			return err
		})
	case name == "Exists" && shape == shapeExpected:
		exists, err := r.Bool()
		c.exists = text{strconv.FormatBool(exists), err == nil}
		return err
	case name == "ComparisonOperator" && shape != shapeUpdate:
		return c.operator.read(r)
	case name == "Action" && shape == shapeUpdate:
		return c.action.read(r)
	}
	return r.Skip()
}

func (c *clause) readValue(r *item.Reader) (item.Value, error) {
	v, fault, err := r.Value()
	if c.fault == nil {
		c.fault = fault
	}
	return v, err
}

// modelled checks the operators and actions against the service model.
func (cs *clauses) modelled(v *violations) {
	for i := range cs.list {
		c := &cs.list[i]
		path := strings.ToLower(cs.parameter[:1]) + cs.parameter[1:] + "." + c.name + ".member."
		v.enum(c.action, path+"action", enumAction)
		v.enum(c.operator, path+"comparisonOperator", enumComparison)
		if cs.shape == shapeCondition {
			v.required(c.operator, path+"comparisonOperator")
		}
	}
}

// storable checks the names and values. Operations word what they find as refuse does:
// see unstorable.
func (cs *clauses) storable(refuse func(*item.Fault) error) error {
	for i := range cs.list {
		if err := refuse(cs.list[i].fault); err != nil {
			return err
		}
	}
	return nil
}

// A parameter is one that a request may hold or not.
type parameter struct {
	name  string
	given bool
}

// unmixed checks that a request does not use legacy parameters beside expressions. Each
// operation lists them in an order of its own.
func unmixed(legacy, expressions []parameter) error {
	l, e := namesGiven(legacy), namesGiven(expressions)
	if l == "" || e == "" {
		return nil
	}
	return malformed(messageMixed + "Non-expression parameters: {" + l + "} Expression parameters: {" + e + "}")
}

func namesGiven(parameters []parameter) string {
	names := ""
	for _, p := range parameters {
		switch {
		case !p.given:
		case names == "":
			names = p.name
		default:
			names += ", " + p.name
		}
	}
	return names
}
