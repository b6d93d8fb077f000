import { css, html, LitElement, nothing } from "lit"
import { customElement, property, query } from "lit/decorators.js"
import { mount } from "../draw/drawing.js"
import { lane } from "../draw/lane.js"
import { patterns } from "../draw/look.js"
import type { Lit } from "../draw/ring.js"
import { stations, type Whereabouts } from "../draw/stations.js"
import { speeds } from "../player.js"
import type { Partition } from "../table.js"
import type { Place } from "../trace.js"
import { base, partitionLooks, rangeStates } from "./base.js"
import { again, back, forth, pause, play, toEnd, toStart } from "./icons.js"

/**
 * <time-line> plays the way of the last request: its stations, what happens at the one it is at, and the controls.
 *
 * Values in: `places` (the story), `where` in it, `note` on the partition it is in, `frame` of `frames`, `playing`,
 * `speed`, `loop`, `cost` so far, `partitions` and how they are `lit`. News out: "go" with a frame, "place" with the index
 * of a place, "toggle" to play or pause, "speed" with a factor, "loop".
 */
@customElement("time-line")
export class TimeLine extends LitElement {
  static override styles = [
    base,
    partitionLooks,
    rangeStates,
    css`
      :host {
        display: grid;
        grid-template: "scrub scrub scrub" 20px "name lane ." 16px "controls way end" 1fr / max-content minmax(0, 1fr) max-content;
        gap: 0 20px;
        align-items: center;
        height: 108px;
        padding: 0 24px 8px;
      }

      .name,
      .speed {
        color: var(--soft);
        font-size: 12px;
        line-height: 16px;
      }

      .name {
        grid-area: name;
      }

      .partitions {
        grid-area: lane;
        height: 16px;
      }

      .lane {
        display: block;
        width: 100%;
        height: 16px;
        overflow: visible;
      }

      .lane .range {
        cursor: default;
      }

      .lane .range text {
        fill: var(--soft);
        font: 600 10.5px var(--mono);
        text-anchor: middle;
        paint-order: stroke;
        stroke: var(--panel);
        stroke-width: 4px;
        stroke-linejoin: round;
      }

      .lane .range.lit text {
        fill: var(--ink);
      }

      .lane .range.head .edge {
        stroke: var(--accent);
        stroke-width: 4;
      }

      .scrub {
        grid-area: scrub;
        width: calc(100% + 48px);
        min-height: 20px;
        height: 20px;
        margin: 0 -24px;
        padding: 0;
        border: 0;
        background: none;
        accent-color: var(--accent);
        cursor: pointer;
      }

      .controls {
        display: flex;
        grid-area: controls;
        gap: 4px;
      }

      .end {
        display: flex;
        grid-area: end;
        gap: 8px;
        align-items: center;
      }

      button {
        display: grid;
        min-width: 36px;
        padding: 0;
        place-items: center;
      }

      .play {
        min-width: 48px;
      }

      .loop[aria-pressed="true"] {
        border-color: var(--accent);
        background: var(--tint);
        color: var(--accent);
      }

      select {
        padding: 0 4px;
      }

      .way {
        grid-area: way;
        min-width: 0;
      }

      .stations {
        display: flex;
        margin: 0;
        padding: 0;
        list-style: none;
      }

      .station {
        position: relative;
        flex: 1;
        padding-left: 20px;
        color: var(--soft);
        font: 500 13px / 24px var(--mono);
        white-space: nowrap;
        cursor: pointer;
      }

      .station:last-child {
        flex: none;
      }

      /* The line between two stations, and the station. */
      .station:not(:last-child)::before {
        position: absolute;
        top: 11px;
        left: 7px;
        width: 100%;
        height: 2px;
        background: var(--line);
        content: "";
      }

      .station.behind:not(:last-child)::before {
        background: var(--accent);
        opacity: 0.45;
      }

      .station::after {
        position: absolute;
        top: 6px;
        left: 1px;
        width: 12px;
        height: 12px;
        border: 2px solid var(--edge);
        border-radius: 99px;
        background: var(--panel);
        content: "";
      }

      .station span {
        position: relative;
        padding-right: 8px;
        background: var(--panel);
      }

      .station.behind::after {
        border-color: var(--accent);
        background: var(--accent);
      }

      .station.here {
        color: var(--accent);
        font-weight: 700;
      }

      .station.here::after {
        border-color: var(--accent);
        box-shadow: 0 0 0 4px var(--tint);
      }

      .station.passed {
        color: var(--soft);
        cursor: default;
      }

      .station.passed::after {
        border-style: dotted;
      }

      .say {
        margin: 2px 0 0;
        overflow: hidden;
        line-height: 22px;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .note {
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }

      .say b {
        display: none;
        color: var(--accent);
        font: 600 13px var(--mono);
      }

      .cost {
        min-width: 9ch;
        font-weight: 650;
        font-variant-numeric: tabular-nums;
        text-align: right;
      }

      /* The stations have no room here; the sentence says its place instead. */
      @media (max-width: 1099px) {
        :host {
          grid-template: "scrub scrub" 20px "lane lane" 20px "controls end" auto "way way" 1fr / minmax(0, 1fr) max-content;
          height: 138px;
          padding-bottom: 6px;
        }

        .name {
          display: none;
        }

        .partitions {
          align-self: start;
        }

        .stations {
          display: none;
        }

        .say {
          display: -webkit-box;
          -webkit-box-orient: vertical;
          -webkit-line-clamp: 2;
          min-height: 44px;
          margin-top: 4px;
          white-space: normal;
        }

        .say b {
          display: inline;
        }
      }

      @media (pointer: coarse), (max-width: 599px) {
        :host {
          gap: 0 6px;
          padding: 0 16px 6px;
        }

        .scrub {
          width: calc(100% + 16px);
          height: 44px;
          min-height: 44px;
          margin: -12px -8px;
        }

        button,
        .play {
          min-width: 44px;
        }

        .controls {
          gap: 2px;
        }

        .end {
          gap: 4px;
        }

        .cost {
          display: none;
        }
      }

      /* As low as it can be: what the slider does too, and pace, have no place here; the list has the whole sentence. */
      @media (max-width: 599px) {
        :host {
          grid-template: "scrub scrub" 16px "lane lane" 18px "controls way" 1fr / max-content minmax(0, 1fr);
          gap: 0 10px;
          height: 92px;
          padding-bottom: 4px;
        }

        .far,
        .end {
          display: none;
        }

        .scrub {
          margin-top: -14px;
        }

        .say {
          -webkit-line-clamp: 3;
          min-height: 0;
          margin: 0;
          font-size: 13px;
          line-height: 17px;
        }
      }
    `,
  ]

  @property({ attribute: false }) places: readonly Place[] = []
  @property({ attribute: false }) where: Whereabouts = { at: 0, furthest: -1, done: false }
  @property() note = ""
  @property({ attribute: false }) partitions: readonly Partition[] = []
  @property({ attribute: false }) lit: Lit = { hashes: [] }
  @property({ type: Number }) frame = 0
  @property({ type: Number }) frames = 0
  @property({ type: Boolean }) playing = false
  @property({ type: Number }) speed = 1
  @property({ type: Boolean }) loop = false
  @property() cost = ""
  @query(".partitions") private drawn!: HTMLElement

  override render() {
    const { frame, frames, playing, note } = this
    const place = this.places[this.where.at]
    const last = Math.max(0, frames - 1)
    return html`
      <input
        class="scrub"
        type="range"
        min="0"
        max=${last}
        .value=${String(frame)}
        aria-label="Moment of the way"
        aria-valuetext=${place ? `${frame + 1} of ${frames}: ${place.place}${note && `, ${note}`}` : "no request yet"}
        @input=${this.scrubbed}
      />
      <span class="name" aria-hidden="true">Replay</span>
      <div class="partitions"></div>
      <div class="controls" role="group" aria-label="Replay">
        ${this.button("To the start", toStart, () => this.tell("go", 0), "far")}
        ${this.button("Step back", back, () => this.tell("go", frame - 1))}
        <button class="play" aria-label=${playing ? "Pause" : "Play"} title=${playing ? "Pause the replay" : "Play the way of the request again"} aria-disabled=${frames === 0} @click=${() => this.tell("toggle")}>
          ${playing ? pause : play}
        </button>
        ${this.button("Step forward", forth, () => this.tell("go", frame + 1))}
        ${this.button("To the end", toEnd, () => this.tell("go", last), "far")}
      </div>
      <div class="way">
        <ol class="stations" aria-hidden="true">
          ${stations(this.places, this.where).map(
            ({ label, place, state }) =>
              html`<li class=${`station ${state}`} title=${place === undefined && state !== "ahead" ? `${label}: not needed` : nothing} @click=${() => place !== undefined && this.tell("place", place)}><span>${label}</span></li>`,
          )}
        </ol>
        <p class="say">${place ? html`<b>${place.place}</b> ${note ? html`<span class="note">${note}</span>` : place.text}` : "Run something, and you can replay here what it did."}</p>
      </div>
      <div class="end">
        <span class="cost">${this.cost}</span>
        <span class="speed" aria-hidden="true">Speed</span>
        <select aria-label="Speed of the replay" title="Speed of the replay" @change=${this.chosenSpeed}>
          ${speeds.map((speed) => html`<option value=${speed} .selected=${speed === this.speed}>${nameOf(speed)}</option>`)}
        </select>
        <button class="loop" aria-label="Play over and over" title="Play over and over" aria-pressed=${this.loop} @click=${() => this.tell("loop", !this.loop)}>
          ${again}
        </button>
      </div>
    `
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has("partitions") && !changed.has("lit")) return
    mount(this.drawn, this.partitions.length > 0 ? [patterns(), lane(this.partitions, this.lit)] : [])
  }

  private button(label: string, icon: unknown, act: () => void, look = "") {
    return html`<button class=${look} aria-label=${label} title=${label} aria-disabled=${this.frames === 0} @click=${act}>${icon}</button>`
  }

  private scrubbed({ target }: Event): void {
    this.tell("go", Number((target as HTMLInputElement).value))
  }

  private chosenSpeed({ target }: Event): void {
    this.tell("speed", Number((target as HTMLSelectElement).value))
  }

  private tell(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }
}

const nameOf = (speed: number): string => (speed === 0.5 ? "½×" : `${speed}×`)
