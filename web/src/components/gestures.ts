// Zooming and moving a picture with a wheel, a mouse or fingers.

/** What a picture does with it: places and distances are fractions of its own size. */
export interface Gestured {
  zoom(by: number, x: number, y: number): void
  pan(x: number, y: number): void
  /** Whether there is something to move; else a finger scrolls the page. */
  readonly movable: boolean
}

// A pointer that moved less than this has clicked.
const still = 5

/**
 * Listens to an element. The wheel zooms with Ctrl or Cmd, as a pinch on a trackpad does, or once the picture has the
 * focus, as long as there is something to zoom; else it scrolls the page, in whose way no picture should be.
 */
export function listenGestures(element: HTMLElement, picture: Gestured): void {
  const down = new Map<number, PointerEvent>()
  let moved = 0

  element.addEventListener(
    "wheel",
    (event) => {
      const meant = event.ctrlKey || event.metaKey
      const wanted = element.matches(":focus-within") && (event.deltaY < 0 || picture.movable)
      if (!meant && !wanted) return
      event.preventDefault()
      const { x, y } = placeIn(element, event)
      picture.zoom(2 ** (-event.deltaY / (event.ctrlKey ? 120 : 300)), x, y)
    },
    { passive: false },
  )

  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return
    if (down.size === 0) moved = 0
    down.set(event.pointerId, event)
  })

  element.addEventListener("pointermove", (event) => {
    const before = down.get(event.pointerId)
    if (!before) return
    const { width, height } = element.getBoundingClientRect()
    const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY]
    const other = [...down.values()].find(({ pointerId }) => pointerId !== event.pointerId)
    moved += Math.abs(dx) + Math.abs(dy)
    down.set(event.pointerId, event)
    if (moved < still) return
    if (other) return pinch(before, event, other)
    if (!picture.movable) return
    element.setPointerCapture(event.pointerId)
    picture.pan(dx / width, dy / height)
  })

  function pinch(before: PointerEvent, now: PointerEvent, other: PointerEvent): void {
    const apart = (a: PointerEvent) => Math.max(10, Math.hypot(a.clientX - other.clientX, a.clientY - other.clientY))
    const { x, y } = placeIn(element, other)
    picture.zoom(apart(now) / apart(before), x, y)
  }

  for (const end of ["pointerup", "pointercancel"] as const) {
    element.addEventListener(end, (event) => down.delete(event.pointerId))
  }
  // What ends a drag is no click.
  element.addEventListener(
    "click",
    (event) => {
      if (moved >= still) event.stopPropagation()
      moved = 0
    },
    { capture: true },
  )
}

/** Where in an element an event happened, from 0 to 1. */
export function placeIn(element: Element, event: MouseEvent): { readonly x: number; readonly y: number } {
  const { left, top, width, height } = element.getBoundingClientRect()
  return { x: (event.clientX - left) / width, y: (event.clientY - top) / height }
}
