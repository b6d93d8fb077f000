// What the page and the engine weigh, against their budgets. Exits with 1 when one is over.

import { chunks, criticalPath, wasmSizes } from "./bench/sizes.mjs"

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} KB`

const path = criticalPath()
if (path === undefined) {
  console.error("size: web/dist is not built yet: make build")
  process.exit(1)
}
const wasm = wasmSizes()
const budgets = [
  { what: "page, critical path, gzip", bytes: path, limit: 60_000 },
  { what: "page with the editor, gzip", bytes: path + chunks("code-mirror"), limit: 175_000 },
  { what: "lessons, gzip", bytes: chunks("lessons", "prose"), limit: 40_000 },
  { what: "charts, gzip", bytes: chunks("plotter"), limit: 23_000 },
  { what: "engine.wasm, brotli", bytes: wasm.brotli, limit: 1_150_000 },
]

console.log(`engine.wasm: ${kilobytes(wasm.raw)}, gzip ${kilobytes(wasm.gzip)}`)
for (const { what, bytes, limit } of budgets) {
  console.log(`${what}: ${kilobytes(bytes)} of ${kilobytes(limit)} ${bytes <= limit ? "ok" : "OVER"}`)
}
if (budgets.some(({ bytes, limit }) => bytes > limit)) process.exit(1)
