import { describe, expect, test } from "vitest"
import { exampleOf, examples, jsonText, keyIn } from "../../src/example.js"
import type { Table } from "../../src/table.js"

const numbers = {
  TableName: "Orders",
  PartitionKey: { Name: "Customer", Type: "N" },
  SortKey: { Name: "At", Type: "B" },
} as Table

const plain = { TableName: "Users", PartitionKey: { Name: "Id", Type: "S" } } as Table

const body = (text: string) => JSON.parse(text.slice(text.indexOf("{"))) as Record<string, unknown>

describe("an example", () => {
  test.each(examples)("of %s is a request to the table", (operation) => {
    const text = exampleOf(operation, numbers, undefined)
    expect(text.startsWith(`${operation} {\n`)).toBe(true)
    expect(body(text).TableName).toBe("Orders")
  })

  test("is about the key of an item that is there, or one of the right types", () => {
    const item = { Customer: { N: "7" }, At: { B: "AQ==" }, Note: { S: "x" } }
    expect(body(exampleOf("GetItem", numbers, keyIn(item, numbers))).Key).toEqual({
      Customer: { N: "7" },
      At: { B: "AQ==" },
    })
    expect(body(exampleOf("GetItem", plain, undefined)).Key).toEqual({ Id: { S: "a" } })
    expect(keyIn({ Note: { S: "x" } }, plain)).toBeUndefined()
  })

  test("puts beside what is there", () => {
    const key = keyIn({ Id: { S: "ada" } }, plain)
    expect(body(exampleOf("PutItem", plain, key)).Item).toEqual({ Id: { S: "ada-new" }, Note: { S: "put by hand" } })
  })
})

test("JSON is written on one line where it fits, and lists as lists", () => {
  const keys = [1, 2].map((n) => ({ PK: { S: `CUSTOMER#${n}` }, SK: { S: "PROFILE" } }))
  expect(jsonText({ Keys: keys, Limit: 1, Empty: {}, List: [] })).toBe(`{
  "Keys": [
    { "PK": { "S": "CUSTOMER#1" }, "SK": { "S": "PROFILE" } },
    { "PK": { "S": "CUSTOMER#2" }, "SK": { "S": "PROFILE" } }
  ],
  "Limit": 1,
  "Empty": {},
  "List": []
}`)
})
