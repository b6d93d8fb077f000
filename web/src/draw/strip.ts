import type { Partition } from "../table.js"
import { classes, type Drawing, draw } from "./drawing.js"
import { round } from "./geometry.js"
import { fraction, short } from "./hash.js"
import { colour, paint } from "./look.js"
import type { Lit } from "./ring.js"

// The same hash space drawn straight, from 0 at the top to 2^64 at the bottom:
//
//     0000… ┌──┐
//           │p0│ ▏▎▏      how many items lie where
//     2000… ├──┤
//           │p1│ ▎▍▎
//  bc6e… ──▶│  │

export const height = 420
export const width = 210

const bar = { x: 62, width: 40 }
const bins = 84

/** The strip, with the items' histogram beside it; `heights` has as many entries as `bins`. */
export function strip(partitions: readonly Partition[], heights: ArrayLike<number>, lit: Lit): Drawing {
  return draw(
    "svg",
    { viewBox: `0 -12 ${width} ${height + 24}`, class: lit.asked ? "ran" : "idle", "aria-hidden": "true" },
    ...partitions.map((partition) => range(partition, lit)),
    ...labels(partitions, lit.hashes),
    draw("path", { d: profile(heights), class: "profile" }),
    ...lit.hashes.map(tick),
  )
}

/** How many parts the histogram of the strip has. */
export const parts = bins

function range(partition: Partition, lit: Lit): Drawing {
  const { Id } = partition
  const [from, to] = [fraction(partition.First) * height, fraction(partition.Last) * height]
  const order = lit.asked?.indexOf(Id) ?? -1
  const grow = order >= 0 ? 6 : 0
  const box = { x: bar.x - grow, y: round(from), width: bar.width + 2 * grow, height: round(Math.max(to - from, 0.5)) }
  const state = classes(
    "range",
    colour(Id),
    order >= 0 && "lit",
    order >= 0 && `turn-${Math.min(order, 15)}`,
    lit.focus === Id && "focus",
  )
  return draw(
    "g",
    { class: state, "data-partition": Id },
    draw("rect", { ...box, class: "ground" }),
    draw("rect", { ...box, class: "edge", fill: paint(Id, order >= 0) }),
    ...(to - from > 30 ? [number(Id, (from + to) / 2)] : []),
  )
}

function number(id: number, y: number): Drawing {
  const x = bar.x + bar.width / 2
  return draw(
    "g",
    { class: "number" },
    draw("circle", { cx: x, cy: round(y), r: 12 }),
    draw("text", { x, y: round(y), dy: "0.35em" }, String(id)),
  )
}

// Two labels closer than this would touch.
const apart = 14

/** The hash at which each range begins, where there is room to write it. */
function labels(partitions: readonly Partition[], hashes: readonly string[]): readonly Drawing[] {
  const ticks = hashes.map((hash) => fraction(hash) * height)
  const written: number[] = []
  const ends = [...partitions.map(({ First }) => First), ""]
  return ends.flatMap((hash) => {
    const y = fraction(hash) * height
    if ([...written, ...ticks].some((other) => Math.abs(other - y) < apart)) return []
    written.push(y)
    return [draw("text", { x: bar.x - 12, y: round(y), dy: "0.35em", class: "bound" }, short(hash))]
  })
}

function tick(hash: string): Drawing {
  const y = round(fraction(hash) * height)
  return draw(
    "g",
    { class: "tick" },
    draw("line", { x1: bar.x - 8, y1: y, x2: bar.x + bar.width + 8, y2: y }),
    draw("text", { x: bar.x - 12, y, dy: "0.35em", class: "bound" }, short(hash)),
  )
}

/** The outline of the histogram: the more items, the further to the right. */
function profile(heights: ArrayLike<number>): string {
  const left = bar.x + bar.width + 14
  const most = Math.max(1, ...Array.from(heights))
  const step = height / heights.length
  const points = Array.from(heights, (n, i) => {
    const x = round(left + (n / most) * (width - left))
    return `L ${x} ${round(i * step)} L ${x} ${round((i + 1) * step)}`
  })
  return `M ${left} 0 ${points.join(" ")} L ${left} ${height} Z`
}
