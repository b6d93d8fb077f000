import { asked, type Phase, type Place, type Step, totals } from "../trace.js"
import { count } from "./number.js"

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
    const label = (told.length > 0 ? told : expected(names, places)).join("/")
    if (found < 0) return { label, place: undefined, state: places.length > 0 ? "passed by" : "ahead" }
    return { label, place: found, state: stateOf(found, where) }
  })
}

/** Of the names of a station that is passed by, those that a request of this kind could have come to. */
function expected(names: readonly Phase[], places: readonly Place[]): readonly Phase[] {
  if (places.length === 0) return names
  const writing = places.some(({ place }) => place === "write")
  const others: readonly Phase[] = writing ? ["read", "filter"] : ["write", "propagate"]
  return names.filter((name) => !others.includes(name))
}

/** How the request stands to a place of its story. */
export function stateOf(place: number, { at, furthest, done }: Whereabouts): Station["state"] {
  if (done) return "behind"
  if (place === at) return "here"
  return place <= furthest ? "behind" : "ahead"
}

/** In a request over several partitions: which one it has come to after so many steps, and what it has done there. */
export function noteOf(steps: readonly Step[], done: number): string {
  const partition = steps[done - 1]?.partition ?? -1
  const order = asked(steps)
  if (partition < 0 || order.length < 2) return ""
  const here = steps.slice(0, done).filter((step) => step.partition === partition)
  return `p${partition}, ${order.indexOf(partition) + 1} of ${order.length}: ${whatWas(here)}.`
}

/** What steps in one partition did, in counts. */
function whatWas(steps: readonly Step[]): string {
  const of = (phase: Phase) => steps.filter((step) => step.phase === phase).length
  const { examined, returned } = totals(steps)
  if (of("write") > 0) return `wrote ${count(of("write"))}`
  if (of("filter") > 0) return `read ${count(examined)}, kept ${count(returned)}`
  return of("read") > 0 ? `read ${count(examined)}` : "asked"
}
