import { readFileSync } from "node:fs"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, expect, test } from "vitest"
import { Engine, fetchModule, LoadError, TooLargeError } from "../../src/engine.js"
import { Session } from "../../src/session.js"
import { type Answer, dynamodb, ringside, type Status } from "../../src/wire.js"
import { openEngine } from "../sdk/hosts.js"

// These run on the engine.wasm that `make build` puts into public/.

const wasm = readFileSync("public/engine.wasm")

test("it answers as DynamoDB does", async () => {
  const engine = await openEngine()
  const answer = engine.call({ target: dynamodb("ListTables"), body: "{}", now: 5_000_000, number: 7 })
  expect(answer).toMatchObject({ status: 200, number: 7, now: 5_000_000, n: 0, poisoned: false })
  expect(text(answer)).toBe('{"TableNames":[]}')
  expect(answer.requestId).toMatch(/^[0-9A-Z]{52}$/)
})

test("its options reach the database", async () => {
  const engine = await openEngine({ seed: 7, scale: { partitions: 3, treeDegree: 2 } })
  const inspected = engine.call({ target: ringside("Inspect"), body: '{"Level":"database","Limit":1}', now: 0 })
  expect(JSON.parse(text(inspected))).toMatchObject({
    Seed: "0000000000000007",
    Scale: { Partitions: 3, TreeDegree: 2 },
  })
})

test("bodies of any size arrive, and the views follow the memory as it grows", async () => {
  const engine = await openEngine()
  const before = engine.memoryBytes
  for (const length of [10, 70_000, 3_000_000, 16_000_000, 10]) {
    const name = "é".repeat(length / 2)
    const answer = engine.call({ target: dynamodb("ListTables"), body: JSON.stringify({ Ignored: name }), now: 0 })
    expect(text(answer)).toBe('{"TableNames":[]}')
  }
  expect(engine.memoryBytes).toBeGreaterThan(before)
})

test("a request above DynamoDB's limit is refused, and the engine goes on", async () => {
  const engine = await openEngine()
  const huge = { target: dynamodb("ListTables"), body: new Uint8Array(17 << 20), now: 0 }
  expect(() => engine.call(huge)).toThrow(TooLargeError)
  expect(engine.call({ ...huge, body: "{}" }).status).toBe(200)
})

test("options that are none end the start with an error", async () => {
  const sacle = { sacle: {} } as object
  await expect(openEngine(sacle)).rejects.toMatchObject({ name: "LoadError", stage: "start" })
})

test("what is no wasm is told in words", async () => {
  const opening = Engine.open(new TextEncoder().encode("<!doctype html>"))
  await expect(opening).rejects.toMatchObject({ name: "LoadError", stage: "compile" })
})

let server: Server | undefined
afterEach(() => server?.close())

test.each([
  { answered: "with its type", status: 200, type: "application/wasm", body: wasm },
  { answered: "with another type", status: 200, type: "application/octet-stream", body: wasm },
])("engine.wasm is compiled when it comes $answered", async ({ status, type, body }) => {
  expect(await fetchModule(await serve(status, type, body))).toBeInstanceOf(WebAssembly.Module)
})

test.each([
  { answered: "is missing", status: 404, type: "text/html", body: "not here", stage: "fetch", words: "404" },
  { answered: "is a page", status: 200, type: "text/html", body: "<html>", stage: "compile", words: "compiled" },
])("an engine.wasm that $answered is a LoadError", async ({ status, type, body, stage, words }) => {
  const cause = await fetchModule(await serve(status, type, body)).catch((error) => error)
  expect(cause).toBeInstanceOf(LoadError)
  expect(cause).toMatchObject({ stage, message: expect.stringContaining(words) })
})

test("a server that is not there is a LoadError", async () => {
  const address = await serve(200, "", "")
  server!.close()
  await expect(fetchModule(address)).rejects.toMatchObject({ name: "LoadError", stage: "fetch" })
})

test("a session is rebuilt on a new engine, and has what it had", async () => {
  const told: Status[] = []
  const session = await Session.start(fragileEngine, (status) => told.push(status))
  await session.answer([call(1, dynamodb("CreateTable"), table), call(2, dynamodb("PutItem"), item)])
  const before = await scanned(session)
  const { failures } = await session.answer([call(3, "trap", "")])
  expect(failures).toEqual([{ id: 3, error: "unreachable" }])
  expect(told).toMatchObject([{ is: "rebuilt", guilty: { target: "trap" }, replayed: { Records: 3, Differs: 0 } }])
  expect(await scanned(session)).toBe(before)
})

const table = JSON.stringify({
  TableName: "Music",
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [{ AttributeName: "Artist", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "Artist", KeyType: "HASH" }],
})
const item = JSON.stringify({ TableName: "Music", Item: { Artist: { S: "Nina Simone" } } })

const call = (id: number, target: string, body: string) => ({ id, target, body, now: 1_000_000 })

/** An engine that traps when it is asked to. */
async function fragileEngine(): Promise<Pick<Engine, "call">> {
  const engine = await openEngine()
  return {
    call: (request) => {
      if (request.target === "trap") throw new WebAssembly.RuntimeError("unreachable")
      return engine.call(request)
    },
  }
}

async function scanned(session: Session): Promise<string> {
  const { bytes } = await session.answer([call(9, dynamodb("Scan"), '{"TableName":"Music","ConsistentRead":true}')])
  return new TextDecoder().decode(bytes)
}

async function serve(status: number, type: string, body: string | Uint8Array): Promise<string> {
  server = createServer((_, response) => response.writeHead(status, { "content-type": type }).end(body))
  await new Promise<void>((resolve) => server!.listen(0, "127.0.0.1", resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/engine.wasm`
}

const text = ({ body }: Answer): string => new TextDecoder().decode(body)
