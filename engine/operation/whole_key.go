package operation

import (
	"slices"

	"ringside/engine"
	"ringside/engine/item"
	"ringside/parser"
)

// wholeKey is the primary key that a WHERE gives: each of its attributes is equal to one
// value, and no OR leads past that.
func (p planner) wholeKey(where *parser.Or) (item.Key, error) {
	values, err := p.keyValues(where)
	if err != nil {
		return "", err
	}
	for i, k := range keyAttributes(p.key) {
		switch v := values[i]; {
		case v == "":
			return "", p.lacksKey(where, values)
		case v.Type() != k.Type:
			return "", invalid(messageKeyType + k.Name)
		}
	}
	return storableKey(p.key, values)
}

// lacksKey is a WHERE that does not give the whole key. Where an OR keeps it from that, nothing is missing.
func (p planner) lacksKey(where *parser.Or, values keyValues) error {
	e := &Error{Type: validation, Message: messageNoWholeKey}
	if where != nil && len(alternatives(where)) > 1 {
		return e
	}
	var names, missing []string
	for i, k := range keyAttributes(p.key) {
		names = append(names, k.Name)
		if values[i] == "" {
			missing = append(missing, k.Name)
		}
	}
	verb := " is"
	if len(missing) > 1 {
		verb = " are"
	}
	e.mend = "A statement writes one item: WHERE has to give " + enumerated(names) + " by =; " +
		enumerated(missing) + verb + " missing here."
	if where != nil && slices.ContainsFunc(alternatives(where)[0], func(n *parser.Not) bool { return comparedName(n.Predicate) != nil }) {
		e.mend += " Strings stand between single quotes."
	}
	return e
}

// keyValues are the values that a WHERE gives the key's attributes by =.
func (p planner) keyValues(where *parser.Or) (values keyValues, err error) {
	if where == nil {
		return values, nil
	}
	all := alternatives(where)
	if len(all) > 1 {
		return values, nil
	}
	for _, n := range all[0] {
		if n.Not != nil {
			continue
		}
		test, err := p.keyTest(n.Predicate)
		if err != nil {
			return values, err
		}
		if err := values.add(p.key, test); err != nil {
			return values, err
		}
	}
	return values, nil
}

// add takes the value of a test for a key attribute by =; a second value must be the same.
func (values *keyValues) add(s engine.Schema, t keyTest) error {
	for i, k := range keyAttributes(s) {
		switch {
		case t.attribute != k.Name || t.op != "=":
		case values[i] != "" && values[i] != t.values[0]:
			return keyGivenTwice(k.Name)
		default:
			values[i] = t.values[0]
		}
	}
	return nil
}

// isOne reports whether a WHERE gives each of the key's attributes one value by =, and says more than
// that.
func (p planner) isOne(where *parser.Or) bool {
	values, err := p.keyValues(where)
	if err != nil || slices.Contains(values[:len(keyAttributes(p.key))], "") {
		return false
	}
	return len(p.beside(where)) > 0
}

// beside returns what a WHERE that gives the whole key says besides.
func (p planner) beside(where *parser.Or) []*parser.Not {
	return slices.DeleteFunc(slices.Clone(alternatives(where)[0]), p.givesKey)
}

// givesKey reports whether a predicate does nothing but give a key attribute its value.
func (p planner) givesKey(n *parser.Not) bool {
	if n.Not != nil {
		return false
	}
	test, _ := p.keyTest(n.Predicate) // keyValues has looked at it
	return test.op == "=" && slices.ContainsFunc(keyAttributes(p.key), func(k engine.KeyAttribute) bool { return k.Name == test.attribute })
}
