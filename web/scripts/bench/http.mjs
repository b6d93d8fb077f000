// The endpoints against dynalite, over loopback HTTP: each in a process of its own, asked by this one.

import { execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { Connection } from "./connection.mjs"
import { createTable, tableName } from "./workload.mjs"

const concurrency = 16
const repository = fileURLToPath(new URL("../../..", import.meta.url))
const anyPort = ["--addr", "127.0.0.1:0"]

/** The servers, dynalite first: each starts when called. */
export const servers = {
  dynalite: () => start(process.execPath, [fileURLToPath(new URL("dynalite.mjs", import.meta.url))]),
  "endpoint-wasm": () => start(process.execPath, [join(repository, "web/scripts/endpoint-wasm.mjs"), ...anyPort]),
  endpoint: async () => {
    const folder = mkdtempSync(join(tmpdir(), "ringside-"))
    execFileSync("go", ["build", "-o", join(folder, "endpoint"), "./web/endpoint"], { cwd: repository })
    const server = await start(join(folder, "endpoint"), anyPort)
    return { ...server, close: () => server.close().then(() => rmSync(folder, { recursive: true })) }
  },
}

async function start(program, args) {
  const server = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] })
  const ended = once(server, "exit")
  process.once("exit", () => server.kill()) // also when the benchmark itself fails
  const port = await portOf(server)
  const connections = Array.from({ length: concurrency }, () => new Connection(port))
  await connections[0].call("CreateTable", createTable)
  await active(connections[0])
  const close = async () => {
    for (const connection of connections) connection.close()
    server.kill()
    await ended
  }
  return { connections, close }
}

async function portOf(server) {
  for await (const line of createInterface({ input: server.stdout })) {
    const found = /http:\/\/127\.0\.0\.1:(\d+)/.exec(line)
    if (found) return Number(found[1])
  }
  throw new Error("the server ended before it said where it listens")
}

async function active(connection) {
  const described = JSON.stringify({ TableName: tableName })
  while (JSON.parse(await connection.call("DescribeTable", described)).Table.TableStatus !== "ACTIVE") {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
