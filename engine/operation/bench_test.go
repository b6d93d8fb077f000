package operation

import (
	"strconv"
	"testing"

	"ringside/engine"
)

// BenchmarkHandle measures whole requests, from body to body.
func BenchmarkHandle(b *testing.B) {
	const item = `"status":{"S":"OPEN"},"price":{"N":"129.90"},"basket":{"L":[{"M":{"sku":{"S":"lamp"},"n":{"N":"2"}}}]}`
	put := func(i int) string {
		return `PutItem {"TableName":"Shop","Item":{"PK":{"S":"c` + strconv.Itoa(i%1000) + `"},"SK":{"S":"o` + strconv.Itoa(i%10000) + `"},` + item + `}`
	}
	update := func(i int, expression, values string) string {
		return `UpdateItem {"TableName":"Shop","Key":{"PK":{"S":"c` + strconv.Itoa(i%1000) + `"},"SK":{"S":"o` + strconv.Itoa(i%10000) + `"}},"UpdateExpression":"` +
			expression + `","ExpressionAttributeValues":{` + values + `}}`
	}
	for _, c := range []struct {
		name    string
		request func(i int) string
	}{
		{"PutItem", func(i int) string { return put(i) + `}` }},
		{"PutItem_condition", func(i int) string {
			return put(i) + `,"ConditionExpression":"attribute_not_exists(PK) OR price < :t","ExpressionAttributeValues":{":t":{"N":"1000"}}}`
		}},
		{"GetItem", func(i int) string {
			return `GetItem {"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"` + strconv.Itoa(i%5+1) + `"}}}`
		}},
		{"GetItem_projection", func(i int) string {
			return `GetItem {"TableName":"Shop","Key":{"PK":{"S":"c` + strconv.Itoa(i) + `"},"SK":{"S":"o` + strconv.Itoa(i) + `"}},"ProjectionExpression":"price, basket[0].sku"}`
		}},
		{"Query", func(int) string { return queried("") }},
		{"UpdateItem_SET", func(i int) string { return update(i, "SET price = price + :x", `":x":{"N":"1"}`) }},
		{"UpdateItem_SET_new", func(i int) string {
			return update(i, "SET note = :n, seen = if_not_exists(seen, :x)", `":x":{"N":"1"},":n":{"S":"a note"}`)
		}},
		{"UpdateItem_SET_nested", func(i int) string { return update(i, "SET basket[0].n = :x", `":x":{"N":"1"}`) }},
		{"UpdateItem_list_append", func(i int) string {
			return update(i, "SET history = list_append(if_not_exists(history, :none), :h)", `":none":{"L":[]},":h":{"L":[]}`)
		}},
		{"UpdateItem_ADD", func(i int) string { return update(i, "ADD visits :x", `":x":{"N":"1"}`) }},
		{"UpdateItem_ADD_set", func(i int) string { return update(i, "ADD tags :x", `":x":{"SS":["a","b"]}`) }},
		{"ExecuteStatement", func(int) string { return stated("SELECT * FROM Shop WHERE PK = 'a'", "") }},
	} {
		b.Run(c.name, func(b *testing.B) {
			d := stocked(b)
			requests := make([]Request, 1000)
			for i := range requests {
				if got := say(d, put(i)+`}`); got != "200 {}" {
					b.Fatal(got)
				}
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

// BenchmarkTimeToLive measures a PutItem over one of 10,000 items, on a table whose items don't
// expire, and on one whose do: by a moment that stays, or by another one each time.
func BenchmarkTimeToLive(b *testing.B) {
	for _, c := range []struct {
		name    string
		expires bool
		moments int
	}{{"off", false, 7919}, {"same_moment", true, 1}, {"other_moment", true, 7919}} {
		b.Run(c.name, func(b *testing.B) {
			d := stocked(b)
			if c.expires {
				say(d, timeToLive("Shop", "true", "expires"))
			}
			requests := make([]Request, 70_000)
			for i := range requests {
				key := strconv.Itoa(i % 10_000)
				requests[i] = Request{Target: dynamoDB + "PutItem", Body: `{"TableName":"Shop","Item":{"PK":{"S":"c` + key + `"},"SK":{"S":"o` + key + `"},"status":{"S":"OPEN"},` +
					`"price":{"N":"129.90"},"basket":{"L":[{"M":{"sku":{"S":"lamp"},"n":{"N":"2"}}}]},"expires":{"N":"` + strconv.Itoa(1767225600+i*i%c.moments) + `"}}}`}
				d.Handle(requests[i])
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

// BenchmarkFilter measures a Scan of 1,000 items, of which a filter keeps none.
func BenchmarkFilter(b *testing.B) {
	for name, filter := range map[string]string{
		"number": `price > :n","ExpressionAttributeValues":{":n":{"N":"1000"}}`,
		"text":   `#s = :s","ExpressionAttributeNames":{"#s":"status"},"ExpressionAttributeValues":{":s":{"S":"SHIPPED"}}`,
		"nested": `basket[0].sku = :s","ExpressionAttributeValues":{":s":{"S":"chair"}}`,
		"all":    `#s = :s OR price > :n OR contains(basket, :s) OR begins_with(SK, :s)","ExpressionAttributeNames":{"#s":"status"},"ExpressionAttributeValues":{":s":{"S":"SHIPPED"},":n":{"N":"1000"}}`,
	} {
		b.Run(name, func(b *testing.B) {
			d := shop(b)
			for i := range 1000 {
				put := `PutItem {"TableName":"Shop","Item":{"PK":{"S":"c` + strconv.Itoa(i) + `"},"SK":{"S":"o` + strconv.Itoa(i) + `"},` +
					`"status":{"S":"OPEN"},"price":{"N":"129.90"},"basket":{"L":[{"M":{"sku":{"S":"lamp"},"n":{"N":"2"}}}]}}}`
				if got := say(d, put); got != "200 {}" {
					b.Fatal(got)
				}
			}
			request := Request{Target: dynamoDB + "Scan", Body: `{"TableName":"Shop","ConsistentRead":true,"FilterExpression":"` + filter + `}`}
			b.ReportAllocs()
			for b.Loop() {
				if r := d.Handle(request); string(r.Body) != `{"Items":[],"Count":0,"ScannedCount":1000}` {
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
