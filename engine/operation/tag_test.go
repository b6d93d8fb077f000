package operation

import (
	"fmt"
	"strings"
	"testing"

	"ringside/engine"
)

const shopARN = "arn:aws:dynamodb:us-east-1:000000000000:table/Shop"

func tagging(arn, tags string) string {
	return `TagResource {"ResourceArn":"` + arn + `","Tags":[` + tags + `]}`
}

func untagging(arn, keys string) string {
	return `UntagResource {"ResourceArn":"` + arn + `","TagKeys":[` + keys + `]}`
}

func tagsOf(arn string) string { return `ListTagsOfResource {"ResourceArn":"` + arn + `"}` }

func tagJSON(key, value string) string { return `{"Key":"` + key + `","Value":"` + value + `"}` }

// Tags are added, replaced and taken away, all of a request or none; both answer nothing.
func TestTags(t *testing.T) {
	many := func(n int) string {
		var all []string
		for i := range n {
			all = append(all, tagJSON(fmt.Sprint("k", i), ""))
		}
		return strings.Join(all, ",")
	}
	long := strings.Repeat("k", 129)
	unknown := strings.Replace(shopARN, "Shop", "Nowhere", 1)
	converse(t, shop(t), []exchange{
		{tagsOf(shopARN), `200 {"Tags":[]}`},
		{tagging(shopARN, tagJSON("Env", "")+","+tagJSON("env", "x")), `200 `},
		{tagging(shopARN, tagJSON("Env", "ключ +-=._:/@")+","+tagJSON("team", "a")), `200 `},
		{tagsOf(shopARN), `200 {"Tags":[` + tagJSON("Env", "ключ +-=._:/@") + "," + tagJSON("env", "x") + "," + tagJSON("team", "a") + `]}`},
		{untagging(shopARN, `"env","absent"`), `200 `},
		{tagsOf(shopARN), `200 {"Tags":[` + tagJSON("Env", "ключ +-=._:/@") + "," + tagJSON("team", "a") + `]}`},

		{`TagResource {"Tags":[]}`, invalidBody("Invalid TableArn")},
		{`TagResource {"ResourceArn":"` + shopARN + `"}`, malformedBody("Value null at 'tags' failed to satisfy constraint: Member must not be null")},
		{`UntagResource {"ResourceArn":"` + shopARN + `"}`, malformedBody("Value null at 'tagKeys' failed to satisfy constraint: Member must not be null")},
		{tagging(shopARN, ""), invalidBody("Atleast one Tag needs to be provided as Input.")},
		{untagging(shopARN, ""), invalidBody("Atleast one Tag Key needs to be provided as Input.")},
		{tagging("Shop", tagJSON("k", "v")), wrongBody("ARNs must start with 'arn:': Shop")},
		{tagging("arn:aws:s3:::bucket", tagJSON("k", "v")), wrongBody("Provided Arn is not a DynamoDB resource arn: arn:aws:s3:::bucket")},
		{tagging(shopARN+"/backup/0", tagJSON("k", "v")), wrongBody("Provided Arn is not a DynamoDB resource arn: " + shopARN + "/backup/0")},
		{tagging(shopARN+"/index/ByA", tagJSON("k", "v")), wrongBody("Invalid resource arn provided, only table or stream is accepted. Provided resource arn: " + shopARN + "/index/ByA")},
		{tagsOf(strings.Replace(shopARN, "us-east-1", "eu-west-1", 1)), invalidBody("Invalid TableArn: Invalid ResourceArn provided as input " + strings.Replace(shopARN, "us-east-1", "eu-west-1", 1))},
		{tagging(unknown, tagJSON("k", "v")), dynamoBody("ResourceNotFoundException", "Requested resource not found: ResourceArn: "+unknown+" not found")},
		{tagsOf(unknown), `400 {"__type":"com.amazon.coral.service#AccessDeniedException","message":"User: arn:aws:iam::000000000000:root is not authorized to perform: dynamodb:ListTagsOfResource on resource: ` + unknown + `"}`},
		{tagging(shopARN, tagJSON("good", "v")+","+tagJSON(long, "v")), invalidBody("The Tag Key provided is invalid, Key: " + long)},
		{tagging(shopARN, tagJSON("", "v")), invalidBody("The Tag Key provided is invalid, Key: ")},
		{tagging(shopARN, tagJSON("a#b", "v")), invalidBody("The Tag Key provided is invalid, Key: a#b")},
		{tagging(shopARN, tagJSON("k", "🔑")), invalidBody("The Tag Value provided is invalid, Value: 🔑")},
		{tagging(shopARN, `{"Key":"k"}`), invalidBody("The Tag Value provided is invalid, Value: null")},
		{tagging(shopARN, tagJSON("aws:k", "v")), invalidBody("Tag Key cannot be prefixed with aws:, Key: aws:k")},
		{untagging(shopARN, `"aws:k"`), invalidBody("Tag Key cannot be prefixed with aws:, Key: aws:k")},
		{tagging(shopARN, tagJSON("dup", "1")+","+tagJSON("dup", "2")), invalidBody("Duplicate Tag Keys provided as input: Duplicate Tag Key found dup")},
		{tagging(shopARN, many(51)), invalidBody(messageTooManyTags)},
		{tagging(shopARN, many(49)), invalidBody(messageTooManyTags)},
		{tagging(shopARN, many(48)), `200 `},
		{tagging(shopARN, tagJSON("k0", "new")), `200 `},
	})
}

// For a moment after a change, tags can't be changed again; what would change nothing is answered.
func TestTagsAreLocked(t *testing.T) {
	d := rides(t, 2*engine.Second)
	arn := strings.Replace(shopARN, "Shop", "Rides", 1)
	locked := limitBody("Table tags are being updated: Rides")
	converse(t, d, []exchange{
		{tagging(arn, tagJSON("a", "1")), `200 `},
		{tagging(arn, tagJSON("b", "1")), locked},
		{untagging(arn, `"a"`), locked},
		{tagging(arn, tagJSON("a", "1")), `200 `},
		{untagging(arn, `"b"`), `200 `},
		{`.Advance {"By":2000000}`, `200 {"Now":1792000002000000,"More":false,"Ran":{},"Events":[]}`},
		{untagging(arn, `"a"`), `200 `},
	})
}

func TestDescribeAccount(t *testing.T) {
	o := DefaultOptions()
	o.Region = "eu-west-1"
	converse(t, NewDoor(1, o), []exchange{
		{`DescribeLimits {}`, `200 {"AccountMaxReadCapacityUnits":80000,"AccountMaxWriteCapacityUnits":80000,"TableMaxReadCapacityUnits":40000,"TableMaxWriteCapacityUnits":40000}`},
		{`DescribeEndpoints {}`, `200 {"Endpoints":[{"Address":"dynamodb.eu-west-1.amazonaws.com","CachePeriodInMinutes":1440}]}`},
	})
}
