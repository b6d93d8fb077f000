import type { Partition } from "../table.js"
import { type Attributes, classes, type Drawing, draw } from "./drawing.js"
import { round } from "./geometry.js"
import { fraction, short } from "./hash.js"
import { colour, paint } from "./look.js"
import type { Lit } from "./ring.js"

// The same hash space drawn straight, from 0 to 2^64. Upright it stands beside the ring, lying it fits below it:
//
//     0000… ┌──┐                      ▎▌  ▎ ▍     how many items lie where
//           │p0│ ▏▎▏               ┌──┬──┬──┐
//     2000… ├──┤                   │p0│p1│  │
//           │p1│ ▎▍▎               └──┴──┴──┘
//  bc6e… ──▶│  │                 0000…2000…

const length = 420
const bar = { at: 62, thick: 40 }
const breadth = 210

// Two labels closer than this would touch.
const apart = { upright: 14, lying: 46 }

/** How many parts the histogram of the strip has. */
export const parts = 84

/** The strip, with the items' histogram beside it; `heights` has as many entries as `parts`. */
export function strip(
  partitions: readonly Partition[],
  heights: ArrayLike<number>,
  lit: Lit,
  way: Way = "upright",
): Drawing {
  const frame = way === "upright" ? `0 -12 ${breadth} ${length + 24}` : `-20 40 ${length + 40} 144`
  return draw(
    "svg",
    { viewBox: frame, class: classes(lit.asked ? "ran" : "idle", way), "aria-hidden": "true" },
    ...partitions.map((partition) => range(partition, lit, way)),
    ...labels(partitions, lit.hashes, way),
    draw("path", { d: profile(heights, way), class: "profile" }),
    ...lit.hashes.map((hash) => tick(hash, way)),
    ...(lit.landings ?? []).map(({ hash }) => landing(hash, way)),
    ...partitions.filter(({ InsideCollection }) => InsideCollection).map(({ First }) => notch(First, way)),
    ...inFocus(lit, way),
  )
}

export type Way = "upright" | "lying"

/** A rectangle `along` the strip and `across` it, as SVG has it. Lying, the histogram's side is up. */
function box(way: Way, along: number, size: number, across: number, thick: number): Attributes {
  const [a, b] = [round(along), round(size)]
  return way === "upright"
    ? { x: across, y: a, width: thick, height: b }
    : { x: a, y: breadth - across - thick, width: b, height: thick }
}

function place(way: Way, along: number, across: number): { x: number; y: number } {
  return way === "upright" ? { x: round(across), y: round(along) } : { x: round(along), y: round(breadth - across) }
}

function range(partition: Partition, lit: Lit, way: Way): Drawing {
  const { Id } = partition
  const [from, to] = [fraction(partition.First) * length, fraction(partition.Last) * length]
  const order = lit.asked?.indexOf(Id) ?? -1
  const grow = order >= 0 ? 6 : 0
  const shape = box(way, from, Math.max(to - from, 0.5), bar.at - grow, bar.thick + 2 * grow)
  const state = classes("range", colour(Id), order >= 0 && "lit", lit.focus === Id && "focus")
  return draw(
    "g",
    { class: state, "data-partition": Id },
    draw("rect", { ...shape, class: "ground" }),
    draw("rect", { ...shape, class: "edge", fill: paint(Id, order >= 0) }),
    ...(to - from > 30 ? [number(Id, place(way, (from + to) / 2, bar.at + bar.thick / 2))] : []),
  )
}

function number(id: number, { x, y }: { x: number; y: number }): Drawing {
  return draw(
    "g",
    { class: "number" },
    draw("circle", { cx: x, cy: y, r: 12 }),
    draw("text", { x, y, dy: "0.35em" }, String(id)),
  )
}

/** The hash at which each range begins, where there is room to write it. */
function labels(partitions: readonly Partition[], hashes: readonly string[], way: Way): readonly Drawing[] {
  const taken = hashes.map((hash) => fraction(hash) * length)
  return [...partitions.map(({ First }) => First), ""].flatMap((hash) => {
    const along = fraction(hash) * length
    if (taken.some((other) => Math.abs(other - along) < apart[way])) return []
    taken.push(along)
    return [label(hash, along, way)]
  })
}

function label(hash: string, along: number, way: Way): Drawing {
  const text = hash === "" ? ["2", draw("tspan", { dy: -5, "font-size": 10 }, "64")] : [short(hash)]
  const { x, y } = place(way, along, bar.at - (way === "upright" ? 12 : 20))
  return draw("text", { x, y, dy: "0.35em", class: "bound" }, ...text)
}

function tick(hash: string, way: Way): Drawing {
  const along = fraction(hash) * length
  const [a, b] = [place(way, along, bar.at - 8), place(way, along, bar.at + bar.thick + 8)]
  return draw("g", { class: "tick" }, draw("line", { x1: a.x, y1: a.y, x2: b.x, y2: b.y }), label(hash, along, way))
}

function landing(hash: string, way: Way): Drawing {
  const along = fraction(hash) * length
  const line = (from: number, to: number) => {
    const [a, b] = [place(way, along, from), place(way, along, to)]
    return draw("line", { x1: a.x, y1: a.y, x2: b.x, y2: b.y })
  }
  const end = bar.at + bar.thick
  return draw("g", { class: "landing" }, line(bar.at - 8, bar.at + 5), line(end - 5, end + 8))
}

/** A cut inside an item collection. */
function notch(hash: string, way: Way): Drawing {
  const { x, y } = place(way, fraction(hash) * length, bar.at + bar.thick / 2)
  return draw("g", { class: "notch" }, draw("path", { d: `M ${x} ${round(y - 6)} l 4 6 l -4 6 l -4 -6 Z` }))
}

/** Where the item or the range in focus is: a line beside the strip, on the histogram's side. */
function inFocus({ place: hash, range }: Lit, way: Way): readonly Drawing[] {
  const [first, last] = hash === undefined ? [range?.from, range?.to] : [hash, hash]
  if (first === undefined || last === undefined) return []
  const [from, to] = [fraction(first || "0") * length, fraction(last) * length]
  const shape = box(way, from - 1.5, Math.max(3, to - from), bar.at + bar.thick + 10, 5)
  return [draw("rect", { ...shape, class: "place" })]
}

/** The outline of the histogram: the more items, the further from the strip. */
function profile(heights: ArrayLike<number>, way: Way): string {
  const floor = bar.at + bar.thick + 14
  const tall = (way === "upright" ? breadth : 170) - floor
  const most = Math.max(1, ...Array.from(heights))
  const step = length / heights.length
  const at = (along: number, across: number) => {
    const { x, y } = place(way, along, across)
    return `${x} ${y}`
  }
  const points = Array.from(heights, (n, i) => {
    const across = floor + (n / most) * tall
    return `L ${at(i * step, across)} L ${at((i + 1) * step, across)}`
  })
  return `M ${at(0, floor)} ${points.join(" ")} L ${at(length, floor)} Z`
}
