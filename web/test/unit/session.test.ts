import { expect, test } from "vitest"
import { TooLargeError } from "../../src/engine.js"
import { Session } from "../../src/session.js"
import { type Answer, type Call, type Request, ringside, type Status } from "../../src/wire.js"

// An engine that keeps what it was asked. It answers with the body, traps at "trap", panics at "panic", and takes no
// "large". Its records are the bodies, so the log is their text.
class FakeEngine {
  readonly asked: string[] = []

  call({ target, body }: Request): Answer {
    if (target === ringside("Journal")) return answerOf("LOG:")
    if (target === ringside("Replay")) return this.replay(textOf(body as Uint8Array))
    if (body === "trap") throw new WebAssembly.RuntimeError("unreachable")
    if (body === "panic") return { ...answerOf('{"message":"index out of range"}'), status: 500, poisoned: true }
    if (body === "large") throw new TooLargeError("too large")
    this.asked.push(body as string)
    return { ...answerOf(body as string), n: this.asked.length, record: bytesOf(`${body};`) }
  }

  private replay(log: string): Answer {
    this.asked.push(...log.slice("LOG:".length).split(";").filter(Boolean))
    return answerOf(JSON.stringify({ Records: this.asked.length, Last: this.asked.length, Differs: 0, Torn: false }))
  }
}

test("calls are answered in order, each with its stretch of the bytes", async () => {
  const { session } = await opened()
  const reply = await session.answer(calls("one", "two"))
  const { results, bytes } = reply
  expect(results.map(({ at, bodyBytes }) => textOf(bytes.subarray(at, at + bodyBytes)))).toEqual(["one", "two"])
})

test("the log is its head and the records", async () => {
  const { session } = await opened()
  await session.answer(calls("one", "two"))
  expect(textOf(session.log.bytes())).toBe("LOG:one;two;")
})

test.each(["trap", "panic"])("after a %s a new engine plays the log without the guilty request", async (guilty) => {
  const { session, engines, told } = await opened()
  const reply = await session.answer(calls("one", guilty, "two"))
  expect(reply.results).toHaveLength(2)
  expect(reply.failures).toHaveLength(1)
  expect(engines[1]!.asked).toEqual(["one", "two"])
  expect(textOf(session.log.bytes())).toBe("LOG:one;two;")
  const message = guilty === "trap" ? "unreachable" : "index out of range"
  const replayed = { Records: 1, Last: 1, Differs: 0, Torn: false }
  expect(told).toEqual([{ is: "rebuilt", guilty: { target: "T", body: guilty, message }, replayed }])
})

test("a request that is too large fails and changes nothing", async () => {
  const { session, engines, told } = await opened()
  const reply = await session.answer(calls("one", "large"))
  expect(reply.failures).toEqual([{ id: 2, error: "too large" }])
  expect(engines).toHaveLength(1)
  expect(told).toEqual([])
})

test("a rebuild that fails is an error of its own, and the log is still there", async () => {
  const { session, refuse } = await opened()
  await session.answer(calls("one"))
  refuse()
  await expect(session.answer(calls("trap"))).rejects.toMatchObject({ name: "LoadError", stage: "rebuild" })
  expect(textOf(session.log.bytes())).toBe("LOG:one;")
})

async function opened() {
  const engines: FakeEngine[] = []
  const told: Status[] = []
  let refused = false
  const open = async () => {
    if (refused) throw new Error("out of memory")
    return engines[engines.push(new FakeEngine()) - 1]!
  }
  const session = await Session.start(open, (status) => told.push(status))
  return { session, engines, told, refuse: () => (refused = true) }
}

const calls = (...bodies: string[]): Call[] => bodies.map((body, i) => ({ id: i + 1, target: "T", body, now: 0 }))

function answerOf(body: string): Answer {
  const empty = new Uint8Array()
  const rest = { n: 0, number: 0, now: 0, requestId: "", crc32: 0, poisoned: false }
  return { status: 200, body: bytesOf(body), trace: empty, record: empty, ...rest }
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
