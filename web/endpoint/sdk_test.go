package main

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

const ordersTable = "Orders"

// sdkSteps is a program against DynamoDB, in the AWS SDK for Go: each step runs on what the ones before have left.
// test/sdk/steps.ts has the same in the SDK for JavaScript.
var sdkSteps = []struct {
	name string
	run  func(context.Context, *dynamodb.Client) (any, error)
	want any
}{
	{"create a table and wait until it exists", createOrders, "arn:aws:dynamodb:us-east-1:000000000000:table/Orders"},
	{"list tables", listTables, []string{ordersTable}},
	{"put an item of every type and get it back", putEveryType, everyType()},
	{"get what is not there", getNobody, map[string]types.AttributeValue(nil)},
	{"write a batch", writeBatch, 0},
	{"update an item by an expression", updateOrder, map[string]types.AttributeValue{"Total": number("35"), "Shipped": &types.AttributeValueMemberBOOL{Value: true}}},
	{"a condition that fails is a typed error with the item", failCondition, number("35")},
	{"an unknown table is a typed error", getNowhere, "Requested resource not found"},
	{"query a collection page by page, in order", queryPages, [][]string{{"9", "10", "11"}, {"12", "13", "14"}, {"15"}}},
	{"scan everything page by page", scanPages, 26},
	{"run a PartiQL statement", runStatement, []map[string]types.AttributeValue{{"Total": number("240")}}},
	{"get a batch", getBatch, []string{"0", "10"}},
	{"write a transaction, twice under one token", transact, []string{"77", "2", "2"}},
	{"get a transaction", getTogether, []string{"77", ""}},
	{"a transaction that is cancelled is a typed error with reasons", cancelTransaction, []string{"ConditionalCheckFailed 0", "None"}},
	{"a token that stands for another transaction is a typed error", mismatchToken, "DynamoDB rejected the request because you retried a request with a different payload but with an idempotent token that was already used."},
	{"an item that a transaction holds is a typed error, and unprocessed in a batch", conflict, []string{"Transaction is ongoing for the item", "1", "TransactionConflict"}},
	{"insert an item by a statement, and a second time is a typed error", insertTwice, "Duplicate primary key exists in table"},
	{"a WHERE that fails is a typed error with the item", failWhere, number("5")},
	{"run a batch of statements", batchStatements, []string{"DuplicateItem", "Orders", "Orders 5", "Orders 5", "Orders"}},
	{"run a transaction of statements, twice under one token", transactStatements, []string{"4", "4", "6", "5", ""}},
	{"a transaction of statements that is cancelled is a typed error with reasons", cancelStatements, []string{"DuplicateItem", "ConditionalCheckFailed 5", "None"}},
	{"enable time to live, and be told so", expireOrders, []string{"true Until", "ENABLED Until", "TimeToLive is already enabled"}},
	{"add an index, wait until it is filled, and find orders by it", findByIndex, []string{"UPDATING CREATING", "240", "230", "1 0.5"}},
	{"an unknown index is an error", readNoIndex, "The table does not have the specified index: ByDate"},
	{"tag a table", tagOrders, "team shop"},
	{"follow a stream through a split", followStream, []string{"6", "1", "true"}},
	{"an unknown stream is a typed error", readNoStream, "Requested resource not found: Stream: arn:aws:dynamodb:us-east-1:000000000000:table/Orders/stream/2015-05-11T21:21:33.291 not found"},
	{"delete an item and see what it was", deleteOrder, number("240")},
	{"delete the table and wait until it is gone", deleteOrders, nil},
}

func TestSDKAgainstNativeEndpoint(t *testing.T) {
	server := httptest.NewServer(newServer(testSettings(t).options))
	defer server.Close()
	runSDKSteps(t, server.URL)
}

func TestSDKAgainstWasmEndpoint(t *testing.T) {
	runSDKSteps(t, startWasmEndpoint(t))
}

func TestSDKReadsGzip(t *testing.T) {
	server := httptest.NewServer(newServer(testSettings(t).options))
	defer server.Close()
	db := newClient(server.URL, func(o *dynamodb.Options) { o.EnableAcceptEncodingGzip = true })
	for _, step := range sdkSteps[:5] {
		if _, err := step.run(t.Context(), db); err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
	}
	if got, err := scanPages(t.Context(), db); err != nil || got != 26 {
		t.Errorf("a scan in compressed pages read %v items, %v; want 26", got, err)
	}
}

func runSDKSteps(t *testing.T, address string) {
	db := newClient(address)
	for _, step := range sdkSteps {
		got, err := step.run(t.Context(), db)
		if err != nil || !reflect.DeepEqual(got, step.want) {
			t.Fatalf("%s: %v, %v; want %v", step.name, got, err, step.want)
		}
	}
}

func newClient(address string, more ...func(*dynamodb.Options)) *dynamodb.Client {
	return dynamodb.New(dynamodb.Options{
		Region:       "us-east-1",
		BaseEndpoint: aws.String(address),
		Credentials:  credentials.NewStaticCredentialsProvider("local", "local", ""),
	}, more...)
}

func createOrders(ctx context.Context, db *dynamodb.Client) (any, error) {
	out, err := db.CreateTable(ctx, &dynamodb.CreateTableInput{
		TableName:   aws.String(ordersTable),
		BillingMode: types.BillingModePayPerRequest,
		AttributeDefinitions: []types.AttributeDefinition{
			{AttributeName: aws.String("Customer"), AttributeType: types.ScalarAttributeTypeS},
			{AttributeName: aws.String("Order"), AttributeType: types.ScalarAttributeTypeN},
		},
		KeySchema: []types.KeySchemaElement{
			{AttributeName: aws.String("Customer"), KeyType: types.KeyTypeHash},
			{AttributeName: aws.String("Order"), KeyType: types.KeyTypeRange},
		},
	})
	if err != nil {
		return nil, err
	}
	exists := dynamodb.NewTableExistsWaiter(db)
	describe := &dynamodb.DescribeTableInput{TableName: aws.String(ordersTable)}
	return *out.TableDescription.TableArn, exists.Wait(ctx, describe, 10*time.Second)
}

func listTables(ctx context.Context, db *dynamodb.Client) (any, error) {
	out, err := db.ListTables(ctx, &dynamodb.ListTablesInput{})
	if err != nil {
		return nil, err
	}
	return out.TableNames, nil
}

func everyType() map[string]types.AttributeValue {
	it := orderKey("zoë 😀", 1)
	it["Note"] = text(`quoted "\ and é`)
	it["Big"] = number("12345678901234567890123456789012345678")
	it["Bytes"] = &types.AttributeValueMemberB{Value: []byte{0, 1, 255}}
	it["Paid"] = &types.AttributeValueMemberBOOL{Value: true}
	it["Nothing"] = &types.AttributeValueMemberNULL{Value: true}
	it["Tags"] = &types.AttributeValueMemberSS{Value: []string{"a", "b"}}
	it["Sizes"] = &types.AttributeValueMemberNS{Value: []string{"1", "2"}}
	it["Parts"] = &types.AttributeValueMemberBS{Value: [][]byte{{1}, {2}}}
	it["List"] = &types.AttributeValueMemberL{Value: []types.AttributeValue{text("x"), number("1")}}
	it["Map"] = &types.AttributeValueMemberM{Value: map[string]types.AttributeValue{"inner": text("y")}}
	return it
}

func putEveryType(ctx context.Context, db *dynamodb.Client) (any, error) {
	_, err := db.PutItem(ctx, &dynamodb.PutItemInput{TableName: aws.String(ordersTable), Item: everyType()})
	if err != nil {
		return nil, err
	}
	return get(ctx, db, orderKey("zoë 😀", 1))
}

func getNobody(ctx context.Context, db *dynamodb.Client) (any, error) {
	return get(ctx, db, orderKey("nobody", 0))
}

func writeBatch(ctx context.Context, db *dynamodb.Client) (any, error) {
	var requests []types.WriteRequest
	for i := range 25 {
		it := orderKey("ada", i)
		it["Total"] = number(fmt.Sprint(i * 10))
		requests = append(requests, types.WriteRequest{PutRequest: &types.PutRequest{Item: it}})
	}
	out, err := db.BatchWriteItem(ctx, &dynamodb.BatchWriteItemInput{
		RequestItems: map[string][]types.WriteRequest{ordersTable: requests},
	})
	if err != nil {
		return nil, err
	}
	return len(out.UnprocessedItems), nil
}

func updateOrder(ctx context.Context, db *dynamodb.Client) (any, error) {
	out, err := db.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName:                aws.String(ordersTable),
		Key:                      orderKey("ada", 3),
		UpdateExpression:         aws.String("SET #total = #total + :more, Shipped = :yes"),
		ExpressionAttributeNames: map[string]string{"#total": "Total"},
		ExpressionAttributeValues: map[string]types.AttributeValue{
			":more": number("5"), ":yes": &types.AttributeValueMemberBOOL{Value: true},
		},
		ReturnValues: types.ReturnValueUpdatedNew,
	})
	if err != nil {
		return nil, err
	}
	return out.Attributes, nil
}

func failCondition(ctx context.Context, db *dynamodb.Client) (any, error) {
	_, err := db.PutItem(ctx, &dynamodb.PutItemInput{
		TableName:                           aws.String(ordersTable),
		Item:                                orderKey("ada", 3),
		ConditionExpression:                 aws.String("attribute_not_exists(Customer)"),
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
	})
	var failed *types.ConditionalCheckFailedException
	if !errors.As(err, &failed) {
		return nil, fmt.Errorf("not a failed condition: %w", err)
	}
	return failed.Item["Total"], nil
}

func getNowhere(ctx context.Context, db *dynamodb.Client) (any, error) {
	_, err := db.GetItem(ctx, &dynamodb.GetItemInput{TableName: aws.String("Nowhere"), Key: orderKey("a", 1)})
	var missing *types.ResourceNotFoundException
	if !errors.As(err, &missing) {
		return nil, fmt.Errorf("not a missing table: %w", err)
	}
	return missing.ErrorMessage(), nil
}

func queryPages(ctx context.Context, db *dynamodb.Client) (any, error) {
	pages := dynamodb.NewQueryPaginator(db, &dynamodb.QueryInput{
		TableName:                aws.String(ordersTable),
		KeyConditionExpression:   aws.String("Customer = :customer AND #order BETWEEN :from AND :to"),
		ExpressionAttributeNames: map[string]string{"#order": "Order"},
		ExpressionAttributeValues: map[string]types.AttributeValue{
			":customer": text("ada"), ":from": number("9"), ":to": number("15"),
		},
		Limit: aws.Int32(3),
	})
	var read [][]string
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		var orders []string
		for _, it := range page.Items {
			orders = append(orders, it["Order"].(*types.AttributeValueMemberN).Value)
		}
		read = append(read, orders)
	}
	return read, nil
}

func scanPages(ctx context.Context, db *dynamodb.Client) (any, error) {
	pages := dynamodb.NewScanPaginator(db, &dynamodb.ScanInput{TableName: aws.String(ordersTable), Limit: aws.Int32(10)})
	seen := map[string]bool{}
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		for _, it := range page.Items {
			seen[fmt.Sprint(it["Customer"], it["Order"].(*types.AttributeValueMemberN).Value)] = true
		}
	}
	return len(seen), nil
}

func runStatement(ctx context.Context, db *dynamodb.Client) (any, error) {
	out, err := db.ExecuteStatement(ctx, &dynamodb.ExecuteStatementInput{
		Statement:  aws.String(`SELECT "Total" FROM "Orders" WHERE "Customer" = ? AND "Order" = 24`),
		Parameters: []types.AttributeValue{text("ada")},
	})
	if err != nil {
		return nil, err
	}
	return out.Items, nil
}

func getBatch(ctx context.Context, db *dynamodb.Client) (any, error) {
	out, err := db.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{RequestItems: map[string]types.KeysAndAttributes{
		ordersTable: {
			Keys:                     []map[string]types.AttributeValue{orderKey("ada", 0), orderKey("ada", 1), orderKey("nobody", 1)},
			ProjectionExpression:     aws.String("#t"),
			ExpressionAttributeNames: map[string]string{"#t": "Total"},
		},
	}})
	if err != nil || len(out.UnprocessedKeys) > 0 {
		return nil, fmt.Errorf("%v, %w", out, err)
	}
	var totals []string
	for _, it := range out.Responses[ordersTable] {
		totals = append(totals, it["Total"].(*types.AttributeValueMemberN).Value)
	}
	slices.Sort(totals)
	return totals, nil
}

// paid is the transaction that sets the total of an order, if there is another one.
func paid(total, token string) *dynamodb.TransactWriteItemsInput {
	return &dynamodb.TransactWriteItemsInput{
		ClientRequestToken:     tokenOf(token),
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal,
		TransactItems: []types.TransactWriteItem{
			{Update: &types.Update{
				TableName: aws.String(ordersTable), Key: orderKey("bob", 1), UpdateExpression: aws.String("SET #t = :t"),
				ExpressionAttributeNames: map[string]string{"#t": "Total"}, ExpressionAttributeValues: map[string]types.AttributeValue{":t": number(total)},
			}},
			{ConditionCheck: &types.ConditionCheck{
				TableName: aws.String(ordersTable), Key: orderKey("ada", 1), ConditionExpression: aws.String("attribute_exists(Customer)"),
			}},
		},
	}
}

// tokenOf is nil, for one that the SDK makes up, when there is none.
func tokenOf(token string) *string {
	if token == "" {
		return nil
	}
	return aws.String(token)
}

// transact returns the total that is there after a transaction was asked for twice, and
// what each cost the writes of the first and the reads of the second.
func transact(ctx context.Context, db *dynamodb.Client) (any, error) {
	first, err := db.TransactWriteItems(ctx, paid("77", "once"))
	if err != nil {
		return nil, err
	}
	second, err := db.TransactWriteItems(ctx, paid("77", "once"))
	if err != nil {
		return nil, err
	}
	it, err := get(ctx, db, orderKey("bob", 1))
	if err != nil {
		return nil, err
	}
	perAction := func(units *float64) string { return fmt.Sprint(*units / 2) }
	return []string{
		it["Total"].(*types.AttributeValueMemberN).Value,
		perAction(first.ConsumedCapacity[0].WriteCapacityUnits), perAction(second.ConsumedCapacity[0].ReadCapacityUnits),
	}, nil
}

func getTogether(ctx context.Context, db *dynamodb.Client) (any, error) {
	one := func(key map[string]types.AttributeValue) types.TransactGetItem {
		return types.TransactGetItem{Get: &types.Get{TableName: aws.String(ordersTable), Key: key}}
	}
	out, err := db.TransactGetItems(ctx, &dynamodb.TransactGetItemsInput{
		TransactItems: []types.TransactGetItem{one(orderKey("bob", 1)), one(orderKey("nobody", 1))},
	})
	if err != nil {
		return nil, err
	}
	var totals []string
	for _, r := range out.Responses {
		total := ""
		if n, ok := r.Item["Total"].(*types.AttributeValueMemberN); ok {
			total = n.Value
		}
		totals = append(totals, total)
	}
	return totals, nil
}

func cancelTransaction(ctx context.Context, db *dynamodb.Client) (any, error) {
	_, err := db.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: []types.TransactWriteItem{
		{Put: &types.Put{
			TableName: aws.String(ordersTable), Item: orderKey("ada", 0), ConditionExpression: aws.String("attribute_not_exists(Customer)"),
			ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
		}},
		{Delete: &types.Delete{TableName: aws.String(ordersTable), Key: orderKey("ada", 1)}},
	}})
	var cancelled *types.TransactionCanceledException
	if !errors.As(err, &cancelled) {
		return nil, fmt.Errorf("not a cancelled transaction: %w", err)
	}
	var reasons []string
	for _, r := range cancelled.CancellationReasons {
		reason := *r.Code
		if n, ok := r.Item["Total"].(*types.AttributeValueMemberN); ok {
			reason += " " + n.Value
		}
		reasons = append(reasons, reason)
	}
	return reasons, nil
}

func mismatchToken(ctx context.Context, db *dynamodb.Client) (any, error) {
	_, err := db.TransactWriteItems(ctx, paid("78", "once"))
	var mismatch *types.IdempotentParameterMismatchException
	if !errors.As(err, &mismatch) {
		return nil, fmt.Errorf("not a token that was used: %w", err)
	}
	return mismatch.ErrorMessage(), nil
}

// conflict has one client write a transaction and another one come at nearly the same
// time. Time passes between two requests, so it tries until the second is quick enough.
func conflict(ctx context.Context, db *dynamodb.Client) (any, error) {
	for range 100 {
		if _, err := db.TransactWriteItems(ctx, paid("79", ""), asClient("1")); err != nil {
			continue // the second client's of the last try is still on
		}
		_, single := db.PutItem(ctx, &dynamodb.PutItemInput{TableName: aws.String(ordersTable), Item: orderKey("bob", 1)}, asClient("2"))
		batch, err := db.BatchWriteItem(ctx, &dynamodb.BatchWriteItemInput{RequestItems: map[string][]types.WriteRequest{
			ordersTable: {{DeleteRequest: &types.DeleteRequest{Key: orderKey("bob", 1)}}},
		}}, asClient("2"))
		if err != nil {
			return nil, err
		}
		_, both := db.TransactWriteItems(ctx, paid("80", ""), asClient("2"))
		var held *types.TransactionConflictException
		var cancelled *types.TransactionCanceledException
		if errors.As(single, &held) && len(batch.UnprocessedItems) == 1 && errors.As(both, &cancelled) {
			return []string{held.ErrorMessage(), fmt.Sprint(len(batch.UnprocessedItems)), *cancelled.CancellationReasons[0].Code}, nil
		}
	}
	return nil, errors.New("no client was quick enough to meet the other's transaction")
}

// asClient says who sends a request, and that it is sent only once.
func asClient(id string) func(*dynamodb.Options) {
	return func(o *dynamodb.Options) {
		o.RetryMaxAttempts = 1
		o.APIOptions = append(o.APIOptions, smithyhttp.AddHeaderValue("X-Ringside-Client", id))
	}
}

func expireOrders(ctx context.Context, db *dynamodb.Client) (any, error) {
	update := &dynamodb.UpdateTimeToLiveInput{
		TableName: aws.String(ordersTable),
		TimeToLiveSpecification: &types.TimeToLiveSpecification{
			AttributeName: aws.String("Until"), Enabled: aws.Bool(true),
		},
	}
	updated, err := db.UpdateTimeToLive(ctx, update)
	if err != nil {
		return nil, err
	}
	described, err := db.DescribeTimeToLive(ctx, &dynamodb.DescribeTimeToLiveInput{TableName: aws.String(ordersTable)})
	if err != nil {
		return nil, err
	}
	_, err = db.UpdateTimeToLive(ctx, update)
	var again smithy.APIError
	if !errors.As(err, &again) {
		return nil, err
	}
	spec, ttl := updated.TimeToLiveSpecification, described.TimeToLiveDescription
	return []string{
		fmt.Sprint(*spec.Enabled, " ", *spec.AttributeName),
		fmt.Sprint(ttl.TimeToLiveStatus, " ", *ttl.AttributeName),
		again.ErrorMessage(),
	}, nil
}

func deleteOrder(ctx context.Context, db *dynamodb.Client) (any, error) {
	out, err := db.DeleteItem(ctx, &dynamodb.DeleteItemInput{
		TableName: aws.String(ordersTable), Key: orderKey("ada", 24), ReturnValues: types.ReturnValueAllOld,
	})
	if err != nil {
		return nil, err
	}
	if left, err := get(ctx, db, orderKey("ada", 24)); err != nil || left != nil {
		return nil, fmt.Errorf("still there after it was deleted: %v, %w", left, err)
	}
	return out.Attributes["Total"], nil
}

func deleteOrders(ctx context.Context, db *dynamodb.Client) (any, error) {
	_, err := db.DeleteTable(ctx, &dynamodb.DeleteTableInput{TableName: aws.String(ordersTable)})
	if err != nil {
		return nil, err
	}
	gone := dynamodb.NewTableNotExistsWaiter(db)
	return nil, gone.Wait(ctx, &dynamodb.DescribeTableInput{TableName: aws.String(ordersTable)}, 10*time.Second)
}

func get(ctx context.Context, db *dynamodb.Client, key map[string]types.AttributeValue) (map[string]types.AttributeValue, error) {
	out, err := db.GetItem(ctx, &dynamodb.GetItemInput{
		TableName: aws.String(ordersTable), Key: key, ConsistentRead: aws.Bool(true),
	})
	if err != nil {
		return nil, err
	}
	return out.Item, nil
}

func orderKey(customer string, order int) map[string]types.AttributeValue {
	return map[string]types.AttributeValue{"Customer": text(customer), "Order": number(fmt.Sprint(order))}
}

func text(s string) types.AttributeValue   { return &types.AttributeValueMemberS{Value: s} }
func number(n string) types.AttributeValue { return &types.AttributeValueMemberN{Value: n} }
