import { describe, expect, test } from "vitest"
import { type Ask, partiql, sentAs, syntaxIn, tableIn, Unreadable } from "../../src/ask.js"

const request = (text: string): Ask => ({ language: "request", text })

describe("a statement", () => {
  const body = (manner?: object) => JSON.parse(sentAs(partiql("SELECT 1"), manner).body) as object

  test("is sent to ExecuteStatement", () => {
    expect(sentAs(partiql("SELECT 1")).target).toBe("DynamoDB_20120810.ExecuteStatement")
    expect(body()).toEqual({ Statement: "SELECT 1" })
  })

  test("is read strongly, or from a later page on", () => {
    expect(body({ strong: true })).toEqual({ Statement: "SELECT 1", ConsistentRead: true })
    expect(body({ next: { NextToken: "t" } })).toEqual({ Statement: "SELECT 1", NextToken: "t" })
  })
})

describe("a request", () => {
  test("is sent as it is written", () => {
    const written = '{ "Item": {"n": {"N": "1e-130"}}, "é": 1.50 }'
    expect(sentAs(request(`\n PutItem ${written}`))).toEqual({
      operation: "PutItem",
      target: "DynamoDB_20120810.PutItem",
      body: written,
    })
  })

  test("of a stream goes where streams are read", () => {
    expect(sentAs(request("ListStreams {}")).target).toBe("DynamoDBStreams_20120810.ListStreams")
  })

  test("is read strongly unless it says how itself, or writes", () => {
    const strong = (text: string) => sentAs(request(text), { strong: true }).body
    expect(strong('Query {"TableName":"T"}')).toBe('{"TableName":"T","ConsistentRead":true}')
    expect(strong("Scan {}")).toBe('{"ConsistentRead":true}')
    expect(strong('Query {"ConsistentRead":false}')).toBe('{"ConsistentRead":false}')
    expect(strong("PutItem {}")).toBe("{}")
  })

  test("goes on after the last key in place of the one it began with", () => {
    const next = { ExclusiveStartKey: { PK: { S: "b" } } }
    const text = 'Scan { "ExclusiveStartKey": {"PK":{"S":"a"}}, "Limit": 1e0 }'
    expect(sentAs(request(text), { next }).body).toBe('{"Limit":1e0,"ExclusiveStartKey":{"PK":{"S":"b"}}}')
  })

  test("is sent to us where the operation is ours to offer, else to DynamoDB", () => {
    const target = (operation: string) => sentAs(request(`${operation} {}`)).target
    expect(target("Workload")).toBe("Ringside_20261101.Workload")
    expect(target("GetRecords")).toBe("DynamoDBStreams_20120810.GetRecords")
    expect(target("Replay")).toBe("DynamoDB_20120810.Replay")
  })

  test("names its table", () => {
    expect(tableIn('{"TableName":"Shop"}')).toBe("Shop")
    expect(tableIn('{"TableName":{}}')).toBe("")
    expect(tableIn('{"Start":{"Name":"sale","TableName":"Shop"}}')).toBe("Shop")
  })
})

/** The place of a fault as a caret under its line, and what is said about it. */
function fault(text: string): readonly string[] {
  try {
    sentAs(request(text))
  } catch (cause) {
    if (!(cause instanceof Unreadable)) throw cause
    const { line, column, expected } = cause.syntax
    const told = cause.message.replace(/^Line \d+, column \d+: /, "")
    return [text.split("\n")[line - 1]!, `${" ".repeat(column - 1)}^`, told, expected]
  }
  return ["no fault"]
}

describe("a text that is no request", () => {
  test.each([
    ["", "^", "there is no operation"],
    ['{"TableName":"T"}', "^", "there is no operation"],
    ["GetItem", "       ^", "an object is missing"],
    ["GetItem {", "         ^", "a name is missing"],
    ["GetItem {'TableName': 1}", "         ^", "a name is missing"],
    ["GetItem {TableName: 1}", "         ^", "a name is missing"],
    ['GetItem {"a" 1}', "             ^", "a colon is missing"],
    ["GetItem {\"a\": 'b'}", "              ^", "double quotes"],
    ['GetItem {"a": True}', "              ^", "True is no value"],
    ['GetItem {"a": 01}', "               ^", "no number"],
    ['GetItem {"a": }', "              ^", "a value is missing"],
    ['GetItem {"a": 1,}', "                ^", "a comma stands before }"],
    ['GetItem {"a": 1 "b": 2}', "                ^", "a comma or } is missing"],
    ['GetItem {"a": [1 2]}', "                 ^", "a comma or ] is missing"],
    ['GetItem {"a": "b}', "              ^", "has no end"],
    ['GetItem {"a": "\\x"}', "               ^", "no escape"],
    ['GetItem {"a": "\t"}', "               ^", "control characters"],
    ['GetItem {"a": 1} {}', "                 ^", "more after the last brace"],
    [`GetItem {"a": ${"[".repeat(600)}`, expect.anything(), "too deeply"],
  ])("%s", (text, caret, told) => {
    const found = fault(text)
    expect(found[1]).toEqual(caret)
    expect(found[2]).toContain(told)
    expect(found[3]).not.toBe("")
  })

  test("has its fault counted in lines and characters", () => {
    expect(fault('GetItem {\n  "😀": tru\n}').slice(0, 2)).toEqual(['  "😀": tru', "       ^"])
  })

  test.each(['A {"a":{"b":[1,-2.5e+3,true,false,null,"\\u00e9\\n",{},[]]},"":0}', "A {}\n"])("%s is one", (text) => {
    expect(fault(text)).toEqual(["no fault"])
  })
})

test("a syntax error inside a member is found in the text of the request", () => {
  const text = 'Query {\n  "KeyConditionExpression": "\\u0050K \\"== 1"\n}'
  const syntax = { member: "KeyConditionExpression", line: 1, column: 5, offset: 4, length: 2, expected: "a value" }
  expect(syntaxIn(request(text), syntax)).toMatchObject({ line: 2, column: 40, length: 2 })
  expect(syntaxIn(request(text), { ...syntax, member: "FilterExpression" })).toBeUndefined()
  expect(syntaxIn(partiql("x"), syntax)).toBe(syntax)
})
