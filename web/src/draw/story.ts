import type { Place } from "../trace.js"
import { type Drawing, draw } from "./drawing.js"
import { stateOf, type Whereabouts } from "./stations.js"

// A request's way in the engine's sentences.

/** The way as a list; a live one is a list box, in which one place is chosen. */
export function story(places: readonly Place[], where: Whereabouts, live: boolean): Drawing {
  const box = { role: "listbox", tabindex: 0, "aria-activedescendant": `place-${where.at}` }
  return draw(
    "ul",
    { "aria-label": "The way of the last request", ...(live && box) },
    ...places.map((place, i) => told(place, i, where, live)),
  )
}

function told({ place, text }: Place, i: number, where: Whereabouts, live: boolean): Drawing {
  const option = { id: `place-${i}`, role: "option", "aria-selected": String(i === where.at), "data-place": i }
  return draw("li", { class: stateOf(i, where), ...(live && option) }, draw("b", {}, place), draw("span", {}, text))
}
