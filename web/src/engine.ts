import {
  compact,
  headOf,
  httpRequestRoom,
  type Memory,
  readHttpResponse,
  requestRoom,
  SharedAnswer,
  writeHttpRequest,
  writeRequest,
} from "./frame.js"
import type { Answer, HttpRequest, HttpResponse, Options, Request, Stage } from "./wire.js"

/** Go, as the Go distribution's wasm_exec.js defines it. */
interface GoRuntime {
  argv: string[]
  importObject: WebAssembly.Imports
  exited: boolean
  run(instance: WebAssembly.Instance): Promise<void>
}

/** What wasm/main.go exports. */
interface Exports extends WebAssembly.Exports {
  mem: WebAssembly.Memory
  reserve(bytes: number): number
  call(bytes: number): number
  respond(bytes: number): number
}

/** Why there is no engine: where its start stopped, and the cause in words. */
export class LoadError extends Error {
  override name = "LoadError"

  constructor(
    readonly stage: Stage,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

/** A request that is larger than the buffer shared with the engine may grow; nothing was run. */
export class TooLargeError extends Error {
  override name = "TooLargeError"
}

/**
 * One instance of engine.wasm: one database. The same class runs in the page's worker and in Node.
 *
 * Every call is synchronous and answers before it returns. After an answer that is `poisoned`, or a call that throws
 * anything but TooLargeError, the instance is to be dropped.
 */
export class Engine {
  private memory: Memory

  private constructor(
    private readonly exports: Exports,
    private readonly go: GoRuntime,
  ) {
    this.memory = memoryOf(exports)
  }

  /** Compiles, unless that was done before, starts Go and opens a database. Needs loadRuntime first. */
  static async open(source: BufferSource | Response | WebAssembly.Module, options: Options = {}): Promise<Engine> {
    return Engine.start(source instanceof WebAssembly.Module ? source : await compile(source), options)
  }

  private static async start(module: WebAssembly.Module, options: Options): Promise<Engine> {
    const go = newGo()
    go.argv = ["engine", JSON.stringify(options)]
    const instance = await WebAssembly.instantiate(module, go.importObject).catch((cause) => {
      throw new LoadError("start", `the engine could not be started: ${text(cause)}`, { cause })
    })
    void go.run(instance)
    if (go.exited) throw new LoadError("start", "the engine ended as soon as it was started; the console says why")
    return new Engine(instance.exports as Exports, go)
  }

  /** Bytes of the engine's linear memory; it grows and never shrinks. */
  get memoryBytes(): number {
    return this.exports.mem.buffer.byteLength
  }

  /** Hands one request to the engine. The answer is good until the next call. */
  call(request: Request): Answer {
    const body = compact(request.body)
    const at = this.reserve(requestRoom(request.target, body))
    const answer = this.exports.call(writeRequest(this.memory, at, request, body))
    this.refresh()
    return new SharedAnswer(this.memory, answer >>> 0)
  }

  /** Answers one HTTP request to the database, protocol errors included. The response is good until the next call. */
  respond(request: HttpRequest): HttpResponse {
    const head = headOf(request)
    const at = this.reserve(httpRequestRoom(head, request.body))
    const answer = this.exports.respond(writeHttpRequest(this.memory, at, request, head))
    this.refresh()
    return readHttpResponse(this.memory, answer >>> 0)
  }

  private reserve(bytes: number): number {
    const at = this.exports.reserve(bytes)
    if (at === 0) throw new TooLargeError(`the request needs ${bytes} bytes, more than the engine takes`)
    this.refresh()
    return at >>> 0
  }

  /** Looks at the memory anew: growing it detaches the views on it. */
  private refresh(): void {
    // What even a recover can't catch, such as memory that ran out, ends the Go program.
    if (this.go.exited) throw new Error("the engine ended; the console says why")
    if (this.memory.view.buffer !== this.exports.mem.buffer) this.memory = memoryOf(this.exports)
  }
}

const memoryOf = ({ mem }: Exports): Memory => ({ view: new DataView(mem.buffer), bytes: new Uint8Array(mem.buffer) })

/** Loads the Go distribution's wasm_exec.js, a classic script that defines globalThis.Go, in a worker or in Node. */
export async function loadRuntime(url: string): Promise<void> {
  if ("Go" in globalThis) return
  await import(/* @vite-ignore */ url).catch((cause) => {
    throw new LoadError("runtime", `wasm_exec.js could not be loaded: ${text(cause)}`, { cause })
  })
}

/** Fetches and compiles engine.wasm; what goes wrong is told as a LoadError. */
export async function fetchModule(url: string): Promise<WebAssembly.Module> {
  const response = await fetch(url).catch((cause) => {
    throw new LoadError("fetch", `engine.wasm could not be fetched: ${text(cause)}`, { cause })
  })
  if (!response.ok) throw new LoadError("fetch", `engine.wasm was answered with HTTP status ${response.status}`)
  return compile(response)
}

async function compile(source: BufferSource | Response): Promise<WebAssembly.Module> {
  try {
    if (!(source instanceof Response)) return await WebAssembly.compile(source)
    // A server that knows no wasm sends another type, which streaming refuses.
    const streams = source.headers.get("content-type")?.startsWith("application/wasm")
    return streams ? await WebAssembly.compileStreaming(source) : await WebAssembly.compile(await source.arrayBuffer())
  } catch (cause) {
    throw new LoadError("compile", `engine.wasm could not be compiled: ${text(cause)}`, { cause })
  }
}

function newGo(): GoRuntime {
  const { Go } = globalThis as unknown as { Go?: new () => GoRuntime }
  if (!Go) throw new LoadError("runtime", "wasm_exec.js has not been loaded")
  return new Go()
}

const text = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))
