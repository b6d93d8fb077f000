import type { Micros, Response } from "./wire.js"

/** One recorded request of the session. */
export interface Tick {
  /** Its record in the session's log. */
  readonly n: number
  readonly operation: string
  /** The database's time after it. */
  readonly at: Micros
  readonly ok: boolean
  /** The record whose database it found: the one before, unless the session had been taken back. */
  readonly after: number
}

/**
 * The session's requests, as the page heard their answers, and which of them the database has behind it.
 *
 * Invariant: `all` ascends by n. A rewind is a record too, but no tick: it says where the next one goes on from.
 */
export class Ticks {
  private ticks: Tick[] = []
  private now = 0
  private readonly listeners = new Set<() => void>()

  get all(): readonly Tick[] {
    return this.ticks
  }

  /** The record after which the database is as it is; 0 is the beginning. */
  get at(): number {
    return this.now
  }

  /** The last request that was made, wherever the database is now. */
  get latest(): number {
    return this.ticks.at(-1)?.n ?? 0
  }

  /** Takes an answer; those to looks are nothing. Of records with one number, as runs of Advances are, the last counts. */
  add(target: string, response: Pick<Response, "n" | "status" | "now" | "trace">): void {
    const { n, status, now: at } = response
    if (n === 0 || target.endsWith(".Restore")) return
    const repeated = this.latest === n ? this.ticks.pop() : undefined
    this.ticks.push({
      n,
      operation: operationOf(target, response.trace),
      at,
      ok: status === 200,
      after: repeated?.after ?? this.now,
    })
    this.now = n
    this.tell()
  }

  /** The record of the request since which, up to record n, only time has passed. */
  requestBefore(n: number): number {
    const tick = this.ticks.find((tick) => tick.n === n)
    return tick?.operation === "Advance" ? this.requestBefore(tick.after) : n
  }

  /** The database was taken to what it was after record n. */
  rewound(n: number): void {
    this.now = n
    this.tell()
  }

  /** Begins anew, with a new database. */
  clear(): void {
    this.ticks = []
    this.rewound(0)
  }

  /** The records that made the database what it is: not those that a rewind took back. */
  get behind(): ReadonlySet<number> {
    const after = new Map(this.ticks.map((tick) => [tick.n, tick.after]))
    const way = new Set<number>()
    for (let n = this.now; n > 0; n = after.get(n) ?? 0) way.add(n)
    return way
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private tell(): void {
    for (const listener of this.listeners) listener()
  }
}

const decoder = new TextDecoder()

/** The operation that a request became, as its trace says, or was sent as. */
function operationOf(target: string, trace: Uint8Array): string {
  const [, operation] = /^\{"operation":"(\w+)"/.exec(decoder.decode(trace.subarray(0, 64))) ?? []
  return operation ?? target.slice(target.indexOf(".") + 1)
}
