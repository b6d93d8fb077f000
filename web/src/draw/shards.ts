import type { Shard, Stream } from "../table.js"
import { classes, type Drawing, draw } from "./drawing.js"
import { round } from "./geometry.js"
import { fraction, range } from "./hash.js"
import { brief, many } from "./number.js"

// The shards of a stream over the hash space, parents above their children. A partition that is split closes its shard
// and opens one for each half:
//
//     ┌────── 12 ─────┐┌────── 9 ──────┐   closed: nothing more will come
//     └───────┬───────┘└───────────────┘
//         ┌───┴────┐
//     ┌── 3 ──┐┌── 5 ──┐                   open
//
// It has no size of its own but shares, so that its texts are never stretched.

const row = { height: 30, gap: 18 }

export function shards(all: readonly Shard[]): Drawing {
  const placed = rowsOf(all)
  const rows = 1 + Math.max(0, ...placed.values())
  const byId = new Map(all.map((shard) => [shard.ShardId, shard]))
  return draw(
    "svg",
    { class: "shards", height: rows * (row.height + row.gap) - row.gap + 2, "aria-hidden": "true" },
    ...all.flatMap((shard) => branch(shard, byId.get(shard.ParentShardId ?? ""), placed)),
    ...all.map((shard) => box(shard, placed.get(shard.ShardId)!)),
  )
}

/** In which row each shard is: below its parent, if that can still be read. */
function rowsOf(all: readonly Shard[]): ReadonlyMap<string, number> {
  const rows = new Map<string, number>()
  for (const { ShardId, ParentShardId = "" } of all) rows.set(ShardId, (rows.get(ParentShardId) ?? -1) + 1)
  return rows
}

const top = (at: number): number => at * (row.height + row.gap) + 1

/** From the middle of the parent to that of the child. */
function branch(shard: Shard, parent: Shard | undefined, rows: ReadonlyMap<string, number>): readonly Drawing[] {
  if (!parent) return []
  const [from, to] = [top(rows.get(parent.ShardId)!) + row.height, top(rows.get(shard.ShardId)!)]
  return [draw("line", { x1: share(middle(parent)), y1: from, x2: share(middle(shard)), y2: to, class: "branch" })]
}

const middle = ({ First, Last }: Shard): number => (fraction(First) + fraction(Last)) / 2

// Below this there is no room for a number.
const readable = 0.02

function box(shard: Shard, at: number): Drawing {
  const [from, to] = [fraction(shard.First), fraction(shard.Last)]
  const frame = { x: share(from), y: top(at), width: share(to - from), height: row.height, rx: 4 }
  const text = { x: share((from + to) / 2), y: top(at) + row.height / 2, dy: "0.36em" }
  return draw(
    "g",
    { class: classes("shard", shard.Closed ? "closed" : "open", shard.Records > 0 && "some") },
    draw("title", {}, shardText(shard)),
    draw("rect", frame),
    ...(to - from < readable ? [] : [draw("text", text, recordsIn(shard))]),
  )
}

const share = (part: number): string => `${round(part * 100)}%`

const counted = 1000

/** How many records of a shard can be read, which are counted only so far. */
export const recordsIn = ({ Records }: Shard): string => (Records < counted ? brief(Records) : `${brief(counted)}+`)

/** A shard in a sentence. */
export function shardText(shard: Shard): string {
  const what = shard.Closed ? "closed" : "open"
  return `${shard.ShardId}: ${what}, ${recordsIn(shard)} records, ${range(shard.First, shard.Last)}`
}

/** What can be read of a stream. */
export function streamText({ StreamViewType, StreamStatus, Shards }: Stream): string {
  const open = Shards.filter(({ Closed }) => !Closed).length
  const parts = [many(open, "open shard"), ...(open < Shards.length ? [`${Shards.length - open} closed`] : [])]
  return `${StreamViewType} · ${StreamStatus} · ${parts.join(", ")}`
}
