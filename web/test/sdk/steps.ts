import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  ExecuteStatementCommand,
  GetItemCommand,
  IdempotentParameterMismatchException,
  ListTablesCommand,
  PutItemCommand,
  paginateQuery,
  paginateScan,
  ResourceNotFoundException,
  TransactGetItemsCommand,
  TransactionCanceledException,
  TransactionConflictException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from "@aws-sdk/client-dynamodb"
import { findByIndex, found, readNoIndex, tagTable } from "./index-steps.js"
import {
  batched,
  batchStatements,
  cancelled,
  cancelStatements,
  failedWhere,
  failWhere,
  insertedTwice,
  insertTwice,
  transacted,
  transactStatements,
} from "./statement-steps.js"
import { followed, followStream, readNoStream } from "./stream-steps.js"

/** One step of a program against DynamoDB: what it does, and what it has in hand afterwards. */
export interface Step {
  name: string
  run(db: DynamoDBClient): Promise<unknown>
  want: unknown
}

const TableName = "Orders"
const keyOf = (customer: string, order: number) => ({ Customer: { S: customer }, Order: { N: String(order) } })

const orders = Array.from({ length: 25 }, (_, i) => ({ ...keyOf("ada", i), Total: { N: String(i * 10) } }))

/** The transaction that sets the total of an order, if there is another one. */
const paid = (total: string, ClientRequestToken?: string) =>
  new TransactWriteItemsCommand({
    ClientRequestToken,
    ReturnConsumedCapacity: "TOTAL",
    TransactItems: [
      {
        Update: {
          TableName,
          Key: keyOf("bob", 1),
          UpdateExpression: "SET #total = :total",
          ExpressionAttributeNames: { "#total": "Total" },
          ExpressionAttributeValues: { ":total": { N: total } },
        },
      },
      { ConditionCheck: { TableName, Key: keyOf("ada", 1), ConditionExpression: "attribute_exists(Customer)" } },
    ],
  })

/** Has a command sent by a client of that name, and only once. */
function by<Command extends { middlewareStack: unknown }>(client: string, command: Command): Command {
  const stack = command.middlewareStack as DynamoDBClient["middlewareStack"]
  stack.add(
    (next) => (args) => {
      const request = args.request as { headers: Record<string, string> }
      request.headers["x-ringside-client"] = client
      return next(args)
    },
    { step: "build" },
  )
  return command
}

/** The steps run in order, each on what the ones before have left. */
export const steps: Step[] = [
  {
    name: "create a table and wait until it exists",
    run: async (db) => {
      const { TableDescription } = await db.send(
        new CreateTableCommand({
          TableName,
          BillingMode: "PAY_PER_REQUEST",
          AttributeDefinitions: [
            { AttributeName: "Customer", AttributeType: "S" },
            { AttributeName: "Order", AttributeType: "N" },
          ],
          KeySchema: [
            { AttributeName: "Customer", KeyType: "HASH" },
            { AttributeName: "Order", KeyType: "RANGE" },
          ],
        }),
      )
      const { state } = await waitUntilTableExists({ client: db, minDelay: 1, maxWaitTime: 10 }, { TableName })
      return [TableDescription?.TableArn, state]
    },
    want: ["arn:aws:dynamodb:us-east-1:000000000000:table/Orders", "SUCCESS"],
  },
  {
    name: "list tables",
    run: async (db) => (await db.send(new ListTablesCommand({}))).TableNames,
    want: ["Orders"],
  },
  {
    name: "put an item of every type and get it back",
    run: async (db) => {
      const Item = {
        ...keyOf("zoë 😀", 1),
        Note: { S: 'quoted "\\ and é' },
        Big: { N: "12345678901234567890123456789012345678" },
        Bytes: { B: new Uint8Array([0, 1, 255]) },
        Paid: { BOOL: true },
        Nothing: { NULL: true },
        Tags: { SS: ["a", "b"] },
        Sizes: { NS: ["1", "2"] },
        List: { L: [{ S: "x" }, { N: "1" }] },
        Map: { M: { inner: { S: "y" } } },
      }
      await db.send(new PutItemCommand({ TableName, Item }))
      const got = await db.send(new GetItemCommand({ TableName, Key: keyOf("zoë 😀", 1), ConsistentRead: true }))
      return [Object.keys(got.Item ?? {}).length, got.Item?.Note?.S, got.Item?.Big?.N, [...(got.Item?.Bytes?.B ?? [])]]
    },
    want: [11, 'quoted "\\ and é', "12345678901234567890123456789012345678", [0, 1, 255]],
  },
  {
    name: "get what is not there",
    run: async (db) => (await db.send(new GetItemCommand({ TableName, Key: keyOf("nobody", 0) }))).Item,
    want: undefined,
  },
  {
    name: "write a batch",
    run: async (db) => {
      const RequestItems = { [TableName]: orders.map((Item) => ({ PutRequest: { Item } })) }
      return (await db.send(new BatchWriteItemCommand({ RequestItems }))).UnprocessedItems
    },
    want: {},
  },
  {
    name: "update an item by an expression",
    run: async (db) => {
      const { Attributes } = await db.send(
        new UpdateItemCommand({
          TableName,
          Key: keyOf("ada", 3),
          UpdateExpression: "SET #total = #total + :more, Shipped = :yes",
          ExpressionAttributeNames: { "#total": "Total" },
          ExpressionAttributeValues: { ":more": { N: "5" }, ":yes": { BOOL: true } },
          ReturnValues: "UPDATED_NEW",
        }),
      )
      return Attributes
    },
    want: { Total: { N: "35" }, Shipped: { BOOL: true } },
  },
  {
    name: "a condition that fails is a typed error with the item",
    run: async (db) => {
      const put = new PutItemCommand({
        TableName,
        Item: keyOf("ada", 3),
        ConditionExpression: "attribute_not_exists(Customer)",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      })
      const cause = await db.send(put).catch((error) => error)
      return [cause instanceof ConditionalCheckFailedException, cause.message, cause.Item?.Total]
    },
    want: [true, "The conditional request failed", { N: "35" }],
  },
  {
    name: "an unknown table is a typed error",
    run: async (db) => {
      const cause = await db.send(new GetItemCommand({ TableName: "Nowhere", Key: keyOf("a", 1) })).catch((e) => e)
      return [cause instanceof ResourceNotFoundException, cause.message, cause.$metadata?.httpStatusCode]
    },
    want: [true, "Requested resource not found", 400],
  },
  {
    name: "query a collection page by page, in order",
    run: async (db) => {
      const pages: (string | undefined)[][] = []
      const query = {
        TableName,
        KeyConditionExpression: "Customer = :customer AND #order BETWEEN :from AND :to",
        ExpressionAttributeNames: { "#order": "Order" },
        ExpressionAttributeValues: { ":customer": { S: "ada" }, ":from": { N: "9" }, ":to": { N: "15" } },
      }
      for await (const page of paginateQuery({ client: db, pageSize: 3 }, query)) {
        pages.push((page.Items ?? []).map((item) => item.Order?.N))
      }
      return pages
    },
    want: [["9", "10", "11"], ["12", "13", "14"], ["15"]],
  },
  {
    name: "scan everything page by page",
    run: async (db) => {
      const seen = new Set<string>()
      let counted = 0
      for await (const page of paginateScan({ client: db, pageSize: 4 }, { TableName })) {
        counted += page.Count ?? 0
        for (const item of page.Items ?? []) seen.add(`${item.Customer?.S}/${item.Order?.N}`)
      }
      return [counted, seen.size]
    },
    want: [26, 26],
  },
  {
    name: "run a PartiQL statement",
    run: async (db) => {
      const Statement = `SELECT "Total" FROM "Orders" WHERE "Customer" = ? AND "Order" = 24`
      return (await db.send(new ExecuteStatementCommand({ Statement, Parameters: [{ S: "ada" }] }))).Items
    },
    want: [{ Total: { N: "240" } }],
  },
  {
    name: "get a batch",
    run: async (db) => {
      const { Responses, UnprocessedKeys } = await db.send(
        new BatchGetItemCommand({
          RequestItems: {
            [TableName]: {
              Keys: [keyOf("ada", 0), keyOf("ada", 1), keyOf("nobody", 1)],
              ProjectionExpression: "#total",
              ExpressionAttributeNames: { "#total": "Total" },
            },
          },
        }),
      )
      return [Responses?.[TableName]?.map((item) => item.Total?.N).sort(), UnprocessedKeys]
    },
    want: [["0", "10"], {}],
  },
  {
    name: "write a transaction, twice under one token",
    run: async (db) => {
      const first = await db.send(paid("77", "once"))
      const second = await db.send(paid("77", "once"))
      const { Item } = await db.send(new GetItemCommand({ TableName, Key: keyOf("bob", 1), ConsistentRead: true }))
      return [Item?.Total?.N, first.ConsumedCapacity, second.ConsumedCapacity]
    },
    want: [
      "77",
      [{ TableName, CapacityUnits: 4, WriteCapacityUnits: 4 }],
      [{ TableName, CapacityUnits: 4, ReadCapacityUnits: 4 }],
    ],
  },
  {
    name: "get a transaction",
    run: async (db) => {
      const gets = [keyOf("bob", 1), keyOf("nobody", 1)].map((Key) => ({ Get: { TableName, Key } }))
      const { Responses } = await db.send(new TransactGetItemsCommand({ TransactItems: gets }))
      return Responses?.map(({ Item }) => Item?.Total?.N)
    },
    want: ["77", undefined],
  },
  {
    name: "a transaction that is cancelled is a typed error with reasons",
    run: async (db) => {
      const write = new TransactWriteItemsCommand({
        TransactItems: [
          {
            Put: {
              TableName,
              Item: keyOf("ada", 0),
              ConditionExpression: "attribute_not_exists(Customer)",
              ReturnValuesOnConditionCheckFailure: "ALL_OLD",
            },
          },
          { Delete: { TableName, Key: keyOf("ada", 1) } },
        ],
      })
      const cause = await db.send(write).catch((error) => error)
      const reasons = cause.CancellationReasons?.map(({ Code, Item }: { Code: string; Item?: { Total?: unknown } }) => [
        Code,
        Item?.Total,
      ])
      return [cause instanceof TransactionCanceledException, reasons]
    },
    want: [
      true,
      [
        ["ConditionalCheckFailed", { N: "0" }],
        ["None", undefined],
      ],
    ],
  },
  {
    name: "a token that stands for another transaction is a typed error",
    run: async (db) => {
      const cause = await db.send(paid("78", "once")).catch((error) => error)
      return [cause instanceof IdempotentParameterMismatchException, cause.$metadata?.httpStatusCode]
    },
    want: [true, 400],
  },
  {
    name: "an item that a transaction holds is a typed error, and unprocessed in a batch",
    run: async (db) => {
      // Time passes between two requests: it tries until the second client is quick enough to meet the first.
      for (let tries = 0; tries < 100; tries++) {
        const first = await db.send(by("1", paid("79"))).catch((error) => error)
        if (first instanceof TransactionCanceledException) continue // the second client's of the last try is still on
        const put = by("2", new PutItemCommand({ TableName, Item: keyOf("bob", 1) }))
        const held = await db.send(put).catch((error) => error)
        const RequestItems = { [TableName]: [{ DeleteRequest: { Key: keyOf("bob", 1) } }] }
        const batch = await db.send(by("2", new BatchWriteItemCommand({ RequestItems })))
        const cancelled = await db.send(by("2", paid("80"))).catch((error) => error)
        if (!(cancelled instanceof TransactionCanceledException)) continue
        return [held instanceof TransactionConflictException, held.message, Object.keys(batch.UnprocessedItems ?? {})]
      }
      return "no client was quick enough"
    },
    want: [true, "Transaction is ongoing for the item", [TableName]],
  },
  {
    name: "insert an item by a statement, and a second time is a typed error",
    run: insertTwice,
    want: insertedTwice,
  },
  { name: "a WHERE that fails is a typed error with the item", run: failWhere, want: failedWhere },
  { name: "run a batch of statements", run: batchStatements, want: batched },
  { name: "run a transaction of statements, twice under one token", run: transactStatements, want: transacted },
  {
    name: "a transaction of statements that is cancelled is a typed error with reasons",
    run: cancelStatements,
    want: cancelled,
  },
  { name: "add an index, wait until it is filled, and find orders by it", run: findByIndex, want: found },
  {
    name: "an unknown index is an error",
    run: readNoIndex,
    want: "The table does not have the specified index: ByDate",
  },
  { name: "tag a table", run: tagTable, want: [{ Key: "team", Value: "shop" }] },
  { name: "follow a stream through a split", run: followStream, want: followed },
  { name: "an unknown stream is a typed error", run: readNoStream, want: true },
  {
    name: "enable time to live, and be told so",
    run: async (db) => {
      const TimeToLiveSpecification = { Enabled: true, AttributeName: "Until" }
      const update = () => db.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }))
      const updated = await update()
      const { TimeToLiveDescription } = await db.send(new DescribeTimeToLiveCommand({ TableName }))
      const again = await update().catch((error) => error)
      return [updated.TimeToLiveSpecification, TimeToLiveDescription, again.name, again.message]
    },
    want: [
      { Enabled: true, AttributeName: "Until" },
      { TimeToLiveStatus: "ENABLED", AttributeName: "Until" },
      "ValidationException",
      "TimeToLive is already enabled",
    ],
  },
  {
    name: "delete an item and see what it was",
    run: async (db) => {
      const del = new DeleteItemCommand({ TableName, Key: keyOf("ada", 24), ReturnValues: "ALL_OLD" })
      const { Attributes } = await db.send(del)
      const { Item } = await db.send(new GetItemCommand({ TableName, Key: keyOf("ada", 24), ConsistentRead: true }))
      return [Attributes?.Total, Item]
    },
    want: [{ N: "240" }, undefined],
  },
  {
    name: "describe the table",
    run: async (db) => {
      const { Table } = await db.send(new DescribeTableCommand({ TableName }))
      return [Table?.TableStatus, Table?.CreationDateTime instanceof Date, Table?.KeySchema?.map((k) => k.KeyType)]
    },
    want: ["ACTIVE", true, ["HASH", "RANGE"]],
  },
  {
    name: "delete the table and wait until it is gone",
    run: async (db) => {
      await db.send(new DeleteTableCommand({ TableName }))
      return (await waitUntilTableNotExists({ client: db, minDelay: 1, maxWaitTime: 10 }, { TableName })).state
    },
    want: "SUCCESS",
  },
]
