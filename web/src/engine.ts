import type { Answer, Micros, Options, Request, Stage } from "./wire.js"

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

/** An HTTP response of the engine's own making; the host adds length and checksum. */
export interface HttpResponse {
  status: number
  headers: Record<string, string>
  body: Uint8Array
  poisoned: boolean
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

const requestHeader = 36
const answerHeader = 100
const respondHeader = 16
const poisonedFlag = 1

// Up to this many UTF-16 units a text is encoded straight into the shared buffer.
const encodeInPlace = 64 * 1024

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/**
 * One instance of engine.wasm: one database. The same class runs in the page's worker and in Node.
 *
 * Every call is synchronous and answers before it returns. After an answer that is `poisoned`, or a call that throws
 * anything but TooLargeError, the instance is to be dropped.
 */
export class Engine {
  private view: DataView
  private bytes: Uint8Array

  private constructor(
    private readonly exports: Exports,
    private readonly go: GoRuntime,
  ) {
    this.view = new DataView(exports.mem.buffer)
    this.bytes = new Uint8Array(exports.mem.buffer)
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

  /** Hands one request to the engine. */
  call(request: Request): Answer {
    const { target } = request
    const body = compact(request.body)
    const at = this.reserve(requestHeader + room(target) + room(body))
    const targetBytes = this.put(target, at + requestHeader)
    const bodyBytes = this.put(body, at + requestHeader + targetBytes)
    const view = this.view
    setUint64(view, at, request.now)
    setUint64(view, at + 8, request.number ?? 0)
    setUint64(view, at + 16, request.client ?? 0)
    view.setUint32(at + 24, request.trace ?? 0, true)
    view.setUint32(at + 28, targetBytes, true)
    view.setUint32(at + 32, bodyBytes, true)
    return this.answer(this.exports.call(requestHeader + targetBytes + bodyBytes))
  }

  /** Answers one HTTP request to the database, protocol errors included. Header names are lower-case. */
  respond(method: string, headers: Record<string, string>, body: Uint8Array, now: Micros): HttpResponse {
    const head = encoder.encode(headText(method, headers))
    const at = this.reserve(respondHeader + head.length + body.length)
    setUint64(this.view, at, now)
    this.view.setUint32(at + 8, head.length, true)
    this.view.setUint32(at + 12, body.length, true)
    this.bytes.set(head, at + respondHeader)
    this.bytes.set(body, at + respondHeader + head.length)
    return this.httpResponse(this.exports.respond(respondHeader + head.length + body.length))
  }

  private reserve(bytes: number): number {
    const at = this.exports.reserve(bytes)
    if (at === 0) throw new TooLargeError(`the request needs ${bytes} bytes, more than the engine takes`)
    this.refresh()
    return at >>> 0
  }

  /** Writes a text or bytes into the shared buffer and returns how many bytes it took. */
  private put(what: string | Uint8Array, at: number): number {
    if (typeof what === "string") return encoder.encodeInto(what, this.bytes.subarray(at, at + room(what))).written
    this.bytes.set(what, at)
    return what.length
  }

  private answer(address: number): Answer {
    this.refresh()
    const at = address >>> 0
    const view = this.view
    const body = at + answerHeader
    const trace = body + view.getUint32(at + 32, true)
    const record = trace + view.getUint32(at + 36, true)
    const end = record + view.getUint32(at + 40, true)
    return {
      now: getUint64(view, at),
      number: getUint64(view, at + 8),
      n: getUint64(view, at + 16),
      status: view.getUint32(at + 24, true),
      crc32: view.getUint32(at + 28, true),
      poisoned: (view.getUint32(at + 44, true) & poisonedFlag) !== 0,
      requestId: decoder.decode(this.bytes.subarray(at + 48, at + answerHeader)),
      body: this.bytes.slice(body, trace),
      trace: this.bytes.slice(trace, record),
      record: this.bytes.slice(record, end),
    }
  }

  private httpResponse(address: number): HttpResponse {
    this.refresh()
    const at = address >>> 0
    const head = at + respondHeader
    const body = head + this.view.getUint32(at + 8, true)
    const end = body + this.view.getUint32(at + 12, true)
    return {
      status: this.view.getUint32(at, true),
      poisoned: (this.view.getUint32(at + 4, true) & poisonedFlag) !== 0,
      headers: parseHeaders(decoder.decode(this.bytes.subarray(head, body))),
      body: this.bytes.slice(body, end),
    }
  }

  /** Looks at the memory anew: growing it detaches the views on it. */
  private refresh(): void {
    // What even a recover can't catch, such as memory that ran out, ends the Go program.
    if (this.go.exited) throw new Error("the engine ended; the console says why")
    const buffer = this.exports.mem.buffer
    if (this.view.buffer === buffer) return
    this.view = new DataView(buffer)
    this.bytes = new Uint8Array(buffer)
  }
}

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

/** Long texts become bytes first, so that their exact length is known; short ones are encoded where they go. */
function compact(what: string | Uint8Array): string | Uint8Array {
  return typeof what === "string" && what.length > encodeInPlace ? encoder.encode(what) : what
}

/** How many bytes the shared buffer needs to hold it, at most: three for each UTF-16 unit of a text. */
const room = (what: string | Uint8Array): number => (typeof what === "string" ? what.length * 3 : what.length)

function headText(method: string, headers: Record<string, string>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`)
  return `${method}\n${lines.join("")}`
}

function parseHeaders(head: string): Record<string, string> {
  const lines = head.split("\n").filter((line) => line !== "")
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1)]))
}

// Times and counts stay below 2^53 for the next two centuries, so numbers hold them exactly; BigInt costs an allocation.
function setUint64(view: DataView, at: number, value: number): void {
  view.setUint32(at, value >>> 0, true)
  view.setUint32(at + 4, Math.floor(value / 2 ** 32), true)
}

function getUint64(view: DataView, at: number): number {
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32
}

const text = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))
