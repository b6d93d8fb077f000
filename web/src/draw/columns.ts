import type { Columns } from "../metrics.js"
import type { Micros } from "../wire.js"
import { count } from "./number.js"
import { clockText } from "./time.js"

// Charts of columns: which are drawn together, how, and the same as a table.

/** How a series is drawn: a line, a dashed or a dotted one, or one with the area under it. */
export type Manner = "line" | "dashes" | "dots" | "area"

export interface Series {
  /** The column. */
  readonly name: string
  readonly label: string
  readonly manner: Manner
  /** Which of the palette's colours. */
  readonly colour: number
}

export interface Chart {
  readonly title: string
  readonly unit: string
  readonly series: readonly Series[]
  /** What a value is divided by to be in that unit. */
  readonly scale?: number
}

/** A chart with its numbers: the times of its periods, and the values of each series. */
export interface Plotted {
  readonly chart: Chart
  readonly times: readonly Micros[]
  readonly values: readonly (readonly number[])[]
}

const line = (name: string, label: string, colour: number, manner: Manner = "line"): Series => ({
  name,
  label,
  manner,
  colour,
})

/** What is known of a table, or of an index, by the second. */
export const tableCharts: readonly Chart[] = [
  {
    title: "Writes",
    unit: "units a second",
    series: [
      line("ConsumedWriteCapacityUnits", "consumed", 4, "area"),
      line("ProvisionedWriteCapacityUnits", "provisioned", 7, "dashes"),
    ],
  },
  {
    title: "Throttled",
    unit: "requests a second",
    series: [line("WriteThrottleEvents", "writes", 5, "area"), line("ReadThrottleEvents", "reads", 3, "dashes")],
  },
  {
    title: "Reads",
    unit: "units a second",
    series: [
      line("ConsumedReadCapacityUnits", "consumed", 2, "area"),
      line("ProvisionedReadCapacityUnits", "provisioned", 7, "dashes"),
    ],
  },
]

/** What is known of a workload. */
export const workloadCharts: readonly Chart[] = [
  {
    title: "Attempts of the workload",
    unit: "a second",
    series: [
      line("Succeeded", "succeeded", 2, "area"),
      line("Throttled", "throttled", 5),
      line("Retries", "tried again", 4, "dashes"),
      line("GaveUp", "gave up", 3, "dots"),
    ],
  },
  {
    title: "Waiting to try again",
    unit: "requests",
    series: [line("Outstanding", "outstanding", 1, "area")],
  },
  {
    title: "Modelled latency",
    unit: "ms, from the first attempt on",
    scale: 1000,
    series: [line("ModelledP99", "99 of 100 within", 3), line("ModelledP50", "half within", 4, "area")],
  },
]

/**
 * The charts that have something to show. A series that was never more than nothing is left out, and what is provisioned
 * alone is no news. The last period is under way, and is not drawn.
 */
export function plotted(charts: readonly Chart[], columns: Columns, start: Micros, period: Micros): readonly Plotted[] {
  const whole = (name: string) => columns[name]?.slice(0, -1) ?? []
  const named = (unit: string) => unit.replace("second", spans.get(period) ?? "second")
  return charts.flatMap((chart) => {
    const series = chart.series.filter(({ name }) => whole(name).some((value) => value > 0))
    if (series.every(({ name }) => name.startsWith("Provisioned"))) return []
    const values = series.map(({ name }) => whole(name).map((value) => value / (chart.scale ?? 1)))
    const times = values[0]!.map((_, i) => start + i * period)
    return [{ chart: { ...chart, series, unit: named(chart.unit) }, times, values }]
  })
}

const spans: ReadonlyMap<Micros, string> = new Map([[100_000, "tenth of a second"]])

/** A chart's table: a row for each period, the last first. */
export function rowsOf({ times, values }: Plotted): readonly (readonly string[])[] {
  return times.map((time, i) => [timeText(time, times), ...values.map((column) => count(column[i]!))]).reverse()
}

/** The time of day, with tenths where there are periods as short. */
export function timeText(time: Micros, [first = 0, second = 1_000_000]: readonly Micros[]): string {
  return clockText(time).slice(0, second - first < 1_000_000 ? 10 : 8)
}

/** A chart in a sentence: what each series was last, and at the most. */
export function summaryOf({ chart, values }: Plotted): string {
  const told = chart.series.map(({ label }, i) => {
    const column = values[i]!
    return `${label} ${count(column.at(-1)!)}, at most ${count(Math.max(...column))}`
  })
  return `${chart.title}, ${chart.unit}: ${told.join("; ")}.`
}
