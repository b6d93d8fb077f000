package operation

import (
	"strings"
	"testing"

	"ringside/engine"
	"ringside/parser"
)

// fumbles are what newcomers send, a request for each of the mends.
var fumbles = []string{
	stated(`DELETE FROM Shop WHERE PK = 'a'`, ""),
	stated(`DELETE FROM Shop WHERE PK = 'a' AND PK = 'b' AND SK = '1'`, ""),
	stated(`SELECT * FROM Shop WHERE PK = 5`, ""),
	stated(`SELECT * FROM Shop WHERE PK IN ['`+strings.Repeat("x','", 51)+`y']`, ""),
	stated(`SELECT * FROM Shop WHERE PK IN ['a', 'a']`, ""),
	stated(`SELECT * FROM Shop ORDER BY SK`, ""),
	stated(`SELECT * FROM Shop WHERE SK = '1' ORDER BY SK`, ""),
	stated(`SELECT * FROM Shop WHERE PK IN ['a', 'b'] ORDER BY SK`, ""),
	stated(`SELECT * FROM Shop WHERE PK = 'a' ORDER BY n`, ""),
	stated(`SELECT * FROM Shop.byName`, ""),
	stated(`INSERT INTO Shop.byX VALUE {'PK': 'a'}`, ""),
	stated(`DELETE FROM Shop.byX WHERE PK = 'a'`, ""),
	stated(`SELECT * FROM Shop.byX`, ""),
	`Query {"TableName":"Shop","IndexName":"byX","ConsistentRead":true,"KeyConditionExpression":"x = :x","ExpressionAttributeValues":{":x":{"S":"u"}}}`,
	`ExecuteStatement {"Statement":"SELECT z FROM Shop.byXN WHERE x = 'u'"}`,
	stated(`EXISTS(SELECT * FROM Shop WHERE PK = 'a' AND SK = '1' AND n = 1)`, ""),
	stated(`SELECT * FROM Shop`, `,"NextToken":"x"`),
	stated(`INSERT INTO Shop VALUE {'PK': 'a', 'SK': '1'}`, ""),
	stated(`UPDATE Shop SET y = 'z' WHERE PK = 'none' AND SK = '1'`, ""),
	stated(`SELECT * FROM shop`, ""),
	stated(`INSERT INTO Shop VALUE {'pk': 'a', 'SK': '1'}`, ""),
	stated(`INSERT INTO Shop VALUE {'PK': 1, 'SK': '1'}`, ""),
	`GetItem {"TableName":"Shop","Key":{"PK":{"S":"a"}}}`,
	stated(`UPDATE Shop SET SK = '2' WHERE PK = 'a' AND SK = '1'`, ""),
	`Scan {"TableName":"Shop","FilterExpression":"attribute_exists(status)"}`,
	`Scan {"TableName":"Shop","FilterExpression":"attribute_exists(#s)"}`,
	`Scan {"TableName":"Shop","FilterExpression":"n = :n"}`,
	`Query {"TableName":"Shop","KeyConditionExpression":"SK = :s","ExpressionAttributeValues":{":s":{"S":"u"}}}`,
	`Query {"TableName":"Shop","KeyConditionExpression":"PK = :s","FilterExpression":"SK = :s","ExpressionAttributeValues":{":s":{"S":"u"}}}`,
	stated(`SELECT * FROM Shop WHERE n < true`, ""),
	stated(`UPDATE Shop SET m.k = 1 WHERE PK = 'a' AND SK = '1'`, ""),
	stated(`UPDATE Shop SET n = n + 1 WHERE PK = 'a' AND SK = '1'`, ""),
	stated(`DELETE FROM Shop WHERE PK = 'a' AND SK = '1' RETURNING ALL NEW *`, ""),
	`TransactGetItems {"TransactItems":[{"Get":{"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}}}},{"Get":{"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}}}}]}`,
	`BatchWriteItem {"RequestItems":{"Shop":[{"DeleteRequest":{"Key":{"PK":{"S":"a"},"SK":{"S":"1"}}}},{"DeleteRequest":{"Key":{"PK":{"S":"a"},"SK":{"S":"1"}}}}]}}`,
	`BatchExecuteStatement {"Statements":[{"Statement":"SELECT * FROM Shop WHERE PK = 'a' AND SK = '1'"},{"Statement":"DELETE FROM Plain WHERE id = 1"}]}`,
	`ExecuteTransaction {"TransactStatements":[{"Statement":"SELECT * FROM Shop WHERE PK = 'a' AND SK = '1'"},{"Statement":"DELETE FROM Plain WHERE id = 1"}]}`,
	`ExecuteTransaction {"TransactStatements":[{"Statement":"SELECT * FROM Shop WHERE PK = 'a'"}]}`,
	`ExecuteTransaction {"TransactStatements":[{"Statement":"DELETE FROM Plain WHERE id = 1 RETURNING ALL OLD *"}]}`,
	`ExecuteTransaction {"TransactStatements":[{"Statement":"INSERT INTO Shop VALUE {'PK': 'a', 'SK': '1'}"}]}`,
	stated(`SELECT * FROM Shop WHERE name LIKE 'A%'`, ""),
	stated(`SELECT COUNT(*) FROM Shop`, ""),
}

// Whatever is refused for a common mistake: the trace says how to mend it, and so does Explain of
// the text where it was not the items' fault.
func TestMends(t *testing.T) {
	for _, request := range fumbles {
		d := market(1)
		say(d, `PutItem {"TableName":"Shop","Item":{"PK":{"S":"a"},"SK":{"S":"1"}}}`)
		r := d.Handle(Request{Target: targetOf(request), Body: bodyOf(request), Now: d.db.Now(), TraceLevel: engine.TraceSteps})
		trace := string(r.Trace)
		mend := memberIn(trace, "mend")
		if syntax := memberIn(trace, "syntax"); syntax != "" {
			mend = memberIn(syntax, "mend")
		}
		if r.Status == 200 || mend == "" {
			t.Errorf("%s\n%d %s\n%s", request, r.Status, r.Body, trace)
			continue
		}
		told := say(d, `.Explain {"Text":`+quoted(request)+`}`)
		if strings.Contains(told, `"Error"`) && !strings.Contains(told, `"Mend":`+mend) {
			t.Errorf("%s\nis not told of %s: %s", request, mend, told)
		}
	}
}

// What is missing, and what there is instead, is called by its name. Nothing of it is in the answer.
func TestMendsNameWhatIsThere(t *testing.T) {
	const gone = "There is no item under this key: UPDATE never makes one, INSERT does."
	none := NewDoor(1, DefaultOptions())
	o := DefaultOptions()
	o.Scale.TableDelay = engine.Second
	one := NewDoor(1, o)
	say(one, `CreateTable {"TableName":"Carts","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"N"}],"KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]}`)
	made := one.Clone()
	settled(one)
	many := market(1)
	for _, name := range []string{"A-0", "A-1", "A-2", "A-3", "A-4"} {
		say(many, `CreateTable {"TableName":"`+name+`","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"N"}],"KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]}`)
	}
	settled(many)
	for _, c := range []struct {
		door          *Door
		request, want string
	}{
		{none, stated(`SELECT * FROM Customers`, ""), "There is no table Customers: there is none here."},
		{one, stated(`SELECT * FROM Customers`, ""), "There is no table Customers: here is Carts."},
		{made, stated(`SELECT * FROM Carts`, ""), "The table is still made: let a moment pass."},
		{market(1), stated(`SELECT * FROM Customers`, ""), "There is no table Customers: here are Plain and Shop."},
		{many, stated(`SELECT * FROM Customers`, ""), "There is no table Customers: here are A-0, A-1, A-2, A-3, A-4 and others."},
		{market(1), stated(`SELECT * FROM shop`, ""), "There is no table shop: did you mean Shop?"},
		{market(1), `DescribeTable {"TableName":"shop"}`, "There is no table shop: did you mean Shop?"},
		{market(1), stated(`DELETE FROM Shop WHERE PK = 'a'`, ""), "A statement writes one item: WHERE has to give PK and SK by =; SK is missing here."},
		{market(1), stated(`UPDATE Shop SET a = 1`, ""), "A statement writes one item: WHERE has to give PK and SK by =; PK and SK are missing here."},
		{market(1), stated(`DELETE FROM Plain WHERE id > 1`, ""), "A statement writes one item: WHERE has to give id by =; id is missing here."},
		{market(1), stated(`DELETE FROM Shop WHERE PK = 'a' AND SK = "1"`, ""), "A statement writes one item: WHERE has to give PK and SK by =; SK is missing here. Strings stand between single quotes."},
		{market(1), `PutItem {"PK":"a"}`, `The request needs TableName and Item: {"TableName": …}.`},
		{market(1), stated(`DELETE FROM Plain WHERE id = 1 OR id = 2`, ""), "A statement writes one item: WHERE has to give its whole key by =, without an OR."},
		{market(1), stated(`UPDATE Plain SET a = 1 WHERE id = 7`, ""), gone},
		{market(1), `ExecuteTransaction {"TransactStatements":[{"Statement":"UPDATE Plain SET a = 1 WHERE id = 7"}]}`, gone},
		{market(1), stated(`SELECT COUNT(*) FROM Shop`, ""), "There is no COUNT: SELECT returns attributes. How many items came back, the answer says."},
	} {
		r := c.door.Handle(Request{Target: targetOf(c.request), Body: bodyOf(c.request), Now: c.door.db.Now(), TraceLevel: engine.TraceSteps})
		if got := memberIn(string(r.Trace), "mend"); got != quoted(c.want) || strings.Contains(string(r.Body), c.want) {
			t.Errorf("%s\n got %s\nwant %s\n%s", c.request, got, c.want, r.Body)
		}
	}
}

// An UPDATE of an item that is there, but is not as WHERE wants it.
func TestMendOfACondition(t *testing.T) {
	d := market(1)
	say(d, `PutItem {"TableName":"Plain","Item":{"id":{"N":"7"}}}`)
	request := stated(`UPDATE Plain SET a = 1 WHERE id = 7 AND b = 1`, "")
	r := d.Handle(Request{Target: targetOf(request), Body: bodyOf(request), Now: d.db.Now(), TraceLevel: engine.TraceSteps})
	if got := memberIn(string(r.Trace), "mend"); !strings.Contains(got, "Read the item") {
		t.Error(got)
	}
}

// What is said in place of SQL's own statements about tables can be sent as it is.
func TestMendsCanBeSent(t *testing.T) {
	d := market(1)
	for _, statement := range []string{"CREATE TABLE Orders (id INT)", "DESCRIBE Orders", "DROP TABLE Orders", "SHOW TABLES"} {
		_, err := parser.ParseStatement(statement)
		_, request, _ := strings.Cut(err.(*parser.Error).Mend, ": ")
		if got := say(d, strings.TrimSuffix(request, ".")); !strings.HasPrefix(got, "200") {
			t.Errorf("%s: %s: %s", statement, request, got)
		}
		settled(d)
	}
}

// A request that is not refused needs no mending.
func TestNothingToMend(t *testing.T) {
	d := market(1)
	r := d.Handle(Request{Target: dynamoDB + "Scan", Body: `{"TableName":"Shop"}`, Now: d.db.Now(), TraceLevel: engine.TraceSteps})
	if strings.Contains(string(r.Trace), "mend") {
		t.Error(string(r.Trace))
	}
}
