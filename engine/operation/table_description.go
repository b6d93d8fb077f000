package operation

import (
	"slices"
	"sort"

	"ringside/engine"
)

// An occasion says which operation answers with a table's description: each leaves out
// something else.
type occasion uint8

const (
	whenCreated occasion = iota
	whenDescribed
	whenUpdated
	whenSwitched // to another billing mode
	whenDeleted
)

// describe writes a TableDescription.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html
func (d *Door) describe(t *engine.Table, when occasion, w *writer) {
	w.open('{')
	if when != whenDeleted {
		describeSchema(t.Key, w)
		describeDefinitions(t, w)
		w.name("CreationDateTime").seconds(t.Created)
	}
	w.name("TableName").text(t.Name)
	w.name("TableStatus").text(t.Status.String())
	w.name("TableArn").text(d.options.tableARN(t.Name))
	w.name("TableId").text(t.ID)
	w.name("ItemCount").integer(t.ItemCount())
	w.name("TableSizeBytes").integer(t.SizeBytes())
	w.name("DeletionProtectionEnabled").boolean(t.DeletionProtection)
	d.describeProvisioned(&t.Throughput, w)
	if t.OnDemand || t.LastOnDemand != 0 {
		describeBilling(t, when, w)
	}
	if when != whenDeleted {
		describeMaximum(&t.Throughput, w)
		d.describeWarmth(&t.Throughput, when != whenCreated || t.Warming, w)
		describeClass(t, w)
		describeEncryption(t, w)
		d.describeIndexes(t, when, w)
		d.describeLatestStream(t, w)
	}
	w.close('}')
}

// tableARN returns the Amazon Resource Name of a table.
func (o Options) tableARN(name string) string {
	return tableARN + o.Region + ":" + o.Account + ":table/" + name
}

// ofSchema are the attributes of a table's key, as those of an index.
func ofSchema(s engine.Schema) (partition, sort []engine.KeyAttribute) {
	if s.HasSort() {
		sort = []engine.KeyAttribute{s.Sort}
	}
	return []engine.KeyAttribute{s.Partition}, sort
}

func describeSchema(s engine.Schema, w *writer) {
	partition, sort := ofSchema(s)
	describeKey(partition, sort, w)
}

func describeKey(partition, sort []engine.KeyAttribute, w *writer) {
	w.name("KeySchema").open('[')
	for i, a := range slices.Concat(partition, sort) {
		w.open('{')
		w.name("AttributeName").text(a.Name)
		if i < len(partition) {
			w.name("KeyType").text("HASH")
		} else {
			w.name("KeyType").text("RANGE")
		}
		w.close('}')
	}
	w.close(']')
}

// definitions are the attributes of all keys of a table, sorted by name.
func definitions(t *engine.Table) []engine.KeyAttribute {
	all := keyAttributes(t.Key)
	for _, x := range t.Indexes {
		all = slices.Concat(all, x.Partition, x.Sort)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].Name < all[j].Name })
	return slices.CompactFunc(all, func(a, b engine.KeyAttribute) bool { return a.Name == b.Name })
}

func describeDefinitions(t *engine.Table, w *writer) {
	w.name("AttributeDefinitions").open('[')
	for _, a := range definitions(t) {
		w.open('{')
		w.name("AttributeName").text(a.Name)
		w.name("AttributeType").text(a.Type.String())
		w.close('}')
	}
	w.close(']')
}

// describeProvisioned writes what is provisioned, which is zero on demand.
func (d *Door) describeProvisioned(p *engine.Throughput, w *writer) {
	w.name("ProvisionedThroughput").open('{')
	if p.LastIncrease != 0 {
		w.name("LastIncreaseDateTime").seconds(p.LastIncrease)
	}
	if p.LastDecrease != 0 {
		w.name("LastDecreaseDateTime").seconds(p.LastDecrease)
	}
	w.name("NumberOfDecreasesToday").integer(p.DecreasesToday(d.db.Now()))
	w.name("ReadCapacityUnits").integer(p.ReadUnits)
	w.name("WriteCapacityUnits").integer(p.WriteUnits)
	w.close('}')
}

func describeBilling(t *engine.Table, when occasion, w *writer) {
	w.name("BillingModeSummary").open('{')
	if t.OnDemand {
		w.name("BillingMode").text("PAY_PER_REQUEST")
	} else {
		w.name("BillingMode").text("PROVISIONED")
	}
	if (when == whenDescribed || when == whenUpdated) && t.LastOnDemand != 0 {
		w.name("LastUpdateToPayPerRequestDateTime").seconds(t.LastOnDemand)
	}
	w.close('}')
}

// describeMaximum writes the most that is served on demand, if there is such a limit.
func describeMaximum(p *engine.Throughput, w *writer) {
	if p.MaxRead == 0 && p.MaxWrite == 0 {
		return
	}
	w.name("OnDemandThroughput").open('{')
	if p.MaxRead != 0 {
		w.name("MaxReadRequestUnits").integer(p.MaxRead)
	}
	if p.MaxWrite != 0 {
		w.name("MaxWriteRequestUnits").integer(p.MaxWrite)
	}
	w.close('}')
}

func (d *Door) describeWarmth(p *engine.Throughput, shown bool, w *writer) {
	if !shown {
		return
	}
	w.name("WarmThroughput").open('{')
	w.name("ReadUnitsPerSecond").integer(p.WarmRead)
	w.name("WriteUnitsPerSecond").integer(p.WarmWrite)
	if p.Warming {
		w.name("Status").text("UPDATING")
	} else {
		w.name("Status").text("ACTIVE")
	}
	w.close('}')
}

func describeClass(t *engine.Table, w *writer) {
	if t.Class == engine.Unclassed {
		return
	}
	w.name("TableClassSummary").open('{')
	w.name("TableClass").text(t.Class.String())
	if changed := t.ClassChanges[0]; changed != 0 {
		w.name("LastUpdateDateTime").seconds(changed)
	}
	w.close('}')
}

// describeEncryption writes nothing of a table that is encrypted with DynamoDB's own key.
func describeEncryption(t *engine.Table, w *writer) {
	changing := t.Under(engine.EncryptionChange, nil) != nil
	if t.KMSKey == "" && !changing {
		return
	}
	w.name("SSEDescription").open('{')
	if changing {
		w.name("Status").text("UPDATING")
	} else {
		w.name("Status").text("ENABLED")
	}
	if t.KMSKey != "" {
		w.name("SSEType").text("KMS")
		w.name("KMSMasterKeyArn").text(t.KMSKey)
	}
	w.close('}')
}
