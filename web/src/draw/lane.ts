import type { Partition } from "../table.js"
import { classes, type Drawing, draw } from "./drawing.js"
import { round } from "./geometry.js"
import { fraction } from "./hash.js"
import { colour, paint } from "./look.js"
import type { Lit } from "./ring.js"

// The partitions in one slim line, as wide as there is room: for where the ring is out of sight. It has no size of its
// own but shares, so that its patterns and numbers are never stretched.

// More partitions than this are too narrow for their names.
const named = 16

export function lane(partitions: readonly Partition[], lit: Lit): Drawing {
  return draw(
    "svg",
    { class: classes("lane", lit.asked ? "ran" : "idle"), "aria-hidden": "true" },
    ...partitions.map((partition) => range(partition, lit, partitions.length <= named)),
  )
}

function range({ Id, First, Last }: Partition, { asked, head }: Lit, name: boolean): Drawing {
  const [from, to] = [fraction(First) * 100, fraction(Last) * 100]
  const box = { x: share(from), width: share(to - from), y: 0, height: "100%" }
  const on = asked?.includes(Id) === true
  return draw(
    "g",
    { class: classes("range", colour(Id), on && "lit", head?.partition === Id && "head") },
    draw("rect", { ...box, class: "ground" }),
    draw("rect", { ...box, class: "edge", fill: paint(Id, on) }),
    ...(name ? [draw("text", { x: share((from + to) / 2), y: "50%", dy: "0.36em" }, `p${Id}`)] : []),
  )
}

const share = (percent: number): string => `${round(percent)}%`
