// Loads the engine under Node: the page's own engine.ts and engine.wasm, so that what is measured and served here is
// what the page runs.

import { readFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { runnerImport } from "vite"

const publicFile = (name) => new URL(`../public/${name}`, import.meta.url)

/** The address of the wasm that `make build` puts into the page. */
export const wasmFile = publicFile("engine.wasm")

/** Imports a module of src/, which is TypeScript. */
export async function importSource(name) {
  const file = fileURLToPath(new URL(`../src/${name}`, import.meta.url))
  return (await runnerImport(file, { configFile: false, logLevel: "error" })).module
}

/** Returns the class Engine and the compiled engine.wasm, or another wasm built from the same sources. */
export async function loadEngine(file = wasmFile) {
  const { Engine, loadRuntime } = await importSource("engine.ts")
  await loadRuntime(publicFile("wasm_exec.js").href)
  return { Engine, module: await WebAssembly.compile(await readFile(file)) }
}
