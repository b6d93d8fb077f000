import { type Ask, type Members, syntaxIn, Unreadable } from "./ask.js"
import { type Body, type Page, Refusal } from "./database.js"
import { type Cost, costOf } from "./draw/cost.js"
import type { KeyNames } from "./draw/key.js"
import { type KeyAttribute, ringsOf, type Table } from "./table.js"
import { ringIn, type Step, type Syntax, type Trace } from "./trace.js"
import type { Item } from "./value.js"

/** The pages of an answer that have been read so far. */
export interface Answer extends KeyNames {
  readonly ask: Ask
  readonly strong: boolean
  readonly operation: string
  readonly items: readonly Item[]
  /** Whether the operation answers with items at all; when not, `body` is the whole of its answer. */
  readonly hasItems: boolean
  /** The last page as it came. */
  readonly body: Body
  readonly pages: number
  /** What to ask for the next page with; undefined after the last. */
  readonly next: Members | undefined
  /** How the last page came to be. */
  readonly trace: Trace
  /** The steps of all pages. */
  readonly steps: readonly Step[]
  readonly cost: Cost
}

// The operations whose answers hold items, or say by holding none that there are none.
const reads = new Set(["GetItem", "Query", "Scan"])

/** The answer that begins with a page. */
export function answerOf(ask: Ask, strong: boolean, page: Page, table: Table | undefined): Answer {
  const { operation, items, body, next, trace } = page
  const { steps } = trace
  const ring = table && ringsOf(table).find(({ index }) => index === ringIn(trace))
  const cost = costOf(operation, steps, ring?.partitionCount ?? 0)
  const names = keyNamesIn(table, trace.index)
  const pages = 1
  return {
    ask,
    strong,
    operation,
    items: items ?? [],
    hasItems: items !== undefined && (items.length > 0 || reads.has(operation)),
    body,
    pages,
    next,
    ...names,
    trace,
    steps,
    cost,
  }
}

/** The names of the attributes of the key of a table, or of an index of it. */
function keyNamesIn(table: Table | undefined, indexName: string): KeyNames {
  const names = (all: readonly (KeyAttribute | undefined)[]) => all.flatMap((key) => (key ? [key.Name] : []))
  const own = { keys: names([table?.PartitionKey, table?.SortKey]), hashed: 1 }
  const index = table?.Indexes?.find(({ IndexName }) => IndexName === indexName)
  if (!index) return own
  return { keys: names([...index.PartitionKey, ...index.SortKey]), hashed: index.PartitionKey.length, base: own }
}

/** An answer with a further page. */
export function withPage(before: Answer, { items = [], body, next, trace }: Page): Answer {
  const steps = [...before.steps, ...trace.steps]
  const cost = costOf(before.operation, steps, before.cost.partitions)
  const all = [...before.items, ...items]
  return { ...before, items: all, body, pages: before.pages + 1, next, trace, steps, cost }
}

/** What is wrong with what was asked. A quiet problem was found while it was written, a loud one when it was run. */
export interface Problem {
  readonly type: string
  readonly message: string
  readonly syntax: Syntax | undefined
  readonly ask: Ask
  readonly loud: boolean
  /** How far it came, when the engine refused it. */
  readonly trace?: Trace
}

export function problemOf(cause: unknown, ask: Ask, loud: boolean): Problem {
  if (cause instanceof Refusal) {
    const { type, message, trace } = cause
    return { type, message, syntax: syntaxIn(ask, trace.syntax), ask, loud, trace }
  }
  const { name, message } = cause instanceof Error ? cause : new Error(String(cause))
  return { type: name, message, syntax: cause instanceof Unreadable ? cause.syntax : undefined, ask, loud }
}
