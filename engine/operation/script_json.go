package operation

import (
	"slices"
	"strings"

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

// json writes a value as strict JSON.
func (w *writer) json(j *parser.JSON, m meaning) {
	if m == value {
		w.attributeValue(j)
		return
	}
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

func (w *writer) object(j *parser.JSON, m meaning) {
	w.open('{')
	for _, member := range j.Members {
		w.name(member.Name).json(member, m.within(member.Name))
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
func (w *writer) attributeValue(j *parser.JSON) {
	if isTyped(j) {
		w.typed(j.Members[0])
		return
	}
	w.open('{')
	switch j.Kind {
	case '{':
		w.name("M").object(j, valueMap)
	case '[':
		w.name("L").json(j, valueList)
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
func (w *writer) typed(j *parser.JSON) {
	m := anything
	switch j.Name {
	case "M":
		m = valueMap
	case "L":
		m = valueList
	}
	w.open('{')
	w.name(j.Name).json(j, m)
	w.close('}')
}

// isTyped says whether a value has DynamoDB's form: one member, of which the name is a type and the
// value of that type's kind. A number without its quotes is left for DynamoDB to refuse.
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
		return m.Kind == 'a' && m.Text != "null"
	case "L":
		return m.Kind == '['
	case "M":
		return m.Kind == '{'
	case "SS", "NS", "BS":
		return m.Kind == '[' && !slices.ContainsFunc(m.Members, func(e *parser.JSON) bool { return e.Kind != '"' && (e.Kind != '0' || m.Name != "NS") })
	}
	return false
}

// nearest returns the one of some names that is most like a word, "" when none is much like it.
func nearest(word string, names []string) (best string) {
	most := max(2, len(word)/3) + 1
	for _, name := range names {
		if n := distance(strings.ToLower(word), strings.ToLower(name)); n < most {
			best, most = name, n
		}
	}
	return best
}

// distance counts the letters to insert, take away or change to make one word of another.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			next := min(row[j], row[j+1]) + 1
			if a[i] == b[j] {
				next = before
			} else {
				next = min(next, before+1)
			}
			before, row[j+1] = row[j+1], next
		}
	}
	return row[len(b)]
}
