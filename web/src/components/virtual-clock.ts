import { css, html, LitElement, nothing } from "lit"
import { customElement, property, query } from "lit/decorators.js"
import type { Coming } from "../database.js"
import { many } from "../draw/number.js"
import { clockText, dateText, eventText, paces, until } from "../draw/time.js"
import type { Micros } from "../wire.js"
import { base } from "./base.js"
import { pause, play, toEnd } from "./icons.js"

/**
 * <virtual-clock> shows the database's time and what is coming in it, and lets the reader stop it, step and change its
 * pace.
 *
 * Values in: `now`, `speed` (0 is paused), `coming`. News out: "speed" with a factor, "step" to the next event.
 */
@customElement("virtual-clock")
export class VirtualClock extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        gap: 6px;
        align-items: center;
      }

      button {
        display: grid;
        min-width: 36px;
        padding: 0;
        place-items: center;
      }

      .dial {
        display: grid;
        min-width: 13ch;
        text-align: center;
      }

      small {
        color: var(--soft);
        font-size: 11px;
        line-height: 14px;
      }

      time {
        font: 600 14px / 18px var(--mono);
        font-variant-numeric: tabular-nums;
        text-align: center;
      }

      .paused {
        color: var(--accent);
      }

      select {
        width: 78px;
        padding: 0 6px;
      }

      .coming {
        min-width: 92px;
        padding: 0 10px;
        font-size: 13px;
        white-space: nowrap;
      }

      .coming.some {
        border-color: var(--accent);
        background: var(--tint);
        color: var(--accent);
      }

      [popover] {
        position: fixed;
        inset: auto 16px auto auto;
        width: min(400px, calc(100vw - 32px));
        max-height: 60vh;
        margin: 0;
        padding: 16px 18px;
        overflow: auto;
        border: 1px solid var(--edge);
        border-radius: 12px;
        background: var(--panel);
        box-shadow: 0 12px 32px rgb(0 0 0 / 0.18);
        color: var(--ink);
        font-size: 14px;
        line-height: 1.5;
      }

      h2 {
        margin: 0 0 4px;
        font-size: 15px;
      }

      p {
        margin: 0 0 8px;
        color: var(--soft);
        font-size: 13px;
      }

      ol {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: 2px 14px;
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: grid;
        grid-template-columns: subgrid;
        grid-column: 1 / -1;
      }

      li b {
        font-variant-numeric: tabular-nums;
        text-align: right;
      }

      @media (pointer: coarse), (max-width: 599px) {
        button {
          min-width: 44px;
        }

        .dial {
          flex: 1;
          min-width: 0;
        }

        .coming {
          flex: 1 1 0;
          min-width: 0;
          padding: 0 6px;
          overflow: hidden;
          text-overflow: ellipsis;
        }

        :host {
          flex-wrap: wrap;
          gap: 4px;
        }

        time {
          font-size: 13px;
        }

        select {
          width: 62px;
        }

        .coming {
          min-width: 0;
          padding: 0 6px;
        }
      }
    `,
  ]

  @property({ attribute: false }) now: Micros = 0
  @property({ type: Number }) speed = 1
  @property({ attribute: false }) coming: Coming | undefined
  @query("[popover]") private list!: HTMLElement
  /** What the clock goes on with after a pause. */
  private pace = 1

  override render() {
    const { now, speed, coming } = this
    const paused = speed === 0
    const pace = paused ? this.pace : speed
    const count = coming?.EventCount ?? 0
    return html`
      <button aria-label=${paused ? "Let the clock run" : "Stop the clock"} title=${paused ? "Let the clock run" : "Stop the clock"} @click=${this.toggle}>
        ${paused ? play : pause}
      </button>
      <span class="dial">
        <small aria-hidden="true">Clock</small>
        <time class=${paused ? "paused" : ""} title=${now ? dateText(now) : nothing}>${now ? clockText(now) : "–"}</time>
      </span>
      <select aria-label="Speed of the clock" title="Speed of the clock" @change=${this.chosen}>
        ${paces.map(([factor, name]) => html`<option value=${factor} .selected=${factor === pace}>${name}</option>`)}
      </select>
      <button aria-label="Step to the next event" title="Step to the next event" aria-disabled=${count === 0} @click=${() => count > 0 && this.tell("step")}>
        ${toEnd}
      </button>
      <button class="coming ${count > 0 ? "some" : ""}" aria-haspopup="dialog" title="What will happen by itself, such as replicas catching up" @click=${this.unfold}>
        ${count > 0 ? `${count} coming` : "Nothing due"}
      </button>
      <div popover role="dialog" aria-label="What is coming">
        <h2>What is coming</h2>
        <p>${now ? `It is ${clockText(now)} on ${dateText(now)}. ` : ""}What happens by itself waits here until the clock comes to it.</p>
        ${count === 0 ? html`<p>Nothing is due. After a write it says here, for example: in 26 ms, Shop p5 → replica 1 catches up.</p>` : this.events(coming!)}
      </div>
    `
  }

  private events({ Events, EventCount }: Coming) {
    const hidden = EventCount - Events.length
    return html`
      <ol>${Events.map((event) => html`<li><b>${until(event.At - this.now)}</b><span>${eventText(event)}</span></li>`)}</ol>
      ${hidden > 0 ? html`<p>and ${many(hidden, "more event")}</p>` : nothing}
    `
  }

  private unfold(): void {
    this.list.style.top = `${this.getBoundingClientRect().bottom + 8}px`
    this.list.togglePopover()
  }

  private toggle(): void {
    const paused = this.speed === 0
    if (!paused) this.pace = this.speed
    this.tell("speed", paused ? this.pace : 0)
  }

  /** A pace that is chosen while the clock stands is for later. */
  private chosen({ target }: Event): void {
    const speed = Number((target as HTMLSelectElement).value)
    this.pace = speed
    if (this.speed > 0) this.tell("speed", speed)
  }

  private tell(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }
}
