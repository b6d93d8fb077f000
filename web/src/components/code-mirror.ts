import { closeCompletion } from "@codemirror/autocomplete"
import { history, historyKeymap, isolateHistory, standardKeymap } from "@codemirror/commands"
import { bracketMatching } from "@codemirror/language"
import { EditorState } from "@codemirror/state"
import { EditorView, keymap } from "@codemirror/view"
import { type Language, labels } from "../ask.js"
import type { Mark } from "../draw/marks.js"
import { type Names, noNames } from "../names.js"
import type { Mistake, Range } from "../script.js"
import type { Wish } from "./code-editor.js"
import { completion } from "./completion.js"
import { highlighting } from "./highlighting.js"
import { keyMarks, tellMarks } from "./key-marks.js"
import { mistakeMarks, tellMistakes } from "./mistake-marks.js"

// CodeMirror with what the editor needs of it, in a chunk of its own. It lives in a shadow root, into which it brings its
// style sheets as constructed ones: the page's security policy allows no others.

/** What the element around it may ask. */
export interface CodeMirror {
  /** Goes on with the text of another language, its selection and its history. */
  speak(language: Language): void
  setText(text: string): void
  mark(mistakes: readonly Mistake[]): void
  tint(keys: readonly Mark[]): void
  know(names: Names): void
  focus(): void
}

export interface News {
  edited(text: string): void
  selected(range: Range): void
  wished(wish: Wish): void
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
  let known = noNames
  const made = (language: Language) => extensions(language, news, () => known)
  const selection = { anchor: area.selectionStart, head: area.selectionEnd }
  const view = new EditorView({
    parent,
    root,
    state: EditorState.create({ doc: area.value, selection, extensions: made(language) }),
  })
  return {
    speak: speaker(view, language, made, news.selected),
    setText: (text) => setText(view, text),
    mark: (mistakes) => tellMistakes(view, mistakes),
    tint: (keys) => tellMarks(view, keys),
    know: (names) => {
      known = names
    },
    focus: () => view.focus(),
  }
}

/** Each language has a state of its own, so that undoing stays inside it. */
function speaker(
  view: EditorView,
  first: Language,
  made: (language: Language) => ReturnType<typeof extensions>,
  selected: News["selected"],
): (language: Language) => void {
  let spoken = first
  const states = new Map<Language, EditorState>()
  return (language) => {
    if (language === spoken) return
    states.set(spoken, view.state)
    spoken = language
    view.setState(states.get(language) ?? EditorState.create({ extensions: made(language) }))
    const { from, to } = view.state.selection.main
    selected({ from, to })
  }
}

function extensions(language: Language, news: News, names: () => Names) {
  const wish = (wish: Wish) => (view: EditorView) => {
    closeCompletion(view)
    news.wished(wish)
    return true
  }
  return [
    // Tab is left alone: it leads on to Run.
    keymap.of([
      { key: "Mod-Enter", run: wish("run"), shift: wish("run-here"), preventDefault: true },
      ...standardKeymap,
      ...historyKeymap,
    ]),
    completion(language, names),
    history(),
    bracketMatching(),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": labels[language], autocapitalize: "off", spellcheck: "false" }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) news.edited(update.state.doc.toString())
      const { from, to } = update.state.selection.main
      if (update.selectionSet || update.docChanged) news.selected({ from, to })
    }),
    EditorView.domEventHandlers({ beforeinput: typeOver }),
    highlighting(language),
    mistakeMarks,
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
  const old = view.state.doc.toString()
  if (old === text) return
  // On its own in the history: undoing it brings back the reader's text, whole.
  view.dispatch({ changes: changed(old, text), annotations: isolateHistory.of("full") })
}

/** What makes one text of another: the cursor stays where nothing changes. */
function changed(old: string, text: string): { from: number; to: number; insert: string } {
  const least = Math.min(old.length, text.length)
  let from = 0
  while (from < least && old[from] === text[from]) from++
  let same = 0
  while (same < least - from && old.at(-1 - same) === text.at(-1 - same)) same++
  return { from, to: old.length - same, insert: text.slice(from, text.length - same) }
}

// The same metrics as the text area's, so that nothing moves when one takes the place of the other.
const look = EditorView.theme({
  "&": { height: "100%", backgroundColor: "transparent", color: "var(--ink)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { font: "15px / 24px var(--mono)" },
  ".cm-content": { padding: "12px 0 16px", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 14px" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--tint)", outline: "1px solid var(--edge)" },
})
