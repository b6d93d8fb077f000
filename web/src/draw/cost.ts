import { asked, type Step, totals } from "../trace.js"
import { type Drawing, draw } from "./drawing.js"
import { round } from "./geometry.js"
import { count, many, times } from "./number.js"

/** What a request cost, kept to compare the next one with. */
export interface Cost {
  readonly operation: string
  /** The partitions that were asked, and how many the table has. */
  readonly asked: readonly number[]
  readonly partitions: number
  readonly examined: number
  readonly returned: number
  readonly units: number
}

/** What an operation's steps cost on a table with so many partitions. */
export function costOf(operation: string, steps: readonly Step[], partitions: number): Cost {
  const { examined, returned, units } = totals(steps)
  return { operation, asked: asked(steps), partitions, examined, returned, units }
}

/** The cost in one line. */
export function costLine(cost: Cost): string {
  return [
    cost.operation,
    `${cost.asked.length}/${many(cost.partitions, "partition")}`,
    `read ${count(cost.examined)} → returned ${count(cost.returned)}`,
    many(cost.units, "unit"),
  ].join(" · ")
}

/** How the dearer of two requests compares with the cheaper, in a sentence; "" when there is nothing to say. */
export function contrast(now: Cost, other: Cost): string {
  if (now.units === 0 || other.units === 0 || now.units === other.units) return ""
  const more = now.units > other.units
  const [high, low] = more ? [now.units, other.units] : [other.units, now.units]
  return more
    ? `This ${now.operation} costs ${times(high / low)} as much as the ${other.operation} before it.`
    : `The last ${other.operation} cost ${times(high / low)} as much.`
}

const bar = { width: 1000, height: 14 }

/** A bar as long as the units are, beside those of the dearer request; what was read but not returned is hatched. */
export function costBar(cost: Cost, most: number): Drawing {
  const length = most > 0 ? Math.max(2, (cost.units / most) * bar.width) : 0
  const share = cost.examined > 0 ? cost.returned / cost.examined : 1
  const whole = { x: 0, y: 0, height: bar.height }
  return draw(
    "svg",
    {
      viewBox: `0 0 ${bar.width} ${bar.height}`,
      preserveAspectRatio: "none",
      class: "cost-bar",
      "aria-hidden": "true",
    },
    draw("rect", { ...whole, width: round(length), class: "paid" }),
    draw("rect", { ...whole, width: round(length * share), class: "returned" }),
  )
}
