import { css, html, LitElement } from "lit"
import { customElement, property } from "lit/decorators.js"
import { base } from "./base.js"

/**
 * <table-menu> chooses the table that is shown, and opens the panels of data and traffic.
 *
 * Values in: `tables`, `table`. News out: "table", "data", "traffic".
 */
@customElement("table-menu")
export class TableMenu extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        gap: 8px;
      }

      select {
        min-width: 116px;
        max-width: 180px;
        padding: 0 8px;
      }

      @media (max-width: 1023px) {
        :host {
          gap: 6px;
        }

        select {
          min-width: 84px;
          max-width: 120px;
        }

        button {
          padding: 0 9px;
        }
      }

      @media (max-width: 599px) {
        select {
          flex: 1;
          max-width: none;
        }
      }
    `,
  ]

  @property({ attribute: false }) tables: readonly string[] = []
  @property() table = ""

  override render() {
    const none = this.tables.length === 0
    return html`
      <select aria-label="Table" ?disabled=${none} @change=${this.changed}>
        ${none ? html`<option>No table</option>` : this.tables.map((name) => html`<option .selected=${name === this.table}>${name}</option>`)}
      </select>
      <button aria-haspopup="dialog" @click=${() => this.dispatchEvent(new CustomEvent("data"))}>Data…</button>
      <button aria-haspopup="dialog" @click=${() => this.dispatchEvent(new CustomEvent("traffic"))}>Traffic…</button>
    `
  }

  private changed(event: Event): void {
    this.dispatchEvent(new CustomEvent("table", { detail: (event.target as HTMLSelectElement).value }))
  }
}
