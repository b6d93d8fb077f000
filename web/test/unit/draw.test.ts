import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import type { Answer } from "../../src/answer.js"
import { type Cost, contrast, costLine, costOf, costPicture, costSoFar } from "../../src/draw/cost.js"
import { histogram, place, readDots } from "../../src/draw/dots.js"
import { type Drawing, draw, print } from "../../src/draw/drawing.js"
import { fill } from "../../src/draw/fill.js"
import { point, sector } from "../../src/draw/geometry.js"
import { fraction, short } from "../../src/draw/hash.js"
import { colour, paint, patterns } from "../../src/draw/look.js"
import { brief, bytes, duration, many, times } from "../../src/draw/number.js"
import { band, description, type Lit, ring } from "../../src/draw/ring.js"
import { noteOf, stations } from "../../src/draw/stations.js"
import { story } from "../../src/draw/story.js"
import { strip } from "../../src/draw/strip.js"
import type { Partition } from "../../src/table.js"
import { type Phase, readTrace, ringIn } from "../../src/trace.js"

/** Partitions that cut the hash space at the given hashes. */
function cut(...firsts: readonly string[]): readonly Partition[] {
  return firsts.map((First, Id) => ({
    Id,
    Parent: -1,
    First,
    Last: firsts[Id + 1] ?? "",
    InsideCollection: false,
    Items: 10,
    Bytes: 1000,
    Leader: 0,
    LogLength: 0,
    Tidying: false,
    Replicas: [],
  }))
}

const four = cut("0000000000000000", "4000000000000000", "8000000000000000", "c000000000000000")
const unlit: Lit = { hashes: [] }

/** All elements of a drawing with a tag, or with a class. */
function all(drawing: Drawing, wanted: string): readonly Drawing[] {
  const [tag, attributes, children] = drawing
  const names = String(attributes.class ?? "").split(" ")
  const here = tag === wanted || names.includes(wanted) ? [drawing] : []
  return [...here, ...children.flatMap((child) => (typeof child === "string" ? [] : all(child, wanted)))]
}

const textOf = ([, , children]: Drawing): string =>
  children.map((child) => (typeof child === "string" ? child : textOf(child))).join("")

describe("a drawing", () => {
  test("prints as markup in which text stays text", () => {
    const drawn = draw("text", { x: 1, title: '"<' }, "a < b & c", draw("tspan", {}))
    expect(print(drawn)).toBe('<text x="1" title="&quot;&lt;">a &lt; b &amp; c<tspan></tspan></text>')
  })

  test("has no style attribute, which the page's security policy would refuse", () => {
    const drawings = [ring(four, { asked: [1], hashes: ["4100000000000000"] }), strip(four, [1, 2], unlit), patterns()]
    for (const drawing of drawings) expect(print(drawing)).not.toContain(" style=")
  })
})

describe("the hash space", () => {
  test("runs from 0 to 1", () => {
    expect(fraction("0000000000000000")).toBe(0)
    expect(fraction("8000000000000000")).toBe(0.5)
    expect(fraction("")).toBe(1)
    expect(short("bc6e7573207d8900")).toBe("bc6e…")
  })

  test("is drawn clockwise from the top", () => {
    expect(point(0, 10)).toEqual({ x: 0, y: -10 })
    expect(point(0.25, 10)).toEqual({ x: 10, y: -0 })
    expect(point(0.5, 10)).toEqual({ x: 0, y: 10 })
  })

  test("a range of more than half of it takes the long way round", () => {
    expect(sector(0, 0.25, 8, 10)).toContain("A 10 10 0 0 1 10 0")
    expect(sector(0, 0.75, 8, 10)).toContain("A 10 10 0 1 1 -10 0")
    expect(sector(0, 1, 8, 10).match(/M/g)).toHaveLength(2)
  })
})

describe("the ring", () => {
  test("has an arc, a number and a pattern for every partition", () => {
    const ranges = all(ring(four, unlit), "range")
    expect(ranges.map(([, attributes]) => attributes["data-partition"])).toEqual([0, 1, 2, 3])
    expect(ranges.map((range) => textOf(all(range, "number")[0]!))).toEqual(["0", "1", "2", "3"])
    expect(new Set(ranges.map((range) => all(range, "edge")[0]![1].fill)).size).toBe(4)
  })

  test("lights the partitions that were asked, and only them", () => {
    const lit = all(ring(four, { asked: [2], hashes: ["9000000000000000"] }), "lit")
    expect(lit.map(([, attributes]) => attributes["data-partition"])).toEqual([2])
  })

  test("puts a tick where the key's hash is, and names the partition in the middle", () => {
    const drawn = ring(four, { asked: [2], hashes: ["8000000000000000"] })
    const [tick] = all(drawn, "tick")
    const [, line] = all(tick!, "line")[0]!
    expect([line.x2, Number(line.y2) > 200]).toEqual([0, true])
    expect(textOf(all(drawn, "middle")[0]!)).toBe("p2hash 8000…1 of 4 asked")
  })

  test("leaves the quarter's mark out where a tick would cover it", () => {
    expect(all(ring(four, unlit), "quarter")).toHaveLength(4)
    expect(all(ring(four, { asked: [2], hashes: ["8100000000000000"] }), "quarter")).toHaveLength(3)
  })

  test("writes no numbers into ranges that are too thin for them", () => {
    const many = cut(...Array.from({ length: 256 }, (_, i) => `${i.toString(16).padStart(2, "0")}00000000000000`))
    expect(all(ring(many, unlit), "number")).toHaveLength(0)
  })

  test("says the same in words", () => {
    expect(description(four, unlit)).toBe("A ring of 4 hash ranges.")
    expect(description(four, { asked: [2], hashes: ["8000000000000000"] })).toBe(
      "A ring of 4 hash ranges. The last request asked 1 of 4: p2. The key's hash 8000… leads there.",
    )
  })
})

describe("dots", () => {
  const base64 = (...tops: readonly number[]) => Buffer.from(Uint32Array.from(tops).buffer).toString("base64")

  test("are read as little-endian numbers", () => {
    expect([...readDots(base64(1, 2 ** 31, 2 ** 32 - 1))]).toEqual([1, 2 ** 31, 2 ** 32 - 1])
  })

  test("stand at their hash, on the outer edge of their band", () => {
    const { x, y } = place(Uint32Array.of(0, 2 ** 30))
    expect([x[0], y[0]]).toEqual([0, -band.outer])
    expect(x[1]).toBe(band.outer)
    expect(y[1]).toBeCloseTo(0)
  })

  test("of one collection stack inwards and stay within the band", () => {
    for (const n of [5, 12, 500, 20_000]) {
      const { x, y } = place(new Uint32Array(n).fill(2 ** 31))
      const radii = Array.from(x, (value, i) => Math.hypot(value, y[i]!))
      expect(Math.max(...radii)).toBeCloseTo(band.outer, 3)
      expect(Math.min(...radii)).toBeGreaterThanOrEqual(band.inner - 0.001)
      expect([...radii].sort((a, b) => b - a)).toEqual(radii)
    }
  })

  test("are counted by where they lie", () => {
    expect([...histogram(Uint32Array.of(0, 1, 2 ** 31, 2 ** 32 - 1), 4)]).toEqual([2, 0, 1, 1])
  })
})

describe("the strip", () => {
  test("gives every partition its share of the height", () => {
    const boxes = all(strip(four, [0], unlit), "ground").map(([, { y, height }]) => [y, height])
    expect(boxes).toEqual([0, 105, 210, 315].map((y) => [y, 105]))
  })

  test("labels no two places that are closer than a line of text", () => {
    const close = cut("0000000000000000", "0100000000000000", "8000000000000000")
    expect(all(strip(close, [0], unlit), "bound").map(textOf)).toEqual(["0000…", "8000…", "264"])
    const ticked = strip(four, [0], { asked: [1], hashes: ["4100000000000000"] })
    expect(all(ticked, "bound").map(textOf)).toEqual(["0000…", "8000…", "c000…", "264", "4100…"])
  })

  test("draws the histogram to the tallest", () => {
    expect(all(strip(four, [1, 2], unlit), "profile")[0]![1].d).toBe(
      "M 116 0 L 163 0 L 163 210 L 210 210 L 210 420 L 116 420 Z",
    )
  })
})

describe("looks", () => {
  test("tell the first 64 partitions apart by colour and pattern together", () => {
    const looks = Array.from({ length: 64 }, (_, id) => `${colour(id)} ${paint(id)}`)
    expect(new Set(looks).size).toBe(64)
  })

  test("have a pattern for every paint", () => {
    const ids = all(patterns(), "pattern").map(([, { id }]) => `url(#${id})`)
    for (let id = 0; id < 64; id++) expect(ids).toEqual(expect.arrayContaining([paint(id), paint(id, true)]))
  })

  test("fill a bar in proportion", () => {
    const width = (amount: number, most: number) => all(fill(0, amount, most), "ground")[0]![1].width
    expect([width(0, 10), width(5, 10), width(10, 10), width(1, 10_000), width(0, 0)]).toEqual([0, 50, 100, 1, 0])
  })
})

describe("the way in sentences", () => {
  const places = (["parse", "hash", "read", "cost"] as const).map((place, i) => ({
    place,
    text: `${place}!`,
    steps: [i],
  }))

  test("has eight stations, and says which are passed by", () => {
    const line = stations(places, { at: 1, furthest: 1, done: false })
    expect(line.map(({ label, state }) => `${label} ${state}`)).toEqual([
      "parse behind",
      "hash here",
      "ring passed by",
      "partition passed by",
      "seek passed by",
      "read ahead",
      "filter passed by",
      "cost ahead",
    ])
    expect(line.map(({ place }) => place)).toEqual([0, 1, undefined, undefined, undefined, 2, undefined, 3])
  })

  test("passes by what its kind of request could have come to", () => {
    const labels = (names: readonly Phase[]) =>
      stations(
        names.map((place, i) => ({ place, text: "", steps: [i] })),
        { at: 0, furthest: 0, done: true },
      ).map(({ label }) => label)
    expect(labels([]).slice(5, 7)).toEqual(["read/write", "filter/propagate"])
    expect(labels(["parse"]).slice(5, 7)).toEqual(["read", "filter"])
    expect(labels(["parse", "write"]).slice(5, 7)).toEqual(["write", "propagate"])
  })

  test("says in which of several partitions it is, and what it did there", () => {
    const { steps } = readTrace(
      `{"steps":[{"phase":"parse","partition":-1},{"phase":"ring","partition":3},{"phase":"read","partition":3,"examined":18},
        {"phase":"filter","partition":3,"returned":2},{"phase":"ring","partition":4},{"phase":"cost","partition":-1}]}`,
      0,
    )
    expect([1, 2, 3, 4, 5, 6].map((done) => noteOf(steps, done))).toEqual([
      "",
      "p3, 1 of 2: asked.",
      "p3, 1 of 2: read 18.",
      "p3, 1 of 2: read 18, kept 2.",
      "p4, 2 of 2: asked.",
      "",
    ])
    expect(noteOf(steps.slice(0, 4), 4)).toBe("")
  })

  test("is a list box when it is live, and a plain list when it is printed", () => {
    const where = { at: 3, furthest: 3, done: true }
    expect(all(story(places, where, true), "behind").map(([, { role }]) => role)).toEqual(Array(4).fill("option"))
    expect(print(story(places, where, false))).toBe(
      '<ul aria-label="The way of the last request"><li class="behind"><b>parse</b><span>parse!</span></li>' +
        '<li class="behind"><b>hash</b><span>hash!</span></li><li class="behind"><b>read</b><span>read!</span></li>' +
        '<li class="behind"><b>cost</b><span>cost!</span></li></ul>',
    )
  })
})

describe("cost", () => {
  const query: Cost = {
    operation: "Query",
    index: "",
    asked: [5],
    partitions: 8,
    examined: 6,
    returned: 6,
    written: 0,
    units: 0.5,
    bytes: 2119,
    brickBytes: 4096,
    bricks: 1,
    stacks: [],
  }
  const scan: Cost = {
    operation: "Scan",
    index: "",
    asked: [0, 1, 2, 3, 4, 5, 6, 7],
    partitions: 8,
    examined: 121,
    returned: 6,
    written: 0,
    units: 4,
    bytes: 32_582,
    brickBytes: 4096,
    bricks: 8,
    stacks: [],
  }

  test("is one line", () => {
    expect(costLine(query)).toBe("Query · 1/8 partitions · read 6 → returned 6 · 0.5 units")
  })

  test("of a write says what was written", () => {
    const { steps } = readTrace('{"steps":[{"phase":"write","partition":5,"bytes":200},{"phase":"cost","units":1}]}', 0)
    expect(costLine(costOf("PutItem", steps, 8))).toBe("PutItem · 1/8 partitions · wrote 1 item, 200 bytes · 1 unit")
  })

  test("names the index that was read, and how many of its partitions", () => {
    const read = `{"phase":"read","partition":2,"replica":1,"examined":3,"returned":2,"bytes":90},{"phase":"cost","units":0.5,"bytes":90}`
    const global = readTrace(`{"index":"ByDay","elsewhere":true,"steps":[${read}]}`, 0)
    const local = readTrace(`{"index":"ByDay","steps":[${read}]}`, 0)
    for (const { steps } of [global, local]) {
      expect(costLine(costOf("Query", steps, 8))).toBe(
        "Query of ByDay · 1/8 partitions · read 3 → returned 2 · 0.5 units",
      )
    }
    expect([ringIn(global), ringIn(local)]).toEqual(["ByDay", ""])
  })

  test("has two bricks for an entry of an index that moves", () => {
    const steps = `{"phase":"write","partition":5,"bytes":200},{"phase":"cost","units":1,"bytes":200},{"phase":"cost","units":2,"bytes":90,"index":"ByDay"}`
    expect(costOf("UpdateItem", readTrace(`{"steps":[${steps}]}`, 0).steps, 8)).toMatchObject({
      bricks: 3,
      units: 3,
      stacks: [
        { index: "", bricks: 1 },
        { index: "ByDay", bricks: 2 },
      ],
    })
  })

  test("is paid for item by item where the engine says so", () => {
    const read = '{"phase":"read","bytes":100},{"phase":"read","bytes":5000}'
    const cost =
      '{"phase":"cost","bytes":100,"units":1},{"phase":"cost","bytes":5000,"units":2},{"phase":"cost","units":1}'
    const { steps } = readTrace(`{"steps":[${read},${cost}]}`, 0)
    expect(costOf("BatchGetItem", steps, 8)).toMatchObject({ bytes: 5100, bricks: 4, units: 4 })
    expect(costOf("BatchGetItem", steps.slice(0, 2), 8)).toMatchObject({ bytes: 5100, bricks: 2, units: 0 })
  })

  test("is compared with another's", () => {
    expect(contrast(scan, query)).toBe("This Scan costs 8× as much as the Query before it.")
    expect(contrast(query, scan)).toBe("The last Scan cost 8× as much.")
    expect(contrast(query, { ...scan, units: 0.5 })).toBe("")
    const { steps } = readTrace('{"steps":[{"phase":"write","bytes":200},{"phase":"cost","units":1,"bytes":200}]}', 0)
    expect(contrast(scan, costOf("PutItem", steps, 8))).toBe("")
  })

  test("says that a DELETE found nothing", () => {
    const of = (bytes: number) =>
      costOf(
        "DeleteItem",
        readTrace(
          `{"steps":[{"phase":"write","partition":5,"bytes":${bytes}},{"phase":"cost","units":1,"bytes":${bytes}}]}`,
          0,
        ).steps,
        8,
      )
    expect(costLine(of(43))).toContain("deleted 1 item, 43 bytes")
    expect(costLine(of(0))).toContain("there was nothing to delete")
  })

  test("is a wall of bricks, filled as far as what was read was returned", () => {
    const wall = costPicture({ ...scan, examined: 100, returned: 25 }, undefined, true)
    expect(wall.flatMap((drawing) => all(drawing, "brick"))).toHaveLength(8)
    const filled = wall.flatMap((drawing) => all(drawing, "returned")).map(([, { width }]) => width)
    expect(filled).toEqual([14, 14, 0, 0, 0, 0, 0, 0])
  })

  test("has no more bricks than there is room for, and says what they come to", () => {
    const [rows] = costPicture({ ...scan, bricks: 1000 }, undefined, true)
    expect(all(rows!, "brick")).toHaveLength(256)
    expect(print(rows!)).toContain("1,000 × 4 KB")
  })

  test("counts up with the steps, to what the engine says in the end", () => {
    const steps = [2, 4, 2, 0].map((pages, i) => ({
      ...readTrace('{"steps":[{"phase":"read"}]}', 0).steps[0]!,
      bytes: pages * 4096,
      units: i === 3 ? 4 : 0,
    }))
    const answer = { cost: costOf("Scan", steps, 8), steps } as unknown as Answer
    const units = [0, 1, 2, 3, 4].map((done) => costSoFar(answer, steps.slice(0, done)).units)
    expect(units).toEqual([0, 1, 3, 4, 4])
  })
})

test("numbers are for people", () => {
  expect([many(1, "item"), many(1234, "item"), many(0.5, "unit")]).toEqual(["1 item", "1,234 items", "0.5 units"])
  expect([brief(9_999), brief(76_253), brief(271_460)]).toEqual(["9,999", "76.3K", "271.5K"])
  expect([bytes(1), bytes(1536), bytes(5 * 1024 ** 2)]).toEqual(["1 byte", "1.5 KB", "5 MB"])
  expect([duration(0.2), duration(12.1), duration(300)]).toEqual(["under a second", "13 seconds", "5 minutes"])
  expect([times(8), times(2.55), times(25.4)]).toEqual(["8×", "2.6×", "25×"])
})

describe("the palette", () => {
  const styles = readFileSync(new URL("../../src/palette.css", import.meta.url), "utf8")

  /** A custom property's colour, light or dark, as relative luminance (WCAG 2). */
  function luminance(name: string, theme: 0 | 1): number {
    const value = new RegExp(`--${name}: (?:light-dark\\((#\\w{6}), (#\\w{6})\\)|(#\\w{6}));`).exec(styles)!
    const hex = value[3] ?? value[theme + 1]!
    const [r, g, b] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
  }

  function ratio(a: string, b: string, theme: 0 | 1): number {
    const [dark, light] = [luminance(a, theme), luminance(b, theme)].sort((x, y) => x - y)
    return (light! + 0.05) / (dark! + 0.05)
  }

  for (const theme of [0, 1] as const) {
    const name = ["light", "dark"][theme]
    test(`in ${name} shows edges at 3:1 and text at 4.5:1`, () => {
      for (const ground of ["ground", "panel"]) {
        for (let i = 0; i < 8; i++) expect(ratio(`e${i}`, ground, theme), `e${i} on ${ground}`).toBeGreaterThan(3)
        for (const line of ["edge", "accent"]) expect(ratio(line, ground, theme), line).toBeGreaterThan(3)
        for (const text of ["ink", "soft", "accent", "bad"])
          expect(ratio(text, ground, theme), text).toBeGreaterThan(4.5)
      }
      // The editor writes in these.
      for (const text of ["e2", "e4", "e5"]) expect(ratio(text, "panel", theme), text).toBeGreaterThan(4.5)
      for (const [text, ground] of [
        ["on-accent", "accent"],
        ["accent", "tint"],
        ["bad", "bad-tint"],
      ] as const) {
        expect(ratio(text, ground, theme), `${text} on ${ground}`).toBeGreaterThan(4.5)
      }
    })
  }
})
