import { css, html, LitElement } from "lit"
import { customElement, property, query } from "lit/decorators.js"
import { type Cost, costPicture } from "../draw/cost.js"
import { mount } from "../draw/drawing.js"
import { base } from "./base.js"

/**
 * <cost-view> shows what the last request costs as far as it has come, beside another to compare with.
 *
 * Values in: `cost`, `other`, `done`.
 */
@customElement("cost-view")
export class CostView extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        min-height: 150px;
      }

      .rows {
        display: grid;
        gap: 4px;
      }

      .line {
        margin: 0;
        font-variant-numeric: tabular-nums;
      }

      .line.now {
        font-size: 17px;
        font-weight: 600;
      }

      .other {
        color: var(--soft);
      }

      .wall {
        display: flex;
        margin-bottom: 14px;
        gap: 12px;
        align-items: center;
        min-height: 16px;
        font-size: 13px;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }

      .bricks {
        flex: 0 1 auto;
        min-width: 0;
        height: auto;
        max-width: 100%;
      }

      .paid {
        fill: var(--tint);
        stroke: var(--accent);
        stroke-width: 1.25;
      }

      .returned {
        fill: var(--accent);
      }

      .other .paid {
        stroke: var(--edge);
      }

      .other .returned {
        fill: var(--edge);
      }

      .say {
        margin: 10px 0 0;
        color: var(--soft);
        font-size: 13px;
        text-wrap: pretty;
      }

      .say strong {
        color: var(--ink);
        font-size: 15px;
      }

      @media (prefers-reduced-motion: no-preference) {
        .now .brick {
          animation: lay 220ms ease-out;
        }

        @keyframes lay {
          from {
            opacity: 0;
            transform: translateY(-9px);
          }
        }
      }
    `,
  ]

  @property({ attribute: false }) cost: Cost | undefined
  @property({ attribute: false }) other: Cost | undefined
  @property({ type: Boolean }) done = true
  @query("div") private picture!: HTMLElement

  override render() {
    return html`<div ?hidden=${!this.cost}></div>${this.cost ? "" : html`<p class="say">What a request costs is shown here once one has run.</p>`}`
  }

  protected override updated(): void {
    mount(this.picture, this.cost ? costPicture(this.cost, this.other, this.done) : [])
  }
}
