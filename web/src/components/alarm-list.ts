import { css, html, LitElement, nothing } from "lit"
import { customElement, property, query } from "lit/decorators.js"
import { count } from "../draw/number.js"
import { clockText } from "../draw/time.js"
import type { Alarm, AlarmInput } from "../metrics.js"
import { base } from "./base.js"

/**
 * <alarm-list> shows which metrics are watched and what came of it, and has more of them watched, or none.
 *
 * Values in: `alarms`, `problem`. News out: "put" with all of an AlarmInput but its table, "remove" with a name.
 */
@customElement("alarm-list")
export class AlarmList extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        margin-top: 12px;
        font-size: 13px;
      }

      ul {
        display: grid;
        gap: 6px;
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 12px;
        align-items: center;
      }

      .soft {
        color: var(--soft);
      }

      .alarm {
        color: var(--bad);
        font-weight: 600;
      }

      summary {
        width: max-content;
        padding: 6px 0;
        color: var(--soft);
        font-weight: 600;
        cursor: pointer;
      }

      form {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(170px, 100%), 1fr));
        gap: 10px 14px;
        align-items: end;
        margin: 4px 0 8px;
      }

      label {
        display: grid;
        gap: 4px;
        min-width: 0;
      }

      input,
      select {
        width: 100%;
        font-weight: 400;
      }

      .bad {
        grid-column: 1 / -1;
        margin: 0;
        color: var(--bad);
        overflow-wrap: anywhere;
      }

      @media (pointer: coarse), (max-width: 599px) {
        summary {
          min-height: 44px;
          padding: 12px 0;
        }
      }
    `,
  ]

  @property({ attribute: false }) alarms: readonly Alarm[] = []
  @property() problem = ""
  @query("form") private form!: HTMLFormElement

  override render() {
    const { alarms } = this
    return html`
      ${alarms.length > 0 ? html`<ul aria-label="Alarms">${alarms.map((alarm) => html`<li>${this.alarm(alarm)}</li>`)}</ul>` : nothing}
      <details>
        <summary>Set an alarm</summary>
        <form novalidate @submit=${this.submitted}>
          <label>Name<input name="name" value="throttled" /></label>
          <label>Metric<select name="metric">${watched.map((name) => html`<option>${name}</option>`)}</select></label>
          <label>
            Goes off when the sum is
            <select name="comparison">${comparisons.map(([value, text]) => html`<option value=${value}>${text}</option>`)}</select>
          </label>
          <label>Threshold<input type="number" inputmode="numeric" name="threshold" value="1" /></label>
          <label>Each<select name="period">${["second", "minute", "hour"].map((name) => html`<option>${name}</option>`)}</select></label>
          <label>For how many in a row<input type="number" inputmode="numeric" name="periods" value="3" /></label>
          <button>Set alarm</button>
          ${this.problem ? html`<p class="bad" role="alert">${this.problem}</p>` : nothing}
        </form>
      </details>
    `
  }

  private alarm(alarm: Alarm) {
    return html`
      <span>
        <span class=${alarm.State === "ALARM" ? "alarm" : ""}>${stateText(alarm)}</span>
        <span class="soft">${aboutText(alarm)}</span>
      </span>
      <button aria-label=${`Remove alarm ${alarm.Name}`} @click=${() => this.tell("remove", alarm.Name)}>Remove</button>
    `
  }

  private submitted(event: SubmitEvent): void {
    event.preventDefault()
    const form = new FormData(this.form)
    const text = (name: string) => String(form.get(name))
    const number = (name: string) => (text(name) === "" ? undefined : Number(text(name)))
    const [Threshold, Periods] = [number("threshold"), number("periods")]
    this.tell("put", {
      Name: text("name"),
      Metric: text("metric"),
      Comparison: text("comparison"),
      Period: text("period"),
      ...(Threshold !== undefined && { Threshold }),
      ...(Periods !== undefined && { Periods }),
    } satisfies Omit<AlarmInput, "TableName">)
  }

  private tell(name: "put" | "remove", detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }
}

const watched = [
  "WriteThrottleEvents",
  "ReadThrottleEvents",
  "ThrottledRequests",
  "ConsumedWriteCapacityUnits",
  "ConsumedReadCapacityUnits",
  "ConditionalCheckFailedRequests",
  "TransactionConflict",
]

const comparisons = [
  ["GreaterThanOrEqualToThreshold", "at least the threshold"],
  ["GreaterThanThreshold", "more than the threshold"],
  ["LessThanOrEqualToThreshold", "at most the threshold"],
  ["LessThanThreshold", "less than the threshold"],
] as const

// The sign says it without a colour.
const states: Readonly<Record<Alarm["State"], string>> = {
  OK: "✓ OK",
  ALARM: "▲ In alarm",
  INSUFFICIENT_DATA: "○ Insufficient data",
}

/** The state of an alarm and since when it has it. */
function stateText({ Name, State, Since }: Alarm): string {
  return `${states[State]}: ${Name}, since ${clockText(Since).slice(0, 8)}`
}

/** What an alarm watches. */
function aboutText({ Metric, IndexName, Comparison, Threshold, Period, Periods }: Alarm): string {
  const compared = comparisons.find(([value]) => value === Comparison)?.[1] ?? Comparison
  const of = IndexName ? ` of ${IndexName}` : ""
  return `${Metric}${of} ${compared.replace("the threshold", count(Threshold))} a ${Period}, ${count(Periods)} in a row`
}
