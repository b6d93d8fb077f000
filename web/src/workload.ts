import { count, many } from "./draw/number.js"
import type { Columns } from "./metrics.js"
import type { Micros } from "./wire.js"

// Workloads, as the operation Workload takes and tells them.

export const spreads = ["Uniform", "Zipf", "HotKey", "TimeOrdered", "LowCardinality", "Rows"] as const
export type Spread = (typeof spreads)[number]

export const policies = [
  "none",
  "fixed",
  "exponential",
  "jitter",
  "sdk-standard",
  "sdk-legacy",
  "sdk-adaptive",
] as const
export type Policy = (typeof policies)[number]

export const requests = ["GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"] as const
export type Mix = Partial<Record<(typeof requests)[number], number>>

/** What a workload is to be; what is left out takes the engine's default. */
export interface WorkloadStart {
  readonly Name: string
  readonly TableName: string
  /** What Query reads. */
  readonly IndexName?: string
  readonly Keys: {
    readonly Distribution: Spread
    readonly Count?: number
    /** Of Zipf, in hundredths. */
    readonly Exponent?: number
    /** Of HotKey: how many of a hundred requests are for the one key. */
    readonly Percent?: number
    /** Lines of key,count. */
    readonly Rows?: string
  }
  readonly SortKeys?: number
  /** Attributes that are made up, with so many values. */
  readonly Attributes?: Readonly<Record<string, number>>
  readonly Mix: Mix
  readonly ConsistentRead?: boolean
  readonly Rate?: number
  readonly Seconds?: number
  readonly Arrivals?: "Even" | "Together"
  readonly ItemBytes?: number
  readonly Clients?: number
  readonly Retry: { readonly Policy: Policy; readonly Attempts?: number; readonly BaseMillis?: number }
}

/** Which workload, and how far it has come. */
export interface WorkloadName {
  readonly Name: string
  readonly TableName: string
  readonly State: "RUNNING" | "DONE" | "CANCELLED" | "STOPPED"
  readonly Percent: number
  readonly Began: Micros
  /** How many it makes in all, retries not counted. */
  readonly Requests: number
}

export interface Totals {
  readonly Arrivals: number
  readonly Succeeded: number
  readonly Throttled: number
  readonly Unavailable: number
  readonly Retries: number
  readonly GaveUp: number
  readonly Shed: number
}

export interface WorkloadStatus extends WorkloadName {
  readonly Totals: Totals
  /** How many requests wait for a retry, or their turn. */
  readonly Outstanding: number
  readonly ModelledLatency: { readonly P50: Micros; readonly P90: Micros; readonly P99: Micros; readonly P100: Micros }
  readonly PeriodMicros: Micros
  readonly Start: Micros
  readonly Periods: number
  readonly Series: Columns
}

/** A workload that shows something, on the table it is started for. */
export interface Preset {
  readonly title: string
  readonly text: string
  readonly start: Omit<WorkloadStart, "Name" | "TableName">
}

const minute = { Seconds: 60, ItemBytes: 200, SortKeys: 10 }

/** The classics. */
export const presets: readonly Preset[] = [
  {
    title: "Spread evenly",
    text: "2,000 writes a second over 10,000 keys: every partition gets its share.",
    start: {
      ...minute,
      Keys: { Distribution: "Uniform", Count: 10_000 },
      Mix: { PutItem: 100 },
      Rate: 2000,
      Clients: 50,
      Retry: { Policy: "sdk-standard" },
    },
  },
  {
    title: "One hot key",
    text: "The same rate, but nine in ten writes are for one key, and that has one partition.",
    start: {
      ...minute,
      Keys: { Distribution: "HotKey", Count: 10_000, Percent: 90 },
      Mix: { PutItem: 100 },
      Rate: 2000,
      Clients: 50,
      Retry: { Policy: "none" },
    },
  },
  {
    title: "Everybody at once",
    text: "5,000 clients write to one key in the same instant, and all try again together: between, the partition has nothing to do.",
    start: {
      ...minute,
      Keys: { Distribution: "HotKey", Count: 10, Percent: 100 },
      Mix: { PutItem: 100 },
      Rate: 5000,
      Seconds: 1,
      Arrivals: "Together",
      Clients: 5000,
      Retry: { Policy: "exponential", Attempts: 6, BaseMillis: 1000 },
    },
  },
  {
    title: "At once, with jitter",
    text: "The same 5,000, but each waits for a time of its own before it tries again.",
    start: {
      ...minute,
      Keys: { Distribution: "HotKey", Count: 10, Percent: 100 },
      Mix: { PutItem: 100 },
      Rate: 5000,
      Seconds: 1,
      Arrivals: "Together",
      Clients: 5000,
      Retry: { Policy: "jitter", Attempts: 6, BaseMillis: 1000 },
    },
  },
  {
    title: "Sale day",
    text: "6,000 reads and writes a second, most of them for a few popular products.",
    start: {
      ...minute,
      Keys: { Distribution: "Zipf", Count: 1000, Exponent: 150 },
      Mix: { GetItem: 50, Query: 10, PutItem: 20, UpdateItem: 20 },
      Rate: 6000,
      Clients: 200,
      Retry: { Policy: "sdk-standard" },
    },
  },
  {
    title: "The time as the key",
    text: "1,500 writes a second, all of them for the key of the moment, so for one partition at a time.",
    start: {
      ...minute,
      Keys: { Distribution: "TimeOrdered" },
      Mix: { PutItem: 100 },
      Rate: 1500,
      Clients: 50,
      Retry: { Policy: "sdk-standard" },
    },
  },
]

/** What is going on, in words. */
export function progressText({ State, Requests, Totals, Outstanding }: WorkloadStatus): string {
  const told = [
    `${count(Totals.Arrivals)} of ${many(Requests, "request")}`,
    `${count(Totals.Succeeded)} succeeded`,
    `${count(Totals.Throttled)} throttled`,
    ...some(Totals.Unavailable, "unavailable"),
    ...some(Totals.Retries, "tried again"),
    `${count(Totals.GaveUp)} gave up`,
    ...some(Totals.Shed, "never sent, as too many waited"),
    ...some(Outstanding, "waiting"),
  ].join(", ")
  return `${told}. ${states[State]}`.trim()
}

const some = (n: number, what: string): readonly string[] => (n > 0 ? [`${count(n)} ${what}`] : [])

const states: Readonly<Record<WorkloadName["State"], string>> = {
  RUNNING: "",
  DONE: "Done.",
  CANCELLED: "Cancelled.",
  STOPPED: "Stopped: its table is gone.",
}

/** The field of the form that a refusal is about, as the engine names it: "start.rate" is Rate; "" is none. */
export function fieldIn(message: string): string {
  const [, path = ""] = /at 'start\.([\w.]+)'/.exec(message) ?? []
  const [word = ""] = /^(Mix|Rows|Attributes|Rate)\b|(?<=^A share of )Mix/.exec(message) ?? []
  return (path.split(".").at(-1) || word).toLowerCase()
}
