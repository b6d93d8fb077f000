import type { State } from "./playground.js"
import type { KeyAttribute, Table } from "./table.js"

/** The names that a writer may mean, for the editor to complete. */
export interface Names {
  readonly tables: readonly string[]
  /** The indexes of the table that is shown. */
  readonly indexes: readonly Name[]
  readonly attributes: readonly Name[]
}

/** A name, and what it is the name of. */
export interface Name {
  readonly name: string
  readonly about: string
}

// Attributes are looked for in so many items.
const looked = 100

export const noNames: Names = { tables: [], indexes: [], attributes: [] }

type Source = Pick<State, "tables" | "table" | "answer">

/**
 * The names that the page knows: of tables, and of indexes, keys and attributes that it has seen. They are found anew only
 * when there may be others.
 */
export class Vocabulary {
  names: Names = noNames
  /** The attributes that have been seen, by their tables. */
  private readonly seen = new Map<string, Set<string>>()
  private last: Source | undefined

  look(source: Source): Names {
    const { tables, table, answer } = source
    const { last } = this
    if (tables !== last?.tables || table !== last.table || answer !== last.answer) this.names = this.find(source)
    this.last = source
    return this.names
  }

  private find({ tables, table, answer }: Source): Names {
    const name = table?.TableName ?? ""
    const seen = this.seen.get(name) ?? new Set()
    this.seen.set(name, seen)
    if (answer?.table === name)
      for (const item of answer.items.slice(0, looked)) for (const attribute of Object.keys(item)) seen.add(attribute)
    const about = new Map([...seen].map((name) => [name, "attribute"]))
    for (const [name, role] of keysOf(table)) about.set(name, role)
    return {
      tables,
      indexes: (table?.Indexes ?? []).map(({ IndexName }) => ({ name: IndexName, about: `index of ${name}` })),
      attributes: [...about].map(([name, about]) => ({ name, about })),
    }
  }
}

/** The names of keys and what they are, the table's own last. */
function keysOf(table: Table | undefined): readonly (readonly [string, string])[] {
  if (!table) return []
  const of = (keys: readonly (KeyAttribute | undefined)[], role: string) =>
    keys.flatMap((key) => (key ? [[key.Name, role] as const] : []))
  const indexes = (table.Indexes ?? []).flatMap(({ IndexName, PartitionKey, SortKey }) => [
    ...of(PartitionKey, `partition key of ${IndexName}`),
    ...of(SortKey, `sort key of ${IndexName}`),
  ])
  return [...indexes, ...of([table.PartitionKey], "partition key"), ...of([table.SortKey], "sort key")]
}
