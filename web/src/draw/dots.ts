import type { Camera } from "./camera.js"
import { band, half } from "./ring.js"

// Every item is a dot at the place of its hash. The items of a collection share one hash, so they stack inwards.

/** A dot in the ring's coordinates, and its place in the hash space. */
export interface Dots {
  readonly x: Float32Array
  readonly y: Float32Array
  /** From 0 to just under 1, ascending. */
  readonly turn: Float64Array
  readonly radius: number
}

/** The base64 of Inspect's dots: little-endian 32-bit numbers, the top halves of the hashes, ascending. */
export function readDots(base64: string): Uint32Array {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  const view = new DataView(bytes.buffer)
  return Uint32Array.from({ length: bytes.length >> 2 }, (_, i) => view.getUint32(i * 4, true))
}

// As many stacks as the ring has room for beside each other.
const stacks = 720

// Up to so many dots stand apart; taller stacks are drawn to the square root, or the tallest would hide the rest.
const apart = 12

/** Where the dots of these top halves go. */
export function place(tops: Uint32Array): Dots {
  const heights = histogram(tops, stacks)
  const tallest = heights.reduce((a, b) => Math.max(a, b), 1)
  const depth = band.outer - band.inner
  const height = tallest <= apart ? (n: number) => n / apart : (n: number) => Math.sqrt(n / tallest)
  const [x, y, turn] = [new Float32Array(tops.length), new Float32Array(tops.length), new Float64Array(tops.length)]
  const filled = new Uint32Array(stacks)
  tops.forEach((top, i) => {
    const at = top / 2 ** 32
    const level = filled[stackOf(top, stacks)]!++
    const radius = band.outer - depth * height(level)
    turn[i] = at
    x[i] = radius * Math.sin(at * 2 * Math.PI)
    y[i] = -radius * Math.cos(at * 2 * Math.PI)
  })
  return { x, y, turn, radius: tops.length > 20_000 ? 0.8 : tops.length > 2_000 ? 1.2 : 2 }
}

/** A square of pixels, and what of the ring is on it. */
export interface Sheet {
  readonly pixels: Uint32Array
  readonly side: number
  readonly camera: Camera
}

/**
 * Paints the dots whose place in the hash space lies in a range; they are in order, so it is a run of them. Squares of
 * whole pixels, since a hundred thousand of them have to be painted in the time of one frame.
 */
export function paintDots(sheet: Sheet, { x, y, turn, radius }: Dots, from: number, to: number, colour: number): void {
  const { side, camera } = sheet
  const unit = (side / (2 * half)) * camera.scale
  const size = Math.max(1, Math.round((2 * radius * unit) / Math.sqrt(camera.scale)))
  const [left, top] = [side / 2 - camera.x * unit - size / 2, side / 2 - camera.y * unit - size / 2]
  for (let i = firstAt(turn, from); i < turn.length && turn[i]! < to; i++) {
    paintSquare(sheet, Math.round(x[i]! * unit + left), Math.round(y[i]! * unit + top), size, colour)
  }
}

function paintSquare({ pixels, side }: Sheet, left: number, top: number, size: number, colour: number): void {
  if (left < 0 || top < 0 || left + size > side || top + size > side) return
  for (let row = top; row < top + size; row++) pixels.fill(colour, row * side + left, row * side + left + size)
}

/** The dot that is nearest to a point, if one is within reach. */
export function nearest(
  { x, y, turn }: Dots,
  at: { readonly x: number; readonly y: number },
  reach: number,
): number | undefined {
  const middle = (Math.atan2(at.x, -at.y) / (2 * Math.PI) + 1) % 1
  const window = Math.max(1 / stacks, reach / (2 * Math.PI * band.inner))
  let [best, found] = [reach * reach, -1]
  for (let i = firstAt(turn, middle - window); i < turn.length && turn[i]! <= middle + window; i++) {
    const distance = (x[i]! - at.x) ** 2 + (y[i]! - at.y) ** 2
    if (distance < best) [best, found] = [distance, i]
  }
  return found < 0 ? undefined : found
}

/** The first dot at a place of the hash space or after it. */
function firstAt(turn: Float64Array, from: number): number {
  let [low, high] = [0, turn.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (turn[middle]! < from) low = middle + 1
    else high = middle
  }
  return low
}

/** Where to look for the item of a dot: from a hash on, and after how many items. */
export function whereIs(tops: Uint32Array, dot: number): { readonly from: string; readonly skip: number } {
  let skip = 0
  while (skip < dot && tops[dot - skip - 1] === tops[dot]) skip++
  return { from: `${tops[dot]!.toString(16).padStart(8, "0")}00000000`, skip }
}

/** How many dots fall into each of n equal parts of the hash space. */
export function histogram(tops: Uint32Array, n: number): Uint32Array {
  const heights = new Uint32Array(n)
  for (const top of tops) heights[stackOf(top, n)]!++
  return heights
}

const stackOf = (top: number, n: number): number => Math.floor((top / 2 ** 32) * n)
