package operation

import (
	"strconv"

	"ringside/engine"
	"ringside/engine/item"
)

type updateTableInput struct {
	tableInput
	definitions attributeDefinitions
	billing     text
	demand
	indexes     []indexUpdate
	listed      bool // GlobalSecondaryIndexUpdates were given
	class       text
	encryption  encryption
	protected   flag
	stream      streamSpecification
	unsupported string
}

func (in *updateTableInput) member(name string, r *item.Reader) error {
	switch name {
	case "AttributeDefinitions":
		return in.definitions.read(r)
	case "BillingMode":
		return in.billing.read(r)
	case "TableName":
		return in.table.read(r)
	case "GlobalSecondaryIndexUpdates":
		in.listed, in.indexes = true, nil
		return r.Array(func(int) error {
			var u indexUpdate
			err := u.read(r)
			in.indexes = append(in.indexes, u)
			return err
		})
	case "TableClass":
		return in.class.read(r)
	case "SSESpecification":
		return in.encryption.read(r)
	case "DeletionProtectionEnabled":
		return in.protected.read(r)
	case "StreamSpecification":
		return in.stream.read(r)
	case "ReplicaUpdates", "MultiRegionConsistency", "GlobalTableWitnessUpdates",
		"GlobalTableSettingsReplicationMode", "VectorIndexUpdates":
		in.unsupported = name
		return r.Skip()
	}
	return in.demand.member(name, r)
}

// updateTable changes one thing about a table. It answers with what there still is, and UPDATING
// where that takes its time; what was asked for is there later.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html
func updateTable(d *Door, in *updateTableInput, w *writer) error {
	err := firstOf(in.named, in.modelled, in.supported, in.saysSomething, in.classified, in.alone, in.billed, in.actions)
	if err != nil {
		return err
	}
	t, err := in.find(d)
	if err != nil {
		return err
	}
	if err := tableBusy(t); err != nil {
		return err
	}
	answer, when, err := in.change()(d, t)
	if err != nil {
		return err
	}
	w.open('{')
	w.name("TableDescription")
	d.describe(&answer, when, w)
	w.close('}')
	return nil
}

func (in *updateTableInput) modelled() error {
	var v violations
	in.definitions.modelled(&v)
	v.enum(in.billing, "billingMode", enumBillingMode)
	in.provisioned.modelled(&v, "provisionedThroughput")
	for i := range in.indexes {
		in.indexes[i].modelled(&v, "globalSecondaryIndexUpdates."+strconv.Itoa(i+1)+".member.")
	}
	in.encryption.modelled(&v)
	in.stream.modelled(&v)
	return v.err()
}

func (in *updateTableInput) supported() error {
	if in.unsupported != "" {
		return unsupported(in.unsupported)
	}
	return nil
}

// changes counts the things that the request changes. A throughput without members is none.
func (in *updateTableInput) changes() (n int) {
	for _, given := range []bool{
		in.provisioned.given, in.billing.given, len(in.indexes) > 0, in.encryption.given, in.protected.given,
		in.stream.given,
		in.onDemand.says(), in.warm.says(), in.class.given,
	} {
		if given {
			n++
		}
	}
	return n
}

// saysSomething checks that there is something to change.
func (in *updateTableInput) saysSomething() error {
	switch {
	case in.changes() > 0:
		return nil
	case in.onDemand.given || in.warm.given:
		return &Error{Type: internalFailure} // the service stumbles over it
	}
	return invalid(messageNoUpdate)
}

func (in *updateTableInput) classified() error {
	_, err := classOf(in.class)
	return err
}

// alone checks which changes may go together.
func (in *updateTableInput) alone() error {
	several := in.changes() > 1
	creates, deletes := in.count(actionCreate), in.count(actionDelete)
	switch {
	case in.listed && len(in.indexes) == 0:
		return invalid(badParameters + "List of GlobalSecondaryIndexUpdates is empty")
	case several && in.encryption.given:
		return invalid(badParameters + "Server-Side Encryption modification" + messageAlone)
	case several && in.class.given:
		return invalid(badParameters + "TableClass modification" + messageAlone)
	case several && in.protected.given:
		return invalid(badParameters + "DeletionProtection modification" + messageAlone)
	case in.warm.says() && creates > 0:
		return invalid(badParameters + "Create global secondary index cannot be specified when updating WarmThroughput")
	case several && in.warm.says():
		return invalid(badParameters + "WarmThroughput" + messageAlone)
	case in.onDemand.says() && in.changes() > 1 && !(in.changes() == 2 && in.billing.given):
		return invalid(badParameters + "OnDemandThroughput can only be combined with BillingMode in an UpdateTable request")
	case in.provisioned.given && in.stream.given:
		return invalid(badParameters + "You cannot modify stream status while updating table IOPS")
	case in.stream.given && creates+deletes > 0:
		return invalid(badParameters + "You cannot create or delete index while changing stream status")
	case in.provisioned.given && creates+deletes > 0:
		return invalid(badParameters + "You cannot create or delete index while updating table IOPS")
	}
	return nil
}

// billed checks what belongs to a billing mode.
func (in *updateTableInput) billed() error {
	switch {
	case in.switchesToOnDemand() && in.provisioned.given:
		return invalid(badParameters + "ProvisionedThroughput cannot be specified when BillingMode is PAY_PER_REQUEST")
	case in.billing.value == "PROVISIONED" && !in.provisioned.given:
		return invalid(badParameters + "ProvisionedThroughput must be specified when BillingMode is PROVISIONED")
	}
	if err := in.provisioned.bounded(); err != nil {
		return err
	}
	return in.onDemand.inRange("", true)
}

func (in *updateTableInput) switchesToOnDemand() bool { return in.billing.value == "PAY_PER_REQUEST" }

// A tableChange makes a change, or refuses it, and returns the table as the answer shows it and how
// that is described.
type tableChange func(d *Door, t *engine.Table) (engine.Table, occasion, error)

// change returns the one that the request asks for.
func (in *updateTableInput) change() tableChange {
	switch {
	case in.encryption.given:
		return in.encrypt
	case in.class.given:
		return in.classify
	case in.protected.given:
		return in.protect
	case in.warm.says():
		return in.warmUp
	case in.onDemand.says() && !in.billing.given:
		return in.limit
	case in.stream.given && in.changes() == 1:
		return in.restream
	}
	return in.provision
}

// restream gives the table a stream, or ends the one that it has.
func (in *updateTableInput) restream(d *Door, t *engine.Table) (engine.Table, occasion, error) {
	if err := in.stream.check(d, t); err != nil {
		return *t, 0, err
	}
	in.stream.change(d, t)
	return *t, whenUpdated, nil
}

// encrypt changes the key that the table is encrypted with.
func (in *updateTableInput) encrypt(d *Door, t *engine.Table) (engine.Table, occasion, error) {
	key := in.encryption.key(d)
	err := in.encryption.fits()
	switch {
	case err != nil:
	case t.Under(engine.EncryptionChange, nil) != nil:
		err = inUse("Server-Side Encryption is still being updated")
	case key == "" && t.KMSKey == "":
		err = invalid(badParameters + "Table is already encrypted by default")
	case in.encryption.masterID.value == t.KMSKey && t.KMSKey != "":
		err = invalid(badParameters + "Table is already encrypted with given KMSMasterKeyId. Use KMSMasterKeyId parameter if you want to change Master Key")
	}
	if err != nil {
		return *t, 0, err
	}
	d.db.ChangeKey(t, key)
	answer := *t
	answer.Status = engine.Active // whatever else is under way
	return answer, whenUpdated, nil
}

// classify changes the table's class, twice in thirty days. To name the class that it has is a
// change that changes nothing.
func (in *updateTableInput) classify(d *Door, t *engine.Table) (engine.Table, occasion, error) {
	const window = 30 * engine.Day
	class, _ := classOf(in.class)
	if err := idle(t, "update table class", engine.ClassChange, true); err != nil {
		return *t, 0, err
	}
	if before := t.ClassChanges[1]; before != 0 && d.db.Now() < before+window {
		return *t, 0, limitReached("Updates to TableClass are limited to 2 times in 30 day(s).")
	}
	answer := *t
	answer.Status = engine.Updating
	if class.String() != t.Class.String() {
		d.db.ChangeClass(t, class)
	}
	return answer, whenUpdated, nil
}

// protect sets the deletion protection.
func (in *updateTableInput) protect(d *Door, t *engine.Table) (engine.Table, occasion, error) {
	if d.db.Now() < t.ProtectionBusy {
		return *t, 0, &Error{Type: throttling, Message: "Deletion protection setting for table " + t.Name +
			" modified within the previous 15000 milliseconds. Please try again after " + t.ProtectionBusy.Date().Digits()}
	}
	d.db.Protect(t, in.protected.value)
	return *t, whenUpdated, nil
}

// warmUp gets the table ready for more.
func (in *updateTableInput) warmUp(d *Door, t *engine.Table) (engine.Table, occasion, error) {
	if allocating(t) != nil {
		return *t, 0, &Error{Type: internalServerError, Message: "Table is under system maintenance, please try again later"}
	}
	if err := in.warm.noColder("", &t.Throughput); err != nil {
		return *t, 0, err
	}
	if err := d.withinQuota(in.demand); err != nil {
		return *t, 0, err
	}
	answer := *t
	answer.Warming = true
	if read, write := warmer(&in.warm, &t.Throughput); read > t.WarmRead || write > t.WarmWrite {
		d.db.WarmUp(t, nil, read, write)
	}
	return answer, whenUpdated, nil
}

// warmer returns what shall be warm where a request names one number only.
func warmer(r *rate, p *engine.Throughput) (read, write int64) {
	return max(r.read.value, p.WarmRead), max(r.write.value, p.WarmWrite)
}

// limit sets the most that the table serves on demand. The answer echoes what takes a limit back.
func (in *updateTableInput) limit(d *Door, t *engine.Table) (engine.Table, occasion, error) {
	if err := in.limitable(t); err != nil {
		return *t, 0, err
	}
	if err := d.withinQuota(in.demand); err != nil {
		return *t, 0, err
	}
	return in.limited(d, t, *t), whenUpdated, nil
}

func (in *updateTableInput) limited(d *Door, t *engine.Table, answer engine.Table) engine.Table {
	read, write := merged(in.onDemand.read, t.MaxRead), merged(in.onDemand.write, t.MaxWrite)
	d.db.LimitOnDemand(t, nil, max(0, read), max(0, write))
	answer.MaxRead, answer.MaxWrite = read, write
	return answer
}

// merged is a number, if given, or what there is.
func merged(n number, current int64) int64 {
	if n.given {
		return n.value
	}
	return current
}

// limitable checks that the table is on-demand and at rest.
func (in *updateTableInput) limitable(t *engine.Table) error {
	const still = "OnDemandThroughput cannot be updated while "
	if !t.OnDemand && t.Changing(billingWork...) == nil {
		return in.onDemand.each(&onDemand, func(_ int64, member string) error {
			return invalid(badParameters + member + " for OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED")
		})
	}
	if t.Changing(billingWork...) != nil {
		return inUse(still + "BillingMode update is in progress")
	}
	if u := t.Under(engine.ClassChange, nil); u != nil {
		return inUse(still + "TableClass update is in progress. TableClassUpdateInProgress: " + u.Class.String())
	}
	if x := allocating(t); x != nil {
		return inUse(still + "index creation is in progress for indexes: " + list([]string{x.Name}))
	}
	if x := inStatus(t, engine.IndexDeleting); x != nil {
		return inUse(still + "index deletion is in progress for indexes: " + list([]string{x.Name}))
	}
	return nil
}
