// Serves the built page on this machine, with the headers a careful host would set.
//
//   node scripts/serve.mjs [--port 8080] [--base /] [--dir ../dist]
//
// Without --port it takes 8080 or the next free one; a given port that is taken is an error.
// --base serves the page below a path, as a project page on a shared host is.

import { createReadStream } from "node:fs"
import { stat } from "node:fs/promises"
import { createServer } from "node:http"
import { extname, join, normalize, sep } from "node:path"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"

const host = "127.0.0.1"
const firstPort = 8080
const lastPort = 8180

const types = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".md": "text/markdown; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
}

// The page needs no more than this, so a script that slipped in could not run or call home.
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
].join("; ")

const headers = {
  "Cache-Control": "no-cache",
  "Content-Security-Policy": contentSecurityPolicy,
  "X-Content-Type-Options": "nosniff",
}

const { values: options } = parseArgs({
  options: {
    port: { type: "string" },
    base: { type: "string", default: "/" },
    dir: { type: "string", default: fileURLToPath(new URL("../dist", import.meta.url)) },
  },
})
const base = `/${options.base}/`.replaceAll(/\/+/g, "/")

// fileFor returns the file under the served folder that a URL path names, undefined for a path
// outside the base or the folder.
function fileFor(path) {
  if (!path.startsWith(base)) return undefined
  const file = normalize(join(options.dir, path.slice(base.length)))
  const inside = file === normalize(options.dir) || file.startsWith(normalize(options.dir + sep))
  return inside && !file.includes("\0") ? file : undefined
}

function pathOf(url) {
  try {
    return decodeURIComponent(new URL(url, `http://${host}`).pathname)
  } catch {
    return ""
  }
}

async function found(file) {
  if (file === undefined) return undefined
  const info = await stat(file).catch(() => undefined)
  if (info?.isDirectory()) return found(join(file, "index.html"))
  return info?.isFile() ? { file, info } : undefined
}

function refuse(response, status, text) {
  response.writeHead(status, { ...headers, "Content-Type": types[".txt"] }).end(`${text}\n`)
}

async function answer(request, response) {
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(response, 405, "only GET and HEAD")
  const path = pathOf(request.url)
  if (`${path}/` === base) return response.writeHead(301, { ...headers, Location: base }).end()
  const hit = await found(fileFor(path))
  if (!hit) return refuse(response, 404, `nothing here; the page is at ${base}`)
  const etag = `"${hit.info.size.toString(16)}-${Math.trunc(hit.info.mtimeMs).toString(16)}"`
  if (request.headers["if-none-match"] === etag) return response.writeHead(304, { ...headers, ETag: etag }).end()
  response.writeHead(200, {
    ...headers,
    ETag: etag,
    "Content-Type": types[extname(hit.file)] ?? "application/octet-stream",
    "Content-Length": hit.info.size,
  })
  if (request.method === "HEAD") return response.end()
  createReadStream(hit.file)
    .on("error", () => response.destroy())
    .pipe(response)
}

const server = createServer((request, response) => {
  answer(request, response).catch(() => response.destroy())
})

function listen(port) {
  server.listen(port, host)
}

let port = Number(options.port ?? firstPort)
server.on("error", (error) => {
  if (error.code !== "EADDRINUSE" || options.port !== undefined || port === lastPort) {
    console.error(`serve: ${error.message}`)
    process.exit(1)
  }
  port += 1
  listen(port)
})
server.on("listening", () => {
  console.log(`Ringside: http://${host}:${port}${base}   (Ctrl-C ends it)`)
})
listen(port)
