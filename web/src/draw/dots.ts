import { band } from "./ring.js"

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

/** How many dots fall into each of n equal parts of the hash space. */
export function histogram(tops: Uint32Array, n: number): Uint32Array {
  const heights = new Uint32Array(n)
  for (const top of tops) heights[stackOf(top, n)]!++
  return heights
}

const stackOf = (top: number, n: number): number => Math.floor((top / 2 ** 32) * n)
