import { describe, expect, test } from "vitest"
import type { Answer } from "../../src/answer.js"
import type { Language } from "../../src/ask.js"
import { offered } from "../../src/components/completion.js"
import { Vocabulary } from "../../src/names.js"
import type { Table } from "../../src/table.js"

const names = {
  tables: ["Shop", "Users"],
  indexes: [{ name: "byDate", about: "index of Shop" }],
  attributes: [
    { name: "PK", about: "partition key" },
    { name: "Status", about: "attribute" },
  ],
}

/** The labels that are offered at the end of a text. */
function labels(text: string, language: Language = "partiql", asked = false): readonly string[] {
  return offered(text, language, names, asked)?.options.map(({ label }) => label) ?? []
}

describe("in a statement", () => {
  test("tables come after FROM, INTO and UPDATE", () => {
    for (const text of ["SELECT * FROM ", 'SELECT * FROM "', "INSERT INTO Sh", "update "])
      expect(labels(text), text).toEqual(["Shop", "Users"])
  })

  test("indexes come after a table and a point", () => {
    expect(labels('SELECT * FROM "Shop".')).toEqual(["byDate"])
    expect(labels('SELECT * FROM "Shop"."by')).toEqual(["byDate"])
  })

  test("elsewhere come attributes, functions and keywords", () => {
    expect(labels('SELECT * FROM "Shop" WHERE P')).toEqual(
      expect.arrayContaining(["PK", "Status", "begins_with", "AND"]),
    )
    expect(labels('SELECT * FROM "Shop" WHERE "St')).toEqual(["PK", "Status", "Shop", "Users"])
  })

  test("nothing comes in strings and comments, after whole keywords, and before a letter is typed", () => {
    for (const text of ["WHERE a = 'P", "WHERE a = 'it''s P", "-- P", "/* P", "SELECT", "SELECT * FROM Shop WHERE "])
      expect(labels(text), text).toEqual([])
    expect(labels("SELECT * FROM Shop WHERE ", "partiql", true)).toContain("PK")
    expect(labels("WHERE a = 'x' AND P")).toContain("PK")
    expect(labels("-- done\nP")).toContain("PK")
  })
})

describe("in a request", () => {
  test("it begins with an operation", () => {
    expect(labels("Get", "request")).toEqual(expect.arrayContaining(["GetItem", "Query", "Workload"]))
    expect(labels("Scan {}\n\nQ", "request")).toContain("Query")
  })

  test("members and names come where a name can stand, tables after TableName", () => {
    expect(labels("GetItem {Ta", "request")).toEqual(expect.arrayContaining(["TableName", "PK"]))
    expect(labels('GetItem {"TableName": "', "request")).toEqual(["Shop", "Users"])
    expect(labels("GetItem {TableName: 'x', ", "request")).toEqual([])
    expect(labels('Query {"IndexName": "b')).toEqual(["byDate"])
  })
})

describe("names", () => {
  const table = {
    TableName: "Shop",
    PartitionKey: { Name: "PK", Type: "S" },
    SortKey: { Name: "SK", Type: "S" },
    Indexes: [
      { IndexName: "byDate", PartitionKey: [{ Name: "Day", Type: "S" }], SortKey: [{ Name: "SK", Type: "S" }] },
    ],
  } as unknown as Table
  const items = [
    { PK: { S: "a" }, Note: { S: "b" } },
    { Note: { S: "c" }, Size: { N: "1" } },
  ]
  const source = { tables: ["Shop"], table, answer: { table: "Shop", items } as unknown as Answer }
  const attributes = [
    { name: "PK", about: "partition key" },
    { name: "Note", about: "attribute" },
    { name: "Size", about: "attribute" },
    { name: "Day", about: "partition key of byDate" },
    { name: "SK", about: "sort key" },
  ]

  test("are those of tables, indexes, keys, and attributes that were seen, each once", () => {
    expect(new Vocabulary().look(source)).toEqual({
      tables: ["Shop"],
      indexes: [{ name: "byDate", about: "index of Shop" }],
      attributes,
    })
  })

  test("stay known when other items come, each with its table", () => {
    const vocabulary = new Vocabulary()
    const first = vocabulary.look(source)
    expect(vocabulary.look({ ...source })).toBe(first)
    expect(vocabulary.look({ ...source, answer: undefined }).attributes).toEqual(attributes)
    const other = { TableName: "Users", PartitionKey: { Name: "Id", Type: "S" } } as unknown as Table
    expect(vocabulary.look({ ...source, table: other }).attributes).toEqual([{ name: "Id", about: "partition key" }])
  })
})
