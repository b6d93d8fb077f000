// Points and shapes around (0, 0). Turns are fractions of a full circle: 0 at the top, clockwise.

export interface Point {
  readonly x: number
  readonly y: number
}

export function point(turn: number, radius: number): Point {
  const radians = turn * 2 * Math.PI
  return { x: round(radius * Math.sin(radians)), y: round(-radius * Math.cos(radians)) }
}

/** The path of a piece of a ring between two turns and two radii. */
export function sector(from: number, to: number, inner: number, outer: number): string {
  // An arc that ends where it starts is nothing to SVG: a full ring is two halves.
  if (to - from >= 1)
    return `${sector(from, from + 0.5, inner, outer)} ${sector(from + 0.5, from + 0.99999, inner, outer)}`
  const [a, b, c, d] = [point(from, outer), point(to, outer), point(to, inner), point(from, inner)]
  const large = to - from > 0.5 ? 1 : 0
  return (
    `M ${a.x} ${a.y} A ${outer} ${outer} 0 ${large} 1 ${b.x} ${b.y} ` +
    `L ${c.x} ${c.y} A ${inner} ${inner} 0 ${large} 0 ${d.x} ${d.y} Z`
  )
}

/** Two decimals are a fiftieth of a pixel; more only make the page longer. */
export const round = (value: number): number => Math.round(value * 100) / 100
