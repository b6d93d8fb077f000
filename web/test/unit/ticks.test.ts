import { beforeEach, describe, expect, test } from "vitest"
import type { Drawing } from "../../src/draw/drawing.js"
import { sessionTicks, tickText } from "../../src/draw/session.js"
import { clockText, eventText, until } from "../../src/draw/time.js"
import { Ticks } from "../../src/ticks.js"
import { dynamodb, ringside } from "../../src/wire.js"

const encoder = new TextEncoder()

let ticks: Ticks
beforeEach(() => {
  ticks = new Ticks()
})

/** Record n of the session, which was this operation. */
function ran(n: number, operation: string, status = 200, became = ""): void {
  const trace = encoder.encode(became ? `{"operation":"${became}","steps":[]}` : "")
  ticks.add(dynamodb(operation), { n, status, now: n * 1e6, trace })
}

const numbers = () => ticks.all.map(({ n }) => n)

describe("ticks", () => {
  test("are the requests that were recorded, by the operation that they became", () => {
    ran(1, "CreateTable")
    ran(0, "ListTables")
    ran(2, "ExecuteStatement", 200, "Query")
    ran(3, "PutItem", 400, "PutItem")
    expect(ticks.all).toEqual([
      { n: 1, operation: "CreateTable", at: 1e6, ok: true, after: 0 },
      { n: 2, operation: "Query", at: 2e6, ok: true, after: 1 },
      { n: 3, operation: "PutItem", at: 3e6, ok: false, after: 2 },
    ])
    expect([ticks.at, ticks.latest]).toEqual([3, 3])
  })

  test("of a run of advances are one", () => {
    ran(1, "PutItem")
    for (const now of [5, 9]) ticks.add(ringside("Advance"), { n: 2, status: 200, now, trace: new Uint8Array() })
    expect(ticks.all.at(-1)).toEqual({ n: 2, operation: "Advance", at: 9, ok: true, after: 1 })
    expect([ticks.requestBefore(2), ticks.requestBefore(1)]).toEqual([1, 1])
    expect(ticks.all).toHaveLength(2)
  })

  test("know what a rewind took back, and where the session went on", () => {
    for (const n of [1, 2, 3, 4]) ran(n, "PutItem")
    ticks.add(ringside("Restore"), { n: 5, status: 200, now: 0, trace: new Uint8Array() })
    ticks.rewound(2)
    expect([numbers(), ticks.at, ticks.latest]).toEqual([[1, 2, 3, 4], 2, 4])
    expect([...ticks.behind]).toEqual([2, 1])
    ran(6, "PutItem")
    expect([numbers(), ticks.at, ticks.latest]).toEqual([[1, 2, 3, 4, 6], 6, 6])
    expect([...ticks.behind]).toEqual([6, 2, 1])
    expect(ticks.all.at(-1)!.after).toBe(2)
  })

  test("tell of every change, and begin anew", () => {
    let changes = 0
    const forget = ticks.onChange(() => changes++)
    ran(1, "PutItem")
    ticks.clear()
    forget()
    ran(1, "PutItem")
    expect([changes, ticks.at]).toEqual([2, 1])
  })
})

describe("their picture", () => {
  const pathOf = (drawing: Drawing, look: string) =>
    drawing[2].find((child) => typeof child !== "string" && child[1].class === look)?.[1 as never] as
      | { d: string }
      | undefined

  test("is one path for each kind, in the order of the session", () => {
    ran(1, "PutItem")
    ran(2, "Query")
    ran(3, "PutItem", 400)
    ran(4, "Query")
    ticks.rewound(3)
    const drawing = sessionTicks(ticks.all, ticks.behind)
    const paths = ["write", "read", "refused", "taken", "time"].map((look) => pathOf(drawing, look)?.d)
    expect(paths).toEqual(["M250 26v-20", "M500 26v-12", "M750 26v-20", "M1000 26v-12", ""])
  })

  test("of a long session is no more elements", () => {
    for (let n = 1; n <= 5000; n++) ran(n, n % 2 ? "PutItem" : "Query")
    expect(sessionTicks(ticks.all, ticks.behind)[2]).toHaveLength(5)
  })

  test("has words for every place", () => {
    ran(1, "PutItem", 400)
    expect(tickText(ticks.all, 0)).toBe("The beginning: an empty database")
    expect(tickText(ticks.all, 1)).toBe("1 of 1: PutItem, refused at 00:00:01.000")
  })
})

test("time is for people", () => {
  expect([0, 400, 9_500, 26_367, 1_500_000, 180_000_000].map(until)).toEqual([
    "now",
    "in 0.4 ms",
    "in 9.5 ms",
    "in 26 ms",
    "in 1.5 s",
    "in 3 min",
  ])
  expect(clockText(1_767_225_600_123_456)).toBe("00:00:00.123")
  const event = { At: 0, TableName: "Shop" }
  expect(eventText({ ...event, Kind: "replicate", Partition: 3, Replica: 2 })).toBe("Shop p3 → replica 2 catches up")
  expect(eventText({ ...event, Kind: "propagate", Partition: 3, IndexName: "ByDay" })).toBe(
    "Shop p3 → index ByDay hears of it",
  )
  expect(eventText({ ...event, Kind: "backfill", IndexName: "ByDay" })).toBe("Shop → index ByDay takes more items over")
  expect(eventText({ ...event, Kind: "update", Work: "throughput" })).toBe("Shop: change of throughput is done")
  expect(eventText({ ...event, Kind: "update", Work: "throughput", IndexName: "ByDay" })).toBe(
    "Shop, index ByDay: change of throughput is done",
  )
  expect(
    ["activate", "drop", "enlist", "expire", "unlist", "dance"].map((Kind) => eventText({ ...event, Kind })),
  ).toEqual([
    "Shop becomes active",
    "Shop is gone",
    "Shop: items begin to wait for their end",
    "Shop: items expire",
    "Shop: items expire no longer",
    "Shop: dance",
  ])
})
