import { describe, expect, test } from "vitest"
import { shapeOf } from "../../src/draw/tree.js"
import type { Focused } from "../../src/focus.js"
import type { Scene } from "../../src/scene.js"
import { cutOf, focusName, itemIn, litOf, namesOf, rangeOf, treeSeen, treeWanted } from "../../src/seen.js"
import { type InspectedKey, type Partition, ringsOf, type Table } from "../../src/table.js"
import { readTrace, type Step } from "../../src/trace.js"

const partition = (Id: number) => ({ Id, Leader: 0, Replicas: [] }) as unknown as Partition

const table: Table = {
  TableName: "T",
  PartitionKey: { Name: "PK", Type: "S" },
  SortKey: { Name: "SK", Type: "S" },
  ItemCount: 3,
  SizeBytes: 0,
  PartitionCount: 3,
  Partitions: [partition(0), partition(1), partition(2)],
}

const key = (sort: string): InspectedKey => ({
  PartitionKey: { S: "a" },
  SortKey: { S: sort },
  Hash: "4000000000000000",
})

const shape = shapeOf({
  Nodes: [{ Id: 0, Parent: -1, Depth: 0, Keys: [key("x"), key("y"), key("z")] }],
  NodeCount: 1,
  ItemCount: 3,
  Height: 1,
  More: false,
})

const trace = readTrace(
  JSON.stringify({
    operation: "Query",
    steps: [
      { phase: "hash", from: "4000000000000000", input: "a" },
      { phase: "ring", partition: 1 },
      { phase: "seek", partition: 1, replica: 2 },
      { phase: "read", partition: 1, replica: 2, examined: 2 },
      { phase: "filter", partition: 1 },
    ],
    path: [{ partition: 1, replica: 2, depth: 0, keys: 3, child: 0, comparisons: 2, probes: [1, 0] }],
    outcomes: [{ partition: 1, replica: 2, first: key("x"), items: "rf" }],
  }),
  77,
)

/** The scene after so many steps. */
function scene(done: number, of: Table = table): Scene {
  const steps = trace.steps.slice(0, done)
  const head: Step | undefined = done < trace.steps.length ? trace.steps[done - 1] : undefined
  return {
    state: { table: of, ring: ringsOf(of)[0] },
    answer: { trace, operation: "Query" },
    steps,
    head,
  } as unknown as Scene
}

const item: Focused = {
  kind: "item",
  key: { partitionKey: '{"S":"a"}', sortKey: '{"S":"y"}' },
  hash: "40",
  partition: 1,
}

describe("the tree to show", () => {
  test("is the one that was read, as it was then", () => {
    expect(treeWanted(scene(5), undefined)).toMatchObject({ partition: 1, replica: 2, now: 77, answered: true })
  })

  test("is that of the partition that is pinned, of its leader when it was not asked", () => {
    const wanted = treeWanted(scene(5), { kind: "partition", partition: 2 })
    expect(wanted).toMatchObject({ partition: 2, replica: 0, now: undefined, answered: false })
    expect(treeWanted(scene(5), item)).toMatchObject({ partition: 1, answered: true })
  })

  test("is, of several, the one that most was returned from, else read", () => {
    const read = (...steps: readonly Partial<Step>[]) => {
      const trace = readTrace(JSON.stringify({ steps: steps.map((step) => ({ phase: "read", ...step })) }), 0)
      return treeWanted({ ...scene(0), answer: { trace } } as unknown as Scene, undefined)?.partition
    }
    expect(read({ partition: 0, examined: 9 }, { partition: 1, examined: 3, returned: 1 })).toBe(1)
    expect(read({ partition: 0, examined: 1 }, { partition: 2, examined: 2 })).toBe(2)
    expect(read({ partition: 2 }, { partition: 0 })).toBe(2)
  })

  test("is another one after a split", () => {
    const after = { ...table, Partitions: [partition(0), partition(8), partition(9)] }
    expect(treeWanted(scene(5, after), undefined)).toMatchObject({ partition: 0, answered: false })
    expect(litOf(scene(5, after), undefined, []).asked).toBeUndefined()
  })
})

describe("a request on its way", () => {
  const wanted = treeWanted(scene(5), undefined)!
  const at = (done: number) => treeSeen(scene(done), wanted, shape)

  test("is not yet in the tree before it seeks, and has read nothing before it reads", () => {
    expect(at(2)).toMatchObject({ answered: false, marks: { walks: [] } })
    expect(at(3)).toMatchObject({ answered: true, pulse: true })
    expect(at(3).marks.walks[0]![0]).toMatchObject({ comparisons: 2, probes: [1, 0] })
    expect(at(3).marks.states.size).toBe(0)
  })

  test("drops items when it filters", () => {
    expect([...at(4).marks.states.values()]).toEqual(["returned", "returned"])
    expect([...at(5).marks.states.values()]).toEqual(["returned", "filtered"])
    expect(at(5).pulse).toBe(false)
  })
})

test("a request that deleted the last table leaves nothing to light", () => {
  const last = { ...scene(99), state: { table: undefined, ring: undefined } } as unknown as Scene
  expect(litOf(last, undefined, [])).not.toHaveProperty("elsewhere")
  expect(treeWanted(last, undefined)).toBeUndefined()
})

describe("what is in focus", () => {
  const seen = treeSeen(scene(5), treeWanted(scene(5), undefined)!, shape)

  test("an item is found in the tree by its key, and has a name", () => {
    expect(itemIn(seen, { partitionKey: '{"S":"a"}', sortKey: '{"S":"y"}' })).toMatchObject({ partition: 1 })
    expect(itemIn(seen, { partitionKey: '{"S":"b"}', sortKey: "" })).toBeUndefined()
    expect(focusName(item)).toBe('{"S":"a"}\n{"S":"y"}')
  })

  test("a range or a node brings the keys that belong to it", () => {
    const range: Focused = { kind: "range", from: "4000000000000000", to: "4000000000000000" }
    expect(namesOf(seen, range).size).toBe(3)
    expect(namesOf(seen, { kind: "range", from: "5000000000000000", to: "" }).size).toBe(0)
    expect(namesOf(seen, { kind: "node", partition: 1, path: [] }).size).toBe(3)
    expect(namesOf(seen, { kind: "node", partition: 2, path: [] }).size).toBe(0)
    expect(rangeOf(seen, { kind: "node", partition: 1, path: [] })).toEqual({ from: range.from, to: range.to })
  })
})

test("a split cuts at the pinned item, else at the key that was typed, else in the middle", () => {
  const { state } = scene(5)
  const landing = { text: "a", input: "a", hash: "4000000000000000", partition: 1 }
  expect(cutOf(state, 1, item, [landing])).toEqual({
    text: "Split at a / y",
    cut: { Key: { PK: { S: "a" }, SK: { S: "y" } } },
  })
  expect(cutOf(state, 1, undefined, [landing])).toEqual({ text: "Split at a", cut: { At: landing.hash } })
  expect(cutOf(state, 0, item, [landing])).toEqual({ text: "Split in the middle", cut: {} })
})
