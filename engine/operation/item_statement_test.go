package operation

import (
	"encoding/json"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ringside/engine"
)

// statements is a list of them as a member of a request.
func statements(member string, all ...string) string {
	parts := make([]string, len(all))
	for i, s := range all {
		parts[i] = `{"Statement":` + quoted(s) + `}`
	}
	return `"` + member + `":[` + strings.Join(parts, ",") + `]`
}

func batched(all ...string) string {
	return "BatchExecuteStatement {" + statements("Statements", all...) + `,"ReturnConsumedCapacity":"TOTAL"}`
}

func transacted(all ...string) string {
	return "ExecuteTransaction {" + statements("TransactStatements", all...) + `,"ReturnConsumedCapacity":"TOTAL"}`
}

// many are n INSERTs, no two of them of one item.
func many(n int) (all []string) {
	for i := range n {
		all = append(all, "INSERT INTO Plain VALUE {'id': "+strconv.Itoa(i)+"}")
	}
	return all
}

func TestHowManyStatements(t *testing.T) {
	converse(t, shop(t), []exchange{
		{batched(many(26)...), invalidBody(violatedOnce("[26 statements]", "statements", shorter(25)))},
		{transacted(many(101)...), invalidBody(violatedOnce("[101 statements]", "transactStatements", shorter(100)))},
		{transacted(many(100)...), `200 {"Responses":[],"ConsumedCapacity":[{"TableName":"Plain","CapacityUnits":200.0,"WriteCapacityUnits":200.0}]}`},
	})
	if got := say(shop(t), batched(many(25)...)); strings.Count(got, `{"TableName":"Plain"}`) != 25 || strings.Contains(got, "Error") {
		t.Error(got)
	}
	long := "SELECT * FROM Plain WHERE id = 1" + strings.Repeat(" ", maxStatement-31)
	converse(t, shop(t), []exchange{
		{batched(long), invalidBody(violatedOnce(long, "statements.1.member.statement", shorter(maxStatement)))},
		{transacted("SELECT", long), invalidBody(violatedOnce(long, "transactStatements.2.member.statement", shorter(maxStatement)))},
	})
}

func violatedOnce(value, path, constraint string) string {
	return oneViolation + violated(value, path, constraint)
}

// sized is an INSERT of an item with a string of so many bytes, and its statement's other members.
func sized(id, bytes int) string {
	return `{"Statement":"INSERT INTO Plain VALUE {'id': ` + strconv.Itoa(id) + `, 's': ?}","Parameters":[{"S":"` + strings.Repeat("x", bytes) + `"}]}`
}

// An item has its limit, and so has all that a transaction is asked with or reads.
func TestSizesOfStatements(t *testing.T) {
	var large, reads []string
	for i := range 11 {
		large = append(large, sized(i, 390_000))
		reads = append(reads, "SELECT s FROM Plain WHERE id = "+strconv.Itoa(i))
	}
	d := shop(t)
	over := sized(1, 409_600)
	converse(t, d, []exchange{
		{`ExecuteTransaction {"TransactStatements":[` + strings.Join(large, ",") + `]}`, invalidBody(messageTransactionSize)},
		{`ExecuteTransaction {"TransactStatements":[` + over + `]}`, invalidBody(messageItemSize)},
		{`ExecuteStatement ` + over, invalidBody(messageItemSize)},
		{`BatchExecuteStatement {"Statements":[` + over + `]}`, `200 {"Responses":[{"Error":{"Code":"ValidationError","Message":"` + messageItemSize + `"}}]}`},
		{`ExecuteTransaction {"TransactStatements":[` + strings.Join(large[:6], ",") + `]}`, `200 {"Responses":[]}`},
		{`ExecuteTransaction {"TransactStatements":[` + strings.Join(large[6:], ",") + `]}`, `200 {"Responses":[]}`},
		{transacted(reads...), invalidBody(messageTransactionSize)},
	})
	grow := `{"Statement":"UPDATE Plain SET t = ? WHERE id = 1","Parameters":[{"S":"` + strings.Repeat("x", 30_000) + `"}]}`
	converse(t, d, []exchange{
		{`ExecuteStatement ` + grow, invalidBody(messageUpdatedItemSize)},
		{`BatchExecuteStatement {"Statements":[` + grow + `]}`, `200 {"Responses":[{"TableName":"Plain","Error":{"Code":"ValidationError","Message":"` + messageUpdatedItemSize + `"}}]}`},
		{`ExecuteTransaction {"TransactStatements":[` + grow + `]}`, cancelledBy(`{"Code":"ValidationError","Message":"`+messageUpdatedItemSize+`"}`, "ValidationError")},
	})
}

// cancelledBy is the answer to a transaction of one action.
func cancelledBy(reason, code string) string {
	return `400 {"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","Message":"` + messageCancelled + `[` + code + `]","CancellationReasons":[` + reason + `]}`
}

// What an UPDATE nests too deeply is found when it is done: 31 maps fit into one that is there, 32 don't.
func TestTooDeepInStatements(t *testing.T) {
	const message = "Nesting Levels have exceeded supported limits"
	deep := strings.Repeat(`{"M":{"a":`, 31) + `{"N":"1"}` + strings.Repeat("}}", 31)
	update := `{"Statement":"UPDATE Plain SET m.a = ? WHERE id = 1","Parameters":[` + deep + `]}`
	d := shop(t)
	converse(t, d, []exchange{
		{`ExecuteStatement {"Statement":"INSERT INTO Plain VALUE {'id': 1, 'm': {}}"}`, `200 {"Items":[]}`},
		{`ExecuteStatement ` + update, invalidBody(message)},
		{`BatchExecuteStatement {"Statements":[` + update + `]}`, `200 {"Responses":[{"TableName":"Plain","Error":{"Code":"ValidationError","Message":"` + message + `"}}]}`},
		{`ExecuteTransaction {"TransactStatements":[` + update + `]}`, cancelledBy(`{"Code":"ValidationError","Message":"`+message+`"}`, "ValidationError")},
	})
}

// Of several mistakes in a transaction the first in this order is told, wherever it is.
func TestOrderOfChecksInTransaction(t *testing.T) {
	in := func(i int, message string) string {
		return invalidBody("Validation failed in TransactStatements[" + strconv.Itoa(i) + "]: " + message)
	}
	const notFound = `{"Code":"ResourceNotFound","Message":"Requested resource not found"}`
	faults := []struct{ members, answer string }{
		{`"Statement":"","Parameters":[{"N":"1"}]`, invalidBody(violatedOnce("", "transactStatements.2.member.statement", longer(1)))},
		{`"Statement":"DELETE FROM Plain WHERE id = ?","Parameters":[{"N":"x"}]`, invalidBody("The parameter cannot be converted to a numeric value: x")},
		{`"Statement":"DELETE Plain"`, in(1, "Statement wasn't well formed, can't be processed: Expected FROM after DELETE")},
		{`"Statement":"SELECT * FROM None"`, invalidBody(messageMixedTransaction)},
		{`"Statement":"INSERT INTO None VALUE {'id': <<>>}"`, in(1, "Empty bags are not supported")},
		{`"Statement":"UPDATE None SET n = 1 WHERE id < true"`, in(1, "Incorrect operand type for operator or function; operator or function: <, operand type: BOOL")},
		{`"Statement":"DELETE FROM None WHERE id = 1 RETURNING MODIFIED NEW *"`, in(1, messageReturningTransaction)},
		{`"Statement":"UPDATE None.x SET n = 1 WHERE id = 1"`, in(1, messageIndexWrite)},
		{`"Statement":"UPDATE Plain SET n = 1 WHERE id = 7"`, invalidBody(messageSameItem)},
		{`"Statement":"DELETE FROM None WHERE id = 1"`, cancelledBy(`{"Code":"None"},`+notFound+`,{"Code":"None"}`, "None, ResourceNotFound, None")},
		{`"Statement":"DELETE FROM Shop WHERE PK = '' AND SK = '1'"`, invalidBody(badValues + "The AttributeValue for a key attribute cannot contain an empty string value. Key: PK")},
		{`"Statement":"DELETE FROM Shop WHERE PK = 'a'"`, cancelledBy(`{"Code":"None"},{"Code":"ValidationError","Message":"`+messageKeySchema+`"},{"Code":"None"}`, "None, ValidationError, None")},
		{`"Statement":"DELETE FROM Plain WHERE id = 8 AND n = 1"`, ""},
	}
	for i, fault := range faults[:len(faults)-1] {
		for _, later := range faults[i+1:] {
			got := say(shop(t), `ExecuteTransaction {"TransactStatements":[{"Statement":"DELETE FROM Plain WHERE id = 7"},{`+fault.members+`},{`+later.members+`}]}`)
			if got != fault.answer {
				t.Errorf("%s before %s\n got %s\nwant %s", fault.members, later.members, got, fault.answer)
			}
		}
	}
}

// An itemTwin is what is asked of the item a/sk, as a statement and as a TransactWriteItem.
type itemTwin struct{ sk, statement, native string }

func drawItemTwin(t *rapid.T) itemTwin {
	of := func(choices ...string) string { return rapid.SampledFrom(choices).Draw(t, "choice") }
	sk := of("1", "2", "3", "9")
	test := of("n = 2", "NOT n < 2", "(attribute_exists(x) OR n <> 2)", "size(x) = 2")
	native, values := strings.ReplaceAll(test, "2", ":v"), `,"ExpressionAttributeValues":{":v":{"N":"2"}}`
	if !strings.Contains(native, ":v") {
		values = ""
	}
	where := " WHERE PK = 'a' AND SK = '" + sk + "' AND " + test
	key := `"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"` + sk + `"}}`
	switch of("INSERT", "UPDATE", "DELETE", "EXISTS") {
	case "INSERT":
		return itemTwin{sk, "INSERT INTO Shop VALUE {'PK': 'a', 'SK': '" + sk + "', 'n': 2}",
			`{"Put":{"TableName":"Shop","Item":{"PK":{"S":"a"},"SK":{"S":"` + sk + `"},"n":{"N":"2"}},"ConditionExpression":"attribute_not_exists(PK)"}}`}
	case "UPDATE":
		set := of("n = 2", "n = n + 2", "k = list_append(l, l)", "l[1] = 2", "m.k = 2") + of("", " REMOVE z", " REMOVE y[0]")
		return itemTwin{sk, "UPDATE Shop SET " + set + where,
			`{"Update":{` + key + `,"UpdateExpression":"SET ` + strings.ReplaceAll(set, "2", ":v") + `","ConditionExpression":"attribute_exists(PK) AND ` + native + `","ExpressionAttributeValues":{":v":{"N":"2"}}}}`}
	case "DELETE":
		return itemTwin{sk, "DELETE FROM Shop" + where, `{"Delete":{` + key + `,"ConditionExpression":"attribute_not_exists(PK) OR ` + native + `"` + values + `}}`}
	}
	return itemTwin{sk, "EXISTS(SELECT * FROM Shop" + where + ")", `{"ConditionCheck":{` + key + `,"ConditionExpression":"attribute_exists(PK) AND ` + native + `"` + values + `}}`}
}

const scanShop = `Scan {"TableName":"Shop","ConsistentRead":true}`

// Statements that write in one transaction are its native actions: the same items, reasons and units, by the
// same steps, and the second time nothing.
func TestTransactionOfStatementsEqualsNative(t *testing.T) {
	shared := strings.NewReplacer(`"Responses":[],`, "", "DuplicateItem", "ConditionalCheckFailed", "Duplicate primary key exists in table", "The conditional request failed")
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		one, two := doorOfTwins(seed), doorOfTwins(seed)
		for range rapid.IntRange(1, 4).Draw(t, "transactions") {
			var stated, native []string
			for _, w := range rapid.SliceOfNDistinct(rapid.Custom(drawItemTwin), 1, 4, func(w itemTwin) string { return w.sk }).Draw(t, "actions") {
				stated, native = append(stated, w.statement), append(native, w.native)
			}
			token := `,"ClientRequestToken":"` + rapid.SampledFrom([]string{"a", "b"}).Draw(t, "token") + `"}`
			request := strings.TrimSuffix(transacted(stated...), "}") + token
			other := `TransactWriteItems {"TransactItems":[` + strings.Join(native, ",") + `],"ReturnConsumedCapacity":"TOTAL"` + token
			for range 2 {
				if got, want := shared.Replace(told(one, request)), told(two, other); got != want {
					t.Fatalf("%s\n got %s\n%s\nwant %s", request, got, other, want)
				}
			}
			if got, want := say(one, scanShop), say(two, scanShop); got != want {
				t.Fatalf("after %s\n got %s\nwant %s", request, got, want)
			}
		}
	})
}

// A statementAnswer is what is said of one statement of several.
type statementAnswer struct {
	TableName string
	Item      map[string]any
	Error     struct{ Code, Message string }
}

// alone is the answer to a batch of the one statement that an ExecuteStatement was.
func alone(t *rapid.T, r Response) (a statementAnswer) {
	var body struct {
		Items   []map[string]any
		Type    string `json:"__type"`
		Message string
	}
	if err := json.Unmarshal(r.Body, &body); err != nil {
		t.Fatal(err)
	}
	a.TableName = "Shop"
	if len(body.Items) > 0 {
		a.Item = body.Items[0]
	}
	if _, name, failed := strings.Cut(body.Type, "#"); failed {
		a.Error.Code, a.Error.Message = strings.TrimSuffix(strings.Replace(name, "Validation", "ValidationError", 1), "Exception"), body.Message
	}
	return a
}

// A batch of statements that write does and answers what they would one by one, by the same steps.
func TestBatchEqualsItsStatements(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		seed := rapid.Uint64().Draw(rt, "seed")
		one, two := doorOfTwins(seed), doorOfTwins(seed)
		all := rapid.SliceOfNDistinct(rapid.Custom(drawTwin), 1, 3, func(w twin) string { return regexp.MustCompile(`SK = '.'`).FindString(w.statement) }).Draw(rt, "statements")
		var together []string
		var want, got struct{ Responses []statementAnswer }
		var singly toldTrace
		for _, w := range all {
			statement := strings.ReplaceAll(w.statement, ":v", "2")
			together = append(together, statement)
			r, trace := tell(t, one, engine.TraceDetail, stated(statement, ""))
			want.Responses, singly.Steps = append(want.Responses, alone(rt, r)), append(singly.Steps, trace.Steps[1:]...)
		}
		r, trace := tell(t, two, engine.TraceDetail, batched(together...))
		if err := json.Unmarshal(r.Body, &got); err != nil || !reflect.DeepEqual(got, want) {
			rt.Fatalf("%s\n got %s\nwant %+v", together, r.Body, want)
		}
		trace.Steps = trace.Steps[1:]
		if forget(&trace); !reflect.DeepEqual(trace.Steps, forget(&singly).Steps) {
			rt.Fatalf("%s\n got %+v\nwant %+v", together, trace.Steps, singly.Steps)
		}
		if got, want := say(two, scanShop), say(one, scanShop); got != want {
			rt.Fatalf("after %s\n got %s\nwant %s", together, got, want)
		}
	})
}

// forget leaves out of a trace when its writes come to followers: that is drawn for each request.
func forget(trace *toldTrace) *toldTrace {
	for i := range trace.Steps {
		trace.Steps[i].At = 0
	}
	return trace
}

// Statements that read are the native request for their keys: the same items and units, by the same
// steps. A transaction says of an item that has no such attributes that it is there.
func TestReadingStatementsEqualNative(t *testing.T) {
	shape := regexp.MustCompile(`"Item":|"Shop":|"TableName":"Shop"|"UnprocessedKeys":|[{}\[\],]`)
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		one, two := doorOfTwins(seed), doorOfTwins(seed)
		var stated, keys, gets []string
		column := rapid.SampledFrom([]string{"*", "n", "x, m"}).Draw(t, "columns")
		projection := ""
		if column != "*" {
			projection = `,"ProjectionExpression":"` + column + `"`
		}
		for _, sk := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"1", "2", "3", "9"}), 1, 4, rapid.ID[string]).Draw(t, "keys") {
			key := `{"PK":{"S":"a"},"SK":{"S":"` + sk + `"}}`
			stated = append(stated, "SELECT "+column+" FROM Shop WHERE SK = '"+sk+"' AND PK IN ['a']")
			keys, gets = append(keys, key), append(gets, `{"Get":{"TableName":"Shop","Key":`+key+projection+`}}`)
		}
		for statements, native := range map[string]string{
			batched(stated...):    `BatchGetItem {"RequestItems":{"Shop":{"Keys":[` + strings.Join(keys, ",") + `]` + projection + `}},"ReturnConsumedCapacity":"TOTAL"}`,
			transacted(stated...): `TransactGetItems {"TransactItems":[` + strings.Join(gets, ",") + `],"ReturnConsumedCapacity":"TOTAL"}`,
		} {
			if got, want := shape.ReplaceAllString(told(one.Clone(), statements), ""), shape.ReplaceAllString(told(two.Clone(), native), ""); got != want {
				t.Fatalf("%s\n got %s\n%s\nwant %s", statements, got, native, want)
			}
		}
	})
}
