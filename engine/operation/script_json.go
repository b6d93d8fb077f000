package operation

import (
	"slices"

	"ringside/parser"
)

// A meaning is what a value of a body stands for. It decides whether plain JSON there is meant as an
// attribute value, which then is marshalled:
//
//	{"PK": "a", "n": 3}  ─▶  {"PK": {"S": "a"}, "n": {"N": "3"}}
//
// Where plain JSON looks like DynamoDB's own form it is taken for that: {"S": "a"} is the text a, and no map.
type meaning byte

const (
	anything  meaning = iota // with a meaning by its name
	value                    // an attribute value
	valueMap                 // an Item, a Key
	valueList                // Parameters
	mapList                  // Keys
	legacyMap                // Expected: conditions with values by attribute
	legacy                   // one of those
	byTable                  // its members' names are tables
)

// meaningOf tells what a member of a body stands for.
func meaningOf(name string) meaning {
	switch name {
	case "Item", "Key", "ExpressionAttributeValues", "ExclusiveStartKey":
		return valueMap
	case "Keys":
		return mapList
	case "Parameters":
		return valueList
	case "Expected", "KeyConditions", "QueryFilter", "ScanFilter", "AttributeUpdates":
		return legacyMap
	case "RequestItems":
		return byTable
	}
	return anything
}

// within tells what a member of a value with a meaning stands for.
func (m meaning) within(name string) meaning {
	switch m {
	case anything:
		return meaningOf(name)
	case valueMap, valueList:
		return value
	case mapList:
		return valueMap
	case legacyMap:
		return legacy
	case legacy:
		switch name {
		case "Value":
			return value
		case "AttributeValueList":
			return valueList
		}
	}
	return anything
}

// A bodyWriter writes a body as strict JSON, and keeps where its values end.
type bodyWriter struct {
	*writer
	ends []valueEnd
}

// A valueEnd is where a value ends in a body, and the value as it is written in the script.
type valueEnd struct {
	at int
	of *parser.JSON
}

func (w *bodyWriter) json(j *parser.JSON, m meaning) {
	if m == value {
		w.attributeValue(j)
	} else {
		w.plain(j, m)
	}
	w.ends = append(w.ends, valueEnd{len(w.buffer), j})
}

// plain writes a value that is not marshalled.
func (w *bodyWriter) plain(j *parser.JSON, m meaning) {
	switch j.Kind {
	case '{':
		w.object(j, m)
	case '[':
		w.open('[')
		for _, element := range j.Members {
			w.json(element, m.element())
		}
		w.close(']')
	case '"':
		w.text(j.Text)
	default:
		w.raw(j.Text)
	}
}

func (w *bodyWriter) object(j *parser.JSON, m meaning) {
	w.open('{')
	for _, member := range j.Members {
		w.name(member.Name)
		w.json(member, m.within(member.Name))
	}
	w.close('}')
}

// element tells what an element of a list with a meaning stands for.
func (m meaning) element() meaning {
	if m == valueList || m == mapList {
		return m.within("")
	}
	return anything
}

// attributeValue writes an attribute value in DynamoDB's form.
func (w *bodyWriter) attributeValue(j *parser.JSON) {
	if isTyped(j) {
		w.typed(j.Members[0])
		return
	}
	w.open('{')
	switch j.Kind {
	case '{':
		w.name("M")
		w.plain(j, valueMap)
	case '[':
		w.name("L")
		w.plain(j, valueList)
	case '"':
		w.name("S").text(j.Text)
	case '0':
		w.name("N").text(j.Text)
	default:
		if j.Text == "null" {
			w.name("NULL").boolean(true)
		} else {
			w.name("BOOL").raw(j.Text)
		}
	}
	w.close('}')
}

// typed writes a value that has its type already; in a list or a map there may be plain ones.
func (w *bodyWriter) typed(j *parser.JSON) {
	m := anything
	switch j.Name {
	case "M":
		m = valueMap
	case "L":
		m = valueList
	}
	w.open('{')
	w.name(j.Name)
	w.json(j, m)
	w.close('}')
}

// isTyped says whether a value has DynamoDB's form: one member, of which the name is a type and the
// value of that type's kind; DynamoDB also takes some words in quotes for booleans. A number without its quotes is left
// for it to refuse.
func isTyped(j *parser.JSON) bool {
	if j.Kind != '{' || len(j.Members) != 1 {
		return false
	}
	m := j.Members[0]
	switch m.Name {
	case "S", "B":
		return m.Kind == '"'
	case "N":
		return m.Kind == '"' || m.Kind == '0'
	case "BOOL", "NULL":
		return m.Kind == '"' || m.Kind == 'a' && m.Text != "null"
	case "L":
		return m.Kind == '['
	case "M":
		return m.Kind == '{'
	case "SS", "NS", "BS":
		return m.Kind == '[' && !slices.ContainsFunc(m.Members, func(e *parser.JSON) bool { return e.Kind != '"' && (e.Kind != '0' || m.Name != "NS") })
	}
	return false
}
