import { css, html, LitElement } from "lit"
import { customElement, property, query } from "lit/decorators.js"
import { mount } from "../draw/drawing.js"
import type { Whereabouts } from "../draw/stations.js"
import { story } from "../draw/story.js"
import type { Place } from "../trace.js"
import { base } from "./base.js"

/**
 * <story-list> tells a request's way, a sentence for each place it came through, as a list to walk through.
 *
 * Values in: `places` and `where` in them the request is. News out: "place" with the index of one.
 */
@customElement("story-list")
export class StoryList extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        min-height: 300px;
      }

      ul {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        margin: 0;
        padding: 0;
        border-radius: 8px;
        list-style: none;
      }

      li {
        display: grid;
        grid-template-columns: subgrid;
        grid-column: 1 / -1;
        gap: 16px;
        padding: 5px 8px 5px 0;
        border-radius: 6px;
        cursor: pointer;
      }

      li b {
        position: relative;
        padding-left: 24px;
        font: 600 13px / 24px var(--mono);
      }

      /* A line of stations. */
      li b::before {
        position: absolute;
        top: 7px;
        left: 4px;
        z-index: 1;
        width: 10px;
        height: 10px;
        border: 2px solid var(--accent);
        border-radius: 99px;
        background: var(--accent);
        content: "";
      }

      li:not(:last-child) b::after {
        position: absolute;
        top: 12px;
        left: 8px;
        width: 2px;
        height: calc(100% + 10px);
        background: var(--accent);
        opacity: 0.35;
        content: "";
      }

      li span {
        max-width: 90ch;
        line-height: 24px;
        overflow-wrap: anywhere;
        text-wrap: pretty;
      }

      .ahead {
        color: var(--soft);
      }

      .ahead b::before {
        border-color: var(--edge);
        background: var(--ground);
      }

      .here {
        background: var(--tint);
      }

      .here b {
        color: var(--accent);
      }

      .here b::before {
        background: var(--ground);
      }

      ul:focus-visible [aria-selected="true"] {
        outline: 2px solid var(--accent);
      }

      p {
        margin: 0;
        color: var(--soft);
      }

      @media (max-width: 599px) {
        :host {
          min-height: 400px;
        }

        li {
          gap: 8px;
          min-height: 44px;
        }
      }
    `,
  ]

  @property({ attribute: false }) places: readonly Place[] = []
  @property({ attribute: false }) where: Whereabouts = { at: 0, furthest: -1, done: false }

  @query("div") private told!: HTMLElement

  override render() {
    const empty = this.places.length === 0
    return html`
      <div ?hidden=${empty} @keydown=${this.keyed} @click=${this.clicked}></div>
      <p ?hidden=${!empty}>Run something above: each step that it takes is then explained here.</p>
    `
  }

  protected override updated(): void {
    mount(this.told, [story(this.places, this.where, true)])
  }

  private keyed(event: KeyboardEvent): void {
    const last = this.places.length - 1
    const to = { ArrowUp: this.where.at - 1, ArrowDown: this.where.at + 1, Home: 0, End: last }[event.key]
    if (to === undefined) return
    event.preventDefault()
    this.tell(Math.min(last, Math.max(0, to)))
  }

  private clicked({ target }: Event): void {
    const place = (target as Element).closest("[data-place]")
    if (place) this.tell(Number(place.getAttribute("data-place")))
  }

  private tell(place: number): void {
    this.dispatchEvent(new CustomEvent("place", { detail: place }))
  }
}
