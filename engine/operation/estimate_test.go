package operation

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ringside/engine"
	"ringside/engine/item"
)

// market is a table with an index of each kind and each projection, on pages of 8 KB.
func market(seed uint64) *Door {
	o := DefaultOptions()
	o.Scale.PageBytes = 8 << 10
	d := NewDoor(seed, o)
	index := func(name, partition, sort, projection string) string {
		return `{"IndexName":"` + name + `","KeySchema":[{"AttributeName":"` + partition + `","KeyType":"HASH"},{"AttributeName":"` + sort + `","KeyType":"RANGE"}],"Projection":` + projection + `}`
	}
	say(d, `CreateTable {"TableName":"Shop","BillingMode":"PAY_PER_REQUEST",
		"AttributeDefinitions":[{"AttributeName":"PK","AttributeType":"S"},{"AttributeName":"SK","AttributeType":"S"},{"AttributeName":"n","AttributeType":"N"},{"AttributeName":"x","AttributeType":"S"}],
		"KeySchema":[{"AttributeName":"PK","KeyType":"HASH"},{"AttributeName":"SK","KeyType":"RANGE"}],
		"LocalSecondaryIndexes":[`+index("byN", "PK", "n", `{"ProjectionType":"KEYS_ONLY"}`)+`],
		"GlobalSecondaryIndexes":[`+index("byX", "x", "SK", `{"ProjectionType":"ALL"}`)+`,`+index("byXN", "x", "n", `{"ProjectionType":"INCLUDE","NonKeyAttributes":["y"]}`)+`]}`)
	say(d, `CreateTable {"TableName":"Plain","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"N"}],"KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]}`)
	settled(d)
	return d
}

// settled waits until nothing is under way.
func settled(d *Door) {
	for d.db.Advance(d.db.Now()+10*engine.Second, 1000).More {
	}
}

// A drawing draws the parts of requests.
type drawing struct{ *rapid.T }

func (t drawing) of(choices ...string) string { return rapid.SampledFrom(choices).Draw(t.T, "choice") }

func (t drawing) pk() string { return t.of("a", "b", "c") }
func (t drawing) sk() string { return t.of("1", "2", "3", "4", "5", "6") }
func (t drawing) key() string {
	return `{"PK":{"S":"` + t.pk() + `"},"SK":{"S":"` + t.sk() + `"}}`
}

func (t drawing) item() string {
	it := `{"PK":{"S":"` + t.pk() + `"},"SK":{"S":"` + t.sk() + `"}`
	if n := t.of("", "1", "2", "3"); n != "" {
		it += `,"n":{"N":"` + n + `"}`
	}
	if x := t.of("", "u", "v"); x != "" {
		it += `,"x":{"S":"` + x + `"}`
	}
	return it + `,"y":{"S":"` + t.text() + `"},"z":{"S":"` + t.text() + `"}}`
}

func (t drawing) text() string {
	return strings.Repeat("t", rapid.SampledFrom([]int{0, 10, 900, 1100, 3000, 4000}).Draw(t.T, "length"))
}

func (t drawing) condition() string {
	return t.of("", `,"ConditionExpression":"attribute_not_exists(PK)"`, `,"ConditionExpression":"attribute_exists(x)"`)
}

func (t drawing) page() string {
	return t.of("", `,"Limit":1`, `,"Limit":2`, `,"Limit":5`) + t.of("", `,"FilterExpression":"attribute_exists(y)"`)
}

// one draws the body of a write of one item, and what kind it is as transactions call it.
func (t drawing) one() (kind, body string) {
	switch kind = t.of(transactPut, transactUpdate, transactDelete); kind {
	case transactPut:
		return kind, `"TableName":"Shop","Item":` + t.item() + t.condition()
	case transactUpdate:
		set := t.of("SET n = :v", "SET y = :w", "REMOVE x", "SET n = n + :v", "SET y = z, x = :w", "ADD n :v")
		values := []string{}
		if strings.Contains(set, ":v") {
			values = append(values, `":v":{"N":"2"}`)
		}
		if strings.Contains(set, ":w") {
			values = append(values, `":w":{"S":"u"}`)
		}
		body = `"TableName":"Shop","Key":` + t.key() + t.condition() + `,"UpdateExpression":"` + set + `"`
		if len(values) > 0 {
			body += `,"ExpressionAttributeValues":{` + strings.Join(values, ",") + `}`
		}
		return kind, body
	}
	return kind, `"TableName":"Shop","Key":` + t.key() + t.condition()
}

// write draws a write.
func (t drawing) write() string {
	switch t.of("one", "one", "statement", "batch", "transaction", "statements") {
	case "statements":
		return t.several(t.writing(), t.of(`INSERT INTO Plain VALUE {'id': 1}`, `DELETE FROM Plain WHERE id = 1`, `UPDATE Plain SET n = 2 WHERE id = 2`))
	case "statement":
		return t.writeStatement()
	case "batch":
		return t.batch()
	case "transaction":
		kind, body := t.one()
		check := `{"ConditionCheck":{"TableName":"Plain","Key":{"id":{"N":"` + t.sk() + `"}},"ConditionExpression":"attribute_` + t.of("", "not_") + `exists(id)"}}`
		return `TransactWriteItems {"TransactItems":[{"` + kind + `":{` + body + `}},` + check + `]}`
	}
	kind, body := t.one()
	return kind + `Item {` + body + `}`
}

func (t drawing) batch() string {
	put, gone := t.item(), t.key()
	if strings.HasPrefix(put, strings.TrimSuffix(gone, "}")) {
		gone = `{"PK":{"S":"other"},"SK":{"S":"1"}}`
	}
	return `BatchWriteItem {"RequestItems":{"Shop":[{"PutRequest":{"Item":` + put + `}},{"DeleteRequest":{"Key":` + gone + `}}],"Plain":[{"PutRequest":{"Item":{"id":{"N":"` + t.sk() + `"}}}}]}}`
}

func (t drawing) writeStatement() string { return stated(t.writing(), "") }

func (t drawing) writing() string {
	where := ` WHERE PK = '` + t.pk() + `' AND SK = '` + t.sk() + `'` + t.of("", " AND n > 1", " AND x IS MISSING")
	switch t.of("INSERT", "UPDATE", "DELETE") {
	case "INSERT":
		return `INSERT INTO Shop VALUE {'PK': '` + t.pk() + `', 'SK': '` + t.sk() + `', 'x': 'u', 'y': '` + t.text() + `'}`
	case "UPDATE":
		return `UPDATE Shop` + t.of(" SET n = 2", " SET n = n + 1", " SET y = z", " REMOVE x") + where
	}
	return `DELETE FROM Shop` + where
}

// several is a batch or a transaction of two statements.
func (t drawing) several(one, other string) string {
	operation, member := "BatchExecuteStatement", "Statements"
	if rapid.Bool().Draw(t.T, "transaction") {
		operation, member = "ExecuteTransaction", "TransactStatements"
	}
	return operation + ` {"` + member + `":[{"Statement":` + quoted(one) + `},{"Statement":` + quoted(other) + `}]}`
}

// read draws a read.
func (t drawing) read() string {
	consistent := t.of("", `,"ConsistentRead":true`)
	switch t.of("get", "batch", "transaction", "query", "query", "scan", "select", "select", "statements") {
	case "statements":
		return t.several(`SELECT * FROM Shop WHERE PK = '`+t.pk()+`' AND SK = '`+t.sk()+`'`, `SELECT id FROM Plain WHERE id = 1`)
	case "get":
		return `GetItem {"TableName":"Shop","Key":` + t.key() + consistent + `}`
	case "batch":
		return `BatchGetItem {"RequestItems":{"Shop":{"Keys":[` + t.key() + `]` + consistent + `},"Plain":{"Keys":[{"id":{"N":"1"}},{"id":{"N":"2"}}]}}}`
	case "transaction":
		return `TransactGetItems {"TransactItems":[{"Get":{"TableName":"Shop","Key":` + t.key() + `}},{"Get":{"TableName":"Plain","Key":{"id":{"N":"` + t.sk() + `"}}}}]}`
	case "query":
		return t.query(consistent)
	case "scan":
		return `Scan {"TableName":"Shop"` + t.page() + t.of("", consistent, `,"IndexName":"byN"`+consistent, `,"IndexName":"byN","Select":"ALL_ATTRIBUTES"`, `,"IndexName":"byXN"`, `,"IndexName":"byX","Segment":1,"TotalSegments":3`, `,"Segment":0,"TotalSegments":2`) + `}`
	}
	return t.selection()
}

func (t drawing) query(consistent string) string {
	body := `Query {"TableName":"Shop"` + t.page() + t.of("", `,"ScanIndexForward":false`)
	where := func(condition, index, values string) string {
		return body + index + `,"KeyConditionExpression":"` + condition + `","ExpressionAttributeValues":{` + values + `}}`
	}
	pk, sk, n, x := `":p":{"S":"`+t.pk()+`"}`, `,":s":{"S":"`+t.sk()+`"}`, `,":n":{"N":"`+t.of("1", "2")+`"}`, `":p":{"S":"`+t.of("u", "v")+`"}`
	switch t.of("all", "range", "begin", "local", "fetch", "global", "few") {
	case "all":
		return where("PK = :p", consistent, pk)
	case "range":
		return where("PK = :p AND SK "+t.of("=", "<", ">=")+" :s", consistent, pk+sk)
	case "begin":
		return where("PK = :p AND begins_with(SK, :s)", consistent, pk+sk)
	case "local":
		return where("PK = :p AND n > :n", strings.Replace(consistent, "", `,"IndexName":"byN"`, 1), pk+n)
	case "fetch":
		return where("PK = :p", consistent+`,"IndexName":"byN","ProjectionExpression":"z"`, pk)
	case "global":
		return where("x = :p", `,"IndexName":"byX"`, x)
	}
	return where("x = :p AND n <= :n", `,"IndexName":"byXN"`, x+n)
}

func (t drawing) selection() string {
	more := t.of("", `,"Limit":1`, `,"Limit":2`, `,"Limit":5`)
	index := func(name, where string) string {
		return strings.Replace(stated(`SELECT * FROM "Shop"."`+name+`" WHERE `+where, more), `"ConsistentRead":true,`, "", 1)
	}
	switch t.of("table", "table", "table", "byN", "byX", "byXN") {
	case "byN":
		return index("byN", t.of("PK = 'a'", "PK IN ['a', 'b'] AND n > 1", "n = 1"))
	case "byX":
		return index("byX", t.of("x = 'u'", "x = 'v' AND SK IN ['1', '2']", "SK = '1'"))
	case "byXN":
		return strings.Replace(index("byXN", t.of("x = 'u' AND n < 3", "x IN ['v', 'u']", "y = ''")), "*", "y, x", 1)
	}
	return stated(`SELECT * FROM Shop`+t.where(), more)
}

func (t drawing) where() string {
	pk, sk := `PK = '`+t.pk()+`'`, `SK = '`+t.sk()+`'`
	rest := t.also()
	switch t.of("get", "gets", "query", "range", "queries", "or", "scan", "all", "ordered") {
	case "get":
		return ` WHERE ` + pk + ` AND ` + sk + rest
	case "gets":
		return ` WHERE ` + pk + ` AND SK IN ['1', '9', '3', '4']` + rest
	case "query":
		return ` WHERE ` + pk + rest
	case "range":
		return ` WHERE ` + pk + ` AND SK ` + t.of("<", ">=") + ` '3'` + rest
	case "queries":
		return ` WHERE PK IN ['a', 'c']` + rest
	case "or":
		return ` WHERE PK = 'a' AND SK < '3' OR PK = 'b' AND SK = '2'`
	case "scan":
		return ` WHERE ` + sk + rest
	case "ordered":
		return ` WHERE ` + pk + rest + ` ORDER BY SK DESC`
	}
	return ""
}

// A forecast is what an Estimate says, or a trace, of one call.
type forecast struct {
	items      int
	units      engine.Units
	partitions []int
	more       bool
	refused    bool
}

func (f forecast) String() string {
	return fmt.Sprintf("%d items, %v units, partitions %v, more %v, refused %v", f.items, f.units, f.partitions, f.more, f.refused)
}

// estimated is what Explain says of a request.
func estimated(t *rapid.T, d *Door, request string) (f forecast) {
	said := say(d, `.Explain {"Target":"`+targetOf(request)+`","Body":`+bodyOf(request)+`}`)
	r := item.NewReader(said[4:])
	exact := false
	read := func(name string) (err error) {
		var n int64
		switch name {
		case "Items":
			n, err = r.Int()
			f.items = int(n)
		case "Units":
			var raw string
			raw, err = r.Raw()
			units, _ := strconv.ParseFloat(raw, 64)
			f.units = engine.Units(units * 2)
		case "Pages":
			n, err = r.Int()
			f.more = n > 1
		case "Partitions":
			err = r.Array(func(int) error { n, err := r.Int(); f.partitions = append(f.partitions, int(n)); return err })
		case "Exact":
			exact, err = r.Bool()
		case "Fails":
			f.refused = true
			err = r.Skip()
		}
		return err
	}
	err := r.Object(func(name string) error {
		if name == "Estimate" {
			return r.Object(read)
		}
		return r.Skip()
	})
	if err != nil || !exact {
		t.Fatalf("%s: %s", request, said)
	}
	return f
}

// ran is what the request then does.
func ran(d *Door, request string) (f forecast, body string) {
	r := d.Handle(Request{Target: targetOf(request), Body: bodyOf(request), Now: d.db.Now()})
	trace, table := d.db.Trace(), (*engine.Table)(nil)
	f = forecast{items: trace.Examined(), units: trace.Units(), refused: r.Status != 200}
	for i := range trace.Steps {
		switch step := &trace.Steps[i]; step.Phase {
		case engine.Routing:
			if table == nil {
				table = step.Table
			}
			if step.Table == table && !slices.Contains(f.partitions, step.Partition) {
				f.partitions = append(f.partitions, step.Partition)
			}
		case engine.Writing:
			switch step.Effect {
			case engine.Created, engine.Replaced, engine.Deleted:
				f.items++
			}
		}
	}
	body = string(r.Body)
	f.more = strings.Contains(body, `"LastEvaluatedKey"`) || strings.Contains(body, `"NextToken"`)
	return f, body
}

// next is the request for the page after one, "" when that was the last.
func next(t testing.TB, request, body string) string {
	for member, name := range map[string]string{"LastEvaluatedKey": "ExclusiveStartKey", "NextToken": "NextToken"} {
		if strings.Contains(request, "ExecuteStatement") != (name == "NextToken") {
			continue
		}
		if at := memberIn(body, member); at != "" {
			request, _, _ = strings.Cut(strings.TrimSuffix(request, "}"), `,"`+name+`"`)
			return request + `,"` + name + `":` + at + `}`
		}
	}
	return ""
}

func memberIn(body, name string) (value string) {
	r := item.NewReader(body)
	_ = r.Object(func(n string) (err error) {
		raw, err := r.Raw()
		if n == name {
			value = raw
		}
		return err
	})
	return value
}

// Once all has settled, what Explain says of a request's first call is what the call then does:
// as many items, as many units, in the same partitions, and refused or not.
func TestEstimateIsWhatHappens(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		draw := drawing{rt}
		d := market(rapid.Uint64().Draw(rt, "seed"))
		for range 12 {
			say(d, `PutItem {"TableName":"Shop","Item":`+draw.item()+`}`)
		}
		settled(d)
		for range 15 {
			request := draw.read()
			if rapid.Bool().Draw(rt, "write") {
				request = draw.write()
			}
			if rapid.IntRange(0, 9).Draw(rt, "split") == 0 {
				say(d, `.Split {"TableName":"Shop","Partition":0}`)
				settled(d)
			}
			for range 3 { // pages
				want := estimated(rt, d, request)
				got, body := ran(d, request)
				if got.String() != want.String() {
					rt.Fatalf("%s\nestimated %v\n      did %v", request, want, got)
				}
				settled(d)
				if request = next(t, request, body); request == "" {
					break
				}
			}
		}
	})
}
