import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import * as frame from "../../src/frame.js"
import type { Answer, HttpRequest, HttpResponse, Request } from "../../src/wire.js"

// The Go side's tests read the same samples.
interface Samples {
  calls: { name: string; request: Request; requestHex: string; answer: TextAnswer; answerHex: string }[]
  https: { name: string; request: TextRequest; requestHex: string; answer: TextResponse; answerHex: string }[]
}
type TextAnswer = Omit<Answer, "body" | "trace" | "record"> & { body: string; trace: string; record: string }
type TextRequest = Omit<HttpRequest, "body"> & { body: string }
type TextResponse = Omit<HttpResponse, "body"> & { body: string }

const samples: Samples = JSON.parse(readFileSync("../wasm/testdata/wire.json", "utf8"))

// Not the start of the memory, so that a forgotten offset shows.
const at = 24

describe.each(samples.calls)("call: $name", ({ request, requestHex, answer, answerHex }) => {
  test("the request is written as sampled", () => {
    const memory = emptyMemory(at + frame.requestRoom(request))
    const length = frame.writeRequest(memory, at, request)
    expect(hexOf(memory.bytes.subarray(at, at + length))).toBe(requestHex)
  })

  test("a body of bytes is written as its text is", () => {
    const bytes = { ...request, body: Buffer.from(request.body as string) }
    const memory = emptyMemory(at + frame.requestRoom(bytes))
    const length = frame.writeRequest(memory, at, bytes)
    expect(hexOf(memory.bytes.subarray(at, at + length))).toBe(requestHex)
  })

  test("the answer is read as sampled", () => {
    const read = frame.readAnswer(memoryHolding(answerHex), at)
    expect({ ...read, body: textOf(read.body), trace: textOf(read.trace), record: hexOf(read.record) }).toEqual(answer)
  })
})

describe.each(samples.https)("http: $name", ({ request, requestHex, answer, answerHex }) => {
  test("the request is written as sampled", () => {
    const bytes = { ...request, body: Buffer.from(request.body) }
    const memory = emptyMemory(at + frame.httpRequestRoom(bytes))
    const length = frame.writeHttpRequest(memory, at, bytes)
    expect(hexOf(memory.bytes.subarray(at, at + length))).toBe(requestHex)
  })

  test("the answer is read as sampled", () => {
    const read = frame.readHttpResponse(memoryHolding(answerHex), at)
    expect({ ...read, body: textOf(read.body) }).toEqual(answer)
  })
})

test("a long text becomes bytes, so that room is made for its exact length", () => {
  const request = frame.compact({ target: "T", body: "é".repeat(100_000), now: 0 })
  expect(frame.requestRoom(request)).toBe(36 + 3 + 200_000)
})

test("an answer outlives the buffer it was read from", () => {
  const memory = memoryHolding(samples.calls[1]!.answerHex)
  const { body } = frame.readAnswer(memory, at)
  memory.bytes.fill(0)
  expect(textOf(body)).toBe(samples.calls[1]!.answer.body)
})

function emptyMemory(size: number): frame.Memory {
  const buffer = new ArrayBuffer(size)
  return { view: new DataView(buffer), bytes: new Uint8Array(buffer) }
}

function memoryHolding(hex: string): frame.Memory {
  const memory = emptyMemory(at + hex.length / 2 + 8)
  memory.bytes.set(Buffer.from(hex, "hex"), at)
  return memory
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex")
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString()
