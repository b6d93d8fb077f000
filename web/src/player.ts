import type { Place, Trace } from "./trace.js"

// How a request's way is played: which of its steps have been done at which moment. Nothing here waits or draws.

/** One moment on the way: so many steps have been done, and the last of them belongs to a place of the story. */
export interface Frame {
  readonly done: number
  readonly place: number
}

// A way takes as long as its steps, up to a limit; of more steps than there are frames, several are shown at once.
const stepMillis = 380
const mostMillis = 2500
const mostFrames = 40

/** The moments of a trace, its steps in their own order. */
export function framesOf({ steps, places }: Pick<Trace, "steps" | "places">): readonly Frame[] {
  const count = Math.min(mostFrames, steps.length)
  return Array.from({ length: count }, (_, i) => {
    const done = Math.round(((i + 1) * steps.length) / count)
    return { done, place: placeOf(places, done - 1) }
  })
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
  private frames = 0
  private from = 0
  /** When it was at `from`, while it plays. */
  private since: number | undefined
  private pace = 1
  private round = false

  /** `now` tells milliseconds. */
  constructor(private readonly now: () => number) {}

  /** The frame that it is at. */
  get at(): number {
    return Math.min(this.last, Math.floor(this.position()))
  }

  get done(): boolean {
    return this.at === this.last
  }

  get playing(): boolean {
    return this.since !== undefined && (this.round || this.position() < this.last)
  }

  get speed(): number {
    return this.pace
  }

  get loop(): boolean {
    return this.round
  }

  /** How long one frame is seen at the speed of the moment. */
  get frameMillis(): number {
    return Math.min(stepMillis, mostMillis / Math.max(1, this.frames)) / this.pace
  }

  /** Takes so many frames and is at the end of them. */
  load(frames: number): void {
    this.frames = frames
    this.go(this.last)
  }

  /** Goes on, or once more from the beginning. */
  play(): void {
    if (this.frames === 0) return
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
    return Math.max(0, this.frames - 1)
  }

  private keepPlace(change: () => void): void {
    const [at, playing] = [this.at, this.playing]
    change()
    this.from = at
    this.since = playing ? this.now() : undefined
  }

  /** Frames since the beginning, with fractions. */
  private position(): number {
    if (this.since === undefined) return this.from
    const passed = this.from + (this.now() - this.since) / this.frameMillis
    return this.round ? passed % (this.frames + restMillis / (this.frameMillis * this.pace)) : passed
  }
}
