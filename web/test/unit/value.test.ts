import { expect, test } from "vitest"
import { type Item, nested, plain, plainJSON, typeOf, type Value, valueJSON } from "../../src/value.js"

const digits = "12345678901234567890.123456789012345678"

const every: readonly Value[] = [
  { S: 'say "hi"' },
  { N: digits },
  { B: "AQID" },
  { BOOL: false },
  { NULL: true },
  { SS: ["a", "b"] },
  { NS: ["1", digits] },
  { BS: ["AQ=="] },
  { L: [{ S: "x" }, { N: "1" }] },
  { M: { a: { N: "2" } } },
]

test("every type has its letters, and only lists and maps are folded", () => {
  expect(every.map(typeOf)).toEqual(["S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS", "L", "M"])
  expect(every.filter(nested).map(typeOf)).toEqual(["L", "M"])
})

test("values are plain text in a table", () => {
  expect(every.map(plain)).toEqual([
    'say "hi"',
    digits,
    "AQID",
    "false",
    "null",
    "a, b",
    `1, ${digits}`,
    "AQ==",
    "list of 2",
    "map of 1",
  ])
})

test("numbers keep all their digits in JSON", () => {
  expect(valueJSON({ N: digits })).toBe(digits)
  expect(plainJSON([{ n: { N: digits } }])).toBe(`[{"n": ${digits}}]`)
})

test("plain JSON is JSON, and says what the values say", () => {
  const item: Item = Object.fromEntries(every.map((value) => [typeOf(value), value]))
  expect(JSON.parse(plainJSON([item, {}]))).toEqual([
    {
      S: 'say "hi"',
      N: Number(digits),
      B: "AQID",
      BOOL: false,
      NULL: null,
      SS: ["a", "b"],
      NS: [1, Number(digits)],
      BS: ["AQ=="],
      L: ["x", 1],
      M: { a: 2 },
    },
    {},
  ])
})

test("what is long is broken into lines", () => {
  const names = Array.from({ length: 12 }, (_, i) => ({ S: `name number ${i}` }))
  expect(valueJSON({ L: names }).split("\n")).toHaveLength(14)
})
