import { type Ask, type Language, otherLanguage } from "./ask.js"
import { requestText } from "./example.js"
import { type Advice, type NativeRequest, operationIn, type Part } from "./script.js"

// From statements to requests and back, in the engine's translation; here it is only written down.

/** A text that says in its language what stands in the other. */
export interface Translation {
  readonly from: Language
  readonly text: string
  /** Whether it was written over something else. */
  readonly over: boolean
  /** In what it is not quite the same, in sentences. */
  readonly differs: readonly string[]
}

/** The translation of a text, to stand where `there` stands, if there is one of each of its parts. */
export function translate(ask: Ask, parts: readonly Part[], there: string): Translation | undefined {
  const write = ask.language === "partiql" ? asRequests : asStatement
  const texts = parts.map((part) => write(part, ask.text.slice(part.From, part.To)))
  if (parts.length === 0 || texts.includes(undefined)) return undefined
  const separator = otherLanguage(ask.language) === "partiql" ? ";\n\n" : "\n\n"
  const differs = [...new Set(parts.flatMap(({ Explanation }) => Explanation?.Differs ?? []))]
  return { from: ask.language, text: texts.join(separator), over: there !== "", differs }
}

function asRequests({ Kind, Explanation }: Part, text: string): string | undefined {
  if (Kind !== "statement") return text
  const requests = Explanation?.Requests ?? []
  return requests.length > 0 ? requests.map(textOf).join("\n\n") : undefined
}

function asStatement({ Kind, Explanation }: Part, text: string): string | undefined {
  if (Kind === "statement") return text
  const { Statement, Parameters = [] } = Explanation ?? {}
  if (!Statement || Parameters.length === 0) return Statement
  return requestText("ExecuteStatement", { Statement, Parameters })
}

const textOf = ({ Target, Body }: NativeRequest): string => requestText(operationIn(Target), Body)

/** An advice about a part. */
export interface Advised {
  readonly part: Part
  readonly advice: Advice
}

/** What follows an advice, in the language of the part it takes the place of; undefined when it is for people alone. */
export function advised({ Kind }: Part, { Statement, Request }: Advice): string | undefined {
  const request = Request && textOf(Request)
  return Kind === "statement" ? (Statement ?? request) : (request ?? Statement)
}

/** The requests that a part amounts to, as an SDK takes them. */
export function nativeRequests({ Kind, Target = "", Body, Explanation }: Part): readonly NativeRequest[] {
  if (Kind === "statement") return Explanation?.Requests ?? []
  return Body ? [{ Target, Body: JSON.parse(Body) as NativeRequest["Body"] }] : []
}
