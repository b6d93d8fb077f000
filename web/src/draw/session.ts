import type { Tick } from "../ticks.js"
import { type Drawing, draw } from "./drawing.js"
import { round } from "./geometry.js"
import { clockText } from "./time.js"

// A session as a row of ticks, one for each recorded request, in their order. Those of one look are one path, so that
// thousands are no more work than a few.

const size = { width: 1000, height: 26 }

const looks = ["read", "write", "time", "refused", "taken"] as const
type Look = (typeof looks)[number]

// How far each reaches up from the floor.
const heights: Readonly<Record<Look, number>> = { read: 12, write: 20, time: 5, refused: 20, taken: 12 }

const titles: Readonly<Record<Look, string>> = {
  read: "A request that read",
  write: "A request that changed something",
  time: "Time passed, and what was due happened",
  refused: "A request that was refused",
  taken: "A request that going back has undone",
}

const reading = /^(Get|Query|Scan|BatchGet|TransactGet|Describe|List)/

/** How a tick looks; `behind` are the records that made the database what it is. */
function lookOf({ n, operation, ok }: Tick, behind: ReadonlySet<number>): Look {
  if (!behind.has(n)) return "taken"
  if (operation === "Advance") return "time"
  if (!ok) return "refused"
  return reading.test(operation) ? "read" : "write"
}

export function sessionTicks(ticks: readonly Tick[], behind: ReadonlySet<number>): Drawing {
  const paths = new Map<Look, string[]>(looks.map((look) => [look, []]))
  ticks.forEach((tick, i) => {
    const look = lookOf(tick, behind)
    const x = round(((i + 1) / ticks.length) * size.width)
    paths.get(look)!.push(`M${x} ${size.height}v-${heights[look]}`)
  })
  return draw(
    "svg",
    { viewBox: `0 0 ${size.width} ${size.height}`, preserveAspectRatio: "none", class: "ticks", "aria-hidden": "true" },
    ...looks.map((look) =>
      draw("path", { d: paths.get(look)!.join(""), class: look }, draw("title", {}, titles[look])),
    ),
  )
}

/** What a tick was, in words; the first place is before all of them. */
export function tickText(ticks: readonly Tick[], index: number): string {
  const tick = ticks[index - 1]
  if (!tick) return "The beginning: an empty database"
  const what = tick.operation === "Advance" ? "time passed" : tick.operation
  return `${index} of ${ticks.length}: ${what}${tick.ok ? "" : ", refused"} at ${clockText(tick.at)}`
}
