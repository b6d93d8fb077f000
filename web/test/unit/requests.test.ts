import { expect, test } from "vitest"
import { BadRequest, Input, maxBody, maxHeader, requestsIn } from "../../scripts/requests.mjs"

interface Read {
  method: string
  path: string
  headers: Map<string, string>
  body: Buffer
  keep: boolean
}

/** What a connection brings, as texts; `proceeds` counts how often its client was told to go on. */
function read(...chunks: (string | Buffer)[]) {
  const requests: { method: string; path: string; headers: Record<string, string>; body: string; keep: boolean }[] = []
  let proceeds = 0
  const input = new Input()
  const reader = requestsIn(input, () => proceeds++) as unknown as Iterator<Read | undefined>
  for (const chunk of chunks) {
    input.push(Buffer.from(chunk as string))
    for (let r = reader.next().value; r; r = reader.next().value) {
      requests.push({ ...r, headers: Object.fromEntries(r.headers), body: r.body.toString() })
    }
  }
  return { requests, proceeds }
}

const one = (head: string, body = "") => read(`${head}\r\nHost: h\r\n\r\n${body}`).requests[0]

test("a request is its first line, its headers and its body", () => {
  const text = "POST /?a=b HTTP/1.1\r\nHost: h\r\nX-Amz-Target:  T \r\nA: 1\r\na: 2\r\nContent-Length: 3\r\n\r\né!"
  const headers = { host: "h", "x-amz-target": "T", a: "1, 2", "content-length": "3" }
  expect(read(text).requests).toEqual([{ method: "POST", path: "/?a=b", headers, body: "é!", keep: true }])
})

test("a header has a character for each byte", () => {
  const [request] = read(Buffer.from("GET / HTTP/1.1\r\nHost: h\r\nA: é\r\n\r\n", "latin1")).requests
  expect(request?.headers).toMatchObject({ a: "é" })
})

const several = [
  "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}",
  "GET /x HTTP/1.1\r\nHost: h\r\n\r\n",
  "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nT: t\r\n\r\n",
  "PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
  "POST / HTTP/1.0\r\n\r\n",
].join("")

test("requests that follow each other are the same wherever their bytes are cut", () => {
  const whole = read(several).requests
  expect(whole.map(({ method, body, keep }) => [method, body, keep])).toEqual([
    ["POST", "{}", true],
    ["GET", "", true],
    ["POST", "abc0123456789", true],
    ["PUT", "", true],
    ["POST", "", false],
  ])
  for (let at = 1; at < several.length; at++) {
    expect(read(several.slice(0, at), several.slice(at)).requests, `cut at ${at}`).toEqual(whole)
  }
  expect(read(...several).requests).toEqual(whole)
})

test.each([
  ["POST / HTTP/1.1\r\nConnection: Close", false],
  ["POST / HTTP/1.1\r\nConnection: keep-alive", true],
  ["POST / HTTP/1.0\r\nConnection: Keep-Alive", true],
  ["POST / HTTP/1.0", false],
])("after %j the connection is kept: %s", (head, keep) => {
  expect(one(head)?.keep).toBe(keep)
})

test("a client that waits for leave to send its body gets it", () => {
  const head = "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n"
  expect(read(head).proceeds).toBe(1)
  expect(read(head, "{}")).toMatchObject({ proceeds: 1, requests: [{ body: "{}" }] })
  expect(read(`${head}{}`).proceeds).toBe(0)
})

test("of a body that is too large a byte too much is read, and then nothing", () => {
  const body = Buffer.alloc(maxBody + 2, "x")
  const inOne = `POST / HTTP/1.1\r\nHost: h\r\nContent-Length: ${body.length}\r\n\r\n`
  const inChunks = `POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n`
  for (const head of [inOne, inChunks]) {
    const { requests } = read(head, body, several)
    expect(requests.map(({ body, keep }) => [body.length, keep])).toEqual([[maxBody + 1, false]])
  }
})

const long = "x".repeat(maxHeader)

test("headers and a path may be as long as DynamoDB reads", () => {
  const path = `/${long.slice(1)}`
  const value = long.slice("hosthx".length)
  expect(one(`GET ${path} HTTP/1.1\r\nx:${value}`)?.headers).toMatchObject({ x: value })
})

test.each([
  ["no version", "GET /\r\n\r\n"],
  ["another version", "GET / HTTP/2.0\r\nHost: h\r\n\r\n"],
  ["no path", "GET  HTTP/1.1\r\nHost: h\r\n\r\n"],
  ["no host", "GET / HTTP/1.1\r\n\r\n"],
  ["a line that is no header", "GET / HTTP/1.1\r\nHost: h\r\nx\r\n\r\n"],
  ["a blank before the colon", "GET / HTTP/1.1\r\nHost: h\r\nx : y\r\n\r\n"],
  ["a header that goes on", "GET / HTTP/1.1\r\nHost: h\r\nx: y\r\n z\r\n\r\n"],
  ["a line that ends in half", "GET / HTTP/1.1\r\nHost: h\r\nx: y\nz: z\r\n\r\n"],
  ["a length that is none", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n"],
  ["two lengths", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx"],
  [
    "a length and chunks",
    "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
  ],
  ["another encoding", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n"],
  ["a size that is none", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n"],
  ["a chunk longer than its size", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxy\r\n"],
  ["too long a path", `GET /${long} HTTP/1.1\r\nHost: h\r\n\r\n`],
  ["too long headers", `GET / HTTP/1.1\r\nHost: h\r\nx: ${long}\r\n\r\n`],
  ["a head without an end", `GET / HTTP/1.1\r\nHost: h\r\nx: ${long.repeat(4)}`],
  ["a line without an end", `POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1;${long}`],
])("%s is no request", (_, text) => {
  expect(() => read(text)).toThrow(BadRequest)
})
