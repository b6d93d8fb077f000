import { css, html, LitElement, nothing } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import type { Table } from "../table.js"
import {
  fieldIn,
  type Mix,
  type Policy,
  type Preset,
  presets,
  progressText,
  requests,
  type Spread,
  type WorkloadStart,
  type WorkloadStatus,
} from "../workload.js"
import { base, dialogFrame } from "./base.js"

/** What the form says; who starts the workload gives it a name. */
export type Wanted = Omit<WorkloadStart, "Name">

/**
 * <traffic-dialog> starts a workload: one of the classics with a click, or what its form says.
 *
 * Values in: `table` (the one that is shown), `index` (the one whose ring is shown), `status` (of the workload that runs),
 * `problem`, `ready`. News out: "start" with a Wanted, "cancel".
 */
@customElement("traffic-dialog")
export class TrafficDialog extends LitElement {
  static override styles = [
    base,
    dialogFrame,
    css`
      .lead {
        margin: 8px 0 0;
        color: var(--soft);
        font-size: 13px;
      }

      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(300px, 100%), 1fr));
        gap: 10px;
        margin: 16px 0 0;
        padding: 0;
        list-style: none;
      }

      li button {
        display: grid;
        gap: 2px;
        width: 100%;
        height: 100%;
        padding: 10px 14px;
        border-color: var(--line);
        line-height: 1.4;
        text-align: left;
        align-content: start;
      }

      li b {
        font-weight: 600;
      }

      li span {
        color: var(--soft);
        font-size: 13px;
        font-weight: 400;
      }

      details {
        margin-top: 18px;
      }

      summary {
        width: max-content;
        padding: 6px 0;
        color: var(--soft);
        font-size: 13px;
        font-weight: 600;
        cursor: pointer;
      }

      form {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(196px, 100%), 1fr));
        gap: 12px 16px;
        align-items: start;
        margin-top: 8px;
      }

      label {
        display: grid;
        gap: 4px;
        font-size: 13px;
        align-content: start;
      }

      input:not([type="checkbox"]),
      select,
      textarea {
        width: 100%;
        font-weight: 400;
      }

      textarea {
        min-height: 92px;
        padding: 8px 12px;
        border: 1px solid var(--edge);
        border-radius: 8px;
        background: var(--panel);
        color: var(--ink);
        font: 13px/1.5 var(--mono);
        resize: vertical;
      }

      input[type="file"] {
        padding: 7px 10px;
        font-size: 13px;
      }

      .wide,
      fieldset {
        grid-column: 1 / -1;
      }

      fieldset {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(104px, 1fr));
        gap: 8px 12px;
        margin: 0;
        padding: 0;
        border: 0;
        font-size: 13px;
      }

      legend {
        margin-bottom: 4px;
        padding: 0;
        color: var(--soft);
      }

      .check {
        display: flex;
        gap: 8px;
        align-items: center;
        min-height: 44px;
      }

      .check input {
        width: 20px;
        min-height: 20px;
        accent-color: var(--accent);
      }

      .bad:empty,
      .wide:has(> .bad:only-child:empty) {
        display: none;
      }

      .bad {
        margin: 4px 0 0;
        color: var(--bad);
        font-size: 13px;
        font-weight: 400;
        overflow-wrap: anywhere;
      }

      [aria-invalid="true"] {
        border-color: var(--bad);
      }

      .buttons {
        display: flex;
        grid-column: 1 / -1;
        gap: 12px;
        align-items: center;
      }

      .run {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 6px 16px;
        align-items: center;
        margin-top: 16px;
      }

      progress {
        width: 100%;
        height: 12px;
        accent-color: var(--accent);
      }

      .run p {
        grid-column: 1 / -1;
        margin: 0;
        font-size: 13px;
        font-variant-numeric: tabular-nums;
      }

      @media (pointer: coarse), (max-width: 599px) {
        summary {
          min-height: 44px;
          padding: 12px 0;
        }
      }
    `,
  ]

  @property({ attribute: false }) table: Table | undefined
  @property() index = ""
  @property({ attribute: false }) status: WorkloadStatus | undefined
  @property() problem = ""
  @property({ type: Boolean }) ready = false
  @state() private spread: Spread = "HotKey"
  @query("dialog") private dialog!: HTMLDialogElement
  @query("form") private form!: HTMLFormElement

  open(): void {
    this.dialog.showModal()
  }

  close(): void {
    this.dialog.close()
  }

  override render() {
    const { table, status } = this
    return html`
      <dialog aria-labelledby="title">
        <div class="inside">
          <div class="head">
            <h2 id="title">Traffic${table ? ` to ${table.TableName}` : ""}</h2>
            <button @click=${this.close}>Close</button>
          </div>
          <p class="lead">
            Many clients that ask at once, in the database’s own time: it goes as fast as the clock does. One click starts
            one of these.
          </p>
          ${status?.State === "RUNNING" ? this.progress(status) : nothing}
          ${this.problem && !this.field ? html`<p class="bad" role="alert">${this.problem}</p>` : nothing}
          <ul aria-label="Workloads">
            ${presets.map((preset) => html`<li>${this.preset(preset)}</li>`)}
          </ul>
          <details>
            <summary>One of your own</summary>
            ${table ? this.fields(table) : nothing}
          </details>
        </div>
      </dialog>
    `
  }

  /** The name of the field that the problem is about, "" when it is about none. */
  private get field(): string {
    const field = fieldIn(this.problem)
    return field && this.form?.elements.namedItem(field) ? field : ""
  }

  private get busy(): boolean {
    return !this.ready || this.table === undefined || this.status?.State === "RUNNING"
  }

  private progress(status: WorkloadStatus) {
    return html`
      <div class="run">
        <progress aria-label="Workload" max="100" value=${status.Percent}></progress>
        <button @click=${() => this.dispatchEvent(new CustomEvent("cancel"))}>Cancel</button>
        <p>${progressText(status)}</p>
      </div>
    `
  }

  private preset(preset: Preset) {
    return html`<button aria-disabled=${this.busy} @click=${() => this.tell({ TableName: this.table!.TableName, ...preset.start })}>
      <b>${preset.title}</b><span>${preset.text}</span>
    </button>`
  }

  private fields(table: Table) {
    return html`
      <form novalidate @submit=${this.submitted} @change=${this.changed}>
        ${this.places(table)}
        ${this.choice("distribution", "Keys", spreadNames, this.spread)}
        ${this.keyFields()}
        ${table.SortKey ? this.number("sortkeys", "Items for each key", 10) : nothing}
        ${this.number("rate", "Requests a second", 2000)} ${this.number("seconds", "Seconds", 60)}
        ${this.choice("arrivals", "They come", arrivalNames, "Even")}
        ${this.number("itembytes", "Bytes of an item", 200)} ${this.number("clients", "Clients", 50)}
        ${this.choice("policy", "When refused, they try again", policyNames, "sdk-standard")}
        <fieldset aria-describedby="mix">
          <legend>What they ask for, in percent</legend>
          ${requests.map((name) => html`<label>${name}<input type="number" inputmode="numeric" name=${name} value=${firstMix[name] ?? 0} /></label>`)}
          <input type="hidden" name="mix" />
        </fieldset>
        <div class="wide">${this.problemOf("mix")}</div>
        ${this.indexKeys(table)}
        <label class="check wide"><input type="checkbox" name="consistent" /> Reads are strongly consistent</label>
        <div class="buttons"><button class="primary" aria-disabled=${this.busy}>Start</button></div>
      </form>
    `
  }

  private places({ TableName, Indexes = [] }: Table) {
    if (Indexes.length === 0) return nothing
    const names: Names = [
      ["", `${TableName}, the table`],
      ...Indexes.map(({ IndexName }) => [IndexName, `index ${IndexName}`] as const),
    ]
    return this.choice("index", "Query reads", names, this.index)
  }

  private keyFields() {
    const { spread } = this
    return html`
      ${spread === "Rows" || spread === "TimeOrdered" ? nothing : this.number("count", "How many keys", spread === "LowCardinality" ? 3 : 10_000)}
      ${spread === "HotKey" ? this.number("percent", "Percent for the hot key", 90) : nothing}
      ${spread === "Zipf" ? this.number("exponent", "Exponent, in hundredths", 110) : nothing}
      ${spread === "Rows" ? this.rows() : nothing}
    `
  }

  private rows() {
    return html`
      <div class="wide">
        <label>
          Keys and counts, a line of key,count each
          <textarea name="rows" spellcheck="false" aria-invalid=${this.field === "rows"} aria-describedby="rows"></textarea>
        </label>
        ${this.problemOf("rows")}
      </div>
      <label class="wide">Or from a file<input type="file" accept=".csv,.txt,text/csv,text/plain" @change=${this.read} /></label>
    `
  }

  /** Index keys that writes make up: without them nothing comes to the index. */
  private indexKeys(table: Table) {
    const names = madeUp(table)
    if (names.length === 0) return nothing
    return html`
      <fieldset aria-describedby="attributes">
        <legend>How many values the index keys have; empty: writes leave them out</legend>
        ${names.map((name) => html`<label>${name}<input type="number" inputmode="numeric" name=${`made ${name}`} value="3" /></label>`)}
        <input type="hidden" name="attributes" />
      </fieldset>
      <div class="wide">${this.problemOf("attributes")}</div>
    `
  }

  private number(name: string, label: string, value: number) {
    return html`<div>
      <label>
        ${label}
        <input type="number" inputmode="numeric" name=${name} value=${value} aria-invalid=${this.field === name} aria-describedby=${name} />
      </label>
      ${this.problemOf(name)}
    </div>`
  }

  private choice(name: string, label: string, names: Names, chosen: string) {
    return html`<div>
      <label>
        ${label}
        <select name=${name} aria-invalid=${this.field === name} aria-describedby=${name}>
          ${names.map(([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`)}
        </select>
      </label>
      ${this.problemOf(name)}
    </div>`
  }

  /** The engine's own words, beside the field that they are about. */
  private problemOf(name: string) {
    return html`<div class="bad" role="alert" id=${name}>${this.field === name ? this.problem : ""}</div>`
  }

  private changed(event: Event): void {
    const { name, value } = event.target as HTMLSelectElement
    if (name === "distribution") this.spread = value as Spread
  }

  private async read(event: Event): Promise<void> {
    const [file] = (event.target as HTMLInputElement).files ?? []
    const text = this.form.elements.namedItem("rows") as HTMLTextAreaElement
    if (file) text.value = (await file.text()).trimEnd()
  }

  private submitted(event: SubmitEvent): void {
    event.preventDefault()
    this.tell(wantedIn(new FormData(this.form), this.table!))
  }

  private tell(detail: Wanted): void {
    if (!this.busy) this.dispatchEvent(new CustomEvent("start", { detail }))
  }
}

type Names = readonly (readonly [value: string, text: string])[]

const spreadNames: Names = [
  ["Uniform", "all alike"],
  ["Zipf", "a few popular (Zipf)"],
  ["HotKey", "one hot key"],
  ["TimeOrdered", "ordered by time"],
  ["LowCardinality", "few values"],
  ["Rows", "from a file of key,count"],
]

const arrivalNames: Names = [
  ["Even", "evenly"],
  ["Together", "all at once, each second"],
]

const policyNames: Names = [
  ["none", "never"],
  ["fixed", "after the same delay"],
  ["exponential", "after twice the delay each time"],
  ["jitter", "exponential, with full jitter"],
  ["sdk-standard", "as SDKs do (standard)"],
  ["sdk-legacy", "as SDKs did (legacy)"],
  ["sdk-adaptive", "as SDKs may (adaptive)"],
]

const firstMix: Mix = { PutItem: 100 }

/** The attributes of index keys that are not the table's own. */
function madeUp({ PartitionKey, SortKey, Indexes = [] }: Table): readonly string[] {
  const keys = Indexes.flatMap(({ PartitionKey, SortKey }) => [...PartitionKey, ...SortKey]).map(({ Name }) => Name)
  return [...new Set(keys)].filter((name) => name !== PartitionKey.Name && name !== SortKey?.Name)
}

/** What the form says. Empty fields are left out, and so is what the form does not show. */
function wantedIn(form: FormData, table: Table): Wanted {
  const text = (name: string) => String(form.get(name) ?? "")
  const number = <Name extends string>(as: Name, field = as.toLowerCase()) =>
    (text(field) === "" ? {} : { [as]: Number(text(field)) }) as Partial<Record<Name, number>>
  const made = madeUp(table).filter((name) => text(`made ${name}`) !== "")
  return {
    TableName: table.TableName,
    ...(text("index") && { IndexName: text("index") }),
    Keys: {
      Distribution: text("distribution") as Spread,
      ...number("Count"),
      ...number("Exponent"),
      ...number("Percent"),
      ...(text("distribution") === "Rows" && { Rows: text("rows") }),
    },
    ...number("SortKeys"),
    ...(made.length > 0 && {
      Attributes: Object.fromEntries(made.map((name) => [name, Number(text(`made ${name}`))])),
    }),
    Mix: Object.fromEntries(requests.map((name) => [name, Number(text(name))]).filter(([, share]) => share !== 0)),
    ...(form.has("consistent") && { ConsistentRead: true }),
    ...number("Rate"),
    Arrivals: text("arrivals") as "Even" | "Together",
    ...number("Seconds"),
    ...number("ItemBytes"),
    ...number("Clients"),
    Retry: { Policy: text("policy") as Policy },
  }
}
