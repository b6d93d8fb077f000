import { type Extension, StateEffect, StateField } from "@codemirror/state"
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view"
import type { Mark } from "../draw/marks.js"

// The keys in the editor's text, marked for as long as the text is what was run. Whoever points at one with the mouse,
// or has the cursor in it, points at its hash.

const key = Decoration.mark({ class: "cm-key" })
const litKey = Decoration.mark({ class: "cm-key cm-key-lit" })

const decorated = (marks: readonly Mark[]): DecorationSet =>
  Decoration.set(marks.map(({ from, to, lit }) => (lit ? litKey : key).range(from, to)))

const look = EditorView.theme({
  ".cm-key": { borderBottom: "2px dotted var(--accent)" },
  ".cm-key-lit": { backgroundColor: "var(--tint)", borderBottom: "2px solid var(--accent)" },
})

const told = StateEffect.define<readonly Mark[]>()

const marks = StateField.define<readonly Mark[]>({
  create: () => [],
  update(marks, transaction) {
    const effect = transaction.effects.find((effect) => effect.is(told))
    if (effect) return (effect.value as readonly Mark[]).filter(({ to }) => to <= transaction.newDoc.length)
    return transaction.docChanged ? [] : marks
  },
  provide: (field) => EditorView.decorations.from(field, decorated),
})

/** Marks the keys. */
export const tellMarks = (view: EditorView, keys: readonly Mark[]): void => view.dispatch({ effects: told.of(keys) })

/** `pointed` hears the hash that is pointed at, or that none is any more. */
export function keyMarks(pointed: (hash: string | undefined) => void): Extension {
  let last: string | undefined
  const tell = (hash: string | undefined) => {
    if (hash !== last) pointed(hash)
    last = hash
  }
  return [
    marks,
    look,
    EditorView.domEventHandlers({
      // Pointer events, as everywhere on the page: mouse events come after them.
      pointermove: (event, view) => tell(hashAt(view, view.posAtCoords({ x: event.clientX, y: event.clientY }))),
      pointerleave: () => tell(undefined),
      blur: () => tell(undefined),
    }),
    EditorView.updateListener.of(({ view, selectionSet }) => {
      if (selectionSet && view.hasFocus) tell(hashAt(view, view.state.selection.main.head))
    }),
  ]
}

const hashAt = (view: EditorView, at: number | null): string | undefined =>
  view.state.field(marks).find(({ from, to }) => at !== null && at >= from && at <= to)?.hash
