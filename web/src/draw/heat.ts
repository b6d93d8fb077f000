import type { HotKey, Metrics, PartitionMetrics } from "../metrics.js"
import type { Meter, Partition } from "../table.js"
import { plain } from "../value.js"
import { classes, type Drawing, draw } from "./drawing.js"
import { point, round, sector } from "./geometry.js"
import { fraction } from "./hash.js"
import { cut } from "./key.js"
import { count } from "./number.js"

// Heat: what partitions give beside what they may give. It is a bar's length, so that it is not taken for size.

/** How hot a partition is. */
export interface Heat {
  readonly partition: number
  /** Units a second of the last whole seconds, of the kind that weighs more. */
  readonly units: number
  readonly kind: "read" | "write"
  /** What it may give of that kind in a second. */
  readonly most: number
  /** Of that kind and the other: requests refused in these seconds. */
  readonly throttled: number
}

/** By partition; those that gave and refused nothing are not in it. */
export type Heats = ReadonlyMap<number, Heat>

// Seconds that are looked at: the one under way, and those that are whole.
const seconds = 3

/** How hot the partitions are that had traffic lately. */
export function heatsOf({ Partitions = [] }: Pick<Metrics, "Partitions">, partitions: readonly Partition[]): Heats {
  const meters = new Map(partitions.map((partition) => [partition.Id, partition]))
  const heats = Partitions.map((counted) => heatOf(counted, meters.get(counted.Id)))
  return new Map(heats.filter(({ units, throttled }) => units + throttled > 0).map((heat) => [heat.partition, heat]))
}

function heatOf(counted: PartitionMetrics, partition: Partition | undefined): Heat {
  const { Id, Read = [], Write = [], ReadThrottled = [], WriteThrottled = [] } = counted
  const reads = { kind: "read", units: lately(Read), most: mostOf(partition?.Reads) } as const
  const writes = { kind: "write", units: lately(Write), most: mostOf(partition?.Writes) } as const
  const throttled = [...ReadThrottled.slice(-seconds), ...WriteThrottled.slice(-seconds)].reduce((a, b) => a + b, 0)
  const hotter = reads.units / reads.most > writes.units / writes.most ? reads : writes
  return { partition: Id, ...hotter, throttled }
}

/** The greatest of the last values, so that a second that has just begun does not count as cold. */
const lately = (column: readonly number[]): number => Math.max(0, ...column.slice(-seconds))

/** What a partition gives in a second when it goes on for long: what flows in, and never more than its ceiling. */
const mostOf = (meter: Meter | undefined): number =>
  meter ? Math.min(meter.Rate, meter.Ceiling ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY

/** The part that is given, at most 1; what comes out of stored tokens beyond it is not drawn longer. */
export const share = ({ units, most }: Heat): number => (most > 0 ? Math.min(1, units / most) : units > 0 ? 1 : 0)

/** Heat in words. */
export function heatText({ partition, units, kind, most, throttled }: Heat): string {
  const of = Number.isFinite(most) ? ` of ${count(most)}` : ""
  return `p${partition}: ${count(units)}${of} ${kind} units a second${throttled > 0 ? ", throttled" : ""}`
}

// The bars stand on the ring's outer edge; the line above them is all that a partition may give.
const bar = { inner: 199, outer: 214 }

/** Bars around the ring, longer the hotter; what is throttled is marked by a cross. */
export function heatBand(partitions: readonly Partition[], heats: Heats): readonly Drawing[] {
  if (heats.size === 0) return []
  const hot = partitions.flatMap((partition) => {
    const heat = heats.get(partition.Id)
    return heat ? [heatBar(partition, heat)] : []
  })
  return [draw("g", { class: "heat" }, draw("circle", { r: bar.outer, class: "most" }), ...hot)]
}

// A bar leaves a little room to its neighbours.
const gap = 0.002

function heatBar({ First, Last }: Partition, heat: Heat): Drawing {
  const [from, to] = [fraction(First), fraction(Last)]
  const inset = Math.min(gap, (to - from) / 5)
  const length = Math.max(1.5, share(heat) * (bar.outer - bar.inner))
  const d = sector(from + inset, Math.max(to - inset, from + inset + 0.0005), bar.inner, round(bar.inner + length))
  const cross = heat.throttled > 0 ? [throttledMark((from + to) / 2)] : []
  return draw(
    "g",
    { class: classes("hot", heat.throttled > 0 && "throttled"), "data-partition": heat.partition },
    draw("title", {}, heatText(heat)),
    draw("path", { d }),
    ...cross,
  )
}

function throttledMark(turn: number): Drawing {
  const { x, y } = point(turn, bar.outer + 11)
  const arm = 4
  return draw(
    "g",
    { class: "refused" },
    draw("circle", { cx: x, cy: y, r: 9 }),
    draw("path", { d: `M ${x - arm} ${y - arm} l 8 8 m 0 -8 l -8 8` }),
  )
}

const trail = { width: 240, height: 34, line: 6 }

/**
 * What one partition gave in the last periods: bars that reach the line where it gave all that it may, and ticks above it
 * where it refused. Where nobody is throttled the line is the most it ever gave.
 */
export function trailOf(counted: PartitionMetrics, partition: Partition | undefined): Drawing {
  const { Read = [], Write = [], ReadThrottled = [], WriteThrottled = [] } = counted
  const n = Math.max(Read.length, Write.length, ReadThrottled.length, WriteThrottled.length, 1)
  const step = trail.width / n
  const [mostRead, mostWrite] = [ceilingOf(partition?.Reads, Read), ceilingOf(partition?.Writes, Write)]
  const bars = Array.from({ length: n }, (_, i) => {
    const full = Math.max((Read[i] ?? 0) / mostRead, (Write[i] ?? 0) / mostWrite)
    const height = Math.max(1, round(Math.min(1, full) * (trail.height - trail.line)))
    return full > 0
      ? `M ${round(i * step)} ${trail.height} v ${-height} h ${round(step * 0.8)} V ${trail.height} Z`
      : ""
  })
  const ticks = Array.from({ length: n }, (_, i) =>
    (ReadThrottled[i] ?? 0) + (WriteThrottled[i] ?? 0) > 0 ? `M ${round((i + 0.4) * step)} 0 v 4` : "",
  )
  return draw(
    "svg",
    {
      viewBox: `0 0 ${trail.width} ${trail.height}`,
      preserveAspectRatio: "none",
      class: "trail",
      "aria-hidden": "true",
    },
    draw("path", { d: `M 0 ${trail.line} H ${trail.width}`, class: "most" }),
    draw("path", { d: bars.join(""), class: "given" }),
    draw("path", { d: ticks.join(""), class: "refused" }),
  )
}

function ceilingOf(meter: Meter | undefined, column: readonly number[]): number {
  const most = mostOf(meter)
  return Number.isFinite(most) && most > 0 ? most : Math.max(1, ...column)
}

/** All that a partition gave. */
export const givenBy = ({ Read = [], Write = [] }: PartitionMetrics): number =>
  [...Read, ...Write].reduce((a, b) => a + b, 0)

/** Which keys a partition's units went to. */
export function hotText(keys: readonly HotKey[]): string {
  const [first, ...rest] = keys
  if (!first) return "no key stands out"
  const named = `${cut(nameOf(first), 24)} got ${count(first.SharePercent)} %`
  const [next] = rest
  return next ? `${named}, ${cut(nameOf(next), 24)} ${count(next.SharePercent)} %` : named
}

const nameOf = ({ Hash, PartitionKey }: HotKey): string =>
  PartitionKey ? plain(PartitionKey) : `hash ${Hash.slice(0, 4)}…`
