// Reads HTTP/1.1 requests as their bytes come in. Node's own server does much more for each request, and takes longer
// for it than the engine takes to answer.
//
// https://www.rfc-editor.org/rfc/rfc9112

const lineEnd = "\r\n"
const headEnd = "\r\n\r\n"
const requestLine = /^([A-Z]+) (\S+) HTTP\/1\.([01])$/
const fieldLine = /^([\w!#$%&'*+.^`|~-]+):([^\0\r\n]*)$/
const decimal = /^\d{1,15}$/
const hexadecimal = /^[\da-f]{1,8}$/i

/** How many bytes of headers are read, names and values, and how many of a path: DynamoDB's limit on either. */
export const maxHeader = 16 << 10
// Of a whole head, which also holds what stands between them.
const maxHead = 4 * maxHeader
/** How many bytes of a body DynamoDB takes. */
export const maxBody = 16 << 20

/** What is no request, or has too long a head. Nothing can be read after it. */
export class BadRequest extends Error {
  name = "BadRequest"
}

/** Bytes that came in and were not read yet. */
export class Input {
  length = 0
  #chunks = []

  push(chunk) {
    this.#chunks.push(chunk)
    this.length += chunk.length
  }

  /** All of them, which stay. */
  peek() {
    if (this.#chunks.length !== 1) this.#chunks = [Buffer.concat(this.#chunks)]
    return this.#chunks[0]
  }

  /** The first of them, which go. */
  take(length) {
    const all = this.peek()
    this.length -= length
    this.#chunks = this.length === 0 ? [] : [all.subarray(length)]
    return all.subarray(0, length)
  }
}

/**
 * Yields the requests of a connection, and undefined when more of its bytes have to come: `{method, path, headers, body,
 * keep}`, with a Map of headers by lower-case name. Texts have a character for each byte. Of a body that is too large it
 * reads a byte too much, and then no more requests. `proceed` is called when a client waits for leave to send a body.
 */
export function* requestsIn(input, proceed) {
  for (let keep = true; keep; ) {
    const request = yield* headIn(input)
    const { headers } = request
    if (headers.get("expect")?.toLowerCase() === "100-continue" && input.length === 0) proceed()
    request.body = yield* headers.has("transfer-encoding") ? chunkedIn(input, headers) : bodyIn(input, headers)
    keep = request.keep &&= request.body.length <= maxBody
    yield request
  }
}

function* headIn(input) {
  for (;;) {
    const end = input.length === 0 ? -1 : input.peek().indexOf(headEnd)
    if (end >= 0) return parseHead(input.take(end + headEnd.length).latin1Slice(0, end))
    if (input.length > maxHead) throw new BadRequest("the head is too long")
    yield undefined
  }
}

function parseHead(text) {
  const [first, ...fields] = text.split(lineEnd)
  const [, method, path, minor] = requestLine.exec(first) ?? []
  if (method === undefined || path.length > maxHeader) throw new BadRequest("no line asks for anything")
  const headers = parseFields(fields)
  const connection = headers.get("connection")?.toLowerCase() ?? ""
  if (minor === "0") return { method, path, headers, body: undefined, keep: connection.includes("keep-alive") }
  if (!headers.has("host")) throw new BadRequest("no host is named")
  return { method, path, headers, body: undefined, keep: !connection.includes("close") }
}

function parseFields(lines) {
  const headers = new Map()
  let bytes = 0
  for (const line of lines) {
    const [, spelled, padded] = fieldLine.exec(line) ?? []
    if (spelled === undefined) throw new BadRequest("a line is no header")
    const name = spelled.toLowerCase()
    const value = padded.trim()
    bytes += name.length + value.length
    headers.set(name, headers.has(name) ? `${headers.get(name)}, ${value}` : value)
  }
  if (bytes > maxHeader) throw new BadRequest("the headers are too long")
  return headers
}

function* bodyIn(input, headers) {
  const said = headers.get("content-length") ?? "0"
  if (!decimal.test(said)) throw new BadRequest("the length is no number")
  const length = Math.min(Number(said), maxBody + 1)
  while (input.length < length) yield undefined
  return input.take(length)
}

function* chunkedIn(input, headers) {
  if (headers.has("content-length") || headers.get("transfer-encoding").toLowerCase() !== "chunked") {
    throw new BadRequest("the length is not told, or told twice")
  }
  const chunks = []
  for (let bytes = 0, last = false; !last && bytes <= maxBody; ) {
    const [size] = (yield* lineIn(input)).split(";")
    if (!hexadecimal.test(size.trim())) throw new BadRequest("the size of a chunk is no number")
    const length = Math.min(Number.parseInt(size, 16), maxBody + 1)
    last = length === 0
    bytes += length
    while (input.length < length) yield undefined
    if (!last) chunks.push(input.take(length))
    if (bytes <= maxBody) yield* endIn(input, last)
  }
  return Buffer.concat(chunks).subarray(0, maxBody + 1)
}

/** Reads the end of a chunk; behind the last one headers may follow, which nobody needs. */
function* endIn(input, last) {
  for (let line = yield* lineIn(input); line !== ""; line = yield* lineIn(input)) {
    if (!last) throw new BadRequest("a chunk is longer than its size")
  }
}

function* lineIn(input) {
  for (;;) {
    const end = input.length === 0 ? -1 : input.peek().indexOf(lineEnd)
    if (end >= 0) return input.take(end + lineEnd.length).latin1Slice(0, end)
    if (input.length > maxHeader) throw new BadRequest("a line is too long")
    yield undefined
  }
}
