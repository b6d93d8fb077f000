import { css, html, LitElement, nothing } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import type { Answer } from "../answer.js"
import type { Body } from "../database.js"
import { many } from "../draw/number.js"
import { type Item, nested, plain, plainJSON, typeOf, type Value, valueJSON } from "../value.js"
import { base } from "./base.js"
import { tabList, tabStyles } from "./tabs.js"

type Tab = "Table" | "JSON" | "DynamoDB JSON"

const tabs = (["Table", "JSON", "DynamoDB JSON"] as const).map((tab) => [tab, tab] as const)

// So many rows are drawn at first; the rest on request.
const step = 100

/** <result-view> shows the items of an answer, as a table and as JSON. Values in: `answer`, `busy`, `refused`. News out: "more" for the next page. */
@customElement("result-view")
export class ResultView extends LitElement {
  static override styles = [
    base,
    tabStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
      }

      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 16px;
        margin-bottom: 10px;
      }

      .sum {
        margin: 0;
        font-weight: 600;
      }

      [role="tablist"] {
        margin-left: auto;
      }

      [role="tabpanel"] {
        flex: 1 1 0;
        min-height: 120px;
        overflow: auto;
        border: 1px solid var(--line);
        border-radius: 10px;
        background: var(--panel);
      }

      table {
        border-collapse: separate;
        border-spacing: 0;
        font-size: 13px;
        line-height: 1.4;
      }

      th,
      td {
        max-width: 320px;
        padding: 7px 14px;
        border-bottom: 1px solid var(--line);
        text-align: left;
        vertical-align: top;
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }

      thead th {
        position: sticky;
        top: 0;
        background: var(--panel);
        z-index: 1;
        font-weight: 600;
      }

      thead small {
        margin-left: 5px;
        color: var(--soft);
        font: 500 11px var(--mono);
      }

      .key {
        color: var(--accent);
      }

      .N {
        text-align: right;
        font-variant-numeric: tabular-nums;
      }

      .absent,
      .NULL {
        color: var(--soft);
      }

      summary {
        cursor: pointer;
        color: var(--soft);
      }

      td:has(details[open]) {
        white-space: normal;
        overflow: visible;
      }

      td pre {
        margin: 6px 0 0;
        font-size: 12px;
      }

      .json {
        margin: 0;
        padding: 12px 14px;
        line-height: 1.5;
        width: max-content;
      }

      .note {
        margin: 0;
        padding: 18px 16px;
        color: var(--soft);
        max-width: 68ch;
      }

      .foot {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 10px 16px;
        min-height: 44px;
        padding-top: 8px;
        color: var(--soft);
        font-size: 13px;
      }

      .foot code {
        overflow-wrap: anywhere;
      }

      @media (pointer: coarse), (max-width: 599px) {
        [role="tablist"] {
          width: 100%;
        }

        [role="tab"] {
          flex: auto;
          padding: 0 4px;
        }

        summary {
          min-height: 28px;
        }
      }
    `,
  ]

  @property({ attribute: false }) answer: Answer | undefined
  @property({ type: Boolean }) busy = false
  @property({ type: Boolean }) refused = false
  @state() private tab: Tab = "Table"
  @state() private rows = step

  protected override willUpdate(changed: Map<string, unknown>): void {
    const before = changed.get("answer") as Answer | undefined
    if (changed.has("answer") && before?.ask !== this.answer?.ask) this.rows = step
  }

  override render() {
    const { answer } = this
    return html`
      <div class="head">
        <p class="sum">${answer ? extent(answer) : this.refused ? "No result: the statement was refused." : "Nothing has run yet."}</p>
        ${tabList("Show the result as", tabs, this.tab, (tab) => {
          this.tab = tab
        })}
      </div>
      <div role="tabpanel" id="panel" tabindex="0" aria-label=${this.tab}>${answer ? this.panel(answer) : nothing}</div>
      <div class="foot">${answer ? this.foot(answer) : nothing}</div>
    `
  }

  private panel(answer: Answer) {
    const { ask, body, hasItems, items } = answer
    if (!hasItems)
      return html`<p class="note">${without(answer)}</p><pre class="json">${JSON.stringify(body, null, 2)}</pre>`
    const some = items.slice(0, this.rows)
    if (this.tab === "DynamoDB JSON") {
      const shown = ask.language === "request" ? shortened(body, this.rows) : some
      return html`<pre class="json">${JSON.stringify(shown, null, 2)}</pre>`
    }
    if (items.length === 0) return html`<p class="note">${empty(answer)}</p>`
    return this.tab === "Table" ? table(some, answer.keys) : html`<pre class="json">${plainJSON(some)}</pre>`
  }

  private foot(answer: Answer) {
    const hidden = answer.items.length - this.rows
    const more = () => {
      this.rows += step
    }
    return html`
      ${hidden > 0 ? html`<button @click=${more}>Show ${many(Math.min(step, hidden), "more row")}</button>` : nothing}
      ${
        answer.next
          ? html`<button @click=${this.next} aria-disabled=${this.busy}>Load next page</button>`
          : answer.hasItems
            ? html`<span>Last page: no LastEvaluatedKey.</span>`
            : nothing
      }
      ${answer.body.LastEvaluatedKey ? html`<span>LastEvaluatedKey <code>${key(answer.body.LastEvaluatedKey)}</code></span>` : nothing}
    `
  }

  private next(): void {
    if (!this.busy) this.dispatchEvent(new CustomEvent("more"))
  }
}

const key = (item: Item): string => Object.values(item).map(plain).join(" / ")

function extent({ hasItems, items, operation, pages }: Answer): string {
  return hasItems ? `${many(items.length, "item")} on ${many(pages, "page")}` : `${operation} is done`
}

const without = ({ operation }: Answer): string => `${operation} answers without items. This is all of its answer:`

/** The last page as it came, with as many of its items as are drawn. */
function shortened(body: Body, rows: number): Body {
  return body.Items ? { ...body, Items: body.Items.slice(0, rows) } : body
}

function empty({ cost: { examined }, next }: Answer): string {
  if (examined === 0) return "No item has such a key: nothing was read."
  const more = next ? " More pages follow: load the next one." : ""
  return `An empty page: ${many(examined, "item")} read, and the filter dropped all of them.${more}`
}

function table(items: readonly Item[], keys: readonly string[]) {
  const names = columns(items, keys)
  return html`
    <table>
      <thead>
        <tr>${names.map((name) => header(name, items, keys))}</tr>
      </thead>
      <tbody>
        ${items.map((item) => html`<tr>${names.map((name) => cell(item[name]))}</tr>`)}
      </tbody>
    </table>
  `
}

/** The key first, then the attributes in the order in which they turn up. */
function columns(items: readonly Item[], keys: readonly string[]): readonly string[] {
  const seen = new Set(items.flatMap((item) => Object.keys(item)))
  return [...keys.filter((name) => seen.delete(name)), ...seen]
}

function header(name: string, items: readonly Item[], keys: readonly string[]) {
  const types = [...new Set(items.flatMap((item) => (item[name] ? [typeOf(item[name])] : [])))]
  const state = `${keys.includes(name) ? "key" : ""} ${types.join() === "N" ? "N" : ""}`
  return html`<th scope="col" class=${state}>${name}<small>${types.join(" ")}</small></th>`
}

function cell(value: Value | undefined) {
  if (!value) return html`<td class="absent"><span aria-label="absent" role="img">–</span></td>`
  if (!nested(value)) return html`<td class=${typeOf(value)} title=${plain(value)}>${plain(value)}</td>`
  return html`<td><details><summary>${plain(value)}</summary><pre>${valueJSON(value)}</pre></details></td>`
}
