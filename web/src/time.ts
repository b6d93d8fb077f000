import { connectClockwork } from "./clockwork.js"
import "./components/story-list.js"
import "./components/time-line.js"
import "./components/cost-view.js"
import type { CostView } from "./components/cost-view.js"
import type { StoryList } from "./components/story-list.js"
import type { TimeLine } from "./components/time-line.js"
import { costSoFar } from "./draw/cost.js"
import { many } from "./draw/number.js"
import type { Whereabouts } from "./draw/stations.js"
import { element, listen } from "./elements.js"
import { type Frame, frameOf, framesOf, Player } from "./player.js"
import type { State } from "./playground.js"
import { type Scene, underWay } from "./scene.js"
import type { Phase, Place, Trace } from "./trace.js"
import type { Workspace } from "./workspace.js"

// Connects what has to do with time: the way of the last request, the clock and what is coming, the session so far.

export interface Time {
  /** Takes the state of the page; when its answer is a new one, its way is played. */
  show(state: State): void
}

/** `workspace` is the one that is on the page, `draw` is called with every scene that is to be seen, `played` once, when the first way has come to its end. */
export function connectTime(workspace: () => Workspace, draw: (scene: Scene) => void, played: () => void): Time {
  const line = element<TimeLine>("time-line")
  const list = element<StoryList>("story-list")
  const costs = element<CostView>("cost-view")
  const player = new Player(() => performance.now())
  const still = matchMedia("(prefers-reduced-motion: reduce)")
  let state: State | undefined
  let trace: Trace | undefined
  let frames: readonly Frame[] = []
  let byItself = false
  let first = true
  const showClockwork = connectClockwork()
  let drawnLast = ""

  /** Takes a new way and, unless movement is not wanted, plays it once. */
  function begin(next: Trace | undefined): void {
    trace = next
    frames = framesOf(next ?? { steps: [], places: [] })
    player.setLoop(false)
    player.load(frames.length)
    drawnLast = ""
    const { ticks } = workspace()
    // Whoever looks back sees the way as it went.
    byItself = next !== undefined && ticks.at === ticks.latest
    if (byItself && !still.matches) player.play()
    follow()
  }

  /** Draws where the player is, and again when it is somewhere else. */
  function follow(): void {
    const { at, playing } = player
    const now = `${at} ${playing}`
    if (now !== drawnLast) render()
    drawnLast = now
    if (playing) requestAnimationFrame(follow)
    else if (byItself && player.done) {
      byItself = false
      if (first) played()
      first = false
    }
  }

  function render(): void {
    if (!state) return
    const { at, done, playing, frameMillis } = player
    const places = trace?.places ?? []
    const where = whereabouts(frames, at, done, playing && frameMillis < readable)
    Object.assign(list, { places, where })
    Object.assign(line, { places, where, frame: at, frames: frames.length, playing })
    Object.assign(line, { speed: player.speed, loop: player.loop })
    const scene = underWay(state, frames[at]?.done ?? 0)
    const cost = scene.answer && costSoFar(scene.answer, scene.steps)
    line.cost = cost ? many(cost.units, "unit") : ""
    Object.assign(costs, { cost, other: state.otherCost, done })
    point(done ? undefined : places[where.at]?.place)
    draw(scene)
  }

  /** Acts on a control: what played by itself is the reader's from now on. */
  function control(act: () => void): void {
    byItself = false
    act()
    drawnLast = ""
    follow()
  }

  const toPlace = (place: number) => control(() => player.go(frameOf(frames, trace!.places[place]!)))

  listen<number>(line, "go", (frame) => control(() => player.go(frame)))
  listen<number>(line, "place", toPlace)
  listen<number>(list, "place", toPlace)
  listen(line, "toggle", () => control(() => (player.playing ? player.pause() : player.play())))
  listen<number>(line, "speed", (speed) => control(() => player.setSpeed(speed)))
  listen<boolean>(line, "loop", (loop) => control(() => player.setLoop(loop)))

  /** Whoever does something meanwhile has seen enough. */
  function interrupt(event: Event): void {
    if (!byItself || !player.playing || event.composedPath().includes(line)) return
    player.go(frames.length - 1)
    follow()
  }
  for (const name of ["keydown", "pointerdown"]) addEventListener(name, interrupt, { capture: true })

  return {
    show(next) {
      state = next
      showClockwork(workspace(), next)
      const way = next.answer?.trace ?? (next.problem?.loud ? next.problem.trace : undefined)
      if (way !== trace) begin(way)
      else render()
    },
  }
}

// A sentence that stands for a shorter time can't be read: then the furthest one stays.
const readable = 150

/** Where in the story a frame is. */
function whereabouts(frames: readonly Frame[], at: number, done: boolean, quick: boolean): Whereabouts {
  const furthest = frames.slice(0, at + 1).reduce((most, { place }) => Math.max(most, place), 0)
  return { at: quick ? furthest : (frames[at]?.place ?? 0), furthest, done }
}

// Where on the page each place of the way is drawn.
const sections: Readonly<Record<string, readonly Phase[]>> = {
  ".ask": ["parse"],
  ".where": ["hash", "ring", "partition"],
  ".inside": ["seek", "read", "write", "filter", "propagate"],
  ".result": ["cost"],
  ".cost": ["cost"],
}

/** Points at the part of the page where the request is. */
function point(place: Place["place"] | undefined): void {
  for (const [section, phases] of Object.entries(sections)) {
    element(section).classList.toggle("here", place !== undefined && phases.includes(place))
  }
}
