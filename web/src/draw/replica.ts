import type { Replica } from "../table.js"
import type { Micros } from "../wire.js"
import { type Drawing, draw } from "./drawing.js"
import { count, many } from "./number.js"

// A replica's way through the log of its partition, the newest write last:
//
//     ■ ■ ■ ■ ▪ □     ■ applied, to be read here   ▪ persisted, not applied   □ not heard of

/** How many writes at the end of the log are drawn. */
const slots = 14

const slot = { width: 10, gap: 3, height: 14 }

/** The last writes of a log that is `length` long, as one replica has them. */
export function logOf({ Applied, Persisted }: Replica, length: number): Drawing {
  const first = Math.max(1, length - slots + 1)
  const all = Array.from({ length: Math.min(slots, length) }, (_, i) => first + i)
  const width = slots * (slot.width + slot.gap) - slot.gap
  const floor = { x1: 0, x2: width, y1: slot.height - 0.5, y2: slot.height - 0.5, class: "floor" }
  return draw(
    "svg",
    { viewBox: `0 0 ${width} ${slot.height}`, class: "log", "aria-hidden": "true" },
    draw("line", floor),
    ...all.map((n, i) => write(n <= Applied ? "applied" : n <= Persisted ? "persisted" : "unheard", i)),
  )
}

function write(state: "applied" | "persisted" | "unheard", i: number): Drawing {
  const x = i * (slot.width + slot.gap)
  const inset = state === "applied" ? 0 : 0.75
  const frame = {
    x: x + inset,
    y: inset,
    width: slot.width - 2 * inset,
    height: slot.height - 2 * inset,
    rx: 2,
    class: `slot ${state}`,
  }
  const half = { x: x + 3, y: slot.height / 2, width: slot.width - 6, height: slot.height / 2 - 3, class: "half" }
  return draw("g", {}, draw("rect", frame), ...(state === "persisted" ? [draw("rect", half)] : []))
}

/** How far a replica is behind, and when it will have caught up; first of all that it is stopped, if it is. */
export function lagText({ Zone, Status, BehindBy, DueAt }: Replica, now: Micros): string {
  const status = Status === undefined ? "" : `${Status} in zone ${Zone}, `
  if (Status === "rebuilding")
    return `${status}done ${DueAt === undefined ? "when somebody leads" : inText(DueAt - now)}`
  if (BehindBy === 0) return `${status}up to date`
  const due = DueAt === undefined ? "" : `, due ${inText(DueAt - now)}`
  return `${status}${many(BehindBy, "write")} behind${due}`
}

/** A time from now, in the unit that people would use. */
function inText(micros: Micros): string {
  if (micros <= 0) return "now"
  if (micros < 1_000_000) return `in ${count(Math.ceil(micros / 1000))} ms`
  return `in ${count(micros / 1_000_000)} s`
}

/** Where a replica is in the log, in numbers. */
export function positions({ Applied, Persisted }: Replica, length: number): string {
  const persisted = Persisted === Applied ? "" : ` · persisted ${count(Persisted)}`
  return `applied ${count(Applied)} of ${count(length)}${persisted}`
}
