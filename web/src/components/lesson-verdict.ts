import { css, html, LitElement, nothing, type PropertyValues } from "lit"
import { customElement, property } from "lit/decorators.js"
import type { Grade } from "../lesson.js"
import { progressIn, type Studied } from "../study.js"
import { base } from "./base.js"
import "./lesson-prose.js"

/** <lesson-verdict> says what came of the last attempt, politely. Values in: `studied`. News out: "next". */
@customElement("lesson-verdict")
export class LessonVerdict extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        scroll-margin-bottom: 16px;
      }

      .box {
        margin-top: 14px;
        padding: 12px 16px 14px;
        border: 1px solid var(--bad);
        border-radius: 10px;
        background: var(--bad-tint);
      }

      .box.expected {
        border-color: var(--edge);
        background: var(--panel);
      }

      .box.passed {
        border-color: var(--good);
        background: color-mix(in srgb, var(--good) 9%, var(--panel));
      }

      p {
        margin: 0;
        text-wrap: pretty;
      }

      p + p,
      lesson-prose {
        margin-top: 4px;
      }

      lesson-prose + p {
        margin-top: 6px;
        color: var(--soft);
      }

      code {
        overflow-wrap: anywhere;
      }

      strong {
        color: var(--bad);
      }

      .expected strong {
        color: var(--ink);
      }

      .passed strong,
      .holds b {
        color: var(--good);
      }

      details {
        margin-top: 8px;
        color: var(--soft);
        font-size: 13px;
      }

      summary {
        cursor: pointer;
      }

      ul {
        display: grid;
        gap: 2px;
        margin: 6px 0 0;
        padding: 0;
        list-style: none;
        font-size: 13px;
      }

      li {
        display: grid;
        grid-template-columns: 20px minmax(0, 1fr);
      }

      li:not(.holds) b {
        color: var(--bad);
      }

      .expected li:not(.holds) b {
        color: inherit;
      }

      button {
        margin-top: 12px;
      }

      @media (pointer: coarse), (max-width: 599px) {
        summary {
          min-height: 44px;
          padding-top: 12px;
        }
      }
    `,
  ]

  @property({ attribute: false }) studied: Studied | undefined

  override render() {
    const { studied } = this
    if (!studied) return nothing
    const { grade, grading, problem } = studied
    return html`
      <div role="status" aria-label="Checked">
        ${problem ? html`<div class="box"><p><strong>This can’t be done now.</strong> ${problem}</p></div>` : nothing}
        ${grade ? this.grade(grade, studied) : grading ? html`<p>Checking…</p>` : nothing}
      </div>
      ${grade?.Passed ? html`<button class="primary" @click=${() => this.dispatchEvent(new CustomEvent("next"))}>${last(studied) ? "Finish →" : "Next step →"}</button>` : nothing}
    `
  }

  /** What is said comes into sight, however long the step before it is. */
  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get("studied")
    const { grade } = this.studied ?? {}
    if (grade && grade !== before?.grade)
      this.scrollIntoView({ block: "nearest", behavior: still.matches ? "auto" : "smooth" })
  }

  private grade({ Passed, Reason, Difference, Checks }: Grade, studied: Studied) {
    const look = Passed ? "passed" : studied.expected ? "expected" : ""
    return html`
      <div class="box ${look}">
        <p>${Passed ? html`<strong>✓ Right.</strong> ${praise(studied)}` : studied.expected ? html`<strong>As expected:</strong> this is where the step starts.` : html`<strong>Not yet.</strong>`}</p>
        ${Reason ? html`<lesson-prose .text=${Reason}></lesson-prose>` : nothing}
        ${Difference ? html`<p>${Difference}</p>` : nothing}
        ${Checks.length > 0 ? html`<details><summary>What was checked</summary><ul aria-label="Checks">${Checks.map(check)}</ul></details>` : nothing}
      </div>
    `
  }
}

const still = matchMedia("(prefers-reduced-motion: reduce)")

const check = ({ Text, Passed }: Grade["Checks"][number]) => html`
  <li class=${Passed ? "holds" : ""}>
    <b aria-label=${Passed ? "holds" : "does not hold"} role="img">${Passed ? "✓" : "✗"}</b><code>${Text}</code>
  </li>
`

function praise(studied: Studied): string {
  const { points, revealed } = progressIn(studied, studied.index)
  if (points > 0) return points === 1 ? "1 point." : `${points} points.`
  return revealed ? "The solution was shown, so it brings no points." : ""
}

const last = ({ index, lesson }: Studied): boolean => index === lesson.Steps.length - 1
