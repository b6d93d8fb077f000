import { unwatched } from "./elements.js"

/** Does something at once, and again no sooner than after so many milliseconds and after it was done. */
export function atMostEvery(millis: number, act: () => Promise<unknown>): () => void {
  let busy = false
  let again = false
  const go = () => {
    again = busy
    if (busy) return
    busy = true
    const pause = new Promise((resolve) => setTimeout(resolve, millis))
    unwatched(
      Promise.all([act(), pause]).finally(() => {
        busy = false
        if (again) go()
      }),
    )
  }
  return go
}
