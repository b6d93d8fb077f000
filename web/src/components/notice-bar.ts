import { css, html, LitElement, nothing } from "lit"
import { customElement, property } from "lit/decorators.js"
import type { Status } from "../wire.js"
import { base } from "./base.js"

/**
 * <notice-bar> says what went wrong with the engine, and what can be done about it.
 *
 * Values in: `status`. News out: "retry", "download" (the session's log), "dismiss".
 */
@customElement("notice-bar")
export class NoticeBar extends LitElement {
  static override styles = [
    base,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 10px;
        padding: 12px 24px;
        border-bottom: 1px solid var(--bad);
        background: var(--bad-tint);
      }

      p {
        flex: 1 1 320px;
        margin: 0;
        overflow-wrap: anywhere;
      }
    `,
  ]

  @property({ attribute: false }) status: Status = { is: "loading" }

  override render() {
    const { status } = this
    if (status.is === "failed")
      return this.notice(failure(status.message), ["retry", "Retry"], ...this.rescue(status.stage))
    if (status.is !== "rebuilt") return nothing
    return this.notice(rebuilt(status), download, ["dismiss", "Dismiss"])
  }

  private rescue(stage: string): readonly Choice[] {
    return stage === "rebuild" ? [download] : []
  }

  private notice(text: string, ...choices: readonly Choice[]) {
    return html`
      <div role="alert">
        <p>${text}</p>
        ${choices.map(([news, label]) => html`<button @click=${() => this.dispatchEvent(new CustomEvent(news))}>${label}</button>`)}
      </div>
    `
  }
}

type Choice = readonly [news: string, label: string]

const download: Choice = ["download", "Save the session’s log"]

const failure = (cause: string): string =>
  `The database engine could not be started: ${cause}. Nothing can run until it is here.`

function rebuilt({ guilty, replayed }: Extract<Status, { is: "rebuilt" }>): string {
  const request = guilty.target.slice(guilty.target.indexOf(".") + 1)
  const differs =
    replayed.Differs > 0 ? ` From request ${replayed.Differs} on it answered differently than before.` : ""
  return (
    `The engine broke during ${request} (${guilty.message}). ` +
    `It was rebuilt from the session’s log of ${replayed.Records} requests, without that one.${differs} ` +
    "The log helps to find the cause."
  )
}
