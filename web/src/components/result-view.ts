import { css, html, LitElement, nothing } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import { type Answer, unitsOf } from "../answer.js"
import type { Body } from "../database.js"
import { joined, type KeyNames, keyNameOf, roleIn } from "../draw/key.js"
import { many } from "../draw/number.js"
import type { KeyName } from "../focus.js"
import { operationIn } from "../script.js"
import { type Item, nested, plain, plainJSON, typeOf, type Value, valueJSON } from "../value.js"
import { base } from "./base.js"
import { tabList, tabStyles } from "./tabs.js"

type Tab = "Table" | "JSON" | "DynamoDB JSON"

const tabs = (["Table", "JSON", "DynamoDB JSON"] as const).map((tab) => [tab, tab] as const)

// So many rows are drawn at first; the rest on request.
const step = 100

/**
 * <result-view> shows the items of an answer, as a table and as JSON.
 *
 * Values in: `answer`, `answers` of the same run, `busy`, `refused`, `back`, `focusKey`, `tinted`. News out: "more" for the next
 * page, "see" with another answer, "point" and "pin" with a row's key.
 */
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
        align-items: center;
        gap: 8px 16px;
        margin-bottom: 10px;
      }

      .several {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 12px;
        margin-bottom: 10px;
      }

      .all {
        display: flex;
        gap: 6px;
        max-width: 100%;
        padding: 3px;
        overflow-x: auto;
      }

      .all button {
        min-height: 32px;
        flex: none;
        padding: 0 10px;
        font-size: 13px;
      }

      .all button[aria-current="true"] {
        border-color: var(--accent);
        background: var(--tint);
        color: var(--accent);
      }

      .all small {
        font-weight: 400;
        font-size: 12px;
      }

      .together {
        margin-left: auto;
        color: var(--soft);
        font-size: 13px;
      }

      .sum {
        min-width: 0;
        margin: 0;
        font-weight: 600;
        line-height: 1.3;
        text-wrap: balance;
      }

      [role="tablist"] {
        flex: none;
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
        vertical-align: bottom;
      }

      thead small {
        margin-left: 5px;
        color: var(--soft);
        font: 500 11px var(--mono);
      }

      .key {
        color: var(--accent);
      }

      thead i {
        display: block;
        color: var(--soft);
        font: 500 11px / 14px var(--sans);
      }

      tbody tr {
        cursor: default;
      }

      .tinted td,
      tbody tr:hover td {
        background: var(--tint);
      }

      .focus td {
        background: var(--tint);
        box-shadow: inset 0 -2px var(--accent), inset 0 2px var(--accent);
      }

      tbody tr:focus-visible {
        outline-offset: -3px;
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

      .refused {
        flex: 1 0 100%;
        color: var(--bad);
      }

      .foot code {
        overflow-wrap: anywhere;
      }

      @media (pointer: coarse), (max-width: 599px) {
        .head {
          flex-wrap: wrap;
        }

        [role="tablist"] {
          width: 100%;
        }

        [role="tab"] {
          flex: auto;
          padding: 0 4px;
        }

        .all button {
          min-height: 44px;
        }

        summary {
          min-height: 28px;
        }
      }
    `,
  ]

  @property({ attribute: false }) answer: Answer | undefined
  @property({ attribute: false }) answers: readonly Answer[] = []
  @property({ type: Boolean }) busy = false
  @property({ type: Boolean }) refused = false
  /** Whether the reader went back to the first statement. */
  @property({ type: Boolean }) back = false
  /** The joined name of the key in focus, and those of all the rows that belong to what is. */
  @property() focusKey = ""
  @property({ attribute: false }) tinted: ReadonlySet<string> = new Set()
  @state() private at = 0
  @state() private tab: Tab = "Table"
  @state() private rows = step

  protected override willUpdate(changed: Map<string, unknown>): void {
    const before = changed.get("answer") as Answer | undefined
    if (changed.has("answer") && before?.asked !== this.answer?.asked) Object.assign(this, { rows: step, at: 0 })
  }

  override render() {
    const { answer } = this
    return html`
      ${this.answers.length > (answer ? 1 : 0) ? this.several() : nothing}
      <div class="head">
        <p class="sum">${answer ? extent(answer) : this.without()}</p>
        ${tabList("Show the result as", tabs, this.tab, (tab) => {
          this.tab = tab
        })}
      </div>
      <div role="tabpanel" id="panel" tabindex="0" aria-label=${this.tab}>${answer ? this.panel(answer) : nothing}</div>
      <div class="foot">${answer ? this.foot(answer) : nothing}</div>
    `
  }

  /** What was run together, to look at one after the other. */
  private several() {
    const one = (answer: Answer, i: number) => html`<button
      aria-current=${answer === this.answer}
      @click=${() => this.dispatchEvent(new CustomEvent("see", { detail: answer }))}
    >${i + 1} ${answer.operation} <small>${many(answer.cost.units, "unit")}</small></button>`
    return html`
      <div class="several" role="group" aria-label="Answers">
        <span class="all">${this.answers.map(one)}</span>
        <span class="together">${many(this.answers.length, "answer")}, ${many(unitsOf(this.answers), "unit")} together</span>
      </div>
    `
  }

  private without(): string {
    if (this.refused && this.answers.length > 0) return "The next one was refused."
    if (this.refused) return "No result: it was refused."
    return this.back ? "Back to the first statement." : "Nothing has run yet."
  }

  private panel(answer: Answer) {
    const { asked, body, hasItems, items } = answer
    if (!hasItems)
      return html`<p class="note">${without(answer)}</p><pre class="json">${JSON.stringify(body, null, 2)}</pre>`
    const some = items.slice(0, this.rows)
    if (this.tab === "DynamoDB JSON") {
      const shown = operationIn(asked.Target) === "ExecuteStatement" ? some : shortened(body, this.rows)
      return html`<pre class="json">${JSON.stringify(shown, null, 2)}</pre>`
    }
    if (items.length === 0) return html`<p class="note">${empty(answer)}</p>`
    if (items.every((item) => Object.keys(item).length === 0)) return html`<p class="note">${blank(items.length)}</p>`
    return this.tab === "Table" ? this.table(some, answer) : html`<pre class="json">${plainJSON(some)}</pre>`
  }

  private foot(answer: Answer) {
    const hidden = answer.items.length - this.rows
    const more = () => {
      this.rows += step
    }
    return html`
      ${refusals(answer.body).map((text) => html`<span class="refused">${text}</span>`)}
      ${hidden > 0 ? html`<button @click=${more}>Show ${many(Math.min(step, hidden), "more row")}</button>` : nothing}
      ${
        answer.next
          ? html`<button @click=${this.next} aria-disabled=${this.busy}>Load next page</button>`
          : answer.hasItems
            ? html`<span title=${goesOn}>Last page: no LastEvaluatedKey.</span>`
            : nothing
      }
      ${answer.body.LastEvaluatedKey ? html`<span title=${goesOn}>LastEvaluatedKey <code>${key(answer.body.LastEvaluatedKey)}</code></span>` : nothing}
    `
  }

  private table(items: readonly Item[], key: KeyNames) {
    const names = columns(items, key.keys)
    return html`
      <table @pointerleave=${() => this.point(undefined)}>
        <thead>
          <tr>${names.map((name) => header(name, items, key))}</tr>
        </thead>
        <tbody @keydown=${this.walked}>
          ${items.map((item, i) => this.row(item, i, keyNameOf(item, key), names))}
        </tbody>
      </table>
    `
  }

  /** One row is a stop for Tab, and the arrows lead on from there. */
  private row(item: Item, i: number, key: KeyName | undefined, names: readonly string[]) {
    const name = key ? joined(key) : ""
    const look = `${key && name === this.focusKey ? "focus" : ""} ${this.tinted.has(name) ? "tinted" : ""}`
    return html`<tr
      class=${look}
      tabindex=${i === Math.min(this.at, this.rows - 1) ? 0 : -1}
      @pointerenter=${() => this.point(key)}
      @click=${(event: Event) => this.pin(key, event)}
      @focus=${() => {
        this.at = i
        this.point(key)
      }}
      @blur=${() => this.point(undefined)}
    >${names.map((name) => cell(item[name]))}</tr>`
  }

  private walked(event: KeyboardEvent): void {
    const row = event.target as HTMLTableRowElement
    if (row.localName !== "tr") return
    const rows = [...row.parentElement!.children] as HTMLElement[]
    const to: Record<string, number> = { ArrowDown: this.at + 1, ArrowUp: this.at - 1, Home: 0, End: rows.length - 1 }
    if (event.key === "Enter" || event.key === " ") row.click()
    else if (event.key in to) rows[to[event.key]!]?.focus()
    else return
    event.preventDefault()
  }

  private point(key: KeyName | undefined): void {
    this.dispatchEvent(new CustomEvent("point", { detail: key }))
  }

  /** A click that unfolds a value, or ends a selection, is meant otherwise. */
  private pin(key: KeyName | undefined, { target }: Event): void {
    const meant = !(target as Element).closest("details") && document.getSelection()?.isCollapsed !== false
    if (key && meant) this.dispatchEvent(new CustomEvent("pin", { detail: key }))
  }

  private next(): void {
    if (!this.busy) this.dispatchEvent(new CustomEvent("more"))
  }
}

const goesOn = "The key at which this page ended. The request for the next page gives it back as ExclusiveStartKey."

const key = (item: Item): string => Object.values(item).map(plain).join(" / ")

function extent({ hasItems, items, operation, pages }: Answer): string {
  return hasItems ? `${many(items.length, "item")} on ${many(pages, "page")}` : `${operation} is done`
}

const without = ({ operation }: Answer): string => `${operation} answers without items. This is all of its answer:`

/** What a batch of statements says of those that were refused, while the others were done. */
function refusals({ Responses = [] }: Body): readonly string[] {
  if (!Array.isArray(Responses)) return []
  const all = Responses as readonly { readonly Error?: { readonly Code?: string; readonly Message?: string } }[]
  return all.flatMap(({ Error: refused }, i) =>
    refused ? [`Statement ${i + 1}: ${refused.Code}. ${refused.Message}`] : [],
  )
}

/** The last page as it came, with as many of its items as are drawn. */
function shortened(body: Body, rows: number): Body {
  return body.Items ? { ...body, Items: body.Items.slice(0, rows) } : body
}

function empty({ cost: { examined }, next }: Answer): string {
  if (examined === 0) return "No item has such a key: nothing was read."
  const more = next ? " More pages follow: load the next one." : ""
  return `An empty page: ${many(examined, "item")} read, and the filter dropped all of them.${more}`
}

/** The key first, then the attributes by name: in the same order whichever items come, and in whatever order. */
function columns(items: readonly Item[], keys: readonly string[]): readonly string[] {
  const seen = new Set(items.flatMap((item) => Object.keys(item)))
  return [...keys.filter((name) => seen.delete(name)), ...[...seen].sort()]
}

const typeNames: Readonly<Record<string, string>> = {
  S: "text",
  N: "number",
  B: "binary",
  BOOL: "true or false",
  NULL: "null",
  SS: "set of texts",
  NS: "set of numbers",
  BS: "set of binaries",
  L: "list",
  M: "map",
}

function header(name: string, items: readonly Item[], key: KeyNames) {
  const types = [...new Set(items.flatMap((item) => (item[name] ? [typeOf(item[name])] : [])))]
  const role = roleIn(key, name)
  const state = `${role ? "key" : ""} ${types.join() === "N" ? "N" : ""}`
  const letters = types.map((type) => html`<small title=${`${type}: ${typeNames[type] ?? type}`}>${type}</small>`)
  return html`<th scope="col" class=${state}>${name}${letters}${role ? html`<i>${role}</i>` : nothing}</th>`
}

function cell(value: Value | undefined) {
  if (!value) return html`<td class="absent"><span aria-label="absent" role="img">–</span></td>`
  if (!nested(value)) return html`<td class=${typeOf(value)} title=${plain(value)}>${plain(value)}</td>`
  return html`<td><details><summary>${plain(value)}</summary><pre>${valueJSON(value)}</pre></details></td>`
}

/** What is said of items that have none of the attributes that SELECT names. */
const blank = (items: number): string =>
  `${items === 1 ? "It has" : "They have"} none of the attributes that were asked for.`
