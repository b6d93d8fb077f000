package operation

import (
	"strconv"
	"testing"

	"ringside/engine"
)

// BenchmarkHandle measures whole requests, from body to body.
func BenchmarkHandle(b *testing.B) {
	const item = `"status":{"S":"OPEN"},"total":{"N":"129.90"},"lines":{"L":[{"M":{"sku":{"S":"lamp"},"n":{"N":"2"}}}]}`
	for _, c := range []struct {
		name    string
		request func(i int) string
	}{
		{"PutItem", func(i int) string {
			return `PutItem {"TableName":"Shop","Item":{"PK":{"S":"c` + strconv.Itoa(i%1000) + `"},"SK":{"S":"o` + strconv.Itoa(i%10000) + `"},` + item + `}}`
		}},
		{"GetItem", func(i int) string {
			return `GetItem {"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"` + strconv.Itoa(i%5+1) + `"}}}`
		}},
		{"Query", func(int) string { return queried("") }},
		{"UpdateItem", func(i int) string {
			return `UpdateItem {"TableName":"Plain","Key":{"id":{"N":"` + strconv.Itoa(i%100) + `"}},"UpdateExpression":"ADD c :x","ExpressionAttributeValues":{":x":{"N":"1"}}}`
		}},
		{"ExecuteStatement", func(int) string { return stated("SELECT * FROM Shop WHERE PK = 'a'", "") }},
	} {
		b.Run(c.name, func(b *testing.B) {
			d := stocked(b)
			requests := make([]Request, 1000)
			for i := range requests {
				requests[i] = Request{Target: targetOf(c.request(i)), Body: bodyOf(c.request(i))}
			}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if r := d.Handle(requests[i%len(requests)]); r.Status != 200 {
					b.Fatal(string(r.Body))
				}
			}
		})
	}
}

// BenchmarkTrace measures a Query of 20 items without a trace, with its steps, and with
// all detail.
func BenchmarkTrace(b *testing.B) {
	d := stocked(b)
	for i := range 20 {
		put := `PutItem {"TableName":"Shop","Item":{"PK":{"S":"CUSTOMER#1003"},"SK":{"S":"ORDER#` + strconv.Itoa(100+i) + `"},` +
			`"status":{"S":"OPEN"},"total":{"N":"129.90"},"lines":{"L":[{"M":{"sku":{"S":"lamp"},"n":{"N":"2"}}}]}}}`
		if got := say(d, put); got != "200 {}" {
			b.Fatal(got)
		}
	}
	const query = `Query {"TableName":"Shop","KeyConditionExpression":"PK = :c","ExpressionAttributeValues":{":c":{"S":"CUSTOMER#1003"}}}`
	for level, name := range []string{"counts", "steps", "detail"} {
		b.Run(name, func(b *testing.B) {
			request := Request{Target: targetOf(query), Body: bodyOf(query), Now: d.db.Now() + engine.Second, TraceLevel: level}
			b.ReportAllocs()
			for b.Loop() {
				d.Handle(request)
			}
		})
	}
}
