package operation

import (
	"strconv"
	"strings"

	"ringside/engine"
	"ringside/engine/item"
)

type createTableInput struct {
	table       tableName
	definitions []attributeDefinition
	defined     bool // AttributeDefinitions were given
	keys        []keyElement
	keyed       bool // a KeySchema was given
	billing     text
	throughput  throughput
	protected   bool
	unsupported string
}

// An attributeDefinition is the name and type of an attribute that some key needs.
type attributeDefinition struct{ name, kind text }

// A keyElement is one attribute of a key and its role, HASH or RANGE.
type keyElement struct{ name, role text }

// throughput is a ProvisionedThroughput, in units a second.
type throughput struct {
	read, write number
	given       bool
}

func (in *createTableInput) member(name string, r *item.Reader) (err error) {
	switch name {
	case "TableName":
		return in.table.read(r)
	case "AttributeDefinitions":
		in.defined, in.definitions = true, nil
		return r.Array(func(int) error { return in.readDefinition(r) })
	case "KeySchema":
		in.keyed, in.keys = true, nil
		return r.Array(func(int) error { return in.readKey(r) })
	case "BillingMode":
		return in.billing.read(r)
	case "ProvisionedThroughput":
		in.throughput.given = true
		return r.Structure("ProvisionedThroughput", func(name string) error { return in.throughput.member(name, r) })
	case "DeletionProtectionEnabled":
		in.protected, err = r.Bool()
		return err
	case "LocalSecondaryIndexes", "GlobalSecondaryIndexes", "VectorIndexes", "StreamSpecification":
		in.unsupported = name
	}
	return r.Skip()
}

func (in *createTableInput) readDefinition(r *item.Reader) error {
	var a attributeDefinition
	err := readPair(r, "AttributeDefinition", "AttributeName", &a.name, "AttributeType", &a.kind)
	in.definitions = append(in.definitions, a)
	return err
}

func (in *createTableInput) readKey(r *item.Reader) error {
	var k keyElement
	err := readPair(r, "KeySchemaElement", "AttributeName", &k.name, "KeyType", &k.role)
	in.keys = append(in.keys, k)
	return err
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

func (t *throughput) member(name string, r *item.Reader) error {
	switch name {
	case "ReadCapacityUnits":
		return t.read.readLong(r)
	case "WriteCapacityUnits":
		return t.write.readLong(r)
	}
	return r.Skip()
}

// createTable adds a table. It answers CREATING; the table is ACTIVE some time later.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
func createTable(d *Door, in *createTableInput, w *writer) error {
	if err := firstOf(in.named, in.modelled, in.supported, in.billed, in.keysDefined, in.keysOrdered); err != nil {
		return err
	}
	if err := d.free(in.table.name()); err != nil {
		return err
	}
	t := d.db.CreateTable(in.definition())
	w.open('{')
	w.name("TableDescription")
	d.describe(t, whenCreated, w)
	w.close('}')
	return nil
}

func (in *createTableInput) named() error {
	if !in.table.given {
		return invalid(messageTableNameMissing)
	}
	var v violations
	in.table.newName(&v, "tableName")
	return v.err()
}

func (in *createTableInput) modelled() error {
	var v violations
	if !in.defined {
		v.missing("attributeDefinitions")
	}
	in.keysModelled(&v)
	for i, a := range in.definitions {
		path := "attributeDefinitions." + strconv.Itoa(i+1) + ".member."
		v.required(a.name, path+"attributeName")
		v.length(a.name, path+"attributeName", maxKeyName)
		v.required(a.kind, path+"attributeType")
		v.enum(a.kind, path+"attributeType", enumAttributeType)
	}
	v.enum(in.billing, "billingMode", enumBillingMode)
	if in.throughput.given {
		in.throughput.modelled(&v)
	}
	return v.err()
}

func (in *createTableInput) keysModelled(v *violations) {
	const most = 2
	switch {
	case !in.keyed:
		v.missing("keySchema")
	case len(in.keys) == 0:
		v.add("[]", "keySchema", longer(1))
	case len(in.keys) > most:
		v.add(dump(in.keys), "keySchema", shorter(most))
	}
	for i, k := range in.keys {
		path := "keySchema." + strconv.Itoa(i+1) + ".member."
		v.required(k.name, path+"attributeName")
		v.length(k.name, path+"attributeName", maxKeyName)
		v.required(k.role, path+"keyType")
		v.enum(k.role, path+"keyType", enumKeyType)
	}
}

// dump prints a KeySchema as the service's messages do.
func dump(keys []keyElement) string {
	elements := make([]string, len(keys))
	for i, k := range keys {
		elements[i] = "KeySchemaElement(attributeName=" + k.name.value + ", keyType=" + k.role.value + ")"
	}
	return list(elements)
}

func (t *throughput) modelled(v *violations) {
	for _, n := range []struct {
		number
		path string
	}{
		{t.write, "provisionedThroughput.writeCapacityUnits"},
		{t.read, "provisionedThroughput.readCapacityUnits"},
	} {
		if !n.given {
			v.missing(n.path)
		}
		v.between(n.number, n.path, 1, 0)
	}
}

func (in *createTableInput) supported() error {
	if in.unsupported != "" {
		return unsupported(in.unsupported)
	}
	return nil
}

// maxUnits is the largest throughput that is a number to DynamoDB at all.
const maxUnits = 1_000_000_000_000

// billed checks that there is a throughput exactly when the table is provisioned.
func (in *createTableInput) billed() error {
	switch {
	case in.onDemand() && in.throughput.given:
		return invalid(messageUnitsOnDemand)
	case !in.onDemand() && !in.throughput.given:
		return invalid(messageUnitsMissing)
	case in.throughput.read.value > maxUnits:
		return unitsOutOfBounds(in.throughput.read.value, "ReadCapacityUnits")
	case in.throughput.write.value > maxUnits:
		return unitsOutOfBounds(in.throughput.write.value, "WriteCapacityUnits")
	}
	return nil
}

func (in *createTableInput) onDemand() bool { return in.billing.value == "PAY_PER_REQUEST" }

// keysDefined checks that the attributes of the key are the attributes defined.
func (in *createTableInput) keysDefined() error {
	for _, k := range in.keys {
		if in.kindOf(k.name.value) != 0 {
			continue
		}
		if len(in.keys) == 1 && len(in.definitions) > 0 {
			return invalid(badParameters + "Some index key attributes are not defined in AttributeDefinitions. Keys: " +
				list(in.keyNames()) + ", AttributeDefinitions: " + list(in.definedNames()))
		}
		return invalid(messageKeyUndefined)
	}
	return nil
}

// keysOrdered checks the roles of the key's attributes, and that nothing else is
// defined.
func (in *createTableInput) keysOrdered() error {
	switch {
	case in.keys[0].role.value != "HASH":
		return invalid(messageFirstKey)
	case len(in.keys) == 2 && in.keys[0].name.value == in.keys[1].name.value:
		return invalid(messageSameKey)
	case len(in.keys) == 2 && in.keys[1].role.value != "RANGE":
		return invalid(messageSecondKey)
	case len(in.keys) < len(in.definitions):
		return invalid(badParameters + "Some AttributeDefinitions are not used. AttributeDefinitions: " +
			list(in.definedNames()) + ", keys used: " + list(in.keyNames()))
	}
	return nil
}

func (in *createTableInput) keyNames() (names []string) {
	for _, k := range in.keys {
		names = append(names, k.name.value)
	}
	return names
}

func (in *createTableInput) definedNames() (names []string) {
	for _, a := range in.definitions {
		names = append(names, a.name.value)
	}
	return names
}

// kindOf returns the type that an attribute was defined with, or 0.
func (in *createTableInput) kindOf(name string) item.Type {
	for _, a := range in.definitions {
		if a.name.value == name {
			return keyTypes[a.kind.value]
		}
	}
	return 0
}

// keyTypes are the types that a key attribute may have.
var keyTypes = map[string]item.Type{"S": item.S, "N": item.N, "B": item.B}

// free checks that no table has the name.
func (d *Door) free(name string) error {
	t := d.db.Table(name)
	switch {
	case t == nil:
		return nil
	case t.Status == engine.Active:
		return tableExists(name)
	}
	return tableBusy(t)
}

// tableBusy is a change to a table that is still coming or already going.
func tableBusy(t *engine.Table) error {
	if t.Status == engine.Creating {
		return tableInUse("Table is being created", t.Name)
	}
	return tableInUse("Table is being deleted", t.Name)
}

// definition returns what the engine is told. The names are copies, since a table lives
// longer than the request's body.
func (in *createTableInput) definition() engine.Definition {
	d := engine.Definition{
		Name:               strings.Clone(in.table.name()),
		OnDemand:           in.onDemand(),
		Throughput:         engine.Throughput{ReadUnits: in.throughput.read.value, WriteUnits: in.throughput.write.value},
		DeletionProtection: in.protected,
	}
	for i, k := range in.keys {
		attribute := engine.KeyAttribute{Name: strings.Clone(k.name.value), Type: in.kindOf(k.name.value)}
		if i == 0 {
			d.Key.Partition = attribute
		} else {
			d.Key.Sort = attribute
		}
	}
	return d
}
