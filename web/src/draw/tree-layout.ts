import { plain, type Value } from "../value.js"
import { cut } from "./key.js"
import type { Node, Shape } from "./tree.js"

// Where everything of a tree stands. The picture is zoomed in one direction only: it is as high as it is, and shows
// some of the leaves, from the one numbered `from` on. What is then too small to be told apart becomes a crumb.

/** The part of a tree that is seen, in leaves. */
export interface View {
  readonly from: number
  readonly to: number
}

/** A node's frame. */
export interface Box {
  readonly node: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A key's square, and its text where there is room. */
export interface Cell {
  readonly rank: number
  readonly x: number
  readonly y: number
  readonly size: number
  /** How wide the square and its text are together. */
  readonly width: number
  readonly text: string
  /** The partition key, on an inner node. */
  readonly above: string
}

/** The partition key that the following keys of a leaf share. */
export interface Heading {
  readonly x: number
  readonly y: number
  readonly text: string
}

/** From a node down to its child. */
export interface Edge {
  readonly child: number
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
}

/** A subtree too narrow for more than a mark. */
export interface Crumb {
  readonly node: number
  readonly x: number
  readonly width: number
  readonly y: number
  readonly height: number
}

export interface Layout {
  readonly width: number
  readonly height: number
  readonly boxes: readonly Box[]
  readonly cells: readonly Cell[]
  readonly headings: readonly Heading[]
  readonly edges: readonly Edge[]
  readonly crumbs: readonly Crumb[]
}

/** Space above the root for what is said about it. */
const top = 24
const bar = 38
const drop = 46
export const row = 20
const padding = 6
/** A leaf goes on in a second column after so many rows. */
const rowsMost = 14

// Below these widths there are no texts, no squares, and no nodes.
const readable = 66
const squares = 9
const visible = 4

/** How wide a character of a key is. */
const character = 6.65

/** The whole tree. */
export const whole = ({ leaves }: Pick<Shape, "leaves">): View => ({ from: 0, to: Math.max(1, leaves) })

/** Where the part of a tree that is in view stands, in a picture of this width. */
export function layOut(shape: Shape, view: View, width: number): Layout {
  const page = new Sheet(shape, view, width)
  if (shape.nodes[0]) page.node(shape.nodes[0])
  return page.done()
}

/** The number of rows that the tallest leaf takes, headings included. */
function tallest({ nodes, keys }: Shape): number {
  const leaves = nodes.filter(({ children }) => children.length === 0)
  // Of a big tree not all keys are there; there is room for one heading then.
  const rows = (leaf: Node) => (leaves.length > 1000 ? leaf.ranks.length + 1 : rowsOf(leaf, keys).length)
  return Math.min(
    rowsMost,
    leaves.reduce((most, leaf) => Math.max(most, rows(leaf)), 1),
  )
}

type Row = { readonly rank: number } | { readonly heading: string }

/** The rows of a leaf: its keys, and above each run of a partition key that key, when there are sort keys beside it. */
function rowsOf({ ranks }: Node, keys: Shape["keys"]): readonly Row[] {
  let before = ""
  return ranks.flatMap((rank): Row[] => {
    const key = keys[rank]
    const text = key?.SortKey ? plain(key.PartitionKey) : ""
    const heading = text !== before ? [{ heading: text }] : []
    before = text
    return [...heading, { rank }]
  })
}

/** Collects what is in view, from the root down. */
class Sheet {
  private readonly boxes: Box[] = []
  private readonly cells: Cell[] = []
  private readonly headings: Heading[] = []
  private readonly edges: Edge[] = []
  private readonly crumbs: Crumb[] = []
  private readonly rows: number
  private readonly height: number

  constructor(
    private readonly shape: Shape,
    private readonly view: View,
    private readonly width: number,
  ) {
    this.rows = tallest(shape)
    this.height = this.yOf(Math.max(0, shape.height - 1)) + this.rows * row + 2 * padding + 2
  }

  done(): Layout {
    const { width, height, boxes, cells, headings, edges, crumbs } = this
    return { width, height, boxes, cells, headings, edges, crumbs }
  }

  /** Draws a node and what is below it, if it is in view. */
  node(node: Node): void {
    const { from, to } = this.view
    if (node.to < from || node.from > to) return
    const [left, right] = [this.xOf(node.from), this.xOf(node.to)]
    if (right - left < visible) this.crumb(node, left, right)
    else if (node.children.length > 0) this.inner(node, left, right)
    else this.leaf(node, left, right)
  }

  private xOf(leaf: number): number {
    const { from, to } = this.view
    return ((leaf - from) / (to - from)) * this.width
  }

  private yOf(depth: number): number {
    return top + depth * (bar + drop)
  }

  private crumb({ id, depth }: Node, left: number, right: number): void {
    const y = this.yOf(depth)
    this.crumbs.push({ node: id, x: left, width: Math.max(1, right - left - 0.5), y, height: this.height - y })
  }

  /** An inner node is a bar from its first key to its last; each key stands over the gap between two children. */
  private inner(node: Node, left: number, right: number): void {
    const { nodes, keys } = this.shape
    const y = this.yOf(node.depth)
    const xs = node.children.slice(1).map((child) => this.xOf(nodes[child]!.from))
    const slot = (right - left) / (xs.length + 1)
    const room = Math.min(slot - 4, widest(node, keys) + 40)
    const text = room >= readable
    const size = Math.min(12, slot - 6)
    // The square stands over the gap, or the square and its text do together.
    const before = text ? room / 2 : size / 2 + 6
    const [x, end] = [(xs[0] ?? left) - before, (xs.at(-1) ?? right) + before]
    this.boxes.push({ node: node.id, x, y, width: end - x, height: bar })
    for (const [i, at] of size >= 3 ? xs.entries() : []) {
      this.key(node.ranks[i]!, at - before + (text ? 8 : 6), y, size, text ? room - 36 : 0)
    }
    for (const id of node.children) this.child(nodes[id]!, Math.max(left, x), Math.min(right, end), y + bar)
  }

  private key(rank: number, x: number, y: number, size: number, room: number): void {
    const key = room > 0 ? this.shape.keys[rank] : undefined
    const label = (value?: Value) => (value ? cut(plain(value), Math.floor(room / character)) : "")
    const [text, above] = key?.SortKey ? [label(key.SortKey), label(key.PartitionKey)] : [label(key?.PartitionKey), ""]
    const width = room > 0 ? room + size + 12 : size
    this.cells.push({ rank, x, y: y + (bar - size) / 2, size, width, text, above })
  }

  private child(child: Node, left: number, right: number, y1: number): void {
    const x2 = this.xOf((child.from + child.to) / 2)
    const x1 = Math.min(Math.max(x2, left + 8), Math.max(left + 8, right - 8))
    const wide = this.xOf(child.to) - this.xOf(child.from) >= visible
    if (wide) this.edges.push({ child: child.id, x1, y1, x2, y2: this.yOf(child.depth) })
    this.node(child)
  }

  /** A leaf is a list of its keys. */
  private leaf(node: Node, left: number, right: number): void {
    const slot = right - left - Math.min(12, (right - left) * 0.12)
    const all = rowsOf(node, this.shape.keys)
    const columns = Math.max(1, Math.ceil(all.length / this.rows))
    const text = slot / columns >= readable
    const rows = text ? all : all.filter((one) => "rank" in one)
    const per = Math.min(this.rows, Math.ceil(rows.length / columns))
    const room = text ? Math.min(slot, (widest(node, this.shape.keys) + 40) * columns) : Math.min(slot, 26 * columns)
    const [x, y] = [(left + right - room) / 2, this.yOf(node.depth)]
    this.boxes.push({ node: node.id, x, y, width: room, height: per * row + 2 * padding })
    const column = room / columns
    if (column < squares) return
    rows.forEach((one, i) => {
      this.row(one, x + Math.floor(i / per) * column, y + padding + (i % per) * row, column, text)
    })
  }

  private row(one: Row, x: number, y: number, room: number, text: boolean): void {
    if ("heading" in one) {
      this.headings.push({ x: x + 8, y: y + row / 2, text: cut(one.heading, Math.floor((room - 16) / character)) })
      return
    }
    const size = Math.min(12, room - 5)
    const key = text ? this.shape.keys[one.rank] : undefined
    const label = key ? cut(plain(key.SortKey ?? key.PartitionKey), Math.floor((room - 34) / character)) : ""
    const inset = text ? 8 : (room - size) / 2
    const width = text ? room - 2 * inset + 6 : size
    this.cells.push({ rank: one.rank, x: x + inset, y: y + (row - size) / 2, size, width, text: label, above: "" })
  }
}

/** How wide the longest text of a node's keys is, within reason. */
function widest({ ranks }: Node, keys: Shape["keys"]): number {
  const texts = ranks.flatMap((rank) => {
    const key = keys[rank]
    return key ? [plain(key.PartitionKey), plain(key.SortKey ?? key.PartitionKey)] : []
  })
  return Math.min(200, Math.max(30, ...texts.map((text) => text.length * character)))
}

/** Zooms by a factor about a place between 0 and 1 of the picture, never beyond the tree's ends. */
export function zoomed(view: View, by: number, about: number, { leaves }: Pick<Shape, "leaves">): View {
  const all = Math.max(1, leaves)
  const span = Math.min(all, Math.max(Math.min(1, all), (view.to - view.from) / by))
  const at = view.from + (view.to - view.from) * about
  return inside(at - span * about, span, all)
}

/** Moves by a part of what is seen. */
export function moved(view: View, by: number, { leaves }: Pick<Shape, "leaves">): View {
  const span = view.to - view.from
  return inside(view.from + span * by, span, Math.max(1, leaves))
}

/** Moves just so far that a key is in view. */
export function towards(view: View, rank: number, { nodes, homes, leaves }: Shape): View {
  const { from, to } = nodes[homes[rank]!]!
  const [span, middle] = [view.to - view.from, (from + to) / 2]
  if (middle >= view.from + Math.min(0.5, span / 2) && middle <= view.to - Math.min(0.5, span / 2)) return view
  return inside(middle - span / 2, span, Math.max(1, leaves))
}

function inside(from: number, span: number, all: number): View {
  const start = Math.max(0, Math.min(from, all - span))
  return { from: start, to: start + span }
}
