import {
  CreateTableCommand,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  ScanCommand,
} from "@aws-sdk/client-dynamodb"
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  ResourceNotFoundException,
  type Shard,
  type _Record as StreamRecord,
} from "@aws-sdk/client-dynamodb-streams"

const TableName = "Watched"

/** A client of DynamoDB Streams at the same place: where there is a network, at the same address. */
function streamsOf(db: DynamoDBClient): DynamoDBStreamsClient {
  const { region, endpoint, credentials, requestHandler, signer } = db.config
  return new DynamoDBStreamsClient({ region, endpoint, credentials, requestHandler, signer })
}

/** Sets a number in each of 40 items and deletes one of them. */
async function count(db: DynamoDBClient, n: string): Promise<void> {
  for (let i = 0; i < 40; i++) {
    await db.send(new PutItemCommand({ TableName, Item: { Id: { S: String(i) }, N: { N: n } } }))
  }
  await db.send(new DeleteItemCommand({ TableName, Key: { Id: { S: "7" } } }))
}

/** Splits the table's first partition, which no SDK has a command for: some other one is sent under its name. */
async function splitFirst(db: DynamoDBClient): Promise<void> {
  const command = new DeleteItemCommand({ TableName, Key: { Id: { S: "7" } } })
  command.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { headers: Record<string, string>; body: string }
      request.headers["x-amz-target"] = "Ringside_20261101.Split"
      request.body = JSON.stringify({ TableName, Partition: 0 })
      request.headers["content-length"] = String(request.body.length)
      return next(args)
    },
    { step: "build", priority: "low" },
  )
  await db.send(command)
}

/** All shards, page by page, parents before children. */
async function* shardsOf(client: DynamoDBStreamsClient, StreamArn: string): AsyncGenerator<Shard> {
  let ExclusiveStartShardId: string | undefined
  do {
    const command = new DescribeStreamCommand({ StreamArn, Limit: 2, ExclusiveStartShardId })
    const { StreamDescription } = await client.send(command)
    yield* StreamDescription?.Shards ?? []
    ExclusiveStartShardId = StreamDescription?.LastEvaluatedShardId
  } while (ExclusiveStartShardId)
}

/** The records of a shard to its end, or to where nothing new has come yet. */
async function* recordsOf(
  client: DynamoDBStreamsClient,
  StreamArn: string,
  { ShardId }: Shard,
): AsyncGenerator<StreamRecord> {
  const begin = new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" })
  let { ShardIterator } = await client.send(begin)
  while (ShardIterator) {
    const { Records, NextShardIterator } = await client.send(new GetRecordsCommand({ ShardIterator, Limit: 7 }))
    yield* Records ?? []
    ShardIterator = Records?.length ? NextShardIterator : undefined
  }
}

/** Does to items of its own what it reads; tells how many shards there were, and how many of them were closed. */
async function replay(client: DynamoDBStreamsClient, arn: string) {
  const items = new Map<string | undefined, string | undefined>()
  let shards = 0
  let closed = 0
  for await (const shard of shardsOf(client, arn)) {
    shards++
    if (shard.SequenceNumberRange?.EndingSequenceNumber) closed++
    for await (const { eventName, dynamodb } of recordsOf(client, arn, shard)) {
      const id = dynamodb?.Keys?.Id?.S
      if (eventName === "REMOVE") items.delete(id)
      else items.set(id, dynamodb?.NewImage?.N?.N)
    }
  }
  return { items, shards, closed }
}

/** Writes to a table with a stream, splits a partition, writes on, and has a consumer follow. */
export async function followStream(db: DynamoDBClient): Promise<unknown> {
  await db.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "Id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "Id", KeyType: "HASH" }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
    }),
  )
  await count(db, "1")
  await splitFirst(db)
  await count(db, "2")
  const client = streamsOf(db)
  const { Streams } = await client.send(new ListStreamsCommand({ TableName }))
  const { items, shards, closed } = await replay(client, Streams?.[0]?.StreamArn ?? "")
  const { Items } = await db.send(new ScanCommand({ TableName, ConsistentRead: true }))
  const missed = Items?.filter(({ Id, N }) => items.get(Id?.S) !== N?.N)
  return { shards, closed, items: items.size, missed }
}

export const followed = { shards: 6, closed: 1, items: 39, missed: [] }

/** Asks for a stream that is not there. */
export async function readNoStream(db: DynamoDBClient): Promise<unknown> {
  const StreamArn = "arn:aws:dynamodb:us-east-1:000000000000:table/Orders/stream/2015-05-11T21:21:33.291"
  const error = await streamsOf(db)
    .send(new DescribeStreamCommand({ StreamArn }))
    .catch((e: unknown) => e)
  return error instanceof ResourceNotFoundException
}
