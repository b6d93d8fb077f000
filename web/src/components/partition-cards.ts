import { css, html, LitElement } from "lit"
import { customElement, property } from "lit/decorators.js"
import { fill } from "../draw/fill.js"
import { range } from "../draw/hash.js"
import { patterns, swatch } from "../draw/look.js"
import { brief, bytes, count, many } from "../draw/number.js"
import type { Lit } from "../draw/ring.js"
import type { Partition } from "../table.js"
import { base, partitionLooks } from "./base.js"
import { drawn } from "./drawn.js"

// More partitions than this are a table's matter.
const shown = 64

/**
 * <partition-cards> shows the partitions side by side, and how full each is beside the fullest; below, the ranges as a
 * table.
 *
 * Values in: `partitions`, `lit`, `pinned`. News out: "point" and "pin" with a partition.
 */
@customElement("partition-cards")
export class PartitionCards extends LitElement {
  static override styles = [
    base,
    partitionLooks,
    css`
      /* As high as the cards of eight partitions, so that nothing moves when they come. */
      :host {
        display: block;
        min-height: 202px;
      }

      @media (max-width: 599px) {
        :host {
          min-height: 390px;
        }
      }

      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(150px, 1fr));
        gap: 10px;
        margin: 0;
        padding: 0;
        list-style: none;
      }

      button {
        display: grid;
        gap: 6px;
        width: 100%;
        min-height: 74px;
        padding: 9px 11px;
        border-color: var(--line);
        text-align: left;
        font-weight: 400;
        align-content: start;
      }

      .ran button {
        color: var(--soft);
      }

      button.lit {
        border-color: var(--ink);
        box-shadow: inset 0 0 0 1px var(--ink);
        color: var(--ink);
      }

      button.focus {
        border-color: var(--accent);
        box-shadow: inset 0 0 0 2px var(--accent);
      }

      .name {
        display: flex;
        align-items: center;
        gap: 7px;
        font-weight: 650;
      }

      .name small {
        margin-left: auto;
        font-weight: 500;
      }

      small {
        font-size: 12px;
        line-height: 1.35;
      }

      .fill {
        display: block;
        width: 100%;
        height: 10px;
        border-radius: 3px;
        background: light-dark(rgb(0 0 0 / 0.06), rgb(255 255 255 / 0.08));
      }

      details {
        margin-top: 14px;
        font-size: 13px;
      }

      summary {
        width: max-content;
        padding: 4px 0;
        color: var(--soft);
        cursor: pointer;
      }

      .scroll {
        overflow-x: auto;
      }

      table {
        margin-top: 6px;
        border-collapse: collapse;
        font-variant-numeric: tabular-nums;
      }

      th,
      td {
        padding: 5px 16px 5px 0;
        border-bottom: 1px solid var(--line);
        text-align: left;
        white-space: nowrap;
      }

      .number {
        text-align: right;
      }

      @media (pointer: coarse), (max-width: 599px) {
        summary {
          min-height: 44px;
          padding: 12px 0;
        }
      }
    `,
  ]

  @property({ attribute: false }) partitions: readonly Partition[] = []
  @property({ attribute: false }) lit: Lit = { hashes: [] }
  @property({ attribute: false }) pinned: number | undefined

  override render() {
    const { partitions, lit } = this
    const most = partitions.reduce((a, { Bytes }) => Math.max(a, Bytes), 0)
    return html`
      ${drawn(patterns())}
      <ul aria-label="Partitions" class=${lit.asked ? "ran" : ""} @pointerleave=${() => this.tell("point", undefined)}>
        ${partitions.slice(0, shown).map((partition) => html`<li>${this.card(partition, most)}</li>`)}
      </ul>
      <details>
        <summary>Show the ranges as a table</summary>
        <div class="scroll">${table(partitions, lit)}</div>
      </details>
    `
  }

  private card({ Id, Items, Bytes }: Partition, most: number) {
    const { asked, read, focus } = this.lit
    const state = `${asked?.includes(Id) ? "lit" : ""} ${focus === Id ? "focus" : ""}`
    const biggest = Bytes === most && most > 0 ? "biggest" : ""
    const note = asked?.includes(Id) ? `read ${brief(read?.get(Id) ?? 0)}` : biggest
    return html`
      <button
        class=${state}
        aria-pressed=${this.pinned === Id ? "true" : "false"}
        @click=${() => this.tell("pin", Id)}
        @pointerenter=${() => this.tell("point", Id)}
      >
        <span class="name">${drawn(swatch(Id))} p${Id} <small>${note}</small></span>
        ${drawn(fill(Id, Bytes, most))}
        <small>${brief(Items)} ${Items === 1 ? "item" : "items"} · ${bytes(Bytes)}</small>
      </button>
    `
  }

  private tell(name: "point" | "pin", partition: number | undefined): void {
    this.dispatchEvent(new CustomEvent(name, { detail: partition }))
  }
}

function table(partitions: readonly Partition[], { asked, read }: Lit) {
  return html`
    <table>
      <thead>
        <tr>
          <th scope="col">Partition</th>
          <th scope="col">Hashes</th>
          <th scope="col" class="number">Items</th>
          <th scope="col" class="number">Size</th>
          <th scope="col">Last request</th>
        </tr>
      </thead>
      <tbody>
        ${partitions.map(
          ({ Id, First, Last, Items, Bytes }) => html`
            <tr>
              <th scope="row">p${Id}</th>
              <td>${range(First, Last)}</td>
              <td class="number">${count(Items)}</td>
              <td class="number">${bytes(Bytes)}</td>
              <td>${asked?.includes(Id) ? `read ${many(read?.get(Id) ?? 0, "item")}` : "not asked"}</td>
            </tr>
          `,
        )}
      </tbody>
    </table>
  `
}
