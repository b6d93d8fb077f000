import type { InspectedKey, Tree } from "../table.js"
import type { Outcomes, Visit } from "../trace.js"
import { joined, keyName } from "./key.js"

// A B-tree, made ready for drawing. Every key has a rank, its place in key order; leaves stand side by side:
//
//                   ┌──── 4 ────┐             ranks 0 to 8
//     leaf 0        │           │   leaf 1
//     ┌ 0 1 2 3 ┐ ◀─┘           └─▶ ┌ 5 6 7 8 ┐
//
// A key of an inner node lies between two of its children, so ranks grow from left to right all over the picture.

/** One node: which child of its parent it is, its children, the ranks of its keys, and the leaves that it spans. */
export interface Node {
  readonly id: number
  readonly parent: number
  readonly index: number
  readonly depth: number
  readonly children: number[]
  readonly ranks: number[]
  from: number
  to: number
}

/** A tree whose keys are in order. A key that has not been fetched is undefined. */
export interface Shape {
  readonly nodes: readonly Node[]
  readonly keys: (InspectedKey | undefined)[]
  /** The ranks of the keys that have been fetched, by their joined names. */
  readonly ranks: Map<string, number>
  /** The node that each key lies in. */
  readonly homes: readonly number[]
  readonly leaves: number
  readonly height: number
  /** There are nodes that are not shown. */
  readonly more: boolean
}

/** Puts the nodes of a tree in order. */
export function shapeOf(tree: Tree): Shape {
  const nodes = tree.Nodes.map((node, id): Node => {
    return { id, parent: node.Parent, index: 0, depth: node.Depth, children: [], ranks: [], from: 0, to: 0 }
  })
  for (const node of nodes) if (node.parent >= 0) Object.assign(node, { index: adopt(nodes[node.parent]!, node) })
  const order: Order = { keys: [], homes: [], leaves: 0 }
  if (nodes[0]) walk(tree, nodes, nodes[0], order)
  const ranks = new Map(order.keys.flatMap((key, rank) => (key ? [[nameOf(key), rank]] : [])))
  return { nodes, ...order, ranks, height: tree.Height, more: tree.More }
}

const nameOf = (key: InspectedKey): string => joined(keyName(key))

interface Order {
  readonly keys: (InspectedKey | undefined)[]
  readonly homes: number[]
  leaves: number
}

const adopt = (parent: Node, child: Node): number => parent.children.push(child.id) - 1

/** Visits the keys of a subtree in order. */
function walk(tree: Tree, nodes: readonly Node[], node: Node, order: Order): void {
  const { Keys, KeyCount } = tree.Nodes[node.id]!
  node.from = order.leaves
  if (node.children.length === 0) order.leaves++
  const count = Keys?.length ?? KeyCount ?? 0
  for (let i = 0; i <= count; i++) {
    const child = node.children[i]
    if (child !== undefined) walk(tree, nodes, nodes[child]!, order)
    if (i === count) break
    node.ranks.push(order.keys.push(Keys?.[i]) - 1)
    order.homes.push(node.id)
  }
  node.to = order.leaves
}

/** The child indices that lead from the root to a node. */
export function pathTo(nodes: readonly Node[], id: number): readonly number[] {
  const { parent, index } = nodes[id]!
  return parent < 0 ? [] : [...pathTo(nodes, parent), index]
}

/** The node that child indices lead to from the root. */
export function nodeAt({ nodes }: Shape, path: readonly number[]): Node | undefined {
  return path.reduce((node, child) => nodes[node?.children[child] ?? -1], nodes[0])
}

/** Fills in the keys of a subtree that was fetched by itself; `id` is its root. */
export function fillKeys(shape: Shape, id: number, subtree: Tree): void {
  const ids = [id]
  subtree.Nodes.forEach(({ Keys }, i) => {
    const node = shape.nodes[ids[i]!]
    if (!node) return
    ids.push(...node.children)
    Keys?.forEach((key, k) => {
      shape.keys[node.ranks[k]!] = key
      shape.ranks.set(nameOf(key), node.ranks[k]!)
    })
  })
}

/** What a request did with an item. */
export type State = "unread" | "filtered" | "returned" | "written"

/** One node that a search came through. */
export interface Stop {
  readonly node: number
  readonly comparisons: number
  /** The ranks of the keys that were compared. */
  readonly probes: readonly number[]
  /** The rank of the key that the search ended at, in a leaf. */
  readonly end: number | undefined
}

/** What one request left in a tree: the searches from the root on, and what became of the items. */
export interface Marks {
  readonly walks: readonly (readonly Stop[])[]
  /** By rank; what is missing was not read. */
  readonly states: ReadonlyMap<number, State>
}

/** The searches of a trace through this tree; a search ends where the tree is no longer as it was. */
export function walksOf({ nodes }: Shape, visits: readonly Visit[]): readonly (readonly Stop[])[] {
  const walks: Stop[][] = []
  let at: Node | undefined
  for (const visit of visits) {
    if (visit.depth === 0) walks.push([])
    if (visit.depth === 0) at = nodes[0]
    if (!at) continue
    walks.at(-1)!.push(stopAt(at, visit))
    at = nodes[at.children[visit.child] ?? -1]
  }
  return walks
}

function stopAt({ id, ranks, children }: Node, { keys, child, comparisons, probes = [] }: Visit): Stop {
  // The search of a write came before the key that it put there.
  const added = children.length === 0 && ranks.length > keys ? 1 : 0
  const compared = probes.flatMap((i) => ranks[i >= child ? i + added : i] ?? [])
  return { node: id, comparisons, probes: compared, end: children.length === 0 ? ranks[child] : undefined }
}

const letters: Readonly<Record<string, State>> = { r: "returned", f: "filtered", w: "written" }

/** What became of each item that was read or written, by rank. */
export function statesOf(shape: Shape, all: readonly Outcomes[]): ReadonlyMap<number, State> {
  const states = new Map<number, State>()
  for (const { first, reverse, items } of all) {
    const start = shape.ranks.get(nameOf(first))
    if (start === undefined) continue
    Array.from(items).forEach((letter, i) => {
      states.set(reverse ? start - i : start + i, letters[letter]!)
    })
  }
  return states
}

/** The ranks of the first and the last key of a subtree. */
export function span({ nodes }: Shape, id: number): { readonly first: number; readonly last: number } {
  let [low, high] = [nodes[id]!, nodes[id]!]
  while (low.children.length > 0) low = nodes[low.children[0]!]!
  while (high.children.length > 0) high = nodes[high.children.at(-1)!]!
  return { first: low.ranks[0] ?? 0, last: high.ranks.at(-1) ?? -1 }
}

/** Whether something was read in a subtree. */
export function isRead(shape: Shape, id: number, { states }: Marks): boolean {
  if (states.size === 0) return false
  const { first, last } = span(shape, id)
  for (const rank of states.keys()) if (rank >= first && rank <= last) return true
  return false
}

/** How many items are in which state. */
export function counts({ keys }: Shape, { states }: Marks): Readonly<Record<State, number>> {
  const sum = { unread: keys.length - states.size, filtered: 0, returned: 0, written: 0 }
  for (const state of states.values()) sum[state]++
  return sum
}
