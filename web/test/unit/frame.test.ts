import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import * as frame from "../../src/frame.js"
import { type Answer, type HttpRequest, type HttpResponse, headerNames, type Request } from "../../src/wire.js"

// The Go side's tests read the same samples.
interface Samples {
  headerNames: string[]
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
    const memory = emptyMemory(at + frame.requestRoom(request.target, request.body))
    const length = frame.writeRequest(memory, at, request, request.body)
    expect(hexOf(memory.bytes.subarray(at, at + length))).toBe(requestHex)
  })

  test("a body of bytes is written as its text is", () => {
    const body = Buffer.from(request.body as string)
    const memory = emptyMemory(at + frame.requestRoom(request.target, body))
    const length = frame.writeRequest(memory, at, request, body)
    expect(hexOf(memory.bytes.subarray(at, at + length))).toBe(requestHex)
  })

  test("the answer is read as sampled", () => {
    expect(readWhole(new frame.SharedAnswer(memoryHolding(answerHex), at))).toEqual(answer)
  })
})

describe.each(samples.https)("http: $name", ({ request, requestHex, answer, answerHex }) => {
  test("the request is written as sampled", () => {
    const bytes = { ...request, body: Buffer.from(request.body) }
    const head = frame.headOf(bytes)
    const memory = emptyMemory(at + frame.httpRequestRoom(head, bytes.body))
    const length = frame.writeHttpRequest(memory, at, bytes, head)
    expect(hexOf(memory.bytes.subarray(at, at + length))).toBe(requestHex)
  })

  test("the answer is read as sampled", () => {
    const read = frame.readHttpResponse(memoryHolding(answerHex), at)
    expect({ ...read, body: textOf(read.body) }).toEqual(answer)
  })
})

test("headers are sent in the order in which they are read", () => {
  expect(headerNames).toEqual(samples.headerNames)
})

test("a header that is no ASCII crosses byte by byte", () => {
  const request = { now: 0, method: "POST", header: ["é"], body: new Uint8Array() }
  const head = frame.headOf(request)
  const memory = emptyMemory(at + frame.httpRequestRoom(head, request.body))
  const length = frame.writeHttpRequest(memory, at, request, head)
  expect(hexOf(memory.bytes.subarray(at + 16, at + length))).toBe(hexOf(Buffer.from("POST\né", "latin1")))
})

test("a long text becomes bytes, so that room is made for its exact length", () => {
  const body = frame.compact("é".repeat(100_000))
  expect(frame.requestRoom("T", body)).toBe(36 + 3 + 200_000)
})

function readWhole(answer: Answer): TextAnswer {
  const { now, number, n, status, crc32, requestId, poisoned, body, trace, record } = answer
  const texts = { body: textOf(body), trace: textOf(trace), record: hexOf(record) }
  return { now, number, n, status, crc32, requestId, poisoned, ...texts }
}

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
