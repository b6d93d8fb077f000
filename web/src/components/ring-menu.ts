import { css, html, LitElement, nothing } from "lit"
import { customElement, property } from "lit/decorators.js"
import { many } from "../draw/number.js"
import { entries, indexLag, lags, little, projectionText } from "../draw/rings.js"
import type { Plot } from "../plots.js"
import type { Index, Table } from "../table.js"
import type { Micros } from "../wire.js"
import { base, partitionLooks } from "./base.js"
import { drawn } from "./drawn.js"

/**
 * <ring-menu> shows the rings of a table in little, its own and one for each global index with how far it is behind, and
 * lets the reader choose which one is drawn large. Without a global index there is nothing to see.
 *
 * Values in: `table`, `plots`, `shown` (the index whose ring is large, "" for the table's), `now`. News out: "ring" with
 * the index that is chosen.
 */
@customElement("ring-menu")
export class RingMenu extends LitElement {
  static override styles = [
    base,
    partitionLooks,
    css`
      :host {
        display: block;
      }

      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(210px, 1fr));
        gap: 10px;
        margin: 4px 0 14px;
        padding: 0;
        list-style: none;
      }

      button {
        display: grid;
        grid-template-columns: 64px minmax(0, 1fr);
        gap: 0 10px;
        width: 100%;
        height: 100%;
        min-height: 82px;
        padding: 8px 10px;
        border-color: var(--line);
        text-align: left;
        font-weight: 400;
        align-items: center;
      }

      button[aria-pressed="true"] {
        border-color: var(--ink);
        box-shadow: inset 0 0 0 1px var(--ink);
      }

      .about {
        display: grid;
        gap: 2px;
        min-width: 0;
        font-size: 12px;
        line-height: 1.35;
      }

      b {
        overflow: hidden;
        font-size: 14px;
        text-overflow: ellipsis;
      }

      .soft {
        color: var(--soft);
      }

      .behind {
        color: var(--accent);
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }

      .ground {
        opacity: 0.75;
      }

      .dots {
        fill: var(--ink);
      }

      .local {
        margin: -4px 0 14px;
        color: var(--soft);
        font-size: 13px;
      }
    `,
  ]

  @property({ attribute: false }) table: Table | undefined
  @property({ attribute: false }) plots: readonly Plot[] = []
  @property() shown = ""
  @property({ type: Number }) now: Micros = 0
  private readonly pictures = new WeakMap<Plot, Element>()

  override render() {
    const { table, plots } = this
    const local = table?.Indexes?.filter(({ Local }) => Local) ?? []
    return html`
      ${table && plots.length > 1 ? html`<ul aria-label="Rings of ${table.TableName}">${plots.map((plot) => this.card(plot, table))}</ul>` : nothing}
      ${local.length > 0 ? html`<p class="local">${localText(local)}</p>` : nothing}
    `
  }

  private card(plot: Plot, table: Table) {
    const { index } = plot.ring
    const about = table.Indexes?.find(({ IndexName }) => IndexName === index)
    return html`<li>
      <button aria-pressed=${index === this.shown ? "true" : "false"} @click=${() => this.tell(index)}>
        ${this.picture(plot)}
        <span class="about">
          <b>${index || table.TableName}</b>
          ${about ? this.lines(about, table) : html`<span class="soft">table · ${many(table.ItemCount, "item")}</span>`}
        </span>
      </button>
    </li>`
  }

  /** The drawing of a plot, made once: the text beside it counts down. */
  private picture(plot: Plot): Element {
    const made = this.pictures.get(plot) ?? drawn(little(plot))
    this.pictures.set(plot, made)
    return made
  }

  private lines(index: Index, { ItemCount }: Table) {
    const what = `global index · ${entries(index.ItemCount)} · ${projectionText[index.Projection]}`
    return html`
      <span class="soft">${what}</span>
      <span class=${lags(index) ? "behind" : "soft"}>${indexLag(index, ItemCount, this.now)}</span>
    `
  }

  private tell(index: string): void {
    this.dispatchEvent(new CustomEvent("ring", { detail: index }))
  }
}

function localText(indexes: readonly Index[]): string {
  const names = indexes.map(({ IndexName }) => IndexName).join(", ")
  const are = indexes.length === 1 ? "is a local index: a second tree" : "are local indexes: further trees"
  return `${names} ${are} in the table’s own partitions.`
}
