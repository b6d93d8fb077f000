import { css, html, LitElement, type PropertyValues } from "lit"
import { customElement, property } from "lit/decorators.js"
import { type Language, labels } from "../ask.js"
import type { Mark } from "../draw/marks.js"
import { type Names, noNames } from "../names.js"
import type { Mistake, Range } from "../script.js"
import { base } from "./base.js"
import type { CodeMirror } from "./code-mirror.js"

/** What is asked for by keys: Ctrl or Cmd with Enter runs, with Shift only what is at the cursor. */
export type Wish = "run" | "run-here"

/**
 * <code-editor> holds what is asked, a text for each language. It is a plain text area until CodeMirror, a chunk of its own, has arrived.
 *
 * Values in: `value`, `language`, `mistakes` (where to underline; undefined leaves what is), `marks` (its keys), `names` (to
 * complete). News out: "edit" with the text, "select" with what is selected, "wish", "mark" with the hash of the key that
 * is pointed at.
 */
@customElement("code-editor")
export class CodeEditor extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        height: var(--editor-height, 176px);
        border: 1px solid var(--edge);
        border-radius: 10px;
        background: var(--panel);
        overflow: hidden;
      }

      :host(:focus-within) {
        border-color: var(--accent);
        outline: 2px solid var(--accent);
        outline-offset: -1px;
      }

      textarea,
      .cm-editor,
      .place {
        display: block;
        width: 100%;
        height: 100%;
      }

      textarea {
        padding: 12px 14px;
        border: 0;
        outline: 0;
        background: transparent;
        color: var(--ink);
        font: 15px / 24px var(--mono);
        resize: none;
        tab-size: 4;
      }
    `,
  ]

  @property() value = ""
  @property() language: Language = "partiql"
  @property({ attribute: false }) mistakes: readonly Mistake[] | undefined
  @property({ attribute: false }) marks: readonly Mark[] = []
  @property({ attribute: false }) names: Names = noNames
  private editor: CodeMirror | undefined

  override render() {
    return html`
      <textarea
        aria-label=${labels[this.language]}
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        .value=${this.value}
        @input=${this.typed}
        @select=${this.selects}
        @click=${this.selects}
        @keyup=${this.selects}
        @keydown=${this.keyed}
      ></textarea>
      <div class="place" hidden></div>
    `
  }

  override focus(): void {
    if (this.editor) this.editor.focus()
    else this.area.focus()
  }

  protected override firstUpdated(): void {
    // Offline, or on a torn connection, the text area stays: it can do all that is needed.
    import("./code-mirror.js").then(({ mountCodeMirror }) => this.take(mountCodeMirror)).catch(() => undefined)
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("language")) this.editor?.speak(this.language)
    if (changed.has("language") || changed.has("value")) this.editor?.setText(this.value)
    if (changed.has("mistakes") && this.mistakes) this.editor?.mark(this.mistakes)
    if (changed.has("marks")) this.editor?.tint(this.marks)
    if (changed.has("names")) this.editor?.know(this.names)
  }

  private get area(): HTMLTextAreaElement {
    return this.renderRoot.querySelector("textarea")!
  }

  /** CodeMirror takes the place of the text area, with its text, its selection and the focus. */
  private take(mountCodeMirror: typeof import("./code-mirror.js").mountCodeMirror): void {
    const { area } = this
    const focused = this.shadowRoot!.activeElement === area
    const place = this.renderRoot.querySelector<HTMLElement>(".place")!
    this.editor = mountCodeMirror(place, this.shadowRoot!, area, this.language, {
      edited: (text) => this.edit(text),
      selected: (range) => this.tell("select", range),
      wished: (wish) => this.tell("wish", wish),
      pointed: (hash) => this.tell("mark", hash),
    })
    area.hidden = true
    place.hidden = false
    this.editor.mark(this.mistakes ?? [])
    this.editor.tint(this.marks)
    this.editor.know(this.names)
    if (focused) this.editor.focus()
  }

  private typed(): void {
    this.edit(this.area.value)
    this.selects()
  }

  private selects(event?: Event): void {
    event?.stopPropagation()
    const { selectionStart: from, selectionEnd: to } = this.area
    this.tell("select", { from, to } satisfies Range)
  }

  private keyed(event: KeyboardEvent): void {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    this.tell("wish", (event.shiftKey ? "run-here" : "run") satisfies Wish)
  }

  private edit(text: string): void {
    // The page's own writing comes back as news, too.
    if (text === this.value) return
    this.value = text
    this.tell("edit", text)
  }

  private tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
  }
}
