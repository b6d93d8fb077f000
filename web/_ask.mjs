import { readFileSync } from "node:fs"
import { loadEngine, importSource } from "./scripts/engine.mjs"
const { Engine, module } = await loadEngine()
const { sandboxOptions } = await importSource("sandbox.ts")
const e = await Engine.open(module, sandboxOptions)
const dec = new TextDecoder()
const call = (target, body) => { const a = e.call({ target, body: JSON.stringify(body), now: 1_767_225_600_000_000, trace: 2 }); return [a.status, dec.decode(a.body), dec.decode(a.trace)] }
const shop = JSON.parse(readFileSync("../tutorials/data/shop.json"))
call("DynamoDB_20120810.CreateTable", shop.table)
call("Ringside_20261101.Load", { TableName: "Shop", Chunk: 0, Chunks: 1, Items: shop.items })
for (const Text of process.argv.slice(2)) { const t = performance.now(); const [s, b] = call("Ringside_20261101.Explain", { Text }); console.log(Text, "\n", s, (performance.now() - t).toFixed(1), "ms", JSON.stringify(JSON.parse(b), null, 1)) }
