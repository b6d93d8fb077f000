import { css, html, LitElement, nothing } from "lit"
import { customElement, property } from "lit/decorators.js"
import { type Cost, contrast, costBar, costLine } from "../draw/cost.js"
import { base } from "./base.js"
import { drawn } from "./drawn.js"

/** <cost-view> shows what the last request cost, beside another to compare with. Values in: `cost`, `other`. */
@customElement("cost-view")
export class CostView extends LitElement {
  static override styles = [
    base,
    css`
:host {
        display: block;
        min-height: 96px;
      }

      .rows {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 6px 24px;
        align-items: center;
      }

      .line {
        margin: 0;
        font-variant-numeric: tabular-nums;
      }

      .line.now {
        font-size: 17px;
        font-weight: 600;
      }

      .line.other {
        color: var(--soft);
      }

      .cost-bar {
        display: block;
        width: 100%;
        height: 14px;
      }

      .paid {
        fill: var(--tint);
        stroke: var(--accent);
        stroke-width: 1.5;
        vector-effect: non-scaling-stroke;
      }

      .returned {
        fill: var(--accent);
      }

      .other + .cost-bar .paid {
        stroke: var(--edge);
      }

      .other + .cost-bar .returned {
        fill: var(--edge);
      }

      .say {
        margin: 10px 0 0;
        color: var(--soft);
        font-size: 13px;
      }

      .say strong {
        color: var(--ink);
        font-size: 15px;
      }

      @media (max-width: 899px) {
        .rows {
          grid-template-columns: minmax(0, 1fr);
        }

        .cost-bar {
          margin-bottom: 6px;
        }

        :host {
          min-height: 150px;
        }
      }
    `,
  ]

  @property({ attribute: false }) cost: Cost | undefined
  @property({ attribute: false }) other: Cost | undefined

  override render() {
    const { cost, other } = this
    if (!cost) return html`<p class="say">What a request costs is shown here once one has run.</p>`
    const most = Math.max(cost.units, other?.units ?? leastScale)
    return html`
      <div class="rows">
        <p class="line now">${costLine(cost)}</p>
        ${drawn(costBar(cost, most))}
        ${other ? html`<p class="line other">Last ${costLine(other)}</p>${drawn(costBar(other, most))}` : nothing}
      </div>
      <p class="say">
        ${other ? html`<strong>${contrast(cost, other)}</strong>` : nothing} A bar is as long as the units; filled is the share
        of the items read that was returned.
      </p>
    `
  }
}

// Alone, a request is drawn beside this many units.
const leastScale = 4
