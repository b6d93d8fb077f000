package scenario

import (
	"strconv"
	"strings"

	"ringside/engine/item"
)

// answer is a JSON text that the front door gave, read one member at a time.
type answer string

// member is a member of an object.
type member struct {
	name  string
	value answer
}

// field returns the member of an object, "" when it has none of that name.
func (a answer) field(name string) answer {
	for _, m := range a.fields() {
		if m.name == name {
			return m.value
		}
	}
	return ""
}

// fields returns the members of an object, in the order they are written.
func (a answer) fields() (fields []member) {
	if !strings.HasPrefix(strings.TrimSpace(string(a)), "{") {
		return nil
	}
	for _, element := range a.elements() {
		name, value := cutName(string(element), true)
		name = strings.TrimSuffix(name, ": ")
		fields = append(fields, member{answer(name).text(), answer(strings.TrimSpace(value))})
	}
	return fields
}

// elements returns the elements of an array, or of an object with their names.
func (a answer) elements() (elements []answer) {
	text := strings.TrimSpace(string(a))
	if len(text) <= len("[]") {
		return nil
	}
	for _, member := range membersOf(text) {
		elements = append(elements, answer(strings.TrimSpace(member)))
	}
	return elements
}

// text returns what a string says; of anything else, the JSON.
func (a answer) text() string {
	if s, err := item.NewReader(string(a)).String(); err == nil {
		return s
	}
	return string(a)
}

// number returns a whole number, 0 for what is none or is left out.
func (a answer) number() int64 {
	n, _ := strconv.ParseInt(string(a), 10, 64)
	return n
}

// keyText returns the value of a key attribute as a person would write it.
func (a answer) keyText() string {
	value, fault, err := item.NewReader(string(a)).Value()
	if fault != nil || err != nil {
		return string(a)
	}
	return value.Text()
}

// first returns the first element of an array, "" when it is empty.
func (a answer) first() answer {
	if elements := a.elements(); len(elements) > 0 {
		return elements[0]
	}
	return ""
}
