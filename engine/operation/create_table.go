package operation

import (
	"slices"
	"strconv"
	"strings"

	"ringside/engine"
	"ringside/engine/item"
)

type createTableInput struct {
	table       tableName
	definitions attributeDefinitions
	keys        keyInput
	billing     text
	demand
	local       indexList
	global      indexList
	class       text
	encryption  encryption
	tags        tagList
	protected   bool
	stream      streamSpecification
	unsupported string
}

// An indexList is LocalSecondaryIndexes or GlobalSecondaryIndexes.
type indexList struct {
	all   []indexInput
	given bool
}

func (l *indexList) read(shape string, r *item.Reader) error {
	l.given, l.all = true, nil
	return r.Array(func(int) error {
		var x indexInput
		err := x.read(shape, r)
		l.all = append(l.all, x)
		return err
	})
}

func (in *createTableInput) member(name string, r *item.Reader) (err error) {
	switch name {
	case "TableName":
		return in.table.read(r)
	case "AttributeDefinitions":
		return in.definitions.read(r)
	case "KeySchema":
		return in.keys.read(r)
	case "BillingMode":
		return in.billing.read(r)
	case "LocalSecondaryIndexes":
		return in.local.read("LocalSecondaryIndex", r)
	case "GlobalSecondaryIndexes":
		return in.global.read("GlobalSecondaryIndex", r)
	case "TableClass":
		return in.class.read(r)
	case "SSESpecification":
		return in.encryption.read(r)
	case "Tags":
		return in.tags.read(r)
	case "DeletionProtectionEnabled":
		in.protected, err = r.Bool()
		return err
	case "StreamSpecification":
		return in.stream.read(r)
	case "VectorIndexes", "ResourcePolicy", "GlobalTableSourceArn", "GlobalTableSettingsReplicationMode":
		in.unsupported = name
		return r.Skip()
	}
	return in.demand.member(name, r)
}

// createTable adds a table. It answers CREATING; the table is ACTIVE some time later.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
func createTable(d *Door, in *createTableInput, w *writer) error {
	err := firstOf(in.named, in.modelled, in.supported, in.classified, in.billed, in.definitions.distinct, in.keysDefined,
		in.keys.ordered, in.listed, in.definitionsUsed, in.localIndexes, in.globalIndexes, in.namesDistinct,
		in.encryption.fits, in.tags.storable, in.stream.checkNew)
	if err != nil {
		return err
	}
	if err := d.free(in.table.name()); err != nil {
		return err
	}
	for _, x := range append(in.global.all, indexInput{demand: in.demand}) {
		if err := d.withinQuota(x.demand); err != nil {
			return err
		}
	}
	t := d.db.CreateTable(in.definition(d))
	in.stream.apply(d, t)
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
	const most = 2 // attributes of a table's key, and a local index's
	var v violations
	if !in.definitions.given {
		v.missing("attributeDefinitions")
	}
	in.keys.modelled(&v, "keySchema", most)
	in.definitions.modelled(&v)
	v.enum(in.billing, "billingMode", enumBillingMode)
	in.provisioned.modelled(&v, "provisionedThroughput")
	for i := range in.global.all {
		in.global.all[i].modelled(&v, "globalSecondaryIndexes."+strconv.Itoa(i+1)+".member.", 0)
	}
	in.stream.modelled(&v)
	for i := range in.local.all {
		in.local.all[i].modelled(&v, "localSecondaryIndexes."+strconv.Itoa(i+1)+".member.", most)
	}
	in.encryption.modelled(&v)
	return v.err()
}

func (in *createTableInput) supported() error {
	if in.unsupported != "" {
		return unsupported(in.unsupported)
	}
	return nil
}

func (in *createTableInput) classified() error {
	_, err := classOf(in.class)
	return err
}

// classOf reads a TableClass.
func classOf(t text) (engine.TableClass, error) {
	switch {
	case !t.given:
		return engine.Unclassed, nil
	case t.value == engine.Standard.String():
		return engine.Standard, nil
	case t.value == engine.InfrequentAccess.String():
		return engine.InfrequentAccess, nil
	}
	return 0, invalid(messageTableClass)
}

// billed checks that there is a throughput exactly when the table is provisioned, a maximum only
// when it is not, and that what shall be warm is no less than either gives.
func (in *createTableInput) billed() error {
	switch {
	case in.isOnDemand() && in.provisioned.given:
		return invalid(messageUnitsOnDemand)
	case !in.isOnDemand() && !in.provisioned.given:
		return invalid(messageUnitsMissing)
	}
	if err := in.provisioned.bounded(); err != nil {
		return err
	}
	return in.demand.fits(in.isOnDemand())
}

// fits checks the maximum and the warm throughput of a new table or index.
func (a *demand) fits(isOnDemand bool) error {
	if !isOnDemand {
		err := a.onDemand.each(&onDemand, func(_ int64, member string) error {
			of := ""
			if a.index != "" {
				of = " for index: " + a.index
			}
			return invalid(badParameters + member + " for OnDemandThroughput" + of + " cannot be specified when table BillingMode is PROVISIONED.")
		})
		if err != nil {
			return err
		}
	}
	if err := a.onDemand.inRange(a.index, false); err != nil {
		return err
	}
	return a.warm.warmEnough(a.index, isOnDemand, a.provisioned)
}

func (in *createTableInput) isOnDemand() bool { return in.billing.value == "PAY_PER_REQUEST" }

// keysDefined checks that the attributes of the table's key are defined.
func (in *createTableInput) keysDefined() error {
	for _, k := range in.keys.elements {
		if in.definitions.kindOf(k.name.value) != 0 {
			continue
		}
		if len(in.keys.elements) == 1 && len(in.definitions.all) > 0 {
			return (&indexInput{keys: in.keys}).defined(&in.definitions, in.definitions.kindOf)
		}
		return invalid(messageKeyUndefined)
	}
	return nil
}

// listed checks that a list of indexes has some.
func (in *createTableInput) listed() error {
	switch {
	case in.local.given && len(in.local.all) == 0:
		return invalid(badParameters + "List of LocalSecondaryIndexes is empty")
	case in.global.given && len(in.global.all) == 0:
		return invalid(badParameters + "List of GlobalSecondaryIndexes is empty")
	}
	return nil
}

// definitionsUsed checks that every attribute that is defined is in some key.
func (in *createTableInput) definitionsUsed() error {
	used := in.keys.names()
	for _, x := range slices.Concat(in.local.all, in.global.all) {
		for _, name := range x.keys.names() {
			if !slices.Contains(used, name) {
				used = append(used, name)
			}
		}
	}
	for _, name := range in.definitions.names() {
		if slices.Contains(used, name) {
			continue
		}
		if !in.local.given && !in.global.given {
			return invalid(messageDefinitionCount)
		}
		return invalid(badParameters + "Some AttributeDefinitions are not used. AttributeDefinitions: " +
			list(in.definitions.names()) + ", keys used: " + list(used))
	}
	return nil
}

func (in *createTableInput) localIndexes() error {
	const most = 5
	if in.local.given && len(in.keys.elements) == 1 {
		return invalid(messageLocalWithoutSort)
	}
	for i := range in.local.all {
		x := &in.local.all[i]
		err := firstOf(
			func() error { return x.defined(&in.definitions, in.definitions.kindOf) },
			func() error { return x.local(&in.keys) },
			x.projection.fits,
		)
		if err != nil {
			return err
		}
	}
	if len(in.local.all) > most {
		return invalid(badParameters + "Number of LocalSecondaryIndexes exceeds per-table limit of " + strconv.Itoa(most))
	}
	return nil
}

// maxGlobal is how many global indexes a table may have.
const maxGlobal = 20

func (in *createTableInput) globalIndexes() error {
	for i := range in.global.all {
		x := &in.global.all[i]
		err := firstOf(
			func() error { return x.defined(&in.definitions, in.definitions.kindOf) },
			x.keys.orderedOfMany,
			x.projection.fits,
			func() error { return in.provisions(x) },
			func() error { return x.demand.fits(in.isOnDemand()) },
		)
		if err != nil {
			return err
		}
	}
	if len(in.global.all) > maxGlobal {
		return invalid(badParameters + "GlobalSecondaryIndex count exceeds the per-table limit of " + strconv.Itoa(maxGlobal))
	}
	return nil
}

// provisions checks that a global index is provisioned exactly when its table is.
func (in *createTableInput) provisions(x *indexInput) error {
	switch {
	case in.isOnDemand() && x.provisioned.given:
		return invalid(badParameters + "ProvisionedThroughput should not be specified for index: " + x.index + " when BillingMode is PAY_PER_REQUEST")
	case !in.isOnDemand() && !x.provisioned.given:
		return invalid(badParameters + "ProvisionedThroughput is not specified for index: " + x.index)
	}
	return x.provisioned.bounded()
}

func (in *createTableInput) namesDistinct() error {
	all := slices.Concat(in.local.all, in.global.all)
	for i, x := range all {
		for _, before := range all[:i] {
			if x.index == before.index {
				return invalid(badParameters + "Duplicate index name: " + x.index)
			}
		}
	}
	return nil
}

// free checks that no table has the name.
func (d *Door) free(name string) error {
	t := d.db.Table(name)
	if t == nil {
		return nil
	}
	if err := tableBusy(t); err != nil {
		return err
	}
	return tableExists(name)
}

// tableBusy refuses a change of a table that is still coming or already going.
func tableBusy(t *engine.Table) error {
	switch t.Status {
	case engine.Creating:
		return inUse("Table is being created: " + t.Name)
	case engine.Deleting:
		return inUse("Table is being deleted: " + t.Name)
	}
	return nil
}

// definition returns what the engine is told. The names are copies, since a table lives
// longer than the request's body.
func (in *createTableInput) definition(d *Door) engine.Definition {
	class, _ := classOf(in.class)
	t := engine.Definition{
		Name:               strings.Clone(in.table.name()),
		OnDemand:           in.isOnDemand(),
		Throughput:         in.throughput(),
		DeletionProtection: in.protected,
		Class:              class,
		KMSKey:             in.encryption.key(d),
		Tags:               in.tags.copies(),
	}
	partition, sort := in.keys.attributes(in.definitions.kindOf)
	t.Key.Partition = partition[0]
	if len(sort) > 0 {
		t.Key.Sort = sort[0]
	}
	for i := range in.local.all {
		t.Indexes = append(t.Indexes, in.local.all[i].definition(true, in.definitions.kindOf))
	}
	for i := range in.global.all {
		t.Indexes = append(t.Indexes, in.global.all[i].definition(false, in.definitions.kindOf))
	}
	return t
}
