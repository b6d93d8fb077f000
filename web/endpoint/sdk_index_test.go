package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/smithy-go"
)

const totalIndex = "ByTotal"

// findByIndex adds a global index to a table with items in it, and reads the two largest orders when it has them all.
func findByIndex(ctx context.Context, db *dynamodb.Client) (any, error) {
	out, err := db.UpdateTable(ctx, &dynamodb.UpdateTableInput{
		TableName: aws.String(ordersTable),
		AttributeDefinitions: []types.AttributeDefinition{
			{AttributeName: aws.String("Customer"), AttributeType: types.ScalarAttributeTypeS},
			{AttributeName: aws.String("Total"), AttributeType: types.ScalarAttributeTypeN},
		},
		GlobalSecondaryIndexUpdates: []types.GlobalSecondaryIndexUpdate{{Create: &types.CreateGlobalSecondaryIndexAction{
			IndexName: aws.String(totalIndex),
			KeySchema: []types.KeySchemaElement{
				{AttributeName: aws.String("Customer"), KeyType: types.KeyTypeHash},
				{AttributeName: aws.String("Total"), KeyType: types.KeyTypeRange},
			},
			Projection: &types.Projection{ProjectionType: types.ProjectionTypeKeysOnly},
		}}},
	})
	if err != nil {
		return nil, err
	}
	created := out.TableDescription
	if err := indexIsActive(ctx, db); err != nil {
		return nil, err
	}
	page, err := db.Query(ctx, &dynamodb.QueryInput{
		TableName: aws.String(ordersTable), IndexName: aws.String(totalIndex), ScanIndexForward: aws.Bool(false),
		KeyConditionExpression:    aws.String("Customer = :customer"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":customer": &types.AttributeValueMemberS{Value: "ada"}},
		Limit:                     aws.Int32(2), ReturnConsumedCapacity: types.ReturnConsumedCapacityIndexes,
	})
	if err != nil {
		return nil, err
	}
	got := []string{fmt.Sprint(created.TableStatus, " ", created.GlobalSecondaryIndexes[0].IndexStatus)}
	for _, it := range page.Items {
		got = append(got, it["Total"].(*types.AttributeValueMemberN).Value)
	}
	indexes := page.ConsumedCapacity.GlobalSecondaryIndexes
	units := strconv.FormatFloat(*indexes[totalIndex].CapacityUnits, 'f', -1, 64)
	return append(got, fmt.Sprint(len(indexes), " ", units)), nil
}

// indexIsActive waits until the index of the table has all items.
func indexIsActive(ctx context.Context, db *dynamodb.Client) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	for {
		out, err := db.DescribeTable(ctx, &dynamodb.DescribeTableInput{TableName: aws.String(ordersTable)})
		if err != nil || out.Table.GlobalSecondaryIndexes[0].IndexStatus == types.IndexStatusActive {
			return err
		}
	}
}

func readNoIndex(ctx context.Context, db *dynamodb.Client) (any, error) {
	_, err := db.Scan(ctx, &dynamodb.ScanInput{TableName: aws.String(ordersTable), IndexName: aws.String("ByDate")})
	var refused smithy.APIError
	if !errors.As(err, &refused) {
		return nil, fmt.Errorf("%w is no error of DynamoDB's", err)
	}
	return refused.ErrorMessage(), nil
}

func tagOrders(ctx context.Context, db *dynamodb.Client) (any, error) {
	described, err := db.DescribeTable(ctx, &dynamodb.DescribeTableInput{TableName: aws.String(ordersTable)})
	if err != nil {
		return nil, err
	}
	arn := described.Table.TableArn
	if _, err := db.TagResource(ctx, &dynamodb.TagResourceInput{
		ResourceArn: arn, Tags: []types.Tag{{Key: aws.String("team"), Value: aws.String("shop")}},
	}); err != nil {
		return nil, err
	}
	out, err := db.ListTagsOfResource(ctx, &dynamodb.ListTagsOfResourceInput{ResourceArn: arn})
	if err != nil {
		return nil, err
	}
	return *out.Tags[0].Key + " " + *out.Tags[0].Value, nil
}
