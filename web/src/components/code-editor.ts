import { css, html, LitElement, type PropertyValues } from "lit"
import { customElement, property } from "lit/decorators.js"
import { type Language, labels } from "../ask.js"
import type { Mark } from "../draw/marks.js"
import type { Syntax } from "../trace.js"
import { base } from "./base.js"
import type { CodeMirror } from "./code-mirror.js"

/**
 * <code-editor> holds what is asked, a text for each language. It is a plain text area until CodeMirror, a chunk of its own, has arrived.
 *
 * Values in: `value`, `language`, `syntax` (where to underline), `marks` (its keys). News out: "edit" with the text, "run" on
 * Ctrl or Cmd with Enter, "mark" with the hash of the key that is pointed at.
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
  @property({ attribute: false }) syntax: Syntax | undefined
  @property({ attribute: false }) marks: readonly Mark[] = []
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
    if (changed.has("syntax")) this.editor?.mark(this.syntax)
    if (changed.has("marks")) this.editor?.tint(this.marks)
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
      edited: (text) => this.tell(text),
      run: () => this.run(),
      pointed: (hash) => this.dispatchEvent(new CustomEvent("mark", { detail: hash, bubbles: true, composed: true })),
    })
    area.hidden = true
    place.hidden = false
    this.editor.mark(this.syntax)
    this.editor.tint(this.marks)
    if (focused) this.editor.focus()
  }

  private typed(): void {
    this.tell(this.area.value)
  }

  private keyed(event: KeyboardEvent): void {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    this.run()
  }

  private tell(text: string): void {
    // The page's own writing comes back as news, too.
    if (text === this.value) return
    this.value = text
    this.dispatchEvent(new CustomEvent("edit", { detail: text, bubbles: true, composed: true }))
  }

  private run(): void {
    this.dispatchEvent(new CustomEvent("run", { bubbles: true, composed: true }))
  }
}
