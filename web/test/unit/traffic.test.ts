import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { plotted, rowsOf, summaryOf, tableCharts, workloadCharts } from "../../src/draw/columns.js"
import { type Drawing, print } from "../../src/draw/drawing.js"
import { heatBand, heatsOf, heatText, hotText, share, trailOf } from "../../src/draw/heat.js"
import { description, ring } from "../../src/draw/ring.js"
import type { PartitionMetrics } from "../../src/metrics.js"
import { atMostEvery } from "../../src/pace.js"
import type { Meter, Partition } from "../../src/table.js"
import { fieldIn, presets, progressText, type WorkloadStatus } from "../../src/workload.js"

const meter = (Rate: number, Ceiling: number): Meter => ({
  ...{ Tokens: 0, Capacity: 0, Rate, Ceiling },
  ...{ LastSecond: 0, LastMinute: 0, ThrottledLastMinute: 0 },
})

/** Two halves of the hash space that may give so many units. */
const halves: readonly Partition[] = ["0000000000000000", "8000000000000000"].map((First, Id) => ({
  Id,
  Parent: -1,
  First,
  Last: Id === 0 ? "8000000000000000" : "",
  InsideCollection: false,
  Items: 0,
  Bytes: 0,
  Leader: 0,
  LogLength: 0,
  Tidying: false,
  Replicas: [],
  Reads: meter(12_000, 3000),
  Writes: meter(4000, 1000),
}))

const counted = (Id: number, more: Partial<PartitionMetrics>): PartitionMetrics => ({
  Id,
  Bytes: 0,
  HotKeys: [],
  ...more,
})

/** How many elements of a class there are. */
const countOf = (drawing: readonly Drawing[], name: string): number =>
  drawing.map(print).join("").split(`class="${name}"`).length - 1

describe("heat", () => {
  test("is what a partition gives in a second beside what it may give, of the kind that weighs more", () => {
    const heats = heatsOf({ Partitions: [counted(0, { Read: [0, 300, 0], Write: [0, 250, 10] })] }, halves)
    const heat = heats.get(0)!
    expect(heat).toEqual({ partition: 0, kind: "write", units: 250, most: 1000, throttled: 0 })
    expect(share(heat)).toBe(0.25)
    expect(heatText(heat)).toBe("p0: 250 of 1,000 write units a second")
  })

  test("is that of the last seconds alone, and nothing where nothing was asked", () => {
    const Partitions = [counted(0, { Write: [900, 0, 0, 0] }), counted(1, {})]
    expect(heatsOf({ Partitions }, halves).size).toBe(0)
  })

  test("is never drawn longer than the whole, though stored tokens give more than flows in", () => {
    const small = halves.map((partition) => ({ ...partition, Writes: meter(5, 1000) }))
    const heat = heatsOf({ Partitions: [counted(1, { Write: [40] })] }, small).get(1)!
    expect([heat.most, share(heat)]).toEqual([5, 1])
  })

  test("where nobody is throttled it has no whole, and says so in words", () => {
    const open = halves.map(({ Reads: _, Writes: __, ...partition }) => partition)
    expect(heatText(heatsOf({ Partitions: [counted(1, { Write: [40] })] }, open).get(1)!)).toBe(
      "p1: 40 write units a second",
    )
  })

  test("stands around the ring as bars, and a cross marks what throttles", () => {
    const Partitions = [counted(0, { Write: [100] }), counted(1, { Write: [1000], WriteThrottled: [70] })]
    const heats = heatsOf({ Partitions }, halves)
    const band = heatBand(halves, heats)
    expect([countOf(band, "hot"), countOf(band, "hot throttled"), countOf(band, "refused")]).toEqual([1, 1, 1])
    expect(description(halves, { hashes: [] }, heats)).toBe(
      "A ring of 2 hash ranges. p1: 1,000 of 1,000 write units a second, throttled.",
    )
  })

  test("is off when there was no traffic", () => {
    expect(heatBand(halves, new Map())).toEqual([])
    expect(print(ring(halves, { hashes: [] }))).not.toContain("heat")
  })

  test("of the last minute is a trail: bars up to the line, and ticks for what was refused", () => {
    const trail = print(trailOf(counted(0, { Write: [500, 2000], WriteThrottled: [0, 9] }), halves[0]))
    expect(trail).toContain("v -14 ")
    expect(trail).toContain("v -28 ")
    expect(trail.match(/0 v 4/g)).toHaveLength(1)
  })

  test("its keys are named, or else their hashes", () => {
    const key = (SharePercent: number, S?: string) => ({
      Hash: "b3d9328fc1edde46",
      SharePercent,
      ...(S && { PartitionKey: { S } }),
    })
    expect(hotText([])).toBe("no key stands out")
    expect(hotText([key(98.8, "ann")])).toBe("ann got 98.8 %")
    expect(hotText([key(60, "ann"), key(20), key(1)])).toBe("ann got 60 %, hash b3d9… 20 %")
  })
})

describe("charts", () => {
  const second = 1_000_000

  test("leave out what never was, what is provisioned for nobody, and the second that is under way", () => {
    const columns = { ConsumedWriteCapacityUnits: [1, 2.5, 0], ProvisionedReadCapacityUnits: [5, 5, 5] }
    const [chart, ...more] = plotted(tableCharts, columns, 0, second)
    expect(more).toEqual([])
    expect(chart!.chart.series.map(({ label }) => label)).toEqual(["consumed"])
    expect([chart!.times, chart!.values]).toEqual([[0, second], [[1, 2.5]]])
    expect(summaryOf(chart!)).toBe("Writes, units a second: consumed 2.5, at most 2.5.")
  })

  test("say the same as a table, the last period first", () => {
    const [chart] = plotted(tableCharts, { WriteThrottleEvents: [0, 1200, 0] }, 1_767_225_600_000_000, second)
    expect(rowsOf(chart!)).toEqual([
      ["00:00:01", "1,200"],
      ["00:00:00", "0"],
    ])
  })

  test("of a workload that has just begun have tenths of a second, and latencies in milliseconds", () => {
    const [attempts] = plotted(workloadCharts, { Succeeded: [4, 5, 0] }, 1_767_225_600_000_000, second / 10)
    expect(attempts!.chart.unit).toBe("a tenth of a second")
    expect(rowsOf(attempts!)[0]![0]).toBe("00:00:00.1")
    const [latency] = plotted(workloadCharts, { ModelledP50: [5120, 6144, 0] }, 0, second)
    expect([latency!.chart.title, latency!.values]).toEqual(["Modelled latency", [[5.12, 6.144]]])
  })
})

describe("a workload", () => {
  const totals = { Arrivals: 0, Succeeded: 0, Throttled: 0, Unavailable: 0, Retries: 0, GaveUp: 0, Shed: 0 }
  const status = (more: Partial<WorkloadStatus>): WorkloadStatus => ({
    Name: "load-1",
    TableName: "Shop",
    State: "RUNNING",
    Percent: 2,
    Began: 0,
    Requests: 600_000,
    Totals: totals,
    Outstanding: 0,
    ModelledLatency: { P50: 0, P90: 0, P99: 0, P100: 0 },
    PeriodMicros: 1_000_000,
    Start: 0,
    Periods: 1,
    Series: {},
    ...more,
  })

  test("says in words what is going on", () => {
    const Totals = { ...totals, Arrivals: 12_000, Succeeded: 11_680, Throttled: 300, GaveUp: 20 }
    expect(progressText(status({ Totals }))).toBe(
      "12,000 of 600,000 requests, 11,680 succeeded, 300 throttled, 20 gave up.",
    )
    expect(progressText(status({ State: "CANCELLED", Totals: { ...Totals, Retries: 5 }, Outstanding: 3 }))).toMatch(
      /5 tried again, 20 gave up, 3 waiting. Cancelled.$/,
    )
  })

  test.each([
    ["1 validation error detected: Value '1000000000' at 'start.rate' failed to satisfy constraint: …", "rate"],
    ["1 validation error detected: Value '0' at 'start.keys.count' failed to satisfy constraint: …", "count"],
    ["1 validation error detected: Value '0' at 'start.itemBytes' failed to satisfy constraint: …", "itembytes"],
    ["Mix has shares of GetItem, PutItem, UpdateItem, DeleteItem and Query that add up to 100", "mix"],
    ["A share of Mix cannot be negative", "mix"],
    ["Rows has no lines", "rows"],
    ["Rate times Seconds is 60000000 requests: a workload makes at most 10000000", "rate"],
    ["At most 8 workloads run at once", ""],
  ])("%s is about %s", (message, field) => expect(fieldIn(message)).toBe(field))

  test("of the classics asks for a hundred percent", () => {
    for (const { title, start } of presets) {
      expect(
        Object.values(start.Mix).reduce((a, b) => a + b, 0),
        title,
      ).toBe(100)
    }
  })
})

describe("at most every so often", () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })

  afterEach(() => {
    vi.useRealTimers()
  })

  test("it acts at once, once for many wishes, and again after the pause", async () => {
    let acts = 0
    const go = atMostEvery(250, async () => {
      acts++
    })
    for (let i = 0; i < 5; i++) go()
    expect(acts).toBe(1)
    await vi.advanceTimersByTimeAsync(249)
    expect(acts).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(acts).toBe(2)
    await vi.advanceTimersByTimeAsync(1000)
    expect(acts).toBe(2)
  })
})
