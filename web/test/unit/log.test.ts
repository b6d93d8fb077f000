import { expect, test } from "vitest"
import { SessionLog } from "../../src/log.js"
import { dynamodb, ringside } from "../../src/wire.js"

const put = dynamodb("PutItem")
const advance = ringside("Advance")

test("records stand behind the head, in order", () => {
  expect(logOf([put, 1, "a"], [put, 2, "b"])).toBe("HEAD a b")
})

test("what was not recorded leaves nothing", () => {
  expect(logOf([put, 1, "a"], [ringside("Inspect"), 0, ""], [put, 2, "b"])).toBe("HEAD a b")
})

test("of consecutive Advances the last stays", () => {
  expect(logOf([advance, 1, "x"], [advance, 1, "y"], [put, 2, "a"], [advance, 3, "z"])).toBe("HEAD y a z")
})

test("looking on between two Advances keeps them together", () => {
  expect(logOf([advance, 1, "x"], [ringside("Inspect"), 0, ""], [advance, 1, "y"])).toBe("HEAD y")
})

test("pieces are whole records below the limit, each with the head", () => {
  const log = filled([put, 1, "aaaa"], [put, 2, "bbbb"], [put, 3, "cccccccccccccccc"], [put, 4, "d"])
  // A record that is larger than the limit has a piece of its own.
  expect([...log.pieces()].map(text)).toEqual(["HEAD aaaa bbbb", "HEAD cccccccccccccccc", "HEAD d"])
  expect(text(log.bytes())).toBe("HEAD aaaa bbbb cccccccccccccccc d")
})

test("an Advance is replaced in a piece of its own too", () => {
  expect(logOf([put, 1, "aaaaaaaa"], [advance, 2, "x"], [advance, 2, "yyyyyyyyyyyy"])).toBe(
    "HEAD aaaaaaaa yyyyyyyyyyyy",
  )
})

test("an empty log is one piece", () => {
  expect([...filled().pieces()].map(text)).toEqual(["HEAD"])
})

test("a record is a copy", () => {
  const log = filled()
  const record = Buffer.from(" a")
  log.append(put, 1, record)
  record.fill(0)
  expect(text(log.bytes())).toBe("HEAD a")
})

type Entry = [target: string, n: number, record: string]

function filled(...entries: Entry[]): SessionLog {
  const log = new SessionLog(Buffer.from("HEAD"), 11)
  for (const [target, n, record] of entries) log.append(target, n, Buffer.from(record && ` ${record}`))
  return log
}

const logOf = (...entries: Entry[]): string => text(filled(...entries).bytes())
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString()
