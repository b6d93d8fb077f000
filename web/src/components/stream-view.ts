import { css, html, LitElement, nothing } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import { range } from "../draw/hash.js"
import { recordsIn, shards, streamText } from "../draw/shards.js"
import type { Stream } from "../table.js"
import { base, folded } from "./base.js"
import { drawn } from "./drawn.js"

/**
 * <stream-view> shows the shards of a table's stream over the hash space, with how many records can be read in each, and
 * below them as a table.
 *
 * Values in: `stream`. News out: none.
 */
@customElement("stream-view")
export class StreamView extends LitElement {
  static override styles = [
    base,
    folded,
    css`
      :host {
        display: block;
      }

      p {
        margin: 0 0 10px;
        font-size: 13px;
      }

      b {
        font-size: 14px;
      }

      .soft {
        color: var(--soft);
      }

      .shards {
        display: block;
        width: 100%;
        overflow: visible;
      }

      .shard rect {
        fill: var(--panel);
        stroke: var(--edge);
        stroke-width: 1.25;
      }

      .shard.open rect {
        fill: var(--tint);
        stroke: var(--accent);
      }

      .shard.closed rect {
        stroke-dasharray: 4 3;
      }

      .shard text {
        fill: var(--soft);
        font: 13px var(--sans);
        font-variant-numeric: tabular-nums;
        text-anchor: middle;
      }

      .shard.some text {
        fill: var(--ink);
        font-weight: 650;
      }

      .branch {
        stroke: var(--edge);
        stroke-width: 1.5;
      }

      details {
        margin: 8px 0 14px;
        font-size: 13px;
      }

      th,
      td {
        white-space: nowrap;
      }
    `,
  ]

  @property({ attribute: false }) stream: Stream | undefined
  @state() private open = false

  override render() {
    const { stream } = this
    if (!stream) return nothing
    return html`
      <p><b>Stream</b> <span class="soft">${streamText(stream)}</span></p>
      ${drawn(shards(stream.Shards))}
      <details @toggle=${this.toggled}>
        <summary>Show the shards as a table</summary>
        <div class="scroll" tabindex="0" role="region" aria-label="Shards">${this.open ? this.table(stream) : nothing}</div>
      </details>
    `
  }

  private toggled(event: Event): void {
    this.open = (event.target as HTMLDetailsElement).open
  }

  private table({ StreamArn, Shards }: Stream) {
    const names = ["Shard", "Parent", "Hashes", "State", "Records"]
    return html`
      <p class="soft">StreamArn <code>${StreamArn}</code></p>
      <table>
        <thead>
          <tr>${names.map((name) => html`<th scope="col">${name}</th>`)}</tr>
        </thead>
        <tbody>
          ${Shards.map(
            (shard) => html`<tr>
              <th scope="row"><code>${shard.ShardId}</code></th>
              <td>${shard.ParentShardId ? html`<code>${shard.ParentShardId}</code>` : "–"}</td>
              <td>${range(shard.First, shard.Last)}</td>
              <td>${shard.Closed ? "closed" : "open"}</td>
              <td>${recordsIn(shard)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    `
  }
}
