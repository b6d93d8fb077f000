import { css, html, LitElement, nothing } from "lit"
import { customElement, property, query } from "lit/decorators.js"
import type { Explanation } from "../database.js"
import { many } from "../draw/number.js"
import type { Problem } from "../playground.js"
import { base } from "./base.js"
import "./code-editor.js"
import type { CodeEditor } from "./code-editor.js"

/**
 * <query-editor> is where a request is written and sent.
 *
 * Values in: the statement, what the engine says it would become, what was wrong with the last one, and a suggestion for
 * the next. News out: "edit", "run", "reset" and "suggestion".
 */
@customElement("query-editor")
export class QueryEditor extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
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
      }

      @keyframes busy {
        to {
          opacity: 0.55;
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

        .run {
          flex: 1;
        }

        .suggestion {
          flex: 1 0 100%;
          margin-left: 0;
        }
      }
    `,
  ]

  @property() statement = ""
  @property({ type: Boolean }) running = false
  /** Whether the engine is there; a run waits for it. */
  @property({ type: Boolean }) ready = false
  @property({ attribute: false }) explanation: Explanation | undefined
  @property({ attribute: false }) problem: Problem | undefined
  @property() suggestion = ""
  @query("code-editor") private editor!: CodeEditor

  override focus(): void {
    this.editor.focus()
  }

  override render() {
    return html`
      <code-editor .value=${this.statement} .syntax=${this.problem?.syntax}></code-editor>
      <div class="badge" role="status" aria-label="What it will do">${this.badge()}</div>
      <div class="buttons">
        <button class="primary run" aria-keyshortcuts="Control+Enter Meta+Enter" aria-busy=${this.running} @click=${this.tell("run")}>
          ${this.running && !this.ready ? "Waiting for the engine…" : html`Run<kbd aria-hidden="true">${shortcut}</kbd>`}
        </button>
        <button @click=${this.tell("reset")}>Reset</button>
        ${this.suggested()}
      </div>
      ${this.problem?.loud ? explain(this.problem) : nothing}
    `
  }

  /** Its place is kept before there is anything to suggest, so that nothing moves when there is. */
  private suggested() {
    const text = this.suggestion || "…"
    return html`<button class="suggestion" ?data-later=${!this.suggestion} @click=${this.tell("suggestion")}>${text}</button>`
  }

  private badge() {
    const { explanation, problem } = this
    if (explanation) {
      const { Operation, Partitions, PartitionCount, Why } = explanation
      return html`<b class=${Operation === "Scan" ? "scan" : ""}>${Operation} · ${asks(Partitions.length, PartitionCount)}</b><span>${Why}</span>`
    }
    return problem && !problem.loud ? html`<span>${problem.message}</span>` : nothing
  }

  private tell(name: string): () => void {
    return () => this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true }))
  }
}

const asks = (some: number, all: number): string =>
  some === all ? `all ${many(all, "partition")}` : `${some} of ${many(all, "partition")}`

const shortcut = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘⏎" : "Ctrl ⏎"

/** The engine's own words, and for a syntax error the line with a caret under the word. */
function explain({ type, message, syntax, statement }: Problem) {
  return html`
    <div class="problem" role="alert">
      <p><strong>${type}</strong> ${message}</p>
      ${syntax ? html`<pre aria-label=${`Line ${syntax.line}, column ${syntax.column}`} role="img">${caret(statement, syntax)}</pre>` : nothing}
      ${syntax?.expected ? html`<p>${sentence(syntax.expected)}</p>` : nothing}
    </div>
  `
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`

function caret(statement: string, { line, column, length }: { line: number; column: number; length: number }): string {
  const text = statement.split("\n")[line - 1] ?? ""
  return `${text}\n${" ".repeat(column - 1)}${"^".repeat(Math.max(1, length))}`
}
