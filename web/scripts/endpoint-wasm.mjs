// Serves the very engine.wasm of the page as a local DynamoDB endpoint, for AWS SDKs and the AWS CLI.
//
//   node scripts/endpoint-wasm.mjs [--addr 127.0.0.1:8000] [--region us-east-1]
//                                  [--scale real|lagging|small|{JSON}] [--table-delay 0|3s|realistic]
//                                  [--validation current|2025] [--throttle]
//                                  [--engine ../public]   the folder of engine.wasm and wasm_exec.js
//
// Flags and behaviour are those of the native one (web/endpoint): data lives in memory, requests are signed by whatever
// credentials, only this machine can reach it, and replication takes no time unless the scale says otherwise.

import { createServer } from "node:http"
import { crc32, gzipSync } from "node:zlib"
import { importSource, loadEngine } from "./engine.mjs"
import { parseSettings } from "./settings.mjs"

const maxHeader = 16 << 10
const maxBody = 16 << 20
const gzipAbove = 1 << 10

const { headerNames } = await importSource("wire.ts")
const places = new Map(headerNames.map((name, place) => [name, place]))

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
  const server = createServer({ maxHeaderSize: 2 * maxHeader + 1, keepAliveTimeout: 0 }, receive)
  server.on("clientError", (_, socket) => {
    if (socket.writable) socket.end("HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n")
  })
  server.on("error", (cause) => {
    console.error(`endpoint-wasm: ${cause.message}`)
    process.exit(1)
  })
  server.listen(port, host, () => {
    const at = `${host.includes(":") ? `[${host}]` : host}:${server.address().port}`
    console.log(`Ringside: DynamoDB endpoint at http://${at}, region ${region} (Ctrl-C ends it)`)
  })
}

/** Reads a request, and answers it when all of its body is there, or more of it than DynamoDB reads. */
function receive(request, response) {
  const head = headOf(request)
  if (head.bytes > maxHeader || request.url.length > maxHeader) {
    response.writeHead(400, ["connection", "close", "content-length", "0"]).end()
    return
  }
  const chunks = []
  let bytes = 0
  request.on("data", (chunk) => {
    if (bytes > maxBody) return
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes > maxBody) answer(head, Buffer.concat(chunks).subarray(0, maxBody + 1), response)
  })
  request.on("end", () => {
    if (bytes <= maxBody) answer(head, chunks.length === 1 ? chunks[0] : Buffer.concat(chunks), response)
  })
}

/** What the engine reads of a request's head, and what it leaves to a host. */
function headOf({ method, url, rawHeaders }) {
  const header = new Array(headerNames.length).fill(undefined)
  header[places.get(":path")] = url
  let bytes = 0
  let gzip = false
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i].toLowerCase()
    const value = rawHeaders[i + 1]
    bytes += name.length + value.length
    const place = places.get(name)
    if (place !== undefined) header[place] = header[place] === undefined ? value : `${header[place]}, ${value}`
    else if (name === "accept-encoding") gzip ||= value.includes("gzip")
  }
  return { method, header, bytes, gzip }
}

function answer({ method, header, gzip }, body, response) {
  try {
    // The engine runs one request at a time, and nothing here waits between the clock and the answer.
    const answered = engine.respond({ method, header, body, now: Date.now() * 1000 })
    const keep = response.shouldKeepAlive && body.length <= maxBody // else the rest of the body is still on its way
    send(response, answered, gzip && answered.body.length >= gzipAbove, keep)
  } catch (cause) {
    console.error(`endpoint-wasm: ${cause.stack}`)
    response.destroy()
  }
}

function send(response, { status, header, body }, gzip, keep) {
  const out = gzip ? gzipSync(body, { level: 1 }) : Buffer.from(body.buffer, body.byteOffset, body.length)
  if (gzip) header.push("content-encoding", "gzip")
  header.push("connection", keep ? "keep-alive" : "close", "server", "Server")
  header.push("x-amz-crc32", String(crc32(out)), "content-length", String(out.length))
  // Node sends a text together with the head, bytes apart from it; and the body is the engine's own memory.
  const text = out.latin1Slice()
  // Answers go out when all requests that have come in are answered: a client that is woken by each of them, only to wait
  // for the next, costs more than the answers do.
  setImmediate(() => response.writeHead(status, header).end(text, "latin1"))
}
