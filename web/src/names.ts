import type { State } from "./playground.js"

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

/** Finds the names, anew only when there may be others. */
export function namer(): (source: Source) => Names {
  let [last, names]: [Source | undefined, Names] = [undefined, noNames]
  return (source) => {
    const { tables, table, answer } = source
    if (tables !== last?.tables || table !== last.table || answer !== last.answer) names = namesIn(source)
    last = source
    return names
  }
}

/** The names that the page knows: of tables, and of indexes, keys and attributes that have been seen. */
export function namesIn({ tables, table, answer }: Source): Names {
  const about = new Map<string, string>()
  const add = (name: string | undefined, text: string) => {
    if (name !== undefined && !about.has(name)) about.set(name, text)
  }
  const indexes = table?.Indexes ?? []
  add(table?.PartitionKey.Name, "partition key")
  add(table?.SortKey?.Name, "sort key")
  for (const { IndexName, PartitionKey, SortKey } of indexes) {
    for (const { Name } of PartitionKey) add(Name, `partition key of ${IndexName}`)
    for (const { Name } of SortKey) add(Name, `sort key of ${IndexName}`)
  }
  for (const item of answer?.items.slice(0, looked) ?? []) for (const name of Object.keys(item)) add(name, "attribute")
  return {
    tables,
    indexes: indexes.map(({ IndexName }) => ({ name: IndexName, about: `index of ${table!.TableName}` })),
    attributes: [...about].map(([name, about]) => ({ name, about })),
  }
}
