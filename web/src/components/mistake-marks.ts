import { type Extension, StateEffect, StateField } from "@codemirror/state"
import { Decoration, type DecorationSet, EditorView, hoverTooltip, type Tooltip } from "@codemirror/view"
import { type Mistake, sentencesOf } from "../script.js"

// The words that mistakes are about, underlined. Whoever points at one reads what is wrong and how to mend it; the same
// stands under the editor, for those who don't point.

const told = StateEffect.define<readonly Mistake[]>()

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    const effect = transaction.effects.find((effect) => effect.is(told))
    if (!effect) return marks.map(transaction.changes)
    const mistakes = effect.value as readonly Mistake[]
    return Decoration.set(
      mistakes.flatMap((mistake) => marked(mistake, transaction.newDoc.length)),
      true,
    )
  },
  provide: (field) => EditorView.decorations.from(field),
})

/** A mistake at the end marks the last character. */
function marked(mistake: Mistake, length: number) {
  const { From = 0, To = From } = mistake
  const to = Math.min(length, Math.max(To, From + 1))
  const from = Math.min(From, to - 1)
  if (from < 0) return []
  return [Decoration.mark({ class: "cm-mistake", mistake }).range(from, to)]
}

/** Underlines these and no others. */
export const tellMistakes = (view: EditorView, mistakes: readonly Mistake[]): void =>
  view.dispatch({ effects: told.of(mistakes) })

function tooltipAt(view: EditorView, at: number): Tooltip | null {
  let tip: Tooltip | null = null
  view.state.field(marks).between(at, at, (pos, end, { spec }) => {
    const { mistake } = spec as { mistake: Mistake }
    tip = { pos, end, above: true, create: () => ({ dom: drawn(mistake) }) }
    return false
  })
  return tip
}

function drawn(mistake: Mistake): HTMLElement {
  const dom = document.createElement("div")
  dom.className = "cm-mistake-told"
  for (const sentence of sentencesOf(mistake)) {
    const line = document.createElement("p")
    line.textContent = sentence
    dom.append(line)
  }
  return dom
}

const look = EditorView.theme({
  ".cm-mistake": {
    textDecoration: "underline wavy var(--bad) 2px",
    textUnderlineOffset: "4px",
    backgroundColor: "var(--bad-tint)",
  },
  ".cm-mistake-told": { maxWidth: "min(420px, 86vw)", padding: "8px 12px", font: "13px / 18px var(--sans)" },
  ".cm-mistake-told p": { margin: "0" },
  ".cm-mistake-told p + p": { marginTop: "4px", fontWeight: "500" },
})

export const mistakeMarks: Extension = [marks, hoverTooltip(tooltipAt, { hoverTime: 200 }), look]
