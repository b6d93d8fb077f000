package operation

import (
	"slices"
	"strconv"
	"strings"

	"ringside/engine"
	"ringside/engine/item"
)

// attributeDefinitions are the names and types of the attributes that keys are made of.
type attributeDefinitions struct {
	all   []attributeDefinition
	given bool
}

type attributeDefinition struct{ name, kind text }

func (in *attributeDefinitions) read(r *item.Reader) error {
	in.given, in.all = true, nil
	return r.Array(func(int) error {
		var a attributeDefinition
		err := readPair(r, "AttributeDefinition", "AttributeName", &a.name, "AttributeType", &a.kind)
		in.all = append(in.all, a)
		return err
	})
}

func (in *attributeDefinitions) modelled(v *violations) {
	for i, a := range in.all {
		path := "attributeDefinitions." + strconv.Itoa(i+1) + ".member."
		v.required(a.kind, path+"attributeType")
		v.enum(a.kind, path+"attributeType", enumAttributeType)
		v.required(a.name, path+"attributeName")
		v.length(a.name, path+"attributeName", maxKeyName)
	}
}

// distinct checks that no attribute is defined twice.
func (in *attributeDefinitions) distinct() error {
	for i, a := range in.all {
		for _, before := range in.all[:i] {
			if a.name.value == before.name.value {
				return invalid("Attribute Name is duplicated: " + a.name.value)
			}
		}
	}
	return nil
}

func (in *attributeDefinitions) names() (names []string) {
	for _, a := range in.all {
		names = append(names, a.name.value)
	}
	return names
}

// kindOf returns the type that an attribute was defined with, or 0.
func (in *attributeDefinitions) kindOf(name string) item.Type {
	for _, a := range in.all {
		if a.name.value == name {
			return keyTypes[a.kind.value]
		}
	}
	return 0
}

// keyTypes are the types that a key attribute may have.
var keyTypes = map[string]item.Type{"S": item.S, "N": item.N, "B": item.B}

// A keyInput is a KeySchema: the attributes of a key in their order.
type keyInput struct {
	elements []keyElement
	given    bool
}

// A keyElement is one attribute of a key and its role, HASH or RANGE.
type keyElement struct{ name, role text }

func (in *keyInput) read(r *item.Reader) error {
	in.given, in.elements = true, nil
	return r.Array(func(int) error {
		var k keyElement
		err := readPair(r, "KeySchemaElement", "AttributeName", &k.name, "KeyType", &k.role)
		in.elements = append(in.elements, k)
		return err
	})
}

// readPair reads a structure of two strings.
func readPair(r *item.Reader, shape, oneName string, one *text, twoName string, two *text) error {
	return r.Structure(shape, func(name string) error {
		switch name {
		case oneName:
			return one.read(r)
		case twoName:
			return two.read(r)
		}
		return r.Skip()
	})
}

// modelled checks a KeySchema of at most most elements; 0 is no bound.
func (in *keyInput) modelled(v *violations, path string, most int) {
	switch {
	case !in.given:
		v.missing(path)
	case len(in.elements) == 0:
		v.add("[]", path, longer(1))
	case most > 0 && len(in.elements) > most:
		v.add(in.dump(), path, shorter(most))
	}
	for i, k := range in.elements {
		path := path + "." + strconv.Itoa(i+1) + ".member."
		v.required(k.name, path+"attributeName")
		v.length(k.name, path+"attributeName", maxKeyName)
		v.required(k.role, path+"keyType")
		v.enum(k.role, path+"keyType", enumKeyType)
	}
}

// dump prints a KeySchema as the service's messages do.
func (in *keyInput) dump() string {
	elements := make([]string, len(in.elements))
	for i, k := range in.elements {
		elements[i] = "KeySchemaElement(attributeName=" + k.name.value + ", keyType=" + k.role.value + ")"
	}
	return list(elements)
}

func (in *keyInput) names() (names []string) {
	for _, k := range in.elements {
		names = append(names, k.name.value)
	}
	return names
}

// ordered checks the roles of a key of one or two attributes.
func (in *keyInput) ordered() error {
	k := in.elements
	switch {
	case k[0].role.value != "HASH":
		return invalid(messageFirstKey)
	case len(k) == 2 && k[0].name.value == k[1].name.value:
		return invalid(messageSameKey)
	case len(k) == 2 && k[1].role.value != "RANGE":
		return invalid(messageSecondKey)
	}
	return nil
}

// orderedOfMany checks the roles of the key of a global index.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.DesignPattern.MultiAttributeKeys.html
func (in *keyInput) orderedOfMany() error {
	const most = 4
	if in.elements[0].role.value != "HASH" {
		return invalid(messageFirstKey)
	}
	names := in.names()
	slices.Sort(names)
	if len(slices.Compact(names)) < len(in.elements) {
		return invalid(messageSameKeys)
	}
	hashes := 0
	for i, k := range in.elements {
		if k.role.value != "HASH" {
			continue
		}
		if hashes++; hashes <= i {
			return invalid(badParameters + "All HASH key attributes must precede RANGE key attributes in the KeySchema")
		}
	}
	switch {
	case hashes > most:
		return invalid(messageTooManyKeys + "HASH key attributes")
	case len(in.elements)-hashes > most:
		return invalid(messageTooManyKeys + "RANGE key attributes")
	}
	return nil
}

// attributes are the engine's words for the key: the attributes of its partition key, and of its
// sort key. The names are copies, since a table lives longer than the request's body.
func (in *keyInput) attributes(kindOf func(string) item.Type) (partition, sort []engine.KeyAttribute) {
	for _, k := range in.elements {
		a := engine.KeyAttribute{Name: strings.Clone(k.name.value), Type: kindOf(k.name.value)}
		if k.role.value == "HASH" {
			partition = append(partition, a)
		} else {
			sort = append(sort, a)
		}
	}
	return partition, sort
}
