import type { Answer } from "./answer.js"
import type { State } from "./playground.js"
import type { Step } from "./trace.js"

/** What the pictures show at one moment: the state of the page, and of the last request the way it has come so far. */
export interface Scene {
  readonly state: State
  readonly answer: Answer | undefined
  /** The steps up to and with `head`; all of them once the way is done. */
  readonly steps: readonly Step[]
  /** Where the request is on its way; undefined once it is done. */
  readonly head: Step | undefined
}

/** The scene of a state in which the last request has come all its way. */
export function finished(state: State): Scene {
  const { answer } = state
  return { state, answer, steps: answer?.steps ?? [], head: undefined }
}

/** The scene in which the last request has done so many of the steps of its trace; pages before it are done. */
export function underWay(state: State, done: number): Scene {
  const { answer } = state
  if (!answer || done >= answer.trace.steps.length) return finished(state)
  const before = answer.steps.length - answer.trace.steps.length
  return { state, answer, steps: answer.steps.slice(0, before + done), head: answer.trace.steps[done - 1] }
}
