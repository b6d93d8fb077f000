import { sameAsk } from "./ask.js"
import type { Place, SplitInput } from "./database.js"
import { short, within } from "./draw/hash.js"
import { cut, joined, keyItem, keyName } from "./draw/key.js"
import { keyMarks, type Mark } from "./draw/marks.js"
import type { Lit } from "./draw/ring.js"
import { type Marks, nodeAt, type Shape, span, statesOf, walksOf } from "./draw/tree.js"
import type { Landing } from "./finder.js"
import type { Focused, KeyName } from "./focus.js"
import type { State } from "./playground.js"
import type { Scene } from "./scene.js"
import { asked, hashes, type Phase, readIn, ringIn, type Step } from "./trace.js"
import { plain } from "./value.js"
import type { Micros } from "./wire.js"

// What each picture shows of a scene.

/** What the pictures of the hash space show. */
export function litOf(scene: Scene, now: Focused | undefined, landings: readonly Landing[], range?: Lit["range"]): Lit {
  const { state, answer, head } = scene
  const steps = isHere(scene) ? scene.steps : []
  // After a split the way of the last request leads to a partition that is gone.
  const ids = new Set(state.ring?.partitions.map(({ Id }) => Id))
  const there = answer && asked(steps).every((id) => ids.has(id))
  return {
    ...(there && { asked: asked(steps), read: readIn(steps) }),
    ...(answer && !isHere(scene) && { elsewhere: ringIn(answer.trace) || state.ring!.table }),
    landings,
    hashes: hashes(steps),
    focus: now && "partition" in now && now.partition >= 0 ? now.partition : undefined,
    ...(now?.kind === "item" && now.hash && { place: now.hash }),
    ...(range && { range }),
    ...(head && isHere(scene) && { head }),
  }
}

/** Whether the last request went to the ring that is shown; it may have deleted the last table. */
const isHere = ({ state: { ring }, answer }: Scene): boolean =>
  answer !== undefined && ringIn(answer.trace) === (ring?.index ?? "")

/** Which tree is wanted: of which replica, and as of which moment. */
export interface Wanted extends Place {
  readonly partition: number
  readonly replica: number
  readonly now: Micros | undefined
  /** Changes when the tree may have. */
  readonly version: number
  /** Whether this replica answered the last request. */
  readonly answered: boolean
}

/**
 * The tree to show: of the partition that is pinned, else of the one where the request is or was first. It is the tree
 * that was read where there is one, as it was then.
 */
export function treeWanted(scene: Scene, pin: Focused | undefined): Wanted | undefined {
  const { state, answer, head } = scene
  const { ring } = state
  const trace = isHere(scene) ? answer?.trace : undefined
  const pinned = pin && "partition" in pin ? [pin.partition] : []
  const all = new Set(ring?.partitions.map(({ Id }) => Id))
  const candidates = [...pinned, (trace && head?.partition) ?? -1, ...telling(trace?.steps ?? []), ...all]
  const partition = candidates.find((id) => all.has(id))
  if (!ring || partition === undefined) return undefined
  const { table, index } = ring
  const step = trace?.steps.find((step) => step.partition === partition && step.replica >= 0)
  const one = { table, index, partition }
  // A local index that was read is another tree of the same replica.
  if (step && trace) {
    return {
      ...one,
      index: trace.index,
      replica: step.replica,
      now: trace.now,
      version: versionOf(trace),
      answered: true,
    }
  }
  const replica = ring.partitions.find(({ Id }) => Id === partition)!.Leader
  return { ...one, replica, now: undefined, version: versionOf(ring), answered: false }
}

/** The partitions that were asked: first where most was returned, else read. */
function telling(steps: readonly Step[]): readonly number[] {
  const sum = (id: number, of: "returned" | "examined") =>
    steps.reduce((all, step) => all + (step.partition === id ? step[of] : 0), 0)
  const score = (id: number) => ({ id, returned: sum(id, "returned"), examined: sum(id, "examined") })
  const scores = asked(steps).map(score)
  return scores.sort((a, b) => b.returned - a.returned || b.examined - a.examined).map(({ id }) => id)
}

const versions = new WeakMap<object, number>()
let lastVersion = 0

/** A number for a thing that is made anew whenever it changes. */
function versionOf(thing: object): number {
  if (!versions.has(thing)) versions.set(thing, ++lastVersion)
  return versions.get(thing)!
}

/** A tree as it is shown, with what the last request has done in it so far. */
export interface TreeSeen {
  /** The index that it is of; "" for the table. */
  readonly index: string
  readonly partition: number
  readonly replica: number
  /** Whether the request has been to this replica by now. */
  readonly answered: boolean
  readonly shape: Shape
  readonly marks: Marks
  /** Whether the request is here right now. */
  readonly pulse: boolean
}

/** How far in a partition the request has come. */
function reached({ steps, head }: Scene, partition: number): ReadonlySet<Phase> {
  const here = steps.filter((step) => step.partition === partition).map(({ phase }) => phase)
  return new Set(head ? here : [...here, "seek", "read", "write", "filter"])
}

export function treeSeen(scene: Scene, { index, partition, replica, answered }: Wanted, shape: Shape): TreeSeen {
  const { answer, head } = scene
  const there = answered ? reached(scene, partition) : new Set<Phase>()
  const here = (one: { partition: number }) => one.partition === partition
  const sought = there.has("seek") || there.has("read") || there.has("write")
  const done = (answer?.trace.outcomes ?? []).filter(
    (run) => here(run) && there.has(run.items.startsWith("w") ? "write" : "read"),
  )
  const walks = sought ? walksOf(shape, (answer?.trace.path ?? []).filter(here)) : []
  const states = statesOf(shape, there.has("filter") ? done : done.map(unfiltered))
  const marks = { walks, states }
  return { index, partition, replica, answered: sought, shape, marks, pulse: answered && head?.partition === partition }
}

/** Before the filter, all that has been read looks the same. */
const unfiltered = <T extends { readonly items: string }>(one: T): T => ({
  ...one,
  items: one.items.replaceAll("f", "r"),
})

/** The joined names of the keys that belong to what is in focus; only those of the tree that is shown are known. */
export function namesOf(tree: TreeSeen | undefined, now: Focused | undefined): ReadonlySet<string> {
  const { keys = [] } = tree?.shape ?? {}
  const node = nodeIn(tree, now)
  const range = now?.kind === "range" ? now : undefined
  if (!node && !range) return new Set()
  const some = node ? keys.slice(node.first, node.last + 1) : keys.filter((key) => key && within(key.Hash, range!))
  return new Set(some.flatMap((key) => (key ? [joined(keyName(key))] : [])))
}

/** The ranks below the node in focus, if it is in this tree. */
function nodeIn(tree: TreeSeen | undefined, now: Focused | undefined): ReturnType<typeof span> | undefined {
  if (!tree || now?.kind !== "node" || now.partition !== tree.partition) return undefined
  const node = nodeAt(tree.shape, now.path)
  return node && span(tree.shape, node.id)
}

/** The hashes in focus: a range, or from the first to the last key of a node. */
export function rangeOf(tree: TreeSeen | undefined, now: Focused | undefined): Lit["range"] {
  if (now?.kind === "range") return now
  const node = nodeIn(tree, now)
  const [first, last] = [tree?.shape.keys[node?.first ?? -1], tree?.shape.keys[node?.last ?? -1]]
  return first && last && { from: first.Hash, to: last.Hash }
}

/** The item of that key in a tree, as what can be in focus. */
export function itemIn(tree: TreeSeen | undefined, key: KeyName): Focused | undefined {
  const rank = tree?.shape.ranks.get(joined(key))
  if (!tree || rank === undefined) return undefined
  return { kind: "item", key, hash: tree.shape.keys[rank]!.Hash, partition: tree.partition }
}

/** The keys to mark in the editor's text, which must still be the one that was run. */
export function marksIn({ state, answer, steps }: Scene, now: Focused | undefined): readonly Mark[] {
  if (!answer || !sameAsk(answer.asked.ask, state.ask)) return []
  const { ask, from, to } = answer.asked
  const lit = (hash: string) => (now?.kind === "range" ? within(hash, now) : now?.kind === "item" && now.hash === hash)
  const marks = keyMarks(ask.text.slice(from, to), steps, lit)
  return marks.map((mark) => ({ ...mark, from: mark.from + from, to: mark.to + from }))
}

/** The joined name of the item in focus, "" when it is something else. */
export const focusName = (now: Focused | undefined): string => (now?.kind === "item" ? joined(now.key) : "")

/** Where a partition would be cut by hand, and what that is called. */
export interface Cut {
  readonly text: string
  readonly cut: Omit<SplitInput, "TableName" | "Partition">
}

/** At the item that is pinned in the partition, else at the key that was found in it, else in the middle. */
export function cutOf({ ring }: State, partition: number, pin: Focused | undefined, landings: readonly Landing[]): Cut {
  if (pin?.kind === "item" && pin.partition === partition) {
    if (ring?.index) return { text: `Split at ${short(pin.hash)}`, cut: { At: pin.hash } }
    const names = [...(ring?.partitionKey ?? []), ...(ring?.sortKey ?? [])].map(({ Name }) => Name)
    const key = keyItem(names, pin.key)
    return { text: `Split at ${cut(Object.values(key).map(plain).join(" / "), 24)}`, cut: { Key: key } }
  }
  const landing = landings.filter((one) => one.partition === partition).at(-1)
  return landing
    ? { text: `Split at ${cut(landing.text, 24)}`, cut: { At: landing.hash } }
    : { text: "Split in the middle", cut: {} }
}
