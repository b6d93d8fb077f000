import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  snippetCompletion,
} from "@codemirror/autocomplete"
import type { Extension } from "@codemirror/state"
import { EditorView } from "@codemirror/view"
import type { Language } from "../ask.js"
import type { Name, Names } from "../names.js"
import words from "../partiql-words.json"

// What a writer may mean next: the grammar's keywords and functions, the operations, and the names of what is in the
// database. Ctrl with Space asks for it; Enter takes what is chosen, Escape closes the list, and Tab still leads on.

const keywords: readonly Completion[] = [...words.keywords, ...words.types.map((word) => ({ word, says: "" }))]
  .filter(({ word }, i, all) => all.findIndex((one) => one.word === word) === i)
  .map(({ word, says }) => ({ label: word, detail: says, type: "keyword" }))

const functions: readonly Completion[] = words.functions.map(({ name, signature, says }) =>
  snippetCompletion(`${name}(#{})`, {
    label: name,
    detail: `${signature.slice(name.length)}  ${says}`,
    type: "function",
  }),
)

const operationNames = (
  "GetItem PutItem UpdateItem DeleteItem Query Scan BatchGetItem BatchWriteItem TransactGetItems TransactWriteItems " +
  "ExecuteStatement BatchExecuteStatement ExecuteTransaction CreateTable UpdateTable DeleteTable DescribeTable ListTables " +
  "UpdateTimeToLive DescribeTimeToLive ListStreams DescribeStream GetShardIterator GetRecords " +
  "Advance Alarm AutoScaling Fault Metrics Split Workload"
).split(" ")

const operations: readonly Completion[] = operationNames.map((name) =>
  snippetCompletion(`${name} {\n  #{}\n}`, { label: name, detail: "operation", type: "function" }),
)

const members = (
  "TableName IndexName Key Item KeyConditionExpression FilterExpression ProjectionExpression ConditionExpression " +
  "UpdateExpression ExpressionAttributeNames ExpressionAttributeValues Limit ConsistentRead ScanIndexForward Select " +
  "ExclusiveStartKey Segment TotalSegments ReturnValues ReturnValuesOnConditionCheckFailure ReturnConsumedCapacity " +
  "RequestItems TransactItems ClientRequestToken Statement Statements TransactStatements Parameters"
).split(" ")

// What a name may look like without quotes, unless it is reserved.
const plain = /^[A-Za-z_]\w*$/
const reserved = new Set(words.reserved)

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

const asNeeded = (name: string): string => (plain.test(name) && !reserved.has(name.toUpperCase()) ? name : quoted(name))

/** A completion that writes a name in its quotes, in the place of those that stand there already. */
function named({ name, about }: Name, write: (name: string) => string): Completion {
  return {
    label: name,
    detail: about,
    type: "variable",
    boost: 1,
    apply(view, _, from, to) {
      const opened = view.state.sliceDoc(from - 1, from) === '"'
      const closed = opened && view.state.sliceDoc(to, to + 1) === '"'
      const insert = opened ? quoted(name) : write(name)
      const changes = { from: opened ? from - 1 : from, to: closed ? to + 1 : to, insert }
      view.dispatch({ changes, selection: { anchor: changes.from + insert.length }, userEvent: "input.complete" })
    },
  }
}

/** The text up to the cursor. */
interface Typed {
  /** All before the word, without what strings and comments say. */
  readonly before: string
  readonly word: string
  /** The word stands in double quotes, which are not closed yet. */
  readonly opened: boolean
}

const quiet = /'(?:[^']|'')*('|$)|"(?:[^"]|"")*("|$)|--[^\n]*\n?|\/\*[\s\S]*?(\*\/|$)/g

/** What is typed; undefined in a string or a comment. */
function typedIn(text: string): Typed | undefined {
  for (const found of text.matchAll(quiet)) {
    const [all, single, double, block] = found
    if (found.index + all.length < text.length) continue
    if (double === "") return { before: blanked(text.slice(0, found.index)), word: all.slice(1), opened: true }
    if (single === "" || block === "" || (all.startsWith("--") && !all.endsWith("\n"))) return undefined
  }
  const word = /[A-Za-z_$][\w$]*$/.exec(text)?.[0] ?? ""
  return { before: blanked(text.slice(0, text.length - word.length)), word, opened: false }
}

const blanked = (text: string): string => text.replaceAll(quiet, (found) => (found.startsWith('"') ? found : " "))

/** What may stand in a statement, and whether it is offered before a letter is typed. */
function inStatement({ before, opened }: Typed, { tables, indexes, attributes }: Names): Offer {
  if (/"\s*\.\s*$/.test(before)) return { options: indexes.map((index) => named(index, quoted)), early: true }
  const names = tables.map((name) => named({ name, about: "table" }, quoted))
  if (/\b(FROM|INTO|UPDATE)\s+$/i.test(before)) return { options: names, early: true }
  const attributeNames = attributes.map((attribute) => named(attribute, asNeeded))
  return {
    options: opened ? [...attributeNames, ...names] : [...attributeNames, ...functions, ...keywords],
    early: false,
  }
}

function inRequest({ before, opened }: Typed, { tables, indexes, attributes }: Names): Offer {
  if (/TableName"?\s*:\s*$/.test(before))
    return { options: tables.map((name) => named({ name, about: "table" }, quoted)), early: true }
  if (/IndexName"?\s*:\s*$/.test(before)) return { options: indexes.map((index) => named(index, quoted)), early: true }
  const all = [...members.map((name) => ({ name, about: "member" })), ...attributes]
  return { options: /[{,]\s*$/.test(before) ? all.map((one) => named(one, quoted)) : [], early: opened }
}

interface Offer {
  readonly options: readonly Completion[]
  readonly early: boolean
}

const operation = new RegExp(`\\b(?:${operationNames.join("|")})\\s*\\{`, "g")

/** Whether a request has begun that has not ended. */
function requestIsOpen(before: string): boolean {
  const last = [...before.matchAll(operation)].at(-1)
  const braces = last
    ? before
        .slice(last.index)
        .replaceAll(/"[^"]*"/g, "")
        .match(/[{}]/g)
    : []
  return (braces ?? []).reduce((depth, brace) => depth + (brace === "{" ? 1 : -1), 0) > 0
}

/** What is offered for a text up to the cursor; undefined when that is nothing. */
export function offered(
  text: string,
  language: Language,
  names: Names,
  asked: boolean,
): (Offer & { word: string }) | undefined {
  const typed = typedIn(text)
  if (!typed) return undefined
  const { word, before } = typed
  const starts = /(^|[;}]|\n\s*\n)\s*$/.test(before)
  const offer = requestIsOpen(before)
    ? inRequest(typed, names)
    : starts && language === "request"
      ? { options: operations, early: false }
      : inStatement(typed, names)
  if (!asked && word === "" && !offer.early) return undefined
  // Enter after a word that is whole begins a line.
  const whole = offer.options.some(({ label, type }) => label === (type === "keyword" ? word.toUpperCase() : word))
  return whole && !asked ? undefined : { ...offer, word }
}

const source =
  (language: Language, names: () => Names) =>
  (context: CompletionContext): CompletionResult | null => {
    const { state, pos, explicit } = context
    const offer = offered(state.sliceDoc(0, pos), language, names(), explicit)
    return offer ? { from: pos - offer.word.length, options: offer.options } : null
  }

const look = EditorView.theme({
  ".cm-tooltip": {
    border: "1px solid var(--edge)",
    borderRadius: "10px",
    backgroundColor: "var(--panel)",
    color: "var(--ink)",
    boxShadow: "0 8px 28px rgb(0 0 0 / 0.22)",
    overflow: "hidden",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { maxHeight: "240px", fontFamily: "var(--mono)", fontSize: "13px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "5px 12px", lineHeight: "18px" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--tint)", color: "var(--accent)" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-completionDetail": {
    marginLeft: "10px",
    color: "var(--soft)",
    fontFamily: "var(--sans)",
    fontStyle: "normal",
    fontSize: "12px",
  },
})

/** `names` tells what is in the database now. */
export const completion = (language: Language, names: () => Names): Extension => [
  autocompletion({ override: [source(language, names)], icons: false, maxRenderedOptions: 60 }),
  look,
]
