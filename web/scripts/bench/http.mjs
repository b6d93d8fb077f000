// The endpoints against dynalite, over loopback HTTP: each in a process of its own, asked by this one.

import { execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { Agent, request } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { createTable, tableName } from "./workload.mjs"

const repository = fileURLToPath(new URL("../../..", import.meta.url))
const anyPort = ["--addr", "127.0.0.1:0"]

/** The three servers, by name: each starts when called. */
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
  const port = await portOf(server)
  const agent = new Agent({ keepAlive: true })
  const call = (operation, body) => post(agent, port, operation, body)
  await call("CreateTable", createTable)
  await active(call)
  const close = async () => {
    agent.destroy()
    server.kill()
    await ended
  }
  return { call, close }
}

async function portOf(server) {
  for await (const line of createInterface({ input: server.stdout })) {
    const found = /http:\/\/127\.0\.0\.1:(\d+)/.exec(line)
    if (found) return Number(found[1])
  }
  throw new Error("the server ended before it said where it listens")
}

async function active(call) {
  const described = JSON.stringify({ TableName: tableName })
  while (JSON.parse(await call("DescribeTable", described)).Table.TableStatus !== "ACTIVE") {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Sends a request as an SDK would, but for the work of signing it and of reading the answer. */
function post(agent, port, operation, body) {
  const headers = {
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": `DynamoDB_20120810.${operation}`,
    "x-amz-date": "20260101T000000Z",
    authorization:
      "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
    "content-length": Buffer.byteLength(body),
  }
  return new Promise((resolve, reject) => {
    const sent = request({ agent, host: "127.0.0.1", port, method: "POST", headers }, (response) => {
      const chunks = []
      response.on("data", (chunk) => chunks.push(chunk))
      response.on("error", reject)
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString()
        if (response.statusCode === 200) resolve(text)
        else reject(new Error(`${operation}: ${response.statusCode} ${text}`))
      })
    })
    sent.on("error", reject)
    sent.end(body)
  })
}
