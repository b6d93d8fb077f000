import { css, html, LitElement, nothing } from "lit"
import { customElement, property } from "lit/decorators.js"
import type { Tick } from "../ticks.js"
import { base } from "./base.js"

/**
 * <past-bar> says so while the page looks at the past, and leads back; else there is nothing of it.
 *
 * Values in: `ticks`; `at`, the record that the database is at. News out: "rewind" with the latest record's number.
 */
@customElement("past-bar")
export class PastBar extends LitElement {
  static override styles = [
    base,
    css`
      p {
        display: flex;
        gap: 16px;
        align-items: center;
        margin: 0;
        padding: 5px 24px;
        background: var(--tint);
        color: var(--accent);
        font-size: 14px;
        font-weight: 600;
      }

      button {
        flex: none;
      }

      @media (max-width: 599px) {
        p {
          justify-content: space-between;
          padding: 4px 16px;
        }
      }
    `,
  ]

  @property({ attribute: false }) ticks: readonly Tick[] = []
  @property({ type: Number }) at = 0

  override render() {
    const { ticks, at } = this
    const index = ticks.findIndex(({ n }) => n === at) + 1
    if (index >= ticks.length) return nothing
    const where = index === 0 ? "before the first request" : `request ${index} of ${ticks.length}`
    return html`<p><span>You are looking at the past: ${where}.</span> <button @click=${this.back}>Return to the latest</button></p>`
  }

  private back(): void {
    this.dispatchEvent(new CustomEvent("rewind", { detail: this.ticks.at(-1)!.n }))
  }
}
