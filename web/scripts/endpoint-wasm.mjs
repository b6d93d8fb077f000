// Serves the very engine.wasm of the page as a local DynamoDB endpoint, for AWS SDKs and the AWS CLI.
//
//   node scripts/endpoint-wasm.mjs [--addr 127.0.0.1:8000] [--region us-east-1]
//                                  [--scale real|lagging|small|{JSON}] [--table-delay 0|3s|realistic]
//                                  [--engine ../public]   the folder of engine.wasm and wasm_exec.js
//
// Flags and behaviour are those of the native one (web/endpoint): data lives in memory, signatures are not checked,
// only this machine can reach it, and replication takes no time unless the scale says otherwise.

import { createServer } from "node:http"
import { crc32, gzipSync } from "node:zlib"
import { loadEngine } from "./engine.mjs"
import { parseSettings } from "./settings.mjs"

// The headers that the engine reads (operation.Respond). An SDK sends three times as many, each of which would be copied.
const read = [
  "content-type",
  "x-amz-target",
  "x-ringside-client",
  "origin",
  "access-control-request-headers",
  "access-control-request-method",
]

const maxBody = 16 << 20
const gzipAbove = 1 << 10

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
  const server = createServer({ maxHeaderSize: 16 << 10 }, (request, response) => {
    answer(request, response).catch((cause) => {
      console.error(`endpoint-wasm: ${cause.stack}`)
      response.destroy()
    })
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

async function answer(request, response) {
  const body = await bodyOf(request)
  // The engine runs one request at a time, and nothing here waits between the clock and the answer.
  const asked = { method: request.method, headers: readOf(request.headers), body, now: Date.now() * 1000 }
  const answered = engine.respond(asked)
  const { status, headers } = answered
  let out = answered.body
  if (out.length >= gzipAbove && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "")) {
    headers["content-encoding"] = "gzip"
    out = gzipSync(out, { level: 1 })
  }
  if (body.length > maxBody) headers.connection = "close" // the rest of the body is still on its way
  response.writeHead(status, {
    ...headers,
    "x-amz-crc32": crc32(out),
    "content-length": out.length,
    server: "Server",
  })
  // Node sends a text together with the head, bytes apart from it.
  response.end(headers["content-encoding"] ? out : Buffer.from(out.buffer, out.byteOffset, out.length).toString())
}

/** The body; of one that is too large, enough for the engine to see that it is. */
function bodyOf(request) {
  return new Promise((resolve, reject) => {
    const chunks = []
    let bytes = 0
    request.on("data", (chunk) => {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes > maxBody) resolve(Buffer.concat(chunks).subarray(0, maxBody + 1))
    })
    request.on("end", () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)))
    request.on("error", reject)
  })
}

function readOf(headers) {
  const found = {}
  for (const name of read) if (headers[name] !== undefined) found[name] = headers[name]
  return found
}
