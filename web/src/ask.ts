import { type Member, membersOf, NotJSON } from "./json.js"
import type { Syntax } from "./trace.js"
import { dynamodb, targetOf } from "./wire.js"

// What is asked of the database, as it is written, and the request that it is sent as.

export type Language = "partiql" | "request"

/** What a text in each language is called. */
export const labels: Readonly<Record<Language, string>> = { partiql: "PartiQL statement", request: "Request" }

/** A PartiQL statement, or a request: an operation's name and its JSON. */
export interface Ask {
  readonly language: Language
  readonly text: string
}

/** Members of a request's body. */
export type Members = Readonly<Record<string, unknown>>

/** What is sent to the engine. */
export interface Sent {
  readonly operation: string
  readonly target: string
  readonly body: string
}

/** A request that can't be sent, because its text is none. */
export class Unreadable extends Error {
  override name = "Not a request"

  constructor(
    message: string,
    readonly syntax: Syntax,
  ) {
    super(message)
  }
}

export const partiql = (text: string): Ask => ({ language: "partiql", text })

export const sameAsk = (a: Ask, b: Ask): boolean => a.language === b.language && a.text === b.text

/** The asks of a text, with blank lines between them. */
export const asksIn = ({ language, text }: Ask): readonly Ask[] =>
  text
    .trim()
    .split(/\n\s*\n/)
    .map((text) => ({ language, text }))

/** How an ask is sent, beside what it says itself. */
export interface Manner {
  /** Whether reads are strongly consistent, where the request does not say. */
  readonly strong?: boolean
  /** The members that ask for a later page. */
  readonly next?: Members
}

/** The request that an ask is sent as. Throws Unreadable. */
export function sentAs(ask: Ask, manner: Manner = {}): Sent {
  return ask.language === "partiql" ? statement(ask.text, manner) : request(ask.text, manner)
}

function statement(text: string, { strong, next }: Manner): Sent {
  const body = JSON.stringify({ Statement: text, ...(strong && { ConsistentRead: true }), ...next })
  return { operation: "ExecuteStatement", target: dynamodb("ExecuteStatement"), body }
}

// The operations that ConsistentRead can be said to.
const reads = new Set(["GetItem", "Query", "Scan"])

function request(text: string, { strong, next = {} }: Manner): Sent {
  const { operation, at, members } = outline(text)
  const add: Record<string, unknown> = { ...next }
  if (strong && reads.has(operation) && !members.some(({ name }) => name === "ConsistentRead"))
    add.ConsistentRead = true
  return { operation, target: targetOf(operation), body: withMembers(text.slice(at), add, shifted(members, at)) }
}

/** An ask as one text that also says how it is read. */
export function inFull(ask: Ask, strong: boolean): string {
  if (!strong) return ask.text
  const { operation, body } = sentAs(ask, { strong })
  return `${operation} ${body}`
}

interface Outline {
  readonly operation: string
  /** Where the JSON begins. */
  readonly at: number
  readonly members: readonly Member[]
}

function outline(text: string): Outline {
  const found = /^\s*([A-Za-z]+)\s*/.exec(text)
  if (!found)
    throw unreadable(text, text.search(/\S|$/), "there is no operation", "begin with its name, such as GetItem {…}")
  const [{ length: at }, operation] = [found[0], found[1]!]
  try {
    return { operation, at, members: membersOf(text, at) }
  } catch (cause) {
    if (!(cause instanceof NotJSON)) throw cause
    const { offset, message, mend } = cause.fault
    throw unreadable(text, offset, message, mend)
  }
}

function unreadable(text: string, offset: number, what: string, expected: string): Unreadable {
  const place = placeAt(text, offset)
  const message = `Line ${place.line}, column ${place.column}: ${what}.`
  return new Unreadable(message, { member: "", offset, length: 1, expected, ...place })
}

/** Line and column of an offset, both from 1, in characters. */
function placeAt(text: string, offset: number): Pick<Syntax, "line" | "column"> {
  const lines = text.slice(0, offset).split("\n")
  return { line: lines.length, column: Array.from(lines.at(-1)!).length + 1 }
}

const shifted = (members: readonly Member[], by: number): readonly Member[] =>
  members.map(({ name, from, to }) => ({ name, from: from - by, to: to - by }))

/** The text of an object with further members; one that it has already gets the new value. All else stays as written. */
function withMembers(json: string, add: Members, members: readonly Member[]): string {
  if (Object.keys(add).length === 0) return json
  const kept = members
    .filter(({ name }) => !(name in add))
    .map(({ name, from, to }) => member(name, json.slice(from, to)))
  const added = Object.entries(add).map(([name, value]) => member(name, JSON.stringify(value)))
  return `{${[...kept, ...added].join(",")}}`
}

const member = (name: string, value: string): string => `${JSON.stringify(name)}:${value}`

/** Where in an ask's text a syntax error is: the engine counts within the member of the body that it could not read. */
export function syntaxIn(ask: Ask, syntax: Syntax | undefined): Syntax | undefined {
  if (!syntax || ask.language === "partiql") return syntax
  const { text } = ask
  const member = outline(text).members.find(({ name }) => name === syntax.member)
  if (!member || text[member.from] !== '"') return undefined
  const written = text.slice(member.from, member.to)
  const offset = member.from + writtenOffset(written, unitsBefore(JSON.parse(written) as string, syntax))
  return { ...syntax, offset, ...placeAt(text, offset) }
}

/** How many UTF-16 units of a text come before a line and column. */
function unitsBefore(text: string, { line, column }: Syntax): number {
  const lines = text.split("\n")
  const before = lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0)
  return (
    before +
    Array.from(lines[line - 1] ?? "")
      .slice(0, column - 1)
      .join("").length
  )
}

/** Where the nth unit of a string is, in the string as JSON writes it. */
function writtenOffset(written: string, n: number): number {
  const unit = /\\u[0-9a-fA-F]{4}|\\.|[^\\]/gy
  unit.lastIndex = 1
  for (let i = 0; i < n; i++) unit.exec(written)
  return unit.lastIndex
}

/** The name of the table that an ask's body says, or the workload that it starts; "" when it says none. */
export function tableIn(body: string): string {
  const { Start, TableName = Start?.TableName } = JSON.parse(body) as { Start?: Members | null; TableName?: unknown }
  return typeof TableName === "string" ? TableName : ""
}
