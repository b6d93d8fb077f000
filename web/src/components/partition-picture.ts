import { html, LitElement } from "lit"
import { property, query } from "lit/decorators.js"
import type { Lit } from "../draw/ring.js"
import type { Partition } from "../table.js"

/**
 * What the two pictures of the hash space share: what goes into them, and whom they tell.
 *
 * Values in: `partitions`, `dots` (top halves of the items' hashes), `lit`. News out: "point" with a partition or none,
 * "pin" with a partition. The cards do the same by keyboard.
 */
export abstract class PartitionPicture extends LitElement {
  @property({ attribute: false }) partitions: readonly Partition[] = []
  @property({ attribute: false }) dots: Uint32Array = new Uint32Array()
  @property({ attribute: false }) lit: Lit = { hashes: [] }
  @query(".picture") protected picture!: HTMLElement

  /** Where the drawing is mounted. */
  override render() {
    return html`<div class="picture" @pointerover=${this.pointed} @pointerleave=${this.left} @click=${this.clicked}></div>`
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

/** The partition whose shape an event's target belongs to. */
export function partitionAt(event: Event): number | undefined {
  const shape = (event.target as Element).closest("[data-partition]")
  return shape ? Number(shape.getAttribute("data-partition")) : undefined
}
