package operation

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ringside/engine"
)

const failedCondition = `400 {"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"The conditional request failed"`

// got is a GetItem of a/1.
const got = `GetItem {"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}},"ConsistentRead":true}`

func TestUpdateStatement(t *testing.T) {
	converse(t, stocked(t), []exchange{
		{stated(`UPDATE Shop SET n = n + 1, x = ? WHERE PK = 'a' AND SK = '1'`, `,"Parameters":[{"S":"new"}],"ReturnConsumedCapacity":"TOTAL"`),
			`200 {"Items":[],"ConsumedCapacity":{"TableName":"Shop","CapacityUnits":1.0}}`},
		{got, `200 {"Item":{"PK":{"S":"a"},"SK":{"S":"1"},"n":{"N":"2"},"x":{"S":"new"}}}`},
		{stated(`UPDATE Shop SET n = 5 REMOVE x WHERE PK = 'a' AND '1' = SK AND n = 2 RETURNING ALL OLD *`, ""),
			`200 {"Items":[{"PK":{"S":"a"},"SK":{"S":"1"},"n":{"N":"2"},"x":{"S":"new"}}]}`},
		{stated(`FROM Shop WHERE PK = 'a' AND (SK = '1') SET l = [1, 2] RETURNING ALL NEW *`, ""),
			`200 {"Items":[{"PK":{"S":"a"},"SK":{"S":"1"},"l":{"L":[{"N":"1"},{"N":"2"}]},"n":{"N":"5"}}]}`},
		{stated(`UPDATE Shop SET l[9] = 3 REMOVE l[0] REMOVE n WHERE PK = 'a' AND SK = '1' RETURNING MODIFIED OLD *`, ""),
			`200 {"Items":[{"l":{"L":[{"N":"1"}]},"n":{"N":"5"}}]}`},
		{stated(`UPDATE Shop SET l = list_append(l, [4]) WHERE PK = 'a' AND SK = '1' RETURNING MODIFIED NEW *`, ""),
			`200 {"Items":[{"l":{"L":[{"N":"2"},{"N":"3"},{"N":"4"}]}}]}`},
		{stated(`UPDATE Shop REMOVE l WHERE PK = 'a' AND SK = '1' RETURNING MODIFIED NEW *`, ""), `200 {"Items":[]}`},
		{stated(`UPDATE Shop SET n = 1 WHERE PK = 'a' AND SK = '1' AND PK = 'a' AND PK <> 'b' AND (n IS MISSING OR n = 7)`, ""), `200 {"Items":[]}`},
		{stated(`UPDATE Shop SET n = 9 WHERE PK = 'a' AND SK = '1' AND NOT n = 1`, `,"ReturnValuesOnConditionCheckFailure":"ALL_OLD"`),
			failedCondition + `,"Item":{"PK":{"S":"a"},"SK":{"S":"1"},"n":{"N":"1"}}}`},
		{stated(`UPDATE Shop SET n = 9 WHERE PK = 'a' AND SK = '9' RETURNING ALL NEW *`, `,"ReturnValuesOnConditionCheckFailure":"ALL_OLD"`), failedCondition + `}`},
		{stated(`UPDATE Shop SET n = 9 WHERE PK = 'a' AND SK = '9' AND attribute_not_exists(n)`, ""), failedCondition + `}`},
		{got, `200 {"Item":{"PK":{"S":"a"},"SK":{"S":"1"},"n":{"N":"1"}}}`},
	})
}

func TestDeleteStatement(t *testing.T) {
	converse(t, stocked(t), []exchange{
		{stated(`DELETE FROM Shop WHERE PK = 'a' AND SK = '1' AND n > 1`, `,"ReturnValuesOnConditionCheckFailure":"ALL_OLD"`),
			failedCondition + `,"Item":{"PK":{"S":"a"},"SK":{"S":"1"},"n":{"N":"1"}}}`},
		{stated(`DELETE FROM Shop WHERE PK = 'a' AND SK = ? RETURNING ALL OLD *`, `,"Parameters":[{"S":"1"}],"ReturnConsumedCapacity":"TOTAL"`),
			`200 {"Items":[{"PK":{"S":"a"},"SK":{"S":"1"},"n":{"N":"1"}}],"ConsumedCapacity":{"TableName":"Shop","CapacityUnits":1.0}}`},
		{got, `200 {}`},
		{stated(`DELETE FROM Shop WHERE PK = 'a' AND SK = '1' AND n > 1 RETURNING ALL OLD *`, `,"ReturnConsumedCapacity":"TOTAL"`),
			`200 {"Items":[],"ConsumedCapacity":{"TableName":"Shop","CapacityUnits":1.0}}`},
		{stated(`DELETE FROM Shop WHERE PK = 'a' AND SK = '2'`, ""), `200 {"Items":[]}`},
	})
}

func TestWriteRefusals(t *testing.T) {
	for statement, message := range map[string]string{
		`UPDATE Shop SET n = 1`:                                            messageNoWholeKey,
		`DELETE FROM Shop`:                                                 messageNoWholeKey,
		`UPDATE Shop SET n = 1 WHERE PK = 'a'`:                             messageNoWholeKey,
		`UPDATE Shop SET n = 1 WHERE n = 1`:                                messageNoWholeKey,
		`DELETE FROM Shop WHERE PK = 'a' AND SK > '1'`:                     messageNoWholeKey,
		`DELETE FROM Shop WHERE PK = 'a' AND NOT SK = '1'`:                 messageNoWholeKey,
		`DELETE FROM Shop WHERE PK = 'a' AND SK IN ['1', '2']`:             messageNoWholeKey,
		`DELETE FROM Shop WHERE PK = 'a' AND SK = n`:                       messageNoWholeKey,
		`DELETE FROM Shop WHERE PK = 'a' AND SK = '1' OR n = 1`:            messageNoWholeKey,
		`DELETE FROM Shop WHERE PK = 'a' AND SK = '1' AND PK = 'b'`:        "Multiple conditions on same key PK. Only single item Update/Insert/Delete are supported",
		`DELETE FROM Shop WHERE PK = 'a' AND SK = 1`:                       messageKeyType + "SK",
		`DELETE FROM Shop WHERE PK = '' AND SK = '1'`:                      badValues + "The AttributeValue for a key attribute cannot contain an empty string value. Key: PK",
		`DELETE FROM Shop WHERE PK = 'a' AND SK = ?`:                       "Number of parameters in request and statement don't match.",
		`DELETE FROM None.byDate WHERE PK = 'a'`:                           messageIndexWrite,
		`UPDATE None.byDate SET n = 1`:                                     messageIndexWrite,
		`DELETE FROM None RETURNING ALL NEW *`:                             "Invalid returning clause: RETURNING ALL NEW *. Only RETURNING ALL OLD * is allowed in DELETE statements.",
		`DELETE FROM Shop RETURNING MODIFIED OLD *`:                        "Invalid returning clause: RETURNING MODIFIED OLD *. Only RETURNING ALL OLD * is allowed in DELETE statements.",
		`UPDATE Shop SET SK = '2' WHERE PK = 'a' AND SK = '1'`:             badParameters + "Cannot update attribute SK. This attribute is part of the key",
		`UPDATE Shop SET m.k = 2 WHERE PK = 'a' AND SK = '1'`:              "The document path provided in the update expression is invalid for update",
		`UPDATE Shop SET l = list_append(l, [1]) WHERE PK='a' AND SK='1'`:  "The provided expression refers to an attribute that does not exist in the item",
		`UPDATE Shop SET n = true + 1 WHERE PK = 'a' AND SK = '9'`:         "Incorrect operand type for operator or function; operator or function: +, operand type: BOOL",
		`UPDATE Shop SET n = set_add(n, <<1>>) WHERE PK = 'a' AND SK ='1'`: "An operand in the update expression has an incorrect data type",
		`UPDATE Shop SET n = PK.x WHERE PK = 'a' AND SK = '1'`:             "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: PK",
		`UPDATE Shop SET n = 1 WHERE PK = 'a' AND SK = '1' AND SK.x = 1`:   "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: SK",
		`UPDATE Shop SET n = 1, n = 2 WHERE PK = 'a' AND SK = '1'`:         "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [n], path two: [n]",
		`UPDATE Shop SET s = set_add(n, <<1>>) WHERE PK = 'a'`:             "The first argument to SET_ADD must equal the assignment value at 1:21:7",
		`UPDATE Shop SET s = set_delete(s, 1) WHERE PK = 'a'`:              "The second argument to SET_DELETE must be a value with type SET at 1:32:1",
		`UPDATE Shop SET n = if_not_exists(n, 1) WHERE PK = 'a'`:           "Unrecognized function: if_not_exists at 1:21:13",
		`INSERT INTO Shop.x VALUE {'PK': 'a'}`:                             messageInsertSource + " at 1:13:4",
		`INSERT INTO Shop VALUE {'PK': 'a', 'SK': 1}`:                      badParameters + "Type mismatch for key SK expected: S actual: N",
		`EXISTS(SELECT * FROM Shop WHERE PK = 'a' AND SK = '1' AND n = 1)`: messageExistsAlone,
		`UPDATE Shop WHERE PK = 'a' AND SK = '1' SET n = 1`:                "Statement wasn't well formed, can't be processed: Expected data manipulation",
	} {
		if got := say(stocked(t), stated(statement, "")); got != invalidBody(message) {
			t.Errorf("%s\n got %s\nwant %s", statement, got, invalidBody(message))
		}
	}
	converse(t, stocked(t), []exchange{
		{stated(`UPDATE None SET n = 1`, ""), dynamoBody("ResourceNotFoundException", "Requested resource not found")},
		{stated(`UPDATE Shop SET n = ? WHERE PK = 'a' AND SK = '1'`, `,"Parameters":[{"S":"`+strings.Repeat("x", 409600)+`"}]`), invalidBody(messageUpdatedItemSize)},
	})
}

// Each of these statements has every mistake that those after it have, and is refused for its own.
func TestOrderOfChecksInWrites(t *testing.T) {
	notFound := dynamoBody("ResourceNotFoundException", "Requested resource not found")
	converse(t, stocked(t), []exchange{
		{stated(`UPDATE None`, `,"Parameters":[{"N":"x"}],"Limit":0`), invalidBody(violatedOnce("0", "limit", atLeast(1)))},
		{stated(`UPDATE None`, `,"Parameters":[{"N":"x"}]`), invalidBody("The parameter cannot be converted to a numeric value: x")},
		{stated(`UPDATE None.x SET s = <<>> WHERE n < true RETURNING`, ""), invalidBody(statementPrefix + "Expected ( MODIFIED | ALL ) ( NEW | OLD ) in each returning element.")},
		{stated(`UPDATE None.x SET s = <<>> WHERE n < true`, ""), invalidBody("Empty bags are not supported")},
		{stated(`UPDATE None.x SET PK = 's' WHERE n < true`, ""), invalidBody("Incorrect operand type for operator or function; operator or function: <, operand type: BOOL")},
		{stated(`DELETE FROM None.x RETURNING ALL NEW *`, ""), invalidBody("Invalid returning clause: RETURNING ALL NEW *. Only RETURNING ALL OLD * is allowed in DELETE statements.")},
		{stated(`UPDATE None.x SET PK = 's'`, ""), invalidBody(messageIndexWrite)},
		{stated(`UPDATE None SET PK = 's'`, ""), notFound},
		{stated(`UPDATE Shop SET PK = 's'`, ""), invalidBody(messageNoWholeKey)},
		{stated(`UPDATE Shop SET PK = 's', m.k = 1 WHERE PK = 'a' AND SK = '9'`, ""), invalidBody(badParameters + "Cannot update attribute PK. This attribute is part of the key")},
		{stated(`UPDATE Shop SET m.k = 1 WHERE PK = 'a' AND SK = '9'`, ""), failedCondition + `}`},
		{stated(`UPDATE Shop SET m.k = 1 WHERE PK = 'a' AND SK = '1'`, ""), invalidBody("The document path provided in the update expression is invalid for update")},
	})
}

// A twin is a write in both languages.
type twin struct{ statement, native string }

// drawTwin draws an UPDATE or DELETE of a random item. The native operation needs a
// condition to be as careful as the statement is.
func drawTwin(t *rapid.T) twin {
	of := func(choices ...string) string { return rapid.SampledFrom(choices).Draw(t, "choice") }
	sk := of("1", "2", "9")
	test := of("", "n = :v", "NOT n < :v", "(attribute_exists(x) OR n <> :v)", "size(x) = :v")
	where, and := "PK = 'a' AND SK = '"+sk+"'", ""
	if test != "" {
		where, and = where+" AND "+test, " AND "+test
	}
	native := `{"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"` + sk + `"}},"ReturnConsumedCapacity":"TOTAL","ReturnValuesOnConditionCheckFailure":"ALL_OLD"`
	values := `,"ExpressionAttributeValues":{":v":{"N":"2"}}`
	if rapid.Bool().Draw(t, "delete") {
		condition := `,"ConditionExpression":"attribute_not_exists(PK) OR attribute_exists(PK)` + and + `"`
		if test != "" {
			condition += values
		}
		return twin{"DELETE FROM Shop WHERE " + where + " RETURNING ALL OLD *", "DeleteItem " + native + condition + `,"ReturnValues":"ALL_OLD"}`}
	}
	set := of("n = :v", "n = n + :v", "x = n - (:v)", "k = list_append(l, l)", "l[1] = :v", "m.k = :v") + of("", ", y = x")
	remove := of("", " REMOVE z", " REMOVE l[0]")
	returning := of("ALL OLD", "ALL NEW", "MODIFIED OLD", "MODIFIED NEW")
	returns := strings.NewReplacer(" ", "_", "MODIFIED", "UPDATED").Replace(returning)
	native += `,"UpdateExpression":"SET ` + set + remove + `","ConditionExpression":"attribute_exists(PK)` + and + `","ReturnValues":"` + returns + `"`
	if strings.Contains(set+and, ":v") {
		native += values
	}
	return twin{"UPDATE Shop SET " + set + remove + " WHERE " + where + " RETURNING " + returning + " *", "UpdateItem " + native + "}"}
}

// An UPDATE or DELETE does what its native operation does: the same items, errors and units,
// by the same steps.
func TestStatementEqualsNative(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		one, two := doorOfTwins(seed), doorOfTwins(seed)
		for range 10 {
			w := drawTwin(t)
			stated := stated(strings.ReplaceAll(w.statement, ":v", "2"), `,"ReturnConsumedCapacity":"TOTAL","ReturnValuesOnConditionCheckFailure":"ALL_OLD"`)
			if got, want := told(one, stated), told(two, w.native); got != want {
				t.Fatalf("%s\n got %s\n%s\nwant %s", stated, got, w.native, want)
			}
			const scan = `Scan {"TableName":"Shop","ConsistentRead":true}`
			if got, want := say(one, scan), say(two, scan); got != want {
				t.Fatalf("after %s\n got %s\nwant %s", stated, got, want)
			}
		}
	})
}

func doorOfTwins(seed uint64) *Door {
	d := NewDoor(seed, DefaultOptions())
	say(d, `CreateTable {"TableName":"Shop","BillingMode":"PAY_PER_REQUEST",
		"AttributeDefinitions":[{"AttributeName":"PK","AttributeType":"S"},{"AttributeName":"SK","AttributeType":"S"}],
		"KeySchema":[{"AttributeName":"PK","KeyType":"HASH"},{"AttributeName":"SK","KeyType":"RANGE"}]}`)
	for sk, more := range []string{`"n":{"N":"2"},"l":{"L":[{"N":"7"}]}`, `"x":{"SS":["a","b"]},"m":{"M":{}}`} {
		say(d, `PutItem {"TableName":"Shop","Item":{"PK":{"S":"a"},"SK":{"S":"`+string(rune('1'+sk))+`"},`+more+`}}`)
	}
	return d
}

// told is what a door says of a request and the steps that it took, in words that both
// languages share.
func told(d *Door, request string) string {
	r := d.Handle(Request{Target: targetOf(request), Body: bodyOf(request), Now: d.db.Now(), TraceLevel: engine.TraceDetail})
	shared := strings.NewReplacer(`"Items":[],`, "", `"Items":[{`, `"Attributes":{`, `}],"ConsumedCapacity"`, `},"ConsumedCapacity"`,
		oneViolation, "", "Invalid UpdateExpression: ", "")
	operation, steps, _ := strings.Cut(string(r.Trace), `"why":"`)
	why, steps, _ := strings.Cut(steps, `"`)
	steps, _, _ = strings.Cut(steps, `]`)
	return shared.Replace(string(r.Body)) + operation + strings.ReplaceAll(steps, why, "")
}
