import type { State } from "./playground.js"

// The picture that the build printed into the page stays in sight until the elements have something true to show.

const veil = new CSSStyleSheet()
// What lies behind it has its size already, so that nothing moves when it comes forward.
veil.replaceSync(`
  :host([veiled]) { position: relative; }
  :host([veiled]) > :not(slot) { position: absolute !important; inset: 0 0 auto; visibility: hidden !important; }
`)

/** What was printed, as a veil before the elements that it was printed into. */
export class Printed {
  private readonly all = new Set(document.querySelectorAll(".first"))
  private begun: State | undefined

  /** Veils the elements whose code is there. The editor can be used at once. */
  cover(): void {
    uncover(document.querySelector("query-editor > .first"))
    for (const print of this.all) cover(print)
  }

  /** Lets go of it, once what the elements have been given to show is drawn. */
  show(state: State): void {
    this.begun ??= state
    if (!goesOn(state, this.begun)) return
    const all = [...this.all]
    this.all.clear()
    requestAnimationFrame(() => all.forEach(uncover))
  }
}

/** Whether there is more to show than that the page begins: the reader may have written something before an answer came. */
const goesOn = ({ answer, problem, ask, table }: State, begun: State): boolean =>
  answer !== undefined || problem !== undefined || (table !== undefined && ask.text !== begun.ask.text)

function cover({ parentElement: element }: Element): void {
  const root = element?.shadowRoot
  if (!root || element.hasAttribute("veiled")) return
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, veil]
  root.append(document.createElement("slot"))
  element.setAttribute("veiled", "")
}

function uncover(print: Element | null): void {
  const element = print?.parentElement
  element?.removeAttribute("veiled")
  element?.shadowRoot?.querySelector("slot")?.remove()
  print?.remove()
}
