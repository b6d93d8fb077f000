package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"
	streamtypes "github.com/aws/aws-sdk-go-v2/service/dynamodbstreams/types"
)

const watchedTable = "Watched"

// followStream writes to a table with a stream, splits a partition and writes on. It returns how many shards a
// consumer came through, how many of them were closed, and whether what it read makes the table.
func followStream(ctx context.Context, db *dynamodb.Client) (any, error) {
	arn, err := createWatched(ctx, db)
	if err != nil {
		return nil, err
	}
	for _, write := range []func() error{
		func() error { return count(ctx, db, "1") },
		func() error { return splitFirst(ctx, *db.Options().BaseEndpoint) },
		func() error { return count(ctx, db, "2") },
	} {
		if err := write(); err != nil {
			return nil, err
		}
	}
	c := streamConsumer{streamsClient(db), map[string]string{}, 0, 0}
	if err := c.follow(ctx, arn); err != nil {
		return nil, err
	}
	table, err := db.Scan(ctx, &dynamodb.ScanInput{TableName: aws.String(watchedTable), ConsistentRead: aws.Bool(true)})
	if err != nil {
		return nil, err
	}
	want := map[string]string{}
	for _, it := range table.Items {
		want[it["Id"].(*types.AttributeValueMemberS).Value] = it["N"].(*types.AttributeValueMemberN).Value
	}
	return []string{fmt.Sprint(c.shards), fmt.Sprint(c.closed), fmt.Sprint(len(want) == 39 && reflect.DeepEqual(c.items, want))}, nil
}

func createWatched(ctx context.Context, db *dynamodb.Client) (arn string, err error) {
	out, err := db.CreateTable(ctx, &dynamodb.CreateTableInput{
		TableName: aws.String(watchedTable), BillingMode: types.BillingModePayPerRequest,
		AttributeDefinitions: []types.AttributeDefinition{{AttributeName: aws.String("Id"), AttributeType: types.ScalarAttributeTypeS}},
		KeySchema:            []types.KeySchemaElement{{AttributeName: aws.String("Id"), KeyType: types.KeyTypeHash}},
		StreamSpecification:  &types.StreamSpecification{StreamEnabled: aws.Bool(true), StreamViewType: types.StreamViewTypeNewImage},
	})
	if err != nil {
		return "", err
	}
	return *out.TableDescription.LatestStreamArn, nil
}

// count sets a number in each of 40 items and deletes one of them.
func count(ctx context.Context, db *dynamodb.Client, n string) error {
	for i := range 40 {
		it := map[string]types.AttributeValue{"Id": text(fmt.Sprint(i)), "N": number(n)}
		if _, err := db.PutItem(ctx, &dynamodb.PutItemInput{TableName: aws.String(watchedTable), Item: it}); err != nil {
			return err
		}
	}
	_, err := db.DeleteItem(ctx, &dynamodb.DeleteItemInput{
		TableName: aws.String(watchedTable), Key: map[string]types.AttributeValue{"Id": text("7")},
	})
	return err
}

// splitFirst splits the table's first partition, which no SDK can ask for.
func splitFirst(ctx context.Context, address string) error {
	body := strings.NewReader(`{"TableName":"Watched","Partition":0}`)
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, body)
	if err != nil {
		return err
	}
	request.Header.Set("X-Amz-Target", "Ringside_20261101.Split")
	request.Header.Set("Content-Type", "application/x-amz-json-1.0")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		said, _ := io.ReadAll(response.Body)
		return fmt.Errorf("split: %s", said)
	}
	return nil
}

// streamsClient returns a client of the streams behind the same address.
func streamsClient(db *dynamodb.Client) *dynamodbstreams.Client {
	o := db.Options()
	return dynamodbstreams.New(dynamodbstreams.Options{Region: o.Region, BaseEndpoint: o.BaseEndpoint, Credentials: o.Credentials})
}

// A streamConsumer does to items of its own what it reads.
type streamConsumer struct {
	client         *dynamodbstreams.Client
	items          map[string]string
	shards, closed int
}

// follow reads all shards, of which DescribeStream lists parents before children.
func (c *streamConsumer) follow(ctx context.Context, arn string) error {
	describe := &dynamodbstreams.DescribeStreamInput{StreamArn: aws.String(arn), Limit: aws.Int32(2)}
	for {
		out, err := c.client.DescribeStream(ctx, describe)
		if err != nil {
			return err
		}
		for _, shard := range out.StreamDescription.Shards {
			if err := c.read(ctx, arn, shard); err != nil {
				return err
			}
		}
		if describe.ExclusiveStartShardId = out.StreamDescription.LastEvaluatedShardId; describe.ExclusiveStartShardId == nil {
			return nil
		}
	}
}

// read reads a shard to its end, or to where nothing new has come yet.
func (c *streamConsumer) read(ctx context.Context, arn string, shard streamtypes.Shard) error {
	c.shards++
	if shard.SequenceNumberRange.EndingSequenceNumber != nil {
		c.closed++
	}
	begin, err := c.client.GetShardIterator(ctx, &dynamodbstreams.GetShardIteratorInput{
		StreamArn: aws.String(arn), ShardId: shard.ShardId, ShardIteratorType: streamtypes.ShardIteratorTypeTrimHorizon,
	})
	if err != nil {
		return err
	}
	for next := begin.ShardIterator; next != nil; {
		out, err := c.client.GetRecords(ctx, &dynamodbstreams.GetRecordsInput{ShardIterator: next, Limit: aws.Int32(7)})
		if err != nil {
			return err
		}
		for _, r := range out.Records {
			c.apply(r)
		}
		if next = out.NextShardIterator; len(out.Records) == 0 {
			return nil
		}
	}
	return nil
}

func (c *streamConsumer) apply(r streamtypes.Record) {
	id := r.Dynamodb.Keys["Id"].(*streamtypes.AttributeValueMemberS).Value
	if r.EventName == streamtypes.OperationTypeRemove {
		delete(c.items, id)
		return
	}
	c.items[id] = r.Dynamodb.NewImage["N"].(*streamtypes.AttributeValueMemberN).Value
}

// readNoStream asks for a stream that is not there.
func readNoStream(ctx context.Context, db *dynamodb.Client) (any, error) {
	_, err := streamsClient(db).DescribeStream(ctx, &dynamodbstreams.DescribeStreamInput{
		StreamArn: aws.String("arn:aws:dynamodb:us-east-1:000000000000:table/Orders/stream/2015-05-11T21:21:33.291"),
	})
	var missing *streamtypes.ResourceNotFoundException
	if !errors.As(err, &missing) {
		return nil, fmt.Errorf("not a missing stream: %w", err)
	}
	return missing.ErrorMessage(), nil
}
