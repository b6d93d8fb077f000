package operation

import (
	"slices"

	"ringside/engine"
	"ringside/engine/expression"
	"ringside/engine/item"
)

// maxKeyName is how long the name of a key attribute may be, in characters.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
const maxKeyName = 255

// keyAttributes returns the one or two attributes of a table's primary key.
func keyAttributes(s engine.Schema) []engine.KeyAttribute {
	if s.HasSort() {
		return []engine.KeyAttribute{s.Partition, s.Sort}
	}
	return []engine.KeyAttribute{s.Partition}
}

// keyValues are the values of the attributes of a primary key: partition key, sort key.
type keyValues [2]item.Value

func keyValuesOf(s engine.Schema, it item.Item) keyValues {
	values := keyValues{it.Get(s.Partition.Name)}
	if s.HasSort() {
		values[1] = it.Get(s.Sort.Name)
	}
	return values
}

// newItemKey returns the key under which a whole item would be stored. It checks that
// the item holds the key's attributes.
func newItemKey(s engine.Schema, it item.Item) (item.Key, error) {
	return encoded(s, it, newItemValues)
}

// givenKey returns the key that a Key names. It checks that the Key is exactly the
// key's attributes.
func givenKey(s engine.Schema, key item.Item) (item.Key, error) {
	return encoded(s, key, givenValues)
}

// A keyReader takes the values of a key from an item, if they fit the schema.
type keyReader func(s engine.Schema, it item.Item) (keyValues, error)

func encoded(s engine.Schema, it item.Item, read keyReader) (item.Key, error) {
	values, err := read(s, it)
	if err != nil {
		return "", err
	}
	return storableKey(s, values)
}

// newItemValues reads the key of a whole item.
func newItemValues(s engine.Schema, it item.Item) (keyValues, error) {
	values := keyValuesOf(s, it)
	for i, k := range keyAttributes(s) {
		switch v := values[i]; {
		case v == "":
			return values, missingKey(k.Name)
		case v.Type() != k.Type:
			return values, keyMismatch(k, v.Type())
		}
	}
	return values, nil
}

// givenValues reads a Key, which has the key's attributes and no other.
func givenValues(s engine.Schema, key item.Item) (keyValues, error) {
	if key.Len() != len(keyAttributes(s)) {
		return keyValues{}, invalid(messageKeySchema)
	}
	return schemaValues(s, key)
}

// schemaValues reads the key of an item, whatever else the item holds; it says no more
// than that the key is wrong.
func schemaValues(s engine.Schema, it item.Item) (keyValues, error) {
	values := keyValuesOf(s, it)
	return values, values.fit(s)
}

// fit says no more than that a key is not of the schema.
func (values *keyValues) fit(s engine.Schema) error {
	for i, k := range keyAttributes(s) {
		if values[i].Type() != k.Type {
			return invalid(messageKeySchema)
		}
	}
	return nil
}

// storableKey encodes a key whose attributes are there and of the right types, if they
// are neither empty nor too long.
func storableKey(s engine.Schema, values keyValues) (item.Key, error) {
	for i, k := range keyAttributes(s) {
		if err := storableKeyValue(k, values[i], i == 1); err != nil {
			return "", err
		}
	}
	return item.EncodeKey(values[0], values[1]), nil
}

func storableKeyValue(k engine.KeyAttribute, v item.Value, isSort bool) error {
	if k.Type == item.N {
		return nil
	}
	switch size := v.Size(); { // of S and B: their bytes
	case size == 0:
		return emptyKey(k)
	case isSort && size > engine.MaxSortKey:
		return invalid(messageRangeKeySize)
	case !isSort && size > engine.MaxPartitionKey:
		return invalid(messageHashKeySize)
	}
	return nil
}

// storable checks that a condition compares the key with values that it could have.
func (o order) storable(c expression.IndexCondition) error {
	for i, v := range c.Partition {
		if err := storableKeyValue(o.partition()[i], v, false); err != nil {
			return err
		}
	}
	sort := o.sort()
	for i, v := range c.Equal {
		if err := storableKeyValue(sort[i], v, true); err != nil {
			return err
		}
	}
	if c.Sort == nil {
		return nil
	}
	last := sort[len(c.Equal)]
	if err := storableKeyValue(last, c.Sort.Low, true); err != nil || c.Sort.High == "" {
		return err
	}
	return storableKeyValue(last, c.Sort.High, true)
}

// scalarKeys checks that no expression looks for something inside a key, of the table or of
// an index: nested are the attributes that the expressions of a request look into.
func scalarKeys(t *engine.Table, nested ...[]string) error {
	if name := isNested(nested, keyAttributes(t.Key)); name != "" {
		return nestedKey("Key", name)
	}
	for _, x := range t.Indexes {
		if name := isNested(nested, slices.Concat(x.Partition, x.Sort)); name != "" {
			return nestedKey("IndexKey", name)
		}
	}
	return nil
}

// isNested returns the first of the attributes that is looked into, "" when none is.
func isNested(nested [][]string, attributes []engine.KeyAttribute) string {
	for _, k := range attributes {
		for _, names := range nested {
			if slices.Contains(names, k.Name) {
				return k.Name
			}
		}
	}
	return ""
}
