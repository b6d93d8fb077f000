import { isRead, type Marks, type Shape, type State } from "./tree.js"
import type { Box, Cell, Edge, Layout } from "./tree-layout.js"
import { type Pointed, stateOf } from "./tree-picture.js"

// A tree of thousands of nodes, painted. It looks as the drawing of a smaller one does.

/** The colours and the font of the theme of the moment. */
export interface Ink {
  readonly accent: string
  readonly ink: string
  readonly soft: string
  readonly edge: string
  readonly line: string
  readonly panel: string
  readonly tint: string
  readonly mono: string
  readonly sans: string
}

export function paintTree(
  on: CanvasRenderingContext2D,
  shape: Shape,
  marks: Marks,
  layout: Layout,
  at: Pointed,
  ink: Ink,
): void {
  const stops = new Map(marks.walks.flat().map((stop) => [stop.node, stop]))
  const { width, height, edges, crumbs, boxes, cells, headings } = layout
  on.clearRect(0, 0, width, height)
  on.textBaseline = "middle"
  paintEdges(
    on,
    edges.filter(({ child }) => !stops.has(child)),
    ink.edge,
    1,
  )
  paintEdges(
    on,
    edges.filter(({ child }) => stops.has(child)),
    ink.accent,
    2.5,
  )
  for (const { node, x, y, width, height } of crumbs) {
    on.fillStyle = stops.has(node) || isRead(shape, node, marks) ? ink.accent : ink.line
    on.fillRect(x, y, width, height)
  }
  for (const box of boxes) paintBox(on, box, stops.has(box.node), ink)
  on.fillStyle = ink.soft
  on.font = `11px ${ink.mono}`
  for (const { x, y, text } of headings) on.fillText(text, x, y)
  for (const cell of cells) paintCell(on, cell, stateOf(marks, cell.rank), at, ink)
  for (const box of boxes) {
    const stop = stops.get(box.node)
    if (stop) paintComparisons(on, box, stop.comparisons, width, ink)
  }
}

function paintEdges(on: CanvasRenderingContext2D, edges: readonly Edge[], colour: string, thick: number): void {
  on.strokeStyle = colour
  on.lineWidth = thick
  on.beginPath()
  for (const { x1, y1, x2, y2 } of edges) {
    const middle = (y1 + y2) / 2
    on.moveTo(x1, y1)
    on.bezierCurveTo(x1, middle, x2, middle, x2, y2)
  }
  on.stroke()
}

function paintBox(on: CanvasRenderingContext2D, { x, y, width, height }: Box, way: boolean, ink: Ink): void {
  on.fillStyle = ink.panel
  on.strokeStyle = way ? ink.accent : ink.edge
  on.lineWidth = way ? 2 : 1
  on.beginPath()
  on.roundRect(x, y, width, height, Math.min(8, width / 4))
  on.fill()
  on.stroke()
}

function paintCell(on: CanvasRenderingContext2D, cell: Cell, state: State, at: Pointed, ink: Ink): void {
  const { rank, x, y, size, width, text, above } = cell
  if (rank === at.rank || at.tinted(rank)) {
    on.fillStyle = ink.tint
    on.fillRect(x - 4, y - 4, width + 6, size + 8)
    on.strokeStyle = ink.accent
    on.lineWidth = 1.5
    if (rank === at.rank) on.strokeRect(x - 4, y - 4, width + 6, size + 8)
  }
  paintMark(on, x, y, size, state, ink)
  const middle = y + size / 2
  on.fillStyle = ink.soft
  if (above) on.fillText(above, x + size + 6, middle - 7)
  on.fillStyle = ink.ink
  if (text) on.fillText(text, x + size + 6, above ? middle + 7 : middle)
}

function paintMark(on: CanvasRenderingContext2D, x: number, y: number, size: number, state: State, ink: Ink): void {
  on.fillStyle = state === "returned" || state === "written" ? ink.accent : ink.panel
  on.fillRect(x, y, size, size)
  on.strokeStyle = state === "unread" ? ink.edge : ink.accent
  on.lineWidth = state === "filtered" ? 2 : 1
  on.strokeRect(x + 0.5, y + 0.5, size - 1, size - 1)
  if (state !== "unread" || size < 6) return
  on.beginPath()
  for (let i = 4; i < 2 * size; i += 4) {
    on.moveTo(x + Math.min(i, size), y + Math.max(0, i - size))
    on.lineTo(x + Math.max(0, i - size), y + Math.min(i, size))
  }
  on.stroke()
}

function paintComparisons(on: CanvasRenderingContext2D, { x, y, width }: Box, n: number, all: number, ink: Ink): void {
  const right = x + width / 2 > all - 90
  on.fillStyle = ink.accent
  on.font = `600 12px ${ink.sans}`
  on.textAlign = right ? "right" : "left"
  on.fillText(`${n} comparison${n === 1 ? "" : "s"}`, x + width / 2 + (right ? -8 : 8), y - 12)
  on.textAlign = "left"
}
