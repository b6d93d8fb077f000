import { css, html, LitElement, nothing } from "lit"
import { customElement, property, query } from "lit/decorators.js"
import type { Entry } from "../catalogue.js"
import { isDone, sign } from "../progress.js"
import { base } from "./base.js"

/**
 * <lesson-dialog> lists the lessons, and opens one from a file.
 *
 * Values in: `entries`, `open` (the name of the lesson that is), `problem`. News out: "lesson" with an Entry, "files" with
 * the files that were chosen, "leave".
 */
@customElement("lesson-dialog")
export class LessonDialog extends LitElement {
  static override styles = [
    base,
    css`
      dialog {
        width: min(640px, calc(100vw - 24px));
        max-height: calc(100dvh - 32px);
        padding: 0;
        border: 1px solid var(--line);
        border-radius: 14px;
        background: var(--panel);
        color: var(--ink);
        box-shadow: 0 24px 64px rgb(0 0 0 / 0.3);
      }

      dialog::backdrop {
        background: rgb(10 12 16 / 0.45);
      }

      .inside {
        padding: 22px 24px 26px;
      }

      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
      }

      h2 {
        margin: 0;
        font-size: 18px;
      }

      h3 {
        margin: 26px 0 4px;
        color: var(--soft);
        font-size: 13px;
        font-weight: 600;
      }

      b {
        color: var(--soft);
        font-variant-numeric: tabular-nums;
      }

      em {
        padding: 1px 9px;
        border-radius: 99px;
        background: var(--accent);
        color: var(--on-accent);
        font-size: 12px;
        font-style: normal;
        font-weight: 600;
        white-space: nowrap;
      }

      li span {
        flex: 1;
      }

      ol {
        display: grid;
        gap: 8px;
        margin: 16px 0 0;
        padding: 0;
        list-style: none;
      }

      li button {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        gap: 16px;
        width: 100%;
        padding: 12px 14px;
        border-color: var(--line);
        font-size: 15px;
        line-height: 1.35;
        text-align: left;
      }

      li button[aria-current] {
        border-color: var(--accent);
        background: var(--tint);
      }

      small {
        flex: none;
        color: var(--soft);
        font-size: 13px;
        font-weight: 400;
      }

      p {
        margin: 0 0 10px;
        color: var(--soft);
        font-size: 13px;
        text-wrap: pretty;
      }

      input[type="file"] {
        width: 100%;
        height: auto;
        padding: 8px;
        font-weight: 400;
      }

      .bad {
        margin: 10px 0 0;
        color: var(--bad);
        font-size: 14px;
      }

      .back {
        width: 100%;
        margin-top: 8px;
      }
    `,
  ]

  @property({ attribute: false }) entries: readonly Entry[] = []
  @property() open = ""
  @property() problem = ""
  @query("dialog") private dialog!: HTMLDialogElement

  show(): void {
    this.dialog.showModal()
  }

  close(): void {
    this.dialog.close()
  }

  override render() {
    return html`
      <dialog aria-labelledby="title">
        <div class="inside">
          <div class="head">
            <h2 id="title">Lessons</h2>
            <button @click=${this.close}>Close</button>
          </div>
          <ol>
            ${this.entries.map((entry, i) => this.entry(entry, i))}
          </ol>
          ${this.open ? html`<button class="back" @click=${() => this.tell("leave")}>Leave the lesson, back to your own tables</button>` : nothing}
          <h3 id="own">A lesson of your own</h3>
          <p>
            Choose its Markdown file and, if it has one, its data file. It stays on this machine. If there are mistakes
            in it, you see the line and column of each. Correct the file and choose it again.
          </p>
          <input type="file" multiple accept=".md,.json,text/markdown,application/json" aria-labelledby="own" @change=${this.chosen} />
          ${this.problem ? html`<p class="bad" role="alert">${this.problem}</p>` : nothing}
        </div>
      </dialog>
    `
  }

  private entry(entry: Entry, i: number) {
    const current = entry.name === this.open
    const first = this.entries.find(({ name }) => !isDone(name))
    const far = sign(entry.name).replace(/^0 of .*/, "")
    return html`
      <li>
        <button aria-current=${current ? "true" : nothing} @click=${() => this.tell("lesson", entry)}>
          <b>${i + 1}</b><span>${entry.title}</span>${entry === first && !current ? html`<em>${far ? "Go on here" : "Start here"}</em>` : nothing}
          <small>${far ? `${far} · ` : ""}${entry.minutes} min</small>
        </button>
      </li>
    `
  }

  private chosen({ target }: Event): void {
    const input = target as HTMLInputElement
    const files = [...(input.files ?? [])]
    // The same file can be chosen again after it was mended.
    input.value = ""
    if (files.length > 0) this.tell("files", files)
  }

  private tell(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }
}
