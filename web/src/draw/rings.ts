import type { Plot } from "../plots.js"
import type { Index } from "../table.js"
import type { Micros } from "../wire.js"
import { type Drawing, draw } from "./drawing.js"
import { point, sector } from "./geometry.js"
import { fraction } from "./hash.js"
import { colour } from "./look.js"
import { count, many } from "./number.js"
import { until } from "./time.js"

// The rings of a table in little: its own, and one for each global index.

const half = 32
const arc = { inner: 22, outer: 30 }
const deepest = 9
const step = 2.3

// As many stacks of dots as have room beside each other.
const stacks = 72

/** A ring with some of its items, each a dot; those that share a place stack inwards. */
export function little({ ring, dots }: Plot): Drawing {
  const filled = new Uint8Array(stacks)
  const dot = (top: number) => {
    const at = top / 2 ** 32
    const level = Math.min(deepest, filled[Math.floor(at * stacks)]!++)
    const { x, y } = point(at, arc.inner - 2.5 - level * step)
    return draw("circle", { cx: x, cy: y, r: 1.1 })
  }
  return draw(
    "svg",
    { viewBox: `${-half} ${-half} ${2 * half} ${2 * half}`, width: 64, height: 64, "aria-hidden": "true" },
    ...ring.partitions.map(({ Id, First, Last }) => {
      const d = sector(fraction(First), fraction(Last), arc.inner, arc.outer)
      return draw(
        "g",
        { class: colour(Id) },
        draw("path", { d, class: "ground" }),
        draw("path", { d, class: "edge", fill: "none" }),
      )
    }),
    draw("g", { class: "dots" }, ...Array.from(dots, dot)),
  )
}

/** How far an index is behind its table. */
export function indexLag({ IndexStatus, Backfilled, Readers = [] }: Index, items: number, now: Micros): string {
  if (Backfilled !== undefined) return `backfill: ${count(Backfilled)} of ${many(items, "item")} looked at`
  if (IndexStatus !== "ACTIVE") return IndexStatus
  const behind = Readers.reduce((sum, { BehindBy }) => sum + BehindBy, 0)
  if (behind === 0) return "up to date"
  const due = Readers.flatMap(({ DueAt }) => DueAt ?? [])
  return `${many(behind, "write")} on the way, ${due.length > 0 ? `next ${until(Math.min(...due) - now)}` : "held up"}`
}

/** How many entries an index has. */
export const entries = (n: number): string => (n === 1 ? "1 entry" : `${count(n)} entries`)

/** Whether an index has yet to hear of something. */
export const lags = ({ IndexStatus, Readers = [] }: Index): boolean =>
  IndexStatus !== "ACTIVE" || Readers.some(({ BehindBy }) => BehindBy > 0)

/** What of an item an index has. */
export const projectionText: Readonly<Record<string, string>> = {
  ALL: "whole items",
  KEYS_ONLY: "keys only",
  INCLUDE: "some attributes",
}
