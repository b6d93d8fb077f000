import { css, html, LitElement, nothing } from "lit"
import { customElement, property } from "lit/decorators.js"
import { keyText } from "../draw/key.js"
import { many } from "../draw/number.js"
import { ago, until } from "../draw/time.js"
import type { Expiring, TimeToLive } from "../table.js"
import type { Micros } from "../wire.js"
import { base } from "./base.js"

/**
 * <expiry-queue> shows which items of a table expire next, and when they will be deleted: later than they expire, and
 * until then they are there like any other.
 *
 * Values in: `expiry`, `now`. News out: none.
 */
@customElement("expiry-queue")
export class ExpiryQueue extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }

      p {
        margin: 0 0 8px;
        font-size: 13px;
      }

      b {
        font-size: 14px;
      }

      .soft {
        color: var(--soft);
      }

      .scroll {
        overflow-x: auto;
      }

      table {
        width: 100%;
        margin-bottom: 14px;
        border-collapse: collapse;
        font-size: 13px;
        font-variant-numeric: tabular-nums;
      }

      th,
      td {
        padding: 5px 14px 5px 0;
        border-bottom: 1px solid var(--line);
        text-align: left;
        white-space: nowrap;
      }

      tbody th {
        font-weight: 500;
      }

      .expired {
        color: var(--accent);
        font-weight: 600;
      }
    `,
  ]

  @property({ attribute: false }) expiry: TimeToLive | undefined
  @property({ type: Number }) now: Micros = 0

  override render() {
    const { expiry } = this
    if (!expiry) return nothing
    const { AttributeName, TimeToLiveStatus, Waiting, Next } = expiry
    return html`
      <p>
        <b>Time to Live</b>
        <span class="soft">by <code>${AttributeName}</code> · ${TimeToLiveStatus} · ${many(Waiting, "item")} waiting</span>
      </p>
      ${Next.length > 0 ? this.table(Next, Waiting - Next.length) : nothing}
    `
  }

  private table(next: readonly Expiring[], hidden: number) {
    return html`
      <div class="scroll" tabindex="0" role="region" aria-label="Items that expire next">
        <table>
          <thead>
            <tr>${["Item", "Expires", "Deleted"].map((name) => html`<th scope="col">${name}</th>`)}</tr>
          </thead>
          <tbody>${next.map((item) => this.row(item))}</tbody>
        </table>
      </div>
      ${hidden > 0 ? html`<p class="soft">and ${many(hidden, "more item")}</p>` : nothing}
    `
  }

  private row(item: Expiring) {
    const left = item.ExpiresAt - this.now
    return html`<tr>
      <th scope="row">${keyText(item)}</th>
      <td class=${left <= 0 ? "expired" : ""}>${left <= 0 ? `${ago(-left)}, still there` : until(left)}</td>
      <td>${until(item.DueAt - this.now)}</td>
    </tr>`
  }
}
