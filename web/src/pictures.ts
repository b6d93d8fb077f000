import "./components/cost-view.js"
import "./components/hash-ring.js"
import "./components/hash-strip.js"
import "./components/partition-cards.js"
import type { CostView } from "./components/cost-view.js"
import type { HashRing } from "./components/hash-ring.js"
import type { HashStrip } from "./components/hash-strip.js"
import type { PartitionCards } from "./components/partition-cards.js"
import type { Lit } from "./draw/ring.js"
import { element, listen } from "./elements.js"
import type { Focus } from "./focus.js"
import type { Scene } from "./scene.js"
import { asked, hashes, readIn } from "./trace.js"

// Connects the pictures of the ring and the partitions with the scene and the focus.

export interface Pictures {
  /** Draws a scene; drawings of the same scene anew follow the focus. */
  show(scene: Scene): void
  /** Repaints what has colours of its own. */
  paint(theme: string): void
}

export function connectPictures(focus: Focus): Pictures {
  const ring = element<HashRing>("hash-ring")
  const strip = element<HashStrip>("hash-strip")
  const cards = element<PartitionCards>("partition-cards")
  const cost = element<CostView>("cost-view")
  let shown: Scene | undefined

  function draw({ state, answer, steps }: Scene): void {
    const { table, dots, otherCost } = state
    const partitions = table?.Partitions ?? []
    const { now, pin } = focus
    const lit: Lit = {
      ...(answer && { asked: asked(steps), read: readIn(steps) }),
      hashes: answer ? hashes(steps) : [],
      focus: now?.kind === "partition" ? now.partition : undefined,
    }
    Object.assign(ring, { partitions, dots, lit })
    Object.assign(strip, { partitions, dots, lit })
    Object.assign(cards, { partitions, lit, pinned: pin?.kind === "partition" ? pin.partition : undefined })
    Object.assign(cost, { cost: answer?.cost, other: otherCost })
  }

  focus.onChange(() => shown && draw(shown))

  for (const view of [ring, strip, cards]) {
    listen<number | undefined>(view, "point", (partition) => {
      focus.point(partition === undefined ? undefined : { kind: "partition", partition })
    })
    listen<number>(view, "pin", (partition) => focus.toggle({ kind: "partition", partition }))
  }

  // Below this width the strip lies down under the ring.
  const narrow = matchMedia("(max-width: 599px)")
  const turn = () => {
    strip.way = narrow.matches ? "lying" : "upright"
  }
  narrow.addEventListener("change", turn)
  turn()

  return {
    show(scene) {
      shown = scene
      draw(scene)
    },
    paint(theme) {
      ring.theme = theme
    },
  }
}
