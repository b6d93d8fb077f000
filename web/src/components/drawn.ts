import { type Drawing, mount } from "../draw/drawing.js"

/** A small drawing as an element, to stand inside a template. It is made anew whenever the template is. */
export function drawn(drawing: Drawing): Element {
  const holder = document.createElement("span")
  mount(holder, [drawing])
  return holder.firstElementChild!
}
