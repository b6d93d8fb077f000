// What a request did, as the engine tells it beside its answer. The page's drawings and sentences come from this alone.

import type { InspectedKey } from "./table.js"
import type { Micros } from "./wire.js"

export type Phase =
  | "parse"
  | "hash"
  | "ring"
  | "partition"
  | "seek"
  | "read"
  | "write"
  | "filter"
  | "propagate"
  | "cost"

/** One phase in one partition (engine.Step). `from` and `to` are hashes; a partition of −1 is none in particular. */
export interface Step {
  readonly phase: Phase
  readonly partition: number
  readonly replica: number
  readonly behindBy: number
  /** Writes to the table that concern what was asked for and that the index has yet to hear of. */
  readonly unread: number
  readonly examined: number
  readonly returned: number
  readonly bytes: number
  readonly units: number
  /** When it takes effect, if that is later. */
  readonly at: Micros
  readonly from: string
  readonly to: string
  readonly why: string
  /** The text that was hashed, of a hash step. */
  readonly input: string
  /** The index that was read, hears of it or is paid for; "" for the table itself. */
  readonly index: string
  /** Why the request ended here: it was throttled, or nobody could answer it. */
  readonly refused?: "throttled" | "unavailable"
}

/** One of the places on a request's way: a sentence by the engine, and which of the steps it tells of. */
export interface Place {
  readonly place: Phase
  readonly text: string
  readonly steps: readonly number[]
}

/** One node on the way from a tree's root to the leaf: the child taken and the keys that were compared, by index. */
export interface Visit {
  readonly partition: number
  readonly replica: number
  readonly depth: number
  readonly keys: number
  readonly child: number
  readonly comparisons: number
  readonly probes: readonly number[]
}

/** What became of items one after the other, from a key on: r returned, f read and filtered out, w written. */
export interface Outcomes {
  readonly partition: number
  readonly replica: number
  readonly first: InspectedKey
  readonly reverse?: boolean
  readonly items: string
}

export interface Trace {
  readonly operation: string
  readonly why: string
  /** The index that was read instead of the table; "" for none. */
  readonly index: string
  /** Its partitions are not the table's: it is a global one. */
  readonly elsewhere: boolean
  readonly steps: readonly Step[]
  readonly places: readonly Place[]
  readonly path: readonly Visit[]
  readonly outcomes: readonly Outcomes[]
  /** The engine's clock after the request. */
  readonly now: Micros
  /** How a mistake can be mended, of a request that was refused for one that is common. */
  readonly mend?: string
}

const blank: Step = {
  phase: "parse",
  partition: -1,
  replica: -1,
  behindBy: 0,
  unread: 0,
  examined: 0,
  returned: 0,
  bytes: 0,
  units: 0,
  at: 0,
  from: "",
  to: "",
  why: "",
  input: "",
  index: "",
}

/** Reads the JSON of a trace, in which members that say nothing are left out. */
export function readTrace(text: string, now: Micros): Trace {
  const told = JSON.parse(text || "{}") as Partial<Trace> & { syntax?: { mend?: string } }
  const mend = told.syntax?.mend ?? told.mend
  const read = told.index ? { index: told.index } : {}
  const steps = (told.steps ?? []).map((step) => ({ ...blank, ...step, ...read }))
  return {
    operation: told.operation ?? "",
    why: told.why ?? "",
    index: told.index ?? "",
    elsewhere: told.elsewhere ?? false,
    steps,
    places: told.places ?? [],
    path: told.path ?? [],
    outcomes: told.outcomes ?? [],
    now,
    ...(mend && { mend }),
  }
}

/** Which of the table's rings a request went to: that of a global index that it read, else "", the table's own. */
export const ringIn = ({ index, elsewhere }: Trace): string => (elsewhere ? index : "")

/** Where a request was turned away by the machine, in the engine's words; "" when it was not. */
export function turnedAway({ steps, places }: Trace): string {
  const at = steps.findIndex(({ refused }) => refused)
  return at < 0 ? "" : (places.find((place) => place.steps.includes(at))?.text ?? "")
}

/** The partitions that were asked, in the order in which they were. */
export function asked(steps: readonly Step[]): readonly number[] {
  const places = steps.filter((step) => step.partition >= 0)
  return [...new Set(places.map((step) => step.partition))]
}

/** The hashes of the partition keys that the request named. */
export function hashes(steps: readonly Step[]): readonly string[] {
  const found = steps.filter((step) => step.phase === "hash" && step.from !== "")
  return [...new Set(found.map((step) => step.from))]
}

/** How many items were read in each partition. */
export function readIn(steps: readonly Step[]): ReadonlyMap<number, number> {
  const read = new Map<number, number>()
  for (const { partition, examined } of steps) read.set(partition, (read.get(partition) ?? 0) + examined)
  return read
}

export interface Totals {
  readonly examined: number
  readonly returned: number
  readonly bytes: number
  readonly units: number
}

/** What a request read, gave back and cost: the sums over its steps. */
export function totals(steps: readonly Step[]): Totals {
  const sum = (of: (step: Step) => number) => steps.reduce((total, step) => total + of(step), 0)
  const moved = steps.filter((step) => step.phase === "read" || step.phase === "write")
  return {
    examined: sum((step) => step.examined),
    returned: sum((step) => step.returned),
    bytes: moved.reduce((total, step) => total + step.bytes, 0),
    units: sum((step) => step.units),
  }
}
