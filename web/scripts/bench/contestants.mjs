// The engine behind its exports, and what it is compared with in the same process: a plain Map.

import { createTable, scanBody, tableName } from "./workload.mjs"

const decoder = new TextDecoder()

/** A table in the engine. Requests and answers are JSON texts; time passes as it does outside. */
export function engineTable(engine, create = createTable) {
  const began = Date.now() * 1000
  const call = (operation, body, status = 200, service = "DynamoDB") => {
    const now = began + Math.round(performance.now() * 1000)
    const answer = engine.call({ target: `${service}_20120810.${operation}`, body, now })
    if (answer.status !== status) throw new Error(`${operation}: ${decoder.decode(answer.body)}`)
    return decoder.decode(answer.body)
  }
  call("CreateTable", create)
  return {
    call,
    streams: (operation, body) => call(operation, body, 200, "DynamoDBStreams"),
    refused: (operation, body) => call(operation, body, 400),
    put: (body) => call("PutItem", body),
    get: (body) => call("GetItem", body),
    query: (body) => call("Query", body),
    scan: () => scanPages((body) => call("Scan", body)),
    own: (operation, body) => {
      const answer = engine.call({ target: `Ringside_20261101.${operation}`, body: JSON.stringify(body), now: 0 })
      return JSON.parse(decoder.decode(answer.body))
    },
  }
}

/** Reads all pages and returns how many items they held. */
function scanPages(page) {
  let items = 0
  let from
  do {
    const { Count, LastEvaluatedKey } = JSON.parse(page(scanBody(from)))
    items += Count
    from = LastEvaluatedKey
  } while (from)
  return items
}

/**
 * A table in a Map of Maps: it parses what it is asked and prints what it answers, and knows no types, no pages, no
 * replicas and no order but that of insertion.
 */
export function mapTable() {
  const collections = new Map()
  return {
    put: (body) => {
      const { Item } = JSON.parse(body)
      if (!collections.has(Item.PK.S)) collections.set(Item.PK.S, new Map())
      collections.get(Item.PK.S).set(Item.SK.S, Item)
      return "{}"
    },
    get: (body) => {
      const { Key } = JSON.parse(body)
      return JSON.stringify({ Item: collections.get(Key.PK.S)?.get(Key.SK.S) })
    },
    query: (body) => {
      const { ExpressionAttributeValues } = JSON.parse(body)
      const Items = [...collections.get(ExpressionAttributeValues[":pk"].S).values()]
      return JSON.stringify({ Items, Count: Items.length, ScannedCount: Items.length })
    },
    scan: () => {
      let items = 0
      for (const text of jsonPages(collections)) items += JSON.parse(text).Count
      return items
    },
  }
}

// About as many items as fit a megabyte, as the engine's pages hold.
const pageItems = 4500

function* jsonPages(collections) {
  let Items = []
  for (const collection of collections.values()) {
    for (const item of collection.values()) {
      Items.push(item)
      if (Items.length < pageItems) continue
      yield JSON.stringify({ Items, Count: Items.length, TableName: tableName })
      Items = []
    }
  }
  yield JSON.stringify({ Items, Count: Items.length, TableName: tableName })
}
