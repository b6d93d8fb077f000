// How long the page's worker needs until it can answer, in Chromium, and how long it would need for a Go program that
// does nothing. Each start is in a new browser context, so nothing compiled before is found again.

import { execFileSync } from "node:child_process"
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { chromium } from "@playwright/test"
import { build, preview } from "vite"
import { engineFolder } from "../engine.mjs"

const rounds = 9
const root = fileURLToPath(new URL("start", import.meta.url))
const chromiumScript = fileURLToPath(new URL("../chromium.mjs", import.meta.url))

const emptyProgram = "package main\n\nfunc main() { select {} }\n"

/** Milliseconds from making the worker to its being ready, start by start; the two take turns. */
export async function coldStart() {
  const folder = mkdtempSync(join(tmpdir(), "ringside-start-"))
  await build({
    root,
    configFile: false,
    logLevel: "error",
    base: "./",
    worker: { format: "es" },
    build: { outDir: folder },
  })
  buildEmpty(folder)
  for (const name of ["engine.wasm", "wasm_exec.js"]) copyFileSync(join(engineFolder, name), join(folder, name))
  const serve = { host: "127.0.0.1", port: 0 }
  const server = await preview({
    root,
    configFile: false,
    logLevel: "error",
    preview: serve,
    build: { outDir: folder },
  })
  const executablePath = execFileSync(process.execPath, [chromiumScript], { encoding: "utf8" }).trim()
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-background-networking"] })
  try {
    const address = `http://127.0.0.1:${server.httpServer.address().port}/`
    const millis = { engine: [], empty: [] }
    for (let round = 0; round < rounds; round++) {
      for (const name in millis) millis[name].push(await start(browser, address, `${name}.wasm`))
    }
    return millis
  } finally {
    await browser.close()
    await server.close()
    rmSync(folder, { recursive: true })
  }
}

function buildEmpty(folder) {
  const source = join(folder, "empty.go")
  writeFileSync(source, emptyProgram)
  const env = { ...process.env, GOOS: "js", GOARCH: "wasm" }
  const flags = ["-trimpath", "-ldflags=-s -w", "-o", join(folder, "empty.wasm")]
  execFileSync("go", ["build", ...flags, source], { env })
}

async function start(browser, address, wasm) {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(address)
  const millis = await page.evaluate((name) => globalThis.start(name), wasm)
  await context.close()
  return millis
}
