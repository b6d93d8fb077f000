package operation

import "testing"

// BenchmarkStatement measures a statement that was seen before, beside the request that it
// amounts to.
func BenchmarkStatement(b *testing.B) {
	const key, item = `{"PK":{"S":"a"},"SK":{"S":"3"}}`, `"status":{"S":"OPEN"},"price":{"N":"129.90"}`
	for _, c := range []struct{ name, statement, native string }{
		{"GetItem", stated(`SELECT * FROM Shop WHERE PK = ? AND SK = ?`, `,"Parameters":[{"S":"a"},{"S":"3"}]`),
			`GetItem {"TableName":"Shop","ConsistentRead":true,"Key":` + key + `}`},
		{"GetItem_literals", stated(`SELECT * FROM Shop WHERE PK = 'a' AND SK = '3'`, ""), `GetItem {"TableName":"Shop","ConsistentRead":true,"Key":` + key + `}`},
		{"Query", stated(`SELECT * FROM Shop WHERE PK = ?`, `,"Parameters":[{"S":"a"}]`),
			`Query {"TableName":"Shop","ConsistentRead":true,"KeyConditionExpression":"PK = :p","ExpressionAttributeValues":{":p":{"S":"a"}}}`},
		{"Query_filter", stated(`SELECT n FROM Shop WHERE PK = ? AND begins_with(SK, ?) AND n > 3`, `,"Parameters":[{"S":"a"},{"S":"3"}]`),
			`Query {"TableName":"Shop","ConsistentRead":true,"KeyConditionExpression":"PK = :p AND begins_with(SK, :s)","FilterExpression":"n > :n","ProjectionExpression":"n","ExpressionAttributeValues":{":p":{"S":"a"},":s":{"S":"3"},":n":{"N":"3"}}}`},
		{"PutItem", stated(`INSERT INTO Shop VALUE {'PK': ?, 'SK': '6', 'status': 'OPEN', 'price': 129.90}`, `,"Parameters":[{"S":"new"}]`),
			`PutItem {"TableName":"Shop","Item":{"PK":{"S":"new"},"SK":{"S":"6"},` + item + `},"ConditionExpression":"attribute_not_exists(PK)"}`},
		{"UpdateItem", stated(`UPDATE Shop SET n = n + 1 WHERE PK = ? AND SK = ?`, `,"Parameters":[{"S":"a"},{"S":"3"}]`),
			`UpdateItem {"TableName":"Shop","Key":` + key + `,"UpdateExpression":"SET n = n + :one","ConditionExpression":"attribute_exists(PK)","ExpressionAttributeValues":{":one":{"N":"1"}}}`},
	} {
		for _, way := range []struct{ name, request string }{{"/native", c.native}, {"/statement", c.statement}} {
			b.Run(c.name+way.name, func(b *testing.B) { benchmarkRequest(b, way.request, c.name == "PutItem") })
		}
	}
}

// benchmarkRequest repeats a request; an item that it makes is taken away again, off the clock.
func benchmarkRequest(b *testing.B, request string, makes bool) {
	d := stocked(b)
	ask := Request{Target: targetOf(request), Body: bodyOf(request)}
	undo := Request{Target: dynamoDB + "DeleteItem", Body: `{"TableName":"Shop","Key":{"PK":{"S":"new"},"SK":{"S":"6"}}}`}
	b.ReportAllocs()
	for b.Loop() {
		if r := d.Handle(ask); r.Status != 200 {
			b.Fatal(string(r.Body))
		}
		if makes {
			b.StopTimer()
			d.Handle(undo)
			b.StartTimer()
		}
	}
}
