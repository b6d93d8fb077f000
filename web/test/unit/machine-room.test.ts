import { describe, expect, test } from "vitest"
import { print } from "../../src/draw/drawing.js"
import { faultsIn, leaderText } from "../../src/draw/faults.js"
import { consumedText, gauge, isBusy, isDrawn, loadText, tokensText } from "../../src/draw/meters.js"
import type { Meter, Partition, Replica, Table } from "../../src/table.js"

// What is broken on purpose, and what partitions may give, in words.

const replica = (Zone: string, more: Partial<Replica> = {}): Replica => ({
  Zone,
  Persisted: 0,
  Applied: 0,
  BehindBy: 0,
  ...more,
})

const partition = (Id: number, more: Partial<Partition> = {}): Partition =>
  ({ Id, Leader: 0, Replicas: [replica("a"), replica("b"), replica("c")], ...more }) as Partition

const table = (partitions: readonly Partition[], more: Partial<Table> = {}): Table =>
  ({ TableName: "T", Partitions: partitions, ...more }) as Table

const meter = (more: Partial<Meter> = {}): Meter => ({
  Tokens: 1500,
  Capacity: 1500,
  Rate: 5,
  LastSecond: 0,
  LastMinute: 0,
  ThrottledLastMinute: 0,
  ...more,
})

describe("faults", () => {
  test("are none where all is well", () => {
    expect(faultsIn(table([partition(0)]), [])).toEqual([])
    expect(faultsIn(undefined, ["b"])).toEqual(["zone b is stopped"])
  })

  test("name what is stopped once: a zone's replicas go with it", () => {
    const down = { Status: "stopped" }
    const both = partition(3, { Replicas: [replica("a", down), replica("b", down), replica("c")] })
    expect(faultsIn(table([both]), ["b"])).toEqual(["zone b is stopped", "replica 0 of p3 is stopped"])
  })

  test("count what is late, and say what becomes of the next requests", () => {
    const late = [0, 1, 2].map((id) => partition(id, { DelayedBy: 1e6 }))
    const refused = { Kind: "Throttle", Left: 3, Partition: 2 } as const
    expect(faultsIn(table(late, { Injection: refused }), [])).toEqual([
      "p0’s followers and 2 more: 1 s later",
      "the next 3 requests to p2: throttled",
    ])
    const index = { IndexName: "ByDay", Readers: [{ Partition: 4, BehindBy: 2, Held: true }] } as never
    expect(faultsIn(table([], { Indexes: [index] }), [])).toEqual(["what ByDay hears of p4: held up"])
  })

  test("say until when nobody leads, and when nobody can", () => {
    const stopped = replica("a", { Status: "stopped" })
    const lapsing = partition(0, { Replicas: [stopped, replica("b"), replica("c")], LeaseUntil: 5e6, ElectionAt: 5e6 })
    expect(leaderText(lapsing, 3e6)).toMatch(
      /^Its leader is stopped. Another is elected in 2 s, when replica 0’s lease/,
    )
    expect(leaderText(partition(0, { Replicas: [stopped, stopped, replica("c")] }), 0)).toMatch(/no quorum to elect/)
    expect(leaderText(partition(0), 0)).toBe("")
  })
})

describe("a bucket", () => {
  test("says what is left, what comes in, and what was taken", () => {
    expect(tokensText(meter({ Tokens: 1147 }))).toBe("1,147 of 1,500 tokens, 5 more each second")
    expect(consumedText(meter())).toBe("nothing consumed in the last minute")
    const used = meter({ LastSecond: 7.5, LastMinute: 310, ThrottledLastMinute: 16 })
    expect(consumedText(used)).toBe("7.5 units in the last second, 310 in the last minute; throttled 16 times")
    expect([isDrawn(meter()), isDrawn(meter({ Tokens: 1400 })), isDrawn(used)]).toEqual([false, true, true])
  })

  test("is drawn as far as it is full, and no further", () => {
    expect(print(gauge(50, 200))).toContain('width="25"')
    expect(print(gauge(-3, 200))).toContain('width="0"')
    expect(print(gauge(9, 3))).toContain('width="100"')
  })

  test("of a partition is worth a word when it is busy, throttled or split", () => {
    const idle = meter({ Ceiling: 1000, LastSecond: 2 })
    const busy = meter({ Ceiling: 1000, LastSecond: 640, ThrottledLastMinute: 12 })
    expect([isBusy(idle), isBusy(busy), isBusy(undefined)]).toEqual([false, true, false])
    expect(loadText(partition(0, { Writes: idle }), 0)).toBe("")
    expect(loadText(partition(0, { Writes: busy }), 0)).toBe("640 write units/s · 12 throttled")
    const split = { Why: "heat", DueAt: 120e6 }
    expect(loadText(partition(0, { Split: split }), 0)).toBe("will be split in 2 min: heat")
    expect(loadText(partition(0, { SplitRefused: "all of its traffic goes to one key" }), 0)).toBe(
      "is not split: all of its traffic goes to one key",
    )
  })
})
