// What all contestants are asked: one table of orders, 20 to a customer, each 211 bytes of DynamoDB JSON.

export const tableName = "Bench"
export const collectionItems = 20
export const itemBytes = 211

export const createTable = JSON.stringify({
  TableName: tableName,
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [
    { AttributeName: "PK", AttributeType: "S" },
    { AttributeName: "SK", AttributeType: "S" },
  ],
  KeySchema: [
    { AttributeName: "PK", KeyType: "HASH" },
    { AttributeName: "SK", KeyType: "RANGE" },
  ],
})

const digits = (n, length) => String(n).padStart(length, "0")

/** The primary key of item i. */
export function keyOf(i) {
  const customer = Math.floor(i / collectionItems)
  return { PK: { S: `CUSTOMER#${digits(customer, 6)}` }, SK: { S: `ORDER#${digits(i % collectionItems, 4)}` } }
}

/** Item i; `version` makes a later Put of it differ. */
export function itemOf(i, version = 0) {
  const item = {
    ...keyOf(i),
    Paid: { BOOL: i % 2 === 0 },
    Total: { N: String(1000 + ((i + version) % 9000)) },
    Note: { S: "" },
  }
  item.Note.S = "x".repeat(itemBytes - JSON.stringify(item).length)
  return item
}

export const putBody = (i, version) => JSON.stringify({ TableName: tableName, Item: itemOf(i, version) })

export const getBody = (i) => JSON.stringify({ TableName: tableName, Key: keyOf(i), ConsistentRead: true })

/** Reads the whole collection of item i: 20 items. */
export const queryBody = (i) =>
  JSON.stringify({
    TableName: tableName,
    KeyConditionExpression: "PK = :pk",
    ExpressionAttributeValues: { ":pk": keyOf(i).PK },
    ConsistentRead: true,
  })

export const scanBody = (ExclusiveStartKey) =>
  JSON.stringify({ TableName: tableName, ConsistentRead: true, ExclusiveStartKey })

/** Numbers from 0 to n−1 in an order that jumps about and is the same in every run. */
export function shuffled(n) {
  const order = Uint32Array.from({ length: n }, (_, i) => i)
  let state = 1
  for (let i = n - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const j = state % (i + 1)
    ;[order[i], order[j]] = [order[j], order[i]]
  }
  return order
}
