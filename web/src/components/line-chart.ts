import { css, html, LitElement, nothing, type PropertyValues, svg, unsafeCSS } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import type uPlot from "uplot"
import { type Manner, type Plotted, rowsOf, type Series, summaryOf, timeText } from "../draw/columns.js"
import { brief, count } from "../draw/number.js"
import { unwatched } from "../elements.js"
import { base } from "./base.js"

const height = 132

/**
 * <line-chart> draws columns of numbers over time, tells those under the pointer, else the last, and shows the same as a
 * table.
 *
 * Values in: `plot`, `theme`, at whose change it is painted anew.
 */
@customElement("line-chart")
export class LineChart extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        min-width: 0;
      }

      figure {
        margin: 0;
      }

      figcaption {
        font-size: 13px;
      }

      figcaption span {
        color: var(--soft);
      }

      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 0 14px;
        margin: 2px 0 4px;
        padding: 0;
        font-size: 12px;
        font-variant-numeric: tabular-nums;
        list-style: none;
      }

      li svg {
        margin-right: 5px;
        vertical-align: 1px;
      }

      .plot {
        height: ${height}px;
      }

      .u-cursor-x {
        border-color: var(--edge);
      }

      details {
        font-size: 13px;
      }

      summary {
        width: max-content;
        padding: 4px 0;
        color: var(--soft);
        font-size: 12px;
        cursor: pointer;
      }

      .scroll {
        max-height: 220px;
        overflow: auto;
      }

      table.rows {
        width: 100%;
        border-collapse: collapse;
        font-size: 12px;
        font-variant-numeric: tabular-nums;
      }

      .rows :is(th, td) {
        padding: 3px 14px 3px 0;
        border-bottom: 1px solid var(--line);
        text-align: right;
      }

      .rows :is(th, td):first-child {
        text-align: left;
      }

      ${unsafeCSS([0, 1, 2, 3, 4, 5, 6, 7].map((i) => `.e${i} { color: var(--e${i}); }`).join("\n"))}

      .ink {
        color: var(--soft);
      }

      .grid {
        color: var(--line);
      }

      @media (pointer: coarse), (max-width: 599px) {
        summary {
          min-height: 44px;
          padding: 12px 0;
        }
      }
    `,
  ]

  @property({ attribute: false }) plot: Plotted | undefined
  @property() theme = ""
  /** The period under the pointer. */
  @state() private index: number | undefined
  @state() private open = false
  @query(".plot") private place!: HTMLElement
  private drawn: uPlot | undefined
  private shape = ""
  private readonly sized = new ResizeObserver(() => this.resize())

  override connectedCallback(): void {
    super.connectedCallback()
    this.sized.observe(this)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.sized.disconnect()
  }

  override render() {
    const { plot } = this
    if (!plot) return nothing
    const { chart } = plot
    return html`
      ${probes.map((name) => html`<i class=${`probe ${name}`} hidden></i>`)}
      <figure>
        <figcaption><b>${chart.title}</b> <span>${chart.unit}${this.index === undefined ? "" : ` · ${timeText(plot.times[this.index]!, plot.times)}`}</span></figcaption>
        <ul>${chart.series.map((series, i) => html`<li>${sign(series.colour, series.manner)}${series.label} ${count(this.latest(i))}</li>`)}</ul>
        <div class="plot" role="img" aria-label=${summaryOf(plot)}></div>
      </figure>
      <details @toggle=${this.toggled}>
        <summary>Show as table<span class="unseen">: ${chart.title}</span></summary>
        <div class="scroll" tabindex="0" role="region" aria-label=${chart.title}>${this.open ? this.table(plot) : nothing}</div>
      </details>
    `
  }

  protected override updated(changed: PropertyValues<this>): void {
    const { plot } = this
    if (!plot) return
    const shape = plot.chart.series.map(({ name }) => name).join()
    if (shape !== this.shape) unwatched(this.build())
    else if (changed.has("plot")) this.drawn?.setData(dataOf(plot))
    else if (changed.has("theme")) this.drawn?.redraw()
    this.shape = shape
  }

  /** Draws the chart anew: its series are others. */
  private async build(): Promise<void> {
    const { plotInto } = await import("../plotter.js")
    if (!this.plot) return
    this.drawn?.destroy()
    this.drawn = plotInto(this.place, this.options(this.plot), dataOf(this.plot))
  }

  private options({ chart }: Plotted): uPlot.Options {
    const colour = (name: string) => () => this.colourOf(name)
    const axis = { stroke: colour("ink"), font: "11px system-ui", ticks: { show: false } }
    const times = (_: unknown, at: readonly number[]) => at.map((x) => this.clock(x))
    const amounts = (_: unknown, at: readonly number[]) => at.map(brief)
    return {
      width: this.clientWidth,
      height,
      padding: [10, 25, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
      scales: { x: { time: false }, y: { range: (_, __, most) => [0, Math.max(1, most * 1.08)] } },
      axes: [
        { ...axis, size: 22, grid: { show: false }, incrs: steps, space: 76, values: times },
        { ...axis, size: 46, grid: { stroke: colour("grid"), width: 1 }, space: 34, values: amounts },
      ],
      series: [{}, ...chart.series.map((series) => this.lineOf(series))],
      hooks: { setCursor: [({ cursor }) => this.point(cursor.idx ?? undefined)] },
    }
  }

  private lineOf({ colour, manner }: Series): uPlot.Series {
    const name = `e${colour}`
    const dash = dashes[manner]
    return {
      stroke: () => this.colourOf(name),
      width: 2,
      points: { show: false },
      ...(dash && { dash: [...dash] }),
      ...(manner === "area" && { fill: () => `${this.hexOf(name)}2e` }),
    }
  }

  private point(index: number | undefined): void {
    this.index = index
  }

  private clock(seconds: number): string {
    return timeText(Math.round(seconds * 1e6), this.plot?.times ?? [])
  }

  private resize(): void {
    if (this.clientWidth > 0) this.drawn?.setSize({ width: this.clientWidth, height })
  }

  /** What the palette makes of a name in the theme of the moment. */
  private colourOf(name: string): string {
    return getComputedStyle(this.renderRoot.querySelector(`.probe.${name}`)!).color
  }

  private hexOf(name: string): string {
    const parts = (this.colourOf(name).match(/\d+/g) ?? []).slice(0, 3)
    return `#${parts.map((part) => Number(part).toString(16).padStart(2, "0")).join("")}`
  }

  private latest(series: number): number {
    const column = this.plot!.values[series]!
    return column[this.index ?? -1] ?? column.at(-1)!
  }

  private toggled(event: Event): void {
    this.open = (event.target as HTMLDetailsElement).open
  }

  private table(plot: Plotted) {
    return html`
      <table class="rows">
        <thead>
          <tr>
            <th scope="col">Time, UTC</th>
            ${plot.chart.series.map(({ label }) => html`<th scope="col">${label}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rowsOf(plot).map(([time, ...values]) => html`<tr><th scope="row">${time}</th>${values.map((value) => html`<td>${value}</td>`)}</tr>`)}
        </tbody>
      </table>
    `
  }
}

const probes = ["ink", "grid", "e0", "e1", "e2", "e3", "e4", "e5", "e6", "e7"]

/** Seconds between two times on the axis. */
const steps = [0.5, 1, 2, 5, 10, 15, 20, 30, 60, 120, 300]

const dashes: Partial<Record<Manner, readonly number[]>> = { dashes: [6, 4], dots: [2, 3] }

const dataOf = ({ times, values }: Plotted): uPlot.AlignedData =>
  [times.map((time) => time / 1e6), ...values.map((column) => [...column])] as uPlot.AlignedData

/** A piece of a series' line, to stand beside its name. */
const sign = (colour: number, manner: Manner) => html`
  <svg class=${`e${colour}`} width="20" height="8" viewBox="0 0 20 8" aria-hidden="true">
    ${manner === "area" ? svg`<rect y="3" width="20" height="5" fill="currentColor" opacity="0.25"></rect>` : nothing}
    <line x1="0" x2="20" y1="3" y2="3" stroke="currentColor" stroke-width="2" stroke-dasharray=${(dashes[manner] ?? []).join(" ") || nothing}></line>
  </svg>
`
