package operation

import (
	"maps"
	"slices"
	"strings"
)

// What a member of a request is, behind its name in members; a text has no mark.
const (
	isNumber     = '#'
	isBoolean    = '?'
	isTexts      = '+' // a list of texts
	isStructure  = '%' // or a map
	isStructures = '*' // a list of them
)

// members are the members of the operations that commands can be of, in no order.
//
// https://docs.aws.amazon.com/cli/latest/reference/dynamodb/
var members = map[string]string{
	"BatchExecuteStatement": "Statements* ReturnConsumedCapacity",
	"BatchGetItem":          "RequestItems% ReturnConsumedCapacity",
	"BatchWriteItem":        "RequestItems% ReturnConsumedCapacity ReturnItemCollectionMetrics",
	"CreateTable": "AttributeDefinitions* TableName KeySchema* LocalSecondaryIndexes* GlobalSecondaryIndexes* BillingMode ProvisionedThroughput% " +
		"StreamSpecification% SSESpecification% Tags* TableClass DeletionProtectionEnabled? WarmThroughput% ResourcePolicy OnDemandThroughput%",
	"DeleteItem": "TableName Key% Expected% ConditionalOperator ReturnValues ReturnConsumedCapacity ReturnItemCollectionMetrics " +
		"ConditionExpression ExpressionAttributeNames% ExpressionAttributeValues% ReturnValuesOnConditionCheckFailure",
	"DeleteTable":        "TableName",
	"DescribeEndpoints":  " ",
	"DescribeLimits":     " ",
	"DescribeTable":      "TableName",
	"DescribeTimeToLive": "TableName",
	"ExecuteStatement":   "Statement Parameters* ConsistentRead? NextToken ReturnConsumedCapacity Limit# ReturnValuesOnConditionCheckFailure",
	"ExecuteTransaction": "TransactStatements* ClientRequestToken ReturnConsumedCapacity",
	"GetItem":            "TableName Key% AttributesToGet+ ConsistentRead? ReturnConsumedCapacity ProjectionExpression ExpressionAttributeNames%",
	"ListTables":         "ExclusiveStartTableName Limit#",
	"ListTagsOfResource": "ResourceArn NextToken",
	"PutItem": "TableName Item% Expected% ReturnValues ReturnConsumedCapacity ReturnItemCollectionMetrics ConditionalOperator " +
		"ConditionExpression ExpressionAttributeNames% ExpressionAttributeValues% ReturnValuesOnConditionCheckFailure",
	"Query": "TableName IndexName Select AttributesToGet+ Limit# ConsistentRead? KeyConditions% QueryFilter% ConditionalOperator ScanIndexForward? " +
		"ExclusiveStartKey% ReturnConsumedCapacity ProjectionExpression FilterExpression KeyConditionExpression ExpressionAttributeNames% ExpressionAttributeValues%",
	"Scan": "TableName IndexName AttributesToGet+ Limit# Select ScanFilter% ConditionalOperator ExclusiveStartKey% ReturnConsumedCapacity TotalSegments# " +
		"Segment# ProjectionExpression FilterExpression ExpressionAttributeNames% ExpressionAttributeValues% ConsistentRead?",
	"TagResource":        "ResourceArn Tags*",
	"TransactGetItems":   "TransactItems* ReturnConsumedCapacity",
	"TransactWriteItems": "TransactItems* ReturnConsumedCapacity ReturnItemCollectionMetrics ClientRequestToken",
	"UntagResource":      "ResourceArn TagKeys+",
	"UpdateItem": "TableName Key% AttributeUpdates% Expected% ConditionalOperator ReturnValues ReturnConsumedCapacity ReturnItemCollectionMetrics UpdateExpression " +
		"ConditionExpression ExpressionAttributeNames% ExpressionAttributeValues% ReturnValuesOnConditionCheckFailure",
	"UpdateTable": "AttributeDefinitions* TableName BillingMode ProvisionedThroughput% GlobalSecondaryIndexUpdates* StreamSpecification% SSESpecification% " +
		"ReplicaUpdates* TableClass DeletionProtectionEnabled? MultiRegionConsistency OnDemandThroughput% WarmThroughput%",
	"UpdateTimeToLive": "TableName TimeToLiveSpecification%",

	"DescribeStream":   "StreamArn Limit# ExclusiveStartShardId",
	"GetRecords":       "ShardIterator Limit#",
	"GetShardIterator": "StreamArn ShardId ShardIteratorType SequenceNumber",
	"ListStreams":      "TableName Limit# ExclusiveStartStreamArn",
}

// ours are the operations that DynamoDB does not have, ofStreams those of its streams.
const (
	ours      = " Advance Alarm AutoScaling Check Checkpoint Explain Fault Inspect Load Locate Metrics Open Restore Save Split Tidy Workload "
	ofStreams = " DescribeStream GetRecords GetShardIterator ListStreams "
)

// TargetOf returns the target of an operation, "" when there is none of that name.
func TargetOf(operation string) string {
	switch word := " " + operation + " "; {
	case strings.Contains(ours, word):
		return ringside + operation
	case members[operation] == "":
		return ""
	case strings.Contains(ofStreams, word):
		return streams + operation
	}
	return dynamoDB + operation
}

func operationNames() []string {
	return append(slices.Sorted(maps.Keys(members)), strings.Fields(ours)...)
}

// namesOfMembers returns the names of an operation's members, without their marks.
func namesOfMembers(operation string) []string {
	names := strings.Fields(members[operation])
	for i, name := range names {
		names[i] = strings.TrimRight(name, "#?+%*")
	}
	return names
}
