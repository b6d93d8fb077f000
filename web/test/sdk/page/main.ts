import { DynamoDBClient } from "@aws-sdk/client-dynamodb"
import { Client } from "../../../src/client.js"
import { requestHandler, unsigned } from "../../../src/request-handler.js"
import { steps } from "../steps.js"

// A page with nothing but the SDK and the engine in its worker. It runs the steps and gives back what each had in hand.

const at = (name: string): string => new URL(name, document.baseURI).href

const database = new Client({
  worker: () => new Worker(new URL("../../../src/worker.ts", import.meta.url), { type: "module" }),
  clock: { now: () => Date.now() * 1000 },
  wasm: at("engine.wasm"),
  runtime: at("wasm_exec.js"),
  options: { scale: { replicationLag: 0 } },
})

const db = new DynamoDBClient({ region: "us-east-1", requestHandler: requestHandler(database), ...unsigned })

async function run(): Promise<unknown[]> {
  const had: unknown[] = []
  for (const step of steps) had.push(await step.run(db))
  return had
}

Object.assign(globalThis, { run })
