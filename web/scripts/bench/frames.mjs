// How smoothly the page draws, in Chromium: the built page with a table of many items, moved by a real mouse, while the
// time between its frames is taken. Headless Chromium renders in software here.

import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { loadavg, tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { chromium } from "@playwright/test"
import { build, preview } from "vite"
import { median } from "./measure.mjs"

const root = fileURLToPath(new URL("../..", import.meta.url))
const chromiumScript = fileURLToPath(new URL("../chromium.mjs", import.meta.url))
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]

// Of so many items the ring draws its most, 100,000, and each of eight partitions has a tree of over 10,000 nodes.
const items = 500_000
const moves = 150
const runs = 25
const breath = 300

/**
 * The 95th percentiles of the time between frames, and the medians from Run to what is drawn and from a key to the badge
 * that tells of it, in milliseconds; `nodes` is the size of the tree, `load` the machine's.
 */
export async function frames() {
  const folder = mkdtempSync(join(tmpdir(), "ringside-frames-"))
  await build({ root, logLevel: "error", build: { outDir: folder } })
  const server = await preview({
    root,
    logLevel: "error",
    preview: { host: "127.0.0.1", port: 0 },
    build: { outDir: folder },
  })
  const executablePath = execFileSync(process.execPath, [chromiumScript], { encoding: "utf8" }).trim()
  const browser = await chromium.launch({ executablePath, args: flags })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" })
    await page.goto(`http://127.0.0.1:${server.httpServer.address().port}/`)
    await generate(page)
    return {
      run: await runToDrawn(page),
      badge: await keyToBadge(page),
      scrub: await scrub(page),
      pan: await pan(page),
      ...(await zoom(page)),
      load: loadavg()[0],
    }
  } finally {
    await browser.close()
    await server.close()
    rmSync(folder, { recursive: true })
  }
}

async function generate(page) {
  await page.getByRole("status", { name: "Last run" }).getByText("Query").waitFor()
  await page.getByRole("button", { name: "Data…" }).click()
  const dialog = page.getByRole("dialog", { name: "Data" })
  await dialog.getByRole("spinbutton", { name: "Items" }).fill(String(items))
  await dialog.getByRole("combobox", { name: "Distribution" }).selectOption("uniform")
  await dialog.getByRole("button", { name: "Generate" }).click()
  await dialog.waitFor({ state: "hidden", timeout: 300_000 })
}

async function write(page, text) {
  await page.locator(".cm-content").click()
  await page.keyboard.press("ControlOrMeta+a")
  await page.keyboard.press("Delete")
  await page.keyboard.insertText(text)
}

/** From the press of Run until 20 items and all pictures of the request are on the screen. */
async function runToDrawn(page) {
  await page.getByRole("tab", { name: "Request", exact: true }).click()
  await write(
    page,
    `Query ${JSON.stringify({
      TableName: "Generated",
      KeyConditionExpression: "PK = :p",
      ExpressionAttributeValues: { ":p": { S: "CUSTOMER#000007" } },
      Limit: 20,
    })}`,
  )
  const times = []
  for (let i = 0; i < runs; i++) {
    times.push(await page.evaluate(once))
    await page.waitForTimeout(breath) // the tree, which comes after the result, is not the next run's to wait for
  }
  await page.getByRole("tab", { name: "PartiQL" }).click()
  return median(times.slice(5))
}

/** From a key in the middle of two statements until the badge that the engine has given for them is on the screen. */
async function keyToBadge(page) {
  await write(
    page,
    `SELECT * FROM "Generated" WHERE status = 'RETURNED';\nSELECT * FROM "Generated" WHERE PK = 'CUSTOMER#00'`,
  )
  await page.keyboard.press("ArrowLeft")
  const times = []
  for (let i = 0; i < runs; i++) {
    await page.evaluate(awaitBadge)
    await page.keyboard.press(String(i % 10))
    times.push(await page.evaluate(() => globalThis.badge))
    await page.waitForTimeout(breath)
  }
  return median(times.slice(5))
}

/** Runs in the page: takes the time from the next key until what the badge says of it has been painted. */
function awaitBadge() {
  const editor = document.querySelector("query-editor")
  const { text } = editor.ask
  const told = () => editor.ask.text !== text && editor.reading?.ask === editor.ask
  const pressed = new Promise((resolve) =>
    addEventListener("keydown", () => resolve(performance.now()), { once: true, capture: true }),
  )
  globalThis.badge = pressed.then(async (began) => {
    while (!told()) await new Promise((resolve) => setTimeout(resolve))
    await editor.updateComplete
    await editor.shadowRoot.querySelector("plan-badge").updateComplete
    await new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = resolve
      requestAnimationFrame(() => port2.postMessage(0))
    })
    return performance.now() - began
  })
}

/** Runs in the page: presses Run and waits until what came of it has been painted. */
async function once() {
  const element = (tag) => document.querySelector(tag)
  const [result, editor] = [element("result-view"), element("query-editor")]
  const before = result.answer
  const began = performance.now()
  editor.shadowRoot.querySelector(".run").click()
  while (result.answer === before) await new Promise((resolve) => setTimeout(resolve))
  for (const tag of ["result-view", "hash-ring", "tree-view", "partition-cards", "cost-view"]) {
    await element(tag).updateComplete
  }
  // A message that is sent in the frame arrives after its paint.
  await new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = resolve
    requestAnimationFrame(() => port2.postMessage(0))
  })
  if (result.answer.items.length !== 20) throw new Error(`the answer had ${result.answer.items.length} items`)
  return performance.now() - began
}

/** Takes the time between frames while the page is moved. */
async function framesOf(page, move) {
  await page.evaluate(() => {
    globalThis.deltas = []
    let last
    const frame = (now) => {
      if (last !== undefined) deltas.push(now - last)
      last = now
      globalThis.recording = requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })
  await move()
  const deltas = await page.evaluate(() => {
    cancelAnimationFrame(recording)
    return deltas
  })
  return deltas.toSorted((a, b) => a - b)[Math.floor(deltas.length * 0.95)]
}

async function scrub(page) {
  const keys = Array.from({ length: 40 }, (_, i) => `'CUSTOMER#${String(i).padStart(6, "0")}'`)
  await write(page, `SELECT PK FROM "Generated" WHERE PK IN [${keys.join(", ")}] AND SK < 'A'`)
  await page.getByRole("button", { name: /^Run/ }).click()
  await page.getByText(/^0 items · Query · \d\/8 partitions/).waitFor()
  const { x, y, width } = await page.getByRole("slider", { name: "Moment of the way" }).boundingBox()
  await page.mouse.move(x + width - 10, y + 10)
  await page.mouse.down()
  const p95 = await framesOf(page, async () => {
    for (let i = 0; i < moves; i++) {
      await page.mouse.move(x + 10 + (width - 20) * Math.abs(1 - (2 * i) / moves), y + 10)
    }
  })
  await page.mouse.up()
  return p95
}

async function pan(page) {
  const ring = page.locator("hash-ring")
  await ring.scrollIntoViewIfNeeded()
  for (let i = 0; i < 3; i++) await ring.getByRole("button", { name: "Zoom in" }).click()
  const { x, y, width, height } = await ring.boundingBox()
  const [left, top] = [x + width / 2, y + height / 2]
  await page.mouse.move(left, top)
  await page.mouse.down()
  const p95 = await framesOf(page, async () => {
    for (let i = 0; i < moves; i++) {
      const turn = (i / moves) * 4 * Math.PI
      await page.mouse.move(left + Math.sin(turn) * 120, top + (1 - Math.cos(turn)) * 60)
    }
  })
  await page.mouse.up()
  return p95
}

async function zoom(page) {
  const stage = page.locator("tree-view .stage")
  await stage.scrollIntoViewIfNeeded()
  const nodes = await page.evaluate(() => document.querySelector("tree-view").tree.shape.nodes.length)
  const { x, y, width, height } = await stage.boundingBox()
  await stage.focus()
  await page.mouse.move(x + width / 3, y + height / 2)
  const p95 = await framesOf(page, async () => {
    for (let i = 0; i < moves; i++) await page.mouse.wheel(0, i % 60 < 30 ? -120 : 120)
  })
  return { zoom: p95, nodes }
}
