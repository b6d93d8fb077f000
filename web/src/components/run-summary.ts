import { css, html, LitElement } from "lit"
import { customElement, property } from "lit/decorators.js"
import type { Answer } from "../answer.js"
import { type Cost, contrast, costLine } from "../draw/cost.js"
import { many } from "../draw/number.js"

/** <run-summary> says in one polite line what came of the last run, and how its cost compares. Values in: `answer`, `other`. */
@customElement("run-summary")
export class RunSummary extends LitElement {
  static override styles = css`
    p {
      min-height: var(--summary-height, 24px);
      margin: 14px 0 0;
      font-weight: 600;
      font-variant-numeric: tabular-nums;
      text-wrap: pretty;
    }

    strong {
      display: inline-block;
      color: var(--accent);
      font-weight: 650;
    }

    @media (max-width: 599px) {
      p {
        min-height: var(--summary-height, 48px);
      }
    }
  `

  @property({ attribute: false }) answer: Answer | undefined
  /** What a request before cost. */
  @property({ attribute: false }) other: Cost | undefined

  override render() {
    const { answer, other } = this
    const compared = answer && other ? contrast(answer.cost, other) : ""
    return html`<p role="status" aria-label="Last run">${answer ? summary(answer) : ""} ${compared ? html`<strong>${compared}</strong>` : ""}</p>`
  }
}

function summary({ items, hasItems, cost, next }: Answer): string {
  const what = hasItems ? `${many(items.length, "item")} · ` : ""
  const more = next ? " · more pages follow" : ""
  return `${what}${cost.asked.length > 0 ? costLine(cost) : `${cost.operation} · done`}${more}`
}
