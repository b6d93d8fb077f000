package operation

import "ringside/engine"

// An occasion says which operation answers with a table's description: each leaves out
// something else.
type occasion uint8

const (
	whenCreated occasion = iota
	whenDescribed
	whenDeleted
)

// Warm throughput of an on-demand table, in units a second.
const (
	warmRead  = 12_000
	warmWrite = 4_000
)

// describe writes a TableDescription.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html
func (d *Door) describe(t *engine.Table, when occasion, w *writer) {
	w.open('{')
	if when != whenDeleted {
		describeKey(t.Key, w)
		w.name("CreationDateTime").seconds(t.Created)
	}
	w.name("TableName").text(t.Name)
	w.name("TableStatus").text(t.Status.String())
	w.name("TableArn").text(d.options.tableARN(t.Name))
	w.name("TableId").text(t.ID)
	w.name("ItemCount").integer(t.ItemCount())
	w.name("TableSizeBytes").integer(t.SizeBytes())
	w.name("DeletionProtectionEnabled").boolean(t.DeletionProtection)
	describeThroughput(t, w)
	if t.OnDemand {
		describeBilling(t, when, w)
	}
	if when == whenDescribed {
		describeWarmth(t, w)
	}
	if when != whenDeleted {
		d.describeLatestStream(t, w)
	}
	w.close('}')
}

// tableARN returns the Amazon Resource Name of a table.
func (o Options) tableARN(name string) string {
	return tableARN + o.Region + ":" + o.Account + ":table/" + name
}

// describeKey writes the key and its attributes' types; the definitions are sorted by
// name.
func describeKey(s engine.Schema, w *writer) {
	attributes := keyAttributes(s)
	w.name("KeySchema").open('[')
	for i, role := range []string{"HASH", "RANGE"}[:len(attributes)] {
		w.open('{')
		w.name("AttributeName").text(attributes[i].Name)
		w.name("KeyType").text(role)
		w.close('}')
	}
	w.close(']')
	if len(attributes) == 2 && attributes[1].Name < attributes[0].Name {
		attributes[0], attributes[1] = attributes[1], attributes[0]
	}
	w.name("AttributeDefinitions").open('[')
	for _, a := range attributes {
		w.open('{')
		w.name("AttributeName").text(a.Name)
		w.name("AttributeType").text(a.Type.String())
		w.close('}')
	}
	w.close(']')
}

// describeThroughput writes what was provisioned, which is zero on demand.
func describeThroughput(t *engine.Table, w *writer) {
	w.name("ProvisionedThroughput").open('{')
	w.name("NumberOfDecreasesToday").integer(0)
	w.name("ReadCapacityUnits").integer(t.ReadUnits)
	w.name("WriteCapacityUnits").integer(t.WriteUnits)
	w.close('}')
}

func describeBilling(t *engine.Table, when occasion, w *writer) {
	w.name("BillingModeSummary").open('{')
	w.name("BillingMode").text("PAY_PER_REQUEST")
	if when == whenDescribed {
		w.name("LastUpdateToPayPerRequestDateTime").seconds(t.Created)
	}
	w.close('}')
}

func describeWarmth(t *engine.Table, w *writer) {
	read, write := t.ReadUnits, t.WriteUnits
	if t.OnDemand {
		read, write = warmRead, warmWrite
	}
	w.name("WarmThroughput").open('{')
	w.name("ReadUnitsPerSecond").integer(read)
	w.name("WriteUnitsPerSecond").integer(write)
	w.name("Status").text("ACTIVE")
	w.close('}')
}
