import "./components/cost-view.js"
import "./components/story-list.js"
import "./components/time-line.js"
import type { CostView } from "./components/cost-view.js"
import type { StoryList } from "./components/story-list.js"
import type { TimeLine } from "./components/time-line.js"
import { costSoFar } from "./draw/cost.js"
import { many } from "./draw/number.js"
import { noteOf, type Whereabouts } from "./draw/stations.js"
import { element, listen } from "./elements.js"
import { type Frame, frameOf, framesOf, Player } from "./player.js"
import type { State } from "./playground.js"
import { type Scene, underWay } from "./scene.js"
import { litOf } from "./seen.js"
import type { Phase, Trace } from "./trace.js"

// A sentence that stands for a shorter time, in milliseconds, can't be read: then the furthest one stays.
const readable = 150

/** The way of the last request as it is played: it tells the timeline, the story and the cost, and draws the scenes. */
export class Way {
  private readonly line = element<TimeLine>("time-line")
  private readonly list = element<StoryList>("story-list")
  private readonly cost = element<CostView>("cost-view")
  private readonly player = new Player(() => performance.now())
  private readonly still = matchMedia("(prefers-reduced-motion: reduce)")
  private state: State | undefined
  private trace: Trace | undefined
  private frames: readonly Frame[] = []
  /** It plays because there is a new one, and not because the reader wants it to. */
  private byItself = false
  private first = true
  private drawn = ""
  private next = 0

  /** `draw` is called with every scene, `played` once, when the first way has come to its end. */
  constructor(
    private readonly draw: (scene: Scene) => void,
    private readonly played: () => void,
  ) {
    this.listen()
  }

  /** Takes what the page shows. A new way is played by itself, if it is to be and movement is wanted. */
  show(state: State, plays: boolean): void {
    this.state = state
    const { answer, problem } = state
    const trace = answer?.trace ?? problem?.trace
    if (trace === this.trace) this.render()
    else this.take(trace, plays)
  }

  private take(trace: Trace | undefined, plays: boolean): void {
    this.trace = trace
    this.frames = framesOf(trace ?? { steps: [], places: [] })
    this.player.setLoop(false)
    this.player.load(this.frames.map(({ millis }) => millis))
    this.byItself = plays && trace !== undefined
    if (this.byItself && !this.still.matches) this.player.play()
    this.begin()
  }

  private listen(): void {
    const { line, list, player } = this
    const control = <T>(target: EventTarget, name: string, act: (detail: T) => void) =>
      listen<T>(target, name, (detail) => {
        this.byItself = false
        act(detail)
        this.begin()
      })
    const toPlace = (place: number) => player.go(frameOf(this.frames, this.trace!.places[place]!))
    control<number>(line, "place", toPlace)
    control<number>(list, "place", toPlace)
    control<number>(line, "go", (frame) => player.go(frame))
    control(line, "toggle", () => (player.playing ? player.pause() : player.play()))
    control<number>(line, "speed", (speed) => player.setSpeed(speed))
    control<boolean>(line, "loop", (loop) => player.setLoop(loop))
    for (const name of ["keydown", "pointerdown"]) {
      addEventListener(name, (event) => this.interrupt(event), { capture: true })
    }
  }

  /** Whoever does something while a way plays by itself has seen enough of it. */
  private interrupt(event: Event): void {
    if (!this.byItself || !this.player.playing || event.composedPath().includes(this.line)) return
    this.player.go(this.frames.length - 1)
    this.begin()
  }

  private begin(): void {
    this.drawn = ""
    cancelAnimationFrame(this.next)
    this.follow()
  }

  /** Draws where the player is, and again whenever it has come somewhere else. */
  private follow(): void {
    const { at, playing } = this.player
    const now = `${at} ${playing}`
    if (now !== this.drawn) this.render()
    this.drawn = now
    if (playing) this.next = requestAnimationFrame(() => this.follow())
    else if (this.byItself) this.end()
  }

  private end(): void {
    this.byItself = false
    if (this.first) this.played()
    this.first = false
  }

  private render(): void {
    const { state, trace, frames, line } = this
    if (!state) return
    const { at: frame, done, playing, speed, loop } = this.player
    const places = trace?.places ?? []
    const where = this.whereabouts()
    const scene = underWay(state, frames[frame]?.done ?? 0)
    const cost = scene.answer && costSoFar(scene.answer, scene.steps)
    Object.assign(this.list, { places, where })
    const note = done ? "" : noteOf(trace?.steps ?? [], frames[frame]?.done ?? 0)
    Object.assign(line, { places, where, note, frame, frames: frames.length, playing, speed, loop })
    Object.assign(line, { partitions: state.ring?.partitions ?? [], lit: litOf(scene, undefined, []) })
    line.cost = cost ? many(cost.units, "unit") : ""
    Object.assign(this.cost, { cost, other: state.otherCost, done })
    point(done ? undefined : places[where.at]?.place)
    this.draw(scene)
  }

  /** Where in the story the player is. */
  private whereabouts(): Whereabouts {
    const { at: frame, done, playing, frameMillis } = this.player
    const furthest = this.frames.slice(0, frame + 1).reduce((most, { place }) => Math.max(most, place), 0)
    const quick = playing && frameMillis < readable
    return { at: quick ? furthest : (this.frames[frame]?.place ?? 0), furthest, done }
  }
}

// Where on the page each place of the way is drawn.
const sections: Readonly<Record<string, readonly Phase[]>> = {
  ".ask": ["parse"],
  ".where": ["hash", "ring", "partition"],
  ".inside": ["seek", "read", "write", "filter", "propagate"],
  ".result": ["cost"],
  ".cost": ["cost"],
}

/** Marks the part of the page where the request is. */
function point(place: Phase | undefined): void {
  for (const [section, phases] of Object.entries(sections)) {
    element(section).classList.toggle("here", place !== undefined && phases.includes(place))
  }
}
