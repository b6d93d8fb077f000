import "./line-chart.js"
import { css, html, LitElement, nothing } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import { repeat } from "lit/directives/repeat.js"
import { type Plotted, plotted, tableCharts, workloadCharts } from "../draw/columns.js"
import { givenBy, type Heats, heatText, hotText, trailOf } from "../draw/heat.js"
import { patterns, swatch } from "../draw/look.js"
import { bytes, count } from "../draw/number.js"
import type { Metrics, PartitionMetrics } from "../metrics.js"
import type { Partition } from "../table.js"
import { progressText, type WorkloadStatus } from "../workload.js"
import { base, folded, partitionLooks } from "./base.js"
import { drawn } from "./drawn.js"

// So many partitions are shown, those that gave most.
const shown = 16

/**
 * <traffic-view> shows the traffic to a table, or to one of its indexes: the workload that runs, what was consumed and
 * throttled, and which partitions and keys it went to.
 *
 * Values in: `status`, `metrics`, `heats`, `ring` (its partitions), `paused` (the clock stands), `theme`. News out: "cancel".
 */
@customElement("traffic-view")
export class TrafficView extends LitElement {
  static override styles = [
    base,
    partitionLooks,
    folded,
    css`
      :host {
        display: block;
      }

      p {
        margin: 0 0 12px;
        font-size: 13px;
      }

      .soft {
        color: var(--soft);
      }

      h3 {
        margin: 18px 0 2px;
        font-size: 13px;
        font-weight: 600;
      }

      .run {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 6px 16px;
        align-items: center;
        margin-bottom: 14px;
      }

      .run p {
        grid-column: 1 / -1;
        margin: 0;
        font-variant-numeric: tabular-nums;
      }

      progress {
        width: 100%;
        height: 12px;
        accent-color: var(--accent);
      }

      .charts {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(300px, 100%), 1fr));
        gap: 16px 24px;
      }

      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(300px, 100%), 1fr));
        gap: 8px 24px;
        margin: 8px 0 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: grid;
        grid-template-columns: 52px minmax(0, 1fr);
        gap: 0 10px;
        align-items: start;
        font-size: 12px;
        line-height: 1.4;
      }

      li b {
        display: flex;
        gap: 6px;
        align-items: center;
        font-size: 13px;
      }

      li span {
        grid-column: 2;
        overflow-wrap: anywhere;
        font-variant-numeric: tabular-nums;
      }

      .trail {
        display: block;
        width: 100%;
        height: 30px;
        margin-bottom: 3px;
      }

      .trail .most {
        stroke: var(--line);
        vector-effect: non-scaling-stroke;
      }

      .trail .given {
        fill: var(--soft);
      }

      .trail .refused {
        stroke: var(--bad);
        stroke-width: 2;
        vector-effect: non-scaling-stroke;
      }

      .throttled {
        color: var(--bad);
        font-weight: 600;
      }

      details {
        margin: 6px 0 8px;
        font-size: 13px;
      }
    `,
  ]

  @property({ attribute: false }) status: WorkloadStatus | undefined
  @property({ attribute: false }) metrics: Metrics | undefined
  @property({ attribute: false }) heats: Heats = new Map()
  @property({ attribute: false }) ring: readonly Partition[] = []
  @property({ type: Boolean }) paused = false
  @property() theme = ""
  @state() private open = false

  override render() {
    const { status, metrics } = this
    const ofTable = metrics ? plotted(tableCharts, metrics.Metrics, metrics.Start, metrics.PeriodMicros) : []
    const ofWorkload = status ? plotted(workloadCharts, status.Series, status.Start, status.PeriodMicros) : []
    const partitions = busy(metrics?.Partitions ?? [])
    const quiet = ofTable.length + partitions.length === 0
    return html`
      ${drawn(patterns())}
      ${status ? this.workload(status) : nothing}
      ${quiet ? html`<p class="soft">Nothing was asked of ${placeText(metrics)} in the last minute.</p>` : this.charts(ofTable)}
      ${quiet ? nothing : this.partitions(partitions)}
      ${ofWorkload.length > 0 ? html`<h3>Workload ${status!.Name}</h3>${this.charts(ofWorkload)}` : nothing}
    `
  }

  private workload(status: WorkloadStatus) {
    const running = status.State === "RUNNING"
    return html`
      <div class="run" role="group" aria-label=${`Workload ${status.Name}`}>
        <progress aria-label="Workload" max="100" value=${status.Percent}></progress>
        <button aria-disabled=${!running} @click=${() => running && this.dispatchEvent(new CustomEvent("cancel"))}>Cancel</button>
        <p>${progressText(status)}${running && this.paused ? html` <b>The clock is stopped: nothing arrives until it runs.</b>` : nothing}</p>
      </div>
    `
  }

  private charts(plots: readonly Plotted[]) {
    return html`<div class="charts">
      ${repeat(
        plots,
        ({ chart }) => chart.title,
        (plot) => html`<line-chart .plot=${plot} theme=${this.theme}></line-chart>`,
      )}
    </div>`
  }

  private partitions(all: readonly PartitionMetrics[]) {
    if (all.length === 0) return nothing
    const kept = [...all].sort((a, b) => givenBy(b) - givenBy(a)).slice(0, shown)
    const few = all.filter((one) => kept.includes(one))
    const left = all.length - few.length
    return html`
      <h3>Where it went</h3>
      <p class="soft">
        Each partition in the last minute: its bars reach the line when it gives all that it may; a tick above the line
        is a second in which it throttled. The bars around the ring are the same, now; how full a partition is, is another
        picture.
      </p>
      <ul aria-label="Traffic of the partitions">${few.map((one) => html`<li>${this.partition(one)}</li>`)}</ul>
      ${left > 0 ? html`<p class="soft">and ${count(left)} more that gave less</p>` : nothing}
      <details @toggle=${this.toggled}>
        <summary>Show as table<span class="unseen">: partitions</span></summary>
        <div class="scroll" tabindex="0" role="region" aria-label="Traffic of the partitions as a table">${this.open ? this.table(all) : nothing}</div>
      </details>
    `
  }

  private partition(counted: PartitionMetrics) {
    const heat = this.heats.get(counted.Id)
    const partition = this.ring.find(({ Id }) => Id === counted.Id)
    const text = heat ? heatText(heat).replace(/^p\d+: /, "") : "quiet now"
    return html`
      <b>${drawn(swatch(counted.Id))} p${counted.Id}</b>
      ${drawn(trailOf(counted, partition))}
      <span class=${heat?.throttled ? "throttled" : ""}>${text}</span>
      ${counted.HotKeys.length > 0 ? html`<span class="soft">${hotText(counted.HotKeys)}</span>` : nothing}
    `
  }

  private toggled(event: Event): void {
    this.open = (event.target as HTMLDetailsElement).open
  }

  private table(all: readonly PartitionMetrics[]) {
    const names = ["Partition", "Read units", "Write units", "Throttled", "Size", "Hottest keys"]
    const sum = (column: readonly number[] = []) => column.reduce((a, b) => a + b, 0)
    return html`
      <table>
        <caption class="unseen">The last minute</caption>
        <thead>
          <tr>${names.map((name) => html`<th scope="col">${name}</th>`)}</tr>
        </thead>
        <tbody>
          ${all.map(
            (one) => html`<tr>
              <th scope="row">p${one.Id}</th>
              <td>${count(sum(one.Read))}</td>
              <td>${count(sum(one.Write))}</td>
              <td>${count(sum(one.ReadThrottled) + sum(one.WriteThrottled))}</td>
              <td>${bytes(one.Bytes)}</td>
              <td>${hotText(one.HotKeys)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    `
  }
}

/** The partitions that gave or refused something. */
const busy = (all: readonly PartitionMetrics[]): readonly PartitionMetrics[] =>
  all.filter(({ Read, Write, ReadThrottled, WriteThrottled }) => Read || Write || ReadThrottled || WriteThrottled)

const placeText = (metrics: Metrics | undefined): string =>
  metrics?.IndexName ? `index ${metrics.IndexName}` : (metrics?.TableName ?? "a table")
