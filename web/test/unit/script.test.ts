import { describe, expect, test } from "vitest"
import { caretText, planText, togetherText, whyText } from "../../src/draw/plan.js"
import { type Explanation, onlyRange, type Part, partAt, sentencesOf, tableIn } from "../../src/script.js"

const part = (From: number, To: number, more: Partial<Part> = {}): Part => ({ From, To, Kind: "statement", ...more })

const query: Explanation = {
  Operation: "Query",
  Why: "WHERE gives the partition key PK by =",
  TableName: "Shop",
  Partitions: [3],
  PartitionCount: 8,
}

const estimate = { Items: 6, Units: 0.5, Pages: 1, Partitions: [3], Exact: true }

describe("a text of several parts", () => {
  test("has the cursor in one of them, or behind it", () => {
    const parts = [part(2, 10), part(12, 20)]
    expect([0, 2, 10, 11, 12, 99].map((cursor) => partAt(parts, cursor)!.From)).toEqual([2, 2, 2, 2, 12, 12])
    expect(partAt([], 0)).toBeUndefined()
  })

  test("keeps its lines and columns when only a range of it is read", () => {
    const text = "SELECT é;\nGet 😀 {};\nx"
    const from = text.indexOf("Get")
    expect(onlyRange(text, { from, to: from + 9 })).toBe(`${" ".repeat(9)}\nGet 😀 {}`)
  })

  test("names the table of a request", () => {
    expect(tableIn('{"TableName":"Shop"}')).toBe("Shop")
    expect(tableIn('{"TableName":{}}')).toBe("")
    expect(tableIn('{"Start":{"Name":"sale","TableName":"Shop"}}')).toBe("Shop")
  })
})

describe("the badge", () => {
  test("says what will be done, where, to how much and for what", () => {
    expect(planText(query)).toBe("Query · 1 of 8 partitions")
    expect(planText({ ...query, Estimate: estimate })).toBe("Query · 1 of 8 partitions · reads 6 items · 0.5 units")
    expect(planText({ ...query, IndexName: "byDate", PartitionCount: 1 })).toBe("Query of byDate · all 1 partition")
  })

  test("says about of what is not exact, and that it is one page of several", () => {
    const Estimate = { ...estimate, Items: 1200, Units: 128, Pages: 4, Exact: false }
    expect(planText({ ...query, Estimate })).toBe(
      "Query · 1 of 8 partitions · reads about 1,200 items · about 128 units · page 1 of about 4",
    )
  })

  test("says that a condition does not hold, and not why it is asked", () => {
    const Estimate = { ...estimate, Fails: "DuplicateItemException" }
    expect(whyText({ ...query, Estimate })).toBe("Will be refused by its condition: DuplicateItemException.")
    expect(whyText(query)).toBe(query.Why)
  })

  test("adds up the units of several parts, as far as they are known", () => {
    const known = part(0, 1, { Explanation: { ...query, Estimate: estimate } })
    const about = part(0, 1, { Explanation: { ...query, Estimate: { ...estimate, Units: 4, Exact: false } } })
    const request = part(0, 1, { Kind: "command" })
    expect(togetherText([known])).toBe("")
    expect(togetherText([known, known, known])).toBe("3 statements, 1.5 units together")
    expect(togetherText([known, about])).toBe("2 statements, about 4.5 units together")
    expect(togetherText([known, request])).toBe("1 statement and 1 request, at least 0.5 units together")
    expect(togetherText([request, request])).toBe("2 requests")
    const mistaken = part(0, 1, { Error: { Type: "ValidationException", Message: "", Line: 4 } })
    expect(togetherText([known, mistaken])).toBe("2 statements, a mistake in line 4")
    expect(togetherText([known, mistaken], false)).toBe("2 statements, at least 0.5 units together")
  })
})

describe("a mistake", () => {
  const mistake = { Type: "ValidationException", Message: "Unexpected term", Line: 2, Column: 5, Length: 2 }

  test("has a caret under its word", () => {
    expect(caretText("a\nb 😀 cd e", mistake)).toBe("b 😀 cd e\n    ^^")
    expect(caretText("a", { Type: "", Message: "" })).toBe("")
  })

  test("is told in the service's words, then in ours", () => {
    expect(sentencesOf({ ...mistake, Expected: "expected a value", Mend: "Write 'Ann'." })).toEqual([
      "Unexpected term",
      "Expected a value.",
      "Write 'Ann'.",
    ])
    expect(sentencesOf(mistake)).toEqual(["Unexpected term"])
  })
})
