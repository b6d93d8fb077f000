package operation

import (
	"slices"
	"strconv"
	"strings"

	"ringside/engine"
	"ringside/engine/item"
)

// An indexInput is what a request says of an index: one of a new table, or one that is created,
// updated or deleted.
type indexInput struct {
	name       text
	keys       keyInput
	projection projectionInput
	demand
}

// projectionInput is a Projection.
type projectionInput struct {
	kind      text
	nonKey    []text
	hasNonKey bool
	given     bool
}

func (in *indexInput) read(shape string, r *item.Reader) error {
	return r.Structure(shape, func(name string) error {
		switch name {
		case "IndexName":
			err := in.name.read(r)
			in.index = in.name.value
			return err
		case "KeySchema":
			return in.keys.read(r)
		case "Projection":
			return in.projection.read(r)
		}
		return in.demand.member(name, r)
	})
}

func (in *projectionInput) read(r *item.Reader) error {
	in.given = true
	return r.Structure("Projection", func(name string) error {
		switch name {
		case "ProjectionType":
			return in.kind.read(r)
		case "NonKeyAttributes":
			in.hasNonKey = true
			return readTexts(r, &in.nonKey)
		}
		return r.Skip()
	})
}

// named checks the name of an index.
func (in *indexInput) named(v *violations, path string) {
	path += "indexName"
	if !in.name.given {
		v.missing(path)
		return
	}
	tableName{in.name}.newName(v, path)
}

// modelled checks a new index whose key has at most most attributes; 0 is no bound.
func (in *indexInput) modelled(v *violations, path string, most int) {
	in.named(v, path)
	in.keys.modelled(v, path+"keySchema", most)
	if in.projection.given {
		in.projection.modelled(v, path+"projection.")
	} else {
		v.missing(path + "projection")
	}
	in.provisioned.modelled(v, path+"provisionedThroughput")
}

func (in *projectionInput) modelled(v *violations, path string) {
	const most = 20
	v.enum(in.kind, path+"projectionType", enumProjection)
	path += "nonKeyAttributes"
	switch {
	case in.hasNonKey && len(in.nonKey) == 0:
		v.add("[]", path, longer(1))
	case len(in.nonKey) > most:
		v.add(list(in.names()), path, shorter(most))
	}
	for i, name := range in.nonKey {
		v.length(name, path+"."+strconv.Itoa(i+1)+".member", maxKeyName)
	}
}

func (in *projectionInput) names() []string {
	names := make([]string, len(in.nonKey))
	for i, n := range in.nonKey {
		names[i] = strings.Clone(n.value)
	}
	return names
}

// fits checks that a projection names attributes exactly when it includes some, and none twice.
func (in *projectionInput) fits() error {
	switch includes := in.kind.value == "INCLUDE"; {
	case !in.kind.given:
		return invalid(badParameters + "Unknown ProjectionType: null")
	case includes && !in.hasNonKey:
		return invalid(badParameters + "ProjectionType is INCLUDE, but NonKeyAttributes is not specified")
	case !includes && in.hasNonKey:
		return invalid(badParameters + "ProjectionType is " + in.kind.value + ", but NonKeyAttributes is specified")
	}
	for i, name := range in.nonKey {
		for _, before := range in.nonKey[:i] {
			if name.value == before.value {
				return invalid(badParameters + "Duplicate element in NonKeyAttributes: " + name.value)
			}
		}
	}
	return nil
}

// defined checks that the attributes of the index's key have types.
func (in *indexInput) defined(definitions *attributeDefinitions, kindOf func(string) item.Type) error {
	for _, name := range in.keys.names() {
		if kindOf(name) == 0 {
			return invalid(badParameters + "Some index key attributes are not defined in AttributeDefinitions. Keys: " +
				list(in.keys.names()) + ", AttributeDefinitions: " + list(definitions.names()))
		}
	}
	return nil
}

// local checks the key of a local index against that of its table, which has a sort key.
func (in *indexInput) local(table *keyInput) error {
	if err := in.keys.ordered(); err != nil {
		return err
	}
	hash, tableHash := in.keys.elements[0].name.value, table.elements[0].name.value
	switch {
	case len(in.keys.elements) == 1:
		return invalid(badParameters + "Index KeySchema does not have a range key for index: " + in.index)
	case hash != tableHash:
		return invalid(badParameters + "Index KeySchema does not have the same leading hash key as table KeySchema for index: " +
			in.index + ". index hash key: " + hash + ", table hash key: " + tableHash)
	}
	return nil
}

var projections = map[string]engine.Projection{
	"ALL": engine.ProjectAll, "KEYS_ONLY": engine.ProjectKeys, "INCLUDE": engine.ProjectInclude,
}

// definition is what the engine is told of a new index.
func (in *indexInput) definition(local bool, kindOf func(string) item.Type) engine.NewIndex {
	d := engine.NewIndex{Throughput: in.throughput()}
	d.Name, d.Local = strings.Clone(in.index), local
	d.Partition, d.Sort = in.keys.attributes(kindOf)
	d.Projection = projections[in.projection.kind.value]
	if in.projection.hasNonKey {
		d.NonKey = in.projection.names()
		slices.Sort(d.NonKey)
	}
	return d
}
