import { type Drawing, draw } from "./drawing.js"

// A partition is known by its place, its number and its pattern; its colour only helps.

/** How many colours, and how many patterns, there are. */
export const looks = 8

/** The class that gives a partition its colours. */
export const colour = (partition: number): string => `c${partition % looks}`

/** The paint of a partition's pattern, on a faint ground or on one that is lit. */
export const paint = (partition: number, lit = false): string => `url(#${lit ? "lit" : "idle"}-${patternOf(partition)})`

// The step makes partitions of one colour differ in pattern.
const patternOf = (partition: number): number => (partition + Math.floor(partition / looks)) % looks

/**
 * The patterns, once for each document or shadow root whose drawings use paint. Drawn in the current colour, and as big
 * as ever where the drawing is zoomed.
 */
export function patterns(zoom = 1): Drawing {
  const sheet = { width: 0, height: 0, class: "patterns", "aria-hidden": "true" }
  return draw(
    "svg",
    sheet,
    draw("defs", { class: "idle" }, ...marks.map((mark, i) => pattern(`idle-${i}`, mark, zoom))),
    draw("defs", { class: "lit" }, ...marks.map((mark, i) => pattern(`lit-${i}`, mark, zoom))),
  )
}

const size = 8

// Each mark fills a tile of 8 × 8.
const marks: readonly Drawing[] = [
  line("M 0 8 L 8 0 M -2 2 L 2 -2 M 6 10 L 10 6"),
  draw("circle", { cx: 4, cy: 4, r: 1.7, fill: "currentColor" }),
  line("M 0 4 H 8"),
  line("M 0 0 L 8 8 M -2 6 L 2 10 M 6 -2 L 10 2"),
  line("M 4 0 V 8"),
  line("M 0 8 L 8 0 M 0 0 L 8 8"),
  line("M 0 6 L 4 2 L 8 6"),
  line("M 4 1 V 7 M 1 4 H 7"),
]

function line(d: string): Drawing {
  return draw("path", { d, fill: "none", stroke: "currentColor", "stroke-width": 1.5 })
}

function pattern(id: string, mark: Drawing, zoom: number): Drawing {
  const tile = { id, width: size, height: size, patternUnits: "userSpaceOnUse" }
  return draw("pattern", zoom === 1 ? tile : { ...tile, patternTransform: `scale(${1 / zoom})` }, mark)
}

/** A small square in a partition's look, to stand beside its number. */
export function swatch(partition: number): Drawing {
  const box = { x: 0.5, y: 0.5, width: 15, height: 15, rx: 3 }
  return draw(
    "svg",
    { viewBox: "0 0 16 16", width: 16, height: 16, class: `swatch ${colour(partition)}`, "aria-hidden": "true" },
    draw("rect", { ...box, class: "ground" }),
    draw("rect", { ...box, fill: paint(partition, true), class: "edge" }),
  )
}
