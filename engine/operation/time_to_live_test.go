package operation

import (
	"strings"
	"testing"

	"ringside/engine"
)

// timeToLive asks for the items of a table to expire by an attribute, or no longer.
func timeToLive(table, enabled, attribute string) string {
	return `UpdateTimeToLive {"TableName":"` + table + `","TimeToLiveSpecification":{"Enabled":` + enabled + `,"AttributeName":"` + attribute + `"}}`
}

func specified(enabled, attribute string) string {
	return `200 {"TimeToLiveSpecification":{"Enabled":` + enabled + `,"AttributeName":"` + attribute + `"}}`
}

func TestTimeToLiveMessages(t *testing.T) {
	const describe, halfAnHour = `DescribeTimeToLive {"TableName":"Shop"}`, `.Advance {"By":1800000000}`
	detected := func(what string) string { return invalidBody("1 validation error detected: " + what) }
	unknown := dynamoBody("ResourceNotFoundException", "Requested resource not found: Table: Nope not found")
	noName := invalidBody("The parameter 'TableName' is required but was not present in the request")
	often := invalidBody("Time to live has been modified multiple times within a fixed interval")
	long := strings.Repeat("ä", 256)
	d := shop(t)
	converse(t, d, []exchange{
		{`UpdateTimeToLive {"TimeToLiveSpecification":{}}`, noName},
		{`DescribeTimeToLive {}`, noName},
		{timeToLive("a", "true", ""), detected("Value 'a' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3")},
		{timeToLive("a b", "true", ""), detected("Value 'a b' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+")},
		{`UpdateTimeToLive {"TableName":"Nope"}`, detected("Value null at 'timeToLiveSpecification' failed to satisfy constraint: Member must not be null")},
		{`UpdateTimeToLive {"TableName":"Nope","TimeToLiveSpecification":{"Enabled":null,"AttributeName":"a"}}`, detected("Value null at 'timeToLiveSpecification.enabled' failed to satisfy constraint: Member must not be null")},
		{`UpdateTimeToLive {"TableName":"Nope","TimeToLiveSpecification":{"Enabled":false}}`, detected("Value null at 'timeToLiveSpecification.attributeName' failed to satisfy constraint: Member must not be null")},
		{timeToLive("Nope", "true", ""), detected("Value '' at 'timeToLiveSpecification.attributeName' failed to satisfy constraint: Member must have length greater than or equal to 1")},
		{timeToLive("Nope", "true", long), detected("Value '" + long + "' at 'timeToLiveSpecification.attributeName' failed to satisfy constraint: Member must have length less than or equal to 255")},
		{timeToLive("Nope", "true", long[2:]), unknown},
		{`DescribeTimeToLive {"TableName":"Nope"}`, unknown},
		{describe, `200 {"TimeToLiveDescription":{"TimeToLiveStatus":"DISABLED"}}`},
		{timeToLive("Shop", "false", "ttl"), invalidBody("TimeToLive is already disabled")},
		{timeToLive("arn:aws:dynamodb:us-east-1:000000000000:table/Shop", "true", "ttl"), specified("true", "ttl")},
		{describe, `200 {"TimeToLiveDescription":{"TimeToLiveStatus":"ENABLED","AttributeName":"ttl"}}`},
		{timeToLive("Shop", "true", "ttl"), invalidBody("TimeToLive is already enabled")},
		{timeToLive("Shop", "true", "other"), invalidBody("TimeToLive is active on a different AttributeName: current AttributeName is ttl")},
		{timeToLive("Shop", "false", "other"), invalidBody("TimeToLive is active on a different AttributeName: current AttributeName is ttl")},
		{timeToLive("Shop", "false", "ttl"), often},
		{halfAnHour, `200 {"Now":1800000000,"More":false,"Ran":{},"Events":[]}`},
		{timeToLive("Shop", "false", "ttl"), specified("false", "ttl")},
		{timeToLive("Shop", "true", "other"), often},
		{halfAnHour, `200 {"Now":3600000000,"More":false,"Ran":{},"Events":[]}`},
		{timeToLive("Shop", "true", "other"), specified("true", "other")},
	})
}

// What a table that comes or goes says, and one whose Time to Live is on its way.
func TestTimeToLiveStates(t *testing.T) {
	o := DefaultOptions()
	o.Scale.TableDelay = 5 * engine.Second
	d := NewDoor(1, o)
	const describe = `DescribeTimeToLive {"TableName":"New"}`
	say(d, `CreateTable {"TableName":"New","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"a","AttributeType":"N"}],"KeySchema":[{"AttributeName":"a","KeyType":"HASH"}]}`)
	converse(t, d, []exchange{
		{describe, invalidBody("Cannot describe time to live while table is in CREATING state: Current table state is CREATING")},
		{timeToLive("New", "true", "a"), dynamoBody("ResourceNotFoundException", "Requested resource not found: Table: New not found")},
	})
	say(d, `.Advance {"By":5000000}`)
	converse(t, d, []exchange{
		{timeToLive("New", "true", "a"), specified("true", "a")},
		{describe, `200 {"TimeToLiveDescription":{"TimeToLiveStatus":"ENABLING","AttributeName":"a"}}`},
		{`.Advance {"By":1800000000}`, `200 {"Now":1805000000,"More":false,"Ran":{"enlist":1},"Events":[{"At":10000000,"Kind":"enlist","TableName":"New"}]}`},
		{describe, `200 {"TimeToLiveDescription":{"TimeToLiveStatus":"ENABLED","AttributeName":"a"}}`},
		{timeToLive("New", "false", "a"), specified("false", "a")},
		{describe, `200 {"TimeToLiveDescription":{"TimeToLiveStatus":"DISABLING","AttributeName":"a"}}`},
	})
	say(d, `DeleteTable {"TableName":"New"}`)
	converse(t, d, []exchange{
		{timeToLive("New", "true", "a"), dynamoBody("ResourceInUseException", "Attempt to change a resource which is still in use: Table is being deleted: New")},
		{describe, `200 {"TimeToLiveDescription":{"TimeToLiveStatus":"DISABLING","AttributeName":"a"}}`},
		{`.Advance {"By":5000000}`, `200 {"Now":1810000000,"More":false,"Ran":{"drop":1,"unlist":1},"Events":[{"At":1810000000,"Kind":"unlist","TableName":"New"},{"At":1810000000,"Kind":"drop","TableName":"New"}]}`},
		{`.Check {}`, `200 {"Violations":[]}`},
	})
}

// A key attribute may be the one that items expire by; what waits can be seen, what was deleted is
// counted, and a table that is dropped takes its event with it.
func TestInspectTimeToLive(t *testing.T) {
	d := shop(t)
	say(d, timeToLive("Plain", "true", "id"))
	for _, id := range []string{"30", "20.5", "1e3", "40"} {
		say(d, `PutItem {"TableName":"Plain","Item":{"id":{"N":"`+id+`"}}}`)
	}
	shown := func(more string) string {
		table := must(t, d, ringside+"Inspect", `{"Level":"table","TableName":"Plain"`+more+`}`)
		return memberOf(t, table, "TimeToLive")
	}
	if got, want := shown(`,"Limit":2`), `{"AttributeName":"id","TimeToLiveStatus":"ENABLED","Waiting":4,"Next":[`+
		`{"PartitionKey":{"N":"20.5"},"ExpiresAt":21000000,"DueAt":621000000},{"PartitionKey":{"N":"30"},"ExpiresAt":30000000,"DueAt":630000000}]}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := must(t, d, ringside+"Advance", `{"By":630000000}`); !strings.Contains(got, `"Kind":"expire","TableName":"Plain","Deleted":1}`) {
		t.Errorf("advanced: %s", got)
	}
	if got := must(t, d, ringside+"Inspect", `{"Level":"database"}`); !strings.Contains(got, `"Kind":"expire","TableName":"Plain"}`) || memberOf(t, memberOf(t, got, "Scale"), "TTLDelay") != "600000000" {
		t.Errorf("inspected: %s", got)
	}
	say(d, `DeleteTable {"TableName":"Plain"}`)
	say(d, `.Advance {"By":1000000}`)
	if got := must(t, d, ringside+"Inspect", `{"Level":"database"}`); memberOf(t, got, "EventCount") != "0" {
		t.Errorf("something is coming: %s", got)
	}
}

// A saved checkpoint keeps the attribute, and the items expire where it is opened, too; those that
// had expired by then wait as long as what expires when it is opened.
func TestSaveKeepsTimeToLive(t *testing.T) {
	d := stocked(t)
	say(d, timeToLive("Shop", "true", "n"))
	say(d, timeToLive("Plain", "true", "x"))
	say(d, `.Advance {"By":3000000}`)
	opened := NewDoor(9, d.options)
	openText(t, opened, everything(t, d), 1)
	for _, d := range []*Door{d, opened} {
		converse(t, d, []exchange{
			{`DescribeTimeToLive {"TableName":"Shop"}`, `200 {"TimeToLiveDescription":{"TimeToLiveStatus":"ENABLED","AttributeName":"n"}}`},
			{`DescribeTimeToLive {"TableName":"Plain"}`, `200 {"TimeToLiveDescription":{"TimeToLiveStatus":"ENABLED","AttributeName":"x"}}`},
		})
		say(d, `.Advance {"Until":603000000}`)
		converse(t, d, []exchange{
			{`Scan {"TableName":"Shop","Select":"COUNT","ConsistentRead":true}`, `200 {"Count":2,"ScannedCount":2}`},
			{`.Check {}`, `200 {"Violations":[]}`},
		})
	}
}
