import type { Clock } from "./clock.js"
import { LoadError } from "./engine.js"
import {
  type Call,
  type Message,
  type Micros,
  type Options,
  type Reply,
  type Response,
  type Result,
  type Status,
  type TraceLevel,
  transferAbove,
} from "./wire.js"

/** The part of a Worker that the client uses; a test hands in something smaller. */
export interface WorkerPort {
  postMessage(message: Message, transfer: Transferable[]): void
  addEventListener(type: "message" | "error", listener: (event: Event) => void): void
  terminate(): void
}

/** Where the client finds what it needs. */
export interface Setup {
  worker: () => WorkerPort
  /** Tells the time that a request is made at. */
  clock: Pick<Clock, "now">
  /** The addresses of engine.wasm and wasm_exec.js; a worker has no base of its own, so they are absolute. */
  wasm: string
  runtime: string
  options?: Options
}

/** How one request is sent, when not in the usual way. */
export interface How {
  trace?: TraceLevel
  /** The time it is made at, in place of the clock's; the engine's own clock never goes back. */
  now?: Micros
  client?: number
}

/** A request that the engine could not answer: it panicked, or the request was too large. Nothing of it was kept. */
export class CallError extends Error {
  override name = "CallError"
}

interface Waiting<T> {
  resolve(value: T): void
  reject(cause: Error): void
}

/**
 * The database as the page sees it: promises in front of a worker.
 *
 * All requests of one microtask cross in one message and are answered in order. While the engine loads they wait; when
 * it can't be had they are rejected with a LoadError, and so is every later one until `retry`.
 */
export class Client {
  status: Status = { is: "loading" }

  private worker!: WorkerPort
  private batch: Call[] = []
  private lastId = 0
  private readonly calls = new Map<number, Waiting<Response> & { readonly target: string }>()
  private readonly logs = new Map<number, Waiting<Uint8Array<ArrayBuffer>>>()
  private readonly listeners = new Set<(status: Status) => void>()
  private readonly hearers = new Set<(target: string, response: Response) => void>()

  constructor(private readonly setup: Setup) {
    this.start()
  }

  /**
   * Sends one request; a status of 400 or 500 is an answer, not an error. A body of bytes above 2 KB is handed over to
   * the worker: the sender can't read it afterwards.
   */
  send(target: string, body: string | Uint8Array, how: How = {}): Promise<Response> {
    if (this.status.is === "failed") return Promise.reject(this.loadError(this.status))
    if (this.batch.length === 0) queueMicrotask(() => this.flush())
    const id = ++this.lastId
    this.batch.push({ id, number: id, target, body, now: this.setup.clock.now(), ...how })
    return new Promise((resolve, reject) => this.calls.set(id, { target, resolve, reject }))
  }

  /** The session's log as the bytes of a file. A session that could not be rebuilt still has its log. */
  log(): Promise<Uint8Array<ArrayBuffer>> {
    if (this.status.is === "failed" && this.status.stage !== "rebuild") {
      return Promise.reject(this.loadError(this.status))
    }
    const id = ++this.lastId
    this.worker.postMessage({ do: "log", id }, [])
    return new Promise((resolve, reject) => this.logs.set(id, { resolve, reject }))
  }

  /** Calls the listener at every change of status, until the returned function is called. */
  onStatus(listener: (status: Status) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Calls the listener with every answer and what it answers, before whoever asked; until the returned function is called. */
  onAnswer(hearer: (target: string, response: Response) => void): () => void {
    this.hearers.add(hearer)
    return () => this.hearers.delete(hearer)
  }

  /** Starts over after a failure, with a new worker and an empty database. */
  retry(): void {
    if (this.status.is !== "failed") return
    this.worker.terminate()
    this.become({ is: "loading" })
    this.start()
  }

  /** Ends the worker; calls that wait are rejected. */
  close(): void {
    this.worker.terminate()
    this.become({ is: "failed", stage: "worker", message: "the database was closed" })
  }

  private start(): void {
    const worker = this.setup.worker()
    this.worker = worker
    worker.addEventListener("message", (event) => {
      if (worker === this.worker) this.receive((event as MessageEvent<Reply>).data)
    })
    worker.addEventListener("error", (event) => {
      if (worker === this.worker) this.fail((event as ErrorEvent).message)
    })
    const { wasm, runtime, options = {} } = this.setup
    worker.postMessage({ do: "open", wasm, runtime, options }, [])
  }

  private flush(): void {
    const calls = this.batch
    this.batch = []
    if (calls.length > 0 && this.status.is !== "failed") {
      this.worker.postMessage({ do: "calls", calls }, calls.flatMap(handedOver))
    }
  }

  private receive(reply: Reply): void {
    if (reply.done === "status") this.become(reply.status)
    else if (reply.done === "calls") this.settle(reply)
    else take(this.logs, reply.id)?.resolve(reply.bytes)
  }

  private settle(reply: Extract<Reply, { done: "calls" }>): void {
    for (const result of reply.results) this.answer(result, reply.bytes)
    for (const failure of reply.failures) take(this.calls, failure.id)?.reject(new CallError(failure.error))
  }

  private answer(result: Result, bytes: Uint8Array): void {
    const call = take(this.calls, result.id)
    if (!call) return
    const response = responseOf(result, bytes)
    for (const hear of this.hearers) hear(call.target, response)
    call.resolve(response)
  }

  /** The worker's script could not be loaded, or broke outside a call. */
  private fail(message: string | undefined): void {
    this.become({ is: "failed", stage: "worker", message: message || "the worker's script could not be loaded" })
  }

  private become(status: Status): void {
    this.status = status
    if (status.is === "failed") this.rejectAll(this.loadError(status))
    for (const listener of this.listeners) listener(status)
  }

  private rejectAll(cause: LoadError): void {
    const waiting = [...this.calls.values(), ...this.logs.values()]
    this.batch = []
    this.calls.clear()
    this.logs.clear()
    for (const { reject } of waiting) reject(cause)
  }

  private loadError(status: Extract<Status, { is: "failed" }>): LoadError {
    return new LoadError(status.stage, status.message)
  }
}

/** Reads the body of a response as text. */
export const textOf = (response: Response): string => decoder.decode(response.body)

/** Reads the body of a response as JSON. */
export const jsonOf = <T>(response: Response): T => JSON.parse(textOf(response)) as T

const decoder = new TextDecoder()

function take<T>(waiting: Map<number, T>, id: number): T | undefined {
  const found = waiting.get(id)
  waiting.delete(id)
  return found
}

function handedOver({ body }: Call): Transferable[] {
  return typeof body !== "string" && body.length > transferAbove ? [body.buffer as ArrayBuffer] : []
}

function responseOf(result: Result, bytes: Uint8Array): Response {
  const { id: _, at, bodyBytes, traceBytes, ...rest } = result
  const middle = at + bodyBytes
  return { ...rest, body: bytes.subarray(at, middle), trace: bytes.subarray(middle, middle + traceBytes) }
}
