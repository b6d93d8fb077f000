// How fast the shipped engine.wasm is, against a plain Map in the same process and against dynalite over HTTP; what it
// weighs, holds and needs to start. Ratios of one run mean something on any machine, absolute figures do not.
//
//   node scripts/bench.mjs [--only engine,dataplane,partiql,readers,http,memory,growth,rewind,minute,size,start,frames]
//     [--json ../build/bench.json]
//
// Medians of 5 rounds, after a second of warming up. Exits with 1 when a target is missed.

import { mkdirSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { engineTable, mapTable } from "./bench/contestants.mjs"
import { filters, worstCases, writes } from "./bench/dataplane.mjs"
import { frames } from "./bench/frames.mjs"
import { servers } from "./bench/http.mjs"
import { calling, callingIn, median, rates, ratio, seconds } from "./bench/measure.mjs"
import { hotKeyMinute } from "./bench/minute.mjs"
import { explained, first, known, refused, unknown } from "./bench/partiql.mjs"
import { backfilled, followedWrites, indexedTable, readRecords } from "./bench/readers.mjs"
import { rewindMillis } from "./bench/rewind.mjs"
import { criticalPath, wasmSizes } from "./bench/sizes.mjs"
import { coldStart } from "./bench/start.mjs"
import { getBody, itemBytes, putBody, queryBody, shuffled } from "./bench/workload.mjs"
import { loadEngine } from "./engine.mjs"

const items = 100_000
// So many different requests are made up beforehand: more would fill the heap that V8 has to collect meanwhile.
const asked = 20_000
const httpItems = 10_000
const megabyte = 1 << 20
// Every second frame of a screen that shows 60 a second, and what its clock may be off.
const twoFrames = 33.4

const { values: options } = parseArgs({
  options: {
    only: { type: "string" },
    json: { type: "string", default: fileURLToPath(new URL("../../build/bench.json", import.meta.url)) },
  },
})

/** One line of the report. `target` is a bound for `value`: at least or at most. */
const results = []
function report(line) {
  const { value, atLeast, atMost } = line
  const pass = atLeast === undefined && atMost === undefined ? undefined : !(value < atLeast) && !(value > atMost)
  results.push({ ...line, pass })
  print({ ...line, pass })
}

function print({ name, value, unit, atLeast, atMost, pass, detail = "" }) {
  const bound = atLeast !== undefined ? `≥ ${atLeast}` : atMost !== undefined ? `≤ ${atMost}` : ""
  const verdict = pass === undefined ? "" : pass ? "pass" : "MISS"
  const shown = value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(2)
  console.log(
    `${name.padEnd(44)} ${`${shown} ${unit}`.padStart(14)} ${bound.padStart(10)}  ${verdict.padEnd(5)} ${detail}`,
  )
}

const rate = (measured) => `${Math.round(median(measured)).toLocaleString("en")}/s`
const versus = (our, their) => `${rate(our)} to ${rate(their)}`

const { Engine, module } = await loadEngine()

async function filled(count) {
  const engine = await Engine.open(module)
  const table = engineTable(engine)
  for (const i of shuffled(count)) table.put(putBody(i))
  return { engine, table }
}

/** Through the export, against the Map. Both get texts and give texts. */
async function engineAgainstMap() {
  const ours = (await filled(items)).table
  const map = mapTable()
  for (let i = 0; i < items; i++) map.put(putBody(i))
  const order = shuffled(items).subarray(0, asked)
  const bodies = (make) => Array.from(order, (i) => make(i, 1))
  const against = async (name, texts, run, atLeast) => {
    const [our, their] = await rates([ours, map].map((table) => calling((n) => table[run](texts[n % asked]))))
    report({ name: `${name}, of the Map's`, value: ratio(our, their), unit: "×", atLeast, detail: versus(our, their) })
  }
  await against("Put", bodies(putBody), "put", 0.3)
  await against("Get", bodies(getBody), "get", 0.7)
  await against("Query of 20", bodies(queryBody), "query", 2)
  const [a, b] = [ours, map].map((table) => seconds(() => table.scan()))
  const detail = `${(a * 1000).toFixed(0)} ms to ${(b * 1000).toFixed(0)} ms`
  report({ name: `Scan of ${items.toLocaleString("en")}, of the Map's`, value: b / a, unit: "×", detail })
}

/** What a request costs that does more, and what one can be made to cost. */
async function dataplane() {
  const open = () => Engine.open(module)
  const { put, condition, updated, batched } = await writes(await open())
  const ofPut = (name, rates, atLeast) => {
    report({ name: `${name}, of PutItem's`, value: ratio(rates, put), unit: "×", atLeast, detail: versus(rates, put) })
  }
  ofPut("PutItem with a condition", condition, 0.7)
  ofPut("UpdateItem that adds", updated, 0.5)
  ofPut("BatchWriteItem of 25", batched, 1.3)
  const { queried, scanned, filteredByHand } = await filters(await open())
  const ofFilter = (name, rates) => {
    const detail = versus(rates, filteredByHand)
    report({ name, value: ratio(rates, filteredByHand), unit: "×", atLeast: 3, detail })
  }
  ofFilter("Query that filters 1,000, of JavaScript's", queried)
  ofFilter("Scan that filters 1,000, of JavaScript's", scanned)
  for (const [name, value] of Object.entries(worstCases(await open()))) report({ name, value, unit: "ms", atMost: 50 })
}

/** What a statement costs over its native request, and when it is new, refused, the first, or explained. */
async function partiql() {
  const open = () => Engine.open(module)
  const { select, insert, selected, got, inserted, put } = await known(filled, open, asked)
  const line = (name, value, unit, atMost, detail) => report({ name, value, unit, atMost, detail })
  line("SELECT of one item, known, over GetItem", select, "µs", 3, versus(selected, got))
  line("INSERT, known, over PutItem with a condition", insert, "µs", 3, versus(inserted, put))
  const cold = await unknown(open)
  line("SELECT of one item, new", cold.select, "µs", 300)
  line("INSERT of ten attributes, new", cold.insert, "µs", 600)
  const { long, deep } = refused(await open())
  line("statement of 8,193 characters, refused", long, "ms", 5)
  line("4,000 nested parentheses, refused", deep, "ms", 5)
  line("first statement, with its grammar", await first(open), "ms", 60)
  const { query, scan } = explained((await filled(items)).table)
  line(`Explain of a Query over ${items.toLocaleString("en")}`, query, "ms")
  line(`Explain of a Scan over ${items.toLocaleString("en")}`, scan, "ms")
}

/** What a table costs that indexes and a stream follow. */
async function readers() {
  const open = () => Engine.open(module)
  const { bare, followed } = await followedWrites(open)
  const line = (name, ours, theirs, atLeast) => {
    report({ name, value: ratio(ours, theirs), unit: "×", atLeast, detail: versus(ours, theirs) })
  }
  line("PutItem, 2 indexes and a stream, of a bare one", followed, bare, 0.35)
  const { records, got } = await readRecords(open)
  line("GetRecords of 1,000, of 1,000 GetItems", records, got, 20)
  const backfills = []
  for (let i = 0; i < 5; i++) backfills.push(await backfilled(open, items))
  report({ name: "backfill, items a second", value: median(backfills), unit: "/s", atLeast: 200_000 })
  const [one, none] = [live(await indexedTable(open, items, ["Driver"])), live(await indexedTable(open, items, []))]
  report({ name: "heap with an index of whole items, of without", value: one / none, unit: "×", atMost: 1.7 })
}

/** The endpoints against dynalite: all three run, and are asked by turns. */
async function endpointsAgainstDynalite() {
  const started = {}
  for (const [name, start] of Object.entries(servers)) started[name] = await start()
  const all = Object.values(started)
  for (const server of all) await fill(server)
  await against("Put", all, "PutItem", putBody)
  await against("Get", all, "GetItem", getBody)
  await against("Query of 20", all, "Query", queryBody)
  for (const server of all) await server.close()
}

async function fill({ connections }) {
  const order = shuffled(httpItems)
  let next = 0
  const lane = async (connection) => {
    while (next < httpItems) await connection.call("PutItem", putBody(order[next++]))
  }
  await Promise.all(connections.map(lane))
}

async function against(name, all, operation, body) {
  const bodies = Array.from(shuffled(httpItems), (i) => body(i, 1))
  const asking = ({ connections }) =>
    callingIn(connections, (connection, n) => connection.call(operation, bodies[n % httpItems]))
  const [dynalite, wasm, native] = await rates(all.map(asking))
  const line = (host, our, atLeast) => {
    const value = ratio(our, dynalite)
    report({ name: `${name}, ${host}, of dynalite's`, value, unit: "×", atLeast, detail: versus(our, dynalite) })
  }
  line("endpoint-wasm", wasm, 1.5)
  line("endpoint", native, 2)
}

/** What an item takes of the heap when the followers have caught up and garbage is gone. */
async function memory() {
  const empty = live(engineTable(await Engine.open(module)))
  const { table } = await filled(items)
  const value = (live(table) - empty) / items
  report({
    name: `heap per item of ${itemBytes} bytes, at ${items.toLocaleString("en")}`,
    value,
    unit: "B",
    atMost: 360,
  })
}

function live(table) {
  while (table.own("Advance", { By: 1_000_000, Limit: 10_000 }).More) {}
  while (table.own("Tidy", { Steps: 100_000 }).More) {}
  return table.own("Memory", {}).Live
}

/** Put as the table grows, and a scan of the whole when it holds a million. */
async function growth() {
  const { engine, table } = await filled(10_000)
  const micros = {}
  let count = 10_000
  for (const size of [10_000, 100_000, 1_000_000]) {
    for (; count < size; count++) table.put(putBody(count))
    const order = shuffled(size)
    const bodies = Array.from(order.subarray(0, 10_000), (i) => putBody(i, 1))
    const [measured] = await rates([calling((n) => table.put(bodies[n % bodies.length]))])
    micros[size] = 1e6 / median(measured)
    report({ name: `Put at ${size.toLocaleString("en")} items`, value: micros[size], unit: "µs" })
  }
  report({ name: "Put at 1,000,000, of that at 10,000", value: micros[1e6] / micros[1e4], unit: "×", atMost: 2 })
  const scanned = table.scan()
  if (scanned !== 1_000_000) throw new Error(`the scan read ${scanned} items of 1,000,000`)
  const value = engine.memoryBytes / megabyte
  report({ name: "linear memory after a scan of 1,000,000", value, unit: "MB", atMost: 1200 })
}

async function rewind() {
  const value = rewindMillis(await Engine.open(module), items, 1000)
  report({ name: "rewind by 1,000 requests", value, unit: "ms", atMost: 300 })
}

/** A minute of virtual load, unthrottled and as the service throttles it. */
async function minute() {
  for (const admission of ["off", "adaptive"]) {
    const engine = await Engine.open(module, { scale: { admission } })
    const { seconds, requests, longest } = hotKeyMinute(engine)
    const detail = `${requests.toLocaleString("en")} requests, ${((1e6 * seconds) / requests).toFixed(1)} µs each, a slice ≤ ${longest.toFixed(0)} ms`
    report({ name: `hot-key minute, admission ${admission}`, value: seconds, unit: "s", atMost: 6, detail })
  }
}

function sizes() {
  const { raw, gzip, brotli } = wasmSizes()
  const detail = `raw ${Math.round(raw / 1000)} KB, gzip ${Math.round(gzip / 1000)} KB`
  report({ name: "engine.wasm, brotli", value: brotli / 1000, unit: "KB", atMost: 1150, detail })
  const path = criticalPath()
  if (path === undefined) console.log("page: not built, so not weighed (make build)")
  else report({ name: "page, critical path, gzip", value: path / 1000, unit: "KB", atMost: 60 })
}

async function start() {
  const { engine, empty } = await coldStart()
  const detail = `${median(engine).toFixed(0)} ms to ${median(empty).toFixed(0)} ms`
  const value = ratio(engine, empty)
  report({ name: "cold start of the worker, of an empty Go's", value, unit: "×", atMost: 2, detail })
}

async function smoothness() {
  const { run, badge, scrub, pan, zoom, nodes, load } = await frames()
  const line = (name, value, atMost, detail = "") => {
    report({ name, value, unit: "ms", atMost, detail: `${detail}load ${load.toFixed(1)}` })
  }
  line("p95 frame, pan of a ring of 100,000 dots", pan, twoFrames)
  line("p95 frame, scrub of the timeline", scrub, twoFrames)
  line("p95 frame, zoom of a tree", zoom, twoFrames, `${nodes.toLocaleString("en")} nodes, `)
  line("Run to drawn, 20 items", run, 100)
  line("key to badge, 500,000 items", badge, 50)
}

const parts = {
  engine: engineAgainstMap,
  dataplane,
  partiql,
  readers,
  http: endpointsAgainstDynalite,
  memory,
  growth,
  rewind,
  minute,
  size: sizes,
  start,
  frames: smoothness,
}
const wanted = options.only?.split(",") ?? Object.keys(parts)
for (const name of wanted) await parts[name]()

mkdirSync(dirname(options.json), { recursive: true })
writeFileSync(options.json, `${JSON.stringify({ node: process.version, results }, null, 2)}\n`)
const misses = results.filter(({ pass }) => pass === false)
console.log(misses.length === 0 ? "all targets met" : `missed: ${misses.map(({ name }) => name).join("; ")}`)
process.exitCode = misses.length === 0 ? 0 : 1
