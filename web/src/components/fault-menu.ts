import { css, html, LitElement, nothing } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import type { FaultInput } from "../database.js"
import { faultsIn } from "../draw/faults.js"
import type { Ring, Table } from "../table.js"
import { base } from "./base.js"

/**
 * <fault-menu> lets the reader break things on purpose and mend them again, and says what is broken.
 *
 * Values in: `table`, `ring`, `partition` (the one that is shown), `zones` (those that are stopped), `problem` (why the last
 * wish was refused). News out: "fault" with what shall happen.
 */
@customElement("fault-menu")
export class FaultMenu extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        margin: 14px 0;
        font-size: 13px;
      }

      .force {
        display: flex;
        flex-wrap: wrap;
        gap: 6px 14px;
        margin: 0 0 10px;
        padding: 8px 12px;
        border: 1px solid var(--bad);
        border-radius: 8px;
        background: var(--bad-tint);
        align-items: center;
        justify-content: space-between;
      }

      .force p {
        margin: 0;
      }

      summary {
        width: max-content;
        padding: 4px 0;
        color: var(--soft);
        cursor: pointer;
      }

      fieldset {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        min-width: 0;
        margin: 10px 0 0;
        padding: 0;
        border: 0;
        align-items: center;
      }

      legend {
        padding: 0 0 4px;
        font-weight: 600;
      }

      button,
      select,
      input {
        min-height: 32px;
        padding: 0 10px;
        font-size: 13px;
      }

      input {
        width: 76px;
      }

      .soft {
        margin: 8px 0 0;
        color: var(--soft);
        text-wrap: pretty;
      }

      .problem {
        color: var(--bad);
      }

      @media (pointer: coarse), (max-width: 599px) {
        summary {
          min-height: 44px;
          padding: 12px 0;
        }

        button,
        select,
        input {
          min-height: 44px;
        }
      }
    `,
  ]

  @property({ attribute: false }) table: Table | undefined
  @property({ attribute: false }) ring: Ring | undefined
  @property({ type: Number }) partition = 0
  @property({ attribute: false }) zones: readonly string[] = []
  @property() problem = ""
  @state() private delay = 1_000_000
  @state() private everywhere = false
  @state() private count = 10

  override render() {
    const { table, zones, problem } = this
    if (!table) return nothing
    const all = faultsIn(table, zones)
    return html`
      ${
        all.length > 0
          ? html`<div class="force" role="status" aria-label="Broken on purpose">
              <p><b>Broken on purpose:</b> ${all.join("; ")}.</p>
              <button @click=${() => this.tell({ Kind: "Mend" })}>Mend everything</button>
            </div>`
          : nothing
      }
      <details>
        <summary>Make something go wrong…</summary>
        ${this.zoneButtons()} ${this.delays(table)} ${this.refusals()} ${this.jumps()}
        <p class=${problem ? "soft problem" : "soft"} role="status">
          ${problem || "A single replica is stopped and started on its card above. All of it is a part of the session: the slider takes it back."}
        </p>
      </details>
    `
  }

  private zoneButtons() {
    return html`<fieldset>
      <legend>Availability zones</legend>
      ${["a", "b", "c"].map((Zone) => {
        const down = this.zones.includes(Zone)
        const act = () => this.tell({ Kind: down ? "StartZone" : "StopZone", Zone })
        return html`<button aria-pressed=${down} @click=${act}>${down ? "Start" : "Stop"} zone ${Zone}</button>`
      })}
    </fieldset>`
  }

  private delays(table: Table) {
    const global = !this.ring?.index && table.Indexes?.some(({ Local }) => !Local)
    return html`<fieldset>
      <legend>What follows the log</legend>
      <select aria-label="Of which partitions" @change=${(event: Event) => {
        this.everywhere = chosen(event) === "all"
      }}>
        <option value="one" .selected=${!this.everywhere}>p${this.partition}</option>
        <option value="all" .selected=${this.everywhere}>all partitions</option>
      </select>
      <select aria-label="How much later" @change=${(event: Event) => {
        this.delay = Number(chosen(event))
      }}>
        ${delays.map(([micros, name]) => html`<option value=${micros} .selected=${micros === this.delay}>${name}</option>`)}
      </select>
      <button @click=${() => this.late("DelayReplication")}>Delay followers</button>
      ${global ? html`<button @click=${() => this.late("DelayPropagation")}>Delay indexes</button>` : nothing}
    </fieldset>`
  }

  private late(Kind: string): void {
    const how = this.delay < 0 ? { Hold: true } : { Span: this.delay }
    this.tell({ Kind, ...(!this.everywhere && { Partition: this.partition }), ...how })
  }

  private refusals() {
    const refuse = (Kind: string) => this.tell({ Kind, Count: this.count })
    return html`<fieldset>
      <legend>The next requests</legend>
      <input type="number" min="0" aria-label="How many requests" .value=${String(this.count)} @input=${(
        event: Event,
      ) => {
        this.count = Math.max(0, Math.round(Number((event.target as HTMLInputElement).value) || 0))
      }} />
      <button @click=${() => refuse("Throttle")}>Throttle them</button>
      <button @click=${() => refuse("Fail")}>Fail them with 500</button>
    </fieldset>`
  }

  private jumps() {
    return html`<fieldset>
      <legend>The clock jumps forward</legend>
      ${jumps.map(([Span, name]) => html`<button @click=${() => this.tell({ Kind: "JumpClock", Span })}>${name}</button>`)}
    </fieldset>`
  }

  private tell(fault: FaultInput): void {
    this.dispatchEvent(new CustomEvent("fault", { detail: fault }))
  }
}

const chosen = (event: Event): string => (event.target as HTMLSelectElement).value

// A negative one holds until it is let go.
const delays: readonly (readonly [number, string])[] = [
  [100_000, "100 ms later"],
  [1_000_000, "1 s later"],
  [10_000_000, "10 s later"],
  [-1, "held up"],
  [0, "no later"],
]

const jumps: readonly (readonly [number, string])[] = [
  [60e6, "by a minute"],
  [3600e6, "by an hour"],
  [86_400e6, "by a day"],
]
