import { css, html, type PropertyValues } from "lit"
import { customElement, property, query } from "lit/decorators.js"
import { type Dots, place } from "../draw/dots.js"
import { mount } from "../draw/drawing.js"
import { fraction } from "../draw/hash.js"
import { colour, looks, patterns } from "../draw/look.js"
import { half, ring } from "../draw/ring.js"
import type { Partition } from "../table.js"
import { base, partitionLooks, rangeStates } from "./base.js"
import { PartitionPicture } from "./partition-picture.js"

/**
 * <hash-ring> draws the hash space round: ranges, the items' dots, and the way of the last request.
 *
 * Values in, beside those of every PartitionPicture: `theme`, at whose change the dots are painted anew.
 */
@customElement("hash-ring")
export class HashRing extends PartitionPicture {
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
      .picture {
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

  @property() theme = ""
  @query("canvas") private canvas!: HTMLCanvasElement
  private cuts = ""
  private fresh: ReadonlySet<number> = new Set()
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
      ${super.render()}
    `
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("dots")) this.placed = place(this.dots)
    const before = changed.get("partitions") as readonly Partition[] | undefined
    if (before) this.fresh = cutFrom(before, this.partitions, this.fresh)
  }

  protected override updated(changed: PropertyValues<this>): void {
    mount(this.picture, [patterns(), ring(this.partitions, this.lit, this.fresh)])
    const cuts = this.partitions.map(({ Id, First }) => `${Id} ${First}`).join()
    if (changed.has("dots") || changed.has("theme") || cuts !== this.cuts) this.paint()
    this.cuts = cuts
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
}

/** The partitions that begin where a split has just cut; while nothing else changes they stay so. */
function cutFrom(
  before: readonly Partition[],
  now: readonly Partition[],
  fresh: ReadonlySet<number>,
): ReadonlySet<number> {
  const [old, ids] = [new Set(before.map(({ Id }) => Id)), new Set(now.map(({ Id }) => Id))]
  const halves = now.filter(({ Id, Parent }) => !old.has(Id) && old.has(Parent) && !ids.has(Parent))
  // The upper half of each parent begins at the cut.
  if (halves.length > 0) return new Set(halves.filter((_, i) => i % 2 === 1).map(({ Id }) => Id))
  return new Set([...fresh].filter((id) => ids.has(id)))
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
