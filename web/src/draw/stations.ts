import type { Phase, Place } from "../trace.js"

// The eight places that a request can come through, as stations of a line. Some requests pass some of them by.

export interface Station {
  readonly label: string
  /** The index of its place in the story; undefined when the request passes it by. */
  readonly place: number | undefined
  readonly state: "passed by" | "ahead" | "here" | "behind"
}

const line: readonly (readonly Phase[])[] = [
  ["parse"],
  ["hash"],
  ["ring"],
  ["partition"],
  ["seek"],
  ["read", "write"],
  ["filter", "propagate"],
  ["cost"],
]

/** Where a request is: at one place of its story, and how far it has been. */
export interface Whereabouts {
  readonly at: number
  readonly furthest: number
  /** Nothing is left to do. */
  readonly done: boolean
}

/** The line for a story; without one, all of it is ahead. */
export function stations(places: readonly Place[], where: Whereabouts): readonly Station[] {
  return line.map((names) => {
    const found = places.findIndex(({ place }) => names.includes(place))
    const told = names.filter((name) => places.some(({ place }) => place === name))
    const label = (told.length > 0 ? told : names).join("/")
    if (found < 0) return { label, place: undefined, state: places.length > 0 ? "passed by" : "ahead" }
    return { label, place: found, state: stateOf(found, where) }
  })
}

/** How the request stands to a place of its story. */
export function stateOf(place: number, { at, furthest, done }: Whereabouts): Station["state"] {
  if (done) return "behind"
  if (place === at) return "here"
  return place <= furthest ? "behind" : "ahead"
}
