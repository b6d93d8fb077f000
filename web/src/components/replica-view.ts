import { css, html, LitElement, nothing } from "lit"
import { customElement, property } from "lit/decorators.js"
import { leaderText } from "../draw/faults.js"
import { lagText, logOf, positions } from "../draw/replica.js"
import type { Partition, Replica } from "../table.js"
import type { Micros } from "../wire.js"
import { base } from "./base.js"
import { drawn } from "./drawn.js"

/**
 * <replica-view> shows the three replicas of a partition and how far each has come in the partition's log.
 *
 * Values in: `partition`; `answered`, the replica that answered the last request here, or −1; `now`, the clock. News out:
 * "turn" with a replica that shall stop or start.
 */
@customElement("replica-view")
export class ReplicaView extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        min-height: 92px;
        margin: 18px 0 14px;
      }

      ul {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: 10px;
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        position: relative;
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 5px 8px;
        padding: 9px 11px;
        border: 1px solid var(--line);
        border-radius: 8px;
        align-content: start;
        font-size: 13px;
        line-height: 1.35;
      }

      li.answered {
        border-color: var(--accent);
        box-shadow: inset 0 0 0 1px var(--accent);
      }

      .name {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 7px;
        font-weight: 600;
      }

      .role {
        color: var(--soft);
        font-weight: 400;
      }

      .badge {
        position: absolute;
        top: -10px;
        right: 10px;
        padding: 1px 9px;
        border-radius: 99px;
        background: var(--accent);
        color: var(--on-accent);
        font-size: 12px;
      }

      .log {
        display: block;
        width: 100%;
        max-width: 190px;
      }

      .slot {
        fill: none;
        stroke: var(--edge);
        stroke-width: 1.5;
      }

      .slot.applied {
        fill: var(--edge);
        stroke: none;
      }

      .floor {
        stroke: var(--line);
      }

      .half {
        fill: var(--edge);
      }

      .lag {
        font-size: 12px;
        letter-spacing: -0.025em;
      }

      .behind {
        color: var(--accent);
        font-weight: 600;
      }

      small {
        color: var(--soft);
        font-size: 12px;
        font-variant-numeric: tabular-nums;
      }

      li.stopped {
        border-style: dashed;
        background: var(--bad-tint);
      }

      .name,
      .log {
        grid-column: 1 / -1;
      }

      .lag,
      small {
        grid-column: 1;
      }

      li button {
        grid-column: 2;
        grid-row: 3 / span 2;
        align-self: end;
        min-height: 26px;
        padding: 0 9px;
        font-size: 12px;
      }

      .leader {
        margin: 10px 0 0;
        color: var(--bad);
        font-size: 13px;
      }

      @media (pointer: coarse), (max-width: 599px) {
        li button {
          min-height: 44px;
        }
      }

      @media (max-width: 599px) {
        ul {
          grid-template-columns: minmax(0, 1fr);
        }

        li {
          grid-template-columns: minmax(0, 1fr) auto;
          column-gap: 14px;
          align-items: center;
        }

        .name,
        .log {
          grid-column: 1;
        }

        .lag,
        small {
          grid-column: 2;
          text-align: right;
        }

        li button {
          grid-column: 1 / -1;
          grid-row: 3;
          justify-self: start;
        }

        .lag {
          grid-row: 1;
        }

        small {
          grid-row: 2;
        }

        :host {
          min-height: 204px;
        }
      }
    `,
  ]

  @property({ attribute: false }) partition: Partition | undefined
  @property({ type: Number }) answered = -1
  @property({ type: Number }) now: Micros = 0

  override render() {
    const { partition } = this
    if (!partition) return nothing
    const leaderless = leaderText(partition, this.now)
    return html`
      <ul aria-label=${`Replicas of p${partition.Id}`}>
        ${partition.Replicas.map((replica, i) => this.replica(partition, replica, i))}
      </ul>
      ${leaderless ? html`<p class="leader" role="status">${leaderless}</p>` : nothing}
    `
  }

  private replica({ Leader, Replicas }: Partition, replica: Replica, i: number) {
    const length = Replicas[Leader]!.Applied
    const stopped = replica.Status !== undefined
    const turn = () => this.dispatchEvent(new CustomEvent("turn", { detail: { replica: i, stop: !stopped } }))
    return html`
      <li class="${i === this.answered ? "answered" : ""} ${stopped ? "stopped" : ""}">
        <span class="name">
          Replica ${i} <span class="role">${i === Leader ? "leader" : "follower"} · zone ${replica.Zone}</span>
          ${i === this.answered ? html`<span class="badge">answered</span>` : nothing}
        </span>
        ${drawn(logOf(replica, length))}
        <span class=${replica.BehindBy > 0 ? "lag behind" : "lag"}>${lagText(replica, this.now)}</span>
        <small>${length > 0 ? positions(replica, length) : "nothing in its log yet"}</small>
        <button aria-label=${`${stopped ? "Start" : "Stop"} replica ${i}`} @click=${turn}>${stopped ? "Start" : "Stop"}</button>
      </li>
    `
  }
}
