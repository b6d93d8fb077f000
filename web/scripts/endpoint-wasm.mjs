// Serves the very engine.wasm of the page as a local DynamoDB endpoint, for AWS SDKs and the AWS CLI.
//
//   node scripts/endpoint-wasm.mjs [--addr 127.0.0.1:8000] [--region us-east-1]
//                                  [--scale real|lagging|small|{JSON}] [--table-delay 0|3s|realistic]
//                                  [--validation current|2025]
//                                  [--engine ../public]   the folder of engine.wasm and wasm_exec.js
//
// Flags and behaviour are those of the native one (web/endpoint): data lives in memory, requests are signed by whatever
// credentials, only this machine can reach it, and replication takes no time unless the scale says otherwise.

import { createServer } from "node:net"
import { crc32, gzipSync } from "node:zlib"
import { importSource, loadEngine } from "./engine.mjs"
import { BadRequest, Input, requestsIn } from "./requests.mjs"
import { parseSettings } from "./settings.mjs"

const gzipAbove = 1 << 10

// Of the statuses that there are, in Go's words, so that both endpoints say the same.
const reasons = {
  200: "OK",
  400: "Bad Request",
  404: "Not Found",
  413: "Request Entity Too Large",
  500: "Internal Server Error",
}

const { headerNames } = await importSource("wire.ts")

let engine
try {
  const settings = parseSettings(process.argv.slice(2))
  const { Engine, module } = await loadEngine(settings.engine)
  engine = await Engine.open(module, settings.options)
  listen(settings)
} catch (cause) {
  console.error(`endpoint-wasm: ${cause.message}`)
  process.exit(1)
}

function listen({ host, port, region }) {
  const server = createServer({ noDelay: true, allowHalfOpen: true }, serve)
  server.on("error", (cause) => {
    console.error(`endpoint-wasm: ${cause.message}`)
    process.exit(1)
  })
  server.listen(port, host, () => {
    const at = `${host.includes(":") ? `[${host}]` : host}:${server.address().port}`
    console.log(`Ringside: DynamoDB endpoint at http://${at}, region ${region} (Ctrl-C ends it)`)
  })
}

/** Answers the requests of a connection, until its client wants no more or sends what is none. */
function serve(socket) {
  const input = new Input()
  const requests = requestsIn(input, () => socket.write("HTTP/1.1 100 Continue\r\n\r\n"))
  socket.on("data", (chunk) => {
    if (socket.writableEnded) return // what a client goes on sending is read, so that it gets to read the answer
    input.push(chunk)
    try {
      for (let { value } = requests.next(); value; { value } = requests.next()) send(socket, answer(value), value.keep)
    } catch (cause) {
      fail(socket, cause)
    }
  })
  socket.on("end", () => send(socket, "", false))
  socket.on("error", () => {}) // a client that has gone misses only its own answer
}

/**
 * Sends a response when all requests that have come in are answered. A client that is woken by each of them, only to wait
 * for the next, costs more than the answers do.
 */
function send(socket, response, keep) {
  setImmediate(() => {
    if (keep) socket.write(response, "latin1")
    else socket.end(response, "latin1")
  })
}

const badRequest = "HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"

function fail(socket, cause) {
  if (cause instanceof BadRequest) {
    send(socket, badRequest, false)
    return
  }
  console.error(`endpoint-wasm: ${cause.stack}`)
  socket.destroy()
}

/** The response to a request, a text with a character for each byte. */
function answer({ method, path, headers, body, keep }) {
  headers.set(":path", path)
  const header = headerNames.map((name) => headers.get(name) ?? "")
  // The engine runs one request at a time, and nothing here waits between the clock and the answer.
  const response = engine.respond({ method, header, body, now: Date.now() * 1000 })
  const gzip = response.body.length >= gzipAbove && headers.get("accept-encoding")?.includes("gzip")
  const out = gzip ? gzipSync(response.body, { level: 1 }) : response.body
  const head = [
    `HTTP/1.1 ${response.status} ${reasons[response.status]}`,
    `date: ${date()}`,
    "server: Server",
    `connection: ${keep ? "keep-alive" : "close"}`,
    `${gzip ? "content-encoding: gzip\r\n" : ""}content-length: ${out.length}`,
    `x-amz-crc32: ${crc32(out)}`,
    `${latin1(response.head)}\r\n`,
  ].join("\r\n")
  return method === "HEAD" ? head : head + latin1(out)
}

const latin1 = ({ buffer, byteOffset, length }) => Buffer.from(buffer, byteOffset, length).latin1Slice()

let second = 0
let dated = ""

/** The time as HTTP writes it. */
function date() {
  const now = Math.floor(Date.now() / 1000)
  if (now !== second) {
    second = now
    dated = new Date(now * 1000).toUTCString()
  }
  return dated
}
