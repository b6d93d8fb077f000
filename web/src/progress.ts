import { keep, kept } from "./storage.js"

/** How far a step is. */
export interface StepProgress {
  /** Attempts that did not pass. */
  readonly tries: number
  readonly passed: boolean
  /** Its solution was shown, so it brings no points. */
  readonly revealed: boolean
  readonly points: number
  /** How many hints are open. */
  readonly hints: number
  /** What was run up to where it passed. */
  readonly attempts: readonly string[]
}

/** How far a lesson is, by the ids of its steps. */
export interface Progress {
  readonly at: string
  readonly steps: Readonly<Record<string, StepProgress>>
}

export const untried: StepProgress = { tries: 0, passed: false, revealed: false, points: 0, hints: 0, attempts: [] }

const nothing: Progress = { at: "", steps: {} }

/** What is kept of a lesson's progress; another text, or other data, is another lesson. */
export function progressOf(hash: string): Progress {
  try {
    return { ...nothing, ...(JSON.parse(kept(place(hash)) || "{}") as Partial<Progress>) }
  } catch {
    return nothing
  }
}

export const keepProgress = (hash: string, progress: Progress): void => keep(place(hash), JSON.stringify(progress))

/** How many steps of a lesson are done, as its name in the list says. */
export const sign = (name: string): string => kept(`lesson-sign-${name}`)

/** Whether all the steps of a lesson are done. */
export const isDone = (name: string): boolean => sign(name).startsWith("✓")

export const keepSign = (name: string, done: number, of: number): void =>
  keep(`lesson-sign-${name}`, done === of ? "✓ done" : `${done} of ${of}`)

const place = (hash: string): string => `lesson-${hash}`
