import { css, html, LitElement } from "lit"
import { customElement, property } from "lit/decorators.js"
import type { Status } from "../wire.js"

/** <status-chip> says how the engine is, and how long the session lasts. Values in: `status`. */
@customElement("status-chip")
export class StatusChip extends LitElement {
  static override styles = css`
    :host {
      display: inline-flex;
      justify-content: end;
      align-items: center;
      gap: 8px;
      color: var(--soft);
      font-size: 13px;
      white-space: nowrap;
    }

    i {
      width: 9px;
      height: 9px;
      border-radius: 99px;
      background: var(--good);
    }

    .loading {
      border: 2px solid var(--soft);
      background: transparent;
    }

    .failed {
      border-radius: 1px;
      background: var(--bad);
    }

    @media (max-width: 899px) {
      .long {
        display: none;
      }
    }
  `

  @property({ attribute: false }) status: Status = { is: "loading" }

  override render() {
    return html`<i class=${this.status.is} aria-hidden="true"></i><span role="status" aria-label="Engine">${words[this.status.is]}</span
      ><span class="long" title="Nothing is stored: the tables are gone when this page is closed.">· This session only</span>`
  }
}

const words: Readonly<Record<Status["is"], string>> = {
  loading: "Loading…",
  ready: "Ready",
  rebuilt: "Ready, rebuilt",
  failed: "No engine",
}
