import "./components/hash-ring.js"
import "./components/hash-strip.js"
import "./components/partition-cards.js"
import "./components/key-finder.js"
import "./components/capacity-view.js"
import "./components/expiry-queue.js"
import "./components/fault-menu.js"
import "./components/replica-view.js"
import "./components/ring-menu.js"
import "./components/stream-view.js"
import "./components/tree-view.js"
import type { CapacityView } from "./components/capacity-view.js"
import type { ExpiryQueue } from "./components/expiry-queue.js"
import type { FaultMenu } from "./components/fault-menu.js"
import type { HashRing } from "./components/hash-ring.js"
import type { HashStrip } from "./components/hash-strip.js"
import type { KeyFinder } from "./components/key-finder.js"
import type { PartitionCards } from "./components/partition-cards.js"
import type { QueryEditor } from "./components/query-editor.js"
import type { ReplicaView } from "./components/replica-view.js"
import type { ResultView } from "./components/result-view.js"
import type { RingMenu } from "./components/ring-menu.js"
import type { StreamView } from "./components/stream-view.js"
import type { TreeView } from "./components/tree-view.js"
import type { FaultInput } from "./database.js"
import type { whereIs } from "./draw/dots.js"
import { keyItem, keyName, keyText } from "./draw/key.js"
import { element, listen, unwatched } from "./elements.js"
import { Finder, landingsIn } from "./finder.js"
import type { Focus, Focused, KeyName } from "./focus.js"
import type { Scene } from "./scene.js"
import {
  cutOf,
  focusName,
  itemIn,
  litOf,
  marksIn,
  namesOf,
  rangeOf,
  treeSeen,
  treeWanted,
  type Wanted,
} from "./seen.js"
import type { Partition, PlacedKey, Table } from "./table.js"
import { Trees } from "./trees.js"
import type { Micros } from "./wire.js"
import type { Workspace } from "./workspace.js"

// Connects the pictures of the ring and the partitions with the scene and the focus.

type Dot = ReturnType<typeof whereIs>

// Items further down in a stack of one hash have no name of their own.
const deepest = 1000

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
  const replicas = element<ReplicaView>("replica-view")
  const menu = element<RingMenu>("ring-menu")
  const stream = element<StreamView>("stream-view")
  const expiry = element<ExpiryQueue>("expiry-queue")
  const capacity = element<CapacityView>("capacity-view")
  const faults = element<FaultMenu>("fault-menu")
  const find = element<KeyFinder>("key-finder")
  const editor = element<QueryEditor>("query-editor")
  const result = element<ResultView>("result-view")
  const trees = new Trees(
    () => workspace().database,
    () => shown && draw(shown),
  )
  const finder = new Finder(
    () => workspace().database,
    () => {
      find.search = finder.search
      if (shown) draw(shown)
    },
  )
  let shown: Scene | undefined
  let wanted: Wanted | undefined

  function draw(scene: Scene): void {
    const { table, ring: on, dots, plots } = scene.state
    const partitions = on?.partitions ?? []
    const { now, pin } = focus
    const landings = landingsIn(finder.search)
    const lit = litOf(scene, now, landings, rangeOf(tree.tree, now))
    Object.assign(ring, { partitions, dots, lit })
    Object.assign(strip, { partitions, dots, lit })
    Object.assign(cards, { partitions, lit, pinned: pin && "partition" in pin ? pin.partition : undefined })
    Object.assign(menu, { table, plots, shown: on?.index ?? "" })
    capacity.ring = on
    stream.stream = table?.Stream
    expiry.expiry = table?.TimeToLive
    element(".after").toggleAttribute("hidden", !table?.Stream && !table?.TimeToLive)
    drawTree(scene)
    drawReplicas(scene)
    drawTexts(scene)
    Object.assign(faults, { table, ring: on, partition: wanted?.partition ?? 0 })
    countDown()
  }

  function drawReplicas({ state }: Scene): void {
    const partition = state.ring?.partitions.find(({ Id }) => Id === wanted?.partition)
    Object.assign(replicas, { partition, answered: tree.tree?.answered ? tree.tree.replica : -1 })
  }

  let counting: ReturnType<typeof setTimeout> | undefined
  let looked = 0

  /** Shows the time until what is due. What fell due while the table was looked at has it looked at once more. */
  function countDown(): void {
    clearTimeout(counting)
    const { clock, playground } = workspace()
    const now = clock.now()
    for (const view of [replicas, menu, expiry, cards]) view.now = now
    const due = Math.min(...dueIn(replicas.partition, menu.table))
    if (due > now && due < Number.POSITIVE_INFINITY) counting = setTimeout(countDown, 100)
    if (due > now || due === looked) return
    looked = due
    unwatched(playground.look())
  }

  /** The same focus in the editor's text and in the rows of the result. */
  function drawTexts(scene: Scene): void {
    const { now } = focus
    const marks = marksIn(scene, now)
    if (JSON.stringify(marks) !== JSON.stringify(editor.marks)) editor.marks = marks
    const tinted = namesOf(tree.tree, now)
    const focusKey = focusName(now)
    Object.assign(tree, { focusKey, tinted })
    Object.assign(result, { focusKey, ...(!sameSet(tinted, result.tinted) && { tinted }) })
  }

  function drawTree(scene: Scene): void {
    const { pin } = focus
    wanted = treeWanted(scene, pin)
    const shape = wanted && trees.get(wanted)
    // The tree before stays until the next one is there.
    if (wanted && shape) tree.tree = treeSeen(scene, wanted, shape)
    if (!wanted) tree.tree = undefined
    const { marks } = tree.tree ?? {}
    // Of a big tree the keys are not there yet that the outcomes begin with.
    if (marks?.states.size === 0) for (const walk of marks.walks) fill(walk.at(-1)!.node)
    if (wanted) tree.cut = cutOf(scene.state, wanted.partition, pin, landingsIn(finder.search)).text
  }

  function fill(node: number): void {
    const shape = tree.tree?.shape
    if (wanted && shape && !trees.has(shape, node)) unwatched(trees.fill(wanted, shape, node))
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
  listen(tree, "split", split)
  listen<Dot | undefined>(ring, "dot", (dot) => showDot(dot))
  listen(ring, "table", () => cards.showTable())
  listen(ring, "pin-dot", () => {
    const { now } = focus
    if (now?.kind === "item") focus.toggle(now)
  })
  listen<{ replica: number; stop: boolean }>(replicas, "turn", ({ replica, stop }) => {
    return fault({ Kind: stop ? "StopReplica" : "StartReplica", Partition: wanted?.partition ?? 0, Replica: replica })
  })
  listen<FaultInput>(faults, "fault", fault)
  listen<string>(menu, "ring", (index) => {
    focus.clear()
    return workspace().playground.turnTo(index)
  })
  listen<string>(find, "type", (text) => finder.type(text))
  listen(find, "keep", () => finder.keep())
  listen<string>(find, "drop", (text) => finder.drop(text))
  listen<string | undefined>(editor, "mark", (hash) => {
    focus.point(hash === undefined ? undefined : { kind: "range", from: hash, to: hash })
  })
  listen<KeyName | undefined>(result, "point", (key) => found(key, (at) => focus.point(at)))
  listen<KeyName>(result, "pin", (key) => found(key, (at) => at && focus.toggle(at)))

  let lastDot = 0

  /** Finds out which item a dot stands for. */
  async function showDot(dot: Dot | undefined): Promise<void> {
    const n = ++lastDot
    const item = dot && (await itemAt(dot))
    if (n !== lastDot) return
    ring.hint = item ? `${keyText(item)} · p${item.Partition}` : ""
    focus.point(item && { kind: "item", key: keyName(item), hash: item.Hash, partition: item.Partition })
  }

  async function itemAt({ from, skip }: Dot): Promise<PlacedKey | undefined> {
    const on = shown?.state.ring
    if (!on || skip >= deepest) return undefined
    return (await workspace().database.items(on, from, skip + 1))[skip]
  }

  /** Cuts the partition that is shown, and goes on with one of the halves. */
  async function split(): Promise<void> {
    if (!shown || !wanted) return
    const { partition } = wanted
    const { cut } = cutOf(shown.state, partition, focus.pin, landingsIn(finder.search))
    try {
      const [lower, upper] = await workspace().playground.split({ Partition: partition, ...cut })
      focus.clear()
      focus.toggle({ kind: "partition", partition: upper! })
      tree.note = `p${partition} was cut in two: p${lower} and p${upper}.`
    } catch (cause) {
      tree.note = (cause as Error).message
    }
  }

  /** Breaks something, or mends it; why not is said in the menu. */
  async function fault(input: FaultInput): Promise<void> {
    const { playground, clock } = workspace()
    try {
      const now = await playground.fault(input)
      if (now > clock.now()) clock.jump(now)
      faults.problem = ""
    } catch (cause) {
      faults.problem = (cause as Error).message
    }
  }

  let lastFound = 0

  /** Finds out where a row's item lies, in the tree that is shown or by asking. */
  async function found(key: KeyName | undefined, act: (at: Focused | undefined) => void): Promise<void> {
    const n = ++lastFound
    const at = key && (itemIn(tree.tree, key) ?? (await locate(key)))
    if (n === lastFound) act(at)
  }

  async function locate(key: KeyName): Promise<Focused | undefined> {
    const on = shown?.state.ring
    const { keys = [], base } = shown?.answer ?? {}
    // Whose key is that of an index's entry is found by the tree alone.
    if (!on || on.index || base) return undefined
    const { Hash: hash, Partition: partition } = await workspace().database.locate(on, keyItem(keys, key))
    return { kind: "item", key, hash, partition }
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
      if (scene.state.ring !== shown?.state.ring) unwatched(finder.look(scene.state.ring))
      if (scene.answer !== shown?.answer) tree.note = ""
      shown = scene
      draw(scene)
    },
    paint(theme) {
      ring.theme = tree.theme = theme
    },
  }
}

/** When something will happen that is shown. */
function dueIn(partition: Partition | undefined, table: Table | undefined): readonly Micros[] {
  const all = [
    ...(partition?.Replicas ?? []),
    ...(table?.Indexes ?? []).flatMap(({ Readers = [] }) => Readers),
    ...(table?.TimeToLive?.Next ?? []),
    ...(table?.Partitions ?? []).flatMap(({ Split }) => Split ?? []),
    ...(partition?.ElectionAt ? [{ DueAt: partition.ElectionAt }] : []),
  ]
  return all.flatMap(({ DueAt }) => DueAt ?? [])
}

const sameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((one) => b.has(one))
