import { sameAsk } from "./ask.js"
import { connectClockwork } from "./clockwork.js"
import type { State } from "./playground.js"
import type { Scene } from "./scene.js"
import { Way } from "./way.js"
import type { Workspace } from "./workspace.js"

// Connects what has to do with time: the way of the last request, the clock and what is coming, the session so far.

export interface Time {
  /** Takes the state of the page. */
  show(state: State): void
}

/**
 * `workspace` is the one that is on the page; `draw` is called with every scene that is to be seen, and `played` once,
 * when the first way has come to its end.
 */
export function connectTime(workspace: () => Workspace, draw: (scene: Scene) => void, played: () => void): Time {
  const way = new Way(draw, played)
  const showClockwork = connectClockwork()
  let last: readonly unknown[] = []
  return {
    show(state) {
      const { ticks } = workspace()
      showClockwork(workspace(), state)
      // Whoever writes would else wait at every key for pictures that stay as they are.
      const drawn = [workspace(), ...drawnOf(state)]
      if (last.length > 0 && drawn.every((value, i) => value === last[i])) return
      last = drawn
      // Whoever looks back sees the way as it went.
      way.show(state, ticks.at === ticks.latest)
    },
  }
}

/** What the pictures show of a state. Of the text it is only whether the keys of what was run still stand in it. */
const drawnOf = ({ table, ring, dots, plots, answer, otherCost, problem, ask }: State): readonly unknown[] => [
  table,
  ring,
  dots,
  plots,
  answer,
  otherCost,
  problem,
  answer !== undefined && sameAsk(answer.asked.ask, ask),
]
