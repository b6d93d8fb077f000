import "./components/trace-steps.js"
import type { TraceSteps } from "./components/trace-steps.js"
import { story } from "./draw/story.js"
import { element } from "./elements.js"
import type { State } from "./playground.js"
import { finished, type Scene } from "./scene.js"

// Connects what has to do with time: the way of the last request, the clock and what is coming, the session so far.

export interface Time {
  /** Takes the state of the page; when its answer is a new one, its way is played. */
  show(state: State): void
}

/** `draw` is called with every scene that is to be seen. */
export function connectTime(draw: (scene: Scene) => void): Time {
  const steps = element<TraceSteps>("trace-steps")
  return {
    show(state) {
      const { answer } = state
      steps.sentences = answer ? story(answer.trace, answer.cost.partitions) : []
      draw(finished(state))
    },
  }
}
