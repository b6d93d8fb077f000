package operation

import (
	"strconv"
	"strings"

	"ringside/engine"
	"ringside/engine/item"
	"ringside/parser"
)

// The texts of DynamoDB's messages, each in one place. They are part of the protocol:
// clients match on them, so they are kept to the letter, odd spelling included.
const (
	oneViolation    = "1 validation error detected: "
	badParameters   = "One or more parameter values were invalid: "
	badValues       = "One or more parameter values are not valid. "
	badStartKey     = "The provided starting key is invalid"
	statementPrefix = "Statement wasn't well formed, can't be processed: "
	messageNotFound = "Requested resource not found"
	messageInUse    = "Attempt to change a resource which is still in use: "
)

// Messages without a variable part.
const (
	messageItemSize        = "Item size has exceeded the maximum allowed size"
	messageUpdatedItemSize = "Item size to update has exceeded the maximum allowed size"
	messageKeySchema       = "The provided key element does not match the schema"
	messageHashKeySize     = badParameters + "Size of hashkey has exceeded the maximum size limit of2048 bytes"
	messageRangeKeySize    = badParameters + "Aggregated size of all range keys has exceeded the size limit of 1024 bytes"
	messageDuplicateKeys   = "Provided list of item keys contains duplicates"

	nullCondition      = ": ConditionExpression is null"
	messageNamesAlone  = "ExpressionAttributeNames can only be specified when using expressions"
	messageValuesAlone = "ExpressionAttributeValues can only be specified when using expressions"
	messageNamesEmpty  = "ExpressionAttributeNames must not be empty"
	messageValuesEmpty = "ExpressionAttributeValues must not be empty"

	messageSubstitution = "Size of ExpressionAttributeNames and ExpressionAttributeValues has exceeded the maximum allowed size"

	messageReturnValues = "ReturnValues can only be ALL_OLD or NONE"

	messageMixed        = "Can not use both expression and non-expression parameters in the same request: "
	messageJoinsNothing = "ConditionalOperator cannot be used without Filter or Expected"
	messageJoinsOne     = "ConditionalOperator can only be used when Filter or Expected has two or more elements"

	messageNoKeyCondition   = "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request."
	messageNoProjection     = "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES"
	messageConsistentIndex  = "Consistent reads are not supported on global secondary indexes"
	messageIndexUpdateType  = "The update expression attempted to update the secondary index key to unsupported type"
	messageIndexUpdateSize  = "The update expression attempted to update the secondary index key beyond allowed size limits."
	messageNoIndex          = "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName"
	messageStartOutside     = "The provided starting key is outside query boundaries based on provided conditions"
	messageStartMismatch    = "The provided starting key does not match the range key predicate"
	messageStartOneRow      = "The query can return at most one row and cannot be restarted"
	messageTotalSegments    = "The TotalSegments parameter is required but was not present in the request when Segment parameter is present"
	messageSegment          = "The Segment parameter is required but was not present in the request when parameter TotalSegments is present"
	messageTTLEnabled       = "TimeToLive is already enabled"
	messageTTLDisabled      = "TimeToLive is already disabled"
	messageTTLOften         = "Time to live has been modified multiple times within a fixed interval"
	messageTTLCreating      = "Cannot describe time to live while table is in CREATING state: Current table state is CREATING"
	messageProtected        = "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first."
	messageTableNameMissing = "The parameter 'TableName' is required but was not present in the request"
	messageNameLength       = "TableName must be at least 3 characters long and at most 255 characters long"

	messageUnitsMissing  = badParameters + "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED"
	messageUnitsOnDemand = badParameters + "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST"
	messageKeyUndefined  = "Invalid KeySchema: Some index key attribute have no definition"
	messageFirstKey      = "Invalid KeySchema: The first KeySchemaElement is not a HASH key type"
	messageSecondKey     = "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type"
	messageSameKeys      = "The KeySchema contains multiple key attributes with the same name"
	messageTooManyKeys   = badParameters + "The KeySchema exceeds the maximum allowed number of "
	messageSameKey       = "Both the Hash Key and the Range Key element in the KeySchema have the same name"

	messageNewStreamView   = badParameters + "Table is being created with a stream enabled, UpdateViewType is required"
	messageNoNewStreamView = badParameters + "Table is being created with a stream disabled, UpdateViewType should not be specified"
	messageStreamView      = badParameters + "If stream is being enabled then UpdateViewType is required"
	messageNoStreamView    = badParameters + "If stream is being disabled, then UpdateViewType must not be specified"
	messageStreamOn        = "Table already has an enabled stream: TableName: "
	messageStreamOff       = "Table has no stream to disable: TableName: "

	messageStreamARN        = "Invalid StreamArn"
	messageIterator         = "Invalid ShardIterator"
	messageSequence         = "Invalid SequenceNumber"
	messageSequenceMissing  = "SequenceNumber must be specified when ShardIteratorType is "
	messageSequenceUnused   = "SequenceNumber must not be specified when ShardIteratorType is "
	messageDefinitionCount  = badParameters + "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions"
	messageLocalWithoutSort = badParameters + "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex"
	messageTableClass       = "Invalid table-class parameter provided. Please try again with a valid table-class value: [STANDARD, STANDARD_INFREQUENT_ACCESS]."
	messageInitial          = "is lower than initial throughput for OnDemand. See: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html#on-demand-capacity-mode-initial"
	messageColder           = "is lower than current WarmThroughput, decreasing WarmThroughput is not supported"
	messageGuide            = "Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits."
	messageBothUnits        = "Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: "
	messageTooManyTags      = "Number of Tags exceed the current limit for the provided ResourceArn"
	messageAlone            = " must be the only operation in the request"
	messageOneIndex         = "Only 1 online index can be created or deleted simultaneously per table"
	messageNoAction         = badParameters + "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null"
	messageNoUpdate         = "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is required"

	messageBackfilling       = "Cannot read from backfilling global secondary index: "
	messageUnknownIndex      = "The table does not have the specified index"
	messageConsistentGlobal  = "Strongly consistent read is not supported on Global Secondary Indexes"
	messageManyKeyAttributes = "PartiQL statements cannot be executed on tables with multi-attribute HASH keys or multi-attribute RANGE keys."
	messageInsertSource      = "FROM clause may only contain a single table name in data manipulation statements"
	messageIndexWrite        = "This operation is not supported on an index"
	messageNoWholeKey        = "Where clause does not contain a mandatory equality on all key attributes"
	messageKeyType           = "Key attribute's data type should match its data type in table's schema: Key "
	messageTooManyReads      = "Too many decomposed read operations for a given query."
	messageOverlap           = "Overlapping conditions with range keys are not supported in where clause"
	messageExistsAlone       = "EXISTS can only be used in ExecuteTransaction write requests."
	messageOrderNoWhere      = "Must have WHERE clause in the statement when using ORDER BY clause."
	messageOrderNoKey        = "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause."
	messageOrderManyKeys     = "Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause."
	messageBadToken          = "Invalid NextToken"
	messageForeignToken      = "NextToken does not match request"

	messageMixedBatch           = "Read and write requests together in the same batch is not supported."
	messageMixedTransaction     = "ExecuteTransaction API does not support both read and write operations in the same request."
	messageReturningTransaction = "RETURNING clause is not supported in ExecuteTransaction."
	messageIndexTransaction     = "Reads on indices are not supported within transactions."
	messageExistsOne            = "EXISTS() must contain a single item read with additional condition"

	messageMissingToken = "Request is missing Authentication Token"
	messageSignedTwice  = "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."
	messageNoDate       = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "

	messageOneOfPutDelete = "A WriteRequest must hold either a PutRequest or a DeleteRequest"

	messageOneAction       = "TransactItems can only contain one of Check, Put, Update or Delete"
	messageSameItem        = "Transaction request cannot include multiple operations on one item"
	messageTransactionSize = "The transaction payload size cannot exceed 4194304 bytes"
	messageCollectionFull  = "Collection size exceeded."
	messageOngoing         = "Transaction is ongoing for the item"
	messageTokenReused     = "DynamoDB rejected the request because you retried a request with a different payload but with an idempotent token that was already used."
	messageInternal        = "The server encountered an internal error trying to fulfill the request."
	messageThroughput      = "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API."
	messageIndexThroughput = "The level of configured provisioned throughput for one or more global secondary indexes of the table was exceeded. Consider increasing your provisioning level for the under-provisioned global secondary indexes with the UpdateTable API."
	messageOnDemand        = "Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or index so please try again shortly. If exceptions persist, check if you have a hot key: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html."
	messageMaxOnDemand     = "Throughput exceeds the maximum OnDemandThroughput configured on table or index"
	messageAccountLimit    = "Throughput exceeds the current throughput limit for your account. To request a limit increase, contact AWS Support at https://aws.amazon.com/support."
	messageCancelled       = "Transaction cancelled, please refer cancellation reasons for specific reasons "
)

// Constraints of the service model.
const (
	notNull        = "Member must not be null"
	namePattern    = "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"
	mapKeys        = "Map keys must satisfy constraint: [Member must have length less than or equal to 255, Member must have length greater than or equal to 3, Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+]"
	batchListSizes = "Map value must satisfy constraint: [Member must have length less than or equal to 25, Member must have length greater than or equal to 1]"
)

func longer(n int) string {
	return "Member must have length greater than or equal to " + strconv.Itoa(n)
}
func shorter(n int) string { return "Member must have length less than or equal to " + strconv.Itoa(n) }
func atLeast(n int) string {
	return "Member must have value greater than or equal to " + strconv.Itoa(n)
}
func atMost(n int) string { return "Member must have value less than or equal to " + strconv.Itoa(n) }
func oneOf(set string) string {
	return "Member must satisfy enum value set: [" + set + "]"
}

// The sets of values as the service prints them, in orders of its own.
const (
	enumReturnValues        = "ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW"
	enumCapacity            = "INDEXES, TOTAL, NONE"
	enumCollectionMetrics   = "SIZE, NONE"
	enumSelect              = "SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES"
	enumKeyType             = "HASH, RANGE"
	enumAttributeType       = "B, N, S"
	enumProjection          = "ALL, INCLUDE, KEYS_ONLY"
	enumBillingMode         = "PROVISIONED, PAY_PER_REQUEST"
	enumStreamView          = "OLD_IMAGE, KEYS_ONLY, NEW_AND_OLD_IMAGES, NEW_IMAGE"
	enumIterator            = "AFTER_SEQUENCE_NUMBER, LATEST, AT_SEQUENCE_NUMBER, TRIM_HORIZON"
	enumOnFailure           = "ALL_OLD, NONE"
	enumAction              = "ADD, DELETE, PUT"
	enumComparison          = "IN, NULL, BETWEEN, LT, NOT_CONTAINS, EQ, GT, NOT_NULL, NE, LE, BEGINS_WITH, GE, CONTAINS"
	enumConditionalOperator = "OR, AND"
)

// What newer checks say of a ReturnValues and a ConditionalOperator that are none; that
// they misspell UPDATED_NEW and AND is the service's doing.
const (
	newerEnum                      = "Failed to satisfy constraint: Member must satisfy enum value set: "
	messageReturnValuesEnum        = newerEnum + "[ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]"
	messageConditionalOperatorEnum = newerEnum + "[ALL, OR]"
)

// emptyBatch is what was said of a batch without tables.
func emptyBatch(operation string) string {
	return "The requestItems parameter is required for " + operation
}

func tooManyInBatch(operation string) error {
	return invalid("Too many items requested for the " + operation + " call")
}

func missingKey(name string) error {
	return invalid(badParameters + "Missing the key " + name + " in the item")
}

func keyMismatch(k engine.KeyAttribute, actual item.Type) error {
	return invalid(badParameters + "Type mismatch for key " + k.Name + " expected: " + k.Type.String() + " actual: " + actual.String())
}

func emptyKey(k engine.KeyAttribute) error {
	return invalid(badValues + "The AttributeValue for a key attribute cannot contain an empty " + emptyKind(k) + " value. Key: " + k.Name)
}

func emptyKind(k engine.KeyAttribute) string {
	if k.Type == item.B {
		return "binary"
	}
	return "string"
}

func keyUpdated(name string) error {
	return invalid(badParameters + "Cannot update attribute " + name + ". This attribute is part of the key")
}

// nestedKey is for an expression that looks into a Key or an IndexKey.
func nestedKey(what, name string) error {
	return invalid("Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: " + what + ": " + name)
}

func indexMismatch(k engine.KeyAttribute, actual item.Type, index string) error {
	return invalid(badParameters + "Type mismatch for Index Key " + k.Name + " Expected: " + k.Type.String() + " Actual: " + actual.String() + " IndexName: " + index)
}

func emptyIndexKey(k engine.KeyAttribute, index string) error {
	return invalid(badValues + "A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty " +
		emptyKind(k) + " value. IndexName: " + index + ", IndexKey: " + k.Name)
}

func emptyIndexUpdate(k engine.KeyAttribute) error {
	return invalid(badValues + "The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty " +
		emptyKind(k) + " value.")
}

func notAllProjected(index string) error {
	return invalid(badParameters + "Select type ALL_ATTRIBUTES is not supported for global secondary index " + index + " because its projection type is not ALL")
}

func notProjected(index string, names []string) error {
	return invalid(badParameters + "Global secondary index " + index + " does not project " + list(names))
}

func filterNotProjected(index string, names []string) error {
	return invalid(badParameters + "Secondary index " + index + " does not project one or more filter attributes: " + list(names))
}

func keyGivenTwice(name string) error {
	return invalid("Multiple conditions on same key " + name + ". Only single item Update/Insert/Delete are supported")
}

func returningRefused(r *parser.Returning) error {
	return invalid("Invalid returning clause:" + r.String() + ". Only RETURNING ALL OLD * is allowed in DELETE statements.")
}

// invalidPlaceholder is for a key of ExpressionAttributeNames or ExpressionAttributeValues; only of the former
// the service tells how long it is.
func invalidPlaceholder(member, key string) error {
	what := `Syntax error; key: "` + key + `"`
	if len(key) > maxPlaceholder {
		what = "The expression attribute map contains a key that is too long;"
		if member == "ExpressionAttributeNames" {
			what += " size of key: " + strconv.Itoa(len(key))
		}
	}
	return malformed(member + " contains invalid key: " + what)
}

func invalidName(f *item.Fault, key string) error {
	if f.Kind == item.FaultEmptyName {
		return malformed("ExpressionAttributeNames contains invalid value: " + f.Error() + " for key " + key)
	}
	return malformed(f.Error())
}

func ttlElsewhere(attribute string) error {
	return invalid("TimeToLive is active on a different AttributeName: current AttributeName is " + attribute)
}

func filterOnKey(filter, name string) error {
	return invalid(filter + " can only contain non-primary key attributes: Primary key attribute: " + name)
}

func unknownIndex(name string) error {
	return invalid("The table does not have the specified index: " + name)
}

func projectionWith(projects, what string) error {
	return invalid("Cannot specify the " + projects + " when choosing to get " + what)
}

func expectedFault(what string, c *clause) error {
	return malformed(badParameters + what + " for Attribute: " + c.name)
}

func segmentTooLarge(segment, total int64) error {
	s, t := strconv.FormatInt(segment, 10), strconv.FormatInt(total, 10)
	return invalid("The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: " + s + " is not less than TotalSegments: " + t)
}

func startInOtherSegment(segment, total int64) error {
	s, t := strconv.FormatInt(segment, 10), strconv.FormatInt(total, 10)
	return invalid(badStartKey + ": Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: " + t + " Segment: " + s)
}

func unitsOutOfBounds(units int64, what string) error {
	return invalid("Given value " + strconv.FormatInt(units, 10) + " for " + what + " is out of bounds")
}

// unchanged is a throughput that is what it was.
func unchanged(what, of string, p *engine.Throughput, read, write int64) error {
	number := func(n int64) string { return strconv.FormatInt(n, 10) }
	return invalid("The provisioned throughput for " + what + " will not change. The requested value equals the current value. " +
		"Current ReadCapacityUnits provisioned for " + of + ": " + number(p.ReadUnits) + ". Requested ReadCapacityUnits: " + number(read) + ". " +
		"Current WriteCapacityUnits provisioned for " + of + ": " + number(p.WriteUnits) + ". Requested WriteCapacityUnits: " + number(write) + ". " + messageGuide)
}

// unsupported is our own refusal: to ignore the parameter would answer wrongly.
func unsupported(parameter string) error {
	return invalid("Ringside does not support the parameter " + parameter + " yet")
}

func list(names []string) string { return "[" + strings.Join(names, ", ") + "]" }
