import type { Phase, Place, Trace } from "./trace.js"

// How a request's way is played: which of its steps have been done at which moment. Nothing here waits or draws.

/** One moment on the way: so many steps have been done, and the last of them belongs to a place of the story. */
export interface Frame {
  readonly done: number
  readonly place: number
  /** How long it is seen. */
  readonly millis: number
}

// The first steps, which find out where to go, can be read, and so can the last. Between them a way takes as long as its
// steps, up to a limit; of more steps than there are frames, several are shown at once.
const leadMillis = 450
const stepMillis = 380
const mostMillis = 2500
const mostFrames = 40
const mostLead = 4

const leading: readonly Phase[] = ["parse", "hash", "ring"]

/** The moments of a trace, its steps in their own order. */
export function framesOf({ steps, places }: Pick<Trace, "steps" | "places">): readonly Frame[] {
  const other = steps.findIndex(({ phase }) => !leading.includes(phase))
  const lead = Math.max(0, Math.min(mostLead, other < 0 ? steps.length : other, steps.length - 1))
  const between = Math.max(0, Math.min(mostFrames, steps.length) - lead - 1)
  const pace = Math.min(stepMillis, mostMillis / between)
  const frame = (done: number, millis: number): Frame => ({ done, place: placeOf(places, done - 1), millis })
  return [
    ...Array.from({ length: lead }, (_, i) => frame(i + 1, leadMillis)),
    ...Array.from({ length: between }, (_, i) => {
      return frame(lead + Math.round(((i + 1) * (steps.length - 1 - lead)) / between), pace)
    }),
    ...(steps.length > 0 ? [frame(steps.length, leadMillis)] : []),
  ]
}

/** The place that a step belongs to; one that no place tells of belongs to the place before. */
function placeOf(places: readonly Place[], step: number): number {
  const found = places.findIndex(({ steps }) => steps.includes(step))
  return found >= 0 || step === 0 ? Math.max(0, found) : placeOf(places, step - 1)
}

/** The first frame in which all that a place's sentence tells of has been done. */
export function frameOf(frames: readonly Frame[], { steps }: Place): number {
  const last = Math.max(...steps)
  const found = frames.findIndex(({ done }) => done > last)
  return found >= 0 ? found : frames.length - 1
}

/** How fast a way can be played. */
export const speeds: readonly number[] = [0.5, 1, 2, 4]

// Played in a loop, the end is looked at for so long.
const restMillis = 1400

/**
 * Plays frames by a clock that it is given: where it is follows from the time alone.
 *
 * Invariant: 0 ≤ at < frames, or at is 0 when there are none. At the last frame the way is done.
 */
export class Player {
  /** When each frame begins and, at the end, when the last one is over: in milliseconds at speed 1. */
  private begins: readonly number[] = [0]
  private from = 0
  /** When it was at `from`, while it plays. */
  private since: number | undefined
  private pace = 1
  private round = false

  /** `now` tells milliseconds. */
  constructor(private readonly now: () => number) {}

  /** The frame that it is at. */
  get at(): number {
    const position = this.position()
    const begun = this.begins.filter((begin) => begin <= position).length
    return Math.min(this.last, begun - 1)
  }

  get done(): boolean {
    return this.at === this.last
  }

  get playing(): boolean {
    return this.since !== undefined && (this.round || this.position() < this.begins[this.last]!)
  }

  get speed(): number {
    return this.pace
  }

  get loop(): boolean {
    return this.round
  }

  /** How long the frame of the moment is seen at the speed of the moment. */
  get frameMillis(): number {
    const { at, begins } = this
    return ((begins[at + 1] ?? 0) - begins[at]!) / this.pace
  }

  /** Takes frames that are seen for so long each, and is at the end of them. */
  load(millis: readonly number[]): void {
    const begins = [0]
    for (const one of millis) begins.push(begins.at(-1)! + one)
    this.begins = begins
    this.go(this.last)
  }

  /** Goes on, or once more from the beginning. */
  play(): void {
    if (this.begins.length === 1) return
    this.from = this.done ? 0 : this.at
    this.since = this.now()
  }

  pause(): void {
    this.go(this.at)
  }

  /** Is at a frame, and stays. */
  go(to: number): void {
    this.from = Math.min(this.last, Math.max(0, to))
    this.since = undefined
  }

  setSpeed(speed: number): void {
    this.keepPlace(() => {
      this.pace = speed
    })
  }

  setLoop(loop: boolean): void {
    this.keepPlace(() => {
      this.round = loop
    })
  }

  private get last(): number {
    return Math.max(0, this.begins.length - 2)
  }

  private keepPlace(change: () => void): void {
    const [at, playing] = [this.at, this.playing]
    change()
    this.from = at
    this.since = playing ? this.now() : undefined
  }

  /** Milliseconds since the beginning, at speed 1. */
  private position(): number {
    const from = this.begins[this.from]!
    if (this.since === undefined) return from
    const passed = from + (this.now() - this.since) * this.pace
    return this.round ? passed % (this.begins.at(-1)! + restMillis) : passed
  }
}
