package operation

import (
	"strconv"
	"strings"
	"testing"
)

// A response holds 16 MB of items. The keys of the others come back in a form that can be
// asked for again as it is.
func TestBatchGetItemResponseIsFull(t *testing.T) {
	d := shop(t)
	text := strings.Repeat("x", 399<<10)
	keys := make([]string, 60)
	for i := range keys {
		id := `"id":{"N":"` + strconv.Itoa(i) + `"}`
		keys[i] = "{" + id + "}"
		if got := say(d, `PutItem {"TableName":"Plain","Item":{`+id+`,"text":{"S":"`+text+`"}}}`); got != "200 {}" {
			t.Fatal(got)
		}
	}
	const options = `,"ProjectionExpression":"id","ConsistentRead":true`
	asked := `{"Plain":{"Keys":[` + strings.Join(keys, ",") + `]` + options + `}}`
	const fit = 16 << 10 / 399 // and what an item weighs beside its text fits, too
	got := say(d, `BatchGetItem {"RequestItems":`+asked+`}`)
	rest := `{"Plain":{"Keys":[` + strings.Join(keys[fit:], ",") + `]` + options + `}}`
	want := `200 {"Responses":{"Plain":[` + strings.Join(keys[:fit], ",") + `]},"UnprocessedKeys":` + rest + `}`
	if got != want {
		t.Fatalf("got %s\nwant %s", got, want)
	}
	want = `200 {"Responses":{"Plain":[` + strings.Join(keys[fit:], ",") + `]},"UnprocessedKeys":{}}`
	if got := say(d, `BatchGetItem {"RequestItems":`+rest+`}`); got != want {
		t.Errorf("asked for the rest, got %s", got)
	}
	// The item that fills the response is charged, and nothing more is read.
	more := `,"Shop":{"Keys":[{"PK":{"S":"a"},"SK":{"S":"1"}}]}`
	got = say(d, `BatchGetItem {"ReturnConsumedCapacity":"TOTAL","RequestItems":`+asked[:len(asked)-1]+more+`}}`)
	if want := `[{"TableName":"Plain","CapacityUnits":4200.0},{"TableName":"Shop","CapacityUnits":0.0}]}`; !strings.HasSuffix(got, want) {
		t.Errorf("got %s", got)
	}
}

func TestBatchGetItem(t *testing.T) {
	key := `{"PK":{"S":"a"},"SK":{"S":"1"}}`
	converse(t, stocked(t), []exchange{
		// Two spellings of a number are two keys, though of one item.
		{`BatchGetItem {"RequestItems":{"Plain":{"Keys":[{"id":{"N":"10"}},{"id":{"N":"1e1"}}]}}}`, `200 {"Responses":{"Plain":[]},"UnprocessedKeys":{}}`},
		{`BatchGetItem {"RequestItems":{"Plain":{"Keys":[{"id":{"N":"10"}},{"id":{"N":"10"}}]}}}`, invalidBody("Provided list of item keys contains duplicates")},
		{`BatchGetItem {"RequestItems":{"Shop":{"Keys":[` + key + `,{"SK":{"S":"1"},"PK":{"S":"a"}}]}}}`, invalidBody("Provided list of item keys contains duplicates")},
		{`BatchGetItem {"RequestItems":{"Shop":{"Keys":[` + strings.Repeat(key+",", 100) + key + `]}}}`,
			malformedBody("Value at 'RequestItems.Shop.member.Keys' failed to satisfy constraint: Member must have length less than or equal to 100")},
		{`BatchGetItem {"RequestItems":{"Shop":{"Keys":[` + strings.Repeat(key+",", 50) + key + `]},"Plain":{"Keys":[` + strings.Repeat(key+",", 49) + key + `]}}}`,
			invalidBody("Too many items requested for the BatchGetItem call")},
		{`BatchGetItem {"ReturnConsumedCapacity":"ALL","RequestItems":{"Shop":{"Keys":[` + key + `]},"":{}}}`,
			invalidBody("3 validation errors detected: Value '{\"Shop\":{\"Keys\":[" + key + "]},\"\":{}}' at 'requestItems' failed to satisfy constraint: " + mapKeys +
				"; Value null at 'requestItems..member.keys' failed to satisfy constraint: Member must not be null" +
				"; Value 'ALL' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]")},
		{`BatchGetItem {"RequestItems":{"Shop":{"Keys":[` + key + `],"ProjectionExpression":"n, #n","ExpressionAttributeNames":{"#n":"n"}}}}`,
			invalidBody("Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [n], path two: [n]")},
		// Keys are compared before anybody looks for the table.
		{`BatchGetItem {"RequestItems":{"None":{"Keys":[` + key + `,` + key + `]}}}`, invalidBody("Provided list of item keys contains duplicates")},
		{`BatchGetItem {"RequestItems":{"Shop":{"Keys":[{"PK":{"S":"a"}},{"PK":{"S":"a"}}]}}}`, invalidBody("Provided list of item keys contains duplicates")},
		{`BatchGetItem {"RequestItems":{"Shop":{"Keys":[{"PK":{"S":"a"}}]}}}`, invalidBody("The provided key element does not match the schema")},
		{`BatchGetItem {"RequestItems":{"Shop":{"Keys":[` + key + `]},"None":{"Keys":[{"PK":{"S":"a"}}]}}}`, dynamoBody("ResourceNotFoundException", "Requested resource not found")},
	})
}
