import type { Clock } from "./clock.js"
import type { Coming, Database } from "./database.js"
import type { Micros } from "./wire.js"

/** Calls something after so many milliseconds, unless the returned function is called first. */
export type Wait = (millis: number, act: () => void) => () => void

// A timer can't wait for longer than 24 days, and one that is late is no harm: so it looks again now and then.
const longestMillis = 60_000

// So many events are told; so many, and requests of workloads, run between two looks at the world.
const told = 50
const slice = 1000

// A workload has something due every millisecond; between two advances the page has so much time for itself.
const restMillis = 40

/**
 * Lets the database's time pass without a request: when the clock comes to what is due, the database advances.
 * While the clock is paused nothing moves.
 */
export class Pump {
  private coming: Coming | undefined
  private stop = () => {}
  private looks = 0
  private rest = 0
  private readonly forget: () => void

  /** `tell` hears what is coming, `passed` that something has happened, and how many requests of workloads were made. */
  constructor(
    private readonly clock: Clock,
    private readonly database: Pick<Database, "coming" | "advance">,
    private readonly wait: Wait,
    private readonly tell: (coming: Coming) => void,
    private readonly passed: (requests: number) => void,
  ) {
    this.forget = clock.onChange(() => this.plan())
  }

  /** Ends its work. */
  close(): void {
    this.forget()
    this.stop()
    this.looks++
  }

  /** Asks the database what is coming, and waits for that. */
  async look(): Promise<void> {
    const look = ++this.looks
    const coming = await this.database.coming(told)
    if (look !== this.looks) return
    this.coming = coming
    this.tell(coming)
    this.plan()
  }

  /** Stops the clock where the next event is, and lets it happen. */
  async step(): Promise<void> {
    const next = this.coming?.Events[0]
    if (!next) return
    this.clock.setSpeed(0)
    this.clock.jump(Math.max(next.At, this.clock.now()))
    await this.advance()
  }

  private plan(): void {
    this.stop()
    const next = this.coming?.Events[0]
    if (!next || this.clock.speed === 0) return
    const millis = (next.At - this.clock.now()) / this.clock.speed / 1000
    this.stop = this.wait(Math.min(longestMillis, Math.max(this.rest, Math.ceil(millis))), () => {
      if (next.At > this.clock.now()) this.plan()
      else void this.advance().catch((cause: unknown) => console.warn(cause))
    })
  }

  /** Advances to the clock, in slices. When there is more due than one slice the clock waits: it never runs away. */
  private async advance(): Promise<void> {
    const until = this.clock.now()
    const { More, Requests = 0 } = await this.database.advance(until, slice)
    this.rest = Requests > 0 ? restMillis : 0
    if (More) await this.catchUp(until)
    this.passed(Requests)
    await this.look()
  }

  private async catchUp(until: Micros): Promise<void> {
    this.clock.hold()
    try {
      while ((await this.database.advance(until, slice)).More) {}
    } finally {
      this.clock.release()
    }
  }
}
