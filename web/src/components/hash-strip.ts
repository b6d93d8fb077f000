import { css } from "lit"
import { customElement, property } from "lit/decorators.js"
import { histogram } from "../draw/dots.js"
import { mount } from "../draw/drawing.js"
import { patterns } from "../draw/look.js"
import { parts, strip, type Way } from "../draw/strip.js"
import { base, partitionLooks, rangeStates } from "./base.js"
import { PartitionPicture } from "./partition-picture.js"

/**
 * <hash-strip> draws the hash space straight, from 0 to 2^64, with how many items lie where.
 *
 * Values in, beside those of every PartitionPicture: `way`, upright or lying.
 */
@customElement("hash-strip")
export class HashStrip extends PartitionPicture {
  static override styles = [
    base,
    partitionLooks,
    rangeStates,
    css`
      :host {
        display: block;
        position: relative;
        width: 100%;
        aspect-ratio: 210 / 444;
      }

      :host([way="lying"]) {
        aspect-ratio: 460 / 144;
      }

      .picture,
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

  @property({ reflect: true }) way: Way = "upright"

  protected override updated(): void {
    const drawn = strip(this.partitions, histogram(this.dots, parts), this.lit, this.way)
    mount(this.picture, this.partitions.length > 0 ? [patterns(), drawn] : [])
  }
}
