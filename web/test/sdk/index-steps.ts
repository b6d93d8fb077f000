import {
  DescribeTableCommand,
  type DynamoDBClient,
  ListTagsOfResourceCommand,
  QueryCommand,
  TagResourceCommand,
  UpdateTableCommand,
} from "@aws-sdk/client-dynamodb"

const TableName = "Orders"
const IndexName = "ByTotal"

const byCustomer = {
  TableName,
  IndexName,
  KeyConditionExpression: "Customer = :customer",
  ExpressionAttributeValues: { ":customer": { S: "ada" } },
}

/** Adds a global index to a table with items in it, and reads the two largest orders when it has them all. */
export async function findByIndex(db: DynamoDBClient): Promise<unknown> {
  const { TableDescription } = await db.send(
    new UpdateTableCommand({
      TableName,
      AttributeDefinitions: [
        { AttributeName: "Customer", AttributeType: "S" },
        { AttributeName: "Total", AttributeType: "N" },
      ],
      GlobalSecondaryIndexUpdates: [
        {
          Create: {
            IndexName,
            KeySchema: [
              { AttributeName: "Customer", KeyType: "HASH" },
              { AttributeName: "Total", KeyType: "RANGE" },
            ],
            Projection: { ProjectionType: "KEYS_ONLY" },
          },
        },
      ],
    }),
  )
  const created = TableDescription?.GlobalSecondaryIndexes?.[0]?.IndexStatus
  const deadline = Date.now() + 10_000
  let status = created
  while (status !== "ACTIVE" && Date.now() < deadline) {
    const { Table } = await db.send(new DescribeTableCommand({ TableName }))
    status = Table?.GlobalSecondaryIndexes?.[0]?.IndexStatus
  }
  const page = await db.send(
    new QueryCommand({ ...byCustomer, ScanIndexForward: false, Limit: 2, ReturnConsumedCapacity: "INDEXES" }),
  )
  const index = page.ConsumedCapacity?.GlobalSecondaryIndexes?.[IndexName]
  return [TableDescription?.TableStatus, created, page.Items?.map(({ Total }) => Total?.N), index?.CapacityUnits]
}

export const found = ["UPDATING", "CREATING", ["240", "230"], 0.5]

/** Reads an index that there is not. */
export async function readNoIndex(db: DynamoDBClient): Promise<unknown> {
  const refused = await db.send(new QueryCommand({ ...byCustomer, IndexName: "ByDate" })).catch((error) => error)
  return refused.message
}

export async function tagTable(db: DynamoDBClient): Promise<unknown> {
  const { Table } = await db.send(new DescribeTableCommand({ TableName }))
  const ResourceArn = Table?.TableArn
  await db.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: "team", Value: "shop" }] }))
  return (await db.send(new ListTagsOfResourceCommand({ ResourceArn }))).Tags
}
