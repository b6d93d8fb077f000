import { describe, expect, test } from "vitest"
import { print } from "../../src/draw/drawing.js"
import { entries, indexLag, lags, little } from "../../src/draw/rings.js"
import { recordsIn, shards, shardText, streamText } from "../../src/draw/shards.js"
import { ago, until } from "../../src/draw/time.js"
import { type Index, type Partition, ringsOf, type Shard, type Table } from "../../src/table.js"

// What follows a table's log, as it is drawn: indexes, shards, and items that expire.

const index: Index = {
  IndexName: "ByDriver",
  IndexStatus: "ACTIVE",
  Local: false,
  Projection: "ALL",
  PartitionKey: [{ Name: "Driver", Type: "S" }],
  SortKey: [],
  ItemCount: 1,
  SizeBytes: 10,
  PartitionCount: 1,
  Partitions: [{ Id: 0, First: "0000000000000000", Last: "", Replicas: [] } as unknown as Partition],
  Readers: [],
}

describe("an index", () => {
  const reader = (Partition: number, BehindBy: number, DueAt: number) => ({ Partition, BehindBy, DueAt })

  test("says how much is on its way to it, and when the first of that comes", () => {
    const behind = { ...index, Readers: [reader(3, 2, 1_250_000), reader(5, 1, 1_043_000)] }
    expect(indexLag(behind, 40, 1_000_000)).toBe("3 writes on the way, next in 43 ms")
    expect([lags(index), lags(behind)]).toEqual([false, true])
    expect(indexLag(index, 40, 0)).toBe("up to date")
    expect([entries(1), entries(1200)]).toEqual(["1 entry", "1,200 entries"])
  })

  test("that is built says how far it has come", () => {
    const building = { ...index, IndexStatus: "CREATING", Backfilled: 12 }
    expect(indexLag(building, 40, 0)).toBe("backfill: 12 of 40 items looked at")
    expect(indexLag({ ...index, IndexStatus: "DELETING" }, 40, 0)).toBe("DELETING")
  })

  test("has a ring of its own unless it is local, drawn in little with its dots", () => {
    const table = { TableName: "T", PartitionKey: { Name: "Id", Type: "S" }, Partitions: [], PartitionCount: 4 }
    const local = { ...index, IndexName: "ByFare", Local: true }
    const [own, ...others] = ringsOf({ ...table, Indexes: [index, local] } as unknown as Table)
    expect([own.index, own.partitionCount, others.map((ring) => ring.index)]).toEqual(["", 4, ["ByDriver"]])
    const picture = print(little({ ring: others[0]!, dots: Uint32Array.of(0, 1, 2 ** 31) }))
    expect(picture.match(/<circle/g)).toHaveLength(3)
    expect(picture.match(/class="ground"/g)).toHaveLength(1)
  })
})

describe("a stream", () => {
  const shard = (ShardId: string, First: string, Last: string, more: Partial<Shard> = {}): Shard => ({
    ShardId,
    First,
    Last,
    Closed: false,
    Records: 0,
    ...more,
  })
  const half = "8000000000000000"
  const all = [
    shard("s1", "0000000000000000", half, { Closed: true, Records: 12 }),
    shard("s2", half, "", { Records: 1000 }),
    shard("s3", "0000000000000000", "4000000000000000", { ParentShardId: "s1", Records: 3 }),
    shard("s4", "4000000000000000", half, { ParentShardId: "s1" }),
  ]

  test("has its shards where their hashes are, children below their parent", () => {
    const picture = print(shards(all))
    expect(picture).toContain('<rect x="0%" y="1" width="50%"')
    expect(picture).toContain('<rect x="25%" y="49" width="25%"')
    expect(picture.match(/class="branch"/g)).toHaveLength(2)
  })

  test("shows a shard whose parent can no longer be read as one of the first", () => {
    const picture = print(shards(all.slice(2)))
    expect(picture).not.toContain("branch")
    expect(picture).toContain('height="32"')
  })

  test("says what can be read of it", () => {
    const stream = { StreamArn: "", StreamViewType: "NEW_IMAGE", StreamStatus: "ENABLED", Shards: all }
    expect(streamText(stream)).toBe("NEW_IMAGE · ENABLED · 3 open shards, 1 closed")
    expect(all.map(recordsIn)).toEqual(["12", "1,000+", "3", "0"])
    expect(shardText(all[0]!)).toBe("s1: closed, 12 records, 0000… to just below 8000…")
  })
})

test("moments are told in the unit that people would use", () => {
  expect([4_200, 43_000, 7_900_000, 600e6, 5.4e10, 4e11].map(until)).toEqual([
    "in 4.2 ms",
    "in 43 ms",
    "in 7.9 s",
    "in 10 min",
    "in 15 hours",
    "in 5 days",
  ])
  expect([ago(2_500_000), ago(0)]).toEqual(["2.5 s ago", "now"])
})
