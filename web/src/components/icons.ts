import { svg } from "lit"

// The marks on the buttons that have to do with time.

const icon = (d: string) =>
  svg`<svg viewBox="0 0 16 16" width="16" height="16" fill="currentColor" aria-hidden="true"><path d=${d} /></svg>`

export const toStart = icon("M3 3h2v10H3zM13 3v10L6 8z")
export const toEnd = icon("M11 3h2v10h-2zM3 3v10l7-5z")
export const back = icon("M11 3v10L4 8z")
export const forth = icon("M5 3v10l7-5z")
export const play = icon("M4 2.5v11l9.5-5.5z")
export const pause = icon("M3.5 3h3v10h-3zM9.5 3h3v10h-3z")
export const again = icon("M8 2.5a5.5 5.5 0 1 1-5.2 3.7l1.7.6A3.7 3.7 0 1 0 8 4.3V7L4 3.5 8 0z")
