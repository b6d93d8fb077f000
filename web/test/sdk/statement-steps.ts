import {
  type AttributeValue,
  BatchExecuteStatementCommand,
  ConditionalCheckFailedException,
  DuplicateItemException,
  type DynamoDBClient,
  ExecuteStatementCommand,
  ExecuteTransactionCommand,
  TransactionCanceledException,
} from "@aws-sdk/client-dynamodb"

// The steps that are in PartiQL. They are about the orders of cat.

const insert = "INSERT INTO Orders VALUE {'Customer': 'cat', 'Order': ?, 'Total': 5}"
const raise = `UPDATE Orders SET Total = Total + 1 WHERE Customer = 'cat' AND "Order" = ? AND Total < 9`
const select = `SELECT Total FROM Orders WHERE Customer = 'cat' AND "Order" = ?`
const check = `EXISTS(SELECT * FROM Orders WHERE Customer = 'cat' AND "Order" = ? AND Total < 9)`

/** A statement about an order of cat. */
function about(Statement: string, order: number) {
  const Parameters: AttributeValue[] = [{ N: String(order) }]
  return { Statement, Parameters, ReturnValuesOnConditionCheckFailure: "ALL_OLD" } as const
}

/** Inserts an order twice. */
export async function insertTwice(db: DynamoDBClient): Promise<unknown> {
  await db.send(new ExecuteStatementCommand(about(insert, 1)))
  const cause = await db.send(new ExecuteStatementCommand(about(insert, 1))).catch((error) => error)
  return [cause instanceof DuplicateItemException, cause.message]
}

export const insertedTwice = [true, "Duplicate primary key exists in table"]

/** Updates an order for which WHERE does not hold. */
export async function failWhere(db: DynamoDBClient): Promise<unknown> {
  const command = new ExecuteStatementCommand(about(`${raise} AND Total > 100`, 1))
  const cause = await db.send(command).catch((error) => error)
  return [cause instanceof ConditionalCheckFailedException, cause.Item?.Total]
}

export const failedWhere = [true, { N: "5" }]

/** Inserts two orders, one of which is there, and reads them with one that is not. */
export async function batchStatements(db: DynamoDBClient): Promise<unknown> {
  const run = async (statement: string, orders: number[]) => {
    const Statements = orders.map((order) => ({ ...about(statement, order), ConsistentRead: true }))
    const { Responses } = await db.send(new BatchExecuteStatementCommand({ Statements }))
    return Responses?.map(({ TableName, Item, Error: error }) => [TableName, Item?.Total?.N, error?.Code])
  }
  return [await run(insert, [1, 2]), await run(select, [1, 2, 3])]
}

export const batched = [
  [
    ["Orders", undefined, "DuplicateItem"],
    ["Orders", undefined, undefined],
  ],
  [
    ["Orders", "5", undefined],
    ["Orders", "5", undefined],
    ["Orders", undefined, undefined],
  ],
]

/** Raises an order in a transaction that is asked for twice, and reads in another one what came of it. */
export async function transactStatements(db: DynamoDBClient): Promise<unknown> {
  const write = new ExecuteTransactionCommand({
    TransactStatements: [about(raise, 1), about(check, 2)],
    ClientRequestToken: "raise",
    ReturnConsumedCapacity: "TOTAL",
  })
  const [first, second] = [await db.send(write), await db.send(write)]
  const TransactStatements = [1, 2, 3].map((order) => about(select, order))
  const { Responses } = await db.send(new ExecuteTransactionCommand({ TransactStatements }))
  return [first.ConsumedCapacity, second.ConsumedCapacity, Responses?.map(({ Item }) => Item?.Total?.N)]
}

export const transacted = [
  [{ TableName: "Orders", CapacityUnits: 4, WriteCapacityUnits: 4 }],
  [{ TableName: "Orders", CapacityUnits: 4, ReadCapacityUnits: 4 }],
  ["6", "5", undefined],
]

/** Has a transaction cancelled for two of its three statements. */
export async function cancelStatements(db: DynamoDBClient): Promise<unknown> {
  const TransactStatements = [about(insert, 1), about(`${raise} AND Total > 100`, 2), about(insert, 3)]
  const cause = await db.send(new ExecuteTransactionCommand({ TransactStatements })).catch((error) => error)
  if (!(cause instanceof TransactionCanceledException)) return cause
  return cause.CancellationReasons?.map(({ Code, Item }) => [Code, Item?.Total])
}

export const cancelled = [
  ["DuplicateItem", undefined],
  ["ConditionalCheckFailed", { N: "5" }],
  ["None", undefined],
]
