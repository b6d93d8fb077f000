import { type ChildProcess, spawn } from "node:child_process"
import { copyFileSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { expect, test } from "@playwright/test"
import { build } from "vite"
import { steps } from "./steps.js"

// The SDK's program inside a page: no network, no endpoint, only the engine in the page's worker.

const web = join(import.meta.dirname, "../..")
const port = 4174

let folder: string
let server: ChildProcess

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "ringside-"))
  const root = join(import.meta.dirname, "page")
  const output = { outDir: folder, emptyOutDir: true }
  await build({ root, configFile: false, logLevel: "error", base: "./", worker: { format: "es" }, build: output })
  for (const name of ["engine.wasm", "wasm_exec.js"]) copyFileSync(join(web, "public", name), join(folder, name))
  server = spawn(process.execPath, [join(web, "scripts/serve.mjs"), "--port", String(port), "--dir", folder])
  for await (const line of createInterface({ input: server.stdout! })) if (line.includes("http://")) break
})

test.afterAll(() => {
  server?.kill()
  rmSync(folder, { recursive: true })
})

test("the AWS SDK for JavaScript runs inside a page", async ({ page }) => {
  await page.goto(`http://127.0.0.1:${port}/`)
  const had = await page.evaluate(() => (globalThis as unknown as { run(): Promise<unknown[]> }).run())
  const named = (results: unknown[]) => steps.map(({ name }, i) => ({ name, had: results[i] }))
  expect(named(had)).toEqual(named(steps.map(({ want }) => want)))
})
