import type { Database } from "./database.js"
import { readDots } from "./draw/dots.js"
import type { Ring } from "./table.js"

/** A ring, and the top halves of the hashes of some of the items on it, ascending. */
export interface Plot {
  readonly ring: Ring
  readonly dots: Uint32Array
}

// A ring in little has room for no more.
const few = 240

/** The dots that have been fetched. Those of a ring whose items are as they were are not fetched again. */
export class Plots {
  private readonly last = new Map<string, { readonly version: string; readonly dots: Promise<Uint32Array> }>()

  constructor(private readonly database: Pick<Database, "dots">) {}

  /** All dots of a ring, as far as they can be told apart. */
  whole(ring: Ring | undefined): Promise<Uint32Array> {
    return ring ? this.dots("whole", ring, 100_000) : Promise.resolve(new Uint32Array())
  }

  /** Rings with a few of their dots each, where there is more than one. */
  some(rings: readonly Ring[]): Promise<readonly Plot[]> {
    if (rings.length < 2) return Promise.resolve([])
    return Promise.all(rings.map(async (ring) => ({ ring, dots: await this.dots(`some ${ring.index}`, ring, few) })))
  }

  /** Forgets all: the database was taken to another time, in which other items may have been written. */
  forget(): void {
    this.last.clear()
  }

  private dots(name: string, ring: Ring, limit: number): Promise<Uint32Array> {
    const version = versionOf(ring)
    const last = this.last.get(name)
    if (last?.version === version) return last.dots
    const dots = this.database.dots(ring, limit).then(readDots)
    this.last.set(name, { version, dots })
    dots.catch(() => this.last.delete(name))
    return dots
  }
}

/** A text that changes with every write to a ring, with every split and every load. */
const versionOf = ({ table, index, partitions }: Ring): string =>
  [
    table,
    index,
    ...partitions.map(({ Id, Items, Bytes, Leader, Replicas }) =>
      [Id, Items, Bytes, Replicas[Leader]?.Applied].join(" "),
    ),
  ].join("\n")
