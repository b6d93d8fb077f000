package operation

import (
	"fmt"
	"strings"
	"testing"
)

// The six operations that take expressions, each with a request in which one more member fits.
const (
	aPut     = `PutItem {"TableName":"Plain","Item":{"id":{"N":"1"}},`
	aDelete  = `DeleteItem {"TableName":"Plain","Key":{"id":{"N":"1"}},`
	anUpdate = `UpdateItem {"TableName":"Plain","Key":{"id":{"N":"1"}},`
	aGet     = `GetItem {"TableName":"Plain","Key":{"id":{"N":"1"}},`
	aQuery   = `Query {"TableName":"Plain",`
	aScan    = `Scan {"TableName":"Plain",`
)

// What stands in ExpressionAttributeNames and ExpressionAttributeValues is checked entry by entry, before any
// expression is read.
func TestSubstitutions(t *testing.T) {
	long := strings.Repeat("a", 255) // with its sign it has 256 bytes
	name := strings.Repeat("n", 65536)
	for entries, message := range map[string]string{
		`"ExpressionAttributeNames":{"#":"a"}`:                                `ExpressionAttributeNames contains invalid key: Syntax error; key: "#"`,
		`"ExpressionAttributeNames":{"#a-b":"a"}`:                             `ExpressionAttributeNames contains invalid key: Syntax error; key: "#a-b"`,
		`"ExpressionAttributeNames":{"##a":"a"}`:                              `ExpressionAttributeNames contains invalid key: Syntax error; key: "##a"`,
		`"ExpressionAttributeNames":{"#é":"a"}`:                               `ExpressionAttributeNames contains invalid key: Syntax error; key: "#é"`,
		`"ExpressionAttributeNames":{":a":"a"}`:                               `ExpressionAttributeNames contains invalid key: Syntax error; key: ":a"`,
		`"ExpressionAttributeNames":{"":"a"}`:                                 `ExpressionAttributeNames contains invalid key: Syntax error; key: ""`,
		`"ExpressionAttributeNames":{"#` + long + `":"a"}`:                    `ExpressionAttributeNames contains invalid key: The expression attribute map contains a key that is too long; size of key: 256`,
		`"ExpressionAttributeNames":{"#` + long + `-x":"a"}`:                  `ExpressionAttributeNames contains invalid key: The expression attribute map contains a key that is too long; size of key: 258`,
		`"ExpressionAttributeNames":{"#a":""}`:                                `ExpressionAttributeNames contains invalid value: Empty attribute name for key #a`,
		`"ExpressionAttributeNames":{"#a":"` + name + `"}`:                    `Attribute name is too large, must be less than 65536 bytes`,
		`"ExpressionAttributeNames":{"#a":"","#":"a"}`:                        `ExpressionAttributeNames contains invalid key: Syntax error; key: "#"`,
		`"ExpressionAttributeNames":{}`:                                       `ExpressionAttributeNames must not be empty`,
		`"ExpressionAttributeValues":{":":{"S":"x"}}`:                         `ExpressionAttributeValues contains invalid key: Syntax error; key: ":"`,
		`"ExpressionAttributeValues":{":a-b":{"S":"x"}}`:                      `ExpressionAttributeValues contains invalid key: Syntax error; key: ":a-b"`,
		`"ExpressionAttributeValues":{"loc":{"S":"x"}}`:                       `ExpressionAttributeValues contains invalid key: Syntax error; key: "loc"`,
		`"ExpressionAttributeValues":{":` + long + `":{"S":""}}`:              `ExpressionAttributeValues contains invalid key: The expression attribute map contains a key that is too long;`,
		`"ExpressionAttributeValues":{}`:                                      `ExpressionAttributeValues must not be empty`,
		`"ExpressionAttributeNames":{"#a":""},"ExpressionAttributeValues":{}`: `ExpressionAttributeNames contains invalid value: Empty attribute name for key #a`,
	} {
		d := shop(t)
		const broken = `,"ConditionExpression":"a = = b"}`
		converse(t, d, []exchange{
			{aPut + entries + broken, malformedBody(message)},
			{aDelete + entries + broken, malformedBody(message)},
			{anUpdate + entries + `,"UpdateExpression":"SET a = = b"}`, malformedBody(message)},
			{aQuery + entries + `,"KeyConditionExpression":"a = = b"}`, invalidBody(message)},
			{aScan + entries + `,"FilterExpression":"a = = b"}`, invalidBody(message)},
		})
		if !strings.Contains(entries, "Values") { // which GetItem does not have
			converse(t, d, []exchange{{aGet + entries + `,"ProjectionExpression":"a = = b"}`, invalidBody(message)}})
		}
	}
}

// At the limits, and one byte beyond them.
func TestExpressionLimits(t *testing.T) {
	named := func(bytes int) string {
		placeholder := "#" + strings.Repeat("a", bytes-1)
		return aGet + `"ProjectionExpression":"` + placeholder + `","ExpressionAttributeNames":{"` + placeholder + `":"a"}}`
	}
	padded := func(bytes int, expression string) string {
		return expression + strings.Repeat(" ", bytes-len(expression))
	}
	one := `,"ExpressionAttributeValues":{":v":{"N":"1"}}}`
	const tooLong = ": Expression size has exceeded the maximum allowed size;"
	converse(t, shop(t), []exchange{
		{named(255), `200 {}`},
		{named(256), invalidBody("ExpressionAttributeNames contains invalid key: The expression attribute map contains a key that is too long; size of key: 256")},
		{aPut + `"ConditionExpression":"` + padded(4096, "attribute_not_exists(id)") + `"}`, `200 {}`},
		{aPut + `"ConditionExpression":"` + padded(4097, "attribute_not_exists(id)") + `"}`, malformedBody("Invalid ConditionExpression" + tooLong + " expression size: 4097")},
		{anUpdate + `"UpdateExpression":"` + padded(4096, "SET a = :v") + `"` + one, `200 {}`},
		{anUpdate + `"UpdateExpression":"` + padded(4097, "SET a = :v") + `"` + one, malformedBody("Invalid UpdateExpression" + tooLong)},
		{aQuery + `"Select":"COUNT","KeyConditionExpression":"` + padded(4096, "id = :v") + `"` + one, `200 {"Count":1,"ScannedCount":1}`},
		{aQuery + `"KeyConditionExpression":"` + padded(4097, "id = :v") + `"` + one, invalidBody("Invalid KeyConditionExpression" + tooLong + " expression size: 4097")},
		{aScan + `"Select":"COUNT","FilterExpression":"` + padded(4096, "a = :v") + `"` + one, `200 {"Count":1,"ScannedCount":1}`},
		{aScan + `"FilterExpression":"` + padded(4097, "a = :v") + `"` + one, invalidBody("Invalid FilterExpression" + tooLong + " expression size: 4097")},
		{aGet + `"ProjectionExpression":"` + padded(4096, "a") + `"}`, `200 {"Item":{"a":{"N":"1"}}}`},
		{aGet + `"ProjectionExpression":"` + padded(4097, "a") + `"}`, invalidBody("Invalid ProjectionExpression" + tooLong + " expression size: 4097")},
		// The text counts as it was sent: what names stand for does not.
		{aGet + `"ProjectionExpression":"#a","ExpressionAttributeNames":{"#a":"` + strings.Repeat("n", 65535) + `"}}`, `200 {"Item":{}}`},
	})
}

// The name of a key attribute has at most 255 characters, that of any other 65,535 bytes.
func TestAttributeNames(t *testing.T) {
	table := func(key string) string {
		return `CreateTable {"TableName":"` + fmt.Sprint("T", len(key)) + `","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"` +
			key + `","AttributeType":"S"}],"KeySchema":[{"AttributeName":"` + key + `","KeyType":"HASH"}]}`
	}
	put := func(name string) string {
		return `PutItem {"TableName":"Plain","Item":{"id":{"N":"1"},"` + name + `":{"BOOL":true}}}`
	}
	inside := func(name string) string {
		return anUpdate + `"UpdateExpression":"SET a = :v","ExpressionAttributeValues":{":v":{"M":{"` + name + `":{"BOOL":true}}}}}`
	}
	d, x255, x65535 := shop(t), strings.Repeat("k", 255), strings.Repeat("n", 65535)
	if got := say(d, table(x255)); !strings.HasPrefix(got, "200 ") {
		t.Error(got)
	}
	long := func(path string) string {
		return "Value '" + x255 + "k' at '" + path + ".1.member.attributeName' failed to satisfy constraint: Member must have length less than or equal to 255"
	}
	tooLarge := malformedBody("Attribute name is too large, must be less than 65536 bytes")
	converse(t, d, []exchange{
		{table(x255 + "k"), invalidBody("2 validation errors detected: " + long("keySchema") + "; " + long("attributeDefinitions"))},
		{put(x65535), `200 {}`},
		{put(x65535 + "n"), tooLarge},
		{put(strings.Repeat("é", 32768)), tooLarge},
		{inside(x65535), `200 {}`},
		{inside(x65535 + "n"), tooLarge},
		{put(""), malformedBody("Empty attribute name")},
		{inside(""), malformedBody("Empty attribute name")},
	})
}

// An item of 409,600 bytes is stored, one of 409,601 is not, whatever it is made of and whichever way it grows there.
func TestItemSize(t *testing.T) {
	padded := func(bytes int, more string) string {
		return `{"id":{"N":"1"},` + more + `"p":{"S":"` + strings.Repeat("x", bytes-len("id")-2-len("p")) + `"}}`
	}
	const full = 409600
	var exchanges []exchange
	for _, c := range []struct {
		more  string
		bytes int
	}{
		{``, 0},
		{`"n":{"N":"3.14159"},`, 1 + 5}, {`"n":{"N":"123456"},`, 1 + 4}, {`"n":{"N":"1E125"},`, 1 + 2}, {`"n":{"N":"-0042.1200"},`, 1 + 4},
		{`"é":{"S":"é😀\n"},`, 2 + 7}, {`"b":{"B":"AAE="},`, 1 + 2}, {`"y":{"BOOL":true},"z":{"NULL":true},`, 2 + 2},
		{`"s":{"NS":["10","1.5"]},"t":{"BS":["","AA=="]},`, 1 + 2 + 3 + 1 + 1},
		{`"l":{"L":[{"S":""},{"M":{"k":{"N":"0"}}}]},`, 1 + 3 + 1 + 1 + 3 + 1 + 1 + 1},
	} {
		exchanges = append(exchanges,
			exchange{`PutItem {"TableName":"Plain","Item":` + padded(full-c.bytes, c.more) + `}`, `200 {}`},
			exchange{`PutItem {"TableName":"Plain","Item":` + padded(full-c.bytes+1, c.more) + `}`, invalidBody("Item size has exceeded the maximum allowed size")})
	}
	converse(t, shop(t), exchanges)
	tooLarge := invalidBody("Item size to update has exceeded the maximum allowed size")
	converse(t, shop(t), []exchange{
		{`PutItem {"TableName":"Plain","Item":` + padded(full-1, "") + `}`, `200 {}`},
		{anUpdate + `"UpdateExpression":"SET q = :q","ExpressionAttributeValues":{":q":{"S":""}}}`, `200 {}`},
		{anUpdate + `"UpdateExpression":"SET q = :q","ExpressionAttributeValues":{":q":{"S":"q"}}}`, tooLarge},
		{anUpdate + `"UpdateExpression":"SET q = p REMOVE p"}`, `200 {}`},
		{anUpdate + `"UpdateExpression":"SET p = q"}`, tooLarge},
		{anUpdate + `"UpdateExpression":"ADD n :n","ExpressionAttributeValues":{":n":{"N":"1"}}}`, tooLarge},
		{anUpdate + `"UpdateExpression":"REMOVE q"}`, `200 {}`},
	})
}

// All that a request puts in the place of placeholders may measure 2 MB.
func TestSubstitutionSize(t *testing.T) {
	filter := func(last int) string {
		var clauses, values []string
		for i := range 8 {
			bytes := 256 << 10
			if i == 7 {
				bytes = last
			}
			clauses = append(clauses, fmt.Sprintf("a = :%d", i))
			values = append(values, fmt.Sprintf(`":%d":{"S":"%s"}`, i, strings.Repeat("x", bytes)))
		}
		return aScan + `"FilterExpression":"` + strings.Join(clauses, " OR ") + `","ExpressionAttributeValues":{` + strings.Join(values, ",") + `}}`
	}
	full := 256<<10 - 8*len(":0")
	converse(t, shop(t), []exchange{
		{filter(full), `200 {"Items":[],"Count":0,"ScannedCount":0}`},
		{filter(full + 1), invalidBody("Size of ExpressionAttributeNames and ExpressionAttributeValues has exceeded the maximum allowed size")},
	})
}

// Of several faults in the expressions of one request: first what stands in names and values, then the expressions in
// the order update, condition, key condition, filter, projection, then unused names, then unused values.
func TestOrderOfExpressions(t *testing.T) {
	faults := []struct{ member, message string }{
		{`"UpdateExpression":"SET"`, `Invalid UpdateExpression: Syntax error; token: "<EOF>", near: "SET"`},
		{`"ConditionExpression":"a ="`, `Invalid ConditionExpression: Syntax error; token: "<EOF>", near: "="`},
	}
	names := `"ExpressionAttributeNames":{"#u":"u"}`
	values := `"ExpressionAttributeValues":{":id":{"N":"1"},":u":{"S":"u"}}`
	unusedName := "Value provided in ExpressionAttributeNames unused in expressions: keys: {#u}"
	unusedValue := "Value provided in ExpressionAttributeValues unused in expressions: keys: {:u}"
	join := func(members ...string) string { return strings.Join(members, ",") + "}" }
	d := shop(t)
	converse(t, d, []exchange{
		{anUpdate + join(faults[0].member, faults[1].member, names, values), malformedBody(faults[0].message)},
		{anUpdate + join(`"UpdateExpression":"SET a = :id"`, faults[1].member, names, values), malformedBody(faults[1].message)},
		{anUpdate + join(`"UpdateExpression":"SET a = :id"`, names, values), malformedBody(unusedName)},
		{anUpdate + join(`"UpdateExpression":"SET #u = :id"`, names, values), malformedBody(unusedValue)},
	})
	faults = []struct{ member, message string }{
		{`"KeyConditionExpression":"id ="`, `Invalid KeyConditionExpression: Syntax error; token: "<EOF>", near: "="`},
		{`"FilterExpression":"a ="`, `Invalid FilterExpression: Syntax error; token: "<EOF>", near: "="`},
		{`"ProjectionExpression":"a,"`, `Invalid ProjectionExpression: Syntax error; token: "<EOF>", near: ","`},
	}
	const key = `"KeyConditionExpression":"id = :id"`
	converse(t, d, []exchange{
		{aQuery + join(faults[2].member, faults[1].member, faults[0].member, names, values), invalidBody(faults[0].message)},
		{aQuery + join(faults[2].member, faults[1].member, key, names, values), invalidBody(faults[1].message)},
		{aQuery + join(faults[2].member, key, names, values), invalidBody(faults[2].message)},
		{aQuery + join(key, names, values), invalidBody(unusedName)},
		{aQuery + join(key, `"ProjectionExpression":"#u"`, names, values), invalidBody(unusedValue)},
		// All of it before the table, its key, and what the condition says about an item.
		{strings.Replace(aQuery, "Plain", "None", 1) + join(key, names, values), invalidBody(unusedName)},
		{strings.Replace(aQuery, "Plain", "None", 1) + join(`"KeyConditionExpression":"id = :id AND begins_with(s, :id)"`, names, values),
			invalidBody("Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or function: begins_with, operand type: N")},
		{strings.Replace(anUpdate, `"N"`, `"S"`, 1) + join(`"UpdateExpression":"SET #u = :id"`, names, values), malformedBody(unusedValue)},
	})
}

// No expression may look inside a key, which is a scalar; and an update may not write it.
func TestNestedKeys(t *testing.T) {
	nested := func(key string) string {
		return invalidBody("Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: " + key)
	}
	shop := stocked(t)
	const key = `{"TableName":"Shop","Key":{"PK":{"S":"a"},"SK":{"S":"1"}},`
	const value = `,"ExpressionAttributeValues":{":v":{"S":"a"}}}`
	converse(t, shop, []exchange{
		{`PutItem {"TableName":"Shop","Item":{"PK":{"S":"a"},"SK":{"S":"1"}},"ConditionExpression":"PK.x = :v"` + value, nested("PK")},
		{`DeleteItem ` + key + `"ConditionExpression":"n = :v OR SK[0] = :v"` + value, nested("SK")},
		{`UpdateItem ` + key + `"UpdateExpression":"SET n = :v","ConditionExpression":"size(SK[0]) > :v"` + value, nested("SK")},
		{`UpdateItem ` + key + `"UpdateExpression":"SET PK.x = :v"` + value, nested("PK")},
		{`UpdateItem ` + key + `"UpdateExpression":"SET x = if_not_exists(SK.x, :v)"` + value, nested("SK")},
		{`GetItem ` + key + `"ProjectionExpression":"n, #k[0]","ExpressionAttributeNames":{"#k":"PK"}}`, nested("PK")},
		{`Query {"TableName":"Shop","KeyConditionExpression":"PK = :v","FilterExpression":"SK.x = :v"` + value, nested("SK")},
		{`Query {"TableName":"Shop","KeyConditionExpression":"PK = :v","ProjectionExpression":"SK.x"` + value, nested("SK")},
		{`Scan {"TableName":"Shop","FilterExpression":"PK.x = :v"` + value, nested("PK")},
		{`Scan {"TableName":"Shop","ProjectionExpression":"PK[1], SK[1]"}`, nested("PK")},
		{`UpdateItem ` + key + `"UpdateExpression":"SET n = :v REMOVE SK"` + value,
			invalidBody("One or more parameter values were invalid: Cannot update attribute SK. This attribute is part of the key")},
		{`UpdateItem ` + key + `"UpdateExpression":"SET x = PK"}`, `200 {}`},
	})
}

// A key condition compares with what a key can be.
func TestKeyConditionValues(t *testing.T) {
	query := func(condition, sort string) string {
		return `Query {"TableName":"Shop","Select":"COUNT","KeyConditionExpression":"PK = :p AND ` + condition +
			`","ExpressionAttributeValues":{":p":{"S":"a"},":s":{"S":"` + sort + `"}}}`
	}
	partition := func(value string) string {
		return `Query {"TableName":"Shop","Select":"COUNT","KeyConditionExpression":"PK = :p","ExpressionAttributeValues":{":p":{"S":"` + value + `"}}}`
	}
	empty := func(key string) string {
		return invalidBody("One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: " + key)
	}
	long := invalidBody("One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes")
	x1024 := strings.Repeat("x", 1024)
	converse(t, stocked(t), []exchange{
		{partition(""), empty("PK")},
		{partition(x1024 + x1024), `200 {"Count":0,"ScannedCount":0}`},
		{partition(x1024 + x1024 + "x"), invalidBody("One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes")},
		{query("SK = :s", ""), empty("SK")},
		{query("SK > :s", ""), empty("SK")},
		{query("begins_with(SK, :s)", ""), empty("SK")},
		{query("SK BETWEEN :s AND :p", ""), empty("SK")},
		{query("SK < :s", x1024), `200 {"Count":5,"ScannedCount":5}`},
		{query("SK < :s", x1024+"x"), long},
		{query("SK BETWEEN :p AND :s", x1024+"x"), long},
	})
}
