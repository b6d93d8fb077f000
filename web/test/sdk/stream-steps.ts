import { CreateTableCommand, DeleteItemCommand, type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb"
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

/** Follows a stream: each shard from its beginning to its end, and then its children. */
class Consumer {
  /** What was done to each item, in the order in which it was read. */
  readonly changes = new Map<string | undefined, string[]>()
  readonly records = new Set<string | undefined>()
  shards = 0
  ended = 0
  /** Where to go on reading in each shard that has not ended. */
  private iterators = new Map<string, string>()

  constructor(
    private readonly client: DynamoDBStreamsClient,
    private readonly StreamArn: string,
  ) {}

  /** Begins with all shards that there are, page by page. */
  async begin(): Promise<void> {
    let ExclusiveStartShardId: string | undefined
    do {
      const command = new DescribeStreamCommand({ StreamArn: this.StreamArn, Limit: 2, ExclusiveStartShardId })
      const { StreamDescription } = await this.client.send(command)
      for (const shard of StreamDescription?.Shards ?? []) await this.open(shard)
      ExclusiveStartShardId = StreamDescription?.LastEvaluatedShardId
    } while (ExclusiveStartShardId)
  }

  /** Reads all that has come, in shards that a split has opened, too. */
  async poll(): Promise<void> {
    const left = [...this.iterators.keys()]
    for (let shardId = left.shift(); shardId; shardId = left.shift()) left.push(...(await this.drain(shardId)))
  }

  private async open({ ShardId = "" }: Shard): Promise<string> {
    const command = new GetShardIteratorCommand({
      StreamArn: this.StreamArn,
      ShardId,
      ShardIteratorType: "TRIM_HORIZON",
    })
    this.iterators.set(ShardId, (await this.client.send(command)).ShardIterator!)
    this.shards++
    return ShardId
  }

  /** Reads a shard until nothing new has come yet, or to its end; gives back the children that it has then. */
  private async drain(shardId: string): Promise<readonly string[]> {
    for (;;) {
      const command = new GetRecordsCommand({ ShardIterator: this.iterators.get(shardId), Limit: 7 })
      const { Records = [], NextShardIterator } = await this.client.send(command)
      for (const record of Records) this.take(record)
      if (!NextShardIterator) return this.close(shardId)
      this.iterators.set(shardId, NextShardIterator)
      if (Records.length === 0) return []
    }
  }

  private async close(ShardId: string): Promise<readonly string[]> {
    this.iterators.delete(ShardId)
    this.ended++
    const ShardFilter = { Type: "CHILD_SHARDS", ShardId } as const
    const { StreamDescription } = await this.client.send(
      new DescribeStreamCommand({ StreamArn: this.StreamArn, ShardFilter }),
    )
    return Promise.all((StreamDescription?.Shards ?? []).map((shard) => this.open(shard)))
  }

  private take({ eventID, eventName, dynamodb }: StreamRecord): void {
    const id = dynamodb?.Keys?.Id?.S
    this.records.add(eventID)
    this.changes.set(id, [...(this.changes.get(id) ?? []), `${eventName} ${dynamodb?.NewImage?.N?.N ?? ""}`.trim()])
  }
}

/** Writes to a table with a stream, splits a partition and writes on, while a consumer follows. */
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
  const client = streamsOf(db)
  const { Streams } = await client.send(new ListStreamsCommand({ TableName }))
  const consumer = new Consumer(client, Streams?.[0]?.StreamArn ?? "")
  await consumer.begin()
  await count(db, "1")
  await consumer.poll()
  await count(db, "2")
  await splitFirst(db)
  await count(db, "3")
  await consumer.poll()
  await consumer.poll() // finds nothing new
  const { shards, ended, records, changes } = consumer
  const ordinary = [...changes.values()].filter((one) => one.join() === "INSERT 1,MODIFY 2,MODIFY 3").length
  return { shards, ended, records: records.size, ordinary, deleted: changes.get("7") }
}

/** Each change once, and those of an item in their order. */
export const followed = {
  shards: 6,
  ended: 1,
  records: 39 * 3 + 6,
  ordinary: 39,
  deleted: ["INSERT 1", "REMOVE", "INSERT 2", "REMOVE", "INSERT 3", "REMOVE"],
}

/** Asks for a stream that is not there. */
export async function readNoStream(db: DynamoDBClient): Promise<unknown> {
  const StreamArn = "arn:aws:dynamodb:us-east-1:000000000000:table/Orders/stream/2015-05-11T21:21:33.291"
  const error = await streamsOf(db)
    .send(new DescribeStreamCommand({ StreamArn }))
    .catch((e: unknown) => e)
  return error instanceof ResourceNotFoundException
}
