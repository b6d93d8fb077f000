import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { pathToFileURL } from "node:url"
import { DynamoDBClient } from "@aws-sdk/client-dynamodb"
import type { How } from "../../src/client.js"
import { Engine, loadRuntime } from "../../src/engine.js"
import { requestHandler, unsigned } from "../../src/request-handler.js"
import type { Options, Response } from "../../src/wire.js"

/** A place where the engine runs, and a client of the AWS SDK that talks to it. */
export interface Host {
  client: DynamoDBClient
  close(): Promise<void>
}

const region = "us-east-1"
/** The folder of go.mod. */
export const repository = join(import.meta.dirname, "../../..")

/** The Go endpoint, built for the occasion. */
export async function nativeEndpoint(...flags: string[]): Promise<Host> {
  const folder = mkdtempSync(join(tmpdir(), "ringside-"))
  const program = join(folder, "endpoint")
  execFileSync("go", ["build", "-o", program, "./web/endpoint"], { cwd: repository, stdio: "inherit" })
  return endpoint(spawn(program, ["--addr", "127.0.0.1:0", ...flags]), () => rmSync(folder, { recursive: true }))
}

/** The endpoint that serves engine.wasm under Node. */
export async function wasmEndpoint(...flags: string[]): Promise<Host> {
  const script = join(repository, "web/scripts/endpoint-wasm.mjs")
  return endpoint(spawn(process.execPath, [script, "--addr", "127.0.0.1:0", ...flags]), () => {})
}

/** No endpoint: the SDK hands its requests to an engine in this process. */
export async function inProcess(): Promise<Host> {
  const engine = await openEngine()
  const send = async (target: string, asked: string | Uint8Array, how: How = {}): Promise<Response> => {
    const answer = engine.call({ target, body: asked, now: Date.now() * 1000, ...how })
    const { status, now, n, requestId, crc32, body } = answer
    return { status, now, n, requestId, crc32, body: body.slice(), trace: new Uint8Array() }
  }
  const client = new DynamoDBClient({ region, requestHandler: requestHandler({ send }), ...unsigned })
  return { client, close: async () => client.destroy() }
}

/** An engine whose followers are never behind, as the endpoints have it. */
export async function openEngine(options: Options = { scale: { replicationLag: 0 } }): Promise<Engine> {
  const file = (name: string) => join(repository, "web/public", name)
  await loadRuntime(pathToFileURL(file("wasm_exec.js")).href)
  return Engine.open(readFileSync(file("engine.wasm")), options)
}

async function endpoint(server: ChildProcess, cleanUp: () => void): Promise<Host> {
  const ended = once(server, "exit")
  const client = new DynamoDBClient({
    region,
    endpoint: await addressOf(server),
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  })
  const close = async () => {
    client.destroy()
    server.kill()
    await ended
    cleanUp()
  }
  return { client, close }
}

/** The address in the first line that the server prints. */
async function addressOf(server: ChildProcess): Promise<string> {
  server.stderr?.pipe(process.stderr)
  for await (const line of createInterface({ input: server.stdout! })) {
    const address = /http:\/\/[^\s,]+/.exec(line)
    if (address) return address[0]
  }
  throw new Error("the endpoint ended before it said where it listens")
}
