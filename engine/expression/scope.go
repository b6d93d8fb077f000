package expression

import (
	"slices"
	"strings"

	"ringside/engine/item"
	"ringside/parser"
)

// Scope is what the expressions of one request may refer to. It remembers what they did refer to, so all
// expressions of a request share one Scope.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ExpressionAttributeNames.html
type Scope struct {
	Names      map[string]string     // by placeholder: "#n" stands for an attribute name
	Values     map[string]item.Value // by placeholder: ":v" stands for a value
	Parameters []item.Value          // the values of PartiQL's ?, in order

	usedNames, usedValues []string // as often as they were used
}

// name is the attribute name that one part of a path stands for.
func (s *Scope) name(part parser.Part) (string, error) {
	if part.Quoted || !strings.HasPrefix(part.Name, "#") {
		return part.Name, nil
	}
	name, ok := s.Names[part.Name]
	if !ok {
		return "", undefinedName(part.Name)
	}
	s.usedNames = append(s.usedNames, part.Name)
	return name, nil
}

// value is what a ":v" stands for.
func (s *Scope) value(placeholder string) (item.Value, error) {
	v, ok := s.Values[placeholder]
	if !ok {
		return "", undefinedValue(placeholder)
	}
	s.usedValues = append(s.usedValues, placeholder)
	return v, nil
}

// defines checks that there is everything that an operand refers to; nil is none.
func (s *Scope) defines(o *parser.Operand) (err error) {
	switch {
	case o == nil:
	case o.Group != nil:
		return s.defines(o.Group)
	case o.Path != nil:
		_, err = s.path(o.Path)
	case o.Value != "":
		_, err = s.value(o.Value)
	case o.Function != nil:
		for i := 0; i < len(o.Function.Args) && err == nil; i++ {
			err = s.defines(o.Function.Args[i])
		}
	default:
		_, err = Constant(o, s)
	}
	return err
}

// Parameter is the value of the n-th ? of a statement, counted from 1.
func (s *Scope) Parameter(n int) (item.Value, error) {
	if n < 1 || n > len(s.Parameters) {
		return "", errParameterCount
	}
	return s.Parameters[n-1], nil
}

// Unused reports names and values that no compiled expression referred to, names first. DynamoDB asks that
// every one is used somewhere, even if only in a branch that is never evaluated.
func (s *Scope) Unused() error {
	if keys := unusedKeys(s.Names, s.usedNames); keys != "" {
		return unused("ExpressionAttributeNames", keys)
	}
	if keys := unusedKeys(s.Values, s.usedValues); keys != "" {
		return unused("ExpressionAttributeValues", keys)
	}
	return nil
}

func unusedKeys[V any](given map[string]V, used []string) string {
	if len(given) == 0 {
		return ""
	}
	slices.Sort(used)
	var keys []string
	for key := range given {
		if _, found := slices.BinarySearch(used, key); !found {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return strings.Join(keys, ", ")
}
