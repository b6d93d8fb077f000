import { Bytes } from "./bytes.js"
import { type Engine, LoadError, TooLargeError } from "./engine.js"
import { SessionLog } from "./log.js"
import {
  type Answer,
  type Call,
  type Failure,
  type Guilty,
  type Replayed,
  type Reply,
  type Result,
  ringside,
  type Status,
} from "./wire.js"

const decoder = new TextDecoder()

type Caller = Pick<Engine, "call">

/**
 * One database for as long as the page lives: an engine and the log of what it was asked.
 *
 * When the engine panics or traps, its database is not to be trusted any more. Then a new instance plays the log, which
 * lacks the guilty request because a record is only added after its answer, and takes the place of the old one.
 */
export class Session {
  private constructor(
    private readonly open: () => Promise<Caller>,
    private engine: Caller,
    readonly log: SessionLog,
    private readonly tell: (status: Status) => void,
  ) {}

  /** Opens an engine; `open` is called again for each rebuild, `tell` hears of those. */
  static async start(open: () => Promise<Caller>, tell: (status: Status) => void): Promise<Session> {
    const engine = await open()
    const head = engine.call({ target: ringside("Journal"), body: "", now: 0 })
    return new Session(open, engine, new SessionLog(head.body), tell)
  }

  /** Answers a batch of calls in order; a call that breaks the engine fails alone. */
  async answer(calls: readonly Call[]): Promise<Extract<Reply, { done: "calls" }>> {
    const batch = new Batch()
    for (const call of calls) {
      try {
        const answer = this.engine.call(call)
        if (answer.poisoned) throw new Error(messageOf(answer))
        this.log.append(call.target, answer.n, answer.record)
        batch.add(call.id, answer)
      } catch (cause) {
        batch.fail(call.id, text(cause))
        if (!(cause instanceof TooLargeError)) await this.rebuild(guilty(call, cause))
      }
    }
    return batch.reply()
  }

  private async rebuild(guilty: Guilty): Promise<void> {
    try {
      this.engine = await this.open()
      this.tell({ is: "rebuilt", guilty, replayed: this.replay() })
    } catch (cause) {
      throw new LoadError("rebuild", `the session could not be rebuilt: ${text(cause)}`, { cause })
    }
  }

  /** Plays the log, piece by piece, into an engine that has just been opened. */
  private replay(): Replayed {
    const all: Replayed = { Records: 0, Last: 0, Differs: 0, Torn: false }
    for (const piece of this.log.pieces()) {
      const answer = this.engine.call({ target: ringside("Replay"), body: piece, now: 0 })
      if (answer.poisoned || answer.status !== 200) throw new Error(messageOf(answer))
      add(all, JSON.parse(decoder.decode(answer.body)) as Replayed)
    }
    return all
  }
}

/** The answers of one batch: what each says, and the bytes of all of them behind each other. */
class Batch {
  private readonly results: Result[] = []
  private readonly failures: Failure[] = []
  private readonly bytes = new Bytes()

  /** Adds an answer, copying its bytes, which the engine's next call overwrites. */
  add(id: number, answer: Answer): void {
    const { status, now, n, requestId, crc32, body, trace } = answer
    const [at, bodyBytes, traceBytes] = [this.bytes.length, body.length, trace.length]
    this.results.push({ id, status, now, n, requestId, crc32, at, bodyBytes, traceBytes })
    this.bytes.append(body)
    this.bytes.append(trace)
  }

  fail(id: number, error: string): void {
    this.failures.push({ id, error })
  }

  reply(): Extract<Reply, { done: "calls" }> {
    return { done: "calls", results: this.results, failures: this.failures, bytes: this.bytes.copy() }
  }
}

function add(all: Replayed, piece: Replayed): void {
  all.Records += piece.Records
  all.Last = piece.Last || all.Last
  all.Differs ||= piece.Differs
  all.Torn ||= piece.Torn
}

function guilty(call: Call, cause: unknown): Guilty {
  const body = typeof call.body === "string" ? call.body : decoder.decode(call.body)
  return { target: call.target, body, message: text(cause) }
}

/** The message of an error body, or the body itself. */
function messageOf(answer: Answer): string {
  const body = decoder.decode(answer.body)
  try {
    return (JSON.parse(body) as { message?: string }).message ?? body
  } catch {
    return body
  }
}

const text = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))
