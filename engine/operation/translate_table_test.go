package operation

import (
	"strings"
	"testing"

	"ringside/engine/item"
)

// What some statements are put into, letter for letter.
func TestTranslations(t *testing.T) {
	d := market(1)
	for statement, want := range map[string]string{
		`SELECT * FROM Shop WHERE PK = 'a' AND SK = '1'`: `GetItem {"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}}}`,
		`SELECT n FROM Shop WHERE PK IN ['a', 'b'] AND SK = '1'`: `GetItem {"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}},"ProjectionExpression":"n"}` + "\n" +
			`GetItem {"TableName":"Shop","Key":{"PK":{"S":"b"},"SK":{"S":"1"}},"ProjectionExpression":"n"}`,
		`SELECT status, m.k[0] FROM Shop WHERE PK = 'a' AND SK BETWEEN '1' AND '3' AND status IS MISSING ORDER BY SK DESC`: `Query {"TableName":"Shop",` +
			`"KeyConditionExpression":"PK = :PK AND SK BETWEEN :SK AND :SK2","FilterExpression":"attribute_not_exists(#status)","ProjectionExpression":"#status, m.k[0]",` +
			`"ExpressionAttributeNames":{"#status":"status"},"ExpressionAttributeValues":{":PK":{"S":"a"},":SK":{"S":"1"},":SK2":{"S":"3"}},"ScanIndexForward":false}`,
		`SELECT * FROM Shop.byX WHERE x = 'u' AND (y = 1 OR NOT y IS NULL)`: `Query {"TableName":"Shop","IndexName":"byX","KeyConditionExpression":"x = :x",` +
			`"FilterExpression":"y = :y OR NOT attribute_type(y, :null)","ExpressionAttributeValues":{":x":{"S":"u"},":y":{"N":"1"},":null":{"S":"NULL"}}}`,
		`SELECT * FROM Shop WHERE size("odd name") > 3`: `Scan {"TableName":"Shop","FilterExpression":"size(#oddname) > :oddname",` +
			`"ExpressionAttributeNames":{"#oddname":"odd name"},"ExpressionAttributeValues":{":oddname":{"N":"3"}}}`,
		`INSERT INTO Shop VALUE {'PK': 'a', 'SK': '1', 's': <<1, 2>>}`: `PutItem {"TableName":"Shop","Item":{"PK":{"S":"a"},"SK":{"S":"1"},"s":{"NS":["1","2"]}},"ConditionExpression":"attribute_not_exists(PK)"}`,
		`UPDATE Shop SET n = n + 1 SET tags = set_add(tags, <<'x'>>) REMOVE z WHERE PK = 'a' AND SK = '1' AND n < 9 RETURNING MODIFIED NEW *`: `UpdateItem {"TableName":"Shop",` +
			`"Key":{"PK":{"S":"a"},"SK":{"S":"1"}},"UpdateExpression":"SET n = n + :n REMOVE z ADD tags :tags","ConditionExpression":"attribute_exists(PK) AND n < :n2","ReturnValues":"UPDATED_NEW",` +
			`"ExpressionAttributeValues":{":n":{"N":"1"},":tags":{"SS":["x"]},":n2":{"N":"9"}}}`,
		`DELETE FROM Shop WHERE PK = 'a' AND SK = '1' AND n = 1 AND y = 2`: `DeleteItem {"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}},` +
			`"ConditionExpression":"attribute_not_exists(PK) OR (n = :n AND y = :y)","ExpressionAttributeValues":{":n":{"N":"1"},":y":{"N":"2"}}}`,
		`UPDATE Shop SET n = 1 + 2 + n WHERE PK = 'a' AND SK = '1'`: ``,
		`SELECT * FROM Shop WHERE PK = 'a' AND SK <> '1'`:           ``,
		`SELECT * FROM Shop WHERE (n = 1 OR n = 2) = true`:          ``,
	} {
		if got := strings.Join(translations(d, `ExecuteStatement {"Statement":`+quoted(statement)+`}`), "\n"); got != want {
			t.Errorf("%s\n got %s\nwant %s", statement, got, want)
		}
	}
	const several = `ExecuteTransaction {"TransactStatements":[{"Statement":"EXISTS(SELECT * FROM Plain WHERE id = 1 AND n = 2)"},{"Statement":"DELETE FROM Plain WHERE id = 2"}],"ClientRequestToken":"t"}`
	const want = `TransactWriteItems {"TransactItems":[{"ConditionCheck":{"TableName":"Plain","Key":{"id":{"N":"1"}},"ConditionExpression":"attribute_exists(id) AND n = :n",` +
		`"ExpressionAttributeValues":{":n":{"N":"2"}}}},{"Delete":{"TableName":"Plain","Key":{"id":{"N":"2"}}}}],"ClientRequestToken":"t"}`
	if got := strings.Join(translations(d, several), "\n"); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

// What some requests are put into, letter for letter, and what is said of that.
func TestRestatements(t *testing.T) {
	d := market(1)
	for request, want := range map[string]string{
		`GetItem {"TableName":"Plain","Key":{"id":{"N":"1.0"}},"ProjectionExpression":"#d, odd","ExpressionAttributeNames":{"#d":"date"}}`: `SELECT "date", odd FROM Plain WHERE id = 1`,
		`Query {"TableName":"Shop","IndexName":"byX","KeyConditionExpression":"#x = :x AND begins_with(SK, :s)","FilterExpression":"a.b[1] IN (:s, :x) OR attribute_exists(n)","ScanIndexForward":false,` +
			`"ExpressionAttributeNames":{"#x":"x"},"ExpressionAttributeValues":{":x":{"S":"it's"},":s":{"S":"1"}}}`: `SELECT * FROM Shop.byX WHERE x = 'it''s' AND begins_with(SK, '1') AND (a.b[1] IN ('1', 'it''s') OR n IS NOT MISSING) ORDER BY SK DESC`,
		`PutItem {"TableName":"Plain","Item":{"id":{"N":"1"},"l":{"L":[{"S":"x"},{"NULL":true},{"BOOL":true},{"M":{"k":{"N":"-1"}}}]},"s":{"SS":["a"]},"b":{"B":"AAE="}},"ConditionExpression":"attribute_not_exists(id)"}`: `INSERT INTO Plain VALUE {'b': ?, 'id': 1, 'l': ['x', NULL, true, {'k': -1}], 's': <<'a'>>} ` +
			differsInsertFail,
		`PutItem {"TableName":"Plain","Item":{"id":{"N":"1"}}}`: `INSERT INTO Plain VALUE {'id': 1} ` + differsInReplace,
		`UpdateItem {"TableName":"Plain","Key":{"id":{"N":"1"}},"UpdateExpression":"SET a = a - :one, b = list_append(b, :l) REMOVE c DELETE s :s","ConditionExpression":"attribute_exists(id) AND a > :one","ReturnValues":"ALL_NEW",` +
			`"ExpressionAttributeValues":{":one":{"N":"1"},":l":{"L":[]},":s":{"NS":["1"]}}}`: `UPDATE Plain SET a = a - 1, b = list_append(b, []), s = set_delete(s, <<1>>) REMOVE c WHERE id = 1 AND a > 1 RETURNING ALL NEW *`,
		`UpdateItem {"TableName":"Plain","Key":{"id":{"N":"1"}},"UpdateExpression":"ADD n :one","ExpressionAttributeValues":{":one":{"N":"1"}}}`:                          `UPDATE Plain SET n = n + 1 WHERE id = 1 ` + differsInCounting,
		`UpdateItem {"TableName":"Plain","Key":{"id":{"N":"1"}},"UpdateExpression":"SET n = if_not_exists(n, :one)","ExpressionAttributeValues":{":one":{"N":"1"}}}`:      ` `,
		`DeleteItem {"TableName":"Plain","Key":{"id":{"N":"1"}},"ConditionExpression":"n = :n","ExpressionAttributeValues":{":n":{"N":"1"}}}`:                             `DELETE FROM Plain WHERE id = 1 AND n = 1 ` + differsInMissing,
		`DeleteItem {"TableName":"Plain","Key":{"id":{"N":"1"}},"ConditionExpression":"attribute_not_exists(id) OR n = :n","ExpressionAttributeValues":{":n":{"N":"1"}}}`: `DELETE FROM Plain WHERE id = 1 AND n = 1`,
		`Scan {"TableName":"Shop","FilterExpression":"PK = :p","ExpressionAttributeValues":{":p":{"S":"a"}}}`:                                                             `SELECT * FROM Shop WHERE PK = 'a' ` + differsInScan + `Query.`,
		`Scan {"TableName":"Shop","Segment":0,"TotalSegments":2}`:                                                                                                         ` `,
	} {
		said := say(d, `.Explain {"Target":"`+targetOf(request)+`","Body":`+bodyOf(request)+`}`)[4:]
		got := texted(memberIn(said, "Statement")) + " " + texted(memberIn(said, "Differs"))
		if strings.TrimSpace(got) != strings.TrimSpace(want) {
			t.Errorf("%s\n got %s\nwant %s", request, got, want)
		}
	}
}

// texted is what a JSON string says, "" for none.
func texted(json string) string {
	if json == "" {
		return ""
	}
	text, _ := item.NewReader(json).String()
	return text
}
