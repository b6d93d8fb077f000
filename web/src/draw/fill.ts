import { type Drawing, draw } from "./drawing.js"
import { round } from "./geometry.js"
import { colour, paint } from "./look.js"

const bar = { width: 100, height: 10 }

/** How full a partition is, as a bar in its look beside the fullest one. */
export function fill(partition: number, amount: number, most: number): Drawing {
  const length = most > 0 && amount > 0 ? Math.max(1, (amount / most) * bar.width) : 0
  const box = { x: 0, y: 0, width: round(length), height: bar.height }
  return draw(
    "svg",
    {
      viewBox: `0 0 ${bar.width} ${bar.height}`,
      preserveAspectRatio: "none",
      class: `fill ${colour(partition)}`,
      "aria-hidden": "true",
    },
    draw("rect", { ...box, class: "ground" }),
    draw("rect", { ...box, fill: paint(partition, true), class: "texture" }),
  )
}
