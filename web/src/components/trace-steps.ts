import { css, html, LitElement } from "lit"
import { customElement, property } from "lit/decorators.js"
import type { Sentence } from "../draw/story.js"
import { base } from "./base.js"

/** <trace-steps> tells a request's way, one sentence for each place it came through. Values in: `sentences`. */
@customElement("trace-steps")
export class TraceSteps extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        min-height: 260px;
      }

      ol {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: grid;
        grid-template-columns: subgrid;
        grid-column: 1 / -1;
        gap: 20px;
        padding: 5px 0;
      }

      b {
        position: relative;
        padding-left: 24px;
        font: 600 13px / 24px var(--mono);
      }

      /* A line of stations. */
      b::before {
        position: absolute;
        top: 7px;
        left: 2px;
        width: 10px;
        height: 10px;
        border: 2px solid var(--accent);
        border-radius: 99px;
        background: var(--ground);
        content: "";
        z-index: 1;
      }

      li:not(:last-child) b::after {
        position: absolute;
        top: 12px;
        left: 6px;
        width: 2px;
        height: 34px;
        background: var(--accent);
        opacity: 0.35;
        content: "";
      }

      li:not(:last-child) b {
        height: 100%;
      }

      li:not(:last-child) b::after {
        height: calc(100% + 10px);
      }

      span {
        max-width: 90ch;
        line-height: 24px;
        overflow-wrap: anywhere;
      }

      p {
        margin: 0;
        color: var(--soft);
      }
    `,
  ]

  @property({ attribute: false }) sentences: readonly Sentence[] = []

  override render() {
    if (this.sentences.length === 0) return html`<p>Run a statement, and its way is told here.</p>`
    return html`
      <ol aria-label="Steps of the last request">
        ${this.sentences.map(({ phase, text }) => html`<li><b>${phase}</b><span>${text}</span></li>`)}
      </ol>
    `
  }
}
