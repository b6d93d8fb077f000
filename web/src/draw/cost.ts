import type { Answer } from "../answer.js"
import { asked, type Step, totals } from "../trace.js"
import { type Drawing, draw } from "./drawing.js"
import { round } from "./geometry.js"
import { count, many, bytes as sizeText, times } from "./number.js"

/** What a request cost, kept to compare the next one with. */
export interface Cost {
  readonly operation: string
  /** The index that was read, "" when it was the table. */
  readonly index: string
  /** The partitions that were asked, and how many the table has. */
  readonly asked: readonly number[]
  readonly partitions: number
  readonly examined: number
  readonly returned: number
  /** How many items were written; 0 of a read. */
  readonly written: number
  readonly units: number
  /** What was read or written, and how much of that is paid for at a time. */
  readonly bytes: number
  readonly brickBytes: number
  /** How many such pieces are paid for. */
  readonly bricks: number
  /** The same by where: in the table, "", and in each index; none where it is all in one. */
  readonly stacks: readonly Stack[]
}

/** The pieces that are paid for in a table, "", or in an index of it. */
export interface Stack {
  readonly index: string
  readonly bricks: number
}

// A read pays for every 4 KB that it began, a write for every 1 KB:
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
const readBytes = 4096
const writeBytes = 1024

/** What an operation's steps cost on a table with so many partitions. */
export function costOf(operation: string, steps: readonly Step[], partitions: number): Cost {
  const { examined, returned, units, bytes } = totals(steps)
  const written = steps.filter(({ phase }) => phase === "write").length
  const brickBytes = written > 0 ? writeBytes : readBytes
  const bricks = bricksOf(steps, bytes, brickBytes)
  const index = steps.find(({ phase }) => phase === "read")?.index ?? ""
  const read = { examined, returned, written, units, bytes }
  return {
    operation,
    index,
    asked: asked(steps),
    partitions,
    ...read,
    brickBytes,
    bricks,
    stacks: stacksOf(steps, brickBytes),
  }
}

function stacksOf(steps: readonly Step[], brickBytes: number): readonly Stack[] {
  const sums = new Map<string, number>()
  for (const step of steps.filter(({ phase }) => phase === "cost")) {
    sums.set(step.index, (sums.get(step.index) ?? 0) + piecesOf(step, brickBytes))
  }
  return sums.size < 2 ? [] : [...sums].map(([index, bricks]) => ({ index, bricks }))
}

/** The pieces that were begun: of each item or page that is paid for by itself, and until that is known of all bytes. */
function bricksOf(steps: readonly Step[], bytes: number, brickBytes: number): number {
  const paid = steps.filter(({ phase }) => phase === "cost")
  if (paid.length === 0) return Math.ceil(bytes / brickBytes)
  return paid.reduce((sum, step) => sum + piecesOf(step, brickBytes), 0)
}

/** An entry of an index that moves is written twice, which only the units tell. */
const piecesOf = ({ index, units, bytes }: Step, brickBytes: number): number =>
  index && brickBytes === writeBytes ? units : Math.max(1, Math.ceil(bytes / brickBytes))

/** What an answer has cost when some of its steps have been done: of the units that share whose bricks are there. */
export function costSoFar({ cost, steps: all }: Answer, steps: readonly Step[]): Cost {
  if (steps.length === all.length) return cost
  const soFar = { ...costOf(cost.operation, steps, cost.partitions), brickBytes: cost.brickBytes }
  const bricks = bricksOf(steps, soFar.bytes, cost.brickBytes)
  return { ...soFar, bricks, units: (cost.units * bricks) / Math.max(1, cost.bricks) }
}

/** The cost in one line. */
export function costLine(cost: Cost): string {
  return [
    cost.index ? `${cost.operation} of ${cost.index}` : cost.operation,
    `${cost.asked.length}/${many(cost.partitions, "partition")}`,
    movedText(cost),
    many(cost.units, "unit"),
  ].join(" · ")
}

/** What was read or written. */
function movedText({ operation, examined, returned, written, bytes, brickBytes }: Cost): string {
  if (brickBytes === readBytes) return `read ${count(examined)} → returned ${count(returned)}`
  const deletes = operation.startsWith("Delete")
  // An item has at least the bytes of its key.
  if (deletes && written > 0 && bytes === 0) return "there was nothing to delete"
  const did = deletes ? "deleted" : "wrote"
  return written > 0 ? `${did} ${many(written, "item")}, ${sizeText(bytes)}` : "wrote nothing yet"
}

/** How the dearer of two requests compares with the cheaper, in a sentence; "" when there is nothing to say. */
export function contrast(now: Cost, other: Cost): string {
  if (now.units === 0 || other.units === 0 || now.units === other.units) return ""
  if (now.brickBytes !== other.brickBytes) return "" // a read and a write
  const more = now.units > other.units
  const [high, low] = more ? [now.units, other.units] : [other.units, now.units]
  return more
    ? `This ${now.operation} costs ${times(high / low)} as much as the ${other.operation} before it.`
    : `The last ${other.operation} cost ${times(high / low)} as much.`
}

/** The cost of the last request, as far as it has come, and that of another to compare it with. */
export function costPicture(now: Cost, other: Cost | undefined, done: boolean): readonly Drawing[] {
  const said = done && other ? contrast(now, other) : ""
  return [
    draw(
      "div",
      { class: "rows" },
      ...row(now, costLine(now), "now"),
      ...(other ? row(other, `Last ${costLine(other)}`, "other") : []),
    ),
    draw("p", { class: "say" }, ...(said ? [draw("strong", {}, said), " "] : []), legend(now)),
  ]
}

const legend = ({ brickBytes }: Cost): string =>
  brickBytes === writeBytes
    ? "A write pays for each 1 KB that it begins, a brick here."
    : "A read pays for each 4 KB that it begins, a brick here, whether its items are returned (filled) or not."

const row = (cost: Cost, line: string, which: string): readonly Drawing[] => [
  draw("p", { class: `line ${which}` }, line),
  ...(cost.stacks.length === 0 ? [wall(cost, which, "")] : cost.stacks.map((stack) => stackOf(cost, stack, which))),
]

function wall(cost: Cost, which: string, where: string): Drawing {
  return draw("div", { class: `wall ${which}` }, bricks(cost), draw("span", {}, sum(cost) + where))
}

/** What is paid for in one place. */
const stackOf = (cost: Cost, { index, bricks }: Stack, which: string): Drawing =>
  wall({ ...cost, bricks }, which, index ? ` in ${index}` : " in the table")

const sum = ({ bricks, brickBytes }: Cost): string => (bricks === 0 ? "" : `${count(bricks)} × ${brickBytes / 1024} KB`)

const brick = { width: 14, height: 11, gap: 2 }
const columns = 32
// A wall has room for so many; of more, each brick stands for several.
const most = 256

/** What is paid for as bricks, as much of them filled as was returned of what was read. */
function bricks(cost: Cost): Drawing {
  const n = Math.min(most, cost.bricks)
  const filled = cost.written > 0 ? n : (cost.returned / Math.max(1, cost.examined)) * n
  const size = (count: number, side: number) => Math.max(1, count) * (side + brick.gap) - brick.gap
  const [width, height] = [size(Math.min(n, columns), brick.width), size(Math.ceil(n / columns), brick.height)]
  return draw(
    "svg",
    {
      viewBox: `-1 -1 ${width + 2} ${height + 2}`,
      width: width + 2,
      height: height + 2,
      class: "bricks",
      "aria-hidden": "true",
    },
    ...Array.from({ length: n }, (_, i) => oneBrick(i, Math.min(1, Math.max(0, filled - i)))),
  )
}

function oneBrick(i: number, filled: number): Drawing {
  const x = (i % columns) * (brick.width + brick.gap)
  const y = Math.floor(i / columns) * (brick.height + brick.gap)
  const { width, height } = brick
  return draw(
    "g",
    { class: "brick" },
    draw("rect", { x, y, width, height, rx: 1.5, class: "paid" }),
    draw("rect", { x, y, width: round(width * filled), height, rx: 1.5, class: "returned" }),
  )
}
