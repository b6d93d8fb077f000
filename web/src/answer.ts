import type { Ask, Members } from "./ask.js"
import { type Body, type Page, Refusal } from "./database.js"
import { type Cost, costOf } from "./draw/cost.js"
import type { KeyNames } from "./draw/key.js"
import type { Mistake, Part, Range, Sendable } from "./script.js"
import { type KeyAttribute, ringsOf, type Table } from "./table.js"
import { ringIn, type Step, type Trace } from "./trace.js"
import type { Item } from "./value.js"

/** What was asked: a part of what stood in the editor. */
export interface Asked extends Range, Sendable {
  readonly ask: Ask
}

/** The pages of an answer that have been read so far. */
export interface Answer extends KeyNames {
  readonly asked: Asked
  readonly operation: string
  /** The table that was asked. */
  readonly table: string
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
export function answerOf(asked: Asked, page: Page, table: Table | undefined): Answer {
  const { operation, items, body, next, trace } = page
  const { steps } = trace
  const ring = table && ringsOf(table).find(({ index }) => index === ringIn(trace))
  const cost = costOf(operation, steps, ring?.partitionCount ?? 0)
  const names = keyNamesIn(table, trace.index)
  const pages = 1
  return {
    asked,
    operation,
    table: table?.TableName ?? "",
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

/** What several answers have cost together. */
export const unitsOf = (answers: readonly Answer[]): number => answers.reduce((sum, { cost }) => sum + cost.units, 0)

/** What was wrong with what was run. */
export interface Problem {
  readonly mistake: Mistake
  /** What stood in the editor. */
  readonly text: string
  /** Which of how many parts it is, counted from 1. */
  readonly nth: number
  readonly of: number
  /** How far it came, when the engine refused it. */
  readonly trace?: Trace
}

/** Why a part could not be run. When the engine foresaw it, it also knows the place in the text and how to mend it. */
export function mistakeOf(cause: unknown, { Error: foreseen }: Pick<Part, "Error"> = {}): Mistake {
  if (!(cause instanceof Refusal)) {
    const { name, message } = cause instanceof Error ? cause : new Error(String(cause))
    return { Type: name, Message: message }
  }
  const { type, message, trace } = cause
  const same = foreseen?.Type === type && message.startsWith(foreseen.Message)
  return { ...(same ? foreseen : trace.mend && { Mend: trace.mend }), Type: type, Message: message }
}
