import type { Partition } from "../table.js"
import { classes, type Drawing, draw } from "./drawing.js"
import { round } from "./geometry.js"
import { colour } from "./look.js"
import { bytes, many } from "./number.js"
import type { Lit } from "./ring.js"

// Many partitions at once, each a small vessel that is as full as it is beside the fullest, in the order of the ring.

const cell = { width: 22, height: 26, gap: 4 }
const columns = 26

export function multiples(partitions: readonly Partition[], lit: Lit): Drawing {
  const most = partitions.reduce((a, { Bytes }) => Math.max(a, Bytes), 1)
  const rows = Math.ceil(partitions.length / columns)
  const size = `${columns * (cell.width + cell.gap)} ${rows * (cell.height + cell.gap)}`
  return draw(
    "svg",
    { viewBox: `-2 -2 ${size}`, class: classes("multiples", lit.asked ? "ran" : "idle"), "aria-hidden": "true" },
    ...partitions.map((partition, i) => vessel(partition, i, most, lit)),
  )
}

function vessel({ Id, Items, Bytes }: Partition, i: number, most: number, { asked, focus }: Lit): Drawing {
  const [x, y] = [(i % columns) * (cell.width + cell.gap), Math.floor(i / columns) * (cell.height + cell.gap)]
  const full = round((Bytes / most) * cell.height)
  const frame = { x, y, width: cell.width, height: cell.height }
  const state = classes("range", colour(Id), asked?.includes(Id) === true && "lit", focus === Id && "focus")
  return draw(
    "g",
    { class: state, "data-partition": Id },
    draw("title", {}, `p${Id}: ${many(Items, "item")}, ${bytes(Bytes)}`),
    draw("rect", { ...frame, y: round(y + cell.height - full), height: full, class: "ground" }),
    draw("rect", { ...frame, fill: "transparent", rx: 2, class: "edge" }),
  )
}

/** The replicas of a partition: the leader is a square, a follower a circle, hollow while it is behind. */
export function replicaMarks({ Leader, Replicas }: Partition): Drawing {
  const marks = Replicas.map(({ BehindBy }, i) => {
    const look = { class: classes("replica", BehindBy > 0 && "behind") }
    return i === Leader
      ? draw("rect", { x: i * 13 + 1, y: 1, width: 9, height: 9, rx: 1.5, ...look })
      : draw("circle", { cx: i * 13 + 5.5, cy: 5.5, r: 4.2, ...look })
  })
  return draw("svg", { viewBox: "0 0 37 11", width: 30, height: 9, class: "replicas", "aria-hidden": "true" }, ...marks)
}

/** The same in words. */
export function replicaText({ Replicas }: Partition): string {
  const behind = Replicas.filter(({ BehindBy }) => BehindBy > 0).length
  return behind === 0 ? "all replicas up to date" : `${many(behind, "replica")} behind`
}
