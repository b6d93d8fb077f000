package operation

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// saved returns all that the tables hold, as a checkpoint that is written out.
func saved(d *Door) string { return say(d, ".Save {}") }

// counters are a table as a child would write it: how far each key has counted.
type counters map[string]int

// A counting is one write to a counter: add so much, if it is not there yet or has come
// exactly so far.
type counting struct {
	key      string
	add      int
	expected int // −1: whatever it is
}

func (m counters) allows(c counting) bool { return c.expected < 0 || m[c.key] == c.expected }

func (c counting) draw(t *rapid.T, keys []string) counting {
	return counting{rapid.SampledFrom(keys).Draw(t, "key"), rapid.IntRange(1, 9).Draw(t, "add"), rapid.IntRange(-1, 9).Draw(t, "expected")}
}

// members are those of an Update that counts.
func (c counting) members() string {
	body := `"TableName":"Plain","Key":{"id":{"N":"` + c.key + `"}},"UpdateExpression":"ADD n :add"`
	values := `":add":{"N":"` + strconv.Itoa(c.add) + `"}`
	switch {
	case c.expected == 0:
		body += `,"ConditionExpression":"attribute_not_exists(n)"`
	case c.expected > 0:
		body += `,"ConditionExpression":"n = :expected"`
		values += `,":expected":{"N":"` + strconv.Itoa(c.expected) + `"}`
	}
	return body + `,"ExpressionAttributeValues":{` + values + `}`
}

// Whatever is counted, one by one or in transactions: a write happens exactly when its
// condition holds, a transaction when all of them do, and all reads say what a map would.
func TestItemsAgreeWithModel(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d, model := shop(t), counters{}
		keys := []string{"1", "-2", "3.5", "4"}
		rt.Repeat(map[string]func(*rapid.T){
			"update": func(t *rapid.T) {
				c := counting{}.draw(t, keys)
				got := say(d, `UpdateItem {`+c.members()+`}`)
				if model.allows(c) != (got == "200 {}") {
					t.Fatalf("%+v on %v: %s", c, model, got)
				}
				if model.allows(c) {
					model[c.key] += c.add
				}
			},
			"transaction": func(t *rapid.T) {
				all := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) counting { return counting{}.draw(t, keys) }), 1, 4, func(c counting) string { return c.key }).Draw(t, "actions")
				allowed, actions := true, []string{}
				for _, c := range all {
					allowed = allowed && model.allows(c)
					actions = append(actions, `{"Update":{`+c.members()+`}}`)
				}
				got := say(d, `TransactWriteItems {"TransactItems":[`+strings.Join(actions, ",")+`]}`)
				if allowed != (got == "200 {}") {
					t.Fatalf("%+v on %v: %s", all, model, got)
				}
				for _, c := range all {
					if allowed {
						model[c.key] += c.add
					}
				}
			},
			"delete": func(t *rapid.T) {
				key := rapid.SampledFrom(keys).Draw(t, "key")
				say(d, `BatchWriteItem {"RequestItems":{"Plain":[{"DeleteRequest":{"Key":{"id":{"N":"`+key+`"}}}}]}}`)
				delete(model, key)
			},
			"": func(t *rapid.T) {
				if got, want := readAll(d, keys), model.items(keys); got != want {
					t.Fatalf("got %s, want %s", got, want)
				}
			},
		})
		if violations := d.db.Check(); len(violations) > 0 {
			rt.Fatal(violations)
		}
	})
}

func (m counters) items(keys []string) string {
	var items []string
	for _, key := range keys {
		if n, found := m[key]; found {
			items = append(items, fmt.Sprintf(`{"id":{"N":"%s"},"n":{"N":"%d"}}`, key, n))
		}
	}
	return `200 {"Responses":{"Plain":[` + strings.Join(items, ",") + `]},"UnprocessedKeys":{}}`
}

func readAll(d *Door, keys []string) string {
	var asked []string
	for _, key := range keys {
		asked = append(asked, `{"id":{"N":"`+key+`"}}`)
	}
	return say(d, `BatchGetItem {"RequestItems":{"Plain":{"ConsistentRead":true,"Keys":[`+strings.Join(asked, ",")+`]}}}`)
}

// refusals are requests of which each has something wrong with it, seen at a different
// moment: in its JSON, by itself, against the table, against the item.
var refusals = []string{
	`PutItem {"TableName":"Shop","Item":{"PK":{"S":"a"}`,
	`PutItem {"TableName":"Shop","Item":{"PK":{"S":"a"},"SK":{"S":1}}}`,
	`PutItem {"TableName":"Shop","Item":{"PK":{"S":"a"},"SK":{"S":"1"},"s":{"SS":["x","x"]}}}`,
	`PutItem {"TableName":"Shop","Item":{"PK":{"S":"a"},"SK":{"N":"1"}}}`,
	`PutItem {"TableName":"Shop","Item":{"PK":{"S":"a"},"SK":{"S":"1"}},"ConditionExpression":"attribute_not_exists(PK)"}`,
	`PutItem {"TableName":"Shop","Item":{"PK":{"S":"a"},"SK":{"S":"1"}},"ReturnValues":"ALL_NEW"}`,
	`UpdateItem {"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}},"UpdateExpression":"SET n = n + m"}`,
	`UpdateItem {"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}},"UpdateExpression":"SET PK = n"}`,
	`UpdateItem {"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}},"UpdateExpression":"SET n = n + :x","ExpressionAttributeValues":{":x":{"N":"9.9E125"}},"ConditionExpression":"n > :x"}`,
	`UpdateItem {"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}},"UpdateExpression":"SET n = n + :x","ExpressionAttributeValues":{":x":{"S":"1"}}}`,
	`DeleteItem {"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}},"ConditionExpression":"n = :n","ExpressionAttributeValues":{":n":{"N":"2"}}}`,
	`DeleteItem {"TableName":"Shop","Key":{"PK":{"S":"a"}}}`,
	`BatchWriteItem {"RequestItems":{"Shop":[{"DeleteRequest":{"Key":{"PK":{"S":"a"},"SK":{"S":"1"}}}},{"PutRequest":{"Item":{"PK":{"S":"a"}}}}]}}`,
	`BatchWriteItem {"RequestItems":{"Shop":[{"DeleteRequest":{"Key":{"PK":{"S":"a"},"SK":{"S":"1"}}}}],"None":[{"DeleteRequest":{"Key":{"PK":{"S":"a"}}}}]}}`,
	`TransactWriteItems {"TransactItems":[{"Delete":{"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}}}},{"Put":{"TableName":"Shop","Item":{"PK":{"S":"a"},"SK":{"S":"2"}},"ConditionExpression":"attribute_not_exists(PK)"}}]}`,
	`TransactWriteItems {"TransactItems":[{"Delete":{"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}}}},{"Update":{"TableName":"Shop","Key":{"PK":{"S":"b"},"SK":{"S":"1"}},"UpdateExpression":"SET n = m"}}]}`,
	`TransactWriteItems {"TransactItems":[{"Put":{"TableName":"Plain","Item":{"id":{"N":"1"}}}},{"Put":{"TableName":"Plain","Item":{"id":{"S":"1"}}}}]}`,
	`TransactWriteItems {"TransactItems":[{"Put":{"TableName":"Plain","Item":{"id":{"N":"1"}}}},{"ConditionCheck":{"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}},"ConditionExpression":"n = :n","ExpressionAttributeValues":{":n":{"N":"2"}}}}]}`,
}

// What is refused leaves everything as it was, to the byte, and every invariant intact.
func TestRefusedRequestsChangeNothing(t *testing.T) {
	for _, request := range refusals {
		d := stocked(t)
		before := saved(d)
		if got := say(d, request); strings.HasPrefix(got, "200") {
			t.Errorf("%s is not refused: %s", request, got)
		}
		if saved(d) != before {
			t.Errorf("%s is refused and leaves something behind", request)
		}
		if violations := d.db.Check(); len(violations) > 0 {
			t.Errorf("%s: %v", request, violations)
		}
	}
}

// A transaction that is refused neither remembers its token nor holds its items.
func TestRefusedTransactionsHoldNothing(t *testing.T) {
	d := stocked(t)
	const actions = `[{"Put":{"TableName":"Plain","Item":{"id":{"N":"1"}}}},` +
		`{"Put":{"TableName":"Plain","Item":{"id":{"N":"2"}},"ConditionExpression":"attribute_exists(id)"}}]`
	send := func(client uint64, request string) int {
		return d.Handle(Request{Target: targetOf(request), Body: bodyOf(request), Client: client, Now: d.db.Now()}).Status
	}
	if status := send(1, `TransactWriteItems {"ClientRequestToken":"t","TransactItems":`+actions+`}`); status != 400 {
		t.Fatal(status)
	}
	if status := send(2, `PutItem {"TableName":"Plain","Item":{"id":{"N":"1"}}}`); status != 200 {
		t.Errorf("the items are held: %d", status)
	}
	if status := send(1, `TransactWriteItems {"ClientRequestToken":"t","TransactItems":[{"Put":{"TableName":"Plain","Item":{"id":{"N":"3"}}}}]}`); status != 200 {
		t.Errorf("the token is remembered: %d", status)
	}
}

// The same mistake is found, in the same words, by who only asks what would be done.
func TestExplainRefusesWhatIsRefused(t *testing.T) {
	for _, request := range append(slices.Clone(refusals), `GetItem {"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}},"ProjectionExpression":"PK.x"}`) {
		d := stocked(t)
		refused := strings.Replace(say(d, request), oneViolation, "", 1)
		explained := say(d, `.Explain {"Target":"`+targetOf(request)+`","Body":`+bodyOf(request)+`}`)
		if explained[:3] == "400" && explained != refused {
			t.Errorf("%s is refused as\n%s\nand explained as\n%s", request, refused, explained)
		}
		if explained[:3] == "200" && !dependsOnItems(refused) {
			t.Errorf("%s is explained, and refused as %s", request, refused)
		}
	}
}

// dependsOnItems reports whether a refusal cannot be foreseen without looking at an item.
func dependsOnItems(refused string) bool {
	for _, sign := range []string{conditionalCheckFailed, transactionCanceled, "provided expression refers to an attribute", "incorrect data type"} {
		if strings.Contains(refused, sign) {
			return true
		}
	}
	return false
}

// The same writes one by one, in a batch or in a transaction leave the same; a batch costs
// the same and a transaction twice as much.
func TestTogetherEqualsOneByOne(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		puts := map[string]string{} // an empty text deletes
		for range rapid.IntRange(1, 12).Draw(rt, "writes") {
			puts[rapid.StringMatching(`[0-9]{1,2}`).Draw(rt, "id")] = rapid.StringMatching(`[a-z]{0,4}`).Draw(rt, "text")
		}
		single, batch, transaction := shop(t), shop(t), shop(t)
		var requests, actions []string
		for i, id := range slices.Sorted(maps.Keys(distinct(puts))) {
			key := `{"id":{"N":"` + id + `"}`
			it := key + `,"text":{"S":"` + strings.Repeat(puts[id], 200*i) + `"}}`
			if puts[id] == "" {
				say(single, `DeleteItem {"TableName":"Plain","Key":`+key+`}}`)
				requests = append(requests, `{"DeleteRequest":{"Key":`+key+`}}}`)
				actions = append(actions, `{"Delete":{"TableName":"Plain","Key":`+key+`}}}`)
				continue
			}
			say(single, `PutItem {"TableName":"Plain","Item":`+it+`}`)
			requests = append(requests, `{"PutRequest":{"Item":`+it+`}}`)
			actions = append(actions, `{"Put":{"TableName":"Plain","Item":`+it+`}}`)
		}
		say(batch, `BatchWriteItem {"RequestItems":{"Plain":[`+strings.Join(requests, ",")+`]}}`)
		say(transaction, `TransactWriteItems {"TransactItems":[`+strings.Join(actions, ",")+`]}`)
		if batch.db.Trace().Units()*2 != transaction.db.Trace().Units() {
			rt.Errorf("%v units in a batch, %v in a transaction", batch.db.Trace().Units(), transaction.db.Trace().Units())
		}
		want := scanned(single)
		if got := scanned(batch); got != want {
			rt.Errorf("a batch left %s, single writes %s", got, want)
		}
		if got := scanned(transaction); got != want {
			rt.Errorf("a transaction left %s, single writes %s", got, want)
		}
	})
}

// distinct drops ids that are one number, of which a batch takes only one.
func distinct(puts map[string]string) map[string]string {
	seen := map[int]bool{}
	for id := range maps.Clone(puts) {
		n, _ := strconv.Atoi(id)
		if seen[n] || strconv.Itoa(n) != id {
			delete(puts, id)
		}
		seen[n] = true
	}
	return puts
}

func scanned(d *Door) string { return say(d, `Scan {"TableName":"Plain","ConsistentRead":true}`) }

// Reads of several items say what reads of each would, and cost as much, or twice that of
// a consistent read in a transaction.
func TestReadsTogetherEqualOneByOne(t *testing.T) {
	d := stocked(t)
	keys := []string{"a1", "a3", "b2", "b9", "z1"}
	var batch, gets, items, responses []string
	for _, k := range keys {
		key := `{"PK":{"S":"` + k[:1] + `"},"SK":{"S":"` + k[1:] + `"}}`
		batch = append(batch, key)
		gets = append(gets, `{"Get":{"TableName":"Shop","Key":`+key+`}}`)
		got := strings.TrimPrefix(say(d, `GetItem {"TableName":"Shop","ConsistentRead":true,"Key":`+key+`}`), "200 ")
		responses = append(responses, got)
		if got != "{}" {
			items = append(items, strings.TrimSuffix(strings.TrimPrefix(got, `{"Item":`), "}"))
		}
	}
	units := `,"CapacityUnits":` + strconv.Itoa(len(keys)) + `.0}`
	converse(t, d, []exchange{
		{`BatchGetItem {"ReturnConsumedCapacity":"TOTAL","RequestItems":{"Shop":{"ConsistentRead":true,"Keys":[` + strings.Join(batch, ",") + `]}}}`,
			`200 {"Responses":{"Shop":[` + strings.Join(items, ",") + `]},"UnprocessedKeys":{},"ConsumedCapacity":[{"TableName":"Shop"` + units + `]}`},
		{`TransactGetItems {"ReturnConsumedCapacity":"TOTAL","TransactItems":[` + strings.Join(gets, ",") + `]}`,
			`200 {"Responses":[` + strings.Join(responses, ",") + `],"ConsumedCapacity":[{"TableName":"Shop","CapacityUnits":10.0,"ReadCapacityUnits":10.0}]}`},
	})
}
