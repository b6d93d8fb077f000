import { css, html, type PropertyValues } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import { type Camera, home, moveTo, panBy, pointAt, zoomAt, zoomTo } from "../draw/camera.js"
import { type Dots, nearest, paintDots, place, whereIs } from "../draw/dots.js"
import { mount } from "../draw/drawing.js"
import { fraction } from "../draw/hash.js"
import type { Heats } from "../draw/heat.js"
import { colour, looks, patterns } from "../draw/look.js"
import { closerAt, half, ring } from "../draw/ring.js"
import type { Partition } from "../table.js"
import { base, partitionLooks, rangeStates } from "./base.js"
import { listenGestures, placeIn } from "./gestures.js"
import { PartitionPicture } from "./partition-picture.js"

/**
 * <hash-ring> draws the hash space round: ranges, the items' dots, and the way of the last request.
 *
 * Values in, beside those of every PartitionPicture: `theme`, at whose change the dots are painted anew; `hint`, what the
 * dot that is pointed at stands for; `heats`, how hot the partitions are. News out: "dot" with where its item is, or undefined; "pin-dot"; "table" when that is wanted.
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
        margin: 0 auto 44px;
        aspect-ratio: 1;
      }

      svg {
        overflow: visible;
      }

      .frame {
        position: absolute;
        inset: 0;
        border-radius: 12px;
        touch-action: pan-y;
        user-select: none;
      }

      .frame.moves {
        overflow: hidden;
        box-shadow: 0 0 0 1px var(--line);
        cursor: grab;
        touch-action: none;
      }

      .stage {
        transform-origin: 0 0;
        will-change: transform;
      }

      .hint {
        position: absolute;
        right: 8px;
        bottom: 8px;
        left: 8px;
        width: fit-content;
        margin: 0 auto;
        padding: 3px 10px;
        border: 1px solid var(--accent);
        border-radius: 8px;
        background: var(--panel);
        color: var(--ink);
        font: 12px/18px var(--mono);
        overflow-wrap: anywhere;
        pointer-events: none;
      }

      .tools {
        position: absolute;
        top: calc(100% + 8px);
        right: 0;
        left: 0;
        display: flex;
        justify-content: center;
        gap: 4px;
      }

      .tools button {
        min-width: 32px;
        min-height: 32px;
        padding: 0 8px;
      }

      @media (pointer: coarse), (max-width: 599px) {
        :host {
          margin-bottom: 56px;
        }

        .tools button {
          min-width: 44px;
          min-height: 44px;
        }
      }

      /* Zoomed in, texts and lines stay as big as they are. */
      svg:not(.patterns) * {
        vector-effect: non-scaling-stroke;
      }

      .number circle {
        r: calc(13px / var(--zoom, 1));
      }

      .tick circle,
      .landing circle {
        r: calc(4.5px / var(--zoom, 1));
      }

      .place circle {
        r: calc(6px / var(--zoom, 1));
      }

      svg:not(.patterns) .number text,
      svg:not(.patterns) .tick text,
      svg:not(.patterns) .landing text {
        font-size: calc(14px / var(--zoom, 1));
      }

      svg:not(.patterns) .quarter text {
        font-size: calc(12px / var(--zoom, 1));
      }

      .stage,
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

      .heat .most {
        fill: none;
        stroke: var(--line);
      }

      .heat .hot > path {
        fill: var(--soft);
      }

      .heat .throttled > path {
        fill: var(--bad);
      }

      .heat .refused circle {
        fill: var(--bad-tint);
        stroke: var(--bad);
      }

      .heat .refused path {
        stroke: var(--bad);
        stroke-width: 2;
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
  /** What the dot that is pointed at stands for. */
  @property() hint = ""
  @property({ attribute: false }) heats: Heats = new Map()
  @state() private camera: Camera = home
  @query("canvas") private canvas!: HTMLCanvasElement
  @query(".stage") private stage!: HTMLElement
  private cuts = ""
  private fresh: ReadonlySet<number> = new Set()
  private placed: Dots = place(this.dots)
  /** The camera that the drawing is made for; until the next one is made it is only moved. */
  private drawn: Camera = home
  private dot: number | undefined
  private settling: ReturnType<typeof setTimeout> | undefined
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
    const far = this.camera.scale > 1
    return html`
      ${probes}
      <div
        class="frame ${far ? "moves" : ""}"
        role="group"
        aria-label="The ring; arrows walk the items by hash, plus and minus zoom"
        tabindex="0"
        @keydown=${this.keyed}
        @pointermove=${this.hovered}
        @pointerleave=${() => this.take(undefined)}
        @blur=${() => this.take(undefined)}
        @click=${this.pinned}
      >
        <div class="stage">
          <canvas aria-hidden="true"></canvas>
          ${super.render()}
        </div>
        <span class="hint" role="status" ?hidden=${!this.hint}>${this.hint}</span>
      </div>
      <div class="tools">
        <button aria-label="Zoom into the ring" @click=${this.closer}>+</button>
        <button aria-label="Zoom out of the ring" @click=${() => this.zoom(0.5, 0.5, 0.5)}>−</button>
        <button aria-label="Show the whole ring" aria-disabled=${!far} @click=${() => this.see(home)}>All</button>
        <button aria-label="Show the ring as a table" @click=${() => this.dispatchEvent(new CustomEvent("table"))}>Table</button>
      </div>
    `
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("dots")) this.placed = place(this.dots)
    const before = changed.get("partitions") as readonly Partition[] | undefined
    if (before) this.fresh = cutFrom(before, this.partitions, this.fresh)
  }

  protected override firstUpdated(): void {
    const ring = this
    listenGestures(this.renderRoot.querySelector<HTMLElement>(".frame")!, {
      zoom: (by, x, y) => this.zoom(by, x, y),
      pan: (x, y) => this.see(panBy(this.camera, -x, -y, half)),
      get movable() {
        return ring.camera.scale > 1
      },
    })
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.draw()
    const cuts = this.partitions.map(({ Id, First }) => `${Id} ${First}`).join()
    if (changed.has("dots") || changed.has("theme") || cuts !== this.cuts) this.paint()
    this.cuts = cuts
    this.move()
  }

  private draw(): void {
    mount(this.picture, [
      patterns(this.drawn.scale),
      ring(this.partitions, this.lit, this.fresh, this.drawn, this.heats),
    ])
  }

  private zoom(by: number, x: number, y: number): void {
    this.see(zoomAt(this.camera, by, x, y, half))
  }

  private closer(): void {
    this.see(zoomTo(this.camera, 2, closerAt(this.partitions, this.lit, this.camera), half))
  }

  /** While the camera moves, what is drawn is moved with it; it is drawn anew once the camera rests. */
  private see(camera: Camera): void {
    this.camera = camera
    clearTimeout(this.settling)
    this.settling = setTimeout(() => this.settle(), 160)
  }

  private settle(): void {
    this.drawn = this.camera
    this.stage.style.setProperty("--zoom", String(this.drawn.scale))
    this.draw()
    this.paint()
    this.move()
  }

  private move(): void {
    this.stage.style.transform = moveTo(this.drawn, this.camera, half, this.clientWidth)
  }

  /** Paints the dots. The bitmap stays as it is until the items, the size, the camera or the colours change. */
  private paint(): void {
    const context = this.canvas?.getContext("2d")
    const side = Math.round(this.clientWidth * devicePixelRatio)
    if (!context || side === 0) return
    this.canvas.width = this.canvas.height = side
    const image = context.createImageData(side, side)
    const sheet = { pixels: new Uint32Array(image.data.buffer), side, camera: this.drawn }
    for (const { Id, First, Last } of this.partitions) {
      paintDots(sheet, this.placed, fraction(First), fraction(Last), this.colourOf(Id))
    }
    context.putImageData(image, 0, 0)
  }

  /** The colour that the style sheets give to a partition, in the theme of the moment. */
  private colourOf(partition: number): number {
    const { color } = getComputedStyle(this.renderRoot.querySelector(`.probe.${colour(partition)}`)!)
    const [red = 0, green = 0, blue = 0] = (color.match(/\d+/g) ?? []).map(Number)
    // As a pixel lies in the memory of a little-endian machine, which all are that run this.
    return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0
  }

  private hovered(event: PointerEvent): void {
    if (event.buttons > 0) return
    const at = pointAt(this.camera, half, placeIn(this.renderRoot.querySelector(".frame")!, event))
    this.take(nearest(this.placed, at, 7 / this.camera.scale))
  }

  /** Tells which dot is pointed at. */
  private take(dot: number | undefined): void {
    if (dot === this.dot) return
    this.dot = dot
    this.dispatchEvent(new CustomEvent("dot", { detail: dot === undefined ? undefined : whereIs(this.dots, dot) }))
  }

  private pinned(event: Event): void {
    if (this.dot === undefined) return
    event.stopPropagation()
    this.dispatchEvent(new CustomEvent("pin-dot"))
  }

  private keyed(event: KeyboardEvent): void {
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : this.actionOf(event)
    if (!act) return
    event.preventDefault()
    act()
  }

  private actionOf({ key, shiftKey }: KeyboardEvent): (() => void) | undefined {
    const arrows: Record<string, readonly [number, number]> = {
      ArrowRight: [1, 0],
      ArrowDown: [0, 1],
      ArrowLeft: [-1, 0],
      ArrowUp: [0, -1],
    }
    const [x, y] = arrows[key] ?? [0, 0]
    if (x || y) return shiftKey ? () => this.see(panBy(this.camera, x / 8, y / 8, half)) : () => this.walk(x + y)
    const actions: Record<string, () => void> = {
      "+": () => this.closer(),
      "=": () => this.closer(),
      "-": () => this.zoom(0.5, 0.5, 0.5),
      "0": () => this.see(home),
      Enter: () => this.dispatchEvent(new CustomEvent("pin-dot")),
    }
    return actions[key]
  }

  /** To the next item by hash, round and round. */
  private walk(by: number): void {
    const n = this.placed.turn.length
    if (n > 0) this.take(((this.dot ?? (by > 0 ? -1 : n)) + by + n) % n)
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
