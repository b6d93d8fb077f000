import { css, html, LitElement, nothing } from "lit"
import { customElement, property } from "lit/decorators.js"
import { base } from "./base.js"

/** The lesson that is open, as the menu shows it: which of its steps are done. */
export interface LessonSign {
  readonly title: string
  readonly done: readonly boolean[]
}

/** <lesson-menu> opens the list of lessons, and shows how far the open one is. Values in: `sign`. News out: "lessons". */
@customElement("lesson-menu")
export class LessonMenu extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        min-width: 0;
      }

      button {
        display: flex;
        align-items: center;
        justify-content: center;
        gap: 10px;
        width: 100%;
        overflow: hidden;
        white-space: nowrap;
      }

      .open {
        border-color: var(--accent);
        background: var(--tint);
        color: var(--accent);
      }

      span:has(> .title) {
        overflow: hidden;
        text-overflow: ellipsis;
      }

      .far {
        flex: none;
        font-variant-numeric: tabular-nums;
      }

      .squares {
        display: flex;
        flex: none;
        gap: 3px;
      }

      i {
        width: 9px;
        height: 9px;
        border: 1.5px solid var(--accent);
        border-radius: 2px;
      }

      i.done {
        background: var(--accent);
      }

      @media (min-width: 600px) and (max-width: 1099px) {
        .title,
        .squares {
          display: none;
        }
      }
    `,
  ]

  @property({ attribute: false }) sign: LessonSign | undefined

  override render() {
    const { sign } = this
    return html`
      <button class=${sign ? "open" : ""} aria-label=${sign ? label(sign) : nothing} aria-haspopup="dialog" @click=${() => this.dispatchEvent(new CustomEvent("lessons"))}>
        ${sign ? far(sign) : "Lessons…"}
      </button>
    `
  }
}

const doneIn = ({ done }: LessonSign): number => done.filter(Boolean).length

const label = (sign: LessonSign): string => `Lesson: ${sign.title}, ${doneIn(sign)} of ${sign.done.length} done`

const far = (sign: LessonSign) => html`
  <span>Lesson<span class="title">: ${sign.title}</span></span>
  <span class="far">${doneIn(sign)}/${sign.done.length}</span>
  <span class="squares">${sign.done.map((one) => html`<i class=${one ? "done" : ""}></i>`)}</span>
`
