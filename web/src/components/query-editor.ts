import { css, html, LitElement, nothing } from "lit"
import { customElement, property, query } from "lit/decorators.js"
import type { Problem } from "../answer.js"
import type { Ask, Language } from "../ask.js"
import type { Explanation } from "../database.js"
import type { Mark } from "../draw/marks.js"
import { many } from "../draw/number.js"
import { examples } from "../example.js"
import { turnedAway } from "../trace.js"
import { base } from "./base.js"
import "./code-editor.js"
import type { CodeEditor } from "./code-editor.js"
import { tabList, tabStyles } from "./tabs.js"

const languages: readonly (readonly [Language, string])[] = [
  ["partiql", "PartiQL"],
  ["request", "Request"],
]

/**
 * <query-editor> is where a request is written and sent.
 *
 * Values in: what is asked, what the engine says it would become, what was wrong with the last one, and a suggestion for
 * the next. News out: "edit", "language", "example" with an operation, "strong" with whether reads are, "run", "reset"
 * and "suggestion".
 */
@customElement("query-editor")
export class QueryEditor extends LitElement {
  static override styles = [
    base,
    tabStyles,
    css`
      :host {
        display: block;
      }

      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        margin-bottom: 10px;
      }

      .head select {
        padding: 0 8px;
        font-size: 13px;
      }

      .consistency {
        margin-left: auto;
      }

      .badge {
        display: flex;
        align-items: baseline;
        gap: 10px;
        height: 44px;
        padding-top: 8px;
        overflow: hidden;
        color: var(--soft);
        font-size: 13px;
        line-height: 18px;
      }

      .badge b {
        flex: none;
        padding: 2px 9px;
        border-radius: 99px;
        background: var(--tint);
        color: var(--accent);
        font: 600 13px / 18px var(--sans);
      }

      .badge b.scan {
        background: var(--bad-tint);
        color: var(--bad);
      }

      .badge span {
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        overflow: hidden;
      }

      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 10px;
        margin-top: 12px;
      }

      .run {
        min-width: 128px;
      }

      /* Most runs are over before anybody could read a word about them; this is for the others. */
      @media (prefers-reduced-motion: no-preference) {
        .run[aria-busy="true"] {
          animation: busy 900ms ease-in-out 300ms infinite alternate;
        }

        .beckons {
          animation: beckon 900ms ease-in-out 4 alternate;
        }
      }

      @keyframes busy {
        to {
          opacity: 0.55;
        }
      }

      @keyframes beckon {
        to {
          box-shadow:
            0 0 0 3px var(--accent),
            0 0 0 9px var(--tint);
        }
      }

      kbd {
        margin-left: 8px;
        font: 500 12px var(--sans);
        opacity: 0.85;
      }

      .suggestion {
        margin-left: auto;
        border-color: var(--accent);
        background: var(--tint);
        color: var(--accent);
        font-weight: 600;
      }

      .suggestion.aside {
        border-color: transparent;
        background: none;
        color: var(--soft);
        font-weight: 400;
      }

      .suggestion[data-later] {
        visibility: hidden;
      }

      .problem {
        margin-top: 14px;
        padding: 12px 14px;
        border: 1px solid var(--bad);
        border-radius: 10px;
        background: var(--bad-tint);
        overflow-wrap: anywhere;
      }

      .problem p {
        margin: 0;
      }

      .problem strong {
        color: var(--bad);
      }

      pre {
        margin: 10px 0 0;
        overflow-x: auto;
        line-height: 1.45;
      }

      @media (pointer: coarse), (max-width: 599px) {
        kbd {
          display: none;
        }
      }

      @media (max-width: 599px) {
        .badge {
          flex-wrap: wrap;
          gap: 4px 10px;
          height: 76px;
          align-content: start;
        }

        .run,
        .consistency {
          flex: 1;
        }

        .suggestion {
          flex: 1 0 100%;
          margin-left: 0;
        }
      }
    `,
  ]

  @property({ attribute: false }) ask: Ask = { language: "partiql", text: "" }
  @property({ type: Boolean }) strong = false
  @property({ type: Boolean }) running = false
  /** Whether the engine is there; a run waits for it. */
  @property({ type: Boolean }) ready = false
  @property({ attribute: false }) explanation: Explanation | undefined
  @property({ attribute: false }) problem: Problem | undefined
  /** "" when there is none yet; undefined when there will be none. */
  @property() suggestion: string | undefined = ""
  /** Whether the suggestion has nothing to do with what ran, and is quiet. */
  @property({ type: Boolean }) aside = false
  /** Draws the eye to the suggestion, once. */
  @property({ type: Boolean }) beckons = false
  /** The keys that the text says and the last request hashed; "mark" tells of the one that is pointed at, by its hash. */
  @property({ attribute: false }) marks: readonly Mark[] = []
  @query("code-editor") private editor!: CodeEditor

  override focus(): void {
    this.editor.focus()
  }

  override render() {
    return html`
      <div class="head">
        ${tabList("Write", languages, this.ask.language, (language) => this.tell("language", language))}
        ${this.ask.language === "request" ? this.examples() : nothing}
        <select class="consistency" aria-label="Consistency of reads" @change=${this.chosenConsistency}>
          <option value="" .selected=${!this.strong}>Eventually consistent (half price)</option>
          <option value="strong" .selected=${this.strong}>Strongly consistent</option>
        </select>
      </div>
      <div role="tabpanel" id="panel" aria-label=${languages.find(([language]) => language === this.ask.language)![1]}>
        <code-editor .value=${this.ask.text} .language=${this.ask.language} .syntax=${this.problem?.syntax} .marks=${this.marks}></code-editor>
      </div>
      <div class="badge" role="status" aria-label="What it will do">${this.badge()}</div>
      <div class="buttons">
        <button class="primary run" aria-keyshortcuts="Control+Enter Meta+Enter" aria-busy=${this.running} @click=${() => this.tell("run")}>
          ${this.running && !this.ready ? "Waiting for the engine…" : html`Run<kbd aria-hidden="true">${shortcut}</kbd>`}
        </button>
        <button title=${resets} @click=${() => this.tell("reset")}>Reset</button>
        ${this.suggested()}
      </div>
      ${this.problem?.loud ? explain(this.problem) : nothing}
    `
  }

  /** Its place is kept before there is anything to suggest, so that nothing moves when there is. */
  private suggested() {
    if (this.suggestion === undefined) return nothing
    const text = this.suggestion || "…"
    const look = this.aside ? "aside" : this.beckons ? "beckons" : ""
    return html`<button class="suggestion ${look}" title=${this.aside ? undoes : nothing} ?data-later=${!this.suggestion} @click=${() => this.tell("suggestion")}>${text}</button>`
  }

  private badge() {
    const { explanation, problem } = this
    if (explanation) {
      const { Operation, IndexName, Partitions, PartitionCount, Why } = explanation
      const what = IndexName ? `${Operation} of ${IndexName}` : Operation
      return html`<b class=${Operation === "Scan" ? "scan" : ""}>${what} · ${asks(Partitions.length, PartitionCount)}</b><span>${Why}</span>`
    }
    return problem && !problem.loud ? html`<span>${problem.message}</span>` : nothing
  }

  /** Its first line is a heading: what is chosen is written, and then it is the reader's. */
  private examples() {
    return html`
      <select aria-label="Write an example" @change=${this.chosenExample}>
        <option value="">Example…</option>
        ${examples.map((operation) => html`<option>${operation}</option>`)}
      </select>
    `
  }

  private chosenExample({ target }: Event): void {
    const { value } = target as HTMLSelectElement
    if (value) this.tell("example", value)
  }

  private chosenConsistency({ target }: Event): void {
    this.tell("strong", (target as HTMLSelectElement).value === "strong")
  }

  private tell(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
  }
}

const resets =
  "Puts the first statement back into the editor and clears the result. What is stored in the tables stays."

const undoes = "Writes this table’s example over yours and runs it. Undo in the editor brings yours back."

const asks = (some: number, all: number): string =>
  some === all ? `all ${many(all, "partition")}` : `${some} of ${many(all, "partition")}`

const shortcut = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘⏎" : "Ctrl ⏎"

/** The engine's own words; for a syntax error the line with a caret under the word, and who turned the request away. */
function explain({ type, message, syntax, ask, trace }: Problem) {
  const why = trace ? turnedAway(trace) : ""
  return html`
    <div class="problem" role="alert">
      <p><strong>${type}</strong> ${message}</p>
      ${syntax ? html`<pre aria-label=${`Line ${syntax.line}, column ${syntax.column}`} role="img">${caret(ask.text, syntax)}</pre>` : nothing}
      ${why ? html`<p>${why}</p>` : nothing}
      ${syntax?.expected ? html`<p>${sentence(syntax.expected)}</p>` : nothing}
    </div>
  `
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`

function caret(whole: string, { line, column, length }: { line: number; column: number; length: number }): string {
  const text = whole.split("\n")[line - 1] ?? ""
  return `${text}\n${" ".repeat(column - 1)}${"^".repeat(Math.max(1, length))}`
}
