package operation

import (
	"fmt"
	"strings"
	"testing"

	"ringside/engine"
)

// rides returns a door to a table on demand, Rides, and a provisioned one, Taxis, each with a global
// index ByA; Rides has a local one, too, ByB. What is changed takes so long.
func rides(t *testing.T, delay engine.Time) *Door {
	t.Helper()
	o := DefaultOptions()
	d := NewDoor(7, o)
	const units = `"ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":5}`
	for _, create := range []string{
		strings.Replace(newTable(locals(indexOn("ByB", "pk|b", ""))+","+globals(indexOn("ByA", "a", ""))), "abc", "Rides", 1),
		strings.Replace(newTable(`"BillingMode":"PROVISIONED",`+units+","+globals(indexOn("ByA", "a", ","+units))), "abc", "Taxis", 1),
	} {
		if got := say(d, create); !strings.HasPrefix(got, "200") {
			t.Fatal(got)
		}
	}
	o.Scale.TableDelay = delay
	slow := NewDoor(7, o)
	openText(t, slow, everything(t, d), 1)
	say(slow, `.Advance {"Until":1792000000000000}`)
	return slow
}

// update is an UpdateTable.
func update(table, members string) string {
	return `UpdateTable {"TableName":"` + table + `",` + members + `}`
}

// onIndexes are GlobalSecondaryIndexUpdates.
func onIndexes(actions ...string) string {
	return `"GlobalSecondaryIndexUpdates":[{` + strings.Join(actions, "},{") + `}]`
}

func provisioning(read, write int) string {
	return fmt.Sprintf(`"ProvisionedThroughput":{"ReadCapacityUnits":%d,"WriteCapacityUnits":%d}`, read, write)
}

// createIndex defines an attribute and creates an index by it.
func createIndex(name, attribute, more string) string {
	return `"AttributeDefinitions":[{"AttributeName":"` + attribute + `","AttributeType":"S"}],` + onIndexes(`"Create":`+indexOn(name, attribute, more))
}

func deleteIndex(name string) string { return `"Delete":{"IndexName":"` + name + `"}` }

func updateIndex(name, members string) string {
	return `"Update":{"IndexName":"` + name + `"` + members + `}`
}

// What UpdateTable says of requests that are no good, whatever is under way.
func TestUpdateTableRefuses(t *testing.T) {
	const (
		dp, class, sse = `"DeletionProtectionEnabled":true`, `"TableClass":"STANDARD"`, `"SSESpecification":{"Enabled":true}`
		warmer         = `"WarmThroughput":{"ReadUnitsPerSecond":13000}`
		maximum        = `"OnDemandThroughput":{"MaxReadRequestUnits":9}`
		demand         = `"BillingMode":"PAY_PER_REQUEST"`
		provisioned    = `"BillingMode":"PROVISIONED"`
		noFailure      = `500 {"__type":"com.amazon.coral.service#InternalFailure"}`
	)
	unchanged := func(what, of string) string {
		return invalidBody("The provisioned throughput for " + what + " will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned for " + of +
			": 5. Requested ReadCapacityUnits: 5. Current WriteCapacityUnits provisioned for " + of + ": 5. Requested WriteCapacityUnits: 5. Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.")
	}
	d := rides(t, engine.Second)
	before := everything(t, d)
	converse(t, d, []exchange{
		{`UpdateTable {}`, invalidBody(messageTableNameMissing)},
		{update("Nowhere", dp), dynamoBody("ResourceNotFoundException", "Requested resource not found: Table: Nowhere not found")},
		{`UpdateTable {"TableName":"Nowhere"}`, invalidBody(messageNoUpdate)},
		{update("Rides", `"AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"}]`), invalidBody(messageNoUpdate)},
		{update("Rides", `"GlobalSecondaryIndexUpdates":[]`), invalidBody(messageNoUpdate)},
		{update("Rides", `"GlobalSecondaryIndexUpdates":[],`+dp), wrongBody("List of GlobalSecondaryIndexUpdates is empty")},
		{update("Rides", `"WarmThroughput":{}`), noFailure},
		{update("Rides", `"OnDemandThroughput":{}`), noFailure},
		{update("Rides", `"ReplicaUpdates":[]`), invalidBody("Ringside does not support the parameter ReplicaUpdates yet")},

		// What may not go together; the first of several reasons is the one that is given.
		{update("Rides", sse+","+class), wrongBody("Server-Side Encryption modification must be the only operation in the request")},
		{update("Rides", class+","+dp), wrongBody("TableClass modification must be the only operation in the request")},
		{update("Rides", dp+","+warmer), wrongBody("DeletionProtection modification must be the only operation in the request")},
		{update("Rides", warmer+","+demand), wrongBody("WarmThroughput must be the only operation in the request")},
		{update("Rides", warmer+","+createIndex("ByC", "c", "")), wrongBody("Create global secondary index cannot be specified when updating WarmThroughput")},
		{update("Rides", maximum+","+onIndexes(deleteIndex("ByA"))), wrongBody("OnDemandThroughput can only be combined with BillingMode in an UpdateTable request")},
		{update("Taxis", provisioning(6, 6)+","+createIndex("ByC", "c", "")), wrongBody("You cannot create or delete index while updating table IOPS")},

		// Billing.
		{update("Rides", provisioned), wrongBody("ProvisionedThroughput must be specified when BillingMode is PROVISIONED")},
		{update("Taxis", demand+","+provisioning(6, 6)), wrongBody("ProvisionedThroughput cannot be specified when BillingMode is PAY_PER_REQUEST")},
		{update("Rides", provisioning(6, 6)), wrongBody("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST")},
		{update("Rides", provisioned+","+provisioning(6, 6)), wrongBody("ProvisionedThroughput must be specified for index: ByA")},
		{update("Taxis", provisioning(0, 0)), invalidBody("2 validation errors detected: Value '0' at 'provisionedThroughput.writeCapacityUnits' failed to satisfy constraint: Member must have value greater than or equal to 1; Value '0' at 'provisionedThroughput.readCapacityUnits' failed to satisfy constraint: Member must have value greater than or equal to 1")},
		{update("Taxis", provisioning(5, 5)), unchanged("the table", "the table")},
		{update("Taxis", provisioned+","+provisioning(5, 5)), unchanged("the table", "the table")},
		{update("Taxis", provisioning(40001, 5)), dynamoBody("LimitExceededException", "The requested ReadCapacityUnits, 40001, is above the per table maximum for the account in us-east-1. Per table maximum: 40000. "+messageGuide)},
		{update("Taxis", maximum), wrongBody("MaxReadRequestUnits for OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED")},
		{update("Rides", `"OnDemandThroughput":{"MaxReadRequestUnits":0}`), wrongBody("Requested MaxReadRequestUnits for OnDemandThroughput for table is outside of valid range")},
		{update("Rides", `"OnDemandThroughput":{"MaxWriteRequestUnits":-2}`), wrongBody("Requested MaxWriteRequestUnits for OnDemandThroughput for table is outside of valid range")},
		{update("Rides", `"OnDemandThroughput":{"MaxWriteRequestUnits":40001}`), limitBody("Requested MaxWriteRequestUnits for OnDemandThroughput for table exceeds TableMaxWriteCapacityUnits of the account in region us-east-1")},
		{update("Rides", `"WarmThroughput":{"WriteUnitsPerSecond":3999}`), wrongBody("Requested WriteUnitsPerSecond for WarmThroughput for table is lower than current WarmThroughput, decreasing WarmThroughput is not supported")},
		{update("Rides", `"WarmThroughput":{"ReadUnitsPerSecond":40001}`), limitBody("Requested ReadUnitsPerSecond for WarmThroughput for table exceeds TableMaxReadCapacityUnits of the account in region us-east-1")},
		{update("Rides", `"TableClass":"COLD"`), invalidBody(messageTableClass)},
		{update("Rides", `"SSESpecification":{}`), wrongBody("Table is already encrypted by default")},
		{update("Rides", `"SSESpecification":{"Enabled":false}`), wrongBody("Table is already encrypted by default")},

		// Indexes.
		{update("Rides", onIndexes("")), wrongBody("One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null")},
		{update("Rides", onIndexes(deleteIndex("ByA")+`,`+updateIndex("ByA", ""))), wrongBody("Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object")},
		{update("Rides", onIndexes(deleteIndex("ByA"), updateIndex("ByA", ""))), wrongBody("Only one global secondary index update per index is allowed simultaneously. Index: ByA")},
		{update("Rides", onIndexes(deleteIndex("ByA"), deleteIndex("Other"))), limitBody("Only 1 online index can be created or deleted simultaneously per table")},
		{update("Rides", onIndexes(`"Delete":{}`)), invalidBody("1 validation error detected: Value null at 'globalSecondaryIndexUpdates.1.member.delete.indexName' failed to satisfy constraint: Member must not be null")},
		{update("Rides", onIndexes(`"Update":{"IndexName":"x","ProvisionedThroughput":{}}`)), invalidBody("3 validation errors detected: Value 'x' at 'globalSecondaryIndexUpdates.1.member.update.indexName' failed to satisfy constraint: Member must have length greater than or equal to 3; " +
			"Value null at 'globalSecondaryIndexUpdates.1.member.update.provisionedThroughput.writeCapacityUnits' failed to satisfy constraint: Member must not be null; Value null at 'globalSecondaryIndexUpdates.1.member.update.provisionedThroughput.readCapacityUnits' failed to satisfy constraint: Member must not be null")},
		{update("Rides", onIndexes(deleteIndex("Ghost"))), dynamoBody("ResourceNotFoundException", "Requested resource not found: Index Ghost for table Rides")},
		{update("Rides", onIndexes(deleteIndex("ByB"))), invalidBody("Cannot delete an index that is not a GlobalSecondaryIndex: ByB")},
		{update("Rides", onIndexes(updateIndex("ByB", ""))), invalidBody("Cannot update an index that is not a GlobalSecondaryIndex: ByB")},
		{update("Rides", onIndexes(updateIndex("Ghost", `,"WarmThroughput":{"ReadUnitsPerSecond":13000}`))), noFailure},
		{update("Nowhere", onIndexes(updateIndex("Ghost", `,"WarmThroughput":{}`))), wrongBody("WarmThroughput must have at least one of ReadUnitsPerSecond or WriteUnitsPerSecond specified for index: Ghost")},
		{update("Rides", onIndexes(updateIndex("ByA", ""))), wrongBody("The only Updates for index: ByA when TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput, WarmThroughput")},
		{update("Rides", onIndexes(updateIndex("ByA", ","+provisioning(1, 1)))), wrongBody("The only Updates for index: ByA when TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput, WarmThroughput")},
		{update("Rides", onIndexes(updateIndex("ByA", `,"WarmThroughput":{"ReadUnitsPerSecond":1}`))), wrongBody("Requested ReadUnitsPerSecond for WarmThroughput for index ByA is lower than current WarmThroughput, decreasing WarmThroughput is not supported")},
		{update("Rides", onIndexes(updateIndex("ByA", `,"OnDemandThroughput":{"MaxReadRequestUnits":0}`))), wrongBody("Requested MaxReadRequestUnits for OnDemandThroughput for index : ByA is outside of valid range")},
		{update("Taxis", onIndexes(updateIndex("ByA", `,"OnDemandThroughput":{"MaxReadRequestUnits":9}`))), wrongBody("MaxReadRequestUnits for OnDemandThroughput for index : ByA cannot be specified when the table BillingMode is PROVISIONED")},
		{update("Taxis", onIndexes(updateIndex("ByA", ","+provisioning(5, 5)))), unchanged("the index ByA", "index ByA")},
		{update("Rides", createIndex("ByA", "a", "")), invalidBody("Attempting to create an index which already exists")},
		{update("Rides", onIndexes(`"Create":`+indexOn("ByC", "c", ""))), wrongBody("AttributeDefinitions is not specified for index: ByC")},
		{update("Rides", strings.Replace(createIndex("ByC", "c", ""), `"AttributeName":"c"`, `"AttributeName":"x"`, 1)), wrongBody("Some index key attributes are not defined in AttributeDefinitions. Keys: [c], AttributeDefinitions: [x]")},
		{update("Rides", createIndex("ByC", "c", `,"Projection":{"ProjectionType":"INCLUDE"}`)), wrongBody("ProjectionType is INCLUDE, but NonKeyAttributes is not specified")},
		{update("Rides", createIndex("ByC", "c", ","+provisioning(1, 1))), wrongBody("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: ByC when BillingMode is PAY_PER_REQUEST")},
		{update("Taxis", createIndex("ByC", "c", "")), wrongBody("Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: ByC")},
		{update("Taxis", onIndexes(updateIndex("ByA", ""))), wrongBody("Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: ByA")},
	})
	if after := everything(t, d); after != before {
		t.Errorf("what was refused has changed something:\n%s", after)
	}
}

// What is admitted while something else is under way, and what is refused for it.
func TestUpdateTableWaits(t *testing.T) {
	const (
		dp      = `"DeletionProtectionEnabled":false`
		maximum = `"OnDemandThroughput":{"MaxReadRequestUnits":9}`
		demand  = `"BillingMode":"PAY_PER_REQUEST"`
		cold    = `"TableClass":"STANDARD_INFREQUENT_ACCESS"`
		kms     = `"SSESpecification":{"Enabled":true}`
		warmer  = `"WarmThroughput":{"ReadUnitsPerSecond":13000}`
	)
	const deleteIt = "DELETE"
	const admitted = "admitted"
	busy := inUseBody("Table: Taxis is in the process of being updated.")
	tag := `TagResource {"ResourceArn":"arn:aws:dynamodb:us-east-1:000000000000:table/Taxis","Tags":[{"Key":"k","Value":"v"}]}`
	for name, c := range map[string]struct {
		table, first string
		then         [][2]string // members, and what they are answered
	}{
		"units": {"Taxis", provisioning(6, 6), [][2]string{
			{provisioning(7, 7), inUseBody("Table IOPS are currently being updated. Table: Taxis")},
			{demand, inUseBody("Table IOPS are currently being updated. Table: Taxis")},
			{createIndex("ByC", "c", ","+provisioning(1, 1)), inUseBody("Can't create or delete indexes while table IOPS are being updated. Table: Taxis")},
			{onIndexes(deleteIndex("ByA")), inUseBody("Can't create or delete indexes while table IOPS are being updated. Table: Taxis")},
			{cold, inUseBody("Can't update table class while table IOPS are being updated. Table: Taxis")},
			{deleteIt, busy}, {dp, admitted}, {kms, admitted}, {onIndexes(updateIndex("ByA", ","+provisioning(6, 6))), admitted},
		}},
		"to on-demand": {"Taxis", demand, [][2]string{
			{provisioning(7, 7), inUseBody("Table IOPS are currently being updated. Table: Taxis")},
			{demand, inUseBody("Table IOPS are currently being updated. Table: Taxis")},
			{maximum, inUseBody("OnDemandThroughput cannot be updated while BillingMode update is in progress")},
			{deleteIt, busy}, {dp, admitted}, {warmer, admitted},
		}},
		"to provisioned": {"Rides", `"BillingMode":"PROVISIONED",` + provisioning(3, 3) + "," + onIndexes(updateIndex("ByA", ","+provisioning(3, 3))), [][2]string{
			{provisioning(7, 7), inUseBody("Table IOPS are currently being updated. Table: Rides")},
			{demand, admitted}, // and dropped
			{onIndexes(updateIndex("ByA", ","+provisioning(4, 4))), inUseBody("Index is being updated. Table: Rides Index: ByA")},
			{deleteIt, inUseBody("Cannot delete table while indexes are being created, updated, or deleted.")},
		}},
		"class": {"Taxis", cold, [][2]string{
			{cold, inUseBody("Can't update table class when a table class update is in progress. Table: Taxis TableClassUpdateInProgress: STANDARD_INFREQUENT_ACCESS")},
			{provisioning(7, 7), inUseBody("Can't change table IOPS when a table class update is in progress. Table: Taxis TableClassUpdateInProgress: STANDARD_INFREQUENT_ACCESS")},
			{createIndex("ByC", "c", ","+provisioning(1, 1)), inUseBody("Can't create or delete an index when a table class update is in progress. Table: Taxis TableClassUpdateInProgress: STANDARD_INFREQUENT_ACCESS")},
			{deleteIt, busy}, {dp, admitted}, {kms, admitted},
		}},
		"class, on demand": {"Rides", cold, [][2]string{
			{maximum, inUseBody("OnDemandThroughput cannot be updated while TableClass update is in progress. TableClassUpdateInProgress: STANDARD_INFREQUENT_ACCESS")},
		}},
		"encryption": {"Taxis", kms, [][2]string{
			{kms, inUseBody("Server-Side Encryption is still being updated")},
			{deleteIt, busy}, {dp, admitted}, {cold, admitted},
		}},
		"warm throughput": {"Taxis", warmer, [][2]string{{deleteIt, busy}, {dp, admitted}, {warmer, admitted}, {provisioning(6, 6), admitted}}},
		"a new index": {"Rides", createIndex("ByC", "c", ""), [][2]string{
			{onIndexes(deleteIndex("ByC")), inUseBody("Index creation is in resource allocation phase. Retry deletion during backfilling phase or when the index is active. Table: Rides Index: ByC")},
			{onIndexes(updateIndex("ByC", `,"OnDemandThroughput":{"MaxReadRequestUnits":9}`)), inUseBody("Index is being created but is not backfilling yet. Table: Rides Index: ByC")},
			{createIndex("ByD", "d", ""), limitBody(messageOneIndex)},
			{onIndexes(deleteIndex("ByA")), limitBody(messageOneIndex)},
			{`"BillingMode":"PROVISIONED",` + provisioning(1, 1), inUseBody("Can't change table IOPS when an index is being created. Table: Rides Indexes: [ByC]")},
			{maximum, inUseBody("OnDemandThroughput cannot be updated while index creation is in progress for indexes: [ByC]")},
			{warmer, `500 {"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError","message":"Table is under system maintenance, please try again later"}`},
			{deleteIt, inUseBody("Cannot delete table while indexes are being created, updated, or deleted.")},
			{dp, admitted}, {kms, admitted}, {onIndexes(updateIndex("ByA", `,"OnDemandThroughput":{"MaxReadRequestUnits":9}`)), admitted},
		}},
		"an index that goes": {"Taxis", onIndexes(deleteIndex("ByA")), [][2]string{
			{onIndexes(updateIndex("ByA", ","+provisioning(6, 6))) + "," + provisioning(6, 6), inUseBody("Index is being deleted. Table: Taxis Index: ByA")},
			{provisioning(6, 6), inUseBody("Can't change table IOPS when an index is being deleted. Table: Taxis Indexes: [ByA]")},
			{demand, inUseBody("Can't change table IOPS when an index is being deleted. Table: Taxis Indexes: [ByA]")},
			{deleteIt, inUseBody("Cannot delete table while indexes are being created, updated, or deleted.")}, {dp, admitted},
		}},
		"units of an index": {"Taxis", onIndexes(updateIndex("ByA", ","+provisioning(6, 6))), [][2]string{
			{onIndexes(updateIndex("ByA", ","+provisioning(7, 7))), inUseBody("Index is being updated. Table: Taxis Index: ByA")},
			{onIndexes(deleteIndex("ByA")), inUseBody("Index is being updated. Table: Taxis Index: ByA")},
			{deleteIt, inUseBody("Cannot delete table while indexes are being created, updated, or deleted.")}, {provisioning(6, 6), admitted},
		}},
		"units of an index, and then on demand": {"Taxis", onIndexes(updateIndex("ByA", ","+provisioning(6, 6))), [][2]string{{demand, admitted}}},
		"tags":                                  {"Taxis", tag, [][2]string{{deleteIt, inUseBody("Table tags are being updated: Taxis")}, {provisioning(6, 6), admitted}}},
	} {
		d := rides(t, engine.Second)
		request := c.first
		if !strings.HasPrefix(request, "TagResource") {
			request = update(c.table, request)
		}
		if got := say(d, request); !strings.HasPrefix(got, "200") {
			t.Fatalf("%s: %s", name, got)
		}
		for _, then := range c.then {
			request := update(c.table, then[0])
			if then[0] == deleteIt {
				request = `DeleteTable {"TableName":"` + c.table + `"}`
			}
			got := say(d, request)
			if got != then[1] && !(then[1] == admitted && strings.HasPrefix(got, "200")) {
				t.Errorf("%s, then %s\n got %s\nwant %s", name, request, got, then[1])
			}
		}
		mustHold(t, d)
		say(d, `.Advance {"By":100000000}`)
		mustHold(t, d)
		for _, status := range []string{`"CREATING"`, `"UPDATING"`, `"DELETING"`} {
			if got := say(d, `DescribeTable {"TableName":"`+c.table+`"}`); strings.Contains(got, status) {
				t.Errorf("%s: not all has settled: %s", name, got)
			}
		}
	}
}

// A table may not be updated while it comes or goes.
func TestUpdateTableComingAndGoing(t *testing.T) {
	o := DefaultOptions()
	o.Scale.TableDelay = engine.Second
	d := NewDoor(7, o)
	say(d, newTable(`"DeletionProtectionEnabled":false`))
	const dp = `"DeletionProtectionEnabled":true`
	const tags = `TagResource {"ResourceArn":"arn:aws:dynamodb:us-east-1:000000000000:table/abc","Tags":[{"Key":"k","Value":"v"}]}`
	converse(t, d, []exchange{
		{update("abc", dp), inUseBody("Table is being created: abc")},
		{tags, inUseBody("Table is being created: abc")},
		{newTable(dp), inUseBody("Table is being created: abc")},
	})
	say(d, `.Advance {"By":1000000}`)
	say(d, `DeleteTable {"TableName":"abc"}`)
	converse(t, d, []exchange{
		{update("abc", dp), inUseBody("Table is being deleted: abc")},
		{tags, inUseBody("Table is being deleted: abc")},
		{newTable(dp), inUseBody("Table is being deleted: abc")},
	})
}

// Provisioned units are lowered four times a day, then an hour after the last time, and again when
// the next day begins; the table and each of its indexes count for themselves.
func TestDecreasesAreLimited(t *testing.T) {
	d := rides(t, 0)
	say(d, `.Advance {"Until":1792274400000000}`) // Saturday, October 17, 2026, 22:00:00 UTC
	say(d, update("Taxis", provisioning(20, 20)))
	lower := func(units int) string { return say(d, update("Taxis", provisioning(units, 25))) }
	refused := func(n int, last, next string) string {
		return limitBody(fmt.Sprintf("Provisioned throughput decreases are limited within a given UTC day. After the first 4 decreases, each subsequent decrease in the same UTC day can be performed at most once every 3600 seconds. "+
			"Number of decreases today: %d. Last decrease at Saturday, October 17, 2026 at %s PM Coordinated Universal Time. Next decrease can be made at %s Coordinated Universal Time", n, last, next))
	}
	for n := range 4 {
		if got := lower(19 - n); !strings.Contains(got, fmt.Sprintf(`"NumberOfDecreasesToday":%d,"ReadCapacityUnits":%d,`, n, 20-n)) {
			t.Fatalf("the answer has what still is: %s", got)
		}
		say(d, `.Advance {"By":2000000}`)
	}
	if got, want := lower(15), refused(4, "10:00:06", "Saturday, October 17, 2026 at 11:00:06 PM"); got != want {
		t.Errorf("the fifth: %s\nwant %s", got, want)
	}
	if got := say(d, update("Taxis", provisioning(16, 30))); !strings.HasPrefix(got, "200") {
		t.Errorf("an increase is always admitted: %s", got)
	}
	say(d, `.Advance {"By":1}`)
	both := provisioning(15, 30) + "," + onIndexes(updateIndex("ByA", ","+provisioning(4, 4)))
	if got := say(d, update("Taxis", both)); !strings.HasPrefix(got, "400") {
		t.Errorf("both or neither: %s", got)
	}
	if got := say(d, update("Taxis", onIndexes(updateIndex("ByA", ","+provisioning(4, 4))))); !strings.HasPrefix(got, "200") {
		t.Errorf("an index counts for itself: %s", got)
	}
	say(d, `.Advance {"Until":1792278006000000}`) // 23:00:06
	if got := lower(15); !strings.HasPrefix(got, "200") {
		t.Errorf("an hour later: %s", got)
	}
	say(d, `.Advance {"By":1}`)
	if got, want := lower(14), refused(5, "11:00:06", "Sunday, October 18, 2026 at 12:00:00 AM"); got != want {
		t.Errorf("the sixth: %s\nwant %s", got, want)
	}
	say(d, `.Advance {"Until":1792281600000000}`)
	if got := say(d, `DescribeTable {"TableName":"Taxis"}`); !strings.Contains(got, `"LastDecreaseDateTime":1792278006.000,"NumberOfDecreasesToday":0,`) {
		t.Errorf("a day begins: %s", got)
	}
	if got := lower(14); !strings.HasPrefix(got, "200") {
		t.Errorf("the next day: %s", got)
	}
}

// The calendar's corners.
func TestMoments(t *testing.T) {
	for micros, want := range map[int64]string{
		0:                     "1970-01-01T00:00:00.000 Thursday, January 1, 1970 at 12:00:00 AM",
		951_782_399_999_000:   "2000-02-28T23:59:59.999 Monday, February 28, 2000 at 11:59:59 PM",
		951_782_400_000_000:   "2000-02-29T00:00:00.000 Tuesday, February 29, 2000 at 12:00:00 AM",
		1_709_208_000_000_000: "2024-02-29T12:00:00.000 Thursday, February 29, 2024 at 12:00:00 PM",
		1_735_689_599_001_000: "2024-12-31T23:59:59.001 Tuesday, December 31, 2024 at 11:59:59 PM",
		4_107_542_400_000_000: "2100-03-01T00:00:00.000 Monday, March 1, 2100 at 12:00:00 AM",
		1_791_508_894_000_000: "2026-10-09T01:21:34.000 Friday, October 9, 2026 at 1:21:34 AM",
	} {
		date := engine.Time(micros).Date()
		if got := date.Digits() + " " + inWords(date); got != want+" Coordinated Universal Time" {
			t.Errorf("%d: %s, want %s", micros, got, want)
		}
	}
}

// With realistic delays each kind of change takes what the service took for it.
func TestRealisticDelays(t *testing.T) {
	o := DefaultOptions()
	o.Scale.Realistic = true
	d := NewDoor(7, o)
	now := engine.Time(1_792_000_000_000_000)
	settled := func() engine.Time {
		t.Helper()
		began := now
		for range 10_000 {
			_, due := d.db.Events(0)
			if due == 0 {
				return now - began
			}
			next, _ := d.db.Events(1)
			now = next[0].At
			say(d, fmt.Sprintf(`.Advance {"Until":%d}`, now))
		}
		t.Fatal("it does not settle")
		return 0
	}
	say(d, fmt.Sprintf(`.Advance {"Until":%d}`, now))
	const s = engine.Second
	for _, c := range []struct {
		request     string
		least, most engine.Time
	}{
		{strings.Replace(newTable(`"DeletionProtectionEnabled":false`), "abc", "Other", 1), 5 * s, 10 * s},
		{newTable(`"BillingMode":"PROVISIONED",` + provisioning(5, 5) + "," + globals(indexOn("ByA", "a", ","+provisioning(5, 5)))), 14 * s, 22 * s},
		{update("abc", provisioning(6, 6)), s, 2 * s},
		{update("abc", onIndexes(updateIndex("ByA", ","+provisioning(6, 6)))), 2 * s, 4 * s},
		{update("abc", `"BillingMode":"PAY_PER_REQUEST"`), 129 * s, 172 * s},
		{update("abc", `"BillingMode":"PROVISIONED",`+provisioning(6, 6)+","+onIndexes(updateIndex("ByA", ","+provisioning(6, 6)))), 83 * s, 113 * s},
		{update("abc", `"BillingMode":"PAY_PER_REQUEST"`), 4 * s, 5 * s},
		{update("abc", `"OnDemandThroughput":{"MaxReadRequestUnits":9}`), 0, 0},
		{update("abc", `"TableClass":"STANDARD_INFREQUENT_ACCESS"`), 3600 * engine.Millisecond, 6100 * engine.Millisecond},
		{update("abc", `"SSESpecification":{"Enabled":true}`), 21 * s, 23 * s},
		{update("abc", `"WarmThroughput":{"ReadUnitsPerSecond":13000}`), 270 * s, 510 * s},
		{update("abc", createIndex("ByC", "c", "")), 504 * s, 1076 * s},
		{update("abc", onIndexes(deleteIndex("ByC"))), 2600 * engine.Millisecond, 5100 * engine.Millisecond},
		{`DeleteTable {"TableName":"abc"}`, 6 * s, 6 * s},
	} {
		if got := say(d, c.request); !strings.HasPrefix(got, "200") {
			t.Fatalf("%s: %s", c.request, got)
		}
		if took := settled(); took < c.least || took > c.most {
			t.Errorf("%s: it took %d µs", c.request, took)
		}
	}
	mustHold(t, d)
}

// Who sets deletion protection twice in fifteen seconds is told when to come back.
func TestDeletionProtectionCooldown(t *testing.T) {
	o := DefaultOptions()
	o.Scale.Realistic = true
	d := NewDoor(7, o)
	say(d, `.Advance {"Until":1791500843207000}`)
	say(d, newTable(`"DeletionProtectionEnabled":true`))
	say(d, `.Advance {"Until":1791500858207000}`)
	on, off := update("abc", `"DeletionProtectionEnabled":true`), update("abc", `"DeletionProtectionEnabled":false`)
	if got := say(d, off); !strings.Contains(got, `"TableStatus":"ACTIVE"`) || !strings.Contains(got, `"DeletionProtectionEnabled":false`) {
		t.Fatal(got)
	}
	refusal := `400 {"__type":"com.amazon.coral.availability#ThrottlingException","message":"Deletion protection setting for table abc modified within the previous 15000 milliseconds. Please try again after 2026-10-08T23:07:53.207"}`
	converse(t, d, []exchange{{on, refusal}, {off, refusal}})
	say(d, `.Advance {"By":15000000}`)
	if got := say(d, on); !strings.HasPrefix(got, "200") {
		t.Error(got)
	}
}
