import { describe, expect, test } from "vitest"
import type { Place } from "../../src/database.js"
import { home, moveTo, panBy, pointAt, viewBox, zoomAt } from "../../src/draw/camera.js"
import { nearest, paintDots, place, whereIs } from "../../src/draw/dots.js"
import { print } from "../../src/draw/drawing.js"
import { keyMarks } from "../../src/draw/marks.js"
import { multiples, replicaText } from "../../src/draw/multiples.js"
import { lagText, logOf, positions } from "../../src/draw/replica.js"
import { half } from "../../src/draw/ring.js"
import { Finder, landingsIn, landingText } from "../../src/finder.js"
import { type Partition, ringsOf, type Table } from "../../src/table.js"
import { readTrace } from "../../src/trace.js"
import type { Item } from "../../src/value.js"

describe("a camera", () => {
  const half = 100

  test("zooms about a place, which stays where it is", () => {
    const camera = zoomAt(home, 4, 0.25, 0.5, half)
    expect(camera.scale).toBe(4)
    expect(pointAt(camera, half, { x: 0.25, y: 0.5 })).toEqual(pointAt(home, half, { x: 0.25, y: 0.5 }))
    expect(viewBox(zoomAt(camera, 1 / 100, 0.9, 0.9, half), half)).toBe("-100 -100 200 200")
  })

  test("never leaves the picture", () => {
    expect(panBy(home, 1, 1, half)).toEqual(home)
    expect(panBy({ x: 0, y: 0, scale: 2 }, 9, -9, half)).toEqual({ x: 50, y: -50, scale: 2 })
  })

  test("a drawing that is moved shows what one drawn anew will", () => {
    const seen = zoomAt(home, 2, 1, 1, half)
    expect(viewBox(seen, half)).toBe("0 0 100 100")
    expect(moveTo(home, seen, half, 300)).toBe("translate(-300px, -300px) scale(2)")
    expect(moveTo(seen, seen, half, 300)).toBe("none")
  })
})

describe("the dots", () => {
  const tops = Uint32Array.of(0, 2 ** 31, 2 ** 31, 2 ** 31, 3 * 2 ** 30)
  const dots = place(tops)

  test("the one under the pointer is found, and told by its hash and its place in the stack", () => {
    const third = { x: dots.x[3]! + 1, y: dots.y[3]! }
    expect(nearest(dots, third, 5)).toBe(3)
    expect(whereIs(tops, 3)).toEqual({ from: "8000000000000000", skip: 2 })
    expect(whereIs(tops, 4)).toEqual({ from: "c000000000000000", skip: 0 })
    expect(nearest(dots, { x: 0, y: 0 }, 5)).toBeUndefined()
  })

  test("those of a range are painted as whole pixels", () => {
    const sheet = { pixels: new Uint32Array((2 * half) ** 2), side: 2 * half, camera: home }
    paintDots(sheet, dots, 0.25, 0.6, 7)
    // Three dots of 4 × 4 pixels, apart from one another.
    expect(sheet.pixels.filter((pixel) => pixel === 7)).toHaveLength(48)
  })
})

describe("the keys in the editor's text", () => {
  const steps = (...inputs: readonly string[]) =>
    readTrace(JSON.stringify({ steps: inputs.map((input, i) => ({ phase: "hash", from: `${i}`, input })) }), 0).steps
  const marked = (text: string, ...inputs: readonly string[]) =>
    keyMarks(text, steps(...inputs), () => false).map(({ from, to }) => text.slice(from, to))

  test("are found as literals of either language", () => {
    expect(marked("WHERE PK = 'A#1' AND SK = 'x'", "A#1")).toEqual(["'A#1'"])
    expect(marked("WHERE PK = 'it''s'", "it's")).toEqual(["'it''s'"])
    expect(marked("WHERE Id IN (1204, 204)", "204", "1204")).toEqual(["1204", "204"])
    expect(marked('GetItem {"Key": {"PK": "A#1"}}', "A#1")).toEqual(['"A#1"'])
  })

  test("are left alone where the text does not say them", () => {
    expect(marked("WHERE PK = 'B'", "A#1")).toEqual([])
    expect(marked("WHERE PK = 'a204b'", "204")).toEqual([])
  })
})

const replica = { Zone: "b", Persisted: 5, Applied: 5, BehindBy: 0 }
const partition = (Id: number, Bytes: number): Partition => ({
  Id,
  Parent: -1,
  First: "",
  Last: "",
  InsideCollection: false,
  Items: 1,
  Bytes,
  Leader: 0,
  LogLength: 5,
  Tidying: false,
  Replicas: [replica, { ...replica, Applied: 3, BehindBy: 2, DueAt: 13_000 }, replica],
})

describe("replicas", () => {
  test("say how far behind they are, and when they will have caught up", () => {
    expect(lagText(replica, 0)).toBe("up to date")
    expect(lagText(partition(0, 0).Replicas[1]!, 1000)).toBe("2 writes behind, due in 12 ms")
    expect(lagText({ ...replica, BehindBy: 1 }, 0)).toBe("1 write behind")
    expect(lagText({ ...replica, Status: "stopped" }, 0)).toBe("stopped in zone b, up to date")
    expect(lagText({ ...replica, Status: "rebuilding", DueAt: 2e6 }, 0)).toBe("rebuilding in zone b, done in 2 s")
    expect(positions(partition(0, 0).Replicas[1]!, 5)).toBe("applied 3 of 5 · persisted 5")
  })

  test("have a log that shows its last writes", () => {
    const drawn = print(logOf({ Zone: "b", Persisted: 19, Applied: 18, BehindBy: 2 }, 20))
    expect(drawn.match(/class="slot applied"/g)).toHaveLength(12)
    expect(drawn.match(/class="slot persisted"/g)).toHaveLength(1)
    expect(drawn.match(/class="slot unheard"/g)).toHaveLength(1)
  })
})

test("many partitions are one picture, each as full as it is beside the fullest", () => {
  const drawn = print(multiples([partition(0, 50), partition(1, 100)], { hashes: [], asked: [1], focus: 0 }))
  expect(drawn.match(/data-partition/g)).toHaveLength(2)
  expect(drawn).toContain('class="range c0 focus"')
  expect(drawn).toContain('class="range c1 lit"')
  expect(replicaText(partition(0, 0))).toBe("1 replica behind")
})

describe("the finder", () => {
  const table = (type: string, name = "T"): Table => ({
    TableName: name,
    PartitionKey: { Name: "Id", Type: type },
    ItemCount: 0,
    SizeBytes: 0,
    PartitionCount: 1,
    Partitions: [],
  })

  /** A database that answers when it is told to. */
  function slow() {
    const asked: { key: Item; answer: (partition: number) => void; refuse: (why: string) => void }[] = []
    const locate = (_: Place, key: Item) =>
      new Promise<{ HashInput: string; Hash: string; Partition: number }>((resolve, reject) => {
        const HashInput = String(Object.values(key.Id!)[0])
        const answer = (Partition: number) => resolve({ HashInput, Hash: "bc6e573207d89000", Partition })
        asked.push({ key, answer, refuse: (why) => reject(new Error(why)) })
      })
    const finder = new Finder(
      () => ({ locate }),
      () => {},
    )
    return { finder, asked }
  }

  test("asks with the type of the table's key, and drops answers that come too late", async () => {
    const { finder, asked } = slow()
    await finder.look(ringsOf(table("N"))[0])
    const [first, second] = [finder.type("4"), finder.type("42")]
    expect(asked.map(({ key }) => key)).toEqual([{ Id: { N: "4" } }, { Id: { N: "42" } }])
    asked[1]!.answer(3)
    await second
    asked[0]!.answer(1)
    await first
    expect(landingText(finder.search.landing!)).toBe("xxhash64('42') = bc6e573207d89000 lies in p3’s range.")
  })

  test("says the engine's words for what is no key, and keeps keys to compare", async () => {
    const { finder, asked } = slow()
    await finder.look(ringsOf(table("N"))[0])
    const bad = finder.type("abc")
    asked[0]!.refuse("The parameter cannot be converted to a numeric value: abc")
    await bad
    expect(finder.search).toMatchObject({ problem: "The parameter cannot be converted to a numeric value: abc" })
    const good = finder.type("7")
    asked[1]!.answer(2)
    await good
    await finder.keep()
    expect(finder.search).toMatchObject({ text: "", problem: "" })
    expect(landingsIn(finder.search).map(({ text, partition }) => [text, partition])).toEqual([["7", 2]])
    finder.drop("7")
    expect(landingsIn(finder.search)).toEqual([])
  })

  test("after a split it looks again, and with another table it begins anew", async () => {
    const { finder, asked } = slow()
    await finder.look(ringsOf(table("S"))[0])
    const typed = finder.type("a")
    asked[0]!.answer(0)
    await typed
    await finder.keep()
    const again = finder.look(ringsOf(table("S"))[0])
    asked[1]!.answer(9)
    await again
    expect(landingsIn(finder.search)[0]!.partition).toBe(9)
    await finder.look(ringsOf(table("S", "Other"))[0])
    expect(landingsIn(finder.search)).toEqual([])
  })
})
