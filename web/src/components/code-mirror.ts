import { history, historyKeymap, isolateHistory, standardKeymap } from "@codemirror/commands"
import {
  bracketMatching,
  HighlightStyle,
  StreamLanguage,
  type StringStream,
  syntaxHighlighting,
} from "@codemirror/language"
import { EditorState, StateEffect, StateField } from "@codemirror/state"
import { Decoration, type DecorationSet, EditorView, keymap } from "@codemirror/view"
import { tags } from "@lezer/highlight"
import { type Language, labels } from "../ask.js"
import type { Mark } from "../draw/marks.js"
import type { Syntax } from "../trace.js"
import { keyMarks, tellMarks } from "./key-marks.js"

// CodeMirror with what the editor needs of it, in a chunk of its own. It lives in a shadow root, into which it brings its
// style sheets as constructed ones: the page's security policy allows no others.

/** What the element around it may ask. */
export interface CodeMirror {
  /** Goes on with the text of another language, its selection and its history. */
  speak(language: Language): void
  setText(text: string): void
  mark(syntax: Syntax | undefined): void
  tint(keys: readonly Mark[]): void
  focus(): void
}

export interface News {
  edited(text: string): void
  run(): void
  /** The hash of the key that is pointed at. */
  pointed(hash: string | undefined): void
}

/** Puts an editor into `parent` that goes on where the text area was. */
export function mountCodeMirror(
  parent: HTMLElement,
  root: ShadowRoot,
  area: Pick<HTMLTextAreaElement, "value" | "selectionStart" | "selectionEnd">,
  language: Language,
  news: News,
): CodeMirror {
  const selection = { anchor: area.selectionStart, head: area.selectionEnd }
  const view = new EditorView({
    parent,
    root,
    state: EditorState.create({ doc: area.value, selection, extensions: extensions(language, news) }),
  })
  return {
    speak: speaker(view, language, news),
    setText: (text) => setText(view, text),
    mark: (syntax) => view.dispatch({ effects: underline.of(rangeOf(syntax, view.state.doc.toString())) }),
    tint: (keys) => tellMarks(view, keys),
    focus: () => view.focus(),
  }
}

/** Each language has a state of its own, so that undoing stays inside it. */
function speaker(view: EditorView, first: Language, news: News): (language: Language) => void {
  let spoken = first
  const states = new Map<Language, EditorState>()
  return (language) => {
    if (language === spoken) return
    states.set(spoken, view.state)
    spoken = language
    view.setState(states.get(language) ?? EditorState.create({ extensions: extensions(language, news) }))
  }
}

function extensions(language: Language, news: News) {
  const run = () => {
    news.run()
    return true
  }
  return [
    // Tab is left alone: it leads on to Run.
    keymap.of([{ key: "Mod-Enter", run, preventDefault: true }, ...standardKeymap, ...historyKeymap]),
    history(),
    bracketMatching(),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": labels[language], autocapitalize: "off", spellcheck: "false" }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) news.edited(update.state.doc.toString())
    }),
    EditorView.domEventHandlers({ beforeinput: typeOver }),
    StreamLanguage.define(language === "partiql" ? partiql : request),
    syntaxHighlighting(highlights),
    marked,
    keyMarks((hash) => news.pointed(hash)),
    look,
  ]
}

/**
 * Puts what is typed over a selection, or after all was deleted, in its place. Left to itself, Chromium keeps the look of
 * what was there in a style attribute, which the page's security policy refuses with an error in the console.
 */
function typeOver(event: InputEvent, view: EditorView): boolean {
  const { doc, selection } = view.state
  const plain = event.inputType === "insertText" && event.data && !view.composing
  if (!plain || (selection.main.empty && doc.length > 0)) return false
  event.preventDefault()
  view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true })
  return true
}

function setText(view: EditorView, text: string): void {
  const old = view.state.doc
  if (old.toString() === text) return
  // On its own in the history: undoing it brings back the reader's text, whole.
  const annotations = isolateHistory.of("full")
  view.dispatch({ changes: { from: 0, to: old.length, insert: text }, annotations })
}

const underline = StateEffect.define<{ from: number; to: number } | undefined>()

/** The word that a syntax error is about. It goes as soon as the text changes. */
const marked = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    const told = transaction.effects.find((effect) => effect.is(underline))
    if (!told) return transaction.docChanged ? Decoration.none : marks
    const place = told.value as { from: number; to: number } | undefined
    return place ? Decoration.set(error.range(place.from, place.to)) : Decoration.none
  },
  provide: (field) => EditorView.decorations.from(field),
})

const error = Decoration.mark({ class: "cm-syntax-error" })

/** From line and column, in characters, to offsets in the text. An error at the end marks the last character. */
function rangeOf(syntax: Syntax | undefined, text: string): { from: number; to: number } | undefined {
  if (!syntax || text === "") return undefined
  const lines = text.split("\n")
  const before = lines.slice(0, syntax.line - 1).reduce((sum, line) => sum + line.length + 1, 0)
  const characters = Array.from(lines[syntax.line - 1] ?? "")
  const units = (n: number) => characters.slice(0, n).join("").length
  const from = before + units(syntax.column - 1)
  const to = before + units(syntax.column - 1 + Math.max(1, syntax.length))
  return from < to ? { from, to } : { from: Math.max(0, text.length - 1), to: text.length }
}

const keywords = new Set(
  "select from where and or not in between is missing null true false order by asc desc insert into value update set remove delete returning all old new modified exists".split(
    " ",
  ),
)

const partiql = {
  name: "partiql",
  token(stream: StringStream): string | null {
    if (stream.eatSpace()) return null
    if (stream.match(/^--.*/) || stream.match(/^\/\*.*?(\*\/|$)/)) return "comment"
    if (stream.match(/^'(?:[^']|'')*'?/)) return "string"
    if (stream.match(/^"(?:[^"]|"")*"?/)) return "typeName"
    if (stream.match(/^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?/i)) return "number"
    if (stream.match(/^[a-z_$][\w$]*/i)) return word(stream)
    if (stream.match(/^(<<|>>|<=|>=|<>|!=|[=<>+-])/)) return "operator"
    stream.next()
    return null
  },
}

function word(stream: StringStream): string {
  if (keywords.has(stream.current().toLowerCase())) return "keyword"
  return stream.match(/^\s*\(/, false) ? "variableName.function" : "variableName"
}

/** A request: the operation's name, and JSON. */
const request = {
  name: "request",
  token(stream: StringStream): string | null {
    if (stream.eatSpace()) return null
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) return stream.match(/^\s*:/, false) ? "propertyName" : "string"
    if (stream.match(/^-?\d+(\.\d+)?(e[+-]?\d+)?/i)) return "number"
    if (stream.match(/^[a-z]+/i)) return "keyword"
    stream.next()
    return null
  },
}

const highlights = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--accent)", fontWeight: "600" },
  { tag: tags.string, color: "var(--e5)" },
  { tag: tags.number, color: "var(--e4)" },
  { tag: [tags.typeName, tags.propertyName], color: "var(--e2)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
])

// The same metrics as the text area's, so that nothing moves when one takes the place of the other.
const look = EditorView.theme({
  "&": { height: "100%", backgroundColor: "transparent", color: "var(--ink)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { font: "15px / 24px var(--mono)" },
  ".cm-content": { padding: "12px 0 16px", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 14px" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--tint)", outline: "1px solid var(--edge)" },
  ".cm-syntax-error": {
    textDecoration: "underline wavy var(--bad) 2px",
    textUnderlineOffset: "4px",
    backgroundColor: "var(--bad-tint)",
  },
})
