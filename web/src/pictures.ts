import "./components/cost-view.js"
import "./components/hash-ring.js"
import "./components/hash-strip.js"
import "./components/partition-cards.js"
import "./components/tree-view.js"
import type { CostView } from "./components/cost-view.js"
import type { HashRing } from "./components/hash-ring.js"
import type { HashStrip } from "./components/hash-strip.js"
import type { PartitionCards } from "./components/partition-cards.js"
import type { TreeView } from "./components/tree-view.js"
import { element, listen, unwatched } from "./elements.js"
import type { Focus, Focused } from "./focus.js"
import type { Scene } from "./scene.js"
import { focusName, litOf, treeSeen, treeWanted, type Wanted } from "./seen.js"
import { Trees } from "./trees.js"
import type { Workspace } from "./workspace.js"

// Connects the pictures of the ring and the partitions with the scene and the focus.

export interface Pictures {
  /** Draws a scene; drawings of the same scene anew follow the focus. */
  show(scene: Scene): void
  /** Repaints what has colours of its own. */
  paint(theme: string): void
}

/** `workspace` is the one that is on the page. */
export function connectPictures(focus: Focus, workspace: () => Workspace): Pictures {
  const ring = element<HashRing>("hash-ring")
  const strip = element<HashStrip>("hash-strip")
  const cards = element<PartitionCards>("partition-cards")
  const tree = element<TreeView>("tree-view")
  const cost = element<CostView>("cost-view")
  const trees = new Trees(
    () => workspace().database,
    () => shown && draw(shown),
  )
  let shown: Scene | undefined
  let wanted: Wanted | undefined

  function draw(scene: Scene): void {
    const { state, answer } = scene
    const { table, dots, otherCost } = state
    const partitions = table?.Partitions ?? []
    const { now, pin } = focus
    const lit = litOf(scene, now)
    Object.assign(ring, { partitions, dots, lit })
    Object.assign(strip, { partitions, dots, lit })
    Object.assign(cards, { partitions, lit, pinned: pin && "partition" in pin ? pin.partition : undefined })
    Object.assign(cost, { cost: answer?.cost, other: otherCost })
    drawTree(scene)
  }

  function drawTree(scene: Scene): void {
    const { now, pin } = focus
    wanted = treeWanted(scene, pin)
    const shape = wanted && trees.get(wanted)
    // The tree before stays until the next one is there.
    if (wanted && shape) tree.tree = treeSeen(scene, wanted, shape)
    if (!wanted) tree.tree = undefined
    const { walks = [], states } = tree.tree?.marks ?? {}
    // Of a big tree the keys are not there yet that the outcomes begin with.
    if (states?.size === 0) for (const walk of walks) fill(walk.at(-1)!.node)
    tree.focusKey = focusName(now)
    tree.range = now?.kind === "range" ? now : undefined
  }

  function fill(node: number): void {
    const shape = tree.tree?.shape
    if (wanted && shape && !trees.isFilled(shape, node)) unwatched(trees.fill(wanted, shape, node))
  }

  focus.onChange(() => shown && draw(shown))

  for (const view of [ring, strip, cards]) {
    listen<number | undefined>(view, "point", (partition) => {
      focus.point(partition === undefined ? undefined : { kind: "partition", partition })
    })
    listen<number>(view, "pin", (partition) => focus.toggle({ kind: "partition", partition }))
  }
  listen<Focused | undefined>(tree, "point", (at) => focus.point(at))
  listen<Focused>(tree, "pin", (at) => focus.toggle(at))
  listen<number>(tree, "keys", fill)

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
      ring.theme = tree.theme = theme
    },
  }
}
