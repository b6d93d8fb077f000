import type { Members } from "./ask.js"

// The text in the editor as the engine reads it: any number of statements, requests and commands, each with what it
// would become. Where something is in the text is told in UTF-16 units, as JavaScript counts.

/** A request, ready to be sent. */
export interface Sendable {
  readonly Target: string
  readonly Body: string
}

/** A request of DynamoDB's own, as an SDK takes it. */
export interface NativeRequest {
  readonly Target: string
  readonly Body: Members
}

/** Which operation a request becomes, and why, before it runs. */
export interface Explanation {
  readonly Operation: string
  readonly Why: string
  readonly TableName: string
  /** The index that is read instead of the table. */
  readonly IndexName?: string
  readonly Partitions: readonly number[]
  readonly PartitionCount: number
  /** What a statement amounts to. */
  readonly Requests?: readonly NativeRequest[]
  /** What a request amounts to in PartiQL, and the values of its question marks. */
  readonly Statement?: string
  readonly Parameters?: readonly unknown[]
  /** In what the translation is not quite the same, in a sentence. */
  readonly Differs?: string
  readonly Estimate?: Estimate
  readonly Advice?: readonly Advice[]
}

/** What the first call will read or write, and cost; and how many calls the whole takes. */
export interface Estimate {
  readonly Items: number
  readonly Units: number
  readonly Pages: number
  readonly Partitions: readonly number[]
  /** false: some of it is worked out from a part. */
  readonly Exact: boolean
  /** The type of the error that it will be refused with. */
  readonly Fails?: string
}

/** How a Scan could become a Query, or what else may be meant by a comparison. */
export interface Advice {
  readonly Kind: "key" | "index" | "new-index" | "missing" | "quotes" | "type" | "unknown"
  readonly Text: string
  readonly Statement?: string
  readonly Request?: NativeRequest
}

/** What is wrong with a part, in the service's words, then in ours; and where, when it is about a place. */
export interface Mistake {
  readonly Type: string
  readonly Message: string
  readonly From?: number
  readonly To?: number
  /** Both from 1, in characters. */
  readonly Line?: number
  readonly Column?: number
  readonly Length?: number
  readonly Expected?: string
  readonly Mend?: string
}

/** One statement, request or command of a text. */
export interface Part extends Partial<Sendable> {
  readonly From: number
  readonly To: number
  readonly Kind: "statement" | "request" | "command"
  readonly Explanation?: Explanation
  readonly Error?: Mistake
}

/** From one place of a text to another. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** Some of a text: what stands in a range of it, or the part at a place. */
export type Some = Range | { readonly at: number }

/** The name of the operation that a target header names. */
export const operationIn = (target: string): string => target.slice(target.indexOf(".") + 1)

/** The part that the cursor is in, else the last one before it, else the first. */
export function partAt(parts: readonly Part[], cursor: number): Part | undefined {
  return parts.filter(({ From }) => From <= cursor).at(-1) ?? parts[0]
}

/** A text in which only a range is left, at its place: lines and columns are those of the whole. */
export const onlyRange = (text: string, { from, to }: Range): string =>
  text.slice(0, from).replaceAll(/[^\n]/g, " ") + text.slice(from, to)

/** What a sentence about a mistake says: the service's message first, ours after. */
export const sentencesOf = ({ Message, Expected, Mend }: Mistake): readonly string[] =>
  [Message, Expected && sentence(Expected), Mend].filter((text): text is string => Boolean(text))

/** With a capital letter and a full stop. */
const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`

/** The name of the table that a request's body says, or the workload that it starts; "" when it says none. */
export function tableIn(body: string): string {
  const { Start, TableName = Start?.TableName } = JSON.parse(body) as { Start?: Members | null; TableName?: unknown }
  return typeof TableName === "string" ? TableName : ""
}
