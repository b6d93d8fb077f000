import type { Answer, HttpRequest, HttpResponse, Request } from "./wire.js"

// Requests and answers as bytes in the buffer shared with the engine. The layout is described in the package comment
// of wasm/; the Go side is wasm/wire.go, and wasm/testdata/wire.json holds samples that both sides' tests read.

/** A stretch of memory, seen as numbers and as bytes. */
export interface Memory {
  view: DataView
  bytes: Uint8Array
}

const requestHeader = 36
const answerHeader = 100
const httpHeader = 16
const poisonedFlag = 1

// Up to this many UTF-16 units a text is encoded where it goes; longer ones become bytes first, so that their exact
// length is known before room is made for them.
const encodeInPlace = 64 * 1024

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** A body that is written at once, or whose length is known. */
export function compact(body: string | Uint8Array): string | Uint8Array {
  return typeof body === "string" && body.length > encodeInPlace ? encoder.encode(body) : body
}

/** How many bytes a request with a compact body takes, at most. */
export const requestRoom = (target: string, body: string | Uint8Array): number =>
  requestHeader + room(target) + room(body)

/** Writes a request with a compact body and returns its length. */
export function writeRequest({ view, bytes }: Memory, at: number, request: Request, body: string | Uint8Array): number {
  const targetBytes = put(bytes, at + requestHeader, request.target)
  const bodyBytes = put(bytes, at + requestHeader + targetBytes, body)
  setUint64(view, at, request.now)
  setUint64(view, at + 8, request.number ?? 0)
  setUint64(view, at + 16, request.client ?? 0)
  view.setUint32(at + 24, request.trace ?? 0, true)
  view.setUint32(at + 28, targetBytes, true)
  view.setUint32(at + 32, bodyBytes, true)
  return requestHeader + targetBytes + bodyBytes
}

/** An answer where the engine left it: what is not asked for is not read, since most hosts need half of it. */
export class SharedAnswer implements Answer {
  constructor(
    private readonly memory: Memory,
    private readonly at: number,
  ) {}

  get now(): number {
    return getUint64(this.memory.view, this.at)
  }
  get number(): number {
    return getUint64(this.memory.view, this.at + 8)
  }
  get n(): number {
    return getUint64(this.memory.view, this.at + 16)
  }
  get status(): number {
    return this.uint32(24)
  }
  get crc32(): number {
    return this.uint32(28)
  }
  get poisoned(): boolean {
    return (this.uint32(44) & poisonedFlag) !== 0
  }
  get requestId(): string {
    return zeroEnded(this.memory.bytes.subarray(this.at + 48, this.at + answerHeader))
  }
  get body(): Uint8Array {
    return this.part(0, this.uint32(32))
  }
  get trace(): Uint8Array {
    return this.part(this.uint32(32), this.uint32(36))
  }
  get record(): Uint8Array {
    return this.part(this.uint32(32) + this.uint32(36), this.uint32(40))
  }

  private uint32(offset: number): number {
    return this.memory.view.getUint32(this.at + offset, true)
  }

  private part(offset: number, length: number): Uint8Array {
    const from = this.at + answerHeader + offset
    return this.memory.bytes.subarray(from, from + length)
  }
}

/** How many bytes an HTTP request with this head takes. */
export const httpRequestRoom = (head: string, body: Uint8Array): number => httpHeader + head.length + body.length

/** The head of an HTTP request, which has a character for each byte. */
export const headOf = ({ method, header }: HttpRequest): string => `${method}\n${header.join("\n")}`

/** Writes an HTTP request with its head, and returns its length. */
export function writeHttpRequest({ view, bytes }: Memory, at: number, request: HttpRequest, head: string): number {
  const body = at + httpHeader + head.length
  for (let i = 0; i < head.length; i++) bytes[at + httpHeader + i] = head.charCodeAt(i)
  bytes.set(request.body, body)
  setUint64(view, at, request.now)
  view.setUint32(at + 8, head.length, true)
  view.setUint32(at + 12, request.body.length, true)
  return httpHeader + head.length + request.body.length
}

/** Reads an HTTP response. */
export function readHttpResponse({ view, bytes }: Memory, at: number): HttpResponse {
  const head = at + httpHeader
  const body = head + view.getUint32(at + 8, true)
  return {
    status: view.getUint32(at, true),
    poisoned: (view.getUint32(at + 4, true) & poisonedFlag) !== 0,
    header: head === body ? [] : String.fromCharCode(...bytes.subarray(head, body)).split("\n"),
    body: bytes.subarray(body, body + view.getUint32(at + 12, true)),
  }
}

/** Writes a text or bytes and returns how many bytes it took. */
function put(bytes: Uint8Array, at: number, what: string | Uint8Array): number {
  if (typeof what === "string") return encoder.encodeInto(what, bytes.subarray(at)).written
  bytes.set(what, at)
  return what.length
}

/** At most three bytes for each UTF-16 unit of a text. */
const room = (what: string | Uint8Array): number => (typeof what === "string" ? what.length * 3 : what.length)

function zeroEnded(bytes: Uint8Array): string {
  const end = bytes.indexOf(0)
  return decoder.decode(end < 0 ? bytes : bytes.subarray(0, end))
}

// Times and counts stay below 2^53 for the next two centuries, so numbers hold them exactly; BigInt costs an allocation.
function setUint64(view: DataView, at: number, value: number): void {
  view.setUint32(at, value >>> 0, true)
  view.setUint32(at + 4, Math.floor(value / 2 ** 32), true)
}

function getUint64(view: DataView, at: number): number {
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32
}
