import { css, html, LitElement, nothing, type PropertyValues } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import { type Drawing, mount } from "../draw/drawing.js"
import { keyName, keyText } from "../draw/key.js"
import { brief, count, many } from "../draw/number.js"
import { counts, pathTo, type Shape } from "../draw/tree.js"
import { type Ink, paintTree } from "../draw/tree-canvas.js"
import { type Layout, layOut, moved, towards, type View, whole, zoomed } from "../draw/tree-layout.js"
import {
  order,
  type Pointed,
  sample,
  stateOf,
  statesIn,
  stateText,
  treePicture,
  treeText,
} from "../draw/tree-picture.js"
import type { Focused } from "../focus.js"
import type { TreeSeen } from "../seen.js"
import { base } from "./base.js"
import { drawn } from "./drawn.js"
import { listenGestures, placeIn } from "./gestures.js"

// More nodes than this are painted on a canvas.
const drawable = 300

// The table shows so many items.
const listed = 500

/**
 * <tree-view> shows the B-tree of one partition on one replica, and what the last request did in it.
 *
 * Values in: `tree`; `focusKey` and `tinted`, the joined names of the key in focus and of all that belong to it; `theme`, at whose change a
 * canvas is painted anew; `cut` and `note`. News out: "split", "point" with a Focused or undefined, "pin" with a Focused, "keys" with the node whose
 * subtree's keys are wanted.
 */
@customElement("tree-view")
export class TreeView extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }

      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
        margin-bottom: 6px;
      }

      h3 {
        margin: 0;
        font-size: 18px;
        font-weight: 650;
        letter-spacing: -0.01em;
      }

      .about {
        color: var(--soft);
        font-size: 13px;
      }

      /* The same place for all partitions, however much there is to say about one. */
      .tools {
        display: flex;
        flex: 1;
        gap: 4px;
        min-width: 0;
        min-height: 32px;
      }

      h3 {
        min-width: 44px;
      }

      .about {
        flex: 1 0 100%;
      }

      .split {
        margin-right: auto;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .tools button {
        min-width: 36px;
        min-height: 32px;
        padding: 0 9px;
      }

      .tools button.split {
        min-width: 0;
      }

      .order {
        flex: 1 0 100%;
      }

      .stage {
        position: relative;
        overflow: hidden;
        border-radius: 8px;
        touch-action: pan-y;
        user-select: none;
      }

      .stage.moves {
        cursor: grab;
        touch-action: none;
      }

      .picture,
      .tree,
      canvas {
        display: block;
        width: 100%;
      }

      .edge {
        fill: none;
        stroke: var(--edge);
      }

      .edge.way {
        stroke: var(--accent);
        stroke-width: 2.5;
      }

      .box {
        fill: var(--panel);
        stroke: var(--edge);
      }

      .box.way {
        stroke: var(--accent);
        stroke-width: 2;
      }

      .crumb {
        fill: var(--line);
      }

      .crumb.read {
        fill: var(--accent);
      }

      .hatch {
        stroke: var(--edge);
        fill: none;
      }

      .key {
        cursor: pointer;
      }

      .halo {
        fill: transparent;
        stroke: none;
      }

      .returned .mark,
      .written .mark {
        fill: var(--accent);
      }

      .filtered .mark {
        fill: var(--panel);
        stroke: var(--accent);
        stroke-width: 2;
      }

      .unread .mark {
        stroke: var(--edge);
      }

      .probe {
        fill: none;
        stroke: var(--accent);
        stroke-width: 1.5;
      }

      .tinted .halo {
        fill: var(--tint);
      }

      .box:hover {
        stroke: var(--accent);
      }

      .key:hover .halo,
      .focus .halo {
        fill: var(--tint);
        stroke: var(--accent);
        stroke-width: 1.5;
      }

      .tree text {
        font: 11px var(--mono);
        pointer-events: none;
      }

      .label {
        fill: var(--soft);
      }

      .returned .label,
      .written .label,
      .focus .label,
      .tinted .label {
        fill: var(--ink);
      }

      .heading {
        fill: var(--soft);
        font-weight: 600 !important;
      }

      .comparisons {
        fill: var(--accent);
        font: 600 12px var(--sans) !important;
      }

      .legend {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 16px;
        margin: 8px 0 0;
        padding: 0;
        color: var(--soft);
        font-size: 13px;
        list-style: none;
      }

      .legend li {
        display: flex;
        align-items: center;
        gap: 6px;
      }

      .note {
        margin: 4px 0 0;
        font-size: 13px;
      }

      .note:empty {
        display: none;
      }

      .hint {
        position: absolute;
        right: 6px;
        bottom: 4px;
        padding: 1px 6px;
        border-radius: 6px;
        background: var(--panel);
        color: var(--soft);
        font-size: 12px;
      }

      details {
        margin-top: 8px;
        font-size: 13px;
      }

      summary {
        width: max-content;
        padding: 4px 0;
        color: var(--soft);
        cursor: pointer;
      }

      .scroll {
        max-height: 320px;
        overflow: auto;
      }

      table {
        border-collapse: collapse;
        font-variant-numeric: tabular-nums;
      }

      th,
      td {
        max-width: 280px;
        padding: 5px 16px 5px 0;
        border-bottom: 1px solid var(--line);
        overflow: hidden;
        text-align: left;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      @media (pointer: coarse), (max-width: 599px) {
        summary {
          min-height: 44px;
          padding: 12px 0;
        }

        .tools {
          min-height: 44px;
        }

        .tools button:not(.split) {
          min-width: 44px;
          min-height: 44px;
        }
      }

      @media (prefers-reduced-motion: no-preference) {
        .edge.way {
          stroke-dasharray: 200;
          animation: descend 400ms ease-out;
        }

        .pulse .box.way {
          animation: pulse 900ms ease-in-out infinite alternate;
        }

        @keyframes descend {
          from {
            stroke-dashoffset: 200;
          }
        }

        @keyframes pulse {
          to {
            stroke-width: 4;
          }
        }
      }
    `,
  ]

  @property({ attribute: false }) tree: TreeSeen | undefined
  @property() focusKey = ""
  @property({ attribute: false }) tinted: ReadonlySet<string> = new Set()
  @property() theme = ""
  /** Where "split" would cut the partition, in words, and what came of the last one. */
  @property() cut = ""
  @property() note = ""
  @state() private view: View = { from: 0, to: 1 }
  @state() private width = 0
  /** The rank that the keyboard is at, −1 before it was there. */
  @state() private at = -1
  @state() private open = false
  @query(".stage") private stage!: HTMLElement
  private layout: Layout | undefined
  private readonly sized = new ResizeObserver(() => {
    this.width = this.stage.clientWidth
  })

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.sized.disconnect()
  }

  override render() {
    const { tree } = this
    return html`
      <header>${tree ? this.head(tree) : html`<h3>Inside a partition</h3>`}</header>
      <div
        class="stage ${this.movable ? "moves" : ""}"
        role="listbox"
        tabindex="0"
        aria-label=${tree ? treeText(tree.partition, tree.replica, tree.shape, tree.marks) : "No tree yet"}
        aria-activedescendant=${this.at >= 0 ? `key-${this.at}` : nothing}
        @keydown=${this.keyed}
        @focus=${this.entered}
        @blur=${() => this.tell("point", undefined)}
        @pointerover=${this.hovered}
        @pointermove=${this.hovered}
        @pointerleave=${() => this.tell("point", undefined)}
        @click=${this.clicked}
      >
        <div class="picture"></div>
        <canvas ?hidden=${!this.painted}></canvas>
        <div class="unseen">${this.options()}</div>
        ${tree && tree.shape.leaves > 60 && !this.movable ? html`<span class="hint">click, then wheel or + to zoom</span>` : nothing}
      </div>
      ${tree ? this.legend(tree) : nothing}
      <p class="note" role="status" aria-label="Split">${this.note}</p>
      <details @toggle=${this.toggled}>
        <summary>Show the tree as a table</summary>
        ${this.open && tree ? this.table(tree) : nothing}
      </details>
    `
  }

  protected override firstUpdated(): void {
    this.sized.observe(this.stage)
    const element = this
    listenGestures(this.stage, {
      zoom: (by, x) => this.zoom(by, x),
      pan: (x) => this.pan(-x),
      get movable() {
        return element.movable
      },
    })
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("tree") as TreeSeen | undefined
    if (changed.has("tree") && before?.shape !== this.tree?.shape) {
      this.view = whole(this.tree?.shape ?? { leaves: 1 })
      this.at = -1
    }
  }

  protected override updated(): void {
    const { tree, width, view } = this
    if (!tree || width === 0) return
    this.layout = layOut(tree.shape, view, width)
    if (this.painted) this.paint(tree, this.layout)
    mount(this.renderRoot.querySelector(".picture")!, this.painted ? [] : [this.drawing(tree, this.layout)])
    this.wish(tree.shape, this.layout)
  }

  private get painted(): boolean {
    return (this.tree?.shape.nodes.length ?? 0) > drawable
  }

  private get movable(): boolean {
    return this.view.to - this.view.from < (this.tree?.shape.leaves ?? 1)
  }

  private head({ index, partition, replica, answered, shape }: TreeSeen) {
    const cut = html`<button class="split" @click=${() => this.tell("split", undefined)}>${this.cut}</button>`
    const one = answered ? `Replica ${replica} answered` : `Replica ${replica}`
    const size = `${many(shape.keys.length, "item")} · ${many(shape.nodes.length, "node")} · ${many(shape.height, "level")}`
    return html`
      <h3>p${partition}</h3>
      <span class="tools">
        ${this.cut ? cut : nothing}
        ${
          shape.leaves > 3
            ? html`<button aria-label="Zoom in" @click=${() => this.zoom(2, 0.5)}>+</button>
              <button aria-label="Zoom out" @click=${() => this.zoom(0.5, 0.5)}>−</button>
              <button aria-label="Show the whole tree" aria-disabled=${!this.movable} @click=${this.reset}>All</button>`
            : nothing
        }
      </span>
      <span class="about">${one} · B-tree of ${index ? `${index}, ` : ""}${size}</span>
    `
  }

  /** The counts of the states, and their looks. */
  private legend({ shape, marks }: TreeSeen) {
    const sums = counts(shape, marks)
    return html`<ul class="legend">
      ${statesIn(sums).map((state) => html`<li>${drawn(sample(state))} ${brief(sums[state])} ${stateText[state]}</li>`)}
      <li class="order">${order}</li>
    </ul>`
  }

  /** The keys around the one that the keyboard is at: what a screen reader walks through. */
  private options() {
    const { tree, at } = this
    if (!tree || at < 0) return nothing
    const { keys } = tree.shape
    const near = [at - 1, at, at + 1].filter((rank) => rank >= 0 && rank < keys.length)
    return near.map(
      (rank) => html`<div
        role="option"
        id=${`key-${rank}`}
        aria-selected=${rank === at}
        aria-posinset=${rank + 1}
        aria-setsize=${keys.length}
      >${keys[rank] ? keyText(keys[rank]) : `item ${rank + 1}`}, ${stateText[stateOf(tree.marks, rank)]}</div>`,
    )
  }

  private table({ shape, marks }: TreeSeen) {
    const rows = shape.keys.slice(0, listed)
    return html`
      <div class="scroll" tabindex="0" role="group" aria-label="The tree as a table">
        <table>
          <thead>
            <tr><th scope="col">Item</th><th scope="col">Node</th><th scope="col">Last request</th></tr>
          </thead>
          <tbody>
            ${rows.map(
              (key, rank) => html`<tr>
                <th scope="row">${key ? keyText(key) : "not fetched"}</th>
                <td>${nodeName(shape, rank)}</td>
                <td>${stateText[stateOf(marks, rank)]}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${shape.keys.length > listed ? html`<p>The first ${listed} of ${count(shape.keys.length)}.</p>` : nothing}
    `
  }

  private toggled(event: Event): void {
    this.open = (event.target as HTMLDetailsElement).open
  }

  private pointed({ ranks }: Shape): Pointed {
    const tinted = new Set([...this.tinted].map((name) => ranks.get(name)))
    return { rank: ranks.get(this.focusKey) ?? -1, tinted: (rank) => tinted.has(rank) }
  }

  private drawing({ shape, marks, pulse }: TreeSeen, layout: Layout): Drawing {
    return treePicture(shape, marks, layout, this.pointed(shape), pulse)
  }

  private paint({ shape, marks }: TreeSeen, layout: Layout): void {
    const canvas = this.renderRoot.querySelector("canvas")!
    const context = canvas.getContext("2d")
    if (!context) return
    const [width, height] = [layout.width * devicePixelRatio, layout.height * devicePixelRatio]
    if (canvas.width !== Math.round(width) || canvas.height !== Math.round(height)) {
      Object.assign(canvas, { width: Math.round(width), height: Math.round(height) })
    }
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0)
    paintTree(context, shape, marks, layout, this.pointed(shape), this.ink())
  }

  private ink(): Ink {
    const style = getComputedStyle(this)
    const probe = (name: string) => {
      const value = style.getPropertyValue(name).trim()
      // A canvas doesn't know light-dark().
      const sides = /^light-dark\(([^,]+),([^)]+)\)$/.exec(value)
      return sides ? sides[style.colorScheme === "dark" ? 2 : 1]!.trim() : value
    }
    return {
      accent: probe("--accent"),
      ink: probe("--ink"),
      soft: probe("--soft"),
      edge: probe("--edge"),
      line: probe("--line"),
      panel: probe("--panel"),
      tint: probe("--tint"),
      mono: probe("--mono"),
      sans: probe("--sans"),
    }
  }

  /** Asks for the keys of the nodes that have become big enough to be read. */
  private wish({ keys, nodes, homes }: Shape, { cells }: Layout): void {
    const missing = cells.find(({ rank, size }) => size >= 12 && !keys[rank])
    if (missing) this.tell("keys", nodes[homes[missing.rank]!]!.id)
  }

  private zoom(by: number, about: number): void {
    if (this.tree) this.view = zoomed(this.view, by, about, this.tree.shape)
  }

  /** Where in the picture the key is that the keyboard is at, from 0 to 1. */
  private place(): number {
    const { tree, at, view } = this
    const home = tree?.shape.nodes[tree.shape.homes[at] ?? -1]
    return home ? ((home.from + home.to) / 2 - view.from) / (view.to - view.from) : 0.5
  }

  private pan(by: number): void {
    if (this.tree) this.view = moved(this.view, by, this.tree.shape)
  }

  private reset(): void {
    if (this.tree) this.view = whole(this.tree.shape)
  }

  private entered(): void {
    const { tree } = this
    if (!tree || tree.shape.keys.length === 0) return
    const read = [...tree.marks.states.keys()].sort((a, b) => a - b)[0]
    this.go(this.at >= 0 ? this.at : (read ?? 0))
  }

  private go(rank: number): void {
    const { shape } = this.tree!
    this.at = Math.max(0, Math.min(shape.keys.length - 1, rank))
    this.view = towards(this.view, this.at, shape)
    this.tell("point", this.focusOf(this.at))
  }

  private keyed(event: KeyboardEvent): void {
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : this.actionOf(event)
    if (!act || !this.tree) return
    event.preventDefault()
    act()
  }

  private actionOf({ key, shiftKey }: KeyboardEvent): (() => void) | undefined {
    const last = (this.tree?.shape.keys.length ?? 1) - 1
    const forward = key === "ArrowRight" || key === "ArrowDown"
    if (forward || key === "ArrowLeft" || key === "ArrowUp") {
      const by = forward ? 1 : -1
      return shiftKey ? () => this.pan(by / 4) : () => this.go(this.at + by)
    }
    const actions: Record<string, () => void> = {
      Home: () => this.go(0),
      End: () => this.go(last),
      "+": () => this.zoom(2, this.place()),
      "=": () => this.zoom(2, this.place()),
      "-": () => this.zoom(0.5, this.place()),
      "0": () => this.reset(),
      Enter: () => this.pin(this.at),
      " ": () => this.pin(this.at),
    }
    return actions[key]
  }

  private hovered(event: PointerEvent): void {
    if (event.buttons > 0) return
    const rank = this.rankAt(event)
    if (rank !== undefined) this.tell("point", this.focusOf(rank))
    else if (event.type === "pointerover") this.tell("point", this.nodeAt(event))
  }

  /** The node whose frame is under the pointer, between its keys. */
  private nodeAt(event: Event): Focused | undefined {
    const node = (event.target as Element).closest("[data-node]")?.getAttribute("data-node")
    if (!this.tree || !node) return undefined
    const { partition, shape } = this.tree
    return { kind: "node", partition, path: pathTo(shape.nodes, Number(node)) }
  }

  private clicked(event: PointerEvent): void {
    const rank = this.rankAt(event)
    if (rank === undefined) return
    this.at = rank
    this.pin(rank)
  }

  private pin(rank: number): void {
    const focused = this.focusOf(rank)
    if (focused) this.tell("pin", focused)
  }

  /** The rank of the key under the pointer. */
  private rankAt(event: MouseEvent): number | undefined {
    const drawn = (event.target as Element).closest?.("[data-rank]")
    if (drawn) return Number(drawn.getAttribute("data-rank"))
    if (!this.layout || !this.painted) return undefined
    const { x, y } = placeIn(this.renderRoot.querySelector("canvas")!, event)
    const [left, top] = [x * this.layout.width, y * this.layout.height]
    const inside = (at: number, from: number, size: number) => at >= from - 4 && at <= from + size + 4
    return this.layout.cells.find((cell) => inside(left, cell.x, cell.width) && inside(top, cell.y, cell.size))?.rank
  }

  private focusOf(rank: number): Focused | undefined {
    const { tree } = this
    const key = tree?.shape.keys[rank]
    if (!tree || !key) return undefined
    return { kind: "item", key: keyName(key), hash: key.Hash, partition: tree.partition }
  }

  private tell(name: "point" | "pin" | "keys" | "split", detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }
}

function nodeName({ nodes, homes }: Shape, rank: number): string {
  const path = pathTo(nodes, homes[rank]!)
  return path.length === 0 ? "root" : path.map((child) => child + 1).join(".")
}
