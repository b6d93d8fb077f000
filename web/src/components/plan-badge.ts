import { css, html, LitElement, nothing } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import { tabNames } from "../ask.js"
import { isScan, isWrite, nameOf, planText, togetherText, whyText } from "../draw/plan.js"
import { jsonText } from "../example.js"
import { type Advice, type Explanation, type NativeRequest, operationIn, type Part, sentencesOf } from "../script.js"
import { type Advised, advised, nativeRequests, type Translation } from "../translation.js"
import { base } from "./base.js"

// A screen reader hears of it when the writer pauses, in milliseconds, and not at every key.
const pause = 1200

type Fold = "native" | "advice"

/**
 * <plan-badge> says what the part under the cursor would do, or what is wrong with it; how it reads as a native request,
 * and how a Scan could be none.
 *
 * What stands in it is between the two: Tab leads there from the editor. Values in: `shown`, `parts`, `held` (a mistake is not told yet), `translation`. News out: "advise" with an Advised.
 */
@customElement("plan-badge")
export class PlanBadge extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        position: relative;
        color: var(--soft);
        font-size: 13px;
        line-height: 18px;
      }

      .badge {
        display: flex;
        flex-wrap: wrap;
        align-content: start;
        gap: 4px 10px;
        height: 62px;
        padding-top: 8px;
        overflow: hidden;
      }

      b {
        align-self: start;
        flex: none;
        max-width: 100%;
        padding: 2px 9px;
        border-radius: 12px;
        background: var(--tint);
        color: var(--accent);
        font: 600 13px / 18px var(--sans);
      }

      b.scan {
        background: var(--bad-tint);
        color: var(--bad);
      }

      /* What was said of the text before, while its end is being written. */
      .held b {
        outline: 1px dashed;
        outline-offset: -1px;
      }

      .say {
        display: -webkit-box;
        flex: 1 1 220px;
        min-width: 0;
        padding-top: 2px;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 3;
        overflow: hidden;
        overflow-wrap: anywhere;
      }

      .message {
        color: var(--bad);
      }

      .mend {
        display: block;
        color: var(--ink);
        font-weight: 500;
      }

      .more {
        display: flex;
        align-items: center;
        gap: 4px 12px;
        height: 38px;
      }

      .more button {
        min-height: 30px;
        padding: 0 10px;
        font-size: 13px;
        white-space: nowrap;
      }

      .fold {
        padding: 0 4px !important;
        border-color: transparent;
        background: none;
        color: var(--soft);
      }

      .fold:hover {
        color: var(--ink);
      }

      ul {
        margin: 0 0 8px;
        padding: 0;
        list-style: none;
        color: var(--ink);
      }

      li {
        display: flex;
        gap: 6px 12px;
        align-items: center;
        justify-content: space-between;
        padding: 6px 0;
        text-wrap: pretty;
      }

      li button {
        flex: none;
        min-height: 30px;
        padding: 0 10px;
        font-size: 13px;
      }

      li + li {
        border-top: 1px solid var(--line);
      }

      .together {
        margin-left: auto;
        text-align: right;
        font-variant-numeric: tabular-nums;
      }

      .request {
        margin-bottom: 8px;
      }

      .request p {
        display: flex;
        align-items: center;
        justify-content: space-between;
        font-weight: 600;
      }

      .request button {
        min-height: 30px;
        padding: 0 10px;
        font-size: 13px;
      }

      pre {
        max-height: 260px;
        margin: 0;
        padding: 10px 12px;
        overflow: auto;
        border: 1px solid var(--line);
        border-radius: 8px;
        color: var(--ink);
        line-height: 1.45;
      }

      p {
        margin: 0 0 6px;
      }

      @media (pointer: coarse), (max-width: 599px) {
        .badge {
          height: 100px;
        }

        .more {
          flex-wrap: wrap;
          height: auto;
          min-height: 44px;
        }

        li {
          flex-wrap: wrap;
        }

        li button,
        .more button,
        .request button {
          min-height: 44px;
        }

        /* In the badge’s last line: it would need one of its own here. */
        .together:not(:empty) {
          position: absolute;
          top: 86px;
          right: 0;
        }
      }
    `,
  ]

  @property({ attribute: false }) shown: Part | undefined
  @property({ attribute: false }) parts: readonly Part[] = []
  @property({ type: Boolean }) held = false
  @property({ attribute: false }) translation: Translation | undefined
  /** Whether it has just been run, and this is about doing it once more. */
  @property({ type: Boolean }) again = false
  /** Whether the reader is asked to say what it will do: then that is not given away. */
  @property({ type: Boolean }) predicting = false
  @state() private unfolded: "" | Fold = ""
  /** Which of the requests was copied last. */
  @state() private copied = -1
  @state() private announced = ""
  /** What was last said that was no mistake. */
  private last: Part | undefined
  private pausing: ReturnType<typeof setTimeout> | undefined

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.pausing)
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has("shown")) return
    this.copied = -1
    if (!this.shown?.Error) this.last = this.shown
    clearTimeout(this.pausing)
    this.pausing = setTimeout(() => {
      this.announced = this.secret(this.shown) ? predict : said(this.shown, this.parts)
    }, pause)
  }

  private secret(part: Part | undefined): boolean {
    return this.predicting && part?.Explanation !== undefined
  }

  override render() {
    const { shown, held, last } = this
    const holding = held && shown?.Error !== undefined
    const told = holding ? last : shown
    const secret = this.secret(told)
    const part = secret ? undefined : told
    const together = this.translation ? origin(this.translation) : secret ? "" : togetherText(this.parts, !held)
    return html`
      <div role="group" aria-label="What it will do">
        <div class="badge ${holding ? "held" : ""}">${secret ? html`<span class="say">${predict}</span>` : part ? badge(part, this.again) : nothing}</div>
        <slot></slot>
        <div class="more">${this.more(part)}<span class="together">${together}</span></div>
        ${part && this.unfolded === "native" ? this.native(part) : nothing}
        ${part && this.unfolded === "advice" ? this.advices(part) : nothing}
        ${this.translation?.differs.map((text) => html`<p>${text}</p>`) ?? nothing}
      </div>
      <p class="unseen" role="status" aria-label="What it will do, in one sentence">${this.announced}</p>
    `
  }

  private more(part: Part | undefined) {
    const requests = part ? nativeRequests(part).length : 0
    const all = part?.Explanation?.Advice ?? []
    return html`
      ${requests > 0 ? this.fold("native", "As a native request") : nothing}
      ${all.length > 0 ? this.fold("advice", all.some(({ Kind }) => isWay(Kind)) ? "How this could be a Query" : "What may be meant") : nothing}
    `
  }

  private fold(fold: Fold, label: string) {
    const open = this.unfolded === fold
    const turn = () => {
      this.unfolded = open ? "" : fold
    }
    return html`<button class="fold" aria-expanded=${open} @click=${turn}><span aria-hidden="true">${open ? "▾" : "▸"}</span> ${label}</button>`
  }

  private advices(part: Part) {
    const one = (advice: Advice) => html`<li>
      ${advice.Text}
      ${advised(part, advice) === undefined ? nothing : html`<button @click=${() => this.advise({ part, advice })}>${writes(advice)}</button>`}
    </li>`
    return html`<ul>${(part.Explanation?.Advice ?? []).map(one)}</ul>`
  }

  private native(part: Part) {
    const one = (request: NativeRequest, i: number) => html`
      <p>${operationIn(request.Target)} <button @click=${() => this.copy(request, i)}>${this.copied === i ? "Copied" : "Copy"}</button></p>
      <pre tabindex="0" aria-label="The same as a native request">${jsonText(request.Body)}</pre>
    `
    return nativeRequests(part).map((request, i) => html`<div class="request">${one(request, i)}</div>`)
  }

  private async copy({ Body }: NativeRequest, i: number): Promise<void> {
    await navigator.clipboard.writeText(JSON.stringify(Body, null, 2))
    this.copied = i
  }

  private advise(detail: Advised): void {
    this.dispatchEvent(new CustomEvent("advise", { detail, bubbles: true, composed: true }))
  }
}

/** What an advice's button does. */
const writes = ({ Kind }: Advice): string => (Kind === "new-index" ? "Write the index before it" : "Write it so")

/** Whether an advice is about how something is read, and not about what it means. */
const isWay = (kind: Advice["Kind"]): boolean => kind === "key" || kind === "index" || kind === "new-index"

const predict = "First your prediction: what this will do is told here once you have answered."

function badge(part: Part, again: boolean) {
  const { Explanation: explanation, Error: mistake } = part
  if (mistake) {
    const [message, ...ours] = sentencesOf(mistake)
    return html`<span class="say"><span class="message">${message}</span> <span class="mend">${ours.join(" ")}</span></span>`
  }
  if (!explanation) return html`<b>${nameOf(part)}</b>`
  const plan = again && isWrite(explanation) ? `Once more: ${planText(explanation)}` : planText(explanation)
  return html`<b class=${isScan(explanation) ? "scan" : ""}>${plan}</b><span class="say">${sayOf(explanation)}</span>`
}

/** What is to be known before all else: that something else may be meant, else why it is done so. */
const sayOf = (explanation: Explanation): string =>
  explanation.Advice?.find(({ Kind }) => !isWay(Kind))?.Text ?? whyText(explanation)

const origin = ({ from, over }: Translation): string =>
  `Translated from ${tabNames[from]}.${over ? " Undo brings back what stood here." : ""}`

/** The same in a sentence. */
function said(part: Part | undefined, parts: readonly Part[]): string {
  if (!part) return ""
  const { Explanation: explanation, Error: mistake } = part
  const what = mistake
    ? sentencesOf(mistake).join(" ")
    : explanation
      ? `${planText(explanation)}. ${sayOf(explanation)}`
      : nameOf(part)
  return [what, togetherText(parts)].filter(Boolean).join(" ")
}
