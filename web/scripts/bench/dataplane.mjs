// What requests cost that do more than put and get a small item, in the engine's WebAssembly: against a PutItem, and
// against a filter in JavaScript, in the same run; and the longest that single requests can be made to take.

import { engineTable } from "./contestants.mjs"
import { calling, milliseconds, rates } from "./measure.mjs"
import { itemOf, keyOf, putBody, shuffled, tableName } from "./workload.mjs"

const items = 10_000
const filtered = 1000
const batch = 25

/** An engine's table of orders, and how often a second it answers what `body` makes of a number of an order. */
function ordersIn(engine) {
  const table = engineTable(engine)
  const order = shuffled(items)
  for (const i of order) table.put(putBody(i))
  return (operation, body) => {
    const bodies = Array.from(order, (i) => body(i))
    return calling((n) => table.call(operation, bodies[n % items]))
  }
}

// Total is a reserved word.
const names = { "#total": "Total" }

const conditional = (i) =>
  JSON.stringify({
    TableName: tableName,
    Item: itemOf(i, 1),
    ConditionExpression: "#total > :t",
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: { ":t": { N: "1" } },
  })

const update = (i) =>
  JSON.stringify({
    TableName: tableName,
    Key: keyOf(i),
    UpdateExpression: "SET #total = #total + :x",
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: { ":x": { N: "1" } },
  })

const batchOf = (i) => {
  const puts = Array.from({ length: batch }, (_, n) => ({ PutRequest: { Item: itemOf((i + n) % items, 1) } }))
  return JSON.stringify({ RequestItems: { [tableName]: puts } })
}

/** Writes, as multiples of what PutItems write in the same time. */
export async function writes(engine) {
  const orders = ordersIn(engine)
  const [put, condition, updated, batched] = await rates([
    orders("PutItem", (i) => putBody(i, 1)),
    orders("PutItem", conditional),
    orders("UpdateItem", update),
    orders("BatchWriteItem", batchOf),
  ])
  return { put, condition, updated, batched: batched.map((rate) => rate * batch) }
}

const longOrders = { PK: "CUSTOMER#LONG", lowest: 9900 }

const longOrder = (i) => ({
  ...itemOf(i, i),
  PK: { S: longOrders.PK },
  SK: { S: `ORDER#${String(i).padStart(6, "0")}` },
})

const filter = {
  TableName: tableName,
  FilterExpression: "#total > :t AND Paid = :paid",
  ExpressionAttributeNames: names,
  ExpressionAttributeValues: { ":t": { N: String(longOrders.lowest) }, ":paid": { BOOL: true } },
}

const query = JSON.stringify({
  ...filter,
  KeyConditionExpression: "PK = :pk",
  ExpressionAttributeValues: { ...filter.ExpressionAttributeValues, ":pk": { S: longOrders.PK } },
})

/**
 * Queries and scans of a thousand items of which few pass a filter, and a filter in JavaScript over the same texts. It
 * parses the request and each item, compares as numbers what DynamoDB compares as decimals of 38 digits, and puts together
 * the texts of the items that pass; it knows where they are and seeks none.
 */
export async function filters(engine) {
  const table = engineTable(engine)
  const texts = Array.from({ length: filtered }, (_, i) => JSON.stringify(longOrder(i * 9)))
  for (const text of texts) table.put(`{"TableName":"${tableName}","Item":${text}}`)
  const asked = { Query: query, Scan: JSON.stringify(filter) }
  const ours = Object.values(asked).map((body, i) => calling(() => table.call(Object.keys(asked)[i], body)))
  const [queried, scanned, filteredByHand] = await rates([...ours, calling(() => filterTexts(texts, asked.Scan))])
  return { queried, scanned, filteredByHand }
}

function filterTexts(texts, body) {
  const { ":t": lowest, ":paid": paid } = JSON.parse(body).ExpressionAttributeValues
  const passed = texts.filter((text) => {
    const { Total, Paid } = JSON.parse(text)
    return Number(Total.N) > Number(lowest.N) && Paid.BOOL === paid.BOOL
  })
  return `{"Items":[${passed.join()}],"Count":${passed.length},"ScannedCount":${texts.length}}`
}

const put = (Item, more) => JSON.stringify({ TableName: tableName, Item: { ...keyOf(0), ...Item }, ...more })

const kilobytes = 1 << 10

/** The largest item, in attributes as small as they come. */
function largestItem() {
  const attribute = (i) => [`a${i.toString(36).padStart(4, "0")}`, { S: "x".repeat(11) }]
  return Object.fromEntries(Array.from({ length: 25_500 }, (_, i) => attribute(i)))
}

/** Lists in lists, as deep as they can be stored. */
function deepestItem() {
  let Deep = { S: "x" }
  for (let depth = 0; depth < 31; depth++) Deep = { L: [Deep] }
  return { Deep }
}

// An expression may have 300 operators, and AND and OR are two of them.
const either = (terms) => terms.join(" OR ")

/** A condition that holds by its last term alone. Its text is another for each n, so that it has to be parsed. */
const longestCondition = (n) => ({
  ConditionExpression: either([...Array.from({ length: 149 }, (_, i) => `a${n}x${i}=:v`), "attribute_exists(PK)"]),
  ExpressionAttributeValues: { ":v": { S: "x" } },
})

/** A filter that searches each text of a page to its end, again and again. */
const longestFilter = () =>
  JSON.stringify({
    TableName: tableName,
    FilterExpression: either(Array.from({ length: 150 }, () => "contains(Note,:v)")),
    ExpressionAttributeValues: { ":v": { S: `${"x".repeat(64)}y` } },
  })

/** How many milliseconds requests take that are as long as they may be, or longer. */
export function worstCases(empty) {
  const table = engineTable(empty)
  const putting = (body) => milliseconds(() => table.call("PutItem", body))
  let n = 0
  const cases = {
    "PutItem of 400 KB in 25,500 attributes": putting(put(largestItem())),
    "PutItem of lists 31 deep": putting(put(deepestItem())),
    "PutItem, new condition of 300 operators": milliseconds(() => {
      table.call("PutItem", put({}, longestCondition(n++)))
    }),
    "PutItem of 1 MB, refused": milliseconds(() => table.refused("PutItem", tooLarge)),
    "PutItem of JSON a million deep, refused": milliseconds(() => table.refused("PutItem", tooDeep)),
  }
  for (const i of [1, 2, 3]) table.call("PutItem", put({ ...keyOf(i), Note: { S: "x".repeat(390 * kilobytes) } }))
  return {
    ...cases,
    "Scan of 1 MB, 150 searches in each item": milliseconds(() => table.call("Scan", longestFilter())),
  }
}

const tooLarge = put({ Note: { S: "x".repeat(kilobytes ** 2) } })
const tooDeep = `{"TableName":"${tableName}","Item":{"PK":${"[".repeat(1e6)}${"]".repeat(1e6)}}}`
