package operation

import (
	"strconv"
	"strings"
	"testing"
)

// Of each Scan it is said how it becomes a Query, and of a Query nothing.
func TestAdvice(t *testing.T) {
	d := market(1)
	for _, it := range []string{`"PK":{"S":"a"},"SK":{"S":"1"},"x":{"S":"u"},"n":{"N":"1"}`, `"PK":{"S":"a"},"SK":{"S":"2"},"x":{"S":"v"}`, `"PK":{"S":"b"},"SK":{"S":"1"},"z":{"S":"w"}`} {
		say(d, `PutItem {"TableName":"Shop","Item":{`+it+`}}`)
	}
	settled(d)
	const key = `[{"Kind":"key","Text":"Give the partition key PK by = in WHERE: then one item collection is read by a Query, and not every item."},`
	for statement, want := range map[string]string{
		`SELECT * FROM Shop WHERE PK = 'a'`:               `[]`,
		`SELECT * FROM Shop`:                              `[{"Kind":"key","Text":"Without a WHERE every item is read. Where it gives the partition key PK by =, one item collection is."}]`,
		`SELECT * FROM Shop WHERE PK > 'a'`:               `[{"Kind":"key","Text":"Compare the partition key PK by = or IN: by > there is nowhere to look, for its hash keeps no order."}]`,
		`SELECT * FROM Shop WHERE PK = 'a' OR z = 'w'`:    `[{"Kind":"key","Text":"Every alternative of the OR has to give the partition key PK by = or IN; one that does not makes all of it a Scan."}]`,
		`SELECT * FROM Shop WHERE PK = 'a' AND z = NULL`:  `[{"Kind":"missing","Text":"z = NULL holds only where z has the value NULL. For items that have no z at all write z IS MISSING."}]`,
		`SELECT * FROM Shop WHERE PK = 'a' AND z IS NULL`: `[{"Kind":"missing","Text":"z IS NULL holds only where z has the value NULL. For items that have no z at all write z IS MISSING."}]`,
		`SELECT * FROM Shop WHERE PK = "a" AND SK = "it""s"`: `[{"Kind":"quotes","Text":"Between double quotes stands the name of an attribute; a string stands between single quotes: 'a'.",` +
			`"Statement":"SELECT * FROM Shop WHERE PK = 'a' AND SK = 'it\"s'"},` + key[1:len(key)-1] + `]`,
		`SELECT SK FROM Shop WHERE x = 'u'`: key +
			`{"Kind":"index","Text":"WHERE gives the partition key of the index byX: a Query of it reads 1 item instead of 3.","Statement":"SELECT SK FROM Shop.byX WHERE x = 'u'",` +
			`"Request":{"Target":"DynamoDB_20120810.Query","Body":{"TableName":"Shop","IndexName":"byX","KeyConditionExpression":"x = :x","ProjectionExpression":"SK","ExpressionAttributeValues":{":x":{"S":"u"}}}}},` +
			`{"Kind":"index","Text":"WHERE gives the partition key of the index byXN: a Query of it reads 1 item instead of 3. Items without n are not in it.","Statement":"SELECT SK FROM Shop.byXN WHERE x = 'u'",` +
			`"Request":{"Target":"DynamoDB_20120810.Query","Body":{"TableName":"Shop","IndexName":"byXN","KeyConditionExpression":"x = :x","ProjectionExpression":"SK","ExpressionAttributeValues":{":x":{"S":"u"}}}}}]`,
		`SELECT * FROM Shop WHERE z = 'w' AND n > 1`: key +
			`{"Kind":"new-index","Text":"An index by z, sorted by n, would make this a Query. It is not for nothing: every write of an item that has z and n is paid once more, for the index, which follows the table a moment later. Once it is there, FROM has to name it: FROM Shop.byZN.",` +
			`"Request":{"Target":"DynamoDB_20120810.UpdateTable","Body":{"TableName":"Shop","AttributeDefinitions":[{"AttributeName":"z","AttributeType":"S"},{"AttributeName":"n","AttributeType":"N"}],` +
			`"GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"byZN","KeySchema":[{"AttributeName":"z","KeyType":"HASH"},{"AttributeName":"n","KeyType":"RANGE"}],"Projection":{"ProjectionType":"ALL"}}}]}}}]`,
		`SELECT * FROM Shop.byX WHERE PK = 'a' AND SK = '1'`: strings.Replace(key, "PK by", "x of the index byX by", 1) +
			`{"Kind":"index","Text":"WHERE gives the partition key of the table itself: a GetItem reads 1 item instead of 2.","Statement":"SELECT * FROM Shop WHERE PK = 'a' AND SK = '1'",` +
			`"Request":{"Target":"DynamoDB_20120810.GetItem","Body":{"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}}}}}]`,
		`SELECT * FROM Shop WHERE PK > 5`: `[{"Kind":"type","Text":"PK is of type S in every item, and is compared with one of type N: nothing is found so."},` +
			`{"Kind":"key","Text":"Compare the partition key PK by = or IN: by > there is nowhere to look, for its hash keeps no order."}]`,
	} {
		if got := memberIn(say(d, `.Explain {"Statement":`+quoted(statement)+`}`)[4:], "Advice"); got != want {
			t.Errorf("%s\n got %s\nwant %s", statement, got, want)
		}
	}
}

// What is in no item, or never of the type that it is compared with, is told of by a look at the first items; and that
// counts nothing.
func TestAdviceLooksAtTheItems(t *testing.T) {
	const alone = `[{"Kind":"unknown","Text":"No item here has an attribute `
	for _, c := range []struct {
		items       int
		where, want string
	}{
		{0, `id = 1 AND Totl = 5`, `[]`},
		{2, `id = 1 AND Total = 5`, `[]`},
		{2, `id = 1 AND x = 5`, alone + `x."}]`},
		{2, `id = 1 AND total > 5 AND Total < ?`, alone + `total; did you mean Total? Letters keep their case.","Statement":"SELECT * FROM Plain WHERE id = 1 AND Total > 5 AND Total < ?"}]`},
		{2, `"emäil" = 'é' AND id = 1 OR id = 2 AND "emäil" = 'b'`, alone + `emäil; did you mean Email? Letters keep their case.",` +
			`"Statement":"SELECT * FROM Plain WHERE Email = 'é' AND id = 1 OR id = 2 AND Email = 'b'"}]`},
		{2, `id = 1 AND begins_with(emal, 'a')`, alone + `emal; did you mean Email? Letters keep their case.","Statement":"SELECT * FROM Plain WHERE id = 1 AND begins_with(Email, 'a')"}]`},
		{2, `id = 1 AND NOT odd.b = 1`, `[]`},
		{2, `id = 1 AND NOT Odd.b = 1`, alone + `Odd; did you mean odd? Letters keep their case.","Statement":"SELECT * FROM Plain WHERE id = 1 AND NOT odd.b = 1"}]`},
		{2, `id = 1 AND emal IS MISSING AND attribute_not_exists(emal)`, `[]`},
		{101, `id = 1 AND x = 5`, `[{"Kind":"unknown","Text":"None of the first 100 items has an attribute x."}]`},
		{2, `ID = 'a'`, alone + `ID; did you mean id? Letters keep their case."},` +
			`{"Kind":"key","Text":"Give the partition key id by = in WHERE: then one item collection is read by a Query, and not every item."}]`},
		{2, `id = 1 AND Total > '50'`, `[{"Kind":"type","Text":"Total is of type N in the items here, and is compared with one of type S: nothing is found so."}]`},
		{101, `id = 1 AND Total > '50'`, `[{"Kind":"type","Text":"Total is of type N in the first 100 items, and is compared with one of type S: none of those is found so."}]`},
		{2, `id = 1 AND odd = true`, `[]`},
		{2, `id = 1 AND Email <> NULL`, `[{"Kind":"missing","Text":"Email <> NULL holds for items without Email, too. For items that have it write Email IS NOT MISSING."}]`},
		{2, `id = 1 AND Email IS NOT NULL`, `[{"Kind":"missing","Text":"Email IS NOT NULL holds for items without Email, too. For items that have it write Email IS NOT MISSING."}]`},
	} {
		d := market(1)
		for i := range c.items {
			odd := [...]string{`{"N":"1"}`, `{"M":{}}`}[i%2]
			say(d, `PutItem {"TableName":"Plain","Item":{"id":{"N":"`+strconv.Itoa(i)+`"},"Total":{"N":"1"},"Email":{"S":"a"},"odd":`+odd+`}}`)
		}
		parameters := ""
		if strings.Contains(c.where, "?") {
			parameters = `,"Parameters":[{"N":"9"}]`
		}
		before := say(d, `.Inspect {"Level":"table","TableName":"Plain"}`)
		if got := memberIn(say(d, `.Explain {"Statement":`+quoted(`SELECT * FROM Plain WHERE `+c.where)+parameters+`}`)[4:], "Advice"); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.where, got, c.want)
		}
		if after := say(d, `.Inspect {"Level":"table","TableName":"Plain"}`); after != before {
			t.Errorf("%s\nbefore %s\nafter %s", c.where, before, after)
		}
	}
}

// What is said of tests for NULL is so.
func TestNotNullHoldsForWhatIsMissing(t *testing.T) {
	d := market(1)
	say(d, `PutItem {"TableName":"Plain","Item":{"id":{"N":"1"}}}`)
	for test, want := range map[string]string{"<> NULL": `[{"id":{"N":"1"}}]`, "IS NOT NULL": `[{"id":{"N":"1"}}]`, "IS NOT MISSING": `[]`} {
		if got := memberIn(say(d, stated(`SELECT * FROM Plain WHERE Email `+test, ""))[4:], "Items"); got != want {
			t.Errorf("%s: %s", test, got)
		}
	}
}

// What is advised can be sent as it is, and then the index is there to be used.
func TestAdvisedIndexMakesAQuery(t *testing.T) {
	for _, statement := range []string{
		`SELECT * FROM Shop WHERE z = 'w' AND n > 1`,
		`SELECT * FROM Shop WHERE begins_with(y, 'a') AND SK = '1'`,
		`SELECT * FROM Plain WHERE "odd name" = 1 AND b = 'x'`,
	} {
		d := market(1)
		said := say(d, `.Explain {"Statement":`+quoted(statement)+`}`)
		_, request, found := strings.Cut(said, `"Request":{"Target":"DynamoDB_20120810.UpdateTable","Body":`)
		if !found {
			t.Fatal(said)
		}
		const end = `}}]}`
		body, _, _ := strings.Cut(request, end)
		if got := say(d, `UpdateTable `+body+end); !strings.HasPrefix(got, "200") {
			t.Fatalf("%s: %s", body, got)
		}
		for range 100 {
			settled(d)
		}
		if said = say(d, `.Explain {"Statement":`+quoted(statement)+`}`); !strings.Contains(said, `"Kind":"index"`) {
			t.Errorf("%s: %s", statement, said)
		}
	}
}
