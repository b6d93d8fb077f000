package operation

import (
	"strconv"
	"testing"
)

// The cache keeps the trees used last, each under the member it came in.
func TestCache(t *testing.T) {
	var c cache
	key := func(i int) cacheKey { return cacheKey{"Statement", strconv.Itoa(i)} }
	for i := range cacheSize {
		c.put(key(i), i)
	}
	if c.get(key(0)) != 0 { // from now on the one used last
		t.Error("0 is gone before the cache is full")
	}
	if c.get(cacheKey{"FilterExpression", "0"}) != nil {
		t.Error("the tree of another member")
	}
	c.put(key(cacheSize), cacheSize)
	c.put(key(cacheSize+1), cacheSize+1)
	for i, want := range map[int]any{0: 0, 1: nil, 2: nil, 3: 3, cacheSize: cacheSize} {
		if got := c.get(key(i)); got != want {
			t.Errorf("%d: got %v, want %v", i, got, want)
		}
	}
	if len(c.entries) != cacheSize {
		t.Errorf("%d entries", len(c.entries))
	}
}

// The same expression gives the same answers from the cache as from the parser.
func TestCacheChangesNoAnswer(t *testing.T) {
	d := stocked(t)
	for range 3 {
		converse(t, d, []exchange{
			{queried(`,"FilterExpression":"n = :p","Select":"COUNT"`), `200 {"Count":0,"ScannedCount":5}`},
			{`Scan {"TableName":"Shop","Select":"COUNT","ConsistentRead":true,"FilterExpression":"n = :p","ExpressionAttributeValues":{":p":{"N":"1"}}}`,
				`200 {"Count":2,"ScannedCount":7}`},
			{`Scan {"TableName":"Shop","FilterExpression":"n = :p"}`,
				invalidBody("Invalid FilterExpression: An expression attribute value used in expression is not defined; attribute value: :p")},
		})
	}
}
