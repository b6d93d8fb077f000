// Loads the engine under Node: the page's own engine.ts and engine.wasm, so that what is measured and served here is
// what the page runs.

import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { runnerImport } from "vite"

/** Where `make build` puts engine.wasm and wasm_exec.js for the page. */
export const engineFolder = fileURLToPath(new URL("../public", import.meta.url))

/** Imports a module of src/, which is TypeScript. */
export async function importSource(name) {
  const file = fileURLToPath(new URL(`../src/${name}`, import.meta.url))
  return (await runnerImport(file, { configFile: false, logLevel: "error" })).module
}

/** Returns the class Engine and the compiled engine.wasm of a folder. */
export async function loadEngine(folder = engineFolder) {
  const { Engine } = await importSource("engine.ts")
  await import(pathToFileURL(join(folder, "wasm_exec.js")).href)
  return { Engine, module: await WebAssembly.compile(await readFile(join(folder, "engine.wasm"))) }
}
