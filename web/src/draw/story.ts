import { asked, type Phase, type Step, type Trace, totals } from "../trace.js"
import { short } from "./hash.js"
import { bytes, count, many } from "./number.js"

// A request's way in sentences, one for each of the places it came through, told from its trace alone.

export interface Sentence {
  readonly phase: Phase
  readonly text: string
}

/** The sentences of a trace, in the order of the way. `partitionCount` is how many the table has. */
export function story(trace: Trace, partitionCount: number): readonly Sentence[] {
  const all = order.map((phase) => ({ phase, steps: trace.steps.filter((step) => step.phase === phase) }))
  const told = all.filter(({ phase, steps }) => steps.length > 0 || (phase === "parse" && trace.operation !== ""))
  return told.map(({ phase, steps }) => ({ phase, text: tell[phase](steps, trace, partitionCount) }))
}

const order: readonly Phase[] = [
  "parse",
  "hash",
  "ring",
  "partition",
  "seek",
  "read",
  "write",
  "filter",
  "propagate",
  "cost",
]

type Tell = (steps: readonly Step[], trace: Trace, partitionCount: number) => string

const tell: Readonly<Record<Phase, Tell>> = {
  parse: (_, trace) => join(`It runs as ${article(trace.operation)}`, trace.why),
  hash: (steps) => steps.map((step) => step.why || `The partition key’s hash is ${step.from}`).join("; ") + stop,
  ring: (steps) =>
    steps.length === 1 ? owner(steps[0]!) : `The request covers ${many(steps.length, "range")}: ${names(steps)}.`,
  partition: (steps, trace, all) => partitions(asked(trace.steps).length, all, steps),
  seek: (steps) => seek(steps),
  read: (steps) => read(steps),
  write: (steps) => steps.map(write).join(" "),
  filter: (steps, trace) => filter(totals(trace.steps).examined, totals(steps).returned),
  propagate: (steps, { now }) => steps.map((step) => hears(step, now)).join(" "),
  cost: (steps) => cost(steps),
}

const stop = "."

const article = (operation: string): string => (/^[AEIOU]/.test(operation) ? `an ${operation}` : `a ${operation}`)

/** A statement and, after a colon, why it is so. */
function join(text: string, why: string): string {
  if (why === "") return text + stop
  return `${text}: ${why}${why.endsWith(stop) ? "" : stop}`
}

const reasons = (steps: readonly Step[]): string =>
  [...new Set(steps.map((step) => step.why).filter((why) => why !== ""))].join("; ")

// More names than this are counted instead.
const namesShown = 16

function names(steps: readonly Step[]): string {
  const ids = [...new Set(steps.map((step) => step.partition))].map((id) => `p${id}`)
  return ids.length > namesShown
    ? `${ids.slice(0, namesShown).join(", ")} and ${ids.length - namesShown} more`
    : ids.join(", ")
}

function owner({ partition, from, to, why }: Step): string {
  return join(`The range from ${short(from || zero)} to ${short(to)} is p${partition}’s`, why)
}

const zero = "0000000000000000"

function partitions(n: number, all: number, steps: readonly Step[]): string {
  const reason = reasons(steps)
  if (n === 1) return join(`Of ${many(all, "partition")} only ${names(steps)} is asked`, reason)
  return join(
    n === all
      ? `All ${all} partitions are asked, one after the other`
      : `${n} of ${all} partitions are asked: ${names(steps)}`,
    reason,
  )
}

function seek(steps: readonly Step[]): string {
  const [first] = steps
  if (steps.length > 1) return `Each of them looks in its own B-tree for where to begin.`
  const place = first!.from ? ` to hash ${first!.from}` : " to its first item"
  return `Replica ${first!.replica} of p${first!.partition} goes down its B-tree${place}.`
}

function read(steps: readonly Step[]): string {
  const { examined, bytes: size } = totals(steps)
  const lag = steps.filter((step) => step.behindBy > 0).map(late)
  const each = steps.length > 1 && steps.length <= namesShown ? ` (${steps.map(share).join(", ")})` : ""
  return `${many(examined, "item")} read, ${bytes(size)}${each}.${lag.join("")}`
}

function late({ partition, replica, behindBy }: Step): string {
  return ` Replica ${replica} of p${partition} is ${many(behindBy, "write")} behind its leader.`
}

const share = (step: Step): string => `p${step.partition} ${count(step.examined)}`

function write(step: Step): string {
  return join(`${bytes(step.bytes)} written in p${step.partition}`, step.why)
}

function hears({ partition, replica, at }: Step, now: number): string {
  return `Replica ${replica} of p${partition} has it after ${count((at - now) / 1000)} ms.`
}

function filter(examined: number, returned: number): string {
  const dropped = examined - returned
  if (dropped === 0) return `All ${count(examined)} pass the filter.`
  return `${count(returned)} of ${count(examined)} pass the filter. The other ${count(dropped)} were read, and are paid for.`
}

function cost(steps: readonly Step[]): string {
  const { units } = totals(steps)
  const size = steps.reduce((sum, step) => sum + step.bytes, 0)
  return join(`${size > 0 ? `${bytes(size)} come to` : "It costs"} ${many(units, "unit")}`, reasons(steps))
}
