import { css, html, LitElement, nothing } from "lit"
import { customElement, property } from "lit/decorators.js"
import { consumedText, gauge, isDrawn, tokensText } from "../draw/meters.js"
import type { Meter, Ring } from "../table.js"
import { base } from "./base.js"
import { drawn } from "./drawn.js"

/**
 * <capacity-view> shows the two buckets of tokens that a request to a table or an index meets at the router: how much is
 * left in them, and what was consumed. Of full ones there is nothing to say.
 *
 * Values in: `ring`. News out: none.
 */
@customElement("capacity-view")
export class CapacityView extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        margin: 0 0 14px;
        font-size: 13px;
      }

      dl {
        display: grid;
        grid-template-columns: max-content minmax(60px, 140px) minmax(0, 1fr);
        gap: 4px 12px;
        margin: 0;
        align-items: center;
      }

      dt {
        font-weight: 600;
      }

      dd {
        margin: 0;
      }

      .soft {
        color: var(--soft);
      }

      .throttled {
        color: var(--bad);
        font-weight: 600;
      }

      .gauge {
        display: block;
        width: 100%;
        height: 8px;
        border-radius: 3px;
        background: light-dark(rgb(0 0 0 / 0.08), rgb(255 255 255 / 0.1));
      }

      .left {
        fill: var(--accent);
      }

      @media (max-width: 599px) {
        dl {
          grid-template-columns: max-content minmax(0, 1fr);
        }

        .said {
          grid-column: 1 / -1;
          margin-bottom: 6px;
        }
      }
    `,
  ]

  @property({ attribute: false }) ring: Ring | undefined

  override render() {
    const { Reads, Writes } = this.ring?.meters ?? {}
    if (!Reads || !Writes || ![Reads, Writes].some(isDrawn)) return nothing
    return html`<dl aria-label=${`Capacity of ${this.ring!.index || this.ring!.table}`}>
      ${this.meter("Reads", Reads)} ${this.meter("Writes", Writes)}
    </dl>`
  }

  private meter(name: string, meter: Meter) {
    const state = meter.ThrottledLastMinute > 0 ? "throttled" : "soft"
    return html`
      <dt>${name}</dt>
      <dd>${drawn(gauge(meter.Tokens, meter.Capacity))}</dd>
      <dd class="said">${tokensText(meter)} <span class=${state}>· ${consumedText(meter)}</span></dd>
    `
  }
}
