/** The page's one element that a selector names. */
export function element<T extends Element>(selector: string): T {
  return document.querySelector<T>(selector)!
}

/** Acts on an element's news. Work that fails is told by the engine's status, or on the console. */
export function listen<T>(target: EventTarget, name: string, act: (detail: T) => unknown): void {
  target.addEventListener(name, (event) => unwatched(Promise.resolve(act(detailOf<T>(event)))))
}

/** What the news say. News of nothing, undefined, arrive as null. */
const detailOf = <T>(event: Event): T => (event as CustomEvent<T>).detail ?? (undefined as T)

/** Work that the status of the engine already tells the reader about when it fails. */
export function unwatched(work: Promise<unknown>): void {
  work.catch((cause: unknown) => console.warn(cause))
}
