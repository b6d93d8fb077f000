// What a visitor downloads.

import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { brotliCompressSync, constants, gzipSync } from "node:zlib"

const web = fileURLToPath(new URL("../..", import.meta.url))

/** The bytes of engine.wasm: as it is, with gzip, and with brotli. */
export function wasmSizes() {
  const wasm = readFileSync(join(web, "public/engine.wasm"))
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 }
  return {
    raw: wasm.length,
    gzip: gzipSync(wasm, { level: 9 }).length,
    brotli: brotliCompressSync(wasm, { params }).length,
  }
}

/** What has to arrive before the page can paint, gzipped: undefined while the page has not been built. */
export function criticalPath(folder = join(web, "dist")) {
  const page = join(folder, "index.html")
  if (!existsSync(page)) return undefined
  const html = readFileSync(page, "utf8")
  const files = new Set([page])
  for (const [tag] of html.matchAll(/<(?:script|link)\b[^>]*>/g)) {
    if (!/type="module"|rel="(?:stylesheet|modulepreload)"/.test(tag)) continue
    const address = /\b(?:src|href)="([^"]+)"/.exec(tag)?.[1]
    if (address) addWithImports(files, join(folder, address))
  }
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0)
}

/** The chunks of these names, which are fetched when they are needed, gzipped. */
export function chunks(...names) {
  const assets = join(web, "dist/assets")
  const files = readdirSync(assets).filter((file) => names.some((name) => new RegExp(`^${name}-.{8}\\.js$`).test(file)))
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(join(assets, file)), { level: 9 }).length, 0)
}

/** Adds a script and what it imports at once; what it imports later, by import(), does not keep the page waiting. */
function addWithImports(files, file) {
  if (files.has(file)) return
  files.add(file)
  if (!file.endsWith(".js")) return
  const script = readFileSync(file, "utf8")
  for (const [, address] of script.matchAll(/(?:\bfrom|\bimport)\s*"(\.[^"]+)"/g)) {
    addWithImports(files, join(dirname(file), address))
  }
}
