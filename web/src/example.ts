import type { InspectedKey, Table } from "./table.js"
import type { Item, Value } from "./value.js"

/** A primary key. */
export type Key = Pick<InspectedKey, "PartitionKey" | "SortKey">

/** The operations that there is an example of. */
export const examples = ["GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan"] as const

export type Example = (typeof examples)[number]

/** A request to a table, about the item with this key where there is one. */
export function exampleOf(operation: Example, table: Table, key: Key | undefined): string {
  const bodies = { GetItem: get, PutItem: put, UpdateItem: update, DeleteItem: get, Query: query, Scan: scan }
  const body = { TableName: table.TableName, ...bodies[operation](table, key) }
  return requestText(operation, body)
}

/** A request as it is written in the editor. */
export const requestText = (operation: string, body: object): string => `${operation} ${layout(body, 0)}`

/** JSON that people can read. */
export const jsonText = (value: unknown): string => layout(value, 0)

/** The key of an item in a table, when it has one. */
export function keyIn(item: Item | undefined, { PartitionKey, SortKey }: Table): Key | undefined {
  const [partition, sort] = [item?.[PartitionKey.Name], SortKey && item?.[SortKey.Name]]
  if (!partition) return undefined
  return { PartitionKey: partition, ...(sort && { SortKey: sort }) }
}

type Body = (table: Table, key: Key | undefined) => object

const get: Body = (table, key) => ({ Key: keyOf(table, key) })

const put: Body = (table, key) => {
  const made = Object.entries(keyOf(table, key)).map(([name, value]) => [name, different(value)])
  return { Item: { ...Object.fromEntries(made), Note: { S: "put by hand" } } }
}

const update: Body = (table, key) => ({
  Key: keyOf(table, key),
  UpdateExpression: "SET #note = :note",
  ExpressionAttributeNames: { "#note": "Note" },
  ExpressionAttributeValues: { ":note": { S: "updated by hand" } },
  ReturnValues: "ALL_NEW",
})

const query: Body = (table, key) => ({
  KeyConditionExpression: "#pk = :pk",
  ExpressionAttributeNames: { "#pk": table.PartitionKey.Name },
  ExpressionAttributeValues: { ":pk": key?.PartitionKey ?? made(table.PartitionKey.Type) },
})

const scan: Body = () => ({ Limit: 10 })

function keyOf({ PartitionKey, SortKey }: Table, key: Key | undefined): Item {
  const partition = key?.PartitionKey ?? made(PartitionKey.Type)
  if (!SortKey) return { [PartitionKey.Name]: partition }
  return { [PartitionKey.Name]: partition, [SortKey.Name]: key?.SortKey ?? made(SortKey.Type) }
}

function made(type: string): Value {
  if (type === "N") return { N: "1" }
  return type === "B" ? { B: "AQ==" } : { S: "a" }
}

/** A key of the same type under which there is probably no item. */
function different(value: Value): Value {
  if ("S" in value) return { S: `${value.S}-new` }
  return "N" in value ? { N: "1000001" } : { B: "bmV3" }
}

// What fits on a line stays on it.
const lineLength = 56

function layout(value: unknown, depth: number): string {
  const flat = JSON.stringify(value)
  const short = depth > 0 && flat.length <= lineLength
  if (typeof value !== "object" || value === null || short) return spaced(value)
  const indent = "  ".repeat(depth + 1)
  const lines = elementsOf(value, (inner) => layout(inner, depth + 1)).map((element) => indent + element)
  return bracketed(value, `\n${lines.join(",\n")}\n${"  ".repeat(depth)}`)
}

/** What fits on a line, with room to breathe. */
function spaced(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value)
  const elements = elementsOf(value, spaced).join(", ")
  return bracketed(value, Array.isArray(value) || elements === "" ? elements : ` ${elements} `)
}

const bracketed = (value: object, inside: string): string => (Array.isArray(value) ? `[${inside}]` : `{${inside}}`)

/** The elements of a list, or the members of an object. */
const elementsOf = (value: object, write: (inner: unknown) => string): readonly string[] =>
  Array.isArray(value)
    ? value.map(write)
    : Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${write(member)}`)
