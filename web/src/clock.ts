import type { Micros } from "./wire.js"

/**
 * The page's clock. It is virtual: it runs as fast as real time, faster, in slow motion or not at all, and it jumps.
 *
 * Between two changes it is a straight line over real time, through the moment at which it was changed last.
 */
export class Clock {
  private pace = 1
  private from: Micros
  private since: Micros
  private held = false
  private readonly listeners = new Set<() => void>()

  /** `real` tells real time; the clock starts there unless it is told where. */
  constructor(
    private readonly real: () => Micros,
    start?: Micros,
  ) {
    this.since = real()
    this.from = start ?? this.since
  }

  /** Whole microseconds, as the engine counts. */
  now(): Micros {
    return Math.floor(this.held ? this.from : this.from + (this.real() - this.since) * this.pace)
  }

  /** How much faster than real time the clock runs: 0 is paused, 0.01 slow motion. */
  get speed(): number {
    return this.pace
  }

  setSpeed(speed: number): void {
    this.change(this.now(), speed)
  }

  /** Goes on from another moment: a later one for a step, an earlier one after a Restore. */
  jump(to: Micros): void {
    this.change(to, this.pace)
  }

  /** Has the clock wait, whatever its speed, for a database that has yet to come to where it is. */
  hold(): void {
    this.from = this.now()
    this.held = true
  }

  /** Goes on after a hold from where the clock stood. */
  release(): void {
    this.since = this.real()
    this.held = false
  }

  /** Calls the listener when the speed changes or the clock jumps, until the returned function is called. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private change(from: Micros, speed: number): void {
    this.from = from
    this.since = this.real()
    this.pace = speed
    for (const listener of this.listeners) listener()
  }
}
