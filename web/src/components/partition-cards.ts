import { css, html, LitElement, nothing } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import { mount } from "../draw/drawing.js"
import { fill } from "../draw/fill.js"
import { range } from "../draw/hash.js"
import { patterns, swatch } from "../draw/look.js"
import { gauge, isBusy, loadText, throttledIn } from "../draw/meters.js"
import { multiples, replicaMarks, replicaText } from "../draw/multiples.js"
import { brief, bytes, count, many } from "../draw/number.js"
import type { Lit } from "../draw/ring.js"
import type { Partition } from "../table.js"
import type { Micros } from "../wire.js"
import { base, partitionLooks, rangeStates } from "./base.js"
import { drawn } from "./drawn.js"
import { partitionAt } from "./partition-picture.js"

// More partitions than this are drawn as one picture.
const cards = 64

/**
 * <partition-cards> shows the partitions side by side: how full each is beside the fullest, how its replicas are and how
 * much was read; below, the ranges as a table.
 *
 * Values in: `partitions`, `lit`, `pinned`, `now`. News out: "point" and "pin" with a partition.
 */
@customElement("partition-cards")
export class PartitionCards extends LitElement {
  static override styles = [
    base,
    partitionLooks,
    rangeStates,
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
        white-space: nowrap;
        font-weight: 500;
      }

      small {
        font-size: 12px;
        line-height: 1.35;
      }

      .replica {
        fill: var(--edge);
        stroke: var(--edge);
        stroke-width: 1.5;
      }

      .replica.behind {
        fill: var(--panel);
        stroke: var(--accent);
      }

      .multiples {
        display: block;
        width: 100%;
        max-height: 460px;
      }

      .multiples .range:not(.lit, .focus, :hover) .edge {
        stroke: var(--edge);
      }

      .multiples .range:not(.lit) .ground {
        opacity: 0.4;
      }

      td button,
      th button {
        min-height: 28px;
        padding: 0 8px;
      }

      .gauge {
        display: block;
        width: 100%;
        height: 5px;
        border-radius: 2px;
        background: light-dark(rgb(0 0 0 / 0.08), rgb(255 255 255 / 0.1));
      }

      .gauge .left {
        fill: var(--accent);
      }

      .throttled {
        color: var(--bad);
        font-weight: 600;
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
        width: 100%;
        margin-top: 6px;
        border-collapse: collapse;
        font-variant-numeric: tabular-nums;
      }

      th,
      td {
        padding: 5px 16px 5px 0;
        border-bottom: 1px solid var(--line);
        text-align: left;
      }

      .number {
        text-align: right;
      }

      td.number,
      tbody th {
        white-space: nowrap;
      }

      tr > :last-child {
        padding-right: 0;
      }

      dialog {
        width: min(760px, calc(100vw - 24px));
        max-height: calc(100dvh - 32px);
        padding: 18px 20px 20px;
        border: 1px solid var(--line);
        border-radius: 14px;
        background: var(--panel);
        color: var(--ink);
        box-shadow: 0 24px 64px rgb(0 0 0 / 0.3);
        font-size: 13px;
      }

      dialog::backdrop {
        background: rgb(10 12 16 / 0.45);
      }

      dialog header button {
        width: auto;
        min-height: 36px;
        align-content: center;
      }

      dialog header {
        display: flex;
        align-items: center;
        justify-content: space-between;
      }

      h3 {
        margin: 0;
        font-size: 16px;
      }

      @media (max-width: 599px) {
        dialog {
          padding: 12px;
          font-size: 12px;
        }

        dialog :is(th, td) {
          padding-right: 8px;
        }

        dialog header button {
          min-height: 44px;
        }

        dialog td.number {
          white-space: normal;
        }
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
  @property({ type: Number }) now: Micros = 0
  @state() private open = false
  /** Whether the table is wanted over the page. */
  @state() private asked = false
  @query("dialog") private dialog!: HTMLDialogElement

  override render() {
    const { partitions, lit } = this
    const few = partitions.length <= cards
    const most = partitions.reduce((a, { Bytes }) => Math.max(a, Bytes), 0)
    return html`
      ${drawn(patterns())}
      <ul aria-label="Partitions" class=${lit.asked ? "ran" : ""} ?hidden=${!few} @pointerleave=${this.left}>
        ${few ? partitions.map((partition) => html`<li>${this.card(partition, most)}</li>`) : nothing}
      </ul>
      <div class="many" ?hidden=${few} @pointerover=${this.pointed} @pointerleave=${this.left} @click=${this.clicked}></div>
      <details @toggle=${this.toggled}>
        <summary>Show the ranges as a table</summary>
        <div class="scroll">${this.open ? this.table() : nothing}</div>
      </details>
      <dialog aria-labelledby="ranges" @close=${this.closed}>
        <header>
          <h3 id="ranges">The ranges of the ring</h3>
          <button @click=${() => this.dialog.close()}>Close</button>
        </header>
        <div class="scroll">${this.asked ? this.table() : nothing}</div>
      </dialog>
    `
  }

  protected override updated(): void {
    const { partitions, lit } = this
    const picture = partitions.length > cards ? [multiples(partitions, lit)] : []
    mount(this.renderRoot.querySelector(".many")!, picture)
  }

  /** Shows the table over the page; whoever closes it is back where they were. */
  async showTable(): Promise<void> {
    this.asked = true
    await this.updateComplete
    this.dialog.showModal()
  }

  private closed(): void {
    this.asked = false
  }

  private toggled(event: Event): void {
    this.open = (event.target as HTMLDetailsElement).open
  }

  private left(): void {
    this.tell("point", undefined)
  }

  private pointed(event: Event): void {
    this.tell("point", partitionAt(event))
  }

  private clicked(event: Event): void {
    const partition = partitionAt(event)
    if (partition !== undefined) this.tell("pin", partition)
  }

  private card(partition: Partition, most: number) {
    const { Id, Items, Bytes, Tidying } = partition
    const { asked, read, focus } = this.lit
    const state = `${asked?.includes(Id) ? "lit" : ""} ${focus === Id ? "focus" : ""}`
    const biggest = Bytes === most && most > 0 ? "biggest" : ""
    const note = asked?.includes(Id) ? readText(read?.get(Id) ?? 0) : biggest
    return html`
      <button
        class=${state}
        aria-pressed=${this.pinned === Id ? "true" : "false"}
        @click=${() => this.tell("pin", Id)}
        @pointerenter=${() => this.tell("point", Id)}
        @focus=${() => this.tell("point", Id)}
        @blur=${this.left}
      >
        <span class="name">
          ${drawn(swatch(Id))} p${Id}
          <span role="img" aria-label=${replicaText(partition)} title=${replicaText(partition)}>${drawn(replicaMarks(partition))}</span>
          <small>${note}</small>
        </span>
        ${drawn(fill(Id, Bytes, most))}
        <small>${brief(Items)} ${Items === 1 ? "item" : "items"} · ${bytes(Bytes)}${Tidying ? ", tidying" : ""}</small>
        ${this.load(partition)}
      </button>
    `
  }

  /** What a partition gives beside what it may, while it does. */
  private load(partition: Partition) {
    const said = loadText(partition, this.now)
    if (!said) return nothing
    const meters = [partition.Reads, partition.Writes].filter(isBusy)
    return html`
      ${meters.map((meter) => drawn(gauge(meter!.LastSecond, meter!.Ceiling ?? 0)))}
      <small class=${throttledIn(partition) > 0 ? "throttled" : ""}>${said}</small>
    `
  }

  private tell(name: "point" | "pin", partition: number | undefined): void {
    this.dispatchEvent(new CustomEvent(name, { detail: partition }))
  }

  private table() {
    const { partitions, lit } = this
    const { asked, read } = lit
    const names = ["Partition", "Hashes", "Items", "Size", "Replicas", "Last request"]
    return html`
      <table>
        <thead>
          <tr>${names.map((name) => html`<th scope="col" class=${/Items|Size/.test(name) ? "number" : ""}>${name}</th>`)}</tr>
        </thead>
        <tbody>
          ${partitions.map((partition) => {
            const { Id, First, Last, Items, Bytes } = partition
            return html`<tr>
              <th scope="row">${this.name(Id)}</th>
              <td>${range(First, Last)}</td>
              <td class="number">${count(Items)}</td>
              <td class="number">${bytes(Bytes)}</td>
              <td>${replicaText(partition)}</td>
              <td>${asked?.includes(Id) ? `read ${many(read?.get(Id) ?? 0, "item")}` : "not asked"}</td>
            </tr>`
          })}
        </tbody>
      </table>
    `
  }

  /** Where there are no cards, the table is the way to pin a partition by keyboard. */
  private name(id: number) {
    if (this.partitions.length <= cards) return `p${id}`
    return html`<button aria-pressed=${this.pinned === id ? "true" : "false"} @click=${() => this.tell("pin", id)}>p${id}</button>`
  }
}

const readText = (items: number): string => (items > 0 ? `read ${brief(items)}` : "asked")
