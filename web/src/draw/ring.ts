import type { Partition } from "../table.js"
import type { Step } from "../trace.js"
import { type Camera, home, sees, viewBox } from "./camera.js"
import { classes, type Drawing, draw } from "./drawing.js"
import { type Point, point, round, sector } from "./geometry.js"
import { fraction, short } from "./hash.js"
import { type Heats, heatBand, heatText } from "./heat.js"
import { cut } from "./key.js"
import { colour, paint } from "./look.js"

/** What the ring shows beside its partitions. */
export interface Lit {
  /** The partitions that a request asked, in its order; undefined before the first request. */
  readonly asked?: readonly number[]
  /** What the last request went to, if it has another ring: a global index, or the table that this is one of. */
  readonly elsewhere?: string
  /** How many items it read in each. */
  readonly read?: ReadonlyMap<number, number>
  /** The hashes of the keys it named. */
  readonly hashes: readonly string[]
  /** The partition that the reader points at or has pinned. */
  readonly focus?: number | undefined
  /** The hash of the item in focus. */
  readonly place?: string
  /** The hashes in focus; a range that ends where it begins is one hash. */
  readonly range?: { readonly from: string; readonly to: string }
  /** Keys that the reader typed, and their hashes. */
  readonly landings?: readonly { readonly text: string; readonly hash: string }[]
  /** Where the request is, while it is under way. */
  readonly head?: Step
}

// The drawing is a square around (0, 0), 2 × half wide.
export const half = 272

/** Between these radii lie the dots of the items. */
export const band = { inner: 96, outer: 160 }

const arc = { inner: 166, outer: 196 }
const grown = { inner: 162, outer: 208 }

// Where the labels of keys begin.
const beside = grown.outer + 13

/**
 * The hash space drawn round: 0 at the top, clockwise to 2^64, one arc for each partition.
 *
 *     hash of the key ── tick ──▶ the arc that owns it ──▶ the partition's number in the middle
 *
 * `fresh` are the partitions that have just come from a split; `heats` stand around the ring as bars.
 */
export function ring(
  partitions: readonly Partition[],
  lit: Lit,
  fresh: ReadonlySet<number> = new Set(),
  camera: Camera = home,
  heats: Heats = new Map(),
): Drawing {
  if (partitions.length === 0) return blank()
  const square = viewBox(camera, half)
  return draw(
    "svg",
    {
      viewBox: square,
      role: "img",
      "aria-label": description(partitions, lit, heats),
      class: lit.asked ? "ran" : "idle",
    },
    ...tint(lit.range),
    ...quarters(lit.hashes),
    // What is lit is drawn last, so that its edge lies over its neighbours'.
    ...[...partitions].sort((a, b) => rank(a, lit) - rank(b, lit)).map((partition) => range(partition, lit)),
    ...heatBand(partitions, heats),
    ...lit.hashes.map((hash) => tick(hash, lit.head?.phase === "hash")),
    ...(lit.landings ?? []).map(landing),
    ...partitions.flatMap((partition) => boundary(partition, fresh)),
    ...place(lit),
    draw("g", { class: "middle" }, ...middle(partitions, lit)),
  )
}

/** Where a closer look goes: to what is lit, or, when that is out of sight, to the part of the ring that is nearest. */
export function closerAt(partitions: readonly Partition[], lit: Lit, camera: Camera = home): Point {
  const radius = (band.inner + grown.outer) / 2
  const wished = point(litTurn(partitions, lit), radius)
  if (sees(camera, wished, half)) return wished
  return point(Math.atan2(camera.x, -camera.y) / (2 * Math.PI), radius)
}

/** The key or else the partition in focus, the key or else the partition that was asked first; else the top. */
function litTurn(partitions: readonly Partition[], { place, range, focus, hashes, asked = [] }: Lit): number {
  const hash = place ?? range?.from
  if (hash) return fraction(hash)
  if (focus === undefined && hashes[0]) return fraction(hashes[0])
  const partition = partitions.find(({ Id }) => Id === (focus ?? asked[0]))
  return partition ? (fraction(partition.First) + fraction(partition.Last)) / 2 : 0
}

/** The place of the ring before there is a table. */
function blank(): Drawing {
  const circle = (r: number) => draw("circle", { r, class: "outline" })
  return draw(
    "svg",
    { viewBox: `${-half} ${-half} ${2 * half} ${2 * half}`, "aria-hidden": "true" },
    circle(arc.inner),
    circle(arc.outer),
  )
}

/** The ring in a sentence, for those who don't see it. */
export function description(partitions: readonly Partition[], lit: Lit, heats: Heats = new Map()): string {
  const all = [`A ring of ${partitions.length} hash ranges.`, ...throttledIn(heats)].join(" ")
  if (lit.elsewhere) return `${all} The last request went to the ring of ${lit.elsewhere}.`
  if (!lit.asked) return all
  if (lit.asked.length === 0) return `${all} The last request asked none of them.`
  const names = lit.asked.map((id) => `p${id}`).join(", ")
  const keys = lit.hashes.length > 0 ? ` The key's hash ${lit.hashes.map(short).join(", ")} leads there.` : ""
  return `${all} The last request asked ${lit.asked.length} of ${partitions.length}: ${names}.${keys}`
}

const throttledIn = (heats: Heats): readonly string[] =>
  [...heats.values()].filter(({ throttled }) => throttled > 0).map((heat) => `${heatText(heat)}.`)

const rank = ({ Id }: Partition, lit: Lit): number => (lit.asked?.includes(Id) ? 1 : 0) + (lit.focus === Id ? 2 : 0)

function range(partition: Partition, lit: Lit): Drawing {
  const { Id } = partition
  const order = lit.asked?.indexOf(Id) ?? -1
  const state = classes(
    "range",
    colour(Id),
    order >= 0 && "lit",
    lit.focus === Id && "focus",
    lit.head?.partition === Id && "head",
  )
  const [from, to] = [fraction(partition.First), fraction(partition.Last)]
  return draw(
    "g",
    { class: state, "data-partition": Id },
    ...shape(partition, from, to, order >= 0),
    number(Id, from, to),
  )
}

// Below this a range is a cut inside one collection, or too thin for a number of its own.
const notch = 0.0005
const readable = 0.022

function shape(partition: Partition, from: number, to: number, isLit: boolean): readonly Drawing[] {
  const { inner, outer } = isLit ? grown : arc
  const d = sector(from, Math.max(to, from + notch), inner, outer)
  return [
    draw("path", { d, class: "ground" }),
    draw("path", { d, class: "edge", fill: paint(partition.Id, isLit) }),
    draw("title", {}, `p${partition.Id}: ${short(partition.First)} to ${short(partition.Last)}`),
  ]
}

function number(id: number, from: number, to: number): Drawing {
  if (to - from < readable) return draw("g", {})
  const { x, y } = point((from + to) / 2, (arc.inner + arc.outer) / 2 + 2)
  return draw(
    "g",
    { class: "number" },
    draw("circle", { cx: x, cy: y, r: 13 }),
    draw("text", { x, y, dy: "0.35em" }, String(id)),
  )
}

const corners = [
  { at: 0, text: "0" },
  { at: 0.25, text: "4000…" },
  { at: 0.5, text: "8000…" },
  { at: 0.75, text: "c000…" },
] as const

/** Marks at the quarters, left out where a key's tick would be written over them. */
function quarters(hashes: readonly string[]): readonly Drawing[] {
  const free = corners.filter(({ at }) => hashes.every((hash) => distance(fraction(hash), at) > 0.05))
  return free.map(({ at, text }) => {
    const [from, to] = [point(at, arc.outer), point(at, grown.outer + 3)]
    return draw(
      "g",
      { class: "quarter" },
      draw("line", { x1: from.x, y1: from.y, x2: to.x, y2: to.y }),
      label(at, grown.outer + 8, text),
    )
  })
}

/** Text outside the ring, which begins, ends or is centred at its place, whichever leads away from the ring. */
function label(turn: number, radius: number, text: string): Drawing {
  const { x, y } = point(turn, radius)
  const anchor = anchorAt(turn)
  const down = round(5 - 6 * Math.cos(turn * 2 * Math.PI))
  return draw("text", { x, y: round(y + down), "text-anchor": anchor }, text)
}

function anchorAt(turn: number): "start" | "end" | "middle" {
  const side = Math.sin(turn * 2 * Math.PI)
  return side > 0.3 ? "start" : side < -0.3 ? "end" : "middle"
}

/** How many characters of a label have room between the ring and the edge of the picture. */
function roomAt(turn: number, radius: number): number {
  const { x } = point(turn, radius)
  const room = (half - Math.abs(x)) * (anchorAt(turn) === "middle" ? 2 : 1)
  return Math.floor(room / 7.9)
}

/** How far apart two places of a circle are, at most one half. */
const distance = (a: number, b: number): number => Math.min(Math.abs(a - b), 1 - Math.abs(a - b))

/** Where a key's hash falls: a line from the middle through its arc, a head, and the hash. */
function tick(hash: string, head: boolean): Drawing {
  const turn = fraction(hash)
  const [from, to] = [point(turn, 84), point(turn, grown.outer + 6)]
  return draw(
    "g",
    { class: classes("tick", head && "head") },
    draw("line", { x1: from.x, y1: from.y, x2: to.x, y2: to.y }),
    draw("circle", { cx: to.x, cy: to.y, r: 4.5 }),
    label(turn, beside, short(hash)),
  )
}

/** Where a typed key falls: dashed, so that it is not taken for the request's. */
function landing({ text, hash }: { readonly text: string; readonly hash: string }): Drawing {
  const turn = fraction(hash)
  const to = point(turn, grown.outer + 6)
  // The partition's number, half way through the arc, stays readable.
  const line = (a: number, b: number) => {
    const [from, to] = [point(turn, a), point(turn, b)]
    return draw("line", { x1: from.x, y1: from.y, x2: to.x, y2: to.y })
  }
  return draw(
    "g",
    { class: "landing" },
    line(arc.inner - 20, arc.inner + 4),
    line(arc.outer - 5, grown.outer + 6),
    draw("circle", { cx: to.x, cy: to.y, r: 4.5 }),
    draw("title", {}, text),
    label(turn, beside, cut(text, Math.min(10, roomAt(turn, beside)))),
  )
}

/** How a new range begins; and a notch where one begins inside an item collection, within the one place of its hash. */
function boundary({ Id, First, InsideCollection }: Partition, fresh: ReadonlySet<number>): readonly Drawing[] {
  const turn = fraction(First)
  const isNew = fresh.has(Id)
  const [from, to, middle] = [
    point(turn, band.outer),
    point(turn, grown.outer + 4),
    point(turn, (arc.inner + arc.outer) / 2),
  ]
  const line = draw("line", { x1: from.x, y1: from.y, x2: to.x, y2: to.y })
  const turned = `rotate(${round(turn * 360)} ${middle.x} ${middle.y})`
  const cut = draw("path", { d: `M ${middle.x} ${middle.y - 9} l 6 9 l -6 9 l -6 -9 Z`, transform: turned })
  const said = draw("title", {}, `p${Id} begins inside an item collection, at a sort key`)
  return [
    ...(isNew ? [draw("g", { class: "boundary" }, line)] : []),
    ...(InsideCollection ? [draw("g", { class: "notch" }, said, cut)] : []),
  ]
}

/** Where the item in focus is: between the dots and the arcs. */
function place({ place, range }: Lit): readonly Drawing[] {
  const hash = place ?? (range && isOne(range) ? range.from : undefined)
  if (hash === undefined) return []
  const [from, to] = [point(fraction(hash), band.inner), point(fraction(hash), arc.inner)]
  const line = draw("line", { x1: from.x, y1: from.y, x2: to.x, y2: to.y })
  return [draw("g", { class: "place" }, line, draw("circle", { cx: to.x, cy: to.y, r: 6 }))]
}

const isOne = ({ from, to }: { from: string; to: string }): boolean => from === to

/** The range in focus, over the dots. */
function tint(range: Lit["range"]): readonly Drawing[] {
  if (!range || isOne(range)) return []
  const d = sector(fraction(range.from || "0"), fraction(range.to), band.inner, grown.outer + 4)
  return [draw("path", { d, class: "tint" })]
}

/** The answer in the middle: which partition, or how many. */
function middle(partitions: readonly Partition[], { asked, elsewhere, hashes, focus, head }: Lit): readonly Drawing[] {
  if (focus !== undefined) return lines(`p${focus}`, caption(partitions.find(({ Id }) => Id === focus)))
  if (head && hashes.length === 1 && asked?.length === 0) return lines(short(hashes[0]!), ["the key’s hash"])
  if (!asked || (head && asked.length === 0)) return lines(String(partitions.length), ["partitions"])
  if (elsewhere) return lines(String(partitions.length), ["partitions", `${cut(elsewhere, 16)} was asked`])
  if (asked.length !== 1) return lines(`${asked.length} of ${partitions.length}`, ["partitions asked"])
  const hash = hashes.length === 1 ? [`hash ${short(hashes[0]!)}`] : []
  return lines(`p${asked[0]}`, [...hash, `1 of ${partitions.length} asked`])
}

const caption = (partition?: Partition): readonly string[] =>
  partition ? [`${short(partition.First)} to`, short(partition.Last)] : []

function lines(head: string, rest: readonly string[]): readonly Drawing[] {
  return [
    draw("text", { class: "head", y: round(-6) }, head),
    ...rest.map((text, i) => draw("text", { y: 20 + i * 20 }, text)),
  ]
}
