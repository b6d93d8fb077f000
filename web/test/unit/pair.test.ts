import { describe, expect, test } from "vitest"
import { partiql } from "../../src/ask.js"
import { Pair } from "../../src/pair.js"
import type { Explanation, Part } from "../../src/script.js"
import { advised, nativeRequests, translate } from "../../src/translation.js"

// Texts in two languages that say the same. The translations are the engine's; these were written by hand.

const explanation: Explanation = {
  Operation: "Query",
  Why: "",
  TableName: "Shop",
  Partitions: [3],
  PartitionCount: 8,
  Differs: "Only one of them says so.",
}
const native = { Target: "DynamoDB_20120810.Query", Body: { TableName: "Shop" } }
const written = 'Query {\n  "TableName": "Shop"\n}'

function statement(text: string, from = 0): Part {
  return {
    From: from,
    To: from + text.length,
    Kind: "statement",
    Explanation: { ...explanation, Requests: [native] },
  }
}

function request(text: string, more: Partial<Explanation> = {}): Part {
  const Body = '{"TableName":"Shop"}'
  return { From: 0, To: text.length, Kind: "request", ...native, Body, Explanation: { ...explanation, ...more } }
}

describe("a translation", () => {
  test("has each statement as its request, and the requests among them as they are", () => {
    const text = "SELECT 1;Scan {}"
    const parts = [statement("SELECT 1"), { From: 9, To: 16, Kind: "request" } as const]
    expect(translate(partiql(text), parts, "")).toEqual({
      from: "partiql",
      text: `${written}\n\nScan {}`,
      over: false,
      differs: [explanation.Differs],
    })
  })

  test("has a request as its statement, with the values of its question marks", () => {
    const ask = { language: "request", text: "Query {}" } as const
    expect(translate(ask, [request("Query {}", { Statement: "SELECT 2" })], "x")).toMatchObject({
      text: "SELECT 2",
      over: true,
    })
    const more = { Statement: "SELECT ?", Parameters: [{ S: "a" }] }
    expect(translate(ask, [request("Query {}", more)], "")?.text).toBe(
      'ExecuteStatement {\n  "Statement": "SELECT ?",\n  "Parameters": [{ "S": "a" }]\n}',
    )
  })

  test("is none when a part has none", () => {
    const mistaken: Part = { From: 9, To: 17, Kind: "statement", Error: { Type: "ValidationException", Message: "" } }
    expect(translate(partiql("SELECT 1;SELECT ="), [statement("SELECT 1"), mistaken], "")).toBeUndefined()
    expect(translate(partiql(""), [], "")).toBeUndefined()
  })
})

describe("the two languages", () => {
  const turned = (pair: Pair, text: string) => pair.turn(partiql(text), [statement(text)])

  test("say the same, where the page wrote the other", () => {
    const pair = new Pair()
    expect(turned(pair, "SELECT 1").text).toBe(written)
    expect(pair.turn({ language: "request", text: written }, [request(written)])).toEqual({
      text: "SELECT 1",
      translation: undefined,
    })
  })

  test("follow each other when either is changed", () => {
    const pair = new Pair()
    turned(pair, "SELECT 1")
    const back = pair.turn({ language: "request", text: "Query {changed}" }, [
      request("Query {changed}", { Statement: "SELECT changed" }),
    ])
    expect(back).toMatchObject({ text: "SELECT changed", translation: { from: "request", over: true } })
    expect(turned(pair, "SELECT again")).toMatchObject({ text: written, translation: { from: "partiql" } })
  })

  test("are two texts when the reader wrote both", () => {
    const pair = new Pair()
    pair.keep({ language: "request", text: "Scan {mine}" })
    expect(turned(pair, "SELECT 1")).toEqual({ text: "Scan {mine}", translation: undefined })
  })

  test("stay as they were when there is no translation", () => {
    const pair = new Pair()
    pair.wrote({ language: "request", text: "Query {example}" })
    pair.keep({ language: "request", text: "Query {example}" })
    expect(pair.turn(partiql("SELECT"), [])).toEqual({ text: "Query {example}", translation: undefined })
  })
})

test("what is advised is written in the language of the part", () => {
  const advice = { Kind: "index", Text: "use it", Statement: "SELECT 3", Request: native } as const
  expect(advised(statement("SELECT 1"), advice)).toBe("SELECT 3")
  expect(advised(request("Scan {}"), advice)).toBe(written)
  expect(advised(statement("SELECT 1"), { Kind: "key", Text: "give the key" })).toBeUndefined()
})

test("a part's native requests are its translation, or itself", () => {
  expect(nativeRequests(statement("SELECT 1"))).toEqual([native])
  expect(nativeRequests(request("Query {}"))).toEqual([native])
})
