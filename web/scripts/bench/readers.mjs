// What a table costs that is followed: by global indexes and a stream. Against a table that nothing follows, in the same
// run; its items have what the indexes want.

import { engineTable } from "./contestants.mjs"
import { calling, rates } from "./measure.mjs"
import { createTable, getBody, itemOf, keyOf, shuffled, tableName } from "./workload.mjs"

const items = 10_000

const followedItem = (i, version) => ({
  ...itemOf(i, version),
  Driver: { S: `d${i % 997}` },
  City: { S: `c${i % 101}` },
})

const put = (i, version) => JSON.stringify({ TableName: tableName, Item: followedItem(i, version) })

const index = (name) => ({
  IndexName: `By${name}`,
  KeySchema: [{ AttributeName: name, KeyType: "HASH" }],
  Projection: { ProjectionType: "ALL" },
})

const attribute = (AttributeName) => ({ AttributeName, AttributeType: "S" })

const stream = { StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" } }

/** The request for a table with global indexes of these attributes. */
function tableWith(names, more = {}) {
  const bare = JSON.parse(createTable)
  const AttributeDefinitions = [...bare.AttributeDefinitions, ...names.map(attribute)]
  const indexes = names.length > 0 ? { GlobalSecondaryIndexes: names.map(index) } : {}
  return JSON.stringify({ ...bare, AttributeDefinitions, ...indexes, ...more })
}

/** How often a second items are put into a table that nothing follows, and into one with two indexes and a stream. */
export async function followedWrites(open) {
  const order = shuffled(items)
  const putting = async (create) => {
    const table = engineTable(await open(), create)
    for (const i of order) table.put(put(i))
    const bodies = Array.from(order, (i) => put(i, 1))
    return calling((n) => table.put(bodies[n % items]))
  }
  const [bare, followed] = await rates([
    await putting(createTable),
    await putting(tableWith(["Driver", "City"], stream)),
  ])
  return { bare, followed }
}

const addIndex = JSON.stringify({
  TableName: tableName,
  AttributeDefinitions: [attribute("Driver")],
  GlobalSecondaryIndexUpdates: [{ Create: index("Driver") }],
})

/** How many items a second an index takes over that is added to so many of them. */
export async function backfilled(open, count) {
  const table = engineTable(await open())
  for (const i of shuffled(count)) table.put(put(i))
  const began = performance.now()
  table.call("UpdateTable", addIndex)
  const known = () =>
    JSON.parse(table.call("DescribeTable", `{"TableName":"${tableName}"}`)).Table.GlobalSecondaryIndexes[0]
  do table.own("Advance", { By: 1_000_000, Limit: 2 })
  while (known().IndexStatus !== "ACTIVE")
  const seconds = (performance.now() - began) / 1000
  if (known().ItemCount !== count) throw new Error(`the index has ${known().ItemCount} of ${count} items`)
  return count / seconds
}

const recordsMost = 1000

/** How many records a second GetRecords reads, a thousand at a time, and how many items GetItem. */
export async function readRecords(open) {
  const table = engineTable(await open(), tableWith([], stream))
  // All in one collection, and so in one shard.
  for (let i = 0; i < recordsMost; i++) table.put(JSON.stringify({ TableName: tableName, Item: inOnePlace(i) }))
  const { Streams } = JSON.parse(table.streams("ListStreams", `{"TableName":"${tableName}"}`))
  const { StreamArn } = Streams[0]
  const { StreamDescription } = JSON.parse(table.streams("DescribeStream", JSON.stringify({ StreamArn })))
  const iterators = StreamDescription.Shards.map(({ ShardId }) => {
    const body = JSON.stringify({ StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" })
    return JSON.parse(table.streams("GetShardIterator", body)).ShardIterator
  })
  const body = (ShardIterator) => JSON.stringify({ ShardIterator, Limit: recordsMost })
  const full = iterators.find(
    (one) => JSON.parse(table.streams("GetRecords", body(one))).Records.length === recordsMost,
  )
  const gets = Array.from({ length: recordsMost }, (_, i) =>
    JSON.stringify({ ...JSON.parse(getBody(0)), Key: keyIn(i) }),
  )
  const [records, got] = await rates([
    calling(() => table.streams("GetRecords", body(full))),
    calling((n) => table.get(gets[n % recordsMost])),
  ])
  return { records: records.map((rate) => rate * recordsMost), got }
}

const keyIn = (i) => ({ PK: keyOf(0).PK, SK: { S: `ORDER#${String(i).padStart(6, "0")}` } })
const inOnePlace = (i) => ({ ...itemOf(i), ...keyIn(i) })

/** A table of so many items that has an index of whole items, or none. */
export async function indexedTable(open, count, names) {
  const table = engineTable(await open(), tableWith(names))
  for (const i of shuffled(count)) table.put(put(i))
  return table
}
