import { describe, expect, test } from "vitest"
import { type Drawing, print } from "../../src/draw/drawing.js"
import { cut, joined, keyItem, keyName, keyNameOf, keyText } from "../../src/draw/key.js"
import { counts, fillKeys, isRead, type Marks, pathTo, shapeOf, statesOf, walksOf } from "../../src/draw/tree.js"
import { layOut, moved, towards, whole, zoomed } from "../../src/draw/tree-layout.js"
import { treePicture, treeText } from "../../src/draw/tree-picture.js"
import type { InspectedKey, Tree } from "../../src/table.js"
import type { Item } from "../../src/value.js"
import { hostile } from "../hostile.js"

const key = (partition: string, sort: string): InspectedKey => ({
  PartitionKey: { S: partition },
  SortKey: { S: sort },
  Hash: `${partition}00000000000000`.slice(0, 16),
})

const unmarked: Marks = { walks: [], states: new Map() }

const node = (Id: number, Parent: number, Depth: number, ...sorts: readonly string[]) => ({
  Id,
  Parent,
  Depth,
  Keys: sorts.map((sort) => key("aa", sort)),
})

/** Two leaves below a root: keys a to g in order, d in the root. */
const small: Tree = {
  Nodes: [node(0, -1, 0, "d"), node(1, 0, 1, "a", "b", "c"), node(2, 0, 1, "e", "f", "g")],
  NodeCount: 3,
  ItemCount: 7,
  Height: 2,
  More: false,
}

const sorts = (tree: Tree) => shapeOf(tree).keys.map((one) => (one!.SortKey as { S: string }).S)

/** A tree of so many levels with two keys in each node, whose keys have not been fetched. */
function big(levels: number): Tree {
  const nodes: { Id: number; Parent: number; Depth: number; KeyCount: number }[] = [
    { Id: 0, Parent: -1, Depth: 0, KeyCount: 2 },
  ]
  for (let i = 0; nodes[i]!.Depth < levels - 1; i++) {
    for (let c = 0; c < 3; c++) nodes.push({ Id: nodes.length, Parent: i, Depth: nodes[i]!.Depth + 1, KeyCount: 2 })
  }
  return { Nodes: nodes, NodeCount: nodes.length, ItemCount: nodes.length * 2, Height: levels, More: false }
}

describe("a tree's shape", () => {
  test("has its keys in order, those of inner nodes between their children's", () => {
    expect(sorts(small)).toEqual(["a", "b", "c", "d", "e", "f", "g"])
    expect(shapeOf(small)).toMatchObject({ leaves: 2, height: 2, homes: [1, 1, 1, 0, 2, 2, 2] })
  })

  test("is empty without nodes", () => {
    const nothing = shapeOf({ Nodes: [], NodeCount: 0, ItemCount: 0, Height: 0, More: false })
    expect(nothing).toMatchObject({ keys: [], leaves: 0 })
    expect(layOut(nothing, whole(nothing), 600).boxes).toEqual([])
  })

  test("tells the way to a node, and takes the keys of a subtree that come later", () => {
    const bare: Tree = { ...small, Nodes: small.Nodes.map(({ Keys, ...one }) => ({ ...one, KeyCount: Keys!.length })) }
    const shape = shapeOf(bare)
    expect(shape.keys).toEqual(Array(7).fill(undefined))
    expect(pathTo(shape.nodes, 2)).toEqual([1])
    fillKeys(shape, 2, { ...small, Nodes: [{ ...small.Nodes[2]!, Parent: -1 }] })
    expect(shape.keys.map((one) => (one ? keyText(one) : "?"))).toEqual([
      "?",
      "?",
      "?",
      "?",
      "aa / e",
      "aa / f",
      "aa / g",
    ])
    expect(shape.ranks.get(joined(keyName(key("aa", "f"))))).toBe(5)
  })
})

describe("what a request did in a tree", () => {
  const shape = shapeOf(small)
  const visit = { partition: 0, replica: 0, keys: 1, child: 1, comparisons: 1, probes: [0] }

  test("its search goes from the root to a leaf, with the keys that were compared", () => {
    const walks = walksOf(shape, [
      { ...visit, depth: 0 },
      { ...visit, depth: 1, keys: 3, comparisons: 2, probes: [1, 0] },
    ])
    expect(walks).toEqual([
      [
        { node: 0, comparisons: 1, probes: [3], end: undefined },
        { node: 2, comparisons: 2, probes: [5, 4], end: 5 },
      ],
    ])
  })

  test("a search through a tree that has changed meanwhile ends where it no longer fits", () => {
    expect(
      walksOf(shape, [
        { ...visit, depth: 0, child: 7 },
        { ...visit, depth: 1 },
      ]),
    ).toEqual([[{ node: 0, comparisons: 1, probes: [3], end: undefined }]])
  })

  test("a write's search came before the key that it put there", () => {
    const walks = walksOf(shape, [
      { ...visit, depth: 0, child: 0 },
      { ...visit, depth: 1, keys: 2, child: 0, comparisons: 1, probes: [0] },
    ])
    expect(walks[0]![1]).toEqual({ node: 1, comparisons: 1, probes: [1], end: 0 })
  })

  test("items follow one another from the first on, backwards when it read so", () => {
    const forth = statesOf(shape, [{ partition: 0, replica: 0, first: key("aa", "c"), items: "rfr" }])
    expect([...forth]).toEqual([
      [2, "returned"],
      [3, "filtered"],
      [4, "returned"],
    ])
    const back = statesOf(shape, [{ partition: 0, replica: 0, first: key("aa", "b"), reverse: true, items: "rf" }])
    expect([...back]).toEqual([
      [1, "returned"],
      [0, "filtered"],
    ])
    expect(counts(shape, { walks: [], states: forth })).toEqual({ returned: 2, filtered: 1, unread: 4, written: 0 })
    expect(isRead(shape, 1, { walks: [], states: back })).toBe(true)
    expect(isRead(shape, 2, { walks: [], states: back })).toBe(false)
  })

  test("items that are not in the tree have no state", () => {
    expect(statesOf(shape, [{ partition: 0, replica: 0, first: key("bb", "c"), items: "r" }]).size).toBe(0)
    const put = statesOf(shape, [{ partition: 0, replica: 0, first: key("aa", "b"), items: "w" }])
    expect([...put.values()]).toEqual(["written"])
  })
})

describe("where a tree stands", () => {
  const shape = shapeOf(small)
  const layout = layOut(shape, whole(shape), 600)

  test("keys go from left to right or from top to bottom, and have texts where there is room", () => {
    expect(layout.cells).toHaveLength(7)
    expect(layout.cells.map(({ text }) => text).sort()).toEqual(["a", "b", "c", "d", "e", "f", "g"])
    const places = [...layout.cells].sort((a, b) => a.rank - b.rank)
    expect(places.every((one, i) => i === 0 || one.x >= places[i - 1]!.x || one.y > places[i - 1]!.y)).toBe(true)
    expect(layout.headings.map(({ text }) => text)).toEqual(["aa", "aa"])
  })

  test("nothing is wider than the picture, and everything above its floor", () => {
    for (const { x, y, width, height } of layout.boxes) {
      expect(x).toBeGreaterThanOrEqual(0)
      expect(x + width).toBeLessThanOrEqual(600)
      expect(y + height).toBeLessThanOrEqual(layout.height)
    }
  })

  test("a tree of thousands of nodes is mostly crumbs, and its leaves where it is looked at closely", () => {
    const all = shapeOf(big(8))
    const far = layOut(all, whole(all), 600)
    expect(all.nodes.length).toBe(3280)
    expect(far.boxes.length + far.crumbs.length).toBeLessThan(700)
    const near = layOut(all, { from: 1000, to: 1006 }, 600)
    expect(near.crumbs).toEqual([])
    expect(near.boxes.length).toBeLessThan(40)
    expect(near.height).toBe(far.height)
  })

  test("it is zoomed about a place, and never beyond its ends", () => {
    const all = { leaves: 100 }
    expect(zoomed({ from: 0, to: 100 }, 2, 0.5, all)).toEqual({ from: 25, to: 75 })
    expect(zoomed({ from: 25, to: 75 }, 0.25, 0.5, all)).toEqual({ from: 0, to: 100 })
    expect(zoomed({ from: 10, to: 12 }, 1e6, 0.5, all)).toEqual({ from: 10.5, to: 11.5 })
    expect(moved({ from: 90, to: 100 }, 1, all)).toEqual({ from: 90, to: 100 })
    expect(moved({ from: 50, to: 60 }, -0.5, all)).toEqual({ from: 45, to: 55 })
  })

  test("it moves towards a key that is out of sight", () => {
    expect(towards({ from: 0, to: 1 }, 6, shape)).toEqual({ from: 1, to: 2 })
    expect(towards({ from: 0, to: 2 }, 6, shape)).toEqual({ from: 0, to: 2 })
  })
})

const texts = ([, , children]: Drawing): readonly string[] =>
  children.flatMap((child) => (typeof child === "string" ? [child] : texts(child)))

describe("the drawing of a tree", () => {
  const at = { rank: 4, tinted: (rank: number) => rank > 4 }

  test("squares are told apart by shape, and carry their rank", () => {
    const shape = shapeOf(small)
    const states = statesOf(shape, [{ partition: 0, replica: 0, first: key("aa", "c"), items: "rf" }])
    const drawn = print(treePicture(shape, { walks: [], states }, layOut(shape, whole(shape), 600), at, false))
    expect(drawn.match(/class="key returned/g)).toHaveLength(1)
    expect(drawn.match(/class="key filtered/g)).toHaveLength(1)
    expect(drawn.match(/url\(#unread\)/g)).toHaveLength(5)
    expect(drawn).toContain('data-rank="6"')
    expect(drawn.match(/ focus/g)).toHaveLength(1)
    expect(drawn.match(/ tinted/g)).toHaveLength(2)
    expect(drawn).not.toContain(" style=")
  })

  test("what a key says stays text", () => {
    for (const text of hostile) {
      const tree: Tree = { ...small, Nodes: [{ Id: 0, Parent: -1, Depth: 0, Keys: [key(text, text)] }] }
      const shape = shapeOf(tree)
      const drawn = treePicture(shape, unmarked, layOut(shape, whole(shape), 600), at, false)
      expect(texts(drawn).some((one) => one.startsWith(`${text} / ${text}`))).toBe(true)
      expect(print(drawn)).not.toMatch(/<(img|script|b)[ >]|onload="/)
    }
  })

  test("it is told in a sentence", () => {
    const shape = shapeOf(small)
    expect(treeText(3, 1, shape, unmarked)).toBe("The B-tree of p3 on replica 1: 7 items in 3 nodes on 2 levels.")
  })
})

test("a tree whose last item is gone is one empty node", () => {
  const empty = shapeOf({
    Nodes: [{ Id: 0, Parent: -1, Depth: 0, Keys: [] }],
    NodeCount: 1,
    ItemCount: 0,
    Height: 1,
    More: false,
  })
  const { boxes, height } = layOut(empty, whole(empty), 600)
  expect(boxes).toHaveLength(1)
  expect([height, ...Object.values(boxes[0]!)].every(Number.isFinite)).toBe(true)
})

describe("a key", () => {
  test("has a name that says its types, and is found again from it", () => {
    const name = keyName({ PartitionKey: { N: "42" }, SortKey: { S: "a/b" } })
    expect(name).toEqual({ partitionKey: '{"N":"42"}', sortKey: '{"S":"a/b"}' })
    expect(keyItem(["Id", "At"], name)).toEqual({ Id: { N: "42" }, At: { S: "a/b" } })
    const names = { keys: ["Id", "At"], hashed: 1 }
    const item: Item = { At: { S: "a/b" }, Id: { N: "42" }, X: { BOOL: true } }
    expect(keyNameOf(item, names)).toEqual(name)
    expect(keyNameOf({ X: { BOOL: true } }, names)).toBeUndefined()
  })

  test("of an index has that of its item with it, and a list where attributes are hashed together", () => {
    const item: Item = { City: { S: "Kyoto" }, Driver: { S: "dee" }, Fare: { N: "3" }, Id: { N: "42" } }
    const base = { keys: ["Id"], hashed: 1 }
    const entry = {
      PartitionKey: { L: [{ S: "Kyoto" }, { S: "dee" }] },
      SortKey: { N: "3" },
      Item: { PartitionKey: { N: "42" } },
    }
    expect(keyNameOf(item, { keys: ["City", "Driver", "Fare"], hashed: 2, base })).toEqual(keyName(entry))
    expect(keyText(entry)).toBe("Kyoto + dee / 3 → 42")
    expect(keyNameOf({ City: { S: "Kyoto" } }, { keys: ["City"], hashed: 1, base })).toBeUndefined()
  })

  test("is cut in its first half, whole characters at a time", () => {
    expect(cut("ORDER#2026-01-27#100301", 30)).toBe("ORDER#2026-01-27#100301")
    expect(cut("ORDER#2026-01-27#100301", 13)).toBe("ORDE…7#100301")
    expect(Array.from(cut("🧨".repeat(9), 4))).toHaveLength(4)
    expect(cut("abc", 1)).toBe("")
  })
})
