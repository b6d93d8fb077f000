import { describe, expect, test } from "vitest"
import { story } from "../../src/draw/story.js"
import { asked, hashes, readIn, readTrace, totals } from "../../src/trace.js"

// Traces as the engine writes them: members that say nothing are left out.

const query = readTrace(
  `{"operation":"Query","why":"WHERE gives the partition key","steps":[
    {"phase":"hash","from":"bc6e7573207d8900"},
    {"phase":"ring","partition":5,"from":"a000000000000000","to":"c000000000000000"},
    {"phase":"partition","partition":5},
    {"phase":"seek","partition":5,"replica":1,"from":"bc6e7573207d8900","to":"bc6e7573207d8900"},
    {"phase":"read","partition":5,"replica":1,"behindBy":1,"examined":6,"returned":6,"bytes":2048},
    {"phase":"cost","bytes":2048,"units":0.5}]}`,
  0,
)

const scan = readTrace(
  `{"operation":"Scan","why":"the items could be anywhere","steps":[
    {"phase":"ring","partition":0,"to":"8000000000000000"},
    {"phase":"partition","partition":0},
    {"phase":"seek","partition":0,"replica":2},
    {"phase":"read","partition":0,"replica":2,"examined":10,"bytes":1000},
    {"phase":"filter","partition":0,"replica":2,"returned":1},
    {"phase":"ring","partition":1,"from":"8000000000000000"},
    {"phase":"partition","partition":1},
    {"phase":"seek","partition":1,"replica":2},
    {"phase":"read","partition":1,"replica":2,"examined":20,"bytes":2000},
    {"phase":"filter","partition":1,"replica":2},
    {"phase":"cost","bytes":3000,"units":0.5}]}`,
  0,
)

const put = readTrace(
  `{"operation":"PutItem","why":"INSERT puts one item","steps":[
    {"phase":"write","partition":5,"replica":0,"bytes":24},
    {"phase":"propagate","partition":5,"replica":1,"at":1000014500},
    {"phase":"propagate","partition":5,"replica":2,"at":1000022000},
    {"phase":"cost","partition":5,"bytes":24,"units":1.0}]}`,
  1_000_000_000,
)

describe("a trace", () => {
  test("tells which partitions were asked, by which hash, and what was read in each", () => {
    expect([asked(query.steps), hashes(query.steps), [...readIn(query.steps)].filter(([id]) => id >= 0)]).toEqual([
      [5],
      ["bc6e7573207d8900"],
      [[5, 6]],
    ])
    expect([asked(scan.steps), hashes(scan.steps)]).toEqual([[0, 1], []])
  })

  test("is the only place that counts come from", () => {
    expect(totals(scan.steps)).toEqual({ examined: 30, returned: 1, bytes: 3000, units: 0.5 })
  })

  test("may be empty", () => {
    expect(readTrace("", 7)).toEqual({ operation: "", why: "", steps: [], now: 7 })
    expect(story(readTrace("", 0), 8)).toEqual([])
  })

  test("keeps where a statement stopped making sense", () => {
    const syntax = { member: "Statement", offset: 9, line: 1, column: 10, length: 1, expected: "expected a value" }
    expect(readTrace(JSON.stringify({ steps: [], syntax }), 0).syntax).toEqual(syntax)
  })
})

const told = (trace: typeof query, partitions: number) =>
  story(trace, partitions).map(({ phase, text }) => `${phase}: ${text}`)

describe("the story", () => {
  test("of a read by key", () => {
    expect(told(query, 8)).toEqual([
      "parse: It runs as a Query: WHERE gives the partition key.",
      "hash: The partition key’s hash is bc6e7573207d8900.",
      "ring: The range from a000… to c000… is p5’s.",
      "partition: Of 8 partitions only p5 is asked.",
      "seek: Replica 1 of p5 goes down its B-tree to hash bc6e7573207d8900.",
      "read: 6 items read, 2 KB. Replica 1 of p5 is 1 write behind its leader.",
      "cost: 2 KB come to 0.5 units.",
    ])
  })

  test("of a scan", () => {
    expect(told(scan, 2)).toEqual([
      "parse: It runs as a Scan: the items could be anywhere.",
      "ring: The request covers 2 ranges: p0, p1.",
      "partition: All 2 partitions are asked, one after the other.",
      "seek: Each of them looks in its own B-tree for where to begin.",
      "read: 30 items read, 2.9 KB (p0 10, p1 20).",
      "filter: 1 of 30 pass the filter. The other 29 were read, and are paid for.",
      "cost: 2.9 KB come to 0.5 units.",
    ])
  })

  test("of a write", () => {
    expect(told(put, 8)).toEqual([
      "parse: It runs as a PutItem: INSERT puts one item.",
      "write: 24 bytes written in p5.",
      "propagate: Replica 1 of p5 has it after 14.5 ms. Replica 2 of p5 has it after 22 ms.",
      "cost: 24 bytes come to 1 unit.",
    ])
  })
})
