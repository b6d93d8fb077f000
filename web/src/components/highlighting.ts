import { HighlightStyle, StreamLanguage, type StringStream, syntaxHighlighting } from "@codemirror/language"
import type { Extension } from "@codemirror/state"
import { tags } from "@lezer/highlight"
import type { Language } from "../ask.js"
import words from "../partiql-words.json"

// Colours for statements, requests and commands, whichever of them stand in an editor. It only colours; what they mean is
// the engine's to read.

const keywords = new Set([...words.keywords.map(({ word }) => word), ...words.types])

interface Place {
  /** What the line is in the middle of; between two parts nothing. */
  inside: "" | "statement" | "request" | "command"
  /** How many brackets of a request are open. */
  depth: number
  comment: boolean
}

const highlighted = (language: Language) =>
  StreamLanguage.define<Place>({
    name: "script",
    startState: () => ({ inside: "", depth: 0, comment: false }),
    blankLine(place) {
      if (place.depth === 0) place.inside = ""
    },
    token(stream, place) {
      if (stream.eatSpace()) return null
      if (place.comment || (place.inside !== "command" && stream.match("/*"))) return comment(stream, place)
      if (stream.match(comments[place.inside])) return "comment"
      if (place.inside === "") place.inside = begun(stream, language)
      if (place.inside === "request") return request(stream, place)
      if (place.inside === "command") return command(stream, place)
      return statement(stream, place)
    },
  })

/** The comments that end with their line. */
const comments = { "": /^(--|\/\/).*/, statement: /^--.*/, request: /^\/\/.*/, command: /^(?!)/ } as const

function comment(stream: StringStream, place: Place): string {
  place.comment = !stream.match(/^.*?\*\//)
  if (place.comment) stream.skipToEnd()
  return "comment"
}

/** What begins here. A request's brace may stand on the next line. */
function begun(stream: StringStream, language: Language): Place["inside"] {
  if (stream.match(/^aws\s/, false)) return "command"
  if (stream.match(/^[A-Za-z]+\s*\{/, false)) return "request"
  return language === "request" && !stream.match(/^(SELECT|INSERT|UPDATE|DELETE|EXISTS)\b/i, false)
    ? "request"
    : "statement"
}

function statement(stream: StringStream, place: Place): string | null {
  if (stream.match(/^'(?:[^']|'')*'?/)) return "string"
  if (stream.match(/^"(?:[^"]|"")*"?/)) return "typeName"
  if (stream.match(number)) return "number"
  if (stream.match(/^[a-z_$][\w$]*/i)) return word(stream)
  if (stream.match(/^(<<|>>|<=|>=|<>|!=|[=<>+-])/)) return "operator"
  if (stream.next() === ";") place.inside = ""
  return null
}

const number = /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?/i

function word(stream: StringStream): string {
  if (keywords.has(stream.current().toUpperCase())) return "keyword"
  return stream.match(/^\s*\(/, false) ? "variableName.function" : "variableName"
}

/** The operation's name, and JSON as people write it. */
function request(stream: StringStream, place: Place): string | null {
  if (stream.match(/^"(?:[^"\\]|\\.)*"?/) || stream.match(/^'(?:[^'\\]|\\.)*'?/)) return property(stream) ?? "string"
  if (stream.match(number)) return "number"
  if (stream.match(/^[a-z_$][\w$]*/i)) return property(stream) ?? "keyword"
  const character = stream.next()!
  if ("{[".includes(character)) place.depth++
  if ("}]".includes(character) && --place.depth <= 0) Object.assign(place, { inside: "", depth: 0 })
  return null
}

const property = (stream: StringStream): string | null => (stream.match(/^\s*:/, false) ? "propertyName" : null)

/** Words of a shell; it goes on behind a backslash at the end of a line. */
function command(stream: StringStream, place: Place): string | null {
  const begins = stream.sol()
  const style = argument(stream, begins)
  if (stream.eol() && !stream.string.trimEnd().endsWith("\\")) place.inside = ""
  return style
}

function argument(stream: StringStream, begins: boolean): string | null {
  if (stream.match(/^'[^']*'?/) || stream.match(/^"(?:[^"\\]|\\.)*"?/)) return "string"
  if (stream.match(/^--?[\w-]+/)) return "propertyName"
  if (stream.match(/^\\$/)) return "operator"
  if (begins && stream.match(/^aws\s+\w+\s+[\w-]+/)) return "keyword"
  stream.match(/^[^\s'"]+/) || stream.next()
  return null
}

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--accent)", fontWeight: "600" },
  { tag: tags.string, color: "var(--e5)" },
  { tag: tags.number, color: "var(--e4)" },
  { tag: [tags.typeName, tags.propertyName], color: "var(--e2)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
])

export const highlighting = (language: Language): Extension => [highlighted(language), syntaxHighlighting(colours)]
