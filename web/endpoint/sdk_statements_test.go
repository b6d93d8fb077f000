package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// The steps that are in PartiQL. They are about the orders of cat.

const (
	insertOrder = `INSERT INTO Orders VALUE {'Customer': 'cat', 'Order': ?, 'Total': 5}`
	raiseOrder  = `UPDATE Orders SET Total = Total + 1 WHERE Customer = 'cat' AND "Order" = ? AND Total < 9`
	selectOrder = `SELECT Total FROM Orders WHERE Customer = 'cat' AND "Order" = ?`
	checkOrder  = `EXISTS(SELECT * FROM Orders WHERE Customer = 'cat' AND "Order" = ? AND Total < 9)`
)

func execute(ctx context.Context, db *dynamodb.Client, statement, order string) ([]map[string]types.AttributeValue, error) {
	out, err := db.ExecuteStatement(ctx, &dynamodb.ExecuteStatementInput{
		Statement: aws.String(statement), Parameters: []types.AttributeValue{number(order)},
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
	})
	if err != nil {
		return nil, err
	}
	return out.Items, nil
}

// insertTwice inserts an order, and says how it was refused the second time.
func insertTwice(ctx context.Context, db *dynamodb.Client) (any, error) {
	if _, err := execute(ctx, db, insertOrder, "1"); err != nil {
		return nil, err
	}
	_, err := execute(ctx, db, insertOrder, "1")
	var duplicate *types.DuplicateItemException
	if !errors.As(err, &duplicate) {
		return nil, fmt.Errorf("not a duplicate: %w", err)
	}
	return duplicate.ErrorMessage(), nil
}

// failWhere returns the total of the order that an UPDATE's condition did not hold for.
func failWhere(ctx context.Context, db *dynamodb.Client) (any, error) {
	_, err := execute(ctx, db, raiseOrder+" AND Total > 100", "1")
	var failed *types.ConditionalCheckFailedException
	if !errors.As(err, &failed) {
		return nil, fmt.Errorf("not a failed condition: %w", err)
	}
	return failed.Item["Total"], nil
}

func runBatch(ctx context.Context, db *dynamodb.Client, statement string, orders ...string) (answers []string, err error) {
	in := &dynamodb.BatchExecuteStatementInput{}
	for _, order := range orders {
		in.Statements = append(in.Statements, types.BatchStatementRequest{
			Statement: aws.String(statement), Parameters: []types.AttributeValue{number(order)}, ConsistentRead: aws.Bool(true),
		})
	}
	out, err := db.BatchExecuteStatement(ctx, in)
	if err != nil {
		return nil, err
	}
	for _, r := range out.Responses {
		switch total, found := r.Item["Total"].(*types.AttributeValueMemberN); {
		case r.Error != nil:
			answers = append(answers, string(r.Error.Code))
		case found:
			answers = append(answers, *r.TableName+" "+total.Value)
		default:
			answers = append(answers, *r.TableName)
		}
	}
	return answers, nil
}

// batchStatements inserts two orders, one of which is there, and reads them with one that is not.
func batchStatements(ctx context.Context, db *dynamodb.Client) (any, error) {
	written, err := runBatch(ctx, db, insertOrder, "1", "2")
	if err != nil {
		return nil, err
	}
	read, err := runBatch(ctx, db, selectOrder, "1", "2", "3")
	return append(written, read...), err
}

// ordered are statements, each with the number of its order.
func ordered(pairs ...string) (all []types.ParameterizedStatement) {
	for i := 0; i < len(pairs); i += 2 {
		all = append(all, types.ParameterizedStatement{
			Statement: aws.String(pairs[i]), Parameters: []types.AttributeValue{number(pairs[i+1])},
			ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
		})
	}
	return all
}

// transactStatements returns the totals after a transaction was asked for twice, and what each time cost.
func transactStatements(ctx context.Context, db *dynamodb.Client) (any, error) {
	in := &dynamodb.ExecuteTransactionInput{
		TransactStatements: ordered(raiseOrder, "1", checkOrder, "2"), ClientRequestToken: aws.String("raise"),
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal,
	}
	first, err := db.ExecuteTransaction(ctx, in)
	if err != nil {
		return nil, err
	}
	second, err := db.ExecuteTransaction(ctx, in)
	if err != nil {
		return nil, err
	}
	read, err := db.ExecuteTransaction(ctx, &dynamodb.ExecuteTransactionInput{TransactStatements: ordered(selectOrder, "1", selectOrder, "2", selectOrder, "3")})
	if err != nil {
		return nil, err
	}
	told := []string{fmt.Sprint(*first.ConsumedCapacity[0].WriteCapacityUnits), fmt.Sprint(*second.ConsumedCapacity[0].ReadCapacityUnits)}
	for _, r := range read.Responses {
		total := ""
		if n, found := r.Item["Total"].(*types.AttributeValueMemberN); found {
			total = n.Value
		}
		told = append(told, total)
	}
	return told, nil
}

// cancelStatements returns the reasons why a transaction of statements was cancelled.
func cancelStatements(ctx context.Context, db *dynamodb.Client) (any, error) {
	_, err := db.ExecuteTransaction(ctx, &dynamodb.ExecuteTransactionInput{
		TransactStatements: ordered(insertOrder, "1", raiseOrder+" AND Total > 100", "2", insertOrder, "3"),
	})
	var cancelled *types.TransactionCanceledException
	if !errors.As(err, &cancelled) {
		return nil, fmt.Errorf("not a cancelled transaction: %w", err)
	}
	var reasons []string
	for _, r := range cancelled.CancellationReasons {
		reason := *r.Code
		if n, found := r.Item["Total"].(*types.AttributeValueMemberN); found {
			reason += " " + n.Value
		}
		reasons = append(reasons, reason)
	}
	return reasons, nil
}
