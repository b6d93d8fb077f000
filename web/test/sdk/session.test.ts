import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "vitest"
import type { Engine } from "../../src/engine.js"
import { SessionLog } from "../../src/log.js"
import { Session } from "../../src/session.js"
import { dynamodb, type Request, ringside, type TraceLevel } from "../../src/wire.js"
import { openEngine, repository } from "./hosts.js"

const options = { seed: 42, scale: { partitions: 8, treeDegree: 4 } }

test("a session answers the same bytes in WebAssembly as natively", async () => {
  const { log } = await playedSession()
  expect(hex(log.bytes())).toBe(hex(nativeLog()))
})

test("engine.wasm replays the native session without a difference", async () => {
  const engine = await openEngine()
  const answer = engine.call({ target: ringside("Replay"), body: nativeLog(), now: 0 })
  const replayed = JSON.parse(text(answer.body))
  expect(replayed).toMatchObject({ Differs: 0, Torn: false })
  expect(replayed.Records).toBeGreaterThan(20)
})

test("asking for a trace changes no answer", async () => {
  const traced = await playedSession()
  const plain = await playedSession(0)
  expect(plain.answers).toEqual(traced.answers)
})

test("a session goes back to a record, after a panic too", async () => {
  const engines: Engine[] = []
  const session = await Session.start(
    async () => engines[engines.push(await openEngine(options)) - 1]!,
    () => {},
  )
  let id = 0
  const send = async (target: string, body: Request["body"], time = (id + 1) * 1000) => {
    const { results, bytes } = await session.answer([{ id: ++id, target, body, now: time }])
    const { now, n, at, bodyBytes } = results[0]!
    return { now, n, body: text(bytes.subarray(at, at + bodyBytes)) }
  }
  for (const request of requests().slice(0, 12)) await send(request.target, request.body)
  const look = () => send(ringside("Inspect"), '{"Level":"database","Limit":100}', 0)
  const before = (await look()).body
  const { n } = await send(dynamodb("DeleteTable"), '{"TableName":"None"}')
  engines[0]!.call = () => {
    throw new Error("trapped")
  }
  expect((await session.answer([{ id: ++id, target: "T", body: "", now: 0 }])).failures).toHaveLength(1)
  for (const request of requests()) await send(request.target, request.body)
  const back = await send(ringside("Restore"), `{"N":${n - 1}}`)
  expect(JSON.parse(back.body)).toEqual({ N: n - 1, Now: back.now, Requests: back.n })
  const count = /"Requests":\d+/
  expect((await look()).body.replace(count, "")).toBe(before.replace(count, ""))
})

/** The log of wasm/testdata/session.txt as the engine writes it outside of WebAssembly; its records hold checksums. */
function nativeLog(): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "ringside-"))
  const file = join(folder, "session.log")
  execFileSync("go", ["test", "./wasm", "-count=1", "-run=^TestSessionReplays$", `-log=${file}`], { cwd: repository })
  const log = readFileSync(file)
  rmSync(folder, { recursive: true })
  return log
}

async function playedSession(trace?: TraceLevel): Promise<{ log: SessionLog; answers: string[] }> {
  const engine = await openEngine(options)
  const log = new SessionLog(engine.call({ target: ringside("Journal"), body: "", now: 0 }).body)
  const answers = requests().map((request) => played(engine, log, { ...request, trace: trace ?? request.trace }))
  return { log, answers }
}

function played(engine: Engine, log: SessionLog, request: Request): string {
  const answer = engine.call(request)
  log.append(request.target, answer.n, answer.record)
  return text(answer.body)
}

function requests(): Request[] {
  const lines = readFileSync(join(repository, "wasm/testdata/session.txt"), "utf8").split("\n")
  return lines.filter((line) => line !== "" && !line.startsWith("#")).map(requestOf)
}

function requestOf(line: string): Request {
  const [now, client, trace, target, ...body] = line.split(" ")
  return {
    now: Number(now),
    client: Number(client),
    trace: Number(trace) as TraceLevel,
    target: target!,
    body: body.join(" "),
  }
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex")
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString()
