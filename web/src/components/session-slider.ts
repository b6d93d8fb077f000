import { css, html, LitElement, nothing } from "lit"
import { customElement, property, query } from "lit/decorators.js"
import { mount } from "../draw/drawing.js"
import { sessionTicks, tickText } from "../draw/session.js"
import type { Tick } from "../ticks.js"
import { base } from "./base.js"

/**
 * <session-slider> shows every recorded request of the session, and takes the database back to any of them.
 *
 * Values in: `ticks`; `behind`, the records that made the database what it is; `at`, the last of them. News out:
 * "rewind" with a record's number, 0 for the beginning.
 */
@customElement("session-slider")
export class SessionSlider extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        min-height: 104px;
      }

      .track {
        position: relative;
        padding-top: 26px;
      }

      .ticks {
        position: absolute;
        top: 0;
        left: 8px;
        width: calc(100% - 16px);
        height: 26px;
        overflow: visible;
      }

      path {
        fill: none;
        stroke: var(--accent);
        stroke-width: 2;
        vector-effect: non-scaling-stroke;
      }

      .read {
        opacity: 0.6;
      }

      .time {
        stroke: var(--edge);
      }

      .refused {
        stroke: var(--bad);
      }

      .taken {
        stroke: var(--edge);
        stroke-dasharray: 2 3;
      }

      input {
        display: block;
        width: 100%;
        height: 24px;
        min-height: 24px;
        padding: 0;
        border: 0;
        background: none;
        accent-color: var(--accent);
        cursor: pointer;
      }

      .say {
        display: flex;
        flex-wrap: wrap;
        gap: 6px 16px;
        align-items: center;
        min-height: 40px;
        margin: 4px 0 0;
        font-variant-numeric: tabular-nums;
      }

      .about {
        color: var(--soft);
        font-size: 13px;
      }

      .past {
        color: var(--accent);
        font-weight: 600;
      }

      @media (pointer: coarse), (max-width: 599px) {
        input {
          height: 44px;
          min-height: 44px;
        }
      }
    `,
  ]

  @property({ attribute: false }) ticks: readonly Tick[] = []
  @property({ attribute: false }) behind: ReadonlySet<number> = new Set()
  @property({ type: Number }) at = 0
  @query(".picture") private picture!: HTMLElement

  override render() {
    const { ticks, at } = this
    const index = ticks.findIndex(({ n }) => n === at) + 1
    const past = index < ticks.length
    return html`
      <div class="track">
        <div class="picture"></div>
        <input
          type="range"
          min="0"
          max=${ticks.length}
          .value=${String(index)}
          aria-label="Request of the session"
          aria-valuetext=${tickText(ticks, index)}
          @input=${this.moved}
        />
      </div>
      <p class="say">
        <span class=${past ? "past" : ""}>${tickText(ticks, index)}</span>
        ${past ? html`<button @click=${() => this.tell(ticks.at(-1)!.n)}>Return to the latest</button>` : nothing}
        <span class="about">${
          past
            ? "The database is as it was then, and the clock stands. Run something and the session goes on from here."
            : "Each tick is a request that changed or read something: the higher ones wrote, the lower ones read. Move the slider, and the whole database goes back to that request."
        }</span>
      </p>
    `
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("ticks") || changed.has("behind")) mount(this.picture, [sessionTicks(this.ticks, this.behind)])
  }

  private moved({ target }: Event): void {
    this.tell(this.ticks[Number((target as HTMLInputElement).value) - 1]?.n ?? 0)
  }

  private tell(n: number): void {
    this.dispatchEvent(new CustomEvent("rewind", { detail: n }))
  }
}
