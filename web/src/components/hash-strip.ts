import { css, html, LitElement } from "lit"
import { customElement, property, query } from "lit/decorators.js"
import { histogram } from "../draw/dots.js"
import { mount } from "../draw/drawing.js"
import { patterns } from "../draw/look.js"
import type { Lit } from "../draw/ring.js"
import { parts, strip, type Way } from "../draw/strip.js"
import type { Partition } from "../table.js"
import { base, partitionLooks, rangeStates } from "./base.js"
import { partitionAt } from "./hash-ring.js"

/**
 * <hash-strip> draws the hash space straight, from 0 to 2^64, with how many items lie where.
 *
 * Values in: `partitions`, `dots`, `lit`, `way` (upright or lying). News out: "point" and "pin" with a partition.
 */
@customElement("hash-strip")
export class HashStrip extends LitElement {
  static override styles = [
    base,
    partitionLooks,
    rangeStates,
    css`
      :host {
        display: block;
        position: relative;
        aspect-ratio: 210 / 444;
        margin: 0 auto;
      }

      :host([way="lying"]) {
        aspect-ratio: 460 / 144;
      }

      .svg,
      svg:not(.patterns) {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
      }

      .bound {
        fill: var(--soft);
        font: 12px var(--mono);
        text-anchor: end;
      }

      .lying .bound {
        text-anchor: middle;
      }

      .tick .bound {
        font-size: 12px;
        fill: var(--accent);
      }

      .profile {
        fill: var(--edge);
        opacity: 0.55;
      }
    `,
  ]

  @property({ attribute: false }) partitions: readonly Partition[] = []
  @property({ attribute: false }) dots: Uint32Array = new Uint32Array()
  @property({ attribute: false }) lit: Lit = { hashes: [] }
  @property({ reflect: true }) way: Way = "upright"
  @query(".svg") private picture!: HTMLElement

  override render() {
    return html`<div class="svg" @pointerover=${this.pointed} @pointerleave=${this.left} @click=${this.clicked}></div>`
  }

  protected override updated(): void {
    const drawn = strip(this.partitions, histogram(this.dots, parts), this.lit, this.way)
    mount(this.picture, this.partitions.length > 0 ? [patterns(), drawn] : [])
  }

  private pointed(event: Event): void {
    this.tell("point", partitionAt(event))
  }

  private left(): void {
    this.tell("point", undefined)
  }

  private clicked(event: Event): void {
    const partition = partitionAt(event)
    if (partition !== undefined) this.tell("pin", partition)
  }

  private tell(name: "point" | "pin", partition: number | undefined): void {
    this.dispatchEvent(new CustomEvent(name, { detail: partition }))
  }
}
