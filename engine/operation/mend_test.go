package operation

import (
	"strings"
	"testing"

	"ringside/engine"
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

// A request that is not refused needs no mending.
func TestNothingToMend(t *testing.T) {
	d := market(1)
	r := d.Handle(Request{Target: dynamoDB + "Scan", Body: `{"TableName":"Shop"}`, Now: d.db.Now(), TraceLevel: engine.TraceSteps})
	if strings.Contains(string(r.Trace), "mend") {
		t.Error(string(r.Trace))
	}
}
