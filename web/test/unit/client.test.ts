import { beforeEach, expect, test, vi } from "vitest"
import { CallError, Client, textOf, type WorkerPort } from "../../src/client.js"
import { LoadError } from "../../src/engine.js"
import type { Call, Message, Reply, Status } from "../../src/wire.js"

/** A worker that remembers what it was sent and says what the test wants. */
class FakeWorker implements WorkerPort {
  sent: Message[] = []
  transferred: Transferable[] = []
  terminated = false
  private readonly listeners = new Map<string, (event: Event) => void>()

  postMessage(message: Message, transfer: Transferable[]): void {
    this.sent.push(message)
    this.transferred.push(...transfer)
  }

  addEventListener(type: string, listener: (event: Event) => void): void {
    this.listeners.set(type, listener)
  }

  terminate(): void {
    this.terminated = true
  }

  says(reply: Reply): void {
    this.listeners.get("message")!({ data: reply } as MessageEvent)
  }

  breaks(message: string): void {
    this.listeners.get("error")!({ message } as ErrorEvent)
  }

  /** The batches of calls that were sent. */
  get batches(): Call[][] {
    return this.sent.flatMap((message) => (message.do === "calls" ? [message.calls] : []))
  }

  /** Answers a batch: each call with its own body. */
  echo(calls: Call[]): void {
    const bytes = new TextEncoder().encode(calls.map((call) => call.body).join(""))
    let at = 0
    const results = calls.map((call) => {
      const result = { id: call.id, status: 200, now: 1, n: 0, requestId: "", crc32: 0, traceBytes: 0 }
      const bodyBytes = call.body.length
      at += bodyBytes
      return { ...result, at: at - bodyBytes, bodyBytes }
    })
    this.says({ done: "calls", results, failures: [], bytes })
  }
}

let workers: FakeWorker[]
let now: number
let client: Client

beforeEach(() => {
  workers = []
  now = 1_000_000
  client = new Client({
    worker: () => workers[workers.push(new FakeWorker()) - 1]!,
    clock: { now: () => now },
    wasm: "https://host/engine.wasm",
    runtime: "https://host/wasm_exec.js",
    options: { seed: 42 },
  })
})

test("the worker is told where the engine is and how to open it", () => {
  const wasm = "https://host/engine.wasm"
  const runtime = "https://host/wasm_exec.js"
  expect(workers[0]!.sent).toEqual([{ do: "open", wasm, runtime, options: { seed: 42 } }])
})

test("the calls of one microtask cross in one message, and each gets its own answer", async () => {
  const answers = [client.send("T", "one"), client.send("T", "two"), client.send("T", "three")]
  await Promise.resolve()
  const [calls] = workers[0]!.batches
  expect(calls!.map((call) => call.body)).toEqual(["one", "two", "three"])
  workers[0]!.echo(calls!)
  expect((await Promise.all(answers)).map(textOf)).toEqual(["one", "two", "three"])
})

test("calls of a later microtask cross in a message of their own", async () => {
  void client.send("T", "one")
  await Promise.resolve()
  void client.send("T", "two")
  await Promise.resolve()
  expect(workers[0]!.batches.map((calls) => calls.length)).toEqual([1, 1])
})

test("a call has the clock's time at which it was made", async () => {
  void client.send("T", "{}")
  now = 2_000_000
  void client.send("T", "{}")
  await Promise.resolve()
  expect(workers[0]!.batches[0]!.map((call) => call.now)).toEqual([1_000_000, 2_000_000])
})

test("a call may be made at another time than the clock's", async () => {
  void client.send("T", "{}", { now: 0 })
  void client.send("T", "{}", { trace: 1 })
  await Promise.resolve()
  expect(workers[0]!.batches[0]!.map(({ now, trace }) => [now, trace])).toEqual([
    [0, undefined],
    [1_000_000, 1],
  ])
})

test("only bodies of bytes above 2 KB are handed over", async () => {
  const large = new Uint8Array(3000)
  void client.send("T", new Uint8Array(2000))
  void client.send("T", large)
  void client.send("T", "x".repeat(3000))
  await Promise.resolve()
  expect(workers[0]!.transferred).toEqual([large.buffer])
})

test("a call that broke the engine is rejected alone", async () => {
  const answers = [client.send("T", "guilty"), client.send("T", "innocent")]
  await Promise.resolve()
  const [guilty, innocent] = workers[0]!.batches[0]!
  workers[0]!.says({
    done: "calls",
    results: [],
    failures: [{ id: guilty!.id, error: "boom" }],
    bytes: new Uint8Array(),
  })
  workers[0]!.echo([innocent!])
  await expect(answers[0]).rejects.toThrow(new CallError("boom"))
  expect(textOf(await answers[1]!)).toBe("innocent")
})

test("status is told as it changes, until nobody listens any more", () => {
  const heard: Status[] = []
  const stop = client.onStatus((status) => heard.push(status))
  workers[0]!.says({ done: "status", status: { is: "ready", startMillis: 40 } })
  stop()
  workers[0]!.says({ done: "status", status: { is: "ready", startMillis: 41 } })
  expect(heard).toEqual([{ is: "ready", startMillis: 40 }])
  expect(client.status).toEqual({ is: "ready", startMillis: 41 })
})

test("an engine that can't be loaded rejects calls with the cause, waiting and later ones", async () => {
  const waiting = client.send("T", "{}")
  workers[0]!.says({ done: "status", status: { is: "failed", stage: "fetch", message: "HTTP status 404" } })
  const wanted = new LoadError("fetch", "HTTP status 404")
  await expect(waiting).rejects.toThrow(wanted)
  await expect(client.send("T", "{}")).rejects.toThrow(wanted)
  await expect(client.log()).rejects.toThrow(wanted)
  expect(workers[0]!.batches).toEqual([])
})

test("a worker whose script can't be loaded is a failure too", async () => {
  const waiting = client.send("T", "{}")
  workers[0]!.breaks("")
  await expect(waiting).rejects.toMatchObject({ name: "LoadError", stage: "worker" })
})

test("retry starts over with a new worker, and the old one is not listened to", async () => {
  workers[0]!.breaks("gone")
  client.retry()
  expect(workers[0]!.terminated).toBe(true)
  expect(client.status.is).toBe("loading")
  workers[0]!.breaks("gone again")
  const answer = client.send("T", "hello")
  await Promise.resolve()
  workers[1]!.echo(workers[1]!.batches[0]!)
  expect(textOf(await answer)).toBe("hello")
})

test("retry does nothing while all is well", () => {
  client.retry()
  expect(workers).toHaveLength(1)
})

test("the log comes as bytes, even when the session could not be rebuilt", async () => {
  workers[0]!.says({ done: "status", status: { is: "failed", stage: "rebuild", message: "boom" } })
  const log = client.log()
  const asked = workers[0]!.sent.at(-1)
  expect(asked).toMatchObject({ do: "log" })
  workers[0]!.says({ done: "log", id: (asked as { id: number }).id, bytes: new Uint8Array([1, 2]) })
  expect(await log).toEqual(new Uint8Array([1, 2]))
})

test("closing ends the worker and rejects what waits", async () => {
  const listener = vi.fn()
  client.onStatus(listener)
  const waiting = client.send("T", "{}")
  client.close()
  await expect(waiting).rejects.toThrow("closed")
  expect(workers[0]!.terminated).toBe(true)
})
