import { classes, type Drawing, draw } from "./drawing.js"
import { round } from "./geometry.js"
import { keyText } from "./key.js"
import { many } from "./number.js"
import { counts, isRead, type Marks, type Shape, type State } from "./tree.js"
import type { Box, Cell, Edge, Layout } from "./tree-layout.js"

/** What of a tree the reader points at, by rank: one key, and all that belong to what is in focus. */
export interface Pointed {
  readonly rank: number
  readonly tinted: (rank: number) => boolean
}

export const stateOf = ({ states }: Marks, rank: number): State => states.get(rank) ?? "unread"

/** What a state is called. */
export const stateText: Readonly<Record<State, string>> = {
  unread: "not read",
  filtered: "read, filtered out",
  returned: "returned",
  written: "written",
}

/** A tree of a few hundred nodes. Squares carry their rank and frames their node, for those who listen. */
export function treePicture(shape: Shape, marks: Marks, layout: Layout, at: Pointed, pulse: boolean): Drawing {
  const { width, height, boxes, cells, headings, edges, crumbs } = layout
  const stops = new Map(marks.walks.flat().map((stop) => [stop.node, stop]))
  const probed = new Set(marks.walks.flat().flatMap(({ probes }) => probes))
  return draw(
    "svg",
    {
      viewBox: `0 0 ${round(width)} ${round(height)}`,
      class: classes("tree", pulse && "pulse"),
      "aria-hidden": "true",
    },
    unreadPattern(),
    ...edges.map((edge) => drawEdge(edge, stops.has(edge.child))),
    ...crumbs.map(({ node, x, y, width, height }) => {
      const look = classes("crumb", isRead(shape, node, marks) && "read")
      return draw("rect", { x: round(x), y, width: round(width), height, class: look })
    }),
    ...boxes.map((box) => drawBox(box, stops.has(box.node))),
    ...headings.map(({ x, y, text }) => draw("text", { x: round(x), y, dy: "0.32em", class: "heading" }, text)),
    ...cells.map((cell) => drawCell(cell, shape, stateOf(marks, cell.rank), probed.has(cell.rank), at)),
    ...boxes.flatMap((box) => {
      const stop = stops.get(box.node)
      return stop ? [comparisons(box, stop.comparisons, width)] : []
    }),
  )
}

/** What has not been read is hatched. */
const unreadPattern = (): Drawing =>
  draw(
    "defs",
    {},
    draw(
      "pattern",
      { id: "unread", width: 4, height: 4, patternUnits: "userSpaceOnUse" },
      draw("path", { d: "M 0 4 L 4 0 M -1 1 L 1 -1 M 3 5 L 5 3", class: "hatch" }),
    ),
  )

function drawEdge({ x1, y1, x2, y2 }: Edge, way: boolean): Drawing {
  const middle = round((y1 + y2) / 2)
  const d = `M ${round(x1)} ${y1} C ${round(x1)} ${middle} ${round(x2)} ${middle} ${round(x2)} ${y2}`
  return draw("path", { d, class: classes("edge", way && "way") })
}

function drawBox({ node, x, y, width, height }: Box, way: boolean): Drawing {
  const frame = { x: round(x), y, width: round(width), height, rx: Math.min(8, round(width / 4)) }
  return draw("rect", { ...frame, class: classes("box", way && "way"), "data-node": node })
}

function drawCell(
  { rank, x, y, size, width, text, above }: Cell,
  { keys }: Shape,
  state: State,
  probed: boolean,
  at: Pointed,
): Drawing {
  const middle = y + size / 2
  const look = classes("key", state, rank === at.rank && "focus", at.tinted(rank) && "tinted", probed && "probed")
  const key = keys[rank]
  return draw(
    "g",
    { class: look, "data-rank": rank },
    draw("title", {}, key ? `${keyText(key)} · ${stateText[state]}${probed ? " · compared" : ""}` : stateText[state]),
    draw("rect", { ...square(x - 4, y - 4, size + 8), width: round(width + 6), class: "halo" }),
    ...(probed ? [draw("rect", { ...square(x - 2.5, y - 2.5, size + 5), class: "probe" })] : []),
    mark(x, y, size, state),
    ...label(round(x + size + 6), middle, text, above),
  )
}

const square = (x: number, y: number, size: number) => ({
  x: round(x),
  y: round(y),
  width: round(size),
  height: round(size),
  rx: 2,
})

function diamond(x: number, y: number, size: number): string {
  const half = round(size / 2)
  return `M ${round(x + size / 2)} ${round(y - 1)} l ${half + 1} ${half + 1} l ${-half - 1} ${half + 1} l ${-half - 1} ${-half - 1} Z`
}

/** A state by its shape: filled, outlined or hatched; what was written is a diamond. */
export function mark(x: number, y: number, size: number, state: State): Drawing {
  if (state === "returned") return draw("rect", { ...square(x, y, size), class: "mark" })
  if (state === "written") return draw("path", { d: diamond(x, y, size), class: "mark" })
  const inset = state === "filtered" ? 1 : 0.5
  const shape = { ...square(x + inset, y + inset, size - 2 * inset), class: "mark" }
  return draw("rect", state === "unread" ? { ...shape, fill: "url(#unread)" } : shape)
}

function label(x: number, y: number, text: string, above: string): readonly Drawing[] {
  const line = (y: number, text: string, look: string) => draw("text", { x, y, dy: "0.32em", class: look }, text)
  if (above) return [line(y - 7, above, "heading"), line(y + 7, text, "label")]
  return text ? [line(y, text, "label")] : []
}

function comparisons({ x, y, width }: Box, n: number, all: number): Drawing {
  const right = x + width / 2 > all - 90
  const at = { x: round(x + width / 2 + (right ? -8 : 8)), y: y - 8 }
  return draw("text", { ...at, class: "comparisons", "text-anchor": right ? "end" : "start" }, many(n, "comparison"))
}

/** The states that a legend tells of: what has been left unread means something beside what was read only. */
export function statesIn(sums: Readonly<Record<State, number>>): readonly State[] {
  const all = (["written", "returned", "filtered", "unread"] as const).filter((state) => sums[state] > 0)
  return sums.written > 0 ? all.filter((state) => state !== "unread") : all
}

/** Why the keys stand as they do. */
export const order = "Sorted by the key’s hash, then by the key."

/** A state in a legend, drawn as they are in the tree. */
export function sample(state: State): Drawing {
  return draw(
    "svg",
    { viewBox: "0 0 14 14", width: 14, height: 14, class: "sample", "aria-hidden": "true" },
    unreadPattern(),
    draw("g", { class: `key ${state}` }, mark(1, 1, 12, state)),
  )
}

/** The picture in a sentence. */
export function treeText(partition: number, replica: number, shape: Shape, marks: Marks): string {
  const { returned, filtered, written } = counts(shape, marks)
  const read = returned + filtered === 0 ? "" : ` ${returned} returned, ${filtered} read and filtered out.`
  const put = written === 0 ? "" : ` ${many(written, "item")} written.`
  const nodes = `${many(shape.nodes.length, "node")} on ${many(shape.height, "level")}`
  return `The B-tree of p${partition} on replica ${replica}: ${many(shape.keys.length, "item")} in ${nodes}.${read}${put}`
}
