import type { Delay, Index, Partition, Table } from "../table.js"
import type { Micros } from "../wire.js"
import { count, many } from "./number.js"
import { span, until } from "./time.js"

// What is broken on purpose, in words.

/** The faults of a table that are in force, a sentence each, and the zones that are stopped. */
export function faultsIn(table: Table | undefined, zones: readonly string[]): readonly string[] {
  if (!table) return zones.map(zoneText)
  const { Partitions, Indexes = [] } = table
  return [
    ...zones.map(zoneText),
    ...stopped("", Partitions, zones),
    ...delayed(Partitions, ({ Id }) => `p${Id}’s followers`),
    ...injected("", table),
    ...Indexes.flatMap((index) => indexFaults(index, zones)),
  ]
}

const zoneText = (zone: string): string => `zone ${zone} is stopped`

function indexFaults(index: Index, zones: readonly string[]): readonly string[] {
  const { IndexName, Partitions = [], Readers = [] } = index
  return [
    ...stopped(`${IndexName} `, Partitions, zones),
    ...delayed(Partitions, ({ Id }) => `followers of ${IndexName} p${Id}`),
    ...delayed(Readers, ({ Partition }) => `what ${IndexName} hears of p${Partition}`),
    ...injected(` of ${IndexName}`, index),
  ]
}

/** The replicas that are stopped, beside those of stopped zones. */
function stopped(where: string, partitions: readonly Partition[], zones: readonly string[]): readonly string[] {
  return partitions.flatMap(({ Id, Replicas }) =>
    Replicas.flatMap(({ Status, Zone }, i) =>
      Status === "stopped" && !zones.includes(Zone) ? [`replica ${i} of ${where}p${Id} is stopped`] : [],
    ),
  )
}

/** What is later than it would be: many at once are counted. */
function delayed<T extends Delay>(all: readonly T[], what: (one: T) => string): readonly string[] {
  const late = all.filter(({ DelayedBy, Held }) => DelayedBy || Held)
  const [first] = late
  if (!first) return []
  const how = first.Held ? "held up" : `${span(first.DelayedBy!)} later`
  return [`${what(first)}${late.length > 1 ? ` and ${count(late.length - 1)} more` : ""}: ${how}`]
}

function injected(where: string, { Injection }: Pick<Table, "Injection">): readonly string[] {
  if (!Injection) return []
  const { Kind, Left, Partition } = Injection
  const place = Partition === undefined ? "" : ` to p${Partition}`
  return [`the next ${many(Left, "request")}${place}${where}: ${Kind === "Fail" ? "fail" : "throttled"}`]
}

/** Whether a partition can be written to, when it can't. */
export function leaderText({ Leader, Replicas, LeaseUntil, ElectionAt }: Partition, now: Micros): string {
  if (Replicas[Leader]?.Status === undefined) return ""
  const refused = "Until then writes and strongly consistent reads are answered with 500."
  // Where an election can be held, one is pending.
  if (ElectionAt === undefined) return `Its leader is stopped, and there is no quorum to elect another. ${refused}`
  const lease = LeaseUntil !== undefined && LeaseUntil > now ? `, when replica ${Leader}’s lease has ended` : ""
  return `Its leader is stopped. Another is elected ${until(ElectionAt - now)}${lease}. ${refused}`
}
