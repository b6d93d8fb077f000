import { type Database, nameOf } from "./database.js"
import { fillKeys, pathTo, type Shape, shapeOf } from "./draw/tree.js"
import type { Wanted } from "./seen.js"

// Trees with more nodes come without their keys at first.
const nodesWithKeys = 400
const nodesMost = 20_000
const kept = 32

/** The trees that have been fetched. */
export class Trees {
  private readonly shapes = new Map<string, Shape | undefined>()
  private readonly filled = new WeakMap<Shape, Set<number>>()

  /** `arrived` is called when a tree, or more of its keys, has come. */
  constructor(
    private readonly database: () => Database,
    private readonly arrived: () => void,
  ) {}

  /** The tree if it is there; else it is asked for. */
  get(wanted: Wanted): Shape | undefined {
    const name = JSON.stringify(wanted)
    if (!this.shapes.has(name)) void this.begin(name, wanted)
    return this.shapes.get(name)
  }

  /** Fetches the keys of a node that has become readable, and of those around it; once. */
  async fill(wanted: Wanted, shape: Shape, node: number): Promise<void> {
    const parent = Math.max(0, shape.nodes[node]!.parent)
    const filled = this.filled.get(shape) ?? new Set()
    this.filled.set(shape, filled.add(parent))
    const part = { Path: pathTo(shape.nodes, parent), Limit: nodesWithKeys }
    fillKeys(shape, parent, await this.database().tree({ ...inputOf(wanted), ...part }, wanted.now))
    this.arrived()
  }

  /** Whether the keys around a node are there, or have been asked for. */
  has(shape: Shape, node: number): boolean {
    const parent = Math.max(0, shape.nodes[node]!.parent)
    return shape.ranks.size === shape.keys.length || (this.filled.get(shape)?.has(parent) ?? false)
  }

  private async begin(name: string, wanted: Wanted): Promise<void> {
    this.shapes.set(name, undefined)
    for (const old of [...this.shapes.keys()].slice(0, -kept)) this.shapes.delete(old)
    try {
      this.shapes.set(name, await this.fetch(wanted))
      this.arrived()
    } catch {
      // The partition may have been split meanwhile, or the table dropped; the next scene wants another tree.
      this.shapes.delete(name)
    }
  }

  private async fetch(wanted: Wanted): Promise<Shape> {
    const database = this.database()
    const some = await database.tree({ ...inputOf(wanted), Limit: nodesWithKeys }, wanted.now)
    if (!some.More) return shapeOf(some)
    const shape = shapeOf(await database.tree({ ...inputOf(wanted), Limit: nodesMost, Keys: false }, wanted.now))
    fillKeys(shape, 0, some)
    return shape
  }
}

const inputOf = ({ partition, replica, ...place }: Wanted) => ({
  ...nameOf(place),
  Partition: partition,
  Replica: replica,
})
