import { css, html, LitElement, type PropertyValues } from "lit"
import { customElement, property, query } from "lit/decorators.js"
import { type Dots, place } from "../draw/dots.js"
import { mount } from "../draw/drawing.js"
import { fraction } from "../draw/hash.js"
import { colour, looks, patterns } from "../draw/look.js"
import { half, type Lit, ring } from "../draw/ring.js"
import type { Partition } from "../table.js"
import { base, partitionLooks, rangeStates } from "./base.js"

/**
 * <hash-ring> draws the hash space round: ranges, the items' dots, and the way of the last request.
 *
 * Values in: `partitions`, `dots` (top halves of the items' hashes), `lit`, `theme` (the dots are painted anew when it
 * changes). News out: "point" and "pin" with a partition.
 */
@customElement("hash-ring")
export class HashRing extends LitElement {
  static override styles = [
    base,
    partitionLooks,
    rangeStates,
    css`
      :host {
        display: block;
        position: relative;
        width: 100%;
        max-width: 500px;
        margin: 0 auto;
        aspect-ratio: 1;
      }

      svg {
        overflow: visible;
      }

      canvas,
      svg:not(.patterns),
      .svg {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
      }

      .outline {
        fill: none;
        stroke: var(--line);
      }

      .quarter line {
        stroke: var(--edge);
      }

      .quarter text {
        fill: var(--soft);
        font: 12px var(--mono);
      }

      .tick text {
        paint-order: stroke;
        stroke: var(--panel);
        stroke-width: 5px;
      }

      .middle text {
        fill: var(--soft);
        font: 14px var(--sans);
        text-anchor: middle;
      }

      .middle .head {
        fill: var(--ink);
        font: 650 34px var(--sans);
        letter-spacing: -0.02em;
      }

      @media (prefers-reduced-motion: no-preference) {
        .tick line {
          stroke-dasharray: 140;
          animation: reach 450ms ease-out;
        }

        @keyframes reach {
          from {
            stroke-dashoffset: 140;
          }
        }
      }
    `,
  ]

  @property({ attribute: false }) partitions: readonly Partition[] = []
  @property({ attribute: false }) dots: Uint32Array = new Uint32Array()
  @property({ attribute: false }) lit: Lit = { hashes: [] }
  @property() theme = ""
  @query("canvas") private canvas!: HTMLCanvasElement
  @query(".svg") private picture!: HTMLElement
  private placed: Dots = place(this.dots)
  private readonly sized = new ResizeObserver(() => this.paint())

  override connectedCallback(): void {
    super.connectedCallback()
    this.sized.observe(this)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.sized.disconnect()
  }

  override render() {
    return html`
      ${probes}
      <canvas aria-hidden="true"></canvas>
      <div class="svg" @pointerover=${this.pointed} @pointerleave=${this.left} @click=${this.clicked}></div>
    `
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("dots")) this.placed = place(this.dots)
  }

  protected override updated(changed: PropertyValues<this>): void {
    mount(this.picture, [patterns(), ring(this.partitions, this.lit)])
    if (changed.has("dots") || changed.has("partitions") || changed.has("theme")) this.paint()
  }

  /** Paints the dots. The bitmap stays as it is until the items, the size or the colours change. */
  private paint(): void {
    const context = this.canvas?.getContext("2d")
    const side = this.clientWidth * devicePixelRatio
    if (!context || side === 0) return
    this.canvas.width = this.canvas.height = side
    const scale = side / (2 * half)
    context.setTransform(scale, 0, 0, scale, side / 2, side / 2)
    const runs = this.partitions.map(({ Id, First, Last }) => ({ Id, from: fraction(First), to: fraction(Last) }))
    for (const { Id, from, to } of runs) {
      context.fillStyle = this.colourOf(Id)
      fillDots(context, this.placed, from, to)
    }
  }

  /** The colour that the style sheets give to a partition, in the theme of the moment. */
  private colourOf(partition: number): string {
    return getComputedStyle(this.renderRoot.querySelector(`.probe.${colour(partition)}`)!).color
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

const probes = Array.from({ length: looks }, (_, i) => html`<i class=${`probe ${colour(i)}`} hidden></i>`)

/** Dots whose place in the hash space lies in a range. They are in order, so a run of them is enough. */
function fillDots(context: CanvasRenderingContext2D, { x, y, turn, radius }: Dots, from: number, to: number): void {
  const side = radius * 2
  for (let i = firstAt(turn, from); i < turn.length && turn[i]! < to; i++) {
    context.fillRect(x[i]! - radius, y[i]! - radius, side, side)
  }
}

function firstAt(turn: Float64Array, from: number): number {
  let [low, high] = [0, turn.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (turn[middle]! < from) low = middle + 1
    else high = middle
  }
  return low
}

/** The partition that an event's target belongs to. */
export function partitionAt(event: Event): number | undefined {
  const element = (event.target as Element).closest("[data-partition]")
  return element ? Number(element.getAttribute("data-partition")) : undefined
}
